"""What the search knows of the works that a page cites: records of their own, beside those of the page's words.

Each leads to the place on the page, and its title says why the page was found: "Cites Cheng et al. 1982".
"""

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.csl.names import short_names, year
from vademecum.pages.evidence import grade
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.render.html import mention_id, reference_id
from vademecum.render.writer import Writer

_MOST_NAMES = 30


class SearchRecord(NamedTuple):
    """What the search finds: `location` from the site's root; `title` and `text` are HTML."""

    location: str
    title: str
    text: str


def search_records(publication: Publication, page: PublishedPage) -> Iterator[SearchRecord]:
    """A record for each work that `page` cites: names, year, title, DOI, PubMed, key terms."""
    url = "" if page.url == "./" else page.url
    has_list = page.front_matter.has_references
    for key in publication.site.ledger.works(page.path):
        if key in publication.writer.bibliography:
            place = reference_id(key) if has_list else mention_id(key, 1)
            yield SearchRecord(f"{url}#{place}", *_terms(publication.writer, key))


_MADE: "WeakKeyDictionary[Writer, dict[CitationKey, tuple[str, str]]]" = WeakKeyDictionary()


def _terms(writer: Writer, key: CitationKey) -> tuple[str, str]:
    """Title and text of a work's record: the same on every page that cites it, and made once."""
    made = _MADE.setdefault(writer, {})
    if key not in made:
        made[key] = _made_terms(writer, writer.bibliography[key])
    return made[key]


def _made_terms(writer: Writer, entry: Entry) -> tuple[str, str]:
    status = grade(entry).status
    title = writer.render("search_title.html", name=f"{short_names(entry)} {year(entry)}", status=status)
    text = writer.render(
        "search_text.html",
        status=status,
        title=entry.plain("title"),
        names=[name.short for name in entry.creators.first(_MOST_NAMES)],
        facts=filter(None, (entry.plain("journaltitle"), year(entry), *_identifiers(entry))),
        terms=[word.replace("-", " ") for word in entry.keywords],
    )
    return str(title).strip(), str(text).strip()


def _identifiers(entry: Entry) -> Iterator[str]:
    """By what else readers know a work."""
    if entry.doi:
        yield entry.doi.name
    if entry.pmid:
        yield f"PMID {entry.pmid.number}"
    if entry.pmcid:
        yield entry.pmcid.number
