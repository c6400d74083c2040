"""Files that are replaced whole or not at all."""

import errno
import os
import tempfile
from pathlib import Path

_FOR_WRITING = 0o222


def replace_file(file: Path, data: bytes) -> None:
    """Put `data` in the place of what `file` holds: whoever reads it sees the old or the new, never a part.

    A file that is there keeps its permissions; behind a symbolic link, what it leads to is replaced. OSError where
    the folder cannot be written, and where the file may only be read: it is nobody's to replace.
    """
    file = Path(os.path.realpath(file))
    assert_writable(file)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError as error:  # Its own words name the temporary file.
        raise OSError(error.errno, error.strerror, str(file)) from None
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        new.chmod(file.stat().st_mode & 0o777 if file.exists() else _usual_mode())
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def assert_writable(file: Path) -> None:
    """OSError where `file` is a folder, or a file that may only be read. One that is not there may be written."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    # Whoever may do everything is told the same: the mode says what is meant.
    if file.exists() and not (file.stat().st_mode & _FOR_WRITING and os.access(file, os.W_OK)):
        raise PermissionError(errno.EACCES, "the file is read-only; nothing was written", str(file))


def _usual_mode() -> int:
    """The permissions that a new file has here."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
