"""Plain text as people keep it: lists right below their title, headings with numbers, tables made of blanks."""

import time

import pytest

from imported_pages import imported
from vademecum.bibliography.entry import Bibliography
from vademecum.importing.page import open_page

DOE = "Doe J. First light of mice. Hair. 2010;4:1-2."
ROE = "Roe K. Second light of mice and men in the dark. Hair. 2012;4:1-9."


def page_of(text):
    return imported(text, "light.txt", known=Bibliography())


def body(text):
    return page_of(f"Light on hair\n\n{text}").markdown.split("---\n", 2)[2].strip()


@pytest.mark.parametrize(
    "title", ["References", "Sources:", "REFERENCES", "Literature", "5. References", "Notes", "Works (2)"]
)
@pytest.mark.parametrize(
    "listed",
    [
        f"{DOE}\n{ROE}",
        f"\n{DOE}\n{ROE}",
        f"1. {DOE}\n2. {ROE}",
        f"[1] {DOE}\n[2] {ROE}",
        f"- {DOE}\n- {ROE}",
        f"{DOE}\n\n{ROE}",
        f"1. {DOE}\n2. Roe K. Second light of mice and men\n   in the dark. Hair. 2012;4:1-9.",
        f"{DOE}\nRoe K. Second light of mice and men\nin the dark. Hair. 2012;4:1-9.",
    ],
)
def test_a_list_right_below_its_title_is_found(title, listed):
    page = page_of(f"Light on hair\n\nSo it is (Doe 2010), or not (Roe, 2012).\n\n{title}\n{listed}\n")
    assert "So it is [@doe2010], or not [@roe2012]." in page.markdown
    assert [each.reference.text for each in page.references] == [DOE, ROE]
    assert title.strip(":") not in page.markdown


def test_a_list_right_below_the_line_under_its_title_is_found():
    page = page_of(f"Light on hair\n\nSo it is (Roe 2012).\n\nReferences\n==========\n{DOE}\n{ROE}\n")
    assert [(each.reference.number, each.reference.text) for each in page.references] == [(1, DOE), (2, ROE)]


def test_a_list_that_begins_with_a_work_of_a_body_is_found():
    page = page_of(f"Light on hair\n\nSo it is (Roe 2012).\n\nReferences\nWHO. Light. Geneva: WHO; 2010.\n{ROE}\n")
    assert "So it is [@roe2012]." in page.markdown
    assert len(page.references) == 2


def test_a_list_is_found_where_no_blank_line_stands_at_all():
    page = page_of(f"Light on hair\nSo it is (Doe 2010).\nReferences\n{DOE}\n{ROE}\n")
    assert "So it is [@doe2010]." in page.markdown
    assert [each.reference.text for each in page.references] == [DOE, ROE]


@pytest.mark.parametrize(
    "text",
    [
        "Sources\nof light are lamps and the sun, which is on in summer.",
        "They read the whole of all there is, and of the\nworks\nof a year.",
        "Notes\nThe mice that were in the light since 2010 are those that volume 3 speaks of.",
    ],
)
def test_a_word_that_only_could_be_a_title_of_references_is_none(text):
    assert body(f"{text}\n\nMore.") == f"{text.replace(chr(10), ' ')}\n\nMore."


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. One\n- a\n- b\n2. Two\n- c", "1.  One\n    -   a\n    -   b\n2.  Two\n    -   c"),
        ("1. One\n- a\n- b\n\n2. Two\n- c", "1.  One\n    -   a\n    -   b\n2.  Two\n    -   c"),
        ("1. One\n   goes on\n- a\n  goes on", "1.  One goes on\n    -   a goes on"),
        (
            "1. Good\n\nYes.\n\n2. Harms\n- scars\n- dark spots",
            "## 1. Good\n\nYes.\n\n## 2. Harms\n\n-   scars\n-   dark spots",
        ),
        ("1. Good\n\nYes.\n\n2. Harms\n- scars", "## 1. Good\n\nYes.\n\n## 2. Harms\n\n-   scars"),
    ],
)
def test_bullets_below_a_number_belong_to_it(text, markdown):
    written = body(text)
    assert written == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (
            "Product      Price   Days\n-----------  ------  ----\nCream        10 EUR  3\nPeel acid    25 EUR  14",
            "| Product | Price | Days |\n|---|---|---|\n| Cream | 10 EUR | 3 |\n| Peel acid | 25 EUR | 14 |",
        ),
        (
            "Product    Price   Days\nCream               3\nPeel acid  25 EUR  14",
            "| Product | Price | Days |\n|---|---|---|\n| Cream |  | 3 |\n| Peel acid | 25 EUR | 14 |",
        ),
        (
            "Product      Price\nCream       10 EUR\nPeel acid  125 EUR",
            "| Product | Price |\n|---|---|\n| Cream | 10 EUR |\n| Peel acid | 125 EUR |",
        ),
    ],
)
def test_columns_made_of_blanks_are_a_table(text, markdown):
    assert body(f"Before.\n\n{text}\n\nBehind.") == f"Before.\n\n{markdown}\n\nBehind."


@pytest.mark.parametrize(
    "text",
    [
        "One light.  Two lights are on.\nThree lights.  Four lights were on.\nFive.  Six.",
        "One light  is on\nTwo lights",
        "One    light  of the many\nthat we have seen today\nwas on   in the morning",
    ],
)
def test_words_that_happen_to_have_wide_gaps_are_no_table(text):
    assert "|" not in body(f"{text}\n\nBehind.")


NUMBERED = "<h2>1. Introduction</h2><p>As section 2 says.</p><h2>2) Harms</h2><h3>2.1 Scars</h3><p>x</p>"
LIST = f"<h2>3. References</h2><ol><li>{DOE}</li></ol>"


def html_page(html):
    return imported(f"<title>T</title><h1>T</h1><p>See (Doe 2010).</p>{html}", known=Bibliography())


@pytest.mark.parametrize(
    "contents",
    [
        "<div><strong>Contents</strong><br>1. Introduction<br>2. Harms</div>",
        "<div>Contents<br>1. Introduction<br>2. Harms<br>3. References</div>",
        "<p><b>On this page</b></p><p>Introduction<br>Harms<br>References</p>",
        "<p>Contents:<br>1. Introduction . . . . 1<br>2. Harms and scars . . . 4<br>3. References</p>",
        "<h2>Contents</h2><p>1. Introduction<br/>2. Harms</p>",
    ],
)
def test_contents_in_lines_below_each_other_are_left_out(contents):
    page = html_page(contents + NUMBERED + LIST)
    assert page.markdown.count("Introduction") == 1
    assert "See [@doe2010].\n\n{{ contents() }}\n\n## Introduction" in page.markdown
    assert "list of contents" in [each.what for each in page.removed]


@pytest.mark.parametrize(
    "lines",
    [
        "<p>Introduction<br>is a word.</p>",
        "<p><b>Contents</b><br>The cream holds acid.<br>Introduction</p>",
        "<p>Contents<br>Introduction<br>That is all the cream holds, and it is not much.</p>",
    ],
)
def test_lines_that_say_more_than_the_headings_are_no_contents(lines):
    page = html_page(lines + NUMBERED + LIST)
    assert "contents()" not in page.markdown
    assert "list of contents" not in [each.what for each in page.removed]


CONTENTS = "<ul><li>Introduction</li><li>Harms</li><li>References</li></ul>"


def test_numbers_that_the_site_gives_are_taken_off_the_headings_and_told():
    page = html_page(CONTENTS + NUMBERED + LIST)
    assert "## Introduction\n\nAs section 2 says.\n\n## Harms\n\n### 2.1 Scars" in page.markdown
    assert "1. 2)" in [each.text for each in page.removed]
    assert not any("numbers of their own" in each for each in page.remarks)


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("<h2>2. Introduction</h2><p>x</p><h2>3. Harms</h2><p>x</p>", True),
        ("<h2>1. Introduction</h2><p>x</p><h2>Harms</h2><p>x</p><h2>2. Costs</h2><p>x</p>", True),
        ("<h2>Introduction</h2><p>x</p><h2>3 months later</h2><p>x</p><h2>Harms</h2><p>x</p>", False),
    ],
)
def test_other_numbers_stay_and_are_told(headings, told):
    page = html_page(CONTENTS + headings + LIST)
    assert "{{ contents() }}" in page.markdown
    assert all(each in page.markdown for each in ("2. Introduction", "3. Harms") if each in headings)
    assert any("numbers of their own" in each for each in page.remarks) is told


def test_without_contents_no_number_is_taken_off():
    assert "## 1. Introduction" in html_page(NUMBERED + LIST).markdown


def test_all_that_a_topic_lacks_stands_under_to_do():
    page = imported(f"<title>LIGHT ON HAIR</title><h1>LIGHT ON HAIR</h1><p>x</p>{LIST}", known=Bibliography())
    said = "\n".join(page.remarks)
    for word in ("in capitals", "description", "summary", "key points", "'nav'"):
        assert word in said
    assert "in capitals" not in "\n".join(imported("<h1>PRP</h1><p>x</p>").remarks)


@pytest.mark.parametrize(
    "piece",
    [
        "Cream  10  3\n",
        "Cream  10" + "  9" * 20 + "\nPeel  2\n",
        f"References\n{DOE}\n",
        "Notes\n",
        "1. One\n- a\n- b\n",
        "1. One\n\n2. Two\n- b\n\n",
        "Contents\n1. One\n",
    ],
)
def test_time_grows_as_the_text_does(piece):
    def took(count):
        text = f"Light\n\n{piece * count}Cream  {'a  ' * count}\n"
        start = time.process_time()
        open_page("light.txt", text.encode())
        return time.process_time() - start

    took(10)
    short, long = took(200), took(1600)
    assert long < 1 + 24 * short
