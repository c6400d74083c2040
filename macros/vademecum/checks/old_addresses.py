"""Old addresses of pages: what file each would be in the published site, and what speaks against it.

The build makes a redirect for exactly those of which nothing is said here.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from vademecum.checks.html_files import name_spots
from vademecum.checks.link_paths import Lead, LinkPaths, fold
from vademecum.checks.link_rules import ALIAS_CLASH, ALIAS_DANGLES, BAD_ALIAS
from vademecum.checks.link_site import LinkPage, LinkSite
from vademecum.text.finding import Finding
from vademecum.text.source import Source, Span

NAMES = ("aliases", "redirect_from")
"""The names in the front matter under which old addresses stand."""
_NO_PATH = re.compile(r"[\s<>\"|*]")
_IN_DATA = re.compile(r"\.(?:bib|css|gz|js|json|map|md|ris|svg|txt|xml)/")
"""An address below what the site has, or may have, as a file."""


class OldAddresses(NamedTuple):
    """What is wrong with the old addresses of each page, and the page of each that can be kept, by the file it is."""

    findings: Mapping[str, list[Finding]]
    pages: Mapping[str, str]


class _Claim(NamedTuple):
    """An old address: as written, where, and what file it would be in the published site; empty where it is none."""

    written: str
    span: Span
    built: str
    problem: str


def read_old_addresses(site: LinkSite, paths: LinkPaths) -> OldAddresses:
    """The old addresses that pages name in their front matter; `paths` learns where they lead.

    Of two pages that claim one address the first has it; a draft has it only where no page that is published wants it.
    """
    claims = _Claims(paths)
    for path in sorted(site.pages, key=lambda path: (site.pages[path].is_draft, path)):
        for claim in _claims(site.pages[path], paths):
            claims.judge(path, claim, is_draft=site.pages[path].is_draft)
    paths.aliases |= claims.all
    return OldAddresses(claims.findings, claims.kept)


class _Claims:
    """Who has which address so far."""

    def __init__(self, paths: LinkPaths) -> None:
        self._paths = paths
        # Some systems do not tell names by their case.
        self._owners = {fold(paths.built(path)): path for path in sorted(paths.files, reverse=True)}
        self.findings: dict[str, list[Finding]] = {}
        self.all: dict[str, str] = {}
        self.kept: dict[str, str] = {}

    def judge(self, path: str, claim: _Claim, *, is_draft: bool) -> None:
        """Take note of a claim of the page at `path`, or of what is wrong with it."""
        address, owner = f"the old address '{claim.written}'", self._owners.get(fold(claim.built))
        if claim.problem:
            hint = "Write the address below the site's root, such as 'old/page/'."
            finding = Finding(BAD_ALIAS, claim.span, f"{address} {claim.problem}", hint)
        elif owner:
            what, hint = "this page itself" if owner == path else f"'{owner}'", "Remove it here, or there."
            finding = Finding(ALIAS_CLASH, claim.span, f"{address} belongs to {what} already", hint)
        elif self._paths.published(claim.built).lead is Lead.MADE:
            hint = "Remove it; nobody can come to the page by it."
            finding = Finding(ALIAS_CLASH, claim.span, f"{address} belongs to a file that the build makes", hint)
        else:
            self._owners[fold(claim.built)] = self.all[claim.built] = path
            if not is_draft:
                self.kept[claim.built] = path
                return
            hint = "Give it to a page that is published meanwhile."
            message = f"{address} leads to a draft, which is not published"
            finding = Finding(ALIAS_DANGLES, claim.span, message, hint)
        self.findings.setdefault(path, []).append(finding)


def _claims(page: LinkPage, paths: LinkPaths) -> Iterator[_Claim]:
    for name in NAMES:
        given = page.front_matter.values.get(name)
        for number, value in enumerate(given if isinstance(given, list) else [given]):
            if value is not None and not isinstance(value, dict | list):
                place = page.front_matter.place(name, number)
                yield _Claim(str(value), _span(page.source, str(value), place), *_built(str(value), paths))


def _span(source: Source, written: str, place: tuple[int, int]) -> Span:
    """Where a value stands: its text, or whatever is written for it."""
    at = source.text.find(written, *place) if written else -1
    return source.span(at, at + len(written)) if at >= 0 else source.span(*place)


def _built(written: str, paths: LinkPaths) -> tuple[str, str]:
    """The file that an old address would be in the published site, or what is wrong with it."""
    if "[" in written or "]" in written:
        return "", "holds a bracket"
    try:
        parts = urlsplit(written)
    except ValueError:
        return "", "is no address"
    path = unquote(parts.path)
    problem = _problem(written, path, parts, paths.host)
    if problem:
        return "", problem
    below = path.removeprefix(paths.base) if path.startswith(paths.base) else path.lstrip("/")
    is_file = below.endswith((".html", ".htm"))
    built = paths.built(below) if below.endswith(".md") else below if is_file else f"{below.rstrip('/')}/index.html"
    if built in {"index.html", "/index.html"}:
        return "", "is the site's entrance"
    fault = next((spot.message for spot in name_spots([built])), "")
    if fault:
        return "", f"cannot be kept by every system: {fault}"
    return ("", "lies below a file") if _IN_DATA.search(built) else (built, "")


def _problem(written: str, path: str, parts: SplitResult, host: str) -> str:
    """Why an address is none of this site, as a sentence's end; empty where it is one."""
    has_host = bool(parts.netloc) or written.startswith("//")
    problems = (
        (has_host and parts.netloc.lower() != host, "is on another host"),
        (has_host, "names the host"),
        (bool(parts.scheme), "is no address of this site"),
        ("?" in written or "#" in written, "holds '?' or '#', which no server tells apart"),
        (not path.strip("/ "), "is the site's entrance" if "/" in path else "is empty"),
        (any(part in {".", ".."} for part in path.split("/")) or "\\" in path, "holds '.', '..' or a backslash"),
        ("//" in path, "holds two slashes in a row"),
        (_NO_PATH.search(path) is not None, "holds a blank, or another sign that no path has"),
    )
    return next((problem for is_so, problem in problems if is_so), "")
