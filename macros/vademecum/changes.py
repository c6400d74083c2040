"""Which entries of a bibliography a change touches: those of today against those that git has. Floor 7.

Git is asked for blobs by their names and never for a difference, so that no filter, pager or program that a
repository's configuration or attributes name is run.
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.bibliography.limits import MAX_FILE
from vademecum.bibliography.schema import FIELD_ALIASES
from vademecum.library import read_bibliography
from vademecum.publishing.git_objects import git_environment
from vademecum.report.visible import visible
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError

_OWN = frozenset(
    (
        *("keywords", "studydesign", "evidence", "sample", "funding", "abstract"),
        *("sortkey", "file", "langid", "options", "ids", "owner", "timestamp", "groups", "statusnote"),
    )
)
"""Fields that neither say which work it is nor hold an identifier: what an editor thinks of it, and programs note."""

_BYTES_A_CHARACTER = 4
_SECONDS = 60
_HINT = "is it fetched? In GitHub Actions 'fetch-depth: 0' of actions/checkout brings all revisions"

_Content = tuple[str, frozenset[tuple[str, str]]]


class _Answer(NamedTuple):
    """What git printed, what it complained of, and how it ended."""

    output: bytes
    complaint: str
    status: int


def changed_keys(root: Path, paths: Sequence[str], ref: str) -> frozenset[CitationKey]:
    """The keys of the entries that are not as they were at the git revision `ref`.

    `paths` are the BibTeX files of the site, relative to `root`, which may be a folder of the repository. An entry is
    as it was when the revision has one, in any of these files and under any key, that says the same: the same type, and
    the same in each field that says which work it is, white space and the order of fields aside. What an entry inherits
    counts. Where a file was not there, was no file, or was too large to be read, all its entries are new.

    ConfigurationError where git is missing or does not answer, where `root` lies in no repository, where there is no
    such revision, and where a file cannot be read today.
    """
    today, _ = read_bibliography(paths, root=root)
    git = _Git(root)
    commit = git.commit(ref)
    before = [decode_source(path, git.content(commit, path.replace("\\", "/")))[0] for path in paths]
    then, _ = read_bibtex(before)
    known = {_content(entry) for entry in then.values()}
    return frozenset(key for key, entry in today.items() if _content(entry) not in known)


def _content(entry: Entry) -> _Content:
    """What an entry says of the work, in a form that is equal for entries that say the same."""
    named = ((FIELD_ALIASES.get(name, name), value) for name, value in entry.fields.items())
    fields = ((name, " ".join(value.split())) for name, value in named if name not in _OWN)
    return entry.standard_type, frozenset(field for field in fields if field[1])


class _Git:
    """The repository that a folder lies in, as the program `git` shows it."""

    def __init__(self, root: Path) -> None:
        program = shutil.which("git")
        if program is None:
            raise ConfigurationError("what has changed cannot be told: the program 'git' is not there")
        self._command = (program, "--literal-pathspecs", "-C", str(root))
        self._root = root

    def commit(self, ref: str) -> str:
        """The name of the commit that `ref` stands for."""
        # Git has no revision that begins with a hyphen; old versions would take one for an option all the same.
        is_possible = ref.isprintable() and ref and not ref.startswith("-")
        if is_possible:
            found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
            if found.status == 0:
                return found.output.decode("ascii", errors="replace").strip()
        repository = self._ask("rev-parse", "--git-dir")
        if repository.status != 0:
            raise ConfigurationError(
                f"what has changed cannot be told: '{self._root}' is not in a git repository ({repository.complaint})"
            )
        raise ConfigurationError(f"git knows no revision '{visible(ref)}'; {_HINT}")

    def content(self, commit: str, path: str) -> bytes:
        """The bytes of a file, named from the root, at a commit; none where it was no file then, or too large."""
        listed = self._ask("ls-tree", "-z", "-l", commit, "--", path)
        if listed.status != 0:
            raise ConfigurationError(f"git cannot tell what '{path}' was: {listed.complaint}")
        properties, _, _ = listed.output.partition(b"\t")
        _, kind, blob, size = properties.decode("ascii").split() if properties else ("", "", "", "")
        if kind != "blob" or int(size) > MAX_FILE * _BYTES_A_CHARACTER:
            return b""
        read = self._ask("cat-file", "blob", blob)
        if read.status != 0:
            raise ConfigurationError(f"git cannot read what '{path}' was: {read.complaint}")
        return read.output

    def _ask(self, *arguments: str) -> _Answer:
        try:
            done = subprocess.run(  # noqa: S603  # a list without a shell; what comes from outside is behind `--`
                [*self._command, *arguments],
                env=git_environment(is_offline=False),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            message = f"what has changed cannot be told: git did not answer within {_SECONDS} seconds"
            raise ConfigurationError(message) from None
        lines = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        return _Answer(done.stdout, visible(lines[0].removeprefix("fatal: ")) if lines else "", done.returncode)
