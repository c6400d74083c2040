"""How BibTeX is written: the cases in `cases/bibtex/format-*.txt`, and single entries."""

from pathlib import Path

import pytest

from bibtex_cases import MAIN, files_of
from case_files import read_cases
from vademecum.bibliography.bibtex import read_bibtex, read_file
from vademecum.bibliography.bibtex.writer import format_file, write_bibtex, write_entry
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import citation_key
from vademecum.text.source import Source

CASES = read_cases("bibtex/format-*.txt")
VERIFIED = Path(__file__).parent.parent / "references.bib"


def formatted(text):
    return format_file(read_file(Source(MAIN, text)))


def entry(key="a", kind="article", **fields):
    return Entry(citation_key(key), kind, fields)


@pytest.mark.parametrize("case", CASES)
def test_a_file_is_formatted(case):
    [source], nothing_wrong = files_of(case.written)
    assert not nothing_wrong
    assert format_file(read_file(source)).removesuffix("\n") == case.expected


@pytest.mark.parametrize("case", CASES)
def test_a_formatted_file_is_not_changed_again(case):
    [source], _ = files_of(case.written)
    once = format_file(read_file(source))
    assert formatted(once) == once


@pytest.mark.parametrize("case", CASES)
def test_a_formatted_file_says_what_it_said(case):
    [source], _ = files_of(case.written)
    before, after = read_bibtex(source)[0], read_bibtex(Source(MAIN, formatted(source.text)))[0]
    assert {key: (each.type, collapsed(each.fields)) for key, each in after.items()} == {
        key: (each.type, collapsed(each.fields)) for key, each in before.items()
    }


def collapsed(fields):
    return {name: " ".join(value.split()) for name, value in fields.items()}


def test_every_case_has_a_title_of_its_own():
    titles = [case.id for case in CASES]
    assert len(set(titles)) == len(titles)


def test_a_file_ends_in_one_line_end():
    assert formatted("@misc{a}").endswith("}\n")
    assert formatted("% only a remark").endswith("remark\n")
    assert formatted("") == ""


def test_the_verified_references_are_in_their_one_form():
    text = VERIFIED.read_text(encoding="utf-8")
    assert formatted(text) == text


def test_an_entry_is_written_alone():
    lines = ["@article{a,", "  author       = {Smith, Jane},", "  title        = {One},", "}", ""]
    assert write_entry(entry(title="One", author="Smith, Jane")) == "\n".join(lines)


def test_entries_are_written_by_key_whatever_their_case():
    written = write_bibtex([entry("c"), entry("B"), entry("a")])
    assert [line[-2] for line in written.splitlines() if line.startswith("@")] == ["a", "B", "c"]


def test_no_entries_are_an_empty_file():
    assert write_bibtex([]) == ""


def test_a_month_is_a_word_only_where_it_is_one_of_the_twelve():
    assert "month        = jan," in write_entry(entry(month="jan"))
    assert "month        = {january}," in write_entry(entry(month="january"))
    assert "month        = {jan~5}," in write_entry(entry(month="jan~5"))
    assert "note         = {jan}," in write_entry(entry(note="jan"))


def test_what_was_inherited_is_written_out_and_the_link_is_not():
    text = "@book{b, title = {The Book}, year = 2020}\n@inbook{a, title = {One}, crossref = {b}, xdata = {c}}\n"
    entries, _ = read_bibtex(Source(MAIN, text + "@xdata{c, publisher = {Press}}\n"))
    again, findings = read_bibtex(Source(MAIN, write_bibtex([entries["a"]])))
    assert not findings
    assert dict(again["a"].fields) == {
        name: value for name, value in entries["a"].fields.items() if name not in ("crossref", "xdata")
    }


def test_words_are_replaced_in_entries_that_are_written():
    entries, _ = read_bibtex(
        Source(MAIN, '@string{j = "The " # k}\n@string{k = {Journal}}\n@article{a, journal = j # {, }}')
    )
    assert "journal      = {The Journal,}," in write_bibtex(entries.values())
