r"""A text with a name, and places in it.

Positions are 1-based lines and columns in Unicode code points of the file as written: a byte order mark is not
counted, CRLF is one line end. Inside the program a place is an offset (0-based, code points) into `Source.text`,
whose line ends are all `\n`; that changes neither lines nor columns.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

_NEWLINE = re.compile("\n")


class Position(NamedTuple):
    """A place between two characters; `Position(1, 1)` is the start of a text."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file, printed the way compilers and editors understand: `path:line:column`."""

    path: str
    start: Position
    end: Position

    def __str__(self) -> str:
        return f"{self.path}:{self.start.line}:{self.start.column}"


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the name it is known by in messages (a path relative to the project, with `/`)."""

    path: str
    text: str
    _line_starts: list[int] = field(default_factory=list, repr=False, compare=False)

    def position(self, offset: int) -> Position:
        """The line and column of `offset`; an offset past the end is the end."""
        starts = self._line_starts
        if not starts:
            starts.append(0)
            starts.extend(match.end() for match in _NEWLINE.finditer(self.text))
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a place that `position` has given."""
        return self.line_start(position.line) + position.column - 1

    def span(self, start: int, end: int | None = None) -> Span:
        """The stretch from offset `start` to offset `end` (empty where `end` is not given)."""
        return Span(self.path, self.position(start), self.position(start if end is None else end))

    def line_start(self, line: int) -> int:
        """The offset at which the 1-based `line` begins."""
        self.position(0)
        return self._line_starts[min(line, len(self._line_starts)) - 1]


def normalise_newlines(text: str) -> str:
    r"""Every line end as `\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
