"""Rich text as CSL-JSON writes it: a handful of HTML tags in text that is otherwise plain.

CSL-JSON has no rule for escaping, and its readers take every character that begins no tag as it stands. So a `<` or a
`&` is written as a character reference only where a reader would else see a tag or a reference: `p < 0.05` and
`Smith & Co` stay as they are, and what looks like a tag in a title is never one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape as escape_html
from html import unescape as unescape_html
from html.entities import html5

from vademecum.text.rich import Inline, Mark, RichText, Styled

_ELEMENTS = {
    Mark.ITALIC: ("i", ""),
    Mark.BOLD: ("b", ""),
    Mark.SUPERSCRIPT: ("sup", ""),
    Mark.SUBSCRIPT: ("sub", ""),
    Mark.SMALL_CAPS: ("span", ' style="font-variant:small-caps;"'),
    Mark.NO_CASE: ("span", ' class="nocase"'),
}
"""Element and attribute for each mark that CSL-JSON can express (CSL 1.0.2 and the manual of citeproc-js)."""

_MARKS = {
    "i": Mark.ITALIC, "em": Mark.ITALIC, "italic": Mark.ITALIC, "jats:italic": Mark.ITALIC,
    "b": Mark.BOLD, "strong": Mark.BOLD, "bold": Mark.BOLD, "jats:bold": Mark.BOLD,
    "sup": Mark.SUPERSCRIPT, "jats:sup": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT, "jats:sub": Mark.SUBSCRIPT,
    "sc": Mark.SMALL_CAPS, "scp": Mark.SMALL_CAPS, "jats:sc": Mark.SMALL_CAPS,
}  # fmt: skip
_BLANKS = frozenset({"p", "br", "jats:p", "jats:title", "jats:sec"})
"""Elements that exporters put around the paragraphs of abstracts: each is a blank."""
_NAMES = "|".join(sorted([*_MARKS, *_BLANKS, "span"], key=len, reverse=True))
_TAG = rf"<(/?)({_NAMES})(\s[^<>]*+)?/?>"
_REFERENCE = r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"
_TOKEN = re.compile(f"{_TAG}|({_REFERENCE})", re.IGNORECASE)
_ESCAPED = re.compile(rf"<(?=/?(?:{_NAMES})[\s/>])|{_REFERENCE}", re.IGNORECASE)
_SMALL_CAPS = re.compile(r"font-variant\s?:\s?small-caps", re.IGNORECASE)
_NO_CASE = re.compile(r"class\s?=\s?[\"']?nocase", re.IGNORECASE)
MAX_DEPTH = 64
"""Tags nested deeper than this are text."""


def to_markup(rich: RichText) -> str:
    """`rich` as CSL-JSON has it. Of what CSL-JSON has no tag for (links, code, mathematics), the text is written."""
    return "".join(_written(_expressible(rich)))


def escape(text: str) -> str:
    """Plain text such that `from_markup` gives it back."""
    return _ESCAPED.sub(lambda match: escape_html(match[0], quote=False), text) if "<" in text or "&" in text else text


def from_markup(text: str) -> RichText:
    """The rich text in `text`. Tags that are not known, not closed or closed in the wrong order are text."""
    if "<" not in text and "&" not in text:
        return (text,) if text else ()
    return _Reader().read(text)


def _expressible(rich: Iterable[Inline]) -> list[Inline]:
    """`rich` with the marks that CSL-JSON knows, neighbouring strings joined."""
    nodes: list[Inline] = []
    for node in rich:
        if isinstance(node, Styled) and node.mark in _ELEMENTS:
            content = _expressible(node.content)
            _append(nodes, Styled(node.mark, tuple(content)) if content else "")
        elif isinstance(node, str):
            _append(nodes, node)
        else:
            for inner in _expressible(node.content):
                _append(nodes, inner)
    return nodes


def _append(nodes: list[Inline], node: Inline) -> None:
    if isinstance(node, str) and nodes and isinstance(nodes[-1], str):
        nodes[-1] += node
    elif node:
        nodes.append(node)


def _written(nodes: Iterable[Inline]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Styled):
            name, attribute = _ELEMENTS[node.mark]
            yield f"<{name}{attribute}>"
            yield from _written(node.content)
            yield f"</{name}>"
        elif isinstance(node, str):
            yield escape(node)


@dataclass(slots=True)
class _Element:
    """An element that is open: its name, the tag as written, its mark (None for one that is text), what is in it."""

    name: str = ""
    tag: str = ""
    mark: Mark | None = None
    nodes: list[Inline] = field(default_factory=list)


class _Reader:
    """Reads tags with a stack of open elements."""

    def __init__(self) -> None:
        self._open = [_Element()]
        self._names: dict[str, int] = {}

    def read(self, text: str) -> RichText:
        """The rich text in `text`."""
        position = 0
        for token in _TOKEN.finditer(text):
            _append(self._open[-1].nodes, text[position : token.start()])
            self._take(token)
            position = token.end()
        _append(self._open[-1].nodes, text[position:])
        while len(self._open) > 1:
            self._give_up()
        return tuple(self._open[0].nodes)

    def _take(self, token: re.Match[str]) -> None:
        name = (token[2] or "").lower()
        if token[4]:
            _append(self._open[-1].nodes, _character(token[4]))
        elif name in _BLANKS:
            _append(self._open[-1].nodes, " ")
        elif not token[1] and len(self._open) <= MAX_DEPTH and not token[0].endswith("/>"):
            self._open.append(_Element(name, token[0], _mark(name, token[3] or "")))
            self._names[name] = self._names.get(name, 0) + 1
        elif token[1] and self._names.get(name):
            self._close(name, token[0])
        else:
            _append(self._open[-1].nodes, token[0])

    def _close(self, name: str, tag: str) -> None:
        """Close the innermost element of this name; those that are open inside it are text."""
        while self._open[-1].name != name:
            self._give_up()
        element = self._open[-1]
        if element.mark is None:
            self._give_up()
            _append(self._open[-1].nodes, tag)
            return
        self._open.pop()
        self._names[name] -= 1
        _append(self._open[-1].nodes, Styled(element.mark, tuple(element.nodes)) if element.nodes else "")

    def _give_up(self) -> None:
        """Take the innermost open tag for text."""
        element = self._open.pop()
        self._names[element.name] -= 1
        for node in (element.tag, *element.nodes):
            _append(self._open[-1].nodes, node)


def _mark(name: str, attributes: str) -> Mark | None:
    if name != "span":
        return _MARKS[name]
    if _NO_CASE.search(attributes):
        return Mark.NO_CASE
    return Mark.SMALL_CAPS if _SMALL_CAPS.search(attributes) else None


def _character(reference: str) -> str:
    """What a character reference stands for; the reference itself where it stands for nothing."""
    if reference.startswith("&#"):
        return unescape_html(reference) or reference
    return html5.get(reference[1:], reference)
