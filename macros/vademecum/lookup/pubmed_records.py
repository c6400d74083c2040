"""Works at PubMed as new entries: `esummary` of NCBI's E-utilities, and `esearch` for the PMID of a DOI."""

import re
from collections.abc import Mapping
from dataclasses import replace

from vademecum.bibliography.date import parse_month
from vademecum.bibliography.exchange.language_code import language_code
from vademecum.bibliography.identifier import Doi, Pmcid, Pmid, parse_pmid
from vademecum.bibliography.publication_types import propose_design
from vademecum.lookup.described import (
    Described,
    Item,
    body,
    clean,
    clean_title,
    date_of,
    dotted,
    filled,
    person,
)
from vademecum.lookup.json_service import Json, JsonService, as_object, as_objects, as_text, as_texts
from vademecum.lookup.pubmed import TOOL, SameWork, find_identifiers, read_work
from vademecum.lookup.response import Failure, Trouble

_INITIALS = re.compile(
    r"(?P<family>.+?) (?P<initials>[^\W\d_a-z]{1,6})(?: (?P<suffix>Jr|Sr|2nd|3rd|[45]th|I{2,3}|IV))?"
)
_DATE = re.compile(
    r"(?P<year>1[5-9]\d\d|20\d\d)(?!\d)(?:\s(?P<month>[A-Z][a-z]{2})(?:\s(?P<day>\d{1,2})(?!\d))?(?![-/]))?"
)
_BRACKETED = re.compile(r"\[(.*)\]\.?$", re.DOTALL)
_BOOK, _CHAPTER = "book", "chapter"
_LONGEST_DATE = 40


def find_described(pmid: Pmid, service: JsonService, base: str, mailto: str = "") -> Described | Failure | None:
    """The work of `pmid`; None where PubMed has none."""
    parameters = {"db": "pubmed", "retmode": "json", "id": pmid.number, **_caller(mailto)}
    found = service.ask(f"{base}/esummary.fcgi", parameters, days=service.ages.updates)
    if found is None or isinstance(found, Failure):
        return found or Failure(Trouble.CONTENT, f"{service.name}: status 404")
    result = found.get("result")
    if not isinstance(result, dict):
        return Failure(Trouble.CONTENT, f"{service.name}: {as_text(found.get('error')) or 'no result'}")
    summary = as_object(result.get(pmid.number))
    if not summary or "error" in summary:
        return None
    described, number = read_described(pmid, summary), as_text(summary.get("uid"))
    return described if number in ("", pmid.number) else replace(described, answered=f"PMID {number}")


def find_pmid(doi: Doi, service: JsonService, base: str, mailto: str = "") -> Pmid | Failure | None:
    """The PMID that PubMed has for `doi`; None where it has none, or several. What it finds is to be compared."""
    term = f'"{doi.name}"[doi]'
    parameters = {"db": "pubmed", "retmode": "json", "term": term, **_caller(mailto)}
    found = service.ask(f"{base}/esearch.fcgi", parameters, days=service.ages.updates)
    if found is None or isinstance(found, Failure):
        return found or Failure(Trouble.CONTENT, f"{service.name}: status 404")
    result = found.get("esearchresult")
    if not isinstance(result, dict) or "ERROR" in result:
        reason = as_text(as_object(result).get("ERROR")) or as_text(found.get("error")) or "no result"
        return Failure(Trouble.CONTENT, f"{service.name}: {reason}")
    numbers = as_texts(result.get("idlist"))
    return parse_pmid(numbers[0]) if len(numbers) == 1 else None


def find_same_work(pmcid: Pmcid, service: JsonService, address: str, mailto: str = "") -> SameWork | Failure | None:
    """What else identifies the work `pmcid`; None where PubMed Central has none."""
    for _, answer in find_identifiers([pmcid], service, address, mailto):
        return answer if isinstance(answer, Failure) else answer.get(pmcid)
    return None


def read_described(pmid: Pmid, summary: Json) -> Described:
    """A work as `esummary` describes it. What is not as expected is as if it were not there."""
    record = read_work(pmid, summary)
    types = as_texts(summary.get("pubtype"))
    proposal = propose_design(types)
    kind = as_text(summary.get("doctype")).lower()
    is_book = kind in (_BOOK, _CHAPTER)
    title, remarks = _title(summary, is_chapter=kind == _CHAPTER)
    journal = clean(as_text(summary.get("fulljournalname")))
    short = clean(as_text(summary.get("source")))
    item: Item = {
        "type": kind if is_book else "article" if proposal.is_preprint else "article-journal",
        "title": title,
        "author": [name for name in map(_name, as_objects(summary.get("authors"))) if name],
        "issued": date_of(*_date(as_text(summary.get("pubdate")) or as_text(summary.get("epubdate")))),
        "container-title": clean(as_text(summary.get("booktitle"))) if kind == _CHAPTER else "" if is_book else journal,
        "container-title-short": short if short != journal and not is_book else "",
        "publisher": clean(as_text(summary.get("publishername"))) if is_book else "",
        "publisher-place": clean(as_text(summary.get("publisherlocation"))) if is_book else "",
        "edition": clean(as_text(summary.get("edition"))) if is_book else "",
        "volume": clean(as_text(summary.get("volume"))),
        "issue": clean(as_text(summary.get("issue"))),
        "page": clean(as_text(summary.get("pages"))),
        "language": _language(as_texts(summary.get("lang"))),
        "DOI": record.doi.name if record.doi else "",
        "PMID": pmid.number,
        "PMCID": record.pmcid.number if record.pmcid else "",
    }
    day = clean(as_text(summary.get("pubdate")))
    if day and "issued" not in filled(item):
        remarks = (*remarks, f"PubMed gives the date '{day[:_LONGEST_DATE]}', which is not read; it is left out")
    return Described(record, filled(item), proposal=proposal, remarks=(*remarks, *proposal.remarks))


def _title(summary: Json, *, is_chapter: bool) -> tuple[str, tuple[str, ...]]:
    """The title in the language of the work. In brackets PubMed has its own translation."""
    written = as_text(summary.get("title"))
    if not written and not is_chapter:
        written = as_text(summary.get("booktitle"))
    translated = _BRACKETED.fullmatch(clean(written))
    if not translated:
        return _without_stop(written), ()
    own = _without_stop(as_text(summary.get("vernaculartitle")))
    if own:
        return own, ()
    remark = "PubMed has the title in its own translation alone: look the original up"
    return _without_stop(translated[1]), (remark,)


def _without_stop(title: str) -> str:
    """A title without the full stop that PubMed puts behind each."""
    return clean_title(title.strip().removesuffix("."))


def _name(author: Json) -> dict[str, str]:
    text = clean(as_text(author.get("name")))
    if not text or as_text(author.get("authtype")) == "CollectiveName":
        return body(text) if text else {}
    found = _INITIALS.fullmatch(text)
    if not found:
        return person(text)
    return person(found["family"], dotted(found["initials"]), found["suffix"] or "")


def _date(text: str) -> list[int]:
    """`2022 Apr 1`, `1982 Nov-Dec`, `2020 Spring`: as far as it is a date."""
    found = _DATE.match(text)
    if not found:
        return []
    month = parse_month(found["month"]) if found["month"] else None
    day = int(found["day"]) if month and found["day"] and 0 < int(found["day"]) <= 31 else None  # noqa: PLR2004
    return [int(found["year"]), *([month] if month else []), *([day] if day else [])]


def _language(codes: tuple[str, ...]) -> str:
    if len(codes) != 1 or codes[0].lower() in ("eng", "und", "mul"):
        return ""
    return language_code(codes[0]) or codes[0]


def _caller(mailto: str) -> Mapping[str, str]:
    return {"tool": TOOL, "email": mailto} if mailto else {"tool": TOOL}
