"""In what an element stands: code, something hidden, the frame around a page's text."""

from collections import Counter
from enum import IntFlag
from typing import NamedTuple

from vademecum.checks.html_tags import RAW_TEXT, VOID, Markup, Tag, read_tag


class Scope(IntFlag):
    """What encloses an element or a text."""

    NONE = 0
    LITERAL = 1
    """Code, quotations, and whatever else shows text as it was typed."""
    HIDDEN = 2
    """Shown to nobody until a script changes it, or kept from assistive software."""
    INERT = 4
    """No part of the document: a template, or what stands in for scripts."""
    FRAME = 8
    """Around a page's text, the same on many pages: head, navigation, header, footer."""
    FOREIGN = 16
    """A drawing or a formula, where `/>` closes an element."""


_OF_NAME = {
    **dict.fromkeys(("code", "pre", "kbd", "q", "samp", "var"), Scope.LITERAL),
    **dict.fromkeys(("template", "noscript"), Scope.INERT),
    **dict.fromkeys(("head", "nav", "header", "footer"), Scope.FRAME),
    **dict.fromkeys(("svg", "math"), Scope.FOREIGN),
}
_FOREIGN = int(Scope.FOREIGN)
# What an open element of the first kind is closed by, where its end tag is left out.
_CLOSED_BY = {
    "p": frozenset(("p", "div", "ul", "ol", "dl", "table", "section", "article", "nav", "header", "footer", "pre")),
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th", "tr")),
    "th": frozenset(("td", "th", "tr")),
    "tr": frozenset(("tr",)),
    "option": frozenset(("option", "optgroup")),
}


class Place(NamedTuple):
    """What encloses a tag, its own element included, and what the text behind the tag: values of `Scope`, joined."""

    element: int
    behind: int


class _Step(NamedTuple):
    """What a tag changes on the way through a page."""

    name: str
    closing: bool
    scope: int
    is_single: bool
    """Whether the element has no content that could stand inside it."""
    closes_itself: bool
    """Whether it ends in `/>`, which counts in drawings."""


class Steps(dict[str, _Step | None]):
    """What tags change, by the tags as written: pages of a site share most of them."""

    def __missing__(self, raw: str) -> _Step | None:
        tag, step = read_tag(raw), None
        if tag is not None:
            is_single = tag.name in VOID or tag.name in RAW_TEXT
            step = _Step(tag.name, tag.closing, int(scope_of(tag)), is_single, raw.endswith("/>"))
        self[raw] = step
        return step


def scopes(markup: Markup, steps: Steps) -> list[Place]:
    """For each tag of `markup`, and each comment, where it stands."""
    found = []
    names: list[str] = []
    within = [0]
    still_open: Counter[str] = Counter()
    for step in map(steps.__getitem__, markup.pieces[1::2]):
        scope = within[-1]
        if step is None:
            pass
        elif step.closing:
            # An end tag without a start is nothing; a missing end tag ends where its parent does.
            while still_open[step.name]:
                name = names.pop()
                within.pop()
                still_open[name] -= 1
                if name == step.name:
                    break
        else:
            if names and step.name in _CLOSED_BY.get(names[-1], ()):
                still_open[names.pop()] -= 1
                within.pop()
            scope = within[-1] | step.scope
            if not step.is_single and not (step.closes_itself and scope & _FOREIGN):
                names.append(step.name)
                within.append(scope)
                still_open[step.name] += 1
        found.append(Place(scope, within[-1]))
    return found


def scope_of(tag: Tag) -> Scope:
    """What a start tag makes of its content."""
    scope = _OF_NAME.get(tag.name, Scope.NONE)
    if "hidden" in tag.attributes or tag.get("aria-hidden").strip().lower() == "true":
        scope |= Scope.HIDDEN
    return scope
