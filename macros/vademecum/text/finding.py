"""What is wrong with the content, as a value: which rule, where, and what to do about it."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from vademecum.text.source import Span


class Severity(IntEnum):
    """How bad a finding is; the larger, the worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A named kind of finding, such as `citation/unknown-key`."""

    name: str
    severity: Severity
    summary: str


class Edit(NamedTuple):
    """A stretch of a file, and the text that takes its place."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at one place. `message` says what, `hint` what to do, `fix` does it where that is certain."""

    rule: Rule
    span: Span
    message: str
    hint: str = ""
    fix: tuple[Edit, ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity of the finding's rule."""
        return self.rule.severity
