"""Figures: pictures with their number, caption, legend, credit and licence; drawings as a part of the page."""

import re
import struct
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from built_sites import build_site, make_site
from figure_site import FILES, dot, make_figure_site
from vademecum.checking import check_site, read_site
from vademecum.documents import DocumentError, Documents
from vademecum.pages.drawing import Shape, read_drawing
from vademecum.pages.drawing_names import ATTRIBUTES, CLASSES, ELEMENTS
from vademecum.pages.picture import picture_size
from vademecum.project import open_project
from vademecum.render.assets import style_sheet
from vademecum.text.source import Source
from vademecum.text.unique import unique_names

TODAY = date(2026, 11, 21)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
CALL = '{{{{ figure("{}", caption="C.", alt="A.", credit="B", licence="L"{}) }}}}\n'
BARE = {"theme": {"name": "mkdocs"}, "plugins": ["vademecum"]}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    settings = {"validation": {"links": {"anchors": "warn"}}}
    return build_site(make_figure_site(tmp_path_factory.mktemp("figures"), settings), strict=True)


@pytest.fixture
def page(site):
    return site.page("topics/current/index.html")


def checked(folder):
    found = check_site(read_site(open_project(str(folder / "mkdocs.yml")).checked_site()[0]), TODAY)
    return [f"{each.span}: {each.rule.name}" for each in found]


def test_the_site_is_built_without_a_finding(site):
    assert (site.status, site.log) == (0, [])


def test_figures_are_numbered_and_links_lead_to_them(page):
    assert page.texts("figcaption b") == ["Figure 1.", "Figure 2."]
    assert [figure["id"] for figure in page.tree.select("figure")] == ["fig-layers", "fig-dot"]
    assert page.tree.select_one("article a[href='#fig-layers']").text == "Figure 1"


def test_a_figure_has_its_caption_legend_credit_and_licence(page):
    first = page.tree.select_one("#fig-layers")
    assert [len(first.select(part)) for part in ("figcaption", "li", ".vm-figure__credit")] == [1, 3, 1]
    assert page.texts("#fig-layers .vm-figure__credit") == ["Picture: The editors. Licence: CC BY 4.0."]
    assert first.select_one(".vm-figure__credit a")["href"].startswith("https://creativecommons.org/")
    assert page.texts("#fig-layers .vm-legend__sign--open") == ["3"]
    assert page.texts("#fig-layers .vm-figure__caption i") == ["reach"]


def test_the_citations_of_a_caption_are_those_of_the_page(page):
    links = page.tree.select("#fig-layers .vm-citation__link")
    assert [link["id"] for link in links] == ["cite-kavanagh2012-1", "cite-rendon2010-1", "cite-kavanagh2012-2"]


def test_a_drawing_is_a_part_of_the_page_and_says_what_is_to_be_seen(page):
    drawing = page.tree.select_one("#fig-layers svg")
    assert (drawing["role"], drawing["aria-label"][:11]) == ("img", "Four layers")
    assert page.texts(f"#{drawing['aria-describedby']}")[0].startswith("From the surface down")
    assert (drawing["width"], drawing["height"], drawing["viewbox"]) == ("350", "240", "0 0 350 240")
    assert drawing.find("style") is None
    assert drawing.find("title") is None


def test_the_ids_of_a_drawing_are_its_own(page):
    drawing = page.tree.select_one("#fig-layers svg")
    assert {tag["id"] for tag in drawing.select("[id]")} == {"fig-layers-d", "fig-layers-cut"}
    assert drawing.select_one("[clip-path]")["clip-path"] == "url(#fig-layers-cut)"
    assert len(page.ids) == len(set(page.ids))


def test_other_pictures_keep_their_room_before_they_come(page):
    image = page.tree.select_one("#fig-dot img")
    assert (image["src"], image["alt"]) == ("../figures/dot.png", "A dot")
    assert (image["width"], image["height"], image["loading"], image["decoding"]) == ("520", "260", "lazy", "async")


def test_the_search_finds_captions_and_legends_and_no_labels_of_drawings(site):
    text = next(entry["text"] for entry in site.index if entry["location"].endswith("current/#how-deep"))
    assert "How deep treatments" in text
    assert "Superficial peel" in text
    assert "Epidermis" not in text
    assert "Kavanagh" not in text


def test_the_twin_of_the_page_tells_the_figure(site):
    twin = (site.folder / "topics/current/index.md").read_text(encoding="utf-8")
    assert "**Figure.** How deep treatments *reach*, as far as anyone has shown (Kavanagh, 2012)." in twin
    assert "What it shows: Four layers of the skin" in twin


def test_a_page_without_sources_may_link_to_its_figure(tmp_path):
    files = {"docs/index.md": f"See [it](#fig-a).\n\n{CALL.format('a.svg', '')}", "docs/a.svg": f"{HEAD}</svg>"}
    make_site(tmp_path, {**files, "references.bib": ""}, {"validation": {"links": {"anchors": "warn"}}})
    site = build_site(tmp_path, strict=True)
    assert (site.status, site.log) == (0, [])
    assert site.page().ids.count("fig-a") == 1
    assert "<p></p>" not in site.page().html


def test_two_pictures_of_one_name_have_two_ids_and_a_heading_of_that_name_another(tmp_path):
    files = {
        "docs/index.md": "\n".join(
            ("# Fig a\n", CALL.format("a.svg", ""), CALL.format("b/a.svg", ""), "[1](#fig-a) [2](#fig-a-2)\n")
        ),
        "docs/a.svg": f"{HEAD}</svg>",
        "docs/b/a.svg": f"{HEAD}</svg>",
        "references.bib": "",
    }
    make_site(tmp_path, files, {"validation": {"links": {"anchors": "warn"}}})
    site = build_site(tmp_path, strict=True)
    assert site.log == []
    assert [each["id"] for each in site.page().tree.select("figure")] == ["fig-a", "fig-a-2"]
    assert len(site.page().ids) == len(set(site.page().ids))
    assert not [each for each in checked(tmp_path) if "link/" in each]


def test_names_that_meet_are_told_apart_and_new_ones_meet_none():
    assert unique_names(["a", "a-2", "a", "a"]) == ["a", "a-2", "a-3", "a-4"]


FAULTY = {
    "a class of the page": '<path class="md-overlay"/>',
    "a script": "<script>alert(1)</script>",
    "nothing closed": "<path>",
    "an event": '<path d="M0 0" onload="alert(1)"/>',
}


@pytest.mark.parametrize("content", FAULTY.values(), ids=FAULTY)
def test_a_drawing_with_what_cannot_stand_there_is_a_picture_and_a_finding_of_build_and_check(content, tmp_path):
    files = {"docs/index.md": CALL.format("a.svg", ""), "docs/a.svg": f"{HEAD}\n{content}</svg>", "references.bib": ""}
    make_site(tmp_path, files, BARE)
    site = build_site(tmp_path)
    places = [line.split(": ")[0].removeprefix("ERROR - ") for line in site.log if " - docs/a.svg" in line]
    assert len(places) == 1
    assert f"{places[0]}: figure/drawing" in checked(tmp_path)
    tree = BeautifulSoup(site.page().html, "html.parser")
    assert tree.select_one("figure svg") is None
    assert tree.select_one("figure img")["src"] == "a.svg"
    assert build_site(tmp_path, strict=True).status != 0


@pytest.mark.parametrize(
    "call",
    [
        CALL.format("b.svg", ""),
        CALL.format("/a.svg", ""),
        CALL.format("../docs/../a.svg", ""),
        CALL.format("link.svg", ""),
        CALL.format("a.txt", ""),
        CALL.format("https://example.org/a.svg", ""),
        CALL.format("a.svg", ", width=-1"),
        CALL.format("a.svg", ", width=true"),
        CALL.format("a.svg", ', legend="One"'),
        CALL.format("a.svg", ", legend=[1]"),
        CALL.format("a.svg", ', title="T"'),
        CALL.format("a.svg", ', legend=["[@nobody]", "{{ x }}"]'),
        "So {{ figure('a.svg', caption='[@nobody]', alt='A', credit='B', licence='C') }} it is.\n",
        "- {{ figure('a.svg', caption='[@nobody]', alt='A', credit='B', licence='C') }}\n",
        '<div>\n{{ figure("a.svg", caption="[@nobody]", alt="A", credit="B", licence="C") }}\n</div>\n',
    ],
)
def test_of_every_call_a_build_says_what_the_check_says(call, tmp_path):
    files = {"docs/index.md": call, "docs/a.svg": f"{HEAD}<path onclick='x'/></svg>", "references.bib": ""}
    make_site(tmp_path, {**files, "docs/a.txt": "", "secret.svg": f"{HEAD}</svg>"}, BARE)
    (tmp_path / "docs/link.svg").symlink_to(tmp_path / "secret.svg")
    log = [line.split(" - ")[1] for line in build_site(tmp_path).log if re.match(r"[A-Z]+ - docs/\S+:\d+:\d+: ", line)]
    built = [f"{line.split(': ')[0]}: {line.rpartition('[')[2].rstrip(']')}" for line in log]
    kinds = ("macro/", "figure/", "citation/", "page/outside")
    assert sorted(built) == sorted(each for each in checked(tmp_path) if each.split(": ")[1].startswith(kinds))


def test_html_in_a_figure_is_text(tmp_path):
    texts = 'caption="<b onclick=1>C</b>", alt="\\"><script>", credit="<i>B</i>", licence="{caption}"'
    call = f'{{{{ figure("a.svg", {texts}) }}}}'
    make_site(tmp_path, {"docs/index.md": call, "docs/a.svg": f"{HEAD}</svg>", "references.bib": ""})
    page = build_site(tmp_path).page()
    assert page.tree.select("figure script, figure [onclick], figure i") == []
    assert page.tree.select_one("figure svg")["aria-label"] == '"><script>'
    assert page.texts(".vm-figure__caption") == ["Figure 1. <b onclick=1>C</b>"]


def test_the_files_of_a_site_are_those_in_its_folder(tmp_path):
    (tmp_path / "docs/.git").mkdir(parents=True)
    (tmp_path / "docs/.git/a.svg").write_text("a", encoding="utf-8")
    (tmp_path / "docs/a.svg").write_text("a", encoding="utf-8")
    documents = Documents(tmp_path / "docs")
    assert documents.find("../a.svg", "b/c.md", (".svg",)) == "a.svg"
    for path in ("../../a.svg", ".git/a.svg", "", "a", "b\\a.svg", "c:a.svg", "./../../docs/a.svg"):
        with pytest.raises(DocumentError):
            documents.find(path, "b/c.md", (".svg",))


# ----- Drawings -----


def shapes(shape):
    yield shape
    for child in shape.children:
        if isinstance(child, Shape):
            yield from shapes(child)


ANY_NAME = st.sampled_from(
    [*sorted(ELEMENTS)[:6], "script", "style", "a", "image", "foreignObject", "animate", "set", "iframe", "filter"]
)
ANY_ATTRIBUTE = st.sampled_from(
    [*sorted(ATTRIBUTES), "onclick", "onload", "href", "src", "xlink:href", "formaction", "data-md-component"]
)
ANY_VALUE = st.sampled_from(
    [
        "#a",
        "url(#a)",
        "url(http://x/)",
        "javascript:alert(1)",
        "fill:url(//x)",
        "red",
        "1",
        "a b",
        "</svg>",
        "URL( #a )",
    ]
)


def elements(depth):
    inner = st.just([]) if depth == 0 else st.lists(elements(depth - 1), max_size=3)
    return st.builds(
        _element,
        ANY_NAME,
        st.dictionaries(ANY_ATTRIBUTE, ANY_VALUE, max_size=3),
        inner,
    )


def _element(name, given, children):
    made = ET.Element(name, given)
    made.extend(children)
    return made


@given(st.lists(elements(2), max_size=4))
def test_whatever_a_drawing_holds_only_what_is_allowed_gets_on_the_page(content):
    inner = "".join(ET.tostring(each, encoding="unicode") for each in content)
    text = f'{HEAD[:-1]} xmlns:xlink="http://www.w3.org/1999/xlink">{inner}</svg>'
    drawing, findings = read_drawing(Source("a.svg", text))
    assert (drawing is None) == bool(findings)
    if drawing:
        for shape in shapes(drawing.named("fig-a")):
            assert shape.name in ELEMENTS
            for name, value in shape.attributes:
                assert name in ATTRIBUTES | {"href"}
                assert "//" not in value or name == "aria-label"
                assert "javascript" not in value or name in ("aria-label", "role", "id")
                assert name != "href" or value.startswith("#fig-a-")


@given(st.text(max_size=200))
def test_no_text_ends_the_reading_of_a_drawing(text):
    for written in (text, HEAD + text, f"{HEAD}<text>{text}</text></svg>"):
        drawing, findings = read_drawing(Source("a.svg", written))
        assert drawing is not None or findings


def test_a_drawing_may_not_be_nested_without_end():
    drawing, findings = read_drawing(Source("a.svg", HEAD + "<g>" * 5000 + "</g>" * 5000 + "</svg>"))
    assert drawing is None
    assert [finding.message for finding in findings] == ["the drawing is nested too deeply"]


def test_the_style_sheet_has_a_look_for_every_class_that_drawings_may_use():
    css = style_sheet()
    text = css.decode() if isinstance(css, bytes) else css
    assert {name for name in CLASSES if f".vm-drawing .{name} {{" in text} == CLASSES


# ----- Other pictures -----

PICTURES = {
    "PNG": dot(640, 480),
    "GIF": b"GIF89a" + struct.pack("<HH", 640, 480) + bytes(7),
    "JPEG": b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xdb\x00\x03c\xff\xc2\x00\x0b\x08"
    + struct.pack(">HH", 480, 640)
    + bytes(9),
    "WebP, lossy": b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", 640 | 0x4000, 480) + bytes(9),
    "WebP, lossless": b"RIFF\0\0\0\0WEBPVP8L" + bytes(4) + b"\x2f" + struct.pack("<I", 639 | 479 << 14) + bytes(9),
    "WebP, extended": b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (639).to_bytes(3, "little") + (479).to_bytes(3, "little"),
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_a_picture_says_how_large_it_is(data):
    assert picture_size(data) == (640, 480)


@given(st.sampled_from(sorted(PICTURES)), st.integers(0, 40), st.binary(max_size=40))
def test_a_picture_that_is_cut_off_or_broken_ends_nothing(name, length, rest):
    size = picture_size(PICTURES[name][:length] + rest)
    assert size is None or min(size) > 0


def test_what_is_no_picture_has_no_size():
    assert picture_size(b"Words.") is None
    assert picture_size(b"RIFF\0\0\0\0WAVEfmt ") is None
    assert picture_size(b"\xff\xd8\xff\xc4\x00\x00") is None
    assert FILES["docs/topics/figures/layers.svg"].startswith("<svg")


def test_a_drawing_whose_box_begins_elsewhere_is_shown_whole(tmp_path):
    drawing = HEAD.replace('"0 0 9 9"', '"-2 -64.5 350 474"') + "</svg>"
    files = {"docs/index.md": CALL.format("a.svg", ""), "docs/a.svg": drawing}
    files["references.bib"] = "@misc{a, title = {A}}"
    page = build_site(make_site(tmp_path, files)).page()
    assert page.tree.select_one("figure svg")["viewbox"] == "-2 -64.5 350 474"
