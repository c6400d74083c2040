"""Where templates come from: the package's own, which a site overrides as it overrides its theme."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent.parent / "templates"
STATIC = Path(__file__).parent.parent / "static"


def make_environment(directories: Sequence[str] = (), words: Mapping[str, str] | None = None) -> Environment:
    """An environment that looks in `directories` first (the theme's, in their order), then in the package.

    `words` are what a site says instead of the interface's own. Everything printed is escaped unless it is markup of
    ours; a name that is not there is an error.
    """
    loader = FileSystemLoader([*directories, str(TEMPLATES)], encoding="utf-8")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["vademecum_words"] = dict(words or {})
    return environment
