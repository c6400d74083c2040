"""What people write where a year belongs: `c. 1990`, `[1990?]`, `1998/99`, `2005a`, `2020, in press`, `May 7, 2020`.

Each reading is the date and what about it could not be read, in plain words, or nothing.
"""

import re
from dataclasses import replace

from vademecum.bibliography.date.edtf import MONTHS, Date, Edge, dated, read_edtf
from vademecum.bibliography.date.words import Moment, read_moments

STATUSES = frozenset(
    (
        *("in press", "in print", "forthcoming", "to appear", "submitted", "accepted", "under review", "in review"),
        *("in preparation", "in prep", "unpublished", "preprint", "ahead of print", "epub ahead of print"),
        *("online first", "advance online publication", "n.d", "nd", "no date", "undated", "s.a", "s.d", "o.j", "o. j"),
    )
)
"""What stands for a date that a work has not, or not yet; full stops at the end are left out."""

_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)", re.ASCII)
_ASIDE = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_CIRCA = re.compile(
    r"(?:c\.|ca\.?(?=[\s\d])|circa\b|about\b|around\b|approx(?:\.|imately\b)|c(?=\s))\s*", re.IGNORECASE
)
_COPYRIGHT = re.compile(r"(?:©|copyright|cop\.|c)\s*(?=\d)", re.IGNORECASE)
_DOUBT = re.compile(r"\s?(?:(?<!\?)\?++|\(\?\)|\[\?\])$")
_RANGE = re.compile(r"(\d{4})\s?(-{1,3}|[–—−/&]|to|and)\s?(\d{4}|\d{2})", re.ASCII)
_OPEN_RANGE = re.compile(r"(\d{4})\s?(?:-{1,3}|[–—−])\s?(?:present|today|now|ongoing)?", re.ASCII | re.IGNORECASE)
_DECADE = re.compile(r"(\d{3})0s", re.ASCII)
_LETTERED = re.compile(r"(\d{4})\s?\(?[a-z]\)?", re.ASCII)
_BEFORE_CHRIST = re.compile(r"(\d{1,4})\s?B\.?\s?C\.?(?:\s?E\.?)?", re.ASCII | re.IGNORECASE)
_AFTER_CHRIST = re.compile(r"A\.?\s?D\.?\s?(\d{1,4})|(\d{1,4})\s?(?:A\.?\s?D\.?|C\.?\s?E\.?)", re.ASCII | re.IGNORECASE)
# `2014/06/23/online` and `2013/05//print` as RIS has them, `2013.7.18`, `20130718`, `2018-06-04-21-54`.
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:/(\d{1,2})?(?:/(\d{1,2})?(?:/.*)?)?|\.(\d{1,2})(?:\.(\d{1,2}))?|(\d\d)(\d\d)|-(\d\d)-(\d\d)[-T ].*)",
    re.ASCII,
)
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_PUNCTUATION = " ,;:.()[]\"'“”–-/"
_CENTURY = 100
_MOST_MARKS = 4
_QUOTED = 40


def read_year_text(text: str, *, as_year: bool) -> tuple[Date, str]:
    """The date in `text`, whose white space is collapsed. `as_year` says that it stands in `year`, not in `date`.

    That tells what `2003-04` is: April 2003 in `date`; in `year` it may be two years, and only the first is certain.
    """
    status = text.strip("[]()\"“”' ")
    if status.rstrip(". ").lower() in STATUSES:
        return Date(literal=status), ""
    bare, approximate, uncertain = _without_marks(text)
    exact = (_read_range(bare) or read_edtf(bare)) if as_year else (read_edtf(bare) or _read_range(bare))
    exact = exact or _read_special(bare) or _read_numbers(bare) or _read_words(bare)
    date, message = exact or _read_any_year(bare, text)
    if date.year is None and date.end is None:
        return replace(date, literal=text), message
    if uncertain and date.end:
        date = replace(date, end=replace(date.end, uncertain=True))
    elif uncertain:
        date = replace(date, uncertain=True)
    return (replace(date, approximate=True) if approximate else date), message


def moments_date(known: Date, moments: tuple[Moment, Moment | None]) -> tuple[Date, str]:
    """`known` with what `moments` say of it beside the year, or of it and the end of a range."""
    first, last = moments
    date, message = _completed(known, first)
    if message or last is None:
        return date, message
    end, message = _completed(Date(last.year or known.year), last)
    return (known, message) if message else (replace(date, end=end), "")


def quoted(text: str) -> str:
    """`text` in quotation marks, cut where it is long."""
    return f"'{text}'" if len(text) <= _QUOTED else f"'{text[:_QUOTED]}…'"


def _completed(date: Date, moment: Moment) -> tuple[Date, str]:
    month = moment.month or moment.season
    return dated(date, month, moment.day) if month else (date, "")


def _without_marks(text: str) -> tuple[str, bool, bool]:
    """`text` without brackets around all of it and without marks, and whether they say "about" and "perhaps"."""
    approximate = uncertain = False
    for _ in range(_MOST_MARKS):
        if _ASIDE.fullmatch(text):
            text = text[1:-1].strip()
        circa, doubt = _CIRCA.match(text), _DOUBT.search(text)
        if circa:
            text, approximate = text[circa.end() :], True
        elif doubt:
            text, uncertain = text[: doubt.start()], True
        else:
            text = _COPYRIGHT.sub("", text, count=1) if _COPYRIGHT.match(text) else text
    return text, approximate, uncertain


def _read_range(text: str) -> tuple[Date, str] | None:
    """`1998--1999`, `1998/99`; None where the second number may only be a month."""
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    first, sign, second = int(match[1]), match[2], match[3]
    last = int(second) if len(second) > 2 else first - first % _CENTURY + int(second)  # noqa: PLR2004  # `98`
    if len(second) == 2 and sign in {"-", "/"} and int(second) in MONTHS:  # noqa: PLR2004  # `98`
        if last == first + 1 or (sign == "/" and last > first):
            return Date(first), f"{quoted(text)} may be a month or a range of years"
        return None
    return (Date(first), f"{last} is before {first}") if last < first else (Date(first, end=Date(last)), "")


def _read_special(text: str) -> tuple[Date, str] | None:
    """Forms of which a regular expression says all."""
    if match := _OPEN_RANGE.fullmatch(text):
        return Date(int(match[1]), missing_end=Edge.OPEN), ""
    if match := _DECADE.fullmatch(text):
        return Date(int(match[1] + "0"), unspecified=2 if match[1].endswith("0") else 1), ""
    if match := _LETTERED.fullmatch(text):
        return Date(int(match[1])), f"the letter in {quoted(text)} is left out: the style adds letters where needed"
    if match := _BEFORE_CHRIST.fullmatch(text):
        return Date(1 - int(match[1])), ""
    match = _AFTER_CHRIST.fullmatch(text)
    return (Date(int(match[1] or match[2])), "") if match else None


def _read_numbers(text: str) -> tuple[Date, str] | None:
    """Numbers in another order, or with other signs between them, than in EDTF."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, *numbers = (int(number) for number in match.groups() if number)
        date, message = (
            dated(Date(year), numbers[0], numbers[1] if len(numbers) > 1 else None) if numbers else (Date(year), "")
        )
        return date, message or f"{quoted(text)} is not written as dates are"
    if match := _YEAR_LAST.fullmatch(text):
        return _read_year_last(text, *map(int, match.groups()))
    return None


def _read_year_last(text: str, first: int, second: int, year: int) -> tuple[Date, str]:
    """`18/05/2020`: day and month where only one order is possible, else the year."""
    orders = {(second, first)} if second in MONTHS else set()
    orders |= {(first, second)} if first in MONTHS else set()
    if len(orders) != 1:
        return Date(year), f"it is not certain which number in {quoted(text)} is the month"
    date, message = dated(Date(year), *orders.pop())
    return date, message or f"{quoted(text)} is not written as dates are"


def _read_words(text: str) -> tuple[Date, str] | None:
    moments = read_moments(text)
    if moments is None or moments[0].year is None:
        return None
    return moments_date(Date(moments[0].year), moments)


def _read_any_year(text: str, written: str) -> tuple[Date, str]:
    """The first year that stands in `text`, outside brackets if there is one, and what is read of the rest."""
    years = _YEAR.findall(_ASIDE.sub(" ", text)) or _YEAR.findall(text)
    if not years:
        is_number = text.strip("'’").isdecimal()
        return Date(), f"{quoted(written)} is no year" if is_number else f"no date can be read in {quoted(written)}"
    date = Date(int(years[0]))
    rest = " ".join(text.replace(years[0], " ").split()).strip(_PUNCTUATION)
    if rest.lower() in STATUSES:
        return replace(date, literal=rest), ""
    return date, f"of {quoted(written)}, only the year {years[0]} is read" if rest else ""
