"""What commands say, and how: findings on standard error, progress on a terminal, paths as a person types them."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

import click

from vademecum.project import CONFIGURATION
from vademecum.report.order import in_order
from vademecum.report.text import format_finding
from vademecum.text.finding import Finding, Severity

FOUND, USAGE, FAULT, NO_NETWORK = 1, 2, 3, 4
INTERRUPTED = 128 + signal.SIGINT
"""Exit codes, besides 0 for all is well."""

_SHOWN_AFTER = 1.0
_SHOWN_EVERY = 0.1

configuration_option = click.option(
    "-f", "--config", default=CONFIGURATION, show_default=True, metavar="FILE", help="The configuration of the site."
)


def shown(file: Path) -> str:
    """A path as messages show it: from the working directory, where it is below."""
    here = Path.cwd()
    return (file.relative_to(here) if file.is_absolute() and file.is_relative_to(here) else file).as_posix()


def errors_of(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings that are errors."""
    return [finding for finding in findings if finding.severity >= Severity.ERROR]


def print_findings(findings: Iterable[Finding]) -> None:
    """Each finding on standard error, in order."""
    for finding in in_order(findings):
        click.echo(format_finding(finding), err=True)


class ProgressLine:
    """One line on a terminal that says how far a work has come, once it takes longer than a second.

    Nothing is written where standard error is no terminal. Leaving the block removes the line.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = clock() + _SHOWN_AFTER
        self._width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, what: str, done: int, total: int) -> None:
        """Say that `done` of `total` of `what` are done."""
        now = self._clock()
        if now < self._next or not sys.stderr.isatty():
            return
        self._next = now + _SHOWN_EVERY
        self.clear()
        text = f"{what}: {done} of {total}"
        self._width = len(text)
        click.echo(text, err=True, nl=False)

    def clear(self) -> None:
        """Remove the line, so that something else can be said."""
        if self._width:
            click.echo(f"\r{'':{self._width}}\r", err=True, nl=False)
            self._width = 0


def wants_color() -> bool:
    """Whether standard output is a terminal whose owner has not asked for plain text (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
