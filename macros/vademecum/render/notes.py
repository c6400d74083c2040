"""Notes of a style that cites in notes (CSL 1.0.2, `class="note"`): their numbers in the text, and their list."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from jinja2 import Environment
from markupsafe import Markup

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.ledger import Mention
from vademecum.csl import Placement, Style
from vademecum.pages.citations import PageCitations, PlacedCluster
from vademecum.render.gaps import CONTENT, GAP, NUMBER, frame, macros
from vademecum.render.html import mention_id, note_id, note_mark_id, to_html
from vademecum.render.reference import Reference
from vademecum.text.rich import Inline, Part, RichText, Styled, without_links


class NoteWriter:
    """Makes the notes of one bibliography in one style; `reference` gives a work as lists show it."""

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
        self._list = macros(environment, "notes.html")
        self._marks: dict[tuple[CitationCluster, Placement], str] = {}
        self._notes: dict[tuple[CitationCluster, Placement, bool], Markup] = {}

    def mark(
        self,
        place: PlacedCluster,
        mentions: tuple[Mention, ...],
        placement: Placement,
        numbers: Mapping[CitationKey, int],
    ) -> str:
        """What stands in the text: the number of the note, which leads there, behind the names that a sentence needs.

        It holds the ids of the mentions.
        """
        named = (place.cluster, replace(placement, note=0))
        made = self._marks.get(named)
        if made is None or place.affixes:
            made = self._marks[named] = self._mark(place, placement, numbers)
        first, *others = self._ids(mentions) or [note_mark_id(placement.note)]
        ids = str(self._list.ids(others)) if others else ""
        return made.replace(GAP, first).replace(CONTENT, ids).replace(NUMBER, str(placement.note))

    def _mark(self, place: PlacedCluster, placement: Placement, numbers: Mapping[CitationKey, int]) -> str:
        """A mark with gaps for its id, the ids of further mentions, and its number."""
        cluster = place.cluster
        works = [self._reference(key) for key in cluster.keys if key in self._bibliography]
        names = Markup()
        if cluster.in_text:
            names = to_html(self._style.format_cluster(cluster, placement, numbers, place.affixes), _bare)
        return str(
            self._list.mark(GAP, CONTENT, NUMBER, note_id(NUMBER), works, names, cluster.in_text, cluster.indirect)
        )

    def _ids(self, mentions: tuple[Mention, ...]) -> list[str]:
        return [mention_id(each.key, each.number) for each in mentions if each.key in self._bibliography]

    def list(self, citations: PageCitations, *, linked: bool = True) -> str:
        """The list of a page's notes, without its heading, each with a way back.

        Works in them lead to the list of references, unless the page has none and `linked` says so.
        """
        notes = []
        places = zip(citations.clusters, citations.mentions, citations.placements, strict=True)
        for place, mentions, placement in places:
            number = placement.note
            back = (self._ids(mentions) or [note_mark_id(number)])[0]
            content = self._content(place, placement, citations, linked=linked)
            notes.append(self._list.note(note_id(number), content, back, number))
        return str(self._list.list(Markup("\n").join(notes)))

    def _content(self, place: PlacedCluster, placement: Placement, citations: PageCitations, *, linked: bool) -> Markup:
        named = (place.cluster, replace(placement, note=0), linked)
        made = self._notes.get(named)
        if made is None or place.affixes:
            cluster = replace(place.cluster, in_text=False)
            formatted = self._style.format_cluster(cluster, placement, citations.numbers, place.affixes)
            made = self._notes[named] = self._formatted(formatted, cluster, linked=linked)
        return made

    def _formatted(self, formatted: RichText, cluster: CitationCluster, *, linked: bool) -> Markup:
        def part(node: Part) -> str:
            if node.role == "unknown":
                return str(self._citation.unknown(to_html(node.content)))
            if node.role != "item" or not node.content:
                return to_html((node,))
            return self._work(node, self._reference(cluster.items[node.index].key), cluster.indirect, linked=linked)

        return to_html(formatted, part)

    def _work(self, node: Part, reference: Reference, indirect: str, *, linked: bool) -> str:
        """A work in a note: its title leads to the list of references; where it has none, all of it does."""
        before, after = frame(self._list.work(CONTENT, reference, indirect), CONTENT)
        if not linked:
            return f"{before}{to_html(node.content)}{after}"
        opens, closes = frame(self._list.link(CONTENT, reference), CONTENT)
        if not any(_titles(node.content)):
            return f"{before}{opens}{to_html(without_links(node.content))}{closes}{after}"

        def titled(inner: Part) -> str:
            if inner.role != "title":
                return to_html(inner.content, titled)
            return f"{opens}{to_html((replace(inner, content=without_links(inner.content)),))}{closes}"

        return f"{before}{to_html(node.content, titled)}{after}"


def _titles(rich: RichText) -> Iterator[Inline]:
    """The parts of `rich` that are titles."""
    for node in rich:
        if isinstance(node, Part) and node.role == "title":
            yield node
        elif isinstance(node, Part | Styled):
            yield from _titles(node.content)


def _bare(node: Part) -> str:
    """A part of the names in a sentence: their words."""
    return to_html(without_links(node.content))
