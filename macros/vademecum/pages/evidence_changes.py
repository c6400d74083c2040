"""What changed in the evidence of a book between two of its states: pages, what they cite, how that is graded.

Words that were mended are no change. Works are told by their keys, and where a key is new by what they are, so that a
renamed key is none either; pages are told by their paths, and a page that went elsewhere by its title or its works.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from vademecum.bibliography.identifier import CitationKey
from vademecum.pages.book_state import BookState, PageState
from vademecum.pages.evidence import ALARMING


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


def news(today: BookState, history: Iterable[tuple[date, BookState]], most: int) -> tuple[Change, ...]:
    """At least the `most` newest changes that led to `today`, the newest first; all where there are fewer.

    `history` gives the state at the end of each day on which something happened, the newest first; of a book that is
    known from its beginning the last state is empty. Where history does not reach, the dates that pages and works tell
    of themselves stand in for it. Only pages that are there today, and works that these cite, are spoken of.
    """
    found: list[Change] = []
    reach = date.max
    tracked: frozenset[str] = frozenset()
    reader = _Reader(today)
    newer: tuple[date, BookState] | None = None
    for day, state in history:
        if newer:
            found += reader.changes(state, newer[1], newer[0])
            if len(found) >= most:
                reach = date.min
                break
        else:
            tracked = frozenset(state.pages)
            reader.learn(state)
        reach = day if state.pages else date.min
        newer = day, state
    told = {(change.work.key, change.after) for change in found if isinstance(change, StatusChange)}
    reviews = {(change.path, change.reviewed) for change in found if isinstance(change, PageChange)}
    for change in _dated_pages(today, reach, tracked):
        if change.is_updated or (change.path, change.reviewed) not in reviews:
            found.append(change)
    found += [change for change in _dated_works(today, reach) if (change.work.key, change.after) not in told]
    return tuple(sorted(found, key=_order))


class _Reader:
    """Compares states of the past, from the newest to the oldest, as far as they matter to the book of today."""

    def __init__(self, today: BookState) -> None:
        self._today = today
        self._cited_on = _cited_on(today)
        self._present = {path: path for path in today.pages}
        """Where each page is today that was at a path then."""
        self._phantoms: Mapping[str, frozenset[CitationKey]] = {}

    def learn(self, newest: BookState) -> None:
        """Take note of what looks like a citation in the newest sources and is none on the page, such as in code."""
        shown = {path: frozenset(page.works) for path, page in self._today.pages.items()}
        self._phantoms = {
            path: frozenset(page.works) - shown.get(path, frozenset()) for path, page in newest.pages.items()
        }

    def changes(self, old: BookState, new: BookState, day: date) -> Iterator[Change]:
        """What happened on `day`."""
        step = _Step(old, new, day)
        came_from = _moves(old, new)
        for path, page in sorted(new.pages.items()):
            present = self._present.get(path)
            if present and page.counts:
                before = old.pages.get(came_from.get(path, path))
                change = self._on_page(step.page_change(path, before), present)
                if change:
                    yield change
        for status in step.status_changes():
            if status.work.key in self._cited_on:
                yield replace(status, pages=self._cited_on[status.work.key])
        for path, former in came_from.items():
            if path in self._present:
                self._present[former] = self._present.pop(path)

    def _on_page(self, change: PageChange, present: str) -> PageChange | None:
        """A change as the page of today tells it; None where it is none."""
        phantoms = self._phantoms.get(present, frozenset())
        change = replace(
            change,
            path=present,
            title=self._today.pages[present].title,
            added=tuple(work for work in change.added if work.key not in phantoms),
            removed=tuple(work for work in change.removed if work.key not in phantoms),
            regraded=tuple(each for each in change.regraded if each.work.key not in phantoms),
        )
        is_any = change.is_new or change.added or change.removed or change.regraded or change.reviewed
        return change if is_any else None


class _Step:
    """Two states of a book, and the day that led from one to the other."""

    def __init__(self, old: BookState, new: BookState, day: date) -> None:
        self._old, self._new, self._day = old, new, day
        self._former = _renamed_works(old, new)

    def page_change(self, path: str, before: PageState | None) -> PageChange:
        """What happened to the page that is now at `path`."""
        now, old, new = self._new.pages[path], self._old.works, self._new.works
        cited_before = [key for key in (before.works if before else ()) if key in old]
        cited = {key: self._former.get(key, key) for key in now.works if key in new}
        stayed = set(cited.values()) & set(cited_before)
        regraded = (
            Regrading(_cited(key, self._new), old[former].grade, new[key].grade)
            for key, former in cited.items()
            if former in stayed
        )
        return PageChange(
            self._day,
            path,
            path,
            now.title,
            is_new=before is None or not before.counts,
            added=tuple(_cited(key, self._new) for key, former in cited.items() if former not in stayed),
            removed=tuple(_cited(key, self._old) for key in cited_before if key not in stayed),
            regraded=tuple(each for each in regraded if each.before != each.after),
            reviewed=now.reviewed if before is None or now.reviewed != before.reviewed else None,
        )

    def status_changes(self) -> Iterator[StatusChange]:
        """The works that have another status than before."""
        for key, work in sorted(self._new.works.items()):
            before = self._old.works.get(self._former.get(key, key))
            status = before.status if before else ""
            if work.status != status and (before or work.status in ALARMING):
                yield StatusChange(self._day, _cited(key, self._new), status, work.status, work.status_date)


def _moves(old: BookState, new: BookState) -> dict[str, str]:
    """The old path of each page that went elsewhere, by its new one: of the same title, or with the same works."""
    gone: dict[object, str] = {}
    for path, page in sorted(old.pages.items()):
        if path not in new.pages:
            gone |= dict.fromkeys(_marks(page), path)
    moves: dict[str, str] = {}
    taken = {""}
    for path in sorted(new.pages.keys() - old.pages.keys()) if gone else ():
        former = next((gone[mark] for mark in _marks(new.pages[path]) if gone.get(mark, "") not in taken), "")
        if former:
            moves[path] = former
            taken.add(former)
    return moves


def _marks(page: PageState) -> tuple[object, ...]:
    """By what a page is known wherever it is."""
    return tuple(filter(None, (page.title.casefold(), frozenset(page.works))))


def _renamed_works(old: BookState, new: BookState) -> dict[CitationKey, CitationKey]:
    """The old key of each work that has a new one."""
    known = {
        identity: key for key, work in sorted(old.works.items()) if key not in new.works for identity in work.identities
    }
    former: dict[CitationKey, CitationKey] = {}
    for key in sorted(new.works.keys() - old.works.keys()) if known else ():
        names = (known.pop(identity, None) for identity in sorted(new.works[key].identities))
        name = next(filter(None, names), None)
        if name is not None:
            former[key] = name
    return former


def _cited(key: CitationKey, book: BookState) -> CitedWork:
    work = book.works[key]
    return CitedWork(key, work.name, work.title)


def _cited_on(book: BookState) -> dict[CitationKey, tuple[str, ...]]:
    """The pages that cite each work."""
    pages: dict[CitationKey, list[str]] = {}
    for path, page in book.pages.items():
        for key in page.works:
            pages.setdefault(key, []).append(path)
    return {key: tuple(paths) for key, paths in pages.items()}


def _dated_pages(book: BookState, reach: date, tracked: frozenset[str]) -> Iterator[PageChange]:
    """What pages say happened to them until `reach`; of those that history knows nothing of, all of it."""
    for path, page in sorted(book.pages.items()):
        last = reach if path in tracked else date.max
        days = {day for day in (page.updated, page.reviewed) if day and day <= last and page.counts}
        for day in sorted(days):
            reviewed = day if day == page.reviewed else None
            yield PageChange(day, path, path, page.title, is_updated=day == page.updated, reviewed=reviewed)


def _dated_works(book: BookState, reach: date) -> Iterator[StatusChange]:
    """What the bibliography says happened to cited works until `reach`; what is alarming of them, whenever it did."""
    for key, paths in sorted(_cited_on(book).items()):
        work = book.works.get(key)
        if not work or not work.status:
            continue
        since = work.status_date
        if work.status in ALARMING or (since and since <= reach):
            day = since or max((day for path in paths if (day := book.pages[path].updated)), default=None)
            yield StatusChange(day, CitedWork(key, work.name, work.title), "", work.status, since, paths)


def _order(change: Change) -> tuple[int, int, str]:
    """The newest first; of one day, what happened to works, then new pages, then the others."""
    day = change.day or date.max  # What may be new is told as if it were.
    rank = 0 if isinstance(change, StatusChange) else 2 - change.is_new
    return -day.toordinal(), rank, change.work.key if isinstance(change, StatusChange) else change.path
