"""Citations, and where one is missing."""

from dataclasses import dataclass

from markupsafe import Markup

from vademecum.bibliography.identifier import citation_key
from vademecum.citation.cluster import INDIRECT, CitationCluster, CitationItem
from vademecum.citation.locator import split_locator
from vademecum.macros.arguments import SiteNames
from vademecum.macros.context import PageContext
from vademecum.macros.parsing import MacroError, text_argument

MODES = ("normal", "in-text", "suppress-author")
STATUSES = ("", "mentioned")


@dataclass(frozen=True, slots=True)
class CitationNeeded:
    """A mark that a source is missing, and why."""

    why: str = ""


def cite(  # noqa: PLR0913  # each is an option of the author
    _: SiteNames,
    *keys: str,
    locator: str = "",
    prefix: str = "",
    suffix: str = "",
    mode: str = "normal",
    status: str = "",
    indirect: str = "",
) -> CitationCluster:
    """Cite one work or several: `cite("smith2020", locator="p. 3")`. Locator and suffix go to the last of them.

    `indirect`: what the works are about instead of the page's subject, one of `INDIRECT`.
    """
    if not keys:
        raise MacroError('name at least one key, such as cite("smith2020")')
    names = [citation_key(text_argument("a key", key)) for key in keys]
    text_argument("mode", mode, MODES)
    text_argument("status", status, STATUSES)
    text_argument("indirect", indirect, ("", *INDIRECT))
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
    return CitationCluster(items, mode == "in-text", status == "mentioned", indirect)


def citation_needed(_: SiteNames, why: str = "") -> CitationNeeded:
    """Say openly that a source is missing here, and why."""
    return CitationNeeded(text_argument("why", why))


def show_citation_needed(page: PageContext, asked: CitationNeeded) -> Markup:
    """A visible mark."""
    return page.render("citation_needed.html", why=asked.why)
