"""What is published of a preview: sound archives of changes that touch content alone, and one comment."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from git_repositories import GitRepository
from preview_archives import DIFFERENCE, HEAD, MARK, WHOLE, change_json, packed
from workflow_files import GITHUB, script
from workflow_runner import Runner

publish_preview, github_api = script("publish_preview"), script("github_api")


class Hub:
    """A repository on GitHub: what `gh` is told of it, and a server with its branches."""

    def __init__(self, folder):
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir()
        shutil.copy(Path(__file__).with_name("fake_gh.py"), self.bin / "gh.py")
        gh = self.bin / "gh"
        gh.write_text(f'#!/bin/sh\nexec "{sys.executable}" -ES "{self.bin / "gh.py"}" "$@"\n', encoding="utf-8")
        gh.chmod(0o755)
        self.server = folder / "server" / "o" / "n.git"
        self.server.parent.mkdir(parents=True)
        self._state = self.bin / "state.json"
        self.output = folder / "output"
        GitRepository(folder / "seed").commit("2026-01-01", {"a.md": "A\n"})
        self.git("clone", "--quiet", "--bare", str(folder / "seed"), str(self.server))
        self.run_event = {
            "id": 7,
            "event": "pull_request",
            "conclusion": "success",
            "path": ".github/workflows/preview.yml",
            "head_sha": HEAD,
            "head_repository": {"full_name": "stranger/n"},
        }
        self.set(
            has_branch=False,
            pages={"html_url": "https://o.github.io/n/", "build_type": "workflow"},
            artifacts=[{"id": 5, "name": "preview", "expired": False, "size_in_bytes": 1000}],
            zip=str(folder / "artifact.zip"),
            pulls={},
            files={},
            comments=[],
            asked=[],
            patience=100,
            moves=False,
        )
        self.opens(12)
        self.hands_over(WHOLE)

    def git(self, *arguments):
        command = [shutil.which("git"), *arguments]
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")  # noqa: S603  # ours
        return done.stdout.strip()

    def set(self, **changes):
        state = json.loads(self._state.read_text(encoding="utf-8")) if self._state.exists() else {}
        self._state.write_text(json.dumps({**state, **changes}), encoding="utf-8")

    def __getitem__(self, name):
        return json.loads(self._state.read_text(encoding="utf-8"))[name]

    def opens(self, number, paths=("docs/index.md",), **changes):
        pull = {
            "state": "open",
            "head": {"sha": HEAD, "repo": {"full_name": "stranger/n"}},
            "base": {"ref": "main", "repo": {"full_name": "o/n"}},
            "changed_files": len(paths),
        }
        files = [path if isinstance(path, dict) else {"filename": path} for path in paths]
        self.set(pulls={**self["pulls"], str(number): {**pull, **changes}})
        self.set(files={**self["files"], str(number): files})

    def hands_over(self, files):
        data = files if isinstance(files, bytes) else packed(files)
        Path(self["zip"]).write_bytes(data)

    def run(self, program="publish_preview.py", *arguments, **environment):
        event = self.folder / "event.json"
        event.write_text(json.dumps({"workflow_run": self.run_event}), encoding="utf-8")
        variables = {
            "PATH": f"{self.bin}:{Path(shutil.which('git')).parent}:/usr/bin:/bin",
            "GH_REPO": "o/n",
            "GH_TOKEN": "none",
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_SERVER_URL": f"file://{self.folder}/server",
            "HOME": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [sys.executable, str(GITHUB / "scripts" / program), *(arguments or [str(event)])]
        done = subprocess.run(  # noqa: S603  # ours
            command, env=variables | environment, capture_output=True, encoding="utf-8", check=False
        )
        self.set(has_branch="previews" in self.git("-C", str(self.server), "branch", "--list", "previews"))
        return done

    @property
    def published(self):
        """The files of the branch of previews."""
        if not self.git("-C", str(self.server), "branch", "--list", "previews"):
            return []
        return self.git("-C", str(self.server), "ls-tree", "-r", "--name-only", "previews").splitlines()

    @property
    def outputs(self):
        return self.output.read_text(encoding="utf-8") if self.output.exists() else ""

    @property
    def comments(self):
        return [each["body"] for each in self["comments"]]


@pytest.fixture
def hub(tmp_path):
    return Hub(tmp_path)


LINK = "https://o.github.io/n/previews/12/"
FILES = ["12/assets/a.svg", "12/index.html", "12/search/search_index.json"]


def test_a_strangers_change_of_pages_is_published_and_told_of(hub):
    done = hub.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Made a comment on change 12.\n"
    assert hub.published == FILES
    assert hub.outputs == "published=true\n"
    (comment,) = hub.comments
    assert comment.startswith(f"{MARK}\n**[Preview]({LINK})** of aaaaaaa")
    assert comment.endswith("## What changes\n\nNothing.")


def test_the_branch_has_one_commit_and_the_newest_site(hub):
    hub.run()
    hub.hands_over({**WHOLE, "site/index.html": "newer"})
    assert hub.run().returncode == 0
    assert hub.git("-C", str(hub.server), "rev-list", "--count", "previews") == "1"
    assert hub.git("-C", str(hub.server), "show", "previews:12/index.html") == "newer"


def test_the_comment_is_edited_and_those_of_others_are_not(hub):
    others = [
        {"id": 1, "issue": 12, "user": {"login": "stranger"}, "body": f"{MARK}\nI am yours"},
        {"id": 2, "issue": 12, "user": {"login": "github-actions[bot]"}, "body": f"Another one, with {MARK}"},
        {"id": 3, "issue": 13, "user": {"login": "github-actions[bot]"}, "body": MARK},
    ]
    hub.set(comments=others)
    hub.run()
    hub.hands_over({**WHOLE, "diff.md": f"{MARK}\nSomething else.\n"})
    assert hub.run().stdout.endswith("Edited the comment on change 12.\n")
    assert hub["comments"][:3] == others
    assert len(hub["comments"]) == 4
    assert "Something else." in hub.comments[3]
    assert "Nothing." not in hub.comments[3]


def test_a_site_that_stays_the_same_is_not_published_again(hub):
    hub.run()
    hub.output.unlink()
    assert "The previews are as they were." in hub.run().stdout
    assert hub.outputs == ""


def test_a_change_that_the_check_stops_has_a_comment_and_no_preview(hub):
    hub.run()
    hub.hands_over({"change.json": change_json(), "diff.md": DIFFERENCE})
    assert hub.run().returncode == 0
    assert hub.published == []
    (comment,) = hub.comments
    assert comment == f"{MARK}\n{publish_preview.CLOSED}\n\n## What changes\n\nNothing."


BEYOND = {
    "a workflow": [".github/workflows/preview.yml", "docs/index.md"],
    "a macro": ["macros/vademecum/cli.py"],
    "the Makefile": ["Makefile"],
    "a page that comes from elsewhere": [{"filename": "docs/a.md", "previous_filename": ".github/workflows/a.yml"}],
    "a name that only begins like ours": ["docs.py"],
    "a file beside the bibliography": ["references.bib/x"],
    "nothing": [],
}


@pytest.mark.parametrize("paths", BEYOND.values(), ids=BEYOND)
def test_nothing_is_shown_of_a_strangers_change_that_touches_more(hub, paths):
    hub.run()
    assert hub.published
    hub.opens(12, paths)
    hub.hands_over({**WHOLE, "diff.md": f"{MARK}\nLook at evil.example\n"})
    assert hub.run().returncode == 0
    assert hub.published == []
    assert hub.comments == [f"{MARK}\n{publish_preview.STRANGE}"]


@pytest.mark.parametrize("count", [2, 3_000, 5_000])
def test_a_list_that_is_not_whole_says_nothing(hub, count):
    hub.opens(12, ["docs/index.md"], changed_files=count)
    hub.run()
    assert hub.published == []
    assert hub.comments == [f"{MARK}\n{publish_preview.STRANGE}"]


def test_content_is_many_things(hub):
    paths = ["references.bib", "mkdocs.yml", "docs/a/b/é.svg", *(f"docs/{number}.md" for number in range(250))]
    hub.opens(12, paths)
    hub.run()
    assert hub.published == FILES


def test_who_may_write_here_may_change_everything(hub):
    head = {"sha": HEAD, "repo": {"full_name": "O/N"}}
    hub.opens(12, [".github/workflows/preview.yml"], head=head)
    hub.run_event["head_repository"] = {"full_name": "o/n"}
    hub.run()
    assert hub.published == FILES


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"state": "closed"}, 0, "is closed or has a newer commit"),
        ({"head": {"sha": "b" * 40, "repo": {"full_name": "stranger/n"}}}, 0, "is closed or has a newer commit"),
        ({"head": {"sha": HEAD, "repo": None}}, 0, "is closed or has a newer commit"),
        ({"head": {"sha": HEAD, "repo": {"full_name": "o/n"}}}, 1, "its run does not belong to change 12"),
        ({"head": {"sha": HEAD, "repo": {"full_name": "third/n"}}}, 1, "its run does not belong to change 12"),
        ({"base": {"ref": "old", "repo": {"full_name": "o/n"}}}, 1, "its run does not belong to change 12"),
        ({"base": {"ref": "main", "repo": {"full_name": "stranger/n"}}}, 1, "its run does not belong to change 12"),
    ],
)
def test_a_preview_belongs_to_the_change_as_it_stands(hub, changes, code, message):
    hub.opens(12, **changes)
    done = hub.run()
    assert done.returncode == code
    assert message in done.stdout
    assert hub.published == hub.comments == []


def test_a_preview_says_the_commit_of_its_run_and_a_change_that_is_there(hub):
    hub.hands_over({**WHOLE, "change.json": change_json(head="b" * 40)})
    assert "of another commit than its run" in hub.run().stdout
    hub.hands_over({**WHOLE, "change.json": change_json(number=13)})
    done = hub.run()
    assert (done.returncode, done.stdout) == (1, "::error::The preview is not published: there is no change 13\n")
    assert hub.published == hub.comments == []


def test_a_change_that_moves_while_it_is_read_is_not_published(hub):
    hub.set(moves=True)
    done = hub.run()
    assert done.returncode == 1
    assert "has a newer commit meanwhile" in done.stdout
    assert hub.published == hub.comments == []


@pytest.mark.parametrize(
    "changes",
    [{"event": "push"}, {"conclusion": "failure"}, {"path": ".github/workflows/evil.yml"}, {"path": "preview.yml"}],
)
def test_other_runs_publish_nothing(hub, changes):
    hub.run_event |= changes
    done = hub.run()
    assert (done.returncode, done.stdout) == (0, "::notice::This run built no preview.\n")
    assert hub["asked"] == []


@pytest.mark.parametrize(
    ("artifacts", "code"),
    [
        ([], 0),
        ([{"id": 5, "name": "other", "expired": False, "size_in_bytes": 1}], 0),
        ([{"id": 5, "name": "preview", "expired": True, "size_in_bytes": 1}], 0),
        ([{"id": 5, "name": "preview", "expired": False, "size_in_bytes": 10**12}], 1),
    ],
)
def test_where_nothing_is_handed_over_nothing_is_published(hub, artifacts, code):
    hub.set(artifacts=artifacts)
    assert hub.run().returncode == code
    assert hub.published == hub.comments == []


def test_an_archive_that_is_refused_is_told_of_in_one_line(hub):
    hub.hands_over({**WHOLE, "site/\n::error::x.html": "x"})
    done = hub.run()
    assert done.returncode == 1
    assert done.stdout.startswith("::error::The preview is not published: ")
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert hub["asked"] == [["GET", "repos/o/n/actions/runs/7/artifacts"], ["GET", "repos/o/n/actions/artifacts/5/zip"]]


@pytest.mark.parametrize("pages", [None, {"html_url": "https://o.github.io/n/", "build_type": "legacy"}])
def test_where_pages_is_not_turned_on_the_comment_says_so(hub, pages):
    hub.set(pages=pages)
    assert hub.run().returncode == 0
    assert hub.published == []
    assert hub.comments[0].startswith(f"{MARK}\n{publish_preview.NO_PAGES}\n\n## What changes")


def test_the_preview_of_a_closed_change_goes_with_the_next_one(hub):
    hub.run()
    hub.opens(13)
    hub.opens(12, state="closed")
    hub.hands_over({**WHOLE, "change.json": change_json(13)})
    assert hub.run().returncode == 0
    assert hub.published == [path.replace("12/", "13/") for path in FILES]


def test_the_preview_of_a_closed_change_is_taken_away_and_the_site_published_anew(hub):
    hub.run()
    hub.opens(13)
    hub.hands_over({**WHOLE, "change.json": change_json(13)})
    hub.run()
    hub.opens(12, state="closed")
    hub.output.unlink()
    done = hub.run("clear_previews.py", "")
    assert (done.returncode, done.stdout) == (0, "The previews of closed changes are gone.\n")
    assert hub.published == [path.replace("12/", "13/") for path in FILES]
    assert hub.outputs == "published=true\n"
    assert hub.git("-C", str(hub.server), "rev-list", "--count", "previews") == "1"


def test_where_no_change_was_closed_the_previews_stay_as_they_are(hub):
    assert hub.run("clear_previews.py", "").stdout == "There are no previews.\n"
    assert hub.published == []
    hub.run()
    hub.output.unlink()
    assert hub.run("clear_previews.py", "").stdout == "The previews are as they were.\n"
    assert hub.published == FILES
    assert hub.outputs == ""
    assert hub.comments != []


def test_when_github_fails_no_preview_is_taken_away(hub):
    hub.run()
    hub.opens(12, state="closed")
    hub.set(patience=len(hub["asked"]) + 1)
    done = hub.run("clear_previews.py", "")
    assert done.returncode == 1
    assert "::error::gh api GET repos/o/n/pulls" in done.stdout
    assert hub.published == FILES


def test_there_are_never_too_many_previews(hub):
    for number in range(1, 24):
        hub.opens(number)
    seed = GitRepository(hub.folder / "previews")
    seed.commit("2026-01-01", {f"{number}/index.html": "x" for number in range(1, 24)})
    seed.git("push", "--quiet", str(hub.server), "main:previews")
    hub.run()
    assert {path.partition("/")[0] for path in hub.published} == {str(number) for number in range(4, 24)}


def test_a_branch_that_others_write_meanwhile_is_not_overwritten(hub):
    """Between reading and writing, another run publishes its preview; ours is put beside it."""
    seed = GitRepository(hub.folder / "previews")
    seed.commit("2026-01-01", {"13/index.html": "thirteen"})
    seed.git("push", "--quiet", str(hub.server), "main:previews")
    hub.opens(13)
    newer = hub.folder / "newer.sh"
    seed.commit("2026-01-02", {"13/index.html": "newer"})
    newer.write_text(
        f'{shutil.which("git")} -C "{seed.folder}" push --quiet --force "{hub.server}" main:previews\n',
        encoding="utf-8",
    )
    git = hub.bin / "git"
    git.write_text(
        f'#!/bin/sh\ncase "$*" in *" push "*) sh "{newer}" >/dev/null 2>&1; : >"{newer}" ;; esac\n'
        f'exec "{shutil.which("git")}" "$@"\n',
        encoding="utf-8",
    )
    git.chmod(0o755)
    assert hub.run().returncode == 0
    assert hub.published == [*FILES, "13/index.html"]
    assert hub.git("-C", str(hub.server), "show", "previews:13/index.html") == "newer"


def test_nobody_is_called_and_a_long_text_is_cut(hub):
    text = f"{MARK}\n@everyone look at a@example.org\n\n````text\n" + "line of a page\n" * 20_000 + "````\n"
    hub.hands_over({**WHOLE, "diff.md": text})
    assert hub.run().returncode == 0
    (comment,) = hub.comments
    assert "@\u200beveryone" in comment
    assert "a@example.org" in comment
    assert 60_000 < len(comment.encode()) <= 65_536
    assert comment.endswith("````\n\n*Cut here, as a comment holds no more.*")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@a and a@b and `@c` @d", "@\u200ba and a@b and `@c` @\u200bd"),
        ("```suggestion\n[@cheng1982]\n```\n@a", "```suggestion\n[@cheng1982]\n```\n@\u200ba"),
        ("````x\n```\n@c\n````\n@a", "````x\n```\n@c\n````\n@\u200ba"),
        ("`` `@c` `` (@a) ` @c `", "`` `@c` `` (@\u200ba) ` @c `"),
        ("\\`@a`", "\\`@\u200ba`"),
        ("`open\n@c` @a `and\n\n`@c`", "`open\n@\u200bc` @\u200ba `and\n\n`@\u200bc`"),
        ("> ```\n> @a\n\n@a", "> ```\n> @\u200ba\n\n@\u200ba"),
        ("`open\n```\n\n```\n@a", "`open\n```\n\n```\n@\u200ba"),
        ("`@c`@a", "`@c`@\u200ba"),
        ("~~~\n```\n~~~\n\n`@a`", "~~~\n```\n~~~\n\n`@\u200ba`"),
    ],
)
def test_code_is_left_alone_where_it_surely_is_code(text, shown):
    assert github_api.uncalled(text) == shown


@pytest.mark.parametrize("patience", range(8))
def test_when_github_fails_the_run_says_so(hub, patience):
    hub.set(patience=patience)
    done = hub.run()
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith("::error::gh api ")
    assert done.stderr == ""


def test_when_the_server_takes_nothing_the_run_says_so_and_the_token_is_not_told(hub):
    done = hub.run(GITHUB_SERVER_URL=f"file://{hub.folder}/nowhere", GH_TOKEN="our-token")  # noqa: S106  # none
    assert done.returncode == 1
    assert done.stdout.startswith("::error::git ls-remote: ")
    assert "our-token" not in done.stdout + done.stderr
    assert hub.comments == []


# Beside the site.


def test_the_previews_of_open_changes_are_put_beside_the_site(hub):
    hub.run()
    hub.opens(13)
    site = hub.folder / "site"
    site.mkdir()
    done = hub.run("collect_previews.py", str(site))
    assert (done.returncode, done.stdout) == (0, "Previews: 12.\n")
    assert (site / "previews" / "12" / "index.html").read_text(encoding="utf-8") == "<h1>House</h1>"
    assert not (site / "previews" / ".git").exists()


def test_those_of_closed_changes_are_not(hub):
    hub.run()
    hub.opens(12, state="closed")
    site = hub.folder / "site"
    site.mkdir()
    assert hub.run("collect_previews.py", str(site)).stdout == "Previews: none.\n"
    assert list(site.iterdir()) == []


def test_where_there_are_no_previews_nothing_fails_and_a_folder_of_the_site_is_left_alone(hub):
    site = hub.folder / "site"
    site.mkdir()
    assert hub.run("collect_previews.py", str(site)).stdout == "Previews: none.\n"
    (site / "previews").mkdir()
    done = hub.run("collect_previews.py", str(site))
    assert done.returncode == 1
    assert "has a folder 'previews' of its own" in done.stdout


# All of it, with the real programs.

BOOK = {
    "mkdocs.yml": (
        "site_name: Metals\nplugins:\n  - vademecum:\n      bibliography: references.bib\n"
        "theme:\n  name: material\n  font: false\nnav:\n  - Home: index.md\n"
    ),
    "references.bib": (
        "@book{smith2020,\n  author = {Smith, Jane},\n  title = {Zinc},\n  publisher = {Press},\n  year = {2020}\n}\n"
    ),
    "docs/index.md": (
        "---\ntitle: Metals\ndescription: All that is known of metals, with the sources of what is said.\n---\n\n"
        "Zinc is a metal [@smith2020].\n"
    ),
}
NEW_PAGE = {
    "docs/iron.md": (
        "---\ntitle: Iron\ndescription: What is known of iron, and in which book it stands, for those who ask.\n---\n\n"
        "Iron is one too [@smith2020, p. 3]. See [metals](index.md).\n"
    ),
    "docs/index.md": BOOK["docs/index.md"] + "\nSee [iron](iron.md).\n",
    "mkdocs.yml": BOOK["mkdocs.yml"].replace("Metals", "Mine", 1) + "  - Iron: iron.md\n",
}


@pytest.fixture
def proposed(hub, tmp_path):
    """Runs both workflows on a change, and gives the first one's last words."""

    def run(change):
        runner = Runner(tmp_path / "runner")
        runner.is_real("vademecum", "mkdocs")
        head = runner.proposes(BOOK, change)
        ended = runner.run_all("preview.yml:build")
        assert [(name, done.stdout + done.stderr) for name, done in ended if done.returncode] == []
        folder = runner.temp / "preview"
        hub.hands_over({f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()})
        hub.run_event["head_sha"] = head
        hub.opens(12, list(change), head={"sha": head, "repo": {"full_name": "stranger/n"}})
        done = hub.run()
        assert done.returncode == 0, done.stdout + done.stderr
        return ended

    return run


def test_a_new_page_is_built_checked_published_and_told_of(hub, proposed):
    proposed(NEW_PAGE)
    assert "12/iron/index.html" in hub.published
    page = hub.git("-C", str(hub.server), "show", "previews:12/iron/index.html")
    assert "<title>Iron – Metals</title>" in page
    assert 'href="#ref-smith2020"' in page
    assert f"**[Preview]({LINK})**" in hub.comments[0]
    assert "iron" in hub.comments[0].lower().partition("in a minute")[2]


def test_a_page_with_a_script_is_told_of_and_not_shown(hub, proposed):
    page = NEW_PAGE["docs/iron.md"] + "\n<script>alert(1)</script>\n"
    ended = dict(proposed({**NEW_PAGE, "docs/iron.md": page}))
    assert "page/unsafe-element" in ended["Check what is written"].stdout
    assert hub.published == []
    assert hub.comments[0].startswith(f"{MARK}\n{publish_preview.CLOSED}")


def test_no_remark_of_a_stranger_lets_a_script_through(hub, proposed):
    remark = "<!-- vademecum: ignore-file page/*, html/*, link/*: a demonstration -->"
    evil = '<script>alert(document.domain)</script><iframe src="https://evil.example/"></iframe>'
    page = f"{NEW_PAGE['docs/iron.md']}\n{remark}\n\n{evil}\n"
    ended = dict(proposed({**NEW_PAGE, "docs/iron.md": page}))
    assert "page/unsafe-element" in ended["Check what is written"].stdout
    assert hub.published == []
    assert hub.comments[0].startswith(f"{MARK}\n{publish_preview.CLOSED}")
