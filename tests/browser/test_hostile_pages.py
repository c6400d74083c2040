"""Nothing that a stranger writes comes alive in a browser."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ALIVE = """() => [...document.querySelectorAll("*")].filter(element =>
    [...element.attributes].some(({name}) => name.startsWith("on"))
    || ["javascript:", "data:", "vbscript:"].includes(element.protocol)
    || element.matches("iframe, object, embed, base, meta[http-equiv]")
    || element.matches("script:not([type='application/ld+json'])") && element.text.includes("alert(")
).map(element => element.outerHTML.slice(0, 200))"""
"""What could come alive at a touch, as the browser itself reads the page."""


@pytest.fixture
def victim(readers, hostile_site):
    """A reader of the hostile site."""
    return readers(hostile_site)


def test_no_hostile_page_opens_a_dialog_or_holds_anything_alive(victim):
    assert len(victim.site.pages) > 100
    harm = {}
    works = [path for path in victim.site.pages if path.startswith("references/")]
    for path in [path for path in victim.site.pages if path not in works or path in works[::8]]:
        file = victim.site.folder / (path if path.endswith(".html") else f"{path}index.html")
        if 'http-equiv="refresh"' in file.read_text(encoding="utf-8"):
            continue  # An old address: it leads on to one of the others before anything can be asked of it.
        victim.errors.clear()
        victim.open(path)
        found = [*victim.dialogs, *victim.errors, *victim.page.evaluate(ALIVE)]
        if found:
            harm[path] = found
        victim.dialogs.clear()
    assert harm == {}


@pytest.mark.parametrize("title", ["<img src=x onerror=alert(1)>", "${alert(1)}`${alert(1)}`"])
def test_a_hostile_title_typed_into_the_search_comes_back_as_text(victim, title):
    victim.open()
    victim.search(title)
    expect(victim.results.get_by_role("heading", name=title, exact=True).first).to_be_visible()
    assert victim.page.evaluate(ALIVE) == []
    assert victim.results.locator("img, script").count() == 0
    assert (victim.dialogs, victim.errors) == ([], [])


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "'\"><svg/onload=alert(1)>", "title:x^y~z +*"])
def test_whatever_is_typed_into_the_search_does_no_harm(victim, words):
    victim.open()
    victim.search(words)
    expect(victim.find(".md-search-result__meta")).to_have_text("No matching documents")
    assert victim.find(".md-search__input").input_value() == words
    assert victim.page.evaluate(ALIVE) == []
    assert (victim.dialogs, victim.errors) == ([], [])
