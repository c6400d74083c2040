"""Which entries a change touches, told from real repositories in temporary folders."""

import os
import shutil
import subprocess

import pytest

from vademecum import changes, git
from vademecum.changes import changed_keys
from vademecum.text.errors import ConfigurationError

SMITH = "@book{smith2020,\n  author = {Smith, Jane},\n  title = {Zinc},\n  year = {2020},\n  keywords = {zinc},\n}\n"
JONES = "@article{jones2021,\n  author = {Jones, Ann},\n  title = {Tin},\n  doi = {10.1000/1},\n  year = 2021,\n}\n"
FILE = "references.bib"


class Repository:
    def __init__(self, folder):
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments):
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=false")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        command = [shutil.which("git"), "-C", str(self.folder), *identity, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603  # our own command
        return done.stdout.decode().strip()

    def write(self, text, path=FILE):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def commit(self, text, path=FILE):
        self.write(text, path)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=A change")
        return self.git("rev-parse", "HEAD")

    def changed(self, ref="HEAD", paths=(FILE,), root=""):
        return sorted(changed_keys(self.folder / root, paths, ref))


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "a folder"
    folder.mkdir()
    return Repository(folder)


def test_an_untouched_file_has_no_changed_entries(repository):
    repository.commit(SMITH + JONES)
    assert repository.changed() == []


def test_a_new_entry_is_changed(repository):
    repository.commit(SMITH)
    repository.write(SMITH + JONES)
    assert repository.changed() == ["jones2021"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title = {Tin}", "title = {Lead}"),
        ("title = {Tin}", "title = {tin}"),
        ("author = {Jones, Ann}", "author = {Jones, Anna}"),
        ("10.1000/1", "10.1000/2"),
        ("  doi = {10.1000/1},\n", ""),
        ("year = 2021", "year = 2021, pmid = {12345678}"),
        ("year = 2021", "year = 2021, note = {PMID: 12345678}"),
        ("year = 2021", "year = 2021, status = {retracted}"),
        ("@article", "@book"),
    ],
)
def test_an_entry_whose_work_is_described_otherwise_is_changed(repository, old, new):
    repository.commit(SMITH + JONES)
    repository.write(SMITH + JONES.replace(old, new))
    assert repository.changed() == ["jones2021"]


@pytest.mark.parametrize(
    "text",
    [
        JONES + SMITH,
        SMITH + JONES.replace("\n  ", "\n      "),
        SMITH + JONES.replace("{Jones, Ann}", '"Jones,\n    Ann"'),
        SMITH + JONES.replace("  title = {Tin},\n", "").replace("{jones2021,", "{jones2021, TITLE = {Tin},"),
        SMITH + JONES.replace("year = 2021", "year = {2021}, abstract = {}, pages = {}"),
        SMITH.replace("{zinc}", "{zinc, tin}").replace("}\n", "  evidence = {2},\n}\n") + JONES,
        "% A remark\n" + (SMITH + JONES),
        (SMITH + JONES).replace("\n", "\r\n"),
        "\ufeff" + SMITH + JONES,
        "@string{tin = {Tin}}\n" + SMITH + JONES.replace("{Tin}", "tin"),
    ],
    ids=["order", "blanks", "quotes", "field-order", "empty", "own-fields", "remark", "crlf", "bom", "string"],
)
def test_how_an_entry_is_written_does_not_count(repository, text):
    repository.commit(SMITH + JONES)
    repository.write(text)
    assert repository.changed() == []


def test_line_ends_of_the_revision_do_not_count(repository):
    repository.commit((SMITH + JONES).replace("\n", "\r\n"))
    repository.write(SMITH + JONES.replace("Tin", "Lead"))
    assert repository.changed() == ["jones2021"]


def test_both_names_of_a_field_and_of_a_type_are_one(repository):
    repository.commit("@phdthesis{a, title = {T}, school = {U}}\n@article{b, title = {T}, journal = {J}}\n")
    repository.write("@thesis{a, title = {T}, institution = {U}}\n@article{b, title = {T}, journaltitle = {J}}\n")
    assert repository.changed() == []


def test_a_work_under_another_key_is_the_same_work(repository):
    repository.commit(SMITH + JONES)
    repository.write(SMITH + JONES.replace("jones2021", "jones2021a"))
    assert repository.changed() == []


def test_a_work_under_another_key_that_says_something_else_is_changed(repository):
    repository.commit(SMITH + JONES)
    repository.write(SMITH + JONES.replace("jones2021", "jones2022").replace("year = 2021", "year = 2022"))
    assert repository.changed() == ["jones2022"]


def test_a_removed_entry_is_not_named(repository):
    repository.commit(SMITH + JONES)
    repository.write(SMITH)
    assert repository.changed() == []


def test_what_an_entry_inherits_counts(repository):
    child = "@inproceedings{child, title = {T}, crossref = {parent}}\n"
    parent = "@proceedings{parent, title = {P}, year = {2020}}\n"
    repository.commit(child + parent)
    repository.write(child + parent.replace("2020", "2021"))
    assert repository.changed() == ["child", "parent"]


def test_an_entry_that_moved_to_another_file_is_not_changed(repository):
    repository.commit(SMITH, "one.bib")
    repository.commit(JONES, "two.bib")
    repository.write(SMITH + JONES, "one.bib")
    repository.write("", "two.bib")
    assert repository.changed(paths=["one.bib", "two.bib"]) == []


def test_in_a_file_that_did_not_exist_all_entries_are_new(repository):
    repository.commit(SMITH, "other.bib")
    repository.write(SMITH + JONES)
    assert repository.changed() == ["jones2021", "smith2020"]


def test_in_a_file_that_was_a_folder_or_a_link_all_entries_are_new(repository):
    repository.commit(SMITH, f"{FILE}/inside.bib")
    shutil.rmtree(repository.folder / FILE)
    repository.write(SMITH)
    assert repository.changed() == ["smith2020"]
    repository.commit(SMITH, "kept.bib")
    (repository.folder / FILE).unlink()
    (repository.folder / FILE).symlink_to("kept.bib")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message=A link")
    assert repository.changed() == ["smith2020"]


def test_a_file_in_a_submodule_is_new(repository, tmp_path):
    folder = tmp_path / "inner"
    folder.mkdir()
    Repository(folder).commit(SMITH)
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", folder.as_posix(), "inner")
    repository.git("commit", "--quiet", "--message=A submodule")
    assert repository.changed(paths=[f"inner/{FILE}"]) == ["smith2020"]


def test_a_file_that_was_too_large_to_be_read_is_new(repository, monkeypatch):
    repository.commit(SMITH)
    monkeypatch.setattr(changes, "MAX_FILE", 10)
    assert repository.changed() == ["smith2020"]


def test_a_site_may_lie_in_a_folder_of_the_repository(repository):
    repository.commit(SMITH, "sites/metals/references.bib")
    repository.commit(JONES, "shared.bib")
    repository.write(SMITH.replace("Zinc", "Lead"), "sites/metals/references.bib")
    paths = ["references.bib", "../../shared.bib"]
    assert repository.changed(root="sites/metals", paths=paths) == ["smith2020"]


@pytest.mark.parametrize("path", ["*.bib", ":references.bib", "-v.bib", "a file.bib", "Übersicht.bib", "[a].bib"])
def test_a_name_is_no_pattern_and_no_option(repository, path):
    repository.commit(JONES, "zz.bib")
    repository.commit(SMITH, path)
    assert repository.changed(paths=[path]) == []


def test_every_name_of_a_revision_serves(repository):
    first = repository.commit(SMITH)
    repository.git("tag", "--annotate", "--message=First", "v1")
    repository.git("branch", "topic/zinc")
    repository.commit(SMITH + JONES)
    for ref in (first, first[:8], "v1", "topic/zinc", "HEAD^1", "HEAD~1", "refs/tags/v1"):
        assert repository.changed(ref) == ["jones2021"], ref


@pytest.mark.parametrize(
    "ref",
    [
        *("nowhere", "0" * 40, "a" * 40, "", " ", "HEAD:", f"HEAD:{FILE}", "HEAD^{tree}", "HEAD..HEAD", "--all", "-n1"),
        *(
            "--output=stolen",
            "$(touch stolen)",
            "HEAD; touch stolen",
            "`touch stolen`",
            "HE\0AD",
            "HEAD\nHEAD",
            "\x1b[31m",
        ),
    ],
)
def test_what_names_no_revision_is_told_and_never_run(repository, ref, monkeypatch):
    monkeypatch.chdir(repository.folder)
    repository.commit(SMITH)
    with pytest.raises(ConfigurationError, match="git knows no revision") as error:
        repository.changed(ref)
    assert "fetch-depth" in str(error.value)
    assert str(error.value).isprintable()
    assert sorted(file.name for file in repository.folder.iterdir()) == [".git", FILE]


def test_a_revision_that_a_shallow_clone_lacks_is_told(repository, tmp_path):
    first = repository.commit(SMITH)
    repository.commit(SMITH + JONES)
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(clone))
    with pytest.raises(ConfigurationError, match="fetch-depth"):
        changed_keys(clone, [FILE], first)


def test_a_folder_that_is_in_no_repository_is_told(tmp_path):
    (tmp_path / FILE).write_text(SMITH, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="is in no Git repository"):
        changed_keys(tmp_path, [FILE], "HEAD")


def test_a_repository_without_a_commit_has_no_revision(repository):
    repository.write(SMITH)
    with pytest.raises(ConfigurationError, match="git knows no revision 'HEAD'"):
        repository.changed()


def test_a_file_outside_of_the_repository_is_told(repository, tmp_path):
    repository.commit(SMITH)
    (tmp_path / "outside.bib").write_text(SMITH, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"git cannot tell what '\.\./outside\.bib' was"):
        repository.changed(paths=["../outside.bib"])


def test_a_file_that_is_not_there_today_is_told(repository):
    repository.commit(SMITH)
    with pytest.raises(ConfigurationError, match="does not exist"):
        repository.changed(paths=["gone.bib"])


def test_a_machine_without_git_is_told(repository, monkeypatch):
    repository.commit(SMITH)
    monkeypatch.setenv("PATH", str(repository.folder))
    with pytest.raises(ConfigurationError, match="'git' is not there"):
        repository.changed()


def test_a_git_that_does_not_answer_is_told(repository, monkeypatch, tmp_path):
    repository.commit(SMITH)
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 30\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(slow.parent), prepend=os.pathsep)
    monkeypatch.setattr(git, "_SECONDS", 0.2)
    with pytest.raises(ConfigurationError, match="did not answer"):
        repository.changed()


def test_the_repository_of_a_hook_is_not_mistaken_for_that_of_the_site(repository, monkeypatch, tmp_path):
    repository.commit(SMITH)
    folder = tmp_path / "other"
    folder.mkdir()
    Repository(folder).commit(JONES)
    monkeypatch.setenv("GIT_DIR", str(folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(folder / ".git" / "index"))
    assert repository.changed() == []


def test_no_program_that_a_repository_names_is_run(repository):
    repository.commit("*.bib diff=evil filter=evil\n", ".gitattributes")
    repository.commit(SMITH)
    for name in ("diff.evil.textconv", "diff.evil.command", "diff.external", "core.pager", "core.fsmonitor"):
        repository.git("config", name, "touch stolen; false")
    repository.git("config", "filter.evil.smudge", "touch stolen; false")
    repository.write(SMITH + JONES)
    assert repository.changed() == ["jones2021"]
    assert not (repository.folder / "stolen").exists()


def test_a_revision_that_cannot_be_read_well_is_read_as_far_as_it_goes(repository):
    repository.commit(SMITH + "@article{broken, title = {T\n")
    repository.write(SMITH + JONES)
    assert repository.changed() == ["jones2021"]
