"""The corpus of seeded faults: whole sites through `vademecum check`, and the count of all that is seeded anywhere."""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from built_sites import make_site
from case_files import read_cases
from clean_sites import read_files, write
from vademecum.cli import main

CASES = read_cases("faults/whole/*.txt")
REFERENCES = """\
@book{smith2020,
  author       = {Smith, Jane},
  title        = {Zinc},
  publisher    = {Metal Press},
  year         = {2020},
}
"""
USUAL = "check --ignore citation/unused --ignore page/no-title --ignore page/no-description"
_REPEATED = re.compile(r"⟦(.+?)\*(\d+)⟧")
_FINDING = re.compile(r"(?P<place>\S.*?:\d+:\d+): (?:error|warning|info): (?P<message>.*) \[(?P<rule>[a-z]+/[a-z0-9-]+)\]")


def run(folder, written):
    """What `vademecum` says of the files of a case: place, rule and message of each finding, in order."""
    first, _, rest = written.partition("\n")
    command, files = (first[2:], rest) if first.startswith("$ ") else (USUAL, written)
    files = read_files(_REPEATED.sub(lambda found: found[1] * int(found[2]), files))
    make_site(folder, {"references.bib": REFERENCES})
    write(folder, files)
    result = CliRunner().invoke(main, command.split(), catch_exceptions=False)
    assert result.exit_code < 2, result.output
    return [f"{found['place']} {found['rule']} {found['message']}" for found in _FINDING.finditer(result.output)]


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_found_at_its_place_and_nothing_else_is_told(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = run(tmp_path, case.written)
    expected = case.expected.splitlines()
    assert len(found) == len(expected), found
    for said, line in zip(found, expected, strict=True):
        assert said.startswith(line)
