"""The word that somebody probably meant who wrote another."""

from collections.abc import Iterable
from typing import TypeVar

from rapidfuzz import fuzz, process

NEAR_ENOUGH = 60

_Text = TypeVar("_Text", bound=str)


def nearest(word: str, choices: Iterable[_Text], cutoff: float = NEAR_ENOUGH) -> _Text | None:
    """The choice most like `word` as a whole, or None where none is alike by `cutoff` of a hundred."""
    found = process.extractOne(word, list(choices), scorer=fuzz.ratio, score_cutoff=cutoff)
    return found[0] if found else None


def nearest_name(word: str, choices: Iterable[_Text]) -> _Text | None:
    """The choice that is most like `word` or holds something like it: for names that people know in part."""
    found = process.extractOne(word, list(choices), score_cutoff=NEAR_ENOUGH)
    return found[0] if found else None
