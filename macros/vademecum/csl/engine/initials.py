"""Given names as initials."""

import re
from functools import lru_cache

_ROMANESQUE = re.compile(r"^[&A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u1e00-\u1fff]")
_OPENING = "".join(map(chr, range(0xE000, 0xE080)))
_CLOSING = "".join(map(chr, range(0xE080, 0xE100)))
_WORDS = re.compile(r"(-|\s+)")
_LETTER = re.compile(r"^([^\W\d_])(.*)$", re.DOTALL)


def is_romanesque(text: str) -> bool:
    """Whether `text` is written with letters that stand in words (Latin, Greek, Cyrillic)."""
    return bool(
        re.search(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u1e00-\u1fff]", text)
    )


@lru_cache(maxsize=8192)
def initials(given: str, after: str, *, hyphen: bool, initialize: bool) -> str:
    """`given` with each name as its initial, followed by `after`.

    Without `initialize` only those that are an initial already.
    """
    if not given or not _ROMANESQUE.match(given.lstrip(_OPENING)):
        return given
    pieces = _WORDS.split(_spaced(given if hyphen else given.replace("-", " ")))
    result = ""
    was_initial = False
    for index in range(0, len(pieces), 2):
        word, separator = pieces[index], pieces[index - 1] if index else ""
        if not word:
            continue
        text, is_initial = _shortened(word, after, initialize=initialize)
        if not result:
            result = text
        elif separator == "-":
            result = f"{result.rstrip()}-{text}"
        elif is_initial and was_initial:
            result += text
        else:
            result = f"{result.rstrip()} {text}"
        was_initial = is_initial
    return result.strip().replace("\u2013", "-")


def _spaced(given: str) -> str:
    """`given` with a blank behind each full stop, and none around hyphens."""
    given = re.sub(r"\s*-\s*", "-", given)
    given = re.sub(r"-(?=[a-z])", "\u2013", given)
    return re.sub(r"(?<=[^\s.\-])\.(?=[^\s.\-\ue080-\ue0ff])", ". ", given).strip()


def _shortened(word: str, after: str, *, initialize: bool) -> tuple[str, bool]:
    """What stands for `word`, its marks around it, and whether that is an initial."""
    core = word.lstrip(_OPENING).rstrip(_CLOSING)
    text, is_initial = _initial(core, initialize=initialize)
    if not is_initial:
        return word, False
    if core == word:
        return text + after, True
    tight = after.rstrip()
    return word.replace(core, text + tight, 1) + after[len(tight) :], True


def _initial(word: str, *, initialize: bool) -> tuple[str, bool]:
    bare = word.rstrip(".")
    found = _LETTER.match(bare)
    if not found or found[1].islower():
        return word, False
    first, rest = found[1], found[2]
    if word.endswith("."):
        return bare, True
    if not initialize:
        return (bare, True) if not rest else (word, False)
    large = 0
    while large < len(rest) and rest[large].isupper():
        large += 1
    extra = rest[:large].lower() if 0 < large < len(rest) else ""
    return first + extra, True
