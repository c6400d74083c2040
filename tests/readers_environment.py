"""The environment `.cache/readers`: other programs that read and write what we do, and data of theirs.

Made when it is not there or when what it holds has changed; tests that run at the same time wait for each other.
"""

import os
import subprocess
import sys
import time
import venv
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".cache" / "readers"
REQUIREMENTS = ROOT / "requirements-readers.txt"
_LONGEST_WAIT = 600


def readers_python():
    """The Python of the environment."""
    python = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    made_of = sha256(REQUIREMENTS.read_bytes()).hexdigest()
    stamp = FOLDER / "made-of"
    if _holds(stamp, made_of):
        return python
    with _alone():
        if not _holds(stamp, made_of):
            venv.create(FOLDER, clear=True, with_pip=True)
            install = (python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--require-hashes")
            command = [*map(str, install), "--requirement", str(REQUIREMENTS)]
            done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
            assert done.returncode == 0, done.stderr
            stamp.write_text(made_of, encoding="utf-8")
    return python


def readers_packages():
    """The folder of its packages; nothing of them is imported."""
    readers_python()
    if os.name == "nt":
        return FOLDER / "Lib/site-packages"
    return FOLDER / f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"


def _holds(stamp, made_of):
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == made_of


@contextmanager
def _alone():
    """While nobody else makes the environment."""
    lock = FOLDER.with_name("readers.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + _LONGEST_WAIT
    while True:
        try:
            lock.touch(exist_ok=False)
            break
        except FileExistsError:
            if time.monotonic() > end:
                lock.unlink(missing_ok=True)  # Whoever had it is gone.
            time.sleep(0.2)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
