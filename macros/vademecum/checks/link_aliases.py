"""Old addresses of pages, and how readers come to a page at all: through the navigation or a link."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from vademecum.checks.link_paths import LinkPaths, fold
from vademecum.checks.link_rules import ALIAS_CLASH, ALIAS_DANGLES, BAD_ALIAS, MISSING_IN_NAVIGATION, ORPHAN
from vademecum.checks.link_site import LinkPage, LinkSite
from vademecum.text.finding import Finding, Rule
from vademecum.text.source import Span

_NAMES = ("aliases", "redirect_from")
_ENTRANCES = frozenset({"index.md", "README.md", "404.md"})


class Alias(NamedTuple):
    """An old address: as written, where, and what file it would be in the published site; empty where it is none."""

    written: str
    span: Span
    built: str
    problem: str


class Aliases(NamedTuple):
    """The old addresses of all pages, and what is wrong with them, by page."""

    findings: Mapping[str, list[Finding]]


def read_aliases(site: LinkSite, paths: LinkPaths) -> Aliases:
    """The old addresses that pages name in their front matter; `paths` learns where they lead."""
    findings: dict[str, list[Finding]] = {}
    published = {paths.built(path): path for path in sorted(paths.files, reverse=True)}
    for path in sorted(site.pages):
        page = site.pages[path]
        for alias in _aliases(page, paths):
            found: tuple[Rule, str, str] | None = None
            owner = published.get(alias.built) or paths.aliases.get(alias.built)
            if alias.problem:
                hint = "Write the address below the site's root, such as 'old/page/'."
                found = BAD_ALIAS, f"the old address '{alias.written}' {alias.problem}", hint
            elif owner:
                what = "this page itself" if owner == path else f"'{owner}'"
                hint = "Remove it here, or there."
                found = ALIAS_CLASH, f"the old address '{alias.written}' belongs to {what} already", hint
            elif page.is_draft:
                message = f"the old address '{alias.written}' leads to a draft, which is not published"
                found = ALIAS_DANGLES, message, "Give it to a page that is published meanwhile."
            if found:
                findings.setdefault(path, []).append(Finding(found[0], alias.span, found[1], found[2]))
            if alias.built and not owner:
                paths.aliases[alias.built] = path
    return Aliases(findings)


def alias_findings(path: str, aliases: Aliases) -> list[Finding]:
    """What is wrong with the old addresses of one page."""
    return list(aliases.findings.get(path, ()))


def _aliases(page: LinkPage, paths: LinkPaths) -> Iterator[Alias]:
    source, front_matter = page.source, page.front_matter
    for name in _NAMES:
        position = front_matter.offset(name, source) + len(name) if name in front_matter.values else 0
        for written in front_matter.texts(name):
            at = source.text.find(written, position, front_matter.end) if written else -1
            position = at + len(written) if at >= 0 else position
            span = source.span(at, position) if at >= 0 else source.span(front_matter.offset(name, source))
            built, problem = _built(written, paths)
            yield Alias(written, span, built, problem)


def _built(written: str, paths: LinkPaths) -> tuple[str, str]:
    """The file that an old address would be in the published site, or what is wrong with it."""
    if "[" in written or "]" in written:
        return "", "holds a bracket"
    parts = urlsplit(written)
    path = unquote(parts.path)
    problem = _problem(path, parts, paths.host)
    if problem:
        return "", problem
    below = path.removeprefix(paths.base) if path.startswith(paths.base) else path.lstrip("/")
    if below.endswith(".md"):
        return paths.built(below), ""
    is_file = below.endswith((".html", ".htm"))
    return (below if is_file else f"{below.rstrip('/')}/index.html"), ""


def _problem(path: str, parts: SplitResult, host: str) -> str:
    """Why the parts of an address are none of this site, as a sentence's end; empty where they are."""
    if parts.netloc and parts.netloc.lower() != host:
        return "is on another host"
    if parts.scheme and not parts.netloc:
        return "is no address of this site"
    if parts.query or parts.fragment:
        return "holds '?' or '#', which no server tells apart"
    if not path.strip("/ "):
        return "is the site's entrance" if path else "is empty"
    is_winding = any(part in {".", ".."} for part in path.split("/")) or "\\" in path
    return "holds '.', '..' or a backslash" if is_winding else ""


def navigation_findings(site: LinkSite, paths: LinkPaths, linked_from: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Entries of the navigation that lead nowhere, and pages that nothing leads to."""
    if site.navigation is None:
        return
    listed = set()
    folded = {fold(path): path for path in paths.files}
    for entry in site.navigation:
        target = entry.target.strip().removeprefix("./").partition("#")[0]
        if "://" in target or target.startswith(("/", "mailto:")):
            continue
        if target in paths.files:
            listed.add(target)
            continue
        other = folded.get(fold(target))
        near = other or paths.near(target, is_page=not target or target.endswith((".md", "/")) or "." not in target)
        hint = f"Did you mean '{near}'?" if near else "Correct or remove the entry."
        listed.add(near)
        yield Finding(MISSING_IN_NAVIGATION, entry.span, f"there is no page '{target}'", hint)
    exempt = {*listed, *site.not_in_navigation, *_ENTRANCES}
    for path in sorted(site.pages):
        page = site.pages[path]
        others = linked_from.get(path, set()) - {path}
        is_reached = any(not site.pages[other].is_draft for other in others)
        if path not in exempt and not page.is_draft and not is_reached:
            message = "no reader comes here: the page is not in the navigation, and no page links to it"
            hint = "List it under 'nav' in mkdocs.yml, or under 'not_in_nav' if that is meant."
            yield Finding(ORPHAN, page.source.span(page.front_matter.end), message, hint)
