"""The frame of a page in the browser: its review, its notices, how it is cited and reported, and pages on a disk."""

from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from readers import Reader
from served_sites import serve

from frame_site import ADDRESS, DISCLAIMER, build_frame_site

pytestmark = pytest.mark.browser

SKIN = "zinc/skin/"
SELECT = """words => {
    const node = [...document.querySelectorAll("article p")].find(each => each.textContent.startsWith(words));
    getSelection().selectAllChildren(node);
}"""
TARGET = 44
"""How high a button is for fingers, in pixels."""


@pytest.fixture(scope="module")
def framed(tmp_path_factory):
    """A site whose pages have all that a frame can show."""
    with serve(build_frame_site(tmp_path_factory.mktemp("framed")).folder) as served:
        yield served


@pytest.fixture
def desk(readers, framed):
    return readers(framed)


@pytest.fixture
def hand(readers, framed):
    return readers(framed, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


@pytest.fixture
def scriptless(readers, framed):
    return readers(framed, java_script_enabled=False)


def select(reader, words="A metal"):
    """Mark a paragraph, and wait for what is offered then."""
    reader.page.evaluate(SELECT, words)
    offer = reader.find(".vm-report")
    expect(offer).to_be_visible()
    return offer


def asked(link):
    """What the form of the repository would be filled in with."""
    query = parse_qs(urlsplit(link.get_attribute("href")).query, keep_blank_values=True)
    return query["page"][0], query["sentence"][0]


def test_a_page_stays_reviewed_until_the_day_when_its_next_review_is_due(desk):
    desk.page.clock.set_fixed_time(datetime(2099, 4, 1, 12, tzinfo=UTC))
    desk.open(SKIN)
    expect(desk.find(".vm-status:visible")).to_have_count(1)
    expect(desk.find(".vm-status:visible b")).to_have_text("Reviewed")


def test_a_review_that_came_due_after_the_build_shows_on_the_day_of_the_reader(desk):
    desk.page.clock.set_fixed_time(datetime(2099, 4, 2, 12, tzinfo=UTC))
    desk.open(SKIN)
    expect(desk.find(".vm-status:visible")).to_have_count(1)
    expect(desk.find(".vm-status:visible b")).to_have_text("Review overdue.")


def test_a_notice_leads_to_each_place_where_the_withdrawn_work_is_cited(desk):
    desk.open(SKIN)
    for place in desk.find(".vm-notice").first.locator(".vm-notice__at a").all():
        place.click()
        target = desk.find(".vm-citation__link:target")
        expect(target).to_contain_text("Smith")
        desk.sees(target)


def test_without_scripts_the_page_is_reported_cited_and_says_until_when_it_was_reviewed(scriptless):
    scriptless.open(SKIN)
    expect(scriptless.find(".vm-status:visible")).to_contain_text("Next review due: 1 April 2099.")
    expect(scriptless.find(".vm-status:visible")).to_have_count(1)
    assert asked(scriptless.find("[data-vm-report]")) == (f"{ADDRESS}{SKIN}", "")
    scriptless.find(".vm-cite > summary").click()
    expect(scriptless.find("#vm-cite-bibtex")).to_be_visible()
    expect(scriptless.find(".vm-cite button:visible")).to_have_count(0)
    expect(scriptless.find(".vm-disk")).to_be_hidden()


def test_words_that_a_reader_marks_can_be_reported_with_their_place(desk):
    desk.open(SKIN)
    offer = select(desk)
    expect(offer).to_have_text("Report a problem with this claim")
    page, sentence = asked(offer)
    assert page == f"{ADDRESS}{SKIN}#what-it-is"
    assert sentence.startswith("A metal (Good, 2022). It shines (Smith & Doe, 2020")
    assert "level" not in sentence.lower()
    desk.press("Escape")
    expect(offer).to_have_count(0)
    select(desk, "None were found")
    desk.page.evaluate("getSelection().removeAllRanges()")
    expect(offer).to_have_count(0)
    assert desk.errors == []


def test_by_keyboard_what_is_offered_comes_right_behind_the_marked_words(desk):
    desk.open(SKIN)
    offer = select(desk, "None were found")
    desk.press("Tab")
    expect(offer).to_be_focused()
    assert asked(offer) == (f"{ADDRESS}{SKIN}#risks", "None were found in one study (Good, 2022).")
    desk.press("Tab")
    expect(desk.link("#", "#references")).to_be_focused()


def test_the_preview_of_a_citation_offers_to_report_the_sentence_that_it_stands_behind(desk):
    desk.open(SKIN)
    desk.find('[id="cite-good2022-1"]').focus()
    link = desk.find(".vm-card").get_by_role("link", name="Report a problem with this claim")
    desk.press("ArrowDown")
    link.focus()
    assert asked(link) == (f"{ADDRESS}{SKIN}#what-it-is", "A metal (Good, 2022).")
    desk.press("Escape")
    expect(desk.find('[id="cite-good2022-1"]')).to_be_focused()
    assert desk.errors == []


def test_with_a_finger_it_is_offered_at_the_foot_of_the_screen(hand):
    hand.open(SKIN)
    offer = select(hand)
    box = offer.bounding_box()
    assert box["height"] >= TARGET
    assert 844 - box["y"] - box["height"] < 30
    assert not hand.scrolls_sideways()


def test_a_report_from_the_record_is_about_the_page_where_nothing_else_is_known(desk):
    desk.open(SKIN)
    link = desk.find(".vm-record [data-vm-report]")
    link.focus()
    assert asked(link) == (f"{ADDRESS}{SKIN}", "")
    assert desk.errors == []


def test_a_report_from_the_record_is_about_the_citation_that_the_reader_followed_a_link_to(desk):
    desk.open(f"{SKIN}#cite-good2022-2")
    link = desk.find(".vm-record [data-vm-report]")
    link.focus()
    assert asked(link) == (f"{ADDRESS}{SKIN}#risks", "None were found in one study (Good, 2022).")


@pytest.mark.parametrize(("name", "expected"), [("BibTeX", "@online{skin2026,"), ("RIS", "TY  - ELEC\n")])
def test_the_reference_to_a_page_is_copied_as_it_is(readers, framed, name, expected):
    reader = readers(framed, permissions=["clipboard-read", "clipboard-write"])
    reader.open(SKIN)
    reader.find(".vm-cite > summary").click()
    button = reader.find(".vm-record").get_by_role("button", name=f"Copy: {name}")
    button.click()
    expect(button).to_have_text("Copied")
    copied = reader.page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied.startswith(expected)
    assert copied == reader.find(f"#vm-cite-{name.lower()}").text_content()


def test_buttons_of_the_record_are_large_enough_for_fingers(hand):
    hand.open(SKIN)
    hand.find(".vm-cite > summary").click()
    small = [
        each.text_content()
        for each in hand.find(".vm-record .vm-button").all()
        if each.bounding_box()["height"] < TARGET
    ]
    assert small == []


@pytest.mark.parametrize("width", [320, 640])
def test_the_frame_fits_on_narrow_screens(readers, framed, width):
    reader = readers(framed, viewport={"width": width, "height": 800})
    reader.open(SKIN)
    reader.find(".vm-cite > summary").click()
    assert not reader.scrolls_sideways()


def test_on_paper_the_disclaimer_and_the_state_of_review_stay_and_buttons_go(desk):
    desk.open(SKIN)
    desk.page.emulate_media(media="print")
    expect(desk.page.get_by_text(DISCLAIMER)).to_be_visible()
    expect(desk.find(".vm-status:visible")).to_have_count(1)
    expect(desk.find(".vm-notice").first).to_be_visible()
    expect(desk.find(".vm-button:visible")).to_have_count(0)
    expect(desk.find(".md-footer nav")).to_be_hidden()


def test_after_instant_navigation_the_frame_works_as_before(readers, tmp_path):
    theme = {"name": "material", "font": False, "features": ["navigation.instant", "navigation.tabs"]}
    with serve(build_frame_site(tmp_path, {"theme": theme, "site_url": None}).folder) as served:
        reader = readers(served)
        reader.open("zinc/late/")
        reader.page.evaluate("window.stays = true")
        reader.link("Skin", ".md-sidebar--primary").click()
        expect(reader.find("h1")).to_have_text("Skin")
        reader.find(".vm-cite > summary").click()
        expect(reader.find(".vm-cite button:visible")).to_have_count(3)
        assert asked(select(reader))[0].endswith("#what-it-is")


@pytest.mark.parametrize("with_folders", [True, False], ids=["folders", "files"])
def test_a_site_can_be_read_from_a_disk(browser, tmp_path, with_folders):
    folder = build_frame_site(tmp_path, {"use_directory_urls": with_folders, "site_url": None}).folder
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        reader = Reader(context, SimpleNamespace(address=f"{folder.as_uri()}/"))
        reader.page.goto(f"{folder.as_uri()}/index.html")
        reader.link("Zinc", ".md-tabs").click()
        expect(reader.find("h1")).to_have_text("Zinc")
        reader.link("Skin", ".md-sidebar--primary").click()
        expect(reader.find("h1")).to_have_text("Skin")
        assert reader.address == ("zinc/skin/index.html" if with_folders else "zinc/skin.html")
        assert reader.lightness("article", "color") < 60
        mention = reader.find("article .vm-citation__link").first
        mention.hover()
        expect(reader.find(".vm-card")).to_be_visible()
        mention.click()
        expect(reader.find(".vm-reference:target")).to_be_visible()
        expect(reader.find(".vm-disk")).to_have_text(
            "The search works where this site is published, not in a copy on a disk."
        )
        expect(reader.find(".md-search")).to_be_hidden()
        reader.press("/")
        assert reader.errors == []
        assert all(request.startswith(("file:", "data:")) for request in reader.requests)
