"""Code in Markdown: fenced blocks, as the extension `pymdownx.superfences` finds them, and code spans."""

import re
from collections.abc import Iterator

COVER = "\ufffc"
"""Stands for what is no Markdown."""

ESCAPED = frozenset("\\`*_{}[]()>#+-.!")  # `markdown.Markdown.ESCAPED_CHARS`
"""What a backslash takes its meaning from."""

_CODE_OR_ESCAPE = re.compile(r"\\.|`++", re.DOTALL)
_MATH = re.compile(r"\$\$[^$]+\$\$|(?<![\w$\\])\$(?=\S)[^$\n]{1,500}(?<=\S)\$(?![\w$])|\\\([^\n]{1,500}?\\\)")
_OPENING = re.compile(
    r"^(?P<lead>[ \t>]*)(?P<fence>~{3,}|`{3,})[ \t]*(?:\.?[\w#.+-]+(?=[ \t]|$))?"
    r"(?:[ \t]*\{[^\n]*\}|(?:[ \t]*[a-zA-Z]\w*(?:=(?:\"[^\"\n]*\"|'[^'\n]*'))?(?=[ \t]|$))*)[ \t]*$",
    re.MULTILINE,
)


def cover_text(text: str, sign: str = COVER) -> str:
    """As many of `sign` as `text` has characters; line ends stay."""
    return "\n".join(sign * len(line) for line in text.split("\n")) if "\n" in text else sign * len(text)


def fenced_blocks(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The start and the end of each fenced block behind `start`; the blanks before the fence are no part of it.

    A fence ends at a line with the same fence behind the same lead of blanks and quote signs. One that is not closed,
    or that a line with less lead cuts off, is none.
    """
    position = start
    while opening := _OPENING.search(text, position):
        end, position = _end(text, opening)
        if end is not None:
            yield opening.start("fence"), end


def _end(text: str, opening: re.Match[str]) -> tuple[int | None, int]:
    """Where a fence ends, None where it does not, and where to go on."""
    lead, fence = opening["lead"].expandtabs(4), opening["fence"]
    quotes, position = lead.count(">"), opening.end() + 1
    while position <= len(text):
        newline = text.find("\n", position)
        stop = newline if newline >= 0 else len(text)
        line = text[position:stop]
        rest = line.lstrip(" \t>") if quotes else line.lstrip(" \t")
        written = line[: len(line) - len(rest)]
        if quotes:
            if written.count(">") < quotes:
                return None, stop + 1
            if rest.rstrip(" \t") == fence:
                return stop, stop + 1
        elif rest:
            width = len(written.expandtabs(4))
            if width < len(lead):
                return None, stop + 1
            if width == len(lead) and rest.rstrip(" \t") == fence:
                return stop, stop + 1
        position = stop + 1
    return None, len(text)


def cover_code(text: str, *, with_math: bool = False) -> str:
    """A unit with `COVER` for what is in code spans, and for characters that are escaped."""
    if with_math and ("$" in text or "\\(" in text):
        text = _MATH.sub(lambda match: COVER * len(match[0]), text)
    if "`" not in text and "\\" not in text:
        return text
    pieces: list[str] = []
    last, never_closed = 0, set()
    match = _CODE_OR_ESCAPE.search(text)
    while match:
        position = end = match.end()
        if text[match.start()] == "\\":
            end = match.end() if text[match.end() - 1] in ESCAPED else match.start()
        else:
            length = len(match[0])
            closing = None
            if length not in never_closed:
                closing = re.compile(rf"(?<!`)`{{{length}}}(?!`)").search(text, position)
            if closing:
                position = end = closing.end()
            else:
                never_closed.add(length)
                end = match.start()
        if end > match.start():
            pieces += text[last : match.start()], COVER * (end - match.start())
            last = end
        else:
            position = match.start() + 1 if text[match.start()] == "\\" else position
        match = _CODE_OR_ESCAPE.search(text, position)
    return "".join((*pieces, text[last:]))
