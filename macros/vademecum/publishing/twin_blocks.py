"""What macros have made, read back as Markdown: headings, paragraphs, lists, tables, code and links, nothing else."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

from vademecum.publishing.markdown_text import escape_markdown

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption"),
        *("figure", "footer", "header", "li", "main", "nav", "ol", "p", "section", "summary", "table", "tr", "ul"),
    )
)
_LEFT_OUT = frozenset({"button", "form", "math", "script", "select", "style", "svg", "template", "textarea"})
_EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_SIGNS = frozenset({"headerlink", "vm-profile__key"})
"""Classes of what says nothing without the signs of a page."""
_HEADING = re.compile("h[1-6]")
_TICKS = re.compile("`+")
_INDENT = "  "
_NOT_IN_TARGET = {ord("<"): "%3C", ord(">"): "%3E", ord("\\"): "%5C", ord("\n"): None}


def blocks_as_markdown(html: str, address: Callable[[str], str] = str, note: Callable[[str], str] = str) -> str:
    """The text of `html`, which templates of ours made, as Markdown.

    `address` gives the target of each link, given that in `html`; what has none is no link. `note` gives the sign of a
    note in Markdown, given where its number leads.
    """
    reader = _Reader(address, note)
    reader.feed(html)
    reader.close()
    return reader.written()


class _Reader(HTMLParser):
    """Writes a line for each block; a list item or row begins with its sign."""

    def __init__(self, address: Callable[[str], str], note: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._address = address
        self._note = note
        self._lines: list[str] = []
        self._line: list[str] = []
        self._sign = ""
        self._depth = 0
        self._hidden: list[str] = []
        self._targets: list[str] = []
        self._code: list[str] | None = None
        self._is_pre = False
        self._cells = 0
        self._is_head = False

    def written(self) -> str:
        """All lines; a blank one wherever a block ended."""
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what the tag begins."""
        given = dict(attrs)
        is_sign = given.get("aria-hidden") == "true" or not _SIGNS.isdisjoint((given.get("class") or "").split())
        if self._hidden or tag in _LEFT_OUT or "hidden" in given or is_sign:
            self._hidden += [] if tag in _EMPTY else [tag]
        elif given.get("role") == "doc-noteref":
            self._line.append(self._note(given.get("href") or ""))
            self._hidden.append(tag)
        elif tag == "a":
            self._targets.append(self._address(given.get("href") or ""))
            self._line.append("[" if self._targets[-1] else "")
        elif tag in {"td", "th"}:
            self._line.append("| ")
            self._cells += 1
            self._is_head = tag == "th" and (self._is_head or self._cells == 1)
        elif tag == "br":
            self._line.append(" ")
        elif tag in {"code", "pre"}:
            self._begin_code(tag)
        elif tag in _BLOCKS or _HEADING.fullmatch(tag):
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        self._end_line()
        if tag in {"ul", "ol"}:
            self._depth += 1
        elif tag in {"li", "dt"}:
            self._sign = _INDENT * max(self._depth - 1, 0) + "- "
        elif tag == "tr":
            self._cells, self._is_head = 0, False
        elif _HEADING.fullmatch(tag):
            self._sign = "#" * int(tag[1]) + " "

    def _begin_code(self, tag: str) -> None:
        if tag == "pre":
            self._end_line()
            self._is_pre = True
        self._code = self._code or []

    def handle_endtag(self, tag: str) -> None:
        """End what the tag ends."""
        if self._hidden:
            if tag in self._hidden:
                while self._hidden.pop() != tag:
                    pass
        elif tag == "a" and self._targets:
            target = self._targets.pop()
            self._line.append(f"](<{target.translate(_NOT_IN_TARGET)}>)" if target else "")
        elif tag in {"td", "th"}:
            self._line.append(" ")
        elif tag == "tr":
            self._end_row()
        elif tag in {"code", "pre"}:
            self._end_code(tag)
        elif tag in _BLOCKS or _HEADING.fullmatch(tag):
            self._end_line()
            self._depth -= tag in {"ul", "ol"}
            if not self._depth:
                self._lines.append("")

    def _end_code(self, tag: str) -> None:
        """Code within a text stands between back-ticks, a block of it between fences: as many as it does not hold."""
        if self._code is None or self._is_pre != (tag == "pre"):
            return
        text = "".join(self._code)
        ticks = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
        if self._is_pre:
            fence = ticks.ljust(3, "`")
            self._lines += (fence, text.strip("\n"), fence, "")
        elif text.strip():
            self._line.append(f"{ticks} {text} {ticks}" if "`" in text else f"`{text}`")
        self._code, self._is_pre = None, False

    def handle_data(self, data: str) -> None:
        """Text, each run of white space a blank; code as it is."""
        if self._hidden or not data:
            return
        if self._code is not None:
            self._code.append(data)
            return
        before = " " if data[0].isspace() else ""
        after = " " if data[-1].isspace() and data.strip() else ""
        self._line.append(f"{before}{escape_markdown(data)}{after}")

    def _end_row(self) -> None:
        cells = self._cells
        self._line.append("|")
        self._end_line()
        if self._is_head:
            self._lines.append("|---" * cells + "|")
        self._is_head = False

    def _end_line(self) -> None:
        text = " ".join("".join(self._line).split())
        if text:
            self._lines.append(f"{self._sign or _INDENT * self._depth}{text}")
            self._sign = ""
        self._line = []
