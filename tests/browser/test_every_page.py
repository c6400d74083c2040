"""What holds on every page of the site."""

from dataclasses import dataclass

import pytest
from readers import Reader

pytestmark = pytest.mark.browser

PHONES = (390, 320)
"""How wide the screens of phones are, in pixels."""

MARKUP = """() => {
    const text = document.querySelector("article").cloneNode(true);
    text.querySelectorAll("pre, code, script, style").forEach(element => element.remove());
    return text.textContent.match(/<\\/?[a-z]+[^<>]*>/g) || [];
}"""
"""Finds HTML in the words of a page, but for its code."""


@dataclass(frozen=True)
class Visit:
    """What happened on a page."""

    requests: list[str]
    errors: list[str]
    markup: list[str]
    """HTML that the reader sees as text."""
    scrolls_sideways_at: list[int]


@pytest.fixture(scope="module")
def visits(browser, site):
    """A visit to every page, by its address: at a desk first, then with the screens of phones.

    The pages of works are made of one template: every twentieth of them stands for all.
    """
    works = [path for path in site.pages if path.startswith("references/")]
    with browser.new_context() as context:
        reader = Reader(context, site)
        return {path: visit(reader, path) for path in site.pages if path not in works or path in works[::20]}


def visit(reader, path):
    reader.requests.clear()
    reader.errors.clear()
    reader.page.set_viewport_size({"width": 1280, "height": 800})
    reader.open(path)
    markup = reader.page.evaluate(MARKUP)
    wide = [width for width in PHONES if scrolls_sideways(reader, width)]
    return Visit(list(reader.requests), list(reader.errors), markup, wide)


def scrolls_sideways(reader, width):
    reader.page.set_viewport_size({"width": width, "height": 800})
    return reader.scrolls_sideways()


def test_all_pages_are_visited(visits):
    assert len(visits) > 30


def test_no_page_asks_another_machine_for_anything(visits, site):
    ours = (site.address, "data:", "blob:")
    assert all(visit.requests for visit in visits.values())
    strangers = {path: [url for url in visit.requests if not url.startswith(ours)] for path, visit in visits.items()}
    assert {path: urls for path, urls in strangers.items() if urls} == {}


def test_no_page_has_an_error_in_the_console(visits):
    assert {path: visit.errors for path, visit in visits.items() if visit.errors} == {}


def test_no_page_shows_its_html_as_text(visits):
    assert {path: visit.markup[:3] for path, visit in visits.items() if visit.markup} == {}


def test_no_page_scrolls_sideways_on_a_phone(visits):
    assert {path: visit.scrolls_sideways_at for path, visit in visits.items() if visit.scrolls_sideways_at} == {}
