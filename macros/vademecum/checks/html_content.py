"""What is wrong inside a built page: ids, empty links, pictures without a text, and what should not be left in it."""

import re
from collections.abc import Iterator

from vademecum.checks.html_names import LinkNames
from vademecum.checks.html_page import HtmlPage, Spot
from vademecum.checks.html_scope import Scope
from vademecum.checks.html_tags import Markup
from vademecum.text.finding import Rule, Severity

DUPLICATE_ID = Rule("html/duplicate-id", Severity.WARNING, "Two elements of a page have one id.")
MISSING_ID = Rule("html/missing-id", Severity.WARNING, "An element names an id that its page does not have.")
EMPTY_LINK = Rule("html/empty-link", Severity.WARNING, "A link has no text that could be read or heard.")
MISSING_ALT = Rule("html/missing-alt", Severity.WARNING, "A picture says nothing to those who do not see it.")
LEFTOVER_MARK = Rule("html/leftover-mark", Severity.ERROR, "A mark of the generator was left in a page.")
UNKNOWN_SOURCE = Rule("html/unknown-source", Severity.ERROR, "A page shows a citation of an unknown work.")
RAW_MACRO = Rule("html/raw-macro", Severity.WARNING, "A page shows braces that were to be replaced.")
RAW_CITATION = Rule("html/raw-citation", Severity.WARNING, "A page shows a citation as it was typed.")

# Marks beyond the basic plane are only made where a text has used up these.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PRIVATE_RUN = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]++")
_TOKEN_LENGTH, _OPENING, _CLOSING = 8, 16, 17
_USUAL_FIRST, _USUAL_LAST = "\ue000", "\ue012"
_MACRO = re.compile(r"\{\{[^{}\n]{1,200}\}\}")
_CITATION = re.compile(r"\[(?:[^\[\]@\n]{0,200}[\s;])?-?@[\w{][^\[\]\n]{0,200}\]")
_NOT_SHOWN = Scope.INERT | Scope.HIDDEN
_MOST_SHOWN = 40


def content_spots(page: HtmlPage, text: str, markup: Markup, names: LinkNames) -> Iterator[Spot]:
    """What is suspicious in one page, whose text is `text` and whose pieces are `markup`."""
    yield from _ids(page)
    yield from _references(page)
    for piece, element in page.elements:
        if element.lacks_alt:
            message = f"the picture '{_short(element.tag.get('src') or element.tag.get('href'))}' has no alt text"
            hint = 'Say in "alt" what it shows; write alt="" if it only decorates.'
            yield Spot(MISSING_ALT, page.path, piece, 0, message, hint, _NOT_SHOWN)
        if element.is_unknown_source:
            shown = markup.pieces[piece + 1].strip()
            message = f"the page shows '{_short(shown)}', a work that the bibliography does not have"
            yield Spot(UNKNOWN_SOURCE, page.path, piece, 0, message, "Correct the key, or add the work.", Scope.INERT)
        if element.is_nameless_link and not names.has_name(markup, piece):
            address = element.uses[0].address
            # Marks of numbered lines and the like lead to themselves and are no links to a reader.
            if address.strip() and address.removeprefix("#") not in element.anchors:
                message = f"the link to '{_short(address)}' has no text"
                hint = "Give it a text, a picture with alt text, or an aria-label."
                yield Spot(EMPTY_LINK, page.path, piece, 0, message, hint, _NOT_SHOWN)
    yield from _left_over(page, text, markup)


def _ids(page: HtmlPage) -> Iterator[Spot]:
    seen: set[str] = set()
    for piece, element in page.elements:
        name = element.tag.get("id")
        if name and name in seen:
            offset = element.tag.attributes["id"].offset
            message = f"the id '{_short(name)}' is used a second time on this page"
            hint = "Links to it lead to the first. Give one of the two another id."
            yield Spot(DUPLICATE_ID, page.path, piece, offset, message, hint, Scope.INERT)
        seen.add(name)


def _references(page: HtmlPage) -> Iterator[Spot]:
    for piece, element in page.elements:
        for name, offset, attribute in element.references:
            # Material names its switches so, and leaves some out on pages that do not need them.
            is_switch = attribute == "for" and name.startswith("__")
            if name not in page.anchors and not is_switch:
                message = f"'{attribute}' names the id '{_short(name)}', which this page does not have"
                hint = "Correct the name, or give the element that is meant this id."
                yield Spot(MISSING_ID, page.path, piece, offset, message, hint, Scope.INERT)


def _left_over(page: HtmlPage, text: str, markup: Markup) -> Iterator[Spot]:
    if not text.isascii() and _PRIVATE.search(text):
        for index, piece in enumerate(markup.pieces):
            for match in _PRIVATE_RUN.finditer(piece):
                offset = _mark_of_ours(match[0])
                if offset >= 0:
                    message = "a mark that stands for a citation or a macro was left in the page"
                    hint = "This is a fault of the generator or of a plugin that runs beside it; please report it."
                    yield Spot(LEFTOVER_MARK, page.path, index, match.start() + offset, message, hint)
    literal = _NOT_SHOWN | Scope.LITERAL
    if "{{" in text:
        for index, match in _matches(_MACRO, markup):
            message = f"the page shows '{_short(match[0])}' as it was typed"
            hint = "Correct the call, or set it as code if it is meant to be shown."
            yield Spot(RAW_MACRO, page.path, index, match.start(), message, hint, literal)
    if "@" in text:
        for index, match in _matches(_CITATION, markup):
            message = f"the page shows '{_short(match[0])}' as it was typed"
            hint = "Citations are not read inside raw HTML; set it as code if it is meant to be shown."
            yield Spot(RAW_CITATION, page.path, index, match.start(), message, hint, literal)


def _matches(pattern: re.Pattern[str], markup: Markup) -> Iterator[tuple[int, re.Match[str]]]:
    for index in range(0, len(markup.pieces), 2):
        for match in pattern.finditer(markup.pieces[index]):
            yield index, match


def _mark_of_ours(run: str) -> int:
    """Where in a run of private-use characters a mark of ours begins, or -1: authors may use such characters too."""
    for start in range(len(run) - _TOKEN_LENGTH + 1):
        base = ord(run[start]) - _OPENING
        digits = run[start + 1 : start + _TOKEN_LENGTH - 1]
        if ord(run[start + _TOKEN_LENGTH - 1]) == base + _CLOSING and all(
            0 <= ord(digit) - base < _OPENING for digit in digits
        ):
            return start
    # What is left of a mark that something cut in two. One character alone may be an author's.
    is_usual = len(run) > 1 and all(_USUAL_FIRST <= character <= _USUAL_LAST for character in run)
    return 0 if is_usual else -1


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
