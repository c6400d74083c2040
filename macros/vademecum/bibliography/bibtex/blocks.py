"""Cuts a BibTeX file into blocks, without reading them: entries, `@string`s, `@preamble`s, comments, what is between.

A block that is never closed ends where the next one begins, so that it harms none but itself. What begins a line, is
not indented deeper than the block, and looks like `@article{key,`, is the next one, even inside braces. What only
looks like `@me{x}` is text, as long as the braces around it close.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from vademecum.bibliography.bibtex.braces import closing_brace, closing_parenthesis
from vademecum.bibliography.limits import MAX_BLOCK, MAX_FAILED, MAX_FIELD


class BlockKind(Enum):
    """What a block is."""

    ENTRY = "entry"
    STRING = "string"
    PREAMBLE = "preamble"
    COMMENT = "comment"
    OUTSIDE = "outside"
    """What stands between blocks: remarks behind `%`, stray text, white space."""
    UNREAD = "unread"
    """The rest of a file in which too much is broken."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a file. `body` is the offset behind the opening delimiter, `stop` that of the closing one.

    `type` is what stands behind the `@`, in lower case. Where `closed` is false, `stop` and `end` are where the block
    was given up.
    """

    kind: BlockKind
    start: int
    end: int
    type: str = ""
    body: int = 0
    stop: int = 0
    closed: bool = True
    is_too_long: bool = False
    """Whether it was given up because it is longer than a block may be."""


_MARK = re.compile(r"%[^\n]*+|@")
_HEAD = re.compile(r"@\s*+([^\W\d_][\w+:/.-]*+)\s*+([{(])")
_COMMENT_CERTAIN_START = re.compile(r'\n([ \t]*+)@[ \t]*+[^\W\d_]\w*+[ \t]*+[{(]\s*+[^\s{}(),"#%=]*+\s*+[,=]')
_CERTAIN_START = re.compile(r'\n([ \t]*+)@[ \t]*+[^\W\d_]\w*+[ \t]*+[{(]\s*+[^\s{}(),"#%=]*+\s*+[,=]')
_POSSIBLE_START = re.compile(r"\n[ \t]*+(?=@[ \t]*+[^\W\d_]\w*+\s*+[{(])")
_BLANKS = re.compile(r"[ \t]*+")
_LONGEST_LINE = 1000
_PATIENCE = 5_000_000  # Characters that may be looked through in vain, beside once the whole file.
_KINDS = {kind.value: kind for kind in (BlockKind.STRING, BlockKind.PREAMBLE, BlockKind.COMMENT)}


def cut(text: str) -> Iterator[Block]:
    """The blocks of `text`, in order; between them is nothing but white space.

    After `MAX_FAILED` unclosed ones the rest is one `UNREAD`; sooner where they are very long.
    """
    starts = _Starts(text)
    position = outside = failed = 0
    patience = len(text) + _PATIENCE
    while mark := _MARK.search(text, position):
        position = mark.end()
        head = _HEAD.match(text, mark.start()) if mark[0] == "@" else None
        if not head:
            continue
        if not text[outside : head.start()].isspace() and outside < head.start():
            yield Block(BlockKind.OUTSIDE, outside, head.start())
        block, in_vain = _block(text, head, starts)
        yield block
        outside = position = block.end
        failed += not block.closed
        patience -= in_vain
        if failed >= MAX_FAILED or patience < 0:
            yield Block(BlockKind.UNREAD, position, len(text))
            return
    if outside < len(text):
        yield Block(BlockKind.OUTSIDE, outside, len(text))


def _block(text: str, head: re.Match[str], starts: "_Starts") -> tuple[Block, int]:
    """The block that begins with `head`, and how many characters were looked through in vain for its end."""
    kind = _KINDS.get(head[1].lower(), BlockKind.ENTRY)
    opening = head.end() - 1
    size = MAX_BLOCK if head[2] == "{" else MAX_FIELD
    end = len(text)
    if kind is not BlockKind.COMMENT:  # Whole entries stand in comments, and files of programs.
        end = min(end, opening + size, starts.next(head.start(), opening))
    if head[2] == "{":
        closing = closing_brace(text, opening, end)
    elif kind is BlockKind.COMMENT:
        closing = text.find(")", opening, end)
    else:
        closing = closing_parenthesis(text, opening, end)
    if closing >= 0:
        return Block(kind, head.start(), closing + 1, head[1].lower(), head.end(), closing), 0
    in_vain = end - opening
    is_too_long = in_vain == size
    if kind is BlockKind.COMMENT:  # BibTeX passes over the word alone.
        return Block(kind, head.start(), head.end(), head[1].lower(), head.end(), head.end(), closed=False), in_vain
    resume = _POSSIBLE_START.search(text, opening, end)
    end = resume.end() if resume else starts.next(head.start(), opening)
    return Block(
        kind, head.start(), end, head[1].lower(), head.end(), end, closed=False, is_too_long=is_too_long
    ), in_vain


class _Starts:
    """Where entries certainly begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets = array("Q")
        self._indents = array("Q")
        for match in _CERTAIN_START.finditer(text):
            self._offsets.append(match.end(1))
            self._indents.append(match.end(1) - match.start(1))
        self._followers = self._less_indented()

    def _less_indented(self) -> "array[int]":
        """For each start the number of the next that is not indented deeper."""
        count = len(self._indents)
        followers = array("Q", [count]) * count
        waiting: list[int] = []
        for number, indent in enumerate(self._indents):
            while waiting and self._indents[waiting[-1]] >= indent:
                followers[waiting.pop()] = number
            waiting.append(number)
        return followers

    def next(self, start: int, offset: int) -> int:
        """The first behind `offset` that is not indented deeper than the block at `start`; the end of the text."""
        line = self._text.rfind("\n", max(start - _LONGEST_LINE, 0), start) + 1
        blanks = _BLANKS.match(self._text, line, start)
        indent = len(blanks[0]) if blanks else 0
        number = bisect_right(self._offsets, offset)
        while number < len(self._offsets) and self._indents[number] > indent:
            number = self._followers[number]
        return self._offsets[number] if number < len(self._offsets) else len(self._text)
