"""HTML in pages that could run, load or send something: scripts, frames, forms, handlers, addresses, styles.

Raw HTML stays raw in the built site, so it is judged here, before a stranger's change is previewed. The attribute lists
of Markdown, `{ onclick=… }`, are judged like tags.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from vademecum.checks.page_model import CheckedPage
from vademecum.checks.page_tags import raw_tags
from vademecum.pages.outline_parts import Attribute, LinkKind, Tag
from vademecum.text.finding import Finding, Rule, Severity

UNSAFE_ELEMENT = Rule("page/unsafe-element", Severity.ERROR, "Raw HTML holds an element that runs, loads or sends.")
EVENT_HANDLER = Rule("page/event-handler", Severity.ERROR, "An attribute runs a script when something happens.")
UNSAFE_LINK = Rule("page/unsafe-link", Severity.ERROR, "An address runs something or hides what it leads to.")
UNSAFE_STYLE = Rule("page/unsafe-style", Severity.ERROR, "A style loads something from elsewhere or hides the page.")

_ELEMENTS = {
    **dict.fromkeys(("script",), "runs code in the reader's browser"),
    **dict.fromkeys(("iframe", "frame", "frameset", "portal", "fencedframe"), "shows another site inside the page"),
    **dict.fromkeys(("object", "embed", "applet"), "loads what only a plug-in can show"),
    "form": "sends what readers type to a server",
    "base": "moves every link of the page",
    "meta": "gives orders to the browser that belong to the head of a page",
    "link": "loads a file for the whole page",
}
_ANIMATIONS = frozenset(("animate", "set", "animatetransform"))
_ADDRESSES = frozenset(
    (*("href", "src", "xlink:href", "action", "data", "poster", "background", "cite", "ping", "longdesc"),)
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BLANK = re.compile(r"[\x00-\x20\x7f-\x9f\u200b\ufeff]+")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|svg\+xml)[;,]", re.IGNORECASE)
_UNSAFE_SCHEMES = frozenset(("javascript", "vbscript", "data", "livescript", "blob", "filesystem"))
_STYLE = re.compile(r"url\s*\(|@import|expression\s*\(|behavior\s*:|-moz-binding|image-set\s*\(", re.IGNORECASE)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COVERING = re.compile(r"position\s*:\s*fixed", re.IGNORECASE)
_LARGEST = 0x10FFFF
_PICTURES = frozenset(("img", "source", "image", "video", "input"))


def html_findings(page: CheckedPage) -> Iterator[Finding]:
    """What is unsafe in the raw HTML, the attribute lists and the links of one page."""
    for tag in raw_tags(page):
        yield from _element(page, tag)
        yield from _attributes(page, tag.attributes, tag.name)
    for listed in page.outline.attribute_lists:
        yield from _attributes(page, (_named(page, listed.start, each) for each in listed.attributes), "")
    for link in page.outline.links:
        if link.kind not in (LinkKind.HTML, LinkKind.REFERENCE, LinkKind.IMAGE_REFERENCE):
            place = link.target_start, link.target_end
            yield from _address(page, link.target, place, is_picture=link.is_image)
    pictures = {link.label for link in page.outline.links if link.kind is LinkKind.IMAGE_REFERENCE}
    for definition in page.outline.definitions:
        place = definition.target_start, definition.target_end
        yield from _address(page, definition.target, place, is_picture=definition.label in pictures)


def _element(page: CheckedPage, tag: Tag) -> Iterator[Finding]:
    place = tag.start, tag.end
    name = tag.name.rpartition(":")[2]
    if name in _ELEMENTS:
        hint = "Remove it. What a page needs to show can be Markdown, a picture or a table."
        yield page.at(UNSAFE_ELEMENT, place, f"<{name}> {_ELEMENTS[name]}", hint)
    if name in _ANIMATIONS:
        moved = next((each.value for each in tag.attributes if each.name == "attributename"), "")
        if moved.strip().lower().rpartition(":")[2] in {"href", "style"} or moved.strip().lower().startswith("on"):
            yield page.at(UNSAFE_ELEMENT, place, f"<{name}> changes where a link leads", "Remove it.")
    if name == "style":
        end = page.source.text.find("</", tag.end)
        inner = page.source.text[tag.end : end if end >= 0 else len(page.source.text)]
        if _is_unsafe_style(inner):
            message = "the style sheet loads something or covers the page"
            yield page.at(UNSAFE_STYLE, place, message, "Styles belong to the theme of the site.")


def _attributes(page: CheckedPage, attributes: Iterable[Attribute], element: str) -> Iterator[Finding]:
    for each in attributes:
        place = each.start, each.end
        if each.name.startswith("on") and each.name[2:].isalpha():
            message = f"'{each.name}' runs a script when something happens to the element"
            yield page.at(
                EVENT_HANDLER, place, message, "Remove the attribute. Pages hold text, and no code that runs."
            )
        elif each.name == "style" and _is_unsafe_style(each.value):
            message = "the style loads something or covers the page"
            yield page.at(UNSAFE_STYLE, place, message, "Styles belong to the theme of the site.")
        elif each.name == "srcdoc":
            yield page.at(UNSAFE_LINK, place, "'srcdoc' holds a page inside the page", "Remove the attribute.")
        elif each.name == "formaction":
            yield page.at(UNSAFE_ELEMENT, place, "'formaction' sends what readers type to a server", "Remove it.")
        elif each.name in _ADDRESSES:
            is_picture = element in _PICTURES or (not element and each.name == "src")
            yield from _address(page, each.value, place, is_picture=is_picture)


def _address(page: CheckedPage, address: str, place: tuple[int, int], *, is_picture: bool) -> Iterator[Finding]:
    """A finding for an address whose scheme is not safe. As for a browser, blanks and controls count for nothing."""
    if ":" not in address and "&" not in address:
        return
    read = _BLANK.sub("", unescape(address))
    scheme = _SCHEME.match(read)
    if not scheme or scheme[1].lower() not in _UNSAFE_SCHEMES or (is_picture and _PICTURE.match(read)):
        return
    hint = "Link to a page or a file by its address. Pictures alone may be 'data:image/…'."
    yield page.at(UNSAFE_LINK, place, f"the address begins with '{scheme[1].lower()}:'", hint)


def _is_unsafe_style(style: str) -> bool:
    read = _CSS_ESCAPE.sub(_unescape, _CSS_COMMENT.sub("", style))
    return bool(_STYLE.search(read) or _COVERING.search(read))


def _unescape(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    number = int(found[1], 16)
    return chr(number) if number <= _LARGEST else "\ufffd"


def _named(page: CheckedPage, start: int, attribute: Attribute) -> Attribute:
    """An attribute of a list with the place of its name, not of its value."""
    at = page.source.text.lower().rfind(attribute.name, start, attribute.start)
    return Attribute(attribute.name, attribute.value, max(at, start) if at >= 0 else attribute.start, attribute.end)
