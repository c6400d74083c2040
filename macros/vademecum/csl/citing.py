"""Citations of a page as the processor asks for them, and what it makes of them as rich text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.cluster import CitationCluster, CitationItem, Locator
from vademecum.csl.engine import Processor, Style, to_rich
from vademecum.csl.engine.cluster import CiteRequest, Cluster, Marked
from vademecum.csl.engine.numbers import is_many
from vademecum.csl.engine.position import positioned
from vademecum.csl.engine.rich_input import Embedded, plain_text
from vademecum.csl.engine.tree import to_tree
from vademecum.csl.finishing import is_raised, merged, with_links, without_parts
from vademecum.csl.names import short_names
from vademecum.csl.style import Placement
from vademecum.text.rich import Inline, Part, RichText, plain

_OF_POSITIONS = frozenset({"position", "et-al-subsequent-min", "et-al-subsequent-use-first"})
_NO_SPACE_BEFORE = frozenset(",.;:!?)")
_IN_THE_TEXT = Placement()
Affixes = Mapping[int, tuple[RichText, RichText]]


def asks_for_positions(style: Style) -> bool:
    """Whether citations of `style` look different where the same work was cited before."""
    elements = (each for root in (style.citation, *style.macros.values()) for each in root.descendants())
    return bool(_OF_POSITIONS & style.options.keys()) or any(
        _OF_POSITIONS & each.attributes.keys() or "first-reference-note-number" in each.get("variable")
        for each in elements
    )


class CitationWriter:
    """Formats the citations of pages; `enter` makes a work known to the processor."""

    def __init__(
        self, processor: Processor, bibliography: Bibliography, enter: Callable[[Entry], object], *, numbered: bool
    ) -> None:
        self._processor = processor
        self._bibliography = bibliography
        self._enter = enter
        self._numbered = numbered
        self._is_note = processor.style.is_note
        self._asks = asks_for_positions(processor.style)

    def place(self, clusters: Sequence[CitationCluster]) -> tuple[Placement, ...]:
        """Where each citation of a page stands; in a style of notes, in which note."""
        if not self._asks:
            if not self._is_note:
                return (_IN_THE_TEXT,) * len(clusters)
            return tuple([Placement(note=number) for number in range(1, len(clusters) + 1)])
        asked = [
            Cluster(tuple(map(_request, cluster.items)), number if self._is_note else 0)
            for number, cluster in enumerate(clusters, 1)
        ]
        return tuple(
            Placement(
                tuple(item.position for item in cluster.items),
                tuple(item.near_note for item in cluster.items),
                tuple(int(item.first_note or 0) for item in cluster.items),
                cluster.note,
            )
            for cluster in positioned(asked, self._processor.near_note_distance)
        )

    def format(
        self, cluster: CitationCluster, placement: Placement, numbers: Mapping[CitationKey, int], affixes: Affixes
    ) -> RichText:
        """The citation as the style has it, each work a part."""
        embedded = Embedded()
        requests = [
            replace(
                self._asked(item, affixes.get(index), embedded, number=numbers.get(item.key, 0)),
                position=placement.positions[index] if placement.positions else "",
                near_note=bool(placement.near and placement.near[index]),
                first_note=str(placement.first_notes[index] or "") if placement.first_notes else "",
            )
            for index, item in enumerate(cluster.items)
        ]
        if not cluster.in_text:
            return self._whole(requests, embedded, range(len(requests)))
        names = self._names(cluster.items[0], requests[0])
        if self._is_note:
            return names
        write = self._numbers_behind if self._numbered else self._details_behind
        return write(names, requests, embedded)

    def _asked(
        self, item: CitationItem, affixes: tuple[RichText, RichText] | None, embedded: Embedded, *, number: int
    ) -> CiteRequest:
        """What is asked of the processor for an item, wherever its citation stands."""
        prefix, suffix = affixes or ((), ())
        entry = self._bibliography.get(item.key)
        if entry is not None:
            self._enter(entry)
        return replace(
            _request(item),
            id=entry.key if entry is not None else "",
            prefix=Marked(embedded.marked((*prefix, " ")) if prefix else ""),
            suffix=Marked(embedded.marked(_spaced(suffix))),
            number=number,
            stands_alone=entry is not None and bool(entry.raw("status").strip()),
            otherwise=plain_text(entry.key if entry is not None else self._unknown(item), quotes=False),
        )

    def _unknown(self, item: CitationItem) -> str:
        """What is shown for a work that is not in the bibliography."""
        return f"@{item.key}{f', {self._locator(item.locator)}' if item.locator else ''}"

    def _locator(self, locator: Locator) -> str:
        word = self._processor.locale.word(locator.label, "short", is_plural=is_many(locator.value))
        return f"{word}\u00a0{locator.value}" if word else locator.value

    def _whole(self, requests: Iterable[CiteRequest], embedded: Embedded, indices: Iterable[int]) -> RichText:
        """The citation of `requests`, which are the items with these `indices`."""
        asked, places = tuple(requests), tuple(indices)
        tree = self._processor.cite(Cluster(asked))
        unknown = {index for index, request in enumerate(asked) if not request.id}
        rich = without_parts(with_links(to_rich(tree, embedded.nodes)), "year-suffix")
        return tuple(_named(node, unknown, places) for node in rich)

    # in a sentence

    def _names(self, item: CitationItem, request: CiteRequest) -> RichText:
        """The names of a work as part of the sentence; empty where it is unknown, or they are not wanted."""
        if not request.id or item.suppress_author:
            return ()
        if self._is_note:
            return (short_names(self._bibliography[item.key]),)  # What a note says of them first is too long.
        return without_parts(to_rich(self._processor.names_in_text(request)), "title")

    def _numbers_behind(self, names: RichText, requests: Sequence[CiteRequest], embedded: Embedded) -> RichText:
        """`Cheng et al. [1]`; no blank before a raised number."""
        head = replace(requests[0], suppress_author=bool(names) or requests[0].suppress_author)
        whole = self._whole((head, *requests[1:]), embedded, range(len(requests)))
        blank = () if not names or is_raised(whole) else (" ",)
        return merged((*names, *blank, *whole))

    def _details_behind(self, names: RichText, requests: Sequence[CiteRequest], embedded: Embedded) -> RichText:
        """`Cheng et al. (1982)`, other works in a bracket of their own."""
        first, others = requests[0], requests[1:]
        if not first.id:
            head: Inline = Part(
                "unknown",
                to_rich(to_tree(first.prefix + first.otherwise + first.suffix, self._processor.locale), embedded.nodes),
            )
        else:
            asked = replace(first, suppress_author=True, otherwise="" if names else first.otherwise)
            details = without_parts(self._whole((asked,), embedded, (0,)), "item")
            blank = (" ",) if names and plain(details) and not is_raised(details) else ()
            head = Part("item", merged((*names, *blank, *details)), 0)
        rest = self._whole(others, embedded, range(1, len(requests))) if others else ()
        blank = (" ",) if rest and not is_raised(rest) else ()
        return (head, *blank, *rest)


def _request(item: CitationItem) -> CiteRequest:
    """What an item says, wherever it stands."""
    locator = item.locator
    value = plain_text(locator.value.replace("--", "–"), quotes=False) if locator else ""
    return CiteRequest(
        item.key,
        Marked(value),
        locator.label if locator else "page",
        suppress_author=item.suppress_author,
    )


def _spaced(suffix: RichText) -> RichText:
    """The suffix with a blank before it, unless it begins with a punctuation mark."""
    text = plain(suffix)
    return suffix if not text or text[0] in _NO_SPACE_BEFORE else (" ", *suffix)


def _named(node: Inline, unknown: set[int], places: Sequence[int]) -> Inline:
    """`node`, its items with the index they have in the whole citation; those that nobody knows are called so."""
    if isinstance(node, str):
        return node
    if isinstance(node, Part) and node.role == "item":
        return Part("unknown" if node.index in unknown else "item", node.content, places[node.index])
    return replace(node, content=tuple(_named(each, unknown, places) for each in node.content))
