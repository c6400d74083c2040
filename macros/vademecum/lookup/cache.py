"""Answers kept on disk, so that nobody is asked twice for the same within days."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

_FORM = 1
"""Raised when what is kept changes its form; what was kept before is then as if it were not there."""


class Cache:
    """A folder with one small JSON file a key. Without a folder nothing outlives the program.

    A file that is damaged, or belongs to another key, is no file. A folder that cannot be written keeps nothing: a
    cache that fails must not fail the check.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._kept: dict[str, tuple[date, Mapping[str, Any]]] = {}

    def get(self, key: str, today: date, days: int) -> Mapping[str, Any] | None:
        """What was kept under `key` less than `days` days before `today`; None where that is nothing.

        What claims to be kept in the future is not believed.
        """
        found = self._kept.get(key) or self._read(key)
        if found is None or not 0 <= (today - found[0]).days < days:
            return None
        return found[1]

    def put(self, key: str, value: Mapping[str, Any], today: date) -> None:
        """Keep `value`, which JSON can hold, under `key`."""
        self._kept[key] = (today, value)
        if self._folder is None:
            return
        data = json.dumps({"form": _FORM, "key": key, "day": today.isoformat(), "value": value}, ensure_ascii=False)
        with suppress(OSError):
            _make(self._folder)
            self._write(self._file(self._folder, key), data.encode("utf-8"))

    def _read(self, key: str) -> tuple[date, Mapping[str, Any]] | None:
        if self._folder is None:
            return None
        try:
            kept = json.loads(self._file(self._folder, key).read_bytes())
            if kept["form"] != _FORM or kept["key"] != key or not isinstance(kept["value"], dict):
                return None
            return date.fromisoformat(kept["day"]), kept["value"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    @staticmethod
    def _file(folder: Path, key: str) -> Path:
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return folder / name[:2] / f"{name[2:34]}.json"

    @staticmethod
    def _write(file: Path, data: bytes) -> None:
        """Whoever reads the file at the same time sees the old or the new, never a part."""
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _make(folder: Path) -> None:
    """Make the folder, and tell Git not to look at what may always be deleted."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
