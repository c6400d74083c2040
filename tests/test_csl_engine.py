"""The CSL processor by itself, with a small style and a small language."""

import time

import pytest

from csl_html import to_html
from vademecum.csl.engine import Processor, StyleError, read_locale, read_style
from vademecum.csl.engine.case import change_case
from vademecum.csl.engine.cluster import CiteRequest, Cluster
from vademecum.csl.engine.initials import initials
from vademecum.csl.engine.inline import parse_inline
from vademecum.csl.engine.item import Item
from vademecum.csl.engine.marked import Joiner
from vademecum.csl.engine.name_list import OpenNameList
from vademecum.csl.engine.page_ranges import page_ranges
from vademecum.csl.engine.rich_output import to_rich
from vademecum.csl.engine.sorting import collated
from vademecum.csl.engine.tree import to_tree
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
    assert "<i>In vivo</i> &lt;img src=x&gt; &amp; \ue000more" in to_html(tree)


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
        ("1126-1134.e2", "chicago", "1126–1134.e2"),
        ("473.e1-473.e12", "minimal", "473.e1–473.e12"),
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
        (style(BOMB + NUMERIC), "prints too much"),
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


GROUPED = """<citation><layout><text variable="title"/></layout></citation>
<bibliography subsequent-author-substitute="---" subsequent-author-substitute-rule="{}" et-al-min="4"
et-al-use-first="2" delimiter-precedes-et-al="never"><layout suffix="."><group delimiter=". "><names variable="author">
<name form="short" and="symbol" delimiter-precedes-last="never"/></names><date variable="issued">
<date-part name="year"/></date></group></layout></bibliography>"""
GROUPS = ("Doe", "Doe", "Doe Johnson Williams", "Doe Smith", "Doe Stevens Miller", "Doe Stevens Miller")
FIRST_REPLACED = (
    "Doe, ---, --- Johnson Williams, --- Smith, --- Stevens Miller, --- Stevens Miller, --- Williams, --- Williams"
)
FOUR = ("Doe Williams Roe Poe", "Doe Williams Roe Poe")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("complete-all", "Doe, ---, Doe Johnson Williams, Doe Smith, Doe Stevens Miller, ---, Doe Williams, ---"),
        (
            "complete-each",
            "Doe, ---, Doe Johnson Williams, Doe Smith, Doe Stevens Miller, --- --- ---, Doe Williams, --- ---",
        ),
        (
            "partial-each",
            "Doe, ---, --- Johnson Williams, --- Smith, --- Stevens Miller, --- --- ---, --- Williams, --- ---",
        ),
        ("partial-first", FIRST_REPLACED),
    ],
)
def test_names_that_come_again_are_replaced_by_the_rule_of_the_style(rule, expected):
    """The example of CSL 1.0.2, "Reference Grouping", where partial rules also go on behind a lone "Doe"."""
    items = [work(str(year), names, 1999 + year) for year, names in enumerate((*GROUPS, *FOUR))]
    entries = [to_html(tree) for _, tree in processor(GROUPED.format(rule), *items).bibliography()]
    names = [entry.rpartition(". ")[0].replace("&amp;", "").replace(",", "").replace(" et al", "") for entry in entries]
    assert ", ".join(" ".join(name.split()) for name in names) == expected


def test_a_whole_list_of_names_is_replaced_with_its_words():
    body = GROUPED.format("complete-all")
    made = processor(body, work("a", FOUR[0], 2005), work("b", FOUR[0], 2006))
    assert [to_html(tree) for _, tree in made.bibliography()] == ["Doe, Williams et al. 2005.", "---. 2006."]


def test_persons_whose_initials_are_the_same_are_not_replaced():
    anna, anton = ({"family": "Twin", "given": given} for given in ("Anna", "Anton"))
    made = processor(AUTHOR_DATE, work("a", "", 2019, author=[anna]), work("b", "", 2020, author=[anton]))
    assert [to_html(tree)[:10] for _, tree in made.bibliography()] == ["Twin, A. 2", "Twin, A. 2"]


class OpenEnded(Item):
    """A work of whose authors some are not known."""

    __slots__ = ()

    def names(self, variable):
        return OpenNameList(super().names(variable)) if variable == "author" else super().names(variable)


@pytest.mark.parametrize(
    ("authors", "expected"), [("Doe", "Doe et al."), ("Doe Roe", "Doe et al."), ("Doe Roe Poe", "Doe et al.")]
)
def test_authors_whom_nobody_tells_are_et_al(authors, expected):
    made = processor(AUTHOR_DATE, work("a", authors, 2020))
    made.cites["a"].item = OpenEnded(work("a", authors, 2020))
    assert cited(made, "a") == f"({expected}, 2020)"


def test_what_stands_in_for_names_in_a_choose_is_the_first_that_there_is():
    stand_in = '<choose><if type="book"><names variable="editor"/><names variable="translator"/></if></choose>'
    names = f'<names variable="author"><name form="short"/><substitute>{stand_in}</substitute></names>'
    persons = {"editor": [{"family": "Ed", "given": "E"}], "translator": [{"family": "Trans", "given": "T"}]}
    body = f'<citation><layout><group delimiter=", ">{names}<names variable="translator"/></group></layout></citation>'
    assert cited(processor(body, work("a", "", 2020, **persons)), "a") == "Ed, T Trans"


def test_who_is_editor_and_translator_is_both():
    persons = [{"family": "Ed", "given": "E"}]
    body = '<citation><layout><names variable="editor-translator"/></layout></citation>'
    assert cited(processor(body, work("a", "", 2020, editor=persons, translator=persons)), "a") == "E Ed"
    assert cited(processor(body, work("a", "", 2020, editor=persons)), "a") == ""


@pytest.mark.parametrize(
    ("number", "expected"), [("3-4", "3–4"), ("Review No. 272; AHRQ 24-EHC022", "Review No. 272; AHRQ 24-EHC022")]
)
def test_a_hyphen_is_a_dash_between_numbers_alone(number, expected):
    body = '<citation><layout><text variable="number"/></layout></citation>'
    assert cited(processor(body, work("a", "Doe", 2020, number=number)), "a") == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("vitamin C in a 510(k) case", "Vitamin C in a 510(k) Case"),
        ("women With thinning hair", "Women With Thinning Hair"),
        ("the x-ray (on paper)", "The x-Ray (on Paper)"),
        ("pro-environmental behavior: a two-thirds rule", "Pro-Environmental Behavior: A Two-Thirds Rule"),
        ("loss-a trial of state-of-the-art care", "Loss-a Trial of State-of-the-Art Care"),
        ("fisioterapia e pesquisa", "Fisioterapia e Pesquisa"),
        ("look it up", "Look It Up"),
        ("<script>alert</script>", "<Script>alert</Script>"),
    ],
)
def test_titles_have_large_letters_where_english_has_them(title, expected):
    assert change_case(title, "title", is_english=True) == expected


def test_an_opening_quotation_mark_does_not_begin_a_title_again():
    body = '<citation><layout><text variable="title" text-case="title"/></layout></citation>'
    assert cited(processor(body, work("a", "Doe", 2020, 'why "a question" is')), "a") == "Why “a Question” Is"


def test_dates_sort_by_the_parts_that_are_shown():
    dates = '<date variable="issued"><date-part name="year"/>{}</date>'
    full = dates.format('<date-part name="month"/><date-part name="day"/>')
    choose = f'<choose><if type="report">{dates.format("")}</if><else>{full}</else></choose>'
    body = f"""<macro name="date">{choose}</macro><citation><layout><text variable="title"/></layout></citation>
    <bibliography><sort><key macro="date"/><key variable="title"/></sort><layout><text variable="title"/></layout>
    </bibliography>"""
    items = [work("a", "Doe", 2021, "C", type="report"), work("b", "Doe", 2021, "B"), work("c", "Doe", 2020, "D")]
    assert [key for key, _ in processor(body, *items).bibliography()] == ["c", "b", "a"]


LABELS = """<citation disambiguate-add-year-suffix="true"><layout prefix="[" suffix="]">
<text variable="citation-label"/></layout></citation>"""


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([{"family": "Doe"}], "[Doe20]"),
        ([{"family": "Doering"}, {"family": "Roe"}], "[DoRo20]"),
        ([{"family": "Badger"}, {"family": "Taylor"}, {"family": "Swain"}], "[BaTS20]"),
        ([{"family": name} for name in ("Aa", "Bb", "Cc", "Dd", "Ee")], "[ABCD20]"),
        ([{"literal": "U.S. Food and Drug Administration"}], "[Usfo20]"),
        ([{"literal": "The Counting Consortium"}], "[Coun20]"),
        ([], "[Atit20]"),
    ],
)
def test_a_label_is_made_of_names_or_title_and_year(authors, expected):
    assert cited(processor(LABELS, work("a", "", 2020, author=authors)), "a") == expected


def test_a_label_without_a_year_has_noughts_and_its_letter():
    items = [{"id": key, "type": "book", "author": [{"family": "Time"}], "title": "T"} for key in "ab"]
    made = processor(LABELS, *items)
    assert [cited(made, key) for key in "ab"] == ["[Time00a]", "[Time00b]"]


def test_the_full_stop_of_a_suffix_goes_where_initials_have_none():
    body = '<citation><layout><names variable="author"><name initialize-with="{}"/></names></layout></citation>'
    king = [{"family": "King", "given": "Martin", "suffix": "Jr."}]
    assert cited(processor(body.format(""), work("a", "", 2020, author=king)), "a") == "M King Jr"
    assert cited(processor(body.format("."), work("a", "", 2020, author=king)), "a") == "M. King Jr."


def test_names_without_large_letters_have_initials_too():
    assert initials("علي", ".", hyphen=True, initialize=True) == "ع."
    assert initials("小明", ".", hyphen=True, initialize=True) == "小明"


def test_the_number_of_the_first_note_has_its_label():
    terms = '<locale><terms><term name="first-reference-note-number"><single>n</single><multiple>nn</multiple></term>'
    label = '<label variable="first-reference-note-number"/><text variable="first-reference-note-number" prefix=" "/>'
    again = f'<choose><if position="subsequent"><group prefix=" (" suffix=")">{label}</group></if></choose>'
    body = f"{terms}</terms></locale><citation><layout><names variable='author'/>{again}</layout></citation>"
    made = processor(body, work("a", "Doe", 2020), kind="note")
    notes = [Cluster((CiteRequest("a"),), number) for number in (3, 5)]
    assert [to_html(tree) for tree in made.cite_all(notes)] == ["Jane Q. Doe", "Jane Q. Doe (n 3)"]


def test_capitals_are_those_of_the_language_of_the_work():
    body = '<citation><layout><text variable="title" text-case="uppercase"/></layout></citation>'
    made = processor(body, work("a", "", 2020, "diş", language="tr-TR"), work("b", "", 2020, "disc", language="en"))
    assert [cited(made, key) for key in "ab"] == ["DİŞ", "DISC"]


def test_initials_that_differ_in_blanks_alone_are_the_same():
    names = '<names variable="author"><name form="short"/></names><text variable="title" prefix=", "/>'
    options = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names"'
    body = f"<citation {options}><layout>{names}</layout></citation>"
    doe = [[{"family": "Doe", "given": given}] for given in ("J. J.", "J.J.")]
    made = processor(body, *(work(key, "", 2020, key, author=author) for key, author in zip("ab", doe, strict=True)))
    assert [cited(made, key) for key in "ab"] == ["Doe, a", "Doe, b"]


def test_full_stops_and_commas_do_not_part_what_is_sorted_together():
    names = ["US Office", "Urdiales", "U.S. Food", "Urban", "van Os", "Östman", "Os, A."]
    assert sorted(names, key=collated) == ["Os, A.", "Östman", "Urban", "Urdiales", "U.S. Food", "US Office", "van Os"]


def test_a_name_is_sorted_by_the_next_name_and_not_by_the_word_between():
    names = '<names variable="author"><name form="short" and="text"/></names>'
    sort = '<sort><key variable="author"/></sort>'
    layout = f"<layout>{names}</layout>"
    body = f"<citation>{layout}</citation><bibliography>{sort}{layout}</bibliography>"
    made = processor(body, work("a", "Doe Kay", 2020), work("b", "Doe Bell Kay", 2020))
    assert [key for key, _ in made.bibliography()] == ["b", "a"]
