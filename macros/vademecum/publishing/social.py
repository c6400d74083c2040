"""What a page tells those who link to it: title, description, and where it is (Open Graph, Twitter cards)."""

import re
from collections.abc import Iterator

from vademecum.publishing.machine_text import as_line
from vademecum.publishing.page_facts import page_title
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.render.html import safe_url

_LOCALE = re.compile(r"([a-z]{2,3})[-_]([A-Za-z]{2})")


def social_tags(publication: Publication, page: PublishedPage) -> Iterator[tuple[str, str]]:
    """Properties and contents of a page that somebody wrote."""
    return tags_of(publication, page.url, page_title(publication, page), page.description or publication.description)


def tags_of(publication: Publication, url: str, title: str, description: str) -> Iterator[tuple[str, str]]:
    """Properties and contents. Nothing that has to be a full address is there while the site has none.

    The type is `website`, for which reference managers make the record of a web page; for `article`, that of an article
    in a journal.
    """
    tags = (
        ("og:type", "website"),
        ("og:title", as_line(title)),
        ("og:description", as_line(description)),
        ("og:site_name", as_line(publication.name)),
        ("og:locale", _locale(publication)),
        ("og:url", publication.absolute(url)),
        ("og:image", _image(publication)),
    )
    return ((name, content) for name, content in tags if content)


def _locale(publication: Publication) -> str:
    """Language and territory, `en_US`; empty where the site names no territory for its language."""
    for name in (publication.language, str(publication.settings.get("lang") or "")):
        match = _LOCALE.fullmatch(name)
        if match and match[1] == publication.language[: len(match[1])]:
            return f"{match[1]}_{match[2].upper()}"
    return ""


def _image(publication: Publication) -> str:
    """The full address of the picture that the site gives as `extra: image:`; of its own files, where it has one."""
    given = publication.extra.get("image")
    if not isinstance(given, str) or not given:
        return ""
    if safe_url(given):
        return given if given.startswith(("https://", "http://")) else ""
    return publication.absolute(given.removeprefix("/")) if ":" not in given else ""
