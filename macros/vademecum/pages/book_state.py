"""The evidence of a book at one time: its pages, the works that they cite, how these are graded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.csl.names import short_names, year
from vademecum.pages.evidence import grade


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


def work_state(entry: Entry) -> WorkState:
    """The state of a work of a bibliography."""
    graded = grade(entry)
    title = entry.plain("title")
    marks = [identifier.url for identifier in (entry.doi, entry.pmid) if identifier]
    words = "".join(filter(str.isalnum, title.casefold()))
    if words:
        marks.append(f"{words} {year(entry)}")
    return WorkState(
        f"{short_names(entry)} {year(entry)}",
        title,
        f"{graded.kind} {graded.design}".strip(),
        graded.status,
        _day(entry.raw("statusdate")),
        frozenset(marks),
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None
