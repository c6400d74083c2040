r"""Where a brace closes. As in BibTeX, a backslash before a brace does not hide it.

A pattern with possessive repetition finds what is nested a few levels deep without a step of Python; what is nested
deeper is counted, down to `MAX_DEPTH`.
"""

import re

from vademecum.bibliography.limits import MAX_DEPTH

_USUAL_DEPTH = 4


def _balanced(depth: int) -> str:
    flat = "[^{}]*+"
    return rf"{flat}(?:\{{{_balanced(depth - 1)}\}}{flat})*+" if depth else flat


BALANCED = rf"\{{{_balanced(_USUAL_DEPTH)}\}}"
"""A pattern for a group in braces that is nested no deeper than usual."""

QUOTED = rf'"(?:[^{{}}"\\]++|\\(?:[^{{}}]|(?=[{{}}]))|{BALANCED})*+"'
"""A pattern for text in quotes, with such groups in it; a quote behind a backslash does not close."""

_GROUP = re.compile(BALANCED)
_QUOTED = re.compile(QUOTED)
_IN_PARENTHESES = re.compile(rf'\((?:[^{{}})"]++|{BALANCED}|{QUOTED})*+\)')
_BRACE = re.compile("[{}]")
_OPENING_OR_END = re.compile(r'[{}")]')
_BRACE_OR_QUOTE = re.compile(r'[{}"]|\\"')


def closing_brace(text: str, start: int, end: int) -> int:
    """The offset of the brace that closes the one at `start`; -1 where none before `end` does, or too deep down."""
    match = _GROUP.match(text, start, end)
    if match:
        return match.end() - 1
    depth = 0
    for brace in _BRACE.finditer(text, start, end):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.start()
        if depth > MAX_DEPTH:
            return -1
    return -1


def too_deep(text: str, start: int, end: int) -> int:
    """The offset of the first brace that is nested deeper than `MAX_DEPTH`; -1 where none is."""
    depth = 0
    for brace in _BRACE.finditer(text, start, end):
        depth += 1 if brace[0] == "{" else -1
        if depth > MAX_DEPTH:
            return brace.start()
    return -1


def closing_quote(text: str, start: int, end: int) -> int:
    r"""The offset of the quote that closes the one at `start`, outside braces; -1 where none before `end` does.

    A quote behind a backslash does not close: BibTeX would have it so, but nobody who writes `G\"odel` means it.
    """
    match = _QUOTED.match(text, start, end)
    if match:
        return match.end() - 1
    depth = 0
    for mark in _BRACE_OR_QUOTE.finditer(text, start + 1, end):
        if mark[0] == '"' and not depth:
            return mark.start()
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if not 0 <= depth <= MAX_DEPTH:
            return -1
    return -1


def closing_parenthesis(text: str, start: int, end: int) -> int:
    """The offset of the parenthesis that closes the block opened at `start`, outside braces and quotes; -1 for none."""
    match = _IN_PARENTHESES.match(text, start, end)
    if match:
        return match.end() - 1
    position = start + 1
    while mark := _OPENING_OR_END.search(text, position, end):
        if mark[0] == ")":
            return mark.start()
        find = {"{": closing_brace, '"': closing_quote}.get(mark[0])
        closing = find(text, mark.start(), end) if find else -1
        if closing < 0:
            return -1
        position = closing + 1
    return -1
