"""Items, clusters and a style in; citations and a bibliography out."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from vademecum.csl.engine import marked
from vademecum.csl.engine.cluster import CiteRequest, Cluster
from vademecum.csl.engine.collapse import Delimiters, Rendered, assemble
from vademecum.csl.engine.compiled import Area, locale_for
from vademecum.csl.engine.context import Cite
from vademecum.csl.engine.disambiguate import Disambiguation
from vademecum.csl.engine.inline import parse_inline
from vademecum.csl.engine.item import Item
from vademecum.csl.engine.locale import Locale
from vademecum.csl.engine.marked import last_character
from vademecum.csl.engine.position import positioned
from vademecum.csl.engine.sorting import sort_cites
from vademecum.csl.engine.style import Style
from vademecum.csl.engine.tree import Tree, to_tree

_DISPLAYED = ("names_count", "givens", "condition", "suffix", "number")


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
            self.citation.options, self.citation.delimiter, is_sorted=bool(self.citation.keys)
        )
        self.cites: dict[str, Cite] = {}
        self.order: list[str] = []

    # the works

    def register(self, items: Iterable[Mapping[str, object]]) -> None:
        """Take `items`, in the order of their first citation: numbers them and tells them apart."""
        cites = [Cite(Item(raw)) for raw in items]
        for number, cite in enumerate(cites, 1):
            cite.number = number
        if self.listing and self.listing.keys:
            cites = sort_cites(cites, self.listing.keys)
            for number, cite in enumerate(cites, 1):
                cite.number = number
        self.cites = {cite.item.id: cite for cite in cites}
        self.order = [cite.item.id for cite in cites]
        self._disambiguate(list(self.cites.values()))

    def _disambiguate(self, cites: Sequence[Cite]) -> None:
        has_condition = any(
            element.get("disambiguate")
            for root in (self.style.citation, *self.style.macros.values())
            for element in root.descendants()
        )
        shown = [self._copy(cite) for cite in cites]
        for cite in shown:
            cite.position, cite.near_note, cite.number, cite.is_compared = "subsequent", True, 0, True
        Disambiguation(shown, self._show, self.citation.options, has_condition=has_condition).settle()
        for cite, settled in zip(cites, shown, strict=True):
            cite.names_count, cite.givens = settled.names_count, settled.givens
            cite.condition, cite.suffix = settled.condition, settled.suffix

    def _show(self, cite: Cite) -> str:
        cite.reset()
        return self.citation.render(cite)

    def _copy(self, cite: Cite) -> Cite:
        copy = Cite(cite.item)
        for name in _DISPLAYED:
            setattr(copy, name, getattr(cite, name))
        return copy

    # citations

    def cite_all(self, clusters: Sequence[Cluster]) -> list[Tree]:
        """The citations of a document, in its order."""
        distance = self.citation.options.get("near-note-distance", "")
        return [self.cite(cluster) for cluster in positioned(clusters, int(distance) if distance.isdigit() else 5)]

    def cite(self, cluster: Cluster) -> Tree:
        """One citation, its positions as they are given."""
        return to_tree(self.marked_cluster(cluster), self.locale)

    def marked_cluster(self, cluster: Cluster) -> str:
        """One citation as marked text."""
        requests = {}
        cites = []
        for request in cluster.items:
            if request.id not in self.cites:
                continue
            cite = self._prepare(request, cluster)
            requests[id(cite)] = request
            cites.append(cite)
        if self.citation.keys:
            cites = sort_cites(cites, self.citation.keys)
        if cluster.mode in {"author-only", "composite"}:
            return self._with_authors(cluster, cites, requests)
        rendered = [self._render(cite, requests[id(cite)], index) for index, cite in enumerate(cites)]
        rendered = [cite for cite in rendered if cite.text]
        text = assemble(rendered, self.delimiters, self.citation.joiner, self._again)
        if all(request.author_only for request in cluster.items):
            return text
        return self.citation.around(text) if text else ""

    def _with_authors(self, cluster: Cluster, cites: Sequence[Cite], requests: Mapping[int, CiteRequest]) -> str:
        first = cites[0]
        names = self._names_only(first)
        if cluster.mode == "author-only":
            return names
        rendered = []
        for index, cite in enumerate(cites):
            cite.names_hidden = index == 0
            rendered.append(self._render(cite, requests[id(cite)], index))
        text = assemble([c for c in rendered if c.text], self.delimiters, self.citation.joiner, self._again)
        rest = self.citation.around(text) if text else ""
        infix = parse_inline(cluster.infix) if cluster.infix else ""
        if infix and not infix.startswith((" ", ",", "'", "’")):
            infix = " " + infix
        return " ".join(piece for piece in (names + infix, rest) if piece)

    def _prepare(self, request: CiteRequest, cluster: Cluster) -> Cite:
        cite = self._copy(self.cites[request.id])
        cite.locator = parse_inline(request.locator.strip()) if request.locator else ""
        cite.label = request.label.replace("sub verbo", "sub-verbo") or "page"
        cite.position = request.position or "first"
        cite.near_note = request.near_note
        cite.first_note = request.first_note
        cite.names_hidden = request.suppress_author or cluster.mode == "suppress-author"
        return cite

    def _names_only(self, cite: Cite) -> str:
        cite.reset()
        text = self.citation.render(cite)
        return cite.first_names or text

    def _render(self, cite: Cite, request: CiteRequest, index: int) -> Rendered:
        cite.reset()
        prefix = self._prefix(request.prefix)
        cite.predecessor = index > 0
        if prefix.strip():
            closes = last_character(prefix.rstrip()) in {".", "!", "?"} or prefix.rstrip().endswith(marked.CLOSE_QUOTE)
            cite.predecessor = not closes or " " not in prefix.strip()
        text = self._names_only(cite) if request.author_only else self.citation.render(cite)
        suffix = self._suffix(request.suffix)
        return Rendered(cite, text, cite.first_names or "", prefix, suffix, bool(request.prefix or request.suffix))

    def _prefix(self, text: str) -> str:
        if not text:
            return ""
        prefix = parse_inline(text)
        last = last_character(prefix)
        return prefix if last in {" ", "’", "'", "-", "–", "(", "[", "/", "\u00a0"} or not last else prefix + " "

    def _suffix(self, text: str) -> str:
        if not text:
            return ""
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
        substitute = self.listing.options.get("subsequent-author-substitute")
        previous: list[str] = []
        for key in self.order:
            cite = self._copy(self.cites[key])
            cite.replaces = substitute is not None
            cite.previous_names, cite.substitute = previous, substitute or ""
            text = self.listing.entry(cite)
            previous = cite.plain_names
            entries.append((key, to_tree(text, self.locale)))
        return entries
