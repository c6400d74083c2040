"""`vademecum diff`: what a change does to the evidence, told of a scripted history and of small repositories."""

import json
import re
from importlib.resources import files
from time import sleep

import jsonschema
import pytest
from click.testing import CliRunner

from built_sites import make_site
from comments import assert_is_harmless
from diff_history import FOLDER, STEPS, make_history
from git_repositories import GitRepository
from vademecum import __version__, documents, revisions
from vademecum.cli import main
from vademecum.report.diff_markdown import MARKER
from vademecum.revisions import settings_of

ENDINGS = {"text": "out", "markdown": "md", "json": "json"}
SCHEMA = json.loads((files("vademecum.report") / "schemas" / "diff.schema.json").read_text(encoding="utf-8"))
_DIGITS = re.compile(r"\b[0-9a-f]{40}\b|\b[0-9a-f]{10}\b")


def run(*arguments):
    return CliRunner().invoke(main, ["diff", *arguments])


def told(*arguments):
    """What JSON says of a change."""
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# The scripted history.


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    return make_history(tmp_path_factory.mktemp("history") / "book").folder


@pytest.mark.parametrize("form", ENDINGS)
@pytest.mark.parametrize("step", STEPS[1:], ids=lambda step: step.stem)
def test_a_commit_is_told_as_its_golden_file_says(history, monkeypatch, step, form):
    monkeypatch.chdir(history)
    number = int(step.stem[:2])
    result = run(f"{number - 1:02}", f"{number:02}", "--format", form, "--today", "2026-11-21")
    assert result.exit_code == 0, result.output
    golden = FOLDER / f"{step.stem}.{ENDINGS[form]}"
    written = result.stdout.replace(f'"version": "{__version__}"', '"version": "VERSION"')
    assert _DIGITS.sub("COMMIT", written) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("step", STEPS[1:], ids=lambda step: step.stem)
def test_what_is_written_for_programs_has_the_published_form(step):
    jsonschema.validators.validator_for(SCHEMA).check_schema(SCHEMA)
    jsonschema.validate(json.loads((FOLDER / f"{step.stem}.json").read_text(encoding="utf-8")), SCHEMA)


@pytest.mark.parametrize("step", STEPS[1:], ids=lambda step: step.stem)
def test_words_of_strangers_are_code_in_a_comment(step):
    comment = (FOLDER / f"{step.stem}.md").read_text(encoding="utf-8")
    assert comment.startswith(f"{MARKER}\n")
    assert_is_harmless(comment)


def test_an_unchanged_site_has_nothing_to_tell(history, monkeypatch):
    monkeypatch.chdir(history)
    assert run("08").stdout.endswith("Nothing of the evidence changes.\n")
    assert "Nothing of the evidence changes." in run("08", "--format", "markdown").stdout


def test_a_key_that_is_renamed_is_no_removal_and_no_addition(history, monkeypatch):
    monkeypatch.chdir(history)
    change = told("03", "04")
    assert [(work["kind"], work["was"], work["key"]) for work in change["works"]] == [
        ("renamed", "lee2019", "lee2019a")
    ]
    assert [page["citations"] for page in change["pages"]] == [[], []]


def test_new_findings_fail_a_run_that_asks_for_it(history, monkeypatch):
    monkeypatch.chdir(history)
    assert run("05", "06").exit_code == 0
    assert run("05", "06", "--fail-on-new").exit_code == 1
    assert run("06", "07", "--fail-on-new").exit_code == 0


# Git.


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A repository whose site lies in a folder of it."""
    repository = GitRepository(tmp_path / "repository")
    page = "# Home\n\nIt is so [@smith2020].\n"
    make_site(repository.folder / "site", {"docs/index.md": page, "references.bib": "@book{smith2020, title={A}}\n"})
    repository.commit("2026-01-01")
    monkeypatch.chdir(repository.folder / "site")
    return repository


def write(book, path, text):
    (book.folder / "site" / path).write_text(text, encoding="utf-8")


def test_without_a_second_revision_the_files_of_today_count(book):
    write(book, "docs/index.md", "# Home\n\nIt is so.\n")
    change = told("HEAD")
    assert change["head"]["commit"] is None
    assert [each["kind"] for each in change["pages"][0]["citations"]] == ["removed"]


def test_what_happened_to_the_base_meanwhile_is_not_told(book):
    book.git("checkout", "--quiet", "-b", "change")
    book.commit("2026-01-02", {"site/docs/index.md": "# Home\n\nIt is so [@smith2020]. And so [@smith2020].\n"})
    book.git("checkout", "--quiet", "main")
    book.commit("2026-01-03", {"site/references.bib": "@book{smith2020, title={Other}}\n"})
    book.git("checkout", "--quiet", "change")
    assert told("main")["works"] == []
    assert len(told("main", "change")["pages"]) == 1


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
def test_what_a_partial_clone_does_not_hold_is_told_and_not_taken_as_empty(book, tmp_path, monkeypatch, left_out):
    book.commit("2026-01-02", {"site/docs/index.md": "# Home\n\nOther words [@smith2020].\n"})
    book.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    book.git("clone", "--quiet", f"--filter={left_out}", book.folder.as_uri(), str(clone))
    monkeypatch.chdir(clone / "site")
    result = run("HEAD~1")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be read: git does not have it here" in result.stderr
    assert "git fetch --refetch --no-filter" in result.stderr


@pytest.mark.usefixtures("book")
def test_where_git_ends_too_early_that_is_told(monkeypatch):
    monkeypatch.setattr(revisions, "_READING_SECONDS", 0)
    monkeypatch.setattr(revisions.Objects, "at", lambda *_: sleep(0.5) or "0" * 40)
    result = run("HEAD")
    assert result.exit_code == 2
    assert "cannot be read: git does not have it here" in result.stderr


def test_a_file_that_is_too_large_is_so_at_both_times(book, monkeypatch):
    for module in (revisions, documents):
        monkeypatch.setattr(module, "LARGEST", 100)
    table = "title: T\ncolumns: [{id: a, title: A}]\nrows:\n  - {id: b, title: B, cells: {a: 'Yes [@smith2020]'}}\n"
    page = '# Home\n\nIt is so [@smith2020].\n\n{{ comparison("table.yml") }}\n'
    book.commit("2026-01-02", {"site/docs/index.md": page, "site/docs/table.yml": table + "#" * 100})
    change = told("HEAD")
    assert (change["findings"]["new"], change["findings"]["mended"]) == ([], [])
    assert change["base"]["findings"]["error"] == 1


@pytest.fixture
def shallow(book, tmp_path, monkeypatch):
    """A clone of two branches, each with its last commit alone: what `main` got meanwhile looks taken away."""
    book.git("checkout", "--quiet", "-b", "change")
    book.commit("2026-01-02", {"site/docs/index.md": "# Home\n\nIt is so [@smith2020]. And so [@smith2020].\n"})
    book.git("checkout", "--quiet", "main")
    book.commit("2026-01-03", {"site/references.bib": "@book{smith2020, title={Other}}\n"})
    clone = tmp_path / "clone"
    book.git("clone", "--quiet", "--depth=1", "--no-single-branch", "-b", "change", book.folder.as_uri(), str(clone))
    monkeypatch.chdir(clone / "site")


UNKNOWN = "where it and 'origin/main' went apart is not known here"


@pytest.mark.usefixtures("shallow")
def test_where_two_revisions_went_apart_is_not_known_that_is_told():
    assert f"\nwarning: {UNKNOWN}" in run("origin/main").stdout
    assert f"> {UNKNOWN.replace(chr(39), '`')}" in run("origin/main", "--format", "markdown").stdout
    assert f"warning: {UNKNOWN}" in run("origin/main", "--format", "json").stderr


@pytest.mark.usefixtures("book")
def test_where_it_is_known_nothing_is_said_of_it():
    result = run("HEAD", "--format", "json")
    assert result.stderr == ""
    assert "went apart" not in run("HEAD").stdout


def test_a_site_that_was_not_there_yet_is_new_altogether(tmp_path, monkeypatch):
    repository = GitRepository(tmp_path / "new")
    repository.commit("2026-01-01", {"README": "Soon.\n"})
    make_site(repository.folder, {"docs/index.md": "It is [@a].", "references.bib": "@book{a, title={A}}"})
    repository.commit("2026-01-02")
    monkeypatch.chdir(repository.folder)
    change = told("HEAD~1", "HEAD")
    assert [page["kind"] for page in change["pages"]] == ["added"]
    assert [work["kind"] for work in change["works"]] == ["added"]


@pytest.mark.parametrize("name", ["nowhere", "--all", "", "HEAD~7", "a\nb", "HEAD:site"])
@pytest.mark.usefixtures("book")
def test_a_revision_that_is_none_is_told(name):
    result = run("--", name)
    assert result.exit_code == 2
    assert "git knows no revision" in result.stderr


def test_without_a_repository_that_is_told(tmp_path, monkeypatch):
    make_site(tmp_path, {"docs/index.md": "", "references.bib": ""})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run("HEAD")
    assert result.exit_code == 2
    assert "is in no Git repository" in result.stderr


def test_settings_and_programs_of_a_revision_are_not_used(book):
    marker = book.folder / "ran"
    hook = f"import pathlib\npathlib.Path({str(marker)!r}).write_text('x', encoding='utf-8')\n"
    evil = (
        "site_name: Evil\nhooks: [hook.py]\ntheme: {name: material, custom_dir: own}\nplugins: [vademecum, nowhere]\n"
    )
    book.commit("2026-01-02", {"site/hook.py": hook, "site/mkdocs.yml": evil + "x: !!python/name:os.system\n"})
    book.git("checkout", "--quiet", "HEAD~1")
    change = told("HEAD", "main")
    assert not marker.exists()
    assert {"hooks", "plugins", "theme"} <= set(change["settings"])


def test_the_navigation_of_each_revision_counts(book):
    usual = "site_name: A\nplugins: [vademecum]\n"
    without, with_it = f"{usual}nav: [index.md]\n", f"{usual}nav: [index.md, new.md]\n"
    book.commit("2026-01-02", {"site/mkdocs.yml": without})
    book.commit("2026-01-03", {"site/docs/new.md": "# New\n", "site/mkdocs.yml": with_it})
    book.commit("2026-01-04", {"site/mkdocs.yml": without})
    came = [finding["rule"] for finding in told("HEAD~2", "HEAD~1")["findings"]["new"]]
    left = [finding["rule"] for finding in told("HEAD~1", "HEAD")["findings"]["new"]]
    assert "link/orphan" not in came
    assert left == ["link/orphan"]


def test_a_navigation_that_is_none_is_told(book):
    book.commit("2026-01-02", {"site/mkdocs.yml": "plugins: [vademecum]\nnav: {a: {b: {c: 1}}}\nsite_name: A\n"})
    book.git("checkout", "--quiet", "HEAD~1")
    result = run("HEAD", "main")
    assert result.exit_code == 2
    assert "the 'mkdocs.yml' of the revision cannot be used" in result.stderr


def test_a_tree_with_names_that_lead_elsewhere_is_read_without_them(book):
    def tree(*entries):
        data = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(each) for mode, name, each in entries)
        file = book.folder / "object"
        file.write_bytes(data)
        return book.git("hash-object", "-t", "tree", "-w", "--literally", str(file))

    def at(path):
        return book.git("rev-parse", f"HEAD:{path}")

    page = at("site/docs/index.md")
    above = tree(("100644", "escaped.md", page))
    strange = [("100644", "a\\b.md", page), ("100644", "fine.md", page), ("100644", "x/../../y.md", page)]
    docs = tree(("40000", "..", above), *strange, ("120000", "link.md", page))
    files = [("100644", name, at(f"site/{name}")) for name in ("mkdocs.yml", "references.bib")]
    root = tree(("40000", "site", tree(("40000", "docs", docs), *files)))
    commit = book.git("commit-tree", root, "-p", "HEAD", "-m", "Strange")
    paths = [page["path"] for page in told("HEAD", commit)["pages"]]
    assert paths == ["docs/fine.md"]


def test_settings_that_are_no_yaml_are_none():
    assert settings_of(b"\xff: [") == {}
    assert settings_of(b"a: !!python/object:os.system {x: 1}\nb: ~") == {"a": {"x": "1"}, "b": None}
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert settings_of(bomb.encode()) == {}
