"""Values that cannot be right or do not read well: years, pages, titles."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from vademecum.bibliography.date import Date, parse_date
from vademecum.bibliography.entry import Entry
from vademecum.checks.bibliography_places import is_written, replaced
from vademecum.checks.page_numbers import Fault, faults
from vademecum.text.finding import Finding, Rule, Severity

KEY_YEAR = Rule("bibliography/key-year", Severity.INFO, "The year in a key is not the year of the work.")
FUTURE_DATE = Rule("bibliography/future-date", Severity.WARNING, "A date has not come yet.")
PAGE_RANGE = Rule("bibliography/page-range", Severity.WARNING, "A range of pages ends before it begins.")
PAGE_HYPHEN = Rule("bibliography/page-hyphen", Severity.WARNING, "Pages with a hyphen between them are no range.")
SHOUTING = Rule("bibliography/shouting-title", Severity.WARNING, "A title is written in capitals.")
TITLE_STOP = Rule("bibliography/title-stop", Severity.INFO, "A title ends in a full stop.")

_YEAR_IN_KEY = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_OTHER_DATES = ("origdate", "origyear", "eventdate", "urldate", "statusdate")
_ON_A_DAY = ("urldate", "statusdate")
_TITLES = ("title", "subtitle", "booktitle")

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_FEWEST_WORDS = 3
_SHARE_OF_CAPITALS = 0.9

_STOP = re.compile(r"(?<![.…])\.(?P<behind>[\s}]*)\Z")
_LAST_WORD = re.compile(r"[^\s(\[{]*\Z")
_ABBREVIATED = frozenset(
    (
        *("al", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "no", "nos", "vs", "spp", "sp", "subsp", "var", "cf"),
        *("ca", "approx", "dept", "ed", "eds", "vol", "pt", "fig", "figs", "dr", "st", "plc", "gmbh", "llc", "assoc"),
    )
)


def value_findings(entry: Entry, today: date) -> Iterator[Finding]:
    """What is wrong with the years, pages and titles that stand in `entry` itself. `today` is the day of the check."""
    yield from _key_year(entry)
    yield from _future(entry, today)
    yield from _pages(entry)
    for name in _TITLES:
        if entry.offsets.get(name) is not None:
            yield from _title(entry, name)


def _key_year(entry: Entry) -> Iterator[Finding]:
    in_key = _YEAR_IN_KEY.findall(entry.key)
    found = entry.date if len(in_key) == 1 else None
    if not found or found.year is None or found.unspecified or found.approximate or found.uncertain:
        return
    year = int(in_key[0])
    first, last = found.year, (found.end.year if found.end and found.end.year else found.year)
    if first <= year <= last or found.missing_end or any(in_key[0] in entry.raw(name) for name in _OTHER_DATES):
        return
    name = next((name for name in ("date", "year") if name in entry.offsets), "")
    message = f"the key '{entry.key}' says {year}, but the work is of {first}"
    hint = "See which of the two is right. A key that pages cite may stay as it is."
    yield Finding(KEY_YEAR, entry.field_span(name), message, hint)


def _future(entry: Entry, today: date) -> Iterator[Finding]:
    """Years beyond the next, as journals date ahead by months; days of looking something up that are not over."""
    for name in ("date", "year"):
        found = entry.date if name in entry.offsets else None
        if found and found.year is not None and found.year > today.year + 1:
            message = f"the {name} {found.year} of '{entry.key}' has not come yet"
            yield Finding(FUTURE_DATE, entry.field_span(name), message, "Correct the year.")
            break
    for name in _ON_A_DAY:
        day = _first_day(parse_date(entry.fields[name])) if name in entry.offsets else None
        if day and day > today + timedelta(days=1):  # It may be tomorrow already, elsewhere.
            message = f"the {name} {entry.fields[name].strip()} of '{entry.key}' has not come yet"
            yield Finding(FUTURE_DATE, entry.field_span(name), message, "Correct the date.")


def _first_day(found: Date | None) -> date | None:
    if found is None or found.year is None or not 0 < found.year <= date.max.year:
        return None
    return date(found.year, found.month or 1, found.day or 1)


def _pages(entry: Entry) -> Iterator[Finding]:
    if "pages" not in entry.offsets:
        return
    value = entry.fields["pages"]
    if value.isdecimal():
        return
    for fault in faults(entry.plain("pages") if "\\" in value or "{" in value else value):
        at = value.find(fault.written) if is_written(entry, "pages") else -1
        yield _page_fault(entry, fault, max(at, 0))


def _page_fault(entry: Entry, fault: Fault, at: int) -> Finding:
    if fault.is_range:
        message = f"the pages {fault.written} of '{entry.key}' end before they begin"
        return Finding(PAGE_RANGE, entry.field_span("pages", at), message, "Correct the first page or the last.")
    message = f"'{fault.written}' in the pages of '{entry.key}' is no range: the second number is the smaller"
    hint = "Correct it, or put it in braces if it is the label of one page."
    return Finding(PAGE_HYPHEN, entry.field_span("pages", at), message, hint)


def _title(entry: Entry, name: str) -> Iterator[Finding]:
    value = entry.fields[name]
    if not value:
        return
    if value.isupper() or (value[:_FEWEST_WORDS].isupper() and _is_shouted(entry.plain(name))):
        message = f"the {name} of '{entry.key}' is written in capitals"
        hint = "Write it as a sentence, as the work itself or PubMed has it; braces keep the capitals of {DNA}."
        if _is_shouted(entry.plain(name)):
            yield Finding(SHOUTING, entry.field_span(name), message, hint)
    stop = _STOP.search(value) if "." in value[-3:] else None
    if stop and not _is_abbreviated(value, stop.start()):
        message = f"the {name} of '{entry.key}' ends in a full stop, which citation styles add themselves"
        fix = replaced(entry, name, stop.start(), stop.start() + 1, "")
        within = stop.start() if is_written(entry, name) else 0
        yield Finding(TITLE_STOP, entry.field_span(name, within), message, "Remove it.", fix)


def _is_shouted(title: str) -> bool:
    """Whether nearly all letters are capitals, in at least three words that are too long for abbreviations."""
    words = _LONG_WORD.findall(title)
    if sum(word.isupper() for word in words) < _FEWEST_WORDS:
        return False
    capitals = sum(map(str.isupper, title))
    return capitals >= _SHARE_OF_CAPITALS * (capitals + sum(map(str.islower, title)))


def _is_abbreviated(value: str, stop: int) -> bool:
    """Whether the full stop at offset `stop` belongs to its word: an initial, `U.S.`, `Inc.`."""
    word = _LAST_WORD.search(value, 0, stop)
    last = word[0].rstrip("}") if word else ""
    return "." in last or len(last) == 1 or last.lower() in _ABBREVIATED
