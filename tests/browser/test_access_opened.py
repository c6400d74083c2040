"""Nothing keeps anybody from what opens on a page: axe-core with each part standing open, for pointers and fingers."""

import pytest
from axe_checks import violations, violations_in_the_dark, violations_of_contrast
from page_kinds import DESK, PHONE
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=["pointer", "finger"])
def somebody(request, readers, planted):
    """A reader at a desk, and one with a phone."""
    reader = readers(planted, **(PHONE if request.param == "finger" else DESK))
    reader.has_fingers = request.param == "finger"
    return reader


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
