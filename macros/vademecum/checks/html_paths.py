"""Where addresses lead on a site whose files are known, as common static hosts answer them."""

import re
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote

from rapidfuzz import fuzz, process

from vademecum.checks.html_address import Address, read_address

_NEAR_ENOUGH = 75
_MOST_GUESSES = 100
_LONGEST_GUESSED = 200
_SEGMENT_ESCAPE = re.compile(r"%2[fF]")


class Lead(Enum):
    """How an address leads to where it leads."""

    FILE = "file"
    MISSING = "missing"
    OUTSIDE = "outside"
    ELSEWHERE = "elsewhere"


class Target(NamedTuple):
    """Where an address leads: a file of the site, or the path at which there is none."""

    lead: Lead
    path: str
    other_case: str = ""
    """A file that differs from a missing path only in case or in the composition of letters."""


_ELSEWHERE = Target(Lead.ELSEWHERE, "")


class Folder(NamedTuple):
    """From where a page's relative addresses are counted: the folders above it, the nearest first, each with `/`."""

    above: tuple[str, ...]
    page: str
    foreign: str = ""
    """The host that the page's relative addresses are on, where `<base>` names another."""


class SitePaths:
    """The files of a site by the addresses that lead to them. `address` is where the site is published, if known."""

    def __init__(self, files: Collection[str], address: str = "") -> None:
        self.files = frozenset(files)
        home = read_address(address)
        self.host = home.host
        self.scheme = home.scheme
        base = unquote(home.path or "/")
        self.base = "/" + base.strip("/") + "/" if base.strip("/") else "/"
        self._targets: dict[tuple[str, str], Target] = {}
        self._folded: dict[str, str] = {}
        self._guesses: dict[str, str] = {}

    def folder(self, page: str, base: str = "") -> Folder:
        """From where the relative addresses of the file `page` are counted; `base` is its `<base href>`."""
        here = _folder(page, page)
        if not base:
            return here
        address = read_address(base)
        if self.is_foreign(address, here):
            return Folder((), "", address.host)
        target = self.find(address, here)
        if target.lead is Lead.FILE and not base.endswith("/"):
            return _folder(target.path, target.path)
        path = target.path if target.lead is not Lead.FILE else target.path.removesuffix("index.html")
        return _folder(path, target.path)

    def is_own(self, address: Address) -> bool:
        """Whether an address that names a host lies on the site itself."""
        return bool(self.host) and address.host == self.host and f"{address.path}/".startswith(self.base)

    def is_foreign(self, address: Address, folder: Folder) -> bool:
        """Whether an address is on another host than the site's."""
        return address.host != self.host if address.host else bool(folder.foreign)

    def find(self, address: Address, folder: Folder) -> Target:
        """Where `address` on a page with this `folder` leads."""
        if address.host:
            return self._at_root(_climb_free(address.path or "/")) if address.host == self.host else _ELSEWHERE
        if address.scheme or folder.foreign:
            return _ELSEWHERE
        if address.path is None:
            return Target(Lead.FILE if folder.page in self.files else Lead.MISSING, folder.page)
        if address.rest.startswith("/"):
            return self._at_root(address.rest)
        if address.climbs >= len(folder.above):
            return Target(Lead.OUTSIDE, address.rest)
        return self._below(folder.above[address.climbs], address.rest)

    def _at_root(self, path: str) -> Target:
        base = self.base
        decoded = unquote(path)
        if f"{decoded}/" == base:
            return self._below("", "")
        if not decoded.startswith(base):
            return Target(Lead.OUTSIDE, path)
        return self._below("", path[len(base) :] if path.startswith(base) else quote(decoded[len(base) :]))

    def _below(self, above: str, rest: str) -> Target:
        key = above, rest
        found = self._targets.get(key)
        if found is None:
            found = self._targets[key] = self._look_up(above + _decode(rest))
        return found

    def _look_up(self, path: str) -> Target:
        for candidate in _candidates(path):
            if candidate in self.files:
                return Target(Lead.FILE, candidate)
        if not self._folded:
            self._folded = {_fold(file): file for file in sorted(self.files)}
        others = (self._folded.get(_fold(candidate), "") for candidate in _candidates(path))
        return Target(Lead.MISSING, path, next(filter(None, others), ""))

    def near(self, path: str) -> str:
        """The file whose path looks most like `path`, if one does; answered for so many paths and no more."""
        if path not in self._guesses:
            if len(path) > _LONGEST_GUESSED or len(self._guesses) >= _MOST_GUESSES:
                return ""
            suffix = path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
            choices = self._choices(suffix)
            found = process.extractOne(path.rstrip("/"), choices, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
            self._guesses[path] = found[2] if found else ""
        return self._guesses[path]

    def _choices(self, suffix: str) -> Mapping[str, str]:
        """What a path may be meant for, files that end alike: each with the address by which it is known."""
        if suffix and suffix not in {"html", "md"}:
            return {file: file for file in self.files if file.lower().endswith(suffix)}
        return {
            file: file.removesuffix("index.html").rstrip("/").removesuffix("" if suffix == "html" else ".html")
            for file in self.files
            if file.endswith(".html")
        }


@lru_cache(maxsize=4096)
def _folder(path: str, page: str) -> Folder:
    parts = path.split("/")[:-1]
    above = ("".join(f"{part}/" for part in parts[:count]) for count in range(len(parts), -1, -1))
    return Folder(tuple(above), page)


def _climb_free(path: str) -> str:
    return read_address(path).rest if path.startswith("/") and not path.startswith("//") else path


def _decode(path: str) -> str:
    """A path with its percent-encoding read; an encoded slash stays encoded, as it separates nothing."""
    return unquote(_SEGMENT_ESCAPE.sub("%252F", path)) if "%" in path else path


def _candidates(path: str) -> Iterable[str]:
    """The files that a static host would answer `path` with, the likeliest first."""
    if path == "" or path.endswith("/"):
        return (f"{path}index.html",)
    return (path, f"{path}/index.html", f"{path}.html")


def _fold(path: str) -> str:
    return normalize("NFC", path).casefold()
