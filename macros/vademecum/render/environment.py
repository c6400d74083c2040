"""Where templates come from: the package's own, which a site overrides as it overrides its theme."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent.parent / "templates"
STATIC = Path(__file__).parent.parent / "static"


def make_environment(directories: Sequence[str] = ()) -> Environment:
    """An environment that looks in `directories` first (the theme's, in their order), then in the package.

    Everything printed is escaped unless it is markup of ours; a name that is not there is an error.
    """
    loader = FileSystemLoader([*directories, str(TEMPLATES)], encoding="utf-8")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
