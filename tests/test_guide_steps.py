"""The first page of the editors' guide, as it says: in a browser, and on a terminal, in a copy of the book."""

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from add_registry import AddRegistry, lead_to
from built_sites import build_site
from git_repositories import GitRepository
from registry_server import serving
from vademecum.cli import main

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/editing/first-page.md").read_text(encoding="utf-8")
BROWSER, TERMINAL = GUIDE.partition("## In the browser")[2].split("## On a terminal")
PAGE = "docs/hair-loss/microneedling-of-the-scalp.md"
TODAY = ("--today", "2026-11-21")
NOT_HERE = ("git clone", "git push", "cd ", ". .venv/", "make site")
"""What a set-up does, and what needs GitHub."""
TRIAL = {
    "DOI": "10.5555/example.2018",
    "type": "journal-article",
    "title": ["A made-up trial of needling with minoxidil against minoxidil alone"],
    "author": [
        {"given": "Ada", "family": "Moe"},
        {"given": "Bo", "family": "Example"},
    ],
    "container-title": ["Journal of Made-up Examples"],
    "published-print": {"date-parts": [[2018]]},
    "issued": {"date-parts": [[2018]]},
    "volume": "11",
    "issue": "4",
    "page": "211-216",
}
REVIEW = {
    "DOI": "10.5555/example.2022",
    "type": "journal-article",
    "title": ["A made-up review of needling for hair"],
    "author": [
        {"given": "Cleo", "family": "Roe"},
        {"given": "Dora", "family": "Sample"},
    ],
    "container-title": ["Reviews of Made-up Examples"],
    "published-print": {"date-parts": [[2022, 2]]},
    "published-online": {"date-parts": [[2021, 12, 1]]},
    "issued": {"date-parts": [[2021, 12, 1]]},
    "volume": "12",
    "issue": "1",
    "page": "41-60",
}
SUMMARY = {
    "uid": "99999999",
    "title": "A made-up review of needling for hair.",
    "pubdate": "2022 Feb",
    "source": "Rev Made-up Ex",
    "fulljournalname": "Reviews of made-up examples",
    "authors": [{"name": name, "authtype": "Author"} for name in ("Roe C", "Sample D")],
    "pubtype": ["Journal Article", "Systematic Review"],
    "articleids": [
        {"idtype": "pubmed", "value": "99999999"},
        {"idtype": "doi", "value": "10.5555/example.2022"},
    ],
}


def example(text, language):
    """The one example of a language, without the indentation of a list that it may stand in."""
    ((indent, found),) = re.findall(rf"^([ ]*)```{language}\n(.*?)^[ ]*```", text, re.DOTALL | re.MULTILINE)
    return re.sub(rf"^{indent}", "", found, flags=re.MULTILINE)


WRITTEN = example(GUIDE, "markdown")


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A copy of the book, in which one works."""
    copy = tmp_path / "book"
    copy.mkdir()
    shutil.copytree(ROOT / "docs", copy / "docs")
    for name in ("mkdocs.yml", "references.bib"):
        shutil.copyfile(ROOT / name, copy / name)
    monkeypatch.chdir(copy)
    return copy


@pytest.fixture
def registries(monkeypatch):
    known = AddRegistry()
    known.know({"crossref": [TRIAL, REVIEW], "pubmed": [SUMMARY]})
    with serving(known) as address:
        lead_to(monkeypatch, address)
        yield known


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def vademecum(*arguments):
    """What a command says; it must find nothing wrong."""
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_in_a_browser_three_files_make_a_page_that_is_clean(book):
    (book / PAGE).write_text(WRITTEN, encoding="utf-8", newline="")
    works = book / "references.bib"
    works.write_text(works.read_text(encoding="utf-8") + "\n" + example(BROWSER, "bibtex"), encoding="utf-8")
    line = example(BROWSER, "yaml")
    neighbour = "      - Prevention: hair-loss/hair-loss-prevention.md\n"
    change(book / "mkdocs.yml", neighbour, neighbour + line)
    assert vademecum("check", *TODAY, "docs") == "No findings.\n"
    told = vademecum("check", *TODAY, "references.bib")
    assert re.findall(r"'(?:moe2018|roe2022)'.*\[(.*)\]", told) == ["bibliography/unsorted"]  # it may stand anywhere


def test_on_a_terminal_every_command_does_what_the_guide_says(book, registries):  # noqa: ARG001  # it is there before
    repository = GitRepository(book)
    repository.commit("2026-11-20")
    said, ran = "", []
    for block in re.findall(r"^```sh\n(.*?)^```", TERMINAL, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            program, *arguments = shlex.split(line)
            if line == "vademecum check":
                fill_in(book)
            if program == "vademecum":
                said += vademecum(*arguments, *(TODAY if arguments[0] in ("check", "diff") else ()))
                ran.append(arguments[0])
            elif line == "make serve":
                built = build_site(book, strict=True)
                assert (built.status, [entry for entry in built.log if "WARNING" in entry or "ERROR" in entry]) == (
                    0,
                    [],
                )
                page = built.page("hair-loss/microneedling-of-the-scalp/index.html")
                assert len(page.tree.select(".vm-references li[id^=ref-]")) == 3
            elif not line.startswith(NOT_HERE):
                assert program == "git"
                repository.git(*arguments)
    assert ran == ["new", "find", "add", "check", "diff"]
    assert "dhurat2013\n" in said
    assert [line for line in example(TERMINAL, "text").splitlines() if line not in said] == []
    assert not re.search(": (?:error|warning): ", said)
    assert PAGE in said
    assert repository.git("status", "--porcelain", "--", "docs", "mkdocs.yml", "references.bib") == ""
    assert repository.git("rev-list", "--count", "main..microneedling") == "1"


def fill_in(book):
    """What an editor does by hand: the page, and how strong the new works are."""
    written = (book / PAGE).read_text(encoding="utf-8")
    assert "review_status: draft" in written
    (book / PAGE).write_text(WRITTEN, encoding="utf-8", newline="")
    design = "  doi          = {10.5555/example.2018},\n"
    change(
        book / "references.bib", design, f"{design}  studydesign  = {{randomised trial}},\n  evidence     = {{2}},\n"
    )


def test_what_a_set_up_calls_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)$", TERMINAL, re.MULTILINE)
    assert targets == ["site", "serve"]
    assert [target for target in targets if f"\n{target}: " not in makefile] == []
    assert os.access(ROOT / ".devcontainer/devcontainer.json", os.R_OK)
