"""RIS and PubMed's format: what is written, what is read, and what is said of a file that is not as it should be."""

import pytest

from case_files import read_cases
from exchanged import only, shown, works
from vademecum.bibliography.exchange.ris import read_ris, write_ris
from vademecum.bibliography.limits import MAX_FIELD, MAX_FILE
from vademecum.text.decoding import decode_source
from vademecum.text.source import Source


def read(text):
    return read_ris(Source("x.ris", text))


@pytest.mark.parametrize("case", read_cases("export/write-ris.txt"))
def test_works_are_written(case):
    written = write_ris(works(case.written))
    assert "\n".join(line.rstrip() for line in written.rstrip().split("\r\n")) == case.expected


@pytest.mark.parametrize("case", [*read_cases("export/read-ris.txt"), *read_cases("export/read-pubmed.txt")])
def test_works_are_read(case):
    assert shown(read(case.written)) == case.expected


def test_lines_end_with_carriage_return_and_line_feed_and_nothing_else_does():
    text = write_ris(works("@book{a, title = {One\n  two}, note = {Three\n\nfour}, file = {five\n six}}"))
    lines = ("TY  - BOOK", "ID  - a", "TI  - One two", "N1  - Three four", "U1  - bibtex: file = {five six}", "ER  - ")
    assert text == "".join(f"{line}\r\n" for line in (*lines, ""))
    assert write_ris([]) == ""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_byte_order_mark_and_line_ends_of_any_kind_do_no_harm(line_end, mark):
    source, _ = decode_source("x.ris", f"{mark}TY  - BOOK{line_end}ID  - a{line_end}TI  - Zinc{line_end}ER  -".encode())
    assert only(read_ris(source)).plain("title") == "Zinc"


def test_an_empty_file_is_an_empty_bibliography():
    assert read("") == read("\n\n") == ([], ())


def test_what_looks_like_a_tag_in_a_text_is_text():
    (entry,), _ = read("TY  - BOOK\nID  - a\nTI  - Zinc\nUV - is no tag\nER  - \n")
    assert entry.plain("title") == "Zinc UV - is no tag"


def test_too_large_a_file_is_not_read():
    found, (finding,) = read("TY  - BOOK\n" + "x" * MAX_FILE)
    assert found == []
    assert finding.rule.name == "import/limit"


def test_too_long_a_value_costs_only_itself():
    (entry,), (finding,) = read(f"TY  - BOOK\nID  - a\nTI  - Zinc\nAB  - {'x' * (MAX_FIELD + 1)}\nER  - \n")
    assert entry.fields == {"title": "Zinc"}
    assert (finding.rule.name, finding.span.start.line) == ("import/limit", 4)


@pytest.mark.parametrize("line", ["TY  - JOUR", "TI  - x", "KW  - x", "x", "ER  - ", "TY  -", "U1  - bibtex: @x"])
def test_a_file_of_one_line_is_read_in_no_time(line):
    found, findings = read("TY  - JOUR\n" + f"{line}\n" * 20_000)
    assert found
    assert findings
