"""What is open while a LaTeX value is read, and how TeX sets the characters in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5
from typing import TypeAlias

from vademecum.bibliography.latex.structure import Stretch
from vademecum.text.rich import Inline, Mark, Styled, plain

Wrap: TypeAlias = Callable[[list[Inline]], list[Inline]]
"""Makes of the nodes of a frame nodes for the one around it."""
Finish: TypeAlias = Callable[[list[Inline]], list[Inline] | None]
"""The same; None where the formula around it cannot be told in text."""


def as_it_is(nodes: list[Inline]) -> list[Inline]:
    """The nodes themselves."""
    return nodes


def _marked(mark: Mark) -> Wrap:
    return lambda nodes: [Styled(mark, tuple(nodes))]


MARKED: dict[Mark | None, Wrap] = {None: as_it_is, **{mark: _marked(mark) for mark in Mark}}
"""How a frame ends that is set in a mark, or in none."""


def _raised(nodes: list[Inline]) -> list[Inline]:
    """A superscript, unless its signs stand high by themselves: the ring of a degree, primes."""
    text = plain(nodes)
    if text in _DEGREES:
        return [text.replace("∘", "°")]
    return [text] if text and not text.strip("′") else [Styled(Mark.SUPERSCRIPT, tuple(nodes))]


_DEGREES = frozenset({"∘", "∘C", "∘F"})
SCRIPTS: dict[str, Wrap] = {"^": _raised, "_": MARKED[Mark.SUBSCRIPT]}
"""How superscripts and subscripts of a formula end."""


@dataclass(slots=True)
class Frame:
    """What is open: a group, an argument, a formula, or what stands between two tags."""

    end: int
    """Where its content ends."""
    after: int
    """Where the text goes on behind it."""
    finish: Finish
    then: Callable[[], object] | None = None
    """What is to be done behind it."""
    level: int = 0
    """How many nodes there may be around its nodes."""
    math: bool = False
    """Whether it is read as a formula, and not as text."""
    code: bool = False
    """Whether all of it is code."""
    verbatim: bool = False
    """Whether it is code here, where a switch of fonts may make it so."""
    guarded: bool = False
    """Whether braces protect its case."""
    quoted: int = 0
    """How many quotations it is in."""
    formula: int = -1
    """Where the formula begins, if the frame is all of one; else -1."""
    problems: int = 0
    """How many problems there were before the formula."""
    gap: bool = False
    """Whether a letter or digit needs a blank before it: behind a function or a fraction."""
    nodes: list[Inline] = field(default_factory=list)
    marks: tuple[Mark, ...] = ()
    """What switches of fonts have set, for the nodes from `run` on."""
    run: int = 0

    def inner(self, stretch: Stretch, finish: Finish, then: Callable[[], object] | None) -> "Frame":
        """A frame within this one."""
        return Frame(
            stretch.end,
            stretch.after,
            finish,
            then,
            level=self.level + 1 + len(self.marks),
            math=self.math,
            code=self.verbatim,
            verbatim=self.verbatim,
            guarded=self.guarded,
            quoted=self.quoted,
        )

    def switch(self, marks: tuple[Mark, ...]) -> None:
        """Set what follows in `marks`."""
        self.end_run()
        self.marks = marks
        self.verbatim = self.code or Mark.CODE in marks

    def end_run(self) -> None:
        """Put what switches have set into its marks."""
        if self.marks and len(self.nodes) > self.run:
            content = self.nodes[self.run :]
            for mark in reversed(self.marks):
                content = [Styled(mark, tuple(content))]
            self.nodes[self.run :] = content
        self.run = len(self.nodes)


_LIGATURE = re.compile(r"---?|``|''|\?`|!`|[`'~]")
_LIGATURES = {
    "--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "'": "’", "~": "\u00a0", "?`": "¿", "!`": "¡",
}  # fmt: skip
_IN_FORMULA = re.compile(r"[,;]\s+|\s+|[-'~]")
_MATHEMATICAL = {"-": "−", "'": "′", "~": "\u00a0", ",": ", ", ";": "; "}


def typeset(text: str) -> str:
    """Text as TeX sets it: quotation marks, dashes, ties."""
    return _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)


def typeset_code(text: str) -> str:
    """Text in a typewriter font: the tie alone is none of its characters."""
    return text.replace("~", "\u00a0")


def typeset_formula(text: str) -> str:
    """Text in a formula: TeX ignores its blanks; the one behind a comma is left to be read."""
    return _IN_FORMULA.sub(lambda found: _MATHEMATICAL.get(found[0][0], ""), text)


def referenced(name: str) -> str:
    """What the HTML character reference `name` (`amp;`, `#945;`) stands for; empty where there is no such character."""
    character = unescape(f"&{name}") if name.startswith("#") else html5.get(name, "")
    return "" if character == "\ufffd" else character
