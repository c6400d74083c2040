"""Sites built in a temporary folder, and what stands in them."""

import json
import logging
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

CONFIGURATION = {
    "site_name": "Tiny",
    "theme": {"name": "material", "font": False, "features": ["navigation.tabs", "navigation.indexes"]},
    "plugins": ["search", "vademecum"],
    "markdown_extensions": [
        "admonition",
        "attr_list",
        "footnotes",
        "md_in_html",
        "tables",
        {"toc": {"permalink": "#"}},
    ],
}
"""What a site says in its `mkdocs.yml` where it says nothing else."""


def make_site(folder, files, settings=None, plugin=None):
    """Write the files of a site, and its `mkdocs.yml`: the usual one, changed by `settings`, and our `plugin`'s."""
    configuration = {**CONFIGURATION, **(settings or {})}
    if plugin:
        configuration["plugins"] = ["search", {"vademecum": plugin}]
    for path, text in {"mkdocs.yml": yaml.safe_dump(configuration), **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder


def build_site(folder, *, strict=False):
    """Build the site of `folder` as `mkdocs build` does."""
    site = folder / "site"
    with _Log() as log:
        try:
            config = load_config(str(folder / "mkdocs.yml"), strict=strict, site_dir=str(site))
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except Abort as end:
            return BuiltSite(site, log.lines, end.code)
    return BuiltSite(site, log.lines, 0)


class _Log(logging.Handler):
    """What MkDocs says while it builds, as its command line would print it, without its reports of progress."""

    def __init__(self):
        super().__init__()
        self.lines = []
        self._mkdocs = logging.getLogger("mkdocs")

    def emit(self, record):
        if record.levelno > logging.INFO or record.name == "mkdocs.plugins.vademecum":
            self.lines += f"{record.levelname} - {record.getMessage()}".splitlines()

    def __enter__(self):
        self._mkdocs.addHandler(self)
        self._before = self._mkdocs.level
        self._mkdocs.setLevel(logging.INFO)
        return self

    def __exit__(self, *_):
        self._mkdocs.setLevel(self._before)
        self._mkdocs.removeHandler(self)


@dataclass(frozen=True)
class BuiltSite:
    """A site that was built: where it is, what was said, and the status that `mkdocs build` would end with."""

    folder: Path
    log: list[str]
    status: int
    _read: dict = field(default_factory=dict, repr=False)

    def page(self, path="index.html"):
        """A page by its path in the site."""
        if path not in self._read:
            self._read[path] = BuiltPage((self.folder / path).read_text(encoding="utf-8"))
        return self._read[path]

    @property
    def paths(self):
        """Every file of the site, by its path in it."""
        return sorted(file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file())

    @property
    def pages(self):
        """The HTML files among them."""
        return [path for path in self.paths if path.endswith(".html")]

    @property
    def bytes(self):
        """Every file of the site, by its path in it."""
        return {path: (self.folder / path).read_bytes() for path in self.paths}

    @cached_property
    def index(self):
        """The entries of the search index."""
        return json.loads((self.folder / "search/search_index.json").read_text(encoding="utf-8"))["docs"]


class BuiltPage:
    """A page of a built site."""

    def __init__(self, html):
        self.html = html

    @cached_property
    def tree(self):
        """The page taken apart."""
        return BeautifulSoup(self.html, "html.parser")

    def texts(self, selector):
        """What each element that `selector` finds says."""
        return [" ".join(element.get_text().split()) for element in self.tree.select(selector)]

    @property
    def ids(self):
        """Every id in the page's own text."""
        return [element["id"] for element in self.tree.select("article [id]")]

    @property
    def text(self):
        """The words of the page's own text, behind menus and before the footer."""
        return " ".join(self.tree.select_one("article").get_text().split())
