"""The branch that holds the previews of open changes, a folder each. It has one commit: old previews leave no trace."""  # noqa: INP001  # scripts stand side by side and are no package

import os
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from github_api import ask, fail, git, say
from preview_artifact import write_site

BRANCH = "previews"
TARGET = "main"
MOST_PREVIEWS = 20
"""Of the newest changes. GitHub publishes at most 1 GB."""

_REFERENCE = f"refs/heads/{BRANCH}"
_MOST_ATTEMPTS = 5
_IDENTITY = ("-c", "user.name=github-actions[bot]", "-c", "user.email=github-actions[bot]@users.noreply.github.com")


def ask_for_open_changes() -> set[int]:
    """The numbers of the changes that are open and go to main."""
    listed = ask(f"repos/{os.environ['GH_REPO']}/pulls?state=open&base={TARGET}&per_page=100")
    return {int(each["number"]) for each in listed}


def tell_published() -> None:
    """Tell the next job that the previews have changed."""
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        file.write("published=true\n")


def put_preview(number: int, site: dict[str, bytes], open_changes: Collection[int]) -> bool:
    """Put a site into the branch, and take those of closed changes out; without a site, take that one out too.

    Whether the branch has changed.
    """
    for _ in range(_MOST_ATTEMPTS):
        with tempfile.TemporaryDirectory() as folder:
            written = _put(Path(folder), number, site, open_changes)
        if written is not None:
            return written
    return fail(f"the branch '{BRANCH}' could not be written: somebody else writes to it again and again")


def take_previews(folder: Path, open_changes: Collection[int]) -> list[int]:
    """Copy the previews of open changes from the branch into a new folder; gives their numbers."""
    with tempfile.TemporaryDirectory() as name:
        branch = Path(name)
        _fetch(branch)
        numbers = _kept(branch, open_changes)
        for number in numbers:
            shutil.copytree(branch / str(number), folder / str(number))
        return numbers


def _put(folder: Path, number: int, site: dict[str, bytes], open_changes: Collection[int]) -> bool | None:
    """Whether there was something to write; None where somebody else wrote meanwhile."""
    before = _fetch(folder)
    kept = set(_kept(folder, {*open_changes, number} if site else set(open_changes) - {number}))
    for each in folder.iterdir():
        if each.name != ".git" and (each.name == str(number) or not each.name.isdigit() or int(each.name) not in kept):
            shutil.rmtree(each) if each.is_dir() else each.unlink()
    if site:
        write_site(site, folder / str(number))
    git(folder, "add", "--all", "--force")
    tree = git(folder, "write-tree") or ""
    if before and tree == git(folder, "rev-parse", f"{before}^{{tree}}"):
        say("The previews are as they were.")
        return False
    commit = git(folder, *_IDENTITY, "commit-tree", tree, "-m", "Previews of open changes") or ""
    lease = f"--force-with-lease={_REFERENCE}:{before}"
    pushed = git(folder, "push", "--quiet", lease, _remote(), f"{commit}:{_REFERENCE}", may_fail=True)
    return None if pushed is None else True


def _fetch(folder: Path) -> str:
    """The branch in `folder`, and its commit; empty where there is none yet."""
    git(folder, "init", "--quiet")
    listed = git(folder, "ls-remote", _remote(), _REFERENCE) or ""
    commit = listed.partition("\t")[0]
    if commit:
        git(folder, "fetch", "--quiet", "--depth=1", _remote(), _REFERENCE)
        commit = git(folder, "rev-parse", "FETCH_HEAD") or ""
        git(folder, "checkout", "--quiet", commit)
    return commit


def _kept(folder: Path, open_changes: Collection[int]) -> list[int]:
    """The numbers of the previews that stay, the newest."""
    there = {int(each.name) for each in folder.iterdir() if each.name.isdigit() and each.is_dir()}
    return sorted(there & set(open_changes))[-MOST_PREVIEWS:]


def _remote() -> str:
    return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{os.environ['GH_REPO']}.git"
