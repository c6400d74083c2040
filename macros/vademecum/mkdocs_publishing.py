"""What is made of the whole site, put where MkDocs finds it: pages among its files, other files in its folder. Floor 7.

MkDocs asks for no page after `on_env`, but builds each that is among its files then: so a page of ours is given to it
finished, with its content and without a source.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from vademecum.macros.page import PageMacros
from vademecum.publishing.publication import MadePage, Output, Publication, PublishedPage
from vademecum.publishing.registry import FEET, FINDINGS, HEADS, MADE_PAGES, OUTPUTS
from vademecum.site import Site
from vademecum.text.errors import InternalError
from vademecum.text.source import Source


def publication_of(
    site: Site,
    config: MkDocsConfig,
    pages: Mapping[str, PageMacros],
    texts: Mapping[str, Source],
    settings: Mapping[str, Any],
) -> Publication:
    """The site as everything is made of it that needs to know all pages; `pages` and `texts` by their paths.

    What can be found wrong only now is added to the findings of the `site`.
    """
    published = {
        page.path: PublishedPage(
            page.path,
            page.url,
            page.title,
            texts[page.path],
            macros.front_matter,
            macros.writer,
            macros.headings,
            macros,
        )
        for page in site.map
        if (macros := pages.get(page.path))
    }
    publication = Publication(
        site,
        config.site_name,
        Path(config.config_file_path or "mkdocs.yml").parent,
        Path(config.docs_dir),
        address=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        description=config.site_description or "",
        author=config.site_author or "",
        language=str(config.theme.get("language") or "en") if "language" in config.theme else "en",
        repository=config.repo_url or "",
        extra=config.extra,
        settings=settings,
        pages=published,
    )
    site.findings += [finding for look in FINDINGS for finding in look(publication)]
    return publication


def add_made_pages(publication: Publication, files: Files, config: MkDocsConfig) -> dict[str, MadePage]:
    """Put every page of ours among `files`; those pages by the paths of their sources. A page somebody wrote stays."""
    made, taken = {}, {file.dest_uri for file in files}
    for make in MADE_PAGES:
        for each in make(publication):
            file = _file(each, config)
            if each.path not in files.src_uris and file.dest_uri not in taken:
                files.append(file)
                taken.add(file.dest_uri)
                made[each.path] = each
                publication.made[each.path] = file.url
    return made


def _file(made: MadePage, config: MkDocsConfig) -> File:
    file = File.generated(config, made.path, content="")
    page = Page(escape(made.title), file, config)
    page.meta = {
        name: escape(text) for name, text in (("title", made.title), ("description", made.description)) if text
    }
    if made.template:
        page.meta["template"] = made.template
    if not made.is_in_search:
        page.meta["search"] = {"exclude": True}
    page.markdown, page.content, page.toc = "", "", TableOfContents([])
    page.edit_url = None
    file.page = page
    return file


def head(publication: Publication, page: PublishedPage) -> Markup:
    """What the head of a page says to machines."""
    return Markup("\n").join(Markup(each(publication, page)) for each in HEADS)  # noqa: S704  # made by templates


def foot(publication: Publication, page: PublishedPage) -> Markup:
    """What stands below the text of a page."""
    return Markup("\n").join(Markup(each(publication, page)) for each in FEET)  # noqa: S704  # made by templates


def write_outputs(publication: Publication, folder: Path, taken: Collection[str]) -> None:
    """Write every file for machines into the built site. InternalError for one that would lie outside of it."""
    written = set(taken)
    for output in _outputs(publication):
        file = (folder / output.path).resolve()
        if not file.is_relative_to(folder.resolve()):
            raise InternalError(f"'{output.path}' would be written outside of the site")
        # What the site has under this name goes before ours.
        is_below = any(str(parent) in written for parent in PurePosixPath(output.path).parents)
        if output.path not in written and not is_below and not file.is_dir():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(output.data)
            written.add(output.path)


def _outputs(publication: Publication) -> Iterator[Output]:
    for make in OUTPUTS:
        yield from make(publication)
