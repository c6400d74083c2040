"""What an import must not take for a citation, and which works it must not take for one."""

import pytest

from imported_pages import imported
from vademecum.bibliography.entry import Bibliography
from vademecum.importing.report import is_certain, report_lines, report_record
from vademecum.text.errors import ConfigurationError

LIST = """<h2>References</h2><ol>
<li>Brown D, Ng E. Green tea cream. J Tea Res. 2018;3(1):20-29.</li>
<li>Okafor F. Redness after tea. Tea Skin. 2017;9:3-7.</li>
<li>Sato G, Ito H, Abe I. Prices of creams. Market J. 2016;22(4):401-410.</li></ol>"""


def page_of(html, references=LIST):
    return imported(f"<title>T</title>{html}{references}", known=Bibliography())


def listed(*references):
    return "<h2>References</h2>" + "".join(f"<p>{each}</p>" for each in references)


def links(page):
    """What is linked, by the titles of the works."""
    titles = {entry.key: entry.plain("title") for entry in page.entries}
    return {each.written: [titles[key] for key in each.keys] for each in page.linked}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Scars of acne: part 1. Scars. 2010;4(1):10-20.", "Scars of acne: part 2. Scars. 2011;5(1):30-40."),
        ("Report on lasers 2019. Lasers. 2019;1:1.", "Report on lasers 2020. Lasers. 2020;2:1."),
        ("Hair of the north, part I. Hair. 2010;4:1.", "Hair of the north, part V. Hair. 2011;4:9."),
        ("Effects of vitamin C on skin. Hair. 2010;4:1.", "Effects of vitamin D on skin. Hair. 2011;4:1."),
        ("Letter from the editor. Hair. 2010;4:1.", "Letter from the editor. Hair. 2011;5:80."),
    ],
)
def test_works_that_differ_in_a_number_are_two(one, two):
    years = [
        next(word[:4] for word in each.split() if word[:3] in ("201", "202") and ";" in word) for each in (one, two)
    ]
    page = page_of(f"<p>(Lund {years[0]}) and (Lund {years[1]})</p>", listed(f"Lund E. {one}", f"Lund E. {two}"))
    assert len(page.entries) == 2
    assert [each.keys for each in page.linked] == [(f"lund{years[0]}",), (f"lund{years[1]}",)]


@pytest.mark.parametrize(
    "second",
    [
        "Lund E. Light and hair in mice. Hair. 2010;5:1.",
        "Lund E. Light and hair in mice. Hair. 2011;4:1.",
        "Lund E. Light and hair in mice. Skin. 2010;4:1.",
        "Lund F. Light and hair in mice. Hair. 2010;4:1.",
    ],
)
def test_what_is_only_perhaps_the_same_work_is_left_to_a_person(second):
    page = page_of(
        "<p>(Lund 2010) [2]</p>", listed("[1] Lund E. Light and hair in mice. Hair. 2010;4:1.", f"[2] {second}")
    )
    assert len(page.entries) == 1
    assert "this is perhaps 'lund2010'" in " ".join(page.references[1].remarks)
    assert "[2]" in [each.written for each in page.uncertain]
    assert page.uncertain[-1].candidates == ("lund2010",)
    assert not is_certain(page)


def test_a_work_that_is_listed_twice_is_one_and_new():
    reference = "Lund E. Light and hair in mice. Hair. 2010;4:1."
    page = page_of("<p>[1] or [2], a [2].</p>", listed(f"[1] {reference}", f"[2] {reference}"))
    assert len(page.entries) == 1
    assert [each.is_new for each in page.references] == [True, True]


@pytest.mark.parametrize(
    "items",
    [
        '<li>{0}<li>{1}<li value="7">{2}',
        "<li>{0}<li>{1}<li></li><li></li><li></li><li></li><li>{2}",
        '<li>{0}<li>{1}<li value="6"> <li>{2}',
    ],
)
def test_references_have_the_numbers_that_a_browser_shows(items):
    texts = ("Aa B. One thing. J Tea. 2001;1:1.", "Bb C. Two mice. J Tea. 2002;1:1.", "Cc D. Third. J Tea. 2003;1:1.")
    page = page_of("<p>so [7], not [3].</p>", f"<h2>References</h2><ol>{items.format(*texts)}</ol>")
    assert links(page) == {"[7]": ["Third"]}
    assert [each.written for each in page.uncertain] == ["[3]"]


def test_a_list_that_counts_backwards_is_read_so():
    items = "<li>Aa B. One thing. J Tea. 2001;1:1.<li>Bb C. Two mice. J Tea. 2002;1:1."
    page = page_of("<p>so [1].</p>", f"<h2>References</h2><ol reversed>{items}</ol>")
    assert links(page) == {"[1]": ["Two mice"]}


def test_numbers_of_a_text_that_leave_one_out_are_kept():
    text = (
        "Tea\n\nIt is so [3].\n\nReferences\n\n1. Aa B. One thing. J Tea. 2001;1:1.\n3. Cc D. Third. J Tea. 2003;1:1.\n"
    )
    page = imported(text.encode(), "page.txt", known=Bibliography())
    assert links(page) == {"[3]": ["Third"]}


@pytest.mark.parametrize(
    "html",
    [
        "E = mc<sup>2</sup>.",
        "<sup>2</sup>H water",
        "in VO<sup>2</sup>max",
        "in HbA<sup>1</sup>c",
        "of sin² x",
        "Ada Byron<sup>1</sup> and Bo Chen<sup>2</sup>",
        "<sup>1</sup> University of Nowhere",
        "Ada Byron,<sup>1</sup> she said.</p><p><sup>1</sup> University of Nowhere",
        "higher (95% CI [1, 3])",
        "OR 2 [2-3]",
        "the range [1,3] is closed",
        "n = 30 [1-3]",
        "by 20% [1-3]",
        "the value of f[3]",
        "(Okafor, 2017-2019)",
        "Okafor (2017–2019) said",
        "(Okafor 2017-19)",
        "(K. Okafor, 2017)",
    ],
)
def test_what_may_be_something_else_is_not_linked_but_told(html):
    page = page_of(f"<p>{html}</p>")
    assert page.linked == ()
    assert page.uncertain


@pytest.mark.parametrize(
    "written", ["(Evans, in press)", "(Evans n.d.)", "(J. Frank, personal communication, 2009)", "(ibid., p. 4)"]
)
def test_a_citation_without_a_year_is_told(written):
    page = page_of(f"<p>It is so {written}.</p>")
    assert [(each.written, each.reason) for each in page.uncertain] == [(written, "there is no year")]


@pytest.mark.parametrize("html", ["(in press)", "(the forthcoming one)", "(see below)"])
def test_words_in_brackets_are_no_citation(html):
    assert page_of(f"<p>It is so {html}.</p>").uncertain == ()


@pytest.mark.parametrize(
    "html",
    [
        "of skin<sup>2</sup>",
        "by 30% [2].",
        "in 2010 [2].",
        "it is so.<sup>2</sup> But",
        "word[2]",
        "(2010)²",
        "skin ².",
    ],
)
def test_what_is_plainly_a_citation_is_still_linked(html):
    assert [each.keys for each in page_of(f"<p>It was {html}</p>").linked] == [("okafor2017",)]


def test_a_paragraph_between_references_is_one():
    page = page_of(
        "<p>(WHO, 2011)</p>",
        listed(
            "Brown D. Green tea cream. J Tea Res. 2018;3(1):20-29.",
            "World Health Organization. Sun. Geneva: WHO; 2011.",
            "Okafor F. Redness after tea. Tea Skin. 2017;9:3-7.",
        ),
    )
    assert links(page) == {"(WHO, 2011)": ["Sun"]}
    assert page.strays == ()


def test_what_stands_under_the_references_and_is_none_is_told():
    stray = "We thank everybody who helped us"
    page = page_of("<p>(Okafor, 2017)</p>", f"{LIST}<p>{stray}</p>")
    assert stray in page.markdown
    assert f"    {stray}" in list(report_lines(page, "p.md"))
    assert report_record(page, "p.md")["not_references"] == [stray]
    assert not is_certain(page)


@pytest.mark.parametrize("other", ["Lund Eva, the mice of Oslo 2010", "Lund Eva. Mice of Norway. Oslo, 2010"])
def test_a_reference_that_was_not_read_makes_its_author_and_year_uncertain(other):
    page = page_of("<p>(Lund 2010)</p>", listed("Lund E. Light. Hair. 2010;4:1.", other))
    assert page.linked == ()
    assert [each.written for each in page.uncertain] == ["(Lund 2010)"]


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\x00\x06\x00", bytes(range(256)) * 20, b"%PDF-1.4\n%"])
def test_a_file_that_is_no_text_is_refused(data, name):
    with pytest.raises(ConfigurationError, match="is no text"):
        imported(data, name)


def test_a_link_to_another_work_than_the_one_that_is_named_is_not_followed():
    html = '<p><a href="#r">(Roth 2015)</a>, <a href="#r">(Moe 2011)</a></p>'
    page = page_of(html, '<h2>References</h2><p id="r">Moe P. Gone with hair. Hair. 2011;1:1.</p>')
    assert [each.written for each in page.linked] == ["(Moe 2011)"]
    assert [each.written for each in page.uncertain] == ["(Roth 2015)"]


@pytest.mark.parametrize(
    "html", ["(Okafor, 2017). Case (1) and case (2).", "Grade (1) is mild, grade (2) severe.", "Step (1), step (2)."]
)
def test_numbers_that_count_something_are_no_citations(html):
    assert not [each for each in page_of(f"<p>{html}</p>").linked if "(1)" in each.written or "(2)" in each.written]


def test_a_section_of_another_matter_stays_where_it_is():
    html = "<h2>Sources</h2><p>It works, says Lund E., 2010, vol 3.</p><ul><li>Oranges<li>Kiwi<li>Apples</ul>"
    html += "<p>So [1].</p>"
    page = page_of(html)
    assert "## Sources" in page.markdown
    assert "It works, says" in page.markdown
    assert len(page.references) == 3
    assert links(page) == {"[1]": ["Green tea cream"]}


def test_words_outside_of_the_body_are_kept():
    page = imported("<html>Before<body><p>Ins<wbr>ide</p></body><p>Behind</p></html>After<body>Again</body>")
    assert all(word in page.markdown for word in ("Before", "Inside", "Behind", "After", "Again"))


def test_links_on_a_page_without_references_are_to_be_compared():
    page = imported("<p>(Cheng et al., 1982)</p>")
    assert [each.keys for each in page.linked] == [("cheng1982",)]
    assert not is_certain(page)
    assert "compare each citation" in " ".join(page.remarks)


def test_of_lists_in_a_list_each_reference_is_one_and_its_number_uncertain():
    inner = "<ol><li>One O. One thing. Hair. 2001;4:1.<li>Two T. Two mice. Hair. 2002;4:1.</ol>"
    page = page_of("<p>so [1], (Two 2002)</p>", f"<h2>References</h2><ol><li>Clinical:{inner}<li>Lab:{inner}</ol>")
    assert links(page) == {"(Two 2002)": ["Two mice"]}
    assert [each.written for each in page.uncertain] == ["[1]"]
    assert "Clinical:" in page.strays
