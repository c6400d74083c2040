"""A twin of each page in Markdown, beside it, for programs that read text: its text with citations that can be read."""

import json
from collections.abc import Iterator
from urllib.parse import unquote

from vademecum.publishing.bylines import authors_of, people_of
from vademecum.publishing.machine_text import as_line, to_bytes
from vademecum.publishing.markdown_text import escape_markdown
from vademecum.publishing.page_facts import day, has_twins, is_draft, page_title, twin_url
from vademecum.publishing.publication import Output, Publication, PublishedPage
from vademecum.publishing.review import build_day, review_of
from vademecum.publishing.twin_text import TwinText

_DAYS = ("updated", "sources_searched", "reviewed", "review_due")


def twin_files(publication: Publication) -> Iterator[Output]:
    """The twin of every page that is published, unless the setting `twins` is off."""
    if has_twins(publication):
        for page in publication.pages.values():
            if not is_draft(page):
                yield Output(unquote(twin_url(page.url)), to_bytes(page_twin(publication, page)))


def page_twin(publication: Publication, page: PublishedPage) -> str:
    """A page in Markdown: what it says of itself, how far to trust it, its text, its references."""
    text = TwinText(publication, page)
    body, has_title = text.body()
    title = page_title(publication, page)
    return str(
        publication.writer.render(
            "twin.md",
            facts=[f"{name}: {value}" for name, value in _facts(publication, page)],
            title="" if has_title else escape_markdown(title),
            review=review_of(page.front_matter, build_day()) if page.is_topic else None,
            reviewers=escape_markdown(", ".join(each.name for each in people_of(page.front_matter, "reviewers"))),
            disclaimer=disclaimer(publication),
            body=body,
            notes=text.notes(),
            references=text.references(),
        )
    )


def _facts(publication: Publication, page: PublishedPage) -> Iterator[tuple[str, str]]:
    """Names and values of the front matter, in YAML: texts in double quotes, as in JSON."""
    texts = {
        "title": page_title(publication, page),
        "description": as_line(page.description),
        "site": as_line(publication.name),
        "address": publication.absolute(page.url),
        "authors": ", ".join(each.name for each in authors_of(publication, page)),
        "review_status": review_of(page.front_matter, build_day()).status if page.is_topic else "",
    }
    yield from ((name, json.dumps(text, ensure_ascii=False)) for name, text in texts.items() if text)
    yield from ((name, found) for name in _DAYS if (found := day(page.front_matter, name)))


def disclaimer(publication: Publication) -> str:
    """What the site says below every page, on one line."""
    given = publication.extra.get("disclaimer")
    return as_line(given) if isinstance(given, str) else ""
