"""Nothing that a stranger writes comes alive: hostile values in every place, and the pages taken apart.

What is live on a page is held against the same site in peace, where the frame's own scripts and forms are.
"""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from hostile_site import HARMLESS, VALUES, build_hostile_site

LIVE = frozenset("script style iframe frame object embed applet base form template".split())
"""Elements that run or load something, or change where a page leads; so does a `meta` with `http-equiv`."""
ADDRESSES = frozenset("href src srcset data action formaction poster background cite ping manifest xlink:href".split())
UNSAFE = ("javascript:", "data:", "vbscript:")
BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")


class _Live(HTMLParser):
    """Counts what is live in some HTML: elements with what is in them, event handlers, unsafe addresses."""

    def __init__(self):
        super().__init__()
        self.found = Counter()
        self._inside = ""

    def handle_starttag(self, tag, attributes):
        self._inside = tag if tag in LIVE else ""
        if tag in LIVE or (tag == "meta" and "http-equiv" in dict(attributes)):
            self.found[self.get_starttag_text()] += 1
        for name, value in attributes:
            address = BLANKS.sub("", value or "").lower()
            if name.startswith("on") or name == "srcdoc" or (name in ADDRESSES and address.startswith(UNSAFE)):
                self.found[f"<{tag} {name}={value!r}>"] += 1

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside:
            self.found[f"<{self._inside}>{data}"] += 1


def live(html):
    """What is live in some HTML, each with the number of times it is there."""
    parser = _Live()
    parser.feed(html)
    parser.close()
    return parser.found


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The hostile site and the same in peace."""
    built = [build_hostile_site(tmp_path_factory.mktemp("site"), values) for values in (VALUES, HARMLESS)]
    assert [site.status for site in built] == [0, 0]
    return built


@pytest.fixture(scope="module")
def hostile(sites):
    return sites[0]


def test_nothing_is_live_on_a_page_that_is_not_live_in_peace(sites):
    hostile, peaceful = sites
    assert hostile.pages == peaceful.pages
    alive = {}
    for path in hostile.pages:
        added = live(hostile.page(path).html) - live(peaceful.page(path).html)
        if added:
            alive[path] = added
    assert alive == {}


def test_the_search_index_holds_no_live_html(hostile):
    """The search prints titles, texts and tags of its index as HTML."""
    alive = {}
    for entry in hostile.index:
        for html in (entry["title"], entry["text"], *entry.get("tags", ())):
            found = live(html)
            if found:
                alive[entry["location"]] = found
    assert alive == {}
