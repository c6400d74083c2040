"""Other programs understand our CSL-JSON and RIS: citeproc-py and rispy read the works of the handbook."""

import json
import subprocess
from pathlib import Path

import pytest

from readers_environment import readers_python
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.exchange.csl_types import csl_type
from vademecum.bibliography.exchange.csljson import write_csl_json
from vademecum.bibliography.exchange.ris import write_ris
from vademecum.bibliography.exchange.ris_types import ris_type
from vademecum.text.rich import plain
from vademecum.text.source import Source

ROOT = Path(__file__).parent.parent


def run(*command):
    """What a command prints."""
    done = subprocess.run(  # noqa: S603  # our own commands
        list(map(str, command)), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def understood(tmp_path_factory):
    """A function: what another program understands of a file."""
    python = readers_python()

    def read(name, text):
        file = tmp_path_factory.mktemp("readers") / name
        file.write_text(text, encoding="utf-8", newline="")
        return json.loads(run(python, "-W", "error", ROOT / "tests" / "other_readers.py", file))

    return read


@pytest.fixture(scope="module")
def works():
    """The works of the handbook."""
    text = (ROOT / "references.bib").read_text(encoding="utf-8")
    found = list(read_bibtex(Source("references.bib", text))[0].values())
    assert len(found) > 200
    return found


def parts_of(name):
    """A name as CSL-JSON has it."""
    parts = {
        "literal": name.literal,
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "dropping-particle": name.dropping_particle,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def shown(name):
    """A name as RIS has it."""
    return name.literal or ", ".join(filter(None, (name.short, name.given, name.suffix)))


def test_citeproc_py_understands_our_csl_json(understood, works):
    assert understood("works.json", write_csl_json(works)) == [
        {
            "key": entry.key,
            "type": csl_type(entry.standard_type),
            "title": plain(entry.text("title")),
            "authors": [parts_of(name) for name in entry.names("author").persons],
            "year": entry.date.year if entry.date else None,
            "doi": entry.doi.name if entry.raw("doi") else "",
            "pmid": entry.pmid.number if entry.raw("pmid") else "",
            "container": plain(entry.text("journal")),
            "pages": entry.plain("pages").replace("–", "-"),
        }
        for entry in works
    ]


def test_rispy_understands_our_ris(understood, works):
    assert understood("works.ris", write_ris(works)) == [
        {
            "key": entry.key,
            "type": ris_type(csl_type(entry.standard_type)),
            "title": plain(entry.text("title")),
            "authors": [shown(name) for name in entry.names("author").persons],
            "year": str(entry.date.year) if entry.date else None,
            "doi": entry.doi.name if entry.raw("doi") else "",
            "pmid": entry.pmid.number if entry.raw("pmid") else "",
            "container": plain(entry.text("journal")),
            "pages": [*entry.plain("pages").split("–"), ""][:2],
        }
        for entry in works
    ]
