"""The sentences in which a work is cited: which they are, and that a work's page tells each with its place."""

from posixpath import join, normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from built_sites import build_site, make_site
from vademecum.bibliography.entry import Bibliography
from vademecum.macros.arguments import SiteNames
from vademecum.pages.front_matter import read_front_matter
from vademecum.publishing.cited_sentences import cited_sentences, plain_text
from vademecum.text.source import Source

DATA = {
    "docs/index.md": "# Home\n",
    "docs/one.md": """\
---
title: One
section: s
key_points:
  - "Tea helps. It is warm [@a2000;
    @b2000]. It is wet."
---
{{ key_points() }}

{{ comparison("teas.yml") }}

{{ figure("cup.svg", caption="A cup. It holds tea [@a2000].", alt="A cup", credit="Own", licence="CC0",
  legend=["The rim", 'The "ear" [@b2000]']) }}
""",
    "docs/glossary.md": "# Glossary\n\n{{ glossary() }}\n",
    "docs/teas.yml": """\
title: Teas side by side
caption: All teas. They are warm [@b2000].
columns:
  - {id: effect, title: Effect, unit: "°C", note: "How it was *measured* [@a2000]."}
  - {id: harm, title: Harms, harm: true}
rows:
  - id: green
    title: Green tea
    cells:
      effect: It warms {{ cite("b2000") }}, says @a2000 [@b2000]
      harm: none
  - id: black
    title: Black tea
    cells:
      effect: none
      harm: It *keeps awake* [@a2000; @b2000]. For hours.
""",
    "docs/data/glossary.yml": """\
- {term: Tea, meaning: "A leaf. It is boiled [@a2000]."}
- {term: Brew (of tea), meaning: "What [tea](index.md) becomes [@b2000; @a2000]."}
""",
    "docs/cup.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>',
    "references.bib": """
@misc{a2000, author = {Ay, A.}, title = {Ay}, year = 2000}
@misc{b2000, author = {Bee, B.}, title = {Bee}, year = 2000}
""",
}


@pytest.fixture(scope="module")
def quoting(tmp_path_factory):
    """A site that cites in key points, a table of data, captions and the glossary."""
    return build_site(make_site(tmp_path_factory.mktemp("quoting"), DATA))


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (
            "a2000",
            {
                "Brew (of tea): What tea becomes.",
                "Tea: It is boiled.",
                "It is warm.",
                "Green tea · Effect: It warms, says Ay",
                "Black tea · Harms: It keeps awake.",
                "Effect: How it was measured.",
                "It holds tea.",
            },
        ),
        (
            "b2000",
            {
                "Brew (of tea): What tea becomes.",
                "It is warm.",
                "Teas side by side: They are warm.",
                "Green tea · Effect: It warms, says Ay",
                "Black tea · Harms: It keeps awake.",
                'The "ear"',
            },
        ),
    ],
)
def test_a_work_is_told_with_its_cell_its_term_its_key_point_and_its_caption(quoting, key, told):
    page = quoting.page(f"references/{key}/index.html")
    assert set(page.texts("q")) == told
    for link in page.tree.select(".vm-source__sentence"):
        path, _, name = link["href"].partition("#")
        assert name in quoting.page(normpath(join(f"references/{key}", path, "index.html"))).ids
    (cell,) = [link["href"] for link in page.tree.select(".vm-source__sentence") if "Black tea" in link.get_text()]
    mark = quoting.page("one/index.html").tree.find(id=cell.partition("#")[2])
    assert "keeps awake" in mark.find_parent(["td", "dd", "th"]).get_text()


def test_a_term_is_told_under_its_letter(quoting):
    page = quoting.page("references/b2000/index.html")
    sections = {
        section.select_one(".vm-source__section").get_text(): [q.get_text() for q in section.select("q")]
        for section in page.tree.select(".vm-source__pages li li")
    }
    assert sections["B"] == ["Brew (of tea): What tea becomes."]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**In rats.** It *is* so", "In rats. It is so"),
        ('a [link](x.md "t") and [one][two]', "a link and one"),
        ("![a drawing](x.png){ .wide } here", "a drawing here"),
        ("2 * 3 and snake_case and `*code*`", "2 * 3 and snake_case and *code*"),
        (r"\*no emphasis\* &amp; 5 < 6 <br> x", "*no emphasis* & 5 < 6 x"),
        ("see <https://example.org>.[^note]", "see https://example.org."),
        ("half **open", "half open"),
    ],
)
def test_markdown_is_told_as_readers_see_it(markdown, text):
    assert plain_text(markdown) == text


@given(st.text(st.sampled_from("ab.*_`[]()!<>{}|\\&; \n@-"), max_size=60))
def test_no_text_breaks_the_search_for_sentences(text):
    source = Source("page.md", f"{text} words [@smith2020]")
    names = SiteNames(tuple, tuple, Bibliography())
    for told in cited_sentences(source, read_front_matter(source)[0], names).values():
        assert "\n" not in "".join(told)
