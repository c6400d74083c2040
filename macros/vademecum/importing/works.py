"""The works of a list of references: entries, those that the bibliography has already, and new ones."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from unicodedata import combining, normalize

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.habits import Habits
from vademecum.bibliography.identifier import CitationKey, Doi, Pmcid, Pmid
from vademecum.bibliography.identifier.hidden import find_identifiers
from vademecum.bibliography.key_making import KeyMaker
from vademecum.importing.reference_list import Reference
from vademecum.importing.sameness import KnownWorks
from vademecum.text.finding import Finding
from vademecum.text.source import Source

ReadReferences = Callable[[Source], tuple[Iterable[Entry], Iterable[Finding]]]

_WORDS = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"(?<![\w/.-])((?:1[6-9]|20)\d\d)([a-z])(?!\w)")


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
    is_new: bool
    remarks: tuple[str, ...]
    """What could not be read of it, and what is doubtful."""
    perhaps: tuple[CitationKey, ...] = ()
    """The works that it may be, where that is not certain."""

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


def read_works(
    references: Iterable[Reference], bibliography: Bibliography, read: ReadReferences, made: Iterable[Entry] = ()
) -> Works:
    """The works of `references`; `made` are new entries of other pages, which are not in the bibliography yet."""
    known = [*bibliography.values(), *made]
    index = KnownWorks(known)
    keys, habits = KeyMaker(known), Habits(known)
    works, added = Works(), set[CitationKey]()
    for reference in references:
        entries, findings = read(Source("reference", _LETTER.sub(r"\1", reference.linked_text) + "\n"))
        remarks = [finding.message for finding in findings if finding.rule.name != "import/key"]
        found: list[Work] = []
        perhaps: list[CitationKey] = []
        is_new = False
        for entry in filter(_is_enough, entries):
            same, doubt, other = index.find(entry)
            if doubt:
                remarks.append(doubt)
                perhaps += [other.key] if other else []
                continue
            if same is None:
                said = habits.followed(entry)
                same = replace(said, key=keys.key_for(said))
                index.add(same)
                works.new.append(same)
                added.add(same.key)
            is_new = is_new or same.key in added
            found.append(_work(entry, same.key, reference))
        works.read.append(ReadReference(reference, tuple(found), is_new, tuple(remarks), tuple(perhaps)))
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
