"""What a page weighs: the first view of it, our scripts, and that a page does not grow with the site around it."""

import gzip

import pytest
from planted_site import SETTINGS
from playwright.sync_api import expect

from built_sites import build_site, make_site

pytestmark = pytest.mark.browser

FIRST_VIEW = 150_000
SCRIPT = 12_000
"""Bytes at most, as they are sent: compressed."""
GROWTH = 1.3
"""How often larger a page may be at most on a site that is ten times larger."""

HEADINGS = ("What it is", "How it works", "What studies show", "How it is done", "Risks", "What is not known")
WORDS = "Some words that are as long as words are in a text of this kind. " * 6


def compressed(body):
    return len(gzip.compress(body, compresslevel=6, mtime=0))


# --- the first view ---------------------------------------------------------------------------------------------------


@pytest.fixture
def heaviest(site):
    """The address of the topic page with the most HTML."""
    pages = {path: site.folder / path / "index.html" for path in site.pages if not path.endswith(".html")}
    topics = [path for path, file in pages.items() if 'class="vm-profile"' in file.read_text(encoding="utf-8")]
    return max(topics, key=lambda path: pages[path].stat().st_size)


@pytest.fixture
def answers(reader):
    """What the browser was sent since it started."""
    kept = []
    reader.page.context.on("response", lambda answer: kept.append(answer))  # noqa: PLW0108  # Playwright marks what it is given
    return kept


@pytest.mark.parametrize("screen", [(1280, 800), (390, 844)])
def test_the_first_view_of_the_heaviest_topic_page_is_light(reader, answers, heaviest, screen):
    reader.page.set_viewport_size(dict(zip(("width", "height"), screen, strict=True)))
    reader.read_whole(heaviest)
    sent = {answer.url: compressed(answer.body()) for answer in answers}
    assert len(sent) > 4
    assert sum(sent.values()) <= FIRST_VIEW, sent


def test_nothing_that_is_used_leaves_the_site_and_no_font_is_loaded(reader, answers, site, heaviest):
    reader.read_whole(heaviest)
    reader.find("article .vm-citation__link").first.hover()
    expect(reader.find(".vm-card")).to_be_visible()
    reader.find(".md-search__input").click()
    reader.search("skin")
    expect(reader.results.first).to_be_visible()
    assert [url for url in reader.requests if not url.startswith((site.address, "data:", "blob:"))] == []
    assert [answer.url for answer in answers if answer.request.resource_type == "font"] == []
    assert "@font-face" not in (site.folder / "assets/stylesheets/vademecum.css").read_text(encoding="utf-8")
    assert reader.errors == []


def test_our_scripts_are_small(site):
    ours = {
        file: compressed(file.read_bytes())
        for file in site.folder.rglob("*.js")
        if not file.name.endswith(".min.js") and "lunr" not in file.parts
    }
    assert ours
    assert max(ours.values()) <= SCRIPT, ours


# --- as the site grows ------------------------------------------------------------------------------------------------


def grown(folder, sizes):
    """A site with a section of so many pages for each of `sizes`, with our settings."""
    works = [f"work{number}" for number in range(40)]
    files = {
        "references.bib": "".join(
            f"@article{{{key}, author = {{Smith, Ann}}, year = 2020, title = {{On {key}}}, journaltitle = {{Skin}},\n"
            "  studydesign = {cohort}, evidence = 3}\n"
            for key in works
        ),
        "docs/index.md": "# Home\n\nWelcome.\n",
        "docs/literature.md": "# Literature\n\n{{ literature() }}\n",
    }
    nav = [{"Home": "index.md"}]
    for section, size in enumerate(sizes):
        paths = [
            f"section-{section}/{name}.md" for name in ("index", *(f"topic-{number:03}" for number in range(size)))
        ]
        files[f"docs/{paths[0]}"] = f"---\ntitle: Section {section}\nsection: s{section}\n---\n\n{{{{ sitemap() }}}}\n"
        files |= {f"docs/{path}": topic(section, number, works) for number, path in enumerate(paths[1:])}
        nav.append({f"A section with a long name, number {section}": paths})
    settings = {**SETTINGS, "nav": [*nav, {"About": ["literature.md"]}]}
    built = build_site(make_site(folder, files, settings, {"feeds": False, "twins": False}))
    assert built.log == []
    return built


def topic(section, number, works):
    """A page of the usual length, with citations and links."""
    head = f"title: A topic with a title of usual length {section} {number}\nsection: s{section}\nupdated: 2026-03-05"
    text = "".join(
        f"## {heading}\n\n{WORDS}[@{works[place]}; @{works[number % 40]}]. See [another](topic-{place:03}.md).\n\n" * 2
        for place, heading in enumerate(HEADINGS)
    )
    return f"---\n{head}\nsummary: {WORDS}\n---\n\n{{{{ key_points() }}}}\n\n{{{{ contents() }}}}\n\n{text}"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return grown(tmp_path_factory.mktemp("small"), [10] * 4)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Ten times as many pages: more sections, and longer ones."""
    return grown(tmp_path_factory.mktemp("large"), [10, 120, 80, *[10] * 19])


@pytest.mark.parametrize("number", [0, 5, 9])
@pytest.mark.parametrize("section", [0, 1])
def test_a_page_hardly_grows_with_the_site(small, large, section, number):
    path = f"section-{section}/topic-{number:03}/index.html"
    assert len(large.page(path).html) <= GROWTH * len(small.page(path).html)


@pytest.mark.parametrize("number", [0, 1, 57, 118, 119])
def test_in_a_long_section_a_page_shows_its_neighbours_and_leads_to_all_others(large, number):
    page = large.page(f"section-1/topic-{number:03}/index.html")
    shown = {link["href"] for link in page.tree.select(".md-sidebar--primary a[href]")}
    near = {f"../topic-{each:03}/" for each in range(max(number - 15, 0), min(number + 15, 119) + 1) if each != number}
    assert near <= shown
    assert "../" in shown
    overview = large.page("section-1/index.html").tree.select("article a[href]")
    assert {f"topic-{each:03}/" for each in range(120)} <= {link["href"] for link in overview}


def test_on_a_large_site_each_section_is_one_link_away_and_the_list_of_ones_own_is_there(large):
    tabs = large.page("section-3/topic-001/index.html").tree.select_one(".md-tabs")
    assert {f"../../section-{each}/" for each in range(22) if each != 3} <= {link["href"] for link in tabs.select("a")}
    assert [menu.find_parent("li").a["href"] for menu in tabs.select(".vm-tab-menu")] == ["../"]
