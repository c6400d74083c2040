"""Dates of works, as far as they are known."""

import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\s*(?:/.*)?$")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Date:
    """A date known to the year, month or day; `literal` holds what could not be read as one ("in press")."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    literal: str = ""

    def __str__(self) -> str:
        return str(self.year) if self.year is not None else self.literal


def parse_date(date: str = "", year: str = "", month: str = "") -> Date | None:
    """The date of the biblatex field `date` (ISO 8601; of a range, its start) or of BibTeX's `year` and `month`.

    None where all are empty.
    """
    text = date.strip() or year.strip()
    if not text:
        return None
    match = _ISO.match(text)
    if match:
        given = parse_month(match[2] or "") if date.strip() else parse_month(month)
        return Date(int(match[1]), given, int(match[3]) if match[3] else None)
    found = _YEAR.search(text)
    return Date(int(found[1]), parse_month(month)) if found else Date(literal=text)


def parse_month(text: str) -> int | None:
    """The month from 1 to 12 that a number or an English name gives; None for anything else."""
    text = text.strip().lower().rstrip(".")
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= len(_MONTHS) else None
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else None
