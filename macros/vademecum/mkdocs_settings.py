"""The settings of the plugin in `mkdocs.yml`. Floor 7."""

from collections.abc import Sequence
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option

from vademecum.library import DEFAULT_STYLE
from vademecum.text.nearest import nearest_name


class VademecumConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """The plugin's settings in `mkdocs.yml`; paths are relative to that file."""

    bibliography = option.Type((str, list), default="references.bib")
    """The BibTeX file, or a list of them."""
    style = option.Type(str, default=DEFAULT_STYLE)
    """The citation style: the name of one that is there, or the path of a `.csl` file."""
    lang = option.Type(str, default="en-US")
    """The language of the words that a style adds."""
    notes_after_punctuation = option.Optional(option.Type(bool))
    """Whether raised citations go behind the punctuation that follows them; without it, notes do and numbers do not."""

    check = option.Type(dict, default={})
    """What `vademecum check` holds the site against; see the editors' guide."""
    look = option.Type(bool, default=True)
    """Whether pages get our own look; without it they keep that of their theme."""
    work_pages = option.Type(bool, default=True)
    """Whether each cited work gets a page, and its list downloads; only where the site has our look."""
    feeds = option.Type(bool, default=True)
    """Whether the site gets feeds of what changed in its evidence: `feed.xml` (Atom) and `feed.json` (JSON Feed)."""
    twins = option.Type(bool, default=True)
    """Whether each page also stands as Markdown beside it (`index.md`), for programs that read text."""

    unknown: Sequence[tuple[str, str]] = ()
    """Names that are no settings, each with a word about it."""

    def validate(self) -> tuple[list[Any], list[Any]]:
        """MkDocs' own validation, with a suggestion for a name that it does not know."""
        failed, warnings = super().validate()
        known = [name for name, _ in self._schema]
        self.unknown = [(key, self._suggest(key, message, known)) for key, message in warnings]
        return failed, self.unknown

    @staticmethod
    def _suggest(key: str, message: str, known: list[str]) -> str:
        if key in known:
            return message
        near = nearest_name(key, known)
        return f"{message}. " + (f"Did you mean '{near}'?" if near else f"The settings are: {', '.join(known)}.")
