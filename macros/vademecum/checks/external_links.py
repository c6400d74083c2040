"""What became of links to other sites.

Other people's servers refuse robots, break down and come back. Only an answer that says "not here", given on several
days, makes a link dead; a refusal or an outage says nothing about the page behind it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Span

DEAD_LINK = Rule("online/dead-link", Severity.ERROR, "A link has led nowhere on several days.")
SUSPECT_LINK = Rule("online/suspect-link", Severity.INFO, "A link led nowhere today.")
PRIVATE_LINK = Rule("online/private-link", Severity.WARNING, "A link leads to an address that readers cannot reach.")
EXPIRED_EXCLUDE = Rule("online/expired-exclude", Severity.WARNING, "The day until which links are left out is over.")


class State(Enum):
    """What is known of a link."""

    OK = "ok"
    BLOCKED = "blocked"
    """There is an answer, or none in time, that says nothing about the page."""
    SUSPECT = "suspect"
    """The page or its host is not there, today."""
    DEAD = "dead"
    """The same on several days."""
    PRIVATE = "private"
    UNKNOWN = "unknown"
    """It was not asked: our own network is down, or the time is over."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of a link, the reason for it, and the days on which it has failed since it last worked."""

    state: State
    reason: str = ""
    failed_on: tuple[str, ...] = ()


def link_findings(url: str, span: Span, verdict: Verdict) -> Iterator[Finding]:
    """The finding for one place at which a link stands: none for a link that works or cannot be judged."""
    if verdict.state is State.DEAD:
        days = f"{verdict.failed_on[0]} to {verdict.failed_on[-1]}"
        hint = "Find where the page has gone, or link to a copy in an archive."
        yield Finding(DEAD_LINK, span, f"{url} is gone: {verdict.reason} ({days})", hint)
    elif verdict.state is State.SUSPECT:
        hint = "It counts as dead only when it fails on another day too."
        yield Finding(SUSPECT_LINK, span, f"{url} may be gone: {verdict.reason}", hint)
    elif verdict.state is State.PRIVATE:
        hint = "Link to an address on the public internet."
        yield Finding(PRIVATE_LINK, span, f"{url} leads into a private network", hint)


def expired_exclude(pattern: str, until: str, span: Span) -> Finding:
    """The finding for an exclusion of links that has run out and is no longer obeyed."""
    message = f"the exclusion of '{pattern}' ended on {until}; these links are checked again"
    return Finding(EXPIRED_EXCLUDE, span, message, "Remove it, or give it another day and a reason.")
