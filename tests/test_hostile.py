"""Nothing that a stranger writes comes alive: hostile values in every place, and the pages taken apart.

What is live on a page is held against the same site in peace, where the frame's own scripts and forms are.
"""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from built_sites import build_site, make_site
from hostile_site import HARMLESS, VALUES, build_hostile_site

LIVE = ("script", "style", "iframe", "frame", "object", "embed", "applet", "base", "form", "template")
"""Elements that run or load something, or change where a page leads; so does a `meta` with `http-equiv`."""
ADDRESSES = ("href", "src", "srcset", "data", "action", "formaction", "poster", "background", "ping", "xlink:href")
UNSAFE = ("javascript:", "data:", "vbscript:")
BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")


class _Live(HTMLParser):
    """Counts what is live in some HTML: elements with what is in them, event handlers, unsafe addresses."""

    def __init__(self):
        super().__init__()
        self.found = Counter()
        self._inside = ""

    def handle_starttag(self, tag, attributes):
        is_data = dict(attributes).get("type") == "application/ld+json"
        self._inside = tag if tag in LIVE and not is_data else ""
        if tag in LIVE or (tag == "meta" and "http-equiv" in dict(attributes)):
            self.found[self.get_starttag_text()] += 1
        for name, value in attributes:
            address = BLANKS.sub("", value or "").lower()
            if name.startswith("on") or name == "srcdoc" or (name in ADDRESSES and address.startswith(UNSAFE)):
                self.found[f"<{tag} {name}={value!r}>"] += 1

    def handle_endtag(self, _tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside:
            self.found[f"<{self._inside}>{data}"] += 1


def live(html):
    """What is live in some HTML, each with the number of times it is there."""
    parser = _Live()
    parser.feed(html)
    parser.close()
    return parser.found


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The hostile site and the same in peace."""
    built = [build_hostile_site(tmp_path_factory.mktemp("site"), values) for values in (VALUES, HARMLESS)]
    assert [site.status for site in built] == [0, 0]
    return built


@pytest.fixture(scope="module")
def hostile(sites):
    return sites[0]


def words(text):
    """A text without control characters and what stands for them, its blanks one blank each."""
    return " ".join(re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]", "", text).split())


def straight(text):
    """`text` with straight quotation marks: citation styles set those of the language."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def text_of(html):
    """What some HTML says."""
    return words(BeautifulSoup(html, "html.parser").get_text())


def without(signs):
    """The values that have none of `signs`, a pattern, as parameters of a test."""
    found = {name: value for name, value in VALUES.items() if not signs or not re.search(signs, value)}
    return pytest.mark.parametrize(("name", "value"), found.items(), ids=found)


every_value = without("")
without_latex = without(r"[\\{}$~`'&%#]|--")
without_markdown = without(r"[\\*_`{}\[\]&]")


def test_nothing_is_live_on_a_page_that_is_not_live_in_peace(sites):
    hostile, peaceful = sites
    usual = Counter()
    for path in peaceful.pages:
        usual |= live(peaceful.page(path).html)
    moved = re.compile(r'<meta http-equiv="refresh" content="0; url=(?:\.\./)+front-matter/[\w-]+/">')
    assert len(set(hostile.pages) & set(peaceful.pages)) > len(VALUES)
    # Old addresses, and works that one site alone cites, make pages that the other does not have.
    added = {
        path: live(hostile.page(path).html) - (live(peaceful.page(path).html) if path in peaceful.pages else usual)
        for path in hostile.pages
    }
    added = {path: [each for each in found if not moved.fullmatch(each)] for path, found in added.items()}
    assert {path: found for path, found in added.items() if found} == {}


def test_nothing_in_the_search_index_is_live(hostile):
    """The search prints titles, texts and tags of its index as HTML."""
    found = [live(html) for entry in hostile.index for html in (entry["title"], entry["text"], *entry.get("tags", ()))]
    assert [each for each in found if each] == []


def test_no_link_that_a_source_gives_leads_anywhere_but_to_the_web_or_to_a_mailbox(hostile):
    given = ".vm-reference__text a, .vm-reference__about > a:not([data-work])"
    links = hostile.page("literature/index.html").tree.select(given)
    assert {urlsplit(link["href"]).scheme for link in links} == {"https"}


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>", '" onclick=alert(1) x="', "&lt;script&gt;", "${alert(1)}"]
)
def test_the_name_of_a_file_or_a_folder_is_text(name, tmp_path):
    built = []
    for folder in name, "harmless":
        files = {
            "docs/index.md": "{{ sitemap() }}\n\n{{ literature(group_by='section') }}\n",
            f"docs/{folder}/index.md": "# Overview\n\n{{ sitemap('x') }} [@none]\n",
            f"docs/{folder}/{folder}.md": "One [@harmless].\n",
            f"docs/{folder}/{folder}/{folder}.md": "Two [@harmless].\n",
            "references.bib": "@misc{harmless, title = {Zinc}}\n",
        }
        site = build_site(make_site(tmp_path / str(len(built)), files))
        built.append([live(site.page(f"{path}index.html").html) for path in ("", f"{folder}/", f"{folder}/{folder}/")])
        built[-1].append([live(entry["title"]) for entry in site.index])
    assert built[0] == built[1]


@every_value
def test_a_title_and_a_description_are_shown_as_they_are_written(hostile, name, value):
    page = hostile.page(f"front-matter/{name}/index.html")
    assert words(page.tree.select_one("article h1").get_text()) == words(value)
    assert words(page.tree.select_one(".vm-lede").get_text()) == words(value)
    assert words(page.tree.select_one("meta[name=description]")["content"]) == words(value)
    assert words(value) in words(page.tree.select_one("title").get_text())


@every_value
def test_people_of_a_page_are_shown_as_they_are_written(hostile, name, value):
    record = words(hostile.page(f"front-matter/{name}/index.html").tree.select_one(".vm-record").get_text())
    assert record.count(f"{words(value)} ({words(value)})") == 1  # an author with a role; nobody reviewed the page


@every_value
@pytest.mark.parametrize("folder", ["headings", "code"])
def test_a_heading_is_shown_as_it_is_written_wherever_its_words_go(hostile, folder, name, value):
    page = hostile.page(f"{folder}/{name}/index.html")
    shown = words(value).strip()
    for selector in (
        "article h1",
        ".md-nav--primary .md-nav__link--active",
        ".md-sidebar--secondary .md-nav__link",
        ".vm-contents a",
    ):
        assert shown in words(page.tree.select_one(selector).get_text()), selector
    assert shown in words(page.tree.select_one("title").get_text())
    index = [entry for entry in hostile.index if entry["location"] == f"{folder}/{name}/"]
    assert [text_of(entry["title"]) for entry in index] == [shown]


@every_value
def test_an_argument_of_a_macro_is_shown_as_it_is_written(hostile, name, value):
    needed = hostile.page(f"code/{name}/index.html").tree.select(".vm-citation-needed")
    assert [words(element.get_text()) for element in needed] == [f"[citation needed: {words(value)}]"] * 4


@without_latex
def test_a_field_of_a_source_is_shown_as_it_is_written(hostile, name, value):
    page = hostile.page(f"front-matter/{name}/index.html")
    shown = words(page.tree.select_one(f"#ref-{name}-title").get_text())
    assert straight(words(value)) in straight(shown)


@without_markdown
def test_a_key_point_is_shown_as_it_is_written(hostile, name, value):
    points = hostile.page(f"front-matter/{name}/index.html").tree.select(".vm-point__text")
    assert [words(point.get_text()) for point in points] == [words(value)] * 2


def test_what_pages_say_to_programs_is_data_that_nothing_in_it_can_end(hostile):
    for path in hostile.pages:
        for script in hostile.page(path).tree.select('script[type="application/ld+json"]'):
            assert not set("<>&") & set(script.string)
            json.loads(script.string)
