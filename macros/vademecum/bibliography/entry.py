"""A bibliography: entries by key, as BibTeX gives them, and what their fields mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vademecum.bibliography.date import Date, parse_date
from vademecum.bibliography.identifier import (
    CitationKey,
    Doi,
    Pmcid,
    Pmid,
    citation_key,
    parse_doi,
    parse_pmcid,
    parse_pmid,
)
from vademecum.bibliography.latex import decode, decode_plain
from vademecum.bibliography.name import Names, parse_names
from vademecum.text.rich import RichText
from vademecum.text.source import Span

_ALIASES = {"journaltitle": "journal", "location": "address", "institution": "school"}
"""biblatex's field names, and BibTeX's for the same (biblatex manual, section 2.2.5)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: lower-case `type`, and `fields` by lower-case name, delimiters and `@string`s resolved."""

    key: CitationKey
    type: str
    fields: Mapping[str, str]
    span: Span
    field_lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def raw(self, name: str) -> str:
        """A field as written, under its biblatex or its BibTeX name; empty where the entry has none."""
        return self.fields.get(name) or self.fields.get(_ALIASES.get(name, ""), "")

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
        return parse_date(self.raw("date"), self.raw("year"), self.raw("month"))

    @property
    def doi(self) -> Doi | None:
        """The DOI, where there is a valid one."""
        return parse_doi(self.raw("doi"))

    @property
    def pmid(self) -> Pmid | None:
        """The PubMed identifier, where there is a valid one."""
        return parse_pmid(self.raw("pmid"))

    @property
    def pmcid(self) -> Pmcid | None:
        """The PubMed Central identifier, where there is a valid one."""
        return parse_pmcid(self.raw("pmcid"))

    @property
    def keywords(self) -> tuple[str, ...]:
        """The words of `keywords`, split at commas and semicolons."""
        words = self.raw("keywords").replace(";", ",").split(",")
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
