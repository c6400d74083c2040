"""What a BibTeX file says: the cases in `cases/bibtex/read-*.txt`, alone and among a hundred good entries."""

import re
from functools import cache

import pytest

from bibtex_cases import MAIN, PICTURES, files_of, readable, shortened
from case_files import read_cases
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.text.source import Source

CASES = read_cases("bibtex/read-*.txt")
TEXTS = [case for case in CASES if not re.search(r"^::: |[␀␍⟨]", case.values[0].written, re.MULTILINE)]
"""The cases of one file that can stand inside another: not those of bytes."""
GOOD = [
    f"@article{{good{number},\n"
    f'  author = {{Smith, Jane and {{World Health Organization}} and M{{\\"u}}ller, J\\"org}},\n'
    f'  title = "The {{DNA}} of {number} mice (and 100% of men)",\n'
    f"  year = {1900 + number},\n"
    f"  note = {{a, b = c}} # {{ d}}, % as printed\n"
    f"  url = {{https://example.org/{number}?a=b&c=%20d#e_f}}\n"
    "}\n\n"
    for number in range(100)
]
BEFORE, BEHIND = "".join(GOOD[:50]), "".join(GOOD[50:])
LINES_BEFORE = BEFORE.count("\n")


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_is_read(case):
    sources, wrong_bytes = files_of(case.written)
    bibliography, findings = read_bibtex(sources)
    found = readable(bibliography, [*wrong_bytes, *findings])
    assert shortened(found, case.expected) == case.expected


def test_every_case_has_a_title_of_its_own():
    titles = [case.id for case in CASES]
    assert len(set(titles)) == len(titles)
    assert len(titles) >= 120


@cache
def good_entries():
    bibliography, findings = read_bibtex(Source(MAIN, BEFORE + BEHIND))
    assert not findings
    assert len(bibliography) == 100
    return bibliography


def moved(findings):
    """Findings as they are `LINES_BEFORE` lines further down."""
    for finding in findings:
        line, column = finding.span.start
        message = re.sub(rf"(?<={MAIN}:)\d+", lambda match: str(int(match[0]) + LINES_BEFORE), finding.message)
        yield finding.rule.name, line + LINES_BEFORE, column, message


@pytest.mark.parametrize("case", TEXTS)
def test_what_is_wrong_harms_none_of_a_hundred_good_entries(case):
    written = case.written.translate(PICTURES)
    alone, wrong_alone = read_bibtex(Source(MAIN, f"{written}\n"))
    good = good_entries()
    both, wrong = read_bibtex(Source(MAIN, f"{BEFORE}{written}\n{BEHIND}"))
    assert {key: both.get(key) for key in good} == dict(good)
    assert {key: both[key] for key in both if key not in good} == dict(alone)
    assert [(each.rule.name, *each.span.start, each.message) for each in wrong] == list(moved(wrong_alone))


@pytest.mark.parametrize("case", TEXTS)
def test_the_place_of_a_value_is_where_it_stands(case):
    source = Source(MAIN, case.written.translate(PICTURES))
    for entry in read_bibtex(source)[0].values():
        assert source.text.startswith("@", entry.start)
        for name, offset in entry.offsets.items():
            before = source.text[entry.start : offset].lower()
            assert re.search(rf"(?s){re.escape(name)}\s*=(?:\s|%[^\n]*\n)*[{{\"]?$", before), name
