"""Works at Crossref as new entries: the metadata that its members deposit (REST interface, `/works/{doi}`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from vademecum.bibliography.identifier import Doi, parse_doi, parse_isbn
from vademecum.lookup.crossref import read_work
from vademecum.lookup.described import (
    Described,
    Item,
    body,
    clean,
    clean_title,
    date_of,
    filled,
    licence_name,
    person,
)
from vademecum.lookup.json_service import Json, JsonService, as_object, as_objects, as_text, as_texts
from vademecum.lookup.response import Failure

_TYPES = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry-encyclopedia",
    "book": "book",
    "edited-book": "book",
    "monograph": "book",
    "reference-book": "book",
    "book-set": "book",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "report": "report",
    "report-component": "report",
    "dissertation": "thesis",
    "dataset": "dataset",
    "standard": "standard",
    "peer-review": "review",
}
_IN_BOOKS = frozenset(("chapter", "entry-encyclopedia", "paper-conference"))
_BOOKS = frozenset(("book", "thesis", "report", "standard", *_IN_BOOKS))
_ONLINE_DATES = ("published-online", "issued", "published", "posted")
_DATED = ("published-print", *_ONLINE_DATES)
_FULL_TEXTS = frozenset(("vor", "unspecified", ""))
_THESES = {"phd": "PhD thesis", "ph.d.": "PhD thesis", "phd thesis": "PhD thesis", "doctor of philosophy": "PhD thesis"}
_EVENT = re.compile(
    r"\b(?:proceedings|conference|symposium|congress|workshop|meeting)\b(?!.*\bseries\b)", re.IGNORECASE
)
"""Words of titles that are those of one book of a conference, and not of a series."""
_DATE_PARTS = 3
_LAST_YEAR = 9999
_LONGEST_PAGE = 40
_SAME = ("is-identical-to", "is-same-as")


def find_described(doi: Doi, service: JsonService, base: str) -> Described | Failure | None:
    """The work of `doi`; None where Crossref has none."""
    found = service.ask(f"{base}/works/{quote(doi.name, safe='')}", days=service.ages.record)
    if found is None or isinstance(found, Failure):
        return found
    message = as_object(found.get("message"))
    described = read_described(message)
    other = described.record.doi
    if other is None or other == doi:
        return described
    if doi in _other_names(message):
        remark = f"DOI {doi.name} is another name of this work, by Crossref; written is the first, DOI {other.name}"
        return replace(described, remarks=(*described.remarks, remark))
    return replace(described, answered=f"DOI {other.name}")


def _other_names(message: Json) -> Iterator[Doi]:
    """The DOIs that Crossref says to be of the same work."""
    relations = as_object(message.get("relation"))
    same = (as_text(each.get("id")) for name in _SAME for each in as_objects(relations.get(name)))
    for text in (*as_texts(message.get("aliases")), *as_texts(message.get("alternative-id")), *same):
        doi = parse_doi(text)
        if doi:
            yield doi


def read_described(message: Json) -> Described:
    """A work as Crossref describes it. What is not as expected is as if it were not there."""
    record = read_work(message)
    csl = _TYPES.get(as_text(message.get("type")), "document")
    item: Item = {
        "type": csl,
        "title": _title(message),
        "author": _names(message.get("author")),
        "editor": _names(message.get("editor")) if csl in _BOOKS else [],
        "issued": date_of(*_date(message)),
        "volume": clean(as_text(message.get("volume"))),
        "issue": clean(as_text(message.get("issue") or as_object(message.get("journal-issue")).get("issue"))),
        "page": _page(message),
        "number": clean(as_text(message.get("article-number"))),
        "edition": clean(as_text(message.get("edition-number"))),
        "language": _language(as_text(message.get("language"))),
        "DOI": record.doi.name if record.doi else "",
        **_places(message, csl),
    }
    if item["number"] and item["number"] == item["page"]:
        item["page"] = ""
    remarks = list(_remarks(message))
    alone = as_text(item.get("container-title")) if csl in _IN_BOOKS and not item.get("collection-title") else ""
    if alone and not _EVENT.search(alone):
        remarks.append(f"Crossref names only '{alone}' around it: see whether that is the book or its series")
    if csl == "document":
        remarks.append(f"Crossref's type '{as_text(message.get('type'))}' is none of BibTeX's: see whether @misc fits")
    return Described(record, filled(item), licence_name(_licences(message)), remarks=tuple(remarks))


def _title(message: Json) -> str:
    """Title and subtitle, where the title does not hold it already."""
    title = clean_title(next(iter(as_texts(message.get("title"))), ""))
    for subtitle in map(clean_title, as_texts(message.get("subtitle"))[:1]):
        if title and subtitle.lower() not in title.lower():
            return f"{title} {subtitle}" if title.endswith((":", "?", "!", ".", "—", "–")) else f"{title}: {subtitle}"
    return title


def _names(value: object) -> list[dict[str, str]]:
    names: list[dict[str, str]] = []
    for each in as_objects(value):
        family, given, whole = (as_text(each.get(part)) for part in ("family", "given", "name"))
        found = body(whole) if whole and not family else person(family, given, as_text(each.get("suffix")))
        if any(found.values()) and found not in names[-1:]:
            names.append(found)
    return names


def _places(message: Json, csl: str) -> Item:
    """Where the work appeared, by the variables that its type has."""
    containers = [clean(each) for each in as_texts(message.get("container-title"))]
    shorts = [clean(each) for each in as_texts(message.get("short-container-title"))]
    publisher = clean(as_text(message.get("publisher")))
    institutions = [clean(as_text(each.get("name"))) for each in as_objects(message.get("institution"))]
    location = clean(as_text(message.get("publisher-location")))
    if csl == "article-journal":
        journal = next(iter(containers), "")
        short = next((each for each in shorts if each != journal), "")
        return {"container-title": journal, "container-title-short": short}
    if csl == "article":
        return {
            "container-title": next(iter(institutions), "") or clean(as_text(message.get("group-title"))) or publisher
        }
    if csl in ("report", "thesis"):
        return {
            "publisher": next(iter(institutions), "") or publisher,
            "publisher-place": location,
            "genre": _degree(message) if csl == "thesis" else "",
            "number": clean(as_text(message.get("report-number") or message.get("number"))) if csl == "report" else "",
        }
    isbn = next(filter(None, map(parse_isbn, as_texts(message.get("ISBN")))), None)
    places: Item = {
        "publisher": publisher,
        "publisher-place": location,
        "ISBN": isbn.number if isbn and csl in _BOOKS else "",
    }
    if csl in _IN_BOOKS:
        places["container-title"], places["collection-title"] = _book_and_series(containers)
        event = clean(as_text(as_object(message.get("event")).get("name"))) if csl == "paper-conference" else ""
        places["event-title"] = event if event != places["container-title"] else ""
    elif containers:
        places["collection-title"] = containers[0]
    return places


def _book_and_series(containers: list[str]) -> tuple[str, str]:
    """The title of the book and that of its series, which Crossref puts in front of it."""
    if len(containers) > 1:
        return containers[1], containers[0]
    return next(iter(containers), ""), ""


def _degree(message: Json) -> str:
    degree = clean(next(iter(as_texts(message.get("degree"))), ""))
    return _THESES.get(degree.lower(), degree)


def _page(message: Json) -> str:
    page = clean(as_text(message.get("page")))
    first, dash, last = page.partition("-")
    if dash and first.strip() == last.strip():
        page = first.strip()
    return page if len(page) <= _LONGEST_PAGE else ""


def _language(code: str) -> str:
    return "" if code.lower().startswith("en") else code


def _date(message: Json) -> list[int]:
    """When the work appeared: in print, as citations have it, else when it first did."""
    issue = as_object(message.get("journal-issue"))
    printed = (message.get("published-print"), issue.get("published-print"))
    dates = (*printed, *(message.get(name) for name in _ONLINE_DATES))
    return next((parts for each in dates if (parts := _parts(each))), [])


def _year(value: object) -> int:
    """The year of a date as it is given, whether it can be or not; 0 where there is none."""
    parts = as_object(value).get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    year = first[0] if isinstance(first, list) and first else None
    return year if isinstance(year, int) else 0


def _parts(value: object) -> list[int]:
    parts = as_object(value).get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = []
    for number in first[:_DATE_PARTS] if isinstance(first, list) else []:
        if not isinstance(number, int) or not 0 < number <= _LAST_YEAR:
            break
        numbers.append(number)
    return numbers


def _licences(message: Json) -> Iterator[str]:
    """The licences of the version of record that hold from its first day on."""
    for each in as_objects(message.get("license")):
        if as_text(each.get("content-version")) in _FULL_TEXTS and not each.get("delay-in-days"):
            yield as_text(each.get("URL"))


def _remarks(message: Json) -> Iterator[str]:
    """What else Crossref says that an editor should know."""
    for year in sorted({year for name in _DATED if (year := _year(message.get(name))) and year > _LAST_YEAR}):
        yield f"Crossref gives the year {year}, which cannot be; it is left out"
    relations: Mapping[str, object] = as_object(message.get("relation"))
    for each in as_objects(relations.get("is-preprint-of")):
        doi = parse_doi(as_text(each.get("id")))
        if doi:
            yield f"this is a preprint; it was published as DOI {doi.name}: see whether that should be cited"
    updated = sorted({as_text(each.get("DOI")) for each in as_objects(message.get("update-to"))} - {""})
    own = as_text(message.get("DOI")).lower()
    if others := [doi for doi in updated if doi.lower() != own]:
        yield f"this is itself a notice about DOI {', '.join(others)}: see whether that work is meant"
