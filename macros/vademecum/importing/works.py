"""The works of a list of references: entries, those that the bibliography has already, and new ones."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple
from unicodedata import combining, normalize

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey, Doi, Pmcid, Pmid
from vademecum.bibliography.identifier.hidden import find_identifiers
from vademecum.importing.reference_list import Reference
from vademecum.importing.sameness import KnownWorks, Sameness
from vademecum.text.finding import Finding
from vademecum.text.source import Source

ReadReferences = Callable[[Source], tuple[Iterable[Entry], Iterable[Finding]]]
"""Reads references as people write them."""

_WORDS = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"(?<![\w/.-])((?:1[6-9]|20)\d\d)([a-z])(?!\w)")
KNOWN, NEW = "in the bibliography already", "new"
_WITHDRAWN = frozenset(("retracted", "withdrawn"))


class TakenIn(NamedTuple):
    """A new work as the bibliography will have it, and what is to be told of it."""

    entry: Entry
    remarks: tuple[str, ...] = ()


class Intake:
    """The works that are known, and how a new one is taken in; one for all pages that are imported together.

    `read` reads a reference; `take_in` gives a new work its key and its words, as every new work gets them.
    """

    def __init__(self, known: Iterable[Entry], read: ReadReferences, take_in: Callable[[Entry], TakenIn]) -> None:
        self.read = read
        self.old = list(known)
        self.new: list[Entry] = []
        self._take_in = take_in
        self._index = KnownWorks(self.old)

    @property
    def entries(self) -> list[Entry]:
        """All works, those that were taken in last."""
        return [*self.old, *self.new]

    def find(self, entry: Entry) -> Sameness:
        """The known work that `entry` is, or may be."""
        return self._index.find(entry)

    def take(self, entry: Entry) -> TakenIn:
        """`entry`, which is not known, as a new work."""
        taken = self._take_in(entry)
        self._index.add(taken.entry)
        self.new.append(taken.entry)
        return taken


@dataclass(frozen=True, slots=True)
class Person:
    """An author as citations name one: folded, with and without the particle, or a body."""

    names: frozenset[str]
    is_body: bool = False
    initial: str = ""
    """The first letter of the given names."""


@dataclass(frozen=True, slots=True)
class Work:
    """A work that a page may cite, and by what it may be known in the text."""

    key: CitationKey
    authors: tuple[Person, ...]
    has_others: bool
    year: int | None
    letter: str = ""
    number: int = 0
    shown: str = ""
    """How the report names it."""


@dataclass(frozen=True, slots=True)
class ReadReference:
    """A reference and what became of it."""

    reference: Reference
    works: tuple[Work, ...]
    origin: str
    """Since when its works are known: `new`, or with what."""
    remarks: tuple[str, ...]
    """What could not be read of it, and what is doubtful."""
    perhaps: tuple[CitationKey, ...] = ()
    """The works that it may be, where that is not certain."""
    parts: tuple[str, ...] = ()
    """Of several works in one block of the page: what is written of each of `works`."""

    @property
    def is_new(self) -> bool:
        """Whether a work of it was not known before this import."""
        return self.origin not in ("", KNOWN)

    @property
    def is_whole(self) -> bool:
        """Whether its author and its year were read."""
        return bool(self.works) and all(work.authors and work.year for work in self.works)


@dataclass(slots=True)
class Works:
    """The works that a page's list names, and those that the bibliography has besides."""

    read: list[ReadReference] = field(default_factory=list)
    new: list[Entry] = field(default_factory=list)
    others: list[Work] = field(default_factory=list)

    @property
    def listed(self) -> list[Work]:
        """The works of the page's own list."""
        return [work for each in self.read for work in each.works]


def read_works(references: Iterable[Reference], intake: Intake) -> Works:
    """The works of `references`: those that are known, and new ones, which are taken in."""
    works = Works()
    origins = {entry.key: KNOWN for entry in intake.old}
    origins |= {entry.key: "new, with a page before this one" for entry in intake.new}
    for reference in references:
        written = reference.linked_text
        read, findings = intake.read(Source("reference", _LETTER.sub(r"\1", written) + "\n"))
        entries = list(read)
        remarks = [finding.message for finding in findings if finding.rule.name != "import/key"]
        found: dict[CitationKey, Work] = {}
        parts: dict[CitationKey, str] = {}
        before = ""
        perhaps: list[CitationKey] = []
        told: list[str] = []
        for entry, part in zip(entries, _parts(written, entries), strict=True):
            same, doubt, other = intake.find(entry)
            refusal = doubt or ("" if same else _why_not(entry))
            if refusal:
                remarks.append(refusal)
                perhaps += [other.key] if other else []
                before += part  # Its words are told with those of its neighbour.
                continue
            if same is None:
                same, more = intake.take(entry)
                remarks += more
                works.new.append(same)
                told.append(NEW)
                origins[same.key] = f"new, as reference {reference.number}"
            else:
                remarks += [f"'{same.key}' is {_status(same)}: no claim can rest on it"] if _status(same) else []
                told.append(origins[same.key])
            found[same.key] = _work(entry, same.key, reference)
            parts[same.key] = parts.get(same.key, "") + before + part
            before = ""
        if len(parts) > 1:
            parts[next(reversed(parts))] += before
        apart = tuple(" ".join(part.split()) for part in parts.values()) if len(parts) > 1 else ()
        origin = ", ".join(dict.fromkeys(told))
        works.read.append(
            ReadReference(reference, tuple(found.values()), origin, tuple(remarks), tuple(perhaps), apart)
        )
    listed = {work.key for work in works.listed}
    works.others = [_work(entry, entry.key, None) for entry in intake.entries if entry.key not in listed]
    return works


def _parts(written: str, entries: Sequence[Entry]) -> Iterator[str]:
    """What is written of each of `entries`, which were read from `written` without the letters of its years."""
    letters = [match.end() - 1 for match in _LETTER.finditer(written)]
    starts = [
        entry.start + sum(place - number < entry.start for number, place in enumerate(letters)) if position else 0
        for position, entry in enumerate(entries)
    ]
    for start, end in pairwise((*starts, len(written))):
        yield written[start:end]


def _why_not(entry: Entry) -> str:
    """Why a work is not taken into the bibliography; empty for one that may be."""
    if _status(entry):
        hint = "to speak of it all the same, add it with 'vademecum add --paste --even-retracted'"
        return f"THIS WORK IS {_status(entry).upper()}: no claim can rest on it; {hint}"
    if not entry.raw("title"):
        number = entry.doi.name if entry.doi else entry.pmid.number if entry.pmid else ""
        hint = f"look it up: 'vademecum add {number}'" if number else "look at the work itself"
        return f"it has no title, and no entry was made of it; {hint}"
    if not entry.creators.written and entry.date is None and not (identities(entry) or entry.isbn or entry.raw("url")):
        return "neither who wrote it nor when is known, and no entry was made of it"
    return ""


def _status(entry: Entry) -> str:
    """What became of a work that is no source any more; empty where nothing did."""
    status = entry.raw("status").strip().lower()
    return status if status in _WITHDRAWN else ""


def _work(entry: Entry, key: CitationKey, reference: Reference | None) -> Work:
    persons = []
    creators = entry.creators
    for name in creators.first(40):
        if name.literal:
            persons.append(Person(frozenset((folded(name.literal), _initials(name.literal))) - {""}, is_body=True))
        else:
            family = name.family or name.given
            names = (folded(family), folded(f"{name.particle} {family}"), folded(family.split()[-1] if family else ""))
            persons.append(Person(frozenset(names) - {""}, initial=folded(name.given)[:1]))
    date = entry.date
    letter = _LETTER.search(reference.text) if reference else None
    is_of_year = letter is not None and date is not None and str(date.year) == letter[1]
    return Work(
        key,
        tuple(persons),
        creators.others,
        date.year if date else None,
        letter[2] if letter and is_of_year else "",
        reference.number if reference else 0,
        entry.plain("title"),
    )


def _initials(name: str) -> str:
    """The acronym of a body: `WHO` for the World Health Organization."""
    words = [word for word in _WORDS.findall(name) if word[0].isupper()]
    return "".join(word[0] for word in words).casefold() if len(words) > 1 else ""


def folded(text: str) -> str:
    """A name or title as words in small letters without accents."""
    text = text.casefold().replace("ø", "o").replace("ł", "l").replace("’", "").replace("'", "")
    bare = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return " ".join(_WORDS.findall(bare))


def identities(entry: Entry) -> list[tuple[str, str]]:
    """The identifiers of an entry."""
    return [_identity(each) for each in (entry.doi, entry.pmid, entry.pmcid) if each]


def identities_in(address: str) -> list[tuple[str, str]]:
    """The identifiers that an address leads to."""
    return [_identity(each) for each in find_identifiers("url", address) if isinstance(each, Doi | Pmid | Pmcid)]


def _identity(identifier: Doi | Pmid | Pmcid) -> tuple[str, str]:
    name = identifier.name if isinstance(identifier, Doi) else identifier.number
    return type(identifier).__name__.lower(), name.casefold()
