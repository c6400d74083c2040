"""What makes it doubtful that something is a citation: an exponent, an interval, a span of years."""

import re
from collections.abc import Iterable

from vademecum.importing.handwritten import Written

_UNIT = re.compile(
    r"(?:(?<![^\W\d_])(?:[kcmdµμn]?m|in|ft|inch|kg|s|sec|mi|mmol|mol|yr|h|min)|(?<![\d.])10|[×x]\s?\d+|\^)$"
)
_SYMBOL = re.compile(r"(?:(?<!\w)(?:[A-Za-zχ]|CO|Ca|Mg|Na|Fe|Zn|Cu|chi|SpO|PO|FeO|sin|cos|tan|log|exp))$")
_DIGIT_BEFORE = re.compile(r"(?<!\d)(?!(?:1[6-9]|20)\d\d$)\d+$")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]{3}|(?<!\d)\d{4}|[.,;:!?)\]\"”’'»%])\s?$")
_NAME = re.compile(r"[^\W\d_][\w’'-]*")
_SMALL = frozenset(("and", "und", "et", "von", "van", "de", "der", "la"))
_FEWEST_NAMES, _MOST_NAMES, _LONGEST_NAMES = 2, 30, 1000
_INTERVAL = re.compile(
    r"(?:\b(?:CI|CrI|[Cc]onfidence\sintervals?|[Ii]ntervals?|[Rr]anges?|ranging|IQR|a?OR|a?HR|RR|SD|SE|SEM|[Nn]\s?=|between)"
    r"[\s:,=(]{0,4}(?:of\s|was\s|is\s|from\s)?|±\s?|[<>=≤≥≈~]\s?-?[\d.,]+\s?%?\s?)$"
)
_NUMBER_BEFORE = re.compile(r"(?<![\w.,])-?(?!(?:1[6-9]|20)\d\d\s?$)\d+(?:[.,]\d+)?\s?$")
_SHARE_BEFORE = re.compile(r"\d\s?%\s?$")
_PAIR = re.compile(r"\[\s?\d+\s?[,–-]\s?\d+\s?\]")
_INDEX_BEFORE = re.compile(r"(?<![^\W_])[A-Za-z]$|[A-Za-z]\([^()]{0,20}\)$")
_SPAN = re.compile(r"\s?[-‐–—−]\s?(?:\d{4}|\d{2})(?!\d)")
_COUNTED = re.compile(
    r"\b(?:grades?|types?|steps?|stages?|phases?|groups?|levels?|class|classes|figures?|tables?|no|n)\.?\s?$",
    re.IGNORECASE,
)
_WINDOW = 40


def doubt_of_raised(text: str, written: Written) -> str:
    """Why a raised number may be none of a reference; empty where nothing speaks against it."""
    before = text[max(0, written.start - _WINDOW) : written.start].rstrip("\u200b").rpartition("\n")[2]
    if not before.strip():
        return "a raised number at the start may belong to a note"
    if _UNIT.search(before) or _SYMBOL.search(before) or _DIGIT_BEFORE.search(before):
        return "this may be an exponent or an index"
    is_one = len(written.numbers) == 1
    if text[written.end : written.end + 1].isalnum() or (is_one and not _WORD_BEFORE.search(before)):
        return "this may be an exponent or an index"
    if are_names(text):
        return "behind a name, this may lead to an address or a note"
    return ""


def doubt_of_numbers(text: str, written: Written) -> str:
    """Why numbers in square brackets may be none of references."""
    before = text[max(0, written.start - _WINDOW) : written.start]
    if _INTERVAL.search(before) or _NUMBER_BEFORE.search(before):
        return "this may be an interval"
    if _SHARE_BEFORE.search(before) and _PAIR.fullmatch(text[written.start : written.end]):
        return "this may be an interval"
    if _INDEX_BEFORE.search(before) or text[written.end : written.end + 1].isalnum():
        return "this may be an index"
    return ""


def doubt_of_round(text: str, written: Written) -> str:
    """Why a number in round brackets may count something else."""
    before = text[max(0, written.start - _WINDOW) : written.start]
    return "this may count something" if _COUNTED.search(before) or _NUMBER_BEFORE.search(before) else ""


def doubt_of_years(text: str, written: Written) -> str:
    """Why a name and a year may be no citation."""
    ends = [*(text[named.end : named.end + 8] for named in written.named), written.tail]
    return "a span of years is not the year of a work" if any(map(_SPAN.match, ends)) else ""


def are_names(text: str) -> bool:
    """Whether a line is nothing but names: that of authors, with raised numbers behind them."""
    if len(text) > _LONGEST_NAMES:
        return False
    words = _NAME.findall(text)
    capitals = [word for word in words if word not in _SMALL]
    return (
        len(capitals) >= _FEWEST_NAMES
        and len(words) <= _MOST_NAMES
        and all(word[0].isupper() for word in capitals)
        and not re.search(r"[.!?]\W*$", text)
    )


def notes_ahead(lines: Iterable[tuple[str, Iterable[Written]]]) -> dict[int, int]:
    """Raised numbers that begin a line, as those of notes and addresses do: the last such line of each."""
    found: dict[int, int] = {}
    for number, (text, raised) in enumerate(lines):
        marks = list(raised)
        if any(not text[: each.start].strip() for each in marks):
            found |= {each: number for written in marks for each in written.numbers}
    return found
