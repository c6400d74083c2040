"""Works that a page rests on and that have been retracted, withdrawn or called in doubt: what its head says of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from vademecum.bibliography.date import Date
from vademecum.bibliography.entry import Entry
from vademecum.citation.ledger import Mention
from vademecum.csl.bylines import title
from vademecum.csl.names import short_names, year
from vademecum.pages.evidence import ALARMING, grade, status_date
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.render.html import mention_id, reference_id, to_html


@dataclass(frozen=True, slots=True)
class Place:
    """Where a work is cited: the id of the mention, its section (empty before the first), its number in that."""

    id: str
    section: str
    number: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A work, what became of it, and where the page rests on it."""

    status: str
    reference: str
    """The id of the work in the list of references."""
    authors: str
    year: str
    title: Markup
    date: Date | str
    """When that happened, as the entry says it."""
    note: Markup
    places: tuple[Place, ...]


def notices_of(publication: Publication, page: PublishedPage) -> tuple[Notice, ...]:
    """The notices of a page, the worst first; none for a work that it only speaks of (`status="mentioned"`)."""
    bibliography = publication.writer.bibliography
    found = []
    for key in publication.site.ledger.works(page.path):
        entry = bibliography[key]
        status = grade(entry).status
        if status in ALARMING:
            mentions = [each for each in publication.site.ledger.mentions(page.path) if each.key == key]
            claims = [each for each in mentions if not getattr(each, "is_mentioned", False)]
            if claims:
                found.append(_notice(entry, status, claims))
    return tuple(sorted(found, key=lambda notice: ALARMING.index(notice.status)))


def _notice(entry: Entry, status: str, claims: Iterable[Mention]) -> Notice:
    return Notice(
        status,
        reference_id(entry.key),
        short_names(entry),
        year(entry),
        to_html(title(entry)),
        status_date(entry),
        to_html(entry.text("statusnote")),
        tuple(_places(claims)),
    )


def _places(claims: Iterable[Mention]) -> Iterator[Place]:
    counts: Counter[str] = Counter()
    for mention in claims:
        counts[mention.section] += 1
        yield Place(mention_id(mention.key, mention.number), mention.section, counts[mention.section])
