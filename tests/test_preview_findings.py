"""The preview shows the findings of a page to its editor, on the page and in the terminal; a build shows nothing."""

import logging
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import vademecum
from built_sites import build_site, make_site
from preview_sites import FILES, RULES, preview_site
from vademecum.mkdocs_preview import PreviewingPlugin
from vademecum.render.assets import script, style_sheet

ASSETS = Path(vademecum.__file__).parent / "assets" / "preview"


class Preview:
    def __init__(self, folder):
        self.folder = folder

    def panel(self, path):
        tree = BeautifulSoup((self.folder / path).read_text(encoding="utf-8"), "html.parser")
        (panel,) = tree.select("body > aside#vm-findings")
        return panel

    def findings(self, path):
        return self.panel(path).select("ol > li")


def previewed(folder, files=None, **how):
    return Preview(preview_site(make_site(folder, {**FILES, **(files or {})}, **how)))


def said(item):
    return " ".join(item.get_text(" ").split())


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    return previewed(tmp_path_factory.mktemp("preview"), {"docs/rules.md": RULES})


def test_the_plugin_that_mkdocs_loads_is_the_previewing_one():
    (point,) = entry_points(group="mkdocs.plugins", name="vademecum")
    assert point.load() is PreviewingPlugin


def test_a_page_shows_its_findings_with_line_message_and_what_to_do_the_worst_first(preview):
    first, *others = preview.findings("zinc/index.html")
    assert said(first).startswith("Error Line 9 there is no work 'smiht2020'")
    assert "Did you mean 'smith2020' (Zinc)?" in said(first)
    assert first.select_one("code.vm-findings__line").text.startswith("Zinc is a metal [@smiht2020].")
    assert any("nothing reads 'sumary'" in said(each) and "Line 4" in said(each) for each in others)
    severities = [each.select_one("[data-severity]")["data-severity"] for each in (first, *others)]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)


def test_what_is_wrong_with_an_entry_is_told_on_the_pages_that_cite_it_and_on_its_own(preview):
    told = "references.bib , line 13 the doi '10.1/x' of 'smith2020' is not right"
    assert any(told in said(each) for each in preview.findings("zinc/index.html"))
    assert any(told in said(each) for each in preview.findings("references/smith2020/index.html"))
    assert preview.findings("iron/index.html") == []


def test_the_head_counts_the_findings_and_says_how_bad_the_worst_is(preview):
    count = preview.panel("zinc/index.html").select_one("summary > span")
    assert int(count.text) == len(preview.findings("zinc/index.html")) > 3
    assert count["data-severity"] == "error"


def test_a_page_without_findings_says_so_is_closed_and_counts_those_elsewhere(preview):
    panel = preview.panel("iron/index.html")
    assert said(panel.select_one("summary")) == "0 findings on this page"
    assert not panel.details.has_attr("open")
    note = said(panel.select_one(".vm-findings__note"))
    assert note.startswith("All is well here. ")
    assert "more in other files of the site" in note


def test_what_is_for_information_alone_waits_until_it_is_asked_for(tmp_path):
    entry = FILES["references.bib"].replace("Metal Press", "Metal 100% Press", 1)
    panel = previewed(tmp_path, {"references.bib": entry}).panel("iron/index.html")
    assert [each["data-severity"] for each in panel.select("ol [data-severity]")] == ["info"]
    assert not panel.details.has_attr("open")


def test_a_rule_leads_to_its_place_where_the_site_lists_the_rules_and_explains_itself_elsewhere(preview):
    first, *others = preview.findings("zinc/index.html")
    link = first.select_one("a")
    assert link["href"] == "../rules/#citation-unknown-key"
    listing = BeautifulSoup((preview.folder / "rules/index.html").read_text(encoding="utf-8"), "html.parser")
    assert listing.find(id="citation-unknown-key")
    page_rule = next(each for each in others if "page/unknown-name" in said(each))
    assert page_rule.a is None
    assert said(page_rule.details).startswith("Why it matters")


def test_what_an_author_wrote_stays_text(preview):
    panel = preview.panel("zinc/index.html")
    assert panel.find(onclick=True) is None
    assert any('onclick="alert(1)"' in each.text for each in panel.select("code"))


def test_what_can_be_mended_is_said_to_be(preview):
    assert any(
        "'the' stands twice" in said(each) and "vademecum check --fix mends it." in said(each)
        for each in preview.findings("zinc/index.html")
    )


def test_a_remark_lets_a_finding_stand_in_the_preview_too(tmp_path):
    text = FILES["docs/zinc.md"].replace(
        "elsewhere</b>.", "elsewhere</b>. <!-- vademecum: ignore page/*: an example -->"
    )
    preview = previewed(tmp_path, {"docs/zinc.md": text})
    assert not [each for each in preview.findings("zinc/index.html") if "the' stands twice" in said(each)]


def test_findings_are_shown_whatever_the_look_of_the_site(tmp_path):
    preview = previewed(tmp_path, settings={"theme": {"name": "mkdocs"}}, plugin={"look": False})
    assert preview.findings("zinc/index.html")
    assert "vm-findings" in preview.panel("zinc/index.html").style.text


def test_findings_in_a_table_of_data_are_told_on_the_pages_that_show_it(tmp_path):
    table = "title: Two\ncolumns: [{id: a, title: A}]\nrows: [{id: x, title: X, cells: {a: More of it}}]\n"
    preview = previewed(
        tmp_path,
        {"docs/data/two.yml": table, "docs/iron.md": FILES["docs/iron.md"] + '\n{{ comparison("data/two.yml") }}\n'},
    )
    (finding,) = [each for each in preview.findings("iron/index.html") if "comparison/uncited" in said(each)]
    assert "docs/data/two.yml , line 3" in said(finding)


def test_the_terminal_says_what_the_check_would_say_each_once(tmp_path, caplog):
    caplog.set_level(logging.INFO, "mkdocs")
    previewed(tmp_path)
    lines = [record.getMessage() for record in caplog.records]
    for rule in ("citation/unknown-key", "page/unknown-name", "page/doubled-word", "bibliography/identifier"):
        assert sum(f"[{rule}]" in line for line in lines) == 1, rule
    assert any("docs/zinc.md:4:1: warning: nothing reads 'sumary'" in line for line in lines)
    assert not [record for record in caplog.records if record.levelno > logging.INFO and "page/" in record.getMessage()]


def test_a_site_with_very_many_findings_does_not_flood_the_terminal(tmp_path, caplog):
    caplog.set_level(logging.INFO, "mkdocs")
    previewed(tmp_path, {f"docs/page-{number}.md": "# Page\n" for number in range(30)})
    lines = [record.getMessage() for record in caplog.records]
    assert sum(line.startswith("docs/page-") for line in lines) <= 20
    assert any("more; 'vademecum check' lists them all" in line for line in lines)


def test_a_setting_of_the_checks_that_cannot_work_leaves_the_preview_without_panels_and_says_so(tmp_path, caplog):
    caplog.set_level(logging.INFO, "mkdocs")
    folder = preview_site(make_site(tmp_path, FILES, plugin={"check": {"coverage": "all"}}))
    assert "vm-findings" not in (folder / "zinc/index.html").read_text(encoding="utf-8")
    assert any("the preview shows no findings" in record.getMessage() for record in caplog.records)


def test_a_preview_builds_again_with_what_is_found_then(tmp_path):
    assert previewed(tmp_path).findings("zinc/index.html")
    again = previewed(tmp_path, {"docs/zinc.md": FILES["docs/iron.md"].replace("Iron", "Zinc").replace("iron", "zinc")})
    assert again.findings("zinc/index.html") == []


def test_nothing_of_it_is_in_a_built_site(tmp_path):
    built = build_site(make_site(tmp_path, {**FILES, "docs/rules.md": RULES}))
    assert built.status == 0
    for path, data in built.bytes.items():
        assert b"vm-findings" not in data, path
        assert b"nothing reads" not in data, path
    assert not [line for line in built.log if "page/unknown-name" in line]


def test_the_panel_is_no_part_of_the_style_sheet_and_the_script_of_sites():
    assert {file.name for file in ASSETS.iterdir()} == {"findings.css", "findings.js"}
    assert "vm-findings" not in style_sheet() + script()
