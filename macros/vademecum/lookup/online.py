"""The online check as a whole: works against registries, links against the web.

Everything found is yielded as it is known: findings, progress, and what could not be found out. An outage is never a
finding.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.checks.external_links import State, expired_exclude, link_findings
from vademecum.checks.identity import ANOTHER_WORK, compare, compare_identifiers, found_by_title
from vademecum.checks.registered import Record
from vademecum.checks.registered_status import StatusChange, missing_status, status_findings
from vademecum.lookup.cache import Cache
from vademecum.lookup.crossref import NAME as CROSSREF
from vademecum.lookup.http import Client
from vademecum.lookup.links import check_links, without_fragment
from vademecum.lookup.settings import ExternalLink, OnlineSettings
from vademecum.lookup.works import Event, Inconclusive, Progress, Works
from vademecum.text.finding import Finding

_WEB = ("http://", "https://")


def check_online(
    bibliography: Bibliography,
    links: Iterable[ExternalLink],
    settings: OnlineSettings,
    client: Client,
    today: date,
) -> Iterator[Event]:
    """All that registries and other sites have to say against `bibliography` and `links`.

    ConfigurationError where the Retraction Watch file is another file, OSError where it cannot be read.
    """
    cache = Cache(settings.cache)
    works = Works(bibliography.values(), settings, client, cache, today)
    yield from works.look_up()
    for entry in works.entries:
        yield from _identity(entry, works.records[entry.key])
        yield from _identity_by_title(entry, works.found_by_title.get(entry.key, []))
        yield from status_findings(entry, works.updates[entry.key])
    yield from _links(links, settings, client, cache, today)


def find_status_changes(
    bibliography: Bibliography, settings: OnlineSettings, client: Client, today: date
) -> Iterator[tuple[CitationKey, StatusChange] | Progress | Inconclusive]:
    """What entries should say of retractions, withdrawals, concerns and corrections, and do not."""
    works = Works(bibliography.values(), settings, client, Cache(settings.cache), today)
    for event in works.look_up():
        if not isinstance(event, Finding):
            yield event
    for entry in works.entries:
        change = missing_status(entry, works.updates[entry.key])
        if change:
            yield entry.key, change


def _identity(entry: Entry, records: list[Record]) -> Iterator[Finding]:
    """What the records of an entry's identifiers say against it; what two of them say is said once."""
    findings = [finding for record in records for finding in compare(entry, record)]
    if not any(finding.rule is ANOTHER_WORK for finding in findings):
        aliases = {record.doi for record in records if record.registry == CROSSREF}
        for record in records:
            # The DOI of the entry may be another name of the one that PubMed has; Crossref then gives that one.
            same = replace(record, doi=None) if record.doi in aliases else record
            findings += compare_identifiers(entry, same)
    yield from {(finding.rule, finding.span): finding for finding in reversed(findings)}.values()


def _identity_by_title(entry: Entry, found: list[Record]) -> Iterator[Finding]:
    """The finding for a work that exists under this title alone, by others and elsewhere."""
    suspects = [finding for record in found if (finding := found_by_title(entry, record))]
    if suspects and all(compare(entry, record) for record in found):
        yield suspects[0]


def _links(
    links: Iterable[ExternalLink], settings: OnlineSettings, client: Client, cache: Cache, today: date
) -> Iterator[Event]:
    excludes = [each for each in settings.excludes if not each.has_expired(today)]
    for each in settings.excludes:
        if each not in excludes:
            yield expired_exclude(each.pattern, str(each.until), each.span)
    places: dict[str, list[ExternalLink]] = {}
    for link in links:
        if link.url.lower().lstrip().startswith(_WEB) and not any(each.covers(link.url) for each in excludes):
            places.setdefault(without_fragment(link.url), []).append(link)
    for done, (url, verdict) in enumerate(check_links(places, client, cache, settings, today), start=1):
        for link in places[url]:
            yield from link_findings(link.url, link.span, verdict)
        if verdict.state in (State.BLOCKED, State.UNKNOWN):
            is_network = verdict.state is State.UNKNOWN
            yield Inconclusive(url, places[url][0].span, verdict.reason, is_network=is_network)
        yield Progress("links", done, len(places))
