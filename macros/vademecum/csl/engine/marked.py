"""Marked text: a string in which private-use characters open and close what a stretch is.

While a citation is put together it is a plain string: joining, comparing and looking at its ends are cheap. Marks are
characters from U+E000 on; one that comes in from outside is hidden, so that nobody but us can write a mark. At the
end `tree.py` turns marked text into a tree.
"""

import re

ITALIC, OBLIQUE, UPRIGHT = "\ue000", "\ue001", "\ue002"
BOLD, LIGHT, MEDIUM = "\ue003", "\ue004", "\ue005"
SMALL_CAPS, NO_SMALL_CAPS = "\ue006", "\ue007"
UNDERLINE, NO_UNDERLINE = "\ue008", "\ue009"
SUPERSCRIPT, SUBSCRIPT, BASELINE = "\ue00a", "\ue00b", "\ue00c"
NO_CASE = "\ue00d"
QUOTE = "\ue00e"
BLOCK, LEFT_MARGIN, RIGHT_INLINE, INDENT = "\ue010", "\ue011", "\ue012", "\ue013"
YEAR_SUFFIX, NUMBER, TITLE, DOI, URL, PMID, PMCID = "\ue020", "\ue021", "\ue022", "\ue023", "\ue024", "\ue025", "\ue026"
LABEL = "\ue027"
ITEM, EMBEDDED = "\ue030", "\ue031"
"""A work of a citation, and words of a page around it; each with its number in digits."""
FIRST_DIGIT, LAST_DIGIT = "\ue040", "\ue04f"
_CLOSING = 0x80
FIRST, LAST = "\ue000", "\ue0ff"
FIRST_CLOSING = "\ue080"
MARKS = re.compile("[\ue000-\ue0ff]")
_HIDING, _DIGITS = "\ufdd0", 0xFDD1
"""What is no character of Unicode begins a hidden one, and is its two digits."""
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef]")
_HIDDEN = re.compile("\ufdd0([\ufdd1-\ufde0])([\ufdd1-\ufde0])")
_PUNCTUATION = frozenset(".,;:!?")
_MERGED = {
    "!": {".": "!", "?": "!?", ":": "!", ",": "!,", ";": "!;", "!": "!"},
    "?": {"!": "?!", ".": "?", ":": "?", ",": "?,", ";": "?;", "?": "?"},
    ".": {"!": ".!", "?": ".?", ":": ".:", ",": ".,", ";": ".;", ".": "."},
    ":": {"!": "!", "?": "?", ".": ":", ",": ":,", ";": ":;", ":": ":"},
    ",": {"!": ",!", "?": ",?", ":": ",:", ".": ",.", ";": ",;", ",": ","},
    ";": {"!": "!", "?": "?", ":": ";", ".": ";", ",": ";,", ";": ";"},
}
"""What stands where two marks of punctuation meet."""


_CLOSED_BY = {chr(code): chr(code + _CLOSING) for code in range(ord(FIRST), ord(FIRST_CLOSING))}


def closing(mark: str) -> str:
    """What closes `mark`."""
    return _CLOSED_BY[mark]


CLOSE_QUOTE = closing(QUOTE)


def wrapped(text: str, marks: str) -> str:
    """`text` inside `marks`, the first of them outermost."""
    for mark in reversed(marks):
        text = mark + text + _CLOSED_BY[mark]
    return text


def numbered(text: str, mark: str, number: int) -> str:
    """`text` inside `mark`, which remembers `number`."""
    digits = "".join(chr(ord(FIRST_DIGIT) + int(digit, 16)) for digit in f"{number:x}")
    return f"{mark}{digits}{text}{closing(mark)}"


def clean(text: str) -> str:
    """`text` from outside, such that none of its characters is a mark; `restored` gives them back."""
    if text.isascii():
        return text
    return MARKS.sub(_hidden, _NO_CHARACTERS.sub("\ufffd", text))


def _hidden(match: re.Match[str]) -> str:
    high, low = divmod(ord(match[0]) - ord(FIRST), 16)
    return f"{_HIDING}{chr(_DIGITS + high)}{chr(_DIGITS + low)}"


def restored(text: str) -> str:
    """`text` as it was outside."""
    return _HIDDEN.sub(_shown, text) if _HIDING in text else text


def _shown(match: re.Match[str]) -> str:
    return chr(ord(FIRST) + (ord(match[1]) - _DIGITS) * 16 + ord(match[2]) - _DIGITS)


def bare(text: str) -> str:
    """`text` without marks."""
    return MARKS.sub("", text)


def last_character(text: str) -> str:
    """The last character that is no mark."""
    for character in reversed(text):
        if not FIRST <= character <= LAST:
            return character
    return ""


def last_but_blanks(text: str) -> str:
    """The last character that is neither a mark nor a blank."""
    for character in reversed(text):
        if character != " " and not FIRST <= character <= LAST:
            return character
    return ""


def first_character(text: str) -> str:
    """The first character that is no mark."""
    for character in text:
        if not FIRST <= character <= LAST:
            return character
    return ""


class Joiner:
    """Puts marked texts together, so that punctuation and blanks at the seams come out right."""

    def __init__(self, *, punctuation_in_quote: bool) -> None:
        self.into_quotes = punctuation_in_quote

    def glue(self, left: str, right: str) -> str:
        """`left` and `right` as one."""
        if not left or not right:
            return left or right
        first = right[0]
        if first.isalnum() or first == "(":
            return left + right
        start = 0
        while FIRST <= first <= LAST:
            start += 1
            if start == len(right):
                return left + right
            first = right[start]
        if first == " ":
            last = last_character(left) if FIRST <= left[-1] <= LAST else left[-1]
            return left + right[:start] + right[start + 1 :] if last == " " else left + right
        if first not in _PUNCTUATION or left[-1].isalnum():
            return left + right
        return self._punctuate(left, right, start)

    def _punctuate(self, left: str, right: str, start: int) -> str:
        end = len(left) - 1
        quoted = -1
        while end >= 0 and FIRST <= left[end] <= LAST:
            if left[end] == CLOSE_QUOTE:
                quoted = end
            end -= 1
        if end < 0:
            return left + right
        last, first = left[end], right[start]
        rest = right[:start] + right[start + 1 :]
        merged = _MERGED.get(last, {}).get(first, last + first)
        if quoted >= 0:
            if not self.into_quotes or first not in ".,!?":
                return left + (rest if last in "!?" and first in ".:" else right)
            if merged == last + first:
                return left[:quoted] + first + left[quoted:] + rest
        elif merged == last + first:
            return left + right
        elif merged in "!?" and self.into_quotes and left[:end].endswith(CLOSE_QUOTE):
            return self.glue(left[:end], merged) + left[end + 1 :] + rest
        return left[:end] + merged + left[end + 1 :] + rest

    def join(self, pieces: list[str], delimiter: str) -> str:
        """The non-empty `pieces` with `delimiter` between them."""
        result = ""
        glue = self.glue
        is_blank = delimiter == " "
        for piece in pieces:
            if piece:
                if not result:
                    result = piece
                elif is_blank and result[-1].isalnum() and piece[0].isalnum():
                    result += " " + piece  # The seams that are most frequent, without looking at them twice.
                elif delimiter:
                    result = glue(glue(result, delimiter), piece)
                else:
                    result = glue(result, piece)
        return result
