"""What a change does to a site, all that is to be told of it: its evidence, and what checks say before and after."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from vademecum import __version__
from vademecum.pages.evidence_diff import EvidenceDiff
from vademecum.text.finding import Finding, Severity
from vademecum.text.source import Source


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states: what it is called, which commit it is, and how many findings of each severity it has."""

    name: str
    commit: str = ""
    """Empty for the files as they are in the folder."""
    counts: Mapping[Severity, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name} ({self.commit[:10]})" if self.commit and self.name != self.commit else self.name


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What lines of a file should be, where that is certain: `text` without the last line end."""

    path: str
    first: int
    last: int
    text: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened between two states."""

    before: Side
    after: Side
    evidence: EvidenceDiff = field(default_factory=EvidenceDiff)
    new: tuple[Finding, ...] = ()
    """Findings that were not there."""
    mended: tuple[Finding, ...] = ()
    """Findings that are no more, at their places before."""
    suggestions: tuple[Suggestion, ...] = ()
    settings: tuple[str, ...] = ()
    """The settings at the head of `mkdocs.yml` that are others."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The texts as they are now."""
    is_since_apart: bool = True
    """Whether the state before is where the two went apart; False where that is not known."""
    version: str = __version__

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.evidence or self.new or self.mended or self.settings)


def count(findings: tuple[Finding, ...]) -> dict[Severity, int]:
    """How many findings there are of each severity."""
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in sorted(Severity, reverse=True)}


def numbered(count: int, noun: str, nouns: str = "") -> str:
    """`1 page`, `2 pages`."""
    return f"{count} {noun if count == 1 else nouns or f'{noun}s'}"
