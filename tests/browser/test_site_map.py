"""The site as a picture: pointed at, walked through, on every screen."""

import pytest
from playwright.sync_api import expect
from served_sites import serve

from built_sites import build_site, make_site

pytestmark = pytest.mark.browser

SMALL = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
PAGES = 60
FEWEST_PIXELS = 24
SMALLEST_LETTERS = 12

BIBLIOGRAPHY = "".join(
    f"@book{{work{number}, author = {{Smith, Ann}}, title = {{Zinc {number}}}, publisher = {{Ore}}, year = 2020}}\n"
    for number in range(PAGES)
)


def topic(number):
    cited = "; ".join(f"@work{each % PAGES}" for each in (number, number + 1, number * 7 + 3))
    return f"---\ntitle: A page with quite a long name, number {number}\nsection: metals\n---\nText [{cited}].\n"


FILES = {
    "references.bib": BIBLIOGRAPHY,
    "docs/index.md": "# Site map\n\n{{ site_graph() }}\n\n{{ sitemap() }}\n",
    **{f"docs/metals/p{number:02}.md": topic(number) for number in range(PAGES)},
}
LINKS = ".vm-map svg a"
SCHEMES = [
    {"media": f"(prefers-color-scheme: {name})", "scheme": scheme}
    for name, scheme in (("light", "default"), ("dark", "slate"))
]
THEME = {"theme": {"name": "material", "font": False, "palette": SCHEMES}}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    plugin = {"feeds": False, "twins": False, "work_pages": False}
    built = build_site(make_site(tmp_path_factory.mktemp("map"), FILES, THEME, plugin))
    assert built.log == []
    with serve(built.folder) as served:
        yield served


def opacity(element):
    return float(element.evaluate("element => getComputedStyle(element).opacity"))


def test_a_page_that_is_pointed_at_shows_its_arcs(reader):
    reader.open()
    own = reader.find(f"{LINKS} + .vm-map__own").nth(2)
    assert opacity(own) == 0
    reader.find(LINKS).nth(2).hover()
    assert opacity(own) == 1
    assert opacity(reader.find(f"{LINKS} + .vm-map__own").nth(3)) == 0


def test_the_keyboard_goes_down_the_column_and_opens_a_page(reader):
    reader.open()
    reader.find(LINKS).nth(4).focus()
    reader.press("Tab")
    expect(reader.find(LINKS).nth(5)).to_be_focused()
    assert opacity(reader.find(f"{LINKS} + .vm-map__own").nth(5)) == 1
    reader.press("Enter")
    reader.page.wait_for_url("**/metals/p05/")


@pytest.mark.parametrize("screen", [SMALL, {"viewport": {"width": 390, "height": 844}}, {}])
def test_rows_are_large_enough_and_letters_too_and_nothing_sticks_out(readers, site, screen):
    reader = readers(site, **screen)
    reader.open()
    assert not reader.scrolls_sideways()
    assert reader.find(f"{LINKS} rect").nth(2).bounding_box()["height"] >= FEWEST_PIXELS
    letters = "text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a"
    assert reader.find(f"{LINKS} text").nth(2).evaluate(letters) >= SMALLEST_LETTERS
    left = min(reader.find(f"{LINKS} text").evaluate_all("all => all.map(text => text.getBoundingClientRect().left)"))
    assert left >= 0


def test_the_picture_is_found_by_its_name_and_told_in_words(reader):
    reader.open()
    figure = reader.page.get_by_role("figure", name="The site as a picture")
    expect(figure.get_by_role("link")).to_have_count(PAGES)
    reader.find(".vm-map__words summary").click()
    expect(reader.find(".vm-map__words li").first).to_contain_text("3 sources: shares")


def test_the_colours_follow_the_theme(readers, site):
    light, dark = readers(site, color_scheme="light"), readers(site, color_scheme="dark")
    for each in (light, dark):
        each.open()
    assert light.lightness(f"{LINKS} circle", "fill") < 128 < dark.lightness(f"{LINKS} circle", "fill")
