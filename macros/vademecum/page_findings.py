"""What the checks say of a site, page by page: for the preview, which shows it to editors. Floor 7."""

import logging
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from vademecum.bibliography.identifier import CitationKey
from vademecum.checking import ReadPage, ReadSite, check_site, read_site
from vademecum.project import open_project
from vademecum.report.order import by_file, by_importance, in_order
from vademecum.text.finding import Finding
from vademecum.text.source import Position, Source

_RULES_CALL = re.compile(r"""\{\{-?\s*rules\(\s*(?:(?:kind\s*=\s*)?["']([a-z]+)["'])?\s*\)""")


class CheckedPages(NamedTuple):
    """What the checks say of a site. Pages are named by their paths below the documentation folder."""

    findings: Sequence[Finding]
    """All findings, in order."""
    by_page: Mapping[str, Sequence[Finding]]
    """Those of each page, the worst first: in its file, in the data it shows, in the entries of the works it cites."""
    names: Mapping[str, str]
    """The paths of the pages as findings name them."""
    sources: Mapping[str, Source]
    """The texts in which findings stand, by the same names."""
    rule_pages: Mapping[str, str]
    """The pages that list the rules, by their kind; under an empty name the one that lists all of them."""


def check_pages_of(configuration: str) -> CheckedPages:
    """What `vademecum check` says today of the site of a `mkdocs.yml`. ConfigurationError where there is none."""
    log = logging.getLogger("mkdocs")
    level = log.level
    try:
        project = open_project(configuration)
        site, sources = project.checked_site()
        read = read_site(site)
        findings = in_order(check_site(read, datetime.now(tz=UTC).date()))
    finally:
        log.setLevel(level)  # A project is silent, and a preview is not.
    sources |= {source.path: source for source in site.documents.sources()}
    return CheckedPages(
        findings,
        _by_page(read, findings),
        {path: page.source.path for path, page in read.pages.items()},
        sources,
        {kind: path for path, page in read.pages.items() for kind in _listed_rules(page)},
    )


def _by_page(read: ReadSite, findings: Sequence[Finding]) -> dict[str, Sequence[Finding]]:
    files, entries = by_file(findings), _by_entry(read, findings)
    pages: dict[str, Sequence[Finding]] = {}
    for path, page in read.pages.items():
        paths = {page.source.path, *(text.span.path for text in page.cited.shown)}
        own = [finding for file in paths for finding in files.get(file, ())]
        pages[path] = by_importance([*own, *(finding for key in page.cited.works for finding in entries.get(key, ()))])
    if read.site.works:
        pages |= {path: entries[key] for path, key in read.site.works.sources(entries).items() if path not in pages}
    return pages


def _by_entry(read: ReadSite, findings: Sequence[Finding]) -> dict[CitationKey, list[Finding]]:
    """The findings of each entry of the bibliography: those behind its beginning and before that of the next."""
    starts: dict[str, list[tuple[Position, CitationKey]]] = {}
    for key, entry in read.site.bibliography.items():
        starts.setdefault(entry.span.path, []).append((entry.span.start, key))
    for places in starts.values():
        places.sort()
    found: dict[CitationKey, list[Finding]] = {}
    for finding in findings:
        places = starts.get(finding.span.path, [])
        number = bisect_right(places, finding.span.start, key=lambda place: place[0])
        if number:
            found.setdefault(places[number - 1][1], []).append(finding)
    return found


def _listed_rules(page: ReadPage) -> Iterator[str]:
    """The kinds of rules that a page lists."""
    for call in page.cited.calls:
        found = _RULES_CALL.match(page.source.text, call.start)
        if found:
            yield found[1] or ""
