"""SVG files of the built site: a browser runs them like pages when they are opened by their address."""

from collections.abc import Iterator

from vademecum.checks.drawing_files import Doubt, Kind, doubts
from vademecum.checks.html_page import WHOLE, HtmlPage, PlacedUse, Spot
from vademecum.checks.html_paths import SitePaths
from vademecum.checks.html_roles import Role, Use
from vademecum.text.finding import Rule, Severity
from vademecum.text.source import Source

ACTIVE = Rule("html/active-drawing", Severity.ERROR, "A drawing runs code when it is opened by its address.")
BROKEN = Rule("html/broken-drawing", Severity.ERROR, "A drawing is no XML that can be read.")

_RULES = {Kind.RUNS: ACTIVE, Kind.BROKEN: BROKEN}


def read_drawing_file(path: str, text: str, paths: SitePaths) -> tuple[HtmlPage, list[Spot]]:
    """A drawing as a page that leads to and loads what the drawing does, and what is suspicious in itself."""
    source = Source(path, text)
    found = doubts(text) if text.strip() else []  # An empty file does nothing.
    uses = [PlacedUse(WHOLE, use) for doubt in found for use in _uses(doubt, source)]
    spots = [
        Spot(_RULES[doubt.kind], path, WHOLE, _offset(doubt, source), f"the drawing {doubt.words}", _hint(doubt))
        for doubt in found
        if doubt.kind in _RULES
    ]
    return HtmlPage(path, (), uses, frozenset(), paths.folder(path), None, None), spots


def _uses(doubt: Doubt, source: Source) -> Iterator[Use]:
    for address in doubt.addresses:
        yield Use(Role.LINK if doubt.is_link else Role.LOAD, address, _offset(doubt, source), "href")


def _offset(doubt: Doubt, source: Source) -> int:
    return min(source.line_start(doubt.line) + doubt.column - 1, len(source.text))


def _hint(doubt: Doubt) -> str:
    if doubt.kind is Kind.BROKEN:
        return "Save it again as plain SVG, in UTF-8."
    return "Take it out: drawing programs have a form called 'plain SVG'."
