"""How references begin and end: what tells the first line of one from the last line of another."""

import re

from vademecum.bibliography.exchange.free_text.letters import DOTTED, FAMILY, GIVEN, LOOSE, TIGHT, UPPER, YEAR

_PERSON = (
    rf"(?:{FAMILY}\s{TIGHT}(?=\s?[,.;:(]|\set\s)|{FAMILY},\s?(?:{DOTTED}|{TIGHT}|{LOOSE})(?=[\s,.;:(]|$)"
    rf"|{DOTTED}\s?{FAMILY}(?=,|\sand\s|\s&\s|\.|\set\sal)|{FAMILY},\s{GIVEN}(?=\.\s|,\s|\s\(|\sand\s)"
    rf"|{FAMILY}\set\sal\b)"
)
_BEGINNING = re.compile(rf"\s*(?:{_PERSON}|[“\"„]{UPPER}|{UPPER}[^.\n]{{2,140}}\({YEAR})")
_PERSON_FIRST = re.compile(rf"\s*{_PERSON}")
_STRONG = re.compile(
    rf"(?:{FAMILY}\s{TIGHT}(?:,\s(?:{FAMILY}\s{TIGHT}|et\sal\b)|\.\s{UPPER}|\s\({YEAR})"
    rf"|{FAMILY},\s?(?:{DOTTED}|{TIGHT})(?:,\s|\s&|\sand|\s\({YEAR}|,?\set\sal))"
)
_END = re.compile(
    r"(?:(?:\d[a-z]?|\bp{1,2}\.?\s?\d{1,5}|[.\]”\")])\.?|https?://\S+|10\.\d{4,9}/\S+|(?<=[\w)])\.)\s*$", re.IGNORECASE
)
_INNER_END = re.compile(
    r"(?:(?<=[\d:–-])[eESs]?\d{1,7}\.|(?<=[–-])[eESs]?\d{1,7};|10\.\d{4,9}/[^\s]{1,120}|https?://[^\s]{1,300}|PMC?I?D:?\s?(?:PMC)?\d{1,9}\.?"
    r"|;\s?(?:1[5-9]|20)\d\d\.)\s(?=[^\W\d_])"
)
_HAS_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_SHORTEST = 30


def begins_reference(line: str) -> bool:
    """Whether `line` begins as references do: with names, with a title in quotes, or with a body and a year."""
    return bool(_BEGINNING.match(line))


def begins_with_person(line: str) -> bool:
    """Whether `line` begins with the name of a person, written as references write names."""
    return bool(_PERSON_FIRST.match(line))


def is_complete(text: str) -> bool:
    """Whether `text` may be a whole reference: it has a year, and ends as references do."""
    return len(text) >= _SHORTEST and bool(_HAS_YEAR.search(text)) and bool(_END.search(text[-400:]))


def inner_beginnings(text: str) -> list[int]:
    """Where further references begin in a line; empty where it holds one. Only what leaves no doubt counts."""
    found = []
    begun = 0
    for end in _INNER_END.finditer(text):
        at = end.end()
        if _STRONG.match(text, at) and _HAS_YEAR.search(text, begun, at) and _HAS_YEAR.search(text, at, at + 700):
            found.append(at)
            begun = at
    return [0, *found] if found else []
