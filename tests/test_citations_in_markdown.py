"""The Markdown extension alone: what it makes of citations, and what it leaves as it was."""

import re

import pytest
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from conversions import BIBLIOGRAPHY, ConvertedPage, with_us, without_us


def headings(page):
    """The id of each heading, in order, and what the table of contents says of it."""

    def flat(tokens):
        for token in tokens:
            yield token["id"], token["name"]
            yield from flat(token["children"])

    return list(flat(page.toc_tokens))


# --- headings ---------------------------------------------------------------------------------------------------------


def test_a_citation_in_a_heading_shows_there_and_stays_out_of_its_id_and_the_contents():
    page = ConvertedPage("# Microcurrent [@cheng1982] in *skin* @ohno2013\n\n[TOC]\n")
    assert page.one("h1").get_text().startswith("Microcurrent (Cheng et al., 1982) in skin Ohno et al. (2013)")
    assert headings(page) == [("microcurrent-in-skin", "Microcurrent in skin"), ("references", "References")]
    assert page.texts(".toc a") == ["Microcurrent in skin", "References"]


def test_a_heading_of_nothing_but_a_citation_has_an_id_that_does_not_name_it():
    page = ConvertedPage("## [@cheng1982]\n\n## @ohno2013\n")
    assert page.texts("h2")[:2] == ["(Cheng et al., 1982)#", "Ohno et al. (2013)#"]
    assert not [name for name, _ in headings(page) if re.search("cheng|ohno", name, re.IGNORECASE)]


def test_a_citation_in_a_heading_leaves_its_own_id_alone():
    page = ConvertedPage("## Skin [@cheng1982] { #own }\n")
    assert page.one("#own").get_text().startswith("Skin (Cheng et al., 1982)")
    assert headings(page)[0] == ("own", "Skin")


def test_a_heading_with_a_citation_has_the_id_it_would_have_without_the_citation():
    cited = ConvertedPage("# A “B” & `c` [@cheng1982]\n\n## A [@cheng1982]: b\n\n## A: b\n")
    plain = ConvertedPage("# A “B” & `c`\n\n## A: b\n\n## A: b\n")
    assert headings(cited)[:-1] == headings(plain)


def test_the_title_that_mkdocs_takes_from_a_heading_is_free_of_citations(tmp_path):
    config = MkDocsConfig()
    config.load_dict({"site_name": "Tiny", "docs_dir": str(tmp_path)})
    config.validate()
    config.markdown_extensions = ["toc", "vademecum"]
    config.mdx_configs = {"vademecum": {"bibliography": str(BIBLIOGRAPHY)}}
    (tmp_path / "index.md").write_text("# Microcurrent [@cheng1982] now\n", encoding="utf-8")
    page = Page(None, File("index.md", str(tmp_path), str(tmp_path / "site"), use_directory_urls=True), config)
    page.read_source(config)
    page.render(config, Files([page.file]))
    assert page.title == "Microcurrent now"
    assert "Cheng et al., 1982" in page.content


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_citation_in_the_text_of_a_link_is_set_behind_the_link():
    page = ConvertedPage("See [the *study [@cheng1982]* there](https://example.org), and more.")
    link = page.one('a[href="https://example.org"]')
    assert link.get_text() == "the study there"
    assert not link.select("a")
    assert page.prose == "See the study there (Cheng et al., 1982), and more."


@pytest.mark.parametrize(
    "text",
    [
        "[[@cheng1982]](https://example.org)",
        "[x [@a/b; @ohno2013]][site]\n\n[site]: https://example.org",
        "<a href='https://example.org'>[@zuim2006]</a>",
        "[@cheng1982, also [here](https://example.org)]",
        "[see <https://example.org> and @cheng1982]",
        "@cheng1982 [p. 3, and [here](https://example.org)]",
    ],
)
def test_no_link_is_ever_inside_a_link(text):
    html = ConvertedPage(text).html
    assert "<a " in html
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", html, re.DOTALL)


def test_a_citation_leads_to_its_reference():
    page = ConvertedPage("So [@cheng1982, p. 3].")
    link = page.one(".vm-citation a")
    assert link["role"] == "doc-biblioref"
    assert link.get_text().replace("\u00a0", " ") == "Cheng et al., 1982, p. 3"
    assert page.one(link["href"]) in page.tree.select("li.vm-reference")


def test_each_work_of_a_group_is_a_link_of_its_own():
    page = ConvertedPage("So [see @cheng1982; @ohno2013, p. 3; -@zuim2006].")
    links = page.texts(".vm-citation a")
    assert links == ["see Cheng et al., 1982", "Ohno et al., 2013, p. 3", "2006"]


def test_two_groups_side_by_side_are_two_citations():
    page = ConvertedPage("So [@cheng1982][@ohno2013].")
    assert page.citations == ["(Cheng et al., 1982)", "(Ohno et al., 2013)"]


# --- references -------------------------------------------------------------------------------------------------------


def test_the_references_follow_the_page_and_are_in_its_contents():
    page = ConvertedPage("# Title\n\nSo [@cheng1982].\n\n## More\n\nSo [@ohno2013].\n")
    assert page.one("h2#references").get_text().startswith("References")
    assert headings(page)[-1] == ("references", "References")
    assert page.references == ["cheng1982", "ohno2013"]
    assert page.one("[role=doc-bibliography]")["aria-labelledby"] == "references"


def test_a_page_without_citations_has_no_references():
    page = ConvertedPage("# Title\n\nNothing, by me@example.org, and `[@cheng1982]`.\n")
    assert not page.tree.select("#references, .vm-references")
    assert headings(page) == [("title", "Title")]


def test_a_page_that_cites_only_unknown_works_has_no_references():
    page = ConvertedPage("So [@nonsense-of-nothing].")
    assert not page.tree.select("#references, .vm-references")


def test_an_unknown_work_is_marked_where_it_is_cited_and_named_to_everyone():
    page = ConvertedPage("So [@cheng1982; see @nonsense-of-nothing].")
    mark = page.one(".vm-unknown")
    assert "@nonsense-of-nothing" in mark.get_text()
    assert "nonsense-of-nothing" in mark["aria-label"]
    assert [finding.rule.name for finding in page.findings] == ["citation/unknown-key"]


def test_references_are_listed_by_author_and_year_however_they_were_cited():
    page = ConvertedPage("[@zuim2006] [@smith2020-zinc] [@cheng1982] [@smith2020-iron] [@cheng1982]")
    assert page.references == ["cheng1982", "smith2020-iron", "smith2020-zinc", "zuim2006"]


def test_each_reference_leads_back_to_each_place_that_cites_it():
    page = ConvertedPage("# One\n\n[@cheng1982] [@ohno2013]\n\n## Two\n\n[@ohno2013; @cheng1982], @cheng1982 [p. 3]\n")
    links = page.one("#ref-cheng1982").select("a.vm-backlink")
    assert [link.get_text() for link in links] == ["a", "b", "c"]
    assert [link["href"] for link in links] == ["#cite-cheng1982-1", "#cite-cheng1982-2", "#cite-cheng1982-3"]
    assert {link["role"] for link in links} == {"doc-backlink"}
    for link in links:
        assert page.one(link["href"])["href"] == "#ref-cheng1982"


def test_a_backlink_says_to_which_mention_and_section_it_leads():
    page = ConvertedPage(
        "[@cheng1982]\n\n# How it *works* & `why` [@cheng1982]\n\n[@cheng1982]\n\nNote[^1]\n\n[^1]: [@cheng1982]\n"
    )
    names = [link["aria-label"] for link in page.tree.select("a.vm-backlink")]
    assert names[0] == "Back to mention a"
    assert names[1] == "Back to mention b, How it works & why (1 of 2)"
    assert names[2] == "Back to mention c, How it works & why (2 of 2)"
    assert names[3] == "Back to mention d, Footnotes"


def test_backlinks_go_on_behind_z():
    page = ConvertedPage(" ".join(["[@cheng1982]"] * 28))
    assert page.texts("a.vm-backlink")[24:] == ["y", "z", "aa", "ab"]


# --- ids --------------------------------------------------------------------------------------------------------------


def test_keys_that_look_alike_have_ids_of_their_own():
    page = ConvertedPage("[@Tèst; @Tést; @{a:b}; @{a/b}; @ключ] [@Tèst; @Tést; @{a:b}; @{a/b}; @ключ]")
    references = [name for name in page.ids if name.startswith("ref-")]
    mentions = [name for name in page.ids if name.startswith("cite-")]
    assert len(set(references)) == 5
    assert len(set(mentions)) == 10
    assert len(page.ids) == len(set(page.ids))
    assert not [name for name in page.ids if re.search(r"\s", name)]


def test_headings_that_are_named_like_our_ids_get_others():
    page = ConvertedPage(
        "# ref-cheng1982\n\n## cite-cheng1982-1\n\n## References\n\n### ref-ohno2013\n\n[@cheng1982] [@ohno2013]\n"
    )
    assert len(page.ids) == len(set(page.ids))
    assert page.one("#ref-cheng1982").name == "li"
    assert page.one("#cite-cheng1982-1").name == "a"
    assert "vm-references" in page.one("#references").find_next_sibling("section")["class"]


def test_headings_of_those_names_keep_their_ids_where_nothing_cites():
    text = "# ref-cheng1982\n\n## References\n"
    assert ConvertedPage(text).html == without_us().convert(text)


# --- footnotes --------------------------------------------------------------------------------------------------------


def test_footnotes_and_citations_count_apart():
    page = ConvertedPage("One[^n] [@cheng1982] two[^m].\n\n[^n]: [@ohno2013]\n[^m]: Text\n", style="numeric")
    assert page.texts("a.footnote-ref") == ["1", "2"]
    assert page.citations == ["[1]", "[2]"]


def test_citations_count_in_the_order_of_the_source_though_footnotes_move():
    page = ConvertedPage("[^n]: First [@ohno2013]\n\nThen[^n] [@cheng1982] and [@ohno2013].\n", style="numeric")
    assert page.references == ["ohno2013", "cheng1982"]
    assert page.citations == ["[2]", "[1]", "[1]"]


def test_citations_in_tables_and_headings_count_in_the_order_of_the_source():
    table = "| [@ohno2013] | x |\n|---|---|\n| [@zuim2006] | y |\n"
    page = ConvertedPage(f'{table}\n# Title [@cheng1982]\n\n!!! note "[@chaikin2015]"\n    x', style="numeric")
    assert page.references == ["ohno2013", "zuim2006", "cheng1982", "chaikin2015"]
    assert page.citations == ["[1]", "[2]", "[3]", "[4]"]


# --- styles -----------------------------------------------------------------------------------------------------------


def test_numbers_in_a_row_become_a_range():
    first = "[@cheng1982] [@ohno2013] [@zuim2006] [@chaikin2015] [@a/b]\n\n"
    page = ConvertedPage(first + "[@a/b; @zuim2006; @cheng1982; @ohno2013]", style="numeric")
    assert page.citations[-1] == "[1–3, 5]"
    page = ConvertedPage(first + "[@cheng1982; @ohno2013; @chaikin2015]", style="numeric")
    assert page.citations[-1] == "[1, 2, 4]"


def test_each_work_within_a_range_can_be_led_back_to():
    page = ConvertedPage("[@cheng1982; @ohno2013; @zuim2006]", style="numeric")
    assert page.citations == ["[1–3]"]
    for link in page.tree.select("a.vm-backlink"):
        page.one(link["href"])


def test_numbers_with_words_around_them_stand_apart():
    page = ConvertedPage("[@cheng1982] [see @ohno2013, p. 3; @cheng1982] @zuim2006 [fig. 2]", style="numeric")
    assert page.citations == ["[1]", "[1, see 2 (p. 3)]", "Zuim [3 (fig. 2)]"]


def test_a_numbered_list_of_references_is_an_ordered_one():
    assert ConvertedPage("[@cheng1982]", style="numeric").one("[role=doc-bibliography] > ol")
    assert ConvertedPage("[@cheng1982]").one("[role=doc-bibliography] > ul")


def test_letters_behind_years_are_those_of_the_whole_bibliography():
    assert ConvertedPage("[@smith2020-zinc]").citations == ["(Smith, 2020b)"]
    assert ConvertedPage("@smith2020-iron").citations == ["Smith (2020a)"]


def test_a_style_that_does_not_exist_is_refused_by_name():
    with pytest.raises(Exception, match="no citation style 'numerc'; did you mean 'numeric'"):
        ConvertedPage("[@cheng1982]", style="numerc")


def test_an_option_that_does_not_exist_is_refused_by_name():
    with pytest.raises(Exception, match="no option 'stlye'"):
        with_us(stlye="numeric")


def test_a_bibliography_that_is_not_there_is_refused_by_name():
    md = Markdown(extensions=["vademecum"], extension_configs={"vademecum": {"bibliography": "nowhere.bib"}})
    with pytest.raises(Exception, match=r"'nowhere\.bib' does not exist"):
        md.convert("[@cheng1982]")


# --- what stands around a work ----------------------------------------------------------------------------------------


def test_emphasis_and_code_in_prefix_and_suffix_are_markup():
    page = ConvertedPage("[*e.g.* @cheng1982, with **bold** `a; b*c*` and x~y]")
    assert page.citations == ["(e.g. Cheng et al., 1982, with bold a; b*c* and x~y)"]
    citation = page.one(".vm-citation")
    assert [tag.get_text() for tag in citation.select("i, em")] == ["e.g."]
    assert [tag.get_text() for tag in citation.select("b, strong")] == ["bold"]
    assert [tag.get_text() for tag in citation.select("code")] == ["a; b*c*"]


def test_html_in_prefix_and_suffix_stays_text():
    page = ConvertedPage("[<b onclick=x>see</b> @cheng1982, <script>alert(1)</script> &lt;i&gt;]")
    assert not page.one(".vm-citation").select("b, script, i, [onclick]")


# --- pages as they come -----------------------------------------------------------------------------------------------


def test_one_markdown_converts_many_pages_each_as_if_alone():
    texts = [
        "[@cheng1982] [@ohno2013]",
        "Nothing, me@example.org",
        "# T [@ohno2013]\n\n[@nonsense-of-nothing]",
        "@zuim2006",
    ]
    md = with_us()
    for text in (*texts, *reversed(texts)):
        md.reset()
        page = ConvertedPage(text, md)
        alone = ConvertedPage(text)
        assert (page.html, page.findings, page.toc_tokens) == (alone.html, alone.findings, alone.toc_tokens)


def test_a_page_may_be_converted_again_without_a_reset():
    md = with_us()
    assert ConvertedPage("[@cheng1982]", md).html == ConvertedPage("[@cheng1982]", md).html


def test_line_ends_of_windows_change_nothing():
    text = "# T [@cheng1982]\n\nSo [see\n@ohno2013, p.\n3].\n\n```\n[@x]\n```\n\n- [@nonsense-of-nothing]\n"
    unix, windows = ConvertedPage(text), ConvertedPage(text.replace("\n", "\r\n"))
    assert windows.html == unix.html
    assert windows.findings == unix.findings


def test_private_use_characters_of_the_author_stay_where_they_are():
    icons = "\ue000\uf8ff\U000f0000\U000f0010\U000f0011\U000f0012\U000ffffd\U00100000\U0010fffd"
    page = ConvertedPage(f"# {icons} [@cheng1982]\n\n{icons}[@ohno2013]{icons} `{icons}`\n")
    assert page.prose.count(icons) == 4
    without_icons = page.html.replace(icons, "")
    assert not re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", without_icons)


def test_tabs_behind_citations_come_out_as_wide_as_without_us():
    text = "\tcode [@cheng1982]\tx\n\tcode\t\tx\n"
    assert ConvertedPage(text).html == without_us().convert(text)


def test_a_table_of_citations_keeps_its_columns():
    page = ConvertedPage("| a | b |\n|---|---|\n| [see @cheng1982, p. 3; @ohno2013] | @zuim2006 |\n")
    assert [len(row.select("th, td")) for row in page.tree.select("tr")] == [2, 2]


def test_an_attribute_list_behind_a_citation_does_not_harm_it():
    page = ConvertedPage("[@cheng1982]{: .small } and @ohno2013{: #here }")
    assert page.citations == ["(Cheng et al., 1982)", "Ohno et al. (2013)"]
    assert page.references == ["cheng1982", "ohno2013"]


def test_citations_in_an_included_snippet_count_behind_those_of_the_page():
    page = ConvertedPage('--8<-- "prose.md"\n\nAnd [@cheng1982].\n', style="numeric")
    assert page.references == ["cheng1982", "ohno2013"]
    assert page.citations == ["[2]", "[1]"]


def test_remarks_to_the_checks_are_not_on_the_page():
    page = ConvertedPage(
        "<!-- vademecum: ignore citation/coverage: ours -->\nIt rose [@cheng1982]. <!-- vademecum: ignore x/y: no -->\n"
        "\n<!-- another -->\n\n    <!-- vademecum: ignore x/y: code -->\n"
    )
    assert "ignore citation/coverage" not in page.html
    assert "no --" not in page.html
    assert "<!-- another -->" in page.html
    assert "&lt;!-- vademecum: ignore x/y: code --&gt;" in page.html
