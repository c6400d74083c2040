"""The MkDocs plugin: a thin door. Events and configuration come in here, the work is done below. Floor 7.

Order of a build: `on_config` opens the library, `on_page_markdown` hands each page to the Markdown extension,
`on_env` reports what is wrong with all of them, `on_page_context` fills the slots. That last step comes after the
search plugin has read the page, so that the index holds neither citation marks nor references.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from vademecum.bibliography.identifier import CitationKey
from vademecum.bibliography.inspection import inspect
from vademecum.checks.page_setup import leads_outside, style_finding, taken_for_metadata, theme_findings
from vademecum.checks.work_addresses import taken_addresses
from vademecum.citation.slot import Filling
from vademecum.conversion import Conversion
from vademecum.csl.style_sources import style_sources
from vademecum.library import Interface, Library, keep_formatted, open_library
from vademecum.macros.page import PageMacros
from vademecum.macros.term_marks import TermMarks
from vademecum.markdown_extension import VademecumExtension
from vademecum.mkdocs_extra import contact_of, settings_under, unusable
from vademecum.mkdocs_navigation import Asides, asides, escape_titles, leave_out, site_map
from vademecum.mkdocs_settings import VademecumConfig
from vademecum.pages.front_matter import FrontMatter, read_front_matter
from vademecum.render.assets import script, style_sheet
from vademecum.render.environment import STATIC, TEMPLATES
from vademecum.render.words import usable_words
from vademecum.render.work_links import WorkAddresses
from vademecum.report.order import in_order
from vademecum.report.text import format_finding
from vademecum.site import Heading, Site
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Finding, Severity
from vademecum.text.paths import path_from
from vademecum.text.source import Source

if TYPE_CHECKING:  # Only a preview needs a server.
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.vademecum")

_LEVELS = {Severity.INFO: logging.INFO, Severity.WARNING: logging.WARNING, Severity.ERROR: logging.ERROR}
_AFTER_SEARCH = -100
_ASSETS = {
    "extra_css": ("assets/stylesheets/vademecum.css", style_sheet),
    "extra_javascript": ("assets/javascripts/vademecum.js", script),
}
"""What every page loads of ours: by the setting of MkDocs that names it, its path and what it holds."""
_HIDDEN_HEADING = re.compile('<h2 data-search-exclude="" (?=id="(?:references|notes)")')


class _PageSource(NamedTuple):
    """A page's file, what it says of itself, and what is wrong with either."""

    source: Source
    front_matter: FrontMatter
    findings: tuple[Finding, ...]
    is_broken: bool
    """Whether the front matter cannot be read."""


class VademecumPlugin(BasePlugin[VademecumConfig]):  # type: ignore[no-untyped-call]  # the same
    """Renders citations, and what needs to know the whole site."""

    def __init__(self) -> None:
        self.told: Sequence[Finding] = ()
        """The findings of the last build, in order."""
        self._serving = False
        self._root = Path()
        self._watched: list[str] = []
        self._server: LiveReloadServer | None = None
        self._theme_directories: tuple[str, ...] = ()
        self._pages: dict[str, PageMacros] = {}
        self._texts: dict[str, Source] = {}
        self._fillings: dict[str, Filling] = {}
        self._read_files: dict[str, _PageSource] = {}
        self._drafts: set[str] = set()
        self._words: Mapping[str, Any] = {}
        self._asides = Asides(None, ())

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a preview: a preview shows what is wrong, and goes on."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Open the library, put templates and style sheets where the theme finds them, add the extension."""
        self._root = Path(config.config_file_path or "mkdocs.yml").parent
        self._add_theme(config)
        self._words = settings_under(config, "words")
        for message in unusable(config):
            log.warning("vademecum: %s", message)
        library = self._open(self.config.style)
        self._extension, self._terms = VademecumExtension(library), TermMarks()
        config.markdown_extensions = [
            *(
                each
                for each in config.markdown_extensions
                if each != "vademecum" and not isinstance(each, VademecumExtension | TermMarks)
            ),
            self._extension,  # type: ignore[list-item]  # Python-Markdown takes instances as well as names
            self._terms,  # type: ignore[list-item]  # the same
        ]
        self._watched = config.watch
        self._watch(self._root / path for path in self.bibliography_paths)
        self._watch(style_sources(self.config.style, self._root))
        self._site = Site(library, get_relative_url, contact_of(config), works=self.work_addresses(config))
        self._site.open_documents(config.docs_dir, self._docs(config))
        self._pages, self._texts, self._fillings, self._read_files, self._drafts = {}, {}, {}, {}, set()
        return config

    def _watch(self, files: Iterable[Path]) -> None:
        """Have a preview build again when one of these changes. It reads the list once, after the first build."""
        for file in map(str, files):
            if file not in self._watched:
                self._watched.append(file)
                if self._server:
                    self._server.watch(file)

    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Callable[..., Any]) -> None:
        """Keep the preview: a page may name a file of a style later."""
        self._server = server

    def work_addresses(self, config: MkDocsConfig) -> WorkAddresses | None:
        """Where the pages of the cited works are; None where the site has none."""
        has_pages = self.config.work_pages and self.config.look and config.theme.name == "material"
        return WorkAddresses(with_folders=config.use_directory_urls) if has_pages else None

    @property
    def bibliography_paths(self) -> list[str]:
        """The BibTeX files, relative to `mkdocs.yml`."""
        paths = self.config.bibliography
        return [paths] if isinstance(paths, str) else [str(path) for path in paths]

    def works_on(self, path: str) -> tuple[CitationKey, ...]:
        """The works that a page of the documentation folder cites, once the page is converted."""
        return self._site.ledger.works(path)

    @property
    def page_findings(self) -> tuple[Finding, ...]:
        """What is wrong with the pages that were converted."""
        return tuple(self._site.findings)

    def _open(self, style: str) -> Library:
        try:
            return open_library(
                self.bibliography_paths,
                style,
                self.config.lang,
                root=self._root,
                interface=Interface(self._theme_directories, usable_words(self._words)),
            )
        except ConfigurationError as error:
            raise PluginError(f"vademecum: {error}") from None

    def _add_theme(self, config: MkDocsConfig) -> None:
        """Our templates stand before Material's and behind the site's own."""
        custom = [config.theme.custom_dir] if config.theme.custom_dir else []
        others = [
            each for each in config.theme.dirs if each not in custom and each not in {str(TEMPLATES), str(STATIC)}
        ]
        if config.theme.name == "material" and self.config.look:
            config.theme.dirs = [*custom, str(TEMPLATES), str(STATIC), *others]
            for option_name, (path, _) in _ASSETS.items():
                if path not in config[option_name]:
                    config[option_name].insert(0, path)
        self._theme_directories = tuple(custom)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add our style sheet and script; refuse what leads out of the documentation folder."""
        for option_name, (path, make) in _ASSETS.items():
            if path in config[option_name] and path not in files.src_uris:
                files.append(File.generated(config, path, content=make()))
        for file in [file for file in files if file.src_dir == str(TEMPLATES)]:
            files.remove(file)  # MkDocs copies what a theme has that does not end in '.html'.
        self._site.findings += self.refuse_outside(files, config)
        return files if self._serving else self._without_drafts(files, config)

    def refuse_outside(self, files: Files, config: MkDocsConfig) -> list[Finding]:
        """Take out of `files` what leads out of the documentation folder; a finding for each of these."""
        folder = Path(config.docs_dir)
        inside = os.path.realpath(folder) + os.sep
        findings = []
        for file in [each for each in files if each.src_dir and Path(each.src_dir) == folder]:
            if not os.path.realpath(file.abs_src_path or folder).startswith(inside):
                findings.append(leads_outside(f"{self._docs(config)}/{file.src_uri}"))
                files.remove(file)
        return findings

    def _without_drafts(self, files: Files, config: MkDocsConfig) -> Files:
        """Drafts are for the preview alone."""
        for file in files.documentation_pages():
            if self._is_draft(file, config):
                self._drafts.add(file.src_uri)
                file.inclusion = InclusionLevel.EXCLUDED
        return files

    def _read(self, file: File, config: MkDocsConfig) -> _PageSource:
        """A page's file, read once."""
        read = self._read_files.get(file.src_uri)
        if read is None:
            source, findings = decode_source(f"{self._docs(config)}/{file.src_uri}", file.content_bytes)
            front_matter, more = read_front_matter(source)
            read = self._read_files[file.src_uri] = _PageSource(source, front_matter, (*findings, *more), bool(more))
        return read

    def _docs(self, config: MkDocsConfig) -> str:
        """The documentation folder as messages name it: relative to `mkdocs.yml`."""
        return path_from(config.docs_dir, Path(config.config_file_path or "mkdocs.yml").parent)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Learn which pages and sections there are; their titles are known later."""
        if self._site.works:
            published = (
                file
                for file in files
                if file.inclusion is not InclusionLevel.EXCLUDED and file.src_uri not in self._drafts
            )
            self._site.works = replace(self._site.works, taken=frozenset(file.dest_uri for file in published))
        self._nav = nav
        leave_out(nav, self._drafts)
        escape_titles(nav.items)
        self._asides = asides(config, nav)
        self._site.map = site_map(nav, files, self._pages, self._asides)

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str:
        """Give MkDocs the text that was read, without a front matter that it could not read either."""
        read = self._read(page.file, config)
        return read.source.text[read.front_matter.end :] if read.is_broken else read.source.text

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take citations and macro calls out of the text, and tell the extension which page comes next."""
        path = page.file.src_uri
        source, front_matter, findings, is_broken = self._read_files.pop(path)
        self._site.findings.extend(findings)
        body = source.text[front_matter.end :].lstrip("\n") if is_broken else markdown
        shift = len(source.text) - len(body) if source.text.endswith(body) else None
        conversion = Conversion(
            self._library_for(front_matter, source),
            source,
            shift,
            with_references=front_matter.has_references,
            works=self._site.work_links(page.url),
            notes_after_punctuation=self.config.notes_after_punctuation,
        )
        macros = PageMacros(self._site, conversion.library.writer, front_matter, path, page.url)
        self._pages[path], self._texts[path], self._conversion = macros, source, conversion
        if not front_matter.end:  # MkDocs also takes "Name: value" lines at the head of a page for metadata.
            front_matter = FrontMatter(dict(page.meta))
            if any("@" in str(value) for value in page.meta.values()):
                self._site.findings.append(taken_for_metadata(source))
        unusable = dict(theme_findings(front_matter, source, self.templates(config)))
        self._site.findings.extend(unusable.values())
        page.meta = {
            name: _escaped(value)
            for name, value in front_matter.values.items()
            if value is not None and name not in unusable
        }
        self._extension.expect(conversion)
        self._terms.expect(macros, conversion)
        return macros.expand(conversion, body)

    def sections(self, files: Files, config: MkDocsConfig) -> list[str]:
        """The folders of the navigation's sections, in order; as in a build, drafts do not count."""
        nav = get_navigation(files, config)
        leave_out(nav, {file.src_uri for file in files.documentation_pages() if self._is_draft(file, config)})
        return [folder for folder, _ in site_map(nav, files, {}).sections()]

    def _is_draft(self, file: File, config: MkDocsConfig) -> bool:
        is_candidate = b"draft" in file.content_bytes
        return is_candidate and self._read(file, config).front_matter.text("review_status") == "draft"

    def templates(self, config: MkDocsConfig) -> set[str]:
        """The templates that a page may ask for: the site's own, and those of ours that are made for it."""
        custom = Path(config.theme.custom_dir) if config.theme.custom_dir else None
        ours = {"main.html", "home.html"} if config.theme.name == "material" and self.config.look else {"main.html"}
        return ours | ({path.name for path in custom.glob("*.html")} if custom else set())

    def _library_for(self, front_matter: FrontMatter, source: Source) -> Library:
        """The library in the style that the page asks for, or in the site's."""
        style = front_matter.text("style")
        if style and style != self.config.style:
            self._watch(style_sources(style, self._root))
            unknown = style_finding(front_matter, source, self._root)
            if not unknown:
                return self._open(style)
            self._site.findings.append(unknown)
        return self._site.library

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Enter the page's citations in the ledger; keep its headings for `contents()`."""
        macros, conversion = self._pages[page.file.src_uri], self._conversion
        self._fillings[page.file.src_uri] = conversion.slots.settle()
        macros.citations = conversion.citations
        path = page.file.src_uri
        self._site.ledger.record(path, conversion.citations.all_mentions(), is_aside=path in self._asides)
        self._site.findings += conversion.findings()
        macros.headings = tuple(Heading(unescape(item.title), item.id) for item in _main_headings(page))
        self._site.headings[page.file.src_uri] = macros.headings
        if "title" not in page.__dict__ and "title" not in page.meta:
            page.title = escape(unescape(str(page.title)))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """All pages are read: say all that is wrong at once, and stop a strict build."""
        from vademecum.mkdocs_build import SiteBuild  # noqa: PLC0415  # A check makes no pages, and need not load it.

        self._site.map = site_map(self._nav, files, self._pages, self._asides)
        env.filters["striptags"] = _strip_tags
        env.globals["vademecum_sources"] = self._sources
        self._build = SiteBuild(self._site, config, self._pages, self._texts, dict(self.config))
        self._build.furnish(env)
        works = (self._site.library.bibliography[key] for key in self._site.ledger.all_works())
        unclear = (finding for finding in inspect(works) if finding.severity >= Severity.WARNING)
        own_pages = self._site.works.sources(self._site.ledger.all_works()) if self._site.works else {}
        findings = self.told = in_order(
            (*self._site.library.findings, *self._site.findings, *unclear, *taken_addresses(self._texts, own_pages))
        )
        for finding in findings:
            log.log(_LEVELS[finding.severity], format_finding(finding))
        serious = sum(finding.severity >= Severity.WARNING for finding in findings)
        if serious and config.strict and not self._serving:
            raise PluginError(
                f"vademecum: {serious} finding{'s' if serious > 1 else ''} in strict mode; nothing was built"
            )
        self._build.add_pages(files)
        return env

    def _sources(self, page: Page) -> int:
        """How many works a page cites, for templates."""
        file = getattr(page, "file", None)
        return len(self._site.ledger.works(file.src_uri)) if file else 0

    @event_priority(_AFTER_SEARCH)
    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> None:
        """Fill the slots of the page."""
        ours: dict[str, Any] = context  # type: ignore[assignment]  # MkDocs' type has no room for what is ours
        self._build.enter(page, ours)
        filling = self._fillings.get(page.file.src_uri)
        if filling and page.content:
            page.content = _HIDDEN_HEADING.sub("<h2 ", filling.fill(page.content))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is made for machines, and what the next build need not format again."""
        self._build.write()
        keep_formatted(self._root)


def _main_headings(page: Page) -> list[Any]:
    """The headings of the highest level below the page's title."""
    items = list(page.toc)
    if len(items) == 1 and items[0].level == 1:
        items = list(items[0].children)
    return items


def _escaped(value: object) -> object:
    """`value` with every text in it escaped for HTML: themes print front matter as it comes."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {name: _escaped(item) for name, item in value.items()}
    return [_escaped(item) for item in value] if isinstance(value, list) else value


def _strip_tags(value: object) -> Markup:
    """Jinja2's `striptags`, whose result is text: MkDocs does not escape it, and it may hold what looks like a tag."""
    return escape(Markup(str(value)).striptags())  # noqa: S704  # it is taken apart, then escaped
