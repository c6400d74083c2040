"""How the fields of an entry become the variables of CSL-JSON, and the variables fields.

A variable for which BibTeX has no field is a field under the variable's own name.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial

from vademecum.bibliography.date import date_problems, parse_date
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange import exchanged_fields as fields
from vademecum.bibliography.exchange.crosswalk import Crossing, field_meanings, name_list
from vademecum.bibliography.exchange.csl_dates import csl_date, date_value, issued_fields
from vademecum.bibliography.exchange.csl_markup import from_markup, to_markup
from vademecum.bibliography.exchange.csl_schema import DATES, FIELDS, NAMES, TEXTS, TOGETHER, VERBATIM
from vademecum.bibliography.exchange.csl_variables import (
    IDENTIFIERS,
    csl_moment,
    csl_names,
    said_data,
    said_text,
)
from vademecum.bibliography.name import Name
from vademecum.text.rich import plain

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
_SEPARATOR = re.compile(r"[,;]")


def all_crossings() -> tuple[Crossing[object], ...]:
    """The crossings of all variables. Each variable, and each field, belongs to one."""
    one_to_one = {name: FIELDS.get(name, name) for name in sorted((NAMES | DATES | TEXTS | VERBATIM) - TOGETHER)}
    return (
        *(_one_to_one(variable, field) for variable, field in one_to_one.items()),
        *(_crossing(name, name.lower(), _identifier) for name in IDENTIFIERS),
        _crossing("URL", "url", _data),
        _together(("title", "subtitle"), ("title",), partial(_text, "title", "title")),
        _together(fields.PLACES, ("container-title", "publisher"), _places),
        _together(("number", "issue", "eid", "collection-number"), _NUMBERS, _numbers),
        _together(("pages",), ("page",), _pages),
        Crossing(
            (*fields.DATE_FIELDS, "pubstate"),
            ("issued", "status"),
            partial(_written, ("issued", "status")),
            _issued,
            _issued_meaning,
        ),
        Crossing(("type",), ("genre",), partial(_written, ("genre",)), _kind, always=True),
        _together(("langid", "language"), ("language",), _language),
        _together(("keywords",), ("keyword",), _keywords),
    )


def _written(variables: tuple[str, ...], entry: Entry) -> _Said:
    """Those of `variables` that the entry says something of, as CSL-JSON has them."""
    values = ((variable, csl_value(variable, entry)) for variable in variables)
    return {variable: value for variable, value in values if value}


def csl_value(variable: str, entry: Entry) -> object:
    """What CSL-JSON writes for a variable; empty where its own fields say nothing."""
    if variable in NAMES:
        return [name for name in map(_csl_name, csl_names(variable, entry).persons) if name]
    if variable in DATES:
        return csl_date(csl_moment(variable, entry))
    return said_data(variable, entry) if variable in VERBATIM else to_markup(said_text(variable, entry))


def _one_to_one(variable: str, field: str) -> Crossing[object]:
    """The crossing of a variable that says what one field says."""
    if variable in NAMES:
        return _crossing(variable, field, _names, _persons)
    if variable in DATES:
        return _crossing(variable, field, _date, _moments)
    return _crossing(variable, field, _data if variable in VERBATIM else _text)


def _crossing(
    variable: str,
    field: str,
    read: Callable[[str, str, _Item, str], _Fields],
    meaning: Callable[[Mapping[str, str]], object] = field_meanings,
) -> Crossing[object]:
    return Crossing((field,), (variable,), partial(_written, (variable,)), partial(read, variable, field), meaning)


def _together(
    names: tuple[str, ...], variables: tuple[str, ...], read: Callable[[_Item, str], _Fields]
) -> Crossing[object]:
    """The crossing of several fields, or several variables, that say something together."""
    return Crossing(names, variables, partial(_written, variables), read)


def _text(variable: str, field: str, item: _Item, _: str) -> _Fields:
    return fields.field(field, item.get(variable))


def _data(variable: str, field: str, item: _Item, _: str) -> _Fields:
    value = item.get(variable)
    return {field: str(value)} if value else {}


def _identifier(variable: str, field: str, item: _Item, _: str) -> _Fields:
    value = str(item.get(variable, ""))
    return {field: IDENTIFIERS[variable](value) or value} if value else {}


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


def _date(variable: str, field: str, item: _Item, _: str) -> _Fields:
    value = date_value(item.get(variable))
    return {field: value} if value else {}


def _moments(values: Mapping[str, str]) -> object:
    return [value if date_problems(value) else parse_date(value) for value in values.values()]


def _issued(item: _Item, _: str) -> _Fields:
    return issued_fields(item.get("issued")) | fields.state_field(item.get("status"))


def _issued_meaning(values: Mapping[str, str]) -> object:
    """What fields say of when a work appeared, or of how far that is."""
    dates = {name: value for name, value in values.items() if name in fields.DATE_FIELDS}
    states = {name: value for name, value in values.items() if name not in fields.DATE_FIELDS}
    return fields.issued_meaning(dates), field_meanings(states)


def _places(item: _Item, entry_type: str) -> _Fields:
    return fields.place_fields(item.get("container-title"), item.get("publisher"), entry_type)


def _numbers(item: _Item, entry_type: str) -> _Fields:
    found: _Fields = {}
    for variable, (name, *_) in fields.number_fields(entry_type).items():
        found |= fields.field(name, item.get(variable))
    return found


def _pages(item: _Item, _: str) -> _Fields:
    return fields.pages_field(_plain(item.get("page")))


def _kind(item: _Item, entry_type: str) -> _Fields:
    return fields.kind_field(item.get("genre"), entry_type)


def _language(item: _Item, _: str) -> _Fields:
    return fields.language_field(item.get("language"))


def _keywords(item: _Item, _: str) -> _Fields:
    return fields.keywords_field(_SEPARATOR.split(_plain(item.get("keyword"))))


def _plain(text: object) -> str:
    return plain(from_markup(text)) if isinstance(text, str) else ""
