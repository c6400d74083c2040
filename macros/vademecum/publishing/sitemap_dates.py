"""`sitemap.xml` with the days on which pages were really changed, never with the day of the build.

The day is that of the front matter (`updated`); else that on which the last change of the page's file came to readers,
as the feeds tell it; else none. Git is asked for all pages at once, and only where it is needed.
"""

import gzip
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from vademecum.git import Repository, dated
from vademecum.publishing.machine_text import to_bytes
from vademecum.publishing.page_facts import day, is_draft
from vademecum.publishing.publication import Output, Publication

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST_COMMITS = 5_000


def sitemap_file(publication: Publication) -> Iterator[Output]:
    """`sitemap.xml` and its compressed form; nothing for a site without an address, which search engines never see.

    Pages beside the book are in it: they are no part of what is told of the book, but have addresses like all others.
    """
    if not publication.address:
        return
    days = changed_days(publication)
    pages = [page for page in publication.pages.values() if not is_draft(page)]
    urls = [(publication.absolute(page.url), days.get(page.path, "")) for page in pages]
    urls += ((publication.absolute(url), "") for url in publication.made.values())
    data = to_bytes(f"{publication.writer.render('urlset.html', urls=urls, namespace=_NAMESPACE)}\n")
    yield Output("sitemap.xml", data)
    yield Output("sitemap.xml.gz", gzip.compress(data, mtime=0))


def changed_days(publication: Publication) -> dict[str, str]:
    """The day on which each page was changed last, by its path, as far as it is known."""
    pages = publication.pages.values()
    known = {page.path: written for page in pages if (written := day(page.front_matter, "updated"))}
    return known if len(known) == len(publication.pages) else {**commit_days(publication.docs), **known}


def commit_days(folder: Path) -> dict[str, str]:
    """The day of the last commit that changed each file, by its path below `folder`; nothing where Git knows none."""
    repository = Repository(folder)
    head = repository.head()
    commits = dated(repository.commits(head, ["."], _MOST_COMMITS)) if head else []
    if not head or not commits:
        return {}
    days: dict[str, str] = {}
    with repository.objects() as objects:
        trees = [(day.isoformat(), objects.at(commit, head.prefix.rstrip("/"))) for day, commit in commits]
        for (written, tree), (_, before) in pairwise(trees):
            if not before:
                return days  # What was there once and came back is not traced any further.
            _note(days, written, objects.changed(tree, before))
        if not head.is_shallow and len(commits) < _MOST_COMMITS:  # Else the last one seems to have brought all files.
            _note(days, trees[-1][0], objects.changed(trees[-1][1], ""))
    return days


def _note(days: dict[str, str], written: str, changed: Iterable[tuple[str, str]]) -> None:
    for path, _ in changed:
        days.setdefault(path, written)
