"""Lists of works: which, in which groups, in which order."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.ledger import Ledger
from vademecum.csl import Style
from vademecum.pages.evidence import LEVELS, OUTSIDE_LEVELS, STATUSES, grade
from vademecum.pages.sitemap import SiteMap, SitePage

GROUPINGS = ("", "section", "topic", "design", "level", "year")
SORTINGS = ("author", "year", "title", "level")
_NO_SLUG = re.compile(r"[^\w]+")


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
    """Works under one heading; the heading is empty where a list has no groups."""

    title: str
    works: tuple[ListedWork, ...]


class Choice(NamedTuple):
    """A value of a facet: what it is called in an address, what readers see (empty for "none"), how many have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """By what readers can choose from a list; a facet with one value tells nothing and is left out."""

    choices: Mapping[str, tuple[Choice, ...]]
    """The values of `level`, `design`, `status`, and `section` or `page`."""
    values: Mapping[CitationKey, tuple[str, ...]]
    """What each work has, as `facet:value`."""
    years: Mapping[CitationKey, int]
    """The year of each work; 0 where it is not known."""

    @property
    def by_year(self) -> tuple[tuple[int, int], ...]:
        """How many works are of each year, from the first to the last of those that are known."""
        counts = Counter(year for year in self.years.values() if year)
        return tuple((year, counts[year]) for year in range(min(counts), max(counts) + 1)) if counts else ()


def list_literature(
    selection: Selection, bibliography: Bibliography, ledger: Ledger, site: SiteMap, style: Style
) -> tuple[WorkGroup, ...]:
    """The cited works that `selection` asks for. A work cited on pages of several groups stands in each of them."""
    pages = [page for page in site if _is_asked_for(page, selection)]
    citing: dict[CitationKey, list[SitePage]] = {}
    for page in pages:
        for key in ledger.works(page.path):
            citing.setdefault(key, []).append(page)
    cited = {key: where for key, where in citing.items() if _fits(bibliography[key], selection)}
    titles = _group_titles(cited, selection.group_by, bibliography, site)
    return tuple(
        WorkGroup(
            title,
            tuple(
                ListedWork(key, tuple(site[path] for path in ledger.pages_citing(key) if path in site))
                for key in _sorted(keys, selection.sort, bibliography, style)
            ),
        )
        for title, keys in titles.items()
    )


def facets_of(
    groups: Iterable[WorkGroup], selection: Selection, bibliography: Bibliography, site: SiteMap
) -> Facets:
    """The facets of a list. Within one section or topic, works are told apart by pages, elsewhere by sections."""
    works = {work.key: work.pages for group in groups for work in group.works}
    folders = {folder: section.title for folder, section in site.sections()}
    place = "page" if selection.section or selection.topic else "section"
    labels: dict[str, dict[str, str]] = {"level": {}, "status": {}, place: {}, "design": {}}
    having: dict[CitationKey, dict[str, list[str]]] = {}
    for key, pages in works.items():
        kind = grade(bibliography[key])
        labels["level"][kind.kind] = kind.level
        labels["design"][kind.design] = kind.design.capitalize()
        if kind.status:
            labels["status"][kind.status] = kind.status.capitalize()
        mine = [page for page in pages if _is_asked_for(page, selection)]
        places = [page.path.removesuffix(".md") if place == "page" else page.path.split("/")[0] for page in mine]
        for page, name in zip(mine, places, strict=True):
            labels[place][name] = page.title if place == "page" else folders.get(name, "")
        places = list(dict.fromkeys(name if labels[place][name] else "" for name in places))
        having[key] = {"level": [kind.kind], "design": [kind.design], "status": [kind.status] if kind.status else [], place: places}
    labels[place].update({"": ""} if any("" in each[place] for each in having.values()) else {})
    order = {
        "level": [*LEVELS, *OUTSIDE_LEVELS, ""],
        "status": STATUSES,
        place: [*(name for name in labels[place] if name), ""] if place == "page" else [*folders, ""],
    }
    values: dict[CitationKey, list[str]] = {key: [] for key in works}
    choices = {}
    for facet, named in labels.items():
        counts = Counter(name for each in having.values() for name in each[facet])
        names = order.get(facet) or sorted(counts, key=lambda name: (-counts[name], name))  # used at once
        slugs = _slugs(name for name in names if counts[name])
        if len(slugs) > (facet != "status"):  # That there is one notice says something.
            choices[facet] = tuple(Choice(slugs[name], named[name], counts[name]) for name in slugs)
            for key, each in having.items():
                values[key] += (f"{facet}:{slugs[name]}" for name in each[facet])
    years = {key: _year(bibliography[key]) for key in works}
    return Facets(choices, {key: tuple(found) for key, found in values.items()}, years)


def _slugs(names: Iterable[str]) -> dict[str, str]:
    """Each name as it stands in an address, without blanks; no two are the same."""
    slugs: dict[str, str] = {}
    for name in names:
        slug = _NO_SLUG.sub("-", name.lower()).strip("-") or "none"
        while slug in slugs.values():
            slug += "-"
        slugs[name] = slug
    return slugs


def _is_asked_for(page: SitePage, selection: Selection) -> bool:
    return selection.section in ("", page.path.split("/")[0]) and selection.topic in ("", page.topic)


def _fits(entry: Entry, selection: Selection) -> bool:
    return selection.design in ("", grade(entry).design) and (not selection.since or _year(entry) >= selection.since)


def _year(entry: Entry) -> int:
    """The year of a work, 0 where it is not known."""
    return (entry.date.year if entry.date else None) or 0


def _group_titles(
    cited: dict[CitationKey, list[SitePage]], group_by: str, bibliography: Bibliography, site: SiteMap
) -> dict[str, list[CitationKey]]:
    """Keys by the title of their group, groups in the order of the site or of their kind."""
    groups: dict[str, list[CitationKey]] = {}
    if group_by in ("section", "topic"):
        folders = {folder: section.title for folder, section in site.sections()}
        in_sections = [page for page in site if page.path.split("/")[0] in folders]
        for page in (*in_sections, *(page for page in site if page not in in_sections)):
            title = page.title if group_by == "topic" else folders.get(page.path.split("/")[0], "Other pages")
            for key, pages in cited.items():
                if page in pages and key not in groups.setdefault(title, []):
                    groups[title].append(key)
        return {title: keys for title, keys in groups.items() if keys}
    for key in cited:
        groups.setdefault(_title(bibliography[key], group_by), []).append(key)
    return dict(sorted(groups.items(), key=lambda group: _rank(group[0], group_by)))


def _title(entry: Entry, group_by: str) -> str:
    kind = grade(entry)
    titles = {
        "design": kind.design.capitalize() or "Design not given",
        "level": kind.level or "No level",
        "year": str(entry.date or "No date"),
    }
    return titles.get(group_by, "")


def _rank(title: str, group_by: str) -> tuple[int, str]:
    return (-int(title), "") if group_by == "year" and title.isdecimal() else (0, title)


def _sorted(keys: Iterable[CitationKey], sort: str, bibliography: Bibliography, style: Style) -> Sequence[CitationKey]:
    if sort == "author" and not style.numbered:
        return style.order(keys)
    if sort == "level":
        return sorted(
            keys, key=lambda key: ([*LEVELS, grade(bibliography[key]).kind].index(grade(bibliography[key]).kind), key)
        )
    if sort == "title":
        return sorted(keys, key=lambda key: (bibliography[key].plain("title").casefold(), key))
    if sort == "year":
        return sorted(keys, key=lambda key: (-_year(bibliography[key]), key))
    return sorted(keys)
