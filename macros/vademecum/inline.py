"""Inline Markdown, such as the prefix of a citation, as rich text: converted by Markdown itself. Floor 6."""

import re
from html import unescape
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import HTML_PLACEHOLDER_RE, INLINE_PLACEHOLDER_RE

from vademecum.text.rich import Inline, Link, Mark, RichText, Styled

_PLAIN = re.compile(r"[^\\`*_\[\]<>&!\x02^~]*")
_ESCAPED = re.compile("\x02(\\d+)\x03")
_MARKS = {
    "em": Mark.ITALIC, "i": Mark.ITALIC, "strong": Mark.BOLD, "b": Mark.BOLD, "code": Mark.CODE,
    "sup": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT,
}  # fmt: skip


def to_rich(text: str, md: Markdown) -> RichText:
    """`text`, inline Markdown met while `md` works on a page, as rich text. Raw HTML in it stays text."""
    if not text:
        return ()
    if _PLAIN.fullmatch(text):
        return (text,)
    pieces: list[Inline] = []
    position = 0
    for match in INLINE_PLACEHOLDER_RE.finditer(text):  # code spans, which Markdown has put aside already
        pieces += _convert(text[position : match.start()], md)
        stashed = getattr(md.treeprocessors["inline"], "stashed_nodes", {}).get(match[1])
        pieces += [stashed] if isinstance(stashed, str) else _from_element(stashed, md) if stashed is not None else []
        position = match.end()
    return tuple(pieces + _convert(text[position:], md))


def _convert(text: str, md: Markdown) -> list[Inline]:
    if not text.strip():
        return [text] if text else []
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    root = ET.Element("div")
    ET.SubElement(root, "p").text = text.strip()
    InlineProcessor(md).run(root)
    content = _children(root[0], md)
    return [*([lead] if lead else []), *content, *([tail] if tail else [])]


def _children(element: ET.Element, md: Markdown) -> list[Inline]:
    nodes: list[Inline] = [_text(element.text, md)] if element.text else []
    for child in element:
        nodes += _from_element(child, md)
        if child.tail:
            nodes.append(_text(child.tail, md))
    return nodes


def _from_element(element: ET.Element, md: Markdown) -> list[Inline]:
    content = _children(element, md)
    if element.tag == "a":
        return [Link(element.get("href", ""), tuple(content))]
    mark = _MARKS.get(str(element.tag))
    return [Styled(mark, tuple(content))] if mark else content


def _raw(html: str) -> str:
    """What Markdown has put aside: a tag as it was written, an entity as its character."""
    return html if html.startswith("<") else unescape(html)


def _text(text: str, md: Markdown) -> str:
    """Bare text: escapes resolved, raw HTML that was put aside back as text."""
    text = HTML_PLACEHOLDER_RE.sub(lambda match: _raw(str(md.htmlStash.rawHtmlBlocks[int(match[1])])), text)
    return _ESCAPED.sub(lambda match: chr(int(match[1])), text)
