"""The history of a small site, commit by commit, from the text files in `cases/diff`."""

import re

from conversions import CASES
from git_repositories import GitRepository

FOLDER = CASES / "diff"
STEPS = sorted(FOLDER.glob("*.txt"))
_FILE = re.compile(r"^--- (\S+)\n", re.MULTILINE)
_REMOVED = re.compile(r"^removed: (\S+)$", re.MULTILINE)


def make_history(folder):
    """A repository with a commit for each step, whose tag is the step's number."""
    repository = GitRepository(folder)
    for number, step in enumerate(STEPS, start=1):
        head, *pieces = _FILE.split(step.read_text(encoding="utf-8"))
        files = dict(zip(pieces[::2], pieces[1::2], strict=True))
        repository.commit(f"2026-{number:02}-02", files, _REMOVED.findall(head))
        repository.git("tag", step.stem[:2])
    return repository
