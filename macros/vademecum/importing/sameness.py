"""Whether a reference names a work that is known already: certainly, perhaps, or not at all."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from vademecum.bibliography.entry import Entry
from vademecum.checks.identity import entry_title
from vademecum.checks.identity_text import fold, same_journal
from vademecum.checks.twins import Twins

_SAME_TITLE = 92
_OTHER_TITLE = 60
_OTHER_PART = 70
_OTHER_WORK = 2
"""In how many respects works of one title differ at least that are surely two."""
_FIRST_PAGE = re.compile(r"\w+")


class Sameness(NamedTuple):
    """The work that is the same, or why that is doubtful and which it may be."""

    entry: Entry | None = None
    doubt: str = ""
    perhaps: Entry | None = None


class KnownWorks:
    """Finds the work of a reference among those that are known. A doubt never makes two works one."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._twins = Twins(entries)

    def add(self, entry: Entry) -> None:
        """One more work."""
        self._twins.add(entry)

    def find(self, new: Entry) -> Sameness:  # noqa: PLR0911  # each answer is another
        """What is known of the work of `new`."""
        twin = self._twins.find(new)
        if twin is None:
            return Sameness()
        known = twin.entry
        if twin.is_certain:
            if _are_others(fold(entry_title(new)), fold(entry_title(known))):
                return Sameness(None, f"the {twin.by} is that of '{known.key}', whose title is another", known)
            return Sameness(known)
        others = list(_differences(new, known))
        if len(others) >= _OTHER_WORK:
            return Sameness()
        if others:
            return Sameness(None, f"this is perhaps '{known.key}', but {others[0]}", known)
        missing = _missing(new, known)
        if missing:
            return Sameness(None, f"this is perhaps '{known.key}', but {missing}", known)
        return Sameness(known)


def _are_others(title: str, other: str) -> bool:
    """Whether two titles have nothing to do with each other; one may be short for the other."""
    if not title or not other:
        return False
    return fuzz.ratio(title, other) < _OTHER_TITLE and fuzz.partial_ratio(title, other) < _OTHER_PART


def _differences(one: Entry, two: Entry) -> Iterator[str]:
    """In what both say something, and not the same."""
    for kind in ("doi", "pmid", "pmcid"):
        ours, theirs = getattr(one, kind), getattr(two, kind)
        if ours and theirs and str(ours).casefold() != str(theirs).casefold():
            yield from (f"the {kind.upper()} is another",) * _OTHER_WORK
    if _year(one) and _year(two) and _year(one) != _year(two):
        yield "the year is another"
    if _volume(one) and _volume(two) and _volume(one) != _volume(two):
        yield "the volume is another"
    if _page(one) and _page(two) and _page(one) != _page(two):
        yield "the pages are others"
    ours, theirs = one.plain(_journal(one)), two.plain(_journal(two))
    if ours and theirs and not same_journal(ours, [theirs]):
        yield "the journal is another"
    mine, other = _first(one), _first(two)
    if mine and other and mine[0] != other[0]:
        yield "the first author is written in another way"
    elif mine and other and mine[1] and other[1] and mine[1] != other[1]:
        yield "the first author has other initials"


def _missing(one: Entry, two: Entry) -> str:
    """What has to be known for certainty, and is not."""
    if not _first(one) or not _first(two):
        return "it does not say who wrote it"
    if not _year(one) or not _year(two):
        return "it does not say when it appeared"
    is_short = fuzz.ratio(fold(entry_title(one)), fold(entry_title(two))) < _SAME_TITLE
    is_there = (_page(one) and _page(one) == _page(two)) or (_volume(one) and _volume(one) == _volume(two))
    return "the title is not the whole title" if is_short and not is_there else ""


def _first(entry: Entry) -> tuple[str, str] | None:
    """The first author: family name or body, and the first letter of the given names."""
    for name in entry.creators.first(1):
        written = name.literal or name.family or name.given
        return fold(written).rpartition(" ")[2] if name.family else fold(written), fold(name.given)[:1]
    return None


def _year(entry: Entry) -> int | None:
    return entry.date.year if entry.date else None


def _volume(entry: Entry) -> str:
    return fold(entry.plain("volume"))


def _page(entry: Entry) -> str:
    """The first page."""
    first = _FIRST_PAGE.search(entry.plain("pages") or entry.plain("eid"))
    return first[0].casefold() if first else ""


def _journal(entry: Entry) -> str:
    return "journal" if entry.raw("journal") else "journaltitle"
