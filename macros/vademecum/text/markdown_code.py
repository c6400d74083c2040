"""Where code begins and ends in Markdown: fenced blocks, as the extension `pymdownx.superfences` finds them, and spans.

The one grammar for all who read the source of pages.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_OPENING = re.compile(
    r"^(?P<lead>[ \t>]*)(?P<fence>~{3,}|`{3,})[ \t]*(?:\.?[\w#.+-]+(?=[ \t]|$))?"
    r"(?:[ \t]*\{[^\n]*\}|(?:[ \t]*[a-zA-Z]\w*(?:=(?:\"[^\"\n]*\"|'[^'\n]*'))?(?=[ \t]|$))*)[ \t]*$",
    re.MULTILINE,
)


_NAMED = re.compile(r"[^\n{]*+\{(?:[^\n#}\"']|\"[^\"\n]*\"|'[^'\n]*')*+#(?P<name>[\w:.-]+)[^\n]*\}")


def fenced_blocks(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """The start and the end of each fenced block behind `start`; the blanks before the fence are no part of it.

    A fence ends at a line with the same fence behind the same lead of blanks and quote signs. One that is not closed,
    or that a line with less lead cuts off, is none.
    """
    if "```" not in text and "~~~" not in text:
        return
    position = start
    while opening := _OPENING.search(text, position):
        end, position = _end(text, opening)
        if end is not None:
            yield opening.start("fence"), end


def fence_names(text: str, blocks: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the ids stand that fenced blocks give themselves: `{ .python #example }` behind the fence."""
    for start, end in blocks:
        line = _NAMED.match(text, start, end)
        if line:
            yield line.span("name")


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


def span_end(text: str, start: int, length: int) -> int | None:
    """Where the code span ends whose `length` opening back-ticks end at `start`.

    None where no run of as many closes it in its block, which a blank line ends: then they are back-ticks.
    """
    closing = _closing(length).search(text, start)
    return closing.end() if closing and closing["run"] else None


@lru_cache(maxsize=64)
def _closing(length: int) -> re.Pattern[str]:
    return re.compile(rf"(?P<run>(?<!`)`{{{length}}}(?!`))|\n[ \t]*\n")
