"""The site as a picture: its pages in a column, section by section, joined by arcs where they share works.

Coordinates alone are made here, the same for the same pages; a template draws them.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import Final

from vademecum.pages.related import Relation, related
from vademecum.pages.sitemap import SiteMap, SitePage, SiteSection

WIDTH: Final = 350
"""How many units a picture is wide: about the pixels of a phone, so that its letters are as large as the text's."""
COLUMN: Final = 228
"""Where the dots stand."""
LABEL_END: Final = 216
MOST_ARCS: Final = 4
"""How many of a page's relations are drawn at most, the closest first."""

_WIDEST: Final = 100  # A work that more pages cite says nothing of what belongs together.
_LINE: Final = 16
_ROW: Final = 27  # high enough for a finger, on the smallest screen too
_TITLE: Final = 30
_GAP: Final = 8  # above the title of a section
_TITLE_ROOM: Final = 200  # Its letters are larger, and arcs pass to the right of it.
_BASELINE: Final = 4.5  # from the middle of a line to the foot of its letters
_SMALLEST, _LARGEST = 3.0, 9.0
_NARROWEST, _WIDEST_ARC = 14.0, 112.0
_THINNEST, _THICKEST = 1.5, 10.0
_WIDTHS: Final = {"narrow": 3.9, "wide": 11.5, "capital": 8.9, "usual": 7.5}
_NARROW: Final = frozenset("ijltfrI.,:;'’!|()[]- ")
_WIDE: Final = frozenset("mwMW%@–—…")
_LATIN_END: Final = 0x2E80  # What stands behind it in Unicode is mostly twice as wide.
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a label, and the foot of its letters."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Node:
    """A page: its row from `top`, `height` units high, its dot and its label."""

    page: SitePage
    works: int
    """How many works it cites."""
    top: float
    height: float
    radius: float
    lines: tuple[Line, ...]
    arcs: tuple[int, ...] = ()
    """The arcs that end here, as numbers of `SiteGraph.arcs`."""
    shares: tuple[tuple[SitePage, int], ...] = ()
    """The pages at the other ends, and how many works are shared, the most first."""

    @property
    def y(self) -> float:
        """The middle of the row, where the dot stands."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Group:
    """A section and its pages; a group without a title holds pages that belong to none."""

    title: str
    overview: SitePage | None
    lines: tuple[Line, ...]
    top: float
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """A line between two pages, from `start` down to `end`."""

    start: float
    end: float
    reach: float
    """How far it bulges from the column."""
    stroke: float
    shared: int
    """How many works the pages share."""


@dataclass(frozen=True, slots=True)
class SiteGraph:
    """The picture. An empty one has no groups."""

    groups: tuple[Group, ...] = ()
    arcs: tuple[Arc, ...] = ()
    height: float = 0
    left_out: int = 0
    """How many pairs of pages share works and are not joined, as others are closer."""

    def __iter__(self) -> Iterator[Node]:
        return (node for group in self.groups for node in group.nodes)


def make_graph(site: SiteMap, works: Mapping[str, Collection[Hashable]]) -> SiteGraph:
    """The picture of a site whose pages, by the paths of their sources, cite `works`.

    It holds the topic pages that cite something; on a site that has no topics, all pages that do.
    """
    citing = [(title, page) for title, page in _in_sections(site) if works.get(page.path)]
    topics = [each for each in citing if each[1].section and not each[1].is_overview]
    shown = topics or citing
    relations = related({page.path: works[page.path] for _, page in shown}, most=len(shown), widest=_WIDEST)
    pairs, left_out = _strongest([page.path for _, page in shown], relations)
    overviews = {node.title: node.overview for node in site.roots if isinstance(node, SiteSection)}
    return _Layout(overviews, works, pairs, left_out).draw(shown)


def _in_sections(site: SiteMap) -> Iterator[tuple[str, SitePage]]:
    """The pages in the order of the navigation, each with the title of the top section it is in; then all others."""
    seen = set()
    for node in site.roots:
        title = node.title if isinstance(node, SiteSection) else ""
        for page in _pages(node):
            if page.path not in seen:
                seen.add(page.path)
                yield title, page
    yield from (("", page) for page in site if page.path not in seen)


def _pages(node: SitePage | SiteSection) -> Iterator[SitePage]:
    if isinstance(node, SitePage):
        yield node
    else:
        for child in node.children:
            yield from _pages(child)


Pairs = Mapping[tuple[int, int], int]
"""How many works two pages share, by their numbers, the upper page first."""


def _strongest(paths: Sequence[str], relations: Mapping[str, Sequence[Relation[str, Hashable]]]) -> tuple[Pairs, int]:
    """The pairs that are among the closest of either page, in the order of the column; how many are left out."""
    number = {path: index for index, path in enumerate(paths)}
    kept: dict[tuple[int, int], int] = {}
    for path in paths:
        for each in relations[path][:MOST_ARCS]:
            low, high = sorted((number[path], number[each.other]))
            kept[low, high] = len(each.shared)
    every = sum(map(len, relations.values())) // 2
    return dict(sorted(kept.items())), every - len(kept)


@dataclass(slots=True)
class _Layout:
    """Puts rows below each other, and arcs between them."""

    overviews: Mapping[str, SitePage | None]
    works: Mapping[str, Collection[Hashable]]
    pairs: Pairs
    left_out: int
    y: float = 0

    def draw(self, shown: Sequence[tuple[str, SitePage]]) -> SiteGraph:
        """The picture of these pages, each with the title of its section."""
        pages = [page for _, page in shown]
        most = max((len(self.works[page.path]) for page in pages), default=1)
        arcs_of: list[list[tuple[int, int, int]]] = [[] for _ in pages]
        for arc, ((low, high), shared) in enumerate(self.pairs.items()):
            arcs_of[low].append((arc, high, shared))
            arcs_of[high].append((arc, low, shared))
        groups, index = [], 0
        for title, members in groupby(shown, key=lambda each: each[0]):
            top = self.y
            lines = self._title(title)
            nodes = []
            for _, page in members:
                found = arcs_of[index]
                shares = sorted(((pages[other], shared) for _, other, shared in found), key=lambda each: -each[1])
                nodes.append(self._node(page, most, tuple(arc for arc, _, _ in found), tuple(shares)))
                index += 1
            groups.append(Group(title, self.overviews.get(title), lines, top, tuple(nodes)))
        middles = [node.y for group in groups for node in group.nodes]
        return SiteGraph(tuple(groups), self._arcs(middles), self.y, self.left_out)

    def _title(self, title: str) -> tuple[Line, ...]:
        if not title:
            return ()
        self.y += _GAP if self.y else 0
        texts = wrap(title, _TITLE_ROOM)
        lines = tuple(Line(text, self.y + _TITLE / 2 + _BASELINE + _LINE * index) for index, text in enumerate(texts))
        self.y += _TITLE + _LINE * (len(texts) - 1)
        return lines

    def _node(self, page: SitePage, most: int, arcs: tuple[int, ...], shares: tuple[tuple[SitePage, int], ...]) -> Node:
        count, texts, top = len(self.works[page.path]), wrap(page.title, LABEL_END), self.y
        height = _ROW + _LINE * (len(texts) - 1)
        first = top + _ROW / 2 + _BASELINE
        lines = tuple(Line(text, first + _LINE * index) for index, text in enumerate(texts))
        self.y += height
        return Node(page, count, top, height, _between(_SMALLEST, _LARGEST, sqrt(count / most)), lines, arcs, shares)

    def _arcs(self, middles: Sequence[float]) -> tuple[Arc, ...]:
        longest = max((middles[high] - middles[low] for low, high in self.pairs), default=1)
        most = max(self.pairs.values(), default=1)
        arcs = []
        for (low, high), shared in self.pairs.items():
            reach = _between(_NARROWEST, _WIDEST_ARC, sqrt((middles[high] - middles[low]) / max(longest, 20 * _ROW)))
            stroke = _between(_THINNEST, _THICKEST, (shared - 1) / max(most - 1, 9))
            arcs.append(Arc(middles[low], middles[high], reach, stroke, shared))
        return tuple(arcs)


def _between(low: float, high: float, part: float) -> float:
    return round(low + (high - low) * part, 1)


def wrap(text: str, room: float) -> tuple[str, ...]:
    """`text` on one line, or on two where it is wider than `room` units; what is still too wide ends in "…"."""
    if width(text) <= room:
        return (text,)
    words = text.split(" ")
    first = words[0]
    rest = 1
    while rest < len(words) and width(f"{first} {words[rest]}") <= room:
        first = f"{first} {words[rest]}"
        rest += 1
    return tuple(_cut(line, room) for line in (first, " ".join(words[rest:])) if line)


def _cut(text: str, room: float) -> str:
    if width(text) <= room:
        return text
    used, kept = width(_ELLIPSIS), 0
    while used + width(text[kept]) <= room:
        used += width(text[kept])
        kept += 1
    return text[:kept].rstrip() + _ELLIPSIS


def width(text: str) -> float:
    """About how many units `text` is wide, in letters 13 units high without serifs; rather too many than too few."""
    return sum(_WIDTHS[_kind(character)] for character in text)


def _kind(character: str) -> str:
    if character in _NARROW:
        return "narrow"
    if character in _WIDE:
        return "wide"
    if ord(character) >= _LATIN_END:
        return "wide"
    return "capital" if character.isupper() else "usual"
