"""Links in texts that a page quotes: in its front matter, in its calls, in files of data."""

import json
from functools import partial

import pytest
from click.testing import CliRunner

from built_sites import build_site, make_site
from vademecum.cli import main
from vademecum.pages.quoted_links import links_in, rebased

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path class="ln" d="M0 0h9"/></svg>'
TABLE = """title: Two of them
caption: More is [told there](../zinc/skin.md#risks).
columns:
  - {id: effect, title: Effect, note: "See [the home page](../index.md)."}
rows:
  - id: a
    title: A
    cells:
      effect: "More [@good2022], as [skin](../zinc/skin.md) says; [here](#fig-a)."
"""
FILES = {
    "docs/index.md": "# Home\n\n[Skin](zinc/skin.md), [bone](zinc/bone.md), [words](glossary.md)\n",
    "docs/zinc/bone.md": """---
title: Bone
section: zinc
summary: "See [skin](skin.md), [its risks](skin.md#risks) and [a file](../a%20b.txt)."
key_points:
  - "[Home](../index.md) and [below](#more) [@good2022]."
  - "[Elsewhere](https://example.org/?a=1&b=2), <me@example.org>, [mail](mailto:me@example.org)."
  - "[No](javascript:alert(1)) [no](//evil.example/) [no](/\\\\evil.example) [<b>no</b>](data:text/html,x)."
---
{{ key_points() }}

## More

{{ figure("../a.svg", caption="As on [skin](skin.md).", alt="A line", credit="Ada", licence="[free](../index.md)") }}

{{ comparison("../data/table.yml") }}
""",
    "docs/zinc/skin.md": "# Skin\n\n## Risks\n\nNone.\n",
    "docs/glossary.md": "# Words\n\n{{ glossary() }}\n",
    "docs/data/table.yml": TABLE,
    "docs/data/glossary.yml": '- term: Zinc\n  meaning: "A metal, see [skin](../zinc/skin.md#risks)."\n',
    "docs/a.svg": DRAWING,
    "docs/a b.txt": "text",
    "references.bib": "@book{good2022, author = {Good, Ann}, title = {\\href{skin.md}{Metals}}, year = 2022}\n",
}
SETTINGS = {"validation": {"links": {"anchors": "warn", "unrecognized_links": "ignore", "absolute_links": "ignore"}}}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build_site(make_site(tmp_path_factory.mktemp("quoted"), FILES, SETTINGS))


@pytest.fixture
def run_check(tmp_path, monkeypatch):
    """A function that gives the places and rules of the findings of a site, as the command has them."""
    monkeypatch.chdir(tmp_path)
    return partial(_run_check, tmp_path)


def _run_check(folder, files, select):
    make_site(folder, files)
    result = CliRunner().invoke(main, ["check", "--select", select, "--format", "json"])
    findings = json.loads(result.output)["findings"]
    return [f"{each['path']}:{each['start']['line']}:{each['start']['column']}: {each['rule']}" for each in findings]


def links(page, selector):
    return [(link.get_text(), link["href"]) for link in page.tree.select(f"{selector} a[href]:not(.vm-citation__link)")]


def test_links_in_the_front_matter_lead_where_links_of_the_page_would(site):
    assert links(site.page("zinc/bone/index.html"), ".vm-summary")[:7] == [
        ("skin", "../skin/"),
        ("its risks", "../skin/#risks"),
        ("a file", "../../a%20b.txt"),
        ("Home", "../../"),
        ("below", "#more"),
        ("Elsewhere", "https://example.org/?a=1&b=2"),
        ("me@example.org", "mailto:me@example.org"),
    ]


def test_a_quoted_text_leads_to_no_script_and_to_no_other_host_by_stealth(site):
    found = links(site.page("zinc/bone/index.html"), ".vm-summary")
    assert [text for text, _ in found if text.endswith("no") or text == "No"] == []


def test_links_in_a_caption_and_in_a_licence_lead_to_pages(site):
    found = links(site.page("zinc/bone/index.html"), "figcaption")
    assert ("skin", "../skin/") in found
    assert ("free", "../../") in found


def test_links_in_a_table_count_from_the_file_of_the_table(site):
    found = links(site.page("zinc/bone/index.html"), "#comparison-table")
    for link in [
        ("told there", "../skin/#risks"),
        ("the home page", "../../"),
        ("skin", "../skin/"),
        ("here", "#fig-a"),
    ]:
        assert link in found


def test_links_in_the_glossary_count_from_its_file(site):
    assert ("skin", "../zinc/skin/#risks") in links(site.page("glossary/index.html"), "article")


def test_a_link_of_the_bibliography_never_leads_into_the_site(site):
    assert links(site.page("zinc/bone/index.html"), ".vm-references .vm-title") == []


def test_twins_have_these_links_too(site):
    twin = (site.folder / "zinc/bone/index.md").read_text(encoding="utf-8")
    for link in ("[skin](../skin/index.md)", "[below](#more)", "[told there](../skin/index.md#risks)"):
        assert link in twin


WRONG = {
    "docs/zinc/bone.md": FILES["docs/zinc/bone.md"]
    .replace("(skin.md#risks)", "(skin.md#risk)")
    .replace("[Home](../index.md)", "[Home](../hom.md)")
    .replace('caption="As on [skin](skin.md)', 'caption="As on [skin](skon.md)'),
    "docs/data/table.yml": TABLE.replace("../zinc/skin.md)", "../zink/skin.md)").replace("#fig-a", "#fig-b"),
    "docs/data/glossary.yml": "- term: Zinc\n  meaning: >-\n    A metal,\n    see [skin](../zinc/skin.md#risk).\n",
}


def test_the_check_tells_each_link_that_leads_nowhere_at_its_place(run_check):
    found = run_check({**FILES, **WRONG}, select="link/missing-*")
    assert found == [
        "docs/data/glossary.yml:4:31: link/missing-anchor",
        "docs/data/table.yml:9:44: link/missing-page",
        "docs/data/table.yml:9:74: link/missing-anchor",
        "docs/zinc/bone.md:4:51: link/missing-anchor",
        "docs/zinc/bone.md:6:13: link/missing-page",
        "docs/zinc/bone.md:14:45: link/missing-page",
    ]


def test_the_check_finds_nothing_wrong_with_links_that_lead_somewhere(run_check):
    assert run_check(FILES, select="link/*") == [
        "docs/zinc/bone.md:8:5: link/malformed-address",
        "docs/zinc/bone.md:8:11: link/unsafe-link",
        "docs/zinc/bone.md:8:37: link/malformed-address",
        "docs/zinc/bone.md:8:88: link/unsafe-link",
    ]


def test_what_is_no_link_in_a_quoted_text_is_told(run_check):
    files = {
        "references.bib": "",
        "docs/index.md": '---\nsummary: "[Call](tel:+41-44-555-01-23) [us](//x.example)."\n---\n# Home\n',
    }
    assert run_check(files, select="link/*") == [
        "docs/index.md:2:18: link/malformed-address",
        "docs/index.md:2:45: link/malformed-address",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](../b.md#c)", "[a](b.md#c)"),
        ("[a](b/) and [c](../d/e.md?f)", "[a](data/b/) and [c](d/e.md?f)"),
        ("[a](#b), [c](https://d.example/e), <me@a.example>", "[a](#b), [c](https://d.example/e), <me@a.example>"),
        ("[a](/b.md) [c](../../../d.md) `[e](f.md)`", "[a](/b.md) [c](../../../d.md) `[e](f.md)`"),
        ("![a](b.png) [c](<d e.md>)", "![a](data/b.png) [c](<data/d e.md>)"),
        ("[a](http://[b)", "[a](http://[b)"),
    ],
)
def test_a_link_is_written_as_the_page_has_to_write_it(text, expected):
    assert rebased(text, "zinc/data/table.yml", "zinc/bone.md") == expected
    assert rebased(text, "zinc/table.yml", "zinc/bone.md") == text


def test_a_text_without_links_is_not_taken_apart():
    assert links_in("No [@link2020] here.") == ()
