"""Everything there is to check offline, gathered and run: pages, bibliography, links. Floor 6.

What is wrong is said once: a page's front matter, outline and citations are read here, and every check takes from them.
"""

import fnmatch
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.inspection import inspect
from vademecum.checks import link_rules
from vademecum.checks.bibliography import BibliographySettings, check_bibliography
from vademecum.checks.built_html import BuiltSite, check_built_html
from vademecum.checks.catalogue import rule_guides
from vademecum.checks.citation_locators import hidden_locators_of
from vademecum.checks.cited_page import CitedPage, read_cited_page
from vademecum.checks.external_links import EXPIRED_EXCLUDE
from vademecum.checks.html_sources import authored
from vademecum.checks.link_site import LinkedText, LinkPage, LinkSettings, LinkSite, NavigationEntry
from vademecum.checks.link_texts import placed_links, quoted_in_front_matter
from vademecum.checks.links import check_links
from vademecum.checks.page_citations import CitationSettings, check_page_citations, check_unused, taken_ids
from vademecum.checks.page_fields import ALIAS
from vademecum.checks.page_html import UNSAFE_LINK
from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.checks.page_setup import setup_findings
from vademecum.checks.page_statistics import PageStatistics, page_statistics
from vademecum.checks.page_titles import REVIEW_OVERDUE
from vademecum.checks.pages import check_pages
from vademecum.checks.suppression import EXPIRED, GUARDS, Suppressions
from vademecum.checks.work_addresses import taken_addresses
from vademecum.citation.scan import scan
from vademecum.documents import Documents
from vademecum.macros.arguments import SiteNames
from vademecum.macros.glossary import open_glossary
from vademecum.macros.placement import PageCalls, names_of_site
from vademecum.pages.front_matter import FrontMatter, read_front_matter
from vademecum.pages.outline import outline
from vademecum.pages.outline_parts import Include, OutlineSettings
from vademecum.render.html import mention_id, reference_id
from vademecum.render.work_links import WorkAddresses
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Source, Span

_COVERAGE = "citation/coverage"
_COMES_WITH_TIME = frozenset((REVIEW_OVERDUE.name, EXPIRED.name, EXPIRED_EXCLUDE.name))
_TOLD_BY = {link_rules.UNSAFE_LINK.name: UNSAFE_LINK.name, link_rules.BAD_ALIAS.name: ALIAS.name}
"""Rules about links, and those about pages that say the same and more."""
_WEB = re.compile(r"\s*https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OnlineCheckSettings:
    """What a site sets about questions to other sites."""

    mailto: str = ""
    """The address at which the operators of a service can reach whoever checks."""
    cache: str = ".cache/vademecum"
    """The folder in which answers are kept, seen from `mkdocs.yml`."""
    retraction_watch: str = ""
    """The CSV file of the Retraction Watch database, seen from `mkdocs.yml`."""
    exclude: Sequence[tuple[str, str, date | None]] = ()
    """Links that are not asked for: a pattern, why, and until when."""
    days_until_dead: int = 2
    """On how many different days a link must have failed to be dead."""
    by_title: bool = True
    """Whether works without identifiers are looked for by their title."""
    seconds: float = 600.0
    """After how many seconds the check asks no more."""
    delay: float = 1.0
    """Seconds between two requests to one host."""
    proxy: tuple[str, int] | None = None
    """Host and port of a proxy."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What a site sets about its checks, the setting of each check beside the other."""

    pages: PageSettings = field(default_factory=PageSettings)
    citations: CitationSettings = field(default_factory=CitationSettings)
    links: LinkSettings = field(default_factory=LinkSettings)
    outline: OutlineSettings = field(default_factory=OutlineSettings)
    appended: Sequence[str] = ()
    """Files that the build adds to each page, which may hold labels and explain abbreviations."""
    topics: Collection[str] = ()
    allowed_hosts: Collection[str] = ()
    """The hosts that pages of the built site may ask for pictures and the like."""
    baseline: str = ""
    """The file of findings that are known, seen from `mkdocs.yml`."""
    online: OnlineCheckSettings = field(default_factory=OnlineCheckSettings)


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
    sections: Sequence[str] | None = None
    """The folders of the sections that macros may name; None for those that the navigation leads to."""
    templates: Collection[str] | None = None
    """The templates that pages may ask for; None where they are not known."""
    documents: Documents = field(default_factory=Documents)
    """The files that pages may name: pictures, data."""
    works: WorkAddresses | None = None
    """Where the pages of the cited works are; None where the site has none."""
    made_files: Collection[str] = ()
    """Files that the build adds, such as the pages of works, relative to the published site."""
    root: Path | None = None
    """The folder of `mkdocs.yml`, from which paths of styles start; None for the working directory."""
    style: str = ""
    """The citation style of pages that ask for no other; empty where it is not known."""
    settings: CheckSettings = field(default_factory=CheckSettings)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page and all that was read of it."""

    source: Source
    front_matter: FrontMatter
    findings: tuple[Finding, ...]
    cited: CitedPage


@dataclass(frozen=True, slots=True)
class ReadSite:
    """A site whose pages are read, ready for every check."""

    site: CheckedSite
    pages: Mapping[str, ReadPage]

    def links_elsewhere(self) -> Iterator[tuple[str, Span]]:
        """The addresses of other sites that pages link to, and where."""
        for page in self.pages.values():
            for link in page.cited.outline.links:
                if _WEB.match(link.target):
                    yield link.target, page.source.span(link.target_start, link.target_end)
            for text in (*quoted_in_front_matter(page.source, page.front_matter), *_linked_texts(self.site, page)):
                for link, start, end in placed_links(text):
                    if _WEB.match(link.target):
                        yield link.target, text.source.span(start, end)


def read_site(site: CheckedSite, progress: Callable[[int], object] = int) -> ReadSite:
    """Read the pages of a site; `progress` is told how many are done."""
    pages = {}
    names = names_of_site(site.pages, site.bibliography, site.navigation, site.sections, site.documents)
    for done, (path, source) in enumerate(site.pages.items(), start=1):
        pages[path] = _read(source, site.settings, replace(names, page=path))
        progress(done)
    return ReadSite(site, pages)


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is looked at besides the sources."""

    built: BuiltSite | None = None
    online: Iterable[Finding] = ()
    """What registries and other sites said."""
    all_answered: bool = False
    """Whether every question that could be asked of these was asked, and answered."""
    rules: Collection[str] | None = None
    """The rules whose findings are wanted; None for all."""
    is_untrusted: bool = False
    """Whether a stranger wrote the site: then no remark lets stand what could harm its readers."""


def check_site(read: ReadSite, today: date, beyond: Beyond | None = None) -> list[Finding]:
    """All that is wrong with a site on the day `today`, but what remarks let stand.

    What is wrong with the built site is told at the place of the source where it is known, and not if the sources'
    own findings tell it.
    """
    site, beyond = read.site, beyond or Beyond()
    suppressions = Suppressions(unheard=GUARDS if beyond.is_untrusted else ())
    names = rule_guides().keys()
    for source in (*site.pages.values(), *site.other_sources, *site.documents.sources()):
        suppressions.read(source, today, names)
    in_sources = _said_once([*dict.fromkeys(_findings(read, suppressions, today))])
    found = [*suppressions.left(in_sources)]
    not_asked = set() if beyond.all_answered else {"online"}
    if beyond.built:
        built = beyond.built
        by_path = {source.path: source for source in site.pages.values()}
        made_from = {html: by_path[path] for html, path in built.sources.items() if path in by_path}
        known = [each for each in in_sources if beyond.rules is None or each.rule.name in beyond.rules]
        found += suppressions.left(authored(check_built_html(built), built.pages, made_from, known))
    else:
        not_asked.add("html")
    found += suppressions.left(beyond.online)
    return [*found, *suppressions.findings, *suppressions.unused(not_asked)]


def with_overdue_as_errors(findings: Iterable[Finding]) -> list[Finding]:
    """`findings`, those as errors that came with time alone: somebody has to look at them, and no change will."""
    return [
        replace(finding, rule=replace(finding.rule, severity=Severity.ERROR))
        if finding.rule.name in _COMES_WITH_TIME
        else finding
        for finding in findings
    ]


def count_pages(read: ReadSite, today: date) -> list[PageStatistics]:
    """The numbers of each page of a site, by path."""
    suppressions, names = Suppressions(), rule_guides().keys()
    for source in read.site.pages.values():
        suppressions.read(source, today, names)
    pages = read.pages
    return [
        page_statistics(page, pages[path].cited, suppressions.lines(page.source.path, _COVERAGE))
        for path, page in sorted(_checked_pages(read).items())
    ]


def failing(findings: Iterable[Finding], level: Severity, *, is_scheduled: bool) -> Iterator[Rule]:
    """The rules of those findings that fail a run. What came with time alone is nothing that a change has done."""
    rules = {finding.rule for finding in findings if finding.severity >= level}
    return (rule for rule in rules if is_scheduled or rule.name not in _COMES_WITH_TIME)


def chosen_rules(select: Collection[str] = (), ignore: Collection[str] = ()) -> frozenset[str]:
    """The names of the rules that are asked for; `link/*` is all of a kind. ConfigurationError for one that is none."""
    names = rule_guides().keys()
    select, ignore = _patterns(select), _patterns(ignore)
    for pattern in (*select, *ignore):
        if not fnmatch.filter(names, pattern):
            is_kind = any(name.startswith(f"{pattern}/") for name in names)
            near = f"{pattern}/*" if is_kind else nearest_name(pattern, names)
            hint = f"; did you mean '{near}'?" if near else ""
            raise ConfigurationError(f"there is no rule '{pattern}'{hint}")
    chosen = {name for pattern in select or ("*",) for name in fnmatch.filter(names, pattern)}
    return frozenset(chosen - {name for pattern in ignore for name in fnmatch.filter(names, pattern)})


def _patterns(given: Collection[str]) -> list[str]:
    """Names of rules, of which several may stand in one with commas between."""
    return [name.strip().lower() for names in given for name in names.split(",") if name.strip()]


def _said_once(findings: list[Finding]) -> list[Finding]:
    """`findings` without those that another rule tells of the same place."""
    said: dict[tuple[str, str], list[Span]] = {}
    for finding in findings:
        if finding.rule.name in _TOLD_BY.values():
            said.setdefault((finding.rule.name, finding.span.path), []).append(finding.span)

    def is_told(finding: Finding) -> bool:
        spans = said.get((_TOLD_BY.get(finding.rule.name, ""), finding.span.path), ())
        return any(span.start <= finding.span.start <= span.end for span in spans)

    return [finding for finding in findings if not is_told(finding)]


def _findings(read: ReadSite, suppressions: Suppressions, today: date) -> Iterator[Finding]:
    site, pages = read.site, read.pages
    yield from site.bibliography_findings
    yield from inspect(site.bibliography.values())
    yield from check_bibliography(site.bibliography, BibliographySettings(today, site.settings.topics))
    checked = _checked_pages(read)
    has_topics = any(page.is_topic for page in checked.values())
    for path, page in pages.items():
        yield from page.findings
        exempt = suppressions.lines(page.source.path, _COVERAGE)
        # Where a site has topic pages, its others speak of the site, and need no sources for that.
        is_held = checked[path].is_topic or not has_topics
        settings = site.settings.citations if is_held else replace(site.settings.citations, coverage=0)
        yield from check_page_citations(page.cited, site.bibliography, settings, exempt)
        yield from taken_ids(page.cited, site.bibliography, frozenset(_made_ids(page.cited)))
        yield from setup_findings(page.front_matter, page.source, site.templates, site.root)
        yield from hidden_locators_of(page.cited, site.bibliography, site.style, site.root)
    yield from check_unused([page.cited for page in pages.values()], site.bibliography)
    yield from check_pages([*checked.values()], today, _with_terms(site.settings.pages, site.documents))
    yield from check_links(_link_site(site, pages))
    if site.works:
        cited = (key for page in pages.values() for key in page.cited.works if key in site.bibliography)
        yield from taken_addresses(site.pages, site.works.sources(cited))


def _checked_pages(read: ReadSite) -> dict[str, CheckedPage]:
    """The pages as their checks see them, by path."""
    titles = {entry.target: entry.title for entry in read.site.navigation or ()}
    return {
        path: CheckedPage(page.source, page.front_matter, page.cited.outline, titles.get(path, ""))
        for path, page in read.pages.items()
    }


def _with_terms(settings: PageSettings, documents: Documents) -> PageSettings:
    """The settings, with the abbreviations that the glossary explains."""
    explained = open_glossary(documents)[0].abbreviations
    return replace(settings, abbreviations=settings.abbreviations | explained)


def _read(source: Source, settings: CheckSettings, names: SiteNames) -> ReadPage:
    front_matter, findings = read_front_matter(source)
    found = scan(source.text[front_matter.end :])
    held = outline(source, front_matter.end, settings.outline, found)
    if settings.appended:
        held = replace(
            held,
            includes=(
                *held.includes,
                *(Include(path, len(source.text), len(source.text)) for path in settings.appended),
            ),
        )
    calls = PageCalls(source, held, names)
    cited = read_cited_page(source, front_matter, held, calls, found)
    return ReadPage(source, front_matter, (*findings, *calls.findings), cited)


def _link_site(site: CheckedSite, pages: Mapping[str, ReadPage]) -> LinkSite:
    return LinkSite(
        pages={
            path: LinkPage(
                page.source,
                page.cited.outline,
                page.front_matter,
                frozenset(_made_ids(page.cited)),
                tuple(_linked_texts(site, page)),
            )
            for path, page in pages.items()
        },
        files=site.files,
        made_files=site.made_files,
        navigation=site.navigation,
        not_in_navigation=site.not_in_navigation,
        settings=site.settings.links,
    )


def _linked_texts(site: CheckedSite, page: ReadPage) -> Iterator[LinkedText]:
    """The texts besides its own in which a page may have links: in arguments of its calls, and in files of data."""
    for text in page.cited.quoted:
        yield LinkedText(text.text, page.source, text.start, text.end)
    if page.cited.shown:
        files = {source.path: source for source in site.documents.sources()}
        for shown in page.cited.shown:
            source = files.get(shown.span.path)
            if source:
                start, end = source.offset(shown.span.start), source.offset(shown.span.end)
                file = source.path.removeprefix(f"{site.documents.name}/")
                yield LinkedText(shown.text, source, start, end, file)


def _made_ids(page: CitedPage) -> Iterator[str]:
    """The ids that the build gives to the references and citations of a page."""
    yield "references"
    counts: dict[str, int] = {}
    for key in _keys(page):
        counts[key] = counts.get(key, 0) + 1
        yield mention_id(key, counts[key])
        yield reference_id(key)
    yield from page.made_ids


def _keys(page: CitedPage) -> Iterable[str]:
    return (item.key for cluster in page.clusters for item in cluster.items)
