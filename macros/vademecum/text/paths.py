"""Paths as messages name them: with `/`, seen from a folder."""

import os
from pathlib import Path


def path_from(path: str | Path, folder: str | Path) -> str:
    """`path` as it is seen from `folder`; the whole path where none leads there, as between two drives of Windows."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return Path(path).absolute().as_posix()
