"""A term of the glossary: what it means by pointer, keyboard and finger, and without a script."""

import pytest
from playwright.sync_api import expect
from served_sites import serve

from built_sites import build_site, make_site

pytestmark = pytest.mark.browser

SMALL = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
GLOSSARY = """\
- term: Sham
  meaning: A pretended treatment that looks and feels like the real one, used for comparison in studies of devices.
- term: Vehicle
  meaning: The cream without the active part.
"""
PAGE = (
    "# Light\n\nIt was held against a sham.\n\n"
    + "More text.\n\n" * 40
    + "At the foot a word at the very edge of it: vehicle.\n"
)
FILES = {
    "references.bib": "",
    "docs/index.md": PAGE,
    "docs/glossary.md": "# Glossary\n\n{{ glossary() }}\n",
    "docs/data/glossary.yml": GLOSSARY,
}
TIP = ".vm-tip"
SCHEMES = [
    {"media": f"(prefers-color-scheme: {name})", "scheme": scheme}
    for name, scheme in (("light", "default"), ("dark", "slate"))
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    settings = {"theme": {"name": "material", "font": False, "features": ["navigation.instant"], "palette": SCHEMES}}
    folder = make_site(tmp_path_factory.mktemp("terms"), FILES, settings, plugin={"feeds": False, "twins": False})
    built = build_site(folder)
    assert built.log == []
    with serve(built.folder) as served:
        yield served


def term(reader, word="sham"):
    return reader.find("a.vm-term").filter(has_text=word)


def test_a_pointer_opens_the_tip_and_may_move_onto_it(reader):
    reader.open()
    term(reader).hover()
    tip = reader.find(TIP)
    expect(tip).to_contain_text("A pretended treatment")
    expect(tip).to_have_attribute("role", "tooltip")
    expect(term(reader)).to_have_attribute("aria-describedby", "vm-tip")
    tip.hover()
    reader.page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    reader.find("h1").hover()
    expect(tip).to_have_count(0)
    assert reader.errors == []


def test_the_keyboard_opens_the_tip_and_escape_closes_it(reader):
    reader.open()
    reader.page.evaluate(
        "document.querySelector('h1').after(Object.assign(document.createElement('button'), {id: 'before'}))"
    )
    reader.find("#before").focus()
    reader.press("Tab")
    expect(term(reader)).to_be_focused()
    expect(reader.find(TIP)).to_be_visible()
    reader.press("Escape")
    expect(reader.find(TIP)).to_have_count(0)
    expect(term(reader)).to_be_focused()
    reader.press("Enter")
    expect(reader.find("#term-sham")).to_be_in_viewport()
    assert reader.address == "glossary/#term-sham"


def test_a_finger_opens_the_tip_which_stays_on_the_screen_and_leads_to_the_glossary(readers, site):
    reader = readers(site, **SMALL)
    reader.open()
    term(reader).tap()
    tip = reader.find(TIP)
    expect(tip).to_be_focused()
    expect(tip).to_have_attribute("aria-label", "Sham")
    assert reader.address == ""
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= SMALL["viewport"]["width"]
    link = tip.get_by_role("link")
    assert link.bounding_box()["height"] >= 44  # a finger
    assert not reader.scrolls_sideways()
    reader.find("h1").tap()
    expect(tip).to_have_count(0)
    term(reader).tap()
    link.tap()
    expect(reader.find("#term-sham")).to_be_in_viewport()


def test_a_tip_at_the_foot_of_the_screen_opens_above_its_term(reader):
    reader.open()
    word = term(reader, "vehicle")
    word.evaluate("word => scrollTo(0, word.getBoundingClientRect().bottom + scrollY - innerHeight + 4)")
    word.hover()
    tip = reader.find(TIP)
    expect(tip).to_be_in_viewport(ratio=1)
    box = tip.bounding_box()
    assert box["y"] + box["height"] <= word.bounding_box()["y"]


def test_without_scripts_a_term_is_a_link_to_its_meaning(readers, site):
    reader = readers(site, java_script_enabled=False)
    reader.open()
    term(reader).click()
    assert reader.address == "glossary/#term-sham"


def test_a_tip_is_gone_when_another_page_takes_the_place_of_this_one(reader):
    reader.open()
    term(reader).hover()
    expect(reader.find(TIP)).to_be_visible()
    term(reader).click()
    expect(reader.find("#term-sham")).to_be_in_viewport()
    expect(reader.find(TIP)).to_have_count(0)
    reader.page.go_back()
    term(reader).hover()
    expect(reader.find(TIP)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_tip_stands_out_from_the_page(readers, site, scheme):
    reader = readers(site, color_scheme=scheme)
    reader.open()
    term(reader).hover()
    expect(reader.find(TIP)).to_be_visible()
    text, ground = reader.lightness(TIP, "color"), reader.lightness(TIP, "backgroundColor")
    assert abs(text - ground) > 150  # out of 255
