"""What is looked up, where, and how long an answer counts."""

from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from vademecum.bibliography.identifier import CitationKey
from vademecum.text.source import Span

SERVICE_DELAYS = {
    "api.crossref.org": 0.2,
    "api.datacite.org": 0.2,
    "doi.org": 0.2,
    "eutils.ncbi.nlm.nih.gov": 0.4,
    "pmc.ncbi.nlm.nih.gov": 0.4,
}
"""Seconds between two requests, by what the services ask for: NCBI allows three a second without a key."""


@dataclass(frozen=True, slots=True)
class Services:
    """The addresses under which the registries answer; none of them is a publisher's."""

    handles: str = "https://doi.org/api/handles"
    crossref: str = "https://api.crossref.org"
    datacite: str = "https://api.datacite.org"
    eutils: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    pmc_ids: str = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"


@dataclass(frozen=True, slots=True)
class Ages:
    """For how many days an answer counts before it is asked for again; 0 is never."""

    record: int = 30
    updates: int = 1
    unknown: int = 1
    ok: int = 14
    blocked: int = 1


@dataclass(frozen=True, slots=True)
class Exclude:
    """Links that are not asked for: a pattern with `*`, why, until when, and where that is written."""

    pattern: str
    reason: str
    span: Span
    until: date | None = None

    def covers(self, url: str) -> bool:
        """Whether `url` is one of them."""
        return fnmatchcase(url, self.pattern)

    def has_expired(self, today: date) -> bool:
        """Whether its day is over."""
        return self.until is not None and self.until < today


@dataclass(frozen=True, slots=True)
class OnlineSettings:
    """What an online check looks at."""

    services: Services = field(default_factory=Services)
    ages: Ages = field(default_factory=Ages)
    keys: frozenset[CitationKey] | None = None
    """Only these entries; None for all."""
    excludes: tuple[Exclude, ...] = ()
    days_until_dead: int = 2
    """On how many different days a link must have failed to be dead."""
    retraction_watch: Path | None = None
    """The CSV file of the Retraction Watch database."""
    by_title: bool = True
    """Whether works without identifiers are looked for by their title."""
    hosts_at_once: int = 8
    cache: Path | None = None
    """The folder in which answers are kept; without one they are kept for one call."""


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """A link to another site, and where it stands."""

    url: str
    span: Span
