"""Comparison tables: one file of data that pages show whole or in part."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from built_sites import build_site
from figure_site import FILES, make_figure_site
from vademecum.checking import check_site, read_site
from vademecum.checks.coverage import coverage
from vademecum.pages.comparison import (
    CELL_NAMES,
    COLUMN_NAMES,
    LEVELS,
    ROW_NAMES,
    TABLE_NAMES,
    read_comparison,
)
from vademecum.project import open_project
from vademecum.text.source import Source

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs/editing/comparison.schema.json").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 21)
TABLE = FILES["docs/data/three.yml"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    settings = {"validation": {"links": {"anchors": "warn"}}}
    return build_site(make_figure_site(tmp_path_factory.mktemp("comparison"), settings), strict=True)


@pytest.fixture
def current(site):
    return site.page("topics/current/index.html")


def logged(folder, **files):
    return build_site(
        make_figure_site(folder, {"theme": {"name": "mkdocs"}, "plugins": ["vademecum"]}, files=files)
    ).log


def checked(folder):
    read = read_site(open_project(str(folder / "mkdocs.yml")).checked_site()[0])
    return read, [f"{each.span}: {each.rule.name}" for each in check_site(read, TODAY)]


def test_the_site_is_built_without_a_finding(site):
    assert (site.status, site.log) == (0, [])


def test_the_table_has_its_columns_with_harms_last_and_its_rows_in_the_order_of_the_file(current):
    assert current.texts("#comparison-three thead th") == ["What it did in people", "How deep", "Harms"]
    assert current.texts("#comparison-three thead [data-harm]") == ["Harms"]
    assert current.texts("#comparison-three tbody th") == ["Peel", "Muscle stimulation", "Microcurrent this page"]


def test_every_cell_says_what_column_it_belongs_to_for_those_who_see_cards(current):
    labels = [cell["data-label"] for cell in current.tree.select("#comparison-three tbody td")]
    assert labels == ["What it did (in people)", "How deep", "Harms"] * 3


def test_the_table_is_one_to_a_screen_reader_whatever_the_style_sheet_makes_of_it(current):
    table = current.tree.select_one("#comparison-three table")
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
    for tag in (table, *table.select("thead, tbody, tr, td")):
        assert tag["role"] == roles[tag.name]
    assert {tag["role"] for tag in table.select("th")} == {"columnheader", "rowheader"}
    frame = table.parent
    assert (frame["role"], frame["tabindex"]) == ("region", "0")
    assert current.texts(f"#{frame['aria-labelledby']}") == ["Three treatments side by side"]


def test_the_row_of_the_page_is_marked_and_the_others_lead_to_their_pages(current):
    assert current.texts(".vm-comparison__own th") == ["Microcurrent this page"]
    assert [(link.text, link["href"]) for link in current.tree.select("tbody th a")] == [("Peel", "../peel/")]


def test_a_cell_without_a_source_says_so_and_the_table_says_that_it_is_no_ranking(current):
    assert current.texts(".vm-comparison__none") == ["No verified source"] * 2
    assert "This is no ranking" in current.text


def test_the_citations_of_cells_are_numbered_with_those_of_the_page_where_the_call_stands(tmp_path):
    page = '# A\n\n[@badger2017]\n\n{{ comparison("../data/three.yml", rows=["peel"]) }}\n\n[@cheng1982]\n'
    folder = make_figure_site(tmp_path, plugin={"style": "numeric"}, files={"docs/topics/current.md": page})
    texts = build_site(folder).page("topics/current/index.html").texts(".vm-citation__link")
    numbers = [text.partition(",")[0].strip("[]") for text in texts]
    assert numbers == ["1", "2", "3", "3", "3 (p. 3)", "4"]


def test_a_page_shows_the_rows_and_columns_that_it_asks_for(site):
    page = site.page("topics/peel/index.html")
    assert page.texts("#comparison-three thead th") == ["What it did in people", "Harms"]
    assert page.texts("#comparison-three tbody th") == ["Peel this page", "Microcurrent"]
    assert page.texts(".vm-reference__text .vm-title") == [
        "Pacemakers and stimulation",
        "Facial muscle toning",
        "Chemical peels",
    ]


def test_the_search_finds_what_cells_say_and_no_citation(site):
    text = next(entry["text"] for entry in site.index if entry["location"].endswith("current/#side-by-side"))
    assert "Thicker muscle after twelve weeks." in text
    assert "Kavanagh" not in text


def test_the_twin_of_the_page_has_the_table(site):
    twin = (site.folder / "topics/current/index.md").read_text(encoding="utf-8")
    assert (
        "| Microcurrent | No verified source | No verified source | Pacemakers may be disturbed (Badger, 2017). |"
        in twin
    )


def test_html_in_the_data_stays_text(tmp_path):
    table = (
        TABLE.replace("Thicker muscle", "<b>Thicker</b> {{ nothing }}")
        .replace("Side", "<i>")
        .replace("Harms", "<u>H</u>")
    )
    folder = make_figure_site(tmp_path, files={"docs/data/three.yml": table})
    html = build_site(folder).page("topics/current/index.html").html
    assert "&lt;b&gt;Thicker&lt;/b&gt;" in html
    assert "&lt;u&gt;H&lt;/u&gt;" in html
    assert "<u>" not in html


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("@rendon2010].\n      harm", "@rendon].\n      harm", "docs/data/three.yml:17:38: citation/unknown-key"),
        ("title: Three", "titel: Three", "docs/data/three.yml:2:1: comparison/value"),
        ("harm: none", "harm: [", "docs/data/three.yml"),
        ("cells: {effect: none, depth", "cells: {depth", "docs/data/three.yml:27:9: comparison/empty-cell"),
        ("page: ../topics/peel.md", "page: ../topics/peels.md", "docs/data/three.yml:14:11: comparison/value"),
        ("mode='in-text'", "mode='intext'", "docs/data/three.yml:26:14: macro/argument"),
        ("badger2017', mode", "badger', mode", "docs/data/three.yml:26:22: citation/unknown-key"),
    ],
)
def test_what_a_build_says_of_the_data_the_check_says_too_at_the_place_in_that_file(old, new, said, tmp_path):
    table = TABLE.replace(old, new, 1)
    if table == TABLE:  # What is broken as a whole.
        table = TABLE + "- [\n"
    log = logged(tmp_path, **{"docs/data/three.yml": table})
    _, found = checked(tmp_path)
    built = [
        f"{line.split(': ')[0].split(' - ')[1]}: {line.rpartition('[')[2].rstrip(']')}"
        for line in log
        if " - docs/" in line
    ]
    assert built
    assert len(built) == len(set(built))
    assert set(built) <= set(found)
    assert any(line.startswith(said) for line in built)


def test_a_file_that_cannot_be_read_leaves_the_call_on_the_page(tmp_path):
    folder = make_figure_site(tmp_path, files={"docs/data/three.yml": "title: ["})
    page = build_site(folder).page("topics/peel/index.html")
    assert '{{ comparison("../data/three.yml", rows=["peel", "microcurrent"]' in page.text


def test_cells_count_for_the_coverage_of_a_page_and_captions_do_not(tmp_path):
    make_figure_site(tmp_path)
    read, _ = checked(tmp_path)
    found = coverage(read.pages["topics/peel.md"].cited)
    assert (found.sentences, found.cited) == (4, 4)
    table = TABLE.replace("Smoother skin, as a review says [@rendon2010].", "It is smooth. It glows [@rendon2010].")
    make_figure_site(tmp_path, files={"docs/data/three.yml": table})
    found = coverage(checked(tmp_path)[0].pages["topics/peel.md"].cited)
    assert (found.sentences, found.cited) == (5, 4)
    assert str(found.first_uncited) == "docs/data/three.yml:16:22"


def test_works_that_only_a_table_cites_are_cited(tmp_path):
    make_figure_site(tmp_path)
    assert not [line for line in checked(tmp_path)[1] if "citation/unused" in line]


def test_a_remark_in_the_data_lets_a_finding_stand(tmp_path):
    table = TABLE.replace("      depth: Stays in the epidermis [@rendon2010].", "      depth: It stays above.")
    make_figure_site(tmp_path, files={"docs/data/three.yml": table})
    assert "docs/data/three.yml:17:14: comparison/uncited" in checked(tmp_path)[1]
    remark = "      # vademecum: ignore comparison/uncited: what the word means\n"
    table = table.replace("      depth: It stays", remark + "      depth: It stays")
    make_figure_site(tmp_path, files={"docs/data/three.yml": table})
    assert not [line for line in checked(tmp_path)[1] if line.startswith("docs/data")]


def test_the_same_files_make_the_same_bytes(site, tmp_path):
    settings = {"validation": {"links": {"anchors": "warn"}}}
    again = build_site(make_figure_site(tmp_path, settings))
    path = "topics/current/index.html"
    assert again.page(path).html == site.page(path).html


# ----- The published schema, and what is read -----


def test_the_schema_knows_the_names_that_are_read():
    column, row = (SCHEMA["properties"][name]["items"]["properties"] for name in ("columns", "rows"))
    cell = row["cells"]["additionalProperties"]["anyOf"][-1]["properties"]
    assert tuple(SCHEMA["properties"]) == TABLE_NAMES
    assert (tuple(column), tuple(row), tuple(cell)) == (COLUMN_NAMES, ROW_NAMES, CELL_NAMES)
    assert {str(level) for level in cell["level"]["enum"]} == set(LEVELS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Three treatments side by side\n", ""),
        ("{id: depth, title", "{id: 'de pth', title"),
        ("harm: true", "harm: perhaps"),
        ("level: 5", "level: 6"),
        ("caption:", "capture:"),
    ],
)
def test_what_the_schema_refuses_is_a_finding_and_what_it_takes_is_none(old, new):
    def refused(text):
        return [*jsonschema.Draft202012Validator(SCHEMA).iter_errors(yaml.safe_load(text))]

    assert not refused(TABLE)
    assert read_comparison(Source("t.yml", TABLE))[1] == ()
    broken = TABLE.replace(old, new, 1)
    assert broken != TABLE
    assert refused(broken)
    assert read_comparison(Source("t.yml", broken))[1]


def test_aliases_that_stand_for_more_than_a_table_can_hold_end_nothing():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )
    table, findings = read_comparison(Source("t.yml", f"{bomb}rows: *j\n"))
    assert table is None
    assert findings
    assert read_comparison(Source("t.yml", "[" * 3000))[0] is None
