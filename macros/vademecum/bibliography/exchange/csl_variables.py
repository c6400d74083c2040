"""What the variables of CSL are for an entry, as values with types: rich text, names, dates, data.

CSL-JSON writes them down; styles format them as they are.
"""

from collections.abc import Callable, Mapping

from vademecum.bibliography.date import Date, parse_date
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange import exchanged_fields as fields
from vademecum.bibliography.exchange.crosswalk import address, keywords
from vademecum.bibliography.exchange.csl_schema import DATES, FIELDS, NAMES, TEXTS, VERBATIM
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


def csl_text(variable: str, entry: Entry) -> RichText:
    """The value of a variable that holds text; empty where the entry says nothing, and for other variables."""
    if variable in _TOGETHER:
        return _TOGETHER[variable](entry)
    return entry.text(FIELDS.get(variable, variable)) if variable in TEXTS else ()


def csl_data(variable: str, entry: Entry) -> str:
    """The value of a variable that holds data, in which no markup is read, such as `DOI`."""
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
        return fields.issued(entry.fields)
    return parse_date(entry.raw(FIELDS.get(variable, variable))) if variable in DATES else None


def _numbers(variable: str) -> Callable[[Entry], RichText]:
    def text(entry: Entry) -> RichText:
        texts = (entry.text(name) for name in fields.number_fields(entry.type)[variable])
        return next((found for found in texts if plain(found)), ())

    return text


def _pages(entry: Entry) -> RichText:
    pages = parse_pages(entry.plain("pages"))
    return (pages.with_hyphens,) if pages.ranges else ()


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
    "status": fields.state,
    "language": fields.language,
    "keyword": _keywords,
}
