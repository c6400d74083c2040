"""MkDocs' navigation as the plugin needs it: drafts left out, the tree as a site map, what is beside it. Floor 6."""

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from functools import partial
from html import unescape
from itertools import pairwise
from typing import Protocol

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from vademecum.macros.page import PageMacros
from vademecum.pages.front_matter import FrontMatter
from vademecum.pages.sitemap import SiteMap, SitePage, SiteSection


class _Patterns(Protocol):
    def match_file(self, path: str, /) -> bool: ...


class Asides:
    """The pages that stand beside the book, such as a guide for its editors, by their source paths.

    They are those that `not_in_nav` of `mkdocs.yml` names and to which the navigation does not lead all the same. They
    are published, and cite as all pages do; but what is told of the book as a whole (who cites a work, what is new,
    which pages are related) leaves them out.
    """

    def __init__(self, not_in_nav: _Patterns | None, listed: Iterable[str]) -> None:
        self._patterns = not_in_nav
        self._known = dict.fromkeys(listed, False)

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str):
            return False
        if path not in self._known:
            self._known[path] = self._patterns is not None and bool(self._patterns.match_file(path))
        return self._known[path]


def asides(config: MkDocsConfig, nav: Navigation) -> Asides:
    """The pages beside the book of a site."""
    return Asides(config.not_in_nav, (page.file.src_uri for page in nav.pages))


def leave_out(nav: Navigation, paths: Collection[str]) -> None:
    """Take the pages with these source paths out of `nav`, and join their neighbours."""
    if not paths:
        return

    def kept(items: Iterable[StructureItem]) -> list[StructureItem]:
        for item in items:
            if isinstance(item, Section):
                item.children = kept(item.children)
        return [item for item in items if not is_gone(item)]

    def is_gone(item: StructureItem) -> bool:
        if isinstance(item, Section):
            return not item.children
        return isinstance(item, Page) and item.file.src_uri in paths

    nav.items = kept(nav.items)
    nav.pages = [page for page in nav.pages if page.file.src_uri not in paths]
    for before, after in pairwise([None, *nav.pages, None]):
        if before:
            before.next_page = after
        if after:
            after.previous_page = before


def escape_titles(items: Iterable[StructureItem]) -> None:
    """Titles of sections and links, and those that the navigation gives to pages, as text; others follow when read."""
    for item in items:
        if isinstance(item, Section | Link) or "title" in item.__dict__:
            item.title = escape(unescape(str(item.title)))
        escape_titles(getattr(item, "children", None) or ())


def site_map(nav: Navigation, files: Files, pages: Mapping[str, PageMacros], beside: Container[str] = ()) -> SiteMap:
    """The navigation as a tree of pages, and behind it the pages that are not in it; of these some stand `beside`."""
    listed = {page.file.src_uri for page in nav.pages}
    others = [file.page for file in files.documentation_pages() if file.page and file.src_uri not in listed]
    as_page = partial(_site_page, pages=pages)
    return SiteMap(_nodes(nav.items, as_page), [as_page(page) for page in others], beside)


def _nodes(items: Iterable[StructureItem], as_page: Callable[[Page], SitePage]) -> list[SitePage | SiteSection]:
    nodes: list[SitePage | SiteSection] = []
    for item in items:
        if isinstance(item, Page):
            nodes.append(as_page(item))
        elif isinstance(item, Section):
            nodes.append(SiteSection(unescape(str(item.title)), tuple(_nodes(item.children, as_page))))
    return nodes


def _site_page(page: Page, pages: Mapping[str, PageMacros]) -> SitePage:
    macros = pages.get(page.file.src_uri)
    front_matter = macros.front_matter if macros else FrontMatter()
    return SitePage(
        page.file.src_uri,
        page.url,
        unescape(str(page.title or "")),
        front_matter.text("description"),
        front_matter.text("section"),
    )
