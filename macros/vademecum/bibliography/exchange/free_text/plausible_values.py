"""The last look at what was read: values that no title, journal or number can be are left out, and named."""

import re
from collections.abc import Callable

from vademecum.bibliography.exchange.free_text.letters import YEAR
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
_AFFIX = re.compile(r"(?<!\w)(?:Jr|Sr|2nd|3rd|M\.?D|Ph\.?D|MSc|MPH|FAAD|MBBS)\b")
_PERSON = (
    r"(?!(?:Vitamin|Hepatitis|Type|Group|Phase|Part|Class|Grade|Coenzyme|Study|Trial)s?\s)"
    r"[^\W\d_a-z][\w'’-]+\s[A-Z]{1,3}"
)
_MORE_THAN_TITLE = re.compile(
    rf"\A\W{{0,2}}(?:et\sal\b|and\s(?:\d+\s)?others\b|&)|;\s[A-Z]\.?\Z|(?<!\d){YEAR};\s?\d|\d\s?\(\d+\)\s?:\s?\w?\d"
    rf"|\b[Pp]reprint\s(?:at|on)\b|\b\d+\sothers\b|(?<!\w){_PERSON}[,.]\s(?:.{{0,200}}\s)?{_PERSON}[,.]\s"
)
_PLACE_INSIDE = re.compile(r"\d\s?:\s?[A-Za-z]?\d|,\s\d{1,4}(?:st|nd|rd|th)\b")
_NO_NAME = re.compile(
    r"(?:last\s)?(?:updated|revised|modified|reviewed|published|posted|accessed|retrieved|available|copyright|written|cited|viewed)"
    r"(?:\s(?:on|at|from|by))?|et\sal\.?|and\sothers",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_FEW = 2
_ENUMERATION = re.compile(r"(?<!\S)(?:\w|[ivx]{1,4}|\d{1,2})\)")
"""`a) mice and b) rats`."""
_PAIRS = {")": "(", "]": "["}
_EDGE = 60


def leave_out_implausible(work: Working) -> None:
    """Leave out the values that cannot be what they are read as; each is noted."""
    for name, is_implausible in _CHECKS.items():
        value = work.fields.get(name, "")
        if not value:
            continue
        at = max(work.reference.text.find(value), 0)
        shown = value if len(value) <= _EDGE else f"{value[:_EDGE].rstrip()}…"
        if is_implausible(value):
            del work.fields[name]
            work.doubt(at, f"'{shown}' cannot be the {_SPOKEN.get(name, name)} and is left out")
        elif name == "title" and _is_doubtful_title(value):
            work.doubt(at, f"whether '{shown}' is the title, and nothing else, is a guess")
        elif name == "title" and value.isupper() and len(value.split()) > _FEW:
            work.doubt(at, f"the title '{shown}' is all in capitals; write it as sentences are")


def _is_no_text(value: str) -> bool:
    return value[0] in "([,;:" or value[-1] in "([,;:" or _is_unmatched(value)


def _is_doubtful_title(value: str) -> bool:
    """Whether a title holds what names, journals and other references have, and titles hardly ever."""
    before, stop, _ = value.partition(". ")
    return bool(_MORE_THAN_TITLE.search(value) or (stop and _AFFIX.search(before)))


def _is_no_body(value: str) -> bool:
    return not _LETTER.search(value) or bool(_NO_NAME.fullmatch(value)) or _is_no_text(value)


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
        or bool(_PLACE_INSIDE.search(value) or _NO_NAME.fullmatch(value))
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
    "publisher": _is_no_body,
    "institution": _is_no_body,
    "organization": _is_no_body,
    "address": _is_no_body,
    "edition": _is_no_text,
    "volume": _is_no_number,
    "number": _is_no_number,
}
_SPOKEN = {"booktitle": "title of the book", "address": "place", "number": "number of the issue"}
