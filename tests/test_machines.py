"""What pages say to programs: search engines, reference managers, those who link to them, readers of text."""

import gzip
import json
import re
from urllib.parse import urljoin

import pytest
import xmlschema

from built_sites import build_site, make_site
from conversions import CASES
from git_repositories import GitRepository
from machine_readers import ReferenceManager, faults, json_ld, read_reference, thing_of
from machine_site import ADDRESS, EVIL, FILES, SETTINGS, TIN, ZINC
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.exchange.csl_types import CSL_TYPES
from vademecum.publishing.machine_text import as_json
from vademecum.publishing.machine_works import highwire_reference, schema_work
from vademecum.text.source import Source


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build_site(make_site(tmp_path_factory.mktemp("address"), FILES, SETTINGS))


@pytest.fixture(scope="module")
def homeless(tmp_path_factory):
    """The same site, which does not know where it will be, with files for addresses."""
    settings = {**SETTINGS, "site_url": "", "use_directory_urls": False}
    return build_site(make_site(tmp_path_factory.mktemp("homeless"), FILES, settings))


def entries_of(text):
    return read_bibtex([Source("references.bib", text)])[0]


def zinc_of(site):
    return thing_of(site.page(ZINC), "MedicalWebPage")


# What a page is, in schema.org's words


def test_every_term_on_every_page_is_one_of_schema_org(site, homeless):
    for built in (site, homeless):
        held = [(path, thing) for path in built.pages for thing in json_ld(built.page(path))]
        assert {thing["@type"] for _, thing in held} == {"WebSite", "WebPage", "MedicalWebPage", "BreadcrumbList"}
        assert [(path, fault) for path, thing in held for fault in faults(thing)] == []
        assert {thing["@context"] for _, thing in held} == {"https://schema.org"}


def test_works_of_every_type_are_told_in_terms_of_schema_org():
    fields = (
        "author = {Smith, Jane and {A Body}}, editor = {Jones, Ann and {A Body}}, title = {Zinc}, subtitle = {Tin}, "
        "journaltitle = {Metals}, booktitle = {A Book}, year = 2001, month = may, volume = 3, number = 4, "
        "pages = {1--9}, publisher = {A House}, institution = {A School}, doi = {10.1000/1}, pmid = 12, "
        "pmcid = {PMC12}, isbn = {978-3-16-148410-0}, issn = {1234-5679}, status = {corrected}, url = {https://x.org}"
    )
    bare = "title = {Zinc}"
    edited = fields.replace("author", "annotator")
    for written in (fields, edited, bare):
        entries = entries_of("".join(f"@{kind}{{{kind}, {written}}}\n" for kind in [*CSL_TYPES, "phdthesis", "odd"]))
        assert len(entries) == len(CSL_TYPES) + 2
        assert [(key, fault) for key, entry in entries.items() for fault in faults(schema_work(entry))] == []


def test_the_judge_of_terms_is_strict():
    assert faults({"@type": "Website"}) == ["Website is no type"]
    assert faults({"@type": "WebSite", "titel": "x"}) == ["titel is no property"]
    assert faults({"@type": "WebSite", "lastReviewed": "2026-01-01"}) == ["WebSite has no lastReviewed"]
    assert faults({"@type": "WebPage", "lastReviewed": "today"}) == ["WebPage.lastReviewed is not 'today'"]
    assert faults({"@type": "WebPage", "author": {"@type": "WebSite"}}) == ["WebPage.author is no WebSite"]
    assert faults({"@type": "WebPage", "license": "CC BY"}) == ["WebPage.license is not 'CC BY'"]
    assert faults({"@type": "WebPage", "isPartOf": {"@type": "WebSite", "isbn": "1"}}) == ["WebSite has no isbn"]


def test_a_reviewed_topic_page_says_by_whom_and_when(site):
    page = zinc_of(site)
    assert page["url"] == page["@id"] == f"{ADDRESS}metals/zinc/"
    assert page["name"] == "Zinc & </script><script>alert(2)</script>"
    assert page["about"] == {"@type": "MedicalEntity", "name": page["name"]}
    assert (page["dateModified"], page["lastReviewed"]) == ("2026-11-20", "2026-05-06")
    assert page["reviewedBy"] == {"@type": "Person", "name": "Ben Clark </script>", "jobTitle": "Dermatologist"}
    orcid = "https://orcid.org/0000-0002-1825-0097"
    assert (page["author"]["name"], page["author"]["jobTitle"]) == ("Anna Maria van der Berg", "Editor")
    assert page["author"]["@id"] == page["author"]["sameAs"] == orcid
    assert page["isPartOf"] == {"@type": "WebSite", "name": "A book of *metals*", "url": ADDRESS}
    assert page["inLanguage"] == "en"
    assert page["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert page["creativeWorkStatus"] == "Reviewed"


def test_a_page_that_was_not_reviewed_never_says_so(site):
    page = thing_of(site.page(TIN), "MedicalWebPage")
    assert page["creativeWorkStatus"] == "Unreviewed"
    assert {"lastReviewed", "reviewedBy"}.isdisjoint(page)


def test_a_page_cites_its_works_with_their_identifiers(site):
    book, cheng, withdrawn = sorted(zinc_of(site)["citation"], key=lambda work: work["name"])
    assert cheng["@type"] == withdrawn["@type"] == "ScholarlyArticle"
    assert cheng["author"] == [{"@type": "Person", "name": name} for name in ("Ngok Cheng", "Harry Van Hoof")]
    assert cheng["identifier"] == {"@type": "PropertyValue", "propertyID": "PMID", "value": "7140077"}
    assert (cheng["datePublished"], cheng["pagination"]) == ("1982", "264–272")
    journal = {"@type": "Periodical", "name": "Clinical Orthopaedics"}
    assert cheng["isPartOf"] == {"@type": "PublicationIssue", "issueNumber": "171", "isPartOf": journal}
    assert withdrawn["creativeWorkStatus"] == "Retracted"
    assert [each["value"] for each in withdrawn["identifier"]] == ["10.1000/zinc", "PMC123"]
    assert withdrawn["url"] == "https://doi.org/10.1000/zinc"
    assert withdrawn["isPartOf"]["isPartOf"]["issn"] == "1234-5679"
    assert (book["@type"], book["isbn"], book["datePublished"]) == ("Book", "9783161484100", "2001-05-03")
    assert book["author"] == {"@type": "Organization", "name": "World Health Organization"}


def test_breadcrumbs_lead_from_the_site_over_sections_to_the_page(site):
    crumbs = thing_of(site.page(ZINC), "BreadcrumbList")["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]
    assert [crumb["item"]["@id"] for crumb in crumbs] == [ADDRESS, f"{ADDRESS}metals/", f"{ADDRESS}metals/zinc/"]
    assert [crumb["name"] for crumb in crumbs][:2] == ["A book of *metals*", "Metals"]


def test_breadcrumbs_name_a_section_without_an_overview_and_end_at_an_overview(site):
    named = thing_of(site.page("about/index.html"), "BreadcrumbList")["itemListElement"]
    assert "item" not in named[1]
    assert len(thing_of(site.page("metals/index.html"), "BreadcrumbList")["itemListElement"]) == 2


def test_the_home_page_tells_of_the_site(site):
    whole, page = json_ld(site.page())
    assert (whole["@type"], whole["name"], whole["url"]) == ("WebSite", "A book of *metals*", ADDRESS)
    assert whole["publisher"] == {"@type": "Organization", "name": "The authors"}
    assert "citation" not in page  # Its sources are samples.


def test_a_site_names_the_types_of_its_topics(tmp_path):
    extra = {"schema_org": {"topic": "WebPage", "about": "Thing"}}
    built = build_site(make_site(tmp_path, FILES, {**SETTINGS, "extra": extra}))
    page = thing_of(built.page(ZINC), "WebPage")
    assert page["about"]["@type"] == "Thing"


@pytest.mark.parametrize("value", [EVIL, "<!--", "</SCRIPT >", "\ud800", "\u2029", "a&lt;b"])
def test_no_text_can_end_the_script_that_holds_it(value):
    written = as_json({"name": value})
    assert json.loads(written) == {"name": value}
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", written)


def test_what_ends_a_script_is_harmless_on_a_page(site):
    scripts = [script for script in site.page(ZINC).tree.select("script") if "alert" in script.get_text()]
    assert [script["type"] for script in scripts] == ["application/ld+json"] * 2


# Reference managers


def test_a_reference_manager_gets_the_record_of_a_page(site):
    manager = ReferenceManager(site.page(ZINC))
    assert manager.kind == "webpage"
    assert manager.record == {
        "title": "Zinc & </script><script>alert(2)</script>",
        "creators": [("Berg", "Anna Maria van der")],
        "date": "2026/11/20",
        "url": f"{ADDRESS}metals/zinc/",
        "site": "A book of *metals*",
        "language": "en",
        "abstract": 'What zinc does; and "does not" </script>',
        "tags": ["metals, old", "skin"],
    }


def test_several_authors_come_family_name_first(tmp_path):
    page = '---\ntitle: Tin\nsection: x\nauthors: ["Anna van der Berg", "Li; Wei", {name: Bo Holm}]\n---\n\nTin.\n'
    built = build_site(make_site(tmp_path, {**FILES, "docs/metals/tin.md": page}, SETTINGS))
    creators = ReferenceManager(built.page(TIN)).record["creators"]
    assert creators == [("van der Berg", "Anna"), ("Wei", "Li,"), ("Holm", "Bo")]


def test_a_reference_manager_gets_every_work_that_a_page_cites(site):
    book, cheng, withdrawn = sorted(ReferenceManager(site.page(ZINC)).references, key=lambda work: work["title"])
    assert cheng == {
        "title": ["The effects of electric currents"],
        "author": ["Cheng, Ngok", "Van Hoof, Harry"],
        "publication_date": ["1982"],
        "journal_title": ["Clinical Orthopaedics"],
        "issue": ["171"],
        "firstpage": ["264"],
        "lastpage": ["272"],
        "pmid": ["7140077"],
    }
    assert withdrawn["title"] == ["Zinc, or, tin: a * trial"]
    assert withdrawn["journal_title"] == ["Metals, Old and New"]
    assert withdrawn["doi"] == ["10.1000/zinc"]
    assert (book["author"], book["publication_date"]) == (["World Health Organization"], ["2001/05/03"])


def test_no_field_of_a_reference_is_cut_at_a_semicolon():
    fields = ("author", "title", "subtitle", "journaltitle", "booktitle", "publisher", "institution", "volume", "pages")
    written = ", ".join(f"{field} = {{A{field}; citation_doi=10.1000/fake}}" for field in fields)
    for kind in ("article", "book", "thesis", "report", "inproceedings"):
        read = read_reference(highwire_reference(entries_of(f"@{kind}{{a, {written}}}")["a"]))
        assert "doi" not in read
        assert read["title"] == ["Atitle, citation_doi=10.1000/fake: Asubtitle, citation_doi=10.1000/fake"]


def test_pages_without_subject_and_sources_are_not_offered_to_reference_managers(site):
    for path in ("index.html", "about/index.html"):
        assert site.page(path).tree.select('meta[name^="citation_"]') == []
    assert site.page("hidden/index.html").tree.select('meta[name="citation_title"]') != []


# Those who link to a page


def test_a_page_says_where_it_is_and_what_others_may_show_of_it(site):
    tree = site.page(ZINC).tree
    properties = {tag["property"]: tag["content"] for tag in tree.select("meta[property]")}
    assert properties == {
        "og:type": "website",
        "og:title": "Zinc & </script><script>alert(2)</script>",
        "og:description": 'What zinc does; and "does not" </script>',
        "og:site_name": "A book of *metals*",
        "og:locale": "en_US",
        "og:url": f"{ADDRESS}metals/zinc/",
    }
    assert tree.select_one('meta[name="twitter:card"]')["content"] == "summary"
    assert tree.select_one('link[rel="canonical"]')["href"] == f"{ADDRESS}metals/zinc/"
    assert tree.select_one('meta[name="theme-color"]') is None


def test_a_site_without_an_address_gives_no_full_address(homeless):
    for path in homeless.pages:
        tree = homeless.page(path).tree
        assert tree.select('link[rel="canonical"], meta[property="og:url"], meta[name="citation_public_url"]') == []
        written = " ".join(script.string for script in tree.select('script[type="application/ld+json"]'))
        assert '"@id":"' not in written.replace('"@id":"https://orcid.org', "")


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("assets/picture.png", f"{ADDRESS}assets/picture.png"),
        ("https://example.com/a.png", "https://example.com/a.png"),
        ("javascript:alert(1)", None),
        ("data:image/png,x", None),
        (["x"], None),
    ],
)
def test_a_site_may_give_a_picture(tmp_path, image, expected):
    built = build_site(make_site(tmp_path, FILES, {**SETTINGS, "extra": {"image": image}}))
    found = built.page(ZINC).tree.select_one('meta[property="og:image"]')
    assert (found and found["content"]) == expected


# sitemap.xml


def addresses_of(site):
    """The addresses of the sitemap, each with the day of its last change."""
    data = site.bytes["sitemap.xml"]
    assert gzip.decompress(site.bytes["sitemap.xml.gz"]) == data
    schema = xmlschema.XMLSchema(CASES / "vocabulary/sitemap-0.9.xsd")
    urls = schema.to_dict(data.decode())["url"]
    return {url["loc"].removeprefix(ADDRESS): str(url["lastmod"]) if "lastmod" in url else "" for url in urls}


def test_the_sitemap_has_the_days_that_pages_give_and_no_other(site):
    found = addresses_of(site)
    written = {path: day for path, day in found.items() if not path.startswith("references/")}
    undated = dict.fromkeys(("", "metals/", "metals/tin/", "hidden/"), "")
    assert written == {**undated, "about/": "2024-02-03", "metals/zinc/": "2026-11-20"}


def test_pages_of_ours_are_in_the_sitemap_without_a_day(site):
    found = addresses_of(site)
    built = {urljoin(ADDRESS, path).removeprefix(ADDRESS).removesuffix("index.html") for path in site.pages}
    assert set(found) == built - {"404.html"}


def test_the_sitemap_asks_git_for_the_days_that_pages_do_not_give(tmp_path):
    make_site(tmp_path / "site", {**FILES, "docs/ä b.md": "# Umlaut\n"}, SETTINGS)
    git = GitRepository(tmp_path)
    git.commit("2025-01-01")
    (tmp_path / "site/docs/metals/tin.md").write_text("# Tin\n\nChanged.\n", encoding="utf-8")
    git.commit("2025-03-04")
    (tmp_path / "site/docs/new.md").write_text("# New\n", encoding="utf-8")
    found = addresses_of(build_site(tmp_path / "site"))
    assert found["metals/tin/"] == "2025-03-04"
    assert found["metals/"] == found["%C3%A4%20b/"] == "2025-01-01"
    assert found["metals/zinc/"] == "2026-11-20"
    assert found["new/"] == ""


def test_a_shallow_clone_tells_no_false_day(tmp_path):
    make_site(tmp_path / "origin", FILES, SETTINGS)
    git = GitRepository(tmp_path / "origin")
    git.commit("2025-01-01")
    (tmp_path / "origin/docs/metals/tin.md").write_text("# Tin\n\nChanged.\n", encoding="utf-8")
    git.commit("2025-03-04")
    (tmp_path / "origin/docs/index.md").write_text("# Welcome\n", encoding="utf-8")
    git.commit("2025-05-06")
    origin = (tmp_path / "origin").as_uri()
    git.git("clone", "--quiet", "--depth=2", origin, str(tmp_path / "clone"))
    found = addresses_of(build_site(tmp_path / "clone"))
    assert found[""] == "2025-05-06"
    assert found["metals/tin/"] == found["metals/"] == ""


def test_without_git_there_are_no_days(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = addresses_of(build_site(make_site(tmp_path / "site", FILES, SETTINGS)))
    assert found["metals/tin/"] == ""


def test_drafts_are_told_to_nobody(site):
    for name in ("sitemap.xml", "llms.txt"):
        assert b"metals/lead" not in site.bytes[name]


def test_two_builds_say_the_same(site, tmp_path):
    again = build_site(make_site(tmp_path, FILES, SETTINGS))
    for path in ("sitemap.xml", "sitemap.xml.gz", "llms.txt", ZINC, "metals/zinc/index.md"):
        assert again.bytes[path] == site.bytes[path], path
