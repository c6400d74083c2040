"""Nothing keeps anybody from a page: axe-core on every kind of page, in every look, with all that opens standing open."""

import pytest
from axe_checks import violations
from planted_site import build_planted_site
from playwright.sync_api import expect
from readers import Reader
from served_sites import serve

pytestmark = pytest.mark.browser

TOPIC = "minimally-invasive/microcurrent/"
KINDS = {
    "home": "",
    "overview": "minimally-invasive/",
    "topic": TOPIC,
    "literature": "hair-loss/literature/",
    "work": "references/cheng1982/",
    "glossary": "glossary/",
    "site map": "site-map/",
    "evidence": "evidence/",
    "news": "whats-new/",
    "contact": "contact/",
    "about": "about/",
    "guide": "editing/",
    "rules": "editing/rules/",
    "missing": "nowhere/",
}
"""A page of each kind, by its address."""

PLANTED = ("", "metals/zinc/", "metals/numbers/", "literature/", "references/poe2010/", "glossary/", "site-map/", "whats-new/")
"""Pages of a site that has what this one may lack: a retracted work, numbered citations, terms, tabs, wide tables."""

FINGERS = {"has_touch": True, "is_mobile": True}
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, **FINGERS},
    "dark phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", **FINGERS},
    "320": {"viewport": {"width": 320, "height": 640}, **FINGERS},
}
SCREENS = ("light", "dark", "phone", "dark phone")

SHORTEN = """() => document.querySelectorAll(
    ".vm-literature ul > :nth-child(n+7):not([data-status]), article > .highlight:nth-of-type(n+30)"
).forEach(each => each.remove())"""
"""Of hundreds of works or of examples, which are all alike, the first ones are looked at."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A site with all that a page can hold."""
    built = build_planted_site(tmp_path_factory.mktemp("planted"))
    assert built.log == []
    with serve(built.folder) as served:
        yield served


@pytest.fixture(scope="module", params=LOOKS)
def look(request, browser):
    """A browser that shows pages in one look: for all pages one after the other."""
    with browser.new_context(reduced_motion="reduce", **LOOKS[request.param]) as context:
        yield context


@pytest.fixture(params=SCREENS)
def somebody(request, readers, planted):
    """A reader with a pointer or with fingers, in light or dark."""
    reader = readers(planted, **LOOKS[request.param])
    reader.has_fingers = "has_touch" in LOOKS[request.param]
    return reader


def found_wrong(context, site, paths):
    """What is wrong with pages as they open, by their addresses."""
    reader = Reader(context, site)
    found = {}
    for path in paths:
        reader.open(path)
        reader.page.evaluate(SHORTEN)
        found[path] = violations(reader.page)
    reader.page.close()
    return {path: lines for path, lines in found.items() if lines}


# --- as pages open ----------------------------------------------------------------------------------------------------


def test_every_kind_of_page_is_open_to_everybody_in_every_look(look, site):
    assert found_wrong(look, site, KINDS.values()) == {}


def test_whatever_a_page_can_hold_is_open_to_everybody_in_every_look(look, planted):
    assert found_wrong(look, planted, PLANTED) == {}


# --- with something open ----------------------------------------------------------------------------------------------


def point(reader, element):
    """Point at an element as the reader does: with a pointer, or with a finger."""
    if reader.has_fingers:
        element.tap()
    else:
        element.hover()


@pytest.mark.parametrize("name", ["kavanagh2012-1", "poe2010-1", "poe2010-2", "maker2020-1"])
def test_the_preview_of_a_citation_is_open_to_everybody(somebody, name):
    somebody.open("metals/zinc/")
    point(somebody, somebody.find(f"#cite-{name}"))
    expect(somebody.find(".vm-card")).to_be_visible()
    assert violations(somebody.page) == []


def test_the_preview_of_a_range_of_numbers_is_open_to_everybody(somebody):
    somebody.open("metals/numbers/")
    point(somebody, somebody.find("article .vm-citation__link").nth(2))
    expect(somebody.find(".vm-card")).to_be_visible()
    assert violations(somebody.page) == []


def test_the_tip_of_a_term_is_open_to_everybody(somebody):
    somebody.open("metals/zinc/")
    point(somebody, somebody.find("a.vm-term").first)
    expect(somebody.find(".vm-tip")).to_be_visible()
    assert violations(somebody.page) == []


def test_filters_are_open_to_everybody_before_and_after_they_are_used(somebody):
    somebody.open("literature/")
    if somebody.has_fingers:
        somebody.find(".vm-facets summary").tap()
    assert violations(somebody.page) == []
    somebody.find(".vm-facets input[type=checkbox]").first.check()
    somebody.find("[name=q]").fill("a")
    expect(somebody.find(".vm-pill")).to_have_count(1)
    assert violations(somebody.page) == []
    somebody.find("[name=q]").fill("nothing has these words")
    expect(somebody.find(".vm-work:visible")).to_have_count(0)
    assert violations(somebody.page) == []


def test_the_search_is_open_to_everybody_before_and_after_it_has_found_something(somebody):
    somebody.open("metals/zinc/")
    if somebody.has_fingers:
        somebody.find("header label[for=__search]").first.tap()
    else:
        somebody.find(".md-search__input").click()
    assert violations(somebody.page) == []
    somebody.search("zinc")
    expect(somebody.results.first).to_be_visible()
    if somebody.find(".md-search-result__more summary").count():
        somebody.find(".md-search-result__more summary").first.click()
    assert violations(somebody.page) == []


def test_a_menu_is_open_to_everybody(somebody):
    somebody.open("metals/zinc/")
    if somebody.has_fingers:
        somebody.find("header label[for=__drawer]").tap()
        expect(somebody.link("Tin", ".md-sidebar--primary")).to_be_visible()
    else:
        somebody.find(".vm-tab-button").first.click()
        expect(somebody.find(".vm-tab-menu").first).to_be_visible()
    assert violations(somebody.page) == []


def test_whatever_unfolds_is_open_to_everybody(somebody):
    somebody.open("metals/zinc/")
    for summary in somebody.find("article summary").all():
        if summary.is_visible():
            summary.click()
    somebody.find(".tabbed-labels label").last.click()
    somebody.page.evaluate("getSelection().selectAllChildren(document.querySelector('article p.vm-lede ~ p, article > p'))")
    assert violations(somebody.page) == []
