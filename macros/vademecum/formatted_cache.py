"""What citation styles formatted, kept on disk between builds: one file for each style and language. Floor 6.

A file may always be deleted. One that is damaged, of another form, or written by another version of what formats works
is no file; a folder that cannot be written keeps nothing, and nobody is told: the next build only takes a little
longer.
"""

import json
import os
import tempfile
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path

from vademecum.csl.memo import DAMAGED, Kept

_FORM = "formatted 2"
"""How a file begins; another word with every change of its form."""
_PACKAGE = Path(__file__).parent
_FORMATTING = ("text", "bibliography", "citation", "csl")
"""What decides the text of a citation and of a reference, besides what the names of a memo stand for."""


@lru_cache(maxsize=8)
def version_of(package: Path = _PACKAGE) -> str:
    """A name for the sources in `package` that decide how works are formatted, and for Python's tables of letters."""
    digest = sha256(unicodedata.unidata_version.encode("ascii"))
    for folder in _FORMATTING:
        for file in sorted((package / folder).rglob("*.py")):
            data = file.read_bytes()
            digest.update(f"{file.relative_to(package).as_posix()} {len(data)} ".encode() + data)
    return digest.hexdigest()


class FileMemo:
    """A memo (`csl/memo.py`) in a file, which is read when it is first asked and written by `save`.

    Behind the first line, which says what wrote the file, each line holds a name, a tab and the value as JSON, which is
    read when it is asked for. What another `package` than this one wrote is not looked at.
    """

    def __init__(self, file: Path, package: Path = _PACKAGE) -> None:
        self._file = file
        self._package = package
        self._found: Mapping[str, str] | None = None
        self._used: dict[str, str] = {}
        self._is_changed = False

    def get(self, name: str) -> object:
        """What is kept under `name`; None where nothing is."""
        text = self._used.get(name)
        if text is None:
            if self._found is None:
                self._found = self._read()
            text = self._found.get(name)
            if text is None:
                return None
            self._used[name] = text
        return _value(text)

    def put(self, name: str, value: Kept) -> None:
        """Keep something; a name has no tab and no line break in it."""
        self._used[name] = _as_json(value)
        self._is_changed = True

    def save(self) -> None:
        """Write the file where there is something new.

        Of what nobody asked for stays as much as there is in use, so that a build of a part of a site takes nothing
        from the next of all of it; what is older goes.
        """
        if not self._is_changed:
            return
        self._is_changed = False
        idle = ((name, value) for name, value in self._read().items() if name not in self._used)
        kept = {**self._used, **dict(islice(idle, len(self._used)))}
        with suppress(OSError):
            lines = [self._head(), *map("\t".join, kept.items())]
            _write(self._file, "\n".join(lines).encode("utf-8"))

    def _read(self) -> Mapping[str, str]:
        with suppress(OSError, ValueError):
            head, *lines = self._file.read_bytes().decode("utf-8").split("\n")
            if head == self._head():
                return dict([line.split("\t", 1) for line in lines])
        return {}

    def _head(self) -> str:
        return f"{_FORM} {version_of(self._package)}"


_scan = json.JSONDecoder().raw_decode
_as_json = json.JSONEncoder(separators=(",", ":")).encode


def _value(text: str) -> object:
    with suppress(*DAMAGED):
        value, end = _scan(text)
        if end == len(text):
            return value
    return None


def _write(file: Path, data: bytes) -> None:
    """Whoever reads the file at the same time sees the old or the new, never a part."""
    if not file.parent.is_dir():
        file.parent.mkdir(parents=True)
    ignored = file.parent / ".gitignore"
    if not ignored.is_file():
        ignored.write_text("*\n", encoding="utf-8")
    handle, name = tempfile.mkstemp(prefix=".new-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)
        raise
