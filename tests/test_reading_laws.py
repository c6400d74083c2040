"""Laws of reading and writing, for whatever stands in a file."""

import re
from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bibtex_cases import MAIN
from generated_bibtex import MARKS, TEXTS, WORDS, files, tidy_files
from vademecum.bibliography.bibtex import read_bibtex, read_file
from vademecum.bibliography.bibtex.block_parser import parse_entry
from vademecum.bibliography.bibtex.blocks import BlockKind, cut
from vademecum.bibliography.bibtex.reader import _split
from vademecum.bibliography.bibtex.writer import format_file, write_bibtex
from vademecum.bibliography.bibtex.written import WrittenEntry, WrittenString, WrittenText
from vademecum.bibliography.identifier import citation_key
from vademecum.text.finding import Severity
from vademecum.text.source import Source

BLANKS = re.compile(r"\s+")


def read(text):
    return read_bibtex(Source(MAIN, text))


def formatted(text):
    return format_file(read_file(Source(MAIN, text)))


def meaning(entries):
    """What entries say, white space in values collapsed, by key."""
    return {
        key: (entry.type, {name: collapsed(value) for name, value in entry.fields.items()})
        for key, entry in entries.items()
    }


def collapsed(value):
    return BLANKS.sub(" ", value).strip()


def is_sound(text):
    """Whether a file was read without errors, so that it may be formatted."""
    return all(finding.severity < Severity.ERROR for finding in read(text)[1])


@pytest.mark.fuzz
@given(files())
def test_a_well_formed_file_is_read_as_it_was_meant(made):
    entries, findings = read(made.text)
    assert {finding.rule.name for finding in findings} <= {"bibliography/entry-in-value"}
    assert [(entry.type, entry.key, dict(entry.fields)) for entry in entries.values()] == [
        (entry.type, citation_key(entry.key), entry.fields) for entry in made.entries
    ]


@pytest.mark.fuzz
@given(files())
def test_a_formatted_file_says_the_same(made):
    assert meaning(read(formatted(made.text))[0]) == meaning(read(made.text)[0])


@pytest.mark.fuzz
@given(files())
def test_a_formatted_file_is_in_its_one_form(made):
    once = formatted(made.text)
    assert formatted(once) == once


@pytest.mark.fuzz
@given(files())
def test_formatting_keeps_remarks_comments_and_strings(made):
    written = read_file(Source(MAIN, formatted(made.text))).blocks
    assert Counter(remarks_of(written)) == Counter(made.remarks)
    comments = [block.text for block in written if getattr(block, "kind", None) is BlockKind.COMMENT]
    assert Counter(comments) == Counter(made.comments)
    assert {
        block.name: "".join(piece.text for piece in block.pieces)
        for block in written
        if isinstance(block, WrittenString)
    } == {name: BLANKS.sub(" ", text) for name, text in WORDS.items()}


def remarks_of(blocks):
    """The remarks of a file, a line each."""
    for block in blocks:
        if isinstance(block, WrittenEntry):
            yield from block.remarks
            for field in block.fields:
                yield from field.remarks
        elif isinstance(block, WrittenText) and block.kind is BlockKind.OUTSIDE:
            yield from (line.strip() for line in block.text.splitlines() if line.strip())


@pytest.mark.fuzz
@given(files())
def test_entries_that_are_written_alone_are_read_again(made):
    entries, _ = read(made.text)
    again, findings = read(write_bibtex(entries.values()))
    assert meaning(again) == meaning(entries)
    assert {finding.rule.name for finding in findings} <= {"bibliography/entry-in-value"}


@pytest.mark.fuzz
@given(tidy_files("one"), tidy_files("two"))
def test_files_that_are_put_together_meet_in_the_same_order(one, two):
    assert formatted(f"{one}\n{two}") == formatted(f"{two}\n{one}")
    assert formatted(formatted(one) + formatted(two)) == formatted(f"{one}\n{two}")


@pytest.mark.fuzz
@given(tidy_files())
def test_a_file_that_is_put_together_with_itself_is_itself(text):
    assert formatted(f"{text}\n{text}") == formatted(text)


@pytest.mark.fuzz
@given(TEXTS | st.text())
@example("")
@example("@")
@example("\n@a{")
@example('@a{b, c = "{}')
@example("@a(b, c = {)")
@example("@string{")
@example("@comment{")
def test_any_text_can_be_read_and_findings_have_places_in_it(text):
    source = Source(MAIN, text)
    _, findings = read_bibtex(source)
    places = [finding.span.start for finding in findings]
    assert places == sorted(places)
    assert all(source.position(0) <= place <= source.position(len(text)) for place in places)


@pytest.mark.fuzz
@given(TEXTS | st.text())
def test_any_text_is_cut_into_blocks_with_nothing_but_white_space_between_them(text):
    end = 0
    for block in cut(text):
        assert not text[end : block.start].strip()
        assert end <= block.start < block.end
        end = block.end
    assert not text[end:].strip()


@pytest.mark.fuzz
@given(TEXTS)
def test_any_text_without_errors_is_formatted_without_loss(text):
    assume(is_sound(text))
    once = formatted(text)
    assert formatted(once) == once
    assert meaning(read(once)[0]) == meaning(read(text)[0])
    assert is_sound(once)


@pytest.mark.fuzz
@given(TEXTS | files().map(lambda made: made.text))
def test_the_splitter_and_the_parser_agree(text):
    for block in cut(text):
        if block.kind is BlockKind.ENTRY and block.closed:
            split = _split(text, block)
            assert split is None or (split, []) == parse_entry(text, block)


GOOD = '@article{good%d,\n  title = {One {two}},\n  author = "Smith, Jane",\n  year = 2020 # { and},\n}\n'
TARGETS = (
    "@article{target,\n  title = {One {two} three},\n  year = {2020},\n  author = {Smith, Jane}\n}\n",
    '@article{target,\n  title = "One two",\n  year = "2020",\n  author = "Smith, Jane",\n}\n',
    "@article(target,\n  title = {One two},\n  year = 2020 # {a},\n  % a remark\n  month = jan\n)\n",
    '@article{target, title = {One "two"}, year = "2020", note = {First:\n  a, b = {c},\n\nd\n}}\n',
    "  @book { target\n  , title = {One\n  two}, author = {{A} and {B}}}\n",
)
"""Entries of every shape, to be damaged."""


class Damage(NamedTuple):
    """An entry before and after it was damaged."""

    before: str
    after: str


@st.composite
def damages(draw, marks=MARKS, targets=TARGETS):
    """An entry, and the same with a mark taken out, put in, or doubled."""
    target = draw(st.sampled_from(targets))
    offset = draw(st.integers(0, len(target.rstrip()) - 1))
    mark = draw(st.sampled_from(marks))
    damage = draw(st.sampled_from(("insert", "delete", "double")))
    if damage == "insert":
        return Damage(target, target[:offset] + mark + target[offset:])
    assume(target[offset] in marks)
    return Damage(target, target[:offset] + (target[offset] * 2 if damage == "double" else "") + target[offset + 1 :])


@pytest.mark.fuzz
@given(damages())
def test_one_damage_harms_no_other_entry(damage):
    """The entries before the damaged one, and those that begin in column 1 behind it, are as they were."""
    entries, _ = read(GOOD % 1 + GOOD % 2 + damage.after + GOOD % 3 + GOOD % 4)
    whole, _ = read("".join(GOOD % number for number in range(1, 5)))
    assert {key: entry for key, entry in entries.items() if key.startswith("good")} == dict(whole)


@pytest.mark.fuzz
@given(st.lists(damages(), min_size=1, max_size=4))
def test_much_damage_harms_no_entry_far_from_it(harm):
    """The first entry before much damage, and the entries behind the first that is whole again, are as they were."""
    damaged = "".join(damage.after for damage in harm)
    entries, _ = read(GOOD % 1 + damaged + GOOD % 2 + GOOD % 3)
    assert {"good1", "good2", "good3"} <= set(entries)


@pytest.mark.fuzz
@given(damages())
def test_no_entry_is_lost_without_a_finding(damage):
    """An entry may have another key or say something else after one damage; that it is gone is told."""
    entries, findings = read(GOOD % 1 + damage.after + GOOD % 2)
    assert len(entries) == 3 or findings


@pytest.mark.fuzz
@given(damages('{}"@,=#('))
def test_no_field_is_lost_without_a_finding(damage):
    """A field may have another name or value after one damage. Only a `%`, or that the line of one does not end, takes
    it out silently: so it is meant to.
    """
    whole, _ = read(GOOD % 1 + damage.before + GOOD % 2)
    entries, findings = read(GOOD % 1 + damage.after + GOOD % 2)
    assert findings or count_fields(entries) == count_fields(whole)


def count_fields(entries):
    return sum(len(entry.fields) for entry in entries.values())


@pytest.mark.fuzz
@given(damages("{}"))
def test_a_brace_too_many_or_too_few_is_never_silent(damage):
    _, findings = read(GOOD % 1 + damage.after + GOOD % 2)
    assert findings
    first = 1 + (GOOD % 1).count("\n")
    assert all(first <= finding.span.start.line <= first + damage.after.count("\n") for finding in findings)


@pytest.mark.fuzz
@given(damages('"', TARGETS[1:2]))
def test_a_quote_too_many_or_too_few_is_never_silent(damage):
    _, findings = read(GOOD % 1 + damage.after + GOOD % 2)
    assert findings
