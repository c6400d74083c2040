"""A line that is cut in many places, each in no more time than its part is long."""

from bisect import bisect_right
from itertools import accumulate

from vademecum.importing.blocks import Line


class Cutter:
    """Cuts one line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._starts = [0, *accumulate(len(run.text) for run in line)]
        self._has_links = any(run.href for run in line)
        self._styles = frozenset[str]().union(*(run.style for run in line))

    def part(self, start: int, end: int | None = None) -> Line:
        """The part of the line between two offsets into its text."""
        end = self._starts[-1] if end is None else end
        made = []
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self._line) and self._starts[index] < end:
            run, offset = self._line[index], self._starts[index]
            text = run.text[max(start - offset, 0) : end - offset]
            if text:
                made.append(run.saying(text))
            index += 1
        return tuple(made)

    def addresses(self, start: int, end: int) -> list[str]:
        """Where the links of a part lead, each once."""
        if not self._has_links:
            return []
        return list(dict.fromkeys(run.href for run in self.part(start, end) if run.href))

    def has_style(self, style: str, start: int, end: int) -> bool:
        """Whether a part, or some of it, is in a style."""
        return style in self._styles and any(style in run.style for run in self.part(start, end))
