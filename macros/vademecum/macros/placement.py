"""The macro calls of a page, read as a build reads them, and where they stand. Floor 6.

Nothing is made: a call that a build could carry out is a value here, and one that it could not is a finding.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vademecum.bibliography.entry import Bibliography
from vademecum.checks.cited_page import CallMeaning
from vademecum.checks.link_site import NavigationEntry
from vademecum.checks.macros import misplaced_block, repeated_call
from vademecum.citation.cluster import CitationCluster
from vademecum.macros.arguments import SiteNames
from vademecum.macros.citing import CitationNeeded
from vademecum.macros.macro import Call
from vademecum.macros.reading import read_macro
from vademecum.pages.front_matter import read_front_matter
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
                if self._place(call, written, offset, span) and call.macro.quotes:
                    return CallMeaning(quotes=tuple(call.macro.quotes(call.value)))
        return CallMeaning()

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


def names_of_site(
    pages: Mapping[str, Source],
    bibliography: Bibliography,
    navigation: Sequence[NavigationEntry] | None,
    sections: Sequence[str] | None = None,
) -> SiteNames:
    """What macro calls on the `pages` may name. Without `sections`, these are the folders the navigation leads to."""

    def topics() -> Iterable[str]:
        published = (path for path, source in pages.items() if not _is_draft(source))
        return (path.rpartition("/")[2].removesuffix(".md") for path in published)

    def folders() -> Iterable[str]:
        targets = sorted(pages) if navigation is None else [entry.target for entry in navigation]
        return dict.fromkeys(target.partition("/")[0] for target in targets if "/" in target and target in pages)

    return SiteNames(folders if sections is None else lambda: sections, topics, bibliography)


def _is_draft(source: Source) -> bool:
    return "draft" in source.text and read_front_matter(source)[0].text("review_status") == "draft"
