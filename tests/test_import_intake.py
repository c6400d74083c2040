"""Works of imported pages come into the bibliography as `add` takes them in: not twice, and none that `add` refuses."""

import json
import time

import pytest
from click.testing import CliRunner

from built_sites import make_site
from imported_pages import imported
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Bibliography
from vademecum.cli import main
from vademecum.importing.report import is_certain, report_lines
from vademecum.text.source import Source

HOME = "---\ntitle: Home\n---\n\nHome.\n"
OLD = "@article{moe2011,\n  author = {Moe, P.},\n  title = {Gone},\n  journal = {Hair},\n  year = {2011},\n}\n"
LUND = "Lund E. Light and hair in mice. Hair. 2010;4:1."


def page_of(text, *references, known=None):
    items = "".join(f"<li>{each}</li>" for each in references)
    html = f"<title>T</title><h1>T</h1><p>{text}</p><h2>References</h2><ol>{items}</ol>"
    return imported(html, known=Bibliography() if known is None else known)


@pytest.fixture
def site(tmp_path, monkeypatch):
    make_site(tmp_path / "site", {"docs/index.md": HOME, "references.bib": OLD})
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def run(*arguments, code=0):
    result = CliRunner().invoke(main, ["import", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


def save(folder, name, *references):
    items = "".join(f"<li>{each}</li>" for each in references)
    file = folder / name
    file.write_text(f"<title>{file.stem}</title><p>so [1].<h2>References</h2><ol>{items}</ol>", encoding="utf-8")
    return file


def test_a_reference_without_a_title_becomes_no_entry():
    page = page_of("[1] [2]", "PMID: 7140077", LUND)
    assert [entry.key for entry in page.entries] == ["lund2010"]
    assert (
        "it has no title, and no entry was made of it; look it up: 'vademecum add 7140077'"
        in page.references[0].remarks
    )
    assert "[1\\] PMID: 7140077" in page.markdown
    assert not is_certain(page)


def test_a_reference_without_a_title_that_is_known_by_its_number_is_that_work():
    known = read_bibtex(Source("r.bib", OLD.replace("year ", "pmid = {7140077},\n  year ")))[0]
    page = page_of("[1]", "PMID: 7140077", known=known)
    assert [each.keys for each in page.linked] == [("moe2011",)]
    assert page.entries == ()


@pytest.mark.parametrize("mark", ["Retracted: ", "RETRACTED ARTICLE: "])
def test_a_retracted_work_is_refused_and_told(mark):
    page = page_of("so [1].", f"{mark}{LUND}")
    assert page.entries == page.linked == ()
    assert "THIS WORK IS RETRACTED" in " ".join(page.references[0].remarks)
    assert [each.written for each in page.uncertain] == ["[1]"]


def test_a_citation_of_a_work_that_is_known_as_retracted_is_told():
    known = read_bibtex(Source("r.bib", OLD.replace("year ", "status = {retracted},\n  year ")))[0]
    page = page_of("so [1].", "Moe P. Gone. Hair. 2011;1:1.", known=known)
    assert [each.keys for each in page.linked] == [("moe2011",)]
    assert "'moe2011' is retracted: no claim can rest on it" in page.references[0].remarks
    assert not is_certain(page)


def test_since_when_a_work_is_known_is_said_of_each():
    known = read_bibtex(Source("r.bib", OLD))[0]
    page = page_of("so", LUND, "Moe P. Gone. Hair. 2011;1:1.", LUND, known=known)
    assert [each.origin for each in page.references] == ["new", "in the bibliography already", "new, as reference 1"]
    assert [each.is_new for each in page.references] == [True, False, True]
    assert any(line.strip().startswith("3. lund2010 (new, as reference 1)") for line in report_lines(page, "p.md"))


def test_a_work_that_another_page_of_the_call_brings_is_not_said_to_be_there_already(site, tmp_path):
    said = run(save(tmp_path, "a.html", LUND), save(tmp_path, "b.html", LUND)).stdout
    assert "1. lund2010 (new): Lund" in said
    assert "1. lund2010 (new, with a page before this one): Lund" in said
    assert (site / "references.bib").read_text(encoding="utf-8").count("Light and hair") == 1


def test_the_difference_of_the_bibliography_is_shown_and_its_findings_told(site, tmp_path):
    result = run(save(tmp_path, "a.html", "Lund E. Light and hair in mice. Hair. 2010;4:9-1."), "--dry-run")
    assert "+@article{lund2010," in result.stdout
    assert "references.bib:" in result.stderr
    assert "pages" in result.stderr
    assert (site / "references.bib").read_text(encoding="utf-8") == OLD


@pytest.mark.usefixtures("site")
def test_the_difference_is_there_for_programs(tmp_path):
    said = json.loads(run(save(tmp_path, "a.html", LUND), "--dry-run", "--format", "json").stdout)
    assert "+@article{lund2010," in said["difference"]
    assert said["pages"][0]["references"][0]["origin"] == "new"


def test_fields_are_written_as_those_of_the_file_are(site, tmp_path):
    run(save(tmp_path, "a.html", LUND))
    entry = read_bibtex(Source("r.bib", (site / "references.bib").read_text(encoding="utf-8")))[0]["lund2010"]
    assert entry.raw("journal") == "Hair"
    assert entry.raw("year") == "2010"


def test_a_documentation_folder_outside_of_the_project_is_written_to(tmp_path, monkeypatch):
    make_site(tmp_path / "site", {"references.bib": OLD})
    configuration = tmp_path / "site/mkdocs.yml"
    configuration.write_text(configuration.read_text(encoding="utf-8") + "\ndocs_dir: ../words\n", encoding="utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words/index.md").write_text(HOME, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "site")
    said = run(save(tmp_path, "a.html", LUND)).stdout
    assert "so [@lund2010]." in (tmp_path / "words/a.md").read_text(encoding="utf-8")
    assert f"Written: {tmp_path}/words/a.md, references.bib" in said


def test_the_bibliography_is_named_where_there_are_several(tmp_path, monkeypatch):
    plugin = {"bibliography": ["references.bib", "more.bib"]}
    files = {"docs/index.md": HOME, "references.bib": OLD, "more.bib": ""}
    site = make_site(tmp_path / "site", files, plugin=plugin)
    monkeypatch.chdir(site)
    file = save(tmp_path, "a.html", LUND)
    assert "name one with --bibliography" in run(file, code=2).output
    run(file, "--bibliography", "more.bib")
    assert "lund2010" in (site / "more.bib").read_text(encoding="utf-8")
    assert (site / "references.bib").read_text(encoding="utf-8") == OLD


@pytest.mark.parametrize("kind", ["references", "citations", "one paragraph"])
def test_time_grows_as_the_number_does(kind):
    def took(count):
        references = [
            f"Lund E, Moe P. Hair and light number {n} of skin {n * 7}. Skin. 2010;{n}:1." for n in range(count)
        ]
        said = "so [1]. yes<sup>2</sup>. (Roth 2001) "
        text = {"references": "", "citations": said.join(["<p>"] * count), "one paragraph": said * count}[kind]
        start = time.process_time()
        page_of(text, *(references if kind == "references" else references[:3]))
        return time.process_time() - start

    took(10)
    short, long = took(40), took(240)
    assert long < 1 + 12 * short
