"""Dates in English words and their numbers: `12 March 2005`, `May--June`, `2012 Nov-Dec`, `Spring`.

Nothing is guessed: where a text can be read in two ways, or holds a word that is no part of a date, it is not read.
"""

import re
from typing import NamedTuple

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTHS = len(_MONTH_NAMES)
_SHORTEST = 3  # "ju" may be two months
_SEASONS = {
    **dict.fromkeys(("spring", "spr"), 21),
    **dict.fromkeys(("summer", "sum"), 22),
    **dict.fromkeys(("autumn", "aut", "fall", "fal"), 23),
    **dict.fromkeys(("winter", "win"), 24),
}
"""Seasons as numbers of EDTF level 1 (ISO 8601-2:2019, 4.8; biblatex manual, section 2.3.8)."""
_NOISE = frozenset(("of", "the", "mon", "tue", "wed", "thu", "fri", "sat", "sun"))
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TOKEN = re.compile(
    r"(\d{4})(?!\d)|(\d{1,2})(?:(?:st|nd|rd|th)(?![A-Za-z]))?(?!\d)|([A-Za-z]+)|(-{1,3}|[–—−/&])|[\s,.#'\"`’”“()]+|(.)",
    re.ASCII | re.DOTALL,
)
_RANGE_WORDS = frozenset(("to", "and", "through", "until"))
_MOST_SIDES = 2


class Moment(NamedTuple):
    """What a text says of one date; None for what it does not say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None


def read_month(text: str) -> int | None:
    """The month from 1 to 12 that a number or an English name gives, in full or cut; None for anything else."""
    text = text.strip().lower().rstrip(".")
    if text.isascii() and text.isdecimal():
        return int(text) if len(text) <= _SHORTEST and 1 <= int(text) <= MONTHS else None
    if text == "sept":
        text = "sep"
    if len(text) < _SHORTEST:
        return None
    return next((index for index, name in enumerate(_MONTH_NAMES, start=1) if name.startswith(text)), None)


def month_name(month: int) -> str:
    """The English name of a month from 1 to 12, in lower case."""
    return _MONTH_NAMES[month - 1]


def read_moments(text: str) -> tuple[Moment, Moment | None] | None:
    """The date or the two ends of the range in `text`; None where it holds anything else or can be read in two ways.

    Without the name of a month, numbers of two digits are months. What one end leaves out is taken from the other:
    `May 30--31`, `1--3 Dec`, `Nov--Dec 2012`.
    """
    sides = _read_sides(text)
    if sides is None or len(sides) > _MOST_SIDES or not all(sides):
        return None
    if not any("month" in side or "season" in side for side in sides):
        sides = [{"month" if kind == "day" else kind: value for kind, value in side.items()} for side in sides]
    for side, other in zip(sides, reversed(sides), strict=True):
        if "year" in other:
            side.setdefault("year", other["year"])
        if "day" in side and "month" in other:
            side.setdefault("month", other["month"])
    return _checked([_moment(side) for side in sides])


def _read_sides(text: str) -> list[dict[str, int]] | None:
    """What `text` says on each side of a dash; None where a word is no part of a date or a side says a thing twice."""
    sides: list[dict[str, int]] = [{}]
    for token in _TOKEN.finditer(text):
        read = _meaning(token)
        if read is None or read[0] in sides[-1]:
            return None
        if read[0] == "range":
            sides.append({})
        elif read[0]:
            sides[-1][read[0]] = read[1]
    return sides


def _meaning(token: re.Match[str]) -> tuple[str, int] | None:
    """What a token sets to which value; an empty kind where it sets nothing, None where it is no part of a date."""
    year, number, word, between, unknown = token.groups()
    if year or number:
        return ("year", int(year)) if year else ("day", int(number))
    if between or (word and word.lower() in _RANGE_WORDS):
        return "range", 0
    if unknown:
        return None
    if not word:
        return "", 0
    lowered = word.lower()
    month, season = read_month(lowered), _SEASONS.get(lowered)
    if month or season:
        return ("month", month) if month else ("season", season or 0)
    return ("", 0) if lowered in _NOISE or lowered in _WEEKDAYS else None


def _moment(side: dict[str, int]) -> Moment:
    return Moment(side.get("year"), side.get("month"), side.get("day"), side.get("season"))


def _checked(moments: list[Moment]) -> tuple[Moment, Moment | None] | None:
    """The moments where each makes sense and the second is not before the first; `May 3 -- May` makes none."""
    for moment in moments:
        if (moment.month or 0) > MONTHS or (moment.month and moment.season) or (moment.day and not moment.month):
            return None
    start, end = moments[0], moments[-1]
    if len(moments) == 1:
        return start, None
    same_month = (start.year, start.month) == (end.year, end.month)
    if same_month and (start.day is None) != (end.day is None):
        return None
    return (start, end) if _order(start) <= _order(end) else None


def _order(moment: Moment) -> tuple[int, int, int]:
    return moment.year or 0, moment.month or moment.season or 0, moment.day or 0
