"""A site as its links see it: its pages in outline, its other files, its navigation, its old addresses."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from vademecum.pages.front_matter import FrontMatter
from vademecum.pages.outline_parts import PageOutline
from vademecum.text.source import Source, Span


@dataclass(frozen=True, slots=True)
class LinkedText:
    """Inline Markdown that a page shows besides its own text, and the stretch of a file in which it is written."""

    text: str
    source: Source
    start: int
    end: int
    file: str = ""
    """The path of that file, from which its links count; empty for that of the page."""


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A page: its file, what it says of itself, what it holds."""

    source: Source
    outline: PageOutline
    front_matter: FrontMatter = field(default_factory=FrontMatter)
    made_ids: Collection[str] = ()
    """The ids that the build adds to the page, such as `references` and `ref-KEY`."""
    texts: Sequence[LinkedText] = ()
    """The texts in arguments of its calls, and those that it shows out of files of data."""

    @property
    def is_draft(self) -> bool:
        """Whether builds leave the page out."""
        return self.front_matter.text("review_status") == "draft"


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """What an entry of the navigation leads to, and where that is written."""

    target: str
    span: Span
    title: str = ""
    """What the navigation calls it; empty where the page itself says that."""


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How the site is published, and what it takes for granted."""

    site_url: str = ""
    """Where the site is published, such as `https://example.org/book/`; may be empty."""
    directory_urls: bool = True
    """Whether `page.md` is published as `page/`; MkDocs calls it `use_directory_urls`."""
    slash_is_docs: bool = False
    """Whether `/page.md` counts from the documentation folder (MkDocs: `absolute_links: relative_to_docs`)."""
    secure_hosts: Collection[str] = ()
    """Hosts known to speak https:, besides those that the site links to in that way."""


@dataclass(frozen=True, slots=True)
class LinkSite:
    """A site. All paths are relative to its documentation folder, with `/`."""

    pages: Mapping[str, LinkPage]
    files: Collection[str] = ()
    """All files, pages among them or not."""
    navigation: Sequence[NavigationEntry] | None = None
    """Without one, MkDocs lists every page."""
    not_in_navigation: Collection[str] = ()
    """Pages left out of the navigation on purpose."""
    made_files: Collection[str] = ()
    """Files that the build adds, relative to the published site, such as `search.json`."""
    settings: LinkSettings = field(default_factory=LinkSettings)
