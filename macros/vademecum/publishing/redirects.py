"""Small pages at the old addresses of pages, which send their readers on: `aliases` in the front matter.

What is an old address, and whose, is what `vademecum check` says of it: one that is wrong, or belongs to something
else, gets no page here and a finding in the check and in the build alike.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from vademecum.checks.link_paths import LinkPaths
from vademecum.checks.link_site import LinkPage, LinkSettings, LinkSite
from vademecum.checks.old_addresses import NAMES, OldAddresses, read_old_addresses
from vademecum.pages.outline_parts import PageOutline
from vademecum.publishing.publication import Output, Publication
from vademecum.text.finding import Finding


def redirects(publication: Publication) -> Iterator[Output]:
    """A page for each old address."""
    for path, target in publication.once(_old_addresses).pages.items():
        page = publication.pages[target]
        old = path.removesuffix("index.html") if path.endswith("/index.html") else path
        html = publication.writer.render(
            "redirect.html",
            language=publication.language,
            title=page.title,
            site=publication.name,
            address=publication.link(page.url, old),
            canonical=publication.absolute(page.url),
        )
        yield Output(path, html.encode("utf-8"))


def redirect_findings(publication: Publication) -> Iterator[Finding]:
    """What is wrong with old addresses."""
    for found in publication.once(_old_addresses).findings.values():
        yield from found


def _old_addresses(publication: Publication) -> OldAddresses:
    if not any(page.front_matter.texts(name) for page in publication.pages.values() for name in NAMES):
        return OldAddresses({}, {})
    outline, works = PageOutline(), publication.site.works
    site = LinkSite(
        {path: LinkPage(page.source, outline, page.front_matter) for path, page in publication.pages.items()},
        files=frozenset(_files(publication.docs)),
        made_files=works.built(publication.writer.bibliography) if works else (),
        settings=LinkSettings(publication.address, directory_urls=_has_directories(publication)),
    )
    return read_old_addresses(site, LinkPaths(site))


def _has_directories(publication: Publication) -> bool:
    """Whether `page.md` is published as `page/`."""
    return not any(page.url.endswith(".html") for page in publication.pages.values())


def _files(folder: Path) -> Iterator[str]:
    """The files of a folder, from there."""
    for place, _, names in os.walk(folder):
        below = Path(place).relative_to(folder)
        yield from ((below / name).as_posix() for name in names)
