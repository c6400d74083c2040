"""Several files that are replaced together: all of them, or none."""

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from vademecum.editing.files import assert_writable, replace_file
from vademecum.text.errors import ConfigurationError


def replace_files(old: Mapping[Path, bytes], new: Mapping[Path, bytes]) -> None:
    """Put `new` in the place of what the files hold, which is `old`; where one cannot be written, all stay.

    Ctrl-C waits until they are written. ConfigurationError where a file no longer holds what it held, and where one
    that was written cannot be put back; OSError where one cannot be written.
    """
    for file in new:
        if file.read_bytes() != old[file]:
            raise ConfigurationError(f"'{file}' has changed meanwhile; nothing was written. Try again.")
        assert_writable(file)
    with _uninterrupted():
        _replace(old, new)


def _replace(old: Mapping[Path, bytes], new: Mapping[Path, bytes]) -> None:
    begun: list[Path] = []
    try:
        for file, data in new.items():
            begun.append(file)  # It may have been written when something goes wrong.
            replace_file(file, data)
    except BaseException as error:
        stuck = [file for file in begun if not _is_put_back(file, old[file])]
        if stuck:
            names = ", ".join(f"'{file}'" for file in stuck)
            message = f"not all files could be written, and these could not be put back as they were: {names}"
            raise ConfigurationError(f"{message}. They hold what was to be written; the others do not") from error
        raise


def _is_put_back(file: Path, data: bytes) -> bool:
    try:
        if file.read_bytes() != data:
            replace_file(file, data)
    except OSError:
        return False
    return True


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C is heard behind the block, as KeyboardInterrupt. Other threads than the first are never interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.default_int_handler)
    if heard:
        raise KeyboardInterrupt
