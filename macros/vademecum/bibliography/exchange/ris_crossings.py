"""How the fields of an entry become the tags of RIS, and the tags fields.

The tags are those of the specification of 2011, as EndNote and Zotero use them; what they mean depends on the type of
the work. `ris_dialects.py` turns the tags of other programs into these.
"""

from collections.abc import Callable, Mapping
from functools import partial

from vademecum.bibliography.date import parse_date
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange import exchanged_fields as fields
from vademecum.bibliography.exchange.crosswalk import Crossing, address, field_meanings, keywords, name_list
from vademecum.bibliography.exchange.csl_markup import escape, from_markup
from vademecum.bibliography.exchange.csl_types import ARTICLES, INSTITUTIONAL, MONOGRAPHS
from vademecum.bibliography.exchange.ris_values import (
    read_ris_date,
    read_ris_name,
    read_serial_numbers,
    ris_date,
    ris_name,
)
from vademecum.bibliography.identifier import parse_doi, parse_pmcid, parse_pmid
from vademecum.bibliography.page_range import parse_pages
from vademecum.text.rich import RichText, plain

Tags = dict[str, tuple[str, ...]]
_Record = Mapping[str, tuple[str, ...]]
_Fields = dict[str, str]

_TEXTS = {
    "AB": "abstract",
    "CN": "library",
    "CY": "location",
    "J2": "shortjournal",
    "N1": "note",
    "NV": "volumes",
    "RN": "annotation",
    "SE": "chapter",
    "ST": "shorttitle",
    "VL": "volume",
}
"""Tags that say what one field says."""


def all_crossings() -> tuple[Crossing[tuple[str, ...]], ...]:
    """The crossings of all tags. Each field belongs to one."""
    return (
        *(_crossing(tag, field, _ris_text, _text) for tag, field in _TEXTS.items()),
        _crossing("AU", "author", _ris_names, _names, _persons),
        _crossing("A4", "translator", _ris_names, _names, _persons),
        Crossing(("editor",), ("A2", "A3"), _ris_editors, _editors, _persons),
        _crossing("ET", "edition", _ris_edition, _text),
        Crossing(("title", "subtitle"), ("TI",), _ris_title, partial(_text, "TI", "title")),
        Crossing((*fields.PLACES, "series", "eventtitle"), ("T2", "T3", "C3", "PB"), _ris_places, _places),
        Crossing(("number", "issue", "eid"), ("IS", "M1", "C7"), _ris_numbers, _numbers),
        Crossing(("pages", "pagetotal"), ("SP", "EP"), _ris_pages, _pages),
        Crossing(fields.DATE_FIELDS, ("PY", "DA"), _ris_issued, _issued, fields.issued_meaning),
        _crossing("Y2", "urldate", _ris_accessed, _accessed),
        Crossing(("type",), ("M3",), _ris_kind, _kind, always=True),
        Crossing(("langid", "language"), ("LA",), _ris_language, _language),
        Crossing(("keywords",), ("KW",), _ris_keywords, _keywords),
        Crossing(("isbn", "issn"), ("SN",), _ris_series, _series),
        _crossing("DO", "doi", _ris_doi, _data),
        Crossing(("pmid",), ("AN", "DB"), _ris_pmid, _pmid),
        _crossing("C2", "pmcid", _ris_pmcid, _pmcid),
        _crossing("UR", "url", _ris_url, _data),
    )


def _crossing(
    tag: str,
    field: str,
    write: Callable[[str, str, Entry], Tags],
    read: Callable[[str, str, _Record, str], _Fields],
    meaning: Callable[[Mapping[str, str]], object] = field_meanings,
) -> Crossing[tuple[str, ...]]:
    return Crossing((field,), (tag,), partial(write, tag, field), partial(read, tag, field), meaning)


def _said(tag: str, rich: RichText) -> Tags:
    """A tag with bare text: RIS knows no markup."""
    text = escape(plain(rich))
    return {tag: (text,)} if text else {}


def _first(record: _Record, tag: str) -> str:
    return next(iter(record.get(tag, ())), "")


def _ris_text(tag: str, field: str, entry: Entry) -> Tags:
    return _said(tag, entry.text(field))


def _text(tag: str, field: str, record: _Record, _: str) -> _Fields:
    return fields.field(field, _first(record, tag))


def _ris_edition(tag: str, field: str, entry: Entry) -> Tags:
    """With articles, databases put another date there."""
    return {} if entry.standard_type in ARTICLES else _said(tag, entry.text(field))


def _data(tag: str, field: str, record: _Record, _: str) -> _Fields:
    value = _first(record, tag)
    return {field: value} if value else {}


def _ris_doi(tag: str, field: str, entry: Entry) -> Tags:
    doi = parse_doi(entry.raw(field))
    return {tag: (doi.name,)} if doi else {}


def _ris_url(tag: str, field: str, entry: Entry) -> Tags:
    url = address(entry.raw(field))
    return {tag: (url,)} if url and len(url.split()) == 1 else {}


def _ris_pmid(entry: Entry) -> Tags:
    """The accession number, and the database whose it is."""
    pmid = parse_pmid(entry.raw("pmid"))
    return {"AN": (pmid.number,), "DB": ("PubMed",)} if pmid else {}


def _pmid(record: _Record, _: str) -> _Fields:
    pmid = parse_pmid(_first(record, "AN"))
    return {"pmid": pmid.number} if pmid else {}


def _ris_pmcid(tag: str, field: str, entry: Entry) -> Tags:
    pmcid = parse_pmcid(entry.raw(field))
    return {tag: (pmcid.number,)} if pmcid else {}


def _pmcid(tag: str, field: str, record: _Record, _: str) -> _Fields:
    pmcid = parse_pmcid(_first(record, tag))
    return {field: pmcid.number} if pmcid else {}


def _persons(values: Mapping[str, str]) -> object:
    return [name_list(value) for value in values.values()]


def _ris_names(tag: str, field: str, entry: Entry) -> Tags:
    names = tuple(filter(None, map(ris_name, entry.names(field).persons)))
    return {tag: names} if names else {}


def _names(tag: str, field: str, record: _Record, _: str) -> _Fields:
    return fields.names_field(field, map(read_ris_name, record.get(tag, ())))


def _ris_editors(entry: Entry) -> Tags:
    """Editors are secondary authors; with books those are the editors of the series."""
    return _ris_names("A3" if entry.standard_type in MONOGRAPHS else "A2", "editor", entry)


def _editors(record: _Record, entry_type: str) -> _Fields:
    tag = "A3" if "A3" in record and fields.standard_type(entry_type) in MONOGRAPHS else "A2"
    return _names(tag, "editor", record, entry_type)


def _ris_title(entry: Entry) -> Tags:
    return _said("TI", fields.title(entry))


def _ris_places(entry: Entry) -> Tags:
    """`T2` is what a work appeared in; for a conference also what it is called; for what stands alone, the series."""
    container, publisher = fields.place(entry)
    series, event = entry.text("series"), entry.text("eventtitle")
    kind = entry.standard_type
    if kind in MONOGRAPHS | INSTITUTIONAL:
        return _said("T2", series) | _said("PB", publisher)
    if kind == "inproceedings":
        titles = _said("T2", event or container) | (_said("C3", container) if event else {})
    else:
        titles = _said("T2", container)
    return titles | _said("T3", series) | _said("PB", publisher)


def _places(record: _Record, entry_type: str) -> _Fields:
    kind = fields.standard_type(entry_type)
    container, series, publisher = _first(record, "T2"), _first(record, "T3"), _first(record, "PB")
    if kind in MONOGRAPHS | INSTITUTIONAL:
        return fields.field("series", container) | fields.place_fields("", publisher, entry_type)
    event = ""
    if kind == "inproceedings" and "C3" in record:
        container, event = _first(record, "C3"), container
    found = fields.place_fields(container, publisher, entry_type) | fields.field("series", series)
    return found | fields.field("eventtitle", event if event != container else "")


def _number_tags(entry_type: str) -> Mapping[str, tuple[str, ...]]:
    """The fields for the number of an issue or of anything else, and for that of an article."""
    tag = "IS" if fields.standard_type(entry_type) in ARTICLES else "M1"
    return {tag: ("number", "issue"), "C7": ("eid",)}


def _ris_numbers(entry: Entry) -> Tags:
    said: Tags = {}
    for tag, names in _number_tags(entry.type).items():
        said |= next(filter(None, (_said(tag, entry.text(name)) for name in names)), {})
    return said


def _numbers(record: _Record, entry_type: str) -> _Fields:
    found: _Fields = {}
    for tag, (name, *_) in _number_tags(entry_type).items():
        found |= fields.field(name, _first(record, tag))
    return found


def _ris_pages(entry: Entry) -> Tags:
    """First and last page. Of what stands alone, a single number is that of its pages."""
    pages = parse_pages(entry.plain("pages"))
    if not pages.ranges:
        return _said("SP", entry.text("pagetotal")) if entry.standard_type in MONOGRAPHS | INSTITUTIONAL else {}
    first = pages.ranges[0]
    if len(pages.ranges) == 1 and first.last:
        return _said("SP", (first.first,)) | _said("EP", (first.last,))
    return _said("SP", (pages.with_hyphens,))


def _pages(record: _Record, entry_type: str) -> _Fields:
    first, last = (plain(from_markup(_first(record, tag))) for tag in ("SP", "EP"))
    alone = fields.standard_type(entry_type) in MONOGRAPHS | INSTITUTIONAL
    if alone and first.isdecimal() and not last:
        return {"pagetotal": first}
    if last.startswith(f"{first}-") or not first:
        first, last = last, ""  # Some write the whole range there.
    pages = parse_pages(first)
    is_range = len(pages.ranges) != 1 or pages.ranges[0].last
    if last and is_range:
        return fields.pages_field(first if str(pages).endswith(last) else f"{first}, {last}")
    return fields.pages_field(f"{first}–{last}" if last else first)


def _ris_issued(entry: Entry) -> Tags:
    """The year, and the whole date where there is more to say than a year."""
    date = fields.issued(entry.fields)
    if date is None or not str(date):
        return {}
    if date.year not in fields.PLAIN_YEARS or date.unspecified:
        return {"DA": (f"///{escape(str(date))}",)}
    more = bool(date.month or date.season)
    return {"PY": (str(date.year),), **({"DA": (ris_date(date),)} if more else {})}


def _issued(record: _Record, _: str) -> _Fields:
    return fields.date_fields(*read_ris_date(_first(record, "DA"), _first(record, "PY")))


def _ris_accessed(tag: str, field: str, entry: Entry) -> Tags:
    date = parse_date(entry.raw(field))
    return {tag: (ris_date(date),)} if date and date.day and date.year in fields.PLAIN_YEARS else {}


def _accessed(tag: str, field: str, record: _Record, _: str) -> _Fields:
    date, text = read_ris_date(_first(record, tag), "")
    value = date.edtf if date else text
    return {field: value} if value else {}


def _ris_kind(entry: Entry) -> Tags:
    return {} if entry.standard_type in ARTICLES else _said("M3", fields.kind(entry))


def _kind(record: _Record, entry_type: str) -> _Fields:
    return fields.kind_field(plain(from_markup(_first(record, "M3"))), entry_type)


def _ris_language(entry: Entry) -> Tags:
    return _said("LA", fields.language(entry))


def _language(record: _Record, _: str) -> _Fields:
    return fields.language_field(_first(record, "LA"))


def _ris_keywords(entry: Entry) -> Tags:
    words = tuple(map(escape, keywords(entry.raw("keywords"))))
    return {"KW": words} if words else {}


def _keywords(record: _Record, _: str) -> _Fields:
    """Each value is one word; some programs write all of them in one, with semicolons between."""
    values = (plain(from_markup(value)) for value in record.get("KW", ()))
    return fields.keywords_field(word for value in values for word in value.split(";"))


def _ris_series(entry: Entry) -> Tags:
    """ISBN and ISSN share a tag."""
    values = tuple(filter(None, (" ".join(entry.raw(name).split()) for name in ("isbn", "issn"))))
    return {"SN": values} if values else {}


def _series(record: _Record, entry_type: str) -> _Fields:
    return read_serial_numbers(record.get("SN", ()), is_article=fields.standard_type(entry_type) in ARTICLES)
