"""A page saved elsewhere becomes a topic: its shape, its references, its citations, and every word of it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imported_pages import PAGES, expected, imported, kept_words, seen_words
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Bibliography
from vademecum.citation.scan import scan
from vademecum.importing.handwritten import expand, find_written
from vademecum.text.errors import ConfigurationError
from vademecum.text.source import Source

LIST = """<h2>References</h2><ol>
<li>Brown D, Ng E. Green tea cream. J Tea Res. 2018;3(1):20-29.</li>
<li>Okafor F. Redness after tea. Tea Skin. 2017;9:3-7.</li>
<li>Sato G, Ito H, Abe I. Prices of creams. Market J. 2016;22(4):401-410.</li></ol>"""


def named(page):
    return page.name


def body(html):
    """The Markdown that a body becomes, without its head."""
    return imported(f"<title>T</title><body>{html}</body>").markdown.split("---\n", 2)[2].strip()


def cited(html):
    """What the citations of a page with three references become; each is one for those who read the page."""
    page = imported(html + LIST, known=Bibliography())
    assert [each.cluster.keys for each in scan(page.markdown).citations] == [each.keys for each in page.linked]
    return [each.markdown for each in page.linked]


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_a_page_becomes_what_is_expected(file):
    page, wanted = imported(file.read_bytes(), file.name), expected(file)
    assert [page.title] == wanted["title"]
    assert f"updated: {wanted.get('updated', ['2026-11-21'])[0]}" in page.markdown
    assert len(page.references) == int(wanted["references"][0])
    assert sorted(entry.key for entry in page.entries) == sorted(wanted["new"][0].split())
    removed = [each.text for each in page.removed]
    for text in wanted.get("removed", ()):
        assert text in removed
    for text in wanted["in page"]:
        assert text in page.markdown


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_a_citation_is_linked_to_the_right_work_or_told(file):
    page, wanted = imported(file.read_bytes(), file.name), expected(file)
    assert {f"{each.written} => {' '.join(each.keys)}" for each in page.linked} == set(wanted["cited"])
    assert {each.written for each in page.uncertain} == set(wanted["left"])


def test_most_of_what_is_written_by_hand_is_linked():
    meant = linked = 0
    for file in PAGES:
        page = imported(file.read_bytes(), file.name)
        wanted = set(expected(file)["cited"])
        meant += len(wanted)
        linked += len(wanted & {f"{each.written} => {' '.join(each.keys)}" for each in page.linked})
    assert meant >= 50
    assert linked >= 0.95 * meant


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_every_reference_is_found(file):
    page, wanted = imported(file.read_bytes(), file.name), expected(file)
    assert [each.reference.text for each in page.references if not each.works] == wanted.get("unread", [])


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_no_word_is_lost(file):
    data = file.read_bytes()
    assert seen_words(data, file.name) - kept_words(imported(data, file.name)) == {}


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_what_is_linked_is_a_citation_at_the_place_that_is_told(file):
    page = imported(file.read_bytes(), file.name)
    source = Source("page.md", page.markdown)
    found = {each.start: each.cluster.keys for each in scan(page.markdown).citations}
    for each in page.linked:
        assert found[source.offset(page.places[each.number])] == each.keys
    for each in page.uncertain:
        rest = page.markdown[source.offset(page.places[each.number]) :]
        assert rest.replace("\\", "").replace("*", "").lstrip("[").startswith(each.written[:4].lstrip("["))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <b> bold </b>word</p>", "a **bold** word"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "-   a\n-   b\n    -   c"),
        ("<ol start=3><li>a<li>b</ol>", "3.  a\n4.  b"),
        ("<p>1. no list</p>", "1\\. no list"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>*no* _emphasis_ [no](link) `x`</p>", "\\*no\\* \\_emphasis\\_ \\[no\\](link) \\`x\\`"),
        ("<p>&lt;script&gt; &amp;amp; {{ sitemap() }}</p>", "&lt;script> &amp;amp; \\{\\{ sitemap() \\}\\}"),
        ("<p>@cheng1982 is no key</p>", "&#64;cheng1982 is no key"),
        ('<p><a href="javascript:alert(1)">click</a></p>', "click"),
        ('<p><a href="https://example.org/a b(1)">there</a></p>', "[there](https://example.org/ab%281%29)"),
        ("<h1>T</h1><h3>Deep</h3><h6>Deeper</h6>", "## Deep\n\n### Deeper"),
        ("<h2>One</h2><p>x</p><p><b>Two</b></p><p>y</p>", "## One\n\nx\n\n### Two\n\ny"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<table><tr><td>only</td></tr></table>", "only"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<p>a<br>b</p>", "a  \nb"),
        ("<p>a</p><script>x()</script><p hidden>h</p>", "a"),
        ('<h2 id="x">Deep sea</h2><p><a href="#x">there</a></p>', "## Deep sea\n\n[there](#deep-sea)"),
    ],
)
def test_html_becomes_markdown_that_says_the_same(html, markdown):
    assert body(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a [1-3].</p>", ["[@brown2018; @okafor2017; @sato2016]"]),
        ("<p>a [1], [3].</p>", ["[@brown2018; @sato2016]"]),
        ("<p>a [2, p. 4].</p>", ["[@okafor2017, page 4]"]),
        ("<p>so<sup>1,3</sup>.</p>", ["[@brown2018; @sato2016]"]),
        ("<p>a.¹⁻³ b</p>", ["[@brown2018; @okafor2017; @sato2016]"]),
        ("<p>a (Brown &amp; Ng, 2018; Okafor 2017: 33).</p>", ["[@brown2018; @okafor2017, page 33]"]),
        ("<p>a (see Brown and Ng 2018, for more).</p>", ["[see @brown2018, for more]"]),
        ("<p>(n = 30; Okafor, 2017)</p>", ["[n = 30\\; @okafor2017]"]),
        ("<p>However, Sato et al. (2016) said</p>", ["@sato2016"]),
        ("<p>Sato and colleagues (2016) said</p>", ["@sato2016"]),
        ("<p>Sato, Ito and Abe (2016, p. 402) said</p>", ["@sato2016 [page 402]"]),
        ("<p>Okafor’s (2017) cream</p>", ["[-@okafor2017]"]),
        ("<p>As F. Okafor (2017) said</p>", ["@okafor2017"]),
        ("<p>(OKAFOR, 2017)</p>", ["[@okafor2017]"]),
        ("<p>[Okafor 2017]</p>", ["[@okafor2017]"]),
        ("<p>Okafor (2017)Okafor (2017)x</p>", ["@{okafor2017}", "@{okafor2017}"]),
        ("<p>Okafor (2017)&lt; 5, Okafor (2017): yes</p>", ["@{okafor2017}", "@{okafor2017}"]),
        ("<p>a (Okafor, 2017)(see below), [2]: all</p>", ["[@okafor2017]", "[@okafor2017]"]),
        ("<p>a [4].</p>", []),
        ("<p>a [3-1].</p>", []),
        ("<p>a (Brown &amp; Sato, 2018)</p>", []),
        ("<p>a (Okafor, 2018)</p>", []),
        ("<p>a (Ng, 2018)</p>", []),
        ("<p>a (March 2018), (2017), (1)</p>", []),
        ("<p>a 5 cm<sup>2</sup> and R<sup>2</sup></p>", []),
        ("<p>Okafor said in 2017</p>", []),
        ("<p><code>a[1]</code></p>", []),
    ],
)
def test_only_what_is_certain_is_linked(html, markdown):
    assert cited(html) == markdown


@pytest.mark.parametrize(
    ("html", "candidates"),
    [
        ("<p>(Okafor, 2018)</p>", ["okafor2017"]),
        ("<p>(Ocafor, 2017)</p>", ["okafor2017"]),
        ("<p>(Ng, 2018)</p>", ["brown2018"]),
        ("<p>(Brown &amp; Sato, 2018)</p>", ["brown2018"]),
        ("<p>by Okafor, 2017, we know</p>", ["okafor2017"]),
        ("<p>(Who, 1999)</p>", []),
    ],
)
def test_what_is_uncertain_is_told_with_what_may_be_meant(html, candidates):
    page = imported(html + LIST, known=Bibliography())
    assert [list(each.candidates) for each in page.uncertain] == [candidates]


def test_two_works_of_one_author_and_year_are_told_apart_by_their_letters_alone():
    two = "<h2>References</h2><p>Lee B. One. J A. 2010a;1:1.</p><p>Lee B. Other things. J B. 2010b;1:9.</p>"
    page = imported(f"<p>(Lee 2010b), (Lee 2010), (Lee 2010c)</p>{two}", known=Bibliography())
    titles = {entry.key: entry.plain("title") for entry in page.entries}
    assert [titles[each.keys[0]] for each in page.linked] == ["Other things"]
    assert [each.written for each in page.uncertain] == ["(Lee 2010)", "(Lee 2010c)"]


OURS = """@article{ours, author={Cheng, Ngok and Hoof, Harry}, year={1982}, pmid={7140077},
  title={The Effects of Electric Currents on {ATP} Generation, Protein Synthesis, and Membrane Transport in Rats}}"""
SAME_TITLE = """Cheng N, Van Hoof H. Effects of electric currents on ATP generation, protein synthesis and membrane
transport in rats. Clin Orthop. 1982;171:264-72."""
OTHER_TITLE = "Cheng N. Cats and dogs of the north. J Cats. 1982;1:1-9. PMID: 7140077"


@pytest.mark.parametrize("reference", [SAME_TITLE, OTHER_TITLE])
def test_a_work_that_the_bibliography_has_is_not_added_again(reference):
    known = read_bibtex(Source("r.bib", OURS))[0]
    page = imported(f"<p>(Cheng et al., 1982) [1]</p><h2>References</h2><ol><li>{reference}</li></ol>", known=known)
    if reference == OTHER_TITLE:
        assert page.entries == ()
        assert "title is another" in " ".join(page.references[0].remarks)
        assert page.linked == ()
    else:
        assert page.entries == ()
        assert [each.keys for each in page.linked] == [("ours",), ("ours",)]


def test_without_a_list_the_bibliography_answers_where_the_authors_fit_exactly():
    page = imported("<p>(Cheng et al., 1982), (Cheng, 1982), (Harris 2015)</p>")
    assert [each.keys for each in page.linked] == [("cheng1982",), ("harris2015tea",)]


def test_numbers_in_round_brackets_are_citations_only_where_the_whole_page_says_so():
    assert cited("<p>one (1), two (2,3).</p>") == ["[@brown2018]", "[@okafor2017; @sato2016]"]
    assert cited("<p>one (1), two (2) and [3].</p>") == ["[@sato2016]"]
    assert cited("<p>There are: (1) first, (2) second, (3) third.</p>") == []


def test_a_reference_that_cannot_be_read_stays_on_the_page():
    page = imported(f"<p>a [4]</p>{LIST.replace('</ol>', '<li>ask Fred</li></ol>')}")
    assert "## References still to be entered\n\n-   \\[4\\] ask Fred" in page.markdown
    assert [each.reason for each in page.uncertain][:1] == ["reference 4 could not be read"]


def test_a_picture_without_credit_is_a_note_with_the_call_that_shows_it():
    page = imported('<p>x</p><figure><img src="a.png" alt="A \\"map\\" -->"><figcaption>Our map</figcaption></figure>')
    assert '!!! note "Picture left out' in page.markdown
    assert page.markdown.count("-->") == 1
    assert 'credit="", licence=""' in page.markdown


def test_a_file_in_an_old_encoding_is_read_and_told():
    page = imported("<title>T</title><p>Müller – ½</p>".encode("cp1252"))
    assert "Müller – ½" in page.markdown
    assert "cp1252" in " ".join(page.remarks)


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(ConfigurationError, match=r"save it as a web page"):
        imported(b"x", "page.pdf")


@pytest.mark.parametrize(("written", "numbers"), [("1-3,5", (1, 2, 3, 5)), ("2 and 4", (2, 4)), ("5-2", ())])
def test_numbers_stand_for_references(written, numbers):
    assert expand(written) == numbers


_PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<ul>", "</ul>", "<li>", "<table>", "</table>", "<tr>", "<td>"),
        *(
            "<h2>",
            "</h2>",
            "<blockquote>",
            "</blockquote>",
            "<br>",
            "<sup>",
            "</sup>",
            "<a href='#x'>",
            "</a>",
            "<div>",
        ),
        *(
            "<nav>",
            "</nav>",
            "<pre>",
            "</pre>",
            "References ",
            "(Cheng, 1982) ",
            "[1] ",
            "1. ",
            "*",
            "_",
            "#",
            "|",
            "`",
        ),
        *(
            "Harris (2015) ",
            "\\",
            "{{ x() }} ",
            "@harris2015tea ",
            "-",
            "alpha ",
            "beta ",
            "Gamma. ",
            "\n",
            "&lt;",
            "2015 ",
        ),
        *("<ol>", "</ol>", "<figure>", "</figure>", "<img src='p.png' alt='delta'>", "epsilon zeta ", "<!-- eta -->"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_nothing_is_lost_of_any_page(html):
    words = seen_words(html.encode(), "page.html")
    assert words - kept_words(imported(html)) == {}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    imported(text.encode("utf-8", "replace"), "page.txt")
    imported(text.encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "piece",
    [
        "A, B, C, D, ",
        "Smith Brown of the World and ",
        "(Cheng et al. 1982) ",
        "[1] ",
        "<b><i>x ",
        "<table><tr><td>",
        "((((",
        "<!-- ",
        "Cheng N, Hoof H, 1982 ",
        "1982 1983 ",
    ],
)
def test_time_grows_as_the_page_does(piece):
    def took(count):
        html = f"<p>{piece * count}</p>{LIST}"
        start = time.process_time()
        imported(html)
        return time.process_time() - start

    took(10)
    short, long = took(200), took(1600)
    assert long < 1 + 24 * short


def test_places_of_hand_written_citations_never_overlap():
    found = find_written("see Cheng (1982) and (Cheng 1982; [1] Ohno 2013) and Brown, Ng and Lee (2018, p. 3) [2]")
    assert all(one.end <= two.start for one, two in pairwise(found))
