"""The links of a page as its twin has them: to the twins of other pages, and to files of the site."""

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urlsplit

from vademecum.checks.html_address import UNSAFE, read_address
from vademecum.pages.outline_parts import Definition, LinkKind, OutlineLink, PageOutline
from vademecum.publishing.page_facts import twin_url
from vademecum.publishing.publication import Publication, PublishedPage

_WRITTEN = frozenset({LinkKind.INLINE, LinkKind.IMAGE})


def link_edits(publication: Publication, page: PublishedPage, outline: PageOutline) -> Iterator[tuple[int, int, str]]:
    """Places in the page's file and what stands there instead.

    What leads out of the site stays as it is, and what would run a program leads nowhere.

    Raw HTML is left alone: its addresses count from the published page, beside which the twin lies.
    """
    places: list[OutlineLink | Definition] = [each for each in outline.links if each.kind in _WRITTEN]
    places += outline.definitions
    for each in places:
        is_unsafe = read_address(each.target).scheme in UNSAFE
        address = "#" if is_unsafe else _address(publication, page, each.target)
        if address:
            yield each.target_start, each.target_end, address


def _address(publication: Publication, page: PublishedPage, target: str) -> str:
    """The address of what `target` names in the documentation folder; empty where it names nothing there."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return ""
    path = normpath(join(dirname(page.path), unquote(parts.path)))
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    other = publication.pages.get(path)
    if other:
        return publication.link(twin_url(other.url), page.url) + fragment
    if path.startswith("..") or path.endswith(".md"):
        return ""
    return publication.link(quote(path), page.url) + fragment
