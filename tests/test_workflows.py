"""What runs in CI: safe for a stranger's change, made of commands that exist, and one issue that is kept up to date."""

import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vademecum.checking import OnlineCheckSettings
from vademecum.cli import main

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
FILES = {file.name: file for file in sorted((GITHUB / "workflows").iterdir())}
WORKFLOWS = {name: yaml.safe_load(file.read_text(encoding="utf-8")) for name, file in FILES.items()}
JOBS = {f"{name}:{job}": each for name, flow in WORKFLOWS.items() for job, each in flow["jobs"].items()}
STEPS = [(f"{name}:{number}", step) for name, job in JOBS.items() for number, step in enumerate(job["steps"])]
SCRIPTS = {name: step["run"] for name, step in STEPS if "run" in step}
SCRIPTS |= {f".ci/{file.name}": file.read_text(encoding="utf-8") for file in sorted((ROOT / ".ci").iterdir())}
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ISSUE = GITHUB / "scripts" / "report_issue.py"


def triggers(flow):
    return flow[True]  # YAML 1.1 reads `on` so


def step_of(job, name):
    return next(step for step in JOBS[job]["steps"] if step.get("name") == name)


def used(job, action):
    return [step for step in JOBS[job]["steps"] if step.get("uses", "").partition("@")[0] == action]


# What the workflows say.


def test_these_tests_look_at_what_there_is():
    assert set(FILES) == {"check.yml", "scheduled.yml"}
    assert len(SCRIPTS) > 8


@pytest.mark.parametrize("name", FILES)
def test_an_action_is_pinned_by_its_hash_and_the_version_is_told(name):
    lines = [line.strip() for line in FILES[name].read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    pinned = re.compile(r"(?:- )?uses: actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [line for line in lines if not pinned.fullmatch(line)] == []


def test_an_action_has_one_version_everywhere():
    texts = [file.read_text(encoding="utf-8") for file in FILES.values()]
    pins = {pin for text in texts for pin in re.findall(r"uses: (actions/[\w-]+)(?:/\w+)?@(\S+ # \S+)", text)}
    assert len(pins) == len({action for action, _ in pins})


def test_pins_are_kept_fresh():
    updates = yaml.safe_load((GITHUB / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    assert {(each["package-ecosystem"], each["directory"]) for each in updates} >= {("github-actions", "/")}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_nothing_by_itself(name):
    assert WORKFLOWS[name]["permissions"] == {}


@pytest.mark.parametrize("name", JOBS)
def test_a_job_may_read_and_only_one_may_write_issues(name):
    writes = {"issues": "write"} if name == "scheduled.yml:issue" else {}
    assert JOBS[name]["permissions"] == {"contents": "read", **writes}


@pytest.mark.parametrize("name", JOBS)
def test_a_job_ends_some_day_and_leaves_no_credentials(name):
    assert JOBS[name]["timeout-minutes"] <= 60
    assert [step["with"]["persist-credentials"] for step in used(name, "actions/checkout")] == [False]


@pytest.mark.parametrize("name", FILES)
def test_a_stranger_reaches_no_secret(name):
    text = FILES[name].read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert "workflow_run" not in text
    assert "secrets" not in re.sub("no secrets", "", text)
    assert set(re.findall(r"github\.(event\b[\w.]*|head_ref|token)", text)) <= {"token"}


def test_the_token_is_given_to_one_step():
    texts = {name: json.dumps(step) for name, step in STEPS if "github.token" in json.dumps(step)}
    assert list(texts) == ["scheduled.yml:issue:2"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_pasted_into_a_script(name):
    assert "${{" not in SCRIPTS[name]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_sound(name):
    linter = shutil.which("shellcheck")
    for command in (["bash", "-n"], *([[linter, "--shell=bash", "-"]] if linter else [])):
        done = subprocess.run(command, input=SCRIPTS[name].encode(), capture_output=True, check=False)  # noqa: S603  # ours
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_every_call_of_the_command_line_would_be_understood():
    lines = [line for text in SCRIPTS.values() for line in text.replace("\\\n", " ").splitlines()]
    calls = [call for line in lines for call in re.findall(r"\bvademecum ([^|>&;]+)", line)]
    calls += [hook["entry"].removeprefix("vademecum ") for hook in HOOKS]
    assert len(calls) > 5
    for call in calls:
        name, *arguments = shlex.split(call)
        command = main.get_command(click.Context(main), name)
        assert command, call
        assert command.make_context(name, arguments).params, call


def test_what_the_scripts_call_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(VENV)", ".venv")
    text = "\n".join(SCRIPTS.values())
    for target in re.findall(r"\bmake ([\w./]+)", text):
        assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), target
    for path in re.findall(r"(?<![\w/])(\.(?:ci|github)/[\w./]+)", text):
        assert (ROOT / path).is_file(), path


def test_the_online_check_of_a_pull_request_needs_no_network_to_pass():
    script = step_of("check.yml:content", "Compare new works with the registries")["run"]
    assert "--since HEAD^1" in script
    assert "--require-network" not in script
    assert used("check.yml:content", "actions/checkout")[0]["with"]["fetch-depth"] == 2


def test_answers_are_kept_where_the_check_looks_for_them_even_when_it_fails():
    restore, save = used("scheduled.yml:check", "actions/cache/restore") + used(
        "scheduled.yml:check", "actions/cache/save"
    )
    assert save["if"] == "always()"
    assert restore["with"]["path"] == save["with"]["path"] == OnlineCheckSettings().cache
    assert restore["with"]["key"] == save["with"]["key"]
    assert "github.run_id" in save["with"]["key"]
    assert save["with"]["key"].startswith(restore["with"]["restore-keys"])


def test_github_does_not_forget_the_answers_between_two_runs():
    days = [int(day) for day in triggers(WORKFLOWS["scheduled.yml"])["schedule"][0]["cron"].split()[4].split(",")]
    gaps = [(after - before) % 7 or 7 for before, after in zip(days, [*days[1:], days[0]], strict=True)]
    assert max(gaps) < 7


def test_the_job_that_may_write_runs_the_script_alone():
    steps = JOBS["scheduled.yml:issue"]["steps"]
    assert [step["uses"].partition("@")[0] for step in steps[:-1]] == ["actions/checkout", "actions/download-artifact"]
    assert steps[0]["with"]["sparse-checkout"] == ".github/scripts"
    assert steps[-1]["run"].split()[:2] == ["python3", ISSUE.relative_to(ROOT).as_posix()]


def test_the_hooks_are_what_pre_commit_takes():
    assert [hook["id"] for hook in HOOKS] == ["vademecum-check", "vademecum-fmt"]
    assert {hook["language"] for hook in HOOKS} == {"python"}
    check, fmt = HOOKS
    assert check["always_run"]
    assert not check["pass_filenames"]
    assert all(re.search(fmt["files"], path) for path in ("references.bib", "a/B.BIB", "c.bibtex"))
    assert not re.search(fmt["files"], "a.bib.md")
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert all(f"- id: {hook['id']}\n" in guide for hook in HOOKS)


# What the scripts of the steps do.


class Runner:
    """A machine that runs single steps, with a `vademecum` that ends and prints as it is told."""

    def __init__(self, folder):
        self.folder = folder
        self.work = folder / "work"
        (self.work / ".venv" / "bin").mkdir(parents=True)
        self.does("exit 0")
        self.temp, self.output, self.summary = (folder / name for name in ("temp", "output", "summary"))
        self.temp.mkdir()

    def does(self, script):
        program = self.work / ".venv" / "bin" / "vademecum"
        program.write_text(f'#!/bin/sh\necho "$@" >>"{self.folder}/calls"\n{script}\n', encoding="utf-8")
        program.chmod(0o755)

    @property
    def calls(self):
        file = self.folder / "calls"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    def run(self, job, name, **environment):
        files = {"RUNNER_TEMP": self.temp, "GITHUB_OUTPUT": self.output, "GITHUB_STEP_SUMMARY": self.summary}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step_of(job, name)["run"]]
        variables = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            **{k: str(v) for k, v in files.items()},
            **environment,
        }
        return subprocess.run(  # noqa: S603  # our own step
            command, cwd=self.work, env=variables, capture_output=True, encoding="utf-8", check=False
        )

    def git(self, *arguments):
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        command = [shutil.which("git"), "-C", str(self.work), *identity, *arguments]
        subprocess.run(command, capture_output=True, check=True)  # noqa: S603  # our own command

    def commit(self, **files):
        for name, text in files.items():
            (self.work / name.replace("_", ".")).write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=A change")


@pytest.fixture
def runner(tmp_path):
    return Runner(tmp_path)


@pytest.mark.parametrize(("code", "status"), [(0, 0), (1, 0), (4, 0), (2, 1), (3, 1)])
def test_the_scheduled_check_ends_only_for_faults_and_hands_on_the_rest(runner, code, status):
    runner.does(f"echo '## Report'; exit {code}")
    assert runner.run("scheduled.yml:check", "Check everything").returncode == status
    assert runner.output.read_text(encoding="utf-8") == f"code={code}\n"
    assert runner.summary.read_text(encoding="utf-8") == "## Report\n"
    assert (runner.temp / "report" / "check.md").read_text(encoding="utf-8") == "## Report\n"
    assert runner.calls == ["check --online --scheduled --require-network --format markdown"]


@pytest.mark.parametrize(("code", "status"), [("0", 0), ("1", 1), ("4", 0)])
def test_the_run_is_red_for_what_was_found_and_not_for_an_outage(runner, code, status):
    done = runner.run("scheduled.yml:check", "End as the check did", CODE=code)
    assert done.returncode == status
    assert ("::warning::" in done.stdout) == (code == "4")


@pytest.mark.parametrize(("code", "status"), [(0, 0), (1, 0), (4, 0), (2, 1), (3, 1)])
def test_what_retractions_would_change_is_shown(runner, code, status):
    runner.git("init", "--quiet")
    runner.commit(references_bib="before\n")
    (runner.temp / "report").mkdir()
    runner.does(f"echo after >references.bib; exit {code}")
    done = runner.run("scheduled.yml:check", "Show what the bibliography does not say of retractions")
    assert done.returncode == status
    if status == 0:
        assert "-before\n+after\n" in done.stdout
        assert "-before\n+after\n" in (runner.temp / "report" / "retractions.diff").read_text(encoding="utf-8")


@pytest.mark.parametrize(("code", "status"), [(0, 0), (1, 0), (2, 1), (3, 1)])
def test_a_summary_of_findings_is_no_second_failure(runner, code, status):
    runner.does(f"echo '## Report'; exit {code}")
    assert runner.run("check.yml:content", "Show all of it in the summary").returncode == status
    assert runner.summary.read_text(encoding="utf-8") == "## Report\n"


def test_registries_are_asked_only_where_the_bibliography_changes(runner):
    runner.git("init", "--quiet")
    runner.commit(references_bib="one\n")
    runner.commit(index_md="A page\n")
    runner.does("exit 1")
    assert runner.run("check.yml:content", "Compare new works with the registries").returncode == 0
    assert runner.calls == []
    runner.commit(references_bib="two\n")
    assert runner.run("check.yml:content", "Compare new works with the registries").returncode == 1
    assert runner.calls == ["check --online --since HEAD^1 --select online/* --format github"]


# The issue.

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

specification = importlib.util.spec_from_file_location("report_issue", ISSUE)
report_issue = importlib.util.module_from_spec(specification)
specification.loader.exec_module(report_issue)


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
