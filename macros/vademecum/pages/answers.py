"""What entries say of the size of a study and of who paid for it, summed up as far as it can be read for certain."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Samples:
    """How many works say how many were studied; the smallest and the largest number, 0 where none can be read."""

    given: int = 0
    of: int = 0
    fewest: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Funding:
    """How many works say who paid, and how many of these name the maker or the industry."""

    given: int = 0
    of: int = 0
    by_maker: int = 0


_STUDIED = (
    r"(?:people|persons?|patients?|participants?|subjects?|volunteers?|adults?|children|wom[ae]n|m[ae]n|girls?|boys?"
    r"|individuals?|cases?|mice|mouse|rats?|animals?|rabbits?|pigs?|eyes|cadavers?|users?|respondents?)\b"
)
_NUMBER = r"(?<![0-9.,–-])([0-9]{1,3}(?:[,\u00a0\u202f ][0-9]{3})+|[0-9]{1,9})(?![0-9]|[.,–-][0-9])"
_WORD = r"(?!(?:trials?|stud(?:y|ies)|articles?|in|with|of|and|on)\b)[^\W\d]+[ -]"
_COUNTED = re.compile(rf"{_NUMBER}[ \u00a0](?:{_WORD}){{0,2}}{_STUDIED}", re.IGNORECASE)
_ALONE = re.compile(rf"(?:n\s?=\s?)?{_NUMBER}", re.IGNORECASE)
_MAKER = re.compile(r"\b(?:manufacturers?|makers?|industry)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:no|not|none|independent|without)\b", re.IGNORECASE)
_NOT_KNOWN = re.compile(
    r"\bnot (?:stated|given|reported|known|declared|disclosed)\b|\bun(?:known|clear|stated)\b", re.IGNORECASE
)
_MOST_READ = 400
"""How many letters of a field are read: what says a number says it at once."""


def sum_samples(fields: Iterable[str]) -> Samples:
    """What the `sample` fields of works say. Numbers are not added up: a review holds its trials again."""
    texts = list(fields)
    numbers = [number for text in texts if (number := number_studied(text))]
    return Samples(len(numbers), len(texts), min(numbers, default=0), max(numbers, default=0))


def sum_funding(fields: Iterable[str]) -> Funding:
    """What the `funding` fields of works say. The maker counts only where a field calls it so."""
    texts = [text.strip() for text in fields]
    given = [text for text in texts if text and not _NOT_KNOWN.search(text[:_MOST_READ])]
    return Funding(len(given), len(texts), sum(map(is_paid_by_maker, given)))


def is_paid_by_maker(funding: str) -> bool:
    """Whether a text names the manufacturer, the maker or the industry as the one who paid, and does not deny it."""
    return bool(_MAKER.search(funding[:_MOST_READ])) and not _NOT.search(funding[:_MOST_READ])


def number_studied(sample: str) -> int:
    """How many were studied; 0 where the text gives no number of them, or more than one."""
    text = sample[:_MOST_READ]
    alone = _ALONE.fullmatch(text)
    found = [alone[1]] if alone else [match[1] for match in _COUNTED.finditer(text)]
    return int(re.sub(r"[^0-9]", "", found[0])) if len(found) == 1 else 0
