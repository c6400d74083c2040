"""The macro calls of a page, read as a build reads them, and where they stand. Floor 6.

Nothing is made: a call that a build could carry out is a value here, and one that it could not is a finding.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.checks.citations import malformed_group, uncited_keys, unknown_keys
from vademecum.checks.cited_page import CallMeaning, CitedPage, Reading, ShownText
from vademecum.checks.link_site import NavigationEntry
from vademecum.checks.macros import misplaced_block, repeated_call
from vademecum.checks.page_citations import CitationSettings, check_page_citations, citation_needed
from vademecum.citation.cluster import CitationCluster
from vademecum.documents import Documents
from vademecum.macros.arguments import SiteNames
from vademecum.macros.citing import CitationNeeded
from vademecum.macros.macro import Call, DataFile
from vademecum.macros.reading import read_macro
from vademecum.pages.comparison import Passage
from vademecum.pages.evidence import Grade, grade
from vademecum.pages.front_matter import FrontMatter, read_front_matter
from vademecum.pages.outline_parts import PageOutline, Unit
from vademecum.text.finding import Finding
from vademecum.text.source import Source, Span

_AROUND = re.compile(r"\A\s*<\w+[^<>]*\smarkdown\b[^<>]*>|</\w+>\s*\Z|\n[ ]*\{:?[^{}\n]+\}\s*\Z")
"""What a paragraph may have around its text: the tag of an element whose content is Markdown, an attribute list."""
_QUOTE_SIGNS = re.compile(r"\n[ \t>]*\Z")
_FENCE = re.compile(r"[ \t>]*(?:```|~~~)")
_INDENTED = ("    ", "\t")
_ITEM = re.compile(r"[ \t>]*(?:[*+-]|\d+\.)[ ]+")


@dataclass(slots=True)
class PageCalls:
    """Reads the macro calls of one page, in order, and keeps what is wrong with them."""

    source: Source
    outline: PageOutline
    site: SiteNames
    findings: list[Finding] = field(default_factory=list)
    _called: set[tuple[str, Any]] = field(default_factory=set)
    """What stands once on a page and was asked for."""

    def read(self, written: str, offset: int, *, is_quoted: bool = False) -> CallMeaning:
        """What a call means to the citations of the page."""
        span = self.source.span(offset, offset + len(written))
        match read_macro(written, span, self.site, is_quoted=is_quoted):
            case Finding() as finding:
                self.findings.append(finding)
            case Call(value=CitationCluster() as cluster):
                return CallMeaning(cluster)
            case Call(value=CitationNeeded(why=why)):
                return CallMeaning(gap=why)
            case Call() as call:
                if self._place(call, written, offset, span):
                    return self._meaning(call)
        return CallMeaning()

    def _meaning(self, call: Call) -> CallMeaning:
        """What a block that can stand where it does holds of texts; a finding for whatever is wrong with its file."""
        macro, value = call.macro, call.value
        held = macro.data(value) if macro.data else None
        if held is None:
            shown: tuple[ShownText, ...] = ()
        else:
            read = read_data(held, self.site)
            self.findings += read.findings
            self.findings += check_page_citations(read.page, self.site.bibliography, CitationSettings())
            self.findings += held.check(read.works, self._grade, read.needed)
            if not held.is_usable:
                return CallMeaning()
            shown = tuple(
                ShownText(text.text, held.source.span(text.start, text.end), read.clusters[text], is_claim)
                for text, is_claim in held.shown
            )
        quotes = tuple(macro.quotes(value)) if macro.quotes else ()
        return CallMeaning(quotes=quotes, shown=shown, id=macro.id(value) if macro.id else "")

    def _grade(self, key: CitationKey) -> Grade | None:
        entry = self.site.bibliography.get(key)
        return grade(entry) if entry else None

    def _place(self, call: Call, written: str, offset: int, span: Span) -> bool:
        """Note a block, and what is wrong with its place; whether nothing is."""
        wrong = None
        if call.identity and call.identity in self._called:
            wrong = repeated_call(call.name, span)
        elif not self._is_alone(written, offset):
            wrong = misplaced_block(span)
        if call.identity:
            self._called.add(call.identity)
        if wrong:
            self.findings.append(wrong)
        return wrong is None

    def _is_alone(self, written: str, offset: int) -> bool:
        """Whether a block can stand here: nothing else is in its paragraph, item or cell, and it is no heading."""
        units = self.outline.units
        index = bisect_right(units, offset, key=lambda unit: unit.start) - 1
        if index < 0 or units[index].end <= offset:
            return True
        unit = units[index]
        lines = _QUOTE_SIGNS.sub("", self.source.text[unit.start : unit.end])
        text = _AROUND.sub("", lines)
        return (
            text.strip() == written
            and not any(heading.start <= offset < heading.end for heading in self.outline.headings)
            and not self._touches_a_fence(unit.start, unit.start + len(lines.rstrip()))
            and not self._ends_a_footnote(unit)
            and not (index + 1 < len(units) and self._holds_a_list(unit, units[index + 1]))
        )

    def _touches_a_fence(self, start: int, end: int) -> bool:
        """Whether a block of code stands right above or below, so that Markdown joins it to the paragraph."""
        text = self.source.text
        line = text.rfind("\n", 0, start)
        below = text.find("\n", end)
        above = text.rfind("\n", 0, max(line, 0)) + 1
        return bool((line > 0 and _FENCE.match(text, above)) or (below >= 0 and _FENCE.match(text, below + 1)))

    def _ends_a_footnote(self, unit: Unit) -> bool:
        """Whether a unit is the end of a footnote, where the link comes that leads back."""
        text, notes = self.source.text, self.outline.footnotes
        index = bisect_right(notes, unit.start, key=lambda note: note.end) - 1
        if index < 0:
            return False
        *between, start = text[notes[index].end : unit.start].split("\n")
        is_inside = not between or (
            start.startswith(_INDENTED) and all(not line or line.startswith(_INDENTED) for line in between[1:])
        )
        return is_inside and not text[unit.end :].lstrip("\n").startswith(_INDENTED)

    def _holds_a_list(self, unit: Unit, following: Unit) -> bool:
        """Whether a unit is an item, and the one that follows it an item of a list inside it."""
        text = self.source.text
        outer = text[text.rfind("\n", 0, unit.start) + 1 : unit.start]
        line = text.rfind("\n", 0, following.start) + 1
        inner = text[line : following.start]
        is_next = not text[unit.end : line].strip("\n") and text.count("\n", unit.end - 1, line) == 1
        is_deeper = len(inner) - len(inner.lstrip()) > len(outer) - len(outer.lstrip())
        return is_next and is_deeper and bool(_ITEM.fullmatch(outer) and _ITEM.fullmatch(inner))


@dataclass(frozen=True, slots=True)
class ReadData:
    """What was read of a file of data. `page` is the file as if it were a page: its citations, each with its place."""

    page: CitedPage
    findings: tuple[Finding, ...]
    """What is wrong with the file, and with the calls in its texts."""
    clusters: Mapping[Passage, tuple[CitationCluster, ...]]
    needed: frozenset[Passage]
    """The texts that say themselves that a source is missing."""

    @property
    def works(self) -> dict[Passage, list[CitationKey]]:
        """The works that each text cites."""
        return {
            text: [item.key for cluster in clusters for item in cluster.items]
            for text, clusters in self.clusters.items()
        }


def read_data(data: DataFile, site: SiteNames) -> ReadData:
    """The citations and calls in the texts of a file of data."""
    calls = PageCalls(data.source, PageOutline(), site)
    reading = Reading(data.source, calls)
    clusters, needed = {}, set()
    for text in data.passages:
        before, gaps = len(reading.citations), len(reading.gaps)
        reading.quote(text.text, text.start, text.end)
        clusters[text] = tuple(each.cluster for each in reading.citations[before:])
        if len(reading.gaps) > gaps:
            needed.add(text)
    citations = tuple(sorted(reading.citations, key=lambda each: each.start))
    page = CitedPage(data.source, FrontMatter(), PageOutline(), citations, tuple(reading.gaps))
    return ReadData(page, (*data.findings, *calls.findings), clusters, frozenset(needed))


def data_findings(data: DataFile, site: SiteNames) -> tuple[Finding, ...]:
    """What a build says of a file of data: what it says of a page."""
    read = read_data(data, site)
    page = read.page
    malformed = (each.malformed for each in page.citations if each.malformed is not None)
    return (
        *read.findings,
        *unknown_keys(page.placed, site.bibliography, page.source),
        *uncited_keys(page.placed, page.source),
        *(malformed_group(page.source.span(at)) for at in malformed),
        *(citation_needed(gap.why, page.source.span(gap.start, gap.end)) for gap in page.gaps),
    )


def names_of_site(
    pages: Mapping[str, Source],
    bibliography: Bibliography,
    navigation: Sequence[NavigationEntry] | None,
    sections: Sequence[str] | None = None,
    documents: Documents | None = None,
) -> SiteNames:
    """What macro calls on the `pages` may name. Without `sections`, these are the folders the navigation leads to."""

    def topics() -> Iterable[str]:
        published = (path for path, source in pages.items() if not _is_draft(source))
        return (path.rpartition("/")[2].removesuffix(".md") for path in published)

    def folders() -> Iterable[str]:
        targets = sorted(pages) if navigation is None else [entry.target for entry in navigation]
        return dict.fromkeys(target.partition("/")[0] for target in targets if "/" in target and target in pages)

    known = folders if sections is None else lambda: sections
    return SiteNames(known, topics, bibliography, documents or Documents())


def _is_draft(source: Source) -> bool:
    return "draft" in source.text and read_front_matter(source)[0].text("review_status") == "draft"
