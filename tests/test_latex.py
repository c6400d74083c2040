"""What a LaTeX value stands for, and what an editor is told about it: the cases in `cases/latex/`."""

import pytest

from case_files import read_cases
from vademecum.bibliography.latex import ProblemKind, decode, encode, problems
from vademecum.render.html import to_html
from vademecum.text.rich import Link, Mark

CASES = read_cases("latex/*.txt")

NAMES = {
    Mark.ITALIC: "i",
    Mark.BOLD: "b",
    Mark.SUPERSCRIPT: "sup",
    Mark.SUBSCRIPT: "sub",
    Mark.SMALL_CAPS: "sc",
    Mark.NO_CASE: "nc",
    Mark.CODE: "code",
    Mark.MATH: "math",
}


def readable(rich):
    """Rich text in the notation of the cases."""
    return "".join(map(_readable_node, rich))


def _readable_node(node):
    if isinstance(node, str):
        return node.replace("<", "&lt;").replace("\u00a0", "⍽").replace("\u202f", "⎵")
    content = readable(node.content)
    if isinstance(node, Link):
        return f'<a href="{node.url}">{content}</a>'
    return f"<{NAMES[node.mark]}>{content}</{NAMES[node.mark]}>"


def told(value):
    """The problems of a value, a line each."""
    return [f"! {problem.kind} {problem.text}" for problem in problems(value)]


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_stands_for(case):
    assert "\n".join([readable(decode(case.written)), *told(case.written)]).rstrip("\n") == case.expected


@pytest.mark.parametrize("case", CASES)
def test_a_problem_is_where_it_says(case):
    for problem in problems(case.written):
        piece = case.written[problem.offset : problem.offset + len(problem.text)]
        assert piece.split() == problem.text.split()


@pytest.mark.parametrize("case", CASES)
def test_what_is_written_again_stands_for_the_same(case):
    rich = decode(case.written)
    assert decode(encode(rich)) == rich
    assert {problem.kind for problem in problems(encode(rich))} <= {ProblemKind.FORMULA}


def test_every_case_has_a_title_of_its_own():
    titles = [case.id for case in CASES]
    assert len(set(titles)) == len(titles)
    assert len(titles) >= 240


def test_every_kind_of_problem_has_a_case():
    kinds = {problem.kind for case in CASES for problem in problems(case.values[0].written)}
    assert kinds == set(ProblemKind)


def test_a_formula_that_cannot_be_told_in_text_is_marked_as_one_on_a_page():
    assert to_html(decode(r"$\binom{n}{k} < 1$")) == r'<span class="vm-math">\binom{n}{k} &lt; 1</span>'
