"""Which work somebody meant who wrote a name and a year, or a number."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from vademecum.bibliography.identifier import CitationKey
from vademecum.importing.handwritten import Named, is_short_note
from vademecum.importing.works import Work, Works, folded

_JOINTS = re.compile(r"\s*(?:,|&|/|;)\s*(?:and\b|&|und\b|et\b)?\s*|\s+(?:and|und|et|y)\s+", re.IGNORECASE)
_INITIALS = re.compile(r"(?<![\w’'])(?:[A-Z]\.?-?){1,3}(?![\w’'])")
_NEAR_NAME = 75
_MOST_CANDIDATES = 5
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_LONGEST, _MOST_YEARS = 4000, 40
_NO_NAMES = frozenset(
    (
        *("in", "as", "by", "from", "see", "also", "and", "but", "the", "later", "then", "while", "although", "since"),
        *("however", "both", "when", "where", "after", "similarly", "recently", "earlier", "yet", "moreover", "thus"),
        *("furthermore", "according", "to", "dr", "prof", "professor", "study", "like", "unlike", "for", "with", "of"),
        *("first", "second", "finally", "indeed", "following", "before", "here", "there", "today", "again", "what"),
        *("cf", "eg", "ie", "is", "did", "does", "data", "work", "a", "an", "only", "even", "that", "this", "because"),
        *("until", "if", "so", "still", "likewise", "contrary", "whereas", "though", "interestingly", "notably"),
    )
)
_NEVER = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("spring", "summer", "autumn", "fall", "winter", "updated", "since", "until", "copyright", "version"),
        *(
            "figure",
            "table",
            "fig",
            "year",
            "study",
            "published",
            "in",
            "between",
            "by",
            "from",
            "early",
            "late",
            "around",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The work that is meant, or, where that is not certain, those that may be."""

    key: CitationKey | None = None
    candidates: tuple[CitationKey, ...] = ()
    reason: str = ""
    dropped: int = 0
    """How many characters at the start of the names belong to the sentence: `However, `."""


class Resolver:
    """Finds works by what is written."""

    def __init__(self, works: Works, strays: Iterable[str] = ()) -> None:
        self._listed = _unique(works.listed)
        self._others = works.others
        self._has_list = bool(works.read)
        self._by_number: defaultdict[int, list[tuple[CitationKey, ...]]] = defaultdict(list)
        self._counted = False
        self._answers: dict[tuple[str, bool, int, str], Answer] = {}
        self._by_id: dict[str, tuple[CitationKey, ...]] = {}
        self._unread: set[tuple[str, str]] = set()
        self._perhaps: dict[int, tuple[CitationKey, ...]] = {}
        for each in works.read:
            keys = tuple(dict.fromkeys(work.key for work in each.works))
            self._counted = self._counted or each.reference.is_counted
            if not each.is_whole and not is_short_note(each.reference.text):
                self._unread |= _words_and_years(each.reference.text)
            if each.perhaps:
                self._perhaps[each.reference.number] = each.perhaps
            self._by_number[each.reference.number].append(keys)
            self._by_id |= dict.fromkeys(each.reference.ids, keys)
        for stray in strays:
            self._unread |= _words_and_years(stray)

    @property
    def last_number(self) -> int:
        """The highest number of a reference."""
        return max(self._by_number, default=0)

    @property
    def is_numbered(self) -> bool:
        """Whether the numbers of the references stand in the page."""
        return bool(self._by_number) and not self._counted

    def linked(self, address: str) -> tuple[CitationKey, ...]:
        """The works to whose references a link within the page leads."""
        return self._by_id.get(address.removeprefix("#"), ()) if address.startswith("#") else ()

    def number(self, number: int) -> tuple[tuple[CitationKey, ...], str]:  # noqa: PLR0911  # each answer is another
        """The works of a reference by its number; none, and the reason, where that is not certain."""
        found = self._by_number.get(number, [])
        if not self._has_list:
            return (), "the page has no list of references"
        if not found:
            return (), f"the list has no reference {number}"
        if len(found) > 1:
            return (), f"the list has {len(found)} references with the number {number}"
        if not found[0] and number in self._perhaps:
            return (), f"it is not certain which work reference {number} is"
        if not found[0]:
            return (), f"reference {number} could not be read"
        if self._counted:
            return (), "the references on the page have no numbers; these were counted"
        return found[0], ""

    def may_mean(self, named: Named, key: CitationKey) -> bool:
        """Whether the names or the year are those of a work."""
        said = set(_persons(named.names)[0])
        works = [work for work in (*self._listed, *self._others) if work.key == key]
        return any(
            work.year == named.year or any(said & each.names for each in work.authors) or not work.authors
            for work in works
        )

    def candidates_of(self, numbers: Iterable[int]) -> tuple[CitationKey, ...]:
        """The works that may be meant by numbers."""
        return tuple(
            key
            for number in numbers
            for keys in (*self._by_number.get(number, ()), self._perhaps.get(number, ()))
            for key in keys
        )

    def named(self, named: Named) -> Answer:
        """The work of these authors and this year."""
        asked = (named.names, named.has_others, named.year, named.letter)
        if asked not in self._answers:
            self._answers[asked] = self._answer(named)
        return self._answers[asked]

    def _answer(self, named: Named) -> Answer:
        answer, dropped = self._named(named), _persons(named.names)[1]
        if answer.key and self._has_other_initials(named, answer.key):
            return Answer(None, (answer.key,), "the author has other initials", dropped)
        if answer.key and self._may_be_unread(named):
            return Answer(None, (answer.key,), "a reference that was not read names this author and year, too", dropped)
        if not answer.key and not answer.candidates and self._may_be_unread(named):
            return Answer(reason="only a reference that was not read names this author and year", dropped=dropped)
        return replace(answer, dropped=dropped)

    def _has_other_initials(self, named: Named, key: CitationKey) -> bool:
        """Whether the initials that stand before the first name are not the author's."""
        written = _INITIALS.match(named.names[_persons(named.names)[1] :])
        initials = {
            work.authors[0].initial
            for work in (*self._listed, *self._others)
            if written and work.key == key and work.authors and work.authors[0].initial
        }
        return written is not None and bool(initials) and written[0][0].casefold() not in initials

    def _may_be_unread(self, named: Named) -> bool:
        """Whether a reference that could not be read has the first author's name and the year."""
        said = _persons(named.names)[0]
        return bool(said) and (said[0].rpartition(" ")[2], str(named.year)) in self._unread

    def _named(self, named: Named) -> Answer:
        answer = self._among(named, self._listed)
        if answer.key or answer.candidates or not self._others:
            return answer
        other = self._among(named, self._others, strictly=True)
        if self._has_list and other.key:
            return Answer(None, (other.key,), "the list of the page has no such work, but the bibliography has one")
        if self._has_list or not (other.key or other.candidates):
            return answer
        return other

    def may_be_name(self, names: str) -> bool:
        """Whether somebody may be meant, and not a month or a figure."""
        words = [word for part in _persons(names)[0] for word in part.split()]
        return bool(words) and not _NEVER.intersection(words)

    def is_known(self, names: str) -> bool:
        """Whether one of the names is that of a first author of a work on the list."""
        said = {folded(part) for part in _JOINTS.split(_INITIALS.sub("", names))}
        said |= {part.split()[-1] for part in said if part}
        return any(said & work.authors[0].names for work in self._listed if work.authors)

    def _among(self, named: Named, works: list[Work], *, strictly: bool = False) -> Answer:
        said = _persons(named.names)[0]
        whole = folded(named.names)
        if not said:
            return Answer(reason="this is no name")
        by_author = [work for work in works if _is_by(work, said, whole)]
        of_year = [work for work in by_author if work.year == named.year]
        fitting = _fitting(of_year, said, whole, named, strictly=strictly)
        if named.letter:
            lettered = [work for work in fitting if work.letter == named.letter]
            if not lettered and len(fitting) == 1 and not fitting[0].letter and named.letter == "a":
                reason = "the reference has no letter behind its year"
                return Answer(None, (fitting[0].key,), reason)
            fitting = lettered
        keys = tuple(dict.fromkeys(work.key for work in fitting))
        if len(keys) == 1:
            return Answer(keys[0], keys)
        if keys:
            return Answer(None, keys[:_MOST_CANDIDATES], f"{len(keys)} works have this author and year")
        return _doubt(named, said, by_author, of_year, works)


def _words_and_years(text: str) -> set[tuple[str, str]]:
    """Each word of a text with each year in it."""
    words = set(folded(text[:_LONGEST]).split())
    years = set(_YEAR.findall(text[:_LONGEST]))
    return {(word, year) for word in words for year in years} if len(years) <= _MOST_YEARS else set()


def _unique(works: Iterable[Work]) -> list[Work]:
    """Works, each once, unless the letters behind their years differ."""
    return list({(work.key, work.letter, work.year): work for work in works}.values())


@lru_cache(maxsize=2000)
def _persons(names: str) -> tuple[tuple[str, ...], int]:
    """The family names, folded, and how many characters before them are none of theirs."""
    dropped = 0
    while True:
        match = re.match(r"([^\W\d_]+)\.?,?\s+", names[dropped:])
        if not match or folded(match[1]) not in _NO_NAMES:
            break
        dropped += match.end()
    parts = (folded(_INITIALS.sub(" ", part)) or folded(part) for part in _JOINTS.split(names[dropped:]))
    return tuple(part for part in parts if part), dropped


def _is_name(said: str, names: frozenset[str]) -> bool:
    return said in names or said.replace(" ", "") in {name.replace(" ", "") for name in names}


def _is_by(work: Work, said: Sequence[str], whole: str) -> bool:
    """Whether the first author is the one that is named first."""
    if not work.authors:
        return False
    first = work.authors[0]
    return _is_name(said[0], first.names) or (first.is_body and (whole in first.names))


def _fitting(works: list[Work], said: Sequence[str], whole: str, named: Named, *, strictly: bool) -> list[Work]:
    """Those works whose other authors fit as well: exactly, or else as loosely as people write."""
    exact = [work for work in works if _agrees(work, said, whole, named, strictly=True)]
    if exact or strictly:
        return exact
    return [work for work in works if _agrees(work, said, whole, named, strictly=False)]


def _agrees(work: Work, said: Sequence[str], whole: str, named: Named, *, strictly: bool) -> bool:
    if work.authors[0].is_body and whole in work.authors[0].names:
        return True
    number = len(work.authors)
    for person, name in zip(work.authors[1:], said[1:], strict=False):
        if not _is_name(name, person.names):
            return False
    if len(said) > number and not work.has_others:
        return False
    if not strictly:
        return True
    if named.has_others:
        return number > len(said) or work.has_others
    return number == len(said) and not work.has_others


def _doubt(named: Named, said: Sequence[str], by_author: list[Work], of_year: list[Work], works: list[Work]) -> Answer:
    """Why no work was found, and which may be meant."""
    if of_year:
        keys = tuple(work.key for work in of_year[:_MOST_CANDIDATES])
        reason = f"no reference has '{named.year}{named.letter}'" if named.letter else "the other authors are not these"
        return Answer(None, keys, reason)
    if by_author:
        years = ", ".join(sorted({str(work.year or "no year") for work in by_author}))
        keys = tuple(work.key for work in by_author[:_MOST_CANDIDATES])
        return Answer(None, keys, f"the year of this author's reference is {years}, not {named.year}")
    near = [
        work
        for work in works
        if work.year == named.year
        and work.authors
        and max((fuzz.ratio(said[0], name) for name in work.authors[0].names), default=0) >= _NEAR_NAME
    ]
    if near:
        return Answer(None, tuple(work.key for work in near[:_MOST_CANDIDATES]), "the name is spelt in another way")
    inside = [
        work
        for work in works
        if work.year == named.year and any(_is_name(said[0], each.names) for each in work.authors[1:])
    ]
    if inside:
        return Answer(
            None, tuple(work.key for work in inside[:_MOST_CANDIDATES]), "the name is not that of the first author"
        )
    return Answer(reason="no work of this author and year is known")
