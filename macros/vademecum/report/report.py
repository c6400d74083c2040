"""What a report is made of: the findings, the sources they stand in, and what is known of their rules."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from vademecum import __version__
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source


class Guidance(Protocol):
    """What the rule catalogue says of a rule, for an editor."""

    @property
    def explanation(self) -> str:
        """Why it matters, in a few plain sentences."""

    @property
    def wrong(self) -> str:
        """What an author wrote that the rule finds."""

    @property
    def right(self) -> str:
        """How it is written instead."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a format needs. What is not given is left out of the result; only `findings` must be there."""

    findings: tuple[Finding, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The texts that were read, by the paths that spans name."""
    guidance: Mapping[str, Guidance] = field(default_factory=dict)
    """The catalogue's records, by the names of rules."""
    failing: Collection[Rule] | None = None
    """The rules whose findings are failures, in formats that know no other difference; None: all but information."""
    version: str = __version__
    """The version of this program, for formats that name the tool."""

    def fails(self, finding: Finding) -> bool:
        """Whether a finding is a failure."""
        return finding.severity > Severity.INFO if self.failing is None else finding.rule in self.failing
