"""Works at DataCite as new entries: data sets, preprints, reports, theses (REST interface, `/dois/{doi}`)."""

from dataclasses import replace
from urllib.parse import quote

from vademecum.bibliography.date import parse_date
from vademecum.bibliography.exchange.csl_types import entry_type
from vademecum.bibliography.identifier import Doi
from vademecum.lookup.datacite import read_work
from vademecum.lookup.described import (
    Described,
    Item,
    body,
    clean,
    clean_title,
    date_of,
    displayed_name,
    filled,
    licence_name,
    person,
)
from vademecum.lookup.json_service import Json, JsonService, as_object, as_objects, as_text
from vademecum.lookup.response import Failure

_TYPES = {
    "Book": "book",
    "BookChapter": "chapter",
    "ConferencePaper": "paper-conference",
    "DataPaper": "article-journal",
    "Dataset": "dataset",
    "Dissertation": "thesis",
    "JournalArticle": "article-journal",
    "Preprint": "article",
    "Report": "report",
    "Software": "software",
    "Standard": "standard",
}
"""The general types of DataCite's metadata schema 4 that CSL knows."""
_SITES = frozenset(("article",))
_JOURNALS = frozenset(("article-journal",))
_LAST_YEAR, _LONGEST_YEAR = 9999, 20
_IN_OTHERS = frozenset(("article-journal", "chapter", "paper-conference"))


def find_described(doi: Doi, service: JsonService, base: str) -> Described | Failure | None:
    """The work of `doi`; None where DataCite has none."""
    found = service.ask(f"{base}/dois/{quote(doi.name, safe='')}", days=service.ages.record)
    if found is None or isinstance(found, Failure):
        return found
    described = read_described(as_object(as_object(found.get("data")).get("attributes")))
    other = described.record.doi
    return described if other in (None, doi) else replace(described, answered=f"DOI {other.name}")


def read_described(attributes: Json) -> Described:
    """A work as DataCite describes it. What is not as expected is as if it were not there."""
    record = read_work(attributes)
    csl = _type(as_object(attributes.get("types")))
    container = as_object(attributes.get("container"))
    publisher = attributes.get("publisher")
    house = clean(as_text(as_object(publisher).get("name")) or as_text(publisher))
    title = clean(as_text(container.get("title"))) if csl in _IN_OTHERS else ""
    pages = [as_text(container.get(name)) for name in ("firstPage", "lastPage")]
    authors = [name for name in map(_name, as_objects(attributes.get("creators"))) if name]
    item: Item = {
        "type": csl,
        "title": clean_title(record.titles[0]) if record.titles else "",
        "author": authors,
        "issued": date_of(*_date(attributes)),
        "container-title": house if csl in _SITES else title,
        "publisher": "" if csl in _SITES | _JOURNALS else house,
        "volume": clean(as_text(container.get("volume"))) if title else "",
        "issue": clean(as_text(container.get("issue"))) if title else "",
        "page": "-".join(filter(None, pages)) if title else "",
        "version": clean(as_text(attributes.get("version"))) if csl in ("dataset", "software") else "",
        "language": _language(as_text(attributes.get("language"))),
        "DOI": record.doi.name if record.doi else "",
    }
    rights = (as_text(each.get("rightsUri")) for each in as_objects(attributes.get("rightsList")))
    remarks = []
    year = as_text(attributes.get("publicationYear"))
    if year and "issued" not in filled(item):
        remarks.append(f"DataCite gives the year {year[:_LONGEST_YEAR]}, which cannot be; it is left out")
    if csl == "document":
        general = as_text(as_object(attributes.get("types")).get("resourceTypeGeneral"))
        remarks.append(f"DataCite's type '{general}' is none of BibTeX's: see whether @misc fits")
    if any(map(_is_unclear, as_objects(attributes.get("creators")))):
        remarks.append("DataCite does not tell persons from bodies everywhere: look at the names")
    return Described(record, filled(item), licence_name(rights), remarks=tuple(remarks))


def _type(types: Json) -> str:
    csl = _TYPES.get(as_text(types.get("resourceTypeGeneral")), "")
    named = as_text(types.get("citeproc"))
    if csl or named in ("", "article") or entry_type(named) is None:
        return csl or "document"
    return named


def _name(creator: Json) -> dict[str, str]:
    family, given, whole = (as_text(creator.get(part)) for part in ("familyName", "givenName", "name"))
    if family:
        return person(family, given)
    if as_text(creator.get("nameType")) == "Organizational":
        return body(whole) if whole else {}
    family, comma, given = whole.partition(",")
    if comma and given.strip():
        return person(family, given)
    if as_text(creator.get("nameType")) == "Personal":
        return displayed_name(whole)
    return body(whole) if whole else {}


def _is_unclear(creator: Json) -> bool:
    """Whether it is not said that a name is of a person, or of a body."""
    return not (creator.get("familyName") or creator.get("nameType") or "," in as_text(creator.get("name")))


def _date(attributes: Json) -> list[int]:
    """The day on which it was issued where that is in the year of publication, else the year."""
    year = as_text(attributes.get("publicationYear"))
    for each in as_objects(attributes.get("dates")):
        date = parse_date(as_text(each.get("date"))[:10]) if as_text(each.get("dateType")) == "Issued" else None
        if date and date.year and (not year or str(date.year) == year):
            return [part for part in (date.year, date.month, date.day) if part]
    return [int(year)] if year.isdecimal() and 0 < int(year) <= _LAST_YEAR else []


def _language(code: str) -> str:
    return "" if code.lower().startswith("en") else code
