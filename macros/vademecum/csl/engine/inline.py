"""Text of items and styles as marked text: a few HTML tags, quotation marks, apostrophes."""

import re
from functools import lru_cache

from vademecum.csl.engine import marked
from vademecum.csl.engine.marked import CLOSE_QUOTE, QUOTE, clean, closing

_TOKEN = re.compile(
    r"""<(?P<close>/)?(?P<tag>i|b|sc|sup|sub|em|strong|span|nocase)(?P<rest>\s[^<>]*)?>|(?P<quote>["'“”‘’])""",
    re.VERBOSE,
)
_TAGS = {
    "i": marked.ITALIC,
    "em": marked.ITALIC,
    "b": marked.BOLD,
    "strong": marked.BOLD,
    "sc": marked.SMALL_CAPS,
    "sup": marked.SUPERSCRIPT,
    "sub": marked.SUBSCRIPT,
    "nocase": marked.NO_CASE,
}
_SPECIAL = re.compile(r"""[<"'“”‘’«»]""")


def _span(rest: str) -> str:
    """The marks of a `<span>` with these attributes; empty for one that says nothing."""
    squeezed = rest.replace(" ", "").replace("'", '"').lower()
    if 'class="nocase"' in squeezed:
        return marked.NO_CASE
    if 'class="nodecor"' in squeezed:
        return marked.UPRIGHT + marked.MEDIUM + marked.NO_SMALL_CAPS + marked.NO_CASE
    if "small-caps" in squeezed:
        return marked.SMALL_CAPS
    return ""


def parse_inline(text: str, *, quotes: bool = True) -> str:
    """`text` with its tags and (with `quotes`) quotation marks as marks."""
    text = clean(text)
    return _parsed(text, quotes=quotes) if _SPECIAL.search(text) else text


@lru_cache(maxsize=4096)
def _parsed(text: str, *, quotes: bool) -> str:
    pieces: list[str] = []
    open_tags: list[tuple[str, int, str]] = []  # the tag, the piece that opened it, its mark
    open_quotes: list[tuple[str, int, int]] = []  # the character, its piece, how many tags were open
    at = 0
    for match in _TOKEN.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
        if match["quote"]:
            if quotes:
                take_quote(match, text, pieces, open_quotes, len(open_tags))
            else:
                pieces.append(match[0])
        elif match["close"]:
            _close(match, pieces, open_tags, open_quotes)
        else:
            mark = _span(match["rest"] or "") if match["tag"] == "span" else _TAGS[match["tag"]]
            open_tags.append((match["tag"], len(pieces), mark))
            pieces.append(match[0])
    pieces.append(text[at:])
    return "".join(pieces)


def _close(
    match: re.Match[str],
    pieces: list[str],
    open_tags: list[tuple[str, int, str]],
    open_quotes: list[tuple[str, int, int]],
) -> None:
    """Closes a tag; one that was never opened, or not in this order, stays text."""
    if not open_tags or open_tags[-1][0] != match["tag"]:
        pieces.append(match[0])
        return
    _, opened, mark = open_tags.pop()
    while open_quotes and open_quotes[-1][2] > len(open_tags):
        open_quotes.pop()
    pieces[opened] = mark
    pieces.append("".join(closing(one) for one in reversed(mark)))


_NEAR = 120
_OPENING = {"“": "”", "‘": "’"}
_CLOSING_QUOTES = {"”", "’"}


def take_quote(
    match: re.Match[str], text: str, pieces: list[str], open_quotes: list[tuple[str, int, int]], depth: int
) -> None:
    """Put the quotation mark at `match` into `pieces`; one that closes another makes marks of both."""
    character = match[0]
    before = _neighbour(text[max(0, match.start() - _NEAR) : match.start()], -1)
    after = _neighbour(text[match.end() : match.end() + _NEAR], 0)
    wanted = next((i for i in range(len(open_quotes) - 1, -1, -1) if open_quotes[i][0] == character), -1)
    if character in _OPENING:
        open_quotes.append((_OPENING[character], len(pieces), depth))
        pieces.append(character)
        return
    is_word_before = bool(before) and (before.isalnum() or before in ".,;:!?)]”’…%")
    can_close = wanted >= 0 and open_quotes[wanted][2] == depth and before not in {"", " ", "\u00a0"}
    if character == "’" and after.isalnum() and before.isalnum():
        can_close = False
    if character == "'" and after.isalnum() and is_word_before:
        can_close = False
    if can_close and not after.isalnum():
        pieces[open_quotes[wanted][1]] = QUOTE
        del open_quotes[wanted:]
        pieces.append(CLOSE_QUOTE)
        return
    if character in _CLOSING_QUOTES:
        pieces.append(character)
        return
    if after not in {"", " ", "\u00a0"} and (not before or not before.isalnum()):
        open_quotes.append((character, len(pieces), depth))
    pieces.append("’" if character == "'" else character)


def _neighbour(text: str, index: int) -> str:
    """The character next to a quotation mark, tags left out."""
    while text:
        tag = re.search(r"</?[a-z]+(\s[^<>]*)?>$", text) if index else re.match(r"</?[a-z]+(\s[^<>]*)?>", text)
        if not tag:
            return text[index]
        text = text[: len(text) - len(tag[0])] if index else text[tag.end() :]
    return ""
