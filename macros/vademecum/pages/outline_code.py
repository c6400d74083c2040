"""Text with what is no Markdown covered, character by character: code spans and escapes above all."""

import re

from vademecum.text.markdown_code import span_end

COVER = "\ufffc"
"""Stands for what is no Markdown."""

ESCAPED = frozenset("\\`*_{}[]()>#+-.!")  # `markdown.Markdown.ESCAPED_CHARS`
"""What a backslash takes its meaning from."""

_CODE_OR_ESCAPE = re.compile(r"\\.|`++", re.DOTALL)
_MATH = re.compile(r"\$\$[^$]+\$\$|(?<![\w$\\])\$(?=\S)[^$\n]{1,500}(?<=\S)\$(?![\w$])|\\\([^\n]{1,500}?\\\)")


def cover_text(text: str, sign: str = COVER) -> str:
    """As many of `sign` as `text` has characters; line ends stay."""
    return "\n".join(sign * len(line) for line in text.split("\n")) if "\n" in text else sign * len(text)


def cover_comments(text: str, sign: str = COVER) -> str:
    """A text with its comments covered, those within its paragraphs among them."""
    pieces: list[str] = []
    last = 0
    while (start := text.find("<!--", last)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces += text[last:start], cover_text(text[start : end + 3], sign)
        last = end + 3
    return "".join((*pieces, text[last:])) if pieces else text


def cover_code(text: str, *, with_math: bool = False) -> str:
    """A unit with `COVER` for what is in code spans, and for characters that are escaped."""
    if with_math and ("$" in text or "\\(" in text):
        text = _MATH.sub(lambda match: COVER * len(match[0]), text)
    if "`" not in text and "\\" not in text:
        return text
    pieces: list[str] = []
    last = position = 0
    while match := _CODE_OR_ESCAPE.search(text, position):
        start, position = match.span()
        if text[start] == "\\":
            is_covered = text[position - 1] in ESCAPED
            position = position if is_covered else start + 1
        else:
            end = span_end(text, position, position - start)
            is_covered = end is not None
            position = end or position
        if is_covered:
            pieces += text[last:start], COVER * (position - start)
            last = position
    return "".join((*pieces, text[last:]))
