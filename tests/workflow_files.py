"""The workflows as they are written, and their scripts as modules."""

import importlib
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
FILES = {file.name: file for file in sorted((GITHUB / "workflows").iterdir())}
WORKFLOWS = {name: yaml.safe_load(file.read_text(encoding="utf-8")) for name, file in FILES.items()}
JOBS = {f"{name}:{job}": each for name, flow in WORKFLOWS.items() for job, each in flow["jobs"].items()}
STEPS = [(f"{name}:{number}", step) for name, job in JOBS.items() for number, step in enumerate(job.get("steps", []))]
GITLAB = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
NO_JOBS = {"workflow", "default", "variables"}
GITLAB_JOBS = {name: job for name, job in GITLAB.items() if name not in NO_JOBS and not name.startswith(".")}


def step_of(job, name):
    return next(step for step in JOBS[job]["steps"] if step.get("name") == name)


def script(name):
    """A script of `.github/scripts` as a module."""
    folder = str(GITHUB / "scripts")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)
