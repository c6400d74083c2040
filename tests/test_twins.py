"""Twins of pages in Markdown and `llms.txt`: what a page says to readers of text."""

import re
from urllib.parse import unquote, urljoin

import pytest
import yaml
from markdown_it import MarkdownIt

from built_sites import build_site, make_site
from machine_site import ADDRESS, FILES, SETTINGS, ZINC
from vademecum.macros import lists
from vademecum.publishing.markdown_text import escape_markdown
from vademecum.publishing.twin_blocks import blocks_as_markdown


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build_site(make_site(tmp_path_factory.mktemp("address"), FILES, SETTINGS))


@pytest.fixture(scope="module")
def homeless(tmp_path_factory):
    """The same site, which does not know where it will be, with files for addresses."""
    settings = {**SETTINGS, "site_url": "", "use_directory_urls": False}
    return build_site(make_site(tmp_path_factory.mktemp("homeless"), FILES, settings))


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


def test_llms_txt_of_a_site_without_an_address_gives_no_full_address(homeless):
    assert "://" not in llms_of(homeless)


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


# What blocks show

BLOCKS = {
    "references.bib": "@article{tin2018, author = {Tin, A}, title = {Tin}, year = 2018, evidence = 2, "
    "studydesign = {randomised trial}}\n@article{old1990, author = {Old, B}, title = {Old}, year = 1990, "
    "status = {retracted}}\n",
    "docs/index.md": "# Home\n\n{{ literature() }}\n",
    "docs/iron.md": '# Iron\n\nIt is [@tin2018; @old1990].\n\n{{ evidence_profile(note="So says [@tin2018].") }}\n\n'
    "Not here: {{ evidence_profile() }}\n",
    "docs/bare.md": "---\nreferences: false\n---\n\n# Bare\n\nIt is [@tin2018].\n\n{{ evidence_profile() }}\n",
}


@pytest.fixture(scope="module")
def blocks(tmp_path_factory):
    return build_site(make_site(tmp_path_factory.mktemp("blocks"), BLOCKS))


def text_of(built, path):
    return twin_of(built, path)[1]


def test_a_page_without_a_list_of_references_has_a_twin_without_one(blocks):
    text = text_of(blocks, "bare/index.md")
    assert "It is (Tin, 2018)." in text
    assert "## References" not in text
    assert "## References" in text_of(blocks, "iron/index.md")


def test_links_of_a_block_lead_to_the_pages_of_works_and_not_to_places_that_a_twin_does_not_have(blocks):
    text = text_of(blocks, "iron/index.md")
    assert "](<#" not in text
    targets = re.findall(r"\]\(<([^>]*)>\)", text)
    assert len(targets) == 2
    assert {urljoin("iron/index.md", target) for target in targets} == {"references/tin2018/", "references/old1990/"}
    assert {"references/tin2018/index.html", "references/old1990/index.html"} <= set(blocks.paths)


def test_where_works_have_no_pages_such_links_are_text(tmp_path):
    text = text_of(build_site(make_site(tmp_path, BLOCKS, plugin={"work_pages": False})), "iron/index.md")
    assert "](<" not in text
    assert "Tin 2018, level 2, randomised trial" in text


def test_a_legend_without_its_signs_is_left_out(blocks):
    key = blocks.page("iron/index.html").tree.select_one(".vm-profile__key").get_text().strip()
    assert key
    assert key not in text_of(blocks, "iron/index.md")


def test_the_note_of_an_evidence_profile_stands_before_its_chart(blocks):
    lines = [line for line in text_of(blocks, "iron/index.md").splitlines() if line]
    assert lines[lines.index("So says (Tin, 2018).") + 1].startswith("|")


def test_a_block_that_a_page_shows_as_it_is_written_is_written_so_in_its_twin(blocks):
    assert "Not here: {{ evidence_profile() }}" in text_of(blocks, "iron/index.md")


def test_a_block_is_made_once_for_a_page_and_its_twin(tmp_path, monkeypatch):
    made = []
    found = lists.list_literature

    def counted(*arguments):
        made.append(arguments)
        return found(*arguments)

    monkeypatch.setattr(lists, "list_literature", counted)
    built = build_site(make_site(tmp_path, BLOCKS))
    assert "Tin" in text_of(built, "index.md")
    assert len(made) == 1


def test_remarks_to_the_checks_are_left_out(tmp_path):
    page = (
        "# Zinc\n\nIt shines. <!-- vademecum: ignore citation/coverage: ours -->\n\n"
        "```\n<!-- vademecum: ignore x/y: no -->\n```\n"
    )
    built = build_site(make_site(tmp_path, {**FILES, "docs/metals/zinc.md": page}, SETTINGS))
    text = twin_of(built)[1]
    assert "ignore citation/coverage" not in text
    assert "<!-- vademecum: ignore x/y: no -->" in text


def test_what_would_run_a_program_leads_nowhere(tmp_path):
    head = "---\ntitle: Zinc\nkey_points:\n  - See [this](javascript:alert) [@a].\n---\n\n"
    page = f"{head}{{{{ key_points() }}}}\n\nSee [that](data:text/html,x).\n"
    built = build_site(make_site(tmp_path, {**FILES, "docs/metals/zinc.md": page}, SETTINGS))
    assert twin_of(built)[1].count("](#)") == 2
