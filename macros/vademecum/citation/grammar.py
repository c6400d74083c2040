r"""Pandoc's citation syntax: text to clusters and back (Pandoc manual, "Citation syntax").

    group      = "[" item *( ";" item ) "]"
    item       = [prefix] ["-"] "@" key [locator] [suffix]
    in-text    = ["-"] "@" key [ [" "] "[" [locator] [suffix] *( ";" item ) "]" ]
    key        = "{" any "}" / (letter / digit / "_") *( letter / digit / "_" / inner )
    inner      = one of  : . # $ % & - + ? < > ~ /  followed by a letter, digit or "_"

Within a group, `\;` is a bare semicolon and `\@` begins no key; the other escapes are Markdown's. Brackets and code
spans nest.
"""

import re
from dataclasses import replace
from html.entities import html5

from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.citation.cluster import CitationCluster, CitationItem
from vademecum.citation.locator import split_locator, write_tail

_LETTER = r"[\w\u0300-\u036f]"  # an accent may be a character of its own
BARE_KEY = rf"\w(?:{_LETTER}|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*"
BRACED_KEY = r"\{(?:[^{}\n]|\{[^{}\n]*\})+\}"
KEY = f"@(?:{BRACED_KEY}|{BARE_KEY})"

_BARE_KEY = re.compile(BARE_KEY)
# The `@` of a key does not stand behind a letter, digit, `/`, `@` or a backslash: those are addresses and escapes.
_ITEM_START = re.compile(rf"(?<![^\W_])(?<![^\W_]_)(?<![/@\\])(?:(?<![\w-])-)?{KEY}")
_STRUCTURE = re.compile(r"\\.|(`+)|&(?:#\d+|#[xX][0-9A-Fa-f]+|\w+);|[\[\]{};]", re.DOTALL)
_ITEM_OR_CODE = re.compile(rf"(`+)|\\.|(?P<item>{_ITEM_START.pattern})", re.DOTALL)
_ENTITIES = frozenset(f"&{name}" for name in html5)
_ESCAPED = re.compile(r"\\(;)")
_SUFFIX_OPENING = re.compile(r"[ \t]?\n?[ \t]*\[")


def parse_group(content: str) -> tuple[CitationItem, ...] | None:
    """The items of a bracketed citation, given what stands between the brackets; None where it is no citation.

    It is none when a piece between semicolons has no key.
    """
    items = [_parse_item(piece) for piece in split_items(content)]
    return None if not items or None in items else tuple(item for item in items if item is not None)


def parse_in_text(text: str, start: int) -> tuple[CitationCluster, int] | None:
    """The in-text citation at `start`, and the offset behind it; None where there is none.

    A bracket that follows belongs to it unless a link, a footnote or another citation begins there.
    """
    match = _ITEM_START.match(text, start)
    if not match:
        return None
    first = CitationItem(_key(match[0]), suppress_author=match[0].startswith("-"))
    opening = _SUFFIX_OPENING.match(text, match.end())
    closing = closing_bracket(text, opening.end() - 1) if opening else -1
    if (
        opening
        and closing >= 0
        and text[closing + 1 : closing + 2] not in {"(", "[", ":"}
        and text[opening.end()] != "^"
    ):
        items = _parse_following(first, split_items(text[opening.end() : closing]))
        if items:
            return CitationCluster(items, in_text=True), closing + 1
    return CitationCluster((first,), in_text=True), match.end()


def write_cluster(cluster: CitationCluster) -> str:
    """`cluster` as an author would write it; parsing it gives an equal cluster."""
    if not cluster.in_text:
        return "[" + "; ".join(map(_write_item, cluster.items)) + "]"
    head, rest = cluster.items[0], cluster.items[1:]
    tail = write_tail(head.locator, _escaped(head.suffix), behind_key=False).strip()
    if head.locator or tail.startswith(", {}"):
        tail = tail.removeprefix(", ")
    inner = "; ".join(filter(None, (tail, *map(_write_item, rest))))
    if rest and not (head.locator or head.suffix):
        inner = f"; {inner}"
    return _write_key(head, "") + (f" [{inner}]" if inner else "")


def split_items(content: str) -> list[str]:
    """`content` split at semicolons outside brackets, braces and code spans."""
    pieces, start, depth, position = [], 0, 0, 0
    while match := _STRUCTURE.search(content, position):
        position = match.end()
        if match[1]:
            position = _behind_code(content, match)
        elif match[0][0] == "&" and match[0] not in _ENTITIES and match[0][1] != "#":
            position = match.end() - 1  # The semicolon is one after all.
        elif match[0] in "[{":
            depth += 1
        elif match[0] in "]}":
            depth -= 1
        elif match[0] == ";" and depth <= 0:
            pieces.append(content[start : match.start()])
            start = match.end()
    return [*pieces, content[start:]]


def closing_bracket(text: str, start: int) -> int:
    """The offset of the bracket that closes the one at `start`, in the same paragraph; -1 where none does."""
    depth, position = 0, start
    while match := _BRACKET.search(text, position):
        position = match.end()
        if match[1]:
            position = _behind_code(text, match)
        elif match[0] == "[":
            depth += 1
            if depth > _MAX_DEPTH:
                return -1
        elif match[0] == "]":
            depth -= 1
            if depth == 0:
                return match.start()
        elif not match[0].startswith("\\"):
            return -1
    return -1


_UNESCAPED = re.compile(r"(;)")
_MAX_DEPTH = 8
_BRACKET = re.compile(r"\\.|(`+)|[\[\]]|\n[ \t]*\n", re.DOTALL)


def _behind_code(text: str, opening: re.Match[str]) -> int:
    """The offset behind the code span that `opening` (its back-ticks) begins, or behind those where it begins none."""
    closing = re.compile(rf"(?<!`){opening[1]}(?!`)").search(text, opening.end())
    return closing.end() if closing else opening.end()


def find_item(text: str, start: int = 0) -> re.Match[str] | None:
    """The first key in `text` from `start` on that stands outside code spans, with its `@`."""
    if "`" not in text and "\\" not in text:
        return _ITEM_START.search(text, start)
    while match := _ITEM_OR_CODE.search(text, start):
        if match["item"]:
            return _ITEM_START.match(text, match.start())
        start = _behind_code(text, match) if match[1] else match.end()
    return None


def _parse_following(first: CitationItem, pieces: list[str]) -> tuple[CitationItem, ...] | None:
    """The items of an in-text citation whose key is followed by a bracket that holds `pieces`; None if it is no part.

    Without a key, the first piece is locator and suffix of the key before it; with one, it is an item of its own.
    """
    if find_item(pieces[0]):
        head, others = first, pieces
    else:
        locator, suffix = split_locator(f" {pieces[0].strip()}") if pieces[0].strip() else (None, "")
        head, others = replace(first, suffix=_unescaped(suffix), locator=locator), pieces[1:]
    rest = [_parse_item(piece) for piece in others]
    return None if None in rest else (head, *(item for item in rest if item is not None))


def _unescaped(text: str) -> str:
    r"""An affix without the escapes that are this grammar's own, `\;`; the others are Markdown's."""
    return _ESCAPED.sub(r"\1", text.strip())


def _parse_item(text: str) -> CitationItem | None:
    match = find_item(text)
    if not match:
        return None
    locator, suffix = split_locator(text[match.end() :].rstrip())
    return CitationItem(
        _key(match[0]),
        prefix=_unescaped(text[: match.start()]),
        suffix=_unescaped(suffix),
        locator=locator,
        suppress_author=match[0].startswith("-"),
    )


def _key(written: str) -> CitationKey:
    name = written.lstrip("-")[1:]
    return citation_key(name[1:-1] if name.startswith("{") else name)


def _write_key(item: CitationItem, tail: str) -> str:
    """The key, in braces where it is no bare one or would run on into `tail`."""
    bare = _BARE_KEY.match(item.key + tail)
    is_bare = bare is not None and bare.end() == len(item.key)
    return ("-" if item.suppress_author else "") + (f"@{item.key}" if is_bare else f"@{{{item.key}}}")


def _escaped(text: str) -> str:
    """An affix with what would end it escaped."""
    return _UNESCAPED.sub(r"\\\1", text)


def _write_item(item: CitationItem) -> str:
    tail = write_tail(item.locator, _escaped(item.suffix))
    return (f"{_escaped(item.prefix)} " if item.prefix else "") + _write_key(item, tail) + tail
