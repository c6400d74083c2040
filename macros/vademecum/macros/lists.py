"""Lists: of the page's references and sections, of the site's pages, works and rules, of ways to write to us."""

from dataclasses import dataclass

from markupsafe import Markup

from vademecum.bibliography.identifier import CitationKey
from vademecum.checks.catalogue import rule_guides
from vademecum.macros.arguments import SiteNames, must_be_known, must_be_section
from vademecum.macros.context import PageContext
from vademecum.macros.parsing import MacroError, text_argument
from vademecum.macros.rule_list import rule_groups
from vademecum.pages.evidence import grade
from vademecum.pages.facets import facets_of
from vademecum.pages.literature import GROUPINGS, SORTINGS, Selection, list_literature
from vademecum.render.work_links import FOLDER


@dataclass(frozen=True, slots=True)
class References:
    """The page's list of references."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of the page's sections."""


@dataclass(frozen=True, slots=True)
class SiteTree:
    """The pages of the site, or those of one section."""

    section: str = ""


@dataclass(frozen=True, slots=True)
class ContactLinks:
    """The ways to write to the people behind the site."""


@dataclass(frozen=True, slots=True)
class RuleList:
    """The rules of the checks, or those of one kind."""

    kind: str = ""


def references(_: SiteNames) -> References:
    """Put the page's list of references here, instead of at its end."""
    return References()


def contents(_: SiteNames) -> Contents:
    """A numbered list of the page's sections."""
    return Contents()


def show_contents(page: PageContext, _: Contents) -> Markup:
    """The page's sections, as links."""
    return page.render("contents.html", headings=page.headings)


def sitemap(site: SiteNames, section: str = "") -> SiteTree:
    """The site's pages as a tree, or those of one section, named by its folder."""
    must_be_section(section, site)
    return SiteTree(section)


def show_sitemap(page: PageContext, asked: SiteTree) -> Markup:
    """The pages as a tree, with the number of works that each cites."""
    found = page.site.map.section(asked.section) if asked.section else None
    nodes = found.members if found else page.site.map.roots
    return page.render("sitemap.html", nodes=nodes, count=page.count, link=page.link, label=asked.section)


def literature(  # noqa: PLR0913  # each is an option of the author
    site: SiteNames,
    *,
    section: str = "",
    topic: str = "",
    design: str = "",
    since: int = 0,
    group_by: str = "",
    sort: str = "author",
) -> Selection:
    """The works cited on the site, or on the pages of one section or topic, with the pages that cite each."""
    if text_argument("topic", topic):
        must_be_known("topic", topic, site.topics())
    if text_argument("design", design):
        must_be_known("design", design.lower(), (grade(entry).design for entry in site.bibliography.values()))
    text_argument("group_by", group_by, GROUPINGS)
    text_argument("sort", sort, SORTINGS)
    if isinstance(since, bool) or not isinstance(since, int):
        raise MacroError(f"since is a year, such as 2015, not {since!r}")
    must_be_section(section, site)
    return Selection(section, topic, design.lower(), since, group_by, sort)


def show_literature(page: PageContext, selection: Selection) -> Markup:
    """The works with the pages that cite each, and the facets by which a script lets readers choose."""
    writer, site = page.writer, page.site
    groups = list_literature(selection, writer.bibliography, site.ledger, site.map, writer.style)
    page.listed.update(site.ledger.works(page.path))
    links = site.work_links(page.url)
    chosen = (selection.section, selection.topic, selection.design, selection.since)
    files = site.works.files_of_list(*chosen) if site.works else ""
    return page.render(
        "literature.html",
        groups=[
            (
                group.name,
                [(writer.reference(work.key), work.pages, _first(work.key, page.listed)) for work in group.works],
            )
            for group in groups
        ],
        group_by=selection.group_by,
        facets=facets_of(groups, selection, writer.bibliography, site.map),
        link=page.link,
        links=links,
        files=page.link(f"{files}.bib").removesuffix(".bib") if files else "",
        is_part=files != FOLDER,
        total=len({work.key for group in groups for work in group.works}),
    )


def _first(key: CitationKey, taken: set[CitationKey]) -> bool:
    """Whether `key` is met for the first time."""
    if key in taken:
        return False
    taken.add(key)
    return True


def contact(_: SiteNames) -> ContactLinks:
    """The ways to write to the people behind the site that `extra.contact` and `repo_url` give."""
    return ContactLinks()


def show_contact(page: PageContext, _: ContactLinks) -> Markup:
    """Links to mail and to the form for issues."""
    return page.render("contact.html", contact=page.site.contact)


def rules(_: SiteNames, kind: str = "") -> RuleList:
    """The rules of `vademecum check`, or those of one kind such as "citation", each with its meaning and an example."""
    if text_argument("kind", kind):
        must_be_known("kind of rules", kind, (name.partition("/")[0] for name in rule_guides()))
    return RuleList(kind)


def show_rules(page: PageContext, asked: RuleList) -> Markup:
    """The rules, kind by kind."""
    return page.render("rules.html", groups=rule_groups(asked.kind), has_headings=not asked.kind)
