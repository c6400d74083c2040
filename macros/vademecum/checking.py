"""Everything there is to check offline, gathered and run: pages, bibliography, links. Floor 6.

What is wrong is said once: a page's front matter, outline and citations are read here, and every check takes from them.
"""

import fnmatch
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.inspection import inspect
from vademecum.checks.bibliography import BibliographySettings, check_bibliography
from vademecum.checks.catalogue import rule_guides
from vademecum.checks.cited_page import CitedPage, read_cited_page
from vademecum.checks.link_site import LinkPage, LinkSettings, LinkSite, NavigationEntry
from vademecum.checks.links import check_links
from vademecum.checks.page_citations import CitationSettings, check_page_citations, check_unused
from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.checks.pages import check_pages
from vademecum.checks.suppression import Suppressions
from vademecum.pages.front_matter import FrontMatter, read_front_matter
from vademecum.pages.outline import outline
from vademecum.pages.outline_parts import OutlineSettings
from vademecum.render.html import mention_id, reference_id
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Finding
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Source

_COVERAGE = "citation/coverage"


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What a site sets about its checks, the setting of each check beside the other."""

    pages: PageSettings = field(default_factory=PageSettings)
    citations: CitationSettings = field(default_factory=CitationSettings)
    links: LinkSettings = field(default_factory=LinkSettings)
    outline: OutlineSettings = field(default_factory=OutlineSettings)
    topics: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class CheckedSite:
    """What is checked. Paths of pages and files are relative to the documentation folder."""

    pages: Mapping[str, Source]
    bibliography: Bibliography
    bibliography_findings: Sequence[Finding] = ()
    other_sources: Sequence[Source] = ()
    """The BibTeX files and `mkdocs.yml`: where remarks may let findings stand."""
    files: Collection[str] = ()
    navigation: Sequence[NavigationEntry] | None = None
    not_in_navigation: Collection[str] = ()
    settings: CheckSettings = field(default_factory=CheckSettings)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page and all that was read of it."""

    source: Source
    front_matter: FrontMatter
    findings: tuple[Finding, ...]
    cited: CitedPage


def check_site(site: CheckedSite, today: date) -> tuple[Finding, ...]:
    """All that is wrong with the sources of a site on the day `today`, but what remarks let stand."""
    suppressions = Suppressions()
    names = rule_guides().keys()
    for source in (*site.pages.values(), *site.other_sources):
        suppressions.read(source, today, names)
    found = suppressions.left(_findings(site, suppressions, today))
    return (*found, *suppressions.findings, *suppressions.unused())


def chosen_rules(select: Collection[str] = (), ignore: Collection[str] = ()) -> frozenset[str]:
    """The names of the rules that are asked for; `link/*` is all of a kind. ConfigurationError for one that is none."""
    names = rule_guides().keys()
    for pattern in (*select, *ignore):
        if not fnmatch.filter(names, pattern):
            near = nearest_name(pattern, names)
            hint = f"; did you mean '{near}'?" if near else ""
            raise ConfigurationError(f"there is no rule '{pattern}'{hint}")
    chosen = {name for pattern in select or ("*",) for name in fnmatch.filter(names, pattern)}
    return frozenset(chosen - {name for pattern in ignore for name in fnmatch.filter(names, pattern)})


def _findings(site: CheckedSite, suppressions: Suppressions, today: date) -> Iterator[Finding]:
    pages = {path: _read(source, site.settings.outline) for path, source in site.pages.items()}
    yield from site.bibliography_findings
    yield from inspect(site.bibliography.values())
    yield from check_bibliography(site.bibliography, BibliographySettings(today, site.settings.topics))
    for page in pages.values():
        yield from page.findings
        exempt = suppressions.lines(page.source.path, _COVERAGE)
        yield from check_page_citations(page.cited, site.bibliography, site.settings.citations, exempt)
    yield from check_unused([page.cited for page in pages.values()], site.bibliography)
    yield from check_pages(
        [CheckedPage(page.source, page.front_matter, page.cited.outline) for page in pages.values()],
        today,
        site.settings.pages,
    )
    yield from check_links(_link_site(site, pages))


def _read(source: Source, settings: OutlineSettings) -> _Page:
    front_matter, findings = read_front_matter(source)
    held = outline(source, front_matter.end, settings)
    return _Page(source, front_matter, findings, read_cited_page(source, front_matter, held))


def _link_site(site: CheckedSite, pages: Mapping[str, _Page]) -> LinkSite:
    return LinkSite(
        pages={
            path: LinkPage(page.source, page.cited.outline, page.front_matter, frozenset(_made_ids(page.cited)))
            for path, page in pages.items()
        },
        files=site.files,
        navigation=site.navigation,
        not_in_navigation=site.not_in_navigation,
        settings=site.settings.links,
    )


def _made_ids(page: CitedPage) -> Iterator[str]:
    """The ids that the build gives to the references and citations of a page."""
    yield "references"
    counts: dict[str, int] = {}
    for key in _keys(page):
        counts[key] = counts.get(key, 0) + 1
        yield mention_id(key, counts[key])
        yield reference_id(key)


def _keys(page: CitedPage) -> Iterable[str]:
    return (item.key for each in page.citations for item in each.cluster.items)
