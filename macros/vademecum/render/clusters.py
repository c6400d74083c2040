"""Citations in the text as HTML, each distinct one made once. Notes are in `notes`."""

from collections.abc import Callable, Mapping
from enum import Enum
from itertools import chain
from typing import NamedTuple

from jinja2 import Environment

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.ledger import Mention
from vademecum.csl import Placement, Style
from vademecum.csl.finishing import is_raised
from vademecum.pages.citations import PageCitations, PlacedCluster
from vademecum.render.gaps import CONTENT, GAP, frame, macros
from vademecum.render.html import mention_id, to_html
from vademecum.render.notes import NoteWriter
from vademecum.render.raised import has_raised_works
from vademecum.render.reference import Reference
from vademecum.text.rich import Part, plain, without_links


class ShownCluster(NamedTuple):
    """The HTML of a citation."""

    html: str
    is_again: bool = False
    """Whether it shows no more than a sign, as the same source was named just before."""
    is_raised: bool = False
    """Whether all of it is raised, so that no blank stands before it."""


class _Frame(NamedTuple):
    """A cluster's HTML but for the ids of its mentions."""

    pieces: list[str]
    items: list[int]
    """The index of the item that each id is for."""
    is_raised: bool


class _Named(NamedTuple):
    """What tells distinct clusters apart."""

    cluster: CitationCluster
    placement: Placement
    numbers: tuple[int | None, ...]
    linked: bool
    is_again: bool


class ClusterWriter:
    """Makes the HTML of the citations of one bibliography in one style; `reference` gives a work as lists show it."""

    def __init__(
        self,
        bibliography: Bibliography,
        style: Style,
        environment: Environment,
        reference: Callable[[CitationKey], Reference],
    ) -> None:
        self._bibliography = bibliography
        self._style = style
        self._reference = reference
        self._citation = macros(environment, "citation.html")
        self.notes = NoteWriter(bibliography, style, environment, reference)
        """Makes those that are notes."""
        self._clusters: dict[_Named, _Frame] = {}
        self._tags: dict[tuple[bool, bool, bool], tuple[str, str]] = {}
        self._mentions: dict[tuple[CitationKey, _Length, str, bool, bool], tuple[str, str]] = {}

    def clusters(self, citations: PageCitations, *, linked: bool = True) -> list[ShownCluster]:
        """Each cluster of the page as it is shown, in the order of `citations.clusters`.

        They lead to the list of references, unless the page has none and `linked` says so; notes to their list.
        """
        before = None
        made = []
        places = zip(citations.clusters, citations.mentions, citations.placements, strict=True)
        for place, mentions, placement in places:
            if placement.note:
                html = self.notes.mark(place, mentions, placement, citations.numbers)
                made.append(ShownCluster(html, is_raised=not place.cluster.in_text))
                continue
            is_again = linked and place.repeats(before) and self._is_told_by_sign(place.cluster)
            shown = tuple(citations.numbers.get(mention.key) for mention in mentions) if self._style.numbered else ()
            named = _Named(place.cluster, placement, shown, linked, is_again)
            found = self._clusters.get(named)
            if found is None or place.affixes:  # Affixes are inline Markdown, which may mean another thing elsewhere.
                found = self._clusters[named] = self._frame(place, named, citations.numbers)
            made.append(ShownCluster(_filled(found, mentions), is_again, found.is_raised))
            before = place
        return made

    def _is_told_by_sign(self, cluster: CitationCluster) -> bool:
        """Whether the signs of its works say enough of them where they were named just before."""
        if self._style.kind not in _NAMING:
            return False  # Numbers and labels are as short.
        grades = [self._reference(key).grade for key in cluster.keys if key in self._bibliography]
        return len(grades) == len(cluster.keys) and all(each.kind and not each.status for each in grades)

    def _frame(self, place: PlacedCluster, named: _Named, numbers: Mapping[CitationKey, int]) -> _Frame:
        """A cluster's HTML differs from place to place in the ids of its mentions, so the rest is made once."""
        formatted = self._style.format_cluster(place.cluster, named.placement, numbers, place.affixes)
        are_raised, items = has_raised_works(formatted), list[int]()

        def part(node: Part) -> str:
            content = to_html(without_links(node.content))  # The work is a link already.
            if node.role == "item":
                items.append(node.index)
                key, indirect = place.cluster.items[node.index].key, place.cluster.indirect
                is_number = are_raised and plain(node.content)[:1].isdecimal()
                before, after = self._mention(key, _Length.of(node), indirect, linked=named.linked, raised=is_number)
                return f"{before}{content}{after}"
            return str(self._citation.unknown(content)) if node.role == "unknown" else content

        before, after = self._around(in_text=place.cluster.in_text, is_again=named.is_again, has_raised=are_raised)
        pieces = f"{before}{to_html(formatted, part)}{after}".split(GAP)
        return _Frame(pieces, items, is_raised(formatted))

    def _around(self, *, in_text: bool, is_again: bool, has_raised: bool) -> tuple[str, str]:
        """What stands around a cluster."""
        named = (in_text, is_again, has_raised)
        if named not in self._tags:
            self._tags[named] = frame(self._citation.cluster(GAP, in_text, is_again, has_raised))
        return self._tags[named]

    def _mention(
        self, key: CitationKey, length: "_Length", indirect: str, *, linked: bool, raised: bool
    ) -> tuple[str, str]:
        """What stands around a work in a cluster, its id a gap, made once for each work."""
        named = (key, length, indirect, linked, raised)
        found = self._mentions.get(named)
        if found is None:
            content = "" if length is _Length.NONE else CONTENT
            is_long = length is _Length.LONG
            html = self._citation.mention(GAP, self._reference(key), content, linked, is_long, indirect, raised)
            found = self._mentions[named] = frame(html, CONTENT)
        return found


def _filled(found: _Frame, mentions: tuple[Mention, ...]) -> str:
    ids = [mention_id(mentions[index].key, mentions[index].number) for index in found.items]
    return "".join(chain.from_iterable(zip(found.pieces, (*ids, ""), strict=True)))


class _Length(Enum):
    """How long a citation's own words are."""

    NONE = 0
    SHORT = 1
    LONG = 2
    """Too long to stay in one line on a phone."""

    @classmethod
    def of(cls, node: Part) -> "_Length":
        length = len(plain(node.content))
        return cls.LONG if length > _SHORT else cls.SHORT if length else cls.NONE


_SHORT = 28
"""Letters that fit into a line of a phone with what stands around them: `Cheng et al., 1982, p. 33`."""
_NAMING = frozenset({"author-date", "author"})
"""The kinds of styles that name works by their authors."""
