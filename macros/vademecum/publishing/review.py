"""How far a page has been checked, as of a day."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from vademecum.pages.front_matter import REVIEW_STATUSES, FrontMatter
from vademecum.publishing.bylines import people_of


@dataclass(frozen=True, slots=True)
class Review:
    """The state of a page's review. `reviewed` and `due` are days, where the page gives them."""

    status: str
    """`draft`, `unreviewed`, `reviewed` or `outdated`."""
    reviewed: date | None = None
    due: date | None = None
    is_overdue: bool = False
    """Whether the day for the next review has passed."""


def review_of(front_matter: FrontMatter, today: date) -> Review:
    """What a page may say of its review: `reviewed` only where it names a reviewer and a day that has come."""
    status = front_matter.text("review_status")
    reviewed, due = _day(front_matter, "reviewed"), _day(front_matter, "review_due")
    is_checked = bool(reviewed and reviewed <= today and people_of(front_matter, "reviewers"))
    if status not in REVIEW_STATUSES or (status == "reviewed" and not is_checked):
        status = "unreviewed"
    was_reviewed = is_checked and status in ("reviewed", "outdated")
    return Review(status, reviewed if was_reviewed else None, due, bool(due and due < today))


def _today() -> date:
    return datetime.now(UTC).date()


def build_day(environment: Mapping[str, str] = os.environ, today: Callable[[], date] = _today) -> date:
    """The day that a build counts as today: that of `SOURCE_DATE_EPOCH` where `environment` has it, else `today`."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else today()
    except (ValueError, OverflowError, OSError):
        return today()


def day_of(value: object) -> date | None:
    """A day of the front matter; None for what is none."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _day(front_matter: FrontMatter, name: str) -> date | None:
    return day_of(front_matter.values.get(name))
