"""Works that a bibliography has already: under one of their identifiers, or under a title that is nearly the same."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import fuzz, process

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import Identifier
from vademecum.checks.identity import entry_title
from vademecum.checks.identity_text import fold, same_name, title_similarity

_NEAR = 90.0
_PRESELECTED = 80.0
_MOST = 25
_YEARS_APART = 1
_MARK = re.compile(r"[^\W\d_]|[ivxlc]+|\w*\d\w*")
"""A word that tells works of one title apart: a letter, a Roman numeral, a number."""
_BLANK = re.compile(" ")
_PARTS = frozenset(
    (
        *("inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inreference", "inproceedings"),
        "conference",
    )
)


class Twin(NamedTuple):
    """An entry that is the same work, or looks like it, and by what."""

    entry: Entry
    by: str
    is_certain: bool


class Twins:
    """Finds in `entries` what is, or looks like, the work of another entry."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._by_identifier: dict[tuple[str, str], list[Entry]] = {}
        self._entries: list[Entry] = []
        self._titles: list[str] = []
        self._by_title: dict[str, list[int]] = {}
        self._by_beginning: dict[str, list[int]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """One more entry to find."""
        for identifier, _ in _identifiers(entry):
            self._by_identifier.setdefault(_name(identifier), []).append(entry)
        self._entries.append(entry)
        title, index = fold(entry_title(entry)), len(self._titles)
        self._titles.append(title)
        self._by_title.setdefault(title, []).append(index)
        for beginning in _beginnings(title):
            self._by_beginning.setdefault(beginning, []).append(index)

    def with_identifier(self, identifier: Identifier) -> Twin | None:
        """The entry that has this identifier, a part of a book left aside."""
        for entry in self._by_identifier.get(_name(identifier), ()):
            if entry.standard_type not in _PARTS:
                return Twin(entry, _words(identifier), is_certain=True)
        return None

    def find(self, new: Entry) -> Twin | None:
        """The entry that is the same work as `new`, or looks like it."""
        return self.with_identifier_of(new) or self._like(new)

    def with_identifier_of(self, new: Entry) -> Twin | None:
        """The entry that has an identifier of `new`, and is the same work."""
        for identifier, field in _identifiers(new):
            for entry in self._by_identifier.get(_name(identifier), ()):
                if not _may_share(entry, new, field):
                    return Twin(entry, _words(identifier), is_certain=True)
        return None

    def _like(self, new: Entry) -> Twin | None:
        title = fold(entry_title(new))
        if not title:
            return None
        chosen = process.extract(title, self._titles, scorer=fuzz.ratio, score_cutoff=_PRESELECTED, limit=_MOST)
        longer = self._by_beginning.get(title, ())
        shorter = (index for each in _beginnings(title) for index in self._by_title.get(each, ()))
        starts = sorted({*longer, *shorter})
        for index in dict.fromkeys([*(each[2] for each in chosen), *starts]):
            if _looks_like(self._entries[index], new):
                return Twin(self._entries[index], "title, first author and year", is_certain=False)
        return None


def _beginnings(title: str) -> Iterator[str]:
    """A title up to each of its blanks."""
    return (title[: blank.start()] for blank in _BLANK.finditer(title))


def _looks_like(entry: Entry, new: Entry) -> bool:
    if title_similarity(entry_title(new), [entry_title(entry)]) < _NEAR:
        return False
    if differ_in_mark(entry_title(entry), entry_title(new)):
        return False
    if (entry.standard_type in _PARTS) != (new.standard_type in _PARTS):
        return False
    dates = [date.year for date in (entry.date, new.date) if date and date.year is not None]
    if len(dates) == 2 and abs(dates[0] - dates[1]) > _YEARS_APART:  # noqa: PLR2004  # both are known
        return False
    ours, theirs = new.creators.first(1), entry.creators.first(1)
    return not ours or not theirs or same_name(ours[0], theirs[0])


def differ_in_mark(one: str, two: str) -> bool:
    """Whether two titles of as many words differ in a letter or a number: vitamin C and D, part I and part V."""
    ours, theirs = fold(one).split(), fold(two).split()
    if len(ours) != len(theirs):
        return False
    return any(a != b and _MARK.fullmatch(a) and _MARK.fullmatch(b) for a, b in zip(ours, theirs, strict=True))


def _may_share(one: Entry, two: Entry, field: str) -> bool:
    """Whether two entries may have one number: chapters carry that of their book, volumes that of their set."""
    if one.standard_type in _PARTS or two.standard_type in _PARTS:
        return fold(entry_title(one)) != fold(entry_title(two))
    return field == "isbn" and bool(one.raw("volume")) and one.raw("volume") != two.raw("volume")


def _identifiers(entry: Entry) -> Iterator[tuple[Identifier, str]]:
    found = (
        (entry.doi, "doi"),
        (entry.pmid, "pmid"),
        (entry.pmcid, "pmcid"),
        (entry.arxiv, "eprint"),
        (entry.isbn, "isbn"),
    )
    return ((identifier, field) for identifier, field in found if identifier)


def _name(identifier: Identifier) -> tuple[str, str]:
    """Kind and number; a version of a preprint does not make it another work."""
    return type(identifier).__name__, str(getattr(identifier, "name", getattr(identifier, "number", "")))


def _words(identifier: Identifier) -> str:
    kind, number = _name(identifier)
    if kind == "Arxiv":
        return f"arXiv {number}"
    return number if kind == "Pmcid" else f"{kind.upper()} {number}"
