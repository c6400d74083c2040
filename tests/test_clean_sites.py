"""Sites in which nothing is wrong: the checker says so, of the sources and of the built pages."""

import json
import shutil

import pytest
from click.testing import CliRunner

from built_sites import build_site
from clean_sites import handbook, many_pages, write
from conversions import CASES
from vademecum.cli import main

ROOT = CASES.parents[1]
TODAY = "2026-11-21"
LEFT_OUT_ON_PURPOSE = [("html/orphan", "editing/index.html")]
"""All there is to tell of the handbook, for information: nothing leads to the page that its navigation leaves out."""


def found_in(folder, *arguments):
    """What `vademecum check` finds in a site, and the status that it ends with."""
    command = ["check", "-f", str(folder / "mkdocs.yml"), "--today", TODAY, "--format", "json", *arguments]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    return result.exit_code, json.loads(result.stdout)["findings"]


def places(findings):
    return [f"{each['path']}:{each['start']['line']}:{each['start']['column']} {each['rule']}" for each in findings]


@pytest.mark.parametrize("directory_urls", [True, False], ids=["a directory for each page", "a file for each page"])
def test_a_site_below_a_folder_that_uses_every_feature_is_clean_in_its_sources_and_as_it_is_built(
    tmp_path, directory_urls
):
    write(tmp_path, handbook(directory_urls=directory_urls))
    site = build_site(tmp_path, strict=True)
    assert (site.status, site.log) == (0, [])
    status, findings = found_in(tmp_path, "--built", str(site.folder))
    assert status == 0, places(findings)
    told = [(each["rule"], each["path"].partition("site/")[2]) for each in findings]
    assert told == LEFT_OUT_ON_PURPOSE, places(findings)
    assert findings[0]["severity"] == "info"


@pytest.mark.parametrize("rule", ["citation/*", "bibliography/*", "link/*", "page/*", "macro/*", "file/*"])
def test_the_clean_site_would_be_told_of_if_something_were_wrong(tmp_path, rule):
    """Each kind of check is at work there: one letter is enough."""
    files = handbook()
    slips = {
        "citation/*": ("docs/forms/citations.md", "@eco1977 said so", "@eco1978 said so"),
        "bibliography/*": ("references.bib", "{101--109}", "{109--101}"),
        "link/*": ("docs/forms/links.md", "(citations.md#in-text)", "(citations.md#in-texts)"),
        "page/*": ("docs/forms/blocks.md", "A link to [the cell]", "A miracle in [the cell]"),
        "macro/*": ("docs/literature.md", "{{ literature(", "{{ literatures("),
        "file/*": ("docs/index.md", "Welcome", "⟨ff⟩Welcome"),
    }
    path, right, wrong = slips[rule]
    assert files[path].count(right) == 1
    files[path] = files[path].replace(right, wrong)
    _, findings = found_in(write(tmp_path, files), "--select", rule)
    assert [(each["path"].rpartition(path)[1], each["rule"].partition("/")[0]) for each in findings] == [
        (path, rule.removesuffix("/*"))
    ]


def test_four_hundred_pages_are_clean(tmp_path):
    files = many_pages(400)
    assert sum(path.endswith(".md") for path in files) == 401
    assert found_in(write(tmp_path, files)) == (0, [])


def test_the_handbook_of_this_project_is_clean():
    status, findings = found_in(ROOT, "--fail-level", "warning")
    assert status == 0, places(each for each in findings if each["severity"] != "info")


def test_the_handbook_of_this_project_is_clean_as_it_is_built(tmp_path):
    for name in ("mkdocs.yml", "references.bib"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    site = build_site(tmp_path)
    status, findings = found_in(tmp_path, "--built", str(site.folder), "--select", "html/*")
    assert status == 0, places(findings)
    assert {each["rule"] for each in findings} <= {"html/orphan"}
