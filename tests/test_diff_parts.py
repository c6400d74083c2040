"""The parts of `vademecum diff`: what is compared with what, and what is told of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments import assert_is_harmless
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.pages.evidence_diff import diff_evidence
from vademecum.pages.evidence_diff_citations import changed_citations
from vademecum.pages.evidence_diff_state import CitedPlace, PageEvidence, SiteEvidence
from vademecum.report.diff import Difference, Side, Suggestion
from vademecum.report.diff_findings import changed_findings, suggestions
from vademecum.report.diff_markdown import MOST_CHARACTERS, format_diff_markdown
from vademecum.report.diff_text import format_diff_text
from vademecum.site_evidence import host_of
from vademecum.text.finding import Edit, Finding, Rule, Severity
from vademecum.text.source import Source

RULE = Rule("page/some", Severity.WARNING, "Something.")


# Pages and works.


def works(text):
    return read_bibtex(Source("references.bib", text))[0]


def place(key, sentence="So it is.", section="One", manner="", at=0):
    return CitedPlace(key, manner, section, sentence, Source("docs/a.md", "x" * 99).span(at))


def page(path, *places, text="", **facts):
    return PageEvidence(Source(path, text), facts, places)


def site(*pages, references="", hosts=()):
    span = Source("docs/a.md", "").span(0)
    return SiteEvidence({page.source.path: page for page in pages}, works(references), dict.fromkeys(hosts, span))


def kinds(before, after):
    return [(change.kind, change.before, change.after, change.section) for change in changed_citations(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([place("a")], [place("a")], []),
        ([place("a")], [place("a", section="Two")], []),
        ([place("a")], [place("a", "So it may be.")], []),
        ([place("a")], [place("a", "Entirely other words, which nobody had.")], []),
        ([place("a")], [place("b")], [("re-pointed", "a", "b", "One")]),
        ([place("a")], [place("b", "So it is now.")], [("re-pointed", "a", "b", "One")]),
        ([place("a")], [place("a", manner="page 3")], [("cited otherwise", "a", "a", "One")]),
        ([place("a"), place("b")], [place("b")], [("removed", "a", None, "One")]),
        ([place("b")], [place("a"), place("b")], [("added", None, "a", "One")]),
        ([place("a"), place("a")], [place("a")], [("removed", "a", None, "One")]),
        (
            [place("a")],
            [place("a", "Quite another claim of the page.", "Two")],
            [("removed", "a", None, "One"), ("added", None, "a", "Two")][::-1],
        ),
        ([place("a"), place("b", "Else.")], [place("b"), place("a", "Else.")], [
            ("re-pointed", "a", "b", "One"), ("re-pointed", "b", "a", "One")]),
    ],
)  # fmt: skip
def test_citations_are_compared_sentence_by_sentence(before, after, expected):
    assert kinds(before, after) == expected


_PLACES = st.lists(
    st.builds(place, st.sampled_from("abc"), st.sampled_from(["One.", "Two two.", ""]), st.sampled_from("XY"))
)


@given(_PLACES, _PLACES)
def test_added_and_removed_citations_add_up(before, after):
    changes = changed_citations(before, after)
    assert changed_citations(before, before) == ()
    for key in "abc":
        more = sum((each.after == key) - (each.before == key) for each in changes)
        assert more == sum(each.key == key for each in after) - sum(each.key == key for each in before)


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        (page("docs/a.md", text="Same"), page("docs/b.md", text="Same"), True),
        (page("docs/a.md", text="1", title="Light"), page("docs/b.md", text="2", title="light"), True),
        (
            page("docs/a.md", place("x"), place("y"), text="1"),
            page("docs/b.md", place("x"), place("y"), text="2"),
            True,
        ),
        (page("docs/a.md", place("x"), place("y"), text="1"), page("docs/b.md", place("z"), text="2"), False),
        (page("docs/a.md", text="1", title="A"), page("docs/b.md", text="2", title="B"), False),
    ],
)
def test_a_page_that_went_elsewhere_is_known_again(old, new, is_same):
    changes = diff_evidence(site(old), site(new)).pages
    expected = (
        [("renamed", "docs/b.md", "docs/a.md")]
        if is_same
        else [("removed", "docs/a.md", ""), ("added", "docs/b.md", "")]
    )
    assert [(change.kind, change.path, change.was) for change in changes] == expected


def test_a_page_is_known_again_by_an_alias():
    new = PageEvidence(Source("docs/new/b.md", "2"), {"title": "B"}, (), ("/old/a/",))
    changes = diff_evidence(site(page("docs/old/a.md", text="1", title="A")), site(new)).pages
    assert [(change.kind, change.was) for change in changes] == [("renamed", "docs/old/a.md")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("@book{a, title={T}, year=1}", "@book{b, title={T}, year=1}", [("renamed", "b", [])]),
        ("@book{a, title={T}, doi={10.1000/x}}", "@book{b, title={U}, doi={10.1000/X}}", [
            ("renamed", "b", ["title", "doi"])]),
        ("@book{a, title={T}, year=1, doi={10.1000/x}}", "@book{b, title={T}, year=1, doi={10.1000/y}}", [
            ("removed", "a", []), ("added", "b", [])]),
        ("@book{a, title={T}, year=1}", "@book{b, title={T}, year=2}", [("removed", "a", []), ("added", "b", [])]),
        ("@book{a, author={X}, note={N}}", "@book{b, author={X}, note={N}}", [("renamed", "b", [])]),
        ("@book{a, title={T}}", '@book{a, title = "T",\n year = {1} }', [("changed", "a", ["year"])]),
        ("@article{a, journal={J}}", "@article{a, journaltitle={J}}", []),
        ("@phdthesis{a, title={T}}", "@thesis{a, title={T}}", []),
        ("@book{a, title={T}}", "@article{a, title={T}}", [("changed", "a", ["type of entry"])]),
        ("@book{a, title={T}, year=1}\n@inbook{c, title={C}, crossref={a}}",
         "@book{b, title={T}, year=1}\n@inbook{c, title={C}, crossref={b}}", [("renamed", "b", [])]),
    ],
)  # fmt: skip
def test_works_are_compared_field_by_field(old, new, expected):
    found = diff_evidence(site(references=old), site(references=new)).works
    told = [(work.kind, work.key, [field.name for field in work.fields]) for work in found]
    assert sorted(told) == sorted(expected)


def test_citations_of_a_renamed_work_lead_where_they_led():
    old = site(page("docs/a.md", place("a"), text="@a"), references="@book{a, title={T}, year=1}")
    new = site(page("docs/a.md", place("b"), text="@b"), references="@book{b, title={T}, year=1}")
    (change,) = diff_evidence(old, new).pages
    assert change.citations == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("So [@a; @a-1].", "So [@b; @a-1].", "the renamed key only"),
        ("So [@a].", "So it is [@b].", "its words only: no citation leads elsewhere"),
        ("So [@a]. abc", "So [@b]. bbc", "its words only: no citation leads elsewhere"),
    ],
)
def test_a_page_in_which_a_key_alone_has_another_name_is_told_as_that(before, after, said):
    old = site(page("docs/a.md", place("a"), text=before), references="@book{a, title={T}, year=1}")
    new = site(page("docs/a.md", place("b"), text=after), references="@book{b, title={T}, year=1}")
    difference = Difference(Side("main"), Side("here"), diff_evidence(old, new))
    assert f"~ changed docs/a.md\n      {said}\n" in format_diff_text(difference)


def test_only_hosts_that_were_not_there_are_told():
    change = diff_evidence(site(hosts=["a.org"]), site(hosts=["b.org", "a.org"]))
    assert [host for host, _ in change.hosts] == ["b.org"]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Example.ORG:443/x", "example.org"),
        ("https://pubmed.gov@evil.example/x", "evil.example"),
        ("//evil.example/x", "evil.example"),
        ("https:\\\\evil.example\\x", "evil.example"),
        ("https://ехample.org/", "xn--ample-ywe6i.org"),
        ("https://[::1", ""),
        ("https:///x", ""),
    ],
)
def test_the_host_of_an_address_is_told_as_it_is(address, host):
    assert host_of(address) == host


# Findings.


def finding(source, text, message="wrong", fix=None):
    start = source.text.index(text)
    span = source.span(start, start + len(text))
    return Finding(RULE, span, message, fix=() if fix is None else (Edit(span, fix),))


def compare(old, new, moves=(), keys=()):
    """What is new and what is mended, given the texts and the words of each that are wrong, with what is said."""
    sides = []
    for path, text, wrong in (old, new):
        source = Source(path, text)
        sides.append(([finding(source, word, said) for word, said in wrong], {path: source}))
    come, gone = changed_findings(*sides, dict(moves), dict(keys))
    return [each.message for each in come], [each.message for each in gone]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("a", "bad", [("bad", "m")]), ("a", "first\nbad", [("bad", "m")]), ([], [])),
        (("a", "bad", [("bad", "m")]), ("a", "very bad", [("bad", "m")]), ([], [])),
        (("a", "bad", [("bad", "12 of 13")]), ("a", "so bad", [("bad", "11 of 13")]), ([], [])),
        (("a", "bad", [("bad", "no 'a1'")]), ("a", "so bad", [("bad", "no 'a2'")]), (["no 'a2'"], ["no 'a1'"])),
        (("a", "bad", []), ("a", "bad", [("bad", "m")]), (["m"], [])),
        (("a", "bad", [("bad", "m")]), ("a", "good", []), ([], ["m"])),
        (("a", "x\nbad", [("bad", "m")]), ("a", "x bad y bad", [("x bad", "m"), ("y bad", "m")]), (["m"], [])),
    ],
)  # fmt: skip
def test_a_finding_is_new_only_where_it_was_not_before(old, new, expected):
    assert compare(old, new) == expected


def test_findings_go_with_their_page_and_with_their_work():
    assert compare(("a", "bad", [("bad", "m")]), ("b", "bad", [("bad", "m")]), moves=[("a", "b")]) == ([], [])
    old, new = ("a", "@k", [("@k", "'k' is wrong")]), ("a", "@n", [("@n", "'n' is wrong")])
    assert compare(old, new, keys=[("k", "n")]) == ([], [])


def suggested(old, new, *fixes):
    then, now = {"a": Source("a", old)}, {"a": Source("a", new)}
    found = suggestions([finding(now["a"], word, fix=fix) for word, fix in fixes], then, now, {})
    return [(each.first, each.last, each.text) for each in found]


@pytest.mark.parametrize(
    ("old", "new", "fixes", "expected"),
    [
        ("one\n", "one\nbad\n", [("bad", "good")], [(2, 2, "good")]),
        ("one\nbad\n", "two\nbad\n", [("bad", "good")], []),
        ("", "bad worse", [("bad", "good"), ("worse", "better")], [(1, 1, "good better")]),
        ("", "bad\nworse", [("bad", "good"), ("worse", "better")], [(1, 1, "good"), (2, 2, "better")]),
        ("", "x\nbad\nworse\ny", [("bad\nworse", "good")], [(2, 3, "good")]),
        ("worse", "bad\nworse", [("bad\nworse", "good")], []),
        ("", "bad bad", [("bad bad", "x"), ("bad", "y")], [(1, 1, "x")]),
        ("", "x\nbad\ny\n", [("bad\n", "good\n")], [(2, 2, "good")]),
        ("", "\tbad\n", [("bad", "good")], [(1, 1, "\tgood")]),
        ("", "bad \u202e\nworse \x0c", [("bad", "good"), ("worse", "good")], []),
    ],
)
def test_a_certain_fix_is_suggested_for_lines_that_the_change_touches(old, new, fixes, expected):
    assert suggested(old, new, *fixes) == expected


# Text that does something.

_TEXTS = st.text(st.sampled_from("`*_[]()<>@#\n\r\t|!&~\\\x1b\u202eaB :/.-"), max_size=30)


@given(_TEXTS, _TEXTS, _TEXTS)
def test_no_text_does_anything_in_a_comment_or_a_terminal(key, sentence, title):
    entry = f"@book{{a, title={{T}}, studydesign={{{re.sub(r'[{}]', '', title)}}}}}"
    old = site(page("docs/a.md", text="1"), references="@book{a, title={T}}")
    new = site(
        page(f"docs/{key}.md", place(f"k{key}", sentence, title), text="2", title=title, updated=sentence),
        references=entry,
        hosts=[key],
    )
    source = Source(f"docs/{key}.md", "2")
    difference = Difference(
        Side(key, "c" * 40),
        Side(sentence),
        diff_evidence(old, new),
        (Finding(RULE, source.span(0), sentence, title),),
        (Finding(RULE, source.span(0), title),),
        (Suggestion(source.path, 1, 1, title.replace("\r", ""), ("page/some",)),),
        (re.sub(r"\s", "", key) or "x",),
    )
    comment, text = format_diff_markdown(difference), format_diff_text(difference)
    assert_is_harmless(comment.replace("\x1b", ""))
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", text)


def test_a_comment_is_never_longer_than_github_takes():
    places = [place(f"k{number}", section=f"S{number}" * 20) for number in range(50)]
    pages = [page(f"docs/{number}.md", *places, text="x") for number in range(40)]
    difference = Difference(Side("a"), Side("b"), diff_evidence(site(), site(*pages)))
    comment = format_diff_markdown(difference)
    assert len(comment) <= MOST_CHARACTERS
    assert comment.endswith("'vademecum diff' on a computer shows all of it.")
