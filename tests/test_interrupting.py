"""Ctrl-C: at any time, without a trace of where it was, and with nothing half-written."""

import os
import signal
import stat
import subprocess
import sys

import pytest
from click.testing import CliRunner

from built_sites import make_site
from vademecum.bibliography.identifier import citation_key
from vademecum.checks.registered import Update, UpdateKind
from vademecum.checks.registered_status import StatusChange
from vademecum.cli import main
from vademecum.commands.online import Answers
from vademecum.editing import many_files
from vademecum.editing.files import replace_file

INTERRUPTED = """
import os, signal, sys, threading
from vademecum.__main__ import run
threading.Timer(float(sys.argv.pop(1)), os.kill, (os.getpid(), signal.SIGINT)).start()
run()
"""
BOOKS = {
    "one.bib": "@book{b, title={B}, author={Moe, Ann}, year=2020, publisher={X}}\n",
    "two.bib": "@book{a, title={A}, author={Moe, Ann}, year=2021, publisher={X}}\n",
}


@pytest.mark.parametrize("seconds", [0.01, 0.05, 0.2, 0.6, 1.2])
def test_it_ends_with_130_and_no_traceback_while_modules_load_and_later(tmp_path, seconds):
    make_site(tmp_path, {"docs/index.md": "# Home\n", **BOOKS}, plugin={"bibliography": [*BOOKS]})
    before = {name: (tmp_path / name).read_bytes() for name in BOOKS}
    command = [sys.executable, "-c", INTERRUPTED, str(seconds), "fmt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False)  # noqa: S603  # ours
    assert "Traceback" not in done.stderr
    after = {name: (tmp_path / name).read_bytes() for name in BOOKS}
    changed = [name for name in BOOKS if after[name] != before[name]]
    assert done.returncode in ((130,) if seconds < 0.1 else (130, 0))
    assert len(changed) in (0, 2)
    assert {file.name for file in tmp_path.iterdir()} == {"docs", "mkdocs.yml", *BOOKS}


def test_while_files_are_written_it_waits_until_all_are(tmp_path, monkeypatch):
    files = {tmp_path / name: text.encode() for name, text in BOOKS.items()}
    for file, data in files.items():
        file.write_bytes(data)

    def interrupted(file, data):
        os.kill(os.getpid(), signal.SIGINT)
        replace_file(file, data)

    monkeypatch.setattr(many_files, "replace_file", interrupted)
    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        many_files.replace_files(files, dict.fromkeys(files, b"new"))
    assert [file.read_bytes() for file in files] == [b"new", b"new"]
    assert signal.getsignal(signal.SIGINT) is handler


def test_a_command_that_is_interrupted_says_so(tmp_path, monkeypatch):
    make_site(tmp_path, {"docs/index.md": "# Home\n", **BOOKS}, plugin={"bibliography": [*BOOKS]})
    monkeypatch.chdir(tmp_path)

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("vademecum.commands.fmt.replace_files", interrupt)
    result = CliRunner().invoke(main, ["fmt"])
    assert (result.exit_code, result.stderr) == (130, "vademecum: interrupted\n")


READ_ONLY = "the file is read-only; nothing was written"


@pytest.mark.parametrize("command", [["fmt"], ["check", "--fix"]])
def test_where_one_of_several_files_is_read_only_none_is_written(tmp_path, monkeypatch, command):
    pages = {f"docs/{name}.md": f"---\ntitle: {name}\n---\n\nThe the skin [@a; @b].\n" for name in ("index", "other")}
    make_site(tmp_path, {**pages, **BOOKS}, plugin={"bibliography": [*BOOKS]})
    for path in ("docs/other.md", "two.bib"):
        (tmp_path / path).chmod(0o444)
    before = {path: (tmp_path / path).read_bytes() for path in (*pages, *BOOKS)}
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    path = "two.bib" if command == ["fmt"] else "docs/other.md"
    assert result.stderr == f"vademecum: '{tmp_path / path}': {READ_ONLY}\n"
    assert {path: (tmp_path / path).read_bytes() for path in before} == before
    assert stat.S_IMODE((tmp_path / path).stat().st_mode) == 0o444
    (tmp_path / path).chmod(0o644)
    for each in ("docs/other.md", "two.bib"):
        (tmp_path / each).chmod(0o644)
    assert CliRunner().invoke(main, command).exit_code in (0, 1)
    assert all((tmp_path / path).read_bytes() != before[path] for path in (BOOKS if command == ["fmt"] else pages))


def test_a_file_that_is_read_only_is_not_replaced(tmp_path):
    file = tmp_path / "a.bib"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only") as raised:
        replace_file(file, b"new")
    assert raised.value.filename == str(file)
    assert (file.read_bytes(), [*tmp_path.iterdir()]) == (b"old", [file])


def test_statuses_are_written_into_all_files_of_a_bibliography_or_into_none(tmp_path, monkeypatch):
    make_site(tmp_path, {"docs/index.md": "# Home\n", **BOOKS}, plugin={"bibliography": [*BOOKS]})
    monkeypatch.chdir(tmp_path)
    retracted = StatusChange("retracted", "2023-08-16", Update(UpdateKind.RETRACTION))
    answers = Answers(changes={citation_key(key): retracted for key in "ab"})
    monkeypatch.setattr("vademecum.commands.retractions.ask_for_status", lambda *_: answers)
    (tmp_path / "two.bib").chmod(0o444)
    result = CliRunner().invoke(main, ["retractions"])
    assert (result.exit_code, READ_ONLY in result.stderr, "written for" in result.output) == (2, True, False)
    assert [(tmp_path / name).read_text("utf-8") for name in BOOKS] == [*BOOKS.values()]
    (tmp_path / "two.bib").chmod(0o644)
    assert CliRunner().invoke(main, ["retractions"]).exit_code == 0
    assert all("status" in (tmp_path / name).read_text("utf-8") for name in BOOKS)
