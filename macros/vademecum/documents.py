"""The documentation folder: the files in it that a page names, such as a picture or a table of data. Floor 6.

Nothing outside the folder is read, wherever a path or a symbolic link leads. Hidden files are none of the site's.
"""

import os
import posixpath
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vademecum.text.decoding import decode_source
from vademecum.text.finding import Finding
from vademecum.text.nearest import nearest
from vademecum.text.source import Source

LARGEST = 8_000_000
"""How many bytes a file may have that a page names."""


class DocumentError(ValueError):
    """Raised for a path that names no file of the site; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The files of the site. `name` is that of the folder in messages, relative to `mkdocs.yml`."""

    folder: Path | None = None
    name: str = "docs"
    _sources: dict[str, Source] = field(default_factory=dict, repr=False, compare=False)
    """The texts that were read, by their paths below the folder."""

    def find(self, written: str, page: str, endings: Collection[str]) -> str:
        """The path below the folder of the file that `page` calls `written`, as links do: from the page's own folder.

        DocumentError where it leads out of the folder, has another ending than `endings`, or where there is none.
        """
        if not written.strip() or "\\" in written or ":" in written or written.startswith("/"):
            raise DocumentError(f"'{written}' is no path of a file; write it as seen from the page, with '/'")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), written))
        if path.startswith("../") or any(part.startswith(".") for part in path.split("/")):
            raise DocumentError(f"'{written}' leads out of the documentation folder")
        if not path.lower().endswith(tuple(endings)):
            raise DocumentError(f"'{written}' does not end in {_either(endings)}")
        if self.folder is not None and self._is_file(path):
            return path
        near = nearest(path, self.paths(endings))
        here = posixpath.dirname(page) or "."
        help_ = f"; did you mean '{posixpath.relpath(near, here)}'?" if near else ""
        raise DocumentError(f"there is no file '{written}' beside this page{help_}")

    def data(self, path: str) -> bytes:
        """What a file holds that was found. DocumentError where it cannot be read, or is larger than `LARGEST`."""
        if self.folder is None or not self._is_file(path):
            raise DocumentError(f"there is no file '{path}'")
        file = self.folder / path
        try:
            if file.stat().st_size > LARGEST:
                raise DocumentError(f"'{path}' is too large: a file has {LARGEST:,} bytes at most")
            return file.read_bytes()
        except OSError as error:
            raise DocumentError(f"'{path}' cannot be read ({error.strerror})") from None

    def source(self, path: str) -> tuple[Source, tuple[Finding, ...]]:
        """The text of a file that was found, and what is wrong with its characters; otherwise as `data`."""
        source, findings = decode_source(f"{self.name}/{path}", self.data(path))
        self._sources[path] = source
        return source, findings

    def sources(self) -> Iterable[Source]:
        """The texts that were read so far: remarks in them may let findings stand."""
        return [source for _, source in sorted(self._sources.items())]

    def has(self, path: str) -> bool:
        """Whether there is such a file; the path is one below the folder."""
        return self.folder is not None and self._is_file(path)

    def _is_file(self, path: str) -> bool:
        if self.folder is None:
            return False
        real = os.path.realpath(self.folder / path)
        return real.startswith(os.path.realpath(self.folder) + os.sep) and Path(real).is_file()

    def paths(self, endings: Collection[str]) -> Iterator[str]:
        """The paths below the folder of all files with one of these endings, for suggestions."""
        if self.folder is None:
            return
        for folder, folders, files in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                if name.lower().endswith(tuple(endings)) and not name.startswith("."):
                    yield Path(folder, name).relative_to(self.folder).as_posix()


def _either(endings: Collection[str]) -> str:
    *others, last = sorted(endings)
    return f"{', '.join(others)} or {last}" if others else last
