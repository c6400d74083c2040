"""Items, clusters and a style in; citations and a bibliography out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from vademecum.csl.engine import marked
from vademecum.csl.engine.cluster import CiteRequest, Cluster, Marked
from vademecum.csl.engine.collapse import Delimiters, Rendered, assemble
from vademecum.csl.engine.compiled import Area, locale_for
from vademecum.csl.engine.context import Cite, Kind
from vademecum.csl.engine.disambiguate import Disambiguation
from vademecum.csl.engine.inline import parse_inline
from vademecum.csl.engine.item import Item
from vademecum.csl.engine.locale import Locale
from vademecum.csl.engine.marked import last_character
from vademecum.csl.engine.position import NEAR, positioned
from vademecum.csl.engine.sorting import sort_cites
from vademecum.csl.engine.style import Style
from vademecum.csl.engine.tree import Tree, to_tree

_UNKNOWN = Item({})


class ListedEntry(NamedTuple):
    """An entry of a bibliography."""

    tree: Tree
    heads: tuple[str, ...]
    """The names at its head, for seeing whether the next entry has the same."""


class Processor:
    """A style in a language, at work on a set of items."""

    def __init__(self, style: Style, locales: Callable[[str], Locale | None], lang: str = "") -> None:
        self.style = style
        self.lang = style.lang or lang or "en-US"
        self.locale = locale_for(style, self.lang, locales)
        self.citation = Area(style.citation, style, self.locale, "citation", self.lang)
        self.listing = (
            Area(style.bibliography, style, self.locale, "bibliography", self.lang) if style.bibliography else None
        )
        self.delimiters = Delimiters.of(
            self.citation.options,
            self.citation.delimiter,
            is_sorted=bool(self.citation.keys),
            is_note=style.is_note,
        )
        areas = (self.citation, self.listing) if self.listing else (self.citation,)
        self._variables = frozenset[str]().union(*(area.variables for area in areas))
        self._kinds: dict[tuple[str, frozenset[str]], Kind] = {}
        self.cites: dict[str, Cite] = {}
        self.order: list[str] = []
        self.short_names: Callable[[Item], str] | None = None
        """Names for a sentence, as marked text, where citations of the style hold none."""

    # the works

    def register(self, items: Iterable[Mapping[str, object] | Item]) -> None:
        """Take `items`, in the order of their first citation: numbers them and tells them apart."""
        cites = [self._cite(item if isinstance(item, Item) else Item(item)) for item in items]
        for number, cite in enumerate(cites, 1):
            cite.number = number
        if self.listing and self.listing.keys:
            cites = sort_cites(cites, self.listing.keys)
            for number, cite in enumerate(cites, 1):
                cite.number = number
        self.cites = {cite.item.id: cite for cite in cites}
        self.order = [cite.item.id for cite in cites]
        self._disambiguate(list(self.cites.values()))

    def add(self, item: Item) -> None:
        """Take one more item, neither numbered nor told apart."""
        self.cites[item.id] = self._cite(item)

    def _cite(self, item: Item) -> Cite:
        cite = Cite(item)
        known = item.having(self._variables)
        kind = self._kinds.get((item.type, known))
        if kind is None:
            kind = self._kinds[item.type, known] = Kind(item.type, known)
        cite.kind = kind
        return cite

    @property
    def tells_apart(self) -> bool:
        """Whether what is shown of a work depends on which others there are."""
        options = self.citation.options
        asked = any(options.get(f"disambiguate-add-{what}") == "true" for what in ("names", "givenname", "year-suffix"))
        return asked or self._has_condition

    @property
    def _has_condition(self) -> bool:
        return any(
            element.get("disambiguate")
            for root in (self.style.citation, *self.style.macros.values())
            for element in root.descendants()
        )

    def _disambiguate(self, cites: Sequence[Cite]) -> None:
        if not self.tells_apart:
            return
        shown = [self.copy(cite) for cite in cites]
        for cite in shown:
            cite.position, cite.near_note, cite.number, cite.is_compared = "subsequent", True, 0, True
        Disambiguation(shown, self._show, self.citation.options, has_condition=self._has_condition).settle()
        for cite, settled in zip(cites, shown, strict=True):
            cite.names_count, cite.givens = settled.names_count, settled.givens
            cite.condition, cite.suffix = settled.condition, settled.suffix

    def _show(self, cite: Cite) -> str:
        cite.reset()
        return self.citation.render(cite)

    def copy(self, cite: Cite) -> Cite:
        """The same work, with what tells it apart, and nothing rendered."""
        copy = Cite(cite.item)
        copy.kind, copy.number = cite.kind, cite.number
        copy.names_count, copy.givens = cite.names_count, cite.givens
        copy.condition, copy.suffix = cite.condition, cite.suffix
        return copy

    # citations

    @property
    def near_note_distance(self) -> int:
        """How many notes away is near."""
        distance = self.citation.options.get("near-note-distance", "")
        return int(distance) if distance.isdigit() else NEAR

    def cite_all(self, clusters: Sequence[Cluster]) -> list[Tree]:
        """The citations of a document, in its order."""
        return [self.cite(cluster) for cluster in positioned(clusters, self.near_note_distance)]

    def cite(self, cluster: Cluster) -> Tree:
        """One citation, its positions as they are given; each work is a span "item"."""
        return to_tree(self.marked_cluster(cluster), self.locale)

    def marked_cluster(self, cluster: Cluster) -> str:
        """One citation as marked text."""
        requests = {}
        cites = []
        for index, request in enumerate(cluster.items):
            if request.id not in self.cites and not request.otherwise:
                continue
            cite = self._prepare(request, cluster)
            requests[id(cite)] = index, request
            cites.append(cite)
        if self.citation.keys:
            cites = sort_cites(cites, self.citation.keys)
        if cluster.mode in {"author-only", "composite"}:
            return self._with_authors(cluster, cites, requests)
        text = self._assembled(cites, requests)
        if all(request.author_only for request in cluster.items):
            return text
        return self.citation.around(text) if text else ""

    def _assembled(self, cites: Sequence[Cite], requests: Mapping[int, tuple[int, CiteRequest]]) -> str:
        rendered = [self._render(cite, *requests[id(cite)], place=place) for place, cite in enumerate(cites)]
        rendered = [cite for cite in rendered if cite.text]
        return assemble(rendered, self.delimiters, self.citation.joiner, self._again)

    def _with_authors(
        self, cluster: Cluster, cites: Sequence[Cite], requests: Mapping[int, tuple[int, CiteRequest]]
    ) -> str:
        names = self._names_only(cites[0])
        if cluster.mode == "author-only":
            return names
        cites[0].names_hidden = True
        text = self._assembled(cites, requests)
        rest = self.citation.around(text) if text else ""
        infix = _read(cluster.infix) if cluster.infix else ""
        if infix and not infix.startswith((" ", ",", "'", "’")):
            infix = " " + infix
        return " ".join(piece for piece in (names + infix, rest) if piece)

    def names_in_text(self, request: CiteRequest) -> Tree:
        """The names of a work as they stand in a sentence; empty where nobody is named."""
        cite = self._prepare(request, Cluster((request,)))
        cite.reset()
        self.citation.render(cite)
        names = cite.first_names or (self.short_names(cite.item) if self.short_names else "")
        return to_tree(names, self.locale)

    def _prepare(self, request: CiteRequest, cluster: Cluster) -> Cite:
        known = self.cites.get(request.id)
        cite = self.copy(known) if known else Cite(_UNKNOWN)
        cite.locator = _read(request.locator.strip()) if request.locator else ""
        cite.label = request.label.replace("sub verbo", "sub-verbo") or "page"
        cite.position = request.position or "first"
        cite.near_note = request.near_note
        cite.first_note = request.first_note
        cite.number = request.number or cite.number
        cite.names_hidden = request.suppress_author or cluster.mode == "suppress-author"
        return cite

    def _names_only(self, cite: Cite) -> str:
        cite.reset()
        text = self.citation.render(cite)
        return cite.first_names or text

    def _render(self, cite: Cite, index: int, request: CiteRequest, *, place: int) -> Rendered:
        cite.reset()
        prefix = self._prefix(request.prefix)
        cite.predecessor = place > 0
        if prefix.strip():
            closes = last_character(prefix.rstrip()) in {".", "!", "?"} or prefix.rstrip().endswith(marked.CLOSE_QUOTE)
            cite.predecessor = not closes or " " not in prefix.strip()
        if cite.item is _UNKNOWN:
            text = request.otherwise
        else:
            text = self._names_only(cite) if request.author_only else self.citation.render(cite)
        return Rendered(
            cite,
            text or request.otherwise,
            cite.first_names or "",
            prefix,
            self._suffix(request.suffix),
            bool(request.prefix or request.suffix),
            index,
            request.stands_alone,
        )

    def _prefix(self, text: str) -> str:
        if not text or isinstance(text, Marked):
            return text
        prefix = parse_inline(text)
        last = last_character(prefix)
        return prefix if last in {" ", "’", "'", "-", "–", "(", "[", "/", "\u00a0"} or not last else prefix + " "

    def _suffix(self, text: str) -> str:
        if not text or isinstance(text, Marked):
            return text
        suffix = parse_inline(text)
        first = marked.first_character(suffix)
        return " " + suffix if first.isalnum() or first in {"(", "[", "&"} else suffix

    def _again(self, rendered: Rendered) -> str:
        cite = rendered.cite
        cite.reset()
        cite.predecessor = True
        cite.names_hidden = True
        text = self.citation.render(cite)
        cite.names_hidden = False
        return text

    # the bibliography

    def bibliography(self) -> list[tuple[str, Tree]]:
        """The entries, in the order of the style, each with the id of its work."""
        if self.listing is None:
            return []
        entries: list[tuple[str, Tree]] = []
        previous: tuple[str, ...] = ()
        for key in self.order:
            entry = self.entry(self.copy(self.cites[key]), previous)
            previous = entry.heads
            entries.append((key, entry.tree))
        return entries

    def entry(self, cite: Cite, previous: Sequence[str] = (), *, with_number: bool = True) -> ListedEntry:
        """The entry of a work in a bibliography, behind one with the names `previous` at its head.

        Without its number, all else of the entry is as it would be behind it. ValueError for a style that has no
        bibliography.
        """
        if self.listing is None:
            raise ValueError("the style has no bibliography")
        substitute = self.listing.options.get("subsequent-author-substitute")
        cite.replaces = substitute is not None
        cite.previous_names, cite.substitute = list(previous), substitute or ""
        text = self.listing.entry(cite, with_number=with_number)
        return ListedEntry(to_tree(text, self.locale), tuple(cite.plain_names))


def _read(text: str) -> str:
    return text if isinstance(text, Marked) else parse_inline(text)
