"""What of a saved page is no text of its author: menus, footers, scripts, forms, and what readers do not see."""

import re

from vademecum.importing.blocks import SavedPage
from vademecum.importing.html_styles import address_of, picture_of
from vademecum.importing.html_tree import Element

_SILENT = frozenset(("script", "style", "template", "head", "meta", "link", "base", "title"))
_ELEMENTS = {
    "nav": "menu",
    "aside": "box beside the text",
    "noscript": "text for browsers without scripts",
    "iframe": "frame of another site",
    "object": "object for a plug-in",
    "embed": "object for a plug-in",
    "video": "film",
    "audio": "sound",
    "canvas": "drawing of a script",
    "svg": "drawing within the page",
    "form": "form",
    "button": "button",
    "select": "form",
    "input": "form",
    "textarea": "form",
    "frameset": "frames",
}
_ROLES = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "banner": "head of the site",
    "contentinfo": "foot of the site",
    "search": "form",
    "complementary": "box beside the text",
    "dialog": "window over the page",
}
_NAMES = {
    **dict.fromkeys(
        (
            *("nav", "navbar", "navigation", "menu", "main-menu", "main-nav", "site-nav", "topnav", "breadcrumb"),
            *("breadcrumbs", "wsite-menu", "wsite-menu-default", "wsite-nav", "nav-wrap", "mobile-nav", "navmobile"),
            *("post-navigation", "nav-links", "pagination", "skip-link", "screen-reader-text", "main-navigation"),
        ),
        "menu",
    ),
    **dict.fromkeys(
        ("footer", "site-footer", "footer-wrap", "wsite-footer", "colophon", "footer-widgets"), "foot of the site"
    ),
    **dict.fromkeys(("site-header", "masthead", "banner", "wsite-header", "site-branding"), "head of the site"),
    **dict.fromkeys(("sidebar", "widget", "widget-area", "wsite-sidebar", "secondary"), "box beside the text"),
    **dict.fromkeys(
        (
            *("share", "sharing", "sharedaddy", "social", "social-share", "social-links", "wsite-social", "addtoany"),
            *("share-buttons", "jp-relatedposts", "related-posts", "wp-block-social-links", "fb-like"),
        ),
        "buttons for sharing",
    ),
    **dict.fromkeys(
        ("entry-meta", "post-meta", "entry-footer", "byline", "cat-links", "tags-links"), "notes about the post"
    ),
    **dict.fromkeys(("comments", "comments-area", "respond", "comment-list", "disqus_thread"), "comments of readers"),
    **dict.fromkeys(("mw-editsection", "edit-link", "post-edit-link"), "ways to edit the page"),
    **dict.fromkeys(("cookie", "cookie-notice", "cookie-banner", "gdpr", "popup", "modal"), "notice of the site"),
}
_UNSHOWN = frozenset(("head", "title", "meta", "link", "base"))
_NEVER = frozenset(("", "html", "body", "main", "article", "table", "tbody", "tr", "td"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SMALLEST = 3


def remove_chrome(root: Element, page: SavedPage) -> Element:
    """The element that holds the author's text; what is removed is noted on `page`, with its words."""
    body = _whole_body(root)
    _sweep(body, page, in_article=False)
    _note_addresses(body, page)
    mains = [element for element in body.elements() if element.name == "main" or element.get("role") == "main"]
    if len(mains) == 1:
        main = mains[0]
        _note_outside(body, main, page)
        return main
    return body


def _sweep(element: Element, page: SavedPage, *, in_article: bool) -> None:
    """Take out of `element` what is none of the author's text."""
    kept: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element):
            what = _what(child, in_article=in_article)
            if what is not None:
                _note(child, what, page)
                continue
            _sweep(child, page, in_article=in_article or child.name in ("article", "main"))
        kept.append(child)
    element.children = kept


def _note_addresses(body: Element, page: SavedPage) -> None:
    """Note the addresses that a page may not hold: those of scripts, and pictures that are their own address."""
    for element in body.elements():
        address = element.get("href").strip() if element.name == "a" else ""
        if address and not address_of(element):
            page.remove("link to what is no address of a page", f"{element.words}: {address}")
        elif element.name == "area":
            page.remove("area of a picture", f"{element.get('alt')} {element.get('title')} {element.get('href')}")
        elif element.name == "img" and not picture_of(element):
            said = f"{element.get('alt')} {element.get('title')}"
            page.remove("picture that has no file", f"{said}: {element.get('src').partition(',')[0]}")


def _note(element: Element, what: str, page: SavedPage) -> None:
    address = element.get("src") or element.get("data")
    said = f"{element.words} {element.get('title')} {address if what and element.name != 'input' else ''}"
    if what:
        page.remove(what, f"{said} {element.get('value')}" if element.name == "input" else said)


def _what(element: Element, *, in_article: bool) -> str | None:
    """What an element is that is left out; empty for one that no reader sees; None for what stays."""
    if element.name in _SILENT:
        return ""
    if "hidden" in element.attributes or _HIDDEN.search(element.get("style")):
        return "hidden text"
    if _is_speck(element):
        return ""
    what = _ELEMENTS.get(element.name) or _ROLES.get(element.get("role").lower())
    if not what and not in_article and element.name in ("header", "footer"):
        what = "head of the site" if element.name == "header" else "foot of the site"
    if not what and element.name not in _NEVER:
        names = (*element.classes, element.get("id").lower())
        what = next((_NAMES[name] for name in names if name in _NAMES), None)
    holds_text = what and element.name not in _ELEMENTS and element.find("main", "article")
    return None if holds_text or not what else what


def _is_speck(element: Element) -> bool:
    """Whether this is a picture that only holds a place or counts visitors."""
    if element.name != "img":
        return False
    sizes = [element.get(name).removesuffix("px") for name in ("width", "height")]
    small = [size for size in sizes if size.isdigit() and int(size) < _SMALLEST]
    return bool(small) and not element.get("alt").strip()


def _whole_body(root: Element) -> Element:
    """All that a browser shows: the body, and what careless makers wrote before or behind it."""
    shown: list[Element | str] = []
    stack: list[Element | str] = [*reversed(root.children)]
    while stack:
        each = stack.pop()
        if isinstance(each, Element) and each.name in ("html", "body"):
            stack += reversed(each.children)
        elif isinstance(each, str) or each.name not in _UNSHOWN:
            shown.append(each)
    return Element("body", {}, shown)


def _note_outside(body: Element, main: Element, page: SavedPage) -> None:
    """Note what stands outside of the main part."""
    stack: list[Element | str] = [body]
    pieces: list[str] = []
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            pieces.append(each)
        elif each is not main:
            stack += reversed(each.children)
            pieces.append(f" {each.get('alt')} " if each.name == "img" else " ")
    page.remove("text outside of the main part", "".join(pieces))
