"""The line a finding stands in, with a mark below the place."""

from typing import NamedTuple

from vademecum.report.visible import cells
from vademecum.text.source import Source, Span

_WIDEST = 100
_BEFORE = 40


class Excerpt(NamedTuple):
    """A line of a source as a terminal shows it, and what is printed below it."""

    text: str
    mark: str


def excerpt(source: Source, span: Span) -> Excerpt | None:
    """The line in which `span` begins, or None where the source has no such line.

    A long line is cut around the place. The mark lies below the whole stretch, as far as it is in this line and shown;
    an empty stretch has a mark of one column.
    """
    last = source.position(len(source.text)).line
    if span.start.line > last:
        return None
    start = source.line_start(span.start.line)
    end = source.line_start(span.start.line + 1) - 1 if span.start.line < last else len(source.text)
    place = min(start + span.start.column - 1, end)
    stop = end if span.end.line > span.start.line else max(place, min(start + span.end.column - 1, end))
    first, behind = _window(start, end, place)
    lead = "…" if first > start else ""
    row = list(cells(source.text[first:behind]))
    before = len(lead) + sum(width for _, width in row[: place - first])
    marked = sum(width for _, width in row[place - first : stop - first])
    line = lead + "".join(shown for shown, _ in row) + ("…" if behind < end else "")
    return Excerpt(line.rstrip(), " " * before + "^" * max(1, marked))


def _window(start: int, end: int, place: int) -> tuple[int, int]:
    """Which part of the line from `start` to `end` is shown."""
    first = max(start, min(place - _BEFORE, end - _WIDEST))
    return first, min(end, first + _WIDEST)
