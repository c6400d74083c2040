"""Rich text as Markdown, and what must be escaped so that no text becomes markup in it."""

import re
from collections.abc import Callable

from vademecum.publishing.machine_text import as_line
from vademecum.render.html import safe_url
from vademecum.text.rich import Inline, Link, Mark, Part, RichText, Styled, plain

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~^{}]|&(?=#?\w+;)")
_AROUND = {Mark.ITALIC: "*", Mark.BOLD: "**"}
_VERBATIM = Mark.NO_CASE


def escape_markdown(text: str) -> str:
    """`text` on one line, such that Markdown shows it as it is behind other text, or behind the sign of a heading."""
    return _SPECIAL.sub(r"\\\g<0>", as_line(text))


def verbatim(text: str) -> RichText:
    """What is Markdown already: the words of an author around a citation."""
    return (Styled(_VERBATIM, (text,)),) if text else ()


def to_markdown(rich: RichText, behind: Callable[[Part], str] | None = None) -> str:
    """`rich` as Markdown: italics, bold and safe links; all else is its text. `behind` gives what follows a part."""
    return "".join(_write(node, behind) for node in rich)


def _write(node: Inline, behind: Callable[[Part], str] | None) -> str:
    if isinstance(node, str):
        return _escape(node)
    if isinstance(node, Styled) and node.mark is _VERBATIM:
        return as_line(plain(node.content))
    content = to_markdown(node.content, behind)
    if isinstance(node, Part):
        return content + (behind(node) if behind and content else "")
    if isinstance(node, Styled) and content.strip() == content != "":
        return f"{_AROUND.get(node.mark, '')}{content}{_AROUND.get(node.mark, '')}"
    if isinstance(node, Link) and safe_url(node.url):
        return f"[{content}](<{safe_url(node.url).translate(_NOT_IN_TARGET)}>)"
    return content


_NOT_IN_TARGET = {ord("<"): "%3C", ord(">"): "%3E", ord("\\"): "%5C"}


def _escape(text: str) -> str:
    """A piece of text, its blanks kept. Punctuation alone is that of a style, such as the brackets around a number."""
    if not any(map(str.isalnum, text)):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{escape_markdown(text)}{after}"
