"""Numbers: whether a text is one, and how it is written out."""

import re

from vademecum.csl.engine.locale import Locale

_NUMERIC = re.compile(r"^[A-Za-z\u00c0-\u024f]{0,4}\d+(?:\.\d+)*[A-Za-z\u00c0-\u024f]{0,3}\.?$")
_BLANKS = r"(?:(?<!\s)\s++)?"
"""Blanks before a sign, if any, taken from their beginning, so that long ones are read once."""
_SEPARATOR = re.compile(_BLANKS + r"(?:\\?[-–—]|,|&|\band\b)\s*+")
_MANY = re.compile(_BLANKS + r"([-–—,&])\s*+")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SEVERAL = re.compile(
    r"\d[A-Za-z]*+(?:\s*+,)?(?:\s*+(?:(?<!\\)[-–—]|,|&|\band\b|\bet\b)|\s)\s*+[A-Za-z]*+\d"
    r"|^[ivxlcdm]++\s*+[-–—,&]\s*+[ivxlcdm]++$"
)
_WHOLE = re.compile(r"^\d{1,9}$")
_LAST_LONG = 10
_END_OF_ROMAN = 4000


def is_numeric(text: str) -> bool:
    """Whether `text` is a number, or several of them."""
    pieces = _SEPARATOR.split(text.strip())
    return all(_NUMERIC.match(piece) for piece in pieces)


def is_many(text: str) -> bool:
    """Whether `text` is more than one number."""
    return _SEVERAL.search(text) is not None


def roman(number: int) -> str:
    """`number` in small Roman numerals."""
    result = ""
    for value, letters in _ROMAN:
        while number >= value:
            result += letters
            number -= value
    return result


def ordinal(number: int, locale: Locale, gender: str) -> str:
    """`number` with its ending: 1st."""
    last_two, last = number % 100, number % 10
    for name, wanted in (
        (f"ordinal-{number:02d}", "whole-number"),
        (f"ordinal-{last_two:02d}", "last-two-digits"),
        (f"ordinal-{last:02d}", "last-digit"),
    ):
        for kind in (gender, ""):
            term = locale.terms.get((name, "long", kind))
            if term and term.match == wanted:
                return f"{number}{term.single}"
    term = locale.term("ordinal", "long", gender)
    return f"{number}{term.single if term else ''}"


def long_ordinal(number: int, locale: Locale, gender: str) -> str:
    """`number` in words where the language has them: first."""
    term = locale.term(f"long-ordinal-{number:02d}", "long", gender) if number in range(1, _LAST_LONG + 1) else None
    return term.single if term else ordinal(number, locale, gender)


def write_number(text: str, form: str, locale: Locale, gender: str) -> str:
    """A numeric `text` in `form` (numeric, ordinal, long-ordinal, roman)."""

    def one(number: str) -> str:
        if not _WHOLE.match(number):
            return number
        value = int(number)
        if form == "ordinal":
            return ordinal(value, locale, gender)
        if form == "long-ordinal":
            return long_ordinal(value, locale, gender)
        return roman(value) if form == "roman" and value in range(1, _END_OF_ROMAN) else number

    pieces = _MANY.split(text.strip())
    result = ""
    for index, piece in enumerate(pieces):
        if index % 2:
            result += {"-": "–", "–": "–", "—": "—", ",": ", ", "&": " & "}[piece]
        else:
            result += one(piece)
    return result
