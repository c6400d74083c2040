"""What the registries say of the works of a bibliography: their records, and what happened to them since."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey, Doi, Pmcid, Pmid
from vademecum.checks.identity import entry_title, unknown_identifier
from vademecum.checks.registered import Record, Update
from vademecum.lookup import crossref, datacite, pubmed
from vademecum.lookup.cache import Cache
from vademecum.lookup.doi import is_registered
from vademecum.lookup.http import Client
from vademecum.lookup.json_service import JsonService
from vademecum.lookup.response import Failure
from vademecum.lookup.retraction_watch import read_retraction_watch
from vademecum.lookup.settings import OnlineSettings
from vademecum.text.finding import Finding
from vademecum.text.source import Span

_Id = TypeVar("_Id", Doi, Pmid, Pmcid)

_PMC_NAME = "PubMed Central"
_HANDLES_NAME = "the handle service of doi.org"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long work has come: `done` of `total` of `what`."""

    what: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Inconclusive:
    """Something that could not be looked up. `is_network`: for want of a network or a service, not by its own fault."""

    subject: str
    span: Span
    reason: str
    is_network: bool = False


Event = Finding | Progress | Inconclusive


class Works:
    """Looks up the works of `entries` and holds what was found: `records` and `updates` by key."""

    def __init__(
        self, entries: Iterable[Entry], settings: OnlineSettings, client: Client, cache: Cache, today: date
    ) -> None:
        self.entries = [entry for entry in entries if settings.keys is None or entry.key in settings.keys]
        self.records: dict[CitationKey, list[Record]] = {entry.key: [] for entry in self.entries}
        self.found_by_title: dict[CitationKey, list[Record]] = {}
        self.updates: dict[CitationKey, list[Update]] = {entry.key: [] for entry in self.entries}
        self._settings = settings
        self._mailto = client.mailto
        self._service = partial(JsonService, client=client, cache=cache, ages=settings.ages, today=today)
        self._by_doi: Mapping[Doi, list[Entry]] = _index(self.entries, lambda entry: entry.doi)
        self._by_pmid: Mapping[Pmid, list[Entry]] = _index(self.entries, lambda entry: entry.pmid)
        self._by_pmcid: Mapping[Pmcid, list[Entry]] = _index(self.entries, lambda entry: entry.pmcid)

    def look_up(self) -> Iterator[Event]:
        """Ask for all works. Yields what is registered nowhere, what could not be found out, and progress."""
        yield from self._ask_pmc()
        yield from self._ask_pubmed()
        yield from self._ask_doi_registries()
        yield from self._ask_for_notices()
        self._read_retraction_watch()
        if self._settings.by_title:
            yield from self._search_titles()
        for entry in self.entries:
            for record in self.records[entry.key]:
                self.updates[entry.key] += record.updates

    def _ask_pmc(self) -> Iterator[Event]:
        service = self._service(_PMC_NAME)
        answers = pubmed.find_identifiers(self._by_pmcid, service, self._settings.services.pmc_ids, self._mailto)
        for batch, answer in answers:
            for pmcid in batch:
                for entry in self._by_pmcid[pmcid]:
                    if isinstance(answer, Failure):
                        yield _inconclusive(entry, "pmcid", answer)
                    elif pmcid not in answer:
                        yield unknown_identifier(entry, "pmcid", _PMC_NAME)
                    else:
                        same = answer[pmcid]
                        self.records[entry.key].append(Record(_PMC_NAME, same.doi, same.pmid, same.pmcid))

    def _ask_pubmed(self) -> Iterator[Event]:
        wanted: dict[Pmid, list[Entry]] = {pmid: list(entries) for pmid, entries in self._by_pmid.items()}
        for entry in self.entries:
            for record in self.records[entry.key]:
                if record.pmid and not entry.pmid and not entry.doi:
                    wanted.setdefault(record.pmid, []).append(entry)
        service, done = self._service(pubmed.NAME), 0
        for batch, answer in pubmed.find_works(wanted, service, self._settings.services.eutils, self._mailto):
            for pmid in batch:
                for entry in wanted[pmid]:
                    if isinstance(answer, Failure):
                        yield _inconclusive(entry, "pmid", answer)
                    elif pmid in answer:
                        self.records[entry.key].append(answer[pmid])
                    else:
                        yield unknown_identifier(entry, "pmid", pubmed.NAME)
            done += len(batch)
            yield Progress("works at PubMed", done, len(wanted))

    def _ask_doi_registries(self) -> Iterator[Event]:
        services = self._settings.services
        works, data, handles = map(self._service, (crossref.NAME, datacite.NAME, _HANDLES_NAME))
        for done, (doi, entries) in enumerate(self._by_doi.items(), start=1):
            found: Record | Failure | bool | None = crossref.find_work(doi, works, services.crossref)
            if found is None:
                found = is_registered(doi, handles, services.handles)
            if found is True:
                found = datacite.find_work(doi, data, services.datacite)
            for entry in entries:
                if isinstance(found, Record):
                    self.records[entry.key].append(found)
                elif isinstance(found, Failure):
                    yield _inconclusive(entry, "doi", found)
                elif found is None:
                    reason = "it is registered with an agency that is not asked"
                    yield Inconclusive(f"DOI {doi.name}", entry.field_span("doi"), reason)
                else:
                    yield unknown_identifier(entry, "doi", _HANDLES_NAME)
            yield Progress("DOIs", done, len(self._by_doi))

    def _ask_for_notices(self) -> Iterator[Event]:
        """Notices say what they update; the record of the work does not always say it too."""
        known = [
            record.doi
            for records in self.records.values()
            for record in records
            if record.registry == crossref.NAME and record.doi
        ]
        service = self._service(crossref.NAME)
        failed = False
        for answer in crossref.find_notices(dict.fromkeys(known), service, self._settings.services.crossref):
            if not isinstance(answer, Failure):
                for notice in answer:
                    self._take_in(notice)
            elif not failed:
                failed = True
                span = self.entries[0].span
                yield Inconclusive("notices of retraction", span, str(answer), is_network=True)
        for records in list(self.records.values()):
            for record in records:
                self._take_in(record)

    def _take_in(self, notice: Record) -> None:
        for doi, update in notice.updates_of_others:
            for entry in self._by_doi.get(doi, ()):
                self.updates[entry.key].append(update)

    def _read_retraction_watch(self) -> None:
        if self._settings.retraction_watch is None:
            return
        for notice in read_retraction_watch(self._settings.retraction_watch, self._by_doi, self._by_pmid):
            by_doi = self._by_doi.get(notice.doi, ()) if notice.doi else ()
            by_pmid = self._by_pmid.get(notice.pmid, ()) if notice.pmid else ()
            for key in dict.fromkeys(entry.key for entry in (*by_doi, *by_pmid)):
                self.updates[key].append(notice.update)

    def _search_titles(self) -> Iterator[Event]:
        wanted = [
            entry
            for entry in self.entries
            if entry.standard_type == "article" and not (entry.doi or entry.pmid or entry.pmcid) and entry_title(entry)
        ]
        service = self._service(crossref.NAME)
        for done, entry in enumerate(wanted, start=1):
            found = crossref.search_title(entry_title(entry), service, self._settings.services.crossref)
            if isinstance(found, Failure):
                yield _inconclusive(entry, "title", found)
            else:
                self.found_by_title[entry.key] = found
            yield Progress("titles", done, len(wanted))


def _index(entries: Iterable[Entry], identifier: Callable[[Entry], _Id | None]) -> dict[_Id, list[Entry]]:
    """Entries by one of their identifiers; two entries may share one."""
    found: dict[_Id, list[Entry]] = {}
    for entry in entries:
        name = identifier(entry)
        if name is not None:
            found.setdefault(name, []).append(entry)
    return found


def _inconclusive(entry: Entry, field: str, failure: Failure) -> Inconclusive:
    subject = f"the title of '{entry.key}'" if field == "title" else f"{field.upper()} {entry.raw(field).strip()}"
    return Inconclusive(subject, entry.field_span(field), str(failure), is_network=True)
