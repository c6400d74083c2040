"""Keys for new entries, made as those that are there were made: `cheng1982`, `Cheng_1982`, `cheng1982effects`."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.name import Name

_WORD = re.compile(r"[A-Za-z0-9]+")
_SUFFIX = re.compile(r"(?<=\d)[a-z]{1,2}$|(?<=nd)[a-z]$")
_STEM = re.compile(r"(?P<stem>.+?)(?P<year>\d{4}|nd)[a-z]{0,2}", re.DOTALL)
_SMALL_WORDS = frozenset(
    (
        *("a", "an", "the", "of", "on", "in", "for", "and", "or", "to", "with", "by", "from", "at", "as", "is", "are"),
        *("der", "die", "das", "ein", "eine", "und", "von", "zur", "zum", "la", "le", "les", "un", "une", "el", "los"),
    )
)
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th",
                          "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ß": "ss"})  # fmt: skip
_FEWEST_FOR_ACRONYM = 3
_LOOKED_AT = 500
_NO_DATE = "nd"
_ENOUGH = 0.3
"""The share of the keys that a form must explain to be a habit."""


class _Form(NamedTuple):
    """A way to make keys: the parts in their order, what stands between them, and how the name is written."""

    parts: tuple[str, ...]
    joint: str
    case: str
    with_particle: bool

    def key(self, about: "_Parts") -> str:
        """The key of a work, without a letter behind it."""
        said = {
            "name": about.name(self.case, with_particle=self.with_particle),
            "year": about.year,
            "short year": about.year[-2:],
            "word": about.word.lower(),
            "Word": about.word[:1].upper() + about.word[1:],
        }
        return self.joint.join(filter(None, (said[part] for part in self.parts)))


class _Parts(NamedTuple):
    """What keys are made of."""

    family: str
    particle: str
    is_body: bool
    year: str
    word: str

    def name(self, case: str, *, with_particle: bool) -> str:
        """The name of the first author."""
        whole = self.particle + self.family if with_particle else self.family
        if case == "lower":
            return whole.lower()
        return whole.upper() if case == "upper" else whole


_FORMS = tuple(
    _Form(parts, joint, case, with_particle)
    for parts in (
        ("name", "year"),
        ("name", "short year"),
        ("name", "year", "word"),
        ("name", "word", "year"),
        ("name", "Word", "year"),
        ("name", "year", "Word"),
    )
    for joint in ("", "_", "-", ":", ".")
    for case in ("lower", "title", "upper")
    for with_particle in (True, False)
)
_FOR_NO_OTHERS = _FORMS[0]
_FOR_NO_HABIT = _Form(("name", "year", "word"), "", "lower", with_particle=True)


class KeyMaker:
    """Makes keys that are not taken, for entries that come to `entries`. `taken` are keys besides theirs."""

    def __init__(self, entries: Iterable[Entry], taken: Iterable[str] = ()) -> None:
        entries = list(entries)
        self._keys = {_folded(key) for key in taken}
        for entry in entries:
            self._keys.add(_folded(entry.key))
            self._keys.update(_folded(alias.strip()) for alias in entry.raw("ids").split(",") if alias.strip())
        self._form = _habit(entries[:_LOOKED_AT])
        self._stems = dict(_stems_of_bodies(entries))
        self._starts_at_b = _starts_at_b(self._keys)

    def is_taken(self, key: str) -> bool:
        """Whether another entry has this key, or one that differs only in case."""
        return _folded(key) in self._keys

    def key_for(self, entry: Entry) -> CitationKey:
        """The key of a new entry, which is taken from now on."""
        about = _parts(entry)
        stem = self._stems.get(_body(entry), "") if about.is_body else ""
        base = stem + about.year if stem else self._form.key(about)
        found = next(key for key in self._candidates(base or "work") if not self.is_taken(key))
        return self.take(found)

    def take(self, key: str) -> CitationKey:
        """`key`, which is taken from now on."""
        self._keys.add(_folded(key))
        return citation_key(key)

    def _candidates(self, base: str) -> Iterator[str]:
        first = _folded(f"{base}a")
        if first not in self._keys:
            yield base
        start = 1 if first in self._keys or not self._starts_at_b else 2
        yield from (base + _letters(number) for number in range(start, start + len(self._keys) + 2))


def _habit(entries: list[Entry]) -> _Form:
    """The form that explains most of the keys."""
    explained: Counter[_Form] = Counter()
    told = [(entry.key, _parts(entry)) for entry in entries]
    for key, about in told:
        bare = _SUFFIX.sub("", key)
        for form in _FORMS:
            made = form.key(about)
            explained[form] += made in (key, bare)
    if not entries:
        return _FOR_NO_OTHERS
    best = max(_FORMS, key=lambda form: explained[form])
    return best if explained[best] >= max(_ENOUGH * len(entries), 1) else _FOR_NO_HABIT


def _stems_of_bodies(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """How bodies are called in keys: `fda` for the U.S. Food and Drug Administration. The last is the one that counts.

    A stem that several keys of one body have is surer than one that a single key has.
    """
    stems: dict[str, Counter[str]] = {}
    for entry in entries:
        body, found = _body(entry), _STEM.fullmatch(entry.key)
        if body and found:
            stems.setdefault(body, Counter())[found["stem"]] += 1
    return ((body, max(counts, key=lambda stem: (counts[stem], -len(stem)))) for body, counts in stems.items())


def _starts_at_b(keys: Iterable[str]) -> bool:
    """Whether the second work of a year is `b` (`x2020`, `x2020b`) rather than `a`; so it is where nothing is known."""
    known = set(keys)
    firsts = sum(key[-1:] == "a" and key[:-1] in known and key[-2:-1].isdigit() for key in known)
    seconds = sum(
        key[-1:] == "b" and key[:-1] in known and key[-2:-1].isdigit() and f"{key[:-1]}a" not in known for key in known
    )
    return seconds >= firsts


def _parts(entry: Entry) -> _Parts:
    name = next(iter(entry.creators.first(1)), Name())
    date = entry.date
    year = f"{date.year:04d}" if date and date.year and date.year > 0 else _NO_DATE
    word = next(_title_words(entry), "")
    if name.literal:
        return _Parts(_short_body(name.literal) or word.lower(), "", True, year, word)  # noqa: FBT003  # it is a tuple
    family = _plain(name.family or name.given)
    return _Parts(family or word.lower(), _plain(name.particle), False, year, word)  # noqa: FBT003  # likewise


def _body(entry: Entry) -> str:
    name = next(iter(entry.creators.first(1)), Name())
    return " ".join(_words(name.literal)).lower()


def _short_body(name: str) -> str:
    """The initials of a body of several words, else its first word."""
    words = list(_words(name))
    capitals = [word for word in words if word[:1].isupper() and word.lower() not in _SMALL_WORDS]
    if len(capitals) >= _FEWEST_FOR_ACRONYM:
        return "".join(word[0] for word in capitals)
    return next((word for word in words if word.lower() not in _SMALL_WORDS), "")


def _title_words(entry: Entry) -> Iterator[str]:
    words = islice(_words(entry.plain("title")), 40)
    return (word for word in words if word.lower() not in _SMALL_WORDS and not word.isdecimal())


def _words(text: str) -> Iterator[str]:
    return (found[0] for found in _WORD.finditer(_ascii(text)))


def _plain(name: str) -> str:
    """A name as one word of ASCII letters; what cannot be said in them is left out."""
    return "".join(_words(name.replace("'", "").replace("’", "")))


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode("ascii")


def _folded(key: str) -> str:
    return citation_key(key).casefold()


def _letters(number: int) -> str:
    """`a` for 1, `b` for 2, and so on, `z`, `aa`."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters
