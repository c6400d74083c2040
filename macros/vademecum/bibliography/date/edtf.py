"""Dates in EDTF, level 1: the type, and how it is read and written.

ISO 8601-2:2019 with its profile of level 1, as the Library of Congress lists it ("Extended Date/Time Format
Specification"), which biblatex reads (its manual, section 2.3.8).
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from enum import Enum

MONTHS = range(1, 13)
SEASONS = range(21, 25)
_FIRST_PLAIN_YEAR, _YEAR_DIGITS = 1000, 4
_MARKS = {(False, False): "", (True, False): "?", (False, True): "~", (True, True): "%"}
# Drafts of the standard, and biblatex after them, wrote `u` for `X`, `?~` for `%`, and `open` and `unknown` as words.
_SINGLE = re.compile(
    r"(?:(-?\d{4})|(\d{3}X|\d{2}XX)|Y(-?\d{1,12}))(?:-(\d{1,2}|XX)(?:-(\d{1,2}|XX))?)?"
    r"(?:[T ]\d\d:\d\d[\d:.,Z+-]*)?([?~%]|\?~|~\?)?",
    re.ASCII,
)


class Edge(Enum):
    """Why a range has no date at one of its ends."""

    OPEN = ".."
    """It goes on: `1985/..`."""
    UNKNOWN = ""
    """It has an end that nobody knows: `1985/`."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date known to the year, season, month or day, or a range of which it is the start.

    Years are astronomical, as in ISO 8601: 0 is 1 BC. A date without a year is the `literal`, or a range without a
    start.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    literal: str = ""
    """What is no date: "in press", alone or beside a year."""
    season: int | None = None
    """21 for spring to 24 for winter, as in EDTF."""
    uncertain: bool = False
    approximate: bool = False
    unspecified: int = 0
    """How many of the year's last digits are not known: 1 for `199X`, 2 for `19XX`; they are 0 in `year`."""
    end: "Date | None" = None
    missing_start: Edge | None = None
    missing_end: Edge | None = None

    def __str__(self) -> str:
        """What a citation shows: `1998`, `1998–1999`, `c. 1990`, `1990?`, `1990s`, `44 BC`, `1985–`, `in press`."""
        start, end = _shown(self), _shown(self.end)
        if end == start or not (self.end or self.missing_end):
            return start or self.literal
        return f"{start}–{end}"

    @property
    def edtf(self) -> str:
        """The date in EDTF, level 1, which reads back as this date; empty where there is no date but the literal."""
        if not (self.end or self.missing_start or self.missing_end):
            return _written(self)
        start = self.missing_start.value if self.missing_start else _written(self)
        return f"{start}/{self.missing_end.value if self.missing_end else _written(self.end)}"


_DRAFT_WORDS = {"UNKNOWN": Edge.UNKNOWN, "OPEN": Edge.OPEN}


def read_edtf(text: str) -> tuple[Date, str] | None:
    """The date that `text` is, and what about it is impossible, in plain words, or nothing.

    None where `text` has not the form of level 1. An impossible month or day leaves the year, a range that ends before
    it begins leaves its start. A time of day is read over.
    """
    text = text.upper()
    for word, edge in _DRAFT_WORDS.items():
        text = text.replace(word, edge.value)
    before, slash, after = text.partition("/")
    start = _read_edge(before, start=True) if slash else _read_single(before)
    if start is None or not slash:
        return start
    end = _read_edge(after, start=False)
    return _joined(start, end) if end else None


def _read_edge(text: str, *, start: bool) -> tuple[Date, str] | None:
    """One end of a range: a date, or a date that is nothing but a missing start or end."""
    for edge in Edge:
        if text == edge.value:
            return Date(missing_start=edge) if start else Date(missing_end=edge), ""
    return _read_single(text)


def _joined(first: tuple[Date, str], last: tuple[Date, str]) -> tuple[Date, str] | None:
    """The range of two ends, as far as both are possible; None where both are missing."""
    (start, message), (end, end_message) = first, last
    if start.missing_start and end.missing_end:
        return None
    if end.missing_end:
        return replace(start, missing_end=end.missing_end), message
    if message or (end_message and start.year == end.year):
        return start, message or end_message
    if not start.missing_start and _order(end) < _order(start):
        return start, f"the range ends before it begins, in {_written(end)}"
    return replace(start, end=end), end_message


def _read_single(text: str) -> tuple[Date, str] | None:
    match = _SINGLE.fullmatch(text.replace("U", "X"))
    if not match:
        return None
    plain, masked, long, month, day, marks = match.groups()
    known = Date(
        int(plain or long or masked.replace("X", "0")),
        uncertain=bool(marks) and marks != "~",
        approximate=bool(marks) and marks != "?",
        unspecified=masked.count("X") if masked else 0,
    )
    if not month or month == "XX":
        return (known, "") if not day or day == "XX" else None
    if masked:
        return None
    return dated(known, int(month), int(day) if day and day != "XX" else None)


def dated(date: Date, month: int, day: int | None) -> tuple[Date, str]:
    """`date`, known to its year, with month (from 21: season) and day; without them, and why, if they cannot be."""
    if date.year is None:
        return date, ""
    if month in SEASONS:
        return (date, "a season has no days") if day else (replace(date, season=month), "")
    if month not in MONTHS:
        return date, f"there is no month {month}"
    if day is not None and not 1 <= day <= monthrange(date.year, month)[1]:
        return date, f"there is no day {day} in month {month} of {date.year}"
    return replace(date, month=month, day=day), ""


def _order(date: Date) -> tuple[int, int, int]:
    return date.year or 0, date.month or date.season or 0, date.day or 0


def _shown(date: Date | None) -> str:
    """One end of a range as a citation shows it; empty where there is none."""
    if date is None or date.year is None:
        return ""
    if date.year <= 0:
        shown = f"{1 - date.year} BC"
    elif date.unspecified:
        shown = f"{date.year}s" if date.unspecified == 1 else f"{date.year}–{date.year + 99}"
    else:
        shown = str(date.year) if date.year >= _FIRST_PLAIN_YEAR else f"{date.year} AD"
    return ("c. " if date.approximate else "") + shown + ("?" if date.uncertain else "")


def _written(date: Date | None) -> str:
    """One end of a range in EDTF; empty where there is none."""
    if date is None or date.year is None:
        return ""
    sign, digits = "-" if date.year < 0 else "", f"{abs(date.year):04}"
    year = f"{sign}{digits}" if len(digits) == _YEAR_DIGITS else f"Y{sign}{digits}"
    if date.unspecified:
        year = year[: -date.unspecified] + "X" * date.unspecified
    numbers = (f"{number:02}" for number in (date.month or date.season, date.day) if number)
    return "-".join((year, *numbers)) + _MARKS[date.uncertain, date.approximate]
