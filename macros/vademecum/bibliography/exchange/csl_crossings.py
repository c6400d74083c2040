"""How the fields of an entry become the variables of CSL-JSON, and the variables fields.

A variable for which BibTeX has no field is a field under the variable's own name.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial

from vademecum.bibliography.date import date_problems, parse_date
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange import exchanged_fields as fields
from vademecum.bibliography.exchange.crosswalk import Crossing, address, field_meanings, keywords, name_list
from vademecum.bibliography.exchange.csl_dates import csl_date, date_value, issued_fields
from vademecum.bibliography.exchange.csl_markup import escape, from_markup, to_markup
from vademecum.bibliography.exchange.csl_schema import DATES, FIELDS, NAMES, TEXTS, TOGETHER, VERBATIM
from vademecum.bibliography.identifier import parse_doi, parse_pmcid, parse_pmid
from vademecum.bibliography.name import Name
from vademecum.bibliography.page_range import parse_pages
from vademecum.text.rich import RichText, plain

_Item = Mapping[str, object]
_Said = dict[str, object]
_Fields = dict[str, str]

_NUMBERS = ("issue", "number", "collection-number")
_NAME_PARTS = {
    "dropping-particle": "dropping_particle",
    "family": "family",
    "given": "given",
    "literal": "literal",
    "non-dropping-particle": "particle",
    "suffix": "suffix",
}
_IDENTIFIERS: dict[str, Callable[[str], str]] = {
    "DOI": lambda text: doi.name if (doi := parse_doi(text)) else "",
    "PMID": lambda text: pmid.number if (pmid := parse_pmid(text)) else "",
    "PMCID": lambda text: pmcid.number if (pmcid := parse_pmcid(text)) else "",
}
"""The normal form of an identifier; empty for what is none."""
_SEPARATOR = re.compile(r"[,;]")


def all_crossings() -> tuple[Crossing[object], ...]:
    """The crossings of all variables. Each variable, and each field, belongs to one."""
    one_to_one = {name: FIELDS.get(name, name) for name in sorted((NAMES | DATES | TEXTS | VERBATIM) - TOGETHER)}
    return (
        *(_one_to_one(variable, field) for variable, field in one_to_one.items()),
        *(_crossing(name, name.lower(), _csl_identifier, _identifier) for name in _IDENTIFIERS),
        _crossing("URL", "url", _csl_url, _data),
        Crossing(("title", "subtitle"), ("title",), _csl_title, partial(_text, "title", "title")),
        Crossing(fields.PLACES, ("container-title", "publisher"), _csl_places, _places),
        Crossing(("number", "issue", "eid", "collection-number"), _NUMBERS, _csl_numbers, _numbers),
        Crossing(("pages",), ("page",), _csl_pages, _pages),
        Crossing(fields.DATE_FIELDS, ("issued",), _csl_issued, _issued, fields.issued_meaning),
        Crossing(("type",), ("genre",), _csl_kind, _kind, always=True),
        Crossing(("pubstate",), ("status",), _csl_state, _state),
        Crossing(("langid", "language"), ("language",), _csl_language, _language),
        Crossing(("keywords",), ("keyword",), _csl_keywords, _keywords),
    )


def _one_to_one(variable: str, field: str) -> Crossing[object]:
    """The crossing of a variable that says what one field says."""
    if variable in NAMES:
        return _crossing(variable, field, _csl_names, _names, _persons)
    if variable in DATES:
        return _crossing(variable, field, _csl_date, _date, _moments)
    if variable in VERBATIM:
        return _crossing(variable, field, _csl_data, _data)
    return _crossing(variable, field, _csl_text, _text)


def _crossing(
    variable: str,
    field: str,
    write: Callable[[str, str, Entry], _Said],
    read: Callable[[str, str, _Item, str], _Fields],
    meaning: Callable[[Mapping[str, str]], object] = field_meanings,
) -> Crossing[object]:
    return Crossing((field,), (variable,), partial(write, variable, field), partial(read, variable, field), meaning)


def _said(variable: str, rich: RichText) -> _Said:
    markup = to_markup(rich)
    return {variable: markup} if markup else {}


def _csl_text(variable: str, field: str, entry: Entry) -> _Said:
    return _said(variable, entry.text(field))


def _text(variable: str, field: str, item: _Item, _: str) -> _Fields:
    return fields.field(field, item.get(variable))


def _csl_data(variable: str, field: str, entry: Entry) -> _Said:
    value = " ".join(entry.raw(field).split())
    return {variable: value} if value else {}


def _data(variable: str, field: str, item: _Item, _: str) -> _Fields:
    value = item.get(variable)
    return {field: str(value)} if value else {}


def _csl_identifier(variable: str, field: str, entry: Entry) -> _Said:
    normal = _IDENTIFIERS[variable](entry.raw(field))
    return {variable: normal} if normal else {}


def _identifier(variable: str, field: str, item: _Item, _: str) -> _Fields:
    value = str(item.get(variable, ""))
    return {field: _IDENTIFIERS[variable](value) or value} if value else {}


def _csl_url(variable: str, field: str, entry: Entry) -> _Said:
    url = address(entry.raw(field))
    return {variable: url} if url else {}


def _csl_names(variable: str, field: str, entry: Entry) -> _Said:
    names = [written for written in map(_csl_name, entry.names(field).persons) if written]
    return {variable: names} if names else {}


def _names(variable: str, field: str, item: _Item, _: str) -> _Fields:
    names = item.get(variable)
    return fields.names_field(field, map(_name, names)) if isinstance(names, list) else {}


def _persons(values: Mapping[str, str]) -> object:
    return [name_list(value) for value in values.values()]


def _csl_name(name: Name) -> dict[str, str]:
    parts = {part: getattr(name, attribute) for part, attribute in _NAME_PARTS.items()}
    return {part: text for part, text in parts.items() if text}


def _name(written: Mapping[str, str]) -> Name:
    return Name(**{_NAME_PARTS[part]: fields.typeset(text) for part, text in written.items()})


def _csl_date(variable: str, field: str, entry: Entry) -> _Said:
    date = csl_date(parse_date(entry.raw(field)))
    return {variable: date} if date else {}


def _date(variable: str, field: str, item: _Item, _: str) -> _Fields:
    value = date_value(item.get(variable))
    return {field: value} if value else {}


def _moments(values: Mapping[str, str]) -> object:
    return [value if date_problems(value) else parse_date(value) for value in values.values()]


def _csl_issued(entry: Entry) -> _Said:
    date = csl_date(fields.issued(entry.fields))
    return {"issued": date} if date else {}


def _issued(item: _Item, _: str) -> _Fields:
    return issued_fields(item.get("issued"))


def _csl_title(entry: Entry) -> _Said:
    return _said("title", fields.title(entry))


def _csl_places(entry: Entry) -> _Said:
    container, publisher = fields.place(entry)
    return _said("container-title", container) | _said("publisher", publisher)


def _places(item: _Item, entry_type: str) -> _Fields:
    return fields.place_fields(item.get("container-title"), item.get("publisher"), entry_type)


def _csl_numbers(entry: Entry) -> _Said:
    said: _Said = {}
    for variable, names in fields.number_fields(entry.type).items():
        said |= next(filter(None, (_said(variable, entry.text(name)) for name in names)), {})
    return said


def _numbers(item: _Item, entry_type: str) -> _Fields:
    found: _Fields = {}
    for variable, (name, *_) in fields.number_fields(entry_type).items():
        found |= fields.field(name, item.get(variable))
    return found


def _csl_pages(entry: Entry) -> _Said:
    pages = parse_pages(entry.plain("pages"))
    return {"page": escape(pages.with_hyphens)} if pages.ranges else {}


def _pages(item: _Item, _: str) -> _Fields:
    return fields.pages_field(_plain(item.get("page")))


def _csl_kind(entry: Entry) -> _Said:
    return _said("genre", fields.kind(entry))


def _kind(item: _Item, entry_type: str) -> _Fields:
    return fields.kind_field(item.get("genre"), entry_type)


def _csl_state(entry: Entry) -> _Said:
    return _said("status", fields.state(entry))


def _state(item: _Item, _: str) -> _Fields:
    return fields.state_field(item.get("status"))


def _csl_language(entry: Entry) -> _Said:
    return _said("language", fields.language(entry))


def _language(item: _Item, _: str) -> _Fields:
    return fields.language_field(item.get("language"))


def _csl_keywords(entry: Entry) -> _Said:
    words = ", ".join(keywords(entry.raw("keywords")))
    return {"keyword": escape(words)} if words else {}


def _keywords(item: _Item, _: str) -> _Fields:
    return fields.keywords_field(_SEPARATOR.split(_plain(item.get("keyword"))))


def _plain(text: object) -> str:
    return plain(from_markup(text)) if isinstance(text, str) else ""
