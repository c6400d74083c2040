"""Dates of works, as far as they are known: what `date`, `year`, `month` and `day` say.

`date` is EDTF, level 1; the others hold what people write: `{2005}`, `c. 1990`, `1998--1999`, `in press`, `May--June`.
What is impossible or can be read in two ways is not guessed at: the date is known as far as it is certain, and
`date_problems` says the rest.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from vademecum.bibliography.date.edtf import Date, Edge, read_edtf
from vademecum.bibliography.date.words import month_name, read_moments, read_month
from vademecum.bibliography.date.year_text import moments_date, quoted, read_year_text
from vademecum.bibliography.latex import decode_plain

__all__ = ["Date", "DateProblem", "Edge", "date_problems", "parse_date", "parse_month"]


class DateProblem(NamedTuple):
    """What is wrong with a date: in which of the fields, in plain words, and what to do."""

    field: str
    message: str
    hint: str


_HINTS = {
    "date": "Write the date as YYYY-MM-DD, YYYY-MM or YYYY, a range as START/END.",
    "year": "Write a year of four digits, or a word such as 'in press'; all else belongs in the field 'date'.",
    "month": "Write a month as jan, feb … dec or as a number from 1 to 12.",
    "day": "Write a day as a number.",
}
_YEAR_DIGITS = 4
_SHORT_NUMBER = re.compile(r"-\d(?!\d)")


def parse_date(date: str = "", year: str = "", month: str = "", day: str = "") -> Date | None:
    """The date of the biblatex field `date` or of BibTeX's `year`, `month` and `day`, all as written in the file.

    None where `date` and `year` are empty. `date` counts before the others, unless there is no date in it at all.
    """
    return _read(date, year, month, day)[0]


def date_problems(date: str = "", year: str = "", month: str = "", day: str = "") -> tuple[DateProblem, ...]:
    """What is wrong with a date, and what of it could not be read: see `parse_date`."""
    return _read(date, year, month, day)[1]


def parse_month(text: str) -> int | None:
    """The month from 1 to 12 that a number or an English name gives; None for anything else."""
    return read_month(text)


@lru_cache(maxsize=65536)
def _read(date: str, year: str, month: str, day: str) -> tuple[Date | None, tuple[DateProblem, ...]]:
    problems: list[DateProblem] = []

    def note(field: str, message: str) -> None:
        if message:
            problems.append(DateProblem(field, message, _HINTS[field]))

    found: Date | None = None
    for field, text in (("date", date), ("year", year)):
        if not text.strip() or (found and _is_known(found)):
            continue
        read, message = _read_field(text, as_year=field == "year")
        if read == Date():  # braces or macros around nothing
            continue
        note(field, message)
        found = read if found is None or _is_known(read) else found
    if found and date.strip() and year.strip():
        note("year", _disagreement(found, year))
    if found is None:
        note("month", "there is a month, but no year" if month.strip() else "")
    elif month.strip() or day.strip():
        field = "month" if month.strip() else "day"
        found, message = _with_month(found, _plain(month), _plain(day))
        note(field, message)
    return found, tuple(problems)


def _read_field(text: str, *, as_year: bool) -> tuple[Date, str]:
    """The date in one field. EDTF is read before TeX, which has its own use of `~` and `%`."""
    text = text.strip()
    if len(text) == _YEAR_DIGITS and text.isascii() and text.isdecimal():
        return Date(int(text)), ""
    if not as_year or text.endswith(("~", "%")):
        found = read_edtf(text)
        if found:
            return (found[0], "months and days have two digits") if _SHORT_NUMBER.search(text) else found
    return read_year_text(_plain(text), as_year=as_year)


def _with_month(date: Date, month: str, day: str) -> tuple[Date, str]:
    """`date` with the month, and the day, that the other fields add to a single year."""
    number = read_month(month)
    if date.month:
        return date, f"the month is {month}, but the date says {date.edtf}" if number and number != date.month else ""
    if date.year is None or date.end or date.missing_end or date.season or date.unspecified:
        return date, f"{quoted(f'{month} {day}'.strip())} is not used beside {quoted(str(date))}"
    if number and not day:
        return replace(date, month=number), ""
    moments = read_moments(f"{month_name(number) if number else month} {day}")
    if moments is None:
        return replace(date, literal=date.literal or month), f"{quoted(f'{month} {day}'.strip())} is no month or day"
    years = {moment.year for moment in moments if moment and moment.year}
    if years - {date.year}:
        return date, f"the month names another year than {date.year}"
    return moments_date(date, moments)


def _disagreement(date: Date, year: str) -> str:
    """That `year` says something else than the field `date`, which counts."""
    other = _read_field(year, as_year=True)[0]
    if date.year is None or other.year is None or other.year == date.year or (date.end and other.end == date.end):
        return ""
    return f"the year is {other.year}, but the field 'date' says {date.year}, which counts"


def _is_known(date: Date) -> bool:
    return date.year is not None or date.end is not None


def _plain(text: str) -> str:
    """The bare text, ties and all white space being single blanks."""
    return " ".join(decode_plain(text).split())
