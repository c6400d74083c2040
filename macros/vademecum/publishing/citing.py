"""How others cite a page of the site: as text, BibTeX and RIS, all from one entry."""

import re
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from vademecum.bibliography.bibtex.writer import write_entry
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.ris import write_ris
from vademecum.bibliography.identifier import citation_key
from vademecum.bibliography.latex import encode
from vademecum.bibliography.name import Name
from vademecum.bibliography.name.writer import format_names
from vademecum.csl.bylines import author_list
from vademecum.publishing.bylines import authors_of
from vademecum.publishing.page_facts import page_title
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.publishing.review import day_of
from vademecum.render.html import to_html

_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")
_FOR_OURSELVES = "U1  - bibtex:"
"""What only our own reader of RIS understands."""


@dataclass(frozen=True, slots=True)
class CitedPage:
    """A page as others cite it. `authors`, `title`, `site` and `url` are the pieces of a reference in words."""

    authors: Markup
    title: str
    site: str
    updated: date | None
    url: str
    bibtex: str
    ris: str


def cite_page(publication: Publication, page: PublishedPage) -> CitedPage:
    """The reference to `page`; it has no author where neither the page nor the site names one."""
    entry = page_entry(publication, page)
    ris = write_ris([_for_ris(entry)]).replace("\r\n", "\n").rstrip("\n")
    return CitedPage(
        to_html(author_list(entry.names("author"))),
        page_title(publication, page),
        publication.name,
        day_of(page.front_matter.values.get("updated")),
        entry.raw("url"),
        write_entry(entry).rstrip(),
        "\n".join(line for line in ris.split("\n") if not line.startswith(_FOR_OURSELVES)),
    )


def page_entry(publication: Publication, page: PublishedPage) -> Entry:
    """`page` as an entry of a bibliography."""
    updated = day_of(page.front_matter.values.get("updated"))
    authors = [person.as_name() for person in authors_of(publication, page)]
    if not authors and publication.author and publication.author != publication.name:
        authors = [Name(literal=publication.author)]
    fields = {
        "author": format_names(authors),
        "title": encode((page_title(publication, page),)),
        "organization": encode((publication.name,)),
        "date": updated.isoformat() if updated else "",
        "url": publication.absolute(page.url),
    }
    words = page.url.removesuffix("index.html").removesuffix(".html").strip("./").split("/")[-1] or "home"
    slug = _NOT_IN_KEY.sub("", words.lower()) or "page"
    key = citation_key(f"{slug}{updated.year if updated else ''}")
    return Entry(key, "online", {name: value for name, value in fields.items() if value})


def _for_ris(entry: Entry) -> Entry:
    """`entry` as RIS can tell it: there a comma in the name of a body would part it into family and given names."""
    names = entry.names("author").persons
    if not any("," in name.literal for name in names):
        return entry
    plain = [Name(literal=name.literal.replace(",", " –")) if name.literal else name for name in names]
    return Entry(entry.key, entry.type, {**entry.fields, "author": format_names(plain)})
