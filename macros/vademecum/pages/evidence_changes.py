"""What changed in the evidence of a book between two of its states: pages, what they cite, how that is graded.

Words that were mended are no change. Works are told by their keys, and where a key is new by what they are, so that a
renamed key is none either; pages are told by their paths, and a page that went elsewhere by its title or its works.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.csl.names import short_names, year
from vademecum.pages.evidence import grade

ALARMING = ("retracted", "withdrawn", "concern")
"""What is news of a work even when it comes with the work itself."""


@dataclass(frozen=True, slots=True)
class WorkState:
    """A work: how it is named and graded, and by what else than its key it is known."""

    name: str
    """`Cheng et al. 1982`"""
    title: str = ""
    grade: str = ""
    """`level 5, in vitro study`"""
    status: str = ""
    status_date: date | None = None
    identities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PageState:
    """A page: the works it cites, and what it says of itself."""

    title: str
    works: tuple[CitationKey, ...] = ()
    is_topic: bool = False
    reviewed: date | None = None
    """When somebody reviewed it, if that review stands."""
    updated: date | None = None

    @property
    def counts(self) -> bool:
        """Whether the page is part of the evidence at all."""
        return self.is_topic or bool(self.works)


@dataclass(frozen=True, slots=True)
class BookState:
    """Pages by the paths of their sources, works by their keys; no drafts."""

    pages: Mapping[str, PageState] = field(default_factory=dict)
    works: Mapping[CitationKey, WorkState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that news are about, as it was called then."""

    key: CitationKey
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Regrading:
    """A work that a page cites and that is graded otherwise than before."""

    work: CitedWork
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PageChange:
    """What happened on one day to the evidence of one page. `path` is where the page is today, `was` where it was."""

    day: date
    path: str
    was: str
    title: str
    is_new: bool = False
    is_updated: bool = False
    """The page says that it was changed, and nothing says how."""
    added: tuple[CitedWork, ...] = ()
    removed: tuple[CitedWork, ...] = ()
    regraded: tuple[Regrading, ...] = ()
    reviewed: date | None = None


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A work that was retracted, corrected … or is so no more: each an entry of its own."""

    day: date | None
    """None where nothing tells it."""
    work: CitedWork
    before: str
    after: str
    since: date | None = None
    """When that happened to the work, if the bibliography says so."""
    pages: tuple[str, ...] = ()
    """The pages that cite it today."""


Change = PageChange | StatusChange


def work_state(entry: Entry) -> WorkState:
    """The state of a work of a bibliography."""
    graded = grade(entry)
    title = entry.plain("title")
    known = (entry.doi, entry.pmid, f"{''.join(filter(str.isalnum, title.casefold()))} {year(entry)}" if title else "")
    return WorkState(
        f"{short_names(entry)} {year(entry)}",
        title,
        replace(graded, status="").words,
        graded.status,
        _day(entry.raw("statusdate")),
        frozenset(str(identity) for identity in known if identity),
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def news(today: BookState, history: Iterable[tuple[date, BookState]], most: int) -> tuple[Change, ...]:
    """At least the `most` newest changes that lead to `today`, the newest first, or all where there are fewer.

    `history` gives the state at the end of each day on which something happened, the newest first; a book that is
    known from its beginning ends with an empty state. Where history does not reach, the dates that pages and works
    tell of themselves stand in for it. Only pages that are there today are spoken of.
    """
    found: list[Change] = []
    known_from: date | None = None
    is_known = False
    present = {path: path for path in today.pages}
    newer: tuple[date, BookState] | None = None
    phantoms: dict[str, set[CitationKey]] | None = None
    for day, state in history:
        if phantoms is None:  # What looks like a citation in the source, and is none on the page.
            phantoms = {path: set(page.works) - set(_works(today, path)) for path, page in state.pages.items()}
        if newer:
            moved = _moves(state, newer[1])
            changes = _changes(state, newer[1], newer[0], moved)
            found += filter(None, (_of_today(change, today, present, phantoms) for change in changes))
            present = {old: present[new] for new, old in moved.items() if new in present}
            known_from, is_known = newer[0], not state.pages
            if len(found) >= most:
                break
        newer = (day, state)
    else:
        if not is_known:
            found += _dated(today, (newer[0] if newer else None))
    del known_from
    told = {(change.work.key, change.after) for change in found if isinstance(change, StatusChange)}
    found += [change for change in _standing(today) if (change.work.key, change.after) not in told]
    return tuple(sorted(found, key=_order))
