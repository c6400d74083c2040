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
from vademecum.bibliography.name import Name, parse_name
from vademecum.bibliography.name.writer import format_names
from vademecum.csl.reference import author_list
from vademecum.publishing.bylines import people_of
from vademecum.publishing.page_facts import page_title
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.publishing.review import day_of
from vademecum.render.html import to_html

_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")


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
    """The reference to `page`; the site stands for its author where nobody is named."""
    entry = page_entry(publication, page)
    return CitedPage(
        to_html(author_list(entry.names("author"))),
        page_title(publication, page),
        publication.name,
        day_of(page.front_matter.values.get("updated")),
        entry.raw("url"),
        write_entry(entry).rstrip(),
        write_ris([entry]).replace("\r\n", "\n").rstrip("\n"),
    )


def page_entry(publication: Publication, page: PublishedPage) -> Entry:
    """`page` as an entry of a bibliography."""
    updated = day_of(page.front_matter.values.get("updated"))
    people = [parse_name(encode((person.name,))) for person in people_of(page.front_matter, "authors")]
    author = format_names(people or [Name(literal=publication.author or publication.name)])
    fields = {
        "author": author,
        "title": encode((page_title(publication, page),)),
        "organization": encode((publication.name,)),
        "date": updated.isoformat() if updated else "",
        "url": publication.absolute(page.url),
    }
    words = page.url.removesuffix("index.html").removesuffix(".html").strip("./").split("/")[-1] or "home"
    slug = _NOT_IN_KEY.sub("", words.lower()) or "page"
    key = citation_key(f"{slug}{updated.year if updated else ''}")
    return Entry(key, "online", {name: value for name, value in fields.items() if value})
