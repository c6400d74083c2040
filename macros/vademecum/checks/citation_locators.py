"""Places in works that readers do not see, as the citation style of the page prints none."""

from collections.abc import Iterator
from pathlib import Path

from vademecum.bibliography.entry import Bibliography
from vademecum.checks.citations import item_span
from vademecum.checks.cited_page import CitedPage
from vademecum.csl import WrittenStyle, find_style
from vademecum.csl.locators import shows_locators
from vademecum.pages.citations import PageCitations
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

HIDDEN_LOCATOR = Rule(
    "citation/hidden-locator", Severity.INFO, "A citation names a place in a work, and the style prints none."
)


def hidden_locators(
    citations: PageCitations, bibliography: Bibliography, style: WrittenStyle, source: Source
) -> Iterator[Finding]:
    """A finding at the first citation of a page that names a place in a work, where `style` prints no such places."""
    found = [
        (place, item.key, item.locator)
        for place in citations.clusters
        for item in place.cluster.items
        if item.locator and item.key in bibliography
    ]
    if not found or shows_locators(style):
        return
    place, key, locator = found[0]
    others = len(found) - 1
    more = f", nor {'is' if others == 1 else 'are'} {others} more on this page" if others else ""
    name = style.title or style.identifier
    message = f"'{name}' prints no places in a work: {locator.label} '{locator.value}' is not shown{more}"
    hint = "Say it in the text where readers need it, or choose a style that prints it."
    yield Finding(HIDDEN_LOCATOR, item_span(place, key, source), message, hint)


def hidden_locators_of(
    page: CitedPage, bibliography: Bibliography, style: str, root: Path | None = None
) -> Iterator[Finding]:
    """The same for a page as it is written: in the style that it asks for, or else in the site's, called `style`.

    Files of styles lie below `root`. A style that cannot be had is told elsewhere.
    """
    placed = page.placed
    if not any(item.locator for place in placed.clusters for item in place.cluster.items):
        return  # Most pages name none, and no style need be read for them.
    for name in filter(None, (page.front_matter.text("style"), style)):
        try:
            found = find_style(name, root)
        except ConfigurationError:
            continue
        yield from hidden_locators(placed, bibliography, found, page.source)
        return
