"""Everything that is made when all pages are read, in the order in which it is made."""

from collections.abc import Callable, Iterable

from vademecum.publishing.publication import MadePage, Output, Publication, PublishedPage

OUTPUTS: tuple[Callable[[Publication], Iterable[Output]], ...] = ()
"""Files for the site's folder."""
MADE_PAGES: tuple[Callable[[Publication], Iterable[MadePage]], ...] = ()
"""Pages in the frame of the site."""
HEADS: tuple[Callable[[Publication, PublishedPage], str], ...] = ()
"""HTML for the head of a page that somebody wrote."""
