"""The same page in styles of each kind: marks, previews, ways there and back, whatever the style."""

import io
import re
from unicodedata import normalize

import pytest
from axe_checks import violations, violations_in_the_dark
from playwright.sync_api import expect
from pypdf import PdfReader
from served_sites import built_once, serve
from style_pages import KINDS, build_style_site

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CARD = ".vm-card"
RAISED = ("superscript", "notes")
MIDDLE = """mark => {
    const { left, top, width, height } = mark.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
}"""
PRESSED = """mark => {
    const { left, top, width, height } = mark.getBoundingClientRect(), [x, y] = [left + width / 2, top + height / 2];
    const hits = (dx, dy) => document.elementFromPoint(x + dx, y + dy)?.closest("a") === mark;
    return hits(0, -11.5) && hits(0, 11.5) && hits(-11.5, 0) && hits(11.5, 0);
}"""
"""Whether 24 by 24 pixels of a mark can be pressed."""
LINES = """paragraph => {
    const range = document.createRange(), heights = new Set();
    range.selectNodeContents(paragraph);
    return paragraph.getBoundingClientRect().height / parseFloat(getComputedStyle(paragraph).lineHeight);
}"""
"""How many lines high a paragraph is."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serve(built_once(tmp_path_factory, "style-site", build_style_site) / "site") as served:
        yield served


def run_together(text):
    """A text without blanks and ligatures: where lines break is the printer's."""
    return re.sub(r"[\s\-\u00ad]+", "", normalize("NFKC", text))


def by_id(reader, name):
    return reader.find(f'[id="{name}"]')


def card_of(reader, mark):
    mark.hover()
    expect(reader.find(CARD)).to_be_visible()
    return reader.find(CARD)


@pytest.mark.parametrize("kind", KINDS)
def test_the_preview_of_a_mark_shows_its_work_in_every_style(reader, kind):
    reader.open(f"{kind}/")
    card = card_of(reader, by_id(reader, "cite-cheng1982-2"))
    expect(card.locator(".vm-card__title")).to_have_text(
        "The effects of electric currents on ATP generation in rat skin"
    )
    source = card.locator(".vm-card__source").inner_text()
    assert "Cheng" in source
    assert not re.search("“|”", source)
    assert "Cited 4 times on this page" in card.inner_text()
    assert card.locator(".vm-card__acts a").first.get_attribute("href") == "#ref-cheng1982"


@pytest.mark.parametrize("kind", KINDS)
def test_a_backlink_leads_to_the_mark_and_the_mark_stands_out(reader, kind):
    reader.open(f"{kind}/")
    for backlink in reader.find("#ref-kavanagh2012 .vm-backlink").all():
        backlink.click()
        name = backlink.evaluate("link => link.hash.slice(1)")
        assert reader.address == f"{kind}/#{name}"
        target = by_id(reader, name)
        shown = target if target.inner_text() else target.locator("xpath=following-sibling::a")
        reader.sees(shown)
        expect(shown).not_to_have_css("box-shadow", "none")


@pytest.mark.parametrize("kind", RAISED)
def test_a_raised_number_does_not_move_the_lines_and_can_be_pressed(reader, kind):
    reader.open(f"{kind}/")
    cited, plain = (
        reader.find("article > p").filter(has_text=words).first for words in ("A first sentence", "No citation")
    )
    for paragraph in cited, plain:
        lines = paragraph.evaluate(LINES)
        assert abs(lines - round(lines)) < 0.02
    alone = by_id(reader, "cite-cheng1982-2")
    alone.scroll_into_view_if_needed()
    assert alone.evaluate(PRESSED)


@pytest.mark.parametrize("kind", RAISED)
def test_a_finger_that_comes_near_a_raised_number_means_it_and_a_link_beside_it_stays_its_own(readers, site, kind):
    reader = readers(site, **PHONE)
    reader.open(f"{kind}/")
    mark = by_id(reader, "cite-cheng1982-2")
    mark.scroll_into_view_if_needed()
    x, y = mark.evaluate(MIDDLE)
    reader.page.touchscreen.tap(x - 3, y + 20)
    expect(reader.find(CARD)).to_be_visible()
    expect(mark).to_have_attribute("aria-expanded", "true")
    reader.press("Escape")
    reader.page.touchscreen.tap(x, y + 60)
    expect(reader.find(CARD)).to_have_count(0)


def test_each_number_of_a_superscript_is_pressed_for_itself(reader):
    reader.open("superscript/")
    for name in "cite-kavanagh2012-2", "cite-review2015-1":
        card_of(reader, by_id(reader, name))
        expect(by_id(reader, name)).to_have_attribute("aria-expanded", "true")
        reader.press("Escape")


def test_a_number_leads_to_its_note_and_the_note_back_and_on_to_the_reference(reader):
    reader.open("notes/")
    mark = by_id(reader, "cite-cheng1982-2")
    mark.click()
    assert reader.address == "notes/#note-3"
    reader.sees(by_id(reader, "note-3"))
    reader.link("Back to note 3 in the text", within="#note-3").click()
    assert reader.address == "notes/#cite-cheng1982-2"
    expect(mark).to_be_focused()
    expect(reader.find(CARD)).to_have_count(0)
    reader.find("#note-4 .vm-endnote__link").last.click()
    assert reader.address == "notes/#ref-review2015"


def test_the_preview_of_a_note_shows_every_work_of_it_and_its_words(reader):
    reader.open("notes/")
    card = card_of(reader, by_id(reader, "cite-kavanagh2012-2"))
    assert card.locator(".vm-card__title").all_inner_texts() == ["Facial muscle toning", "All of it"]
    levels = [" ".join(text.split()) for text in card.locator(".vm-level").all_inner_texts()]
    assert [level[:7] for level in levels] == ["Level 2", "Level 1"]
    expect(card.locator(".vm-card__note")).to_contain_text("In the note: ")
    hrefs = card.locator('.vm-card__acts a[href^="#"]').evaluate_all("links => links.map(link => link.hash)")
    assert hrefs == ["#ref-kavanagh2012", "#ref-review2015"]
    assert card.evaluate("card => new Set([...card.querySelectorAll('[id]')].map(each => each.id)).size") == 1


def test_a_work_that_was_retracted_is_struck_in_every_style_and_in_notes(reader):
    for kind in KINDS:
        reader.open(f"{kind}/")
        mark = by_id(reader, "cite-retracted2010-1")
        assert "line-through" in mark.evaluate("mark => getComputedStyle(mark).textDecorationLine")
        assert "retracted" in mark.text_content()
    struck = reader.find("#note-6 .vm-endnote__link")
    assert "line-through" in struck.evaluate("link => getComputedStyle(link).textDecorationLine")
    expect(reader.find("#note-6")).to_contain_text("[retracted]")


@pytest.mark.parametrize("kind", RAISED)
def test_nothing_keeps_anybody_from_such_a_page(readers, site, kind):
    for settings in {}, PHONE:
        reader = readers(site, **settings)
        reader.open(f"{kind}/")
        assert not reader.scrolls_sideways()
        assert violations(reader.page) == []
    assert violations_in_the_dark(reader.page) == []


def test_notes_are_printed_without_their_ways_back(readers, site):
    reader = readers(site, viewport={"width": 680, "height": 960})
    reader.open("notes/")
    reader.page.emulate_media(media="print")
    expect(reader.find(".vm-endnote__back").first).to_be_hidden()
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(reader.page.pdf())).pages)
    notes = [note.replace("↩", "") for note in reader.find(".vm-endnote").all_text_contents()]
    assert len(notes) == 10
    assert [note for note in notes if run_together(note) not in run_together(printed)] == []


def test_without_scripts_a_raised_number_leads_on(readers, site):
    reader = readers(site, java_script_enabled=False)
    for kind, place in ("notes", "note-3"), ("superscript", "ref-cheng1982"):
        reader.open(f"{kind}/")
        by_id(reader, "cite-cheng1982-2").click()
        assert reader.address == f"{kind}/#{place}"
