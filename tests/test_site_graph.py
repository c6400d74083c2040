"""The site as a picture: which pages it holds, where they stand, which arcs join them."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as some

from built_sites import build_site, make_site
from vademecum.pages.site_graph import COLUMN, LABEL_END, MOST_ARCS, WIDTH, make_graph, width, wrap
from vademecum.pages.sitemap import SiteMap, SitePage, SiteSection


def page(name, section="s"):
    return SitePage(f"{name}.md", f"{name}/", name, section=section)


def graph(works, others=()):
    """The picture of a site with one section of pages, by their names the works that each cites."""
    pages = tuple(page(name) for name in works)
    site = SiteMap([*others, SiteSection("Section", pages)])
    return make_graph(site, {f"{name}.md": keys for name, keys in works.items()})


def pairs(picture):
    """The names of the pages that are joined, and how many works these share."""
    nodes = list(picture)
    ends = {number: [node.page.title for node in nodes if number in node.arcs] for number in range(len(picture.arcs))}
    return {tuple(ends[number]): arc.shared for number, arc in enumerate(picture.arcs)}


def test_pages_that_share_works_are_joined_the_more_the_thicker():
    picture = graph({"a": "xyz", "b": "xy", "c": "z", "d": "w"})
    assert pairs(picture) == {("a", "b"): 2, ("a", "c"): 1}
    thick, thin = picture.arcs
    assert thick.stroke > thin.stroke
    assert [node.radius for node in picture] == sorted((node.radius for node in picture), reverse=True)
    assert [(each.title, shared) for each, shared in next(iter(picture)).shares] == [("b", 2), ("c", 1)]


def test_pages_without_works_and_pages_about_the_site_are_left_out():
    about, empty = page("about", section=""), page("empty")
    site = SiteMap([about, SiteSection("S", (page("index"), page("a"), empty))])
    picture = make_graph(site, {"about.md": "x", "a.md": "x", "empty.md": "", "index.md": "x"})
    assert [node.page.title for node in picture] == ["a"]
    assert picture.arcs == ()
    assert make_graph(site, {}).groups == ()


def test_a_site_without_topics_shows_all_pages_that_cite():
    site = SiteMap([page("a", ""), page("b", "")], [page("c", "")])
    picture = make_graph(site, {"a.md": "x", "b.md": "x", "c.md": "x"})
    assert [node.page.title for node in picture] == ["a", "b", "c"]
    assert [group.title for group in picture.groups] == [""]


def test_only_the_closest_ties_of_each_page_are_drawn_and_the_others_counted():
    many = {f"p{number}": "".join(chr(200 + each) for each in range(number, 30)) for number in range(12)}
    picture = graph(many)
    drawn = pairs(picture)
    assert len(drawn) < len(many) * MOST_ARCS
    assert len(drawn) + picture.left_out == len(many) * (len(many) - 1) // 2
    assert all(any(name in pair for pair in drawn) for name in many)


def test_a_picture_of_two_hundred_pages_has_rows_that_do_not_touch_and_stays_inside_its_frame():
    many = {f"A page with quite a long name, number {number}": {number % 37, number % 41} for number in range(200)}
    picture = graph(many)
    nodes = list(picture)
    assert len(nodes) == len(many)
    assert all(above.top + above.height <= below.top for above, below in pairwise(nodes))
    assert nodes[-1].top + nodes[-1].height <= picture.height
    assert all(COLUMN + arc.reach + arc.stroke / 2 <= WIDTH for arc in picture.arcs)
    assert all(line.y <= node.top + node.height for node in nodes for line in node.lines)
    assert len(picture.arcs) <= len(many) * MOST_ARCS
    assert picture == graph(many)


@given(some.text(min_size=1))
def test_a_label_has_two_lines_at_most_none_wider_than_its_room(text):
    lines = wrap(text, LABEL_END)
    assert 1 <= len(lines) <= 2  # two
    assert all(width(line) <= LABEL_END for line in lines)


def test_a_long_label_breaks_between_words_and_ends_in_an_ellipsis():
    assert wrap("Hair growth, hair loss and treatment 101", LABEL_END) == (
        "Hair growth, hair loss and",
        "treatment 101",
    )
    first, second = wrap("word " * 40, LABEL_END)
    assert first.endswith("word")
    assert second.endswith("…")


BIBLIOGRAPHY = "".join(
    f"@article{{{key}2020, author = {{Smith, {key}}}, title = {{{key}}}, journal = {{J}}, year = {{2020}}}}\n"
    for key in "abc"
)
TOPIC = "---\ntitle: {title}\nsection: one\n---\nText {cited}.\n"
FILES = {
    "references.bib": BIBLIOGRAPHY,
    "docs/index.md": "# Home\n\n{{ site_graph() }}\n\n{{ sitemap() }}\n",
    "docs/one/index.md": "# One\n",
    "docs/one/x.md": TOPIC.format(title="'X <i>& Co'", cited="[@a2020; @b2020]"),
    "docs/one/y.md": TOPIC.format(title="Y", cited="[@a2020; @b2020]"),
    "docs/one/z.md": TOPIC.format(title="Z", cited="[@c2020]"),
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    built = build_site(make_site(tmp_path_factory.mktemp("site"), FILES), strict=True)
    assert built.log == []
    text = (built.folder / "index.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser").select_one("figure.vm-map")


def test_the_picture_links_each_page_by_a_name_that_says_how_many_sources_it_has(drawn):
    links = drawn.select("svg a")
    assert [link["href"] for link in links] == ["one/x/", "one/y/", "one/z/"]
    assert [link["aria-label"] for link in links] == ["X <i>& Co, 2 sources", "Y, 2 sources", "Z, 1 source"]
    assert drawn.select_one("svg g[role=group]")["aria-label"]


def test_each_arc_is_drawn_once_and_shown_again_for_either_page(drawn):
    (arc,) = drawn.select(".vm-map__arcs path")
    assert [use["href"] for use in drawn.select("use")] == [f"#{arc['id']}"] * 2
    assert arc.title.get_text() == "Shared sources: 2"


def test_what_the_picture_shows_stands_in_words_below_it(drawn):
    assert [" ".join(item.get_text().split()) for item in drawn.select("li")] == [
        "X <i>& Co, 2 sources: shares 2 with Y",
        "Y, 2 sources: shares 2 with X <i>& Co",
        "Z, 1 source: shares no source with another page",
    ]


def test_a_site_that_cites_nothing_has_no_picture(tmp_path):
    built = build_site(make_site(tmp_path, {"references.bib": "", "docs/index.md": "# Home\n\n{{ site_graph() }}\n"}))
    assert built.log == []
    assert "vm-map" not in (built.folder / "index.html").read_text(encoding="utf-8")
