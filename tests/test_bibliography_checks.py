"""The seeded faults of `cases/faults/bibliography`, each found at its place, and near misses that stay silent."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_files import read_cases
from conversions import CASES
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.inspection import inspect
from vademecum.checks.bibliography import BibliographySettings, check_bibliography, unknown_values
from vademecum.checks.bibliography_grades import STRONGEST
from vademecum.editing.formatting import format_bibtex
from vademecum.pages.evidence import DESIGNS
from vademecum.text.decoding import decode_source
from vademecum.text.finding import Severity
from vademecum.text.source import Source

TODAY = date(2026, 11, 21)
FAULTS = read_cases("faults/bibliography/*.txt")
_TOPICS = "# topics: "


def written_and_topics(written):
    """The file of a case, and the topics that its first line may name."""
    if not written.startswith(_TOPICS):
        return written, ()
    first, _, rest = written.partition("\n")
    return rest, first.removeprefix(_TOPICS).split(", ")


def findings_of(written):
    """All that is said of a file, by place: by the reader, by the inspection of entries, by the checks."""
    text, topics = written_and_topics(written)
    bibliography, read = read_bibtex(Source("<bib>", text))
    checked = check_bibliography(bibliography, BibliographySettings(TODAY, topics))
    found = [*read, *inspect(bibliography.values()), *unknown_values(bibliography), *checked]
    return sorted(found, key=lambda finding: (finding.span.start, finding.rule.name))


def edited(text, finding):
    """`text` with the finding's fix."""
    source = Source("<bib>", text)
    for edit in sorted(finding.fix, key=lambda edit: edit.span.start, reverse=True):
        assert edit.span.path == source.path
        start, end = (source.line_start(place.line) + place.column - 1 for place in (edit.span.start, edit.span.end))
        text = text[:start] + edit.text + text[end:]
    return text


def edited_lines(written, finding):
    """The lines that the fix of a finding makes new; where it only takes lines away, nothing but a blank one."""
    text, _ = written_and_topics(written)
    lines = edited(text, finding).splitlines()
    return list((Counter(lines) - Counter(text.splitlines())).elements()) or [""]


def shown(written):
    """What is expected of a case: each finding with its place, and below it the lines that its fix makes new."""
    lines = []
    for finding in findings_of(written):
        lines.append(f"{finding.span.start.line}:{finding.span.start.column} {finding.rule.name} {finding.message}")
        if finding.fix:
            lines += [f"  > {line}".rstrip() for line in edited_lines(written, finding)]
    return "\n".join(lines)


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_found_at_its_place_and_nothing_else_is_told(case):
    assert shown(case.written) == case.expected


@pytest.mark.parametrize("case", [case for case in FAULTS if "  > " in case.values[0].expected])
def test_a_fix_puts_an_end_to_its_fault_and_makes_no_other(case):
    text, _ = written_and_topics(case.written)
    for finding in findings_of(text):
        if finding.fix:
            before = Counter(each.rule for each in findings_of(text))
            after = Counter(each.rule for each in findings_of(edited(text, finding)))
            assert after[finding.rule] == before[finding.rule] - 1
            assert not after - before


@pytest.mark.parametrize("data", [b"@misc{a, title = {Caf\xe9}}", b"\xff\xfe"])
def test_a_file_that_is_not_utf_8_is_told_where_it_is_not(data):
    _, findings = decode_source("references.bib", data)
    assert [finding.rule.name for finding in findings] == ["file/encoding"]


@pytest.mark.parametrize("text", ["@misc{a, title={A}}\n", "@misc{b,\n  title        = {B},\n}\n@misc{a,\n}\n"])
def test_a_file_that_is_not_in_its_one_form_is_told(text):
    (formatted,) = format_bibtex({"references.bib": text.encode()})
    difference = formatted.difference
    assert difference is not None
    assert difference.rule.name == "bibliography/format"


def test_the_table_of_levels_speaks_of_designs_that_exist():
    assert set(STRONGEST) < set(DESIGNS)


_WORDS = st.sampled_from(
    (
        *("@article{a2020,", "@book{b2020,", "}", "\n", "title", "pages", "doi", "url", "year", "isbn", "evidence"),
        *(" = {", "},", "{", '"', ",", "#", "10.1000/a(b", "https://doi.org/10.1000/x.", "HEAT AND SKIN CARE.", "2031"),
        *("136--14", "45-31", "xii--iv", "keywords", "crossref", "a2020", "é", "\\v{}", "status", "retracted", "$"),
    )
)


@given(st.lists(_WORDS, max_size=60).map("".join))
def test_nothing_raises_and_every_place_lies_in_the_file(text):
    source = Source("<bib>", text)
    last = source.position(len(text))
    for finding in findings_of(text):
        assert finding.span.start <= finding.span.end <= last
        edited(text, finding)


def _bibliography(count):
    entries = (
        f"@article{{k{number:05},\n  author = {{Rao{number % 97}, Asha and Lee{number % 89}, Bo}},\n"
        f"  title = {{Heat {number % 53} and skin {number % 41} of the face {number % 37} in {number % 29} words}},\n"
        f"  journal = {{Skin}},\n  year = {{{2000 + number % 20}}},\n  pages = {{{number}--{number + 9}}},\n"
        f"  doi = {{10.1000/skin.{number}}},\n}}\n"
        for number in range(count)
    )
    return read_bibtex(Source("<bib>", "\n".join(entries)))[0]


def test_our_own_bibliography_has_nothing_to_warn_of():
    path = CASES.parents[1] / "references.bib"
    bibliography, _ = read_bibtex(Source("references.bib", path.read_text(encoding="utf-8")))
    found = check_bibliography(bibliography, BibliographySettings(TODAY))
    assert [str(finding.span) for finding in found if finding.severity >= Severity.WARNING] == []


@pytest.mark.parametrize("field", ["{" + "x" * 64_001 + "}", '"' + "x " * 32_001 + '"'])
def test_a_value_that_is_too_large_is_told(field):
    assert "bibliography/limit" in {finding.rule.name for finding in findings_of(f"@misc{{a, note = {field}}}")}
