"""The one place that runs Git: what it asks of it, and what it lets Git see."""

import ast
import os
from pathlib import Path

import pytest

from git_repositories import GitRepository
from small_books import JONES, SMITH
from vademecum.changes import changed_keys
from vademecum.git import Repository
from vademecum.text.errors import ConfigurationError

PACKAGE = Path(__file__).parent.parent / "macros" / "vademecum"


@pytest.fixture
def repository(tmp_path):
    made = GitRepository(tmp_path / "book")
    made.commit("2026-01-01", {"site/references.bib": SMITH})
    made.commit("2026-01-02", {"site/references.bib": SMITH + JONES})
    return made


def test_no_other_module_runs_a_program():
    def runs_programs(file):
        nodes = [*ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
        modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        modules |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
        names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        return bool(
            modules & {"subprocess", "pty", "multiprocessing"} or names & {"system", "popen", "execv", "spawnv"}
        )

    assert [file.name for file in sorted(PACKAGE.rglob("*.py")) if runs_programs(file)] == ["git.py"]


def test_a_folder_is_named_from_the_root_of_its_repository(repository, tmp_path, monkeypatch):
    assert Repository(repository.folder / "site").prefix() == "site/"
    assert Repository(repository.folder).prefix() == ""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(ConfigurationError, match=r"is in no Git repository \(not a git repository"):
        Repository(tmp_path).prefix()


def test_two_revisions_went_apart_at_a_commit_or_at_none(repository):
    asked = Repository(repository.folder)
    first, second = asked.commit("HEAD~1"), asked.commit("HEAD")
    assert asked.common_commit(first, second) == first
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit("2026-01-03")
    assert asked.common_commit(second, "HEAD") == ""
    assert asked.common_commit("--help", "HEAD") == ""


@pytest.mark.parametrize(
    "name", ["GIT_DIR", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_SHALLOW_FILE", "GIT_NAMESPACE", "GIT_PREFIX"]
)
def test_what_git_tells_its_hooks_does_not_lead_astray(repository, tmp_path, monkeypatch, name):
    other = GitRepository(tmp_path / "other")
    other.commit("2026-02-01", {"a.txt": "A"})
    expected = Repository(repository.folder / "site").head()
    monkeypatch.setenv(name, str(other.folder / ".git"))
    assert Repository(repository.folder / "site").head() == expected


def test_a_git_that_cannot_be_run_is_told_and_has_nothing_to_tell(repository, tmp_path, monkeypatch):
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_bytes(b"\x7fELF, but no program")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    asked = Repository(repository.folder)
    assert asked.head() is None
    with pytest.raises(ConfigurationError, match="git cannot be run"):
        asked.commit("HEAD")


def test_what_a_partial_clone_lacks_is_fetched_for_what_has_changed(repository, tmp_path):
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--filter=blob:none", repository.folder.as_uri(), str(clone))
    assert changed_keys(clone / "site", ["references.bib"], "HEAD~1") == {"jones2021"}


def test_what_is_nowhere_to_be_had_is_told(repository, tmp_path):
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--filter=blob:none", repository.folder.as_uri(), str(clone))
    repository.folder.rename(tmp_path / "gone")
    with pytest.raises(ConfigurationError, match=r"git cannot read what 'references\.bib' was"):
        changed_keys(clone / "site", ["references.bib"], "HEAD~1")
