"""`vademecum import`: what is written, what is refused, and that the site is a site afterwards."""

import json
import shutil

import pytest
from click.testing import CliRunner

from built_sites import build_site, make_site
from imported_pages import FOLDER, PAGES
from vademecum.cli import main

HOME = "---\ntitle: Home\n---\n\nHome.\n"
PAGE = """<!DOCTYPE html><title>Tea</title><p>Good (Brown, 2018). <img src="pics/My Leaf.png" alt="A leaf">
<h2>References</h2><p>Brown D. Green tea cream. J Tea Res. 2018;3(1):20-29."""
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"


@pytest.fixture
def site(tmp_path, monkeypatch):
    bib = (FOLDER / "references.bib").read_text(encoding="utf-8")
    make_site(tmp_path / "site", {"docs/index.md": HOME, "docs/tea/index.md": HOME, "references.bib": bib})
    monkeypatch.chdir(tmp_path / "site")
    (tmp_path / "tea.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "My Leaf.png").write_bytes(PNG)
    return tmp_path / "site"


def run(*arguments, code=0):
    result = CliRunner().invoke(main, ["import", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


def snapshot(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_page_and_its_entries_are_written(site):
    said = run("../tea.html", "--section", "tea", "--day", "2026-01-02")
    page = (site / "docs/tea/tea.md").read_text(encoding="utf-8")
    assert page.startswith(
        "---\ntitle: Tea\nsection: tea\nreview_status: draft\nupdated: 2026-01-02\n---\n\nGood [@brown2018]."
    )
    bib = (site / "references.bib").read_text(encoding="utf-8")
    assert bib.index("@article{brown2018,") < bib.index("@article{cheng1982,")
    assert "docs/tea/tea.md:8:6: (Brown, 2018) -> [@brown2018]" in said
    assert "Written: docs/tea/tea.md, references.bib" in said


def test_nothing_is_written_in_a_dry_run(site):
    before = snapshot(site)
    said = run("../tea.html", "--dry-run")
    assert "Good [@brown2018]." in said
    assert "Nothing was written. It would be: docs/tea.md, references.bib" in said
    assert snapshot(site) == before


def test_nothing_is_overwritten(site):
    run("../tea.html")
    before = snapshot(site)
    assert "there is a page" in run("../tea.html", code=2)
    assert snapshot(site) == before


def test_a_second_import_finds_the_entries_of_the_first(site):
    run("../tea.html")
    bib = (site / "references.bib").read_bytes()
    assert "brown2018 (in the bibliography already)" in run("../tea.html", "--path", "more-tea")
    assert (site / "references.bib").read_bytes() == bib


def test_pictures_are_copied_where_that_is_asked_for(site):
    run("../tea.html", "--section", "tea", "--figures")
    assert (site / "docs/tea/figures/my-leaf.png").read_bytes() == PNG
    assert 'figure("figures/my-leaf.png", alt="A leaf"' in (site / "docs/tea/tea.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["../secret.png", "/etc/passwd", "pics/none.png", "tea.html", "file:///etc/passwd"])
def test_no_picture_is_taken_from_elsewhere(site, tmp_path, address):
    home = tmp_path / "saved"
    home.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (home / "tea.html").write_text(f"<title>Tea</title><p>x<img src='{address}' alt=a>", encoding="utf-8")
    run(home / "tea.html", "--figures")
    assert not (site / "docs/figures").exists()


def test_a_folder_is_imported_without_what_was_saved_beside_its_pages(site, tmp_path):
    folder = tmp_path / "saved"
    (folder / "word_files").mkdir(parents=True)
    (folder / "word_files" / "header.htm").write_text("<p>x", encoding="utf-8")
    for file in PAGES:
        shutil.copy(file, folder)
    run(folder, "--section", "old", code=1)
    assert len(list((site / "docs/old").iterdir())) == len(PAGES)
    assert not (site / "docs/old/header.md").exists()


def test_pages_share_the_works_that_both_name(site, tmp_path):
    (tmp_path / "b.html").write_text(PAGE.replace("<title>Tea", "<title>More tea"), encoding="utf-8")
    run("../tea.html", "../b.html")
    assert (site / "references.bib").read_text(encoding="utf-8").count("Green tea cream") == 1
    assert "[@brown2018]" in (site / "docs/more-tea.md").read_text(encoding="utf-8")


def test_the_site_builds_strictly_with_all_pages(site):
    run(*PAGES, "--section", "tea", code=1)
    for page in (site / "docs/tea").glob("*.md"):
        text = page.read_text(encoding="utf-8").replace("review_status: draft", "review_status: unreviewed")
        page.write_text(text, encoding="utf-8")
    built = build_site(site, strict=True)
    assert built.status == 0, built.log
    salt = built.page("tea/sea-salt/index.html")
    assert "made by the sun (Bianchi & Conti, 1977; Dunn, 1965)" in salt.text
    assert "R2 was 0.4" in salt.text


@pytest.mark.usefixtures("site")
def test_the_report_is_there_for_programs():
    result = CliRunner().invoke(main, ["import", "../tea.html", "--format", "json", "--dry-run"])
    page = json.loads(result.stdout)["pages"][0]
    assert page["citations"] == [
        {"written": "(Brown, 2018)", "markdown": "[@brown2018]", "keys": ["brown2018"], "line": 7, "column": 6}
    ]
    assert page["markdown"].startswith("---\ntitle: Tea")
    assert page["references"][0]["written"] == "Brown D. Green tea cream. J Tea Res. 2018;3(1):20-29."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.html"], "there is no file 'nowhere.html'"),
        (["../pics"], "there is no page in '../pics'"),
        (["references.bib"], "is no page"),
        (["../tea.html", "--section", "../up"], "cannot be a folder"),
        (["../tea.html", "--path", "A B"], "cannot be the name"),
        (["../tea.html", "../tea.html", "../tea.html", "--bibliography", "x.bib"], "is no BibTeX file of the site"),
        (["../tea.html", "docs/index.html", "--path", "x"], "there is no file"),
    ],
)
def test_a_call_that_cannot_work_is_refused_in_a_sentence(site, arguments, message):
    before = snapshot(site)
    assert message in run(*arguments, code=2)
    assert snapshot(site) == before


def test_a_bibliography_with_errors_is_left_alone(site):
    (site / "references.bib").write_text("@article{x, title = {open\n", encoding="utf-8")
    before = snapshot(site)
    assert "nothing was written" in run("../tea.html", code=1)
    assert snapshot(site) == before


@pytest.mark.usefixtures("site")
def test_a_page_without_words_is_passed_over(tmp_path):
    (tmp_path / "empty.html").write_text("<html><body><nav>Home</nav></body></html>", encoding="utf-8")
    assert "has no text" in run("../empty.html", code=1)
