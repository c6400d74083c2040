"""What the variables of CSL are for an entry, as values with types: rich text, names, dates, data.

CSL-JSON writes them down; styles format them as they are. `said_text` and `said_data` are what fields of their own say;
`csl_text` and `csl_data` add what the `eprint` of a preprint says beside.
"""

from collections.abc import Callable, Mapping

from vademecum.bibliography.date import Date, parse_date
from vademecum.bibliography.date.year_text import STATUSES
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange import exchanged_fields as fields
from vademecum.bibliography.exchange.crosswalk import address, keywords
from vademecum.bibliography.exchange.csl_editions import edition_number
from vademecum.bibliography.exchange.csl_preprints import eprint_values, is_preprint
from vademecum.bibliography.exchange.csl_schema import DATES, FIELDS, NAMES, TEXTS, VERBATIM
from vademecum.bibliography.exchange.csl_types import csl_type
from vademecum.bibliography.identifier import parse_doi, parse_pmcid, parse_pmid
from vademecum.bibliography.name import Names
from vademecum.bibliography.page_range import parse_pages
from vademecum.text.rich import RichText, plain

IDENTIFIERS: Mapping[str, Callable[[str], str]] = {
    "DOI": lambda text: doi.name if (doi := parse_doi(text)) else "",
    "PMID": lambda text: pmid.number if (pmid := parse_pmid(text)) else "",
    "PMCID": lambda text: pmcid.number if (pmcid := parse_pmcid(text)) else "",
}
"""The normal form of an identifier; empty for what is none."""

_NO_DATES = frozenset(("n.d", "nd", "no date", "undated", "s.a", "s.d", "o.j", "o. j"))
_NOT_YET = STATUSES - _NO_DATES
"""What stands in place of a year and tells how far publication has come."""


def csl_kind(entry: Entry) -> str:
    """CSL's type for a work.

    That of a preprint is `article`. Of an `@inbook` without `booktitle` the title is that of the book, as in classic
    BibTeX, where `chapter` and `pages` say which part is meant: so it is a `book`.
    """
    subtype = entry.raw("entrysubtype")
    if not subtype and is_preprint(entry):
        return "article"
    if entry.standard_type == "inbook" and not subtype and not fields.place(entry)[0]:
        return "book"
    return csl_type(entry.standard_type, subtype)


def csl_text(variable: str, entry: Entry) -> RichText:
    """The value of a variable that holds text; empty where the entry says nothing, and for other variables."""
    said = said_text(variable, entry)
    if said or variable not in {"number", "publisher"}:
        return said
    value = eprint_values(entry).get(variable)
    return (value,) if value else ()


def csl_data(variable: str, entry: Entry) -> str:
    """The value of a variable that holds data, in which no markup is read, such as `DOI`."""
    said = said_data(variable, entry)
    return said if said or variable != "URL" else eprint_values(entry).get(variable, "")


def said_text(variable: str, entry: Entry) -> RichText:
    """The same as `csl_text`, of the variable's own fields."""
    if variable in _TOGETHER:
        return _TOGETHER[variable](entry)
    return entry.text(FIELDS.get(variable, variable)) if variable in TEXTS else ()


def said_data(variable: str, entry: Entry) -> str:
    """The same as `csl_data`, of the variable's own field."""
    if variable in IDENTIFIERS:
        return IDENTIFIERS[variable](entry.raw(variable.lower()))
    if variable == "URL":
        return address(entry.raw("url"))
    return " ".join(entry.raw(FIELDS.get(variable, variable)).split()) if variable in VERBATIM else ""


def csl_names(variable: str, entry: Entry) -> Names:
    """The value of a variable that holds names."""
    return entry.names(FIELDS.get(variable, variable)) if variable in NAMES else Names()


def csl_moment(variable: str, entry: Entry) -> Date | None:
    """The value of a variable that holds a date."""
    if variable == "issued":
        return None if _state_for_date(entry) else fields.issued(entry.fields)
    return parse_date(entry.raw(FIELDS.get(variable, variable))) if variable in DATES else None


def _numbers(variable: str) -> Callable[[Entry], RichText]:
    def text(entry: Entry) -> RichText:
        texts = (entry.text(name) for name in fields.number_fields(entry.type)[variable])
        return next((found for found in texts if plain(found)), ())

    return text


def _pages(entry: Entry) -> RichText:
    pages = parse_pages(entry.plain("pages"))
    return (pages.with_hyphens,) if pages.ranges else ()


def _edition(entry: Entry) -> RichText:
    written = entry.text("edition")
    number = edition_number(plain(written))
    return (number,) if number else written


def _state(entry: Entry) -> RichText:
    state = fields.state(entry)
    if state:
        return state
    text = _state_for_date(entry)
    return (text,) if text else ()


def _state_for_date(entry: Entry) -> str:
    """What stands in place of a date and is none, such as "in press"; otherwise empty."""
    date = fields.issued(entry.fields)
    if date is None or date.edtf or date.literal.rstrip(". ").lower() not in _NOT_YET:
        return ""
    return date.literal


def _keywords(entry: Entry) -> RichText:
    words = ", ".join(keywords(entry.raw("keywords")))
    return (words,) if words else ()


_TOGETHER: Mapping[str, Callable[[Entry], RichText]] = {
    "title": fields.title,
    "container-title": lambda entry: fields.place(entry)[0],
    "publisher": lambda entry: fields.place(entry)[1],
    **{variable: _numbers(variable) for variable in ("issue", "number", "collection-number")},
    "page": _pages,
    "genre": fields.kind,
    "edition": _edition,
    "status": _state,
    "language": fields.language,
    "keyword": _keywords,
}
