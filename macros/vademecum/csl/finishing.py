"""What is done to formatted text at the end: links, the name at the head, letters behind years."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from vademecum.bibliography.identifier import parse_doi, parse_pmcid, parse_pmid
from vademecum.text.rich import Inline, Link, Mark, Part, RichText, Styled, plain

_ADDRESSES: Mapping[str, Callable[[str], str]] = {
    "DOI": lambda text: found.url if (found := parse_doi(text)) else "",
    "PMID": lambda text: found.url if (found := parse_pmid(text)) else "",
    "PMCID": lambda text: found.url if (found := parse_pmcid(text)) else "",
    "URL": lambda text: text,
}
_RESOLVER = re.compile(r"https?://[^\s<>\"“”]+/$")
"""The beginning of an address that a style writes before an identifier."""


def with_links(rich: RichText) -> RichText:
    """`rich` with addresses and identifiers as links; who prints them decides which addresses may be links."""
    nodes: list[Inline] = []
    for node in rich:
        if isinstance(node, (str, Link)):
            nodes.append(node)
        elif isinstance(node, Part) and node.role in _ADDRESSES:
            nodes += _linked(node, nodes)
        else:
            nodes.append(replace(node, content=with_links(node.content)))
    return tuple(nodes)


def _linked(part: Part, before: list[Inline]) -> RichText:
    address = _ADDRESSES[part.role](plain(part.content))
    if not address:
        return (part,)
    content = part.content
    last = before[-1] if before else None
    resolver = _RESOLVER.search(last) if isinstance(last, str) and part.role != "URL" else None
    if resolver and isinstance(last, str):
        before.pop()
        if resolver.start():
            before.append(last[: resolver.start()])
        content = (resolver[0], *content)
    return (replace(part, content=(Link(address, content),)),)


def without_parts(rich: RichText, *roles: str) -> RichText:
    """`rich`, of the parts with these roles only what is in them."""
    nodes: list[Inline] = []
    for node in rich:
        if isinstance(node, str):
            nodes.append(node)
            continue
        content = without_parts(node.content, *roles)
        if isinstance(node, Part) and node.role in roles:
            nodes += content
        else:
            nodes.append(replace(node, content=content))
    return merged(nodes)


def with_bold_head(rich: RichText, names: Iterable[str]) -> RichText:
    """`rich`, the first of `names` that it begins with in bold: readers look for a work by its first name."""
    for name in names:
        if name and (found := _bold_head(rich, name)):
            return found
    return rich


def _bold_head(rich: RichText, name: str) -> RichText:
    """`rich` with a bold head; empty where it does not begin with `name`, or is bold there already."""
    if not rich:
        return ()
    first, rest = rich[0], rich[1:]
    if isinstance(first, str):
        head, tail = first[: len(name)], first[len(name) :]
        if head.casefold() != name.casefold() or tail[:1].isalnum():
            return ()
        return (Styled(Mark.BOLD, (head,)), *((tail,) if tail else ()), *rest)
    if isinstance(first, Styled) and first.mark is Mark.BOLD:
        return ()
    if isinstance(first, Part) and first.role == "left-margin":
        inner = _bold_head(rest[1:] if rest[:1] == (" ",) else rest, name)
        return (first, " ", *inner) if inner else ()
    inner = _bold_head(first.content, name)
    return (replace(first, content=inner), *rest) if inner else ()


def is_raised(rich: RichText) -> bool:
    """Whether all its text stands in superscript."""
    return bool(plain(rich)) and all(map(_is_raised, rich))


def _is_raised(node: Inline) -> bool:
    if isinstance(node, str):
        return not node.strip()
    return (isinstance(node, Styled) and node.mark is Mark.SUPERSCRIPT) or all(map(_is_raised, node.content))


def merged(nodes: Iterable[Inline]) -> RichText:
    """`nodes` with neighbouring strings as one."""
    result: list[Inline] = []
    for node in nodes:
        if isinstance(node, str) and result and isinstance(result[-1], str):
            result[-1] += node
        elif node != "":
            result.append(node)
    return tuple(result)
