"""Small pages at the old addresses of pages, which send their readers on: `aliases` in the front matter.

What is an old address, and whose, is what `vademecum check` says of it: one that is wrong, or belongs to something
else, gets no page here and a finding there.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from vademecum.checks.html_files import name_spots
from vademecum.checks.link_aliases import read_aliases
from vademecum.checks.link_paths import Lead, LinkPaths, fold
from vademecum.checks.link_site import LinkPage, LinkSettings, LinkSite
from vademecum.pages.outline_parts import PageOutline
from vademecum.publishing.publication import Output, Publication

_NAMES = ("aliases", "redirect_from")
_IN_DATA = re.compile(r"\.(?:bib|css|gz|js|json|map|md|ris|svg|txt|xml)/")
"""An address below what the site has, or may have, as a file."""


def redirects(publication: Publication) -> Iterator[Output]:
    """A page for each old address."""
    for path, target in redirected(publication).items():
        page = publication.pages[target]
        old = path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
        html = publication.writer.render(
            "redirect.html",
            language=publication.language,
            title=page.title,
            site=publication.name,
            address=publication.link(page.url, old),
            canonical=publication.absolute(page.url),
        )
        yield Output(path, html.encode("utf-8"))


def redirected(publication: Publication) -> Mapping[str, str]:
    """The source path of the page that each old address leads to, by the file that is published there."""
    if not any(page.front_matter.texts(name) for page in publication.pages.values() for name in _NAMES):
        return {}
    outline = PageOutline()
    site = LinkSite(
        {path: LinkPage(page.source, outline, page.front_matter) for path, page in publication.pages.items()},
        files=frozenset(_files(publication.docs)),
        settings=LinkSettings(publication.address, directory_urls=_has_directories(publication)),
    )
    paths = LinkPaths(site)
    read_aliases(site, paths)
    taken = {fold(paths.built(path)) for path in paths.files}  # Some systems do not tell names by their case.
    old = dict(paths.aliases)
    paths.aliases.clear()  # Now it tells what is at an address without them.
    return {
        path: target
        for path, target in old.items()
        if fold(path) not in taken and paths.published(path).lead is not Lead.MADE and _is_possible(path)
    }


def _is_possible(path: str) -> bool:
    """Whether every system can keep a file at this path, beside the other files of the site."""
    return not _IN_DATA.search(path) and not any(name_spots([path]))


def _has_directories(publication: Publication) -> bool:
    """Whether `page.md` is published as `page/`."""
    return not any(page.url.endswith(".html") for page in publication.pages.values())


def _files(folder: Path) -> Iterator[str]:
    """The files of a folder, from there."""
    for place, _, names in os.walk(folder):
        below = Path(place).relative_to(folder)
        yield from ((below / name).as_posix() for name in names)
