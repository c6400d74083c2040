"""A page in Highwire's words, `citation_…`, as Google Scholar and reference managers read them.

A value is one line. `;` separates names in one value and fields in a reference, so none stands within either.
"""

from collections.abc import Iterator

from vademecum.bibliography.name import Name
from vademecum.publishing.bylines import authors_of
from vademecum.publishing.machine_works import highwire_name, highwire_value, machine_work
from vademecum.publishing.page_facts import day, is_home, page_title, works_of
from vademecum.publishing.publication import Publication, PublishedPage


def highwire_tags(publication: Publication, page: PublishedPage) -> Iterator[tuple[str, str]]:
    """Names and contents of the page's tags; none for a page that nobody would cite: it has no subject, no sources."""
    works = works_of(publication, page)
    if is_home(page) or not (page.is_topic or works):
        return
    yield "citation_title", page_title(publication, page)
    yield from (("citation_author", author) for author in _authors(publication, page))
    updated = day(page.front_matter, "updated").replace("-", "/")
    if updated:
        yield "citation_publication_date", updated
        yield "citation_online_date", updated
    address = publication.absolute(page.url)
    if address:
        yield "citation_public_url", address
        yield "citation_fulltext_html_url", address
    yield "citation_language", publication.language
    yield from (("citation_keywords", highwire_value(tag)) for tag in page.front_matter.texts("tags"))
    for key in works:
        yield "citation_reference", machine_work(publication.writer, key).highwire


def _authors(publication: Publication, page: PublishedPage) -> Iterator[str]:
    names = [person.as_name() for person in authors_of(publication, page)]
    for name in names or [Name(literal=publication.author)]:
        written = highwire_value(highwire_name(name))
        family, _, given = written.partition(", ")
        if name.literal:  # What has a comma would be taken for a family name and a given one.
            written = written.replace(", ", " – ")
        # Zotero takes a single author with blanks on both sides of the comma for two authors.
        elif len(names) == 1 and " " in family and " " in given:
            written = f"{given} {family}"
        if written:
            yield written
