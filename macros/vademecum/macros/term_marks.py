"""Marks the terms of the glossary in a page's prose: the first time the page uses one, it is a link to its meaning.

The meanings of the terms that were marked stand once at the end of the page, for the script that shows them.
"""

from collections.abc import Iterator
from functools import partial
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from vademecum.bibliography.entry import Bibliography
from vademecum.citation.cluster import CitationCluster
from vademecum.citation.scan import edit, scan
from vademecum.citation.slot import NOWHERE, Slot
from vademecum.conversion import Conversion
from vademecum.csl.names import short_names
from vademecum.inline import to_rich
from vademecum.macros.context import PageContext
from vademecum.macros.glossary import open_glossary
from vademecum.pages.glossary import DATA, PAGE, Term
from vademecum.pages.terms import TermFinder
from vademecum.render.html import to_html
from vademecum.text.rich import Inline, Link, RichText, Styled

AFTER_LINKS = -10
"""Where in Python-Markdown's order it stands: MkDocs resolves links at 0, and takes ours for one to a file."""

_NO_PROSE = frozenset(
    ("a", "abbr", "button", "cite", "code", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "math", "pre")
) | {"samp", "script", "style", "summary", "svg", "template", "textarea", "var"}
_TITLES = frozenset({"admonition-title", "arithmatex", "highlight"})
"""Classes of what is a title, a formula or code."""


class TermMarks(Extension):
    """The Markdown extension of one build; `expect` says which page comes next."""

    def __init__(self) -> None:
        super().__init__()
        self._next: tuple[PageContext, Conversion] | None = None
        self._finder: TermFinder | None = None
        """Knows the terms of the site, once a page was asked for."""

    def expect(self, page: PageContext, conversion: Conversion) -> None:
        """The next `Markdown` made with this extension converts this page."""
        self._next = (page, conversion) if is_marked(page) else None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register the step on `md`, where there is something to mark."""
        if self._next:
            page, conversion = self._next
            if self._finder is None:
                self._finder = TermFinder(open_glossary(page.site.documents)[0])
            step = _MarkTreeprocessor(md, page, conversion, self._finder)
            md.treeprocessors.register(step, "vademecum-terms", AFTER_LINKS)
        self._next = None


def is_marked(page: PageContext) -> bool:
    """Whether terms are marked on a page: the site has a glossary, and neither is the page it nor does it decline."""
    site = page.site
    is_wanted = page.front_matter.values.get("glossary") is not False
    return PAGE in site.map and page.path != PAGE and is_wanted and site.documents.has(DATA)


class _MarkTreeprocessor(Treeprocessor):
    """Goes through the tree once, in the order of the text."""

    def __init__(self, md: Markdown, page: PageContext, conversion: Conversion, finder: TermFinder) -> None:
        super().__init__(md)
        self._page = page
        self._conversion = conversion
        self._finder = finder
        self._address = page.link(page.site.map[PAGE].url)
        self._marked: dict[str, Term] = {}
        self._known: set[str] = set()
        """The ids of the terms that need no mark any more."""

    def run(self, root: ET.Element) -> None:
        page = self._page
        title = page.front_matter.text("title") or (
            page.site.map[page.path].title if page.path in page.site.map else ""
        )
        self._known = {found.term.id for found in self._finder.find(title)}  # It is what the page is about.
        self._walk(root)
        if self._marked:
            self._carry(root)

    def _walk(self, root: ET.Element) -> None:
        """Mark the text of each element, what its children hold, and what follows each of these."""
        waiting: list[tuple[ET.Element, ET.Element | None]] = [(root, None)]
        while waiting:
            element, child = waiting.pop()
            if child is not None:
                self._mark_tail(element, child)
                continue
            for each in reversed(element):
                waiting.append((element, each))
                if not _is_no_prose(each):
                    waiting.append((each, None))
            self._mark_text(element)

    def _mark_text(self, element: ET.Element) -> None:
        element.text, marks = self._marks(element.text)
        element[0:0] = marks

    def _mark_tail(self, parent: ET.Element, child: ET.Element) -> None:
        child.tail, marks = self._marks(child.tail)
        if marks:
            index = list(parent).index(child) + 1
            parent[index:index] = marks

    def _marks(self, text: str | None) -> tuple[str | None, list[ET.Element]]:
        """What of a text comes before the first mark, and the marks, each with the text behind it as its tail."""
        if not text or isinstance(text, AtomicString) or text.isspace():
            return text, []
        head, marks, last = text, list[ET.Element](), 0
        for term, start, end in self._finder.find(text):
            if term.id in self._known:
                continue
            self._known.add(term.id)
            self._marked[term.id] = term
            before = text[last:start]
            if marks:
                marks[-1].tail = before
            else:
                head = before
            mark = ET.Element("a", {"class": "vm-term", "href": f"{self._address}#{term.id}"})
            mark.text = text[start:end]
            marks.append(mark)
            last = end
        if marks:
            marks[-1].tail = text[last:]
        return head, marks

    def _carry(self, root: ET.Element) -> None:
        """Put the meanings at the end of the page, where neither the search nor a reader finds them."""
        slots, page = self._conversion.slots, self._page
        bibliography = page.writer.bibliography
        told = [
            (term, to_html(_unlinked(to_rich(_uncited(term.meaning.text, bibliography), self.md))))
            for term in self._marked.values()
        ]
        make = partial(page.render, "glossary.html", part="carried", terms=told, url=self._address)
        slot = Slot("", NOWHERE, make=make, is_late=True, is_block=True)
        slot.in_prose = True
        ET.SubElement(root, "p").text = slots.add(slot)


def _is_no_prose(element: ET.Element) -> bool:
    return element.tag in _NO_PROSE or not _TITLES.isdisjoint(element.get("class", "").split())


def _uncited(text: str, bibliography: Bibliography) -> str:
    """Inline Markdown without its citations and calls; the names of a work that are part of a sentence stay."""
    found = scan(text)
    edits = [(_blank_before(text, each.start), each.end, _name(each.cluster, bibliography)) for each in found.citations]
    edits += ((_blank_before(text, each.start), each.end, "") for each in found.calls)
    return edit(text, sorted(edits)).strip()


def _blank_before(text: str, start: int) -> int:
    return start - 1 if text[start - 1 : start] == " " else start


def _name(cluster: CitationCluster, bibliography: Bibliography) -> str:
    key = cluster.items[0].key if cluster.in_text and cluster.items else None
    return f" {short_names(bibliography[key])}" if key is not None and key in bibliography else ""


def _unlinked(rich: RichText) -> RichText:
    """`rich` with the words of its links alone: what shows it is itself within a link's reach."""
    return tuple(part for node in rich for part in _unlinked_node(node))


def _unlinked_node(node: Inline) -> Iterator[Inline]:
    if isinstance(node, Link):
        yield from _unlinked(node.content)
    elif isinstance(node, Styled):
        yield Styled(node.mark, _unlinked(node.content))
    else:
        yield node
