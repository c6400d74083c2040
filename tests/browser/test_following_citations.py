"""Every claim leads to its source, and every source back: in the browser, by mouse, keyboard and finger."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TOPIC = "minimally-invasive/ipl/"
MENTION = "article .vm-citation__link"


def by_id(reader, name):
    return reader.find(f'[id="{name}"]')


def lands_on(reader, element):
    """The reader has followed a link to `element`: it is the target, and in sight."""
    expect(reader.find(":target")).to_have_id(element.get_attribute("id"))
    assert reader.address == f"{TOPIC}#{element.get_attribute('id')}"
    reader.sees(element)


def way_back(reader, mention):
    return reader.find(f'.vm-backlink[href="#{mention.get_attribute("id")}"]')


def test_a_citation_leads_to_its_reference_and_its_backlink_back_to_the_very_mention(reader):
    reader.open(TOPIC)
    mention = reader.find(MENTION).nth(12)
    reference = by_id(reader, mention.get_attribute("href")[1:])
    mention.click()
    lands_on(reader, reference)
    way_back(reader, mention).click()
    lands_on(reader, mention)


def test_by_keyboard_citations_all_over_a_page_lead_there_and_back(reader):
    reader.open(TOPIC)
    mentions = reader.find(MENTION).all()[::4]
    assert len(mentions) > 5
    for mention in mentions:
        mention.focus()
        reader.press("Enter")
        reference = by_id(reader, mention.get_attribute("href")[1:])
        lands_on(reader, reference)
        reader.press("Tab")
        expect(reference.locator(":focus")).to_have_count(1)
        way_back(reader, mention).focus()
        reader.press("Enter")
        lands_on(reader, mention)
        expect(mention).to_be_focused()


def test_lettered_backlinks_each_lead_to_their_own_mention(reader):
    reader.open(TOPIC)
    reference = max(reader.find(".vm-reference").all(), key=lambda each: each.locator(".vm-backlink").count())
    backlinks = reference.locator(".vm-backlink").all()
    mentions = reader.find(f'.vm-citation__link[href="#{reference.get_attribute("id")}"]').all()
    assert len(backlinks) == len(mentions) > 2
    assert [backlink.inner_text() for backlink in backlinks] == list("abcdefghijklmnopqrstuvwxyz")[: len(backlinks)]
    for backlink, mention in zip(backlinks, mentions, strict=True):
        backlink.click()
        lands_on(reader, mention)
        expect(mention).to_be_focused()


def test_pointing_at_a_citation_shows_its_reference_until_the_pointer_leaves(reader):
    reader.open(TOPIC)
    mention = reader.find(MENTION).first
    reference = by_id(reader, mention.get_attribute("href")[1:])
    mention.hover()
    card = reader.find(".vm-card")
    expect(card.locator(".vm-card__title")).to_have_text(reference.locator(".vm-title").inner_text())
    reader.page.mouse.move(0, 0)
    expect(card).to_have_count(0)


def test_a_finger_shows_the_reference_first_and_goes_there_with_a_second_tap(phone):
    phone.open(TOPIC)
    mention = phone.find(MENTION).first
    mention.tap()
    expect(phone.find(".vm-card")).to_be_in_viewport(ratio=1)
    assert phone.address == TOPIC
    mention.tap()
    lands_on(phone, by_id(phone, mention.get_attribute("href")[1:]))


def test_a_short_citation_stays_in_one_line_on_a_phone(phone):
    phone.open(TOPIC)
    lines = phone.find(f"{MENTION}:not(.vm-citation--in-text *, table *, figure *)").evaluate_all(
        """links => links.filter(link => link.firstChild.length < 25).map(link => {
            const words = document.createRange();
            words.selectNode(link.firstChild);
            return words.getClientRects().length;
        })"""
    )
    assert len(lines) > 20
    assert set(lines) == {1}
