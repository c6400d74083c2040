"""A bibliography: entries by key, as BibTeX gives them, and what their fields mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from vademecum.bibliography.date import Date, parse_date
from vademecum.bibliography.identifier import (
    Arxiv,
    CitationKey,
    Doi,
    Identifier,
    Isbn,
    Issn,
    Pmcid,
    Pmid,
    citation_key,
    parse_doi,
    parse_isbn,
    parse_issn,
    parse_pmcid,
    parse_pmid,
)
from vademecum.bibliography.identifier.hidden import HIDING_PLACES, hidden_identifiers
from vademecum.bibliography.latex import decode, decode_plain
from vademecum.bibliography.name import Names, parse_names
from vademecum.bibliography.page_range import Pages, parse_pages
from vademecum.bibliography.schema import OTHER_NAMES, TYPE_ALIASES
from vademecum.text.rich import RichText
from vademecum.text.source import Source, Span

_Kind = TypeVar("_Kind", bound=Identifier)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: lower-case `type` as written, and `fields` by lower-case name, delimiters and `@string`s resolved.

    Inherited fields are among them. `start` and `offsets` are places in `source`: of the entry, and of the values of
    the fields that stand in it. Entries are equal when they say the same, wherever they stand.
    """

    key: CitationKey
    type: str
    fields: Mapping[str, str]
    source: Source = field(default=Source("", ""), compare=False, repr=False)
    start: int = field(default=0, compare=False, repr=False)
    offsets: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def span(self) -> Span:
        """Where the entry begins."""
        return self.source.span(self.start)

    def field_span(self, name: str, within: int = 0) -> Span:
        """Where the value of a field begins, or `within` characters behind that; of one not in the file, the entry."""
        offset = self.offsets.get(name)
        return self.source.span(self.start if offset is None else offset + within)

    @property
    def standard_type(self) -> str:
        """The type under biblatex's name: `thesis` for `phdthesis`."""
        return TYPE_ALIASES.get(self.type, self.type)

    def raw(self, name: str) -> str:
        """A field as written, under its biblatex or its BibTeX name; empty where the entry has none."""
        return self.fields.get(name) or self.fields.get(OTHER_NAMES.get(name, ""), "")

    def text(self, name: str) -> RichText:
        """A field as rich text; empty where the entry has none."""
        return decode(self.raw(name))

    def plain(self, name: str) -> str:
        """A field as bare text; empty where the entry has none."""
        return decode_plain(self.raw(name))

    def names(self, name: str) -> Names:
        """The persons and bodies in a field such as `author`."""
        return parse_names(self.raw(name))

    @property
    def creators(self) -> Names:
        """Who made the work: authors, or else editors, or else the institution behind it."""
        for name in ("author", "editor"):
            if self.raw(name):
                return self.names(name)
        body = self.raw("institution") or self.raw("organization")
        return parse_names("{" + body + "}") if body else Names()

    @property
    def date(self) -> Date | None:
        """When the work appeared; None where the entry does not say."""
        return parse_date(self.raw("date"), self.raw("year"), self.raw("month"), self.raw("day"))

    @property
    def doi(self) -> Doi | None:
        """The DOI: of the field, or else where one hides in an address or a note."""
        return parse_doi(self.raw("doi")) or _hidden(self, Doi)

    @property
    def pmid(self) -> Pmid | None:
        """The PubMed identifier, likewise."""
        return parse_pmid(self.raw("pmid")) or _hidden(self, Pmid)

    @property
    def pmcid(self) -> Pmcid | None:
        """The PubMed Central identifier, likewise."""
        return parse_pmcid(self.raw("pmcid")) or _hidden(self, Pmcid)

    @property
    def arxiv(self) -> Arxiv | None:
        """The arXiv identifier, likewise."""
        return _hidden(self, Arxiv)

    @property
    def isbn(self) -> Isbn | None:
        """The first valid ISBN, likewise."""
        return parse_isbn(self.raw("isbn")) or _hidden(self, Isbn)

    @property
    def issn(self) -> Issn | None:
        """The first valid ISSN of the journal or series."""
        return parse_issn(self.raw("issn"))

    @property
    def pages(self) -> Pages:
        """The pages of the work, or the number that stands for them (`eid`)."""
        return parse_pages(self.plain("pages") or self.plain("eid"))

    @property
    def keywords(self) -> tuple[str, ...]:
        """The words of `keywords`, split at commas and semicolons."""
        words = self.plain("keywords").replace(";", ",").split(",")
        return tuple(word.strip() for word in words if word.strip())


class Bibliography(Mapping[CitationKey, Entry]):
    """Entries by key, in the order of the files. Looking up a key that is not there raises KeyError."""

    def __init__(self, entries: Mapping[CitationKey, Entry] | None = None) -> None:
        self._entries = dict(entries or {})

    def __getitem__(self, key: str) -> Entry:
        return self._entries[citation_key(key)]

    def __contains__(self, key: object) -> bool:
        return key in self._entries or (isinstance(key, str) and citation_key(key) in self._entries)

    def __iter__(self) -> Iterator[CitationKey]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _hidden(entry: Entry, kind: type[_Kind]) -> _Kind | None:
    """The identifier of one kind that stands in fields meant for something else."""
    places = tuple((name, entry.fields[name]) for name in HIDING_PLACES if name in entry.fields)
    found = hidden_identifiers(places, entry.raw("eprinttype")) if places else ()
    return next((identifier for identifier in found if isinstance(identifier, kind)), None)
