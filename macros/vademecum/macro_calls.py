"""The macros an author can call: what each takes, and what a call of it asks for. Floor 6.

Each function of `MACROS` takes what the site has and the arguments of the author, and gives a value; MacroError where
an argument will not do. A build makes HTML of these values, a check is content to have them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import citation_key
from vademecum.checks.catalogue import rule_guides
from vademecum.checks.macros import quoted_block
from vademecum.citation.cluster import CitationCluster, CitationItem
from vademecum.citation.locator import split_locator
from vademecum.jinja_macros import MacroError, read_call, text_argument
from vademecum.pages.evidence import grade
from vademecum.pages.literature import GROUPINGS, SORTINGS, Selection
from vademecum.text.finding import Finding
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Span

MODES = ("normal", "in-text", "suppress-author")
STATUSES = ("", "mentioned")


@dataclass(frozen=True, slots=True)
class SiteNames:
    """What arguments may name; it is asked for only where one does."""

    sections: Callable[[], Iterable[str]]
    """The folders of the navigation's sections, in order."""
    topics: Callable[[], Iterable[str]]
    bibliography: Bibliography


@dataclass(frozen=True, slots=True)
class References:
    """The page's list of references."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of the page's sections."""


@dataclass(frozen=True, slots=True)
class KeyPoints:
    """The page's summary and key points."""


@dataclass(frozen=True, slots=True)
class SiteTree:
    """The pages of the site, or those of one section."""

    section: str = ""


@dataclass(frozen=True, slots=True)
class CitationNeeded:
    """A mark that a source is missing, and why."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class ContactLinks:
    """The ways to write to the people behind the site."""


@dataclass(frozen=True, slots=True)
class RuleList:
    """The rules of the checks, or those of one kind."""

    kind: str = ""


Asked = (
    CitationCluster
    | References
    | Contents
    | KeyPoints
    | SiteTree
    | Selection
    | CitationNeeded
    | ContactLinks
    | RuleList
)
"""What a call asks for."""


def stands_in_text(asked: Asked) -> bool:
    """Whether what is asked for stands within a text; if not, it is a block."""
    return isinstance(asked, CitationCluster | CitationNeeded)


def single(asked: Asked) -> tuple[str, str] | None:
    """What a page has once, as a macro's name and what of it; None where a page may have many of these."""
    match asked:
        case References() | Contents() | KeyPoints():
            return macro_name(asked), ""
        case RuleList(kind=kind):
            return macro_name(asked), kind
    return None


def cite(
    _: SiteNames,
    *keys: str,
    locator: str = "",
    prefix: str = "",
    suffix: str = "",
    mode: str = "normal",
    status: str = "",
) -> CitationCluster:
    """Cite one work or several: `cite("smith2020", locator="p. 3")`. Locator and suffix go to the last of them."""
    if not keys:
        raise MacroError('name at least one key, such as cite("smith2020")')
    names = [citation_key(text_argument("a key", key)) for key in keys]
    text_argument("mode", mode, MODES)
    text_argument("status", status, STATUSES)
    place, rest = split_locator(f", {text_argument('locator', locator)}") if locator else (None, "")
    if locator and (place is None or rest.strip()):
        raise MacroError(f"'{locator}' is no locator; write a term and a number, such as \"p. 3\"")
    last = len(names) - 1
    items = tuple(
        CitationItem(
            name,
            prefix=text_argument("prefix", prefix).strip() if index == 0 else "",
            suffix=text_argument("suffix", suffix).strip() if index == last else "",
            locator=place if index == last else None,
            suppress_author=mode == "suppress-author",
        )
        for index, name in enumerate(names)
    )
    if mode == "in-text" and prefix:
        raise MacroError("a citation in the text has no prefix; write the words before it")
    return CitationCluster(items, in_text=mode == "in-text", is_mentioned=status == "mentioned")


def references(_: SiteNames) -> References:
    """Put the page's list of references here, instead of at its end."""
    return References()


def contents(_: SiteNames) -> Contents:
    """A numbered list of the page's sections."""
    return Contents()


def key_points(_: SiteNames) -> KeyPoints:
    """The page's summary and key points, from its front matter."""
    return KeyPoints()


def sitemap(site: SiteNames, section: str = "") -> SiteTree:
    """The site's pages as a tree, or those of one section, named by its folder."""
    _must_be_section(section, site)
    return SiteTree(section)


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
        _must_be_known("topic", topic, site.topics())
    if text_argument("design", design):
        _must_be_known("design", design.lower(), (grade(entry).design for entry in site.bibliography.values()))
    text_argument("group_by", group_by, GROUPINGS)
    text_argument("sort", sort, SORTINGS)
    if isinstance(since, bool) or not isinstance(since, int):
        raise MacroError(f"since is a year, such as 2015, not {since!r}")
    _must_be_section(section, site)
    return Selection(section, topic, design.lower(), since, group_by, sort)


def citation_needed(_: SiteNames, why: str = "") -> CitationNeeded:
    """Say openly that a source is missing here, and why."""
    return CitationNeeded(text_argument("why", why))


def contact(_: SiteNames) -> ContactLinks:
    """The ways to write to the people behind the site that `extra.contact` and `repo_url` give."""
    return ContactLinks()


def rules(_: SiteNames, kind: str = "") -> RuleList:
    """The rules of `vademecum check`, or those of one kind such as "citation", each with its meaning and an example."""
    if text_argument("kind", kind):
        _must_be_known("kind of rules", kind, (name.partition("/")[0] for name in rule_guides()))
    return RuleList(kind)


MACROS: Mapping[str, Callable[..., Asked]] = {
    macro.__name__: macro
    for macro in (cite, references, contents, key_points, sitemap, literature, citation_needed, contact, rules)
}
"""Every macro by the name an author calls it by."""
_NAMES = {
    References: "references",
    Contents: "contents",
    KeyPoints: "key_points",
    SiteTree: "sitemap",
    Selection: "literature",
    ContactLinks: "contact",
    RuleList: "rules",
}


def macro_name(asked: Asked) -> str:
    """The name of the macro that gives such a block."""
    return _NAMES[type(asked)]


def read_macro(written: str, span: Span, site: SiteNames, *, is_quoted: bool = False) -> Asked | Finding | None:
    """What the call `written` at `span` asks for, or what is wrong with it; None where it is plain text.

    `is_quoted`: it stands in the front matter, in a value that the page shows within a text.
    """
    asked = read_call(written, span, MACROS, site)
    if is_quoted and asked is not None and not isinstance(asked, Finding) and not stands_in_text(asked):
        return quoted_block(macro_name(asked), span)
    return asked


def _must_be_known(name: str, value: str, known: Iterable[str]) -> None:
    choices = sorted(set(filter(None, known)))
    if value not in choices:
        near = nearest_name(value, choices)
        help_ = f"did you mean '{near}'?" if near else f"there are: {', '.join(choices)}"
        raise MacroError(f"there is no {name} '{value}'; {help_}")


def _must_be_section(folder: str, site: SiteNames) -> None:
    if not text_argument("section", folder):
        return
    known = list(site.sections())
    if folder not in known:
        near = nearest_name(folder, known)
        help_ = f"did you mean '{near}'?" if near else f"the sections are: {', '.join(known)}"
        raise MacroError(f"there is no section '{folder}'; {help_}")
