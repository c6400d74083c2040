"""Works found by words as people remember them: names, words of the title, a year, an identifier, half a key.

Every word must be met. One that is written as the work has it counts most, then the beginning of one, and of these
beginnings that of a word in the title before that of a name. Words with a slip of the pen in them are understood where
otherwise nothing would be found; of a year or another number only the whole.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from unicodedata import combining, normalize

from rapidfuzz import fuzz, process

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey, Doi, Pmcid, Pmid, parse_doi, parse_pmcid, parse_pmid
from vademecum.csl.names import year

_WORD = re.compile(r"\w+")
_WHOLE, _BEGINNING, _INSIDE = 100.0, 90.0, 80.0
_SLIP = 0.85
"""What a word counts that is only like one of the work's, against its likeness."""
_NEAR_ENOUGH = 78
_MEANT = 70
_SHORTEST_START, _SHORTEST_PART = 2, 4
_MOST_LIKE = 200
_MOST_WORDS = 40
_OF_REFERENCES = frozenset(("et", "al", "and", "und", "u"))
"""Words between the names of a reference: like initials, they need not be met."""
_LONGEST_YEAR, _NEAR_YEARS = 4, 2
_FIELDS = ("author", "editor", "institution", "title", "subtitle", "journaltitle", "booktitle")
_NAMES = ("author", "editor")
_OF_NAME, _OF_PART_OF_NAME = 1.02, 0.95
"""A name says more about a work than a word of its title does; a part of a name, or what is like it, says less."""
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class FoundWorks:
    """The works that have all words, the best first; where there are none, what was perhaps meant."""

    keys: tuple[CitationKey, ...] = ()
    meant: str = ""
    has_each: bool = False
    """Whether each word is in some work, though none has them all."""
    unknown: str = ""
    """The identifier that the words are, where no work has it, as 'vademecum add' takes it."""
    nearly: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The words that stand in none of these works as they were said, each with words that stand there instead."""


def find_works(words: str, bibliography: Bibliography) -> FoundWorks:
    """The works of a bibliography that `words` describe."""
    named = _by_identifier(words, bibliography)
    if named:
        return FoundWorks(named)
    said = list(dict.fromkeys(_words(words)))[:_MOST_WORDS]
    asked = [word for word in said if word not in _OF_REFERENCES and not (len(word) == 1 and word.isalpha())] or said
    unknown = _unknown_identifier(words)
    if unknown:
        return FoundWorks(unknown=unknown)
    index = _Index(bibliography)
    for with_slips in (False, True):
        found = [index.works_with(word, with_slips=with_slips) for word in asked]
        scores = {key: sum(each[key] for each in found) for key in bibliography if all(key in each for each in found)}
        if asked and scores:
            keys = tuple(sorted(scores, key=lambda key: (-scores[key], key)))
            return FoundWorks(keys, nearly=tuple(index.nearly(asked, keys, with_slips=with_slips)))
    return FoundWorks(meant=index.meant(asked), has_each=bool(asked) and all(map(index.works_with, asked)))


def _by_identifier(words: str, bibliography: Bibliography) -> tuple[CitationKey, ...]:
    """The work whose key this is, or the works that have the identifier it is."""
    text = words.strip()
    if text.removeprefix("@") in bibliography:
        return (bibliography[text.removeprefix("@")].key,)
    kinds: tuple[tuple[Doi | Pmid | Pmcid | None, str], ...] = (
        (parse_doi(text), "doi"),
        (parse_pmid(text), "pmid"),
        (parse_pmcid(text), "pmcid"),
    )
    for identifier, name in kinds:
        found = [key for key, entry in bibliography.items() if identifier and getattr(entry, name) == identifier]
        if found:
            return tuple(found)
    return ()


def _unknown_identifier(words: str) -> str:
    """The identifier that the words are, as 'vademecum add' takes it; empty for words, and for what could be a year."""
    text = words.strip()
    if text.isdecimal() and len(text) <= _LONGEST_YEAR:
        return ""
    doi, pmid, pmcid = parse_doi(text), parse_pmid(text), parse_pmcid(text)
    if doi:
        return doi.name
    return f"pmid:{pmid.number}" if pmid else pmcid.number if pmcid else ""


class _Index:
    """The words of all works, each with the works that have it."""

    def __init__(self, bibliography: Bibliography) -> None:
        self._works: defaultdict[str, dict[CitationKey, float]] = defaultdict(dict)
        for key, entry in bibliography.items():
            for word, weight in _words_of(entry):
                self._works[word][key] = max(weight, self._works[word].get(key, 0))
        self._bibliography = bibliography
        self._known: Sequence[str] = sorted(self._works)
        self._years = {key: year(entry) for key, entry in bibliography.items()}

    @cached_property
    def _telling(self) -> Sequence[str]:
        """The words that somebody may have meant: a first name alone is no way to look for a work."""
        told: set[str] = set()
        for entry in self._bibliography.values():
            first_names = {
                word for field in _NAMES for name in entry.names(field).persons for word in _words(name.given)
            }
            told.update(word for word, _ in _words_of(entry) if word not in first_names)
        return sorted(told)

    def works_with(self, word: str, *, with_slips: bool = True) -> Mapping[CitationKey, float]:
        """The works that have a word or the beginning of it, or one much like it, and how much that counts for each."""
        found: dict[CitationKey, float] = {}
        for known, likeness in (*self._holding(word), *(self._like(word) if with_slips else ())):
            for key, weight in self._works[known].items():
                counted = weight if likeness == _WHOLE or weight <= 1 else _OF_PART_OF_NAME
                found[key] = max(likeness * counted, found.get(key, 0))
        return found

    def nearly(
        self, asked: Sequence[str], keys: Sequence[CitationKey], *, with_slips: bool
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The words that none of the works `keys` has as they are, each with the words of theirs that it was met by."""
        found = frozenset(keys)
        for word in asked:
            if found.isdisjoint(self._works.get(word, ())):
                near = (*self._holding(word), *(self._like(word) if with_slips else ()))
                named = [known for known, _ in near if not found.isdisjoint(self._works[known])]
                yield word, tuple(named[:_MOST_NAMED])

    def _holding(self, word: str) -> Iterator[tuple[str, float]]:
        if word in self._works:
            yield word, _WHOLE
        if not word.isdecimal() and len(word) >= _SHORTEST_START:
            for known in self._known:
                if known != word and known.startswith(word):
                    yield known, _BEGINNING
                elif len(word) >= _SHORTEST_PART and known != word and word in known:
                    yield known, _INSIDE

    def _like(self, word: str) -> Iterator[tuple[str, float]]:
        if not word.isdecimal() and len(word) >= _SHORTEST_PART:
            near = process.extract(word, self._known, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=_MOST_LIKE)
            yield from ((known, likeness * _SLIP) for known, likeness, _ in near if not known.isdecimal())

    def meant(self, asked: Sequence[str]) -> str:
        """The same words, those that no work has as the nearest that one has; empty where one has nothing near."""
        new = [word if self.works_with(word) else self._nearest(word, asked) for word in asked]
        return " ".join(new) if all(new) and new != [*asked] else ""

    def _nearest(self, word: str, asked: Sequence[str]) -> str:
        if word.isdecimal():
            return self._nearest_year(word, asked) if len(word) == _LONGEST_YEAR else ""
        found = process.extractOne(word, self._telling, scorer=fuzz.ratio, score_cutoff=_MEANT)
        return found[0] if found else ""

    def _nearest_year(self, word: str, asked: Sequence[str]) -> str:
        """The nearest year of the works that have all the other words."""
        others = [self.works_with(other) for other in asked if other != word]
        years = [year for key, year in self._years.items() if others and all(key in each for each in others)]
        near = [year for year in years if year.isdecimal() and abs(int(year) - int(word)) <= _NEAR_YEARS]
        return min(near, key=lambda year: (abs(int(year) - int(word)), year), default="")


def _words_of(entry: Entry) -> Iterator[tuple[str, float]]:
    """The words by which a work may be looked for, and how much each says about it."""
    for name in _FIELDS:
        for word in _words(entry.plain(name)):
            yield word, _OF_NAME if name in _NAMES else 1
    written = [year(entry), *(str(getattr(each, "name", "") or getattr(each, "number", "")) for each in _named(entry))]
    for text in (entry.key, *written):
        yield from ((word, 1) for word in _words(text))
        yield "".join(_words(text)), 1


def _named(entry: Entry) -> Iterator[object]:
    yield from (each for each in (entry.doi, entry.pmid, entry.pmcid, entry.isbn, entry.arxiv) if each)


def _words(text: str) -> list[str]:
    """The words of a text, small and without accents."""
    plain = "".join(each for each in normalize("NFKD", text.casefold()) if not combining(each))
    return _WORD.findall(plain.replace("_", " "))
