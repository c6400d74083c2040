"""Several files that are replaced together: all of them, or none."""

from collections.abc import Mapping
from pathlib import Path

from vademecum.editing.files import replace_file
from vademecum.text.errors import ConfigurationError


def replace_files(old: Mapping[Path, bytes], new: Mapping[Path, bytes]) -> None:
    """Put `new` in the place of what the files hold, which is `old`; where one cannot be written, all stay.

    ConfigurationError where a file no longer holds what it held; OSError where one cannot be written.
    """
    for file in new:
        if file.read_bytes() != old[file]:
            raise ConfigurationError(f"'{file}' has changed meanwhile; nothing was written. Try again.")
    done: list[Path] = []
    try:
        for file, data in new.items():
            replace_file(file, data)
            done.append(file)
    except BaseException:
        for file in done:
            replace_file(file, old[file])
        raise
