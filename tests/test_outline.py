import re
from html import unescape

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown.extensions.toc import slugify as toc_slugify

from case_files import read_cases
from generated_pages import pages
from vademecum.citation.scan import scan
from vademecum.pages.front_matter import read_front_matter
from vademecum.pages.outline import outline
from vademecum.pages.outline_parts import LinkKind, OutlineSettings, slugify
from vademecum.text.source import Source

EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences", "pymdownx.tabbed"),
)
CONFIGURATION = {"pymdownx.tabbed": {"alternate_style": True}}
ATTRIBUTES = {"a": ("href",), "img": ("src",), "area": ("href",), "source": ("src",)}


def read(text, **more):
    source = Source("page.md", text)
    front_matter, _ = read_front_matter(source)
    return outline(source, front_matter.end, OutlineSettings(**more))


def published(text):
    """The links, and the ids of the headings, of the page that Python-Markdown makes."""
    html = markdown.markdown(text, extensions=EXTENSIONS, extension_configs=CONFIGURATION)
    soup = BeautifulSoup(html, "html.parser", on_duplicate_attribute="ignore")
    for mark in soup.select("a.footnote-ref, a.footnote-backref, .toc"):
        mark.decompose()
    links = [
        tag[name].strip()
        for tag in soup.find_all(ATTRIBUTES)
        for name in ATTRIBUTES[tag.name]
        if tag.get(name) is not None and not tag.find_parent(["pre", "code"])
    ]
    return links, [tag["id"] for tag in soup.find_all(re.compile("^h[1-6]$")) if tag.has_attr("id")]


def outlined(text):
    found = read(text)
    links = [
        link.target.strip()
        for link in found.links
        if link.kind is not LinkKind.BARE and (not link.attribute or link.attribute in ATTRIBUTES.get(link.element, ()))
    ]
    return links, [heading.name for heading in found.headings]


def same_links(text):
    if text.count("[^1]:") > 1:
        return None  # Of a footnote that is defined twice, the page has one half.
    ours, names = outlined(text)
    theirs, ids = published(text)
    unescaped = [
        BeautifulSoup(f'<a href="{link.replace(chr(34), "&quot;")}">', "html.parser").a["href"] for link in ours
    ]
    theirs = [link.strip() for link in theirs]
    ours = [link.strip() for link in unescaped]
    if "[^" in text or "===" in text:  # Footnotes move to the end of the page, titles of tabs to the start of all.
        ours, theirs = sorted(ours), sorted(theirs)
    assert ours == theirs
    return names, ids


def listed(text, **more):
    """What a page holds, a line for each part: its place, its kind and what it is."""
    source, found = Source("page.md", text), read(text, **more)
    parts = [(link.target_start, f"{link.kind.value} {link.target!r} {link.text!r}") for link in found.links]
    parts += ((each.target_start, f"definition {each.label!r} {each.target!r}") for each in found.definitions)
    parts += ((each.label_start, f"undefined {each.label!r}") for each in found.undefined)
    parts += ((each.start, f"misspelt {each.right!r}") for each in found.misspelt)
    parts += ((each.start, f"mark {each.label!r}") for each in found.footnote_marks)
    parts += ((each.start, f"footnote {each.label!r}") for each in found.footnotes)
    parts += ((each.start, f"abbreviation {each.short!r} {each.meaning!r}") for each in found.abbreviations)
    parts += ((each.start, f"heading {each.level} {each.text!r} #{each.name}") for each in found.headings)
    parts += ((each.start, f"id {each.name!r}") for each in found.identifiers)
    parts += ((each.start, f"include {each.path!r}") for each in found.includes)
    parts += ((each.start, f"title {each.text!r}") for each in found.titles)
    places = sorted((source.position(offset), what) for offset, what in parts)
    return [f"{place.line}:{place.column} {what}" for place, what in places]


@pytest.mark.parametrize("case", read_cases("outline/*.txt"))
def test_a_page_holds_what_its_author_wrote_where_it_is_written(case):
    assert listed(case.written) == case.expected.splitlines()


def test_formulas_hold_no_links_where_the_site_has_formulas():
    text = "$a[1](b.md)$ and $$x [c][d] y$$ but [5 $](e.md) or 6 $ [f](g.md)"
    assert [link.target for link in read(text, with_math=True).links] == ["e.md", "g.md"]
    assert [link.target for link in read(text).links] == ["b.md", "e.md", "g.md"]


def test_the_site_says_how_ids_of_headings_are_made():
    found = read("# One two", slugify=lambda text, separator: text.upper().replace(" ", separator), separator="+")
    assert [heading.name for heading in found.headings] == ["ONE+TWO"]


def test_the_citations_of_a_page_need_not_be_looked_for_twice():
    text = "---\ntitle: A\n---\n[@a](b.md) [@a] {{ cite('a') }} [c][d]\n"
    source = Source("page.md", text)
    front_matter, _ = read_front_matter(source)
    start = front_matter.end
    assert outline(source, start, found=scan(text[start:])) == outline(source, start)


def test_raw_tags_and_attribute_lists_keep_their_attributes_and_places():
    text = '<p onclick="go()">x</p> *y*{ #z .c data-a="b c" hidden }'
    found = read(f"Text {text}")
    attributes = [each for part in (*found.tags, *found.attribute_lists) for each in part.attributes]
    written = [(each.name, f"Text {text}"[each.start : each.end]) for each in attributes]
    assert written == [
        *(("onclick", "go()"), ("id", "z"), ("class", "c")),
        *(("data-a", "b c"), ("hidden", "hidden")),
    ]


def test_prose_is_as_long_as_the_page_and_holds_no_code():
    text = "---\ntitle: A\n---\nOne `two`\n\n```\nthree\n```\n\n    four\n\n<!-- five -->\n\n*[six]: seven\n\n- eight\n"
    found = read(text)
    assert len(found.prose) == len(text)
    assert re.findall(r"\w{3,}", found.prose.partition("---\n")[2].partition("---\n")[2]) == ["One", "two", "eight"]
    assert [text[unit.start : unit.end].strip() for unit in found.units] == ["One `two`", "eight"]


# ----- Laws -----


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_a_page_has_the_links_that_python_markdown_makes(text):
    same_links(text)


WORDS = (
    *("Skin", "a_b_c", "_em_", "*em*", "**strong**", "__init__", "`code_x`", "`_a_`", "R&D", "&amp;", "x < y", "naïve"),
    *("“so”", "don't", "50 %", "\\*", "\\_x\\_", "[link](a.md)", "![alt](a.png)", "<b>b</b>", "[ref]", "[text][ref]"),
    *("x[^1]", "<br/>", "Tèst-it", "1.", "<https://example.org/a_b>", "<me@example.org>", "*x*{ .cls }", "ß", "_a b_"),
    *("`` a`b ``", "#", "&copy;", "\\#x", "a__b", "***both***", "(x)", "[x]", "C#", "[a [b](c.md)", "é"),
)
LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
HEADING = st.one_of(
    st.tuples(st.integers(1, 6), LINE, st.sampled_from(("", "", " #", " { #own }", " {: .x }"))).map(
        lambda parts: f"{'#' * parts[0]} {parts[1]}{parts[2]}"
    ),
    LINE.map(lambda line: f"{line}\n----"),
)


@given(st.lists(HEADING, min_size=1, max_size=4))
@example(["## Risks", "## Risks", "## Risks { #risks_1 }"])
def test_a_heading_has_the_id_that_python_markdown_gives_it(headings):
    text = "\n\n".join((*headings, "[ref]: x.md", "[^1]: Note.")) + "\n"
    ours, theirs = same_links(text)
    assert ours == theirs


@given(st.text(), st.sampled_from("-_"))
@example("Ａ ﬁ – ²", "-")
def test_the_slug_of_a_text_is_that_of_python_markdown(text, separator):
    assert slugify(text, separator) == toc_slugify(text, separator)


@given(pages())
def test_every_target_is_written_where_it_is_said_to_be(text):
    for link in read(text).links:
        written = text[link.target_start : link.target_end]
        if link.kind is LinkKind.AUTO:
            assert link.target in {written, f"mailto:{written}"}
        elif not link.label:
            assert link.target in {written, unescape(written)}
        assert text[link.start : link.end].strip("!")[0] in "[<h"


DEBRIS = st.text(st.sampled_from("[]()<>!^:*#{}`~\\\"'=-+|&@/. \t\nab1é\ue010"), max_size=80)


@given(DEBRIS)
@example('[a](b "c')
@example("> > [^1]: [a]: b")
@example("{")
def test_no_text_raises_and_all_places_lie_in_it(text):
    found = read(text)
    parts = [*found.links, *found.definitions, *found.undefined, *found.misspelt, *found.footnotes, *found.headings]
    for part in (*parts, *found.identifiers, *found.tags, *found.attribute_lists, *found.units):
        assert 0 <= part.start <= part.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "[",
            "]",
            "[a](",
            "[a](b 'c",
            "![",
            "[^",
            "`",
            "``` ",
            "```\n",
            "<",
            "<a ",
            "<!--",
            "<div>\n",
            "<script>\n",
            "{",
        ),
        *("> ", "- ", "    ", "\t", " ", "*[a]: b\n", "[a]: b\n", "[^a]: b\n", "# a\n", "{ #a }\n", "| a", "a\n: b\n"),
        *("https://", "(a)[b]", "[a] (b.md)", "<img srcset='a,b'>", "[[", "[a](((", "    1. a\n", '=== "a"\n', "{{ a("),
    ],
)
def test_pages_that_are_no_markdown_come_to_an_end(unit):
    # Ten times as much takes about ten times as long: a step that is not linear would not end in a test's time.
    text = unit * (40_000 // len(unit))
    assert len(read(text).prose) == len(text)
