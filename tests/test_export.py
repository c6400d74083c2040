"""`vademecum export`: works of the site for another program."""

import json

import pytest
from click.testing import CliRunner

from built_sites import make_site
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.exchange.csljson import read_csl_json
from vademecum.bibliography.exchange.ris import read_ris
from vademecum.cli import main
from vademecum.text.source import Source

REFERENCES = """\
@string{asj = "Aesthetic Surgery Journal"}
@book{smith2020, author = {Smith, Jane}, title = {Zinc}, year = 2020}
@article{jones2021, author = {Jones, Jim}, journal = asj, title = {Iron and {DNA}}, year = 2021, month = mar}
@inbook{brown2019, author = {Brown, Bea}, title = {Gold}, crossref = {all2019}}
@book{all2019, editor = {All, Ann}, title = {Metals}, year = 2019}
"""
PAGE = """\
---
title: Metals
key_points: ["Gold shines [@brown2019]."]
---
Zinc [@smith2020] {{ cite("jones2021") }} and `[@all2019]`.

{{ key_points() }}
"""
READERS = {
    "bibtex": lambda text: list(read_bibtex(Source("x", text))[0].values()),
    "ris": lambda text: read_ris(Source("x", text))[0],
    "csl-json": lambda text: read_csl_json(Source("x", text))[0],
}


@pytest.fixture(autouse=True)
def site(tmp_path, monkeypatch):
    make_site(tmp_path, {"docs/index.md": PAGE, "docs/iron.md": "# Iron\n\n@jones2021", "references.bib": REFERENCES})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        ([], {"smith2020", "jones2021", "brown2019", "all2019"}),
        (["jones2021"], {"jones2021"}),
        (["--page", "index.md"], {"smith2020", "jones2021", "brown2019"}),
        (["--page", "docs/iron.md"], {"jones2021"}),
        (["all2019", "--page", "iron.md"], {"jones2021", "all2019"}),
    ],
    ids=["the whole bibliography", "one work", "a page's references", "a page by its path", "works and a page"],
)
def test_the_works_that_are_asked_for_come_back(form, arguments, keys):
    result = run(*arguments, "--format", form)
    assert result.exit_code == 0, result.output
    assert {entry.key for entry in READERS[form](result.output)} == keys


def test_a_bibtex_file_stands_for_itself():
    text = run("jones2021", "brown2019").output
    assert text == (
        "@inbook{brown2019,\n"
        "  author       = {Brown, Bea},\n"
        "  editor       = {All, Ann},\n"
        "  title        = {Gold},\n"
        "  booktitle    = {Metals},\n"
        "  year         = {2019},\n"
        "}\n"
        "\n"
        "@article{jones2021,\n"
        "  author       = {Jones, Jim},\n"
        "  title        = {Iron and {DNA}},\n"
        "  journal      = {Aesthetic Surgery Journal},\n"
        "  year         = {2021},\n"
        "  month        = mar,\n"
        "}\n"
    )


def test_a_file_is_written_whole(site):
    file = site / "works.json"
    assert run("--format", "csl-json", "-o", file).output == ""
    assert len(json.loads(file.read_text(encoding="utf-8"))) == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["jonse2021"], "the bibliography has no work 'jonse2021'; did you mean 'jones2021'?"),
        (["--page", "irn.md"], "the site has no page 'irn.md'; did you mean 'iron.md'?"),
        (["--format", "word"], "'word' is not one of 'bibtex', 'ris', 'csl-json'"),
        (["-f", "no.yml"], "there is no 'no.yml' here"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_errors_in_the_bibliography_are_told_and_the_rest_is_exported(site):
    (site / "references.bib").write_text(REFERENCES + "@book{broken, title = {Lead\n", encoding="utf-8")
    result = run("smith2020", "--format", "ris")
    assert result.exit_code == 1
    assert "references.bib:6:23: error: the brace that opens 'title' is never closed" in result.output
    assert "TI  - Zinc" in result.output


def test_a_work_that_the_page_cites_and_nobody_knows_is_told(site):
    (site / "docs" / "iron.md").write_text("# Iron\n\n@jones2021 and @nobody", encoding="utf-8")
    result = run("--page", "iron.md", "--format", "ris")
    assert result.exit_code == 1
    assert "docs/iron.md:3:16: error: there is no work 'nobody'" in result.output
    assert "ID  - jones2021" in result.output


@pytest.mark.parametrize(("output", "said"), [("no/works.bib", "No such file or directory"), ("docs", "directory")])
def test_a_place_that_cannot_be_written_is_named(output, said):
    result = run("-o", output)
    assert result.exit_code == 2
    assert said in result.output
    assert output in result.output
    assert "tmp" not in result.output.split(output)[-1]


def test_a_site_without_us_is_told(site):
    make_site(site, {}, settings={"plugins": ["search"]})
    result = run()
    assert result.exit_code == 2
    assert "'mkdocs.yml' does not have 'vademecum' under 'plugins'" in result.output
