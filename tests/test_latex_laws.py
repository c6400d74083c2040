"""Laws of LaTeX and rich text, for whatever a field may hold."""

import re
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from export_entries import IN_ENTRIES
from vademecum.bibliography.latex import decode, decode_plain, encode, problems, tidy
from vademecum.bibliography.latex.macros import MACROS
from vademecum.bibliography.latex.symbols import SYMBOLS
from vademecum.bibliography.latex.tidy import braces_match
from vademecum.render.html import to_html
from vademecum.text.rich import Link, Mark, Styled, plain

SIGNS = (
    *"\\\\{{}}$$^_&#%<>~`'\"-/!?*[](),.: \n\t",
    *"abix17Éé\u0301\u00a0\u202f",
    *(
        r"\emph",
        r"\textbf",
        r"\it ",
        r"\em ",
        r"\rm ",
        r"\sc ",
        r"\upshape ",
        r"\'",
        r"\c ",
        r"\b",
        r"\.",
        r"\i",
        r"\o ",
    ),
    *(r"\alpha", r"\frac", r"\sqrt", r"\bar", r"\not", r"\left", r"\log", r"\sb", r"\ensuremath", r"\(", r"\)", "$$"),
    *(r"\href", r"\url", r"\path", r"\verb", r"\char", r"\kern", r"\enquote", r"\footnote", r"\uppercase"),
    *(r"\foo", r"\foo*", r"\&", r"\%", r"\,", r"\ ", r"\\", r"\[", r"\begin", r"\binom", "{}", "--", "---", "``", "''"),
    *("<i>", "</i>", "<b>", "</b>", "<sub>", "</sub>", "<br>", "<p>", "</p>", '<i class="x">', "<x>", "</x>"),
    *(r"{\textless}", r"{\textgreater}", "$<$", "{$>$}", "&amp;", "&lt;", "&#945;", r"\&amp;", r"{\&}", "amp;", "&x;"),
    *("http://", "www.", "10$^{-3}$", "CO$_2$"),
)
"""What means something in LaTeX or HTML, or does so together with its neighbours."""

TEMPLATES = (
    "{%s}", "{{%s}}", r"{\it %s}", r"{\em a %s \rm b}", r"{\bf\em %s}", r"\emph{%s}", r"\textbf %s", r"\texttt{%s}",
    r"\textsc{\emph{%s}}", r"\textsuperscript{%s}", r"\'{%s}", r"\'%s", r"\v %s", r"{\c{%s}}", r"\'\"{%s}",
    "$%s$", "$$%s$$", r"\(%s\)", r"\ensuremath{%s}", "$x_{%s}$", "$x^%s$", r"$\frac{%s}{2}$", r"\frac{1}{%s}",
    r"$\text{%s}$", r"$\mathrm{%s}$", r"$\sqrt{%s}$", r"$\bar{%s}$", r"\hat %s", r"$\log %s$", r"$\left(%s\right)$",
    r"$\binom{%s}{2}$", r"$\not %s$", "<i>%s</i>", '<span class="nocase">%s</span>', "<i class='x'>%s</i>", "<p>%s</p>",
    r"{\textless}sup{\textgreater}%s{\textless}/sup{\textgreater}", "$<$i$>$%s$<$/i$>$", "<b>%s", "%s</b>",
    r"\foo{%s}", r"\foo{a}{%s}", r"\foo %s", r"\url{%s}", r"\href{http://x.y}{%s}", r"\href{%s}{a}", r"\href{%s}",
    r"\nolinkurl{%s}", r"\path{%s}", r"\doi{%s}", r"\verb+%s+", r"\enquote{%s}", r"\footnote{%s}", r"\mkbibparens{%s}",
    r"\bibinfo{x}{%s}", r"\textcolor{x}{%s}", r"\noopsort{x}%s", r"\printfirst{%s}{x}", r"\switchargs{%s}{x}",
    r"\uppercase{%s}", r"\protect %s", r"\kern1em %s", r"\vphantom\{%s", r"\mbox{%s}", r"``%s''", r"\&%s;",
    "http://x.y/%s", "US$ 5 %s",
)  # fmt: skip
"""What a word may stand in without being lost."""

TEXTS = st.text(st.characters() | st.sampled_from("\\{}$^_&#%<>~`'\"-;/ \n\u0301\u00a0ia"), max_size=12)
VALUES = st.lists(st.sampled_from(SIGNS), max_size=24).map("".join) | TEXTS
"""Values that no one would write, most of them made of what means something."""
WORD = "⬚"


def _within(values):
    """Values in templates, side by side and among signs."""
    inside = st.builds(lambda template, value: template.replace("%s", value), st.sampled_from(TEMPLATES), values)
    return st.lists(inside | st.just(WORD) | st.sampled_from(SIGNS), min_size=1, max_size=4).map("".join)


def _numbered(value):
    """The value with another word at each place of one."""
    first, *rest = value.split(WORD)
    return first + "".join(chr(0x4E00 + number) + piece for number, piece in enumerate(rest))


WORDS = st.recursive(st.just(WORD), _within, max_leaves=6).map(_numbered)
"""Values that hold words of a single, caseless letter each, every one another."""


def _tuples(nodes):
    return st.lists(nodes, max_size=4).map(tuple)


FORMULAS = st.builds(r"\binom{{{}}}{{{}}}".format, st.from_regex(r"[a-z0-9_^+ ]{1,5}", fullmatch=True), st.just("k"))
"""Sources of formulas that cannot be told in text."""
RICH = st.recursive(
    TEXTS | FORMULAS.map(lambda source: Styled(Mark.MATH, (source,))),
    lambda nodes: (
        st.builds(Styled, st.sampled_from(IN_ENTRIES), _tuples(nodes)) | st.builds(Link, TEXTS, _tuples(nodes))
    ),
    max_leaves=8,
)


TAGS_OF_OURS = re.compile(
    '</?(?:i|b|sup|sub|code|span|a)>|<span class="vm-(?:small-caps|math)">|<a href="(?:https?|mailto):[^"<>]*">'
)


def everything(rich):
    """All that rich text holds, the addresses of its links included."""
    for node in rich:
        if isinstance(node, str):
            yield node
        else:
            if isinstance(node, Link):
                yield node.url
            yield from everything(node.content)


def depth(rich):
    """How many nodes lie within each other."""
    return max((1 + depth(node.content) for node in rich if not isinstance(node, str)), default=0)


@pytest.mark.fuzz
@given(VALUES | WORDS)
@example("{" * 3000)
@example("{" * 3000 + "}" * 3000)
@example(r"\emph{" * 3000 + "x" + "}" * 3000)
@example("$" * 3001)
@example("$" + "^{" * 3000 + "}" * 3000 + "$")
@example("<i>" * 3000 + "</i>" * 3000)
@example("{\\it\\bf\\sc\\tt " * 100 + "x" + "}" * 100)
@example(r"\'" * 3000)
@example(r"\frac" * 3000)
@example("\\")
def test_any_value_is_decoded_into_a_tidy_text(value):
    rich = decode(value)
    assert tidy(rich) == rich
    assert depth(rich) <= 64
    text = plain(rich)
    assert text == text.strip() == decode_plain(value)
    assert not re.search(r"\s\s", text)
    assert all(is_normalized("NFC", piece) for piece in everything(rich))


@pytest.mark.fuzz
@given(VALUES | WORDS)
@example("<script>alert('x')</script>")
@example(r"\href{javascript:alert(1)}{x}")
@example("&lt;script&gt;")
def test_no_value_brings_markup_onto_a_page_but_its_own(value):
    assert "<" not in TAGS_OF_OURS.sub("", to_html(decode(value)))


@pytest.mark.fuzz
@given(WORDS)
def test_no_word_is_lost_and_none_is_doubled(value):
    rich = decode(value)
    words = re.findall("[\u4e00-\u9fff]", value)
    assert sorted({*words} - {*"".join(everything(rich))}) == []
    shown = re.findall("[\u4e00-\u9fff]", plain(rich))
    assert sorted(shown) == sorted({*shown})


@pytest.mark.fuzz
@given(VALUES | WORDS)
def test_a_macro_that_nobody_knows_does_not_vanish(value):
    names = {found[1] for found in re.finditer(r"\\(?:([A-Za-z]+)|.)", value, re.DOTALL) if found[1]}
    kept = normalize("NFD", "".join(everything(decode(value))))
    told = {problem.text for problem in problems(value)}
    assert [name for name in names - {*MACROS, *SYMBOLS} if f"\\{name}" not in told and name not in kept] == []


@pytest.mark.fuzz
@given(VALUES | WORDS)
def test_problems_are_in_order_each_once_and_where_they_say(value):
    found = problems(value)
    assert [problem.offset for problem in found] == sorted(problem.offset for problem in found)
    assert len({(problem.kind, problem.text) for problem in found}) == len(found)
    for problem in found:
        assert problem.text
        assert value[problem.offset :].split()[0].startswith(problem.text.split()[0][:1])


@pytest.mark.fuzz
@given(VALUES | WORDS)
def test_what_is_decoded_and_encoded_decodes_to_the_same(value):
    rich = decode(value)
    assert decode(encode(rich)) == rich
    assert braces_match(encode(rich))


@pytest.mark.fuzz
@given(_tuples(RICH))
def test_rich_text_that_is_encoded_decodes_to_its_normal_form(rich):
    assert decode(encode(rich)) == tidy(rich)
    assert braces_match(encode(rich))


@pytest.mark.fuzz
@given(_tuples(RICH))
def test_the_normal_form_of_a_normal_form_is_itself(rich):
    assert tidy(tidy(rich)) == tidy(rich)


@pytest.mark.fuzz
@given(TEXTS)
def test_a_bare_text_that_is_encoded_decodes_to_itself(text):
    assert decode(encode((text,))) == tidy((text,))
    assert problems(encode((text,))) == ()


@pytest.mark.fuzz
@given(st.text("abcÄÖß0189 .,;:()", max_size=30))
def test_a_text_without_signs_stands_for_itself(text):
    assert decode_plain(text) == " ".join(text.split())
    assert problems(text) == ()
