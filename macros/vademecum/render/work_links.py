"""Where the pages and files of the cited works are, as addresses from the site's root and from its pages."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from vademecum.bibliography.identifier import CitationKey
from vademecum.pages.overviews import OVERVIEWS

FOLDER = "references"
"""The folder of the works' pages, and the name of files that hold several works."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_TAKEN = re.compile(r"(?:index|readme|references|con|prn|aux|nul|com[0-9]|lpt[0-9])\Z", re.IGNORECASE)
"""Names that mean something else: to MkDocs, to Windows, or here."""
_LONGEST = 200


@lru_cache(maxsize=65536)
def work_name(key: str) -> str:
    """The name of a work's page and files: its key, with `~` and the number of each character that no name can hold.

    Two keys never have one name. A key that is too long for the name of a file has none: the result is empty.
    """
    name = _UNSAFE.sub(lambda match: f"~{ord(match[0]):x}-", key)
    if _TAKEN.match(name):
        name = f"~{ord(name[0]):x}-{name[1:]}"
    return name if len(name) <= _LONGEST else ""


@dataclass(frozen=True, slots=True)
class WorkAddresses:
    """Addresses from the site's root. `with_folders`: a page is a folder with an `index.html` in it."""

    with_folders: bool = True
    taken: frozenset[str] = frozenset()
    """The files of the site that somebody made: a work has no page where its file would be one of them."""

    def source(self, key: str) -> str:
        """The path that a work's page has among the pages of the site; empty where it has none."""
        name = work_name(key)
        return f"{FOLDER}/{name}.md" if name else ""

    def sources(self, keys: Iterable[CitationKey]) -> dict[str, CitationKey]:
        """The works by the paths of pages that would stand where their own do."""
        named = ((self.source(key).removesuffix(".md"), key) for key in keys)
        endings = (".md", *(f"/{name}" for name in OVERVIEWS)) if self.with_folders else (".md",)
        return {f"{name}{ending}": key for name, key in named if name for ending in endings}

    def page(self, key: str) -> str:
        """The address of a work's page; empty where it has none."""
        name = work_name(key)
        file = f"{FOLDER}/{name}/index.html" if self.with_folders else f"{FOLDER}/{name}.html"
        return file.removesuffix("index.html") if name and file not in self.taken else ""

    def built(self, keys: Iterable[str]) -> frozenset[str]:
        """The files that the pages of these works are in the built site."""
        pages = filter(None, map(self.page, keys))
        return frozenset(f"{page}index.html" if page.endswith("/") else page for page in pages)

    def file(self, key: str) -> str:
        """The address of the files of a work, without their endings; empty where it has none."""
        name = work_name(key)
        return f"{FOLDER}/{name}" if name else ""

    def files_of(self, url: str) -> str:
        """The address of the files with all works of the page at `url`, without their endings.

        No two pages share one, and none has that of the site's own files, which is `FOLDER`.
        """
        if url.endswith(".html"):
            return f"{url.removesuffix('.html')}.{FOLDER}"
        folder = url.removeprefix("./")
        return f"{folder}{FOLDER}" if folder else f"index.{FOLDER}"

    @staticmethod
    def files_of_list(section: str = "", topic: str = "", design: str = "", since: int = 0) -> str:
        """The address of the files with the works that a list was asked for, without their endings.

        A list of all works has those of the site, `FOLDER`.
        """
        named = (("topic", topic), ("design", design), ("since", str(since or "")))
        chosen = [f"{name}-{work_name(value)}" for name, value in named if value]
        folder = f"{quote(section)}/" if section else ""
        return f"{folder}{'.'.join(('literature', *chosen))}" if folder or chosen else FOLDER

    def links(
        self, url: str, link: Callable[[str, str], str], count: Callable[[CitationKey], int] = lambda _: 0
    ) -> "WorkLinks":
        """How the page at `url` links to the works it cites; `link` as `Site.link`, `count` as of `WorkLinks`."""
        files = link(f"{self.files_of(url)}.bib", url).removesuffix(".bib")
        return WorkLinks(self, link(f"{FOLDER}/", url), files, count)


class WorkLinks(NamedTuple):
    """How one page of the site links to the works it cites."""

    addresses: WorkAddresses
    folder: str
    """The address of the works' folder."""
    files: str
    """The address of the files with all works of the page, without their endings."""
    count: Callable[[CitationKey], int]
    """How many pages cite a work; known when all are read."""

    def page(self, key: str) -> str:
        """The address of a work's page; empty where it has none."""
        address = self.addresses.page(key)
        return f"{self.folder}{address.removeprefix(f'{FOLDER}/')}" if address else ""
