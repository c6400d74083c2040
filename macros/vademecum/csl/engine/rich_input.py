"""Rich text as marked text: marks become marks, and text stays text, whatever it looks like.

Texts of an entry never go through markup: `<b>` in a title is three letters between two signs. Straight quotation
marks are read as they are in text of CSL-JSON.
"""

import re
from collections.abc import Iterable, Iterator

from vademecum.csl.engine import marked
from vademecum.csl.engine.inline import take_quote
from vademecum.csl.engine.marked import clean, closing, numbered
from vademecum.text.rich import Inline, Mark, RichText, Styled

_MARKS = {
    Mark.ITALIC: marked.ITALIC,
    Mark.BOLD: marked.BOLD,
    Mark.SMALL_CAPS: marked.SMALL_CAPS,
    Mark.SUPERSCRIPT: marked.SUPERSCRIPT,
    Mark.SUBSCRIPT: marked.SUBSCRIPT,
    Mark.NO_CASE: marked.NO_CASE,
}
_QUOTES = re.compile("[\"'“”‘’]")


def marked_text(rich: RichText, *, quotes: bool = True) -> str:
    """The text of an entry as marked text; of what CSL has no mark for (links, code), the text.

    With `quotes`, pairs of quotation marks are those of the locale in the end, and `'` an apostrophe.
    """
    pieces = list(_pieces(rich))
    if pieces and not marked.MARKS.match(pieces[0]):
        pieces[0] = pieces[0].lstrip(" ")
    if pieces and not marked.MARKS.match(pieces[-1]):
        pieces[-1] = pieces[-1].rstrip(" ")
    text = "".join(pieces)
    return _with_quotes(pieces) if quotes and _QUOTES.search(text) else text


def plain_text(text: str, *, quotes: bool = True) -> str:
    """Plain text as marked text."""
    return marked_text((text,), quotes=quotes)


def _pieces(rich: Iterable[Inline]) -> Iterator[str]:
    """Strings and marks, each by itself."""
    for node in rich:
        if isinstance(node, str):
            if node:
                yield clean(node)
            continue
        inner = list(_pieces(node.content))
        mark = _MARKS.get(node.mark) if isinstance(node, Styled) else None
        if mark and inner:
            yield mark
            yield from inner
            yield closing(mark)
        else:
            yield from inner


def _with_quotes(pieces: Iterable[str]) -> str:
    """The pieces as one text, pairs of quotation marks as marks; a pair opens and closes inside the same marks."""
    pieces = list(pieces)
    text = marked.bare("".join(pieces))
    result: list[str] = []
    open_quotes: list[tuple[str, int, int]] = []
    at = depth = 0
    for piece in pieces:
        if marked.MARKS.match(piece):
            depth += 1 if piece < marked.FIRST_CLOSING else -1
            while open_quotes and open_quotes[-1][2] > depth:
                open_quotes.pop()
            result.append(piece)
            continue
        end = at + len(piece)
        for found in _QUOTES.finditer(text, at, end):
            result.append(text[at : found.start()])
            take_quote(found, text, result, open_quotes, depth)
            at = found.end()
        result.append(text[at:end])
        at = end
    return "".join(result)


class Embedded:
    """Words of a page around a citation as marked text, their own nodes kept: links, code, Markdown as it is."""

    def __init__(self) -> None:
        self.nodes: list[Inline] = []
        """What the marks `EMBEDDED` stand for, by their numbers."""

    def marked(self, rich: RichText) -> str:
        """`rich` as marked text."""
        return "".join(map(self._marked, rich))

    def _marked(self, node: Inline) -> str:
        if isinstance(node, str):
            return clean(node)
        self.nodes.append(node)
        number = len(self.nodes) - 1
        return numbered(self.marked(node.content), marked.EMBEDDED, number)
