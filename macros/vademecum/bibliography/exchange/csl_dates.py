"""Dates as CSL-JSON has them (`date-parts`, `season`, `circa`, `literal`), and as fields.

CSL-JSON has no word for open ranges, for digits that are not known, and for the difference between "about 1990" and
"1990?". It counts years as historians do: -44 is 44 BC, and there is no year 0.
"""

from collections.abc import Mapping
from dataclasses import replace

from vademecum.bibliography.date import Date, date_problems, parse_date
from vademecum.bibliography.exchange.csl_schema import DATE_TEXTS
from vademecum.bibliography.exchange.exchanged_fields import date_fields
from vademecum.bibliography.latex import encode

_SEASONS = {1: 21, 2: 22, 3: 23, 4: 24}
"""The seasons of CSL and their numbers in EDTF."""
_SEASON_NAMES = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_SEASON_MONTHS = {month: number for number in _SEASONS for month in (number + 12, number + 20)}
"""Programs write a season as a month from 13 or from 21 on."""
_LONGEST_NUMBER = 12
_MOST_PARTS = 3
_FALSE = (None, False, "", "0", "false")


def csl_date(date: Date | None) -> dict[str, object]:
    """`date` as CSL-JSON has it; empty where there is none. What it cannot say in numbers it says in words."""
    if date is None or not str(date):
        return {}
    if date.year is None or date.unspecified or (date.end and date.end.unspecified):
        return {"literal": str(date)}
    written: dict[str, object] = {"date-parts": [_parts(each) for each in (date, date.end) if each]}
    if date.season:
        written["season"] = next(ours for ours, edtf in _SEASONS.items() if edtf == date.season)
    if date.approximate or date.uncertain:
        written["circa"] = True
    return written


def read_csl_date(written: object) -> tuple[dict[str, object], bool]:
    """A date of CSL-JSON in the form in which `csl_date` writes it, and whether all of it could be read.

    Numbers may be text, a month may be a season, and the whole may be a text, in EDTF or any other. Of a day that is
    not in the calendar the month is read.
    """
    if isinstance(written, str):
        text = " ".join(written.split())
        return {"literal": text} if text else {}, True
    if not isinstance(written, Mapping):
        return {}, False
    parts = written.get("date-parts")
    if parts in (None, [], [[]], [[None]]):
        words = [written[part] for part in DATE_TEXTS if written.get(part)]
        says_nothing = not any(written[part] for part in written if part != "date-parts")
        return read_csl_date(words[0]) if words else ({}, says_nothing)
    groups = parts if isinstance(parts, list) else []
    dates = [date for date, _ in map(_date, groups) if date]
    if not dates:
        return {}, False
    start, *ends = (replace(date, approximate=written.get("circa") not in _FALSE) for date in dates[:2])
    season = _season(written.get("season"))
    if season and not start.month:
        start = replace(start, season=season)
    is_known = bool(season) or written.get("season") in _FALSE
    is_whole = is_known and len(dates) == len(groups) == 1 + len(ends) and all(whole for _, whole in map(_date, groups))
    return csl_date(replace(start, end=ends[0] if ends else None)), is_whole


def _date(parts: object) -> tuple[Date | None, bool]:
    """The date of one group of parts as far as it can be read, and whether that is all of it."""
    given = [part for part in parts if part not in (None, "", "0")] if isinstance(parts, list) else []
    numbers = [number for number in map(_number, given[:_MOST_PARTS]) if number is not None]
    while numbers:
        year, month, day = [*numbers, None, None][:_MOST_PARTS]
        season = _SEASONS.get(_SEASON_MONTHS.get(month or 0, 0))
        date = Date(year if year is None or year > 0 else year + 1, None if season else month, day, season=season)
        if parse_date(date.edtf) == date:
            return date, len(numbers) == len(given)
        numbers.pop()
    return None, False


def _number(part: object) -> int | None:
    text = str(part).strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else None


def _season(written: object) -> int | None:
    text = str(written).strip().lower()
    number = _SEASON_NAMES.get(text) or (int(text) if text in {"1", "2", "3", "4"} else 0)
    return _SEASONS.get(number)


def _parts(date: Date) -> list[int]:
    year = date.year or 0
    return [each for each in (year if year > 0 else year - 1, date.month, date.day) if each]


def issued_fields(written: object) -> dict[str, str]:
    """The fields that say when a work appeared, for a date in the form of `csl_date`."""
    return date_fields(*_known(written))


def date_value(written: object) -> str:
    """The value of a field such as `urldate`, for a date in the form of `csl_date`."""
    date, text = _known(written)
    return date.edtf if date else text


def _known(written: object) -> tuple[Date | None, str]:
    """The date, as far as numbers can tell all of it, and the text."""
    if not isinstance(written, Mapping):
        return None, ""
    text = str(written.get("literal", ""))
    if text:
        for fields in (text,), ("", encode((text,))):
            date = parse_date(*fields)
            if date and date.edtf and not date.literal and not date_problems(*fields):
                return date, text
        return None, text
    parts = written["date-parts"]
    start, *ends = (_date(each)[0] for each in parts) if isinstance(parts, list) else [None]
    if start is None:
        return None, ""
    season = _season(written.get("season")) or start.season
    start = replace(start, season=season, approximate="circa" in written)
    end = replace(ends[0], approximate="circa" in written) if ends and ends[0] else None
    return replace(start, end=end), ""
