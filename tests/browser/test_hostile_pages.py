"""Nothing that a stranger writes comes alive in a browser."""

import json

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ALIVE = """() => [...document.querySelectorAll("*")].filter(element =>
    [...element.attributes].some(({name}) => name.startsWith("on"))
    || ["javascript:", "data:", "vbscript:"].includes(element.protocol)
    || element.matches("iframe, object, embed, base, meta[http-equiv]")
    || element.matches("script") && element.text.includes("alert(")
).map(element => element.outerHTML.slice(0, 200))"""
"""What could come alive at a touch, as the browser itself reads the page."""


@pytest.fixture
def victim(readers, hostile_site):
    """A reader of the hostile site."""
    return readers(hostile_site)


def test_no_hostile_page_opens_a_dialog_or_holds_anything_alive(victim):
    assert len(victim.site.pages) > 100
    harm = {}
    for path in victim.site.pages:
        victim.errors.clear()
        victim.open(path)
        found = [*victim.dialogs, *victim.errors, *victim.page.evaluate(ALIVE)]
        if found:
            harm[path] = found
        victim.dialogs.clear()
    assert harm == {}


def test_a_hostile_title_typed_into_the_search_comes_back_as_text(victim):
    index = json.loads((victim.site.folder / "search/search_index.json").read_text(encoding="utf-8"))
    victim.open()
    victim.search("<script>alert(1)</script>")
    expect(victim.results.first).to_contain_text("<script>alert(1)</script>")
    assert index
