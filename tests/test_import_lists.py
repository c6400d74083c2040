"""Lists of references as careless pages have them: where one begins, where it ends, and what is none."""

import pytest

from imported_pages import imported
from vademecum.bibliography.entry import Bibliography
from vademecum.importing.report import is_certain, report_lines, report_record

ONE = "One O. First light. Hair. 2001;4:1."
TWO = "Two T. Second light of mice. Hair. 2002;4:1."
THREE = "Three T. Third comb. Hair. 2003;4:1."


def page_of(text, references, heading="References"):
    head = f"<h2>{heading}</h2>" if heading else ""
    return imported(f"<title>T</title><h1>T</h1><p>{text}</p>{head}{references}", known=Bibliography())


def titles(page):
    """The titles of the works that are linked, by what was written."""
    named = {entry.key: entry.plain("title") for entry in page.entries}
    return {each.written: [named[key] for key in each.keys] for each in page.linked}


def left(page):
    return [each.written for each in page.uncertain]


@pytest.mark.parametrize(
    "references",
    [
        f"<p>1. {ONE}<br>2. Two T. Second light<br>of mice. Hair. 2002;4:1.<br>3. {THREE}</p>",
        f"<p>1. {ONE}</p><p>2. Two T. Second light of mice.<br>Hair. 2002;4:1.</p><p>3. {THREE}</p>",
        f"<p>1. {ONE}<br>2. Two T.<br>Second light of mice.<br>Hair. 2002;4:1.<br><br>3. {THREE}</p>",
        f"<p>[1]</p><p>{ONE}</p><p>[2]</p><p>{TWO}</p><p>[3]</p><p>{THREE}</p>",
        f"<div><div>1.</div><div>{ONE}</div></div><div><div>2.</div><div>{TWO}</div></div><p>3 {THREE}</p>",
    ],
)
def test_a_reference_over_several_lines_is_one(references):
    page = page_of("so [1], yet [2], and [3].", references)
    assert [each.reference.number for each in page.references] == [1, 2, 3]
    assert titles(page) == {"[1]": ["First light"], "[2]": ["Second light of mice"], "[3]": ["Third comb"]}
    assert is_certain(page)


def test_a_reference_without_a_number_over_two_lines_is_one():
    page = page_of(
        "(Two, 2002), (Three 2003)", f"<p>{ONE}<br>Two T. Second light<br>of mice. Hair. 2002;4:1.<br>{THREE}</p>"
    )
    assert len(page.references) == 3
    assert titles(page) == {"(Two, 2002)": ["Second light of mice"], "(Three 2003)": ["Third comb"]}


@pytest.mark.parametrize("heading", ["Notes", "Sources", "Works", "Literature"])
@pytest.mark.parametrize(
    "section",
    [
        "<ol><li>Take care.<li>Take more care.</ol>",
        "<p>It works, says Lund E., 2010, vol 3.</p>",
        "<ul><li>Oranges (50 mg)<li>Kiwi</ul>",
    ],
)
def test_a_section_that_holds_no_references_stays(heading, section):
    page = imported(
        f"<h1>T</h1><p>so [1].</p><h2>{heading}</h2>{section}<h2>References</h2><ol><li>{ONE}<li>{TWO}</ol>",
        known=Bibliography(),
    )
    assert f"## {heading}" in page.markdown
    assert len(page.references) == 2
    assert titles(page) == {"[1]": ["First light"]}


@pytest.mark.parametrize("heading", ["Notes", "Sources", "Works", "Literature"])
def test_references_are_found_under_another_heading(heading):
    page = page_of("so [1].", f"<ol><li>{ONE}<li>{TWO}</ol>", heading)
    assert titles(page) == {"[1]": ["First light"]}


def test_notes_without_a_heading_are_found_where_links_lead():
    notes = f'<ol><li id="a">{ONE}<li id="b">Our own count.<li id="c">{THREE}</ol><p>Shared by readers.</p>'
    page = page_of('so<sup><a href="#a">1</a></sup> and so<sup><a href="#b">2</a></sup>', notes, "")
    assert titles(page) == {"1": ["First light"]}
    assert left(page) == ["2"]
    assert "[2\\] Our own count" in page.markdown


def test_a_list_that_no_link_leads_to_is_none_of_references():
    page = page_of("so [1].", f"<ol><li>{ONE}<li>{TWO}</ol><p>The end.</p>", "")
    assert page.references == ()


def test_a_list_of_notes_among_references_stays_and_is_told():
    notes = '<p>so<a href="#fn1"><sup>1</sup></a> and<sup>2</sup></p>'
    page = page_of(notes, f'<ol><li>{ONE}<li>{TWO}</ol><ol><li id="fn1">On one rainy day.</ol>')
    assert titles(page) == {"2": ["Second light of mice"]}
    assert [(each.written, each.reason) for each in page.uncertain] == [
        ("1", "the link leads to another place on the page")
    ]
    assert page.strays == ("1. On one rainy day.",)
    assert not is_certain(page)
    assert "    link within the page: 1: #fn1" in list(report_lines(page, "p.md"))


def test_raised_numbers_that_touch_are_two():
    page = page_of("so<sup>1</sup><sup>2</sup>", f"<ol><li>{ONE}<li>{TWO}</ol>")
    assert titles(page) == {"1 2": ["First light", "Second light of mice"]}


@pytest.mark.parametrize(
    ("written", "markdown"),
    [
        ("7", "[@seven2007]"),
        ("7(p12)", "[@seven2007, page 12]"),
        ("1(pp3-5),7", "[@one2001, page 3-5; @seven2007]"),
        ("1,7(ch2)", "[@one2001; @seven2007, ch. 2]"),
    ],
)
def test_a_raised_number_may_say_the_place(written, markdown):
    items = "".join(
        f"<li>{name} A. Thing {name}. Hair. 200{n}; 4:{n}."
        for n, name in enumerate(("One", "Two", "Three", "Four", "Five", "Six", "Seven"), start=1)
    )
    page = page_of(f"It was so.<sup>{written}</sup>", f"<ol>{items}</ol>")
    assert [each.markdown for each in page.linked] == [markdown]


@pytest.mark.parametrize("number", ["item<sup>1</sup>", "item [1]"])
def test_a_number_on_a_page_that_cites_by_names_is_uncertain(number):
    page = page_of(f"(One 2001), Two (2002), {number}.", f"<ol><li>{ONE}<li>{TWO}</ol>")
    assert [each.written for each in page.linked] == ["(One 2001)", "Two (2002)"]
    assert "cites by names" in page.uncertain[0].reason


def test_the_rarer_kind_of_number_is_uncertain():
    page = page_of("a [1]. b [2]. c [1,2]. d [1-2]. e [2]. item<sup>1</sup>.", f"<ol><li>{ONE}<li>{TWO}</ol>")
    assert len(page.linked) == 5
    assert left(page) == ["1"]


def test_a_note_that_is_itself_a_citation_makes_nothing_uncertain():
    page = page_of("One (2001) and [3]", f"<ol><li>{ONE}<li>{TWO}<li>One 2001, p. 14.</ol>")
    assert titles(page) == {"One (2001)": ["First light"]}
    assert left(page) == ["[3]"]


def test_what_names_a_reference_that_was_not_read_is_told_so():
    page = page_of("(Lund 2010)", f"<ol><li>{ONE}<li>Lund, perhaps 2010</ol>")
    assert [each.reason for each in page.uncertain] == ["only a reference that was not read names this author and year"]


def test_links_that_are_left_out_are_told():
    html = (
        '<a href="javascript:go()">Print me</a> <a href="#x">There</a> <img src="data:image/png;base64,AA" alt="Dot">'
    )
    page = page_of(html, f"<ol><li>{ONE}</ol>")
    told = {(each.what, each.text) for each in page.removed}
    assert ("link to what is no address of a page", "Print me: javascript:go()") in told
    assert ("link within the page", "There: #x") in told
    assert ("picture that has no file", "Dot : data:image/png;base64") in told
    assert "figure(" not in page.markdown


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>My tea</title><h1>Leaves</h1><p>x</p><h1>Water</h1><p>y</p>", "My tea"),
        ("<title>Tea - Blog</title><h1>Tea</h1><p>x</p><h1>Water</h1><p>y</p>", "Tea"),
        ("<title>Blog</title><h1>Tea</h1><p>x</p>", "Tea"),
    ],
)
def test_the_title_is_that_of_the_page_and_not_of_a_section(html, title):
    page = imported(html)
    assert page.title == title
    if title == "Tea" and "Blog<" in html:
        assert "Blog" in " ".join(each.text for each in page.removed)


@pytest.mark.parametrize(
    "written",
    [
        "(European Honey Agency [EHA], 2018)",
        "(European Honey Agency [EHA], 2018, p. 3)",
        "European Honey Agency [EHA] (2018)",
        "(EHA, 2018)",
        "EHA (2018)",
    ],
)
def test_a_body_may_be_named_with_its_short_name(written):
    page = page_of(f"so says {written}.", "<p>European Honey Agency (2018) <em>On honey</em>. Brussels: EHA.</p>")
    assert titles(page) == {written: ["On honey"]}


def test_buttons_for_editors_are_left_out_and_told():
    page = imported('<h1>T</h1><h2>Use<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2><p>x</p>')
    assert "## Use\n" in page.markdown
    assert "[edit]" in [each.text for each in page.removed]


@pytest.mark.parametrize(("year", "key"), [("2001", "one2001"), ("2001a", "one2001")])
def test_two_references_in_one_block_are_told_apart_in_the_report(year, key):
    one = ONE.replace("2001", year)
    page = page_of("so [1].", f"<ol><li>{one} {TWO}</ol>")
    lines = [line.strip() for line in report_lines(page, "page.md")]
    assert [line for line in lines if line.startswith("1. ")] == [f"1. {key} (new): {one}", f"1. two2002 (new): {TWO}"]
    assert report_record(page, "page.md")["references"][0]["parts"] == [
        {"key": key, "written": one},
        {"key": "two2002", "written": TWO},
    ]
