"""What a reader sees of a text with Markdown or HTML in it: its letters, where each stands, where its links lead."""

import re
import unicodedata
from dataclasses import dataclass, field
from html import unescape

_BLOCKS = "p|div|li|ul|ol|dl|dt|dd|tr|table|tbody|section|article|blockquote|h[1-6]|hr|br|main|footer"
_TAGS = f"{_BLOCKS}|td|th|a|i|em|b|strong|u|s|sup|sub|span|font|cite|small|abbr|code|q|img|wbr|bdi|time|mark"
_TOKEN = re.compile(
    r"(?P<comment><!--.{0,2000}?-->)"
    rf"|<(?P<close>/?)(?P<tag>{_TAGS})(?P<attributes>\s[^<>]{{0,2000}})?/?>"
    r"|<(?P<auto>https?://[^\s<>]{1,1000})>"
    r"|!?\[(?P<words>[^\[\]\n]{1,400})\]\(\s?<?(?P<target>(?:https?://|www\.|doi:|//|mailto:|#|10\.\d{4})"
    r"(?:[^\s()<>]|\([^\s()<>]{0,200}\)){0,1000})>?(?:\s+\"[^\"\n]{0,300}\")?\s?\)"
    r"|(?P<address>(?:https?://|www\.|(?<![\w.])10\.\d{4,9}(?:\.\d{1,9})*/)[^\s<>\"“”|\[\]]{1,1000})"
    r"|(?P<reference>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<stars>(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])"
    r"|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_]))"
    r"|(?P<accented>[^\W\d_][\u0300-\u036f]{1,4})",
    re.IGNORECASE | re.DOTALL,
)
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BREAKS = frozenset(_BLOCKS.replace("h[1-6]", "h1|h2|h3|h4|h5|h6").split("|"))
_PARAGRAPHS = frozenset(("p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr"))
_ITALIC = frozenset(("i", "em", "cite"))
_BOLD = 2
_BULLET = "• "
_SIGNS = str.maketrans(
    dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c", " ")
    | dict.fromkeys("\u0085\u2028\u2029", "\n")
    | {"\u02bc": "’", "\u2010": "-", "\u2011": "-", "\u2212": "-"}
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c\x00")


@dataclass(frozen=True, slots=True)
class Link:
    """Where the words from `start` to `end` lead to; `source` is the place of the address in the file."""

    start: int
    end: int
    url: str
    source: int


@dataclass(slots=True)
class VisibleText:
    """What is seen, the offset in the file of each of its characters, its links, and what is in italics."""

    text: str = ""
    offsets: list[int] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    italics: list[tuple[int, int]] = field(default_factory=list)


def visible_text(text: str) -> VisibleText:
    """What is seen of `text`. Tags that are not HTML's, stars without their other half, and all else stay."""
    return _Reader(text).read()


class _Reader:
    """Reads a text from its beginning to its end, once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._signs: list[str] = []
        self._seen = VisibleText()
        self._anchors: list[tuple[int, str, int]] = []
        self._slanted: list[int] = []
        self._stars: dict[str, int] = {}
        self._count = 0

    def read(self) -> VisibleText:
        """All of it."""
        pairs = _pairs(self._text)
        position = 0
        for token in _TOKEN.finditer(self._text):
            self._copy(position, token.start())
            self._take(token, pairs)
            position = token.end()
        self._copy(position, len(self._text))
        self._seen.text = "".join(self._signs)
        self._seen.offsets.append(len(self._text))
        return self._seen

    def _take(self, token: re.Match[str], pairs: dict[int, bool]) -> None:
        start = token.start()
        if token["tag"]:
            self._tag(token)
        elif token["auto"]:
            self._copy(token.start("auto"), token.end("auto"))
        elif token["words"]:
            begin = self._count
            self._copy(token.start("words"), token.end("words"))
            self._link(begin, token["target"], token.start("target"))
        elif token["address"]:
            self._address(token.start(), token.end(), pairs)
        elif token["reference"]:
            self._emit(unescape(token[0]).translate(_SIGNS), start)
        elif token["escaped"]:
            self._emit(token["escaped"], start + 1)
        elif token["stars"]:
            self._star(token, pairs)
        elif token["accented"]:
            self._emit(unicodedata.normalize("NFC", token[0]), start)

    def _tag(self, token: re.Match[str]) -> None:
        name, closing = token["tag"].lower(), bool(token["close"])
        if name in _BREAKS:
            self._emit("\n\n" if name in _PARAGRAPHS else "\n", token.start())
            if name == "li" and not closing:
                self._emit(_BULLET, token.start())
        elif name in ("td", "th"):
            self._emit(" ", token.start())
        elif name in _ITALIC:
            self._slant(opens=not closing)
        elif name == "a" and not closing:
            href = _HREF.search(token["attributes"] or "")
            if href:
                place = token.start("attributes") + href.start(href.lastindex or 0)
                self._anchors.append((self._count, unescape(href[href.lastindex or 0]), place))
        elif name == "a" and self._anchors:
            self._link(*self._anchors.pop())

    def _link(self, begin: int, url: str, place: int) -> None:
        self._seen.links.append(Link(begin, self._count, url.strip(), place))

    def _slant(self, *, opens: bool) -> None:
        if opens:
            self._slanted.append(self._count)
        elif self._slanted:
            self._seen.italics.append((self._slanted.pop(), self._count))

    def _star(self, token: re.Match[str], pairs: dict[int, bool]) -> None:
        if token.start() not in pairs:
            self._emit(token[0], token.start())
        elif len(token[0]) != _BOLD:
            self._slant(opens=pairs[token.start()])

    def _address(self, start: int, end: int, pairs: dict[int, bool]) -> None:
        """An address, in which stars and lines below mean nothing unless they close what was opened before it."""
        for at in range(start, end):
            if self._text[at] == "\\" and at + 1 < end and self._text[at + 1] in "_*~&#()":
                continue
            if self._text[at] in "*_" and pairs.get(at) is False:
                self._slant(opens=False)
                continue
            self._copy(at, at + 1)

    def _copy(self, start: int, end: int) -> None:
        for offset, sign in enumerate(self._text[start:end].translate(_SIGNS), start=start):
            if sign not in _UNSEEN:
                self._emit(_LIGATURES.get(sign, sign), offset)

    def _emit(self, signs: str, offset: int) -> None:
        self._signs.append(signs)
        self._seen.offsets += [offset] * len(signs)
        self._count += len(signs)


def _pairs(text: str) -> dict[int, bool]:
    """The stars and lines below that stand around emphasised words: where, and whether they open it."""
    found: dict[int, bool] = {}
    opened: dict[str, int] = {}
    for mark in _MARK.finditer(text):
        if mark["paragraph"]:
            opened.clear()
            continue
        signs, start = mark["signs"], mark.start("signs")
        opens = bool(mark["opens"])
        if opens and signs not in opened:
            opened[signs] = start
        elif not opens and signs in opened:
            found[opened.pop(signs)] = True
            found[start] = False
    return found


_MARK = re.compile(
    r"(?P<paragraph>\n[ \t]*\n)"
    r"|(?P<signs>(?<![\w*\\])(?P<opens>\*{1,3})(?=[^\s*])|(?<![\w_/\\])(?P<lines>_{1,3})(?=[^\s_])"
    r"|(?<=[^\s*\\])\*{1,3}(?![\w*])|(?<=[^\s_/\\])_{1,3}(?![\w_]))"
)
