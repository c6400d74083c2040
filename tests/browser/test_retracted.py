"""A work that was retracted is called that wherever it meets a reader, and a work only spoken of gives no alarm."""

import json
from xml.etree import ElementTree as ET

import pytest
from planted_site import NOTE, RETRACTED
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MARKS = f".vm-citation__link[id^=cite-{RETRACTED}-]"
PLACES = {
    "in the summary": ".vm-summary",
    "in a group": "p:has([id^=cite-cheng1982]):has([id^=cite-concern2011])",
    "in the text": ".vm-citation--in-text",
    "in a list": "li:not(.vm-point):not([id^=fn])",
    "in a table": "td",
    "in a comparison": ".vm-comparison td",
    "in a footnote": ".footnote li",
    "in a tab": ".tabbed-block",
    "in a fold": "details",
}
"""Where the page cites the work."""
SIGN = "mark => getComputedStyle(mark, '::after').maskImage"


@pytest.fixture
def reader(readers, planted):
    return readers(planted)


def is_marked(mark):
    """Expect a mark to be struck, to have a sign, and to say so to those who do not see it."""
    expect(mark).to_have_attribute("data-status", "retracted")
    expect(mark).to_contain_text("retracted")
    expect(mark).to_have_css("text-decoration-line", "line-through")
    assert "url(" in mark.evaluate(SIGN)


@pytest.mark.parametrize("place", PLACES)
def test_it_is_marked_wherever_it_is_cited(reader, place):
    reader.open("metals/zinc/")
    is_marked(reader.find(f"article {PLACES[place]}").locator(MARKS).first)


def test_no_place_of_citation_is_without_the_mark(reader):
    for path, places in (("metals/zinc/", 9), ("metals/numbers/", 5), ("metals/tin/", 1), ("glossary/", 1)):
        reader.open(path)
        marks = reader.find(MARKS)
        expect(marks).to_have_count(places)
        for mark in marks.all():
            is_marked(mark)


def test_it_stands_outside_of_every_range_of_numbers(reader):
    reader.open("metals/numbers/")
    number = reader.find(f"#ref-{RETRACTED}").evaluate("item => [...item.parentElement.children].indexOf(item) + 1")
    said = "mark => [...mark.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('').trim()"
    assert {mark.evaluate(said) for mark in reader.find(MARKS).all()} <= {str(number), f"[{number}]"}


def test_the_preview_says_when_and_why(reader):
    reader.open("metals/zinc/")
    reader.find(f"td {MARKS}").first.hover()
    band = reader.find(".vm-card__page > :first-child")
    expect(band).to_have_attribute("data-status", "retracted")
    for words in ("Retracted", "4 March 2012", NOTE):
        expect(band).to_contain_text(words)


def test_the_head_of_each_page_that_rests_on_it_says_so_and_leads_to_each_place(reader):
    for path, places in (("metals/zinc/", 9), ("metals/numbers/", 5)):
        reader.open(path)
        notice = reader.find(".vm-notice[data-status=retracted]")
        expect(notice).to_have_count(1)
        for words in ("retracted", "Poe", "All of it made up", "4 March 2012", NOTE):
            expect(notice).to_contain_text(words)
        links = notice.locator(".vm-notice__at a").evaluate_all("links => links.map(link => link.hash)")
        ids = reader.find(MARKS).evaluate_all("marks => marks.map(mark => '#' + mark.id)")
        assert len(links) == places
        assert set(links) == set(ids)


def test_a_page_that_only_speaks_of_it_has_no_banner_but_marks_it(reader):
    reader.open("metals/tin/")
    expect(reader.find(".vm-notice")).to_have_count(0)
    is_marked(reader.find(MARKS))
    expect(reader.find(f"#ref-{RETRACTED}")).to_contain_text("Retracted")


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("metals/zinc/", f"#ref-{RETRACTED}"),
        ("metals/numbers/", f"#ref-{RETRACTED}"),
        ("literature/", f"#ref-{RETRACTED}"),
        (f"references/{RETRACTED}/", ".vm-source"),
    ],
)
def test_lists_and_its_own_page_say_when_and_why(reader, path, entry):
    reader.open(path)
    item = reader.find(entry)
    expect(item).to_have_attribute("data-status", "retracted")
    status = item.locator("[data-status=retracted]").first
    expect(status).to_be_visible()
    for words in ("Retracted", "4 March 2012", NOTE):
        expect(status).to_contain_text(words)
    expect(item.locator(".vm-title").first).to_have_css("text-decoration-line", "line-through")


def test_readers_of_the_literature_can_choose_what_was_retracted(reader):
    reader.open("literature/")
    reader.find("fieldset").get_by_label("Retracted").check()
    expect(reader.find(".vm-work:visible")).to_have_count(1)
    expect(reader.find(".vm-work:visible")).to_have_attribute("data-key", RETRACTED)


def test_its_evidence_is_not_counted(reader):
    reader.open("metals/zinc/")
    expect(reader.find(".vm-summary")).to_contain_text("Retracted")
    expect(reader.find(".vm-profile").get_by_text("Retracted: 1", exact=False).first).to_be_visible()
    assert "Level 2" not in reader.find(".vm-summary").inner_text()


def test_without_a_script_all_of_that_is_said_too(readers, planted):
    reader = readers(planted, java_script_enabled=False)
    reader.open("metals/zinc/")
    expect(reader.find(".vm-notice[data-status=retracted]")).to_be_visible()
    expect(reader.find(f"#ref-{RETRACTED} .vm-reference__status")).to_be_visible()
    is_marked(reader.find(f"td {MARKS}").first)


def test_both_feeds_tell_of_it(planted):
    atom = ET.fromstring((planted.folder / "feed.xml").read_bytes())  # noqa: S314  # our own
    titles = [each.text for each in atom.iter("{http://www.w3.org/2005/Atom}title")]
    items = json.loads((planted.folder / "feed.json").read_bytes())["items"]
    assert "Retracted: Poe 2010" in titles
    (item,) = [each for each in items if each["title"] == "Retracted: Poe 2010"]
    assert item["date_published"].startswith("2012-03-04")
    for page in ("zinc", "numbers"):
        assert f"metals/{page}/#ref-{RETRACTED}" in item["content_html"]


def test_the_page_of_news_tells_of_it(reader):
    reader.open("whats-new/")
    expect(reader.find("article")).to_contain_text("Retracted: Poe 2010")
