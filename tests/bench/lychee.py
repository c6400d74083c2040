"""lychee, a checker of links in built HTML, in an environment of its own: `.cache/bench`."""

import os
import subprocess
import venv
from hashlib import sha256
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
_FOLDER = _ROOT / ".cache" / "bench"
_REQUIREMENTS = _ROOT / "requirements-bench.txt"


def install() -> Path:
    """The program; the environment is made when it is not there or when what it holds has changed."""
    programs = _FOLDER / ("Scripts" if os.name == "nt" else "bin")
    made_of = sha256(_REQUIREMENTS.read_bytes()).hexdigest()
    stamp = _FOLDER / "made-of"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != made_of:
        venv.create(_FOLDER, clear=True, with_pip=True)
        pip = [programs / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, "--require-hashes", "--requirement", _REQUIREMENTS], check=True)  # noqa: S603  # ours
        stamp.write_text(made_of, encoding="utf-8")
    return programs / "lychee"


def command(site: Path) -> list[str]:
    """The command that checks a built site as fast as lychee can and finds nothing wrong where all is well.

    It uses all cores by itself and keeps no cache. Links from the root need to know the root; anchors of a folder are
    found only where its index file is named; the map of the site for search engines holds no link of an author.
    """
    checks = ["--offline", "--include-fragments", "--index-files", "index.html", "--root-dir", str(site)]
    return [str(install()), *checks, "--extensions", "html", "--no-progress", "--quiet", str(site)]
