"""Nothing keeps anybody from a page: axe-core on each kind of page in each look, with whatever opens standing open."""

import re
from html import unescape
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from axe_checks import violations, violations_in_the_dark
from planted_site import build_planted_site
from playwright.sync_api import expect
from readers import Reader
from served_sites import serve

pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "overview": "minimally-invasive/",
    "topic": "minimally-invasive/microcurrent/",
    "literature": "hair-loss/literature/",
    "work": "references/cheng1982/",
    "glossary": "glossary/",
    "site map": "site-map/",
    "evidence": "evidence/",
    "news": "whats-new/",
    "contact": "contact/",
    "guide": "editing/",
    "rules": "editing/rules/",
    "missing": "nowhere/",
}
"""A page of each kind, by its address."""


PLANTED = ("metals/zinc/", "metals/numbers/", "literature/", "references/poe2010/", "glossary/", "whats-new/")
"""Pages of a site that has what this one may lack: a retracted work, numbered citations, terms, tabs, wide tables."""

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
REDIRECT = 'http-equiv="refresh"'

DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SMALL = {**PHONE, "viewport": {"width": 320, "height": 640}}
ZOOMED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
"""A window of 1280 by 800 pixels at 200 %."""
NARROW = {"a phone": PHONE, "320 pixels": SMALL, "200 %": ZOOMED}

SHORTEN = """() => document.querySelectorAll(
    ".vm-literature ul > :nth-child(n+7):not([data-status]), article > :nth-child(n+120)"
).forEach(each => each.remove())"""
"""Of hundreds of works or of rules, which are all alike, the first ones are looked at."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A site with all that a page can hold."""
    built = build_planted_site(tmp_path_factory.mktemp("planted"))
    assert built.log == []
    with serve(built.folder) as served:
        yield served


@pytest.fixture(params=["pointer", "finger"])
def somebody(request, readers, planted):
    """A reader at a desk, and one with a phone."""
    reader = readers(planted, **(PHONE if request.param == "finger" else DESK))
    reader.has_fingers = request.param == "finger"
    return reader


def look_at(browser, site, paths, screen, look):
    """What `look` finds on pages, by their addresses, for a reader with this screen."""
    with browser.new_context(reduced_motion="reduce", **screen) as context:
        reader = Reader(context, site)
        found = {}
        for path in paths:
            reader.open(path)
            found[path] = look(reader)
    return {path: each for path, each in found.items() if each}


def wrong_at_a_desk(reader):
    reader.page.evaluate(SHORTEN)
    found = violations(reader.page) + violations_in_the_dark(reader.page)
    reader.page.emulate_media(color_scheme="light")
    return found


def wrong_on_phones(reader):
    reader.page.evaluate(SHORTEN)
    reader.page.set_viewport_size(PHONE["viewport"])
    found = violations(reader.page)
    reader.page.set_viewport_size(SMALL["viewport"])
    return found + violations(reader.page, without_contrast=True)


# --- as pages open ----------------------------------------------------------------------------------------------------


def test_every_kind_of_page_is_open_to_everybody_in_light_and_dark(browser, site):
    assert look_at(browser, site, KINDS.values(), DESK, wrong_at_a_desk) == {}


def test_every_kind_of_page_is_open_to_everybody_on_phones(browser, site):
    assert look_at(browser, site, KINDS.values(), PHONE, wrong_on_phones) == {}


def test_whatever_a_page_can_hold_is_open_to_everybody_in_light_and_dark(browser, planted):
    assert look_at(browser, planted, PLANTED, DESK, wrong_at_a_desk) == {}


def test_whatever_a_page_can_hold_is_open_to_everybody_on_phones(browser, planted):
    assert look_at(browser, planted, PLANTED, PHONE, wrong_on_phones) == {}


# --- with something open ----------------------------------------------------------------------------------------------


def point(reader, selector, index=0):
    """Point at an element as the reader does: with a pointer, or with a finger."""
    element = reader.find(selector).nth(index)
    if reader.has_fingers:
        element.tap()
    else:
        element.hover()


def is_open_to_everybody(reader, part):
    """Expect a part to be there and nothing to be wrong, in light and in dark."""
    expect(reader.find(part).first).to_be_visible()
    assert violations(reader.page) == []
    assert violations_in_the_dark(reader.page, part) == []


@pytest.mark.parametrize("work", ["kavanagh2012", "poe2010", "maker2020"])
def test_the_preview_of_a_citation_is_open_to_everybody(somebody, work):
    somebody.open("metals/zinc/")
    point(somebody, f"p #cite-{work}-2, p #cite-{work}-1")
    is_open_to_everybody(somebody, ".vm-card")


def test_the_preview_of_a_range_of_numbers_is_open_to_everybody(somebody):
    somebody.open("metals/numbers/")
    point(somebody, "article p:not(.vm-lede) .vm-citation__link")
    is_open_to_everybody(somebody, ".vm-card")


def test_the_tip_of_a_term_is_open_to_everybody(somebody):
    somebody.open("metals/zinc/")
    point(somebody, "a.vm-term")
    is_open_to_everybody(somebody, ".vm-tip")


def test_filters_are_open_to_everybody_before_and_after_they_are_used(somebody):
    somebody.open("literature/")
    if somebody.has_fingers:
        somebody.find(".vm-facets summary").tap()
        assert violations(somebody.page) == []
    somebody.find(".vm-facets input[type=checkbox]").first.check()
    somebody.find("[name=q]").fill("a")
    is_open_to_everybody(somebody, ".vm-pill")


def test_the_search_is_open_to_everybody_before_and_after_it_has_found_something(somebody):
    somebody.open("metals/zinc/")
    if somebody.has_fingers:
        somebody.find("header label[for=__search]").first.tap()
    else:
        somebody.find(".md-search__input").click()
    assert violations(somebody.page, without_contrast=True) == []
    somebody.search("zinc")
    expect(somebody.results.first).to_be_visible()
    more = somebody.find(".md-search-result__more summary")
    if more.count():
        more.first.click()
    is_open_to_everybody(somebody, ".md-search__output")


def test_a_menu_is_open_to_everybody(somebody):
    somebody.open("metals/zinc/")
    if somebody.has_fingers:
        somebody.find("header label[for=__drawer]").tap()
    else:
        somebody.find(".vm-tab-button").first.click()
    is_open_to_everybody(somebody, ".md-sidebar--primary" if somebody.has_fingers else ".vm-tab-menu")


def test_whatever_unfolds_is_open_to_everybody(somebody):
    somebody.open("metals/zinc/")
    for summary in somebody.find("article summary").all():
        summary.click()
    somebody.find(".tabbed-labels label").last.click()
    somebody.page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('article .admonition > p:last-child'))"
    )
    is_open_to_everybody(somebody, "article")


# --- narrow, large, still, without a script ---------------------------------------------------------------------------


def sticks_out(reader):
    """Whether the page can be pushed to the left: as it is and, where there is room, with all of it twice as large."""
    found = ["as it is"] if reader.scrolls_sideways() else []
    if reader.page.viewport_size["width"] >= ZOOMED["viewport"]["width"]:
        reader.page.evaluate("document.documentElement.style.zoom = 2")
        found += ["twice as large"] if reader.scrolls_sideways() else []
    return found


@pytest.mark.parametrize("has_script", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("screen", NARROW)
def test_no_page_scrolls_sideways_on_narrow_screens_or_at_twice_its_size(browser, site, planted, screen, has_script):
    settings = {**NARROW[screen], "java_script_enabled": has_script}
    assert look_at(browser, site, KINDS.values(), settings, sticks_out) == {}
    assert look_at(browser, planted, PLANTED, settings, sticks_out) == {}


def leads_to(site, path):
    """The pages that plain links on a page lead to."""
    for link in LINK.findall((site.folder / path).read_text(encoding="utf-8")):
        address = urlsplit(unescape(link))
        if not address.scheme and address.path:
            target = normpath(join("/", path, "..", unquote(address.path))).lstrip("/")
            yield target if target.endswith(".html") else normpath(join(target, "index.html"))


@pytest.mark.parametrize("name", ["site", "planted"])
def test_without_a_script_plain_links_lead_from_the_home_page_to_every_page(name, request):
    site = request.getfixturevalue(name)
    pages = {path if path.endswith(".html") else f"{path}index.html" for path in site.pages} - {"404.html"}
    found, waiting = set(), {"index.html"}
    while waiting:
        path = waiting.pop()
        found.add(path)
        waiting |= {target for target in leads_to(site, path) if target in pages} - found
    hidden = pages - found
    assert {path for path in hidden if REDIRECT not in (site.folder / path).read_text(encoding="utf-8")} == set()


def test_nothing_moves_for_a_reader_who_wants_no_motion(somebody):
    somebody.open("metals/zinc/")
    point(somebody, "td .vm-citation__link")
    expect(somebody.find(".vm-card")).to_be_visible()
    moving = "() => document.getAnimations().map(({ effect }) => effect.target.className)"
    assert somebody.page.evaluate(moving) == []
    slow = """() => [...document.querySelectorAll("*")].filter(element => {
        const style = getComputedStyle(element);
        return style.animationName !== "none" || style.transitionDuration !== "0s" || style.scrollBehavior !== "auto";
    }).map(element => element.outerHTML.slice(0, 80))"""
    assert somebody.page.evaluate(slow) == []
