"""The site as a tree of pages, and how they are found by section."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from vademecum.pages.overviews import is_overview


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page: the path of its source below `docs/`, its address from the site's root, what it says of itself."""

    path: str
    url: str
    title: str
    description: str = ""
    section: str = ""

    @property
    def topic(self) -> str:
        """The slug of the page: its file's name without ending, which the bibliography's keywords use."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def is_overview(self) -> bool:
        """Whether the page is the overview of its folder."""
        return is_overview(self.path)


@dataclass(frozen=True, slots=True)
class SiteSection:
    """A section of the navigation: its title, its pages and sub-sections in order."""

    title: str
    children: tuple["SitePage | SiteSection", ...]

    @property
    def overview(self) -> SitePage | None:
        """The section's overview page, where it has one."""
        return next((page for page in self.children if isinstance(page, SitePage) and page.is_overview), None)

    @property
    def members(self) -> tuple["SitePage | SiteSection", ...]:
        """What the section holds apart from its overview."""
        return tuple(child for child in self.children if child is not self.overview)


class SiteMap:
    """All pages of a site, in the order of its navigation; `asides` are those that stand beside its book."""

    def __init__(
        self,
        roots: Sequence[SitePage | SiteSection] = (),
        others: Sequence[SitePage] = (),
        asides: Container[str] = (),
    ) -> None:
        self.roots = tuple(roots)
        self.asides = asides
        self._pages = {page.path: page for page in (*_walk(self.roots), *others)}

    def __iter__(self) -> Iterator[SitePage]:
        return iter(self._pages.values())

    def __contains__(self, path: object) -> bool:
        return path in self._pages

    def __getitem__(self, path: str) -> SitePage:
        """The page with this source path; KeyError where there is none."""
        return self._pages[path]

    @property
    def book(self) -> tuple[SitePage, ...]:
        """The pages that make up the book: all but those beside it."""
        return tuple(page for page in self if page.path not in self.asides)

    def sections(self) -> Iterator[tuple[str, SiteSection]]:
        """The top sections that have a folder of their own, by the folder's name."""
        for root in self.roots:
            if isinstance(root, SiteSection):
                folders = {page.path.split("/")[0] for page in _walk((root,)) if "/" in page.path}
                if len(folders) == 1:
                    yield folders.pop(), root

    def section(self, folder: str) -> SiteSection | None:
        """The section whose pages lie in `folder`; None where there is none."""
        return next((section for name, section in self.sections() if name == folder), None)


def _walk(nodes: Sequence[SitePage | SiteSection]) -> Iterator[SitePage]:
    for node in nodes:
        if isinstance(node, SitePage):
            yield node
        else:
            yield from _walk(node.children)
