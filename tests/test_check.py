"""`vademecum check`: what it finds in a site, what it lets stand, and what it says."""

import importlib
import json
import pkgutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import vademecum
from built_sites import make_site
from vademecum.checks.catalogue import rule_guides
from vademecum.cli import main
from vademecum.text.finding import Rule

ROOT = Path(__file__).parent.parent
REFERENCES = """\
@book{smith2020,
  author       = {Smith, Jane},
  title        = {Zinc},
  publisher    = {Metal Press},
  year         = {2020},
}
"""
PAGE = """\
---
title: Zinc
description: What is known of zinc, of its uses and of its dangers, in words that everyone knows.
---
Zinc is a metal [@smith2020].
"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    make_site(tmp_path, {"docs/index.md": PAGE, "references.bib": REFERENCES})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def add(site, text):
    page = site / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.usefixtures("site")
def test_a_clean_site_is_clean():
    result = run()
    assert result.exit_code == 0, result.output


def test_each_kind_of_fault_is_found_at_its_place(site):
    add(site, "\nIt rusts [@jones2021], see [there](rust.md). It is a miracle.\n")
    (site / "references.bib").write_text(REFERENCES.replace("{Smith, Jane}", "{Smith, Jane and}"), encoding="utf-8")
    places = {line.split(": ")[0]: line.rpartition("[")[2] for line in run().output.splitlines() if "]" in line[-1:]}
    assert places == {
        "docs/index.md:7:11": "citation/unknown-key]",
        "docs/index.md:7:36": "link/missing-page]",
        "docs/index.md:7:54": "page/promise]",
        "references.bib:2:31": "bibliography/name]",
    }


def test_a_remark_with_a_reason_lets_a_finding_stand(site):
    add(site, "\n<!-- vademecum: ignore page/promise: it is a quotation -->\nIt is a miracle.\n")
    assert run().exit_code == 0


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        ("ignore page/promise", "this remark cannot be read, or gives no reason [suppression/malformed]"),
        ("ignore page/promise until 2026-13-01: why", "[suppression/malformed]"),
        ("ignore page/promis: why", "Did you mean 'page/promise'?"),
        ("ignore page/promise until 2020-01-01: why", "may stand until 2020-01-01, which is past"),
    ],
)
def test_a_remark_that_is_wrong_or_past_lets_nothing_stand(site, remark, said):
    add(site, f"\n<!-- vademecum: {remark} -->\nIt is a miracle.\n")
    result = run()
    assert result.exit_code == 1
    assert said in result.output
    assert "[page/promise]" in result.output


def test_a_remark_may_hold_until_a_day_for_a_kind_of_rules_or_a_whole_file(site):
    add(
        site,
        "\n<!-- vademecum: ignore-file page/*, link/missing-page until 2030-01-01: being rewritten -->\n\nA miracle.\n",
    )
    assert run("--today", "2029-12-31").exit_code == 0
    assert run("--today", "2030-01-02").exit_code == 1


def test_a_remark_above_an_entry_holds_for_the_entry(site):
    entry = REFERENCES.replace("{Smith, Jane}", "{Smith, Jane and}")
    remark = "% vademecum: ignore bibliography/name: as the title page has it\n"
    (site / "references.bib").write_text(remark + entry, encoding="utf-8")
    assert run().exit_code == 0


def test_a_remark_that_is_not_needed_is_told(site):
    add(site, "\n<!-- vademecum: ignore page/promise: it was here -->\nIt is a metal.\n")
    assert "nothing here breaks page/promise [suppression/unused]" in run().output


def test_rules_are_chosen_by_name_and_kind(site):
    add(site, "\nIt rusts [@jones2021]. It is a miracle.\n")
    assert "[page/promise]" not in run("--select", "citation/*").output
    assert "[citation/unknown-key]" not in run("--ignore", "citation/*").output
    result = run("--select", "citation/unknown-kex")
    assert result.exit_code == 2
    assert "did you mean 'citation/unknown-key'?" in result.output


def test_only_what_the_baseline_does_not_know_fails(site):
    add(site, "\nIt is a miracle.\n")
    assert run("--baseline", "known.txt").exit_code == 0
    add(site, "\nIt is guaranteed.\n")
    result = run("--baseline", "known.txt")
    assert result.exit_code == 1
    assert "guaranteed" in result.output
    assert "miracle" not in result.output


def test_warnings_may_pass(site):
    add(site, "\nIt is a miracle.\n")
    assert run("--fail-level", "error").exit_code == 0


def test_every_format_is_printed_whole(site):
    add(site, "\nIt rusts [@jones2021].\n")
    assert json.loads(run("--format", "json").output)["findings"][0]["rule"] == "citation/unknown-key"
    assert json.loads(run("--format", "sarif").output)["version"] == "2.1.0"
    assert run("--format", "github").output.startswith("::error file=docs/index.md,line=7,")


def test_a_setting_of_the_checks_is_read_and_a_wrong_one_told(site):
    make_site(site, {}, plugin={"check": {"promise_words": ["metal"]}})
    assert "[page/promise]" in run().output
    for check, said in (
        ({"promise_word": []}, "did you mean 'promise_words'?"),
        ({"coverage": 200}, "'check: coverage:' is a whole number from 0 to 100, not 200"),
    ):
        make_site(site, {}, plugin={"check": check})
        result = run()
        assert result.exit_code == 2
        assert said in result.output


def test_the_handbook_has_no_errors():
    result = run("-f", ROOT / "mkdocs.yml", "--fail-level", "error")
    assert result.exit_code == 0, result.output


def test_the_catalogue_and_the_code_name_the_same_rules():
    rules = set()
    for module in pkgutil.walk_packages(vademecum.__path__, "vademecum."):
        values = vars(importlib.import_module(module.name)).values()
        rules |= {value.name for value in values if isinstance(value, Rule)}
    assert rules == set(rule_guides())


@pytest.mark.parametrize("guide", rule_guides().values(), ids=lambda guide: guide.name)
def test_a_rule_is_explained_with_an_example(guide):
    assert len(guide.explanation) > 60
    assert guide.wrong
    assert guide.right
