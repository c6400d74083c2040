"""The evidence of a page: its profile and the labels of its key points, for every hand, eye and screen."""

import pytest
from playwright.sync_api import expect
from served_sites import serve

from built_sites import build_site, make_site

pytestmark = pytest.mark.browser

SMALL = {"viewport": {"width": 320, "height": 700}, "has_touch": True, "is_mobile": True}
ROWS = 16
"""More squares in a row than a phone has room for."""
FEWEST_PIXELS = 24
"""How wide and high what a finger aims at is at least."""

MANY = "".join(
    f"@article{{many{number}, author = {{Many, Ann}}, title = {{Work {number}}}, year = {{20{number:02}}},\n"
    "  studydesign = {randomised trial}, evidence = 2}\n"
    for number in range(ROWS)
)
BIBLIOGRAPHY = f"""{MANY}
@article{{mouse2017, author = {{Mouse, Di}}, title = {{Mice}}, year = {{2017}}, studydesign = {{animal study}},
  evidence = 5}}
@article{{gone2016, author = {{Gone, Ed}}, title = {{Gone}}, year = {{2016}}, studydesign = {{randomised trial}},
  status = {{retracted}}}}
@article{{plan2021, author = {{Plan, Zoe}}, title = {{Plan}}, year = {{2021}}, status = {{protocol}}}}
"""
CITED = "; ".join(f"@many{number}" for number in range(ROWS))
PAGE = f"""---
title: Gold
key_points:
  - "It shines, as trials of many people in many places have shown for a long time [@many1]."
  - "It lasts {{{{ cite('mouse2017', indirect='animals') }}}}."
---

{{{{ key_points() }}}}

## Proof

It shines [{CITED}]. It was said [@gone2016; @plan2021].

## The evidence on this page

{{{{ evidence_profile(note="*All but one* are about gold {{{{ cite('mouse2017', indirect='animals') }}}}.") }}}}
"""
FILES = {"references.bib": BIBLIOGRAPHY, "docs/index.md": PAGE}

BORDER = "(square) => getComputedStyle(square, '::before')"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with a page whose sources are of every kind."""
    built = build_site(make_site(tmp_path_factory.mktemp("evidence"), FILES, plugin={"feeds": False, "twins": False}))
    assert built.log == []
    with serve(built.folder) as served:
        yield served


def square(reader, name):
    """The square of the work that is called `name`."""
    return reader.find(".vm-profile").get_by_role("link", name=name)


def width_of_border(element):
    return element.evaluate(f"square => parseFloat(({BORDER})(square).borderTopWidth)")


def test_a_square_is_reached_by_keyboard_and_leads_to_its_reference(reader):
    reader.open()
    square(reader, "Many 2002").focus()
    reader.press("Tab")
    expect(square(reader, "Many 2003")).to_be_focused()
    reader.press("Enter")
    assert reader.address.endswith("#ref-many3")
    reader.sees(reader.find("#ref-many3"))


def test_a_finger_can_aim_at_each_square_and_nothing_sticks_out(readers, site):
    phone = readers(site, **SMALL)
    phone.open()
    for element in phone.find(".vm-profile a.vm-square").all():
        box = element.bounding_box()
        assert min(box["width"], box["height"]) >= FEWEST_PIXELS
    assert not phone.scrolls_sideways()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_squares_differ_by_more_than_colour(readers, site, scheme):
    reader = readers(site, color_scheme=scheme)
    reader.open()
    full, indirect = square(reader, "Many 2000"), square(reader, "Mouse 2017")
    assert 2 * width_of_border(full) >= full.evaluate(f"square => parseFloat(({BORDER})(square).width)")
    assert width_of_border(indirect) < width_of_border(full)
    cross = "square => getComputedStyle(square, '::after').content"
    assert "×" in square(reader, "Gone 2016").evaluate(cross)
    assert square(reader, "Plan 2021").evaluate(f"square => ({BORDER})(square).borderTopStyle") == "dashed"


def test_squares_are_drawn_where_the_reader_sets_the_colours_and_on_paper(readers, site):
    reader = readers(site, forced_colors="active")
    reader.open()
    assert width_of_border(square(reader, "Many 2000")) > width_of_border(square(reader, "Mouse 2017"))
    reader.page.emulate_media(media="print", forced_colors="none")
    expect(square(reader, "Many 2000")).to_be_visible()
    expect(reader.find(".vm-profile__kinds")).to_be_hidden()


def test_without_script_the_numbers_of_the_kinds_can_be_opened(readers, site):
    reader = readers(site, java_script_enabled=False)
    reader.open()
    expect(reader.find(".vm-profile__table")).to_be_hidden()
    reader.find(".vm-profile summary").click()
    expect(reader.find(".vm-profile__table")).to_contain_text("Randomised trial")
    expect(reader.find(".vm-profile__note")).to_contain_text("All but one are about gold")


def test_the_table_says_its_rows_to_a_screen_reader(reader):
    reader.open()
    row = reader.page.get_by_role("row", name="Level 5")
    expect(row.get_by_role("rowheader")).to_contain_text("Level 5")
    expect(row.get_by_role("cell").last).to_have_text("0 of 1")
    expect(row.get_by_role("cell").first).to_contain_text("1 about something else")
    expect(reader.page.get_by_role("row", name="Level 1").get_by_role("cell").last).to_have_text("none")


def test_the_label_of_a_key_point_stands_beside_it_and_on_a_phone_below(readers, site):
    for settings, is_beside in (({}, True), (SMALL, False)):
        reader = readers(site, **settings)
        reader.open()
        text, label = (reader.find(f".vm-point__{part}").first.bounding_box() for part in ("text", "level"))
        assert (label["x"] >= text["x"] + text["width"]) is is_beside
        assert (label["y"] >= text["y"] + text["height"]) is not is_beside


def test_a_square_previews_its_source_as_a_citation_does(reader):
    reader.open()
    square = reader.find(".vm-profile a.vm-square[data-indirect]").first
    square.hover()
    expect(reader.find("#vm-card .vm-card__level")).to_contain_text("Level")
    expect(reader.find("#vm-card .vm-card__indirect")).to_contain_text("Indirect: animals")
    reader.page.keyboard.press("Escape")
    expect(reader.find("#vm-card")).to_have_count(0)
