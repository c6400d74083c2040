"""What is new in the evidence of a book: for a page of the site, and as feeds (Atom, RFC 4287; JSON Feed 1.1).

An entry tells what happened on one day to the evidence of one page, or to a work that was retracted, corrected …
Ids are UUIDs made of the site's address (of its name where it has none), the day and the page: the same in each build.
Where the site's address is not known, Atom's links are relative to the feed, and JSON Feed, which knows no such links,
has none.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from vademecum.pages.book_state import BookState, PageState, work_state
from vademecum.pages.evidence_changes import Change, PageChange, StatusChange, news
from vademecum.publishing.history import read_history
from vademecum.publishing.history_pages import reviewed_on
from vademecum.publishing.publication import Output, Publication, PublishedPage
from vademecum.publishing.review import build_day, day_of
from vademecum.render.html import reference_id

MOST_NEWS = 50
ATOM, JSON_FEED = "feed.xml", "feed.json"

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class News:
    """A change, and where it leads to. `url` is an address from the site's root; so are those of `pages`."""

    id: str
    day: date
    headline: str
    url: str
    change: Change
    pages: tuple[tuple[str, str], ...] = ()
    """Title and address of the pages that cite a work whose status changed."""


def recent_changes(publication: Publication, limit: int = MOST_NEWS) -> tuple[News, ...]:
    """The newest `limit` changes in the evidence of the book, the newest first; no more than `MOST_NEWS`."""
    return publication.once(_recent_changes)[:limit]


def _recent_changes(publication: Publication) -> tuple[News, ...]:
    bibliographies = publication.settings.get("bibliography", ())
    paths = [bibliographies] if isinstance(bibliographies, str) else [str(path) for path in bibliographies]
    with read_history(publication.root, publication.docs, paths, publication.site.map.asides) as history:
        changes = news(_today(publication), history, MOST_NEWS)
    # What nothing dates is no news: a day of ours would say that it happened then.
    dated = [(change, change.day) for change in changes if change.day][:MOST_NEWS]
    return tuple(_news(publication, change, day) for change, day in dated)


def by_day(entries: tuple[News, ...]) -> list[tuple[date, list[News]]]:
    """The changes of each day, as a page shows them."""
    return [(day, list(group)) for day, group in groupby(entries, key=lambda entry: entry.day)]


def show_changes(publication: Publication, url: str, limit: int = MOST_NEWS) -> Markup:
    """The newest changes as HTML for the page at the address `url`."""
    days = by_day(recent_changes(publication, limit))
    feeds = (("Atom", ATOM), ("JSON Feed", JSON_FEED)) if _has_feeds(publication) else ()
    link = partial(_link, publication, url)
    return publication.writer.render("recent_changes.html", days=days, link=link, feeds=feeds)


def feeds(publication: Publication) -> Iterator[Output]:
    """Both feeds."""
    if not _has_feeds(publication):
        return
    entries = recent_changes(publication)
    updated = max((entry.day for entry in entries), default=build_day())
    yield Output(ATOM, _atom(publication, entries, updated))
    yield Output(JSON_FEED, _json(publication, entries))


def feed_links(publication: Publication, page: PublishedPage) -> str:
    """What the head of a page says about the feeds."""
    if not _has_feeds(publication):
        return ""
    link = partial(_link, publication, page.url)
    return str(
        publication.writer.render("feed_links.html", atom=link(ATOM), json=link(JSON_FEED), name=publication.name)
    )


def _has_feeds(publication: Publication) -> bool:
    return publication.settings.get("feeds", True) is not False


def _today(publication: Publication) -> BookState:
    """The book as it is about to be published."""
    bibliography, ledger = publication.writer.bibliography, publication.site.ledger
    pages = {
        path: PageState(
            page.title,
            tuple(key for key in ledger.works(path) if key in bibliography),
            page.is_topic,
            reviewed_on(page.front_matter),
            day_of(page.front_matter.values.get("updated")),
        )
        for path, page in publication.book.items()
    }
    cited = dict.fromkeys(key for page in pages.values() for key in page.works)
    return BookState(pages, {key: work_state(bibliography[key]) for key in cited})


def _news(publication: Publication, change: Change, day: date) -> News:
    headline = publication.writer.render("change_headline.html", change=change).unescape().strip()
    if isinstance(change, PageChange):
        url = publication.pages[change.path].url
        return News(_id(publication, f"{day} {change.was}"), day, headline, url, change)
    pages = tuple((publication.pages[path].title, _place(publication.pages[path], change)) for path in change.pages)
    name = f"{change.since or ''} {change.work.key} {change.after}"
    return News(_id(publication, name), day, headline, pages[0][1], change, pages)


def _place(page: PublishedPage, change: StatusChange) -> str:
    """The address of a work in the list of references of a page; of the page where it has none."""
    has_list = page.front_matter.has_references
    return f"{page.url}#{reference_id(change.work.key)}" if has_list else page.url


def _id(publication: Publication, name: str) -> str:
    return uuid5(NAMESPACE_URL, f"{publication.address or publication.name}#{name}").urn


def _link(publication: Publication, page: str, url: str) -> str:
    """The address of a page or of a place in one, as a page at the address `page` links to it."""
    path, sign, anchor = url.partition("#")
    return f"{publication.link(path, page)}{sign}{anchor}"


def _from_feed(publication: Publication, url: str) -> str:
    return publication.absolute(url) or url or "./"


def _atom(publication: Publication, entries: tuple[News, ...], updated: date) -> bytes:
    text = publication.writer.render(
        "feed.xml",
        site=publication,
        id=_id(publication, ATOM),
        updated=updated,
        entries=entries,
        link=partial(_from_feed, publication),
        atom=ATOM,
    )
    return _NO_XML.sub("\ufffd", text).encode("utf-8")


def _json(publication: Publication, entries: tuple[News, ...]) -> bytes:
    home, own = publication.absolute(""), publication.absolute(JSON_FEED)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": publication.name,
        **({"home_page_url": home, "feed_url": own} if home else {}),
        **({"description": publication.description} if publication.description else {}),
        **({"authors": [{"name": publication.author}]} if publication.author else {}),
        "language": publication.language,
        "items": [
            {
                "id": entry.id,
                **({"url": publication.absolute(entry.url)} if home else {}),
                "title": entry.headline,
                **_told(entry, publication),
                "date_published": f"{entry.day}T00:00:00Z",
            }
            for entry in entries
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _told(entry: News, publication: Publication) -> dict[str, str]:
    """What happened: as HTML where its links can be written in full, else as text."""
    html = publication.writer.render("change.html", entry=entry, link=publication.absolute)
    return {"content_html": str(html).strip()} if publication.address else {"content_text": html.striptags()}
