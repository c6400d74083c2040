"""What is new in the evidence of the site."""

from dataclasses import dataclass

from vademecum.macros.arguments import SiteNames
from vademecum.macros.context import PageContext
from vademecum.macros.parsing import MacroError

_MOST = 50


@dataclass(frozen=True, slots=True)
class RecentChanges:
    """The newest changes, so many of them."""

    limit: int


def recent_changes(_: SiteNames, limit: int = 20) -> RecentChanges:
    """The newest changes in the evidence: pages added, citations added or removed, works retracted, reviews done."""
    if type(limit) is not int or not 1 <= limit <= _MOST:
        raise MacroError(f"limit is a number from 1 to {_MOST}, not {limit!r}")
    return RecentChanges(limit)


def show_recent_changes(page: PageContext, asked: RecentChanges) -> str:
    """The changes, day by day."""
    return page.site.show_changes(page.url, asked.limit)
