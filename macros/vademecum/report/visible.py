"""Characters that do something, as characters that can be seen.

What is reported quotes what strangers wrote. Control characters steer terminals, directional overrides make text look
like other text (Unicode Technical Report 36, section 2.5), lone surrogates are in no encoding, and XML 1.0, section
2.2, knows none of them. Each is shown by a picture or by its number, so that nothing happens and nothing is lost.
"""

import re
import unicodedata
from collections.abc import Iterator

_ACTIVE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ACTIVE_IN_LINES = re.compile(_ACTIVE.pattern.replace(r"\x00-\x1f", r"\x00-\x09\x0b-\x1f"))
_PICTURES = 0x2400
_DELETE = 0x7F
_TAB_STOP = 4


def visible(text: str) -> str:
    """`text` in one line, without a character that acts."""
    return _ACTIVE.sub(_shown, text)


def visible_lines(text: str) -> str:
    """`text` without a character that acts, its line feeds aside."""
    return _ACTIVE_IN_LINES.sub(_shown, text)


def cells(text: str) -> Iterator[tuple[str, int]]:
    """What each character of a line shows, and how many columns of a terminal that fills (Unicode Annex 11).

    A tab is blanks up to the next stop, counted from the start of `text`.
    """
    column = 0
    for character in text:
        if character == "\t":
            shown = " " * (_TAB_STOP - column % _TAB_STOP)
            width = len(shown)
        elif _ACTIVE.match(character):
            shown = _shown_character(character)
            width = len(shown)
        else:
            shown, width = character, _width(character)
        column += width
        yield shown, width


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _shown(match: re.Match[str]) -> str:
    return _shown_character(match[0])


def _shown_character(character: str) -> str:
    number = ord(character)
    if number < ord(" "):
        return chr(_PICTURES + number)
    return "␡" if number == _DELETE else f"\\u{number:04x}"
