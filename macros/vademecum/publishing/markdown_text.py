"""Rich text as Markdown, and what must be escaped so that no text becomes markup in it."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from vademecum.publishing.machine_text import as_line
from vademecum.render.html import safe_url
from vademecum.text.rich import Inline, Mark, Part, RichText, Styled, plain

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
    if isinstance(node, Styled):
        return _styled(node, behind)
    content = to_markdown(node.content, behind)
    if isinstance(node, Part):
        return content + (behind(node) if behind and content else "")
    address = safe_url(node.url)
    return f"[{content}](<{address.translate(_NOT_IN_TARGET)}>)" if address else content


def _styled(node: Styled, behind: Callable[[Part], str] | None) -> str:
    if node.mark is _VERBATIM:
        return as_line(plain(node.content))
    if node.mark is Mark.ITALIC and any(map(_is_upright, node.content)):
        return "".join(_write(each, behind) for each in _without_upright(node.content))
    content = to_markdown(node.content, behind)
    around = _AROUND.get(node.mark, "") if content.strip() == content else ""
    return f"{around}{content}{around}" if content else ""


def _is_upright(node: Inline) -> bool:
    return isinstance(node, Styled) and node.mark is Mark.UPRIGHT


def _without_upright(rich: RichText) -> Iterator[Inline]:
    """Italics around upright words as Markdown can say it: the italics end before them and begin anew behind them."""
    for is_upright, nodes in groupby(rich, _is_upright):
        if is_upright:
            yield from nodes
            continue
        run = tuple(nodes)
        first, last = run[0], run[-1]
        before = " " if isinstance(first, str) and first.startswith(" ") else ""
        after = " " if isinstance(last, str) and last.endswith(" ") else ""
        if before and isinstance(first, str):
            run = (first.lstrip(" "), *run[1:])
        if after and isinstance(run[-1], str):
            run = (*run[:-1], run[-1].rstrip(" "))
        yield from (before, Styled(Mark.ITALIC, run), after)


_NOT_IN_TARGET = {ord("<"): "%3C", ord(">"): "%3E", ord("\\"): "%5C"}


def _escape(text: str) -> str:
    """A piece of text, its blanks kept. Punctuation alone is that of a style, such as the brackets around a number."""
    if not any(map(str.isalnum, text)):
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{escape_markdown(text)}{after}"
