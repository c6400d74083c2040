"""What pages say to programs: search engines, reference managers, those who link to them, readers of text."""

import gzip
import json
import os
import re
import shutil
import subprocess
from urllib.parse import unquote, urljoin

import pytest
import xmlschema
import yaml
from markdown_it import MarkdownIt

from built_sites import build_site, make_site
from conversions import CASES
from machine_readers import ReferenceManager, faults, json_ld, read_reference, thing_of
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.exchange.csl_types import CSL_TYPES
from vademecum.publishing.machine_text import as_json
from vademecum.publishing.machine_works import highwire_reference, schema_work
from vademecum.publishing.markdown_text import escape_markdown
from vademecum.publishing.twin_blocks import blocks_as_markdown
from vademecum.text.source import Source

ADDRESS = "https://example.org/book/"
EVIL = '</script><!-- <script>alert("x")</script> & ]]> \u2028'
BIBLIOGRAPHY = r"""
@article{cheng1982, author = {Cheng, Ngok and {Van Hoof}, Harry}, title = {The effects of electric currents},
  journal = {Clinical Orthopaedics}, year = 1982, number = 171, pages = {264--272}, pmid = 7140077,
  studydesign = {in vitro study}, evidence = 5}
@article{withdrawn2015, author = {Smith, Jane; and Jones, \"Ann}, title = {Zinc; or, tin: a * trial}, year = 2015,
  journal = {Metals; Old and New}, volume = 3, doi = {10.1000/zinc}, pmcid = {PMC123}, status = {retracted},
  issn = {1234-5679}}
@book{book2001, author = {{World Health Organization}}, title = {A </script><script>alert(1)</script> book},
  publisher = {WHO}, isbn = {978-3-16-148410-0}, date = {2001-05-03}}
@misc{unused, title = {Nobody cites this}}
"""
FILES = {
    "references.bib": BIBLIOGRAPHY,
    "docs/index.md": "# Welcome\n\nA sample [@cheng1982]. See [zinc](metals/zinc.md).\n",
    "docs/about.md": "---\ntitle: About\nupdated: 2024-02-03\n---\n\nAbout us.\n",
    "docs/metals/index.md": "---\ntitle: Metals\ndescription: All metals.\n---\n\n{{ sitemap('metals') }}\n",
    "docs/metals/zinc.md": """---
title: "Zinc & </script><script>alert(2)</script>"
description: "What zinc does; and \\"does not\\" </script>"
section: metals
summary: "Zinc helps rats [@cheng1982]."
key_points: ["One trial was withdrawn [see @withdrawn2015, p. 3]."]
review_status: reviewed
reviewed: 2026-05-06
updated: 2026-11-20
authors:
  - {name: Anna Maria van der Berg, role: Editor, orcid: 0000-0002-1825-0097}
reviewers:
  - {name: "Ben Clark </script>", role: Dermatologist}
tags: [metals; old, "skin"]
---

{{ key_points() }}

{{ contents() }}

## What it is

Zinc *helps* [@withdrawn2015; @cheng1982], as @book2001 [p. 3] says. `[@cheng1982]` is code; \\[@cheng1982\\] is not.

![A drawing](figures/zinc.svg) [Tin](tin.md#uses), [home][h], <https://example.com> and [a page](https://example.com).

{{ citation_needed("no trial | found") }} Nobody [@nobody2000]
knows {{ cite("cheng1982", prefix="*see*", indirect="another method") }}.

[h]: ../index.md

| Rats | Helped |
|---|---|
| [@cheng1982] | yes |
""",
    "docs/metals/tin.md": "---\ntitle: Tin\nsection: metals\nreview_status: unreviewed\nreviewed: 2020-01-01\n"
    "reviewers: [Nobody]\n---\n\n## Uses\n\nTin is soft.\n",
    "docs/metals/lead.md": "---\ntitle: Lead\nsection: metals\nreview_status: draft\n---\n\nLead.\n",
    "docs/metals/figures/zinc.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "docs/hidden.md": "# Hidden\n\nNot in the navigation [@withdrawn2015].\n",
}
SETTINGS = {
    "site_url": ADDRESS,
    "site_name": "A book of *metals*",
    "site_description": "All <metals>",
    "site_author": "The authors",
    "extra": {"licence": {"name": "CC BY", "url": "https://creativecommons.org/licenses/by/4.0/"}, "disclaimer": "No."},
    "nav": [
        {"Home": "index.md"},
        {"Metals": ["metals/index.md", {"Zinc": "metals/zinc.md"}, "metals/tin.md", "metals/lead.md"]},
        {"More": [{"About": "about.md"}]},
    ],
}
ZINC, TIN = "metals/zinc/index.html", "metals/tin/index.html"


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
    assert "://" not in re.sub(r"://(doi|pubmed|pmc|example|creativecommons|orcid)\S*", "", llms_of(homeless))


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


class Git:
    """A repository whose commits are made on days that a test chooses."""

    def __init__(self, folder):
        self.folder = folder
        self.run("init", "--quiet", "--initial-branch=main")

    def run(self, *arguments, **more):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **more}
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        command = [shutil.which("git"), "-C", str(self.folder), *identity, *arguments]
        subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603  # our own command

    def commit(self, day):
        when = f"{day}T12:00:00+00:00"
        self.run("add", "--all")
        self.run("commit", "--quiet", "--message=A change", GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)


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
    git = Git(tmp_path)
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
    git = Git(tmp_path / "origin")
    git.commit("2025-01-01")
    (tmp_path / "origin/docs/metals/tin.md").write_text("# Tin\n\nChanged.\n", encoding="utf-8")
    git.commit("2025-03-04")
    (tmp_path / "origin/docs/index.md").write_text("# Welcome\n", encoding="utf-8")
    git.commit("2025-05-06")
    origin = (tmp_path / "origin").as_uri()
    git.run("clone", "--quiet", "--depth=2", origin, str(tmp_path / "clone"))
    found = addresses_of(build_site(tmp_path / "clone"))
    assert found[""] == "2025-05-06"
    assert found["metals/tin/"] == found["metals/"] == ""


def test_without_git_there_are_no_days(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = addresses_of(build_site(make_site(tmp_path / "site", FILES, SETTINGS)))
    assert found["metals/tin/"] == ""


# Readers of text


def llms_of(site):
    return (site.folder / "llms.txt").read_text(encoding="utf-8")


def twin_of(site, path="metals/zinc/index.md"):
    """The front matter of a twin, and its text."""
    _, head, text = (site.folder / path).read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), text


def test_llms_txt_has_the_form_of_llmstxt_org(site):
    tokens = MarkdownIt().parse(llms_of(site))
    kinds = [token.tag for token in tokens if token.level == 0 and token.nesting >= 0]
    assert re.fullmatch(r"h1 blockquote( p)*( h2 ul)+", " ".join(kinds))
    links = re.findall(r"^- \[.+\]\((\S+)\)(?:: .+)?$", llms_of(site), re.MULTILINE)
    assert len(links) == llms_of(site).count("\n- ")
    pages = ("", "metals/", "metals/zinc/", "metals/tin/", "about/", "hidden/")
    assert links == [f"{ADDRESS}{page}index.md" for page in pages]
    assert re.findall("^##? (.*)$", llms_of(site), re.MULTILINE) == [
        *(r"A book of \*metals\*", r"A book of \*metals\*", "Metals", "More", "Optional")
    ]


def test_every_page_has_a_twin_to_which_it_leads(site, homeless):
    for built in (site, homeless):
        for path in built.pages:
            link = built.page(path).tree.select_one('head link[type="text/markdown"]')
            if link:
                assert "alternate" in link["rel"]
                assert unquote(urljoin(path, link["href"])) in built.paths
    assert {path for path in site.paths if path.endswith(".md")} == {
        *("index.md", "about/index.md", "hidden/index.md"),
        *(f"metals/{name}index.md" for name in ("", "zinc/", "tin/")),
    }
    assert "metals/zinc.md" in homeless.paths


def test_a_twin_says_first_what_it_is_and_how_far_it_was_checked(site):
    facts, text = twin_of(site)
    assert facts["title"] == "Zinc & </script><script>alert(2)</script>"
    assert facts["address"] == f"{ADDRESS}metals/zinc/"
    assert facts["review_status"] == "reviewed"
    assert str(facts["reviewed"]) == "2026-05-06"
    title, status, disclaimer = [line for line in text.splitlines() if line][:3]
    assert title == r"# Zinc & \</script\>\<script\>alert(2)\</script\>"
    assert status == r"> **Reviewed** by Ben Clark \</script\> on 2026-05-06."
    assert disclaimer == "> No."
    unreviewed = twin_of(site, "metals/tin/index.md")[1]
    assert "> **Not yet reviewed.**" in unreviewed


def test_citations_in_a_twin_can_be_read(site):
    text = twin_of(site)[1]
    assert (
        "Zinc *helps* (Smith & Jones, 2015 [retracted]; Cheng & Van Hoof, 1982), as World Health Organization (2001, p."
        in text
    )
    assert "`[@cheng1982]` is code; \\[@cheng1982\\] is not." in text
    assert "Nobody [@nobody2000]\nknows (*see* Cheng & Van Hoof, 1982 [indirect: another method])." in text
    assert "| (Cheng & Van Hoof, 1982) | yes |" in text


def test_macros_in_a_twin_are_what_they_show_or_nothing(site):
    text = twin_of(site)[1]
    assert "Zinc helps rats (Cheng & Van Hoof, 1982)." in text
    assert "- One trial was withdrawn (see Smith & Jones, 2015, p. 3 [retracted])." in text
    assert "[citation needed: no trial | found]" in text.replace("\\", "")
    assert "{{" not in text
    assert "[Tin](<tin/>)" in twin_of(site, "metals/index.md")[1]


def test_a_twin_ends_in_its_references(site):
    text = twin_of(site)[1]
    references = text[text.index("## References") :].strip().splitlines()[2:]
    assert len(references) == 3
    assert all(line.startswith("- ") for line in references)
    assert references[0].startswith(r"- **Cheng** N")
    assert references[0].endswith("Level 5, in vitro study. PubMed: <https://pubmed.ncbi.nlm.nih.gov/7140077/>")
    assert "Retracted." in references[1]
    assert "DOI: <https://doi.org/10.1000/zinc>" in references[1]
    assert "<script" not in text.replace("\\<", "")


def test_links_of_a_twin_lead_to_twins_and_files(site, homeless):
    for built, path in ((site, "metals/zinc/index.md"), (homeless, "metals/zinc.md")):
        text = twin_of(built, path)[1]
        links = re.findall(r"\]\(([^()\s]*)\)|^\[h\]: (\S+)", text, re.MULTILINE)
        targets = [inline or reference for inline, reference in links]
        assert len(targets) == 4
        assert "https://example.com" in targets
        for target in targets:
            if "://" not in target:
                assert urljoin(path, target).partition("#")[0] in built.paths
        assert any(target.endswith("#uses") for target in targets)


def test_a_numeric_style_numbers_the_references_of_a_twin(tmp_path):
    built = build_site(make_site(tmp_path, FILES, SETTINGS, {"style": "numeric"}))
    text = twin_of(built)[1]
    assert "Zinc *helps* [1, 2 [retracted]]" in text.replace("\\", "")
    assert re.findall(r"^(\d)\. \*\*(\w+)", text, re.MULTILINE)[:2] == [("1", "Cheng"), ("2", "Smith")]


def test_twins_can_be_switched_off(tmp_path):
    built = build_site(make_site(tmp_path, FILES, SETTINGS, {"twins": False}))
    assert [path for path in built.paths if path.endswith(".md")] == []
    assert built.page(ZINC).tree.select('link[type="text/markdown"]') == []
    assert f"]({ADDRESS}metals/zinc/)" in llms_of(built)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One &amp; two<br>three</p><p>Four</p>", "One & two three\n\nFour"),
        ("<ul><li><p>A</p><p>B</p></li><li>C<ol><li>D</li></ol></li></ul>", "- A\n  B\n- C\n  - D"),
        ('<h3>X<a class="headerlink" href="#x">#</a></h3><p><a href="x y">[z]</a></p>', r"### X\n\n[\[z\]](<x y>)"),
        ("<table><tr><th>A</th><th>b|c</th></tr><tr><th>r</th><td>1</td></tr></table>", None),
        ("<p><code>a*b</code> <code>c`d</code></p>", "`a*b` `` c`d ``"),
        ("<pre><code>[@x]\n```\n</code></pre>", "````\n[@x]\n```\n````"),
        ("<p>A<svg><text>no</text></svg><span aria-hidden='true'>no<br></span><b hidden>no</b> b</p>", "A b"),
        ("<button>no<p>no</button>yes</p></li>", "yes"),
    ],
)
def test_what_macros_made_is_read_back_as_markdown(html, expected):
    table = "| A | b\\|c |\n|---|---|\n| r | 1 |"
    assert blocks_as_markdown(html) == (table if expected is None else expected.replace("\\n", "\n"))


@pytest.mark.parametrize(
    "text", ["a*b*_c_", "# x", "1. x", "- x", "+ x", "<b>&lt;", "[a](javascript:x)", "`x", "a | b ~~c~~"]
)
def test_text_stays_text_in_markdown(text):
    inline = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse(f"# {escape_markdown(text)}")
    assert [token.type for token in inline] == ["heading_open", "inline", "heading_close"]
    assert "".join(token.content for token in inline[1].children) == text


def test_drafts_are_told_to_nobody(site):
    for name in ("sitemap.xml", "llms.txt"):
        assert b"metals/lead" not in site.bytes[name]


def test_two_builds_say_the_same(site, tmp_path):
    again = build_site(make_site(tmp_path, FILES, SETTINGS))
    for path in ("sitemap.xml", "sitemap.xml.gz", "llms.txt", ZINC, "metals/zinc/index.md"):
        assert again.bytes[path] == site.bytes[path], path
