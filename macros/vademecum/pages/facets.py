"""By what readers can choose from a list of works: strength of evidence, notices, place, kind of study, year."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.pages.evidence import KINDS, STATUSES, grade
from vademecum.pages.literature import Selection, WorkGroup, is_asked_for, year_of
from vademecum.pages.sitemap import SiteMap, SitePage

_NO_SLUG = re.compile(r"\W+")


class Choice(NamedTuple):
    """A value of a facet: its name in an address, the value itself (empty for "none"), how many works have it.

    Levels, statuses and designs get their words from the templates; sections and pages stand there by their titles.
    """

    value: str
    label: str
    works: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of a list. One with a single value tells nothing and is left out, unless it is a notice."""

    choices: Mapping[str, tuple[Choice, ...]]
    """The values of `level`, `status`, `design`, and `section` and `topic`, or `page`."""
    values: Mapping[CitationKey, tuple[str, ...]]
    """What each work has, as `facet:value`."""
    years: Mapping[CitationKey, int]
    """The year of each work; 0 where it is not known."""

    @property
    def by_year(self) -> tuple[tuple[int, int], ...]:
        """How many works are of each year, from the first to the last of those that are known."""
        counts = Counter(year for year in self.years.values() if year)
        return tuple((year, counts[year]) for year in range(min(counts), max(counts) + 1)) if counts else ()


class _Facet(NamedTuple):
    """The names of the values that each work has, and the value for each name, in the order of the list."""

    having: Mapping[CitationKey, Sequence[str]]
    labels: Mapping[str, str]


def facets_of(groups: Iterable[WorkGroup], selection: Selection, bibliography: Bibliography, site: SiteMap) -> Facets:
    """The facets of a list. Within a section or topic, works are told apart by pages, else by sections and topics."""
    pages = {work.key: work.pages for group in groups for work in group.works}
    grades = {key: grade(bibliography[key]) for key in pages}
    designs = Counter(each.design for each in grades.values())
    facets = {
        "level": _Facet(
            {key: (each.kind,) for key, each in grades.items()},
            {kind: kind for kind in KINDS},
        ),
        "status": _Facet(
            {key: (each.status,) if each.status else () for key, each in grades.items()},
            {status: status for status in STATUSES},
        ),
        **_places(pages, selection, bibliography, site),
        "design": _Facet(
            {key: (each.design,) for key, each in grades.items()},
            {design: design for design in sorted(designs, key=lambda name: (-designs[name], name))},
        ),
    }
    choices: dict[str, tuple[Choice, ...]] = {}
    values: dict[CitationKey, list[str]] = {key: [] for key in pages}
    for name, facet in facets.items():
        counts = Counter(value for had in facet.having.values() for value in had)
        slugs = _slugs(value for value in facet.labels if counts[value])
        if len(slugs) > 1 or (name == "status" and slugs):
            choices[name] = tuple(Choice(slugs[value], facet.labels[value], counts[value]) for value in slugs)
            for key, had in facet.having.items():
                values[key] += (f"{name}:{slugs[value]}" for value in had)
    years = {key: year_of(bibliography[key]) for key in pages}
    return Facets(choices, {key: tuple(each) for key, each in values.items()}, years)


def _places(
    works: Mapping[CitationKey, Sequence[SitePage]], selection: Selection, bibliography: Bibliography, site: SiteMap
) -> dict[str, _Facet]:
    """Where works are cited; pages that are in no section have the empty name."""
    if selection.section or selection.topic:
        pages = {page.path.removesuffix(".md"): page.title for page in site if is_asked_for(page, selection)}
        found = {key: [page.path.removesuffix(".md") for page in citing] for key, citing in works.items()}
        return {"page": _Facet({key: [each for each in had if each in pages] for key, had in found.items()}, pages)}
    sections = {folder: section.title for folder, section in site.sections()}
    folders = {key: dict.fromkeys(page.path.split("/")[0] for page in citing) for key, citing in works.items()}
    having = {
        key: tuple(dict.fromkeys(each if each in sections else "" for each in had)) for key, had in folders.items()
    }
    return {"section": _Facet(having, {**sections, "": ""}), "topic": _topics(works, bibliography, site)}


def _topics(works: Mapping[CitationKey, Sequence[SitePage]], bibliography: Bibliography, site: SiteMap) -> _Facet:
    """The topic pages that cite a work, and those that its keywords name."""
    topics = {page.path.removesuffix(".md"): page for page in site.book if page.section and not page.is_overview}
    named: defaultdict[str, list[str]] = defaultdict(list)
    for path, page in topics.items():
        named[page.topic].append(path)
    having = {}
    for key, citing in works.items():
        paths = [page.path.removesuffix(".md") for page in citing]
        paths += (path for word in bibliography[key].keywords for path in named.get(word, ()))
        having[key] = tuple(dict.fromkeys(path for path in paths if path in topics))
    return _Facet(having, {path: page.title for path, page in topics.items()})


def _slugs(names: Iterable[str]) -> dict[str, str]:
    """Each name as it stands in an address, without blanks; no two are the same."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        slug = _NO_SLUG.sub("-", name.lower()).strip("-") or "none"
        while slug in taken:
            slug += "-"
        taken.add(slug)
        slugs[name] = slug
    return slugs
