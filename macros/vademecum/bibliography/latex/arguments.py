r"""How far arguments reach in a LaTeX value: groups, macros with what belongs to them, single characters."""

import re
from unicodedata import combining

from vademecum.bibliography.latex.structure import Stretch, Structure
from vademecum.bibliography.latex.symbols import ACCENTS, SYMBOLS

WORD = re.compile(r"\\([A-Za-z]+)(?:\*(?=\{))?[ \t\r\n]*")
"""A macro with a name, its star, and the blanks behind it, which TeX skips."""
_BLANK = re.compile(r"[ \t\r\n]*")
_ENDS_ARGUMENT = frozenset("^_&#%}~")
_MAX_ACCENTS = 4
"""How many accents may stand over one letter that is an argument."""


class Arguments:
    """Finds the arguments in a value. Every question names the offset where the search ends."""

    def __init__(self, value: str, structure: Structure) -> None:
        self._value = value
        self._structure = structure

    def group(self, position: int, end: int) -> Stretch | None:
        """The group that follows, blanks aside; None where none does."""
        start = self._behind_blank(position, end)
        closing = self._structure.braces.get(start) if start < end else None
        return None if closing is None else Stretch(start + 1, closing, closing + 1)

    def argument(self, position: int, end: int, *, math: bool) -> Stretch | None:
        """What follows, blanks aside, as far as TeX takes it for one argument: a group, a macro, a character.

        None where nothing follows or what cannot be an argument. A macro is taken with the groups behind it, which
        TeX would leave behind; a formula is taken whole, and in text (not `math`) what stands between tags.
        """
        value = self._value
        start = self._behind_blank(position, end)
        if start >= end or value[start] in _ENDS_ARGUMENT:
            return None
        whole = self._structure.formulas.get(start) or (None if math else self._structure.tagged.get(start))
        if whole:
            return Stretch(start, whole.after, whole.after)
        if value[start] == "{":
            return self.group(start, end)
        if value[start] == "$":
            return None
        after = self._behind_macro(start, end) if value[start] == "\\" else start + 1
        while after < end and combining(value[after]):
            after += 1
        return Stretch(start, after, after)

    def _behind_blank(self, position: int, end: int) -> int:
        blank = _BLANK.match(self._value, position, end)
        return blank.end() if blank else position

    def _behind_groups(self, position: int, end: int) -> int:
        while position < end and position in self._structure.braces and position not in self._structure.tagged:
            position = self._structure.braces[position] + 1
        return position

    def _behind_macro(self, start: int, end: int) -> int:
        """Where the macro at `start` ends with the groups that follow it; an accent ends with its letter."""
        value = self._value
        for _ in range(_MAX_ACCENTS):
            word = WORD.match(value, start, end)
            name = word[1] if word else value[start + 1 : min(start + 2, end)]
            start = word.end() if word else start + 1 + len(name)
            if name not in ACCENTS:
                return start if name in SYMBOLS or not word else self._behind_groups(start, end)
            start = self._behind_blank(start, end)
            if start >= end or value[start] != "\\" or start in self._structure.formulas:
                break
        if start >= end or value[start] in _ENDS_ARGUMENT or value[start] in "$<\\":
            return start
        return self._structure.braces.get(start, start - 1) + 1 if value[start] == "{" else start + 1
