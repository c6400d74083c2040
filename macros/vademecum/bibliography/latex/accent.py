"""Accents over text: on which character they sit, and what they are without one."""

import re
from dataclasses import replace
from unicodedata import normalize

from vademecum.bibliography.latex.symbols import SPACING_ACCENTS
from vademecum.text.rich import Inline, Mark, Styled

_BASE = re.compile(r"\S[\u0300-\u036f]*")
_DOTLESS = {"ı": "i", "ȷ": "j"}


def accented(nodes: list[Inline], mark: str) -> list[Inline]:
    """`nodes` with the combining character `mark` over the first character; before them where there is none."""
    return _over_first(nodes, mark) or [alone(mark), *nodes]


def accented_letter(nodes: list[Inline], mark: str) -> list[Inline] | None:
    """The same in a formula, where an accent has one character, or stands alone; None where it has more."""
    if not nodes:
        return [alone(mark)]
    only = nodes[0]
    if len(nodes) > 1 or not isinstance(only, str) or not _BASE.fullmatch(normalize("NFD", only.strip())):
        return None
    return _over_first([only.strip()], mark)


def alone(mark: str) -> str:
    """An accent over nothing."""
    return SPACING_ACCENTS.get(mark, f"\u25cc{mark}")


def _over_first(nodes: list[Inline], mark: str) -> list[Inline] | None:
    for index, node in enumerate(nodes):
        over = _over(node, mark)
        if over is not None:
            return [*nodes[:index], over, *nodes[index + 1 :]]
    return None


def _over(node: Inline, mark: str) -> Inline | None:
    if isinstance(node, str):
        base = _BASE.search(node)
        if not base:
            return None
        letters = _DOTLESS.get(base[0][0], base[0][0]) + base[0][1:]
        return f"{node[: base.start()]}{letters}{mark}{node[base.end() :]}"
    if isinstance(node, Styled) and node.mark is Mark.MATH:
        return None
    content = _over_first(list(node.content), mark)
    return None if content is None else replace(node, content=tuple(content))
