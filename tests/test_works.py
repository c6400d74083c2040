"""Every cited work has a page and files: what stands there, where it is, and that nothing of it is lost."""

import json
from collections import Counter
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from built_sites import build_site, make_site
from machine_readers import faults
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.exchange.csljson import read_csl_json, write_csl_json
from vademecum.bibliography.exchange.ris import read_ris, write_ris
from vademecum.bibliography.identifier import citation_key
from vademecum.csl import load_style
from vademecum.pages.related import related
from vademecum.render.work_links import WorkAddresses, work_name
from vademecum.text.rich import plain
from vademecum.text.source import Source

BIBLIOGRAPHY = r"""
@article{smith2020, author = {Smith, Jane and Jones, Jim}, title = {Zinc \& "skin" < 5}, journaltitle = {Skin},
  date = {2020-03}, doi = {10.1234/zinc.1}, pmid = {7140077}, studydesign = {cohort}, evidence = 3, sample = {30 women},
  funding = {a maker of zinc}, keywords = {metals}}
@article{gone1999, author = {Gone, Gil}, title = {What {GONE} was}, journaltitle = {Skin}, year = 1999,
  status = {retracted}, statusdate = {2001-05-04}, statusnote = {invented data}, studydesign = {case series}}
@book{conf/b:ö, author = {{An Institute}}, title = {A Book}, publisher = {Press}, year = 2011, keywords = {metals}}
@misc{index, author = {Index, Ida}, title = {Named like a page}, year = 2015}
@misc{never2000, author = {Never, Ned}, title = {Never Cited}, year = 2000}
"""
PAGES = {
    "docs/index.md": "# Home\n\nAn overview [@smith2020].\n",
    "docs/zinc/uses.md": """\
---
title: Uses <i>of</i> zinc
section: zinc
summary: "Zinc *helps* a little [@smith2020]. Copper does not."
---
{{ key_points() }}

## How **well** it works

Before it. In [30 women](https://example.org), zinc did `this & that` [see @smith2020, p. 3; @conf/b:ö]. After it.
@gone1999 found the same. As @smith2020 say, cf. Fig. 2, it is so {{ cite("smith2020") }}.

- Zinc in a list <b onclick="x()">of bold</b> words [@gone1999]

| What | How much |
|------|----------|
| Zinc | 47.7% [@smith2020] |
| Copper | none [@index] |

Unknown [@nobody1900].[^1]

[^1]: A note says so [@smith2020].
""",
    "docs/zinc/risks.md": """\
---
title: Risks
section: zinc
---
It harms [@smith2020; @index]. So it goes [@gone1999].
""",
    "docs/iron/uses.md": "---\ntitle: Iron\nsection: iron\n---\nIt helps [@conf/b:ö].\n",
    "docs/list.md": "# List\n\n{{ literature() }}\n",
    "references.bib": BIBLIOGRAPHY,
}
CITED = {"smith2020", "gone1999", "conf/b:ö", "index"}
ENTRIES = read_bibtex([Source("references.bib", BIBLIOGRAPHY)])[0]
READERS = {
    "bib": lambda source: list(read_bibtex([source])[0].values()),
    "ris": lambda source: read_ris(source)[0],
    "json": lambda source: read_csl_json(source)[0],
}
keys = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=12)


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def site(request, tmp_path_factory):
    folder = make_site(tmp_path_factory.mktemp("works"), PAGES, {"use_directory_urls": request.param})
    return build_site(folder)


def address(site, path):
    """The file of a page, which is a folder's or stands by itself."""
    return path + ("/index.html" if f"{path}/index.html" in site.paths else ".html")


def read_back(site, path, ending):
    text = site.bytes[f"{path}.{ending}"].decode()
    return READERS[ending](Source(path, text))


def told(entry):
    """What an entry says, however its fields are named: the formats have one name where BibTeX has two."""
    reference = load_style("author-date", "en-US", Bibliography({entry.key: entry})).format_reference(entry.key)
    ours = [entry.plain(name) for name in ("studydesign", "evidence", "status", "statusdate", "statusnote", "sample")]
    return entry.key, entry.type, plain(reference), entry.doi, entry.pmid, entry.keywords, ours


@pytest.mark.parametrize("ending", READERS)
def test_the_files_of_each_cited_work_read_back_to_the_same_work(site, ending):
    for key in CITED:
        (entry,) = read_back(site, f"references/{work_name(key)}", ending)
        assert told(entry) == told(ENTRIES[key])


@pytest.mark.parametrize("ending", READERS)
def test_the_files_of_a_page_and_of_the_site_hold_all_their_works(site, ending):
    with_folders = "zinc/risks/index.html" in site.paths
    page = "zinc/risks/references" if with_folders else "zinc/risks.references"
    home = "index.references"
    assert {entry.key for entry in read_back(site, page, ending)} == {"smith2020", "index", "gone1999"}
    assert {entry.key for entry in read_back(site, home, ending)} == {"smith2020"}
    assert {entry.key for entry in read_back(site, "references", ending)} == CITED
    assert all(told(entry) == told(ENTRIES[entry.key]) for entry in read_back(site, "references", ending))


def test_a_file_of_several_works_is_written_as_one_would_write_it_at_once(site):
    order = [entry.key for entry in read_back(site, "references", "json")]
    entries = [ENTRIES[key] for key in order]
    assert site.bytes["references.json"].decode() == write_csl_json(entries)
    assert site.bytes["references.ris"].decode() == write_ris(entries)


def test_works_that_nobody_cites_have_neither_page_nor_files(site):
    assert not [path for path in site.paths if "never2000" in path]


def test_every_link_of_every_page_leads_to_a_file(site):
    missing = []
    for path in site.pages:
        if path == "404.html":
            continue
        for link in site.page(path).tree.select("article a[href]"):
            target = urlsplit(link["href"])
            if target.scheme or not target.path:
                continue
            found = normpath(join(dirname(path), unquote(target.path)))
            if not {found, f"{found}/index.html", normpath(f"{found}/index.html")} & set(site.paths):
                missing.append((path, link["href"]))
    assert missing == []


def test_every_link_to_a_mention_leads_to_that_mention(site):
    page = site.page(address(site, "references/smith2020"))
    links = [link["href"] for link in page.tree.select(".vm-source__pages a[href*='#']")]
    assert links
    for link in links:
        path, _, name = link.partition("#")
        found = normpath(join(dirname(address(site, "references/smith2020")), path))
        file = found if found in site.paths else normpath(f"{found}/index.html")
        assert name in site.page(file).ids


def test_the_page_of_a_work_quotes_each_sentence_that_cites_it(site):
    page = site.page(address(site, "references/smith2020"))
    assert page.texts("h1") == ['Zinc & "skin" < 5']
    assert page.texts(".vm-source__page") == ["Home", "Risks", "Uses <i>of</i> zinc"]
    assert sorted(page.texts("q")) == sorted(
        [
            "An overview.",
            "It harms.",
            "Zinc helps a little.",
            "In 30 women, zinc did this & that.",
            "As Smith & Jones say, cf. Fig. 2, it is so.",
            "Zinc · 47.7%",
            "A note says so.",
        ]
    )
    assert page.texts(".vm-source__section") == ["Head of the page"] * 2 + ["Summary", "How well it works", "Footnotes"]
    assert page.texts(".vm-source__count") == ["Mentions: 8. Pages: 3."]
    assert "30 women" in page.texts(".vm-source__facts dd")
    assert [link["href"] for link in page.tree.select(".vm-source__facts a")][:2] == [
        "https://doi.org/10.1234/zinc.1",
        "https://pubmed.ncbi.nlm.nih.gov/7140077/",
    ]


def test_a_name_in_a_sentence_stays_and_tags_are_no_words(site):
    page = site.page(address(site, "references/gone1999"))
    assert page.texts("q") == ["So it goes.", "Gone found the same.", "Zinc in a list of bold words"]


def test_a_retracted_work_says_so_on_its_page_and_in_every_list(site):
    page = site.page(address(site, "references/gone1999"))
    assert page.texts(".vm-source__status") == ["Retracted, 4 May 2001: invented data"]
    for path, selector in (("zinc/risks", "#ref-gone1999"), ("list", ".vm-work[data-key='gone1999']")):
        entry = site.page(address(site, path)).tree.select_one(selector)
        assert entry["data-status"] == "retracted"
        assert "Retracted, 4 May 2001: invented data" in entry.get_text()
    others = site.page(address(site, "references/smith2020")).texts(".vm-source__others [data-status='retracted']")
    assert any("Retracted" in other for other in others)


def test_a_list_says_how_many_pages_cite_a_work_and_leads_to_its_page(site):
    page = site.page(address(site, "zinc/risks"))
    assert [link["data-work"] for link in page.tree.select("#ref-smith2020 a[data-work]")] == ["3"]


def test_related_pages_name_what_they_share(site):
    page = site.page(address(site, "zinc/risks"))
    assert page.texts(".vm-related li") == ["Uses <i>of</i> zinc shares 2 sources: Smith & Jones, 2020; Index, 2015"]
    assert site.page(address(site, "iron/uses")).texts(".vm-related a") == ["Uses <i>of</i> zinc"]
    assert site.page("index.html").texts(".vm-related") == []


def test_the_facets_of_a_list_count_its_works_and_name_what_is_chosen(site):
    page = site.page(address(site, "list"))
    facets = {
        group.select_one("legend").get_text(): [
            " ".join(label.get_text().split()) for label in group.select("label:has([type=checkbox])")
        ]
        for group in page.tree.select("fieldset")
    }
    assert facets == {
        "Strength of evidence": ["Level 3 1", "No level 3"],
        "Notices": ["Retracted 1"],
        "Section": ["Iron 1", "Zinc 4", "Other pages 1"],
        "Topic": ["Iron 1", "Risks 3", "Uses <i>of</i> zinc 4"],
        "Kind of study": ["Kind not given 2", "Case series 1", "Cohort 1"],
        "Year": [],
    }
    entry = page.tree.select_one("[data-key='gone1999']")
    assert entry["data-facets"].split() == [
        *("level:none", "status:retracted", "section:zinc", "topic:zinc-risks", "topic:zinc-uses", "design:case-series")
    ]
    assert entry["data-year"] == "1999"
    values = {f"{box['name']}:{box['value']}" for box in page.tree.select(".vm-facets [type=checkbox]")}
    assert {value for work in page.tree.select(".vm-work") for value in work["data-facets"].split()} == values


TOPICS = {
    **{f"docs/metals/{name}.md": f"---\ntitle: {name}\nsection: metals\n---\n{cited}\n" for name, cited in {
        "tin": "It shines [@a2000].", "lead": "It harms [@b2000].", "gold": "It is dear.",
    }.items()},
    "docs/other.md": "# Other\n\nSo [@b2000].\n",
    "docs/metals/works.md": '# Works\n\n{{ literature(section="metals", since=2001) }}\n',
    "docs/all.md": "# All works\n\n{{ literature() }}\n",
    "docs/some.md": '# Some\n\n{{ literature(section="metals") }}\n',
    "references.bib": """
@misc{a2000, author = {Ay, A.}, title = {Ay}, year = 2000, keywords = {gold, iron}}
@misc{b2000, author = {Bee, B.}, title = {Bee}, year = 2000}
""",
}  # fmt: skip


def test_the_topics_of_a_work_are_the_pages_that_cite_it_and_those_that_its_keywords_name(tmp_path):
    site = build_site(make_site(tmp_path, {"docs/index.md": "# Home\n", **TOPICS}), strict=True)
    facets = {
        work["data-key"]: [each for each in work["data-facets"].split() if each.startswith("topic:")]
        for work in site.page("all/index.html").tree.select(".vm-work")
    }
    assert facets == {"a2000": ["topic:metals-tin", "topic:metals-gold"], "b2000": ["topic:metals-lead"]}
    assert site.page("some/index.html").texts("[data-facet=topic]") == []


@pytest.mark.parametrize("with_folders", [True, False])
def test_a_list_of_some_works_links_files_with_these_works_alone(tmp_path, with_folders):
    files = {
        "docs/index.md": "# Home\n",
        **TOPICS,
        "docs/other.md": "# Other\n\nSo [@c2020; @b2000].\n",
        "docs/metals/new.md": "---\ntitle: New\nsection: metals\n---\nIt does [@d2021].\n",
    }
    files["references.bib"] += "".join(
        f"@misc{{{key}, title = {{T}}, year = {key[1:]}}}\n" for key in ("c2020", "d2021")
    )
    site = build_site(make_site(tmp_path, files, {"use_directory_urls": with_folders}))
    for page, keys, label in (
        ("all", {"a2000", "b2000", "c2020", "d2021"}, "Download all works of the site:"),
        ("some", {"a2000", "b2000", "d2021"}, "Download this list:"),
        ("metals/works", {"d2021"}, "Download this list:"),
    ):
        path = address(site, page)
        exports = site.page(path).tree.select_one(".vm-exports")
        assert exports.select_one("span").get_text() == label
        for link, ending in zip(exports.select("a"), READERS, strict=True):
            file = normpath(join(dirname(path), link["href"]))
            assert {entry.key for entry in read_back(site, file.removesuffix(f".{ending}"), ending)} == keys


def test_lists_that_choose_differently_have_different_files():
    asked = [{}, {"section": "a"}, {"topic": "a"}, {"design": "a"}, {"since": 2000}, {"topic": "a", "section": "a"}]
    asked += [{"section": "mein ordner"}, {"design": "case series"}, {"topic": "references"}]
    assert len({WorkAddresses.files_of_list(**each) for each in asked}) == len(asked)


def test_without_work_pages_there_are_neither_pages_nor_files_nor_links(tmp_path):
    site = build_site(make_site(tmp_path, PAGES, plugin={"work_pages": False}))
    assert not [path for path in site.paths if "references" in path]
    assert site.page("zinc/risks/index.html").texts("[data-work], .vm-exports") == []
    assert site.page("list/index.html").texts("[data-work], .vm-exports") == []


def test_pages_that_share_a_frame_are_what_they_would_be_alone(tmp_path, site):
    own = {**PAGES, "look/framed.html": '{% include "main.html" %}'}
    with_folders = "list/index.html" in site.paths
    settings = {
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.tabs", "navigation.indexes"],
            "custom_dir": "look",
        },
        "use_directory_urls": with_folders,
    }
    alone = build_site(make_site(tmp_path, own, settings))
    for key in CITED:
        path = address(site, f"references/{work_name(key)}")
        assert alone.bytes[path].decode().split() == site.bytes[path].decode().split()


@pytest.mark.parametrize(
    ("path", "with_folders"),
    [("references/smith2020", True), ("references/smith2020/index", True), ("references/smith2020", False)],
)
def test_a_page_of_the_author_goes_before_one_of_ours_and_nothing_takes_it_for_the_work(tmp_path, path, with_folders):
    files = {**PAGES, f"docs/{path}.md": "# My own\n"}
    site = build_site(make_site(tmp_path, files, {"use_directory_urls": with_folders}))
    assert site.page(address(site, "references/smith2020")).texts("h1") == ["My own#"]
    assert f"docs/{path}.md:1:1: warning: this page has the address of the page of the work 'smith2020'" in str(
        site.log
    )
    links = [link for page in site.pages for link in site.page(page).tree.select("a.vm-reference__more")]
    assert [link["href"] for link in links if "smith2020" in link["href"]] == []
    assert any("gone1999" in link["href"] for link in links)
    assert "smith2020" in {entry.key for entry in read_back(site, "references", "bib")}


def head_of(site, path):
    """What the head of a page says: properties, its JSON-LD by types, its canonical address."""
    tree = site.page(path).tree
    properties = {tag["property"]: tag["content"] for tag in tree.select("head meta[property]")}
    things = [json.loads(tag.string) for tag in tree.select("script[type='application/ld+json']")]
    return (
        properties,
        {thing["@type"]: thing for thing in things},
        [tag["href"] for tag in tree.select("[rel=canonical]")],
    )


def test_the_head_of_a_works_page_says_that_the_page_is_about_the_work_and_where_it_is(tmp_path):
    site = build_site(make_site(tmp_path, PAGES, {"site_url": "https://example.org/book/"}))
    own = "https://example.org/book/references/smith2020/"
    properties, things, canonical = head_of(site, "references/smith2020/index.html")
    assert canonical == [own]
    assert properties["og:title"] == 'Zinc & "skin" < 5'
    assert properties["og:description"] == "Smith & Jones, 2020. Skin"
    assert (properties["og:url"], properties["og:type"]) == (own, "website")
    page, trail = things["WebPage"], things["BreadcrumbList"]
    assert (page["@id"], page["name"]) == (own, 'Zinc & "skin" < 5')
    assert page["mainEntity"]["@type"] == "ScholarlyArticle"
    assert page["mainEntity"]["url"] == "https://doi.org/10.1234/zinc.1"
    assert faults(page) + faults(trail) == []
    assert [(item["name"], item["item"]["@id"]) for item in trail["itemListElement"]] == [
        ("Home", "https://example.org/book/"),
        ("List", "https://example.org/book/list/"),
        ('Zinc & "skin" < 5', own),
    ]
    others = [head_of(site, f"references/{work_name(key)}/index.html")[1]["WebPage"]["mainEntity"] for key in CITED]
    assert {other["@type"] for other in others} == {"ScholarlyArticle", "Book", "CreativeWork"}
    assert {other.get("creativeWorkStatus") for other in others} == {None, "Retracted"}


def test_the_way_to_a_work_leads_over_the_list_of_all_works(site):
    path = address(site, "references/smith2020")
    crumbs = site.page(path).tree.select(".vm-crumb li")
    assert [" ".join(crumb.get_text().split()) for crumb in crumbs] == ["Home", "List", "Smith & Jones, 2020"]
    assert crumbs[-1]["aria-current"] == "page"
    ways = [normpath(join(dirname(path), crumb.a["href"])) for crumb in crumbs[:-1]]
    assert [way.removesuffix(".html").removesuffix("index") for way in ways] == [".", "list"] or ways == [
        "index.html",
        "list.html",
    ]


def test_without_a_list_of_all_works_the_way_leads_home(tmp_path):
    files = {**PAGES, "docs/list.md": '# List\n\n{{ literature(section="zinc") }}\n'}
    site = build_site(make_site(tmp_path, files))
    page = site.page("references/index/index.html") if "references/index/index.html" in site.paths else None
    page = page or site.page(f"references/{work_name('index')}/index.html")
    assert page.texts(".vm-crumb li") == ["Home", "Index, 2015"]


def test_the_record_of_a_retracted_work_says_so_in_the_search(site):
    entries = json.loads(site.bytes["search/search_index.json"])["docs"]
    titles = {entry["title"]: entry["text"] for entry in entries if "Cites" in entry["title"]}
    (title,) = [title for title in titles if "Gone" in title]
    assert title.lower() == "cites gone 1999 · retracted"
    assert [each for each, text in titles.items() if "retracted" in text.lower()] == [title]


@given(keys, keys)
def test_two_keys_never_share_a_name(one, other):
    assert (work_name(one) == work_name(other)) == (one == other)


@given(keys)
def test_a_name_can_stand_in_any_address_and_on_any_disk(key):
    name = work_name(citation_key(key))
    assert name.isascii()
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~")
    assert not name.endswith("~")


@pytest.mark.parametrize("key", ["index", "README", "con", "NUL", "com1", "references"])
def test_a_name_that_means_something_else_is_not_used(key):
    assert work_name(key).lower() != key.lower()


def test_a_key_too_long_for_a_file_has_no_page():
    assert work_name("x" * 300) == ""
    assert WorkAddresses().page("x" * 300) == ""


@pytest.mark.parametrize("with_folders", [True, False])
def test_no_two_pages_share_their_files(with_folders):
    addresses = WorkAddresses(with_folders=with_folders)
    urls = ["./", "a/", "a/b/", "references/"] if with_folders else ["index.html", "a.html", "a/index.html", "b.html"]
    files = [addresses.files_of(url) for url in urls]
    assert len({*files, "references"}) == len(files) + 1


features = st.dictionaries(st.integers(0, 12), st.lists(st.integers(0, 8), max_size=6), max_size=12)


@given(features)
def test_relations_are_symmetric(having):
    found = related(having, most=99, widest=99)
    weights = {(one, each.other): each.weight for one, relations in found.items() for each in relations}
    assert weights == {(other, one): weight for (one, other), weight in weights.items()}
    shared = {(one, each.other): set(each.shared) for one, relations in found.items() for each in relations}
    assert shared == {(one, other): set(having[one]) & set(having[other]) for one, other in shared}


@given(features)
def test_whatever_shares_something_is_related_and_nothing_else(having):
    found = related(having, most=99, widest=99)
    pairs = {(one, each.other) for one, relations in found.items() for each in relations}
    assert pairs == {(a, b) for a in having for b in having if a != b and set(having[a]) & set(having[b])}


@given(features)
def test_the_order_in_which_pages_come_does_not_change_what_they_weigh(having):
    turned = dict(reversed(having.items()))
    for one, relations in related(turned, most=99, widest=99).items():
        same = related(having, most=99, widest=99)[one]
        assert Counter(map(str, relations)).keys() == Counter(map(str, same)).keys() or {
            (each.other, each.weight) for each in relations
        } == {(each.other, each.weight) for each in same}


def test_what_many_have_counts_less_and_what_too_many_have_not_at_all():
    having = {"a": "xy", "b": "x", "c": "y", "d": "y", "e": "z", "f": "z"}
    assert [each.other for each in related(having, most=9, widest=9)["a"]] == ["b", "c", "d"]
    assert [each.other for each in related(having, most=9, widest=2)["a"]] == ["b"]
    assert [each.other for each in related(having, most=1, widest=9)["a"]] == ["b"]
