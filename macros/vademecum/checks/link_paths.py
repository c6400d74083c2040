"""Where an address inside the site leads.

MkDocs resolves links in Markdown against the files of the documentation folder. What it does not find there, and what
stands in raw HTML, it leaves as written: then a browser resolves it against the address of the published page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from posixpath import dirname, normpath, relpath
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

from vademecum.checks.link_site import LinkSite
from vademecum.checks.near_paths import near_path
from vademecum.pages.overviews import OVERVIEWS

_ALWAYS_MADE = (
    *("404.html", "sitemap.xml", "sitemap.xml.gz", "llms.txt", "feed.xml", "feed.json"),
    *("references.bib", "references.ris", "references.json"),
)
_MOST_SUGGESTIONS = 500  # Each takes a look at all files: it bounds the work that a damaged site can cause.


class Lead(Enum):
    """What is at an address."""

    SOURCE = auto()
    """A file of the documentation folder, named as such."""
    PUBLISHED = auto()
    """What the built site has there, although the address names no file of the documentation folder."""
    MADE = auto()
    """A file that the build adds."""
    OTHER_CASE = auto()
    """A file whose name is written in other letters."""
    ALIAS = auto()
    """The old address of a page."""
    MEANT = auto()
    """Nothing; but one file is certainly meant."""
    OUTSIDE = auto()
    """The address leaves the documentation folder."""
    MISSING = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads: `path` is the file below the documentation folder, or what was looked for."""

    lead: Lead
    path: str


class LinkPaths:
    """The files of a site, by the names and addresses under which they can be reached."""

    def __init__(self, site: LinkSite) -> None:
        self._directory_urls = site.settings.directory_urls
        parts = urlsplit(site.settings.site_url)
        self.host = parts.netloc.lower()
        self.base = parts.path if parts.path.endswith("/") else f"{parts.path}/"
        self.files = {*site.files, *site.pages}
        self._pages = sorted(path for path in self.files if path.endswith(".md"))
        self._others = sorted(path for path in self.files if not path.endswith(".md"))
        self._folded = {fold(path): path for path in sorted(self.files, reverse=True)}
        self._built = {self.built(path): path for path in self._others}
        self._built |= {self.built(path): path for path in self._pages}
        self._made = {*_ALWAYS_MADE, *site.made_files}
        self.aliases: dict[str, str] = {}
        self._suggestions: dict[str, str] = {}
        self._found: dict[tuple[str, str, bool], Target] = {}

    def built(self, path: str) -> str:
        """The file that is published for `path`."""
        if not path.endswith(".md"):
            return path
        folder, _, name = path.rpartition("/")
        lead = f"{folder}/" if folder else ""
        if name in OVERVIEWS:
            return f"{lead}index.html"
        stem = name.removesuffix(".md")
        return f"{lead}{stem}/index.html" if self._directory_urls else f"{lead}{stem}.html"

    def find(self, page: str, path: str, *, is_raw: bool = False) -> Target:
        """Where `path`, as written on `page` without query and fragment, leads; `is_raw` where it is in raw HTML."""
        key = page if is_raw else page.rpartition("/")[0], path, is_raw
        if key not in self._found:
            self._found[key] = self._find(page, path, is_raw=is_raw)
        return self._found[key]

    def _find(self, page: str, path: str, *, is_raw: bool) -> Target:
        plain = unquote(path)
        if is_raw:
            published = self.published(_url_joined(dirname(self.built(page)), plain))
            return Target(Lead.SOURCE, published.path) if published.lead is Lead.PUBLISHED else published
        looked_for = _joined(dirname(page), plain)
        is_file = not plain.endswith("/")
        if is_file and looked_for in self.files:
            return Target(Lead.SOURCE, looked_for)
        if looked_for == ".." or looked_for.startswith("../"):
            return Target(Lead.OUTSIDE, looked_for)
        if is_file and fold(looked_for) in self._folded:
            return Target(Lead.OTHER_CASE, self._folded[fold(looked_for)])
        if not is_file and looked_for in self.files:
            return Target(Lead.MEANT, looked_for)
        return self._elsewhere(page, plain, looked_for)

    def _elsewhere(self, page: str, plain: str, looked_for: str) -> Target:
        """Where a browser comes to from the published page, or what is meant by a path that names no file."""
        published = self.published(_url_joined(dirname(self.built(page)), plain))
        if published.lead in (Lead.PUBLISHED, Lead.MADE, Lead.ALIAS):
            return published
        meant = self._meant(looked_for)
        return Target(Lead.MEANT, meant) if meant else Target(Lead.MISSING, looked_for)

    def published(self, url: str) -> Target:
        """What the built site has at `url`, relative to its root; a folder ends in `/` or is the empty text."""
        if url.startswith("../"):
            return Target(Lead.OUTSIDE, url)
        for built in (f"{url}index.html",) if not url or url.endswith("/") else (url, f"{url}/index.html"):
            if built in self._built:
                return Target(Lead.PUBLISHED, self._built[built])
            if built in self._made or url in self._made:
                return Target(Lead.MADE, url)
            if built in self.aliases:
                return Target(Lead.ALIAS, self.aliases[built])
        meant = self._meant(url.rstrip("/"))
        return Target(Lead.MEANT, meant) if meant else Target(Lead.MISSING, url)

    def _meant(self, path: str) -> str:
        """The one page that somebody means who writes its address, or its name without ending, for its file."""
        stem = path.removesuffix(".html").removesuffix("/index") if path.endswith(".html") else path
        names = [f"{stem}.md", *(f"{stem}/{index}" for index in OVERVIEWS)]
        found = [name for name in names if name in self.files]
        return found[0] if len(found) == 1 else ""

    def near(self, path: str, *, is_page: bool) -> str:
        """The file whose name is nearest to `path`; empty where none is near."""
        if path not in self._suggestions:
            if len(self._suggestions) == _MOST_SUGGESTIONS:
                return ""
            choices = self._pages if is_page else self._others
            self._suggestions[path] = near_path(path, choices)
        return self._suggestions[path]

    def relative(self, path: str, page: str) -> str:
        """`path` as a link on `page` names it."""
        return quote(relpath(path, dirname(page) or "."), safe="/:@!$&'*+,;=~-._" + _letters(path))


def _letters(path: str) -> str:
    """What is no blank and not ASCII: browsers and MkDocs read it as it is."""
    return "".join({sign for sign in path if not sign.isascii()})


def fold(path: str) -> str:
    """`path` as systems see it that do not tell letters by case, nor composed letters from decomposed ones."""
    return normalize("NFC", path).casefold()


def _joined(folder: str, path: str) -> str:
    joined = normpath(f"{folder}/{path}" if folder else path)
    return "" if joined == "." else joined


def _url_joined(folder: str, path: str) -> str:
    joined = _joined(folder, path)
    is_folder = path.endswith(("/", "/.", "/..")) or path in {".", ".."}
    return f"{joined}/" if is_folder and joined and not joined.endswith("/") else joined


def names(paths: Iterable[str]) -> str:
    """Paths as a message names them."""
    return " and ".join(f"'{path}'" for path in paths)
