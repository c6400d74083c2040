"""A page in schema.org's words, as JSON-LD: what it is, who stands behind it, what it rests on, where it belongs.

A topic page is a `MedicalWebPage` about a `MedicalEntity`; a site about something else names other types under
`extra: schema_org:` as `topic` and `about`. Nothing says that a page was reviewed unless its status is `reviewed`.
"""

import re
from collections.abc import Iterable, Mapping

from vademecum.bibliography.identifier import CitationKey
from vademecum.publishing.bylines import Person, authors_of, people_of
from vademecum.publishing.machine_text import as_json, as_line
from vademecum.publishing.machine_works import Thing, known, machine_work
from vademecum.publishing.page_facts import day, is_home, page_title, works_of
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.publishing.review import build_day, review_of
from vademecum.publishing.trails import sections_above
from vademecum.render.html import safe_url

_CONTEXT = "https://schema.org"
_TYPE = re.compile("[A-Z][A-Za-z0-9]{1,60}")


def page_json(publication: Publication, page: PublishedPage) -> list[str]:
    """What the page says of itself, each thing as JSON: the page, the way to it, on the home page the site."""
    things = [_with_citations(publication, page)]
    if is_home(page):
        return [as_json({"@context": _CONTEXT, **site_thing(publication)}), *things]
    trail = breadcrumbs(publication, page)
    return [*things, as_json({"@context": _CONTEXT, **trail})] if trail else things


def _with_citations(publication: Publication, page: PublishedPage) -> str:
    """The page's JSON; that of the works it cites is made already and joined to it as it is."""
    written = as_json({"@context": _CONTEXT, **page_thing(publication, page)})
    works = ",".join(machine_work(publication.writer, key).json for key in works_of(publication, page))
    return f'{written[:-1]},"citation":[{works}]}}' if works else written


def work_json(
    publication: Publication, key: CitationKey, url: str, title: str, way: Iterable[tuple[str, str]]
) -> list[str]:
    """What the page about a cited work says: that it is about that work, and the `way` to it, titles with addresses."""
    address = publication.absolute(url)
    page = {
        "@context": _CONTEXT,
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": as_line(title),
        "inLanguage": publication.language,
        "publisher": _publisher(publication),
        "isPartOf": known({"@type": "WebSite", "name": publication.name, "url": publication.address}),
    }
    work = machine_work(publication.writer, key).json
    trail = {"@context": _CONTEXT, **_breadcrumbs(publication, (*way, (title, url)))}
    return [f'{as_json(known(page))[:-1]},"mainEntity":{work}}}', as_json(trail)]


def page_thing(publication: Publication, page: PublishedPage) -> Thing:
    """The page without the works it cites."""
    front_matter = page.front_matter
    review = review_of(front_matter, build_day())
    address = publication.absolute(page.url)
    title = page_title(publication, page)
    is_reviewed = review.status == "reviewed"
    return known(
        {
            "@type": _type(publication, "topic", "MedicalWebPage") if page.is_topic else "WebPage",
            "@id": address,
            "url": address,
            "name": title,
            "description": as_line(page.description),
            "inLanguage": publication.language,
            "about": {"@type": _type(publication, "about", "MedicalEntity"), "name": title} if page.is_topic else None,
            "keywords": [as_line(tag) for tag in front_matter.texts("tags")],
            "dateModified": day(front_matter, "updated"),
            "lastReviewed": review.reviewed.isoformat() if is_reviewed and review.reviewed else "",
            "reviewedBy": [_person(each) for each in people_of(front_matter, "reviewers")] if is_reviewed else [],
            "creativeWorkStatus": review.status.capitalize() if page.is_topic else "",
            "author": [_person(each) for each in authors_of(publication, page)],
            "publisher": _publisher(publication),
            "license": _licence(publication),
            "isPartOf": known({"@type": "WebSite", "name": publication.name, "url": publication.address}),
        }
    )


def site_thing(publication: Publication) -> Thing:
    """The site as a whole."""
    return known(
        {
            "@type": "WebSite",
            "@id": f"{publication.address}#site" if publication.address else "",
            "url": publication.address,
            "name": as_line(publication.name),
            "description": as_line(publication.description),
            "inLanguage": publication.language,
            "publisher": _publisher(publication),
            "license": _licence(publication),
        }
    )


def _type(publication: Publication, name: str, default: str) -> str:
    """The type that the site sets, where it has the form of one."""
    given = publication.extra.get("schema_org")
    value = given.get(name) if isinstance(given, Mapping) else None
    return value if isinstance(value, str) and _TYPE.fullmatch(value) else default


def _person(person: Person) -> Thing:
    address = person.orcid.url if person.orcid else ""
    name, role = as_line(person.name), as_line(person.role)
    if person.is_body:
        return {"@type": "Organization", "name": name}
    affiliation = known({"@type": "Organization", "name": as_line(person.affiliation)}) if person.affiliation else None
    return known(
        {
            "@type": "Person",
            "@id": address,
            "name": name,
            "jobTitle": role,
            "affiliation": affiliation,
            "sameAs": address,
        }
    )


def _publisher(publication: Publication) -> Thing | None:
    return {"@type": "Organization", "name": as_line(publication.author)} if publication.author else None


def _licence(publication: Publication) -> str | Thing | None:
    """The address of the licence of texts; where there is none, its name."""
    given = publication.extra.get("licence")
    values = given if isinstance(given, Mapping) else {"name": given}
    address = safe_url(str(values.get("url") or ""))
    name = as_line(str(values.get("name") or ""))
    return address or ({"@type": "CreativeWork", "name": name} if name else None)


def breadcrumbs(publication: Publication, page: PublishedPage) -> Thing | None:
    """The way to a page: the site, the sections that hold it, the page. None where the page is not in the navigation.

    A section leads to its overview; one without an overview is named only.
    """
    above = sections_above(publication.site.map, page.path)
    if not above:
        return None
    ways = [(publication.name, "./")]
    ways += ((section.title, section.overview.url if section.overview else "") for section in above)
    if ways[-1][1] != page.url:
        ways.append((page_title(publication, page), page.url))
    return _breadcrumbs(publication, ways)


def _breadcrumbs(publication: Publication, ways: Iterable[tuple[str, str]]) -> Thing:
    items = [_crumb(publication, number, *way) for number, way in enumerate(ways, start=1)]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _crumb(publication: Publication, position: int, name: str, url: str) -> Thing:
    address = publication.absolute(url) if url else ""
    item = {"@type": "WebPage", "@id": address} if address else None
    return known({"@type": "ListItem", "position": position, "name": as_line(name), "item": item})
