"""A site as the command line meets it: its `mkdocs.yml`, its bibliography, its pages. Floor 7, below the commands."""

import logging
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError as MkDocsConfigurationError
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from rapidfuzz import process

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.library import read_bibliography
from vademecum.mkdocs_plugin import VademecumPlugin
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Finding

CONFIGURATION = "mkdocs.yml"
_NEAR_ENOUGH = 60


@dataclass(frozen=True, slots=True)
class Project:
    """A site and the folder it lies in."""

    root: Path
    _config: MkDocsConfig
    _plugin: VademecumPlugin

    @property
    def bibliography_files(self) -> list[Path]:
        """The BibTeX files of the site."""
        return [self.root / path for path in self._plugin.bibliography_paths]

    def read_bibliography(self) -> tuple[Bibliography, tuple[Finding, ...]]:
        """The entries of all these files, and what is wrong with them. ConfigurationError where one is missing."""
        return read_bibliography(self._plugin.bibliography_paths, root=self.root)

    def works_on(self, page: str) -> tuple[tuple[CitationKey, ...], tuple[Finding, ...]]:
        """The works that a page cites, in order of first mention, and what is wrong with it; drafts count too.

        `page` is a path below the documentation folder, or one that leads there from the working directory.
        ConfigurationError where there is no such page.
        """
        config, plugins = self._config, self._config.plugins
        try:
            plugins.on_startup(command="serve", dirty=False)
            config = plugins.on_config(config)
            files = plugins.on_files(get_files(config), config=config)
            plugins.on_nav(get_navigation(files, config), config=config, files=files)
            file = self._page(page, files)
            converted = file.page or Page(None, file, config)
            converted.read_source(config)
            converted.markdown = plugins.on_page_markdown(
                converted.markdown or "", page=converted, config=config, files=files
            )
            converted.render(config, files)
            plugins.on_page_content(converted.content or "", page=converted, config=config, files=files)
        except PluginError as error:
            raise ConfigurationError(str(error).removeprefix("vademecum: ")) from None
        return self._plugin.works_on(file.src_uri), self._plugin.page_findings

    def _page(self, path: str, files: Files) -> File:
        below = Path(path).resolve()
        docs = Path(self._config.docs_dir)
        names = [Path(path).as_posix(), below.relative_to(docs).as_posix() if below.is_relative_to(docs) else ""]
        pages = {file.src_uri: file for file in files.documentation_pages()}
        for name in names:
            if name in pages:
                return pages[name]
        near = process.extractOne(names[1] or names[0], list(pages), score_cutoff=_NEAR_ENOUGH)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        raise ConfigurationError(f"the site has no page '{path}'{hint}")


def open_project(configuration: str = CONFIGURATION) -> Project:
    """The site of a `mkdocs.yml`. ConfigurationError where it is not there or cannot work."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)  # What MkDocs says of pages is for its own commands.
    if not Path(configuration).is_file():
        message = f"there is no '{configuration}' here; name one with -f, or go to the folder that holds it"
        raise ConfigurationError(message)
    try:
        config = load_config(configuration)
    except MkDocsConfigurationError as error:
        raise ConfigurationError(f"'{configuration}' cannot be used: {error}") from None
    plugin = config.plugins.get("vademecum")
    if not isinstance(plugin, VademecumPlugin):
        raise ConfigurationError(f"'{configuration}' does not have 'vademecum' under 'plugins'")
    return Project(Path(configuration).resolve().parent, config, plugin)
