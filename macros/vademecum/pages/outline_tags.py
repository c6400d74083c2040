"""Raw HTML in Markdown: its tags, and which parts of a page are raw as Python-Markdown sees it."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from vademecum.pages.outline_parts import Attribute, Tag

# Python-Markdown's idea of a tag (`markdown.inlinepatterns.HTML_RE`), start tags and end tags alone.
TAG = re.compile(
    r"<(?P<closing>/?+)(?P<name>[a-zA-Z][^\s\"'<>@/]*+)"
    r"(?P<attributes>(?:\s++[^\s\"'=<>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>]++))?+)*+)\s*+(?P<empty>/?)>"
)
_ATTRIBUTE = re.compile(r"([^\s\"'=<>/]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>]++)))?+")
_MARKUP = re.compile(rf"<!--(?P<comment>)|{TAG.pattern}")
_CDATA = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style")}

# `markdown.util.BLOCK_LEVEL_ELEMENTS`: at the start of a line these begin a block that Markdown leaves alone.
_BLOCK_LEVEL = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "canvas", "center", "colgroup", "dd", "details"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "group", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hgroup", "hr", "html", "iframe", "legend", "li", "main", "map", "math"),
        *("menu", "nav", "noscript", "object", "ol", "option", "output", "p", "pre", "progress", "script"),
        *("section", "style", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr"),
        *("ul", "video"),
    )
)
_NEVER_MARKDOWN = frozenset({"canvas", "math", "option", "pre", "script", "style", "textarea"})
_BLOCK_START = re.compile(r"^ {0,3}<(?=[a-zA-Z/!])", re.MULTILINE)
_TAIL = re.compile(r"[^\n<]*<(?=[a-zA-Z!])")


class Closings:
    """Finds what closes an element or a comment. What is not found once is not looked for again behind that place."""

    def __init__(self, text: str, end: int | None = None) -> None:
        self._text = text
        self._end = len(text) if end is None else end
        self._absent: set[str] = set()

    def behind_comment(self, at: int) -> int:
        """The offset behind the end of the comment that begins at `at`; 0 where it has none."""
        found = -1 if "-->" in self._absent else self._text.find("-->", at, self._end)
        if found < 0:
            self._absent.add("-->")
        return found + 3 if found >= 0 else 0

    def inside(self, tag: re.Match[str]) -> int:
        """Where to go on behind a start tag: what scripts and styles hold is no HTML."""
        name = tag["name"].lower()
        if name not in _CDATA or name in self._absent:
            return tag.end()
        closing = _CDATA[name].search(self._text, tag.end(), self._end)
        if closing is None:
            self._absent.add(name)
        return closing.start() if closing else tag.end()


class RawBlocks:
    """The stretches of a text that Markdown does not read, because they are raw HTML.

    `hidden` are stretches without Markdown, of which `raw` are those that hold tags and no comment.
    """

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self.hidden: list[tuple[int, int]] = []
        self.raw: list[tuple[int, int]] = []
        self._closings = Closings(text)
        position = start
        while opening := _BLOCK_START.search(text, position):
            position = self._behind(opening.end() - 1)

    def _behind(self, at: int) -> int:
        """The offset behind the block, and those that follow on its last line, that may begin with the `<` at `at`."""
        while True:
            end = self._block(at)
            if end is None:
                return at + 1
            tail = _TAIL.match(self._text, end)
            if not tail:
                return end
            at = tail.end() - 1

    def _block(self, at: int) -> int | None:
        """The offset behind the block that begins at `at`; None where none does."""
        if self._text.startswith("<!--", at):
            end = self._closings.behind_comment(at)
            if end:
                self.hidden.append((at, end))
            return end or None
        tag = TAG.match(self._text, at)
        if not tag or tag["name"].lower() not in _BLOCK_LEVEL:
            return None
        name = tag["name"].lower()
        reads_markdown = name not in _NEVER_MARKDOWN and "markdown" in tag["attributes"] and _reads_markdown(tag)
        is_alone = tag["closing"] or tag["empty"] or name == "hr" or reads_markdown
        end = tag.end() if is_alone else self._raw_end(tag)
        self.hidden.append((at, end))
        self.raw.append((at, end))
        return end

    def _raw_end(self, tag: re.Match[str]) -> int:
        """The offset behind the end tag of `tag`; the end of the text where there is none."""
        stack, position = [tag["name"].lower()], self._closings.inside(tag)
        counts = Counter(stack)
        while found := _MARKUP.search(self._text, position):
            position = found.end()
            if found["comment"] is not None:
                position = self._closings.behind_comment(position) or position
                continue
            name = found["name"].lower()
            if not found["closing"]:
                if not found["empty"] and name != "hr":
                    stack.append(name)
                    counts[name] += 1
                    position = self._closings.inside(found)
            elif counts[name]:
                while stack:
                    last = stack.pop()
                    counts[last] -= 1
                    if last == name:
                        break
                if not stack:
                    return position
        return len(self._text)


def tags_between(text: str, start: int, end: int) -> Iterator[Tag]:
    """The start tags in the raw HTML from `start` to `end`, those in comments left out."""
    position, closings = start, Closings(text, end)
    while found := _MARKUP.search(text, position, end):
        position = found.end()
        if found["comment"] is not None:
            position = closings.behind_comment(position) or position
        elif not found["closing"]:
            yield read_tag(found)
            position = closings.inside(found)


def read_tag(found: re.Match[str]) -> Tag:
    """The tag that `TAG` has found."""
    offset = found.start("attributes")
    attributes = tuple(
        Attribute(each[1].lower(), unescape(each[each.lastindex or 0]), offset + start, offset + end)
        if (each.lastindex or 0) > 1
        else Attribute(each[1].lower(), "", offset + end, offset + end)
        for each in _ATTRIBUTE.finditer(found["attributes"])
        for start, end in [each.span(each.lastindex or 0)]
    )
    return Tag(found["name"].lower(), attributes, found.start(), found.end())


def _reads_markdown(found: re.Match[str]) -> bool:
    """Whether the extension `md_in_html` reads Markdown in the element."""
    values = [each.value for each in read_tag(found).attributes if each.name == "markdown"]
    return bool(values) and values[0] in {"", "1", "markdown", "block", "span"}
