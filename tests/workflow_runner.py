"""A machine that runs the steps of a job, with stand-ins for what needs GitHub, a network or minutes."""

import os
import re
import shlex
import shutil
import subprocess
import sys

from git_repositories import GitRepository
from workflow_files import GITHUB, JOBS, ROOT, step_of

EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
REAL = ROOT / ".venv" / "bin"


class Runner:
    """A folder in which steps are run. Programs in `.venv/bin` end and print as they are told, or are the real ones."""

    def __init__(self, folder):
        self.folder = folder
        self.work = folder / "work"
        self.programs = folder / "programs"
        self.temp, self.output, self.summary = (folder / name for name in ("temp", "output", "summary"))
        self.event = folder / "event.json"
        for made in (self.work / ".venv" / "bin", self.programs, self.temp):
            made.mkdir(parents=True)
        self.context = {"github.repository": "o/n", "github.token": "none", "github.server_url": "https://github.com"}
        self.context |= {"github.run_id": "7"}
        self.repository = None
        self.does("exit 0")
        self.stands_in("make", "exit 0")
        self.venv("python", f'exec {shlex.quote(sys.executable)} "$@"')

    def venv(self, name, script):
        self._program(self.work / ".venv" / "bin" / name, script)

    def does(self, script, name="vademecum"):
        """What a program of the virtual environment does; how it is called is kept."""
        self.venv(name, f'echo "$@" >>{shlex.quote(str(self.folder / "calls"))}\n{script}')

    def stands_in(self, name, script):
        """A program of the machine; how it is called is kept."""
        self._program(self.programs / name, f'echo "{name} $@" >>{shlex.quote(str(self.folder / "calls"))}\n{script}')

    def is_real(self, *names):
        for name in names:
            self.does(f'exec {shlex.quote(sys.executable)} {shlex.quote(str(REAL / name))} "$@"', name)

    def _program(self, path, script):
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    @property
    def calls(self):
        file = self.folder / "calls"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    @property
    def environment(self):
        files = {"RUNNER_TEMP": self.temp, "GITHUB_OUTPUT": self.output, "GITHUB_STEP_SUMMARY": self.summary}
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "GH_"))},
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GITHUB_EVENT_PATH": str(self.event),
            "NO_MKDOCS_2_WARNING": "1",
            "CI": "true",
            **{name: str(value) for name, value in files.items()},
        }

    def bash(self, script, *options, **environment):
        command = ["bash", "--noprofile", "--norc", "-e", *options, "-c", script]
        return subprocess.run(  # noqa: S603  # our own step
            command,
            cwd=self.work,
            env={**self.environment, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def run(self, job, name, **environment):
        """Run one step of a job."""
        return self._step(step_of(job, name), environment)

    def run_all(self, job, **environment):
        """Run all scripts of a job in their order, conditions and all: each with how it ended."""
        ended = []
        for step in JOBS[job]["steps"]:
            if "run" in step and self._holds(step.get("if")):
                done = self._step(step, environment)
                ended.append((step["name"], done))
                if done.returncode and not step.get("continue-on-error"):
                    break
        return ended

    def _step(self, step, environment):
        given = {name: EXPRESSION.sub(self._known, str(value)) for name, value in step.get("env", {}).items()}
        before = self.outputs()
        done = self.bash(step["run"], "-o", "pipefail", **(given | environment))
        if "id" in step:
            new = {name: value for name, value in self.outputs().items() if before.get(name) != value}
            self.context |= {f"steps.{step['id']}.outputs.{name}": value for name, value in new.items()}
        return done

    def outputs(self):
        lines = self.output.read_text(encoding="utf-8").splitlines() if self.output.exists() else []
        return dict(line.split("=", 1) for line in lines)

    def _known(self, found):
        return self.context.get(found[1], "")  # as GitHub does

    def _holds(self, condition):
        """Whether a condition of the kind `name == 'value'` holds; all others do where all is well."""
        found = re.fullmatch(r"([\w.]+) == '(\w*)'", str(condition))
        return self.context.get(found[1]) == found[2] if found else True

    def git(self, *arguments):
        if not self.repository:
            self.repository = GitRepository(self.work)
        return self.repository.git(*arguments)

    def commit(self, files, removed=()):
        """Write files, and commit them."""
        self.git("status")
        self.repository.commit("2026-01-01", files, removed)

    def proposes(self, target, change, removed=()):
        """Check a change out as GitHub does: its merge into the target."""
        files = {
            f".github/scripts/{file.name}": file.read_text(encoding="utf-8")
            for file in (GITHUB / "scripts").glob("*.py")
        }
        self.commit({".gitignore": ".venv/\n.cache/\nsite/\n__pycache__/\n", **files, **target})
        self.git("checkout", "--quiet", "-b", "change")
        self.commit(change, removed)
        head = self.git("rev-parse", "HEAD")
        self.git("checkout", "--quiet", "main")
        self.git("merge", "--quiet", "--no-ff", "--message=Merge", "change")
        self.context |= {"github.event.pull_request.number": "12", "github.event.pull_request.head.sha": head}
        return head

    def has_ci(self):
        shutil.copytree(ROOT / ".ci", self.work / ".ci")
