"""What a tag asks of the rest of the site: the addresses that it holds, what a browser does with each, ids it names.

The tables follow the HTML standard's index of attributes, and SVG 2 for drawings inside a page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import NamedTuple

from vademecum.checks.html_tags import Attribute, Tag, is_labelled, read_tag
from vademecum.checks.html_values import Found, css_addresses, refresh_address, srcset_addresses


class Role(IntEnum):
    """What a browser does with an address."""

    LINK = auto()
    """A reader may follow it."""
    LOAD = auto()
    """Fetched without being asked, to show the page."""
    FRAME = auto()
    """The same, and shown as a document of its own inside the page."""
    STYLE = auto()
    """The same, out of CSS."""
    CONNECT = auto()
    """The host is contacted; no file is fetched."""
    FORM = auto()
    """What a reader filled in is sent there."""
    RELATION = auto()
    """Said about the page to whoever reads its head."""
    NEIGHBOUR = auto()
    """The same, of the pages before and after."""
    CANONICAL = auto()
    """The address by which the page wants to be known."""
    REDIRECT = auto()
    """The browser goes there by itself."""
    BASE = auto()
    """Where the page's relative addresses begin."""


class Use(NamedTuple):
    """An address as a tag holds it."""

    role: Role
    address: str
    offset: int
    attribute: str


class Reference(NamedTuple):
    """An id that a tag needs elsewhere on its page."""

    name: str
    offset: int
    attribute: str


@dataclass(frozen=True, slots=True)
class Element:
    """What a start tag means for the checks; equal tags share one."""

    tag: Tag
    uses: tuple[Use, ...]
    references: tuple[Reference, ...]
    anchors: tuple[str, ...]
    """The names that a fragment may lead to: the id, and the `name` of an `a`."""
    is_nameless_link: bool
    """A link that no attribute names, so that its content has to."""
    lacks_alt: bool
    is_unknown_source: bool


_PLAIN: dict[str, tuple[tuple[str, Role], ...]] = {
    "a": (("href", Role.LINK), ("xlink:href", Role.LINK)),
    "area": (("href", Role.LINK),),
    "audio": (("src", Role.LOAD),),
    "base": (("href", Role.BASE),),
    "body": (("background", Role.LOAD),),
    "button": (("formaction", Role.FORM),),
    "embed": (("src", Role.FRAME),),
    "feimage": (("href", Role.LOAD), ("xlink:href", Role.LOAD)),
    "form": (("action", Role.FORM),),
    "frame": (("src", Role.FRAME),),
    "iframe": (("src", Role.FRAME),),
    "image": (("href", Role.LOAD), ("xlink:href", Role.LOAD)),
    "img": (("src", Role.LOAD),),
    "input": (("src", Role.LOAD), ("formaction", Role.FORM)),
    "object": (("data", Role.FRAME),),
    "script": (("src", Role.LOAD), ("href", Role.LOAD), ("xlink:href", Role.LOAD)),
    "source": (("src", Role.LOAD),),
    "table": (("background", Role.LOAD),),
    "td": (("background", Role.LOAD),),
    "track": (("src", Role.LOAD),),
    "use": (("href", Role.LOAD), ("xlink:href", Role.LOAD)),
    "video": (("src", Role.LOAD), ("poster", Role.LOAD)),
}
_SETS = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}
_LOADING = frozenset(
    ("stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "mask-icon")
) | frozenset(("manifest", "modulepreload", "prefetch", "preload", "prerender"))
_CONNECTING = frozenset(("dns-prefetch", "preconnect"))
_NEIGHBOURS = frozenset(("next", "prev", "previous", "first", "last"))
_PICTURES = frozenset(("og:image", "og:image:url", "og:image:secure_url", "og:audio", "og:video", "twitter:image"))

_IDS: dict[str, tuple[str, ...]] = {
    "label": ("for",),
    "output": ("for",),
    "input": ("list", "form"),
    "button": ("form", "popovertarget", "commandfor"),
    "select": ("form",),
    "textarea": ("form",),
    "fieldset": ("form",),
    "td": ("headers",),
    "th": ("headers",),
}
# `aria-controls` and `aria-owns` are left out: what they name is often made by a script when it is opened.
_ARIA_IDS = ("aria-labelledby", "aria-describedby", "aria-details", "aria-errormessage")
_DRAWING_LINKS = frozenset(
    ("use", "textpath", "lineargradient", "radialgradient", "pattern", "filter", "mpath", "animate", "set")
) | frozenset(("animatetransform", "animatemotion"))
_PAINT = ("fill", "stroke", "clip-path", "mask", "filter", "marker", "marker-start", "marker-mid", "marker-end")
_WORD = re.compile(r"\S+")
_UNSEEN = frozenset(("presentation", "none"))


def read_element(raw: str) -> Element | None:
    """What the tag `raw` means for the checks, with the content of a `style`, or `None` if that is nothing."""
    tag = read_tag(raw)
    if tag is None or tag.closing:
        return None
    attributes = tag.attributes
    uses = tuple(_uses(tag))
    if tag.name == "style":
        uses += tuple(_inner(Attribute("", tag.length), css_addresses(raw[tag.length :]), Role.STYLE, ""))
    references = tuple(_references(tag)) if attributes else ()
    anchors = tuple(
        dict.fromkeys(tag.get(name) for name in ("id", *(("name",) if tag.name == "a" else ())) if tag.get(name))
    )
    is_nameless = tag.name == "a" and bool(uses) and not is_labelled(tag)
    lacks_alt = "alt" not in attributes and _needs_alt(tag)
    is_unknown_source = "vm-unknown" in tag.get("class").split()
    if not (uses or references or anchors or lacks_alt or is_unknown_source):
        return None
    return Element(tag, uses, references, anchors, is_nameless, lacks_alt, is_unknown_source)


def _needs_alt(tag: Tag) -> bool:
    attributes = tag.attributes
    if tag.get("aria-hidden").lower() == "true" or tag.get("role").lower() in _UNSEEN:
        return False
    if tag.name == "input":
        is_image = tag.get("type").lower() == "image"
        return is_image and not ("aria-label" in attributes or "title" in attributes)
    return tag.name == "img" or (tag.name == "area" and "href" in attributes)


def _uses(tag: Tag) -> Iterator[Use]:
    attributes = tag.attributes
    for name, role in _PLAIN.get(tag.name, ()):
        if name in attributes and not _is_in_drawing(tag.name, attributes[name]):
            yield Use(role, *attributes[name], name)
    name = _SETS.get(tag.name, "")
    if name in attributes:
        yield from _inner(attributes[name], srcset_addresses(attributes[name].value), Role.LOAD, name)
    if tag.name == "link" and "href" in attributes:
        relation = _link_role(tag.get("rel").lower().split())
        if relation:
            yield Use(relation, *attributes["href"], "href")
    if tag.name == "meta":
        yield from _meta_uses(tag)
    if "style" in attributes and "(" in attributes["style"].value:
        found = css_addresses(attributes["style"].value)
        yield from _inner(attributes["style"], found, Role.STYLE, "style")


def _link_role(words: list[str]) -> Role | None:
    """What a `link` with these words in `rel` does."""
    if not _LOADING.isdisjoint(words):
        return Role.LOAD
    if not _CONNECTING.isdisjoint(words):
        return Role.CONNECT
    if not _NEIGHBOURS.isdisjoint(words):
        return Role.NEIGHBOUR
    if "canonical" in words:
        return Role.CANONICAL
    return Role.RELATION if words else None


def _meta_uses(tag: Tag) -> Iterator[Use]:
    content = tag.attributes.get("content")
    if content is None:
        return
    if tag.get("http-equiv").lower() == "refresh":
        found = refresh_address(content.value)
        if found:
            yield from _inner(content, iter((found,)), Role.REDIRECT, "content")
    elif (tag.get("property") or tag.get("name")).lower() in _PICTURES:
        yield Use(Role.RELATION, *content, "content")


def _inner(value: Attribute, found: Iterator[Found], role: Role, name: str) -> Iterator[Use]:
    """The uses inside a value. With character references before them the offset may be a little short."""
    for address, offset in found:
        yield Use(role, address, value.offset + offset, name)


def _is_in_drawing(name: str, value: Attribute) -> bool:
    """Whether the address is an id of the same page that a drawing uses."""
    return name in _DRAWING_LINKS and value.value.startswith("#")


def _references(tag: Tag) -> Iterator[Reference]:
    attributes = tag.attributes
    for attribute in (*_IDS.get(tag.name, ()), *_ARIA_IDS):
        if attribute in attributes:
            value, offset = attributes[attribute]
            for word in _WORD.finditer(value):
                yield Reference(word[0], offset + word.start(), attribute)
    yield from _drawn_references(tag)


def _drawn_references(tag: Tag) -> Iterator[Reference]:
    """The ids that a drawing takes its parts and colours from."""
    attributes = tag.attributes
    if tag.name in _DRAWING_LINKS:
        for attribute in ("href", "xlink:href"):
            if attribute in attributes and attributes[attribute].value.startswith("#"):
                value, offset = attributes[attribute]
                yield Reference(value[1:], offset, attribute)
    for attribute in _PAINT:
        if attribute in attributes and "#" in attributes[attribute].value:
            value, offset = attributes[attribute]
            for found in css_addresses(value):
                if found.address.startswith("#"):
                    yield Reference(found.address[1:], offset + found.offset, attribute)
