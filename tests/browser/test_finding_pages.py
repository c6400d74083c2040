"""The ways to a page: site map, section menus, drawer, search, and help where there is no page."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect
from served_sites import serve

from built_sites import build_site, make_site

pytestmark = pytest.mark.browser

SECTION = "Minimally invasive treatments"
TOPIC = "minimally-invasive/ipl/"
NEIGHBOUR = "Microcurrent"
NEIGHBOUR_PATH = "minimally-invasive/microcurrent/"
OUTSIDE = ("404.html", "editing/", "references/")
"""What the site map leaves out: where no page is, the guide of those who write the book, the works that it cites."""
WORD = "rosacea"
"""What the topic's page writes about."""


def menu_button(reader):
    return reader.page.get_by_role("button", name=f"Pages in {SECTION}")


def menu(reader):
    return reader.find(".md-tabs__item", has=menu_button(reader)).locator(".vm-tab-menu")


def test_every_link_of_the_site_map_opens_a_page_that_exists(reader):
    reader.open("site-map/")
    here = reader.page.url
    links = {urljoin(here, link.get_attribute("href")) for link in reader.find("article a, footer a, .md-tabs a").all()}
    ours = {link.partition("#")[0] for link in links if link.startswith(reader.site.address)}
    assert len(ours) > 30
    statuses = {link: reader.page.context.request.get(link).status for link in ours}
    assert {link: status for link, status in statuses.items() if status != 200} == {}


def test_the_site_map_shows_every_page_of_the_book(reader):
    reader.open("site-map/")
    here = reader.page.url
    shown = {urljoin(here, link.get_attribute("href")) for link in reader.find(".vm-tree a").all()}
    pages = {reader.site.address + path for path in reader.site.pages if not path.startswith(OUTSIDE)}
    assert len(pages) > 30
    assert shown == pages


def test_pointing_at_a_section_opens_its_menu_and_leaving_shuts_it(reader):
    reader.open()
    expect(menu(reader)).to_be_hidden()
    reader.link(SECTION, ".md-tabs").hover()
    expect(menu(reader)).to_be_visible()
    reader.page.mouse.move(0, 700)
    expect(menu(reader)).to_be_hidden()


def test_a_click_on_the_button_of_a_section_keeps_its_menu_open_and_a_second_one_shuts_it(reader):
    reader.open()
    menu_button(reader).click()
    expect(menu(reader)).to_be_visible()
    menu_button(reader).focus()
    reader.press("Enter")
    expect(menu(reader)).to_be_hidden()


def test_a_menu_leads_to_a_page(reader):
    reader.open()
    reader.link(SECTION, ".md-tabs").hover()
    menu(reader).get_by_role("link", name=NEIGHBOUR).click()
    expect(reader.find("h1")).to_contain_text(NEIGHBOUR)
    assert reader.address == NEIGHBOUR_PATH


def test_by_keyboard_a_menu_opens_leads_to_a_page_and_shuts(reader):
    reader.open()
    reader.link(SECTION, ".md-tabs").focus()
    reader.press("Tab")
    expect(menu_button(reader)).to_be_focused()
    expect(menu_button(reader)).to_have_attribute("aria-expanded", "false")
    reader.press("Enter")
    expect(menu_button(reader)).to_have_attribute("aria-expanded", "true")
    expect(menu(reader)).to_be_visible()
    reader.press("Tab", "Tab")
    expect(menu(reader).get_by_role("link").nth(1)).to_be_focused()
    reader.press("Escape")
    expect(menu(reader)).to_be_hidden()
    expect(menu_button(reader)).to_be_focused()
    reader.press("Enter", "Tab", "Enter")
    expect(reader.find(".md-tabs__item--active")).to_contain_text(SECTION)


def test_tabbing_out_of_a_menu_shuts_it(reader):
    reader.open()
    menu_button(reader).focus()
    reader.press("Enter")
    menu(reader).get_by_role("link").last.focus()
    reader.press("Tab")
    expect(menu(reader)).to_be_hidden()


def test_the_column_beside_a_page_lists_its_section_and_says_which_page_is_open(reader):
    reader.open(TOPIC)
    column = reader.find(".md-sidebar--primary")
    expect(column.locator("[aria-current=page]")).to_have_text("IPL")
    reader.link(NEIGHBOUR, ".md-sidebar--primary").click()
    expect(column.locator("[aria-current=page]")).to_have_text(NEIGHBOUR)
    assert reader.address == NEIGHBOUR_PATH


def test_on_a_phone_the_drawer_opens_and_leads_to_a_page(phone):
    phone.open()
    drawer = phone.find(".md-sidebar--primary")
    expect(drawer).not_to_be_in_viewport()
    phone.page.get_by_role("button", name="Menu").tap()
    expect(drawer).to_be_in_viewport()
    phone.link(SECTION, ".md-sidebar--primary").tap()
    expect(phone.find("h1")).to_have_text(SECTION)
    phone.page.get_by_role("button", name="Menu").tap()
    phone.link(NEIGHBOUR, ".md-sidebar--primary").tap()
    expect(phone.find("h1")).to_contain_text(NEIGHBOUR)
    assert phone.address == NEIGHBOUR_PATH
    expect(drawer).not_to_be_in_viewport()


def test_on_a_phone_the_drawer_goes_up_from_a_section_to_all_of_them(phone):
    phone.open(TOPIC)
    phone.page.get_by_role("button", name="Menu").tap()
    pane = phone.find(".md-sidebar--primary .md-nav[data-md-level='1']")
    expect(pane).to_be_in_viewport()
    pane.locator("label", has_text=SECTION).tap()
    expect(pane).not_to_be_in_viewport()
    phone.link("Home", ".md-sidebar--primary").tap()
    expect(phone.find(".vm-hero")).to_be_visible()


def test_on_a_small_screen_the_drawer_opens_by_keyboard_and_holds_no_focus_while_shut(readers, site):
    reader = readers(site, viewport={"width": 640, "height": 400})
    reader.open(TOPIC)
    reader.find(".md-sidebar--primary a").last.evaluate("link => link.focus()")
    expect(reader.find(".md-sidebar--primary :focus")).to_have_count(0)
    reader.page.get_by_role("button", name="Menu").focus()
    reader.press("Enter")
    expect(reader.find(".md-sidebar--primary")).to_be_in_viewport()
    reader.link(NEIGHBOUR, ".md-sidebar--primary").focus()
    reader.press("Enter")
    expect(reader.find("h1")).to_contain_text(NEIGHBOUR)


def test_the_search_finds_a_page_by_a_word_and_its_result_opens(reader):
    reader.open()
    reader.search(WORD)
    result = reader.results.filter(has_text="IPL").get_by_role("link").first
    result.click()
    expect(reader.find("article")).to_contain_text(WORD)
    assert reader.address.startswith(TOPIC)


def test_by_keyboard_the_search_opens_with_a_slash_and_its_best_result_with_enter(reader):
    reader.open("about/")
    reader.press("/")
    expect(reader.find(".md-search__input")).to_be_focused()
    reader.page.keyboard.type(WORD)
    expect(reader.results.first).to_contain_text(WORD, ignore_case=True)
    reader.press("Enter")
    expect(reader.find("article")).to_contain_text(WORD)
    assert reader.address.startswith("minimally-invasive/")


def test_escape_shuts_the_search(reader):
    reader.open()
    reader.search(WORD)
    expect(reader.results.first).to_be_visible()
    reader.press("Escape")
    expect(reader.results.first).to_be_hidden()


def test_on_a_phone_the_search_opens_with_its_button_and_goes_back_with_its_arrow(phone):
    phone.open()
    button = phone.page.locator("header").get_by_role("button", name="Search", exact=True)
    button.tap()
    phone.search(WORD)
    expect(phone.results.first).to_be_in_viewport()
    phone.find(".md-search__form label[for=__search]").tap()
    expect(phone.results.first).to_be_hidden()
    button.tap()
    phone.results.filter(has_text="IPL").get_by_role("link").first.tap()
    expect(phone.find("article")).to_contain_text(WORD)


def test_the_field_of_the_home_page_opens_the_search(reader):
    reader.open()
    reader.find("article .vm-search").click()
    expect(reader.find(".md-search__input")).to_be_focused()


INDEX = "**/search_index.json"
"""What the search asks for when it is used."""


def searches(reader):
    """What was asked for on behalf of the search."""
    return [url for url in reader.requests if "/search" in url]


def test_until_the_search_is_used_nothing_is_asked_for_on_its_behalf(reader):
    reader.page.goto(reader.site.address, wait_until="networkidle")
    assert searches(reader) == []
    with reader.page.expect_response(INDEX):
        reader.find(".md-search__input").focus()
    reader.search(WORD)
    expect(reader.results.first).to_contain_text(WORD, ignore_case=True)
    assert len(searches(reader)) == 2, "the index and the script that searches it, each once"
    assert reader.errors == []


def test_a_slash_brings_the_index(reader):
    reader.page.goto(reader.site.address + "about/", wait_until="networkidle")
    assert searches(reader) == []
    with reader.page.expect_response(INDEX):
        reader.press("/")


def test_on_a_phone_the_button_of_the_search_brings_the_index(phone):
    phone.page.goto(phone.site.address + TOPIC, wait_until="networkidle")
    assert searches(phone) == []
    with phone.page.expect_response(INDEX):
        phone.page.locator("header").get_by_role("button", name="Search", exact=True).tap()


def test_an_address_with_a_question_opens_the_search_with_its_results(reader):
    reader.open(f"about/?q={WORD}")
    expect(reader.results.first).to_contain_text(WORD, ignore_case=True)


def test_what_was_found_is_marked_on_its_page(reader):
    reader.open(f"{TOPIC}?h={WORD}")
    expect(reader.find("article mark").first).to_have_text(WORD, ignore_case=True)


def test_the_search_finds_pages_by_the_works_they_cite_says_why_and_leads_to_the_reference(reader):
    reader.open()
    reader.search("Cheng 1982")
    page = reader.results.filter(has_text=NEIGHBOUR)
    reason = page.get_by_role("link").filter(has_text="Cites Cheng et al. 1982")
    expect(reason).to_be_visible()
    reason.click()
    expect(reader.find("#ref-cheng1982")).to_be_in_viewport()
    assert reader.address.startswith(NEIGHBOUR_PATH)


def test_the_search_finds_pages_by_the_doi_of_a_work(reader):
    reader.open()
    reader.search("10.1001/archderm.142.8.985")
    expect(reader.results.filter(has_text="IPL").first).to_contain_text("Cites Hedelund et al. 2006")


def test_an_address_that_leads_nowhere_offers_the_nearest_page(reader):
    assert reader.open("minimally-invasive/micro-currents/") == 404
    reader.find(".vm-missing__nearest").get_by_role("link", name=NEIGHBOUR).click()
    expect(reader.find("h1")).to_contain_text(NEIGHBOUR)
    assert reader.address == NEIGHBOUR_PATH


def test_where_no_page_is_every_page_is_listed_and_the_search_is_at_hand(reader):
    reader.open("nothing/of/the/kind/")
    expect(reader.find(".vm-missing__nearest")).to_be_hidden()
    reader.find("article .vm-search").click()
    expect(reader.find(".md-search__input")).to_be_focused()
    reader.press("Escape")
    reader.link(NEIGHBOUR, ".vm-missing__ways").click()
    assert reader.address == NEIGHBOUR_PATH


@pytest.fixture(scope="module")
def moved_site(tmp_path_factory):
    """A site with a page that moved."""
    text = "---\ntitle: Of copper\naliases: [metals/cuprum/]\n---\n\n# Of copper\n\n" + "Words.\n\n" * 99 + "## Uses\n"
    files = {"docs/index.md": "# Home\n", "docs/elements/copper.md": text, "references.bib": ""}
    with serve(build_site(make_site(tmp_path_factory.mktemp("moved"), files)).folder) as served:
        yield served


def test_an_old_address_leads_to_the_page_without_script(readers, moved_site):
    reader = readers(moved_site, java_script_enabled=False)
    reader.open("metals/cuprum/")
    reader.page.wait_for_url("**/elements/copper/")
    expect(reader.find("article h1")).to_contain_text("Of copper")


def test_an_old_address_with_a_place_in_the_page_leads_to_that_place(readers, moved_site):
    reader = readers(moved_site)
    reader.page.goto(f"{moved_site.address}metals/cuprum/#uses")
    reader.page.wait_for_url("**/elements/copper/#uses")
    expect(reader.find("#uses")).to_be_in_viewport()


def test_an_address_much_like_an_old_one_offers_the_page_that_moved(readers, moved_site):
    reader = readers(moved_site)
    assert reader.open("metal/cuprum.html") == 404
    reader.find(".vm-missing__nearest").get_by_role("link", name="Of copper").click()
    assert reader.address == "elements/copper/"


def test_without_script_the_page_for_wrong_addresses_lists_all_pages(readers, moved_site):
    reader = readers(moved_site, java_script_enabled=False)
    reader.open("metal/cuprum.html")
    expect(reader.find(".vm-missing__nearest")).to_be_hidden()
    reader.find(".vm-missing__ways").get_by_role("link", name="Of copper").click()
    assert reader.address == "elements/copper/"
