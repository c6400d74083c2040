"""What the frame of a page says of it: its review, its people, what it rests on that was withdrawn, how to cite it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from vademecum.publishing.bylines import Person, authors_of, people_of
from vademecum.publishing.citing import CitedPage, cite_page
from vademecum.publishing.notices import Notice, notices_of
from vademecum.publishing.publication import Publication
from vademecum.publishing.reporting import Report, report_of
from vademecum.publishing.review import Review, build_day, day_of, review_of


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What the templates of the frame ask for; `review` is that of topic pages, None for others."""

    review: Review | None
    authors: tuple[Person, ...]
    reviewers: tuple[Person, ...]
    notices: tuple[Notice, ...]
    report: Report | None
    cited: CitedPage
    searched: date | None
    """When the sources were last searched."""
    read: str
    """What was read of the sources, in a sentence; of pages without sources nothing is said."""


def frames(publication: Publication, today: date | None = None) -> Callable[[Any], PageFrame | None]:
    """A function that gives the frame of one of MkDocs' pages; None for a page that nobody wrote.

    `today` is the day that reviews are measured against; without it, that of `SOURCE_DATE_EPOCH` or of the clock.
    """
    given = publication.extra.get("sources_read")
    sources_read = given if isinstance(given, str) else ""
    day = today or build_day()

    def frame(page: Any) -> PageFrame | None:  # noqa: ANN401  # MkDocs' own, or nothing on its error page
        published = publication.pages.get(page.file.src_uri) if page else None
        if not published:
            return None
        return PageFrame(
            review_of(published.front_matter, day) if published.is_topic else None,
            authors_of(publication, published),
            people_of(published.front_matter, "reviewers"),
            notices_of(publication, published),
            report_of(publication, published.url),
            cite_page(publication, published),
            _past(day_of(published.front_matter.values.get("sources_searched")), day),
            sources_read if publication.site.ledger.works(published.path) else "",
        )

    return frame


def _past(searched: date | None, today: date) -> date | None:
    """The day if it has come; one to come is mistyped, and nobody has searched on it."""
    return searched if searched and searched <= today else None
