"""Fixes are made whole or not at all, and all else stays byte for byte."""

from hypothesis import given
from hypothesis import strategies as st

from vademecum.editing.fixing import fix_files
from vademecum.text.finding import Edit, Finding, Rule, Severity
from vademecum.text.source import Source, normalise_newlines

RULE = Rule("link/wrong-case", Severity.ERROR, "A link writes a name in another case.")


def finding(data, *edits, path="a.md"):
    """A finding whose fix puts texts in the place of stretches of `data`, each given by its offsets."""
    source = Source(path, normalise_newlines(data.decode("utf-8-sig")))
    fix = tuple(Edit(source.span(start, end), text) for start, end, text in edits)
    return Finding(RULE, source.span(0), "wrong", fix=fix)


def fixed(data, *findings):
    result = fix_files({"a.md": data}, findings)
    return result.files.get("a.md", data), len(result.findings)


def test_a_stretch_is_replaced_and_line_ends_and_the_mark_of_the_file_stay():
    data = b"\xef\xbb\xbfone\r\ntwo\r\nthree\n"
    assert fixed(data, finding(data, (4, 7, "2\nii"))) == (b"\xef\xbb\xbfone\r\n2\r\nii\r\nthree\n", 1)


def test_of_two_fixes_at_one_place_the_first_is_made():
    data = b"abcdef"
    assert fixed(data, finding(data, (1, 3, "X")), finding(data, (2, 4, "Y"))) == (b"aXdef", 1)
    assert fixed(data, finding(data, (1, 1, "X")), finding(data, (1, 1, "Y"))) == (b"aXbcdef", 1)
    assert fixed(data, finding(data, (1, 3, "X")), finding(data, (3, 4, "Y"))) == (b"aXYef", 2)


def test_a_fix_is_made_whole_or_not_at_all():
    data = b"abcdef"
    both = finding(data, (0, 1, "A"), (2, 4, "Y"))
    assert fixed(data, finding(data, (3, 4, "X")), both) == (b"abcXef", 1)


def test_what_is_proposed_twice_is_made_once():
    data = b"abcdef"
    assert fixed(data, finding(data, (1, 2, "X")), finding(data, (1, 2, "X"))) == (b"aXcdef", 2)


def test_other_files_and_files_that_are_not_utf8_are_left_alone():
    elsewhere = finding(b"abc", (0, 1, "A"), path="b.md")
    assert fixed(b"abc", elsewhere) == (b"abc", 0)
    assert fixed(b"a\xffc", finding(b"abc", (0, 1, "A"))) == (b"a\xffc", 0)


@given(st.text(st.sampled_from("aé😀\n\r"), max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_a_fix_that_writes_what_stands_there_changes_nothing(text, stretches):
    data = text.replace("\r", "\r\n").replace("\r\n\n", "\r\n").encode()
    source = Source("a.md", normalise_newlines(data.decode()))
    length = len(source.text)
    places = [sorted((min(start, length), min(end, length))) for start, end in stretches]
    same = [finding(data, (start, end, source.text[start:end].replace("\n", ""))) for start, end in places]
    single = [each for each in same if each.fix[0].span.start.line == each.fix[0].span.end.line]
    assert fix_files({"a.md": data}, single).files == {}
