"""The states that a book has been in, read from the Git repository that it lies in.

Of each day on which pages or the bibliography changed, the state at its end. A file is read once for all states that
hold it, and what was read is kept in `.cache/vademecum`, which may always be deleted. Days are those of Universal Time.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from os.path import relpath
from pathlib import Path
from posixpath import normpath
from typing import Any

from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.limits import MAX_FILE
from vademecum.citation.scan import scan
from vademecum.lookup.cache import Cache
from vademecum.macros.parsing import MacroError, parse_call
from vademecum.pages.book_state import BookState, PageState, WorkState
from vademecum.pages.front_matter import FrontMatter, read_front_matter
from vademecum.publishing.git_objects import Commit, Head, Objects, Repository
from vademecum.publishing.history_works import WorksReader
from vademecum.publishing.review import review_of
from vademecum.text.decoding import decode_source

MOST_COMMITS = 2_000
MOST_DAYS = 366
"""How far back a book is looked at: what a build may take, and more than a reader of news wants."""
_MOST_KEPT = 64
"""How many states of the bibliographies are kept: each may be large."""
_MOST_BYTES = MAX_FILE * 4
_CACHE = Path(".cache", "vademecum", "history")
_FORM = "1"  # Raised when what is kept changes its meaning.
_NO_DAY = date(2000, 1, 1)  # What a blob says does not age.
_OVERVIEWS = ("index.md", "README.md")


@contextmanager
def read_history(root: Path, docs: Path, bibliographies: Sequence[str]) -> Iterator[Iterator[tuple[date, BookState]]]:
    """The states of the book whose `mkdocs.yml` lies in `root`, the newest first, read as they are asked for.

    `docs` is its documentation folder; the paths of the bibliographies are relative to `root`. Where the book is known
    from its beginning, the last state is empty. There are none without Git, without a repository, and where nothing of
    the book is in it.
    """
    repository = Repository(root)
    head = repository.head()
    paths = [_posix(relpath(path, root)) for path in (docs, *(root / path for path in bibliographies))]
    commits = repository.commits(head, paths, MOST_COMMITS) if head else []
    if not head or not commits:
        yield iter(())
        return
    with repository.objects() as objects:
        reader = _Reader(objects, Cache(root / _CACHE), [_posix(normpath(head.prefix + path)) for path in paths])
        states = reader.states(commits, head)
        yield states
        states.close()
        reader.keep()


def _posix(path: str) -> str:
    return path.replace("\\", "/")


class _Reader:
    """Makes states of commits. `paths`: of the documentation folder, and then of the bibliographies."""

    def __init__(self, objects: Objects, cache: Cache, paths: Sequence[str]) -> None:
        self._objects, self._cache = objects, cache
        self._docs, *self._bibliographies = paths
        self._key = "\n".join((_FORM, *paths))
        kept = cache.get(self._key, _NO_DAY, 1) or {}
        self._kept: dict[str, Any] = dict(kept)
        self._used: dict[str, Any] = {}
        self._pages: dict[str, _WrittenPage] = {}
        self._works_reader = WorksReader()
        self._works: dict[str, Mapping[CitationKey, WorkState]] = {}

    def states(self, commits: Sequence[Commit], head: Head) -> Generator[tuple[date, BookState], None, None]:
        """The state at the end of each day, the newest first."""
        days = _days(commits)
        for day, commit in list(days.items())[:MOST_DAYS]:
            yield day, self._state(commit)
        is_whole = not head.is_shallow and len(commits) < MOST_COMMITS and len(days) <= MOST_DAYS
        if is_whole:
            yield _NO_DAY, BookState()

    def keep(self) -> None:
        """Keep what was read for the next build."""
        if self._used.keys() != self._kept.keys():
            self._cache.put(self._key, self._used, _NO_DAY)

    def _state(self, commit: str) -> BookState:
        tree = self._objects.at(commit, self._docs)
        files = sorted(self._objects.files(tree, ".md"))
        read = ((path, self._page(blob)) for path, blob in files)
        pages = {path: page.state(path) for path, page in read if not page.is_draft}
        blobs = [blob for path in self._bibliographies if (blob := self._objects.at(commit, path))]
        return BookState(pages, self._all_works(blobs))

    def _page(self, blob: str) -> "_WrittenPage":
        page = self._pages.get(blob)
        if page is None:
            kept = self._kept.get(blob)
            page = _WrittenPage.from_json(kept) or _read_page(self._objects.blob(blob, _MOST_BYTES) or b"")
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


def _days(commits: Sequence[Commit]) -> dict[date, str]:
    """The last commit of each day, the newest day first, whatever the clocks said on which commits were made."""
    newest, earliest = commits[0].time, 0
    days: dict[date, str] = {}
    for commit in reversed(commits):
        earliest = max(earliest, min(commit.time, newest))
        days[_day(earliest)] = commit.name
    return dict(reversed(days.items()))


def _day(seconds: int) -> date:
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return _NO_DAY


@dataclass(frozen=True, slots=True)
class _WrittenPage:
    """What a page's file says, wherever it lies."""

    title: str = ""
    has_section: bool = False
    is_draft: bool = False
    reviewed: date | None = None
    works: tuple[CitationKey, ...] = field(default=())

    def state(self, path: str) -> PageState:
        is_overview = path.rsplit("/", 1)[-1] in _OVERVIEWS
        return PageState(self.title, self.works, self.has_section and not is_overview, self.reviewed)

    def to_json(self) -> list[object]:
        """In a form that JSON can hold."""
        reviewed = self.reviewed.isoformat() if self.reviewed else ""
        return [self.title, self.has_section, self.is_draft, reviewed, list(self.works)]

    @classmethod
    def from_json(cls, kept: Any) -> "_WrittenPage | None":  # noqa: ANN401  # whatever a file holds
        """What was kept; None where that is no page."""
        match kept:
            case [str(title), bool(section), bool(draft), str(reviewed), [*works]]:
                try:
                    day = date.fromisoformat(reviewed) if reviewed else None
                except ValueError:
                    return None
                return cls(title, section, draft, day, tuple(citation_key(str(work)) for work in works))
        return None


def _read_page(data: bytes) -> _WrittenPage:
    source, _ = decode_source("", data)
    front_matter, _ = read_front_matter(source)
    texts = [source.text[front_matter.end :], front_matter.text("summary"), *front_matter.texts("key_points")]
    works = dict.fromkeys(key for text in texts for key in cited_keys(text))
    return _WrittenPage(
        front_matter.text("title"),
        bool(front_matter.text("section")),
        front_matter.text("review_status") == "draft",
        reviewed_on(front_matter),
        tuple(works),
    )


def reviewed_on(front_matter: FrontMatter) -> date | None:
    """When a page was reviewed, if its review stands."""
    review = review_of(front_matter, _NO_DAY)
    return review.reviewed if review.status == "reviewed" else None


def cited_keys(text: str) -> Iterator[CitationKey]:
    """The keys that a text in Markdown seems to cite, front matter aside."""
    found = scan(text)
    for candidate in found.citations:
        yield from (item.key for item in candidate.cluster.items)
    for place in found.calls:
        written = text[place.start : place.end]
        if "cite" in written:
            try:
                call = parse_call(written)
            except MacroError:
                continue
            if call.name == "cite":
                yield from (citation_key(key) for key in call.arguments if isinstance(key, str))


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
