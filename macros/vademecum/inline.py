"""Inline Markdown, such as the prefix of a citation, as rich text: converted by Markdown itself. Floor 6."""

import re
from html import unescape
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

from vademecum.text.rich import Inline, Link, Mark, RichText, Styled

_PLAIN = re.compile(r"[^\\`*_\[\]<>&!^~]*")
_TAG = re.compile("<[^<>]*>")
_ESCAPED = re.compile("\x02(\\d+)\x03")
_MKDOCS_LINKS = "relpath"
"""MkDocs' own step that makes addresses of the paths of pages, and says which are not there."""
_MARKS = {
    "em": Mark.ITALIC, "i": Mark.ITALIC, "strong": Mark.BOLD, "b": Mark.BOLD, "code": Mark.CODE,
    "sup": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT,
}  # fmt: skip


def to_rich(text: str, md: Markdown, *, on_page: bool = False) -> RichText:
    """`text`, trimmed inline Markdown of a page that `md` converts, as rich text. Raw HTML in it stays text.

    `on_page`: its links count from the page, and lead where links in the page's own text would.
    """
    if _PLAIN.fullmatch(text):
        return (text,) if text else ()
    root = ET.Element("div")
    ET.SubElement(root, "p").text = text
    md.treeprocessors["inline"].run(root)  # Its patterns look for what it has put aside in this one alone.
    if on_page and _MKDOCS_LINKS in md.treeprocessors:
        md.treeprocessors[_MKDOCS_LINKS].run(root)
    return tuple(_children(root[0], md))


def bare_text(text: str, md: Markdown) -> str:
    """The text of a heading in `md`'s tree as a reader sees it: no tags, no escapes."""
    blocks = md.htmlStash.rawHtmlBlocks
    text = HTML_PLACEHOLDER_RE.sub(lambda match: unescape(_TAG.sub("", str(blocks[int(match[1])]))), text)
    return " ".join(_ESCAPED.sub(lambda match: chr(int(match[1])), text).split())


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
        return [Link(unescape(_text(element.get("href", ""), md)), tuple(content), is_local=True)]
    mark = _MARKS.get(str(element.tag))
    return [Styled(mark, tuple(content))] if mark else content


def _raw(html: str) -> str:
    """What Markdown has put aside: a tag as it was written, an entity as its character."""
    return html if html.startswith("<") else unescape(html)


def _text(text: str, md: Markdown) -> str:
    """Bare text: escapes resolved, raw HTML that was put aside back as text, mail addresses readable."""
    if AMP_SUBSTITUTE in text:
        text = unescape(text.replace(AMP_SUBSTITUTE, "&"))
    text = HTML_PLACEHOLDER_RE.sub(lambda match: _raw(str(md.htmlStash.rawHtmlBlocks[int(match[1])])), text)
    return _ESCAPED.sub(lambda match: chr(int(match[1])), text)
