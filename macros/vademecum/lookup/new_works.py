"""Works that are to come into a bibliography: what the registries say of an identifier, as one entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import Arxiv, Doi, Isbn, Pmcid, Pmid
from vademecum.bibliography.wanted import WorkIdentifier
from vademecum.checks.registered import Update, current_update
from vademecum.lookup import arxiv, crossref_records, datacite_records, open_library, pubmed_records
from vademecum.lookup.cache import Cache
from vademecum.lookup.crossref import NAME as CROSSREF
from vademecum.lookup.crossref import find_notices
from vademecum.lookup.datacite import NAME as DATACITE
from vademecum.lookup.described import Described, entry_of, without_unseen
from vademecum.lookup.doi import is_registered
from vademecum.lookup.http import Client
from vademecum.lookup.json_service import JsonService
from vademecum.lookup.merging import merge
from vademecum.lookup.pubmed import NAME as PUBMED
from vademecum.lookup.response import Failure
from vademecum.lookup.settings import Ages, Services

_HANDLES = "the handle service of doi.org"
_PMC = "PubMed Central"
_SHORT = "10/"
_TRY_LATER = "'vademecum check --online' asks again"


@dataclass(frozen=True, slots=True)
class Registries:
    """Where they answer."""

    services: Services = field(default_factory=Services)
    open_library: str = open_library.ADDRESS
    arxiv: str = arxiv.ADDRESS


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work as an entry without a key of its own, what became of it, and what an editor should know of it."""

    entry: Entry
    registries: tuple[str, ...] = ()
    update: Update | None = None
    remarks: tuple[str, ...] = ()
    is_incomplete: bool = False
    """Whether a registry that may know more could not be asked."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """No registry knows such a work; or none that is asked."""

    message: str
    hint: str = ""


Answer = NewWork | Unknown | Failure


class NewWorks:
    """Looks up works. `today` is the day on which it asks."""

    def __init__(self, registries: Registries, client: Client, cache: Cache, today: date) -> None:
        self._at = registries
        self._client = client
        self._cache = cache
        self._today = today
        self._ages = Ages()
        self._service = partial(JsonService, client=client, cache=cache, ages=self._ages, today=today)

    def find(self, identifier: WorkIdentifier) -> Answer:
        """The work of an identifier, as all the registries that know it describe it."""
        match identifier:
            case Doi():
                return self._by_doi(identifier)
            case Pmid():
                return self._by_pmid(identifier)
            case Pmcid():
                return self._by_pmcid(identifier)
            case Isbn():
                found = open_library.find_described(identifier, self._open_library, self._at.open_library)
                hint = "Look the book up in a library's catalogue, save it as .ris or .bib and add that file."
                return self._alone(found, f"Open Library has no ISBN {identifier.number}", hint)
            case Arxiv():
                atom = arxiv.AtomService(self._client, self._cache, self._ages, self._today)
                found = arxiv.find_described(identifier, atom, self._at.arxiv)
                return self._alone(found, f"arXiv has no {identifier.number}")

    @cached_property
    def _crossref(self) -> JsonService:
        return self._service(CROSSREF)

    @cached_property
    def _pubmed(self) -> JsonService:
        return self._service(PUBMED)

    @cached_property
    def _open_library(self) -> JsonService:
        return self._service(open_library.NAME)

    @cached_property
    def _others(self) -> Mapping[str, JsonService]:
        return {name: self._service(name) for name in (DATACITE, _HANDLES, _PMC)}

    def _by_doi(self, doi: Doi) -> Answer:
        found = crossref_records.find_described(doi, self._crossref, self._at.services.crossref)
        if found is None:
            return self._elsewhere(doi)
        if isinstance(found, Failure):
            return found
        pmid = pubmed_records.find_pmid(doi, self._pubmed, self._at.services.eutils, self._client.mailto)
        other = self._at_pubmed(pmid) if isinstance(pmid, Pmid) else pmid
        if isinstance(other, Described) and (other.answered or other.record.doi not in (doi, found.record.doi)):
            other = None  # It was found by words alone.
        if not found.answered:
            return self._together(found, other)
        if not (isinstance(other, Described) and other.record.doi == doi and _are_one(found, other)):
            return _another(found, f"{doi.url} and compare")
        remark = f"DOI {doi.name}, which PubMed has of this work, is {found.answered} at Crossref; that is written"
        return self._together(replace(found, remarks=(*found.remarks, remark)), other)

    def _elsewhere(self, doi: Doi) -> Answer:
        """A DOI that Crossref does not have: of DataCite, of an agency that is not asked, or of nobody."""
        if doi.name.startswith(_SHORT):
            return Unknown(f"{doi.name} is a short DOI", f"Open {doi.url} and give the DOI that it stands for.")
        known = is_registered(doi, self._others[_HANDLES], self._at.services.handles)
        if isinstance(known, Failure):
            return known
        if not known:
            hint = "Compare it with the paper, sign by sign. A DOI that does not exist often belongs to no work at all."
            return Unknown(f"DOI {doi.name} is registered nowhere", hint)
        found = datacite_records.find_described(doi, self._others[DATACITE], self._at.services.datacite)
        message = f"DOI {doi.name} is registered with an agency that is not asked"
        return self._alone(found, message, f"Open {doi.url}, save the citation as .ris or .bib and add that file.")

    def _by_pmid(self, pmid: Pmid) -> Answer:
        found = self._at_pubmed(pmid)
        if isinstance(found, Failure):
            return found
        if found is None:
            return Unknown(f"PubMed has no PMID {pmid.number}", "Look the work up by its title.")
        if found.answered:
            return _another(found, f"{pmid.url} and compare")
        doi = found.record.doi
        first = crossref_records.find_described(doi, self._crossref, self._at.services.crossref) if doi else None
        return self._filled_in(found, first)

    def _filled_in(self, found: Described, first: Described | Failure | None) -> Answer:
        """A work of PubMed's, with what Crossref says of it."""
        if isinstance(first, Failure):
            missing = f"Crossref could not be asked ({first}): full names and the licence may be missing"
            return self._made(found.item, [found], (*found.remarks, missing), is_incomplete=True)
        if first is None:
            return self._alone(found, "")
        merged = merge(first, found)
        if first.answered and merged.is_one_work and _are_one(first, found):
            doi = found.item.get("DOI", "")
            remark = f"DOI {doi}, which PubMed has of this work, is {first.answered} at Crossref; that is written"
            first = replace(first, remarks=(*first.remarks, remark), answered="")
        if first.answered or not merged.is_one_work:  # The PMID is what was asked for.
            doi = found.item.get("DOI", "")
            remark = f"DOI {doi}, which PubMed names, is left out: by Crossref it is {first.record.summary}"
            item = {name: value for name, value in found.item.items() if name != "DOI"}
            return self._made(item, [found], (*found.remarks, remark))
        return self._together(first, found)

    def _by_pmcid(self, pmcid: Pmcid) -> Answer:
        services = self._at.services
        same = pubmed_records.find_same_work(pmcid, self._others[_PMC], services.pmc_ids, self._client.mailto)
        if isinstance(same, Failure):
            return same
        if same is None:
            return Unknown(f"PubMed Central has no {pmcid.number}", "Compare it with the page it comes from.")
        if same.pmid:
            return self._by_pmid(same.pmid)
        if same.doi:
            return self._by_doi(same.doi)
        return Unknown(f"PubMed Central has neither PMID nor DOI for {pmcid.number}", f"See {pmcid.url}")

    def _at_pubmed(self, pmid: Pmid) -> Described | Failure | None:
        services = self._at.services
        return pubmed_records.find_described(pmid, self._pubmed, services.eutils, self._client.mailto)

    def _alone(self, found: Described | Failure | None, message: str, hint: str = "") -> Answer:
        """A work that one registry describes."""
        if found is None:
            return Unknown(message, hint)
        if isinstance(found, Failure):
            return found
        if found.answered:
            return _another(found, "the work itself and compare")
        return self._made(found.item, [found], found.remarks)

    def _together(self, first: Described, pubmed: Described | Failure | None) -> Answer:
        """A work of Crossref's, with what PubMed says of it."""
        if isinstance(pubmed, Failure):
            missing = f"PubMed could not be asked ({pubmed}): PMID, PMCID, design and a retraction may be missing"
            return self._made(first.item, [first], (*first.remarks, missing), is_incomplete=True)
        if pubmed is None:
            return self._made(first.item, [first], first.remarks)
        merged = merge(first, pubmed)
        described = [first, pubmed] if merged.is_one_work else [first]
        remarks = [remark for each in described for remark in each.remarks]
        return self._made(merged.item, described, (*merged.remarks, *remarks))

    def _made(
        self,
        item: Mapping[str, object],
        described: list[Described],
        remarks: tuple[str, ...],
        *,
        is_incomplete: bool = False,
    ) -> Answer:
        updates = [update for each in described for update in each.record.updates]
        doi = next((each.record.doi for each in described if each.registry == CROSSREF), None)
        if doi:
            for answer in find_notices([doi], self._crossref, self._at.services.crossref):
                if isinstance(answer, Failure):
                    is_incomplete = True
                    remarks = (*remarks, f"notices of retraction could not be asked for ({answer}); {_TRY_LATER}")
                    continue
                updates += [update for notice in answer for of, update in notice.updates_of_others if of == doi]
        entry, told = entry_of(item, " and ".join(each.registry for each in described))
        update = current_update(updates)
        fields = {**entry.fields, **_own_fields(described, update)}
        fields = {name: without_unseen(value) for name, value in fields.items()}
        made = Entry(entry.key, entry.type, fields, entry.source, entry.start)
        names = tuple(each.registry for each in described)
        return NewWork(made, names, update, (*remarks, *told), is_incomplete)


def _another(found: Described, page: str) -> Unknown:
    """The answer for a registry that has answered with a work that may be another one."""
    message = f"{found.registry} answers with {found.answered}, {found.record.summary}, which may be another work"
    return Unknown(message, f"Open {page}. If it is the work, add it as {found.answered}.")


def _are_one(first: Described, pubmed: Described) -> bool:
    """Whether title and author show that both describe one work."""
    has_both = all(each.record.titles and each.record.authors for each in (first, pubmed))
    return has_both and merge(first, pubmed).is_one_work


def _own_fields(described: list[Described], update: Update | None) -> dict[str, str]:
    """What CSL has no variables for."""
    fields: dict[str, str] = {}
    for each in described:
        fields |= each.fields
        fields |= {"licence": each.licence} if each.licence else {}
        fields |= {"studydesign": each.proposal.design} if each.proposal.design else {}
        fields |= {"status": each.proposal.status} if each.proposal.status else {}
    if update:
        fields |= {"status": update.kind.value} | ({"statusdate": update.date} if update.date else {})
    return fields
