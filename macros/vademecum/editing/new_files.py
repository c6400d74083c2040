"""New files and changed ones, written together: all of them, or none."""

import difflib
import errno
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vademecum.editing.files import replace_file
from vademecum.editing.many_files import replace_files
from vademecum.text.errors import ConfigurationError
from vademecum.text.paths import path_from


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to be written: `new` files, which may not be there yet, and `changed` ones, which hold `old` so far."""

    new: Mapping[Path, bytes]
    old: Mapping[Path, bytes] = field(default_factory=dict)
    changed: Mapping[Path, bytes] = field(default_factory=dict)

    def write(self) -> None:
        """Write all of it; where one file cannot be written, none is, and no folder made for it stays.

        ConfigurationError where a new file is there already, or a changed one has changed meanwhile; OSError where one
        cannot be written.
        """
        made: list[Path] = []
        try:
            for file, data in self.new.items():
                _make_folder(file.parent, made)
                _reserve(file)
                made.append(file)
                replace_file(file, data)
            replace_files(self.old, self.changed)
        except BaseException:
            for path in reversed(made):
                _remove(path)
            raise

    def difference(self, root: Path) -> Iterator[str]:
        """The lines of what changes, as `diff -u` would say it; files are named from `root`."""
        for file, data in self.changed.items():
            yield from _lines(self.old[file], data, name := _name(file, root), name)
        for file, data in self.new.items():
            yield from _lines(b"", data, os.devnull, _name(file, root))


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and note each; ConfigurationError where a file is in the place of one."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    if not folder.is_dir():
        name = path_from(folder, Path.cwd())
        raise ConfigurationError(f"'{name}' is a file, and a folder is to be there; nothing was written")
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _reserve(file: Path) -> None:
    """Make an empty file, so that nobody else's is overwritten. ConfigurationError where one is there."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except FileExistsError:
        raise ConfigurationError(f"'{file}' is there already; nothing was written") from None


def _remove(path: Path) -> None:
    try:
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    except OSError as error:  # Somebody else has put something there.
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
            raise


def _lines(before: bytes, after: bytes, old: str, new: str) -> Iterator[str]:
    texts = (data.decode("utf-8", "replace").replace("\r\n", "\n").splitlines() for data in (before, after))
    yield from difflib.unified_diff(next(texts), next(texts), old, new, lineterm="")


def _name(file: Path, root: Path) -> str:
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()
