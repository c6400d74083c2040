"""What several kinds of machine-readable text say of a page alike."""

from vademecum.bibliography.identifier import CitationKey
from vademecum.pages.front_matter import FrontMatter
from vademecum.publishing.machine_text import as_line
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.publishing.review import day_of


def is_home(page: PublishedPage) -> bool:
    """Whether the page is the one that the site opens with."""
    return page.url in {"", ".", "./", "index.html"}


def is_draft(page: PublishedPage) -> bool:
    """Whether the page is there for a preview alone."""
    return page.front_matter.text("review_status") == "draft"


def page_title(publication: Publication, page: PublishedPage) -> str:
    """The title that the page gives itself, before that of the navigation; the home page has that of the site."""
    return as_line(publication.name if is_home(page) else page.front_matter.text("title") or page.title)


def works_of(publication: Publication, page: PublishedPage) -> tuple[CitationKey, ...]:
    """The works that the page cites, in the order of its list of references. The home page only shows samples."""
    works = publication.site.ledger.works(page.path)
    return () if is_home(page) or not works else page.writer.style.order(works)


def day(front_matter: FrontMatter, name: str) -> str:
    """A day of the front matter as `2026-11-21`; empty where none stands there."""
    found = day_of(front_matter.values.get(name))
    return found.isoformat() if found else ""


def has_twins(publication: Publication) -> bool:
    """Whether pages get a twin in Markdown: the setting `twins`."""
    return publication.settings.get("twins", True) is not False


def twin_url(url: str) -> str:
    """The address of a page's twin, which lies beside the page, from the site's root."""
    if url in {"", "."} or url.endswith("/"):
        return f"{url.removeprefix('.').removeprefix('/')}index.md"
    return f"{url.removesuffix('.html')}.md"
