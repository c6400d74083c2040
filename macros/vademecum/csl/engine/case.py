"""Cases of letters: `text-case` on marked text, with what is marked as `nocase` left as it is."""

import re
from collections.abc import Callable

from vademecum.csl.engine.marked import MARKS, NO_CASE, SMALL_CAPS, SUBSCRIPT, SUPERSCRIPT, closing
from vademecum.csl.engine.word_sets import words

_SMALL_WORDS = words(
    "a about above across afore after against al along alongside amid amidst among amongst an and anenst apropos apud "
    "around as aside astride at athwart atop barring before behind below beneath beside besides between beyond but by "
    "c ca circa d d' d’ de despite down during et except for forenenst from given in inside into lest like modulo near "
    "next nor notwithstanding of off on onto or out over per plus pro qua sans since so than the through thru "
    "throughout thruout till to toward towards under underneath until unto up upon v v. van versus via vis-à-vis von "
    "vs vs. with within without yet"
)
_STARTS = frozenset(":?!")
"""Behind these a title begins again."""
_INSIDE = frozenset(">=_@#\\")
"""Directly behind these a word goes on."""
_KEPT = (NO_CASE, SUPERSCRIPT, SUBSCRIPT, SMALL_CAPS)
_WORD = re.compile("[\ue000-\ue0ff]|[^\\s\ue000-\ue0ff]+")
_TITLE_TOKEN = re.compile("[\ue000-\ue0ff]|[\\w’'`.&]+|[^\\w\\s\ue000-\ue0ff]|\\s+")


def change_case(text: str, case: str, *, is_english: bool) -> str:
    """`text` in the case CSL calls `case`."""
    change = _CASES.get(case)
    if change is None or not text:
        return text
    if case == "title":
        return _title(text) if is_english else text
    return change(text)


def with_dots(text: str, lang: str) -> str:
    """`text` ready for capitals: in Turkish and its relatives "i" keeps its dot (Unicode, Special Casing)."""
    return text.replace("i", "İ") if lang[:2].lower() in {"tr", "az"} else text


def _outside(text: str, change: Callable[[str], str]) -> str:
    """`text` with `change` made to all that is not marked as having its case for good."""
    if not MARKS.search(text):
        return change(text)
    result: list[str] = []
    kept: list[str] = []
    for piece in re.split("([\ue000-\ue0ff])", text):
        if MARKS.match(piece):
            if piece == NO_CASE:
                kept.append(closing(piece))
            elif kept and piece == kept[-1]:
                kept.pop()
            result.append(piece)
        else:
            result.append(piece if kept else change(piece))
    return "".join(result)


def _lower(text: str) -> str:
    return _outside(text, str.lower)


def _upper(text: str) -> str:
    return _outside(text, str.upper)


def _first_up(word: str) -> str:
    for index, character in enumerate(word):
        if character.isalpha():
            return word[:index] + character.upper() + word[index + 1 :]
        if character.isdigit():
            return word
    return word


def capitalize_first(text: str) -> str:
    """`text` with its first letter large, if the first word is small (CSL 1.0.2, "Text-case")."""
    if text[:1].isalpha():
        word = text.split(None, 1)[0]
        return text[0].upper() + text[1:] if word == word.lower() else text
    for match in _WORD.finditer(text):
        if match[0] == NO_CASE:
            return text
        if MARKS.match(match[0]):
            continue
        return text[: match.start()] + _first_up(match[0]) + text[match.end() :]
    return text


def _capitalize_all(text: str) -> str:
    return _outside(text, lambda piece: re.sub(r"\S+", lambda match: _first_up(match[0]), piece))


def _sentence(text: str) -> str:
    """Sentence case: all small but the first letter."""
    return capitalize_first(_lower(text))


def _title(text: str) -> str:
    """Title case, as English has it (CSL 1.0.2, "Title Case Conversion").

    The parts of a hyphenated word are words. Words that have a large letter stay as they are, and single letters too:
    "vitamin D", "pH", "n = 5".
    """
    tokens = list(_TITLE_TOKEN.finditer(text))
    last_word = max((i for i, match in enumerate(tokens) if match[0][0].isalnum()), default=-1)
    result: list[str] = []
    kept: list[str] = []
    starts = True
    at = 0
    for index, match in enumerate(tokens):
        token: str = match[0]
        result.append(text[at : match.start()])
        at = match.end()
        if MARKS.match(token):
            if token in _KEPT:
                kept.append(closing(token))
            elif kept and token == kept[-1]:
                kept.pop()
                starts = False
        elif token[0].isalnum():
            if not kept:
                token = _title_word(text, match, is_first=starts, is_last=index == last_word)
            starts = False
        elif token in _STARTS:
            starts = True
        result.append(token)
    result.append(text[at:])
    return "".join(result)


def _title_word(text: str, match: re.Match[str], *, is_first: bool, is_last: bool) -> str:
    """A word of a title: large where it is the first or the last, or no small word."""
    word = match[0]
    if not word.islower():
        return word
    if is_first or (is_last and len(word) > 1):
        return _first_up(word)
    before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
    is_small = word in _SMALL_WORDS and (after != "-" or before == "-")
    return word if len(word) == 1 or is_small or before in _INSIDE else _first_up(word)


_CASES: dict[str, Callable[[str], str]] = {
    "lowercase": _lower,
    "uppercase": _upper,
    "capitalize-first": capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
}
