"""Where the pages and files of the cited works are, as addresses from the site's root and from its pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from vademecum.bibliography.identifier import CitationKey

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


class WorkLinks(NamedTuple):
    """How one page of the site links to the works it cites."""

    folder: str
    """The address of the works' folder."""
    ending: str
    """What stands behind a work's name in the address of its page."""
    files: str
    """The address of the files with all works of the page, without their endings."""
    count: Callable[[CitationKey], int]
    """How many pages cite a work; known when all are read."""

    def page(self, key: str) -> str:
        """The address of a work's page; empty where it has none."""
        name = work_name(key)
        return f"{self.folder}{name}{self.ending}" if name else ""


@dataclass(frozen=True, slots=True)
class WorkAddresses:
    """Addresses from the site's root. `with_folders`: a page is a folder with an `index.html` in it."""

    with_folders: bool = True

    @property
    def ending(self) -> str:
        """What stands behind a work's name in the address of its page."""
        return "/" if self.with_folders else ".html"

    def source(self, key: str) -> str:
        """The path that a work's page has among the pages of the site; empty where it has none."""
        name = work_name(key)
        return f"{FOLDER}/{name}.md" if name else ""

    def page(self, key: str) -> str:
        """The address of a work's page; empty where it has none."""
        name = work_name(key)
        return f"{FOLDER}/{name}{self.ending}" if name else ""

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

    def links(
        self, url: str, link: Callable[[str, str], str], count: Callable[[CitationKey], int] = lambda _: 0
    ) -> WorkLinks:
        """How the page at `url` links to the works it cites; `link` as `Site.link`, `count` as of `WorkLinks`."""
        files = link(f"{self.files_of(url)}.bib", url).removesuffix(".bib")
        return WorkLinks(link(f"{FOLDER}/", url), self.ending, files, count)
