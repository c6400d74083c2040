"""Cuts a BibTeX file into blocks, without reading them: entries, `@string`s, `@preamble`s, comments, what is between.

A block that is never closed ends where the next one begins, so that it harms none but itself. What begins a line, is
not indented deeper than the block, and looks like `@article{key,`, is the next one, even inside braces. What only
looks like `@me{x}` is text, as long as the braces around it close.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from vademecum.bibliography.braces import BALANCED, QUOTED, closing_brace
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


_MARK = re.compile(r"%[^\n]*+|@")
_HEAD = re.compile(r"@\s*+([^\W\d_][\w+:/.-]*+)\s*+([{(])")
_IN_PARENTHESES = re.compile(rf'\((?:[^{{}})"]++|{BALANCED}|{QUOTED})*+\)')
_COMMENT_IN_PARENTHESES = re.compile(r"\([^)]*+\)")
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
    else:
        pattern = _COMMENT_IN_PARENTHESES if kind is BlockKind.COMMENT else _IN_PARENTHESES
        match = pattern.match(text, opening, end)
        closing = match.end() - 1 if match else -1
    if closing >= 0:
        return Block(kind, head.start(), closing + 1, head[1].lower(), head.end(), closing), 0
    in_vain = end - opening
    if kind is BlockKind.COMMENT:  # BibTeX passes over the word alone.
        return Block(kind, head.start(), head.end(), head[1].lower(), head.end(), head.end(), closed=False), in_vain
    resume = _POSSIBLE_START.search(text, opening, end)
    end = resume.end() if resume else starts.next(head.start(), opening)
    return Block(kind, head.start(), end, head[1].lower(), head.end(), end, closed=False), in_vain


class _Starts:
    """Where entries certainly begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        matches = list(_CERTAIN_START.finditer(text))
        self._offsets = [match.end(1) for match in matches]
        self._indents = [len(match[1]) for match in matches]
        self._followers = self._less_indented()

    def _less_indented(self) -> list[int]:
        """For each start the number of the next that is not indented deeper."""
        followers = [len(self._indents)] * len(self._indents)
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
