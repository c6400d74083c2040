"""What programs are told of a cited work, made once for each work: in schema.org's words and in Highwire's."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from vademecum.bibliography.date import Date
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.csl_types import csl_type
from vademecum.bibliography.identifier import CitationKey, Doi, Isbn, Pmcid, Pmid
from vademecum.bibliography.name import Name
from vademecum.csl.bylines import MAX_AUTHORS, SHOWN_AUTHORS
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
        work = _read(writer.bibliography[key])
        found = made[key] = MachineWork(as_json(_schema_work(work)), _highwire_reference(work))
    return found


def schema_work(entry: Entry) -> Thing:
    """A work as schema.org has it, with its identifiers and what became of it; of many authors those shown in lists."""
    return _schema_work(_read(entry))


def highwire_reference(entry: Entry) -> str:
    """A work in Highwire's form for references: `citation_title=…; citation_author=…; citation_doi=…`."""
    return _highwire_reference(_read(entry))


class _Work(NamedTuple):
    """What both have to say, read from the entry once; texts are one line each."""

    entry: Entry
    title: str
    authors: tuple[Name, ...]
    editors: tuple[Name, ...]
    """Asked for only where there are no authors."""
    journal: str
    book: str
    publisher: str
    institution: str
    volume: str
    issue: str
    doi: Doi | None
    pmid: Pmid | None
    pmcid: Pmcid | None
    isbn: Isbn | None


def _read(entry: Entry) -> _Work:
    def line(*names: str) -> str:
        name = next(filter(entry.raw, names), "")
        return as_line(entry.plain(name)) if name else ""

    authors = entry.names("author").persons
    subtitle = line("subtitle")
    return _Work(
        entry,
        f"{line('title')}: {subtitle}" if subtitle else line("title"),
        authors,
        () if authors else entry.names("editor").persons,
        line("journaltitle"),
        line("booktitle"),
        line("publisher"),
        line("institution", "organization"),
        line("volume"),
        line("number", "issue"),
        entry.doi,
        entry.pmid,
        entry.pmcid,
        entry.isbn,
    )


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
_LAST_YEAR = 9999


def _schema_work(work: _Work) -> Thing:
    entry = work.entry
    kind = _TYPES.get(csl_type(entry.standard_type, entry.raw("entrysubtype").strip().lower()), "CreativeWork")
    shown = work.authors if len(work.authors) <= MAX_AUTHORS else work.authors[:SHOWN_AUTHORS]
    places = [place.url for place in (work.doi, work.pmid, work.pmcid) if place]
    return known(
        {
            "@type": kind,
            "name": work.title,
            "author": [_schema_name(name) for name in shown],
            "editor": [_schema_name(name) for name in work.editors if not name.literal],
            "datePublished": published(entry.date, "-"),
            "isPartOf": _container(work, kind),
            "pagination": str(entry.pages) if kind in _WITH_PAGES else "",
            "publisher": _organization(work.publisher or work.institution),
            "identifier": list(_identifiers(work)),
            "isbn": work.isbn.number if work.isbn and kind == "Book" else "",
            "url": places[0] if places else safe_url(entry.raw("url")),
            "creativeWorkStatus": grade(entry).status.capitalize(),
        }
    )


def known(thing: Thing) -> Thing:
    """`thing` without what is not known; a list of one is that one."""
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in thing.items()
        if value not in ("", [], None)
    }


def published(date: Date | None, separator: str) -> str:
    """The day, month or year in which a work appeared; empty where that is not certain."""
    if date is None or date.year is None or not 0 < date.year <= _LAST_YEAR:
        return ""
    if date.approximate or date.uncertain or date.unspecified:
        return ""
    month, day = (date.month, date.day) if not date.end else (None, None)
    return separator.join([f"{date.year:04}", *(f"{number:02}" for number in (month, day) if number)])


def _organization(name: str) -> Thing | None:
    return {"@type": "Organization", "name": name} if name else None


def _schema_name(name: Name) -> Thing:
    if name.literal:
        return {"@type": "Organization", "name": as_line(name.literal)}
    words = (name.given, name.dropping_particle, name.short if name.family else "", name.suffix)
    return {"@type": "Person", "name": as_line(" ".join(filter(None, words)))}


def _container(work: _Work, kind: str) -> Thing | None:
    """The journal, volume and issue that a work appeared in, or the book."""
    if work.journal and kind in _JOURNALS:
        issn = work.entry.issn
        part = known({"@type": "Periodical", "name": work.journal, "issn": issn.number if issn else ""})
        if work.volume:
            part = {"@type": "PublicationVolume", "volumeNumber": work.volume, "isPartOf": part}
        return {"@type": "PublicationIssue", "issueNumber": work.issue, "isPartOf": part} if work.issue else part
    isbn = work.isbn.number if work.isbn else ""
    return known({"@type": "Book", "name": work.book, "isbn": isbn}) if work.book else None


def _identifiers(work: _Work) -> Iterator[Thing]:
    named = (
        ("DOI", work.doi.name if work.doi else ""),
        ("PMID", work.pmid.number if work.pmid else ""),
        ("PMCID", work.pmcid.number if work.pmcid else ""),
    )
    return ({"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in named if value)


def _highwire_reference(work: _Work) -> str:
    pages = work.entry.pages.ranges
    first, last = (pages[0].first, pages[0].last) if pages else ("", "")
    is_thesis = work.entry.standard_type == "thesis"
    tags = (
        ("title", work.title),
        *(("author", highwire_name(name)) for name in work.authors or work.editors),
        ("publication_date", published(work.entry.date, "/")),
        ("journal_title", work.journal),
        ("inbook_title", work.book),
        ("publisher", work.publisher),
        ("dissertation_institution" if is_thesis else "technical_report_institution", work.institution),
        ("volume", work.volume),
        ("issue", work.issue),
        ("firstpage", first),
        ("lastpage", last),
        ("isbn", work.isbn.number if work.isbn else ""),
        ("doi", work.doi.name if work.doi else ""),
        ("pmid", work.pmid.number if work.pmid else ""),
    )
    return "; ".join([f"citation_{name}={highwire_value(value)}" for name, value in tags if value])


def highwire_name(name: Name) -> str:
    """A name with the family name first, as Highwire has it."""
    if name.literal or not name.family:
        return name.literal or name.given
    given = f"{name.given} {name.dropping_particle}".strip()
    return ", ".join(filter(None, (name.short, given, name.suffix)))


def highwire_value(text: str) -> str:
    """`text` on one line, without the sign that ends a value."""
    return as_line(text).replace(";", ",")
