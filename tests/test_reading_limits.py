"""What is too large is one clear finding, and what stands beside it is whole."""

import pytest

from bib_files import ADVERSARIAL, real_shaped
from bibtex_cases import MAIN
from vademecum.bibliography.bibtex import read_bibtex, read_file
from vademecum.bibliography.bibtex.writer import format_file
from vademecum.bibliography.limits import MAX_BLOCK, MAX_DEPTH, MAX_FAILED, MAX_FIELD, MAX_FIELDS, MAX_FILE
from vademecum.text.source import Source

BEFORE = "@book{before, title = {Before}}\n"
AFTER = "@book{after, title = {After}}\n"
SMALL = 3000
"""Characters of the files of the adversarial families here: how long they take is measured elsewhere."""


def read(text):
    return read_bibtex(Source(MAIN, text))


def findings_of(text):
    """The findings of `text` between two good entries, which must be whole, as `line:column rule message`."""
    entries, findings = read(f"{BEFORE}{text}\n{AFTER}")
    assert entries["before"].fields == {"title": "Before"}
    assert entries["after"].fields == {"title": "After"}
    return entries, [
        f"{each.span.start.line}:{each.span.start.column} {each.rule.name} {each.message}" for each in findings
    ]


def test_a_file_as_large_as_may_be_is_read():
    entry = "@book{k, title = {x}}"
    entries, findings = read(entry + " " * (MAX_FILE - len(entry)))
    assert list(entries) == ["k"]
    assert not findings


def test_a_file_that_is_too_large_is_not_read_but_the_others_are():
    large = Source("large.bib", "@book{k, title = {x}}" + " " * MAX_FILE)
    entries, [finding] = read_bibtex([Source(MAIN, BEFORE), large, Source("last.bib", AFTER)])
    assert list(entries) == ["before", "after"]
    assert str(finding.span) == "large.bib:1:1"
    assert finding.rule.name == "bibliography/limit"
    assert "longer than 20000000 characters" in finding.message


def test_a_field_as_long_as_may_be_is_read():
    entries, findings = findings_of(f"@book{{k, title = {{{'x' * MAX_FIELD}}}}}")
    assert len(entries["k"].fields["title"]) == MAX_FIELD
    assert not findings


@pytest.mark.parametrize(
    "value",
    [
        f"{{{'x' * (MAX_FIELD + 1)}}}",
        f'"{"x" * (MAX_FIELD + 1)}"',
        f"{{{'x' * MAX_FIELD}}} # {{x}}",
        f"{'9' * (MAX_FIELD + 1)}",
        f"{{{'{x}' * MAX_FIELD}}}",
    ],
    ids=["braces", "quotes", "a join", "a number", "braces in braces"],
)
def test_a_field_that_is_too_long_is_left_out_and_the_entry_stays(value):
    entries, findings = findings_of(f"@book{{k,\n  author = {{Smith}},\n  note = {value},\n  year = 2020\n}}")
    assert {name: text for name, text in entries["k"].fields.items() if text} == {"author": "Smith", "year": "2020"}
    [finding] = findings
    assert finding.startswith("4:1")
    assert f"bibliography/limit 'note' is longer than {MAX_FIELD} characters" in finding


def test_an_entry_that_is_longer_than_a_block_may_be_is_one_finding():
    fields = "".join(f"  f{number} = {{{'x' * 60_000}}},\n" for number in range(MAX_BLOCK // 60_000 + 1))
    entries, findings = findings_of(f"@book{{k,\n{fields}}}")
    assert list(entries) == ["before", "after"]
    [finding] = findings
    assert str(MAX_BLOCK) in finding


def test_an_entry_in_parentheses_that_is_too_long_is_one_finding():
    entries, findings = findings_of(f"@book(k, title = {{{'x' * MAX_FIELD}}})")
    assert list(entries) == ["before", "after"]
    [finding] = findings
    assert finding.startswith("2:")


def test_an_entry_with_as_many_fields_as_may_be_is_read():
    fields = ", ".join(f"f{number} = {number}" for number in range(MAX_FIELDS))
    entries, findings = findings_of(f"@book{{k, {fields}}}")
    assert len(entries["k"].fields) == MAX_FIELDS
    assert not findings


@pytest.mark.parametrize("behind", ["", " % a remark\n"], ids=["for the splitter", "for the parser"])
def test_an_entry_with_too_many_fields_is_one_finding(behind):
    fields = ", ".join(f"f{number} = {number}" for number in range(MAX_FIELDS + 1))
    entries, findings = findings_of(f"@book{{k, {fields}{behind}}}")
    assert list(entries) == ["before", "after"]
    [finding] = findings
    assert f"the entry 'k' has more than {MAX_FIELDS} fields" in finding


@pytest.mark.parametrize("depth", [5, 20, MAX_DEPTH - 1])
@pytest.mark.parametrize(("quote", "unquote"), [("{", "}"), ('"', '"')], ids=["braces", "quotes"])
@pytest.mark.parametrize(("opening", "closing"), [("{", "}"), ("(", ")")], ids=["in braces", "in parentheses"])
def test_braces_as_deep_as_may_be_are_read(opening, closing, quote, unquote, depth):
    inner = depth - (opening == "{") - (quote == "{")
    text = "{" * inner + "x" + "}" * inner
    entries, findings = findings_of(f"@book{opening}k, title = {quote}{text}{unquote}{closing}")
    assert entries["k"].fields["title"] == text
    assert not findings


@pytest.mark.parametrize(("quote", "unquote"), [("{", "}"), ('"', '"')], ids=["braces", "quotes"])
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100_000])
def test_braces_that_are_too_deep_are_one_finding(depth, quote, unquote):
    entries, findings = findings_of(f"@book{{k,\n  title = {quote}{'{' * depth}{'}' * depth}{unquote}}}")
    assert list(entries) == ["before", "after"]
    [finding] = findings
    assert finding.startswith("3:")
    assert f"braces are nested deeper than {MAX_DEPTH} in 'title'" in finding


def test_after_too_many_broken_entries_the_rest_is_left_out():
    broken = "@book{k, title = {x\n" * (MAX_FAILED + 5)
    entries, findings = read(f"{BEFORE}{broken}{AFTER}")
    assert list(entries) == ["before"]
    assert len(findings) == MAX_FAILED + 1
    assert findings[-1].span.start.line == 1 + MAX_FAILED + 1
    assert "the rest of the file is left out" in findings[-1].message


def test_as_many_broken_entries_as_may_be_harm_no_other():
    entries, findings = findings_of("@book{k, title = {x\n" * (MAX_FAILED - 1))
    assert list(entries) == ["before", "after"]
    assert len(findings) == MAX_FAILED - 1


def test_a_broken_file_does_not_keep_the_next_from_being_read():
    broken = Source("broken.bib", "@book{k, title = {x\n" * (MAX_FAILED + 5))
    entries, _ = read_bibtex([broken, Source(MAIN, BEFORE + AFTER)])
    assert list(entries) == ["before", "after"]


def test_a_comment_may_be_longer_than_an_entry():
    entries, findings = findings_of("@comment{" + "@book{k, title = {x}}\n" * (2 * MAX_BLOCK // 20) + "}")
    assert list(entries) == ["before", "after"]
    assert not findings


@pytest.mark.parametrize("size", [1000, 3_000_000, 12_000_000])
def test_a_comment_that_is_never_closed_harms_no_entry(size):
    entries, findings = findings_of("@comment{ for later\n" + "% words\n" * (size // 8))
    assert list(entries) == ["before", "after"]
    assert any("this @comment is not closed" in finding for finding in findings)


def test_many_commas_are_not_as_many_findings():
    entries, findings = findings_of("@book{k" + "," * 10_000 + "title = {x}}")
    assert entries["k"].fields == {"title": "x"}
    assert 1 <= len(findings) <= 200


def test_strings_that_double_at_each_step_are_one_finding():
    chain = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(40))
    entries, findings = findings_of(f'@string{{s0 = "x"}}\n{chain}@book{{k, title = {{One}}, note = s40}}')
    assert entries["k"].fields["title"] == "One"
    [finding] = findings
    assert "bibliography/limit" in finding
    assert finding.startswith("18:")  # 2 to the power of 16 is more than a field may hold.


def test_a_long_string_that_many_entries_join_is_cut_off_with_one_finding():
    users = "".join(f"@book{{k{n}, note = s # {{{n}}}}}\n" for n in range(1000))
    entries, findings = findings_of(f'@string{{s = "{"x" * 60_000}"}}\n{users}')
    assert len(entries) == 1002
    assert sum(len(entry.fields.get("note", "")) for entry in entries.values()) <= MAX_FILE
    [finding] = findings
    assert "bibliography/limit" in finding


def test_a_long_string_that_many_entries_use_as_it_is_is_no_burden():
    users = "".join(f"@book{{k{n}, note = s}}\n" for n in range(1000))
    entries, findings = findings_of(f'@string{{s = "{"x" * 60_000}"}}\n{users}')
    assert all(len(entries[f"k{n}"].fields["note"]) == 60_000 for n in range(1000))
    assert not findings


def test_a_long_chain_of_strings_from_its_head_is_read():
    chain = "".join(f"@string{{s{n + 1} = s{n}}}\n" for n in range(5000))
    entries, findings = findings_of(f'@string{{s0 = "x"}}\n{chain}@book{{k, note = s5000}}')
    assert entries["k"].fields["note"] == "x"
    assert not findings


def test_a_long_chain_of_strings_from_its_foot_is_a_finding_and_no_crash():
    chain = "".join(f"@string{{s{n} = s{n + 1}}}\n" for n in range(5000))
    entries, findings = findings_of(f'{chain}@string{{s5000 = "x"}}\n@book{{k, title = {{One}}, note = s0}}')
    assert entries["k"].fields["title"] == "One"
    assert findings
    assert all("bibliography/string-cycle" in finding for finding in findings)


@pytest.mark.parametrize("family", ADVERSARIAL)
def test_a_file_that_wears_a_reader_out_is_read_and_formatted(family):
    source = Source(MAIN, ADVERSARIAL[family](SMALL))
    entries, findings = read_bibtex(source)
    assert len(entries) + len(findings) <= len(source.text)
    once = format_file(read_file(source))
    assert isinstance(once, str)


def test_made_up_exports_are_sound_and_always_the_same():
    text = real_shaped(200, seed=3)
    assert text == real_shaped(200, seed=3)
    assert text != real_shaped(200, seed=4)
    entries, findings = read(text)
    assert len(entries) == 200
    assert not findings
    assert 700 < len(text) / len(entries) < 900
