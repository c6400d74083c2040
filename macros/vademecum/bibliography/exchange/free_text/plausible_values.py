"""The last look at what was read: values that no title, journal or number can be are left out, and named."""

import re
from collections.abc import Callable

from vademecum.bibliography.exchange.free_text.working import Working

_TITLE_BEGINNING = re.compile(r"\(eds?\b|\((?:hrsg|hg)\b|in:|[,;:)\]]|(?:edited|ed\.)\sby\s", re.IGNORECASE)
_TITLE_END = re.compile(r"(?:\b(?:pp|vol|eds?|edn|iss|et\sal)|[,.]\sn[or]|[,(\[])\.?\Z", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?!\d+\Z)(?:(?:see|also|and|in|available|online|at|from|retrieved|accessed|doi|pmid|cited)\b"
    r"|https?:\S*|10\.\d{4,9}/\S*|\W|\d)*",
    re.IGNORECASE,
)
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_SECTION = re.compile(r"[A-Za-z]{1,2}\s?\d+")
_LABEL_INSIDE = re.compile(r"(?:\b(?:pp|vol|issue|pages?)\b|[;:])", re.IGNORECASE)
_YEAR_WITH_LETTER = re.compile(r"(?:19|20)\d\d[a-z]")
_DATE_AT_END = re.compile(r",\s\d{1,2}(?:\s?[-–]\s?\d{1,2})?\Z")
_ENUMERATION = re.compile(r"(?<![^\s(])(?:\w|[ivx]{1,4}|\d{1,2})\)")
"""`a) mice and b) rats`."""
_PAIRS = {")": "(", "]": "["}
_EDGE = 60


def leave_out_implausible(work: Working) -> None:
    """Leave out the values that cannot be what they are read as; each is noted."""
    for name, is_implausible in _CHECKS.items():
        value = work.fields.get(name, "")
        if value and is_implausible(value):
            del work.fields[name]
            shown = value if len(value) <= _EDGE else f"{value[:_EDGE].rstrip()}…"
            at = max(work.reference.text.find(value), 0)
            work.doubt(at, f"'{shown}' cannot be the {_SPOKEN.get(name, name)} and is left out")


def _is_no_text(value: str) -> bool:
    return value[0] in "([,;:" or value[-1] in "([,;:" or _is_unmatched(value)


def _is_no_title(value: str) -> bool:
    cut_off = value[-1] in "([,;:" or _is_unmatched(value) or bool(_TITLE_END.search(value))
    return cut_off or bool(_TITLE_BEGINNING.match(value)) or bool(_NO_TITLE.fullmatch(value))


def _is_no_journal(value: str) -> bool:
    return (
        _is_no_text(value)
        or not _TWO_LETTERS.search(value)
        or bool(_SECTION.fullmatch(value))
        or bool(_TITLE_END.search(value) and "." not in value[-4:])
        or bool(_DATE_AT_END.search(value))
    )


def _is_no_number(value: str) -> bool:
    return bool(_LABEL_INSIDE.search(value) or _YEAR_WITH_LETTER.fullmatch(value)) or _is_no_text(value)


def _is_unmatched(value: str) -> bool:
    """Whether a bracket is opened and not closed, or closed and not opened."""
    value = _ENUMERATION.sub("", value)
    return any(value.count(closing) != value.count(opening) for closing, opening in _PAIRS.items())


_CHECKS: dict[str, Callable[[str], bool]] = {
    "title": _is_no_title,
    "booktitle": _is_no_title,
    "journal": _is_no_journal,
    "publisher": _is_no_text,
    "institution": _is_no_text,
    "organization": _is_no_text,
    "address": _is_no_text,
    "edition": _is_no_text,
    "volume": _is_no_number,
    "number": _is_no_number,
}
_SPOKEN = {"booktitle": "title of the book", "address": "place", "number": "number of the issue"}
