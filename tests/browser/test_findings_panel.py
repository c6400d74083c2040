"""The panel of findings in the preview: by keyboard, remembered, in the dark, on small screens, not on paper."""

import pytest
from axe_checks import violations, violations_in_the_dark
from playwright.sync_api import expect
from served_sites import serve

from built_sites import make_site
from preview_sites import FILES, preview_site

pytestmark = pytest.mark.browser

PANEL = "#vm-findings"
LIST = ".vm-findings__list"


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    folder = make_site(tmp_path_factory.mktemp("preview"), FILES)
    with serve(preview_site(folder)) as served:
        yield served


@pytest.fixture
def editor(readers, preview):
    """An editor at a desk, with the preview of a page that has findings."""
    reader = readers(preview)
    reader.open("zinc/")
    return reader


def test_the_panel_stands_open_beside_the_text_and_breaks_nothing(editor):
    expect(editor.find(LIST)).to_be_visible()
    expect(editor.find(f"{PANEL} a").first).to_be_hidden()  # Its site lists no rules: it explains them itself.
    editor.find(".vm-findings__why > summary").first.click()
    expect(editor.find(".vm-findings__why p").first).to_be_visible()
    assert editor.errors == []
    assert violations(editor.page) == []
    assert violations_in_the_dark(editor.page, PANEL) == []


def test_the_keyboard_closes_it_and_it_stays_closed_on_every_page_until_it_is_opened(editor):
    editor.find(f"{LIST}").focus()
    editor.press("Escape")
    expect(editor.find(LIST)).to_be_hidden()
    expect(editor.find(f"{PANEL} > details > summary")).to_be_focused()
    editor.page.reload()
    expect(editor.find(LIST)).to_be_hidden()
    editor.find(f"{PANEL} > details > summary").focus()
    editor.press("Enter")
    editor.open("iron/")
    expect(editor.find(LIST)).to_be_visible()
    expect(editor.find(LIST)).to_contain_text("All is well here.")


def test_on_a_small_screen_it_is_closed_at_first_and_fits(readers, preview):
    phone = readers(preview, viewport={"width": 320, "height": 560}, has_touch=True, is_mobile=True)
    phone.open("zinc/")
    expect(phone.find(LIST)).to_be_hidden()
    head = phone.find(f"{PANEL} > details > summary")
    assert head.bounding_box()["height"] >= 44
    head.tap()
    expect(phone.find(LIST)).to_be_visible()
    assert not phone.scrolls_sideways()
    box = phone.find(PANEL).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["height"] < 560 * 0.8


def test_paper_has_none_of_it(editor):
    editor.page.emulate_media(media="print")
    expect(editor.find(PANEL)).to_be_hidden()


def test_without_a_script_it_opens_and_closes(readers, preview):
    editor = readers(preview, java_script_enabled=False)
    editor.open("zinc/")
    expect(editor.find(LIST)).to_be_visible()
    editor.find(f"{PANEL} > details > summary").click()
    expect(editor.find(LIST)).to_be_hidden()


def test_it_follows_where_pages_change_in_place(readers, tmp_path_factory):
    theme = {"name": "material", "font": False, "features": ["navigation.instant", "navigation.tabs"]}
    folder = tmp_path_factory.mktemp("instant")
    (folder / "preview").mkdir()
    with serve(folder / "preview") as served:
        preview_site(make_site(folder, FILES, settings={"theme": theme, "site_url": served.address}))
        editor = readers(served)
        editor.read_whole("zinc/")
        expect(editor.find(f"{PANEL} > details > summary")).not_to_contain_text("0 findings")
        editor.page.evaluate("window.isSame = true")
        editor.find(".md-tabs").get_by_role("link", name="Iron").click()
        expect(editor.find("h1")).to_have_text("Iron")
        expect(editor.find(LIST)).to_contain_text("All is well here.")
        assert editor.page.evaluate("window.isSame")
        editor.find(f"{PANEL} > details > summary").click()
        expect(editor.find(LIST)).to_be_visible()
