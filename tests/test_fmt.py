"""`vademecum fmt`: one form for BibTeX files, and no file that is worse off for it."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from built_sites import make_site
from vademecum.cli import main
from vademecum.editing import formatting
from vademecum.text.source import Source

ROOT = Path(__file__).parent.parent
UNTIDY = """\
% The works.

@Book(smith2020, Title = "Zinc" # { and iron}, year=2020 % seen
, author = {Smith, Jane})
@string{asj = "Aesthetic Surgery Journal"}
@article{jones2021, journal = asj, title = {Iron,
   again}, year = 2021}
"""
TIDY = """\
% The works.

@string{asj = {Aesthetic Surgery Journal}}

@article{jones2021,
  title        = {Iron, again},
  journal      = asj,
  year         = {2021},
}

@book{smith2020,
  author       = {Smith, Jane},
  title        = {Zinc} # { and iron},
  % seen
  year         = {2020},
}
"""
USING = """\
@article{brown2019,
  title        = {GOLD},
  journal      = asj,
}
"""
BROKEN = "@book{smith2020,\n  title = {Zinc,\n  year = {2020},\n}\n"


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "references.bib"
    path.write_text(UNTIDY, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["fmt", *map(str, arguments)])


def test_a_file_gets_its_one_form_once(file):
    first, second = run(file), run(file)
    assert (first.exit_code, first.output) == (0, "references.bib: formatted\n")
    assert (second.exit_code, second.output) == (0, "")
    assert file.read_text(encoding="utf-8") == TIDY


def test_check_changes_nothing_and_names_the_first_line_that_differs(file):
    result = run("--check", file)
    assert result.exit_code == 1
    assert result.output.startswith("references.bib:3:1: warning: the file is not in its one form from here on")
    assert "Run 'vademecum fmt'." in result.output
    assert file.read_text(encoding="utf-8") == UNTIDY


def test_a_file_with_errors_is_not_touched_and_says_why(file):
    file.write_text(BROKEN, encoding="utf-8")
    for arguments in ([file], ["--check", file]):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "references.bib:2:12: error: the value of 'title' is not closed and runs on into 'year'" in result.output
        assert "references.bib: not touched, as it has errors" in result.output
        assert file.read_text(encoding="utf-8") == BROKEN


def test_a_broken_file_does_not_keep_the_others_from_being_formatted(file, tmp_path):
    broken = tmp_path / "broken.bib"
    broken.write_text(BROKEN, encoding="utf-8")
    assert run(broken, file).exit_code == 1
    assert file.read_text(encoding="utf-8") == TIDY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@book{a, title = {A}}\n@book{A, title = {B}}\n", "2:1: error: the key 'A' is already used"),
        ("@string{a = a}\n", "1:1: error: the @string 'a' is defined by itself"),
    ],
)
def test_what_is_wrong_only_among_entries_is_an_error_too(file, text, said):
    file.write_text(text, encoding="utf-8")
    result = run(file)
    assert result.exit_code == 1
    assert said in result.output
    assert file.read_text(encoding="utf-8") == text


def test_what_one_file_of_several_uses_may_be_defined_in_another(tmp_path, monkeypatch):
    plugin = {"bibliography": ["references.bib", "more/works.bib"]}
    files = {"docs/index.md": "# Zinc", "references.bib": "", "more/works.bib": USING.replace("  ", "")}
    make_site(tmp_path, files, plugin=plugin)
    monkeypatch.chdir(tmp_path)
    assert run("more/works.bib").output == "more/works.bib: formatted\n"
    whole = run()
    assert whole.exit_code == 1
    assert "no @string defines 'asj'" in whole.output


def test_a_file_of_another_kind_is_not_touched(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "page.md"
    page.write_text("# A page  \n\n```\n@book{b}\n```\n", encoding="utf-8")
    result = run("page.md")
    assert result.exit_code == 2
    assert "'page.md' is no BibTeX file: its name does not end in .bib" in result.output
    assert page.read_text(encoding="utf-8").startswith("# A page  \n")


def test_a_file_that_is_not_utf_8_is_not_touched(file):
    data = "@book{a, title = {Größe}}\n".encode("latin-1")
    file.write_bytes(data)
    result = run(file)
    assert result.exit_code == 1
    assert "byte 20 (0xf6) is not UTF-8" in result.output
    assert file.read_bytes() == data


def test_line_ends_permissions_and_links_stay_what_they_are(file, tmp_path):
    file.write_bytes(UNTIDY.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    link = tmp_path / "link.bib"
    link.symlink_to(file)
    assert run(link).exit_code == 0
    assert link.is_symlink()
    assert file.read_bytes() == TIDY.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_byte_order_mark_goes(file):
    file.write_bytes(b"\xef\xbb\xbf" + TIDY.encode())
    assert run("--check", file).exit_code == 1
    assert run(file).exit_code == 0
    assert file.read_bytes() == TIDY.encode()


def test_without_a_file_it_is_the_bibliography_of_the_site(tmp_path, monkeypatch):
    plugin = {"bibliography": ["references.bib", "more/works.bib"]}
    make_site(
        tmp_path,
        {"docs/index.md": "# Zinc", "references.bib": UNTIDY, "more/works.bib": USING.replace("  ", "")},
        plugin=plugin,
    )
    monkeypatch.chdir(tmp_path)
    assert run().output == "references.bib: formatted\nmore/works.bib: formatted\n"
    assert (tmp_path / "more" / "works.bib").read_text(encoding="utf-8") == USING
    monkeypatch.chdir(tmp_path / "docs")
    assert run("--check", "-f", "../mkdocs.yml").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no.bib"], "there is no file 'no.bib'; nothing was changed"),
        ([], "there is no 'mkdocs.yml' here; name one with -f, or go to the folder that holds it"),
        (["-f", "site.yml"], "there is no 'site.yml' here"),
        (["--chek"], "No such option '--chek'"),
    ],
)
def test_a_call_that_cannot_work_is_told_in_a_sentence(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_when_writing_fails_the_old_file_is_whole_and_nothing_else_is_left(file, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    result = run(file)
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert file.read_text(encoding="utf-8") == UNTIDY
    assert [path.name for path in file.parent.iterdir()] == ["references.bib"]


def test_a_form_that_would_say_something_else_is_a_fault_of_ours_and_is_not_written(file, monkeypatch):
    monkeypatch.setattr(formatting, "format_file", lambda _: "@book{smith2020,\n  title = {Gold},\n}\n")
    result = run(file)
    assert result.exit_code == 3
    assert "would say something else" in result.output
    assert file.read_text(encoding="utf-8") == UNTIDY


def test_our_own_bibliography_is_in_its_one_form(monkeypatch):
    monkeypatch.chdir(ROOT)
    [formatted] = formatting.format_bibtex({"references.bib": (ROOT / "references.bib").read_bytes()})
    assert not formatted.is_changed
    assert formatted.findings == ()


def test_a_place_in_a_formatted_file_is_that_of_the_file_as_written():
    [formatted] = formatting.format_bibtex({"x.bib": b"@book{b, title = {B}}\n"})
    assert formatted.difference.span == Source("x.bib", "").span(0)
