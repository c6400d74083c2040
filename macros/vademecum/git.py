"""The Git repository that a folder lies in, as the program `git` tells of it: the only place that runs it. Floor 6.

Only plumbing is asked (`rev-parse`, `merge-base`, `rev-list`, `cat-file`), and never for a difference, so that no
pager, filter, signature check or other program that a repository's configuration names is run. No shell is used; what
comes from outside stands behind `--` or `--end-of-options`. A question is for this machine alone, even where a clone
is partial, and has an end.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Timer
from typing import NamedTuple

from vademecum.git_objects import Objects
from vademecum.report.visible import visible
from vademecum.text.errors import ConfigurationError

_SECONDS = 60
_FROM_HOOKS = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"),
    *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_NAMESPACE"),
)
"""What Git tells its hooks: with these it would look at their repository instead of the one that a folder lies in."""
_QUIET = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
_OFFLINE = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
_HINT = "is it fetched? In GitHub Actions 'fetch-depth: 0' of actions/checkout brings all revisions"
NO_DAY = date(2000, 1, 1)
"""The day of what happened at no time that a calendar knows."""


class Head(NamedTuple):
    """The commit that a working tree stands at."""

    commit: str
    prefix: str
    """The folder that was asked about, from the repository's root, with a slash at its end; empty for the root."""
    is_shallow: bool
    """Whether the repository lacks what came before some commit."""


class Commit(NamedTuple):
    """A commit and its time, in seconds since 1970."""

    time: int
    name: str


class _Answer(NamedTuple):
    """What Git printed, what it complained of, and how it ended."""

    output: str
    complaint: str
    status: int


def dated(commits: Sequence[Commit]) -> list[tuple[date, str]]:
    """The commits, the newest first, each with its day in Universal Time.

    Days never go up from one to the next, whatever the clocks said on which the commits were made.
    """
    found = []
    earliest = 0
    for commit in reversed(commits):
        earliest = max(earliest, min(commit.time, commits[0].time))
        found.append((_day(earliest), commit.name))
    return found[::-1]


def _day(seconds: int) -> date:
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return NO_DAY


class Repository:
    """The repository that a folder lies in.

    Of one that is odd, damaged or not there, nothing is known, and nothing is raised: what is told is empty. Only
    `commit` and `prefix`, of which somebody wants an answer, say with a ConfigurationError why there is none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._command = (shutil.which("git") or "", "--literal-pathspecs", "-C", str(folder))

    def head(self) -> Head | None:
        """Where the working tree stands; None where there is no Git, no repository or no commit."""
        answer = self._told("rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD").split("\n")
        if len(answer) != len(("shallow", "prefix", "commit", "")):
            return None
        return Head(answer[2], answer[1], answer[0] != "false")

    def prefix(self) -> str:
        """The folder, from the repository's root, with a slash at its end; empty for the root.

        ConfigurationError where there is no Git and no repository.
        """
        answer = self._ask("rev-parse", "--show-prefix")
        if answer.status != 0:
            raise ConfigurationError(f"'{self._folder}' is in no Git repository ({answer.complaint})")
        return answer.output.removesuffix("\n")

    def commit(self, name: str) -> str:
        """The full name of the commit that `name` stands for.

        ConfigurationError where there is no Git, no repository and no such commit.
        """
        # Git has no revision that begins with a hyphen; old versions would take one for an option all the same.
        if name.isprintable() and name and not name.startswith("-"):
            found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
            if found.status == 0:
                return found.output.strip()
        self.prefix()
        raise ConfigurationError(f"git knows no revision '{visible(name)}'; {_HINT}")

    def common_commit(self, one: str, other: str) -> str:
        """The commit from which two went apart; empty where none is known."""
        return next(iter(self._told("merge-base", "--end-of-options", one, other).split()), "")

    def commits(self, head: Head, paths: Sequence[str], most: int) -> list[Commit]:
        """The commits that touch `paths`, which are relative to the folder, the newest first.

        Of what was merged only the merges themselves: they are when it came to readers.
        """
        answer = self._told(
            *("rev-list", "--first-parent", f"--max-count={most}", "--timestamp", head.commit, "--"), *paths
        )
        lines = (line.split() for line in answer.splitlines())
        return [Commit(int(line[0]), line[1]) for line in lines]

    @contextmanager
    def objects(self, seconds: float = _SECONDS, *, is_offline: bool = True) -> Iterator[Objects]:
        """The objects of the repository, for as long as the context lasts, and for so many seconds at most.

        Where it is not `is_offline`, Git may fetch what a partial clone lacks.
        """
        with subprocess.Popen(  # noqa: S603  # a list without a shell
            [*self._command, "cat-file", "--batch"],
            env=_environment(is_offline=is_offline),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            watch = Timer(seconds, process.kill)
            watch.daemon = True
            watch.start()
            try:
                assert process.stdin  # noqa: S101  # it was asked for
                assert process.stdout  # noqa: S101  # the same
                yield Objects(process.stdin, process.stdout)
            finally:
                watch.cancel()
                process.kill()  # It has nothing to lose.
                with suppress(OSError):
                    process.stdin.close()  # type: ignore[union-attr]  # it was asked for

    def _told(self, *arguments: str) -> str:
        """What Git prints; empty where it does not."""
        try:
            answer = self._ask(*arguments)
        except ConfigurationError:
            return ""
        return answer.output if answer.status == 0 else ""

    def _ask(self, *arguments: str) -> _Answer:
        """What Git answers. ConfigurationError where it is not there or does not answer."""
        if not self._command[0]:
            raise ConfigurationError("the program 'git' is not there, and what was before cannot be told")
        try:
            done = subprocess.run(  # noqa: S603  # a list without a shell; what comes from outside is behind `--`
                [*self._command, *arguments],
                env=_environment(is_offline=True),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ConfigurationError(f"git did not answer within {_SECONDS} seconds") from None
        except OSError as error:
            raise ConfigurationError(f"git cannot be run: {error.strerror}") from None
        output, complaint = (each.decode("utf-8", errors="replace") for each in (done.stdout, done.stderr))
        first = next(iter(complaint.strip().splitlines()), "")
        return _Answer(output, visible(first.removeprefix("fatal: ")), done.returncode)


def _environment(*, is_offline: bool) -> dict[str, str]:
    """What Git is run with: nothing of its hooks, in English, without questions, and without a network where wanted."""
    kept = {name: value for name, value in os.environ.items() if name not in _FROM_HOOKS}
    return kept | _QUIET | (_OFFLINE if is_offline else {})
