"""What the sources of one page are: how many of which kind, about its subject or about something else.

It counts what the entries and the citations say, and judges nothing. A work that the page marks as indirect evidence
once is counted as indirect: strong studies of something else must not pass for evidence about the page's subject.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.ledger import Mention
from vademecum.pages.evidence import DESIGNS, KINDS, LEVELS, UNSUPPORTING, Grade, family

GradeOf = Callable[[CitationKey], Grade]
STRONG = LEVELS[:2]
"""The levels of trials that drew lots, and of reviews of them."""


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A work as evidence on a page."""

    key: CitationKey
    grade: Grade
    about: tuple[str, ...] = ()
    """What it is about, where the page says that this is not its own subject."""
    is_mentioned: bool = False
    """Whether the page only speaks of it and rests no claim on it."""

    @property
    def is_support(self) -> bool:
        """Whether a claim can rest on it: not taken back, not in doubt, with results, more than mentioned."""
        return not self.is_mentioned and self.grade.status not in UNSUPPORTING

    @property
    def is_direct(self) -> bool:
        """Whether it is about the page's own subject, as far as the page says."""
        return not self.about

    @property
    def strength(self) -> tuple[bool, int, int]:
        """Sorts sources, the strongest direct one first."""
        design = self.grade.design
        return bool(self.about), KINDS.index(self.grade.kind), DESIGNS.index(design) if design in DESIGNS else -1


@dataclass(frozen=True, slots=True)
class Row:
    """The sources of one kind: a level, a design outside the levels, or empty where nothing is known."""

    kind: str
    sources: tuple[CitedSource, ...] = ()

    @property
    def indirect(self) -> int:
        """How many are about something else."""
        return sum(not source.is_direct for source in self.sources)

    @property
    def direct(self) -> int:
        """How many are about the page's subject."""
        return len(self.sources) - self.indirect

    @property
    def families(self) -> tuple[str, ...]:
        """The families of designs among them, each once."""
        return tuple(dict.fromkeys(found for each in self.sources if (found := family(each.grade.design))))


@dataclass(frozen=True, slots=True)
class KindOfStudy:
    """How many sources are of one design and kind."""

    design: str
    kind: str
    direct: int
    indirect: int


@dataclass(frozen=True, slots=True)
class Profile:
    """The evidence of a page. Every row of a level stands here, those without a source too."""

    rows: tuple[Row, ...]
    apart: tuple[CitedSource, ...] = ()
    """The sources that carry no claim: retracted, withdrawn, in doubt, without results, or only mentioned."""

    @property
    def sources(self) -> tuple[CitedSource, ...]:
        """Those that carry claims, in the order of the rows."""
        return tuple(source for row in self.rows for source in row.sources)

    @property
    def total(self) -> int:
        """How many works the page cites, those that carry no claim among them."""
        return len(self.sources) + len(self.apart)

    @property
    def direct(self) -> int:
        """How many are about the page's subject, as far as the page says."""
        return sum(row.direct for row in self.rows)

    @property
    def indirect(self) -> int:
        """How many are about something else."""
        return sum(row.indirect for row in self.rows)

    @property
    def strong(self) -> int:
        """How many of those about the page's subject stand at one of the two highest levels."""
        return sum(row.direct for row in self.rows if row.kind in STRONG)

    @property
    def subjects(self) -> tuple[tuple[str, int], ...]:
        """What the indirect ones are about, and how many; one that is about two things counts for both."""
        counts = Counter(about for source in self.sources for about in source.about)
        return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))

    @property
    def strongest(self) -> CitedSource | None:
        """The strongest of those about the page's subject that have a level."""
        return next((each for each in self.sources if each.is_direct and each.grade.kind in LEVELS), None)

    @property
    def kinds(self) -> tuple[KindOfStudy, ...]:
        """The designs in each row, with their numbers."""
        return tuple(
            KindOfStudy(design, row.kind, direct, count - direct)
            for row in self.rows
            for design, count, direct in _designs(row)
        )

    @property
    def unsupporting(self) -> tuple[tuple[str, int], ...]:
        """Why those apart carry no claim, and how many; empty stands for those only mentioned."""
        counts = Counter(each.grade.status if each.grade.status in UNSUPPORTING else "" for each in self.apart)
        return tuple((status, counts[status]) for status in (*UNSUPPORTING, "") if counts[status])

    def strip(self) -> dict[str, int]:
        """The numbers of those about the page's subject by their kind, then of all others, under `indirect`."""
        counts = {row.kind: row.direct for row in self.rows if row.kind and row.direct}
        return {**counts, "indirect": self.indirect} if self.indirect else counts


def sources(mentions: Iterable[Mention], grade_of: GradeOf) -> dict[CitationKey, CitedSource]:
    """The works of the mentions of one page, in order of first mention; `grade_of` knows each of them."""
    about: dict[CitationKey, dict[str, None]] = {}
    resting: set[CitationKey] = set()
    for mention in mentions:
        subjects = about.setdefault(mention.key, {})
        if not mention.is_mentioned:
            resting.add(mention.key)
            if mention.indirect:
                subjects[mention.indirect] = None
    return {key: CitedSource(key, grade_of(key), tuple(found), key not in resting) for key, found in about.items()}


def make_profile(mentions: Iterable[Mention], grade_of: GradeOf) -> Profile:
    """The profile of a page, given its mentions of known works."""
    found = sorted(sources(mentions, grade_of).values(), key=lambda each: each.strength)  # Ties stay in reading order.
    by_kind: dict[str, list[CitedSource]] = {kind: [] for kind in KINDS}
    for source in found:
        if source.is_support:
            by_kind[source.grade.kind].append(source)
    rows = tuple(Row(kind, tuple(each)) for kind, each in by_kind.items() if kind or each)
    return Profile(rows, tuple(source for source in found if not source.is_support))


def best(of: Iterable[CitedSource]) -> CitedSource | None:
    """The strongest direct source that a claim can rest on; else the strongest indirect one; else any; else None."""
    return min(of, key=lambda source: (not source.is_support, *source.strength), default=None)


def _designs(row: Row) -> Iterator[tuple[str, int, int]]:
    """The designs in a row, each with its number, and with that of the direct ones."""
    counts = Counter(each.grade.design for each in row.sources)
    direct = Counter(each.grade.design for each in row.sources if each.is_direct)
    order = {design: index for index, design in enumerate(DESIGNS)}
    for design in sorted(counts, key=lambda each: (order.get(each, len(order)), each)):
        yield design, counts[design], direct[design]
