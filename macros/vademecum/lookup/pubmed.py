"""Works at PubMed: `esummary` of NCBI's E-utilities, and the converter of identifiers of PubMed Central."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TypeVar

from vademecum.bibliography.date import parse_month
from vademecum.bibliography.identifier import Doi, Pmcid, Pmid, parse_doi, parse_issn, parse_pmcid, parse_pmid
from vademecum.bibliography.name import Name
from vademecum.checks.registered import Record, Update, UpdateKind
from vademecum.lookup.json_service import Json, JsonService, as_object, as_objects, as_text, as_texts
from vademecum.lookup.response import Failure, Trouble

_Id = TypeVar("_Id", Pmid, Pmcid)

NAME = "PubMed"
TOOL = "vademecum"
_BATCH = 200
_TYPES = {"retracted publication": UpdateKind.RETRACTION}
_NOTICES = {
    "retraction in": UpdateKind.RETRACTION,
    "partial retraction in": UpdateKind.CONCERN,
    "expression of concern in": UpdateKind.CONCERN,
    "erratum in": UpdateKind.CORRECTION,
    "corrected and republished in": UpdateKind.CORRECTION,
}
"""How `references` name what was published about a work (MEDLINE's CommentsCorrections)."""
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b(?: ([A-Z][a-z]{2})\b)?(?: (\d{1,2})\b(?!\())?", re.ASCII)
_INITIALS = re.compile(r"(.+?) ([A-Z]{1,6})(?: (Jr|Sr|2nd|3rd|[45]th|I{2,3}|IV))?", re.ASCII)
_TITLE_END = re.compile(r"\]?\.?\s*$")
_WITHDRAWN = "withdrawn:"


class SameWork(NamedTuple):
    """The identifiers that PubMed Central has for one work."""

    doi: Doi | None
    pmid: Pmid | None
    pmcid: Pmcid | None


def find_works(
    pmids: Iterable[Pmid], service: JsonService, base: str, mailto: str = ""
) -> Iterator[tuple[list[Pmid], dict[Pmid, Record] | Failure]]:
    """The records of `pmids`, asked for two hundred at a time: those of a batch, and which there were of them."""
    for batch in _batches(sorted(set(pmids), key=lambda pmid: pmid.number)):
        ids = ",".join(pmid.number for pmid in batch)
        parameters = {"db": "pubmed", "retmode": "json", "id": ids, **_caller(mailto)}
        found = service.ask(f"{base}/esummary.fcgi", parameters, days=service.ages.updates)
        if found is None or isinstance(found, Failure):
            yield batch, found or Failure(Trouble.CONTENT, f"{service.name}: status 404")
        elif not isinstance(found.get("result"), dict):
            yield batch, Failure(Trouble.CONTENT, f"{service.name}: {as_text(found.get('error')) or 'no result'}")
        else:
            result = found["result"]
            summaries = {pmid: as_object(result.get(pmid.number)) for pmid in batch}
            yield batch, {pmid: read_work(pmid, each) for pmid, each in summaries.items() if _is_work(each)}


def find_identifiers(
    pmcids: Iterable[Pmcid], service: JsonService, address: str, mailto: str = ""
) -> Iterator[tuple[list[Pmcid], dict[Pmcid, SameWork] | Failure]]:
    """What else identifies the works `pmcids`: those of a batch of two hundred, and which there were of them."""
    for batch in _batches(sorted(set(pmcids), key=lambda pmcid: pmcid.number)):
        ids = ",".join(pmcid.number for pmcid in batch)
        parameters = {"ids": ids, "format": "json", "versions": "no", **_caller(mailto)}
        found = service.ask(address, parameters, days=service.ages.record)
        if found is None or isinstance(found, Failure):
            yield batch, found or Failure(Trouble.CONTENT, f"{service.name}: status 404")
            continue
        works = {}
        for record in as_objects(found.get("records")):
            pmcid = parse_pmcid(as_text(record.get("requested-id")) or as_text(record.get("pmcid")))
            if pmcid and "errmsg" not in record and as_text(record.get("status")) != "error":
                doi, pmid = parse_doi(as_text(record.get("doi"))), parse_pmid(as_text(record.get("pmid")))
                works[pmcid] = SameWork(doi, pmid, parse_pmcid(as_text(record.get("pmcid"))))
        is_answer = isinstance(found.get("records"), list)
        yield batch, works if is_answer else Failure(Trouble.CONTENT, f"{service.name}: no records")


def read_work(pmid: Pmid, summary: Json) -> Record:
    """A work as `esummary` describes it. What is not as expected is as if it were not there."""
    ids = {as_text(each.get("idtype")): as_text(each.get("value")) for each in as_objects(summary.get("articleids"))}
    title = as_text(summary.get("title"))
    titles = [_TITLE_END.sub("", title.removeprefix("[")), _TITLE_END.sub("", as_text(summary.get("vernaculartitle")))]
    dates = [as_text(summary.get(name)) for name in ("pubdate", "epubdate", "sortpubdate")]
    years = [int(found[1]) for text in dates if (found := _YEAR.search(text))]
    issns = (parse_issn(as_text(summary.get(name))) for name in ("issn", "essn"))
    return Record(
        registry=NAME,
        doi=parse_doi(ids.get("doi", "")),
        pmid=pmid,
        pmcid=parse_pmcid(ids.get("pmc", "")),
        titles=tuple(filter(None, titles)) or as_texts(summary.get("booktitle")),
        authors=tuple(_name(each) for each in as_objects(summary.get("authors")) if as_text(each.get("name"))),
        years=tuple(dict.fromkeys(years)),
        journals=tuple(filter(None, (as_text(summary.get("fulljournalname")), as_text(summary.get("source"))))),
        issns=tuple(issn.number for issn in issns if issn),
        volume=as_text(summary.get("volume")),
        pages=as_text(summary.get("pages")),
        type="; ".join(as_texts(summary.get("pubtype"))),
        updates=tuple(_updates(summary, title)),
    )


def _is_work(summary: Json) -> bool:
    return bool(summary) and "error" not in summary


def _updates(summary: Json, title: str) -> Iterator[Update]:
    dated = False
    for reference in as_objects(summary.get("references")):
        kind = _NOTICES.get(as_text(reference.get("reftype")).lower())
        if kind:
            dated = dated or kind is UpdateKind.RETRACTION
            pmid = parse_pmid(as_text(reference.get("pmid")))
            notice = f"PMID {pmid.number}" if pmid else as_text(reference.get("refsource"))
            yield Update(kind, _date(as_text(reference.get("refsource"))), notice, NAME)
    kinds = {_TYPES.get(each.lower()) for each in as_texts(summary.get("pubtype"))}
    if UpdateKind.RETRACTION in kinds and not dated:
        yield Update(UpdateKind.RETRACTION, registry=NAME)
    if title.lower().startswith(_WITHDRAWN):
        yield Update(UpdateKind.WITHDRAWAL, registry=NAME)


def _date(refsource: str) -> str:
    """The date in a citation such as `Lancet. 2010 Feb 6;375(9713):445`, in EDTF."""
    found = _YEAR.search(refsource)
    if not found:
        return ""
    month = parse_month(found[2]) if found[2] else None
    parts = [found[1]]
    if month:
        parts.append(f"{month:02d}")
        if found[3] and 0 < int(found[3]) <= 31:  # noqa: PLR2004  # the days of a month
            parts.append(f"{int(found[3]):02d}")
    return "-".join(parts)


def _name(author: Json) -> Name:
    """`van Toorn R`, or a body. Only family names are sure; which part of one is a particle is not said."""
    text = as_text(author.get("name"))
    found = None if as_text(author.get("authtype")) == "CollectiveName" else _INITIALS.fullmatch(text)
    if found:
        return Name(family=found[1], given=found[2], suffix=found[3] or "")
    return Name(literal=text) if as_text(author.get("authtype")) == "CollectiveName" else Name(family=text)


def _batches(ids: Iterable[_Id]) -> Iterator[list[_Id]]:
    rest = iter(ids)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _caller(mailto: str) -> dict[str, str]:
    return {"tool": TOOL, "email": mailto} if mailto else {"tool": TOOL}
