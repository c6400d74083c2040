"""One page on its way from Markdown to HTML: which citations were accepted, and how the slots are filled. Floor 6.

The page's text goes through Markdown with marks in it; each accepted citation leaves a slot, an empty element that
nothing else can have written. When all are known the page is numbered, and the slots are filled in the HTML.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup

from vademecum.checks.citations import LOST, uncited_keys, unknown_keys
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.mark import NOWHERE, Marker, free_marker
from vademecum.citation.scan import Call, Candidate, edit, scan
from vademecum.library import Library
from vademecum.pages.citations import PageCitations, PlacedCluster, number_citations
from vademecum.render.html import mention_id, reference_id
from vademecum.text.finding import Finding
from vademecum.text.rich import RichText
from vademecum.text.source import Source

SLOT_ATTRIBUTE = "data-vm-slot"
FIRST_BLOCK = 0x800000
"""Slots from this number on are macros' output; those below are citations."""
REFERENCES_SLOT = NOWHERE
"""The slot of the page's list of references."""


@dataclass(slots=True)
class Accepted:
    """A citation that Markdown found in prose. `lead` is the blank before it, which its slot has swallowed."""

    slot: int
    offset: int
    lead: str
    cluster: CitationCluster
    affixes: dict[int, tuple[RichText, RichText]]
    section: str = ""


@dataclass(slots=True)
class Conversion:
    """The state of one page. `source` is the whole file; `shift` is where the page's body begins in it."""

    library: Library
    source: Source
    shift: int = 0
    with_references: bool = True
    marker: Marker = field(init=False)
    accepted: list[Accepted] = field(default_factory=list)
    lost: list[Accepted] = field(default_factory=list)
    """Citations that Markdown accepted and then dropped, with what they stood in."""
    citations: PageCitations = field(default_factory=PageCitations)
    blocks: list[Callable[[], Markup]] = field(default_factory=list)
    """What makes the output of macros, once all pages are known."""
    finished: bool = False
    """Whether the tree is complete, so that slots may be filled."""
    marked: bool = False
    """Whether the text that will be converted has been marked already."""

    def __post_init__(self) -> None:
        self.marker = free_marker(self.source.text)

    def mark(self, text: str, run: Callable[[Call], str] | None = None) -> str:
        """`text`, the body of the page, with a mark at each citation candidate, and each macro call run by `run`."""
        self.marked = True
        found = scan(text)
        edits = [(each.mark_at, each.mark_at, self.marker.mark(each.start + self.shift)) for each in found.citations]
        if run:
            calls = ((call, Call(call.start + self.shift, call.end + self.shift)) for call in found.calls)
            edits += ((call.start, call.end, run(shifted)) for call, shifted in calls)
        return edit(text, edits)

    def mark_quoted(self, text: str, start: int, end: int) -> tuple[str, int]:
        """`text`, which the file quotes between offsets `start` and `end` (in YAML, say), with its marks.

        The second value is the offset behind the last citation found there.
        """
        edits = []
        for each in scan(text).citations:
            found = self.source.text.find(text[each.start : each.end], start, end)
            start = found + (each.end - each.start) if found >= 0 else start
            edits.append((each.mark_at, each.mark_at, self.marker.mark(found if found >= 0 else start)))
        return edit(text, edits), start

    def mark_the_rest(self, text: str) -> str:
        """`text` with marks where it has none yet: included snippets, the output of other extensions."""
        length = len(self.marker.mark(0))

        def is_marked(candidate: Candidate) -> bool:
            start = candidate.start - length if candidate.in_text else candidate.start + 1
            return start >= 0 and text.startswith(self.marker.opening, start)

        new = (each.mark_at for each in scan(text).citations if not is_marked(each))
        return edit(text, ((place, place, self.marker.mark(NOWHERE)) for place in new))

    def accept(
        self, offset: int, lead: str, cluster: CitationCluster, affixes: dict[int, tuple[RichText, RichText]]
    ) -> str:
        """Take in a citation found in prose; the slot that stands for it."""
        number = len(self.accepted)
        self.accepted.append(Accepted(number, offset, lead, cluster, affixes))
        return self.marker.slot(number)

    def reserve(self, make: Callable[[], Markup]) -> str:
        """A slot for what `make` gives when the page is filled."""
        self.blocks.append(make)
        return self.marker.slot(FIRST_BLOCK + len(self.blocks) - 1)

    def number(self) -> None:
        """Number the accepted citations by their place in the source: Markdown does not meet them in that order."""
        self.accepted.sort(key=lambda found: (found.offset, found.slot))
        placed = [
            PlacedCluster(
                found.cluster, self.source.span(min(found.offset, len(self.source.text))), found.section, found.affixes
            )
            for found in self.accepted
        ]
        self.citations = number_citations(placed, self.library.bibliography, self.library.writer.style)

    def ids(self) -> list[str]:
        """The ids that citations and references of this page will have."""
        mentions = (mention_id(mention.key, mention.number) for mention in self.citations.all_mentions())
        return [*map(reference_id, self.citations.references), *mentions]

    def findings(self) -> list[Finding]:
        """What is wrong with the page's citations."""
        findings = [
            *unknown_keys(self.citations, self.library.bibliography),
            *uncited_keys(self.citations, self.source),
        ]
        for found in self.lost:
            message = "a citation cannot be shown here, in a title or an alternative text"
            findings.append(Finding(LOST, self.source.span(found.offset), message, "Move it into the text."))
        return findings

    def fill(self, html: str) -> str:
        """`html` with every slot filled and no mark left."""
        marker = self.marker
        if marker.opening not in html:
            return html
        writer = self.library.writer
        filled = {
            found.slot: found.lead + cluster
            for found, cluster in zip(self.accepted, writer.clusters(self.citations), strict=True)
        }
        filled.update((FIRST_BLOCK + index, make()) for index, make in enumerate(self.blocks))
        if self.citations.references and self.with_references:
            filled[REFERENCES_SLOT] = writer.references(self.citations)

        def replace(match: re.Match[str]) -> str:
            return str(filled.get(marker.number(match[1]), ""))

        if self.blocks or REFERENCES_SLOT in filled:
            html = _slot_in_paragraph(marker).sub(
                lambda match: replace(match) if marker.number(match[1]) >= FIRST_BLOCK else match[0], html
            )
        return marker.strip(_slot_element(marker).sub(replace, html))


@lru_cache(maxsize=8)
def _slot_element(marker: Marker) -> re.Pattern[str]:
    """A slot as it stands in the HTML."""
    return re.compile(f'<span [^<>]*{SLOT_ATTRIBUTE}="{marker.slot_pattern.pattern}"[^>]*></span>')


@lru_cache(maxsize=8)
def _slot_in_paragraph(marker: Marker) -> re.Pattern[str]:
    """A slot that is alone in its paragraph: a block of its own does not stand in one."""
    return re.compile(f"<p>\\s*{_slot_element(marker).pattern}\\s*</p>")
