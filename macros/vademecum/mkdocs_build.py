"""What a build makes of a site when all its pages are read, and where MkDocs finds it. Floor 7.

A check makes nothing: only a build loads this module, and with it all that publishes a site.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from vademecum.macros.page import PageMacros
from vademecum.mkdocs_frames import Frames
from vademecum.mkdocs_publishing import add_made_pages, foot, head, publication_of, write_outputs
from vademecum.mkdocs_search import add_to_search
from vademecum.publishing.feeds import show_changes
from vademecum.publishing.frame import frames
from vademecum.publishing.publication import MadePage
from vademecum.publishing.strips import evidence_strips
from vademecum.site import Site
from vademecum.text.source import Source

_OF_PAGES = ("vademecum_head", "vademecum_lead", "vademecum_foot")
"""What templates call for what is made of a page; a theme that does not print it has nothing made."""


class SiteBuild:
    """The publication of one build, and the pages that it adds.

    `pages` and `texts` are those of the pages by their paths, `settings` those of the plugin. What can be found wrong
    only now is added to the findings of the `site`.
    """

    def __init__(
        self,
        site: Site,
        config: MkDocsConfig,
        pages: Mapping[str, PageMacros],
        texts: Mapping[str, Source],
        settings: Mapping[str, Any],
    ) -> None:
        self._config = config
        self._publication = publication_of(site, config, pages, texts, settings)
        site.show_changes = partial(show_changes, self._publication)
        self._made: Mapping[str, MadePage] = {}
        self._taken: frozenset[str] = frozenset()

    def furnish(self, env: Environment) -> None:
        """Give templates what they call."""
        env.globals["vademecum_framed"] = Frames(self._config).fill
        env.globals["vademecum_frame"] = frames(self._publication)
        env.globals["vademecum_evidence"] = evidence_strips(self._publication)
        for name in _OF_PAGES:
            env.globals[name] = str  # of what is no page

    def add_pages(self, files: Files) -> None:
        """Put the pages of ours among the files of the site."""
        self._made = add_made_pages(self._publication, files, self._config)
        self._taken = frozenset(file.dest_uri for file in files)

    def enter(self, page: Page, context: dict[str, Any]) -> None:
        """Say in the `context` of a page what templates call of it; let readers find it by its works; make ours."""
        path = page.file.src_uri
        published, made = self._publication.pages.get(path), self._made.get(path)
        of_page: dict[str, Callable[[], str]] = dict.fromkeys(_OF_PAGES, str)
        if made:
            of_page |= {"vademecum_head": made.head, "vademecum_lead": made.lead}
            page.content = made.make()
        if published:
            of_page["vademecum_head"] = partial(head, self._publication, published)
            of_page["vademecum_foot"] = partial(foot, self._publication, published)
            if self._publication.is_of_book(path):
                add_to_search(self._config.plugins, self._publication, published)
        context.update(of_page)

    def write(self) -> None:
        """Write what is made for machines into the folder of the built site."""
        write_outputs(self._publication, Path(self._config.site_dir), self._taken)
