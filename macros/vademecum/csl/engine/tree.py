"""Marked text as a tree: flip-flop of italics and bold, quotation marks by depth."""

import re
import unicodedata
from dataclasses import dataclass
from typing import TypeAlias

from vademecum.csl.engine import marked
from vademecum.csl.engine.locale import Locale
from vademecum.csl.engine.marked import FIRST_CLOSING, FIRST_DIGIT, LAST_DIGIT, MARKS, closing, restored


@dataclass(frozen=True, slots=True)
class Span:
    """`content` that is something: "italic", "block", "title"; items are numbered."""

    kind: str
    content: "Tree"
    number: int = 0


Tree: TypeAlias = "tuple[str | Span, ...]"
_KINDS = {
    marked.ITALIC: "italic",
    marked.OBLIQUE: "oblique",
    marked.UPRIGHT: "upright",
    marked.BOLD: "bold",
    marked.LIGHT: "light",
    marked.MEDIUM: "medium",
    marked.SMALL_CAPS: "small-caps",
    marked.NO_SMALL_CAPS: "no-small-caps",
    marked.UNDERLINE: "underline",
    marked.NO_UNDERLINE: "no-underline",
    marked.SUPERSCRIPT: "superscript",
    marked.SUBSCRIPT: "subscript",
    marked.BASELINE: "baseline",
    marked.BLOCK: "block",
    marked.LEFT_MARGIN: "left-margin",
    marked.RIGHT_INLINE: "right-inline",
    marked.INDENT: "indent",
    marked.YEAR_SUFFIX: "year-suffix",
    marked.NUMBER: "citation-number",
    marked.TITLE: "title",
    marked.DOI: "DOI",
    marked.URL: "URL",
    marked.PMID: "PMID",
    marked.PMCID: "PMCID",
    marked.ITEM: "item",
    marked.EMBEDDED: "embedded",
}
_KEPT = frozenset({"item"})
"""What is there even where nothing is in it."""
_AXES = {
    marked.ITALIC: ("style", "italic"),
    marked.OBLIQUE: ("style", "oblique"),
    marked.UPRIGHT: ("style", ""),
    marked.BOLD: ("weight", "bold"),
    marked.LIGHT: ("weight", "light"),
    marked.MEDIUM: ("weight", ""),
    marked.SMALL_CAPS: ("variant", "small-caps"),
    marked.NO_SMALL_CAPS: ("variant", ""),
    marked.UNDERLINE: ("decoration", "underline"),
    marked.NO_UNDERLINE: ("decoration", ""),
}
_NORMAL = {"style": "upright", "weight": "medium", "variant": "no-small-caps", "decoration": "no-underline"}
_FLIPPED = frozenset({"style", "weight", "variant"})
_QUOTES = frozenset({marked.QUOTE, marked.CLOSE_QUOTE})
_ITEM_END = closing(marked.ITEM)
_INSIDE = re.compile("([\ue000-\ue0ff])")


def _raised() -> dict[str, str]:
    """Raised characters and what they are when they stand on the line."""
    found = {"ˀ": "ʔ", "ˁ": "ʕ", "ۥ": "و", "ۦ": "ي"}
    for code in (*range(0xA0, 0x2FFF), *range(0x3000, 0x33FF)):
        kind, _, bases = unicodedata.decomposition(chr(code)).partition(" ")
        if kind == "<super>":
            found[chr(code)] = "".join(chr(int(base, 16)) for base in bases.split())
    return found


_BASES = _raised()
_RAISED = re.compile(f"[{''.join(_BASES)}]")


def _raise(match: re.Match[str]) -> str:
    return marked.SUPERSCRIPT + _BASES[match[0]] + closing(marked.SUPERSCRIPT)


class _Frame:
    """A span that is being read."""

    __slots__ = ("end", "kind", "nodes", "number", "previous")

    def __init__(self, kind: str, end: str, previous: tuple[str, str] | None) -> None:
        self.kind = kind
        self.end = end
        self.previous = previous
        self.number = 0
        self.nodes: list[str | Span] = []

    def again(self) -> "_Frame":
        """The same span, begun anew."""
        frame = _Frame(self.kind, self.end, self.previous)
        frame.number = self.number
        return frame


def to_tree(text: str, locale: Locale) -> Tree:
    """The tree that `text` stands for."""
    if not text.isascii():
        text = _RAISED.sub(_raise, text)
    if not MARKS.search(text):
        return (restored(text),) if text else ()
    quotes = (
        (locale.word("open-quote"), locale.word("close-quote")),
        (locale.word("open-inner-quote"), locale.word("close-inner-quote")),
    )
    reader = _Reader(quotes)
    for index, piece in enumerate(_INSIDE.split(text)):
        if index % 2:
            reader.mark(piece)
        elif piece:
            reader.stack[-1].nodes.append(restored(piece))
    return reader.tree()


class _Reader:
    """Reads the marks of a text, one after the other."""

    def __init__(self, quotes: tuple[tuple[str, str], tuple[str, str]]) -> None:
        self.quotes = quotes
        self.state: dict[str, str] = {}
        self.depth = 0
        self.stack = [_Frame("", "", None)]

    def mark(self, piece: str) -> None:
        """Take one more mark."""
        stack = self.stack
        if piece in _QUOTES:
            self._quote(piece)
        elif FIRST_DIGIT <= piece <= LAST_DIGIT:
            stack[-1].number = stack[-1].number * 16 + ord(piece) - ord(FIRST_DIGIT)
        elif piece < FIRST_CLOSING:
            stack.append(_opened(piece, self.state))
        elif len(stack) > 1 and stack[-1].end == piece:
            _end(stack, self.state)
        elif piece == _ITEM_END:
            _end_item(stack)

    def _quote(self, piece: str) -> None:
        """Quotation marks by their depth."""
        if piece == marked.QUOTE:
            self.stack[-1].nodes.append(self.quotes[self.depth % 2][0])
            self.depth += 1
        else:
            self.depth = max(0, self.depth - 1)
            self.stack[-1].nodes.append(self.quotes[self.depth % 2][1])

    def tree(self) -> Tree:
        """What was read; all that is still open ends here."""
        while len(self.stack) > 1:
            _end(self.stack, self.state)
        return _merged(self.stack[0].nodes)


def _opened(mark: str, state: dict[str, str]) -> _Frame:
    axis = _AXES.get(mark)
    if axis is None:
        return _Frame(_KINDS.get(mark, ""), closing(mark), None)
    name, value = axis
    current = state.get(name, "")
    if value and current == value and name in _FLIPPED:
        value = ""
    kind = "" if value == current else (value or _NORMAL[name])
    state[name] = value
    return _Frame(kind, closing(mark), (name, current))


def _end(stack: list[_Frame], state: dict[str, str]) -> None:
    frame = stack.pop()
    if frame.previous:
        state[frame.previous[0]] = frame.previous[1]
    _close(frame, stack[-1])


def _close(frame: _Frame, outer: _Frame) -> None:
    nodes = _merged(frame.nodes)
    if frame.kind in _KEPT or (nodes and frame.kind):
        outer.nodes.append(Span(frame.kind, nodes, frame.number))
    else:
        outer.nodes += nodes


def _end_item(stack: list[_Frame]) -> None:
    """Ends the item around spans that go on behind it: each of them is cut in two."""
    place = next((at for at in range(len(stack) - 1, 0, -1) if stack[at].end == _ITEM_END), 0)
    if not place:
        return
    inner = stack[place + 1 :]
    while len(stack) > place:
        frame = stack.pop()
        _close(frame, stack[-1])
    stack += [frame.again() for frame in inner]


def _merged(nodes: list[str | Span]) -> Tree:
    """`nodes` with neighbouring strings as one."""
    result: list[str | Span] = []
    for node in nodes:
        last = result[-1] if result else None
        if isinstance(node, str) and isinstance(last, str):
            result[-1] = last + node
        else:
            result.append(node)
    return tuple(result)
