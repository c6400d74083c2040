"""The reference site builds with ProperDocs, the fork of MkDocs that lives on, and is the same site.

ProperDocs has an environment of its own, `.cache/properdocs`, made when it is not there or when what it holds has
changed.
"""

import os
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path

import pytest

from built_sites import BuiltSite, make_site

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".cache" / "properdocs"
REQUIREMENTS = ROOT / "requirements-properdocs.txt"


def run(*command, folder=ROOT):
    """Run a command, with a fixed date for what a build writes of itself."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(  # noqa: S603  # our own commands
        list(map(str, command)),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def properdocs():
    """The Python that has ProperDocs, Material and our package."""
    python = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    made_of = sha256(REQUIREMENTS.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = FOLDER / "made-of"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != made_of:
        venv.create(FOLDER, clear=True, with_pip=True)
        install = (python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
        for what in (
            ("--require-hashes", "--requirement", REQUIREMENTS),
            ("--no-deps", "--no-build-isolation", "--editable", ROOT),
        ):
            installed = run(*install, *what)
            assert installed.returncode == 0, installed.stderr
        stamp.write_text(made_of, encoding="utf-8")
    return python


def test_the_reference_site_is_the_same_with_properdocs_as_with_mkdocs(properdocs, tmp_path):
    built = []
    for python, name in (properdocs, "properdocs"), (sys.executable, "mkdocs"):
        site = tmp_path / name
        command = (python, "-W", "error", "-m", name, "build", "--strict", "--quiet", "--config-file", "mkdocs.yml")
        done = run(*command, "--site-dir", site)
        assert done.returncode == 0, done.stderr
        built.append(BuiltSite(site, [], 0).bytes)
    assert "index.html" in built[0]
    assert built[0].keys() == built[1].keys()
    assert [path for path in built[0] if built[0][path] != built[1][path]] == []


def test_findings_are_told_and_fail_a_strict_build_with_properdocs_too(properdocs, tmp_path):
    make_site(tmp_path, {"docs/index.md": "Zinc [@nobody].\n", "references.bib": ""})
    done = run(properdocs, "-m", "properdocs", "build", "--strict", "--config-file", "mkdocs.yml", folder=tmp_path)
    assert done.returncode == 1
    assert "docs/index.md:1:7: error: there is no work 'nobody' [citation/unknown-key]" in done.stderr
    assert "vademecum: 1 finding in strict mode; nothing was built" in done.stderr
