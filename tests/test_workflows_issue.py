"""The script that keeps one issue up to date with what the scheduled check found."""

import json
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from workflow_files import GITHUB, script

ISSUE = GITHUB / "scripts" / "report_issue.py"
report_issue = script("report_issue")

GH = '''\
#!{python}
"""GitHub as far as our issue goes; what it knows is in a file beside it."""
import json, pathlib, sys
file = pathlib.Path(__file__).with_name("state.json")
state = json.loads(file.read_text(encoding="utf-8"))
arguments = sys.argv[1:]
assert arguments[:2] == ["api", "--method"], arguments
method, path = arguments[2:4]
assert arguments[4:] == (["--paginate"] if method == "GET" else ["--input", "-"]), arguments
sent = json.load(sys.stdin) if method != "GET" else {{}}
state["asked"].append([method, path.partition("?")[0]])
if len(state["asked"]) > state["patience"]:
    file.write_text(json.dumps(state), encoding="utf-8")
    sys.exit("HTTP 502: Bad%Gateway")
assert path.startswith("repos/o/n"), path
where = path.partition("?")[0].split("/")[3:]
answer = {{}}
if not where:
    answer = {{"has_issues": state["has_issues"]}}
elif method == "GET":
    answer = [issue for issue in state["issues"] if issue["state"] == "open"]
    if state["pages"]:
        print(*(json.dumps([issue]) for issue in answer), sep="")
        answer = []
elif where == ["issues"]:
    number = max([0, *(issue["number"] for issue in state["issues"])]) + 1
    answer = {{"number": number, "state": "open", "user": {{"login": "github-actions[bot]"}}, "comments": [], **sent}}
    state["issues"].append(answer)
else:
    issue = next(each for each in state["issues"] if each["number"] == int(where[1]))
    if where[2:] == ["comments"]:
        issue["comments"].append(sent["body"])
    else:
        issue.update(sent)
    answer = issue
file.write_text(json.dumps(state), encoding="utf-8")
print(json.dumps(answer))
'''
RUN = "https://github.com/o/n/actions/runs/7"
REPORT = "## 1 error\n\n### `docs/index.md`\n\n```text\ndocs/index.md:7:11: error\n```\n"
DIFFERENCE = "diff --git a/references.bib b/references.bib\n+  status = {retracted},\n"


class Hub:
    """A repository on GitHub, as the script sees it through `gh`."""

    def __init__(self, folder):
        self.report = folder / "report"
        self.bin = folder / "bin"
        for made in (self.report, self.bin):
            made.mkdir()
        gh = self.bin / "gh"
        gh.write_text(GH.format(python=sys.executable), encoding="utf-8")
        gh.chmod(0o755)
        self._file = self.bin / "state.json"
        self.set(has_issues=True, issues=[], asked=[], patience=100, pages=False)

    def set(self, **changes):
        state = json.loads(self._file.read_text(encoding="utf-8")) if self._file.exists() else {}
        self._file.write_text(json.dumps({**state, **changes}), encoding="utf-8")

    def __getitem__(self, name):
        return json.loads(self._file.read_text(encoding="utf-8"))[name]

    @property
    def open(self):
        return [issue for issue in self["issues"] if issue["state"] == "open"]

    def run(self, code, report=REPORT, difference=""):
        (self.report / "check.md").write_text(report, encoding="utf-8")
        (self.report / "retractions.diff").write_text(difference, encoding="utf-8")
        environment = {"PATH": str(self.bin), "GH_REPO": "o/n", "GH_TOKEN": "none", "RUN_URL": RUN}
        command = [sys.executable, str(ISSUE), code, str(self.report)]
        return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  # ours


@pytest.fixture
def hub(tmp_path):
    return Hub(tmp_path)


def issue(number, body, login="github-actions[bot]", **more):
    return {"number": number, "state": "open", "user": {"login": login}, "body": body, "comments": [], **more}


def test_what_is_found_first_makes_an_issue(hub):
    done = hub.run("1")
    assert (done.returncode, done.stdout) == (0, "Made issue 1.\n")
    assert hub.open[0]["title"] == "The scheduled check found something"
    assert hub.open[0]["body"].startswith(report_issue.MARK)
    assert REPORT.strip() in hub.open[0]["body"]
    assert RUN in hub.open[0]["body"]


def test_what_is_found_later_edits_it(hub):
    hub.run("1")
    done = hub.run("1", REPORT.replace("7:11", "8:12"))
    assert (done.returncode, done.stdout) == (0, "Edited issue 1.\n")
    assert len(hub["issues"]) == 1
    assert "8:12" in hub.open[0]["body"]
    assert "7:11" not in hub.open[0]["body"]
    assert hub.open[0]["comments"] == []


def test_when_nothing_is_left_it_is_closed_with_a_comment(hub):
    hub.run("1")
    done = hub.run("0", "## Nothing was found")
    assert (done.returncode, done.stdout) == (0, "Closed issue 1.\n")
    assert hub.open == []
    assert hub["issues"][0]["state_reason"] == "completed"
    assert hub["issues"][0]["comments"] == [f"Nothing is left: [the check]({RUN}) is clean."]


def test_where_nothing_was_found_and_there_is_no_issue_nothing_is_done(hub):
    assert hub.run("0", "## Nothing was found").returncode == 0
    assert hub["issues"] == []
    assert {method for method, _ in hub["asked"]} == {"GET"}


def test_what_is_found_after_it_was_closed_makes_a_new_one(hub):
    for code in "101":
        hub.run(code)
    assert [issue["number"] for issue in hub.open] == [2]


def test_a_retraction_that_the_bibliography_does_not_tell_is_a_finding(hub):
    hub.run("0", "## Nothing was found", DIFFERENCE)
    assert "```diff\n" + DIFFERENCE.strip() + "\n```" in hub.open[0]["body"]
    hub.run("0", "## Nothing was found")
    assert hub.open == []


@pytest.mark.parametrize("pages", [False, True])
def test_issues_of_others_are_left_alone(hub, pages):
    others = [
        issue(1, report_issue.MARK + "\nI am yours, honestly", "stranger"),
        issue(2, "A report of another workflow"),
        issue(3, None),
        issue(4, report_issue.MARK, pull_request={"url": "…"}),
        issue(5, "I quote: " + report_issue.MARK),
    ]
    hub.set(issues=[*others, issue(6, report_issue.MARK + "\r\nold"), issue(7, report_issue.MARK)], pages=pages)
    assert hub.run("1").stdout == "Edited issue 6.\n"
    assert hub["issues"][:5] == others
    assert hub.run("0", "").stdout == "Closed issue 6.\nClosed issue 7.\n"
    assert hub["issues"][:5] == others


def test_where_issues_are_turned_off_nothing_fails(hub):
    hub.set(has_issues=False)
    for code in "01":
        done = hub.run(code)
        assert done.returncode == 0
        assert "Issues are turned off here" in done.stdout
    assert {path for _, path in hub["asked"]} == {"repos/o/n"}


@pytest.mark.parametrize(("code", "report"), [("", REPORT), ("2", ""), ("3", REPORT), ("4", REPORT), ("1", " \n")])
def test_where_nothing_is_known_the_issue_stays_as_it_is(hub, code, report):
    done = hub.run(code, report)
    assert done.returncode == 0
    assert "the issue stays as it is" in done.stdout
    assert hub["asked"] == []


@pytest.mark.parametrize("patience", range(4))
def test_when_github_fails_the_run_says_so(hub, patience):
    hub.set(patience=patience, issues=[issue(1, report_issue.MARK)])
    done = hub.run("0", "")
    assert done.returncode == 1
    assert re.search(
        r"^::error::gh api (GET|POST|PATCH) repos/o/n\S*: HTTP 502: Bad%25Gateway$", done.stdout, re.MULTILINE
    )
    assert done.stderr == ""
    assert len(hub["asked"]) == patience + 1


def test_a_machine_without_gh_is_told(hub):
    (hub.bin / "gh").unlink()
    done = hub.run("1")
    assert done.returncode == 1
    assert done.stdout.startswith("::error::gh: ")
    assert done.stderr == ""


def blocks(text):
    """The blocks of a text as Markdown has it: what each is, and what it says."""
    return [(token.type, token.content) for token in MarkdownIt("commonmark").parse(text) if token.content]


@pytest.mark.parametrize(
    "line",
    ["docs/index.md:7:11: error: it is gone", "ü€𝔘" * 20, "```", "<details>", " ```"],
    ids=["words", "wide", "ticks", "html", "indented"],
)
def test_a_report_that_is_too_long_is_cut_where_code_ends(hub, line):
    report = "## Many\n\n### `docs/index.md`\n\n````````text\n" + f"{line}\n" * 40_000 + "````````\n"
    assert hub.run("1", report, DIFFERENCE * 2_000).returncode == 0
    text = hub.open[0]["body"]
    assert 50_000 < len(text.encode("utf-8")) <= 65_536
    found = blocks(text)
    assert [kind for kind, _ in found].count("fence") == 2
    notes = [content for kind, content in found if kind == "inline" and content.startswith("*Cut here")]
    assert notes == [f"*Cut here, as an issue holds no more. All of it is in [the summary of the run]({RUN}).*"] * 2
    assert found[-1] == ("inline", notes[0])


def test_nothing_in_a_difference_ends_its_code():
    text = report_issue.body(REPORT.strip(), "+ note = {````}\n```\n# No heading", RUN)
    assert blocks(text)[-1] == ("fence", "+ note = {````}\n```\n# No heading\n")


@settings(max_examples=100)
@given(
    report=st.lists(st.sampled_from(["", "`", "```", "````text", "word " * 400, "é" * 9_000, "𝔘" * 30_000])).map(
        "\n".join
    ),
    difference=st.text() | st.lists(st.sampled_from(["`" * 7, "+ x" * 2_000])).map("\n".join),
)
def test_no_body_is_longer_than_github_takes(report, difference):
    text = report_issue.body(report, difference, RUN)
    assert len(text.encode("utf-8")) <= 65_536
    assert text.startswith(report_issue.MARK)
