r"""What LaTeX's macros do in text: styles, switches of fonts, accents, links, quotations, arguments that are no text.

A function here takes what a macro is about and gives its step, or is itself the step of one macro.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from vademecum.bibliography.latex.accent import accented, alone
from vademecum.bibliography.latex.address import address_in
from vademecum.bibliography.latex.frame import as_it_is
from vademecum.bibliography.latex.problem import ProblemKind
from vademecum.bibliography.latex.reading import Reading, Step
from vademecum.bibliography.latex.structure import Stretch
from vademecum.bibliography.latex.symbols import ACCENTS
from vademecum.text.rich import Inline, Link, Mark, Styled

_BASE = re.compile(r"[ \t\r\n]*(?:\{(?:\\([ij])[ \t]*|([^\W\d_]))\}|([^\W\d_])|\\([ij])(?![A-Za-z])[ \t\r\n]*)")
_OPTION = re.compile(r"[ \t\r\n]*\[[^\[\]{}\\$]*\]")
_NUMBER = re.compile(r"[ \t\r\n]*(?:`\\?(.)|\"([0-9A-F]{1,6})|'([0-7]{1,7})|([0-9]{1,7}))[ \t\r\n]?", re.DOTALL)
_LENGTH = re.compile(r"[ \t]*[-+]?[ \t]*(?:\d+(?:\.\d*)?|\.\d+)[ \t]*(?:mu|em|ex|pt|pc|cm|mm|in|bp|dd|cc|sp)[ \t\r\n]*")
_DECIMAL = re.compile(r"[0-9]{1,7}")
_TABBING_ACCENTS = {sign: ACCENTS[sign] for sign in "'`="}
_ASCII = range(0x20, 0x7F)
_QUOTATION_MARKS = (("“", "”"), ("‘", "’"))


def nothing(_: Reading) -> None:
    """The step of a macro that says nothing."""


def style(mark: Mark | None, *, math: bool | None = False) -> Step:
    """Sets the argument in `mark`; `math` says what the argument is: a text, a formula, or what is around it."""

    def step(reading: Reading) -> None:
        stretch = reading.argument()
        if stretch:
            reading.open_marked(stretch, mark, math=math)
        else:
            reading.report_macro()

    return step


def surround(before: str, after: str) -> Step:
    """Puts something around the argument."""

    def step(reading: Reading) -> None:
        if not reading.open_argument(lambda nodes: [before, *nodes, after]):
            reading.report_macro()

    return step


def change_case(change: Callable[[str], str]) -> Step:
    """Puts the argument into capitals or small letters."""

    def step(reading: Reading) -> None:
        if not reading.open_argument(lambda nodes: _changed(nodes, change)):
            reading.report_macro()

    return step


def switch(mark: Mark | None) -> Step:
    """Sets what follows in `mark` and nothing else."""

    def step(reading: Reading) -> None:
        reading.switch((mark,) if mark else ())

    return step


def switch_on(mark: Mark) -> Step:
    """Sets what follows in `mark` too."""

    def step(reading: Reading) -> None:
        if mark not in reading.frame.marks:
            reading.switch((*reading.frame.marks, mark))

    return step


def switch_off(*marks: Mark) -> Step:
    """Sets what follows in `marks` no longer."""

    def step(reading: Reading) -> None:
        reading.switch(tuple(mark for mark in reading.frame.marks if mark not in marks))

    return step


def accent(mark: str) -> Step:
    """Sets the combining character `mark` over the first character of the argument."""

    def step(reading: Reading) -> None:
        base = _BASE.match(reading.value, reading.position, reading.frame.end)
        if base:
            reading.position = base.end()
            reading.say(f"{base[1] or base[2] or base[3] or base[4]}{mark}")
        elif not reading.open_argument(lambda nodes: accented(nodes, mark)):
            reading.say(alone(mark))

    return step


def select(pattern: str) -> Step:
    """Takes as many arguments as `pattern` has signs; the one at the `+` is text, the others are gone."""

    def step(reading: Reading) -> None:
        begin, text = reading.position, None
        for sign in pattern:
            _skip_option(reading)
            stretch = reading.group()
            if not stretch:
                reading.position = begin
                reading.report_macro()
                return
            reading.position = stretch.after
            text = stretch if sign == "+" else text
        if text:
            reading.open(Stretch(text.start, text.end, reading.position), as_it_is)

    return step


def swap(reading: Reading) -> None:
    r"""`\switchargs{a}{b}`, which is "ba"."""
    begin = reading.position
    first = reading.group()
    reading.position = first.after if first else begin
    second = reading.group()
    if not (first and second):
        reading.position = begin
        reading.report_macro()
        return
    last = Stretch(first.start, first.end, second.after)
    reading.open(second, as_it_is, lambda: reading.open(last, as_it_is))


def blank(reading: Reading) -> None:
    r"""`\hspace{1em}`: a blank, however wide."""
    stretch = reading.group()
    if stretch:
        reading.position = stretch.after
        reading.say(" ")
    else:
        reading.report_macro()


def length(reading: Reading) -> None:
    r"""`\kern1em`: a shift in the line."""
    found = _LENGTH.match(reading.value, reading.position, reading.frame.end)
    if found:
        reading.position = found.end()
    else:
        reading.report_macro()


def phantom(reading: Reading) -> None:
    r"""`\vphantom{x}`: what takes room and is not seen."""
    stretch = reading.argument()
    if stretch:
        reading.position = stretch.after


def quote(reading: Reading) -> None:
    r"""`\enquote{…}`: quotation marks, in a quotation single ones."""
    level = reading.frame.quoted
    before, after = _QUOTATION_MARKS[level % 2]
    stretch = reading.argument()
    if not stretch:
        reading.report_macro()
        return
    frame = reading.open(stretch, lambda nodes: [before, *nodes, after])
    if frame:
        frame.quoted = level + 1


def link(reading: Reading) -> None:
    r"""`\href{address}{text}`."""
    begin = reading.position
    _skip_option(reading)
    target = reading.group()
    if not target:
        reading.position = begin
        reading.report_macro()
        return
    address = address_in(reading.value[target.start : target.end])
    reading.position = target.after
    text = reading.group()
    if text:
        reading.open(text, lambda nodes: [Link(address, tuple(nodes))])
    else:
        reading.frame.nodes.append(Link(address, (address,)))


def verbatim(make: Callable[[str], Inline]) -> Step:
    """Makes a node of the argument's source."""

    def step(reading: Reading) -> None:
        stretch = reading.group()
        if stretch:
            reading.frame.nodes.append(make(reading.value[stretch.start : stretch.end]))
            reading.position = stretch.after
        else:
            reading.report_macro()

    return step


def code(source: str) -> Inline:
    """A text in which every character stands for itself."""
    return Styled(Mark.CODE, (source,))


def address_link(source: str) -> Inline:
    """An address that leads where it says."""
    address = address_in(source)
    return Link(address, (address,))


def doi_link(source: str) -> Inline:
    """A DOI that leads to its resolver."""
    doi = address_in(source)
    return Link(f"https://doi.org/{doi}", (doi,))


def verb(reading: Reading) -> None:
    r"""`\verb+…+`: code between two signs of the author's choice."""
    start = reading.here + len("\\verb")
    sign = reading.value[start : min(start + 1, reading.frame.end)]
    end = reading.value.find(sign, start + 1, reading.frame.end) if sign.strip("{}\\ ") else -1
    if end < 0:
        reading.report_macro()
        return
    reading.frame.nodes.append(code(reading.value[start + 1 : end]))
    reading.position = end + 1


def character(reading: Reading) -> None:
    r"""``\char`\x``, `\char"41`, `\char'101`, `\char65`: a character by itself or by its number."""
    found = _NUMBER.match(reading.value, reading.position, reading.frame.end)
    if found and found[1]:
        number = ord(found[1])
    elif found:
        number = int(found[2], 16) if found[2] else int(found[3], 8) if found[3] else int(found[4])
    if found and number in _ASCII:
        reading.position = found.end()
        reading.say(chr(number))
    else:
        reading.report(ProblemKind.UNKNOWN_MACRO, "\\char")


def symbol(reading: Reading) -> None:
    r"""`\symbol{65}`: the same with braces; the group stays where it cannot be read."""
    stretch = reading.group()
    number = reading.value[stretch.start : stretch.end] if stretch else ""
    if stretch and _DECIMAL.fullmatch(number) and int(number) in _ASCII:
        reading.position = stretch.after
        reading.say(chr(int(number)))
    else:
        reading.report(ProblemKind.UNKNOWN_MACRO, "\\symbol")
        reading.open_groups()


def tabbing_accent(reading: Reading) -> None:
    r"""`\a'e`: an accent as it is written where `\'` is a stop of a tabulator."""
    mark = _TABBING_ACCENTS.get(reading.value[reading.position : min(reading.position + 1, reading.frame.end)])
    if mark:
        reading.position += 1
        accent(mark)(reading)
    else:
        reading.report(ProblemKind.UNKNOWN_MACRO, "\\a")
        reading.open_groups()


def _skip_option(reading: Reading) -> None:
    option = _OPTION.match(reading.value, reading.position, reading.frame.end)
    if option:
        reading.position = option.end()


def _changed(nodes: list[Inline], change: Callable[[str], str]) -> list[Inline]:
    """The nodes with `change` done to their strings, the sources of formulas aside."""
    changed: list[Inline] = []
    for node in nodes:
        if isinstance(node, str):
            changed.append(change(node))
        elif isinstance(node, Styled) and node.mark is Mark.MATH:
            changed.append(node)
        else:
            changed.append(replace(node, content=tuple(_changed(list(node.content), change))))
    return changed
