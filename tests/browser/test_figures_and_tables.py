"""Figures and comparisons on a desk, on a phone, in the dark, in print, without a script."""

import pytest
from axe_checks import violations
from playwright.sync_api import expect
from served_sites import serve

from built_sites import build_site
from figure_site import make_figure_site

pytestmark = pytest.mark.browser

SCHEMES = [
    {
        "media": f"(prefers-color-scheme: {name})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": "vademecum/contrast", "name": f"Switch to {other}"},
    }
    for name, scheme, other in (("light", "default", "dark"), ("dark", "slate", "light"))
]
SETTINGS = {"theme": {"name": "material", "font": False, "language": "en", "palette": SCHEMES}}
PAGE = "topics/current/"
FIGURE, FRAME, TABLE = "#fig-layers", ".vm-comparison__frame", "#comparison-three table"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with two figures and a comparison."""
    built = build_site(make_figure_site(tmp_path_factory.mktemp("figures"), SETTINGS))
    assert built.log == []
    with serve(built.folder) as served:
        yield served


def box(reader, selector):
    return reader.find(selector).first.bounding_box()


def test_at_a_desk_the_legend_stands_beside_the_drawing_and_on_a_phone_below_it(reader, readers, site):
    reader.open(PAGE)
    drawing, caption = box(reader, f"{FIGURE} svg"), box(reader, f"{FIGURE} figcaption")
    assert caption["x"] >= drawing["x"] + drawing["width"]
    assert (caption["y"], round(drawing["width"])) == (drawing["y"], 390)
    phone = readers(site, **PHONE)
    phone.open(PAGE)
    drawing, caption = box(phone, f"{FIGURE} svg"), box(phone, f"{FIGURE} figcaption")
    assert caption["y"] >= drawing["y"] + drawing["height"]
    assert round(drawing["width"]) >= 350


@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_screen_is_too_narrow(width, readers, site):
    narrow = readers(site, viewport={"width": width, "height": 700})
    narrow.open(PAGE)
    assert not narrow.scrolls_sideways()
    assert box(narrow, "#fig-dot img")["width"] <= width


def test_the_drawing_follows_the_colours_of_the_page(readers, site):
    light, dark = (readers(site, color_scheme=name) for name in ("light", "dark"))
    for each in (light, dark):
        each.open(PAGE)
    for part, is_ink in ((".ln3", "stroke"), ("text", "fill")):
        assert light.lightness(f"{FIGURE} {part}", is_ink) < 60
        assert dark.lightness(f"{FIGURE} {part}", is_ink) > 180
    assert light.lightness(f"{FIGURE} .fat", "fill") > 180
    assert dark.lightness(f"{FIGURE} .fat", "fill") < 90


def test_a_wide_table_is_scrolled_with_the_keyboard_in_its_own_frame(readers, site):
    narrow = readers(site, viewport={"width": 730, "height": 800})
    narrow.open(PAGE)
    frame = narrow.find(FRAME)
    frame.evaluate("frame => frame.querySelector('table').style.width = '60rem'")
    expect(frame).to_have_accessible_name("Three treatments side by side")
    frame.focus()
    narrow.press("ArrowRight", "ArrowRight")
    narrow.page.wait_for_function(f"() => document.querySelector('{FRAME}').scrollLeft > 0")
    assert not narrow.scrolls_sideways()


def test_on_a_phone_each_row_is_a_card_that_is_a_row_to_a_screen_reader(readers, site):
    phone = readers(site, **PHONE)
    phone.open(PAGE)
    rows = phone.find(f"{TABLE} tbody tr")
    assert rows.first.evaluate("row => getComputedStyle(row).display") == "block"
    tops = [each.bounding_box()["y"] for each in rows.first.locator("th, td").all()]
    assert tops == sorted(set(tops))
    label = rows.first.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label.startswith('"What it did (in people)"')
    expect(phone.page.get_by_role("table", name="Three treatments side by side")).to_be_visible()
    expect(phone.page.get_by_role("row")).to_have_count(4)
    expect(phone.page.get_by_role("rowheader", name="Muscle stimulation")).to_be_visible()


def test_the_row_of_the_page_stands_out_and_harms_stand_apart(reader):
    reader.open(PAGE)
    own, other = (reader.find(f"{TABLE} tbody tr").nth(n) for n in (2, 0))
    ground = "row => getComputedStyle(row).backgroundColor"
    assert own.evaluate(ground) != other.evaluate(ground)
    assert (
        reader.find(f"{TABLE} td[data-harm]").first.evaluate("cell => getComputedStyle(cell).borderLeftStyle")
        == "double"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desk", "phone"])
def test_nothing_keeps_anybody_from_a_figure_or_a_comparison(screen, scheme, readers, site):
    somebody = readers(site, color_scheme=scheme, **screen)
    somebody.open(PAGE)
    assert violations(somebody.page) == []
    assert somebody.errors == []


def test_all_of_it_is_there_without_a_script_and_in_print(readers, site):
    plain = readers(site, java_script_enabled=False)
    plain.open(PAGE)
    plain.page.emulate_media(media="print")
    expect(plain.find(f"{FIGURE} svg")).to_be_visible()
    expect(plain.find(f"{FIGURE} .vm-figure__credit")).to_be_visible()
    assert plain.find(FRAME).evaluate("frame => getComputedStyle(frame).overflowX") == "visible"
    assert plain.find(f"{TABLE} td[data-label]").count() == 9
