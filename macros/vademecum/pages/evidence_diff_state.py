"""The evidence of a site at one time, as far as a change of it is to be told: read from its sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.text.source import Source, Span


class CitedPlace(NamedTuple):
    """One work cited at one place of a page."""

    key: CitationKey
    manner: str
    """How it is cited: `page 3, indirect: animals`; mostly empty."""
    section: str
    """The heading above it; of what stands in a file of data, its path."""
    sentence: str
    """As readers see it, without the marks of citations."""
    span: Span


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """A page: its text, what it says of itself, and its citations in order."""

    source: Source
    facts: Mapping[str, str] = field(default_factory=dict)
    """Values of its front matter by their names, such as `reviewed`."""
    places: tuple[CitedPlace, ...] = ()
    aliases: tuple[str, ...] = ()
    """The addresses at which it was before."""
    shown: tuple[str, ...] = ()
    """The texts that it shows out of files of data."""

    @property
    def title(self) -> str:
        """The title that its front matter gives it."""
        return self.facts.get("title", "")

    @property
    def works(self) -> frozenset[CitationKey]:
        """The works that it cites."""
        return frozenset(place.key for place in self.places)


@dataclass(frozen=True, slots=True)
class SiteEvidence:
    """Pages by the paths of their files, the works, and the hosts of other sites, each where it is first named."""

    pages: Mapping[str, PageEvidence] = field(default_factory=dict)
    works: Bibliography = field(default_factory=Bibliography)
    hosts: Mapping[str, Span] = field(default_factory=dict)
