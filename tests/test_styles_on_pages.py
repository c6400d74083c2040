"""Pages in styles that cite in raised numbers, in labels and in notes: what stands in the text, in notes and lists."""

from pathlib import Path

import pytest

from built_sites import build_site, make_site
from conversions import BIBLIOGRAPHY, CASES, ConvertedPage

STYLES = CASES / "csl" / "styles"
REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch):
    """Styles of a page lie below the folder that one works in."""
    monkeypatch.chdir(REPOSITORY)


def convert(text, style, **options):
    return ConvertedPage(text, style=str((STYLES / f"{style}.csl").relative_to(REPOSITORY)), **options)


def seen(page, selector="p"):
    """The first paragraph as it is seen, raised text behind a caret."""
    paragraph = page.tree.select(selector)[0]
    for hidden in paragraph.select(".vm-sr"):
        hidden.decompose()
    for raised in paragraph.select("sup"):
        raised.insert(0, "^")
    return paragraph.get_text()


def targets(page):
    """Where links within the page lead."""
    return {link["href"][1:] for link in page.tree.select('a[href^="#"]')}


# --- raised citations in the text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "numbers", "notes"),
    [
        ("A claim [@cheng1982]. More.", "A claim^1. More.", "A claim.^1 More."),
        ("A claim [@cheng1982], more.", "A claim^1, more.", "A claim,^1 more."),
        ("A claim[@cheng1982]; more.", "A claim^1; more.", "A claim;^1 more."),
        ('They say "so [@cheng1982]." More.', 'They say "so^1." More.', 'They say "so."^1 More.'),
        ('They say "so" [@cheng1982].', 'They say "so"^1.', 'They say "so".^1'),
        ("Is it so? [@cheng1982]. More.", "Is it so?^1. More.", "Is it so?^1 More."),
        ("A claim *stressed* [@cheng1982]!", "A claim stressed^1!", "A claim stressed!^1"),
        ("A claim [@cheng1982] goes on.", "A claim^1 goes on.", "A claim^1 goes on."),
        ("A claim (so [@cheng1982]) goes on.", "A claim (so^1) goes on.", "A claim (so^1) goes on."),
        ("A claim [@cheng1982] -- yes.", "A claim^1 -- yes.", "A claim^1 -- yes."),
        ("A claim\n[@cheng1982].", "A claim^1.", "A claim.^1"),
        ("[@cheng1982] says so.", "^1 says so.", "^1 says so."),
        ("Two [@cheng1982; @ohno2013].", "Two^1,2.", "Two.^1"),
        ("Two [@cheng1982] [@ohno2013].", "Two^1\u202f^2.", "Two.^1\u202f^2"),
        ("Two [@cheng1982][@ohno2013], more.", "Two^1\u202f^2, more.", "Two,^1\u202f^2 more."),
        ("As @zuim2006 found.", "As Zuim^1 found.", "As Zuim^1 found."),
        ("Found by @zuim2006.", "Found by Zuim^1.", "Found by Zuim^1."),
        ("A claim [@cheng1982, p. 3].", "A claim^1 (p. 3).", "A claim.^1"),
        ("In `[@cheng1982].` code.", "In [@cheng1982]. code.", "In [@cheng1982]. code."),
    ],
)
def test_no_blank_stands_before_a_raised_citation_and_notes_go_behind_punctuation(written, numbers, notes):
    assert seen(convert(written, "superscript")) == numbers
    assert seen(convert(written, "notes")) == notes


def test_a_site_may_have_it_the_other_way():
    text = "A claim [@cheng1982]."
    assert seen(convert(text, "superscript", notes_after_punctuation=True)) == "A claim.^1"
    assert seen(convert(text, "notes", notes_after_punctuation=False)) == "A claim^1."


def test_other_styles_stay_where_they_are_written():
    assert seen(convert("A claim [@cheng1982].", "label", notes_after_punctuation=True)) == "A claim [ChVB82]."


def test_raised_numbers_are_said_to_be_what_they_are():
    assert convert("A [@cheng1982].", "superscript").texts(".vm-citation__link") == ["reference 1"]
    assert convert("A [@cheng1982].", "notes").texts(".vm-citation__link") == ["note 1"]
    assert convert("A [@cheng1982].", "label").texts(".vm-citation__link") == ["ChVB82"]


def test_every_number_of_a_superscript_leads_to_its_work_and_carries_the_id_of_its_mention():
    page = convert("A [@cheng1982; @ohno2013].", "superscript")
    links = [(link["id"], link["href"], link["role"]) for link in page.tree.select("sup > a")]
    assert links == [
        ("cite-cheng1982-1", "#ref-cheng1982", "doc-biblioref"),
        ("cite-ohno2013-1", "#ref-ohno2013", "doc-biblioref"),
    ]
    assert targets(page) <= set(page.ids)


def test_an_unknown_key_is_shown_in_every_style():
    for style in "superscript", "label", "notes":
        page = convert("A claim [@nobody1999].", style)
        assert page.one(".vm-unknown").get_text() == "@nobody1999"
        assert [finding.rule.name for finding in page.findings] == ["citation/unknown-key"]
        assert targets(page) <= set(page.ids)


# --- notes ------------------------------------------------------------------------------------------------------------

OHNO = "Ohno, Y, H Fujiya, and K Goto, “Microcurrent Electrical Nerve Stimulation Facilitates Regrowth,” 2013"
NOTED = """# Skin

A claim [@cheng1982]. Again [@cheng1982, p. 33]. Another [see *also* @ohno2013; @zuim2006, p. 2]. As @cheng1982 say.

## Notes

More [@zuim2006].
"""


def test_notes_hold_what_the_style_says_each_once_in_the_order_of_the_text():
    page = convert(NOTED, "notes")
    assert page.texts(".vm-endnote") == [
        "Cheng, N, H Van Hoof, and E Bockx, “The Effects of Electric Currents on ATP Generation,” 1982. ↩",
        "Ibid., 33. ↩",
        f"see also {OHNO}; Zuim, P, “Evaluation of Microcurrent Electrical Nerve Stimulation,” 2006, 2. ↩",
        "Cheng, Van Hoof, and Bockx, see note 1. ↩",
        "Zuim, see note 3. ↩",
    ]
    assert page.one("#note-3 i").get_text() == "also"
    assert [heading["id"] for heading in page.tree.select("h2")] == ["notes_1", "notes", "references"]
    assert page.one(".vm-endnotes")["aria-labelledby"] == "notes"


def test_a_note_in_a_heading_stays_out_of_its_id_and_the_contents():
    page = convert("# Skin [@cheng1982]\n\nA claim [@ohno2013].\n", "notes")
    assert seen(page, "h1") == "Skin^1#"
    assert [(token["id"], token["name"]) for token in page.toc_tokens] == [("skin", "Skin")]
    names = [token["name"] for token in page.toc_tokens[0]["children"]]
    assert names == ["Notes", "References"]


def test_every_way_between_text_notes_and_references_is_there():
    page = convert(NOTED, "notes")
    assert len(page.ids) == len(set(page.ids))
    assert targets(page) <= set(page.ids)
    marks = [(mark["id"], mark["href"]) for mark in page.tree.select("sup > a")]
    assert marks == [
        ("cite-cheng1982-1", "#note-1"),
        ("cite-cheng1982-2", "#note-2"),
        ("cite-ohno2013-1", "#note-3"),
        ("cite-cheng1982-3", "#note-4"),
        ("cite-zuim2006-2", "#note-5"),
    ]
    assert page.one("#cite-zuim2006-1").parent == page.one("#cite-ohno2013-1").parent
    assert [link["href"] for link in page.tree.select("#note-3 a")] == [
        "#ref-ohno2013",
        "#ref-zuim2006",
        "#cite-ohno2013-1",
    ]
    assert [link["href"] for link in page.tree.select("#ref-zuim2006 .vm-backlink")] == [
        "#cite-zuim2006-1",
        "#cite-zuim2006-2",
    ]


def test_the_title_of_a_work_leads_to_the_list_and_where_there_is_none_all_of_it():
    page = convert(NOTED, "notes")
    assert page.texts(".vm-endnote__link")[:3] == [
        "The Effects of Electric Currents on ATP Generation",
        "Ibid., 33",
        "Microcurrent Electrical Nerve Stimulation Facilitates Regrowth",
    ]


def test_the_number_of_a_note_has_the_sign_of_what_is_gravest_in_it(tmp_path):
    file = tmp_path / "references.bib"
    entries = {"one": "", "two": "protocol", "three": "retracted"}
    file.write_text(
        "".join(f"@book{{{key}, title = {{{key}}}, status = {{{status}}}}}\n" for key, status in entries.items()),
        encoding="utf-8",
    )
    page = convert("A [@one; @two; @three]. B [@one; @two]. C [@one].", "notes", bibliography=str(file))
    marks = page.tree.select(".vm-citation__link")
    assert [mark.get("data-status") for mark in marks] == ["retracted", "protocol", None]
    assert "retracted" in marks[0].get_text()
    assert page.texts("#note-1 .vm-endnote__said") == ["[protocol only]", "[retracted]"]


def test_notes_of_a_page_without_references_lead_nowhere_but_back(tmp_path):
    front = "---\nstyle: notes.csl\nreferences: false\n---\n\n"
    files = {
        "docs/index.md": f"{front}A claim [@cheng1982].",
        "references.bib": BIBLIOGRAPHY.read_text(encoding="utf-8"),
        "notes.csl": (STYLES / "notes.csl").read_text(encoding="utf-8"),
    }
    built = build_site(make_site(tmp_path, files))
    assert built.log == []
    page = built.page()
    assert [link["href"] for link in page.tree.select(".vm-endnotes a")] == ["#cite-cheng1982-1"]
    assert not page.tree.select("#references")


def test_footnotes_of_markdown_have_letters_where_citations_are_raised():
    text = "A claim [@cheng1982].[^a] More.[^b]\n\n[^a]: First.\n[^b]: Second [@cheng1982].\n"
    for style in "superscript", "notes":
        page = convert(text, style)
        assert page.texts(".footnote-ref") == ["a", "b"]
        assert page.one(".footnote > ol")["type"] == "a"
        assert "footnote b in" in page.tree.select(".footnote-backref")[1]["title"]
        assert len(page.ids) == len(set(page.ids))
        assert targets(page) <= set(page.ids)
    plain = ConvertedPage(text, style="numeric")
    assert plain.texts(".footnote-ref") == ["1", "2"]


def test_an_id_of_ours_that_an_author_has_given_is_changed_and_reported():
    page = convert("# Skin { #notes }\n\nA claim [@cheng1982].\n\n## More { #note-1 }\n", "notes")
    assert [page.one("h1")["id"], page.tree.select("h2")[0]["id"]] == ["notes_1", "note-1_1"]
    assert [finding.rule.name for finding in page.findings] == ["citation/taken-id"] * 2
    kept = ConvertedPage("# Skin { #notes }\n\nA claim [@cheng1982].\n")
    assert kept.findings == []


# --- the list ---------------------------------------------------------------------------------------------------------


def test_a_label_stands_in_the_margin_and_numbers_are_those_of_the_list():
    labels = convert("A [@ohno2013; @cheng1982].", "label")
    assert labels.texts(".vm-reference__text .vm-left-margin") == ["[ChVB82]", "[OhFG13]"]
    assert labels.tree.select(".vm-references > ul")
    numbers = convert("A [@ohno2013; @cheng1982].", "superscript")
    assert [each.split(",")[0] for each in numbers.texts(".vm-reference__text")] == ["Ohno", "Cheng"]
    assert numbers.tree.select(".vm-references > ol")


def test_a_sign_stands_for_names_that_come_again_on_the_page_alone():
    both = convert("A [@smith2020-zinc; @smith2020-iron].", "notes")
    assert [text.partition(".")[0] for text in both.texts(".vm-reference__text")] == ["Smith, J", "———"]
    again = convert("A [@smith2020-zinc; @cheng1982].", "notes")
    assert [text.partition(".")[0] for text in again.texts(".vm-reference__text")][1] == "Smith, J"
    assert "———" not in both.one(".vm-endnote").get_text()


def test_an_address_that_the_style_prints_is_a_link_there_and_not_repeated(tmp_path):
    file = tmp_path / "references.bib"
    file.write_text(
        "@article{one, author = {One, Ann}, title = {First}, year = 2001, doi = {10.1000/ABC}, pmid = {7140077}}\n",
        encoding="utf-8",
    )
    printed = convert("A [@one].", "superscript", bibliography=str(file))
    silent = convert("A [@one].", "label", bibliography=str(file))
    address = "https://doi.org/10.1000/abc"
    for page in printed, silent:
        found = [link["href"].casefold() for link in page.tree.select('.vm-reference a[href^="http"]')]
        assert found == [address, "https://pubmed.ncbi.nlm.nih.gov/7140077/"]
    assert printed.one(".vm-reference__text a")["href"].casefold() == address
    assert not silent.tree.select(".vm-reference__text a")


# --- sites ------------------------------------------------------------------------------------------------------------

PAGE = """---
title: A page
style: {style}
summary: "In short [@cheng1982]."
key_points:
  - "First [@ohno2013]."
---

{{{{ key_points() }}}}

## Text

A claim [@zuim2006], and {{{{ cite("cheng1982", indirect="animals") }}}}. Written.[^1]

- [@zuim2006] first
- last [@zuim2006]

[^1]: By hand [@chaikin2015].
"""
PAGES = {
    "notes": "styles/notes.csl",
    "raised": "styles/superscript.csl",
    "label": "styles/label.csl",
    "plain": "numeric",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    files = {f"docs/{name}.md": PAGE.format(style=style) for name, style in PAGES.items()}
    files |= {f"styles/{file.name}": file.read_text(encoding="utf-8") for file in STYLES.glob("*.csl")}
    files |= {"docs/index.md": "# Home\n\nA claim [@cheng1982].\n", "references.bib": BIBLIOGRAPHY.read_text("utf-8")}
    built = build_site(make_site(tmp_path_factory.mktemp("styles"), files, {"site_url": "https://example.org/"}))
    assert built.log == []
    return built


def test_each_page_of_a_site_has_the_style_that_it_asks_for(site):
    first = {name: site.page(f"{name}/index.html").texts(".vm-citation__link")[0] for name in PAGES}
    assert first == {"notes": "note 1", "raised": "reference 1", "label": "ChVB82", "plain": "1"}
    assert site.page().texts(".vm-citation") == ["(Cheng et al., 1982)"]


def test_summary_and_key_points_are_cited_in_notes_like_the_text(site):
    page = site.page("notes/index.html")
    assert [note["id"] for note in page.tree.select(".vm-endnote")] == [f"note-{number}" for number in range(1, 8)]
    summary = page.tree.select(".vm-summary")[0]
    assert [mark["href"] for mark in summary.select(".vm-citation__link")] == ["#note-1", "#note-2"]
    assert "In short.note 1" in summary.get_text()


def test_neither_notes_nor_references_are_in_the_search(site):
    found = {entry["location"]: " ".join(entry["text"].split()) for entry in site.index}
    assert "A claim, and. Written." in found["notes/#text"]
    assert found["notes/#text"].replace("<sup>a</sup>", "<sup>1</sup>") == found["plain/#text"]
    assert found["notes/"] == found["plain/"]
    assert not {"notes/#notes", "notes/#references"} & set(found)


def test_notes_are_footnotes_in_the_markdown_twin(site):
    twin = (site.folder / "notes/index.md").read_text(encoding="utf-8")
    for line in (
        "In short[^note-1].",
        "- First[^note-2].",
        "A claim[^note-3], and[^note-4]. Written.[^1]",
        "- [^note-5] first",
        "- last[^note-6]",
        "[^1]: By hand[^note-7].",
        "[^note-4]: Cheng, Van Hoof, and Bockx, see note 1 [indirect: animals].",
        "[^note-6]: Ibid.",
    ):
        assert line in twin.splitlines()
    raised = (site.folder / "raised/index.md").read_text(encoding="utf-8")
    assert "A claim [3], and [1 [indirect: animals]]. Written.[^1]" in raised
