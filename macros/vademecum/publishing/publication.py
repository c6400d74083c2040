"""A site when all its pages are read: what everything is made of that needs to know them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup

from vademecum.macros.page import PageMacros
from vademecum.pages.front_matter import FrontMatter
from vademecum.pages.overviews import is_overview
from vademecum.render.writer import Writer
from vademecum.site import Heading, Site
from vademecum.text.source import Source

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A page that somebody wrote. `path` is that of its source, `url` its address from the site's root."""

    path: str
    url: str
    title: str
    """As plain text."""
    source: Source
    front_matter: FrontMatter
    writer: Writer
    """Makes references in the style of the page."""
    headings: tuple[Heading, ...] = ()
    macros: PageMacros | None = None
    """The calls on the page and what they show, once it is written."""

    @property
    def description(self) -> str:
        """What the page says it is about."""
        return self.front_matter.text("description")

    @property
    def is_topic(self) -> bool:
        """Whether the page is about a subject of the knowledge base, and so has a section and a state of review."""
        return bool(self.front_matter.text("section")) and not is_overview(self.path)


@dataclass(frozen=True, slots=True)
class Publication:
    """The site as it is about to be written."""

    site: Site
    name: str
    root: Path
    """The folder of `mkdocs.yml`."""
    docs: Path
    """The documentation folder."""
    address: str = ""
    """Where the site is published, with a slash at its end; empty where that is not known."""
    description: str = ""
    author: str = ""
    language: str = "en"
    repository: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What `mkdocs.yml` says under `extra`."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The settings of the plugin."""
    pages: Mapping[str, PublishedPage] = field(default_factory=dict)
    """The pages by the paths of their sources, in the order of the navigation, then all others; no drafts."""

    made: dict[str, str] = field(default_factory=dict)
    """The pages of ours, once they are made: their addresses by the paths of their sources."""
    _known: dict[Callable[["Publication"], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[["Publication"], _Made]) -> _Made:
        """What `make` gives for this site; it is asked once a build."""
        if make not in self._known:
            self._known[make] = make(self)
        found: _Made = self._known[make]
        return found

    @property
    def book(self) -> dict[str, PublishedPage]:
        """Those of the pages that make up the book: all but the ones that the site has beside it."""
        return {path: page for path, page in self.pages.items() if self.is_of_book(path)}

    def is_of_book(self, path: str) -> bool:
        """Whether a page is a part of the book and does not only stand beside it."""
        return path not in self.site.map.asides

    @property
    def writer(self) -> Writer:
        """Makes references in the style of the site."""
        return self.site.library.writer

    def absolute(self, url: str) -> str:
        """The full address of a page or file, given its address from the site's root; empty where none is known."""
        return f"{self.address}{'' if url == './' else url}" if self.address else ""

    def link(self, url: str, page: str) -> str:
        """The address of a page or file as a page at the address `page` links to it."""
        return self.site.link(url, page)


@dataclass(frozen=True, slots=True)
class Output:
    """A file that the site gets besides its pages; `path` from the site's root."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page that nobody wrote, in the frame of the site. `path` ends in `.md`, as if it were in the docs folder."""

    path: str
    title: str
    """As plain text."""
    make: Callable[[], Markup]
    """Its HTML; called when the site is written, so that all pages are known."""
    description: str = ""
    template: str = ""
    """The template it is shown in, if not the usual one."""
    is_in_search: bool = False
    head: Callable[[], str] = str
    """What its head says to programs."""
    lead: Callable[[], str] = str
    """What stands above its title."""
