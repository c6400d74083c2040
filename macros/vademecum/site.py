"""A site on its way: what all its pages share. Floor 6."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from vademecum.bibliography.identifier import CitationKey
from vademecum.citation.ledger import Ledger
from vademecum.documents import Documents
from vademecum.library import Library
from vademecum.pages.sitemap import SiteMap
from vademecum.render.work_links import WorkAddresses, WorkLinks
from vademecum.text.finding import Finding


@dataclass(frozen=True, slots=True)
class Contact:
    """Where readers can write to: a mail address, the address of a form for issues; each may be empty."""

    email: str = ""
    issues: str = ""


class Heading(NamedTuple):
    """A heading of a page: the words, and the id to link to."""

    title: str
    id: str


@dataclass(slots=True)
class Site:
    """The library, and what is known of the pages so far; complete when all pages are converted."""

    library: Library
    link: Callable[[str, str], str]
    """The relative address of a page or file, given its address from the site's root and that of the page it is on."""
    contact: Contact = field(default_factory=Contact)
    map: SiteMap = field(default_factory=SiteMap)
    ledger: Ledger = field(default_factory=Ledger)
    headings: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    """The main headings of the pages by the paths of their sources; complete when all pages are converted."""
    findings: list[Finding] = field(default_factory=list)
    works: WorkAddresses | None = None
    """Where the pages and files of the cited works are; None where the site has none."""

    documents: Documents = field(default_factory=Documents)
    """The files that pages may name: pictures, data."""

    show_changes: Callable[[str, int], str] = field(default=lambda _url, _limit: "", repr=False)
    """The HTML of the newest changes for the page at an address, and how many; known when all pages are read."""

    def open_documents(self, folder: str, name: str) -> None:
        """Let pages name files of a folder, which messages call `name`."""
        self.documents = Documents(Path(folder), name)

    def work_links(self, url: str) -> WorkLinks | None:
        """How the page at `url` links to the works it cites; None where works have no pages."""
        return self.works.links(url, self.link, self._pages_citing) if self.works else None

    def _pages_citing(self, key: CitationKey) -> int:
        return len(self.ledger.pages_citing(key))
