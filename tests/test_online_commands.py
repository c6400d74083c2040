"""`vademecum check --online` and `vademecum retractions`, against a registry on this machine."""

import subprocess

import pytest
from click.testing import CliRunner

from built_sites import make_site
from registry_server import Registry, client_for, page, serving, settings_for
from vademecum.cli import main
from vademecum.commands import online

ENTRY = """\
@article{gupta2022,
  author       = {Gupta, Aditya K. and Venkataraman, Maanasa and Talukder, Mesbah and Bamimore, Mary A.},
  title        = {Relative Efficacy of Minoxidil and the 5-α Reductase Inhibitors in Androgenetic Alopecia Treatment of
                  Male Patients: A Network Meta-analysis},
  journal      = {JAMA Dermatology},
  year         = {2022},
  doi          = {10.1001/jamadermatol.2021.5743},
}
"""
PAGE = """\
---
title: Hair
description: What is known of hair, of its growth and of its loss, in words that everyone knows.
---
Minoxidil helps [@gupta2022]. See [a page](http://hair.example/).
"""
DOI = "10.1001/jamadermatol.2021.5743"


@pytest.fixture
def registry(monkeypatch):
    registry = Registry()
    registry.pages["/"] = page()
    with serving(registry) as address:
        monkeypatch.setattr(online, "SERVICES", settings_for(address).services)
        monkeypatch.setattr(online, "client_for", lambda _settings: client_for(address))
        # Sites are asked on their own ports; in the tests all of them are the one server.
        page_text = PAGE.replace("http://hair.example/", f"{address}/")
        registry.text = page_text
        yield registry


@pytest.fixture
def site(tmp_path, monkeypatch, registry):
    make_site(tmp_path, {"docs/index.md": registry.text, "references.bib": ENTRY})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def retract(registry):
    registry.works[DOI]["updated-by"] = [
        {"DOI": "10.5555/notice", "type": "retraction", "updated": {"date-parts": [[2024, 3, 5]]}}
    ]


@pytest.mark.usefixtures("site")
def test_nothing_is_asked_unless_it_is_wanted(registry):
    run("check")
    assert registry.asked == []


@pytest.mark.usefixtures("site")
def test_a_sound_site_is_sound(registry):
    result = run("check", "--online", "--require-network", "--select", "online/*")
    assert result.exit_code == 0, result.output
    assert any(DOI in each for each in registry.asked)
    assert any(each.endswith(" /") for each in registry.asked)


def test_a_mixed_up_entry_is_found_at_its_place(site):
    (site / "references.bib").write_text(ENTRY.replace("{Gupta, Aditya K. and ", "{Miller, Ann and "), encoding="utf-8")
    result = run("check", "--online")
    assert result.exit_code == 1
    assert "references.bib:2:" in next(line for line in result.output.splitlines() if "[online/" in line)


def test_a_remark_lets_an_answer_stand_and_is_not_called_unused_offline(site):
    remark = "% vademecum: ignore online/*: the registry is wrong, and was told so\n"
    wrong = ENTRY.replace("{Gupta, Aditya K. and ", "{Miller, Ann and ")
    (site / "references.bib").write_text(remark + wrong, encoding="utf-8")
    assert "[online/" not in run("check", "--online").output
    assert "suppression/unused" not in run("check").output


@pytest.mark.usefixtures("site")
def test_an_outage_is_told_and_is_no_finding(registry):
    registry.broken = {name: (503, {}, b"") for name in ("handles", "crossref", "datacite", "eutils")}
    result = run("check", "--online", "--select", "online/*")
    assert result.exit_code == 0, result.output
    assert "not looked up" in result.stderr
    assert run("check", "--online", "--require-network", "--select", "online/*").exit_code == 4


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("option", [["--since", "HEAD"], ["--require-network"]])
def test_what_is_about_the_network_goes_with_online(option):
    result = run("check", *option)
    assert result.exit_code == 2
    assert "go with --online" in result.output


def test_only_what_a_change_touches_is_asked_for(site, registry):
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "A"]):
        subprocess.run([*git, *arguments], check=True, cwd=site)  # noqa: S603  # our own words
    assert run("check", "--online", "--since", "HEAD").exit_code == 0
    assert registry.asked == []
    new = "\n@article{new2024,\n  title = {New},\n  doi = {10.5555/none},\n}\n"
    (site / "references.bib").write_text(ENTRY + new, encoding="utf-8")
    run("check", "--online", "--since", "HEAD")
    assert any("10.5555/none" in each for each in registry.asked)
    assert not any(DOI in each for each in registry.asked)


@pytest.mark.usefixtures("site")
def test_a_revision_that_is_none_is_told():
    result = run("check", "--online", "--since", "--output=x")
    assert result.exit_code == 2


def test_links_that_are_left_out_are_not_asked_for_and_a_day_that_is_over_is_told(site, registry):
    exclude = {"url": "http://127.0.0.1*", "reason": "a test", "until": "2020-01-01"}
    make_site(site, {}, plugin={"check": {"online": {"exclude": [exclude]}}})
    text = (site / "mkdocs.yml").read_text(encoding="utf-8").replace("'2020-01-01'", "2020-01-01")
    (site / "mkdocs.yml").write_text(text, encoding="utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), start=1) if "- reason" in each)
    result = run("check", "--online")
    assert f"mkdocs.yml:{line}:" in next(
        each for each in result.output.splitlines() if "[online/expired-exclude]" in each
    )
    (site / "mkdocs.yml").write_text(text.replace("2020-01-01", "2999-01-01"), encoding="utf-8")
    registry.asked.clear()
    run("check", "--online", "--today", "2026-11-21")
    assert not any(each.endswith(" /") for each in registry.asked)


def test_retractions_are_written_for_a_person_to_commit(site, registry):
    retract(registry)
    checked = run("retractions", "--check")
    assert checked.exit_code == 1
    assert "references.bib:1:1: 'gupta2022' is retracted since 2024-03-05" in checked.output
    assert (site / "references.bib").read_text(encoding="utf-8") == ENTRY
    assert run("retractions").exit_code == 0
    assert "  status       = {retracted},\n  statusdate   = {2024-03-05},\n" in (site / "references.bib").read_text(
        encoding="utf-8"
    )
    assert "nothing to write" in run("retractions", "--check").output


def test_a_bibliography_with_errors_is_not_touched(site):
    (site / "references.bib").write_text(ENTRY + "@article{broken,\n", encoding="utf-8")
    result = run("retractions")
    assert result.exit_code == 1
    assert "nothing was looked up" in result.output


def test_what_strangers_write_never_begins_a_line_of_the_log(site, registry):
    registry.broken = {"crossref": (503, {}, b"")}
    entry = "\n@online{w2020, author={{W}}, title={T}, url={http://c.invalid/\n::warning::x}, date={2020}}\n"
    (site / "references.bib").write_text(ENTRY + entry, encoding="utf-8")
    result = run("check", "--online")
    assert "c.invalid" in result.stderr
    assert not any(line.startswith("::") for line in (result.stdout + result.stderr).splitlines())


def test_a_remark_about_what_was_not_asked_is_not_called_unused(site, registry):
    remark = "% vademecum: ignore online/*: known to the registry\n"
    (site / "references.bib").write_text(remark + ENTRY, encoding="utf-8")
    assert "[suppression/unused]" in run("check", "--online").output
    registry.broken = {name: (503, {}, b"") for name in ("handles", "crossref", "datacite", "eutils")}
    cache = site / ".cache"
    for file in sorted(cache.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    assert "[suppression/unused]" not in run("check", "--online").output
