"""The works of a list of references: entries, those that the bibliography has already, and new ones."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from unicodedata import combining, normalize

from rapidfuzz import fuzz

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.habits import Habits
from vademecum.bibliography.identifier import CitationKey, Doi, Pmcid, Pmid
from vademecum.bibliography.identifier.hidden import find_identifiers
from vademecum.bibliography.key_making import KeyMaker
from vademecum.importing.reference_list import Reference
from vademecum.text.finding import Finding
from vademecum.text.source import Source

ReadReferences = Callable[[Source], tuple[Iterable[Entry], Iterable[Finding]]]

_SAME_TITLE = 92
_OTHER_TITLE = 60
_OTHER_PART = 70
_WORDS = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"(?<![\w/.-])((?:1[6-9]|20)\d\d)([a-z])(?!\w)")


@dataclass(frozen=True, slots=True)
class Person:
    """An author as citations name one: folded, with and without the particle, or a body."""

    names: frozenset[str]
    is_body: bool = False


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
    is_new: bool
    remarks: tuple[str, ...]
    """What could not be read of it, and what is doubtful."""


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


def read_works(
    references: Iterable[Reference], bibliography: Bibliography, read: ReadReferences, made: Iterable[Entry] = ()
) -> Works:
    """The works of `references`; `made` are new entries of other pages, which are not in the bibliography yet."""
    known = [*bibliography.values(), *made]
    index = _Index(known)
    keys, habits = KeyMaker(known), Habits(known)
    works = Works()
    for reference in references:
        entries, findings = read(Source("reference", _LETTER.sub(r"\1", reference.linked_text) + "\n"))
        remarks = [finding.message for finding in findings if finding.rule.name != "import/key"]
        found: list[Work] = []
        is_new = False
        for entry in filter(_is_enough, entries):
            same, doubt = index.find(entry)
            if doubt:
                remarks.append(doubt)
                continue
            if same is None:
                said = habits.followed(entry)
                same = replace(said, key=keys.key_for(said))
                index.add(same)
                works.new.append(same)
                is_new = True
            found.append(_work(entry, same.key, reference))
        works.read.append(ReadReference(reference, tuple(found), is_new, tuple(remarks)))
    listed = {work.key for work in works.listed}
    works.others = [_work(entry, entry.key, None) for entry in known if entry.key not in listed]
    return works


def _is_enough(entry: Entry) -> bool:
    """Whether it is certain enough which work this is."""
    if identities(entry) or entry.isbn or entry.raw("url"):
        return True
    return bool(entry.raw("title")) and (bool(entry.creators.written) or entry.date is not None)


def _work(entry: Entry, key: CitationKey, reference: Reference | None) -> Work:
    persons = []
    creators = entry.creators
    for name in creators.first(40):
        if name.literal:
            persons.append(Person(frozenset((folded(name.literal), _initials(name.literal))) - {""}, is_body=True))
        else:
            family = name.family or name.given
            names = (folded(family), folded(f"{name.particle} {family}"), folded(family.split()[-1] if family else ""))
            persons.append(Person(frozenset(names) - {""}))
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


class _Index:
    """Entries by what identifies them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_identity: dict[tuple[str, str], Entry] = {}
        self._by_title: dict[str, list[Entry]] = {}
        self._by_author: dict[str, list[Entry]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        for identity in identities(entry):
            self._by_identity.setdefault(identity, entry)
        title = folded(entry.plain("title"))
        if title:
            self._by_title.setdefault(title, []).append(entry)
        for name in _families(entry):
            self._by_author.setdefault(name, []).append(entry)

    def find(self, entry: Entry) -> tuple[Entry | None, str]:
        """The entry of the same work, or None; and what is doubtful where two statements contradict each other."""
        title = folded(entry.plain("title"))
        for identity in identities(entry):
            same = self._by_identity.get(identity)
            if same is not None:
                theirs = folded(same.plain("title"))
                if title and theirs and _are_others(title, theirs):
                    name, number = identity
                    return None, f"the {name.upper()} {number} is that of '{same.key}', whose title is another"
                return same, ""
        if not title:
            return None, ""
        near = [
            *self._by_title.get(title, ()),
            *(each for name in _families(entry) for each in self._by_author.get(name, ())),
        ]
        for each in near:
            if _is_same(entry, each, title):
                return each, ""
        return None, ""


def _are_others(title: str, other: str) -> bool:
    """Whether two titles have nothing to do with each other; one may be short for the other."""
    return fuzz.ratio(title, other) < _OTHER_TITLE and fuzz.partial_ratio(title, other) < _OTHER_PART


def _families(entry: Entry) -> list[str]:
    """The first author, folded."""
    return [folded(name.literal or name.family or name.given) for name in entry.creators.first(1)]


def _is_same(one: Entry, other: Entry, title: str) -> bool:
    ours, theirs = dict(identities(one)), dict(identities(other))
    if any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys()):
        return False
    if fuzz.ratio(title, folded(other.plain("title"))) < _SAME_TITLE:
        return False
    years = [each.date.year for each in (one, other) if each.date and each.date.year]
    if len(years) > 1 and abs(years[0] - years[1]) > 1:
        return False
    first, second = _families(one), _families(other)
    return not first or not second or first == second
