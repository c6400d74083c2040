"""What a site that was read says of its evidence: pages, what they cite in which sentence, works, hosts. Floor 7."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.checking import ReadPage, ReadSite
from vademecum.checks.cited_page import ShownText
from vademecum.citation.cluster import CitationCluster, CitationItem
from vademecum.citation.scan import edit, scan
from vademecum.macros.arguments import SiteNames
from vademecum.macros.placement import names_of_site
from vademecum.pages.evidence_diff_state import CitedPlace, PageEvidence, SiteEvidence
from vademecum.pages.front_matter import FrontMatter
from vademecum.publishing.cited_sentences import cited_sentences, plain_text
from vademecum.text.source import Span

FACTS = (
    *("title", "section", "review_status", "reviewed", "review_due", "reviewers", "authors", "updated"),
    "sources_searched",
)
"""What a page says of itself and of its review, by the names in its front matter."""
_QUOTING = {"summary": "Summary", "key_points": "Key points"}
_ELSEWHERE = re.compile(r"\s*(?:https?:)?[/\\]{2}", re.IGNORECASE)


def read_evidence(read: ReadSite) -> SiteEvidence:
    """The evidence of a site, drafts included."""
    hosts: dict[str, Span] = {}
    for address, span in sorted(_addresses(read), key=lambda each: (each[1].path, each[1].start)):
        host = host_of(address)
        if host:
            hosts.setdefault(host, span)
    pages = {page.source.path: _evidence_of(page, _names(read, path)) for path, page in read.pages.items()}
    return SiteEvidence(pages, read.site.bibliography, hosts)


def cited_places(read: ReadSite, keys: Collection[CitationKey]) -> dict[CitationKey, list[tuple[str, CitedPlace]]]:
    """Where pages cite each of these works: the path of the page, and the place."""
    found: dict[CitationKey, list[tuple[str, CitedPlace]]] = {key: [] for key in keys}
    for path, page in read.pages.items():
        if not page.cited.works.isdisjoint(found):
            for place in _places(page, _names(read, path)):
                if place.key in found:
                    found[place.key].append((page.source.path, place))
    return found


def host_of(address: str) -> str:
    """The host that an address leads to, in ASCII, so that no letter looks like another; empty where there is none."""
    try:
        host = urlsplit(address.strip().replace("\\", "/")).hostname or ""
        return host.encode("idna").decode("ascii").lower() if not host.isascii() else host
    except ValueError:  # also what cannot be written in ASCII
        return ""


def _addresses(read: ReadSite) -> Iterator[tuple[str, Span]]:
    """The addresses of other sites that pages and works lead to, and where they are written."""
    yield from read.links_elsewhere()
    for page in read.pages.values():
        for link in page.cited.outline.links:
            if _ELSEWHERE.match(link.target):
                yield link.target, page.source.span(link.target_start, link.target_end)
    for entry in read.site.bibliography.values():
        yield from _addresses_of(entry)


def _addresses_of(entry: Entry) -> Iterator[tuple[str, Span]]:
    address = entry.raw("url")
    if address:
        yield address, entry.field_span("url")


def _names(read: ReadSite, path: str) -> SiteNames:
    site = read.site
    names = names_of_site(site.pages, site.bibliography, site.navigation, site.sections, site.documents)
    return replace(names, page=path)


def _evidence_of(page: ReadPage, names: SiteNames) -> PageEvidence:
    front_matter = page.front_matter
    facts = {name: text for name in FACTS if (text := _told(front_matter.values.get(name)))}
    shown = tuple(text.text for text in page.cited.shown)
    aliases = tuple(front_matter.texts("aliases"))
    return PageEvidence(page.source, facts, tuple(_places(page, names)), aliases, shown)


def _told(value: object) -> str:
    """A value of the front matter in one line; of people, their names."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_told, value)))
    if isinstance(value, dict):
        return str(value.get("name") or value.get("body") or "")
    return "" if value is None else " ".join(str(value).split())


def _places(page: ReadPage, names: SiteNames) -> Iterator[CitedPlace]:
    """Where a page cites works, in the order of its file, and then what it shows out of files of data."""
    told = cited_sentences(page.source, page.front_matter, names)
    headings = page.cited.outline.headings
    starts = [heading.start for heading in headings]
    for each in page.cited.citations:
        index = bisect_right(starts, each.start) - 1
        if each.start < page.front_matter.end:
            section = _name_of_value(page.front_matter, each.start)
        else:
            section = plain_text(headings[index].text) if index >= 0 else ""
        span = page.source.span(each.start, each.end)
        for item in each.cluster.items:
            sentence = next(iter(told.get((each.start, item.key), ())), "")
            yield CitedPlace(item.key, _manner(each.cluster, item), section, sentence, span)
    for text in page.cited.shown:
        yield from _shown(text)


def _shown(text: ShownText) -> Iterator[CitedPlace]:
    found = scan(text.text)
    marks = [(each.start, each.end, "") for each in found.citations]
    marks += [(each.start, each.end, "") for each in found.calls]
    sentence = plain_text(edit(text.text, marks))
    for cluster in text.clusters:
        for item in cluster.items:
            yield CitedPlace(item.key, _manner(cluster, item), text.span.path, sentence, text.span)


def _name_of_value(front_matter: FrontMatter, offset: int) -> str:
    """What the value of the front matter is called that stands around `offset`."""
    before = [name for name, place in front_matter.names() if place.start <= offset]
    return _QUOTING.get(before[-1], before[-1]) if before else ""


def _manner(cluster: CitationCluster, item: CitationItem) -> str:
    """How a work is cited, besides that it is: at which place of it, as what."""
    parts = (
        f"{item.locator.label} {item.locator.value}" if item.locator else "",
        f"indirect: {cluster.indirect}" if cluster.indirect else "",
        "mentioned only" if cluster.is_mentioned else "",
    )
    return ", ".join(filter(None, parts))


def citing_pages(read: ReadSite) -> Mapping[CitationKey, list[tuple[str, int]]]:
    """The pages that cite each work, and how often."""
    found: dict[CitationKey, list[tuple[str, int]]] = {}
    for page in read.pages.values():
        counts: dict[CitationKey, int] = {}
        for cluster in page.cited.clusters:
            for key in cluster.keys:
                counts[key] = counts.get(key, 0) + 1
        for key, count in counts.items():
            found.setdefault(key, []).append((page.source.path, count))
    return found
