"""Everything that is made when all pages are read, in the order in which it is made."""

from collections.abc import Callable, Iterable

from vademecum.publishing.exports import exports
from vademecum.publishing.feeds import feed_links, feeds
from vademecum.publishing.llms_text import llms_file
from vademecum.publishing.machine_head import machine_head
from vademecum.publishing.publication import MadePage, Output, Publication, PublishedPage
from vademecum.publishing.redirects import redirect_findings, redirects
from vademecum.publishing.related import related_pages
from vademecum.publishing.sitemap_dates import sitemap_file
from vademecum.publishing.twins import twin_files
from vademecum.publishing.work_pages import work_pages
from vademecum.text.finding import Finding

OUTPUTS: tuple[Callable[[Publication], Iterable[Output]], ...] = (
    sitemap_file,
    exports,
    feeds,
    twin_files,
    llms_file,
    redirects,
)
"""Files for the site's folder."""
MADE_PAGES: tuple[Callable[[Publication], Iterable[MadePage]], ...] = (work_pages,)
"""Pages in the frame of the site."""
FINDINGS: tuple[Callable[[Publication], Iterable[Finding]], ...] = (redirect_findings,)
"""What is wrong with the site, as far as it takes all pages to tell."""
HEADS: tuple[Callable[[Publication, PublishedPage], str], ...] = (machine_head, feed_links)
"""HTML for the head of a page that somebody wrote."""
FEET: tuple[Callable[[Publication, PublishedPage], str], ...] = (related_pages,)
"""HTML for the foot of a page that somebody wrote, below its text."""
