"""Pages of ours that differ in title, description, address and text alone: their frame is rendered once. Floor 7.

A site has as many pages of works as it cites works. To render menu, header and footer for each of them would cost
more than all the rest of the build.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

_NAME = "vm-framed-page"
_TITLE, _DESCRIPTION, _CONTENT = "\U000f5701", "\U000f5702", "\U000f5703"
"""What stands in a frame for what differs; the private-use characters go through every filter of a template."""
_OWN = {"vademecum_head": "\U000f5704", "vademecum_lead": "\U000f5705"}
"""The same for what templates call, by the names of the functions."""
_STANDS_IN = re.compile(f"({_NAME}|{_TITLE}|{_DESCRIPTION}|{_CONTENT}|{'|'.join(_OWN.values())})")
_MAIN = "main.html"


class Frames:
    """The frames of one build, by the folder of their pages: what a page links to is told from there."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._frames: dict[str, list[str]] = {}

    @pass_context
    def fill(self, context: Context) -> Markup:
        """The whole page that a template is asked for."""
        page = context["page"]
        folder = page.file.src_uri.rpartition("/")[0]
        if folder not in self._frames:
            own_parts = {name: sign.__str__ for name, sign in _OWN.items()}
            self._frames[folder] = _STANDS_IN.split(self._render(context, self._stand_in(folder), own_parts))
        frame = self._frames[folder]
        if frame.count(_CONTENT) != 1:  # A site's own template does something else with it.
            return Markup(self._render(context, page))  # noqa: S704  # made by a template
        own: dict[str, str] = {
            _NAME: page.file.name,
            _TITLE: str(page.title),
            _DESCRIPTION: str(page.meta.get("description", "")),
            _CONTENT: str(page.content),
            **{sign: str(context[name]()) for name, sign in _OWN.items()},
        }
        return Markup("".join(own.get(piece, piece) for piece in frame))  # noqa: S704  # the same

    def _stand_in(self, folder: str) -> Page:
        """A page for which others take the place."""
        file = File.generated(self._config, f"{folder}/{_NAME}.md".lstrip("/"), content="")
        page = Page(_TITLE, file, self._config)
        page.meta = {"title": escape(_TITLE), "description": escape(_DESCRIPTION)}
        page.markdown, page.content, page.toc, page.edit_url = "", _CONTENT, TableOfContents([]), None
        page.active = True
        return page

    @staticmethod
    def _render(context: Context, page: Page, own: Mapping[str, Callable[[], str]] | None = None) -> str:
        variables: dict[str, Any] = {**context.get_all(), **(own or {}), "page": page}
        return context.environment.get_template(_MAIN).render(variables)
