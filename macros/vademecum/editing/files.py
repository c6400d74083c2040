"""Files that are replaced whole or not at all."""

import errno
import os
import tempfile
from pathlib import Path


def replace_file(file: Path, data: bytes) -> None:
    """Put `data` in the place of what `file` holds: whoever reads it sees the old or the new, never a part.

    A file that is there keeps its permissions; behind a symbolic link, what it leads to is replaced. OSError where
    the folder cannot be written.
    """
    file = Path(os.path.realpath(file))
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
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


def _usual_mode() -> int:
    """The permissions that a new file has here."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
