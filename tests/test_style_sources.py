"""What of a style matters to who edits a site: which of its files a preview watches, and whether it prints locators."""

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from built_sites import make_site
from readers_environment import readers_packages
from vademecum.csl.engine.style import read_style
from vademecum.csl.locators import shows_locators
from vademecum.csl.style_files import BUILT_IN, find_style
from vademecum.csl.style_sources import style_sources

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>T</title><id>t</id>'
DAY = "<updated>2026-11-22T00:00:00+00:00</updated></info>"
CITATION = '<citation><layout><text variable="title"/></layout></citation></style>'
STYLE = HEAD + DAY + CITATION
VARIANT = HEAD + '<link href="http://www.zotero.org/styles/{}" rel="independent-parent"/>' + DAY + "</style>"
FILES = {
    "csl/own.csl": STYLE,
    "csl/parent.csl": STYLE,
    "csl/variant.csl": VARIANT.format("parent"),
    "csl/of-variant.csl": VARIANT.format("between"),
    "csl/dependent/between.csl": VARIANT.format("parent"),
    "csl/orphan.csl": VARIANT.format("nowhere"),
    "csl/circle.csl": VARIANT.format("circle"),
    "csl/broken.csl": "<style",
}


@pytest.fixture
def root(tmp_path):
    return make_site(tmp_path / "site", FILES)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("csl/own.csl", ["csl/own.csl"]),
        ("csl\\own.csl", ["csl/own.csl"]),
        ("csl/variant.csl", ["csl/variant.csl", "csl/parent.csl"]),
        ("csl/of-variant.csl", ["csl/of-variant.csl", "csl/dependent/between.csl", "csl/parent.csl"]),
        ("csl/orphan.csl", ["csl/orphan.csl"]),
        ("csl/circle.csl", ["csl/circle.csl"]),
        ("csl/broken.csl", ["csl/broken.csl"]),
        ("csl/nowhere.csl", []),
        ("csl/../../outside.csl", []),
        ("csl/" + "x" * 5000 + ".csl", []),
        ("csl/\0.csl", []),
        ("author-date", []),
        ("apa", []),
    ],
)
def test_a_style_of_a_site_is_read_from_its_file_and_those_of_its_parents(root, name, found):
    (root.parent / "outside.csl").write_text(STYLE, encoding="utf-8")
    assert [file.relative_to(root).as_posix() for file in style_sources(name, root)] == found


def test_a_preview_watches_the_styles_of_the_site_and_of_its_pages(tmp_path):
    pages = {
        "docs/index.md": "---\nstyle: csl/own.csl\n---\n\n# Home\n",
        "docs/broken.md": "---\nstyle: csl/broken.csl\n---\n\n# Broken\n",
        "docs/named.md": "---\nstyle: numeric\n---\n\n# Named\n",
        "docs/same.md": "---\nstyle: csl/own.csl\n---\n\n# Same\n",
        "references.bib": "",
    }
    plugin = {"style": "csl/variant.csl", "look": False}
    root = make_site(tmp_path, {**FILES, **pages}, {"theme": {"name": "mkdocs"}}, plugin)
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(tmp_path / "built"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    expected = ("references.bib", "csl/variant.csl", "csl/parent.csl", "csl/broken.csl", "csl/own.csl")
    assert sorted(config.watch) == sorted(str(root / path) for path in expected)

    server = Server()
    config.plugins.on_serve(server, config=config, builder=build)
    (root / "docs/named.md").write_text("---\nstyle: csl/orphan.csl\n---\n\n# Named\n", encoding="utf-8")
    build(config)
    assert server.watched == [str(root / "csl/orphan.csl")]


class Server:
    """Stands for MkDocs' server, and remembers what it is to watch."""

    def __init__(self):
        self.watched = []

    def watch(self, path):
        self.watched.append(path)


def written(layout, macros="", sort=""):
    return read_style(f"{HEAD}{DAY}{macros}<citation>{sort}<layout>{layout}</layout></citation></style>")


@pytest.mark.parametrize(
    ("layout", "is_shown"),
    [
        ('<text variable="locator"/>', True),
        ('<group><choose><if type="book"><number variable="locator"/></if></choose></group>', True),
        ('<text macro="outer"/>', True),
        ('<text macro="named"/>', False),
        ('<label variable="locator"/>', False),
        ('<choose><if variable="locator"><text variable="title"/></if></choose>', False),
    ],
)
def test_a_style_shows_locators_if_its_citations_print_the_variable(layout, is_shown):
    macros = (
        '<macro name="outer"><text macro="inner"/></macro><macro name="inner"><text variable="locator"/></macro>'
        '<macro name="named"><text variable="title"/></macro>'
    )
    assert shows_locators(written(layout, macros)) is is_shown


def test_a_key_of_the_order_prints_nothing():
    macros = '<macro name="place"><text variable="locator"/></macro>'
    style = written('<text variable="title"/>', macros, '<sort><key macro="place"/></sort>')
    assert not shows_locators(style)


def test_ours_show_locators_and_some_of_medicine_do_not(monkeypatch):
    monkeypatch.syspath_prepend(str(readers_packages()))
    shown = {name: shows_locators(find_style(name)) for name in (*BUILT_IN, "apa", "vancouver", "nature")}
    assert shown == {"author-date": True, "numeric": True, "apa": True, "vancouver": False, "nature": False}
