"""What is new in the evidence: what counts as a change, and the feeds that tell of it."""

import json
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from built_sites import build_site, make_site
from git_repositories import GitRepository
from small_books import JONES, SMITH, page
from vademecum.bibliography.identifier import citation_key
from vademecum.pages.book_state import BookState, PageState, WorkState
from vademecum.pages.evidence_changes import StatusChange, news

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST, SECOND, THIRD = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 5)

# ----- what counts as a change -----


def book(works=(), **pages):
    """A book: `works` as pairs of key and status, or keys; pages as lists of keys."""
    given = dict.fromkeys(works, "") if not isinstance(works, dict) else works
    return BookState(
        {f"{name}.md": page if isinstance(page, PageState) else topic(name, *page) for name, page in pages.items()},
        {citation_key(key): work(key, status) for key, status in given.items()},
    )


def topic(title, *keys, **more):
    return PageState(title.capitalize(), tuple(map(citation_key, keys)), is_topic=True, **more)


def work(key, status="", grade="level 3, cohort", **more):
    return WorkState(key.capitalize(), f"On {key}", grade, status, **more)


def changes(*states):
    """The changes between states, the oldest first; the book began before them."""
    days = [FIRST, SECOND, THIRD][: len(states)]
    dated = list(zip(days, states, strict=True))
    return news(states[-1], reversed(dated), 50)


def told(found):
    """Changes in short."""
    return [
        f"{change.work.key}: {change.before} -> {change.after}"
        if isinstance(change, StatusChange)
        else " ".join(
            [
                change.path,
                *(["new"] if change.is_new else []),
                *(f"+{each.key}" for each in change.added),
                *(f"-{each.key}" for each in change.removed),
                *(f"{each.work.key}: {each.before} -> {each.after}" for each in change.regraded),
                *([f"reviewed {change.reviewed}"] if change.reviewed else []),
                *(["updated"] if change.is_updated else []),
            ]
        )
        for change in found
    ]


def test_words_that_changed_are_no_news():
    assert changes(book("ab", iron=["a"]), book("ab", iron=topic("Iron!", "a"))) == ()


def test_a_new_page_is_news_with_all_that_it_cites():
    assert told(changes(book("ab"), book("ab", iron=["a", "b"]))) == ["iron.md new +a +b"]


def test_a_page_outside_the_topics_that_cites_nothing_is_no_news():
    assert changes(book("a", iron=["a"]), book("a", iron=["a"], about=PageState("About"))) == ()


def test_a_page_that_was_removed_is_not_spoken_of():
    assert changes(book("a", iron=["a"]), book("a", iron=["a"], zinc=["a"]), book("a", iron=["a"])) == ()


def test_citations_that_came_and_went_are_news():
    assert told(changes(book("abc", iron=["a", "b"]), book("abc", iron=["c", "b"]))) == ["iron.md +c -a"]


def test_citations_in_another_order_are_none():
    assert changes(book("ab", iron=["a", "b"]), book("ab", iron=["b", "a"])) == ()


def test_a_key_that_no_bibliography_has_is_no_citation():
    assert changes(book("a", iron=["a"]), book("a", iron=["a", "b"])) == ()


def test_a_work_under_another_key_is_the_same_work():
    old = BookState({"iron.md": topic("Iron", "a")}, {citation_key("a"): work("a", identities=frozenset({"10.1/x"}))})
    new = BookState({"iron.md": topic("Iron", "b")}, {citation_key("b"): work("b", identities=frozenset({"10.1/x"}))})
    assert changes(old, new) == ()


def test_a_page_that_moved_is_the_same_page_and_earlier_news_lead_to_where_it_is():
    moved = BookState({"new/iron.md": topic("Iron", "a", "b")}, book("ab").works)
    found = changes(book("ab", iron=["a"]), book("ab", iron=["a", "b"]), moved)
    assert told(found) == ["new/iron.md +b"]
    assert found[0].was == "iron.md"


def test_a_page_that_came_later_in_the_place_of_one_that_moved_has_none_of_its_news():
    moved = {"zinc.md": topic("Iron", "a", "c")}
    later = {**moved, "iron.md": topic("Copper", "b")}
    works = book("abc").works
    states = [book("abc", iron=["a"]), book("abc", iron=["a", "c"]), BookState(moved, works), BookState(later, works)]
    days = [date(2026, 3, 1 + number) for number in range(4)]
    found = news(states[-1], [*zip(reversed(days), reversed(states), strict=True)], 50)
    assert [(change.day, text) for change, text in zip(found, told(found), strict=True)] == [
        (days[3], "iron.md new +b"),
        (days[1], "zinc.md +c"),
    ]


def test_another_grade_is_news_of_each_page_that_cites_the_work():
    new = BookState(book("a", iron=["a"], zinc=["a"]).pages, {citation_key("a"): work("a", grade="level 4, cohort")})
    assert told(changes(book("a", iron=["a"], zinc=["a"]), new)) == [
        "iron.md a: level 3, cohort -> level 4, cohort",
        "zinc.md a: level 3, cohort -> level 4, cohort",
    ]


def test_a_retraction_is_an_entry_of_its_own_and_names_the_pages():
    found = changes(book("a", iron=["a"], zinc=["a"]), book({"a": "retracted"}, iron=["a"], zinc=["a"]))
    assert told(found) == ["a:  -> retracted"]
    assert (found[0].day, found[0].pages) == (SECOND, ("iron.md", "zinc.md"))


def test_a_status_that_was_taken_back_is_news_too():
    assert told(changes(book({"a": "concern"}, iron=["a"]), book({"a": ""}, iron=["a"]))) == ["a: concern -> "]


def test_the_status_of_a_work_that_no_page_cites_is_none():
    assert changes(book({"a": "", "b": ""}, iron=["b"]), book({"a": "retracted", "b": ""}, iron=["b"])) == ()


def test_a_work_that_comes_retracted_is_news_and_one_that_comes_corrected_is_not():
    new = book({"a": "", "b": "retracted", "c": "corrected"}, iron=["a", "b", "c"])
    assert told(changes(book("a", iron=["a"]), new)) == ["b:  -> retracted", "iron.md +b +c"]


def test_a_review_is_news_once():
    reviewed = topic("Iron", "a", reviewed=FIRST)
    found = changes(book("a", iron=["a"]), book("a", iron=reviewed), book("a", iron=reviewed))
    assert told(found) == ["iron.md reviewed 2026-03-01"]
    assert found[0].day == SECOND


def test_what_looks_like_a_citation_and_is_none_on_the_page_is_never_told():
    code = book("ab", iron=["a", "b"])
    found = news(book("ab", iron=["a"]), [(SECOND, code), (FIRST, book("ab", iron=["a"])), (FIRST, BookState())], 50)
    assert told(found) == ["iron.md new +a"]


def test_the_newest_changes_come_first_and_older_ones_are_not_looked_for():
    def states():
        yield THIRD, book("abc", iron=["a", "b", "c"])
        yield SECOND, book("abc", iron=["a", "b"])
        raise AssertionError("nobody should have asked for more")

    assert told(news(book("abc", iron=["a", "b", "c"]), states(), 1)) == ["iron.md +c"]


def test_without_history_the_dates_of_pages_and_works_stand_in():
    today = BookState(
        {
            "iron.md": topic("Iron", "a", updated=SECOND, reviewed=FIRST),
            "zinc.md": topic("Zinc", "a", updated=THIRD, reviewed=THIRD),
            "about.md": PageState("About", updated=THIRD),
        },
        {citation_key("a"): work("a", "corrected", status_date=SECOND)},
    )
    assert told(news(today, (), 50)) == [
        "zinc.md reviewed 2026-03-05 updated",
        "a:  -> corrected",
        "iron.md updated",
        "iron.md reviewed 2026-03-01",
    ]


def test_where_history_begins_late_dates_stand_in_for_what_came_before():
    def state(*keys):
        pages = {"iron.md": topic("Iron", *keys, updated=FIRST), "zinc.md": topic("Zinc", "a", updated=THIRD)}
        return BookState(pages, book("ab").works)

    found = news(state("a", "b"), [(THIRD, state("a", "b")), (SECOND, state("a"))], 50)
    assert told(found) == ["iron.md +b", "iron.md updated"]


def test_a_retracted_work_is_told_of_even_where_nothing_says_when_it_was():
    found = news(book({"a": "retracted"}, iron=["a"]), (), 50)
    assert told(found) == ["a:  -> retracted"]
    assert found[0].day is None


KEYS = st.sampled_from("abcdef")
PAGES = st.dictionaries(st.sampled_from(["iron", "zinc", "tin"]), st.lists(KEYS, unique=True), min_size=1)


@pytest.mark.fuzz
@given(old=PAGES, new=PAGES)
def test_what_was_added_and_removed_leads_from_one_state_to_the_other(old, new):
    found = changes(book("abcdef", **old), book("abcdef", **new))
    for name, keys in new.items():
        change = next((each for each in found if each.path == f"{name}.md"), None)
        former = set(old.get(change.was.removesuffix(".md"), ()) if change else old.get(name, keys))
        added = {work.key for work in change.added} if change else set()
        removed = {work.key for work in change.removed} if change else set()
        if name in old or (change and change.is_new):
            assert (former | added) - removed == set(keys)
            assert not added & former
            assert removed <= former


@pytest.mark.fuzz
@given(PAGES)
def test_a_state_that_did_not_change_has_no_news(pages):
    assert changes(book("abcdef", **pages), book("abcdef", **pages)) == ()


# ----- feeds -----

FILES = {
    "docs/index.md": "# Home\n",
    "docs/news/new.md": "# New\n\n{{ recent_changes(limit=1) }}\n",
    "docs/metals/iron.md": page("smith2020", title="'Iron & <i>rust</i>'", updated="2026-02-03"),
    "references.bib": SMITH.replace("year = 2020", "year = 2020, status = {retracted}, statusdate = {2026-02-01}"),
}
ADDRESS = "https://example.org/book/"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site whose history is not known, with an address."""
    return build_site(make_site(tmp_path_factory.mktemp("site"), FILES, {"site_url": ADDRESS}))


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory):
    """The same site without an address."""
    return build_site(make_site(tmp_path_factory.mktemp("nowhere"), FILES))


def atom(site):
    return ET.fromstring((site.folder / "feed.xml").read_bytes())  # noqa: S314  # our own


def json_feed(site):
    return json.loads((site.folder / "feed.json").read_bytes())


def texts(element, name):
    return [each.text for each in element.iter(ATOM + name)]


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found += [dict(attrs).get("href")] if tag == "a" else [tag] if tag == "script" else []


def test_the_atom_feed_has_what_rfc_4287_asks_for(site, nowhere):
    for feed in map(atom, (site, nowhere)):
        assert feed.tag == f"{ATOM}feed"
        elements = [feed, *feed.findall(f"{ATOM}entry")]
        assert len(elements) == 3
        for element in elements:
            for name in ("id", "title", "updated"):
                assert len(element.findall(ATOM + name)) == 1
            assert element.find(f"{ATOM}updated").text.endswith("T00:00:00Z")
        ids = texts(feed, "id")
        assert len(set(ids)) == len(ids)
        assert all(each.startswith("urn:uuid:") for each in ids)
        assert feed.find(f"{ATOM}author/{ATOM}name").text == "Tiny"
        assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}


def test_a_retraction_leads_the_feed_and_says_when_and_where(site):
    feed = atom(site)
    assert texts(feed, "title") == ["Tiny", "Changed: Iron & <i>rust</i>", "Retracted: Smith 2020"]
    assert texts(feed, "updated") == ["2026-02-03T00:00:00Z", "2026-02-03T00:00:00Z", "2026-02-01T00:00:00Z"]
    content = texts(feed, "content")[1]
    assert 'Retracted on <time datetime="2026-02-01">1 February 2026</time>' in content
    assert Links(content).found == [f"{ADDRESS}metals/iron/#ref-smith2020"]


def test_titles_in_a_feed_are_no_markup(site):
    assert "&lt;i&gt;rust" in texts(atom(site), "content")[1]


def test_a_feed_leads_to_the_site_by_full_addresses_where_they_are_known(site):
    assert [link.get("href") for link in atom(site).iter(f"{ATOM}link")] == [
        f"{ADDRESS}feed.xml",
        ADDRESS,
        f"{ADDRESS}metals/iron/",
        f"{ADDRESS}metals/iron/#ref-smith2020",
    ]


def test_and_by_addresses_relative_to_the_feed_where_they_are_not(nowhere):
    links = [link.get("href") for link in atom(nowhere).iter(f"{ATOM}link")]
    assert links == ["feed.xml", "./", "metals/iron/", "metals/iron/#ref-smith2020"]
    assert Links(texts(atom(nowhere), "content")[1]).found == ["metals/iron/#ref-smith2020"]


def test_the_json_feed_says_the_same(site):
    feed = json_feed(site)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["home_page_url"], feed["feed_url"]) == ("Tiny", ADDRESS, f"{ADDRESS}feed.json")
    assert [item["id"] for item in feed["items"]] == texts(atom(site), "id")[1:]
    assert [item["title"] for item in feed["items"]] == texts(atom(site), "title")[1:]
    assert feed["items"][1]["content_html"] == texts(atom(site), "content")[1].strip()
    assert feed["items"][1]["url"] == f"{ADDRESS}metals/iron/#ref-smith2020"


def test_a_json_feed_without_addresses_has_text_and_no_links(nowhere):
    feed = json_feed(nowhere)
    assert "home_page_url" not in feed
    assert all(item.keys() == {"id", "title", "content_text", "date_published"} for item in feed["items"])
    assert "Cited on Iron & <i>rust</i>." in feed["items"][1]["content_text"]


def test_pages_name_the_feeds_in_their_head(site):
    links = site.page("metals/iron/index.html").tree.select("head link[type*=feed], head link[type*=atom]")
    assert [(link["type"], link["href"]) for link in links] == [
        ("application/atom+xml", "../../feed.xml"),
        ("application/feed+json", "../../feed.json"),
    ]


def test_a_page_tells_what_is_new_by_day(site):
    news_page = site.page("news/new/index.html")
    assert news_page.texts(".vm-changes__date") == ["3 February 2026"]
    assert news_page.texts(".vm-change__head") == ["Changed: Iron & <i>rust</i>"]
    assert [link["href"] for link in news_page.tree.select(".vm-change a")] == ["../../metals/iron/"]


def test_a_setting_leaves_the_feeds_out(tmp_path):
    site = build_site(make_site(tmp_path, FILES, plugin={"feeds": False}))
    assert not {"feed.xml", "feed.json"} & set(site.paths)
    assert not site.page("metals/iron/index.html").tree.select("link[type='application/atom+xml']")


def test_from_the_history_of_a_site_the_feed_tells_what_changed(tmp_path):
    repository = GitRepository(tmp_path / "site")
    make_site(
        repository.folder, {"docs/index.md": "# Home\n", "docs/iron.md": page("smith2020"), "references.bib": SMITH}
    )
    repository.commit("2026-03-01")
    repository.commit("2026-03-02", {"docs/iron.md": page("smith2020", "jones2021"), "references.bib": SMITH + JONES})
    repository.commit("2026-03-03", {"docs/iron.md": page("smith2020", "jones2021") + "A typo is mended.\n"})
    repository.commit("2026-03-04", {"references.bib": SMITH.replace("evidence = 3", "evidence = 4") + JONES})
    repository.commit("2026-03-05", {"references.bib": SMITH + JONES.replace("year", "status = {retracted}, year")})
    feed = json_feed(build_site(repository.folder))
    assert [(item["date_published"][:10], item["title"]) for item in feed["items"]] == [
        ("2026-03-05", "Retracted: Jones 2021"),
        ("2026-03-05", "Iron: 1 source graded anew"),
        ("2026-03-04", "Iron: 1 source graded anew"),
        ("2026-03-02", "Iron: 1 source added"),
        ("2026-03-01", "New page: Iron"),
    ]
    assert "Cited now: Jones 2021, Iron & steel." in feed["items"][3]["content_text"]
    assert "graded as level 4, cohort (level 3, cohort before)" in feed["items"][2]["content_text"]


def test_the_same_site_gives_the_same_feed_and_a_book_that_tells_no_day_has_one_too(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    files = {"docs/index.md": "# Home [@a]\n", "references.bib": "@book{a, title = {T \x0b}, status = {retracted}}"}
    sites = [build_site(make_site(tmp_path / name, files)) for name in ("one", "two")]
    first, second = [(site.folder / "feed.xml").read_bytes() for site in sites]
    assert first == second
    assert texts(atom(sites[0]), "updated") == ["2026-01-01T00:00:00Z"]  # its own
