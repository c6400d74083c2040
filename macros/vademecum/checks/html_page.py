"""A page of the built site, read once: which tags matter, what they use, which anchors they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import NamedTuple

from vademecum.checks.html_address import read_address
from vademecum.checks.html_paths import Folder, Lead, SitePaths, Target
from vademecum.checks.html_roles import Element, Role, Use, read_element
from vademecum.checks.html_scope import Scope
from vademecum.checks.html_tags import Markup
from vademecum.checks.html_values import css_addresses
from vademecum.text.finding import Rule

WHOLE = -1
"""The piece of a spot whose offset is counted from the start of the file."""

_RARE = frozenset((Role.BASE, Role.REDIRECT))


class Spot(NamedTuple):
    """A suspicion: what is wrong at which place of a file, and in which scopes it would be nothing."""

    rule: Rule
    path: str
    piece: int
    offset: int
    message: str
    hint: str = ""
    silent_in: Scope = Scope.NONE


class PlacedUse(NamedTuple):
    """A use, and the piece of the page that holds it."""

    piece: int
    use: Use


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """What the checks need to know of a page once it is read; its pieces are cut again where a place is wanted."""

    path: str
    elements: Sequence[tuple[int, Element]]
    """The tags that matter, each with its piece."""
    uses: Sequence[PlacedUse]
    anchors: frozenset[str]
    folder: Folder
    redirect: PlacedUse | None
    """Where the page sends its reader without being asked."""
    leads_to: Target | None
    """What the redirect leads to."""


class ElementCache(dict[str, Element | None]):
    """Elements by their tags as written: pages of a site share most of their tags."""

    def __missing__(self, raw: str) -> Element | None:
        element = self[raw] = read_element(raw)
        return element


def read_page(path: str, markup: Markup, paths: SitePaths, known: ElementCache) -> HtmlPage:
    """The page in the file `path`."""
    tags = map(known.__getitem__, markup.pieces[1::2])
    # Lists, as they are filled faster than tuples: there are hundreds of these for each page.
    elements = [(piece, element) for piece, element in zip(count(1, 2), tags, strict=False) if element is not None]
    uses = [PlacedUse(piece, use) for piece, element in elements for use in element.uses]
    anchors = frozenset(chain.from_iterable(element.anchors for _, element in elements if element.anchors))
    rare = [placed for placed in uses if placed.use.role in _RARE]
    base = next((placed.use.address for placed in rare if placed.use.role is Role.BASE), "")
    folder = paths.folder(path, base)
    redirect = next((placed for placed in rare if placed.use.role is Role.REDIRECT), None)
    target = paths.find(read_address(redirect.use.address), folder) if redirect else None
    return HtmlPage(path, elements, uses, anchors, folder, redirect, target)


def read_style(path: str, text: str, paths: SitePaths) -> HtmlPage:
    """A style sheet, as if it were a page that loads what the sheet loads."""
    uses = (Use(Role.STYLE, address, offset, "") for address, offset in css_addresses(text))
    placed = tuple(PlacedUse(WHOLE, use) for use in uses)
    return HtmlPage(path, (), placed, frozenset(), paths.folder(path), None, None)


def is_redirect(page: HtmlPage) -> bool:
    """Whether a page sends its readers to another place."""
    return page.leads_to is not None and (page.leads_to.lead is not Lead.FILE or page.leads_to.path != page.path)
