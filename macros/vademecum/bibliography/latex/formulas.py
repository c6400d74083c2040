r"""What LaTeX's macros do in formulas: fractions, roots, accents, functions.

A formula is told in text where a reader loses nothing by it: "1/2", "√2", "x̄". Where that cannot be, its step has the
reading give it up, and its source stays.
"""

import re

from vademecum.bibliography.latex.accent import accented, accented_letter
from vademecum.bibliography.latex.frame import Finish, as_it_is
from vademecum.bibliography.latex.reading import Reading, Step
from vademecum.bibliography.latex.structure import Stretch
from vademecum.text.rich import Inline, plain

_COMPOUND = re.compile(r"[^\w.′°%\u0300-\u036f]")
_ROOT = re.compile(r"\[([234n]?)\]")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def formula(reading: Reading) -> None:
    r"""`\ensuremath{…}`."""
    stretch = reading.argument()
    if not stretch:
        reading.report_macro()
    elif reading.frame.math:
        reading.open(stretch, as_it_is)
    else:
        reading.open_formula(stretch)


def within_formula(step: Step, arguments: int) -> Step:
    """`step`; in text, the macro and as many arguments are a formula by themselves."""

    def whole(reading: Reading) -> None:
        if reading.frame.math:
            step(reading)
            return
        degree = _ROOT.match(reading.value, reading.position, reading.frame.end)
        end = reading.behind_arguments(degree.end() if degree else reading.position, arguments)
        reading.open_formula(Stretch(reading.here, end, end))

    return whole


def fraction(reading: Reading) -> None:
    r"""`\frac{a}{b}`: a/b."""
    above: list[Inline] = []

    def end_above(nodes: list[Inline]) -> list[Inline]:
        above.extend(nodes)
        return []

    def end_below(nodes: list[Inline]) -> list[Inline] | None:
        return [*_one_term(above), "/", *_one_term(nodes)] if above and nodes else None

    def below() -> None:
        if reading.open_argument(end_below, leave_gap):
            return
        reading.give_up()

    def leave_gap() -> None:
        reading.frame.gap = True

    reading.separate()
    if not reading.open_argument(end_above, below):
        reading.give_up()


def root(reading: Reading) -> None:
    r"""`\sqrt{2}`: √2."""
    degree = _ROOT.match(reading.value, reading.position, reading.frame.end)
    sign = _ROOTS.get(degree[1] if degree else "")
    reading.position = degree.end() if degree else reading.position
    if not sign or not reading.open_argument(lambda nodes: [sign, *_one_term(nodes)] if nodes else None):
        reading.give_up()


def letter_accent(mark: str) -> Step:
    """Sets the combining character `mark` over the one letter of the argument."""

    def step(reading: Reading) -> None:
        _argument(reading, lambda nodes: accented_letter(nodes, mark))

    return step


def negation(reading: Reading) -> None:
    r"""`\not`: strikes out the relation that follows."""
    _argument(reading, lambda nodes: accented(nodes, "\u0338") if plain(nodes).strip() else None)


def operator(name: str) -> Step:
    """A function, whose name stands apart from letters and digits around it."""

    def step(reading: Reading) -> None:
        if reading.frame.math:
            reading.separate()
            reading.say(name)
            reading.frame.gap = True
        else:
            reading.say(f"{name} " if reading.value[reading.position - 1].isspace() else name)

    return step


def subscript(reading: Reading) -> None:
    r"""`\sb{2}`: a subscript."""
    _script(reading, "_")


def superscript(reading: Reading) -> None:
    r"""`\sp{2}`: a superscript."""
    _script(reading, "^")


def delimiter(reading: Reading) -> None:
    r"""`\left(`: the delimiter stands for itself, but for a dot, which is none."""
    if reading.value.startswith(".", reading.position, reading.frame.end):
        reading.position += 1


def _script(reading: Reading, sign: str) -> None:
    if not reading.open_script(sign):
        reading.give_up()


def _argument(reading: Reading, finish: Finish) -> None:
    if not reading.open_argument(finish):
        reading.give_up()


def _one_term(nodes: list[Inline]) -> list[Inline]:
    """`nodes` such that they are one term beside a stroke or behind the sign of a root."""
    return ["(", *nodes, ")"] if _COMPOUND.search(plain(nodes).strip()) else nodes
