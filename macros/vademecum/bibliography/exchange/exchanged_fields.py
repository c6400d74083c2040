"""What fields say in words that every format understands, and the fields for such words.

Texts of other programs hold the markup of `csl_markup.py`, wherever they come from: so do databases write titles.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from vademecum.bibliography.date import Date, date_problems, parse_date
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.csl_markup import from_markup
from vademecum.bibliography.exchange.csl_types import ARTICLES, BOOKS, INSTITUTIONAL
from vademecum.bibliography.exchange.language_code import language_code, language_name
from vademecum.bibliography.latex import decode, encode
from vademecum.bibliography.name import Name, format_name
from vademecum.bibliography.page_range import parse_pages
from vademecum.bibliography.schema import IMPLIED_KINDS, TYPE_ALIASES
from vademecum.text.rich import RichText, join

Fields = dict[str, str]

PLACES = ("journaltitle", "booktitle", "booksubtitle", "publisher", "institution", "organization")
"""The fields that `place` looks at."""
DATE_FIELDS = ("date", "year", "month", "day")
"""The fields that `issued` looks at."""
PLAIN_YEARS = range(1000, 10000)
"""Years that everybody writes with four digits."""

_KINDS = {
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "mathesis": "Master’s thesis",
    "phdthesis": "PhD thesis",
    "resreport": "Research report",
    "techreport": "Technical report",
}
"""What the localisation keys of the field `type` mean (biblatex manual, section 4.9.2)."""
_STATES = {"inpreparation": "in preparation", "inpress": "in press"}
"""What the localisation keys of the field `pubstate` mean, where they differ from it (same section)."""
_NUMBERS_OF_ARTICLES = {"issue": ("number", "issue"), "number": ("eid",), "collection-number": ("collection-number",)}
_NUMBERS_OF_BOOKS = {"issue": ("issue",), "number": ("eid",), "collection-number": ("number",)}
_NUMBERS_OF_OTHERS = {"issue": ("issue",), "number": ("number",), "collection-number": ("collection-number",)}
_QUOTED = re.compile(r"(?<!\w)'(\w(?:[^'\n]{0,200}\w)?)'(?!\w)")
_APOSTROPHE = re.compile(r"(?<=\w)'|'(?=\w)")
_SEPARATORS = re.compile(r"\s*[,;]\s*")


def latex(text: str) -> str:
    """A text of another program as the value of a field."""
    return encode(from_markup(typeset(text)))


def typeset(text: str) -> str:
    """`text` with the quotes and apostrophes that TeX makes of what a typewriter has."""
    return _APOSTROPHE.sub("’", _QUOTED.sub(r"‘\1’", text)) if "'" in text else text


def field(name: str, text: object) -> Fields:
    """The field `name` with a text of another program; nothing where there is none."""
    value = latex(text) if isinstance(text, str) else ""
    return {name: value} if value else {}


def standard_type(entry_type: str) -> str:
    """The type under biblatex's name."""
    return TYPE_ALIASES.get(entry_type, entry_type)


def names_field(name: str, names: Iterable[Name]) -> Fields:
    """The field `name` with names; nothing where there are none."""
    value = " and ".join(map(_written_name, names))
    return {name: value} if value else {}


_written_name = lru_cache(maxsize=65536)(format_name)


def title(entry: Entry) -> RichText:
    """Title and subtitle."""
    return join((entry.text("title"), entry.text("subtitle")), ": ")


def place(entry: Entry) -> tuple[RichText, RichText]:
    """Where a work appeared, a journal, a book or a site, and who published it."""
    kind = entry.standard_type
    journal = entry.text("journaltitle")
    book = join((entry.text("booktitle"), entry.text("booksubtitle")), ": ")
    containers = [journal, book] if kind in ARTICLES else [book, journal]
    publishers = [entry.text(name) for name in ("publisher", "institution", "organization")]
    if kind in INSTITUTIONAL:
        publishers[:2] = publishers[1::-1]
    elif kind == "online":
        containers.append(publishers.pop())
    return next(filter(None, containers), ()), next(filter(None, publishers), ())


def place_fields(container: object, publisher: object, entry_type: str) -> Fields:
    """The fields for where a work appeared, and for its publisher."""
    kind = standard_type(entry_type)
    name = "journaltitle" if kind in ARTICLES else "organization" if kind == "online" else "booktitle"
    return field(name, container) | field("institution" if kind in INSTITUTIONAL else "publisher", publisher)


def number_fields(entry_type: str) -> Mapping[str, tuple[str, ...]]:
    """The fields for CSL's numbers: BibTeX's `number` is that of an issue, of a book in its series, or of a report."""
    kind = standard_type(entry_type)
    if kind in ARTICLES:
        return _NUMBERS_OF_ARTICLES
    return _NUMBERS_OF_BOOKS if kind in BOOKS else _NUMBERS_OF_OTHERS


def pages_field(text: str) -> Fields:
    """The field `pages` for pages in plain text."""
    pages = str(parse_pages(text))
    return {"pages": encode((pages,)).replace("–", "--")} if pages else {}


def keywords_field(words: Iterable[str]) -> Fields:
    """The field `keywords` for plain words; there a comma cannot be part of a word."""
    value = ", ".join(filter(None, (encode((_SEPARATORS.sub(" ", word).strip(),)) for word in words)))
    return {"keywords": value} if value else {}


def issued(fields: Mapping[str, str]) -> Date | None:
    """When a work appeared."""
    return parse_date(*(fields.get(name, "") for name in DATE_FIELDS))


def issued_meaning(fields: Mapping[str, str]) -> object:
    """The same, for comparing; the fields themselves where they say more than a date."""
    said = [fields.get(name, "") for name in DATE_FIELDS]
    return fields if date_problems(*said) or all(said[:2]) else parse_date(*said)


def date_fields(date: Date | None, text: str = "") -> Fields:
    """`year`, where no more is known, or `date`; `year` with a plain text where that is no date."""
    if date is None:
        return {"year": encode((text,))} if text else {}
    return {"year": str(date.year)} if date == Date(date.year) and date.year in PLAIN_YEARS else {"date": date.edtf}


def kind(entry: Entry) -> RichText:
    """What kind of thesis or report a work is. Of a thesis its type may say so, as it does in BibTeX."""
    implied = IMPLIED_KINDS.get(entry.type, "") if entry.standard_type == "thesis" else ""
    return _spelt_out(_KINDS, entry.raw("type") or implied)


def kind_field(text: object, entry_type: str) -> Fields:
    """The field `type`, where the type of the entry does not say the same."""
    found = _key_or_text("type", _KINDS, text)
    return {} if found.get("type") == IMPLIED_KINDS.get(entry_type) else found


def state(entry: Entry) -> RichText:
    """How far publication has come."""
    return _spelt_out(_STATES, entry.raw("pubstate"))


def state_field(text: object) -> Fields:
    """The field `pubstate`."""
    return _key_or_text("pubstate", _STATES, text)


def language(entry: Entry) -> RichText:
    """The code of the work's language, or what is known of it."""
    name = entry.raw("langid") or entry.raw("language")
    code = language_code(name)
    return (code,) if code else decode(name)


def language_field(text: object) -> Fields:
    """`langid` for a code that is known, else `language`."""
    name = language_name(text) if isinstance(text, str) else ""
    return {"langid": name} if name else field("language", text)


def _spelt_out(texts: Mapping[str, str], value: str) -> RichText:
    key = value.strip()
    return (texts[key],) if key in texts else decode(value)


def _key_or_text(name: str, texts: Mapping[str, str], text: object) -> Fields:
    return next(({name: key} for key, meant in texts.items() if meant == text), field(name, text))
