"""The normal form of rich text: no blank too many, no node that says nothing, Unicode in form NFC."""

import re
from collections.abc import Iterable
from dataclasses import replace
from unicodedata import normalize

from vademecum.text.rich import Inline, Link, Mark, Part, RichText, Styled, plain

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_UNTIDY = re.compile(r"[^\S \u00a0]|\s\s")
_BLANKS = re.compile(r"\s+")
_PLAIN_BLANKS = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]")


def tidy(rich: Iterable[Inline]) -> RichText:
    """The normal form of `rich`. The normal form of a normal form is itself.

    Neighbouring strings are one, in NFC. Of blanks in a row, also across nodes, one is left: the first that is more
    than a plain one (a tie, a thin space), else a plain one; none is left at either end. Nodes without text are gone.
    A link has a text, if need be its address. Case is protected once, and where a letter could change: not around a
    single lower-case letter, not around digits. The content of a formula is one string.
    """
    nodes = _spaced(_simple(rich, guarded=False), _Blank())
    return tuple(_trimmed(nodes))


def tidy_text(text: str) -> str:
    """The same for a bare text."""
    return _one_blank(normalize("NFC", text)).strip()


def formula_source(source: str) -> str:
    r"""The source of a formula in the form in which it is kept: one line, no blanks at its ends.

    Where its braces do not match as BibTeX counts them, those behind a backslash are written by their names.
    """
    source = " ".join(source.split())
    bare = source.rstrip("\\")
    if (len(source) - len(bare)) % 2:  # A backslash that held a blank at the end.
        source = source[:-1].rstrip()
    return source if braces_match(source) else _ESCAPED.sub(_named_brace, source).strip()


def braces_match(source: str) -> bool:
    """Whether the braces of `source` match as BibTeX counts them, with those behind a backslash."""
    depth = 0
    for brace in _BRACE.findall(source):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _named_brace(escape: re.Match[str]) -> str:
    return {"\\{": r"\lbrace ", "\\}": r"\rbrace "}.get(escape[0], escape[0])


def _simple(rich: Iterable[Inline], *, guarded: bool) -> list[Inline]:
    """`rich` without nodes that say nothing, neighbouring strings joined and in NFC."""
    nodes: list[Inline] = []
    strings: list[str] = []
    for node in rich:
        for simple in (node,) if isinstance(node, str) else _simple_node(node, guarded=guarded):
            if isinstance(simple, str):
                if simple:
                    strings.append(simple)
                continue
            if strings:
                nodes.append(normalize("NFC", "".join(strings)))
                strings = []
            nodes.append(simple)
    if strings:
        nodes.append(normalize("NFC", "".join(strings)))
    return nodes


def _simple_node(node: Styled | Link | Part, *, guarded: bool) -> list[Inline]:
    """What is left of a node: itself in its normal form, or only what it holds."""
    if isinstance(node, Styled) and node.mark is Mark.MATH:
        source = formula_source(normalize("NFC", plain(node.content)))
        return [Styled(Mark.MATH, (source,))] if source else []
    guards = isinstance(node, Styled) and node.mark is Mark.NO_CASE
    content = _simple(node.content, guarded=guarded or guards)
    text = plain(content).strip()
    if isinstance(node, Link):
        url = normalize("NFC", "".join(node.url.split()))
        return [Link(url, tuple(content) if text else (url,))] if url else content
    if not text or (guards and (guarded or not _has_case(text))):
        return content
    return [replace(node, content=tuple(content))]


def _has_case(text: str) -> bool:
    """Whether a change of case could harm `text`: it has a capital, or is longer than a letter and has any."""
    return text != text.lower() or (len(text) > 1 and text != text.upper())


class _Blank:
    """Whether a blank has just been."""

    __slots__ = ("has_been",)

    def __init__(self) -> None:
        self.has_been = True


def _spaced(nodes: list[Inline], blank: _Blank) -> list[Inline]:
    """`nodes` without blanks at the start and after blanks."""
    spaced: list[Inline] = []
    for node in nodes:
        if isinstance(node, str):
            text = _one_blank(node)
            if blank.has_been:
                text = text.lstrip()
            if text:
                blank.has_been = text[-1].isspace()
                spaced.append(text)
        else:
            content = _spaced(list(node.content), blank)
            spaced.append(node if content == list(node.content) else _with(node, content))
    return spaced


def _with(node: Styled | Link | Part, content: list[Inline]) -> Styled | Link | Part:
    return replace(node, content=tuple(content))


def _trimmed(nodes: list[Inline]) -> list[Inline]:
    """`nodes` without a blank at the end; no node but a string can be all blank."""
    while nodes:
        last = nodes[-1]
        if not isinstance(last, str):
            return [*nodes[:-1], _with(last, _trimmed(list(last.content)))]
        if text := last.rstrip():
            return [*nodes[:-1], text]
        nodes = nodes[:-1]
    return nodes


def _one_blank(text: str) -> str:
    """`text` with one blank for each stretch of blanks."""
    return _BLANKS.sub(_blank, text) if _UNTIDY.search(text) else text


def _blank(blanks: re.Match[str]) -> str:
    return next((blank for blank in blanks[0] if not _PLAIN_BLANKS.match(blank)), " ")
