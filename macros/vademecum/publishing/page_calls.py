"""The macro calls of a page, read once more when the whole site is known."""

from collections.abc import Iterator

from vademecum.citation.scan import scan
from vademecum.macros.macro import Call
from vademecum.macros.reading import read_macro
from vademecum.pages.literature import Selection
from vademecum.publishing.publication import Publication, PublishedPage

_LITERATURE = "literature"


def literature_lists(publication: Publication) -> Iterator[tuple[PublishedPage, Selection]]:
    """The lists of works on the pages of the site, and what each was asked for."""
    for page in publication.pages.values():
        body = page.source.text[page.front_matter.end :]
        if _LITERATURE not in body or not page.macros:
            continue
        for written in scan(body).calls:
            text = body[written.start : written.end]
            if _LITERATURE in text:
                call = read_macro(text, page.source.span(0), page.macros.names)
                if isinstance(call, Call) and isinstance(call.value, Selection):
                    yield page, call.value
