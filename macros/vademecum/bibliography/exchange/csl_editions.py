"""Editions: the number of one that BibTeX has in words.

CSL's `edition` is a number wherever it is one (CSL 1.0.2, appendix IV): styles make "2nd ed." or "2. Aufl." of it.
"""

import re

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
)
_NUMBERS = {word: str(number) for number, word in enumerate(_ORDINALS, 1)}
_EDITION = re.compile(r"([a-z]+|\d{1,3})(st|nd|rd|th)?(?: (?:edition|edn\.?|ed\.?))?", re.ASCII)
_LONGEST = 30


def edition_number(text: str) -> str:
    """The number in `text`: 2 for "Second", "second edition", "2nd ed." and "2"; empty where there is more or less.

    "Revised" and "3rd revised edition" say more than a number, and "2020 edition" is named by its year.
    """
    if len(text) > _LONGEST:
        return ""
    found = _EDITION.fullmatch(" ".join(text.lower().split()))
    if found is None:
        return ""
    if found[1].isdigit():
        return found[1]
    return _NUMBERS.get(found[1] + (found[2] or ""), "")
