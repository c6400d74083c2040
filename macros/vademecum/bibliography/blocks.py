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

from vademecum.bibliography.braces import BALANCED, closing_brace
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
_IN_PARENTHESES = re.compile(rf'\((?:[^{{}})"]++|{BALANCED}|"(?:[^{{}}"]++|{BALANCED})*+")*+\)')
_COMMENT_IN_PARENTHESES = re.compile(r"\([^)]*+\)")
_CERTAIN_START = re.compile(r'\n([ \t]*+)@[ \t]*+[^\W\d_]\w*+[ \t]*+[{(]\s*+[^\s{}(),"#%=]*+\s*+[,=]')
_POSSIBLE_START = re.compile(r"\n[ \t]*+(?=@[ \t]*+[^\W\d_]\w*+\s*+[{(])")
_KINDS = {kind.value: kind for kind in (BlockKind.STRING, BlockKind.PREAMBLE, BlockKind.COMMENT)}


def cut(text: str) -> Iterator[Block]:
    """The blocks of `text`, in order, without gaps. After `MAX_FAILED` unclosed ones the rest is one `UNREAD`."""
    starts = _Starts(text)
    position = outside = failed = 0
    while mark := _MARK.search(text, position):
        position = mark.end()
        head = _HEAD.match(text, mark.start()) if mark[0] == "@" else None
        if not head:
            continue
        if outside < head.start():
            yield Block(BlockKind.OUTSIDE, outside, head.start())
        block = _block(text, head, starts)
        yield block
        outside = position = block.end
        failed += not block.closed
        if failed >= MAX_FAILED:
            yield Block(BlockKind.UNREAD, position, len(text))
            return
    if outside < len(text):
        yield Block(BlockKind.OUTSIDE, outside, len(text))


def _block(text: str, head: re.Match[str], starts: "_Starts") -> Block:
    kind = _KINDS.get(head[1].lower(), BlockKind.ENTRY)
    opening = head.end() - 1
    size = MAX_BLOCK if head[2] == "{" else MAX_FIELD
    end = min(len(text), opening + size)
    if kind is not BlockKind.COMMENT:  # Whole entries stand in comments.
        end = min(end, starts.next(head.start(), opening))
    if head[2] == "{":
        closing = closing_brace(text, opening, end)
    else:
        pattern = _COMMENT_IN_PARENTHESES if kind is BlockKind.COMMENT else _IN_PARENTHESES
        match = pattern.match(text, opening, end)
        closing = match.end() - 1 if match else -1
    if closing >= 0:
        return Block(kind, head.start(), closing + 1, head[1].lower(), head.end(), closing)
    if kind is BlockKind.COMMENT:  # BibTeX passes over the word alone.
        return Block(kind, head.start(), head.end(), head[1].lower(), head.end(), head.end(), closed=False)
    resume = _POSSIBLE_START.search(text, opening, end)
    end = resume.end() if resume else starts.next(head.start(), opening)
    return Block(kind, head.start(), end, head[1].lower(), head.end(), end, closed=False)


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
        indent = start - self._text.rfind("\n", 0, start) - 1
        number = bisect_right(self._offsets, offset)
        while number < len(self._offsets) and self._indents[number] > indent:
            number = self._followers[number]
        return self._offsets[number] if number < len(self._offsets) else len(self._text)
