import random
import re
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

import vademecum.checks
from case_files import read_cases
from vademecum.checks import html_content, html_drawings, html_files, html_links, html_redirects
from vademecum.checks.built_html import BuiltSite, check_built_html
from vademecum.checks.html_address import read_address
from vademecum.checks.html_paths import Lead, SitePaths
from vademecum.checks.html_roles import read_element
from vademecum.checks.html_scope import Steps, scopes
from vademecum.checks.html_tags import Markup, read_tag
from vademecum.checks.html_values import css_addresses, refresh_address, srcset_addresses
from vademecum.text.finding import Rule, Severity

CASES = read_cases("faults/html/*.txt")
WITH_ORPHANS = ("whole-site: ", "near-misses: ")
ORPHAN = "html/orphan"
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
RULES = {
    rule.name: rule
    for module in (html_content, html_drawings, html_files, html_links, html_redirects)
    for rule in vars(module).values()
    if isinstance(rule, Rule)
}


def read_site(written):
    """The site of a case."""
    files, address, path = {}, "", None
    for line in ESCAPE.sub(lambda match: chr(int(match[1], 16)), written).split("\n"):
        if line.startswith("--- "):
            path = line.removeprefix("--- ")
            files[path] = []
        elif path is None:
            address = line.removeprefix("site: ")
        else:
            files[path].append(line)
    texts = {path: "\n".join(lines) for path, lines in files.items()}
    pages = {path: text for path, text in texts.items() if path.endswith(".html")}
    styles = {path: text for path, text in texts.items() if path.endswith(".css")}
    drawings = {path: text for path, text in texts.items() if path.endswith(".svg")}
    return BuiltSite(pages, list(files), address, styles, drawings)


def pages_of(text, *others, **settings):
    """A site whose first page holds `text`."""
    return BuiltSite({"index.html": text}, ["index.html", *others], **settings)


def rules_of(site):
    return [finding.rule.name for finding in check_built_html(site) if finding.rule.name != ORPHAN]


@pytest.mark.parametrize("case", CASES)
def test_every_fault_is_found_where_it_stands_and_nothing_else(case, request):
    found = [
        (f"{finding.span} {finding.rule.name}", finding.message)
        for finding in check_built_html(read_site(case.written))
        if finding.rule.name != ORPHAN or any(name in request.node.name for name in WITH_ORPHANS)
    ]
    expected = ESCAPE.sub(lambda match: chr(int(match[1], 16)), case.expected).splitlines()
    places = [" ".join(line.split(" ", 2)[:2]) for line in expected]
    assert sorted(place for place, _ in found) == sorted(places)
    for line in expected:
        place, rule, message = line.split(" ", 2)
        assert any(where == f"{place} {rule}" and said.startswith(message) for where, said in found), found


def test_every_rule_is_seeded_at_least_twice():
    seeded = [line.split(" ")[1] for case in CASES for line in case.values[0].expected.splitlines()]
    assert {name: seeded.count(name) for name in RULES if seeded.count(name) < 2} == {}


def test_the_catalogue_explains_every_rule():
    folder = Path(vademecum.checks.__file__).parent / "catalogue"
    catalogue = tomllib.loads((folder / "html.toml").read_text(encoding="utf-8"))
    assert sorted(f"html/{name}" for name in catalogue) == sorted(RULES)
    for record in catalogue.values():
        assert set(record) == {"explanation", "wrong", "right"}
        assert all(text.strip() for text in record.values())


def test_the_hint_names_what_is_near():
    site = pages_of('<a href="skincar/">A</a>', "skincare/index.html")
    (finding,) = [found for found in check_built_html(site) if found.severity > Severity.INFO]
    assert finding.hint == "Did you mean 'skincare/index.html'?"


def test_the_hint_says_from_what_a_page_was_made():
    site = pages_of('<a href="gone/">A</a>', sources={"index.html": "docs/index.md"})
    (finding,) = check_built_html(site)
    assert finding.hint.endswith("The page is made from docs/index.md.")


def test_findings_come_in_the_order_of_files_and_places():
    pages = dict.fromkeys(("b.html", "a.html"), '<p>\n<a href="x/">x</a> <a href="">y</a>\n<img src="z">')
    found = [finding.span for finding in check_built_html(BuiltSite(pages, pages)) if finding.rule.name != ORPHAN]
    assert [str(span) for span in found] == sorted(str(span) for span in found)
    assert len(found) == 8


def test_line_ends_of_windows_change_no_place():
    text = '<p>\r\n<a\r\n href="gone/">A</a>'
    (finding,) = check_built_html(pages_of(text))
    assert str(finding.span) == "index.html:3:8"


def test_a_finding_of_a_frame_counts_all_its_places():
    pages = {f"p{number}.html": '<footer><a href="gone.html">A</a></footer>' for number in range(5)}
    found = [finding for finding in check_built_html(BuiltSite(pages, pages)) if finding.rule.name != ORPHAN]
    assert [finding.message for finding in found] == [
        "the site has nothing at 'gone.html' (and in 4 more places of the frame around pages)"
    ]


def test_the_same_site_at_another_address_has_the_same_findings():
    text = '<a href="a/">A</a> <a href="gone/">B</a> <a href="a/#no">C</a>'
    sites = [
        BuiltSite({"index.html": text, "a/index.html": ""}, [], address)
        for address in ("", "https://example.org", "https://example.org/sub/", "/sub/path", "http://localhost:8000/")
    ]
    assert len({tuple(check_built_html(site)) for site in sites}) == 1


# ----- The parts -----


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a/b.html", "a/b.html"),
        ("./b.html", "x/y/b.html"),
        ("../b.html", "x/b.html"),
        ("../../b.html", "b.html"),
        ("../../../b.html", None),
        ("z/../../b.html", "x/b.html"),
        ("/b.html", "b.html"),
        ("/x/../b.html", "b.html"),
        ("..", "x/index.html"),
        (".", "x/y/index.html"),
        ("", "x/y/index.html"),
        ("?q=a/b", "x/y/index.html"),
        ("%2E%2E/b.html", None),
        ("//example.org/b.html", "b.html"),
        ("HTTPS://EXAMPLE.ORG:443/b.html", "b.html"),
        ("https://example.org.:443/b.html?q#f", "b.html"),
        ("https://example.org/x/./y/../b.html", "x/b.html"),
    ],
)
def test_addresses_lead_where_a_browser_goes(address, expected):
    files = ["b.html", "x/b.html", "x/y/b.html", "x/index.html", "x/y/index.html", "x/y/a/b.html"]
    paths = SitePaths(files, "https://example.org/")
    target = paths.find(read_address(address), paths.folder("x/y/index.html"))
    if address == "a/b.html":
        expected = f"x/y/{expected}"
    assert (target.path if target.lead is Lead.FILE else None) == expected


def test_a_base_that_names_a_folder_or_a_file_counts_from_its_folder():
    paths = SitePaths(["a/index.html", "a/b.html", "a/c/index.html"])
    assert paths.folder("x.html", "a/").above == ("a/", "")
    assert paths.folder("x.html", "a/b.html").above == ("a/", "")
    assert paths.folder("x.html", "/a/c/").page == "a/c/index.html"
    assert paths.folder("x.html", "https://cdn.example/").foreign == "cdn.example"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png,b.png 2x", ["a.png,b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        (" ,a.png 1x,,b.png", ["a.png", "b.png"]),
        ("a.png 1x(,) , b.png", ["a.png", "b.png"]),
        ("data:,a 1x, b.png", ["data:,a", "b.png"]),
        ("", []),
        (" , ", []),
    ],
)
def test_a_srcset_is_cut_as_the_standard_says(value, expected):
    found = list(srcset_addresses(value))
    assert [address for address, _ in found] == expected
    assert all(value.startswith(address, offset) for address, offset in found)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("p{background:url(a.png)}", ["a.png"]),
        ("p{background:URL( 'a b.png' )}", ["a b.png"]),
        ("@import 'a.css'; @import url(b.css);", ["a.css", "b.css"]),
        ("/* url(a) */ p{content:'url(b)'}", []),
        ('p{content:"\\"url(b)"} q{src:url(c)}', ["c"]),
        ("@namespace url(http://a);", []),
        ("p{background:my-url(a)}", []),
        ("p{background:url(a\\ b)}", ["a b"]),
        ("p{background:url(\\61.png)}", ["a.png"]),
        ("p{background:url(", [""]),
        ("/* no end url(a)", []),
    ],
)
def test_a_style_loads_what_it_names_outside_strings_and_comments(style, expected):
    assert [address for address, _ in css_addresses(style)] == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0; url=a/", "a/"),
        ("0;URL = 'a/' x", "a/"),
        ("5, a/", "a/"),
        ("0 url=a/", "a/"),
        ("0; url=", None),
        ("30", None),
        ("", None),
    ],
)
def test_a_redirect_is_read_as_browsers_read_it(content, expected):
    found = refresh_address(content)
    assert (found.address if found else None) == expected


def test_values_of_attributes_read_their_character_references():
    tag = read_tag('<a href="?a=1&copy=2&amp;b=3&copy;&#38;c&#x26;d&copy" title=&quot;x&nosuch;>')
    assert tag.get("href") == "?a=1&copy=2&b=3©&c&d©"
    assert tag.get("title") == '"x&nosuch;'


def test_the_first_of_two_attributes_counts():
    assert read_tag('<a HREF=a href=b Href="c">').get("href") == "a"


# ----- Laws -----

NAMES = st.sampled_from(("a", "p", "b", "li", "span", "svg", "pre", "template", "nav", "img", "br", "script", "x-y"))
VALUES = st.text(st.sampled_from("abz./#?&;:%<>=' {}[]@é\n"), max_size=12)
ATTRIBUTES = st.sampled_from(("href", "src", "id", "class", "hidden", "srcset", "style", "alt", "for", "name"))


@st.composite
def tags(draw):
    """A start tag as some author may write it, all quoting allowed."""
    written = [draw(NAMES)]
    for name in draw(st.lists(ATTRIBUTES, max_size=3)):
        value = draw(VALUES)
        quote = draw(st.sampled_from(('"', "'")))
        written.append(f"{name}={quote}{value.replace(quote, '')}{quote}")
    return f"<{' '.join(written)}>"


WELL_FORMED = st.lists(
    st.one_of(
        tags().filter(lambda tag: not tag.startswith("<script")),
        NAMES.map(lambda name: f"</{name}>"),
        st.sampled_from(
            ("text", " ", "\n", "&amp;", "<!-- <a href=x> -->", "<script>'<a href=y>'</script>", "{{ x }}")
        ),
    ),
    max_size=12,
).map("".join)
DEBRIS = st.text(st.sampled_from("<>\"'=/!-&;# \nabchrefsidtyl[]@{}?\ue010é"), max_size=80)
WORDS = (
    "<a ",
    "href=",
    "</a>",
    "<!--",
    "-->",
    "<style>",
    "</style",
    "<script",
    "</script>",
    "'",
    '"',
    ">",
    "<svg>",
    "id=x",
)


@pytest.mark.fuzz
@given(WELL_FORMED)
def test_tags_are_those_that_another_parser_reads(text):
    soup = BeautifulSoup(text, "html.parser", on_duplicate_attribute="ignore", multi_valued_attributes=None)
    ours = [tag for raw in Markup(text).pieces[1::2] if (tag := read_tag(raw)) and not tag.closing]
    theirs = [(tag.name, dict(tag.attrs)) for tag in soup.find_all(name=True)]
    assert [(tag.name, {name: value for name, (value, _) in tag.attributes.items()}) for tag in ours] == theirs


@pytest.mark.fuzz
@given(st.one_of(DEBRIS, st.lists(st.sampled_from(WORDS), max_size=20).map("".join), WELL_FORMED))
@example("<a href=")
@example("<style>a{b:url(")
@example("</a <a href='x>")
def test_pieces_make_up_the_text_and_nothing_raises(text):
    markup = Markup(text)
    assert "".join(markup.pieces) == text
    assert len(scopes(markup, Steps())) == len(markup.pieces) // 2
    for index, raw in enumerate(markup.pieces[1::2]):
        assert text.startswith(raw, markup.offset(2 * index + 1))
        element = read_element(raw)
        for use in element.uses if element else ():
            assert 0 <= use.offset <= len(raw)
    lines = text.split("\n")
    for finding in check_built_html(pages_of(text, "a.html")):
        line, column = finding.span.start
        if finding.span.path == "index.html":
            assert column <= len(lines[line - 1]) + 1


@pytest.mark.fuzz
@given(st.text(st.sampled_from("abA:/.?#%2Ff\\ []@-\n&é"), max_size=30))
def test_no_address_raises_and_each_leads_somewhere_or_nowhere(address):
    paths = SitePaths(["a/b.html", "index.html"], "https://a/b/")
    target = paths.find(read_address(address), paths.folder("a/b.html"))
    assert target.lead in Lead
    assert target.lead is not Lead.FILE or target.path in paths.files


@pytest.mark.fuzz
@given(st.lists(st.tuples(st.sampled_from(("one", "two/deep", "three")), st.booleans()), min_size=1, max_size=6))
def test_a_link_is_reported_exactly_if_its_file_is_missing(links):
    files = [f"{folder}/index.html" for folder, exists in links if exists]
    text = "\n".join(f'<a href="{folder}/">x</a>' for folder, _ in links)
    expected = [number for number, (folder, _) in enumerate(links, 1) if f"{folder}/index.html" not in files]
    found = [found.span.start.line for found in check_built_html(pages_of(text, *files)) if found.rule.name != ORPHAN]
    assert found == expected


@pytest.mark.fuzz
@given(st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(shuffler):
    pages = {f"{name}.html": f'<nav><a href="{name}x.html">x</a></nav><a href="#{name}">y</a>' for name in "abc"}
    order = list(pages)
    shuffler.shuffle(order)
    again = BuiltSite({name: pages[name] for name in order}, order[::-1])
    assert list(check_built_html(again)) == list(check_built_html(BuiltSite(pages, list(pages))))


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<a", "<a ", "<!--", "<a href='", '<a x="', "<script>", "<style>url(", "<b>", "</b>", "<p><i>", "&"),
        *("<a href=x>", "<a href=#x id=X>", "<a id=x>", "<svg><use href='#", "<label for='a ", "<a hidden><b hidden>"),
        *("<img srcset='a(,'>", "<iframe src=data:x></iframe>", "[@", "{{", "\ue010", "<a href='../' id='y'></a>"),
    ],
)
def test_pages_that_are_no_html_come_to_an_end(unit):
    # Ten times as much takes about ten times as long: a step that is not linear would not end in a test's time.
    assert isinstance(rules_of(pages_of(unit * 20_000)), list)


def test_many_missing_files_come_to_an_end():
    randomly = random.Random(1)  # noqa: S311  # nothing secret
    links = "".join(f'<a href="{randomly.random()}/">x</a>' for _ in range(3_000))
    files = [f"{randomly.random()}/index.html" for _ in range(3_000)]
    assert rules_of(pages_of(links, *files)) == ["html/missing-file"] * 3_000


def test_nothing_is_kept_between_two_sites():
    one = pages_of('<a href="a.html">A</a>', "a.html")
    two = pages_of('<a href="a.html">A</a>')
    assert [rules_of(site) for site in (one, two, one)] == [[], ["html/missing-file"], []]


def test_hosts_that_the_owner_allows_may_be_asked():
    text = '<img alt="" src="https://films.example/a.png"><img alt="" src="https://cdn.example/a.png">'
    (finding,) = check_built_html(pages_of(text, allowed_hosts=["Films.example"]))
    assert "cdn.example" in finding.message
