"""Pages through Python-Markdown, with our extension and without it, and what a reader sees of them."""

from pathlib import Path

from bs4 import BeautifulSoup
from markdown import Markdown

CASES = Path(__file__).parent / "cases"
BIBLIOGRAPHY = CASES / "references.bib"

HIGHLIGHTERS = {
    "pymdownx with Pygments": {
        "pymdownx.highlight": {"anchor_linenums": True},
        "pymdownx.inlinehilite": {},
        "pymdownx.superfences": {},
    },
    "pymdownx without Pygments": {
        "pymdownx.highlight": {"use_pygments": False},
        "pymdownx.inlinehilite": {},
        "pymdownx.superfences": {},
    },
    "codehilite with Pygments": {"fenced_code": {}, "codehilite": {"guess_lang": False}},
    "codehilite without Pygments": {"fenced_code": {}, "codehilite": {"use_pygments": False}},
    "none": {"fenced_code": {}},
}
"""What colours code, as extensions and their options."""

SITE = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": "#", "toc_depth": 3},
    "pymdownx.details": {},
    "pymdownx.snippets": {"base_path": [str(CASES / "snippets")]},
    "pymdownx.tabbed": {"alternate_style": True},
}
"""The Markdown extensions of the site, but for what colours code."""


def without_us(highlighter="pymdownx with Pygments"):
    """A Markdown as the site would have it without our extension."""
    return _markdown({**SITE, **HIGHLIGHTERS[highlighter]})


def with_us(highlighter="pymdownx with Pygments", **options):
    """The same with our extension; `options` are the extension's."""
    ours = {"vademecum": {"bibliography": str(BIBLIOGRAPHY), **options}}
    return _markdown({**SITE, **HIGHLIGHTERS[highlighter], **ours})


def _markdown(extensions):
    return Markdown(extensions=list(extensions), extension_configs=extensions)


class ConvertedPage:
    """A page converted with our extension: its HTML, the tree of it, and what the extension found."""

    def __init__(self, text, md=None, **options):
        md = md or with_us(**options)
        self.html = md.convert(text)
        self.tree = BeautifulSoup(self.html, "html.parser")
        self.toc_tokens = md.toc_tokens
        self.findings = md.vademecum.findings()

    def one(self, selector):
        """The only element that `selector` finds."""
        found = self.tree.select(selector)
        assert len(found) == 1, f"{selector} finds {len(found)} elements in {self.html}"
        return found[0]

    def texts(self, selector):
        """What each element that `selector` finds says."""
        return [_words(element) for element in self.tree.select(selector)]

    @property
    def citations(self):
        """The citations as a reader sees them, in the order of the page."""
        return self.texts(".vm-citation")

    @property
    def ids(self):
        """Every id on the page, in its order."""
        return [element["id"] for element in self.tree.select("[id]")]

    @property
    def references(self):
        """The keys of the reference list, in its order."""
        return [item["id"].removeprefix("ref-") for item in self.tree.select("li.vm-reference")]

    @property
    def prose(self):
        """The page without its list of references, as text: what stands apart, a line each; every blank a plain one."""
        tree = BeautifulSoup(self.html, "html.parser")
        for element in tree.select("#references, .vm-references, a.headerlink, a.footnote-backref"):
            element.decompose()
        return "\n".join(
            line for line in map(str.strip, tree.get_text().replace("\N{NO-BREAK SPACE}", " ").splitlines()) if line
        )


def _words(element):
    return " ".join(element.get_text().split())
