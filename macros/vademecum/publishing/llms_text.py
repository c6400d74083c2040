"""`llms.txt`: the site for programs that read text, in the form that llmstxt.org describes.

The name of the site, a summary, what to know before reading, then lists of links under headings. They lead to the
twins of pages, where pages have twins.
"""

from collections.abc import Iterator

from vademecum.publishing.machine_text import to_bytes
from vademecum.publishing.markdown_text import escape_markdown
from vademecum.publishing.page_facts import has_twins, is_draft, page_title, twin_url
from vademecum.publishing.publication import Output, Publication, PublishedPage
from vademecum.publishing.trails import sections_above
from vademecum.publishing.twins import disclaimer


def llms_file(publication: Publication) -> Iterator[Output]:
    """`llms.txt`, with every page under the title of its section."""
    groups: dict[str, list[str]] = {"": []}
    others: list[str] = []
    for page in publication.pages.values():
        if is_draft(page):
            continue
        above = sections_above(publication.site.map, page.path)
        group = others if above is None else groups.setdefault(above[0].title if above else "", [])
        group.append(_entry(publication, page))
    text = publication.writer.render(
        "llms.md",
        name=escape_markdown(publication.name),
        description=escape_markdown(publication.description),
        disclaimer=disclaimer(publication),
        pages=groups.pop(""),
        sections=[(escape_markdown(title), entries) for title, entries in groups.items()],
        others=others,
    )
    yield Output("llms.txt", to_bytes(f"{text.strip()}\n"))


def _entry(publication: Publication, page: PublishedPage) -> str:
    """A page as an item of a list: the link, and what the page is about."""
    url = twin_url(page.url) if has_twins(publication) else page.url
    address = publication.absolute(url) or url
    link = f"[{escape_markdown(page_title(publication, page))}]({address})"
    description = escape_markdown(page.description)
    return f"{link}: {description}" if description else link
