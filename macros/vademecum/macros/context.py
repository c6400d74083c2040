"""What a macro has at hand when it makes its HTML: the site and the page it is on."""

from dataclasses import dataclass, field

from markupsafe import Markup

from vademecum.bibliography.identifier import CitationKey
from vademecum.pages.citations import PageCitations
from vademecum.pages.front_matter import FrontMatter
from vademecum.render.writer import Writer
from vademecum.site import Heading, Site


@dataclass(slots=True)
class PageContext:
    """A page among those of the site. `path` is that of its source, `url` its address from the site's root."""

    site: Site
    writer: Writer
    front_matter: FrontMatter
    path: str
    url: str
    headings: tuple[Heading, ...] = ()
    """The page's main headings, known when it is converted."""
    citations: PageCitations = field(default_factory=PageCitations, repr=False)
    """What the page cites, known when it is converted."""
    listed: set[CitationKey] = field(default_factory=set, repr=False)
    """The works that have an entry on the page already: an id stands once."""

    def count(self, path: str) -> int:
        """How many works a page cites."""
        return len(self.site.ledger.works(path))

    def link(self, url: str) -> str:
        """The address of a page, given from the site's root, as this page links to it."""
        return self.site.link(url, self.url)

    def render(self, fragment: str, **context: object) -> Markup:
        """A fragment of the templates."""
        return self.writer.render(fragment, **context)
