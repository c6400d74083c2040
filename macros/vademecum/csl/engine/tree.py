"""Marked text as a tree: flip-flop of italics and bold, quotation marks by depth."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from vademecum.csl.engine import marked
from vademecum.csl.engine.locale import Locale
from vademecum.csl.engine.marked import FIRST_CLOSING, MARKS, closing
from vademecum.text.rich import Inline, Mark, Part, RichText, Styled


@dataclass(frozen=True, slots=True)
class Span:
    """`content` that is something: "italic", "block", "title"."""

    kind: str
    content: "Tree"


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
}
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

    __slots__ = ("end", "kind", "nodes", "previous")

    def __init__(self, kind: str, end: str, previous: tuple[str, str] | None) -> None:
        self.kind = kind
        self.end = end
        self.previous = previous
        self.nodes: list[str | Span] = []


def to_tree(text: str, locale: Locale) -> Tree:
    """The tree that `text` stands for."""
    if not text.isascii():
        text = _RAISED.sub(_raise, text)
    if not MARKS.search(text):
        return (text,) if text else ()
    quotes = (
        (locale.word("open-quote"), locale.word("close-quote")),
        (locale.word("open-inner-quote"), locale.word("close-inner-quote")),
    )
    state: dict[str, str] = {}
    depth = 0
    root = _Frame("", "", None)
    stack = [root]
    for piece in filter(None, _INSIDE.split(text)):
        if not MARKS.match(piece):
            stack[-1].nodes.append(piece)
        elif piece == marked.QUOTE:
            stack[-1].nodes.append(quotes[depth % 2][0])
            depth += 1
        elif piece == marked.CLOSE_QUOTE:
            depth = max(0, depth - 1)
            stack[-1].nodes.append(quotes[depth % 2][1])
        elif piece < FIRST_CLOSING:
            stack.append(_opened(piece, state))
        elif len(stack) > 1 and stack[-1].end == piece:
            _end(stack, state)
    while len(stack) > 1:
        _end(stack, state)
    return _merged(root.nodes)


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
    nodes = _merged(frame.nodes)
    if not nodes:
        return
    if frame.kind:
        stack[-1].nodes.append(Span(frame.kind, nodes))
    else:
        stack[-1].nodes += nodes


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


_MARK_OF: Mapping[str, Mark] = {
    "italic": Mark.ITALIC,
    "oblique": Mark.ITALIC,
    "bold": Mark.BOLD,
    "small-caps": Mark.SMALL_CAPS,
    "superscript": Mark.SUPERSCRIPT,
    "subscript": Mark.SUBSCRIPT,
}


def to_rich(tree: Tree) -> RichText:
    """`tree` as rich text; what rich text knows no mark for becomes a `Part` of that name."""
    nodes: list[Inline] = []
    for node in tree:
        if isinstance(node, str):
            nodes.append(node)
        elif node.kind in _MARK_OF:
            nodes.append(Styled(_MARK_OF[node.kind], to_rich(node.content)))
        else:
            nodes.append(Part(node.kind, to_rich(node.content)))
    return tuple(nodes)
