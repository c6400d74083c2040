"""Nothing keeps anybody from a page as it opens: axe-core on each kind of page in each look; links without a script."""

import re
from html import unescape
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from axe_checks import violations, violations_in_the_dark, violations_of_contrast
from page_kinds import DESK, KINDS, PHONE, PLANTED, SMALL, look_at

pytestmark = pytest.mark.browser

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
REDIRECT = 'http-equiv="refresh"'

AA = 4.5
"""The contrast of letters that level AA asks for."""

SHORTEN = """() => document.querySelectorAll(`
    :is(.vm-literature, .vm-references) :is(ul, ol) > :nth-child(n+7):not([data-status]), article > :nth-child(n+60),
    .vm-terms > :nth-child(n+13), .vm-index li:nth-child(n+4), .vm-tree li li:nth-child(n+6)
`).forEach(each => each.remove())"""
"""Of hundreds of works, terms or rules, which are all alike, the first ones are looked at."""


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


def test_every_kind_of_page_is_open_to_everybody_in_light_and_dark(browser, site):
    assert look_at(browser, site, KINDS.values(), DESK, wrong_at_a_desk) == {}


def test_every_kind_of_page_is_open_to_everybody_on_phones(browser, site):
    assert look_at(browser, site, KINDS.values(), PHONE, wrong_on_phones) == {}


def test_whatever_a_page_can_hold_is_open_to_everybody_in_light_and_dark(browser, planted):
    assert look_at(browser, planted, PLANTED, DESK, wrong_at_a_desk) == {}


def test_whatever_a_page_can_hold_is_open_to_everybody_on_phones(browser, planted):
    assert look_at(browser, planted, PLANTED, PHONE, wrong_on_phones) == {}


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
