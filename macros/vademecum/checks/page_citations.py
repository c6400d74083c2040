"""Whether the citations of a page are sound: one door to the checks of citations and of coverage."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from vademecum.bibliography.entry import Bibliography
from vademecum.checks.citation_places import place_findings
from vademecum.checks.citations import malformed_group, taken_id, uncited_keys, unknown_keys
from vademecum.checks.cited_page import CitedPage
from vademecum.checks.cited_works import status_findings, unused_works
from vademecum.checks.coverage import coverage_findings
from vademecum.checks.indirect import indirect_findings
from vademecum.pages.outline_parts import Tag
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Span

NEEDED = Rule("citation/needed", Severity.INFO, "A page says itself that a source is missing.")
KEY_POINT = Rule("citation/key-point", Severity.WARNING, "A key point names no source.")

_SAYS_UNKNOWN = re.compile(
    r"\b(?:not|never|nothing|little|unknown)\b[^.;]{0,60}\b(?:known|studied|tested|measured|clear)\b|\bunknown\b"
    r"|\b(?:no|none|nothing|nobody|almost no|few)\b[^.;]{0,80}\b(?:found|exists?|known|studied|tested|published)\b",
    re.IGNORECASE,
)
"""How a key point says that there is nothing to cite."""


@dataclass(frozen=True, slots=True)
class CitationSettings:
    """What citations are held against: how many percent of a page's sentences must be cited; 0 asks for nothing."""

    coverage: int = 0


def check_page_citations(
    page: CitedPage,
    bibliography: Bibliography,
    settings: CitationSettings,
    exempt_lines: Collection[int] = (),
) -> Iterator[Finding]:
    """What is wrong with the citations of one page, in no certain order.

    `exempt_lines` are those for which the page gives a reason why they need no source; they matter to coverage alone.
    """
    yield from unknown_keys(page.placed, bibliography, page.source)
    yield from uncited_keys(page.placed, page.source)
    for each in page.citations:
        if each.malformed is not None:
            yield malformed_group(page.source.span(each.malformed))
    yield from place_findings(page, bibliography)
    yield from status_findings(page, bibliography)
    yield from indirect_findings(page)
    for gap in page.gaps:
        yield citation_needed(gap.why, page.source.span(gap.start, gap.end))
    for point in page.key_points:
        if not point.is_cited and not _SAYS_UNKNOWN.search(point.text):
            message = "this key point names no source"
            hint = "Add one, such as [@smith2020]; or say openly that none was found."
            yield Finding(KEY_POINT, page.source.span(point.start), message, hint)
    if not page.is_draft:
        yield from coverage_findings(page, settings.coverage, exempt_lines)


def taken_ids(page: CitedPage, bibliography: Bibliography, made: Collection[str]) -> Iterator[Finding]:
    """A finding for each id that the author has given, and that is among those `made` for citations and references."""
    if not page.front_matter.has_references or not any(key in bibliography for key in page.works):
        return
    given = [each for each in page.outline.identifiers if each.name in made]
    if given:
        # A raw tag is the author's own, unless Markdown makes its element.
        raw = [(tag.start, tag.end) for tag in page.outline.tags if not _is_markdown(tag)]
        for name in dict.fromkeys(
            each.name for each in given if not any(start <= each.start < end for start, end in raw)
        ):
            yield taken_id(name, page.source)


def _is_markdown(tag: Tag) -> bool:
    return any(attribute.name == "markdown" for attribute in tag.attributes)


def citation_needed(why: str, span: Span) -> Finding:
    """The finding for a place where the page itself says that a source is missing, and perhaps why."""
    return Finding(NEEDED, span, "a citation is needed here" + (f": {why}" if why else ""))


def check_unused(pages: Iterable[CitedPage], bibliography: Bibliography) -> Iterator[Finding]:
    """A finding for each work that none of `pages`, which are all pages of the site, cites or mentions."""
    return unused_works(bibliography, (key for page in pages for key in page.works))
