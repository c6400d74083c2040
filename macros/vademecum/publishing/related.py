"""Below a topic page: the pages that rest on the same works, and how many these are."""

from collections.abc import Mapping

from markupsafe import Markup

from vademecum.bibliography.identifier import CitationKey
from vademecum.csl.names import short_names, year
from vademecum.pages.evidence import UNSUPPORTING
from vademecum.pages.related import Relation, related
from vademecum.publishing.publication import Publication, PublishedPage

_MOST = 4
_MOST_NAMED = 3
_WIDEST = 100
"""A work that more pages cite than this says nothing of what belongs together."""


def related_pages(publication: Publication, page: PublishedPage) -> Markup:
    """A list of related topic pages, each with the reason; empty where there are none, or for another kind of page."""
    if not page.is_topic:
        return Markup()
    bibliography = publication.site.library.bibliography
    relations = publication.once(_relations).get(page.path, ())
    others = []
    for each in relations:
        names = [
            f"{short_names(bibliography[key])}, {year(bibliography[key])}"
            for key in each.shared[:_MOST_NAMED]
            if key in bibliography
        ]
        other = publication.pages[each.other]
        url = publication.link(other.url, page.url)
        others.append((other.title, url, len(each.shared), names, len(each.shared) - len(names)))
    return page.writer.render("related.html", others=others) if others else Markup()


def _relations(publication: Publication) -> Mapping[str, tuple[Relation[str, CitationKey], ...]]:
    """The relations of all topic pages by works that claims rest on."""
    writer, ledger = publication.writer, publication.site.ledger
    resting = {
        path: [
            each.key
            for each in ledger.mentions(path)
            if not each.is_mentioned
            and each.key in writer.bibliography
            and writer.reference(each.key).grade.status not in UNSUPPORTING
        ]
        for path, page in publication.book.items()
        if page.is_topic
    }
    return related(resting, most=_MOST, widest=_WIDEST)
