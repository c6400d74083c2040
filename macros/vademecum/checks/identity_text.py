"""Whether two titles, names or journals are the same but for house style.

House style is case, accents, Greek letters, markup, punctuation, a missing subtitle, an abbreviated journal (ISO 4),
a transliterated name. What remains different after all that is a difference.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from itertools import islice
from unicodedata import combining, normalize

from rapidfuzz import fuzz

from vademecum.bibliography.name import Name

_GREEK_NAMES = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu"),
    *("xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)
_GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES, strict=True))
_LETTERS = str.maketrans(
    {**_GREEK, "ς": "sigma", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
    | dict.fromkeys("'’‘`´ʼ", "")
    | {"&": " and "}
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_NUMERALS = (
    *(("one",), ("two", "ii"), ("three", "iii"), ("four", "iv"), ("five",), ("six", "vi"), ("seven", "vii")),
    *(("eight", "viii"), ("nine", "ix"), ("ten",), ("eleven", "xi"), ("twelve", "xii")),
)
_NUMBER_WORDS = {word: str(number) for number, words in enumerate(_NUMERALS, start=1) for word in words}
_SUBTITLE = re.compile(r"\s*[:;?!.]\s+|\s+[-–—]\s+|\s*[–—]\s*(?=[^\W\d])")
_LABEL = re.compile(r"\s*(?:retracted(?:\s+article)?|withdrawn|retraction)\s*[:.-]\s*", re.IGNORECASE)
_LONGEST = 1000
_FEWEST_WORDS = 3
_MOST_SUBTITLES = 8
_NUMBERS_DIFFER = 85.0
_SAME_MAIN_TITLE = 96

_SMALL_WORDS = frozenset(
    (
        *("the", "of", "and", "for", "in", "on", "a", "an", "to", "de", "des", "du", "la", "le", "les", "el", "los"),
        *("las", "del", "della", "di", "e", "i", "y", "et", "und", "fur", "der", "die", "das", "zur"),
    )
)
_JOURNAL_END = re.compile(r"\s*[:=(\[/]")
_SAME_JOURNAL = 92
_SHORTEST_CONTRACTION, _SHORTEST_ACRONYM = 3, 3

_SAME_FAMILY = 85
_SHORTEST_FUZZY = 5
_SHORTEST_PART = 3
_SAME_BODY = 80


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """`text` as lower-case words of plain letters: no markup, accents, Greek letters or punctuation."""
    if "&" in text or "<" in text:
        text = _TAG.sub("", unescape(unescape(text[: 4 * _LONGEST])))
    # Letters of mathematics have no lower case until they are taken apart, and some fall apart again in lower case.
    text = normalize("NFKD", normalize("NFKD", text[:_LONGEST]).casefold()).translate(_LETTERS)
    return " ".join(_WORD.findall("".join(letter for letter in text if not combining(letter))))


def title_similarity(written: str, registered: Iterable[str]) -> float:
    """How alike `written` is to the nearest of `registered`, from 0 to 100.

    A title and the same with a subtitle are the same; titles that differ in a number ("Part 1", "Part 2") are not.
    """
    written = _LABEL.sub("", written, count=1) if _LABEL.match(written) else written
    return max((_similarity(written, _LABEL.sub("", each, count=1)) for each in registered if fold(each)), default=0.0)


def _similarity(first: str, second: str) -> float:
    one, two = fold(first), fold(second)
    if one == two:
        return 100.0
    if _is_main_title(one, second) or _is_main_title(two, first):
        return 100.0
    one, two = _with_digits(one), _with_digits(two)
    score = max(fuzz.ratio(one, two), fuzz.ratio(one.replace(" ", ""), two.replace(" ", "")))
    score = max(score, fuzz.token_sort_ratio(one, two))
    return score if _numbers(one) == _numbers(two) else min(score, _NUMBERS_DIFFER)


def _is_main_title(short: str, long: str) -> bool:
    """Whether folded `short` is what stands before a subtitle in `long`."""
    if short.count(" ") + 1 < _FEWEST_WORDS:
        return False
    ends = islice(_SUBTITLE.finditer(long[:_LONGEST]), _MOST_SUBTITLES)
    mains = (fold(long[: match.start()]) for match in ends)
    return any(
        main == short or (abs(len(main) - len(short)) < len(short) / 10 and fuzz.ratio(main, short) >= _SAME_MAIN_TITLE)
        for main in mains
    )


def _with_digits(folded: str) -> str:
    """Small numbers in digits, where they are words or Roman numerals."""
    return " ".join(_NUMBER_WORDS.get(word, word) for word in folded.split())


def _numbers(folded: str) -> list[str]:
    return sorted(digits.lstrip("0") for digits in _DIGITS.findall(folded))


def same_journal(written: str, registered: Iterable[str]) -> bool:
    """Whether `written` is one of the names of a journal, in full or abbreviated."""
    ours = list(_journal_names(written))
    return any(_matches(one, two) for name in registered for two in _journal_names(name) for one in ours)


def _journal_names(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a journal's name, and those without what stands behind a colon or in brackets."""
    name = unescape(unescape(name[:_LONGEST]))
    cut = _JOURNAL_END.search(name)
    for each in (name, name[: cut.start()] if cut else ""):
        words = tuple(fold(each).split())
        if words:
            yield words


def _matches(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    bare, other = _without_small_words(one), _without_small_words(two)
    if len(bare) == len(other) and all(map(_abbreviates, bare, other)):
        return True
    if _is_acronym(one, two) or _is_acronym(two, one):
        return True
    return fuzz.ratio("".join(bare), "".join(other)) >= _SAME_JOURNAL


def _without_small_words(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _SMALL_WORDS) or words


def _is_acronym(short: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether `short` is one word of the initials of `words`: JAMA, PNAS."""
    if len(short) != 1 or len(short[0]) < _SHORTEST_ACRONYM:
        return False
    return short[0] in ("".join(w[0] for w in words), "".join(w[0] for w in _without_small_words(words)))


def _abbreviates(one: str, two: str) -> bool:
    """Whether one word is the other, cut off (`dermatol`) or with letters left out between its ends (`natl`)."""
    short, long = sorted((one, two), key=len)
    if long.startswith(short):
        return True
    letters = iter(long)
    return (
        len(short) >= _SHORTEST_CONTRACTION
        and short[0] == long[0]
        and short[-1] == long[-1]
        and all(letter in letters for letter in short)
    )


def same_name(one: Name, two: Name) -> bool:
    """Whether two names are of one person or body: particles, double names, transliteration, swapped parts."""
    if one.literal or two.literal:
        return _same_body(one.literal or one.short, two.literal or two.short)
    ours, theirs = _forms(one), _forms(two)
    if ours & theirs or (_swapped(one) & theirs) or (_swapped(two) & ours):
        return True
    parts, others = (_parts(name) for name in (one, two))
    if parts and others and (parts <= others or others <= parts):
        return True
    return any(
        min(len(a), len(b)) >= _SHORTEST_FUZZY and fuzz.ratio(a, b) >= _SAME_FAMILY for a in ours for b in theirs
    )


def _same_body(one: str, two: str) -> bool:
    first, second = fold(one), fold(two)
    words, others = tuple(first.split()), tuple(second.split())
    if not words or not others:
        return False
    return (
        _is_acronym(words, others)
        or _is_acronym(others, words)
        or set(words) <= set(others)
        or set(others) <= set(words)
        or fuzz.token_sort_ratio(first, second) >= _SAME_BODY
    )


def _forms(name: Name) -> frozenset[str]:
    """A family name with and without its particle, and with German letters written out; without blanks."""
    families = [name.family or name.given, f"{name.particle} {name.family}"]
    spelt = [family.lower().translate(_GERMAN) for family in families]
    return frozenset(filter(None, (fold(each).replace(" ", "") for each in (*families, *spelt))))


def _swapped(name: Name) -> frozenset[str]:
    """The given name, for registries that took it for the family name; initials say nothing."""
    given = fold(name.given).replace(" ", "")
    return frozenset((given,)) if len(given) >= _SHORTEST_PART else frozenset()


def _parts(name: Name) -> frozenset[str]:
    words = fold(name.family).split()
    return frozenset(word for word in words if len(word) >= _SHORTEST_PART)
