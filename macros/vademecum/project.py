"""A site as the command line meets it: its `mkdocs.yml`, its bibliography, its pages. Floor 7, below the commands."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.exceptions import ConfigurationError as MkDocsConfigurationError
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey
from vademecum.check_settings import read_check_settings
from vademecum.checking import CheckedSite, CheckSettings
from vademecum.checks.built_html import BuiltSite
from vademecum.checks.link_site import LinkSettings
from vademecum.configuration import Configuration
from vademecum.documents import Documents
from vademecum.library import read_bibliography
from vademecum.mkdocs_navigation import Asides
from vademecum.mkdocs_plugin import VademecumPlugin
from vademecum.pages.outline_parts import OutlineSettings, slugify
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Finding
from vademecum.text.nearest import nearest_name
from vademecum.text.paths import path_from
from vademecum.text.source import Source

CONFIGURATION = "mkdocs.yml"


@dataclass(frozen=True)
class Project:
    """A site and the folder it lies in."""

    root: Path
    _config: MkDocsConfig
    _plugin: VademecumPlugin

    @property
    def bibliography_paths(self) -> Sequence[str]:
        """The BibTeX files of the site, as paths below its root."""
        return self._plugin.bibliography_paths

    @property
    def bibliography_files(self) -> list[Path]:
        """The BibTeX files of the site."""
        return [self.root / path for path in self.bibliography_paths]

    def bibliography_to_write(self, named: str | None) -> str:
        """The BibTeX file that new works go into, as the site names it; `named` from the working directory or the root.

        ConfigurationError where the site has no such file, or where it has several and none is named.
        """
        paths = {(self.root / path).resolve(): path for path in self.bibliography_paths}
        listed = ", ".join(f"'{path}'" for path in paths.values())
        if named is None:
            if len(paths) > 1:
                raise ConfigurationError(f"the site has several BibTeX files ({listed}); name one with --bibliography")
            return next(iter(paths.values()))
        found = paths.get(Path(named).resolve()) or paths.get((self.root / named).resolve())
        if found is None:
            raise ConfigurationError(f"'{named}' is no BibTeX file of the site; it has {listed}")
        return found

    @property
    def configuration(self) -> Configuration:
        """The site's `mkdocs.yml` as it is written."""
        return Configuration(self._configuration_source())

    @cached_property
    def check_settings(self) -> CheckSettings:
        """The settings of the checks, and what `mkdocs.yml` says elsewhere of what they need to know."""
        config = self._config
        toc = config.mdx_configs.get("toc", {})
        reading = OutlineSettings(
            slugify=toc.get("slugify", slugify),
            separator=str(toc.get("separator", "-")),
            with_math="pymdownx.arithmatex" in config.markdown_extensions,
        )
        links = LinkSettings(
            site_url=config.site_url or "",
            directory_urls=config.use_directory_urls,
            slash_is_docs=not isinstance(config.validation.links.absolute_links, int),
        )
        language = str(config.theme.get("language") or "en") if "language" in config.theme else "en"
        appended = config.mdx_configs.get("pymdownx.snippets", {}).get("auto_append") or ()
        return read_check_settings(self._plugin.config.check, reading, links, language, appended)

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

    def checked_site(self) -> tuple[CheckedSite, dict[str, Source]]:
        """What there is to check, and every source by the path that messages name."""
        files, folder = self._files(), self._folder()
        findings = self._plugin.refuse_outside(files, self._config)
        pages: dict[str, Source] = {}
        for file in files.documentation_pages():
            source, unreadable = decode_source(f"{folder}/{file.src_uri}", file.content_bytes)
            pages[file.src_uri] = source
            findings += unreadable
        bibliography, broken = self.read_bibliography()
        files_of_ours = [decode_source(path, (self.root / path).read_bytes())[0] for path in self.bibliography_paths]
        configuration = self._configuration_source()
        others = [*files_of_ours, configuration]
        navigation = Configuration(configuration).navigation(self._config.nav)
        beside = Asides(self._config.not_in_nav, (entry.target for entry in navigation or ()))
        works = self._plugin.work_addresses(self._config)
        site = CheckedSite(
            pages=pages,
            bibliography=bibliography,
            bibliography_findings=(*findings, *broken),
            other_sources=others,
            files=frozenset(file.src_uri for file in files),
            navigation=navigation,
            not_in_navigation=[path for path in pages if path in beside],
            sections=self._plugin.sections(files, self._config),
            templates=self._plugin.templates(self._config),
            documents=Documents(Path(self._config.docs_dir), folder),
            works=works,
            made_files=works.built(bibliography) if works else (),
            root=self.root,
            style=self._plugin.config.style,
            settings=self.check_settings,
        )
        return site, {source.path: source for source in (*pages.values(), *others)}

    def built_site(self, site_dir: Path) -> BuiltSite:
        """The built site in `site_dir`. ConfigurationError where there is none."""
        if not (site_dir / "index.html").is_file():
            message = f"there is no built site in '{site_dir}'; build it first, with 'mkdocs build'"
            raise ConfigurationError(message)
        files = {file.relative_to(site_dir).as_posix(): file for file in site_dir.rglob("*") if file.is_file()}
        folder = self._folder()
        made_from = {file.dest_uri: f"{folder}/{file.src_uri}" for file in self._files().documentation_pages()}
        return BuiltSite(
            pages={path: _text(file) for path, file in files.items() if path.endswith(".html")},
            files=files.keys(),
            address=self._config.site_url or "",
            styles={path: _text(file) for path, file in files.items() if path.endswith(".css")},
            drawings={path: _text(file) for path, file in files.items() if path.lower().endswith(".svg")},
            allowed_hosts=self.check_settings.allowed_hosts,
            sources=made_from,
        )

    def _configuration_source(self) -> Source:
        file = Path(self._config.config_file_path)
        return decode_source(file.name, file.read_bytes())[0]

    def _folder(self) -> str:
        """The documentation folder as messages name it."""
        return path_from(self._config.docs_dir, self.root)

    def has_below(self, path: Path, *others: Path) -> bool:
        """Whether a file or folder is a part of the site or of `others`, or holds one."""
        parts = [Path(self._config.docs_dir), Path(self._config.config_file_path), *self.bibliography_files, *others]
        return any(
            path.is_relative_to(part) or part.is_relative_to(path) for part in (each.resolve() for each in parts)
        )

    def _files(self) -> Files:
        """The files that are published; drafts of MkDocs' own (`draft_docs`) and what it excludes are not."""
        files = get_files(self._config)
        for file in files:
            if not file.src_uri.isprintable() and any("\udc80" <= sign <= "\udcff" for sign in file.src_uri):
                name = file.src_uri.encode("utf-8", "backslashreplace").decode()
                raise ConfigurationError(f"the name of the file '{name}' is not UTF-8; rename it")
        set_exclusions(files, self._config)
        return Files([file for file in files if file.inclusion.value > InclusionLevel.DRAFT.value])

    def _page(self, path: str, files: Files) -> File:
        below = Path(path).resolve()
        docs = Path(self._config.docs_dir)
        names = [Path(path).as_posix(), below.relative_to(docs).as_posix() if below.is_relative_to(docs) else ""]
        pages = {file.src_uri: file for file in files.documentation_pages()}
        for name in names:
            if name in pages:
                return pages[name]
        near = nearest_name(names[1] or names[0], pages)
        hint = f"; did you mean '{near}'?" if near else ""
        raise ConfigurationError(f"the site has no page '{path}'{hint}")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def open_project(configuration: str = CONFIGURATION) -> Project:
    """The site of a `mkdocs.yml`. ConfigurationError where it is not there or cannot work."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)  # What MkDocs says of pages is for its own commands.
    if Path(configuration).is_dir():
        raise ConfigurationError(f"'{configuration}' is a folder; name the file, such as '{configuration}/mkdocs.yml'")
    if not Path(configuration).is_file():
        message = f"there is no '{configuration}' here; name one with -f, or go to the folder that holds it"
        raise ConfigurationError(message)
    try:
        config = load_config(configuration)
    except MkDocsConfigurationError as error:
        raise ConfigurationError(f"'{configuration}' cannot be used: {error}") from None
    except Abort:  # It has said what is wrong.
        raise ConfigurationError(f"'{configuration}' cannot be used; see above") from None
    plugin = config.plugins.get("vademecum")
    if not isinstance(plugin, VademecumPlugin):
        raise ConfigurationError(f"'{configuration}' does not have 'vademecum' under 'plugins'")
    if plugin.config.unknown:
        message = " ".join(said for _, said in plugin.config.unknown)
        raise ConfigurationError(f"'{configuration}' cannot be used: under 'vademecum': {message}")
    return Project(Path(configuration).resolve().parent, config, plugin)
