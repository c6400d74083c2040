"""The headings of a page: one title, no level left out, none empty, none twice under one heading."""

from collections.abc import Iterator

from vademecum.checks.page_model import CheckedPage
from vademecum.text.finding import Finding, Rule, Severity

HEADING_LEVEL = Rule("page/heading-level", Severity.WARNING, "A heading leaves out a level.")
EXTRA_TITLE = Rule("page/extra-title", Severity.WARNING, "A page has a title in the middle of its text.")
EMPTY_HEADING = Rule("page/empty-heading", Severity.WARNING, "A heading has no text.")
SAME_HEADING = Rule("page/same-heading", Severity.WARNING, "Two headings under one heading have the same text.")

_MOST_SHOWN = 60


def heading_findings(page: CheckedPage) -> Iterator[Finding]:
    """What is wrong with the headings of one page. The title is the heading of the first level."""
    above: list[tuple[int, int]] = []  # the headings that hold the present one: level and number
    seen: set[tuple[int, int, str]] = set()
    last = 1
    for number, heading in enumerate(page.outline.headings):
        place, level = (heading.start, heading.end), heading.level
        text = " ".join(heading.text.split())
        if not text:
            yield page.at(EMPTY_HEADING, place, "the heading has no text", "Give it one, or remove its signs.")
        if level == 1 and number:
            hint = "A page has one title, at its head. Write '##' for the headings below it."
            yield page.at(EXTRA_TITLE, place, f"'{_short(text)}' is a second title of the page", hint)
        if level > last + 1:
            message = f"'{_short(text)}' is a heading of level {level} under one of level {last}"
            yield page.at(HEADING_LEVEL, place, message, f"Write '{'#' * (last + 1)}' before it.")
        last = level
        while above and above[-1][0] >= level:
            above.pop()
        own = above[-1][1] if above else -1, level, text.casefold()
        above.append((level, number))
        if text and own in seen:
            hint = "Readers and links cannot tell them apart. Say in each what is in it."
            yield page.at(SAME_HEADING, place, f"'{_short(text)}' is already a heading here", hint)
        seen.add(own)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
