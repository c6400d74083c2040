"""The citations of a page in its twin: which is which where several are alike, and the signs of those in notes."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vademecum.checks.cited_page import CallMeaning, Reading
from vademecum.citation.cluster import CitationCluster
from vademecum.csl import Placement
from vademecum.macros.macro import Call
from vademecum.macros.page import PageMacros
from vademecum.macros.reading import read_macro
from vademecum.text.source import Source

Waiting = defaultdict[CitationCluster, deque[Placement]]
"""For each citation of a text the places among all others of those that are alike, in order; each is taken once."""


@dataclass(slots=True)
class TwinNotes:
    """Gives each citation of one page its place among the others, by where it stands in the file."""

    source: Source
    macros: PageMacros | None
    """None where the page has no citations."""
    _at: defaultdict[int, Waiting] = field(init=False)
    _alike: dict[CitationCluster, Placement] = field(default_factory=dict)
    """The first of all that are alike."""
    _prefix: str = field(init=False)
    """What the labels of notes begin with, so that they are no footnotes that an author wrote."""
    _signs: set[str] = field(default_factory=set)
    """The signs that the twin has."""

    def __post_init__(self) -> None:
        self._at = defaultdict(_nothing)
        for cluster, placement, offset in self._placed():
            self._at[offset][cluster].append(placement)
            self._alike.setdefault(cluster, placement)
        self._prefix = "note-" if "[^" in self.source.text else ""

    def _placed(self) -> Iterator[tuple[CitationCluster, Placement, int]]:
        if self.macros:
            citations = self.macros.citations
            for place, placement in zip(citations.clusters, citations.placements, strict=True):
                yield place.cluster, placement, place.offset

    def next(self, cluster: CitationCluster, waiting: Waiting) -> Placement | None:
        """The place of the next citation of these that is `cluster`; None where the page has no such citation.

        Where the twin shows a text again that the page shows once, the citation has the place of the first alike.
        """
        return waiting[cluster].popleft() if waiting[cluster] else self._alike.get(cluster)

    def at(self, offset: int) -> Waiting:
        """The citations that stand at this offset of the file, or in the file that is named there."""
        return self._at[offset]

    def in_text(self, text: str, start: int, end: int) -> tuple[Waiting, int]:
        """The citations of a text that the file quotes between two offsets; the offset behind the last of them."""
        reading = Reading(self.source, self)
        behind = reading.quote(" ".join(text.split()), start, end)
        return self._found((each.cluster, each.start) for each in reading.citations), behind

    def in_call(self, call: Call, written: str, offset: int) -> Waiting:
        """The citations of what a call shows: those of its arguments, and those of the file that it names."""
        end = offset + len(written)
        waiting = _nothing()
        for text in call.macro.quotes(call.value) if call.macro.quotes else ():
            found, _ = self.in_text(text, max(self.source.text.find(text, offset, end), offset), end)
            for cluster, placements in found.items():
                waiting[cluster] += placements
        return waiting if call.macro.quotes else self._at[offset]

    def _found(self, citations: Iterable[tuple[CitationCluster, int]]) -> Waiting:
        waiting = _nothing()
        for cluster, offset in citations:
            if self._at[offset][cluster]:
                waiting[cluster].append(self._at[offset][cluster].popleft())
        return waiting

    def read(self, written: str, offset: int, *, is_quoted: bool = False) -> CallMeaning:
        """What a call within a text cites."""
        span = self.source.span(offset, offset + len(written))
        call = read_macro(written, span, self.macros.names, is_quoted=is_quoted) if self.macros else None
        cluster = call.value if isinstance(call, Call) and isinstance(call.value, CitationCluster) else None
        return CallMeaning(cluster)

    def sign(self, number: int | str) -> str:
        """The sign of a note as Markdown writes it, which the twin has from now on."""
        sign = self._sign(number)
        self._signs.add(sign)
        return sign

    def _sign(self, number: int | str) -> str:
        return f"[^{self._prefix}{number}]"

    def written(self) -> Iterator[tuple[CitationCluster, Placement]]:
        """The citations whose notes the twin leads to, in order."""
        for cluster, placement, _ in self._placed():
            if placement.note and self._sign(placement.note) in self._signs:
                yield cluster, placement


def _nothing() -> Waiting:
    return defaultdict(deque)
