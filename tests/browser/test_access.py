"""Nothing keeps anybody from a page: axe-core on each kind of page in each look, with whatever opens standing open."""

import re
from html import unescape
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from axe_checks import violations, violations_in_the_dark, violations_of_contrast
from playwright.sync_api import expect
from readers import Reader

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
    "macros": "editing/macros/",
    "missing": "nowhere/",
}
"""A page of each kind, by its address."""


PLANTED = ("metals/zinc/", "metals/numbers/", "literature/", "references/poe2010/", "glossary/", "whats-new/")
"""Pages of a site that has what this one may lack: a retracted work, numbered citations, terms, tabs, wide tables."""

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
REDIRECT = 'http-equiv="refresh"'

AA = 4.5
"""The contrast of letters that level AA asks for."""

DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SMALL = {"width": 320, "height": 640}
ZOOMED = {"width": 640, "height": 400}
"""A window of 1280 by 800 pixels at 200 %."""

SHORTEN = """() => document.querySelectorAll(`
    :is(.vm-literature, .vm-references) :is(ul, ol) > :nth-child(n+7):not([data-status]), article > :nth-child(n+60),
    .vm-terms > :nth-child(n+13), .vm-index li:nth-child(n+4), .vm-tree li li:nth-child(n+6)
`).forEach(each => each.remove())"""
"""Of hundreds of works, terms or rules, which are all alike, the first ones are looked at."""
COVERED = """() => [...document.querySelectorAll("article, article *")].flatMap(parent => {
    if (!/grid|flex/.test(getComputedStyle(parent).display)) return [];
    const parts = [...parent.children].filter(each => getComputedStyle(each).position === "static" && each.offsetWidth);
    return parts.slice(1).filter((each, index) => {
        const one = parts[index].getBoundingClientRect(), two = each.getBoundingClientRect();
        return Math.min(one.right - two.left, two.right - one.left, one.bottom - two.top, two.bottom - one.top) > 1;
    }).map(each => each.outerHTML.slice(0, 80));
})"""
"""Parts side by side of which one lies on the other."""


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
    found = violations_of_contrast(reader.page)
    reader.page.set_viewport_size(SMALL)
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
    """Expect a part to be there and nothing to be wrong with the page, nor with the part's colours, light and dark."""
    expect(reader.find(part).first).to_be_visible()
    assert violations(reader.page, without_contrast=True) == []
    assert violations_of_contrast(reader.page, part) == []
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
        assert violations(somebody.page, without_contrast=True) == []
        assert violations_of_contrast(somebody.page, ".vm-facets") == []
    somebody.find(".vm-facets input[type=checkbox]").first.check()
    somebody.find("[name=q]").fill("a")
    is_open_to_everybody(somebody, ".vm-pill")


def test_the_search_is_open_to_everybody_before_and_after_it_has_found_something(somebody):
    somebody.open("metals/zinc/")
    if somebody.has_fingers:
        somebody.find("header label[for=__search]").first.tap()
    else:
        somebody.find(".md-search__input").click()
    assert not somebody.scrolls_sideways()
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
    """At which sizes the page can be pushed to the left, or one part of it lies on another."""
    wide = reader.page.viewport_size["width"] == DESK["viewport"]["width"]
    if wide:
        reader.page.evaluate("document.documentElement.style.fontSize = '250%'")
        found = wrong_at("letters alone twice as large", reader)
        reader.page.evaluate("document.documentElement.style.fontSize = ''")
    else:
        found = []
    before = reader.page.viewport_size
    for size in ZOOMED, PHONE["viewport"], SMALL:
        reader.page.set_viewport_size(size)
        found += wrong_at(size["width"], reader)
        if size == ZOOMED:
            reader.page.evaluate("document.documentElement.style.zoom = 2")
            found += wrong_at("200 % and all twice as large", reader)
            reader.page.evaluate("document.documentElement.style.zoom = ''")
    reader.page.set_viewport_size(before)
    return found


def wrong_at(name, reader):
    """The name of a size if the page can be pushed to the left there, and what is covered."""
    return [name] * reader.scrolls_sideways() + [f"{name}: {each}" for each in reader.page.evaluate(COVERED)]


@pytest.mark.parametrize("settings", [PHONE, {**DESK, "java_script_enabled": False}], ids=["with scripts", "without"])
def test_nothing_sticks_out_or_is_covered_on_narrow_screens_or_at_twice_its_size(browser, site, planted, settings):
    assert look_at(browser, site, KINDS.values(), settings, sticks_out) == {}
    assert look_at(browser, planted, PLANTED, settings, sticks_out) == {}


LETTERS = """() => {
    const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(each => each / 255)
        .map(each => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4)
        .reduce((sum, each, index) => sum + each * [.2126, .7152, .0722][index], 0);
    const isSeen = colour => colour !== "none" && !/, 0\\)$/.test(colour);
    const letters = [...document.querySelectorAll("article svg :is(text, tspan)")];
    return letters.filter(each => !each.children.length).map(each => {
        each.scrollIntoView({ block: "center" });
        const own = getComputedStyle(each), box = each.getBoundingClientRect();
        const behind = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)
            .find(one => one instanceof SVGGeometryElement && isSeen(getComputedStyle(one).fill));
        const ground = own.paintOrder.startsWith("stroke") ? own.stroke
            : behind ? getComputedStyle(behind).fill : getComputedStyle(document.body).backgroundColor;
        const [dark, bright] = [own.fill, ground].map(light).sort((one, two) => one - two);
        return [(bright + .05) / (dark + .05), each.textContent];
    });
}"""
"""How well letters of drawings stand out from what is behind them (WCAG 2)."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_in_drawings_stand_out_from_what_is_behind_them(readers, site, scheme):
    reader = readers(site, color_scheme=scheme)
    found = []
    for path in KINDS["site map"], KINDS["topic"]:
        reader.open(path)
        found += reader.page.evaluate(LETTERS)
    assert len(found) > 20
    assert [letters for letters in found if letters[0] < AA] == []


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
