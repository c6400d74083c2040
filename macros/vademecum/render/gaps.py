"""Characters that stand in a template's output for what differs from place to place; no text holds them."""

from typing import Any

from jinja2 import Environment

GAP = "\ufdd0"
"""For an id, or for whatever a frame has one gap for."""
CONTENT = "\ufdd1"
"""For a citation's own words."""
ADDRESS = "\ufdd2"
"""For the address of a work's page."""
PAGES = "\ufdd3"
"""For the number of pages that cite a work."""
NUMBER = "\ufdd4"
"""For the number of a note."""


def macros(environment: Environment, fragment: str) -> Any:  # noqa: ANN401  # its macros are known to Jinja2 alone
    """The macros of a fragment."""
    return environment.get_template(f"fragments/{fragment}").module


def frame(html: object, gap: str = GAP) -> tuple[str, str]:
    """What stands before and behind the gap."""
    before, _, after = str(html).partition(gap)
    return before, after
