"""The CSL processor by itself, with a small style and a small language."""

import time

import pytest

from csl_html import to_html
from vademecum.csl.engine import Processor, StyleError, read_locale, read_style
from vademecum.csl.engine.cluster import CiteRequest, Cluster
from vademecum.csl.engine.inline import parse_inline
from vademecum.csl.engine.marked import Joiner
from vademecum.csl.engine.page_ranges import page_ranges
from vademecum.csl.engine.tree import to_rich, to_tree
from vademecum.text.rich import plain

NAMESPACE = 'xmlns="http://purl.org/net/xbiblio/csl" version="1.0"'
LOCALE = f"""<locale {NAMESPACE} xml:lang="en-US"><style-options punctuation-in-quote="true"/>
<terms><term name="and">and</term><term name="et-al">et al.</term><term name="open-quote">“</term>
<term name="close-quote">”</term><term name="open-inner-quote">‘</term><term name="close-inner-quote">’</term>
<term name="ibid">ibid.</term></terms></locale>"""
AUTHOR_DATE = """<citation et-al-min="3" et-al-use-first="1" disambiguate-add-year-suffix="true" collapse="year-suffix">
<layout prefix="(" suffix=")" delimiter="; "><group delimiter=", ">
<names variable="author"><name form="short" and="text"/>
</names><date variable="issued"><date-part name="year"/></date><text variable="locator"/></group></layout></citation>
<bibliography subsequent-author-substitute="———"><sort><key variable="author"/><key variable="issued"/></sort>
<layout suffix="."><group delimiter=". "><names variable="author"><name name-as-sort-order="first" initialize-with="."/>
</names><date variable="issued"><date-part name="year"/></date><text variable="title" quotes="true"/></group></layout>
</bibliography>"""
NUMERIC = """<citation collapse="citation-number"><sort><key variable="citation-number"/></sort>
<layout prefix="[" suffix="]" delimiter=","><text variable="citation-number"/></layout></citation>"""
NOTE = """<citation><layout suffix="."><choose><if position="ibid"><text term="ibid"/></if>
<else-if position="subsequent">
<text variable="title" form="short"/></else-if><else><text variable="title"/></else></choose></layout></citation>"""
CALL = '<text macro="m{}"/>'
BOMB = "".join(f'<macro name="m{n}">{CALL.format(n + 1) * 9}</macro>' for n in range(9)) + '<macro name="m9"/>'


def style(body, kind="in-text"):
    return f'<style {NAMESPACE} class="{kind}"><info><title>T</title></info>{body}</style>'


def work(key, family, year, title="A title", **more):
    names = [{"family": name, "given": "Jane Q."} for name in family.split()]
    return {"id": key, "type": "book", "author": names, "issued": {"date-parts": [[year]]}, "title": title, **more}


def processor(body, *items, kind="in-text"):
    made = Processor(read_style(style(body, kind)), lambda lang: read_locale(LOCALE) if lang == "en-US" else None)
    made.register(items)
    return made


def cited(made, *keys, **more):
    return to_html(made.cite(Cluster(tuple(CiteRequest(key, **more) for key in keys))))


def test_works_of_one_author_and_year_get_letters_that_are_collapsed():
    made = processor(AUTHOR_DATE, work("a", "Doe", 2020), work("b", "Doe", 2020), work("c", "Roe", 2020))
    assert cited(made, "a", "b", "c") == "(Doe, 2020a; b; Roe, 2020)"
    assert cited(made, "b", locator="7") == "(Doe, 2020b, 7)"


def test_long_lists_of_names_are_shortened():
    made = processor(AUTHOR_DATE, work("a", "Doe Roe Poe", 2020), work("b", "Doe Roe", 2021))
    assert cited(made, "a", "b") == "(Doe et al., 2020; Doe and Roe, 2021)"


def test_the_bibliography_is_sorted_and_replaces_an_author_who_comes_again():
    made = processor(AUTHOR_DATE, work("b", "Roe", 2021), work("c", "Doe", 2020), work("a", "Doe", 2019, "Why?"))
    assert [to_html(tree) for _, tree in made.bibliography()] == [
        "Doe, J.Q. 2019. “Why?”",
        "———. 2020. “A title.”",
        "Roe, J.Q. 2021. “A title.”",
    ]


def test_three_numbers_in_a_row_are_a_range():
    made = processor(NUMERIC, *(work(key, "Doe", 2020) for key in "abcde"))
    assert cited(made, "e", "a", "c", "b") == "[1–3,5]"


def test_a_work_cited_again_at_once_is_ibid_and_later_by_its_short_title():
    made = processor(
        NOTE, work("a", "Doe", 2020, "Long", **{"title-short": "L"}), work("b", "Roe", 2020, "B"), kind="note"
    )
    notes = [Cluster((CiteRequest(key),), number) for number, key in enumerate("aaba", 1)]
    assert [to_html(tree) for tree in made.cite_all(notes)] == ["Long.", "Ibid.", "B.", "L."]


def test_what_a_work_says_never_becomes_markup_unless_it_is_a_known_tag():
    made = processor(AUTHOR_DATE, work("a", "<script>", 2020, "<i>In vivo</i> <img src=x> & \ue000more"))
    (_, tree), *_ = made.bibliography()
    assert "&lt;script&gt;" in to_html(tree)
    assert "<i>In vivo</i> &lt;img src=x&gt; &amp; \ufffdmore" in to_html(tree)


def test_a_group_delimits_what_stands_in_the_branches_of_a_choose():
    branch = '<text variable="title"/><text variable="publisher"/>'
    body = f'<group delimiter=", "><choose><if type="book">{branch}</if></choose></group>'
    made = processor(f"<citation><layout>{body}</layout></citation>", work("a", "Doe", 2020, publisher="P"))
    assert cited(made, "a") == "A title, P"


def test_punctuation_that_moves_into_quotation_marks_stays_out_of_italics():
    body = '<citation><layout><text variable="title" quotes="true" suffix=", "/><text value="p"/></layout></citation>'
    assert cited(processor(body, work("a", "Doe", 2020, "On <i>skin</i>")), "a") == "“On <i>skin</i>,” p"


def test_a_tree_becomes_rich_text_with_the_same_words():
    tree = to_tree(parse_inline('<i>a</i> "b" <sub>c</sub>'), read_locale(LOCALE))
    assert plain(to_rich(tree)) == "a “b” c"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("a.", ". b", "a. b"), ("a?", ". b", "a? b"), ("a ", " b", "a b"), ("a.", ", b", "a., b"), ("a", ", b", "a, b")],
)
def test_punctuation_that_meets_is_merged(left, right, expected):
    assert Joiner(punctuation_in_quote=True).glue(left, right) == expected


@pytest.mark.parametrize(
    ("pages", "form", "expected"),
    [
        ("321-328", "", "321–328"),
        ("321-328", "minimal", "321–8"),
        ("42-45", "expanded", "42–45"),
        ("321-28", "expanded", "321–328"),
        ("1496-1504", "chicago", "1496–1504"),
        ("101-108", "chicago-16", "101–8"),
        ("n11564-1568", "minimal", "n11564-1568"),
    ],
)
def test_ranges_of_pages_are_written_as_the_style_says(pages, form, expected):
    assert page_ranges(pages, form, "–") == expected


def test_a_dependent_style_is_its_parent():
    info = '<info><link rel="independent-parent" href="http://x/parent"/></info>'
    asked = []
    read = read_style(f"<style {NAMESPACE}>{info}</style>", lambda address: asked.append(address) or style(NUMERIC))
    assert asked == ["http://x/parent"]
    assert read.citation.get("collapse") == "citation-number"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><style/>', "document type"),
        ("<style>", "no well-formed XML"),
        ("<other/>", "begins with the element"),
        ("<a>" * 1000, "nested more than"),
        (style("<citation><layout><blink/></layout></citation>"), "no element <blink>"),
        (style('<citation><layout><text macro="m"/></layout></citation>'), "no macro 'm'"),
        (style('<macro name="m"><text macro="m"/></macro>' + NUMERIC), "calls itself"),
        (style(BOMB + NUMERIC), "calls too many"),
        (style(""), "no <citation>"),
    ],
)  # fmt: skip
def test_a_style_that_cannot_be_used_is_an_error_within_a_second(source, message):
    started = time.monotonic()
    with pytest.raises(StyleError, match=message):
        read_style(source)
    assert time.monotonic() - started < 1


def test_an_error_names_its_line():
    with pytest.raises(StyleError, match="line 3") as caught:
        read_style(style("<citation>\n<layout>\n<blink/></layout></citation>"))
    assert caught.value.line == 3
