"""A Git repository as its objects: commits, trees and blobs, named by what they hold.

Only plumbing is asked (`rev-parse`, `rev-list`, `cat-file`), and never for a difference, so that no pager, filter,
signature check or other program that a repository's configuration names is run; and no network, even where a clone
is partial. Nothing here raises for a repository that is odd, damaged or not there: then there is nothing to tell.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Timer
from typing import IO, NamedTuple

_SECONDS = 60
_FROM_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_INDEX_FILE")
"""What Git tells its hooks: with these it would look at their repository instead of the one that a folder lies in."""
_QUIET = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
_OFFLINE = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
_FOLDER, _FILES = b"40000", (b"100644", b"100755", b"100664")
_PIECE = 1 << 16
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
    """The repository that a folder lies in."""

    def __init__(self, folder: Path) -> None:
        self._command = (shutil.which("git") or "", "--literal-pathspecs", "-C", str(folder))

    def head(self) -> Head | None:
        """Where the working tree stands; None where there is no Git, no repository or no commit."""
        answer = self._ask("rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD").split("\n")
        if len(answer) != len(("shallow", "prefix", "commit", "")):
            return None
        return Head(answer[2], answer[1], answer[0] != "false")

    def commits(self, head: Head, paths: Sequence[str], most: int) -> list[Commit]:
        """The commits that touch `paths`, which are relative to the folder, the newest first.

        Of what was merged only the merges themselves: they are when it came to readers.
        """
        answer = self._ask(
            *("rev-list", "--first-parent", f"--max-count={most}", "--timestamp", head.commit, "--"), *paths
        )
        lines = (line.split() for line in answer.splitlines())
        return [Commit(int(line[0]), line[1]) for line in lines]

    @contextmanager
    def objects(self, seconds: float = _SECONDS) -> "Iterator[Objects]":
        """The objects of the repository, for as long as the context lasts, and for so many seconds at most."""
        with subprocess.Popen(  # noqa: S603  # a list without a shell
            [*self._command, "cat-file", "--batch"],
            env=git_environment(),
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

    def _ask(self, *arguments: str) -> str:
        """What Git answers; empty where it does not."""
        if not self._command[0]:
            return ""
        try:
            done = subprocess.run(  # noqa: S603  # a list without a shell; what comes from outside is behind `--`
                [*self._command, *arguments],
                env=git_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError):
            return ""
        return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""


class Objects:
    """What a repository holds, object by object; trees are read once."""

    def __init__(self, asked: IO[bytes], answered: IO[bytes]) -> None:
        self._asked, self._answered = asked, answered
        self._trees: dict[str, tuple[tuple[str, str, bool], ...] | None] = {}
        self.unread: list[str] = []
        """What was asked for and did not come: a clone may be partial, a folder too large, Git may have ended."""

    def blob(self, name: str, most: int) -> bytes | None:
        """The bytes of a file; None where it is not there, or larger than `most`."""
        return self._read(name, b"blob", most)

    def at(self, commit: str, path: str) -> str:
        """The name of the tree or blob at `path` of a commit, symbolic links not followed; empty where is none."""
        return self.below(self._tree_of(commit), path)

    def below(self, tree: str, path: str) -> str:
        """The same, below a tree."""
        name = tree
        for part in path.split("/") if path not in {"", "."} else ():
            entries = self._tree(name) if name else ()
            name = next((entry for known, entry, _ in entries or () if known == part), "")
        return name

    def files(self, tree: str, ending: str) -> Iterator[tuple[str, str]]:
        """The path and the blob of every file below a tree whose name has an ending."""
        return ((path, blob) for path, blob in self.changed(tree, "") if path.endswith(ending))

    def changed(self, tree: str, before: str, deepest: int = 64) -> Iterator[tuple[str, str]]:
        """The path and the blob of every file below a tree that another tree does not have, or has otherwise.

        An empty name is that of a tree that holds nothing. Of folders that cannot be read nothing is told.
        """
        waiting = [("", tree, before, 0)] if tree else []
        while waiting:
            folder, name, old, depth = waiting.pop()
            entries, others = self._tree(name), self._tree(old) if old else ()
            if entries is None or others is None:
                continue
            known = {other: (entry, is_folder) for other, entry, is_folder in others}
            for known_as, entry, is_folder in entries:
                was = known.get(known_as)
                if was == (entry, is_folder):
                    continue
                if not is_folder:
                    yield folder + known_as, entry
                elif depth < deepest:
                    waiting.append((f"{folder}{known_as}/", entry, was[0] if was and was[1] else "", depth + 1))

    def _tree_of(self, commit: str) -> str:
        data = self._read(commit, b"commit", _PIECE * 16) or b""
        first = data.split(b"\n", 1)[0]
        return first.removeprefix(b"tree ").decode("ascii", errors="replace") if first.startswith(b"tree ") else ""

    def _tree(self, name: str) -> tuple[tuple[str, str, bool], ...] | None:
        """The entries of a tree: name, object, whether it is a folder; links and submodules left out.

        None where it cannot be read.
        """
        if name not in self._trees:
            data = self._read(name, b"tree", _PIECE * 256)
            self._trees[name] = None if data is None else tuple(_entries(data, len(name) // 2))
        return self._trees[name]

    def _read(self, name: str, kind: bytes, most: int) -> bytes | None:
        """The bytes of an object of a kind."""
        try:
            self._asked.write(f"{name}\n".encode("ascii"))
            self._asked.flush()
            header = self._answered.readline().split()
            size = int(header[2])
            data = self._answered.read(size) if size <= most else None
            if data is None:
                self._skip(size)
                self.unread += [name] if kind != b"blob" else []
            self._answered.read(1)
        except (OSError, ValueError, IndexError):  # It is missing, or the program has ended.
            self.unread.append(name)
            return None
        return data if header[1] == kind else None

    def _skip(self, size: int) -> None:
        while size > 0 and (piece := self._answered.read(min(size, _PIECE))):
            size -= len(piece)


def _entries(data: bytes, width: int) -> Iterator[tuple[str, str, bool]]:
    """What a tree object says, each name `width` bytes wide (gitformat: a mode, a blank, a name, NUL, the object)."""
    position = 0
    while (blank := data.find(b" ", position)) >= 0:
        end = data.find(b"\0", blank)
        mode, name = data[position:blank], data[blank + 1 : end].decode("utf-8", errors="replace")
        position = end + 1 + width
        if mode == _FOLDER or mode in _FILES:
            yield name, data[end + 1 : position].hex(), mode == _FOLDER


def git_environment(*, is_offline: bool = True) -> dict[str, str]:
    """What Git is run with: nothing of its hooks, in English, without questions; offline even in a partial clone."""
    kept = {name: value for name, value in os.environ.items() if name not in _FROM_HOOKS}
    return kept | _QUIET | (_OFFLINE if is_offline else {})
