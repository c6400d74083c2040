"""Which sections of the navigation a page is in, looked up once for a whole site."""

from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from vademecum.pages.sitemap import SiteMap, SitePage, SiteSection

_TRAILS: "WeakKeyDictionary[SiteMap, dict[str, tuple[SiteSection, ...]]]" = WeakKeyDictionary()


def sections_above(site_map: SiteMap, path: str) -> tuple[SiteSection, ...] | None:
    """The sections that hold a page, from the outermost; None for a page that is not in the navigation."""
    trails = _TRAILS.get(site_map)
    if trails is None:
        trails = _TRAILS[site_map] = dict(_trails(site_map.roots, ()))
    return trails.get(path)


def _trails(
    nodes: Sequence[SitePage | SiteSection], above: tuple[SiteSection, ...]
) -> Iterator[tuple[str, tuple[SiteSection, ...]]]:
    for node in nodes:
        if isinstance(node, SiteSection):
            yield from _trails(node.children, (*above, node))
        else:
            yield node.path, above
