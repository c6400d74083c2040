"""Git repositories in temporary folders, with commits on given days."""

import os
import shutil
import subprocess

IDENTITY = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=false")


class GitRepository:
    """A repository. Commits are made at noon, Universal Time, on days such as `2026-03-01`; a day may name its time."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments, day="2026-01-01"):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        time = day if "T" in day else f"{day}T12:00:00Z"
        environment |= {"GIT_COMMITTER_DATE": time, "GIT_AUTHOR_DATE": time}
        command = [shutil.which("git"), "-C", str(self.folder), *IDENTITY, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603  # our own command
        return done.stdout.decode().strip()

    def commit(self, day, files=(), removed=()):
        """Write `files` and take others away, and commit that on `day`."""
        for path, text in dict(files).items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        for path in removed:
            (self.folder / path).unlink()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=A change", day=day)
