"""Dates in figures: `5.4.2011`, which is one day, and `04/05/2011`, which is two, depending on who writes it."""

import re

from vademecum.bibliography.date import parse_date
from vademecum.bibliography.exchange.free_text.heads import set_date
from vademecum.bibliography.exchange.free_text.letters import DECADE, YEAR
from vademecum.bibliography.exchange.free_text.working import Working

_DAY_OR_MONTH = r"(?:0?[1-9]|[12]\d|3[01])"
_WRITTEN = re.compile(
    r"(?<![\w./-])(?P<why>(?:last\s)?(?:updated|revised|modified|reviewed|published|posted)(?:\son)?[\s:]{1,2})?"
    rf"[(\[]?(?P<written>(?P<first>{_DAY_OR_MONTH})(?P<sign>[./-])(?P<second>{_DAY_OR_MONTH})(?P=sign)(?P<year>{YEAR})"
    rf"|(?P<year_first>{YEAR})(?P<sign_behind>[./])(?P<month>{_DAY_OR_MONTH})(?P=sign_behind)(?P<day>{_DAY_OR_MONTH}))"
    r"(?![\w-]|[./]\w)[)\]]?(?=\s*(?:[.,;:\x00]|$))",
    re.IGNORECASE,
)
_OF_ACCESS = re.compile(
    r"(?:access(?:ed)?|cited|viewed|retrieved|visited|checked|consulted|abgerufen|zugriff)(?:\s(?:on|am|in))?[\s:,]*\Z",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 25
_MONTHS = 12
_DECADE = re.compile(rf"(?<=[;,.:\x00]\s)[(\[]?(?:ca?\.?\s)?{DECADE}[)\]]?(?=\s*(?:[.,;:\x00]|$))")


def take_numeric_date(work: Working) -> None:
    """Take a date in figures, for a work that turns out to have no other one, and decades, which are no date."""
    for decade in list(_DECADE.finditer(work.rest)):
        work.passed_over.append((decade.start(), f"a decade, {decade[0].strip('()[]')},"))
        work.take(*decade.span())
    for found in list(_WRITTEN.finditer(work.rest)):
        before = work.rest[max(0, found.start() - _LONGEST_BEFORE) : found.start("written")].rstrip("([")
        if _OF_ACCESS.search(before) or "_figures" in work.fields:
            continue
        work.fields["_figures"], work.fields["_figures_at"] = found["written"], str(found.start("written"))
        work.take(*found.span())


def date_by_figures(work: Working) -> None:
    """Give a work without another date that in figures. Only the year is read of what may be two days."""
    written, at = work.fields.get("_figures", ""), int(work.fields.get("_figures_at", "0"))
    if not written:
        return
    if {"date", "year"} & work.fields.keys():
        work.passed_over.append((at, f"a second date, {written},"))
        return
    found = _WRITTEN.fullmatch(written)
    day = _day(found) if found else ""
    if day and set_date(work, day):
        return
    year = re.search(YEAR, written)
    if year and set_date(work, year[0]):
        work.doubt(at, f"'{written}' may be two days, or is none; only its year is read")


def _day(found: re.Match[str]) -> str:
    """The day as `YYYY-MM-DD`; empty where it may be another one, or where there is no such day."""
    if found["year_first"]:
        year, month, day = found["year_first"], found["month"], found["day"]
    else:
        year, day, month = found["year"], found["first"], found["second"]
        is_sure = found["sign"] == "." or day == month
        if int(month) > _MONTHS:
            day, month = month, day
        elif not is_sure and int(day) <= _MONTHS:
            return ""
    written = f"{year}-{month:0>2}-{day:0>2}"
    date = parse_date(written)
    return written if date and date.day and not date.literal else ""
