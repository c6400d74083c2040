"""HTML as a tree, as browsers read it where tags are missing: paragraphs, items and cells close each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "dir",
            "div",
            "dl",
            "fieldset",
            "figcaption",
            "figure",
        ),
        *(
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
        ),
        *("section", "table", "ul"),
    )
)
_CLOSED_BY: dict[str, frozenset[str]] = {
    "p": _BLOCKS,
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "option": frozenset(("option", "optgroup")),
    "td": frozenset(("td", "th", "tr", "tbody", "thead", "tfoot")),
    "th": frozenset(("td", "th", "tr", "tbody", "thead", "tfoot")),
    "tr": frozenset(("tr", "tbody", "thead", "tfoot")),
    "thead": frozenset(("tbody", "tfoot")),
    "tbody": frozenset(("tbody", "tfoot")),
}
"""Elements whose closing tag may be missing, and what begins instead."""
_KEPT_IN = {
    "li": frozenset(("ul", "ol", "menu", "dir")),
    "dt": frozenset(("dl",)),
    "dd": frozenset(("dl",)),
    **dict.fromkeys(("td", "th", "tr", "thead", "tbody"), frozenset(("table",))),
    "p": frozenset(("td", "th", "table", "button", "object", "li", "div", "blockquote")),
}
"""What a new tag does not reach beyond: the items of a list within an item are the list's own."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DEEPEST = 150


@dataclass(slots=True)
class Element:
    """An element: its name in lower case, its attributes, and what stands in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute; empty where the element has none."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        """The classes, in lower case."""
        return self.get("class").lower().split()

    def elements(self) -> Iterator["Element"]:
        """All elements within this one, in the order of the page."""
        stack = [child for child in reversed(self.children) if isinstance(child, Element)]
        while stack:
            element = stack.pop()
            yield element
            stack += [child for child in reversed(element.children) if isinstance(child, Element)]

    def find(self, *names: str) -> "Element | None":
        """The first element of one of these names."""
        return next((element for element in self.elements() if element.name in names), None)

    @property
    def text(self) -> str:
        """The text in it, that of pictures too, blanks as written; between blocks stands a line end."""
        pieces: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            each = stack.pop()
            if isinstance(each, str):
                pieces.append(each)
            elif each.name == "img":
                pieces.append(f" {each.get('alt')} ")
            else:
                is_apart = each.name in _BLOCKS or each.name in _CLOSED_BY or each.name == "br"
                stack += ["\n"] * is_apart + [*reversed(each.children)] + ["\n"] * is_apart
        return "".join(pieces)

    @property
    def words(self) -> str:
        """The text in it on one line."""
        return " ".join(self.text.split())


def parse_html(text: str) -> Element:
    """The page as a tree, whatever is wrong with it. What is nested more deeply than a page needs is laid flat."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._close_before(tag)
        attributes: dict[str, str] = {}
        for name, value in attrs:
            attributes.setdefault(name, value or "")
        element = Element(tag, attributes)
        self._open[-1].children.append(element)
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and ":" in tag:  # Only in XML a slash closes an element.
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        names = _HEADINGS if tag in _HEADINGS else frozenset((tag,))
        for depth in range(len(self._open) - 1, 0, -1):
            name = self._open[depth].name
            if name in names:
                del self._open[depth:]
                return
            if name == "table" and tag not in ("body", "html", "div", "center"):
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002  # the signature is Python's
        """What Word writes for itself, `<![if …]>`: browsers pass over it."""
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else len(self.rawdata)

    def _close_before(self, tag: str) -> None:
        """Close what `tag` closes by beginning."""
        for depth in range(len(self._open) - 1, 0, -1):
            name = self._open[depth].name
            if tag in _CLOSED_BY.get(name, ()):
                del self._open[depth:]
                if name in ("td", "th", "tr"):
                    self._close_before(tag)
                return
            if name in _KEPT_IN.get(tag, _KEPT_IN["p"]):
                return


_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_PRIVATE = re.compile("[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_WORD_BULLET = "\uf0b7"


def decode_page(data: bytes) -> tuple[str, str]:
    """The text of a saved page, and the name of the encoding that it was read by."""
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    declared = _CHARSET.search(data, 0, 4096)
    names = [name for mark, name in marks if data.startswith(mark)]
    names += ["utf-8", *([declared[1].decode()] if declared else []), "cp1252"]
    for name in names:
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        return _cleaned(text), name
    return _cleaned(data.decode("cp1252", errors="replace")), "cp1252"


def _cleaned(text: str) -> str:
    """`text` with one kind of line end and without characters that no text may hold or that are drawings in a font."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_WORD_BULLET, "•")
    return _PRIVATE.sub("", text)
