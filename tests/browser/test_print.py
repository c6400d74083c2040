"""A page on paper: a PDF that Chromium prints, read back."""

import io
import re
from unicodedata import normalize

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

TOPIC = "minimally-invasive/microcurrent/"
A4 = (595, 842)
"""In points."""
BUTTONS = "button, summary ~ * button, .vm-button, input, select, .md-top, .vm-exports a, .vm-turn a, .md-footer nav a"
NAVIGATION = ".md-header, .md-tabs, .md-sidebar, .md-search, .vm-skip, .vm-turn, .headerlink, .vm-backlinks"


@pytest.fixture
def on_paper(readers, planted):
    """A reader of that site who has it on paper."""
    reader = readers(planted, viewport={"width": 680, "height": 960})
    reader.page.emulate_media(media="print")
    return reader


def printed(reader):
    """The pages that come out of the printer."""
    return PdfReader(io.BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages


def run_together(text):
    """A text without blanks, hyphens and ligatures: where lines break and letters join is the printer's."""
    return re.sub(r"[\s\-\u00ad\u2010\u2011]+", "", normalize("NFKC", text))


def words(pages):
    """What stands on them."""
    return run_together("".join(page.extract_text() for page in pages))


def test_a_topic_page_is_printed_whole_with_its_sources_and_their_addresses(reader):
    reader.open(TOPIC)
    shown = reader.find(".vm-reference .vm-title").all_text_contents()
    addresses = reader.find(".vm-reference__about > a[href^=http]").evaluate_all(
        "links => links.map(link => link.href)"
    )
    pages = printed(reader)
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pages} == {A4}
    text = words(pages)
    assert len(shown) > 10
    assert len(addresses) > 10
    assert [each for each in (*shown, *addresses) if run_together(each) not in text] == []


def test_on_paper_levels_and_designs_are_words_and_there_is_nothing_to_press(reader):
    reader.open(TOPIC)
    seen = "levels => levels.map(level => [...level.children].map(each => each.firstChild.data).join(' '))"
    labels = {run_together(each) for each in reader.find(".vm-reference .vm-level").evaluate_all(seen)}
    headings = reader.find("article h2").all_text_contents()
    text = words(printed(reader))
    assert any(re.match(r"Level\d\S", label) for label in labels)
    assert [label for label in labels if label not in text.replace("·", "")] == []
    assert [each for each in headings if run_together(each.removesuffix("#")) not in text] == []
    pressed = (
        "Skip to the text",
        "Switch to dark",
        "Search topics",
        "Back to top",
        "Report a problem",
        "Cited at",
        "BibTeX",
    )
    assert [each for each in pressed if run_together(each) in text] == []


def test_on_paper_all_is_open_and_nothing_is_navigation(on_paper):
    on_paper.open("metals/zinc/")
    expect(on_paper.find(f":is({NAVIGATION}):visible")).to_have_count(0)
    expect(on_paper.find(f":is({BUTTONS}):visible")).to_have_count(0)
    for hidden_on_screens in ("In a tab", "Nothing.", "In a fold"):
        expect(on_paper.page.get_by_text(hidden_on_screens)).to_be_visible()
    for selector in (".vm-notice", ".vm-status", ".vm-summary", ".vm-contents", ".vm-profile", ".vm-comparison table"):
        expect(on_paper.find(selector).first).to_be_visible()
    assert not on_paper.scrolls_sideways()


def test_paper_is_white_and_ink_is_black_even_where_the_screen_is_dark(readers, planted):
    reader = readers(planted, color_scheme="dark")
    reader.page.emulate_media(media="print")
    reader.open("metals/zinc/")
    assert reader.lightness("body", "backgroundColor") > 254
    assert reader.lightness("article", "color") < 10


def test_on_paper_a_work_that_was_retracted_is_marked_at_every_place(on_paper):
    on_paper.open("metals/zinc/")
    marks = on_paper.find(".vm-citation__link[data-status=retracted]:visible")
    assert marks.count() > 8
    struck = "marks => marks.map(mark => getComputedStyle(mark).textDecorationLine)"
    assert set(marks.evaluate_all(struck)) == {"line-through"}
    assert run_together("Retracted, 4 March 2012: The data were invented") in words(printed(on_paper))


@pytest.mark.parametrize(
    "path", ["metals/numbers/", "literature/", "references/poe2010/", "glossary/", "site-map/", ""]
)
def test_other_kinds_of_pages_fit_on_paper_too(on_paper, path):
    on_paper.open(path)
    assert not on_paper.scrolls_sideways()
    expect(on_paper.find(f":is({NAVIGATION}):visible")).to_have_count(0)
    expect(on_paper.find(f":is({BUTTONS}):visible")).to_have_count(0)
    expect(on_paper.find("h1").first).to_be_visible()
    assert words(printed(on_paper))
