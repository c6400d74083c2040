"""What runs in CI: safe for a stranger's change, made of commands that exist, each line of it tried here."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from vademecum.checking import OnlineCheckSettings
from vademecum.cli import main
from workflow_files import FILES, GITHUB, GITLAB, GITLAB_JOBS, JOBS, ROOT, STEPS, WORKFLOWS, step_of
from workflow_runner import Runner

SCRIPTS = {name: step["run"] for name, step in STEPS if "run" in step}
SCRIPTS |= {f".ci/{file.name}": file.read_text(encoding="utf-8") for file in sorted((ROOT / ".ci").iterdir())}
SCRIPTS |= {f".gitlab-ci.yml:{name}": "\n".join(job["script"]) for name, job in GITLAB_JOBS.items()}
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
ISSUE = GITHUB / "scripts" / "report_issue.py"

OFFICIAL = re.compile(r"(?:- )?uses: actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OUR_OWN = re.compile(r"uses: \$/\.github/workflows/[\w-]+\.yml")
"""A workflow of this repository, at the commit that is running."""
STEPS_WITH_TOKEN = {
    "scheduled.yml:issue:2": ".github/scripts/report_issue.py",
    "publish-preview.yml:publish:1": ".github/scripts/publish_preview.py",
    "clear-previews.yml:clear:1": ".github/scripts/clear_previews.py",
    "pages.yml:build:4": "gh api",
    "pages.yml:build:5": ".github/scripts/collect_previews.py",
}
WRITES = {
    "scheduled.yml:issue": {"issues"},
    "publish-preview.yml:publish": {"contents", "pull-requests"},
    "publish-preview.yml:deploy": {"pages", "id-token"},
    "clear-previews.yml:clear": {"contents"},
    "clear-previews.yml:deploy": {"pages", "id-token"},
    "pages.yml:deploy": {"pages", "id-token"},
}


def triggers(flow):
    return flow[True]  # YAML 1.1 reads `on` so


def used(job, action):
    return [step for step in JOBS[job]["steps"] if step.get("uses", "").partition("@")[0] == action]


# What the workflows say.


def test_these_tests_look_at_what_there_is():
    names = ("check", "clear-previews", "pages", "preview", "publish-preview", "scheduled")
    assert set(FILES) == {f"{name}.yml" for name in names}
    assert set(GITLAB_JOBS) == {"check", "test", "preview", "pages", "scheduled"}
    assert len(SCRIPTS) > 25


def test_an_audit_of_the_workflows_finds_nothing():
    """Also nothing of low importance. What is let stand has its reason beside it."""
    program = shutil.which("zizmor", path=Path(sys.executable).parent) or shutil.which("zizmor")
    assert program, "zizmor is not installed: it comes with requirements-test.txt"
    options = ["--offline", "--no-progress", "--persona=pedantic", "--format=json-v1", "--strict-collection"]
    command = [program, *options, "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  # ours
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout) == []
    texts = [file.read_text(encoding="utf-8") for file in FILES.values()]
    ignored = [line.strip() for text in texts for line in text.splitlines() if "zizmor:" in line]
    assert ignored == ["workflow_run: # zizmor: ignore[dangerous-triggers] see above"]


@pytest.mark.parametrize("name", FILES)
def test_an_action_is_pinned_by_its_hash_and_the_version_is_told(name):
    lines = [line.strip() for line in FILES[name].read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    assert [line for line in lines if not OFFICIAL.fullmatch(line) and not OUR_OWN.fullmatch(line)] == []
    for own in re.findall(r"uses: \$/(\S+)", "\n".join(lines)):
        assert "workflow_call" in triggers(WORKFLOWS[Path(own).name])


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
def test_a_job_has_no_more_rights_than_it_needs(name):
    rights = JOBS[name]["permissions"]
    assert {right for right, level in rights.items() if level != "read"} == WRITES.get(name, set())
    assert set(rights.values()) <= {"read", "write"}


@pytest.mark.parametrize("name", JOBS)
def test_what_a_change_can_alter_runs_without_rights(name):
    """A pull request brings its own version of a workflow that it triggers."""
    if "pull_request" in triggers(WORKFLOWS[name.partition(":")[0]]):
        assert JOBS[name]["permissions"] == {"contents": "read"}
        assert "environment" not in JOBS[name]


@pytest.mark.parametrize("name", [name for name, job in JOBS.items() if "steps" in job])
def test_a_job_ends_some_day_and_leaves_no_credentials(name):
    assert JOBS[name]["timeout-minutes"] <= 60
    checkouts = used(name, "actions/checkout")
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False] * len(checkouts)


@pytest.mark.parametrize("name", FILES)
def test_a_stranger_reaches_no_secret(name):
    text = "\n".join(line.partition("#")[0] for line in FILES[name].read_text(encoding="utf-8").splitlines())
    assert "pull_request_target" not in text
    assert ("workflow_run" in text) == (name == "publish-preview.yml")
    assert "secrets" not in text
    assert "inherit" not in text
    known = {"event_name", "token", "event.pull_request.number", "event.pull_request.head.sha"}
    known |= {"event.workflow_run.event", "event.workflow_run.conclusion", "event.workflow_run.head_sha"}
    assert set(re.findall(r"github\.((?:event|head_ref|actor|token)[\w.]*)", text)) <= known


def test_the_token_is_given_to_few_steps_and_each_runs_one_thing():
    texts = {name: step for name, step in STEPS if "github.token" in json.dumps(step)}
    assert set(texts) == set(STEPS_WITH_TOKEN)
    for name, step in texts.items():
        assert STEPS_WITH_TOKEN[name] in step["run"]
        assert not re.search(r"\b(?:make|pip|vademecum|mkdocs)\b", step["run"])


def test_what_publishes_a_preview_takes_nothing_of_the_change_but_the_artifact():
    job = JOBS["publish-preview.yml:publish"]
    (checkout,) = used("publish-preview.yml:publish", "actions/checkout")
    assert checkout["with"] == {"ref": "main", "sparse-checkout": ".github/scripts", "persist-credentials": False}
    assert len(job["steps"]) == 2
    assert "conclusion == 'success'" in job["if"]
    assert "event == 'pull_request'" in job["if"]
    assert triggers(WORKFLOWS["publish-preview.yml"])["workflow_run"]["workflows"] == [WORKFLOWS["preview.yml"]["name"]]
    assert JOBS["publish-preview.yml:deploy"]["needs"] == "publish"


def test_what_clears_previews_is_started_by_no_change_and_runs_one_script_of_main():
    job = JOBS["clear-previews.yml:clear"]
    assert set(triggers(WORKFLOWS["clear-previews.yml"])) == {"schedule", "workflow_dispatch"}
    (checkout,) = used("clear-previews.yml:clear", "actions/checkout")
    assert checkout["with"] == {"ref": "main", "sparse-checkout": ".github/scripts", "persist-credentials": False}
    assert len(job["steps"]) == 2
    deploy = JOBS["clear-previews.yml:deploy"]
    assert (deploy["needs"], deploy["uses"]) == ("clear", JOBS["publish-preview.yml:deploy"]["uses"])


def test_the_preview_is_made_with_the_programs_of_the_target():
    names = [step.get("name") for step in JOBS["preview.yml:build"]["steps"]]
    order = ["Go to the target of the change", "Set up", "Take the content of the change"]
    assert [name for name in names if name in order] == order
    assert triggers(WORKFLOWS["preview.yml"])["pull_request"] == {"branches": ["main"]}


def test_what_is_published_has_the_whole_history():
    (checkout,) = used("pages.yml:build", "actions/checkout")
    assert checkout["with"]["ref"] == "main"
    assert checkout["with"]["fetch-depth"] == 0
    assert GITLAB["variables"]["GIT_DEPTH"] == "0"


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_pasted_into_a_script(name):
    assert "${{" not in SCRIPTS[name]
    assert not re.search(r"\$\{?CI_(?:MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE)|COMMIT_(?!REF_SLUG))", SCRIPTS[name])


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
    runner.commit({"references.bib": "before\n"})
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
    runner.commit({"references.bib": "one\n"})
    runner.commit({"index.md": "A page\n"})
    runner.does("exit 1")
    assert runner.run("check.yml:content", "Compare new works with the registries").returncode == 0
    assert runner.calls == []
    runner.commit({"references.bib": "two\n"})
    assert runner.run("check.yml:content", "Compare new works with the registries").returncode == 1
    assert runner.calls == ["check --online --since HEAD^1 --select online/* --format github"]


# Every script, in the order in which its job runs it.

SITE = {
    "mkdocs.yml": "site_name: Tiny\n",
    "references.bib": "@book{a, title = {A}}\n",
    "docs/index.md": "# Home\n",
    "Makefile": "all:\n",
}
CHANGE = {"docs/index.md": "# House\n", "references.bib": "@book{b, title = {B}}\n"}


@pytest.mark.parametrize("job", sorted({name.rpartition(":")[0] for name, step in STEPS if "run" in step}))
def test_every_script_of_a_job_runs(runner, job):
    runner.proposes(SITE, CHANGE)
    runner.has_ci()
    runner.does("echo done")
    runner.does('mkdir -p "$6" 2>/dev/null || true', "mkdocs")
    answers = """case "$*" in *build_type*) echo workflow ;; *"GET repos/o/n "*) echo '{}' ;; esac"""
    runner.stands_in("gh", answers)
    runner.stands_in("chromium", "exit 0")
    (runner.work / "site").mkdir()
    report = runner.temp / "report"
    if job == "scheduled.yml:issue":
        report.mkdir()
    runner.context |= {"needs.check.outputs.code": "0"}
    runner.event.write_text(json.dumps({"workflow_run": {"event": "push", "conclusion": "success"}}), encoding="utf-8")
    # There is no server: what asks for the branch of previews finds the one in this folder.
    bare = runner.folder / "server" / "o" / "n.git"
    runner.git("clone", "--quiet", "--bare", str(runner.work), str(bare))
    ended = runner.run_all(job, GITHUB_SERVER_URL=f"file://{runner.folder}/server")
    assert [(name, done.stdout + done.stderr) for name, done in ended if done.returncode] == []
    assert [name for name, _ in ended] == [step["name"] for step in JOBS[job]["steps"] if "run" in step]


@pytest.mark.parametrize("job", GITLAB_JOBS)
def test_every_script_for_gitlab_runs(runner, job):
    runner.commit(SITE)
    runner.has_ci()
    (runner.work / "site").mkdir()
    runner.stands_in("chromium", "exit 0")
    runner.does("exit 0", "mkdocs")
    for line in GITLAB_JOBS[job]["script"]:
        done = runner.bash(line, CI_MERGE_REQUEST_DIFF_BASE_SHA=runner.git("rev-parse", "HEAD"))
        assert done.returncode == 0, line + done.stdout + done.stderr
    assert runner.calls


@pytest.mark.parametrize(("code", "status"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 0)])
def test_the_scheduled_check_on_gitlab_is_red_for_what_was_found_and_not_for_an_outage(runner, code, status):
    runner.commit(SITE)
    runner.does(f'case "$1" in check) exit {code} ;; esac')
    assert runner.bash(GITLAB_JOBS["scheduled"]["script"][1]).returncode == status


def test_a_check_that_fails_on_gitlab_says_why(runner):
    runner.does('echo "$*"; exit 1')
    done = runner.bash(GITLAB_JOBS["check"]["script"][1])
    assert done.returncode == 1
    assert done.stdout == "check\n"


def test_gitlab_runs_the_same_as_github():
    scripts = {name: "\n".join(job["script"]) for name, job in GITLAB_JOBS.items()}
    assert "vademecum check --format" in scripts["check"]
    assert "--online --since" in scripts["check"]
    assert "vademecum diff" in scripts["check"]
    assert ".ci/run" in scripts["test"]
    assert GITLAB_JOBS["preview"]["needs"] == ["check"]
    assert GITLAB_JOBS["pages"]["artifacts"]["paths"] == ["public"]
    assert "--online --scheduled --require-network" in scripts["scheduled"]
    assert GITLAB_JOBS["scheduled"]["cache"]["paths"] == [OnlineCheckSettings().cache]


@pytest.mark.parametrize(("pages", "told"), [("workflow", False), ("legacy", True), ("", True)])
def test_where_pages_is_not_turned_on_this_is_said_and_nothing_fails(runner, pages, told):
    runner.stands_in("gh", f'echo "{pages}"' if pages else "echo 'HTTP 404' >&2; exit 1")
    done = runner.run("pages.yml:build", "See whether Pages is turned on")
    assert done.returncode == 0
    assert ("::notice::" in done.stdout) == told
    assert runner.outputs() == {"pages": pages}


@pytest.mark.parametrize(("code", "status"), [(0, 0), (1, 0), (2, 1), (3, 1)])
@pytest.mark.parametrize("name", ["Check what is written", "Say what the change does to the evidence"])
def test_a_preview_goes_on_where_something_was_found(runner, name, code, status):
    (runner.temp / "preview").mkdir()
    runner.does(f"exit {code}")
    assert runner.run("preview.yml:build", name).returncode == status


# Forms, and who is asked.


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_is_one_that_github_takes(file):
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(form) <= {"name", "description", "title", "body", "labels"}
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields)
    for field in form["body"]:
        assert field["type"] in {"markdown", "input", "textarea", "dropdown"}
        assert field["attributes"]["value" if field["type"] == "markdown" else "label"]
        assert field["type"] != "dropdown" or len(set(field["attributes"]["options"])) > 1


def test_there_is_a_form_for_each_thing_a_reader_brings():
    assert [file.stem.partition("-")[2] for file in FORMS] == [
        "correct-a-claim",
        "broken-link",
        "suggest-a-source",
        "become-a-reviewer",
        "new-topic",
    ]


def test_forms_in_which_people_speak_of_themselves_warn_that_issues_are_public():
    for name in ("1-correct-a-claim", "4-become-a-reviewer", "5-new-topic"):
        assert "public" in (GITHUB / "ISSUE_TEMPLATE" / f"{name}.yml").read_text(encoding="utf-8")


def test_nobody_owns_code_before_a_name_is_given_and_every_section_has_its_line():
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []
    examples = [line.lstrip("# ").split() for line in lines if "@ORGANISATION" in line]
    paths = [path for path, *_ in examples]
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    folders = {f"/docs/{name}/" for name in re.findall(r" ([\w-]+)/index\.md$", text, re.MULTILINE)}
    assert len(folders) > 3
    assert folders <= set(paths)
    for path in paths[1:]:
        assert list(ROOT.glob(path.strip("/"))), path
