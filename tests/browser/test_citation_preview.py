"""The preview of a citation: for every hand and eye, wherever the citation stands, never over what it is cited for."""

import re

import pytest
from playwright.sync_api import expect
from preview_pages import FILES, PLUGIN, SETTINGS
from served_sites import serve

from built_sites import build_site, make_site

pytestmark = pytest.mark.browser

CARD = ".vm-card"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

CLAIM = """(mark, words) => {
    const paragraph = mark.closest("p"), range = document.createRange();
    const node = [...paragraph.childNodes].find(each => each.data?.includes(words));
    range.setStart(node, node.data.indexOf(words));
    range.setEndAfter(mark);
    return [...range.getClientRects()].map(({left, right, top, bottom}) => [left, right, top, bottom]);
}"""
"""The lines of a claim, from its first words to its mark."""

MOTION = "card => getComputedStyle(card).animationName !== 'none'"
"""Whether a card moves when it comes."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with every kind of citation, which exchanges its pages without loading them anew."""
    built = build_site(make_site(tmp_path_factory.mktemp("preview"), FILES, SETTINGS, PLUGIN))
    assert built.log == []
    with serve(built.folder) as served:
        pages = built.folder / "sitemap.xml"  # Material exchanges those that stand in it.
        addresses = pages.read_text(encoding="utf-8").replace(SETTINGS["site_url"], served.address)
        pages.write_text(addresses, encoding="utf-8")
        yield served


def mark(reader, name):
    return reader.find(f'[id="cite-{name}"]')


def card_of(reader, name):
    """The card that a pointer on a mark brings."""
    mark(reader, name).hover()
    expect(reader.find(CARD)).to_be_visible()
    expect(mark(reader, name)).to_have_attribute("aria-expanded", "true")
    return reader.find(CARD)


def lines(card):
    """What a card says, line by line."""
    return [line for line in card.inner_text().splitlines() if line.strip()]


def middle(element):
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def leave_room_below(element, room):
    script = "(mark, room) => scrollTo(0, mark.getBoundingClientRect().bottom + scrollY - innerHeight + room)"
    element.evaluate(script, room)
    return element


def covers(card, claim):
    box = card.bounding_box()
    left, right, top, bottom = box["x"], box["x"] + box["width"], box["y"], box["y"] + box["height"]
    return any(left < line[1] and right > line[0] and top < line[3] and bottom > line[2] for line in claim)


# --- what it says -----------------------------------------------------------------------------------------------------


def test_the_card_says_what_kind_of_source_it_is_what_it_is_and_where_to_read_it(reader):
    reader.open()
    card = card_of(reader, "kavanagh2012-1")
    text = " ".join(card.inner_text().split())
    for words in (
        "Level 2",
        "Randomised trial",
        "Facial muscle toning",
        "Kavanagh S, Newell J. 2012. Journal of Cosmetic Dermatology 11(4), 261–266.",
        "108 women, 12 weeks",
        "Slendertone, the maker",
        "Cited 7 times on this page",
    ):
        assert words in text
    assert card.locator(".vm-card__acts a").all_inner_texts() == ["Reference", "DOI", "PubMed", "Free full text"]
    assert card.get_by_role("link", name="DOI").get_attribute("href") == "https://doi.org/10.1111/jocd.12007"


def test_what_became_of_a_work_stands_at_its_mark_and_on_top_of_its_card(reader):
    reader.open()
    for name, *words in (
        ("retracted2010-1", "Retracted", "March 2012", "Data invented"),
        ("samuel2005-1", "Withdrawn", "17 June 2015", "Withdrawn by Cochrane, out of date"),
        ("concern2011-1", "Expression of concern", "2013"),
        ("corrected2014-1", "Corrected", "2 January 2015", "Table 2"),
        ("superseded2001-1", "Superseded"),
        ("protocol2021-1", "Protocol"),
    ):
        status = mark(reader, name).get_attribute("data-status")
        assert status in mark(reader, name).text_content()
        band = card_of(reader, name).locator(".vm-card__page > :first-child")
        expect(band).to_have_attribute("data-status", status)
        for word in words:
            expect(band).to_contain_text(word)


def test_retracted_works_are_struck_at_every_mark_and_every_status_has_a_sign_there(reader):
    reader.open()
    style = "(mark, name) => getComputedStyle(mark, '::after')[name]"
    for name in "samuel2005-1", "retracted2010-1":
        assert "line-through" in mark(reader, name).evaluate("mark => getComputedStyle(mark).textDecorationLine")
    signs = {
        name: mark(reader, f"{name}-1").evaluate(style, "maskImage")
        for name in ("retracted2010", "concern2011", "corrected2014", "superseded2001", "protocol2021", "kavanagh2012")
    }
    assert all(sign.startswith("url(") for sign in signs.values())
    assert len(set(signs.values())) == len(signs)


def test_a_work_without_level_author_or_year_has_a_card_too(reader):
    reader.open()
    assert lines(card_of(reader, "anonymous-1"))[:3] == ["No level", "A sheet without author or year", "n.d."]


def test_a_mark_that_is_indirect_says_so_and_its_card_too(reader):
    reader.open()
    expect(mark(reader, "kavanagh2012-5")).to_contain_text("2012, level 2, randomised trial, indirect: another method")
    assert "Indirect: another method" in lines(card_of(reader, "kavanagh2012-5"))
    mark(reader, "kavanagh2012-1").evaluate("mark => { mark.dataset.indirect = '<b>no</b> HTML' }")
    assert "Indirect: <b>no</b> HTML" in lines(card_of(reader, "kavanagh2012-1"))


def test_the_page_of_a_work_is_one_link_away_and_says_where_else_it_is_cited(reader):
    reader.open()
    script = "(li, pages) => { li.querySelector('[data-work], .vm-reference__more')?.remove();"
    script += " li.insertAdjacentHTML('beforeend', `<a data-work='${pages}' href='other/'>Details</a>`) }"
    for pages, words in ("3", "also on 2 other pages"), ("2", "also on 1 other page"), ("", "More about this work"):
        reader.find('[id="ref-cheng1982"]').evaluate(script, pages)
        link = card_of(reader, "cheng1982-1").get_by_role("link", name=words, exact=True)
        assert link.evaluate("link => link.href") == f"{reader.site.address}other/"
        reader.press("Escape")
        reader.page.mouse.move(0, 0)


def test_copy_takes_the_reference_and_its_address(readers, site):
    reader = readers(site, permissions=["clipboard-read", "clipboard-write"])
    reader.open()
    card = card_of(reader, "cheng1982-1")
    card.get_by_role("button", name="Copy").click()
    expect(card.get_by_role("status")).to_have_text("Copied")
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Cheng N, Van Hoof H, Bockx E. 1982. The effects of electric currents on ATP")
    assert copied.endswith(" https://pubmed.ncbi.nlm.nih.gov/7140077/")


# --- a mouse ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", [700, 40])
def test_the_pointer_may_go_from_the_mark_onto_the_card_and_rest_on_the_way(reader, room):
    reader.open()
    far = leave_room_below(mark(reader, "kavanagh2012-7"), room)
    card = card_of(reader, "kavanagh2012-7")
    x, y = middle(far)
    box = card.bounding_box()
    near, inside = (box["y"] - 2, 20) if box["y"] > y else (box["y"] + box["height"] + 2, -20)
    assert (near < y) == (room == 40)
    for height in (near + (y - near) / 2, near, near + inside):
        reader.page.mouse.move(x, height, steps=4)
        reader.page.wait_for_timeout(400)
        expect(card).to_be_visible()
    card.get_by_role("link", name="Reference").click()
    expect(card).to_have_count(0)
    assert reader.address == "#ref-kavanagh2012"


def test_a_pointer_that_only_passes_brings_no_card_and_one_that_leaves_takes_it_away(reader):
    reader.open()
    mark(reader, "kavanagh2012-1").hover()
    reader.page.mouse.move(0, 0)
    reader.page.wait_for_timeout(400)
    expect(reader.find(CARD)).to_have_count(0)
    card = card_of(reader, "kavanagh2012-1")
    reader.page.mouse.move(0, 0)
    expect(card).to_have_count(0)
    expect(mark(reader, "kavanagh2012-1")).not_to_have_attribute("aria-expanded", "true")


def test_text_that_is_scrolled_along_under_a_resting_pointer_brings_no_card(reader):
    reader.open()
    far = leave_room_below(mark(reader, "kavanagh2012-7"), 400)
    x, y = middle(far)
    scroll = "way => scrollBy({ top: way, behavior: 'instant' })"
    reader.page.evaluate(scroll, -200)
    reader.page.mouse.move(x, y)
    reader.page.evaluate(scroll, 200)
    expect(reader.find('[id="cite-kavanagh2012-7"]:hover')).to_have_count(1)
    reader.page.wait_for_timeout(400)
    expect(reader.find(CARD)).to_have_count(0)
    reader.page.mouse.move(x + 1, y)
    expect(reader.find(CARD)).to_be_visible()


def test_escape_takes_the_card_away_under_a_resting_pointer(reader):
    reader.open()
    card = card_of(reader, "kavanagh2012-1")
    reader.press("Escape")
    expect(card).to_have_count(0)
    reader.page.wait_for_timeout(400)
    expect(card).to_have_count(0)


def test_each_mark_of_a_group_has_its_own_card(reader):
    reader.open()
    for name, title in ("cheng1982-3", "The effects"), ("kavanagh2012-2", "Facial"), ("concern2011-1", "Hardly"):
        card = card_of(reader, name)
        expect(card).to_have_count(1)
        expect(card.locator(".vm-card__title")).to_contain_text(title)


@pytest.mark.parametrize("width", [1280, 640, 320])
def test_the_card_covers_neither_the_claim_nor_its_mark(readers, site, width):
    reader = readers(site, viewport={"width": width, "height": 800})
    reader.open()
    for room in 700, 40:
        far = leave_room_below(mark(reader, "kavanagh2012-7"), room)
        card = card_of(reader, "kavanagh2012-7")
        expect(card).to_be_in_viewport(ratio=1)
        assert not covers(card, far.evaluate(CLAIM, "The second one"))
        assert not reader.scrolls_sideways()
        reader.page.mouse.move(0, 0)
        expect(card).to_have_count(0)


def test_a_mark_in_two_lines_has_its_card_below_both_and_where_the_pointer_is(readers, site):
    reader = readers(site, viewport={"width": 320, "height": 800})
    reader.open()
    long = mark(reader, "anonymous-1")
    long.scroll_into_view_if_needed()
    first, second = long.evaluate("mark => [...mark.getClientRects()].map(each => each.toJSON())")
    x = first["left"] + first["width"] / 2
    reader.page.mouse.move(x, first["top"] + first["height"] / 2)
    card = reader.find(CARD)
    expect(card).to_be_visible()
    assert card.bounding_box()["y"] > second["bottom"]
    reader.page.mouse.move(x, card.bounding_box()["y"] - 2, steps=3)
    reader.page.wait_for_timeout(400)
    expect(card).to_be_visible()


# --- wherever it stands -----------------------------------------------------------------------------------------------


def test_marks_in_tables_tabs_folds_and_footnotes_have_cards(reader):
    reader.open()
    card_of(reader, "cheng1982-4")
    reader.find(".tabbed-labels label").nth(1).click()
    card_of(reader, "kavanagh2012-3")
    reader.find("summary").click()
    card_of(reader, "kavanagh2012-4")
    card = card_of(reader, "cheng1982-5")
    expect(card.locator(".vm-card__cited")).to_contain_text("Cited 5 times on this page")


def test_pages_that_are_exchanged_have_cards_in_their_own_look(reader):
    with reader.page.expect_response("**/sitemap.xml") as pages:
        reader.open()
    pages.value.finished()
    reader.page.evaluate("() => { window.isTheSameDocument = true }")
    card_of(reader, "kavanagh2012-1")
    reader.link("To the other page").click()
    expect(reader.find("h1")).to_contain_text("Numbers")
    expect(reader.find(CARD)).to_have_count(0)
    card = card_of(reader, "retracted2010-2")
    expect(card.locator(".vm-card__title")).to_have_text("All made up")
    card = card_of(reader, "cheng1982-1")
    expect(card.locator(".vm-card__source")).to_contain_text("Related Research. 1982;(171):264–272.")
    expect(card.locator(".vm-card__range a")).to_have_text(["Facial muscle toning"])
    reader.link("To the first page").click()
    expect(reader.find("h1")).to_contain_text("Currents")
    card_of(reader, "kavanagh2012-1").get_by_role("link", name="Reference").click()
    reader.sees(reader.find('[id="ref-kavanagh2012"]').locator(".vm-reference__text"))
    assert reader.page.evaluate("() => window.isTheSameDocument")
    assert reader.errors == []


def test_a_page_without_a_list_has_no_cards(reader):
    reader.open("bare/")
    mark(reader, "cheng1982-1").hover()
    reader.page.wait_for_timeout(400)
    expect(reader.find(CARD)).to_have_count(0)


# --- a keyboard -------------------------------------------------------------------------------------------------------


def test_by_keyboard_marks_are_one_stop_each(reader):
    reader.open()
    mark(reader, "cheng1982-1").focus()
    for name, title in ("kavanagh2012-1", "Facial"), ("cheng1982-2", "electric"), ("cheng1982-3", "electric"):
        reader.press("Tab")
        expect(mark(reader, name)).to_be_focused()
        expect(reader.find(CARD)).to_have_count(1)
        expect(reader.find(".vm-card__title")).to_contain_text(title)
    reader.press("Shift+Tab", "Shift+Tab")
    expect(mark(reader, "kavanagh2012-1")).to_be_focused()


def test_a_mark_that_has_the_focus_tells_what_is_there_and_which_key_leads_into_it(reader):
    reader.open()
    start, card = mark(reader, "kavanagh2012-1"), reader.find(CARD)
    start.focus()
    expect(start).to_have_accessible_description("Facial muscle toning")
    expect(start).to_have_attribute("aria-expanded", "true")
    expect(start).to_have_attribute("aria-details", "vm-card")
    expect(start).to_have_attribute("aria-keyshortcuts", "ArrowDown")
    assert card.get_attribute("role") == "dialog"
    expect(card).to_have_accessible_name("Facial muscle toning")
    hint = "card => getComputedStyle(card.querySelector('.vm-card__acts'), '::after').content"
    assert "↓" in card.evaluate(hint)
    reader.press("Escape")
    expect(card).to_have_count(0)
    for name in "expanded", "details", "keyshortcuts", "controls", "describedby":
        expect(start).not_to_have_attribute(f"aria-{name}", re.compile(""))
    reader.press("ArrowDown")
    expect(start).to_be_focused()


def test_by_keyboard_the_key_down_leads_through_the_card_and_on(reader):
    reader.open()
    start, card = mark(reader, "kavanagh2012-1"), reader.find(CARD)
    start.focus()
    reader.press("ArrowDown")
    for stop in card.locator("a, button:visible").all():
        expect(stop).to_be_focused()
        reader.press("Tab")
    expect(mark(reader, "cheng1982-2")).to_be_focused()
    expect(card.locator(".vm-card__title")).to_contain_text("electric")


def test_by_keyboard_one_goes_back_from_the_card_to_the_mark(reader):
    reader.open()
    start, card = mark(reader, "kavanagh2012-1"), reader.find(CARD)
    start.focus()
    reader.press("ArrowDown", "Shift+Tab")
    expect(start).to_be_focused()
    expect(card).to_be_visible()
    reader.press("ArrowDown", "Tab", "Escape")
    expect(card).to_have_count(0)
    expect(start).to_be_focused()
    reader.press("Tab")
    expect(mark(reader, "cheng1982-2")).to_be_focused()
    reader.press("Shift+Tab", "Shift+Tab")
    expect(mark(reader, "cheng1982-1")).to_be_focused()


def test_who_comes_back_from_the_list_by_keyboard_is_not_shown_the_card_again(reader):
    reader.open()
    start = mark(reader, "kavanagh2012-1")
    start.focus()
    reader.press("Enter")
    expect(reader.find(CARD)).to_have_count(0)
    reader.find('.vm-backlink[href$="#cite-kavanagh2012-1"]').focus()
    reader.press("Enter")
    expect(start).to_be_focused()
    reader.page.wait_for_timeout(300)
    expect(reader.find(CARD)).to_have_count(0)


# --- a finger ---------------------------------------------------------------------------------------------------------


def test_the_first_tap_opens_a_sheet_and_the_second_goes_to_the_list(readers, site):
    phone = readers(site, **PHONE)
    phone.open()
    far = leave_room_below(mark(phone, "kavanagh2012-7"), 40)
    far.tap()
    card = phone.find(CARD)
    expect(card).to_be_focused()
    box = card.bounding_box()
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 390, 844)
    assert not covers(card, far.evaluate(CLAIM, "The second one"))
    assert phone.address == ""
    for target in card.locator("a, button").all():
        size = target.bounding_box()
        assert size["height"] >= 44, target.inner_text()
    far.tap()
    expect(card).to_have_count(0)
    phone.sees(phone.find('[id="ref-kavanagh2012"]').locator(".vm-reference__text"))


def test_a_sheet_is_closed_by_its_button_by_a_tap_outside_and_by_escape(readers, site):
    phone = readers(site, **PHONE)
    phone.open()
    start, card = mark(phone, "cheng1982-1"), phone.find(CARD)
    start.tap()
    close = card.get_by_role("button", name="Close")
    assert min(close.bounding_box()["width"], close.bounding_box()["height"]) >= 44
    close.tap()
    expect(card).to_have_count(0)
    expect(start).to_be_focused()
    start.tap()
    expect(card).to_be_visible()
    phone.find("h1").tap()
    expect(card).to_have_count(0)
    start.tap()
    expect(card).to_be_visible()
    phone.press("Escape")
    expect(card).to_have_count(0)
    expect(start).to_be_focused()


# --- eyes -------------------------------------------------------------------------------------------------------------


def test_with_the_page_at_four_times_its_size_the_card_fits_and_all_of_it_is_reached(readers, site):
    reader = readers(site, viewport={"width": 320, "height": 256})
    reader.open()
    mark(reader, "kavanagh2012-1").focus()
    card = reader.find(CARD)
    expect(card).to_be_in_viewport(ratio=1)
    for key, stop in zip(("ArrowDown", *["Tab"] * 9), card.locator("a, button:visible").all(), strict=False):
        reader.press(key)
        expect(stop).to_be_focused()
        expect(stop).to_be_in_viewport(ratio=1)


def test_from_right_to_left_the_card_stays_on_the_screen(reader):
    reader.open()
    reader.page.evaluate("() => { document.documentElement.dir = document.body.dir = 'rtl' }")
    for name in "kavanagh2012-1", "anonymous-1", "cheng1982-4":
        expect(card_of(reader, name)).to_be_in_viewport(ratio=1)


def test_the_card_moves_only_for_those_who_like_it(readers, site):
    for motion, moves in ("reduce", False), ("no-preference", True):
        reader = readers(site, reduced_motion=motion)
        reader.open()
        assert card_of(reader, "cheng1982-1").evaluate(MOTION) == moves


def test_paper_has_no_card(reader):
    reader.open()
    card = card_of(reader, "cheng1982-1")
    reader.page.emulate_media(media="print")
    expect(card).to_be_hidden()


def test_without_scripts_a_mark_is_a_plain_link(readers, site):
    reader = readers(site, java_script_enabled=False)
    reader.open()
    expect(reader.find(CARD)).to_have_count(0)
    mark(reader, "kavanagh2012-1").click()
    assert reader.address == "#ref-kavanagh2012"
