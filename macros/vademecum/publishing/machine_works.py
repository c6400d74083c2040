"""What programs are told of a cited work, made once for each work: in schema.org's words and in Highwire's."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from vademecum.bibliography.date import Date
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.csl_types import csl_type
from vademecum.bibliography.identifier import CitationKey
from vademecum.bibliography.name import Name
from vademecum.csl.reference import MAX_AUTHORS, SHOWN_AUTHORS
from vademecum.pages.evidence import grade
from vademecum.publishing.machine_text import as_json, as_line
from vademecum.render.html import safe_url
from vademecum.render.writer import Writer

Thing = dict[str, Any]
"""Something in schema.org's words: a type, and values by the names of its properties."""


class MachineWork(NamedTuple):
    """A work for programs."""

    json: str
    """As schema.org's `citation`, in JSON."""
    highwire: str
    """As the content of a `citation_reference`."""


_MADE: "WeakKeyDictionary[Writer, dict[CitationKey, MachineWork]]" = WeakKeyDictionary()


def machine_work(writer: Writer, key: CitationKey) -> MachineWork:
    """A work of the writer's bibliography; KeyError for a key that is not in it."""
    made = _MADE.setdefault(writer, {})
    found = made.get(key)
    if found is None:
        entry = writer.bibliography[key]
        found = made[key] = MachineWork(as_json(schema_work(entry)), highwire_reference(entry))
    return found


_TYPES = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "entry-dictionary": "Chapter",
    "entry-encyclopedia": "Chapter",
    "legislation": "Legislation",
    "pamphlet": "Book",
    "paper-conference": "ScholarlyArticle",
    "periodical": "Periodical",
    "report": "Report",
    "review": "ScholarlyArticle",
    "software": "SoftwareApplication",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
"""schema.org's type for those of CSL that have one; any other work is a `CreativeWork`."""
_WITH_PAGES = frozenset({"Article", "Chapter", "NewsArticle", "Report", "ScholarlyArticle"})
_JOURNALS = frozenset({"Article", "NewsArticle", "ScholarlyArticle"})


def schema_work(entry: Entry) -> Thing:
    """A work as schema.org has it, with its identifiers and what became of it; of many authors those shown in lists."""
    kind = _TYPES.get(csl_type(entry.standard_type, entry.raw("entrysubtype").strip().lower()), "CreativeWork")
    names = entry.names("author")
    authors = [_schema_name(name) for name in names.first(MAX_AUTHORS if len(names) <= MAX_AUTHORS else SHOWN_AUTHORS)]
    editors = [] if authors else [_schema_name(name) for name in entry.names("editor").persons if not name.literal]
    status = grade(entry).status
    links = [place.url for place in (entry.doi, entry.pmid, entry.pmcid) if place] or [safe_url(entry.raw("url"))]
    return known(
        {
            "@type": kind,
            "name": title(entry),
            "author": authors,
            "editor": editors,
            "datePublished": published(entry.date, "-"),
            "isPartOf": _container(entry, kind),
            "pagination": str(entry.pages) if kind in _WITH_PAGES else "",
            "publisher": _publisher(entry),
            "identifier": list(_identifiers(entry)),
            "isbn": entry.isbn.number if entry.isbn and kind == "Book" else "",
            "url": links[0],
            "creativeWorkStatus": status.capitalize(),
        }
    )


def known(thing: Thing) -> Thing:
    """`thing` without what is not known; a list of one is that one."""
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in thing.items()
        if value not in ("", [], None)
    }


def title(entry: Entry) -> str:
    """Title and subtitle as one line."""
    return as_line(": ".join(filter(None, (entry.plain("title"), entry.plain("subtitle")))))


def published(date: Date | None, separator: str) -> str:
    """The day, month or year in which a work appeared; empty where that is not certain."""
    if date is None or date.year is None or not 0 < date.year <= _LAST_YEAR:
        return ""
    if date.approximate or date.uncertain or date.unspecified:
        return ""
    month, day = (date.month, date.day) if not date.end else (None, None)
    return separator.join([f"{date.year:04}", *(f"{number:02}" for number in (month, day) if number)])


_LAST_YEAR = 9999


def _schema_name(name: Name) -> Thing:
    if name.literal:
        return {"@type": "Organization", "name": as_line(name.literal)}
    words = (name.given, name.dropping_particle, name.short if name.family else "", name.suffix)
    return {"@type": "Person", "name": as_line(" ".join(filter(None, words)))}


def _container(entry: Entry, kind: str) -> Thing | None:
    """The journal, volume and issue that a work appeared in, or the book."""
    journal = as_line(entry.plain("journaltitle"))
    if journal and kind in _JOURNALS:
        part = known({"@type": "Periodical", "name": journal, "issn": entry.issn.number if entry.issn else ""})
        volume = as_line(entry.plain("volume"))
        if volume:
            part = {"@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": part}
        issue = as_line(entry.plain("number") or entry.plain("issue"))
        return {"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": part} if issue else part
    book = as_line(entry.plain("booktitle"))
    isbn = entry.isbn.number if entry.isbn else ""
    return known({"@type": "Book", "name": book, "isbn": isbn}) if book else None


def _publisher(entry: Entry) -> Thing | None:
    names = (entry.plain(field) for field in ("publisher", "institution", "organization"))
    name = as_line(next(filter(None, names), ""))
    return {"@type": "Organization", "name": name} if name else None


def _identifiers(entry: Entry) -> Iterator[Thing]:
    named = (
        ("DOI", entry.doi.name if entry.doi else ""),
        ("PMID", entry.pmid.number if entry.pmid else ""),
        ("PMCID", entry.pmcid.number if entry.pmcid else ""),
    )
    return ({"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in named if value)


def highwire_reference(entry: Entry) -> str:
    """A work in Highwire's form for references: `citation_title=…; citation_author=…; citation_doi=…`."""
    pages = entry.pages.ranges
    first, last = (pages[0].first, pages[0].last) if pages else ("", "")
    names = entry.names("author").persons or entry.names("editor").persons
    institution = entry.plain("institution") or entry.plain("organization")
    is_thesis = entry.standard_type == "thesis"
    tags = (
        ("title", title(entry)),
        *(("author", highwire_name(name)) for name in names),
        ("publication_date", published(entry.date, "/")),
        ("journal_title", entry.plain("journaltitle")),
        ("inbook_title", entry.plain("booktitle")),
        ("publisher", entry.plain("publisher")),
        ("dissertation_institution" if is_thesis else "technical_report_institution", institution),
        ("volume", entry.plain("volume")),
        ("issue", entry.plain("number") or entry.plain("issue")),
        ("firstpage", first),
        ("lastpage", last),
        ("isbn", entry.isbn.number if entry.isbn else ""),
        ("doi", entry.doi.name if entry.doi else ""),
        ("pmid", entry.pmid.number if entry.pmid else ""),
    )
    pairs = ((name, highwire_value(value)) for name, value in tags)
    return "; ".join(f"citation_{name}={value}" for name, value in pairs if value)


def highwire_name(name: Name) -> str:
    """A name with the family name first, as Highwire has it."""
    if name.literal or not name.family:
        return name.literal or name.given
    given = " ".join(filter(None, (name.given, name.dropping_particle)))
    return ", ".join(filter(None, (name.short, given, name.suffix)))


def highwire_value(text: str) -> str:
    """`text` on one line, without the sign that ends a value."""
    return as_line(text).replace(";", ",")
