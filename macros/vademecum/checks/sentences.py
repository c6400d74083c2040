"""Running text cut into sentences, as English is written: abbreviations, initials and decimals end none."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_END = re.compile(r"(?P<sign>[.!?…]+)(?P<closing>[\"'”’»)\]*_]*)(?P<cited>(?:[ ]?\[@x*\])*)(?=\s|\Z)")
_NEXT = re.compile(r"\s*[*_\"'“‘«(\[]*(?P<letter>\S)?(?P<word>[\w’']*)")
_LAST_WORD = re.compile(r"[^\s(\[“‘\"'*_/]*\Z")
_WORD_BEFORE = re.compile(r"([^\s]+)\s+\Z")
_LETTERS_WITH_STOPS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_INITIAL = re.compile(r"\s*[^\W\d_]\.")
_WINDOW = 40

_NEVER = frozenset(
    (
        *("e.g", "i.e", "cf", "vs", "dr", "mr", "mrs", "ms", "prof", "st", "fig", "figs", "no", "nos", "vol", "vols"),
        *("p", "pp", "ch", "chap", "sec", "approx", "ca", "c", "resp", "viz", "ed", "eds", "eq", "eqs", "ref", "refs"),
        *("sen", "rev", "gen", "hon", "art", "tab", "para", "paras", "nr", "incl", "excl", "esp", "dept", "univ"),
    )
)
"""What stands before a word or number, and so never ends a sentence."""
_SELDOM = frozenset(
    (
        *("al", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "u.s", "u.k", "u.n", "e.u", "a.m", "p.m", "ph.d", "m.d"),
        *("min", "max", "hr", "hrs", "wk", "wks", "mo", "mos", "yr", "yrs", "spp", "sp", "subsp", "var", "est"),
    )
)
"""What ends a sentence only where another certainly begins."""
_OPENERS = frozenset(
    (
        *(
            "The",
            "This",
            "These",
            "Those",
            "That",
            "It",
            "Its",
            "In",
            "A",
            "An",
            "We",
            "They",
            "He",
            "She",
            "No",
            "Not",
        ),
        *("For", "But", "And", "So", "If", "When", "There", "Such", "One", "Two", "Some", "Most", "Many", "Our", "As"),
        "Not",
        *("At", "On", "By", "With", "After", "Before", "However", "Both", "Each", "All", "None", "Only", "Other"),
        *("To", "From", "Of", "Here", "Their", "What", "Which", "Who", "How", "Why", "Because", "While", "Although"),
    )
)


class Sentence(NamedTuple):
    """A stretch of the text; `sign` is what ends it, empty where nothing does."""

    start: int
    end: int
    sign: str


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of `text`, a paragraph, without the blanks between them.

    A bracketed citation that follows the full stop at once belongs to the sentence before it. It has been covered: it
    stands in `text` as `[@xxx]`, with as many `x` as it is long.
    """
    start = 0
    for end in _END.finditer(text):
        if "." in end["sign"] and end["sign"] == "." and not _ends(text, end):
            continue
        yield from _sentence(text, start, end.end(), end["sign"])
        start = end.end()
    yield from _sentence(text, start, len(text), "")


def _sentence(text: str, start: int, end: int, sign: str) -> Iterator[Sentence]:
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    trail = len(inner) - len(inner.rstrip())
    if lead < len(inner):
        yield Sentence(start + lead, end - trail, sign)


def _ends(text: str, end: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence."""
    following = _NEXT.match(text, end.end())
    letter = following["letter"] if following else None
    if not letter:
        return True
    if letter.islower():
        return False
    stop = end.start()
    before = _LAST_WORD.search(text, max(stop - _WINDOW, 0), stop)
    word = before[0] if before else ""
    folded = word.lower()
    opens = following is not None and (letter + following["word"] in _OPENERS)
    if len(word) == 1 and word.isupper():
        return not _INITIAL.match(text, end.end()) and (opens or not _is_name(text, stop - 1))
    if folded in _NEVER:
        return False
    return opens or not (folded in _SELDOM or _LETTERS_WITH_STOPS.fullmatch(word))


def _is_name(text: str, at: int) -> bool:
    """Whether the capital at `at` stands where an initial stands: first, or behind a name or another initial."""
    found = _WORD_BEFORE.search(text, max(at - _WINDOW, 0), at)
    before = found[1] if found else ""
    return not before or before.endswith(".") or before[:1].isupper()
