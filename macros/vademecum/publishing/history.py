"""The states that a book has been in, read from the Git repository that it lies in.

Of each day on which pages or the bibliography changed, the state at its end. A file is read once for all states that
hold it, and what was read is kept in `.cache/vademecum`, which may always be deleted. Days are those of Universal Time.
"""

from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from os.path import relpath
from pathlib import Path
from posixpath import normpath
from typing import Any

from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.limits import MAX_FILE
from vademecum.git import NO_DAY, Commit, Head, Repository, dated
from vademecum.git_objects import Objects
from vademecum.lookup.cache import Cache
from vademecum.pages.book_state import BookState, WorkState
from vademecum.publishing.history_pages import WrittenPage, read_page, shown_file, shown_keys
from vademecum.publishing.history_works import WorksReader
from vademecum.text.decoding import decode_source

MOST_COMMITS = 2_000
MOST_DAYS = 366
"""How far back a book is looked at: what a build may take, and more than a reader of news wants."""
_MOST_KEPT = 64
"""How many states of the bibliographies are kept: each may be large."""
_MOST_BYTES = MAX_FILE * 4
_CACHE = Path(".cache", "vademecum")
_FORM = "history 3"  # Raised when what is kept changes its meaning.


@contextmanager
def read_history(
    root: Path, docs: Path, bibliographies: Sequence[str], asides: Container[str] = ()
) -> Iterator[Iterator[tuple[date, BookState]]]:
    """The states of the book whose `mkdocs.yml` lies in `root`, the newest first, read as they are asked for.

    `docs` is its documentation folder; the paths of the bibliographies are relative to `root`. Pages that stand beside
    the book today, by their paths in `asides`, are told of at no time. Where the book is known from its beginning, the
    last state is empty. There are none without Git, without a repository, and where nothing of the book is in it.
    """
    repository = Repository(root)
    head = repository.head()
    paths = [_posix(relpath(path, root)) for path in (docs, *(root / path for path in bibliographies))]
    commits = repository.commits(head, paths, MOST_COMMITS) if head else []
    if not head or not commits:
        yield iter(())
        return
    with repository.objects() as objects:
        found = [_posix(normpath(head.prefix + path)) for path in paths]
        reader = _Reader(objects, Cache(root / _CACHE), found, asides)
        states = reader.states(commits, head)
        yield states
        states.close()
        reader.keep()


def _posix(path: str) -> str:
    return path.replace("\\", "/")


class _Reader:
    """Makes states of commits. `paths`: of the documentation folder, and then of the bibliographies."""

    def __init__(self, objects: Objects, cache: Cache, paths: Sequence[str], asides: Container[str]) -> None:
        self._objects, self._cache, self._asides = objects, cache, asides
        self._docs, *self._bibliographies = paths
        self._key = "\n".join((_FORM, *paths))
        kept = cache.get(self._key, NO_DAY, 1) or {}
        self._kept: dict[str, Any] = dict(kept)
        self._used: dict[str, Any] = {}
        self._pages: dict[str, WrittenPage] = {}
        self._works_reader = WorksReader()
        self._works: dict[str, Mapping[CitationKey, WorkState]] = {}

    def states(self, commits: Sequence[Commit], head: Head) -> Generator[tuple[date, BookState], None, None]:
        """The state at the end of each day, the newest first."""
        days: dict[date, str] = {}
        for day, commit in dated(commits):
            days.setdefault(day, commit)
        for day, commit in list(days.items())[:MOST_DAYS]:
            yield day, self._state(commit)
        is_whole = not head.is_shallow and len(commits) < MOST_COMMITS and len(days) <= MOST_DAYS
        if is_whole:
            yield NO_DAY, BookState()

    def keep(self) -> None:
        """Keep what was read for the next build."""
        if self._used.keys() != self._kept.keys():
            self._cache.put(self._key, self._used, NO_DAY)

    def _state(self, commit: str) -> BookState:
        tree = self._objects.at(commit, self._docs)
        files = sorted(each for each in self._objects.files(tree, ".md") if each[0] not in self._asides)
        read = ((path, self._page(blob)) for path, blob in files)
        pages = {path: page.state(path, self._shown(tree, path, page)) for path, page in read if not page.is_draft}
        blobs = [blob for path in self._bibliographies if (blob := self._objects.at(commit, path))]
        return BookState(pages, self._all_works(blobs))

    def _shown(self, tree: str, path: str, page: WrittenPage) -> tuple[CitationKey, ...]:
        """The works that a page cites with the files of data which it shows, as they are in a tree."""
        found: list[CitationKey] = []
        for call in page.calls:
            blob = self._objects.below(tree, shown_file(call, path))
            found += self._shown_keys(blob, call) if blob else ()
        return tuple(found)

    def _shown_keys(self, blob: str, call: str) -> Sequence[CitationKey]:
        name = f"{blob} {call}"
        if name not in self._used:
            kept = self._kept.get(name)
            if not isinstance(kept, list):
                kept = list(shown_keys(call, decode_source(blob, self._objects.blob(blob, _MOST_BYTES) or b"")[0]))
            self._used[name] = kept
        return [citation_key(str(key)) for key in self._used[name]]

    def _page(self, blob: str) -> WrittenPage:
        page = self._pages.get(blob)
        if page is None:
            kept = self._kept.get(blob)
            page = WrittenPage.from_json(kept) or read_page(self._objects.blob(blob, _MOST_BYTES) or b"")
            self._pages[blob] = page
            self._used[blob] = page.to_json()
        return page

    def _all_works(self, blobs: Sequence[str]) -> Mapping[CitationKey, WorkState]:
        """The works of all bibliographies together: what one says may be inherited from another."""
        key = " ".join(blobs)
        works = self._works.get(key)
        if works is None:
            works = _works_from_json(self._kept.get(key))
            if works is None:
                sources = [decode_source(blob, self._objects.blob(blob, _MOST_BYTES) or b"")[0] for blob in blobs]
                works = self._works_reader.works(sources)
            self._works[key] = works
            if len(self._works) <= _MOST_KEPT:
                self._used[key] = _works_to_json(works)
        return works


def _works_to_json(works: Mapping[CitationKey, WorkState]) -> dict[str, list[object]]:
    return {
        key: [
            *(work.name, work.title, work.grade, work.status),
            *(work.status_date.isoformat() if work.status_date else "", sorted(work.identities)),
        ]
        for key, work in works.items()
    }


def _works_from_json(kept: Any) -> dict[CitationKey, WorkState] | None:  # noqa: ANN401  # whatever a file holds
    if not isinstance(kept, dict):
        return None
    works = {}
    for key, value in kept.items():
        match value:
            case [str(name), str(title), str(grade), str(status), str(since), [*identities]]:
                try:
                    day = date.fromisoformat(since) if since else None
                except ValueError:
                    return None
                works[citation_key(key)] = WorkState(name, title, grade, status, day, frozenset(map(str, identities)))
            case _:
                return None
    return works
