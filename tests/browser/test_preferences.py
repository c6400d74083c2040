"""What readers prefer: dark or light, and no script at all."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TOPIC = "minimally-invasive/ipl/"
DARK, LIGHT = 60, 200
"""Paper and ink are darker than the one and lighter than the other, of 255."""


def is_dark(reader):
    """Light ink on dark paper, or the other way round; nothing between."""
    paper, ink = reader.lightness("body", "backgroundColor"), reader.lightness("article", "color")
    assert min(paper, ink) < DARK
    assert max(paper, ink) > LIGHT
    return paper < ink


@pytest.fixture
def scriptless(readers, site):
    """A reader whose browser runs no scripts."""
    return readers(site, java_script_enabled=False)


@pytest.mark.parametrize("path", ["", TOPIC, "site-map/", "literature/"])
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_pages_are_dark_or_light_as_the_system_is(readers, site, path, scheme):
    reader = readers(site, color_scheme=scheme)
    reader.open(path)
    assert is_dark(reader) == (scheme == "dark")


def test_the_switch_turns_light_into_dark_and_the_next_page_remembers(reader):
    reader.open(TOPIC)
    assert not is_dark(reader)
    reader.page.get_by_title("Switch to dark").click()
    assert is_dark(reader)
    reader.open("about/")
    assert is_dark(reader)
    reader.page.get_by_title("Switch to light").click()
    assert not is_dark(reader)


def test_the_switch_works_by_keyboard(reader):
    reader.open(TOPIC)
    reader.page.get_by_role("radio", name="Switch to dark").focus()
    reader.press("Enter")
    assert is_dark(reader)
    expect(reader.page.get_by_role("radio", name="Switch to light")).to_be_focused()
    reader.press("Enter")
    assert not is_dark(reader)


def test_without_scripts_a_page_reads_from_its_title_to_its_references(scriptless):
    scriptless.open(TOPIC)
    for selector in ("h1", ".vm-lede", ".vm-summary", ".vm-contents", "h2#what-it-is", ".vm-reference", ".vm-record"):
        expect(scriptless.find(f"article {selector}").first).to_be_visible()
    assert scriptless.find(".vm-reference").count() > 5


def test_without_scripts_a_citation_and_its_backlink_are_plain_links(scriptless):
    scriptless.open(TOPIC)
    mention = scriptless.find("article .vm-citation__link").nth(12)
    mention.click()
    assert scriptless.address == TOPIC + mention.get_attribute("href")
    scriptless.sees(scriptless.find(".vm-reference:target"))
    scriptless.find(f'.vm-backlink[href="#{mention.get_attribute("id")}"]').click()
    scriptless.sees(scriptless.find(".vm-citation__link:target"))
    expect(scriptless.find(".vm-citation__link:target")).to_have_id(mention.get_attribute("id"))


def test_without_scripts_the_menus_open_and_lead_to_pages(scriptless):
    scriptless.open()
    scriptless.link("Minimally invasive treatments", ".md-tabs").hover()
    scriptless.find(".vm-tab-menu").get_by_role("link", name="Microcurrent").click()
    expect(scriptless.find("h1")).to_contain_text("Microcurrent")


def test_without_scripts_the_drawer_of_a_phone_opens(readers, site):
    phone = readers(
        site, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, java_script_enabled=False
    )
    phone.open()
    phone.find("header label[for=__drawer]").tap()
    phone.link("Site map", ".md-sidebar--primary").tap()
    expect(phone.find("h1")).to_have_text("Site map")


def test_without_scripts_nothing_is_offered_that_needs_them(scriptless):
    scriptless.open()
    expect(scriptless.find(".vm-search")).to_be_hidden()
    expect(scriptless.find(".md-search__input")).to_be_hidden()
