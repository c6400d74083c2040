"""`vademecum new site`: a small complete knowledge base in any field, which installs the generator from where it is."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from packaging.requirements import Requirement

from built_sites import build_site
from vademecum.cli import main
from vademecum.editing.new_site_generator import own_generator, read_generator
from vademecum.text.errors import ConfigurationError

ROOT = Path(__file__).parent.parent
ADDRESS = "https://git.example.org/tools/vademecum"
COMMIT = "0123456789abcdef0123456789abcdef01234567"

MEDICINE = re.compile(
    r"medic|clinic|patient|doctor|physician|nurse|therap|treat(?:ment|ed|s)?\b|diseas|disorder|diagnos|symptom|surg|"
    r"drug|dose|dosage|health|hospital|illness|pharma|vaccin|syndrome|cancer|tumou?r|injur|infection|inject|skin|hair|"
    r"\bface|facial|body part|cosmetic|aesthetic|anatom|\bcells?\b|blood|placebo|pubmed|\bcure|healing|wrinkle|filler",
    re.IGNORECASE,
)
"""Words of medicine, and of the handbook that this generator was made for."""


def run(*arguments):
    return CliRunner().invoke(main, ["new", "site", "--today", "2026-11-21", *map(str, arguments)])


def check(folder, *arguments):
    result = CliRunner().invoke(main, ["check", "-f", str(folder / "mkdocs.yml"), "--format", "json", *arguments])
    return result.exit_code, json.loads(result.stdout)["findings"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A new site, and what was said when it was made."""
    folder = tmp_path_factory.mktemp("new") / "tea-notes"
    return folder, run(folder, "--generator", ROOT)


@pytest.fixture(scope="module")
def built(made):
    return build_site(made[0], strict=True)


def texts(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "site" not in path.relative_to(folder).parts
    }


def test_a_site_is_made_with_all_that_it_needs(made):
    folder, result = made
    assert result.exit_code == 0
    assert set(texts(folder)) == {
        *(".gitignore", "Makefile", "README.md", "mkdocs.yml", "references.bib", "requirements.txt"),
        *(".github/dependabot.yml", ".github/workflows/check.yml", ".github/workflows/scheduled.yml"),
        *("docs/index.md", "docs/about.md", "docs/evidence.md", "docs/glossary.md", "docs/literature.md"),
        *("docs/data/glossary.yml", "docs/writing/index.md", "docs/writing/how-to-write-here.md"),
    }
    assert "'Tea notes' is in" in result.stdout
    assert "a place on this computer" in result.stderr


def test_it_is_built_strictly_without_a_word_of_warning(built):
    assert (built.status, built.log) == (0, [])
    page = built.page("writing/how-to-write-here/index.html")
    assert page.texts("h1") == ["How to write here"]
    assert "The Vademecum authors" in page.text
    assert "manufacturer" in page.text.lower()


def test_it_is_checked_clean_in_its_sources_and_as_it_is_built(made, built):
    status, findings = check(made[0], "--built", str(built.folder))
    assert (status, [(each["path"], each["rule"]) for each in findings]) == (0, [])
    formatted = CliRunner().invoke(main, ["fmt", "--check", str(made[0] / "references.bib")])
    assert (formatted.exit_code, formatted.output) == (0, "")


def test_no_file_of_it_has_a_word_of_medicine(made):
    found = {
        path: words for path, text in texts(made[0]).items() if (words := [each[0] for each in MEDICINE.finditer(text)])
    }
    assert found == {}


def test_no_page_of_it_says_a_word_of_medicine_once_it_is_built(built):
    found = {
        path: words
        for path in built.pages
        if (words := [each[0] for each in MEDICINE.finditer(built.page(path).tree.get_text(" "))])
    }
    assert found == {}
    assert "Medical" not in built.page("writing/how-to-write-here/index.html").html
    assert '"@type":"Article"' in built.page("writing/how-to-write-here/index.html").html.replace('": "', '":"')


def test_the_words_of_medicine_would_be_found():
    assert MEDICINE.search((ROOT / "docs/index.md").read_text("utf-8"))


def test_what_it_installs_is_at_the_path_that_was_given_and_can_be_installed_from_there(made, tmp_path):
    folder, _ = made
    lines = [
        line for line in (folder / "requirements.txt").read_text("utf-8").splitlines() if line[:1] not in {"", "#"}
    ]
    assert [(each.name, each.url) for each in map(Requirement, lines)] == [("vademecum", ROOT.as_uri())]
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    target = ["--target", str(tmp_path), "--requirement", str(folder / "requirements.txt")]
    subprocess.run([sys.executable, "-m", "pip", "install", *offline, *target], check=True, timeout=300)  # noqa: S603
    installed = tmp_path / "vademecum"
    ours = ROOT / "macros/vademecum/templates/new"
    for file in filter(Path.is_file, ours.rglob("*")):
        assert (installed / "templates/new" / file.relative_to(ours)).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("path", [".github/workflows/check.yml", ".github/workflows/scheduled.yml"])
def test_its_workflows_may_only_read_and_pin_what_they_use_as_ours_do(made, path):
    text = (made[0] / path).read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}]
    ours = "".join(file.read_text("utf-8") for file in (ROOT / ".github/workflows").glob("*.yml"))
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert [each for each in used if each not in ours] == []
    runs = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert not any("${{" in run for run in runs)
    for run_line in runs:
        command = run_line.split()
        if command[0] == "make":
            result = subprocess.run(["make", "-n", *command[1:]], cwd=made[0], capture_output=True, check=False)  # noqa: S603, S607
            assert result.returncode == 0
        else:
            assert command[:2] == [".venv/bin/vademecum", "check"]
            options = [each for each in command[2:] if each.startswith("--")]
            said = CliRunner().invoke(main, ["check", "--help"]).output
            assert [each for each in options if each not in said] == []


def test_zizmor_has_nothing_to_say_of_its_workflows(made):
    program = Path(sys.executable).parent / "zizmor"
    if not program.exists():
        pytest.skip("zizmor is not installed")
    command = [program, "--offline", "--no-progress", "--persona", "pedantic", made[0] / ".github"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
    assert result.returncode == 0, result.stdout


def test_a_topic_can_be_added_to_it_and_it_stays_clean(tmp_path, monkeypatch):
    run(tmp_path / "bridges", "--generator", ADDRESS)
    monkeypatch.chdir(tmp_path / "bridges")
    for section in (["--section", "writing"], ["--section", "arches", "--section-title", "Arches"]):
        assert CliRunner().invoke(main, ["new", "topic", "A page", *section]).exit_code == 0
    _, findings = check(tmp_path / "bridges")
    assert [(each["path"], each["rule"]) for each in findings] == [("docs/arches/index.md", "page/no-description")]
    assert build_site(tmp_path / "bridges", strict=True).status == 0


def test_from_a_git_address_the_guide_is_cited_with_its_address(tmp_path):
    result = run(
        tmp_path / "bridges", "--generator", f"git+{ADDRESS}.git@{COMMIT}", "--title", 'Bridges: "all" & *some*'
    )
    assert (result.exit_code, result.stderr) == (0, "")
    files = texts(tmp_path / "bridges")
    assert files["requirements.txt"].splitlines()[-1] == f"vademecum @ git+{ADDRESS}.git@{COMMIT}"
    assert f"  url          = {{{ADDRESS}}},\n" in files["references.bib"]
    assert "  urldate      = {2026-11-21},\n" in files["references.bib"]
    assert yaml.safe_load(files["mkdocs.yml"])["site_name"] == 'Bridges: "all" & *some*'
    assert files["README.md"].startswith('# Bridges: "all" \\& \\*some\\*\n')
    built = build_site(tmp_path / "bridges", strict=True)
    assert (built.status, built.log) == (0, [])
    assert check(tmp_path / "bridges", "--built", str(built.folder)) == (0, [])


@pytest.mark.parametrize(
    ("given", "requirement"),
    [
        (ADDRESS, f"git+{ADDRESS}"),
        (f"{ADDRESS}.git", f"git+{ADDRESS}.git"),
        (f" {ADDRESS}@v1.2 ", f"git+{ADDRESS}@v1.2"),
        (f"git+{ADDRESS}@{COMMIT}", f"git+{ADDRESS}@{COMMIT}"),
        ("git@git.example.org:tools/vademecum.git", "git+ssh://git@git.example.org/tools/vademecum.git"),
        ("ssh://git@git.example.org/tools/v.git@main", "git+ssh://git@git.example.org/tools/v.git@main"),
        ("git+file:///srv/git/vademecum.git", "git+file:///srv/git/vademecum.git"),
        (f"{ADDRESS}/v/vademecum-1.0-py3-none-any.whl", f"{ADDRESS}/v/vademecum-1.0-py3-none-any.whl"),
    ],
)
def test_an_address_of_the_generator_is_a_requirement_that_says_where_it_is(given, requirement, tmp_path):
    generator = read_generator(given, tmp_path)
    assert generator.requirement == f"vademecum @ {requirement}"
    assert Requirement(generator.requirement).url == requirement
    assert generator.is_fixed == (COMMIT in requirement)


def test_a_path_may_have_blanks_and_be_relative(tmp_path):
    folder = tmp_path / "my tools#1"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nname = "vademecum"\n', "utf-8")
    generator = read_generator("my tools#1", tmp_path)
    assert Requirement(generator.requirement).url == f"{tmp_path.as_uri()}/my%20tools%231"
    assert read_generator(folder.as_uri(), tmp_path) == generator


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nowhere", "there is no 'nowhere'"),
        ("vademecum", "there is no 'vademecum'"),
        ("~nobody-of-this-name/vademecum", "there is no '~nobody-of-this-name/vademecum'"),
        ("git.example.org/tools/vademecum", "for an address, write 'https://git.example.org/tools/vademecum'"),
        (".", "'.' does not hold Vademecum"),
        ("http://git.example.org/tools/vademecum", "begins with one of https://, ssh://, file://"),
        ("git+ext::sh -c touch", "there is no"),
        ("ext::https://x/y", "there is no"),
        ("https://me:secret@git.example.org/v", "a user's name or password"),
        ("https://token@git.example.org/v", "a user's name or password"),
        ("https://git.example.org/v ; rm", "is no address"),
        ("https://git.example.org/v#egg=other", "is no address"),
        ("https://git.example.org/${HOME}", "is no address"),
        ("https://", "is no address"),
        ("https://[::1/v", "is no address"),
    ],
)
def test_what_is_no_place_of_the_generator_is_refused(given, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError, match=re.escape(said)) as error:
        read_generator(given, tmp_path)
    assert "secret" not in str(error.value)
    assert run(tmp_path / "made", "--generator", given).exit_code == 2
    assert not (tmp_path / "made").exists()


class Noted:
    def __init__(self, record):
        self.record = record

    def read_text(self, name):
        assert name == "direct_url.json"
        return None if self.record is None else json.dumps(self.record)


@pytest.mark.parametrize(
    ("record", "requirement"),
    [
        ({"url": ROOT.as_uri(), "dir_info": {"editable": True}}, ROOT.as_uri()),
        ({"url": f"{ADDRESS}.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, f"git+{ADDRESS}.git@{COMMIT}"),
    ],
)
def test_without_a_word_the_generator_is_where_this_installation_came_from(record, requirement, monkeypatch):
    monkeypatch.setattr("vademecum.editing.new_site_generator.distribution", lambda _: Noted(record))
    assert own_generator().requirement == f"vademecum @ {requirement}"


@pytest.mark.parametrize("record", [None, {}, [], {"url": "file:///nowhere/at/all", "dir_info": {}}])
def test_where_that_is_not_known_one_is_told_to_give_it(record, monkeypatch, tmp_path):
    monkeypatch.setattr("vademecum.editing.new_site_generator.distribution", lambda _: Noted(record))
    result = run(tmp_path / "made")
    assert result.exit_code == 2
    assert "name a folder that holds it or its Git address with --generator" in result.stderr


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    result = run(tmp_path, "--generator", ADDRESS)
    assert result.exit_code == 2
    assert "is not empty: it holds notes.txt; name a new folder" in result.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]
    assert run(tmp_path / "notes.txt", "--generator", ADDRESS).exit_code == 2


def test_an_empty_repository_with_a_licence_is_as_good_as_a_new_folder(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").write_text("mine", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(".", "--generator", ADDRESS, "--title", "Bridges").exit_code == 0
    assert (tmp_path / "LICENSE").read_text("utf-8") == "mine"
    assert (tmp_path / "docs/index.md").is_file()


def test_a_dry_run_names_the_files_and_writes_none(tmp_path):
    result = run(tmp_path / "bridges", "--generator", ADDRESS, "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "Nothing was written.\n")
    assert "bridges/docs/index.md" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_same_call_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        run(tmp_path / name, "--generator", ADDRESS, "--title", "Bridges")
    assert texts(tmp_path / "a") == texts(tmp_path / "b")
