"""Works that are in the bibliography twice: by an identifier, or by title, author and year."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple
from unicodedata import combining, normalize

from rapidfuzz import fuzz

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier.hidden import HIDING_PLACES
from vademecum.bibliography.latex import decode_plain
from vademecum.text.finding import Finding, Rule, Severity

SAME_DOI = Rule("bibliography/same-doi", Severity.WARNING, "Two entries have the same DOI.")
SAME_PMID = Rule("bibliography/same-pmid", Severity.WARNING, "Two entries have the same PMID.")
SAME_PMCID = Rule("bibliography/same-pmcid", Severity.WARNING, "Two entries have the same PMCID.")
SAME_ISBN = Rule("bibliography/same-isbn", Severity.WARNING, "Two books have the same ISBN.")
SAME_TITLE = Rule("bibliography/same-title", Severity.WARNING, "Two entries look like the same work.")

_PARTS = frozenset(("inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inreference"))
_IN_BOOKS = _PARTS | {"inproceedings"}
_WHOLES = frozenset(("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference"))
_PRINTED = _WHOLES | _IN_BOOKS | {"article"}
_DETAILS = ("volume", "number", "pages", "eid", "edition", "chapter", "part", "issue", "doi", "pmid", "pmcid")

_LETTERS = re.compile(r"[^\W_]+")
_HINT = re.compile(r"10\.|ncbi|pubmed|pmc|pmid|doi", re.IGNORECASE)
"""Without one of these, no identifier hides in a field."""
_PLAIN_NAME = re.compile(r"[\w .,'’-]*")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_COUNTED = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "first": "1", "second": "2", "third": "3"}
_NUMBERS = {**_ROMAN, **_COUNTED}
_NOTICES = frozenset(
    (
        *("erratum", "errata", "corrigendum", "correction", "addendum", "retraction", "retracted", "withdrawn"),
        *("reply", "response", "comment", "commentary", "letter", "author", "authors", "editorial", "protocol"),
        *("concern", "update", "updated", "abstract", "reprint", "re", "rebuttal", "supplement", "discussion"),
        # Words that make two works of a series differ.
        *("not", "without", "male", "female", "men", "women", "mice", "rats", "adults", "children"),
    )
)
_SAME = 92.0
_FEWEST_WORDS = 4
_RAREST = 4
_MOST_AUTHORS = 5
_WINDOW = 12
"""With how many of its neighbours, sorted by title, a title is compared: it bounds the work on odd bibliographies."""


def duplicate_findings(bibliography: Bibliography) -> Iterator[Finding]:
    """A finding at the later of two entries that are one work."""
    told: set[tuple[str, str]] = set()
    entries = list(bibliography.values())
    for rule, name, identify in _IDENTIFIERS:
        first: dict[str, list[Entry]] = {}
        for entry in entries:
            number = identify(entry)
            if not number:
                continue
            earlier = next((each for each in first.get(number, ()) if not _may_share(each, entry, name)), None)
            if earlier is None:
                first.setdefault(number, []).append(entry)
                del first[number][_WINDOW:]
            elif (earlier.key, entry.key) not in told:
                told.add((earlier.key, entry.key))
                yield _same_number(rule, name, number, earlier, entry)
    yield from _same_titles(entries, told)


def _same_number(rule: Rule, name: str, number: str, earlier: Entry, entry: Entry) -> Finding:
    words = f"the {name.upper()} {number} of '{entry.key}' is also that of '{earlier.key}' at {earlier.span}"
    same = fuzz.ratio(*map(_folded, map(_title, (earlier, entry)))) >= _SAME
    hint = "Keep one entry, and cite it." if same else "One of them has another work's number: look both up."
    hiding = (
        field for field in HIDING_PLACES if field in entry.offsets and number.lower() in entry.fields[field].lower()
    )
    return Finding(rule, entry.field_span(name if name in entry.offsets else next(hiding, name)), words, hint)


def _own(entry: Entry, name: str) -> bool:
    """Whether an identifier stands in the entry itself, and is not inherited."""
    if name in entry.fields:
        return name in entry.offsets
    return any(place in entry.offsets and _HINT.search(entry.fields[place]) for place in HIDING_PLACES)


def _doi(entry: Entry) -> str:
    found = entry.doi if _own(entry, "doi") else None
    return found.name if found else ""


def _pmid(entry: Entry) -> str:
    found = entry.pmid if _own(entry, "pmid") else None
    return found.number if found else ""


def _pmcid(entry: Entry) -> str:
    found = entry.pmcid if _own(entry, "pmcid") else None
    return found.number if found else ""


def _isbn(entry: Entry) -> str:
    found = entry.isbn if "isbn" in entry.offsets else None
    return found.number if found else ""


_IDENTIFIERS: tuple[tuple[Rule, str, Callable[[Entry], str]], ...] = (
    (SAME_DOI, "doi", _doi),
    (SAME_PMID, "pmid", _pmid),
    (SAME_PMCID, "pmcid", _pmcid),
    (SAME_ISBN, "isbn", _isbn),
)


def _may_share(one: Entry, two: Entry, name: str) -> bool:
    """Whether two entries may have one number: chapters carry that of their book, volumes that of their set."""
    if name == "isbn":
        if one.standard_type in _IN_BOOKS or two.standard_type in _IN_BOOKS:
            return True
        return any(one.raw(part) != two.raw(part) for part in ("volume", "part", "number") if one.raw(part))
    if one.standard_type in _IN_BOOKS or two.standard_type in _IN_BOOKS:
        return _folded(_title(one)) != _folded(_title(two))
    return False


class _Work(NamedTuple):
    """An entry, which one it is, and the words of its title."""

    entry: Entry
    place: int
    title: str

    @property
    def families(self) -> frozenset[str]:
        """The family names of its first authors."""
        return frozenset(filter(None, map(_family, self.entry.creators.written[:_MOST_AUTHORS])))

    @property
    def year(self) -> int | None:
        """The year in which it appeared, where that is known."""
        date = self.entry.date
        return date.year if date else None


def _same_titles(entries: list[Entry], told: set[tuple[str, str]]) -> Iterator[Finding]:
    """Pairs of works that look like one."""
    pairs = sorted(_like_titles(entries), key=lambda pair: (pair[1].place, pair[0].place))
    reported: set[int] = set()
    for one, two in pairs:
        if two.place not in reported and (one.entry.key, two.entry.key) not in told and _is_same(one, two):
            reported.add(two.place)
            message = f"'{two.entry.key}' looks like '{one.entry.key}' at {one.entry.span}: title, author and year"
            hint = "Keep one entry, and cite it; if they are two works, add what sets them apart."
            yield Finding(SAME_TITLE, two.entry.field_span("title"), message, hint)


def _like_titles(entries: list[Entry]) -> Iterator[tuple[_Work, _Work]]:
    """Pairs of works with like titles, the earlier entry first.

    Titles meet where they share two of the rarest words in them. A word that stands in one title alone may be
    misspelt, and is passed over.
    """
    works = []
    frequency: Counter[str] = Counter()
    words_of: list[set[str]] = []
    for place, entry in enumerate(entries):
        title = _folded(_title(entry)) if "title" in entry.offsets else ""
        if title:
            works.append(_Work(entry, place, title))
            words_of.append(set(title.split()))
            frequency.update(words_of[-1])
    ordered = sorted(frequency, key=lambda word: (frequency[word], word))
    ranks = {word: rank for rank, word in enumerate(ordered) if frequency[word] > 1}
    blocks: defaultdict[tuple[int, ...], list[_Work]] = defaultdict(list)
    for work, words in zip(works, words_of, strict=True):
        rarest = sorted(ranks[word] for word in words if word in ranks)[:_RAREST]
        for pair in combinations(rarest, 2) if len(rarest) > 1 else (tuple(rarest),):
            blocks[pair].append(work)
    seen: set[tuple[int, int]] = set()
    for pair, block in blocks.items():
        if pair and len(block) > 1:
            yield from _neighbours(block, seen)


def _neighbours(block: list[_Work], seen: set[tuple[int, int]]) -> Iterator[tuple[_Work, _Work]]:
    """The pairs of a block whose titles are alike. In a large block each meets its neighbours alone."""
    if len(block) > _WINDOW:
        block = sorted(block, key=lambda work: work.title)
    for index, one in enumerate(block):
        for two in block[index + 1 : index + 1 + _WINDOW]:
            if fuzz.ratio(one.title, two.title, score_cutoff=_SAME):
                pair = (one, two) if one.place < two.place else (two, one)
                places = pair[0].place, pair[1].place
                if places not in seen:
                    seen.add(places)
                    yield pair


def _is_same(one: _Work, two: _Work) -> bool:
    """Whether two works with like titles and a common author are one."""
    first, second = one.entry, two.entry
    if one.year and two.year and abs(one.year - two.year) > 1:
        return False
    if one.families.isdisjoint(two.families):
        return False
    words, others = one.title.split(), two.title.split()
    odd = set(words) ^ set(others)
    if not odd.isdisjoint(_NOTICES) or _numbers(words) != _numbers(others):
        return False
    is_short = min(len(words), len(others)) < _FEWEST_WORDS
    if is_short and (one.title != two.title or first.standard_type != second.standard_type):
        return False
    agree = differ = 0
    for name in _DETAILS:
        here, there = _detail(first, name), _detail(second, name)
        if here and there:
            agree += here == there
            differ += here != there
    if first.standard_type != second.standard_type and (differ or _are_two_kinds(first, second)):
        return False
    return agree > differ if differ else True


def _are_two_kinds(one: Entry, two: Entry) -> bool:
    """Whether the types say that these are two works: a thesis and what was printed of it, a book and a part of one."""
    types = {one.standard_type, two.standard_type}
    of_a_thesis = "thesis" in types and not types.isdisjoint(_PRINTED)
    return of_a_thesis or not (types.isdisjoint(_IN_BOOKS) or types.isdisjoint(_WHOLES))


def _detail(entry: Entry, name: str) -> str:
    value = entry.fields.get(name, "").strip().lower()
    if name in ("doi", "pmid", "pmcid"):
        return _IDENTIFY[name](entry)
    return str(entry.pages) if name == "pages" and value else value


_IDENTIFY = {name: identify for _, name, identify in _IDENTIFIERS}


def _numbers(words: list[str]) -> list[str]:
    return [_NUMBERS.get(word, word) for word in words if word in _NUMBERS or any(map(str.isdigit, word))]


def _title(entry: Entry) -> str:
    subtitle = entry.fields.get("subtitle", "")
    title = entry.fields.get("title", "")
    return f"{title} {subtitle}" if subtitle else title


@lru_cache(maxsize=16384)
def _folded(value: str) -> str:
    """A title as words in small letters, without accents and LaTeX."""
    return " ".join(_LETTERS.findall(_bare(value)))


@lru_cache(maxsize=16384)
def _family(written: str) -> str:
    """The family name as far as it serves to find who may be the same person; nothing for what is no word."""
    head, comma, _ = written.partition(",")
    name = _bare(head)
    words = _LETTERS.findall(name)
    if not words:
        return ""
    return words[-1] if comma or not written.startswith("{") else " ".join(words)


def _bare(value: str) -> str:
    if not _PLAIN_NAME.fullmatch(value):
        value = decode_plain(value)
    value = value.casefold()
    if value.isascii():
        return value
    return "".join(letter for letter in normalize("NFKD", value) if not combining(letter))
