"""On narrow screens, with large letters and at 200 %, nothing of a page sticks out or is covered."""

import pytest
from page_kinds import DESK, KINDS, PHONE, PLANTED, SMALL, ZOOMED, look_at

pytestmark = pytest.mark.browser

COVERED = """() => [...document.querySelectorAll("article, article *")].flatMap(parent => {
    if (!/grid|flex/.test(getComputedStyle(parent).display)) return [];
    const parts = [...parent.children].filter(each => getComputedStyle(each).position === "static" && each.offsetWidth);
    return parts.slice(1).filter((each, index) => {
        const one = parts[index].getBoundingClientRect(), two = each.getBoundingClientRect();
        return Math.min(one.right - two.left, two.right - one.left, one.bottom - two.top, two.bottom - one.top) > 1;
    }).map(each => each.outerHTML.slice(0, 80));
})"""
"""Parts side by side of which one lies on the other."""


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
