"""Lists of works: which, in which groups, in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.ledger import Ledger
from vademecum.csl import Style
from vademecum.pages.evidence import DESIGNS, KINDS, LEVELS, UNSUPPORTING, Grade, grade
from vademecum.pages.sitemap import SiteMap, SitePage

GROUPINGS = ("", "section", "topic", "design", "level", "year")
SORTINGS = ("author", "year", "title", "level")
_LAST = len(KINDS) + len(DESIGNS)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the cited works a list shows, and how. Empty means: all."""

    section: str = ""
    topic: str = ""
    design: str = ""
    since: int = 0
    group_by: str = ""
    sort: str = "author"


@dataclass(frozen=True, slots=True)
class ListedWork:
    """A work in a list, and the pages that cite it."""

    key: CitationKey
    pages: tuple[SitePage, ...]


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """Works that have the same level, design, year or place: that is its name, empty where it is not known."""

    name: str
    works: tuple[ListedWork, ...]


def list_literature(
    selection: Selection, bibliography: Bibliography, ledger: Ledger, site: SiteMap, style: Style
) -> tuple[WorkGroup, ...]:
    """The cited works that `selection` asks for. A work cited on pages of several groups stands in each of them."""
    pages = [page for page in site.book if is_asked_for(page, selection)]
    citing: dict[CitationKey, list[SitePage]] = {}
    for page in pages:
        for key in ledger.works(page.path):
            citing.setdefault(key, []).append(page)
    cited = {key: where for key, where in citing.items() if _fits(bibliography[key], selection)}
    groups = _groups(cited, selection.group_by, bibliography, site)
    return tuple(
        WorkGroup(
            name,
            tuple(
                ListedWork(key, tuple(site[path] for path in ledger.pages_citing(key) if path in site))
                for key in _sorted(keys, selection.sort, bibliography, style)
            ),
        )
        for name, keys in groups.items()
    )


def is_asked_for(page: SitePage, selection: Selection) -> bool:
    """Whether a list with this selection is about the works of a page."""
    return selection.section in ("", page.path.split("/")[0]) and selection.topic in ("", page.topic)


def _fits(entry: Entry, selection: Selection) -> bool:
    return selection.design in ("", grade(entry).design) and (not selection.since or year_of(entry) >= selection.since)


def year_of(entry: Entry) -> int:
    """The year of a work, 0 where it is not known."""
    return (entry.date.year if entry.date else None) or 0


def _groups(
    cited: dict[CitationKey, list[SitePage]], group_by: str, bibliography: Bibliography, site: SiteMap
) -> dict[str, list[CitationKey]]:
    """Keys by the name of their group, groups in the order of the site or of their kind."""
    groups: dict[str, list[CitationKey]] = {}
    if group_by in ("section", "topic"):
        folders = {folder: section.title for folder, section in site.sections()}
        in_sections = [page for page in site if page.path.split("/")[0] in folders]
        for page in (*in_sections, *(page for page in site if page not in in_sections)):
            title = page.title if group_by == "topic" else folders.get(page.path.split("/")[0], "")
            for key, pages in cited.items():
                if page in pages and key not in groups.setdefault(title, []):
                    groups[title].append(key)
        return {title: keys for title, keys in groups.items() if keys}
    for key in cited:
        groups.setdefault(_name(bibliography[key], group_by), []).append(key)
    return dict(sorted(groups.items(), key=lambda group: _rank(group[0], group_by)))


def _name(entry: Entry, group_by: str) -> str:
    kind = grade(entry)
    return {"design": kind.design, "level": kind.kind, "year": str(entry.date or "")}.get(group_by, "")


def _rank(name: str, group_by: str) -> tuple[bool, int, str]:
    """The newest and the strongest first, what is not known last."""
    order = {"level": KINDS, "design": DESIGNS}.get(group_by, ())
    number = -int(name) if group_by == "year" and name.isdecimal() else order.index(name) if name in order else _LAST
    return not name, number, name


def _strength(of: Grade) -> tuple[bool, int]:
    """Sorts by level, what claims cannot rest on behind all else."""
    return of.status in UNSUPPORTING, LEVELS.index(of.kind) if of.kind in LEVELS else len(LEVELS)


def _sorted(keys: Iterable[CitationKey], sort: str, bibliography: Bibliography, style: Style) -> Sequence[CitationKey]:
    if sort == "author" and not style.numbered:
        return style.order(keys)
    if sort == "level":
        return sorted(keys, key=lambda key: (*_strength(grade(bibliography[key])), key))
    if sort == "title":
        return sorted(keys, key=lambda key: (bibliography[key].plain("title").casefold(), key))
    if sort == "year":
        return sorted(keys, key=lambda key: (-year_of(bibliography[key]), key))
    return sorted(keys)
