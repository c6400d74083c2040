r"""LaTeX as bibliographies use it, and rich text: `decode`, `problems` and `encode`.

Values come from forty years of habits: accents in every form, formulas for chemistry and statistics, switches of
LaTeX 2.09, HTML out of databases, unescaped signs. The decoder takes time linear in the length of a value and never
fails. It drops no text: what it does not understand stays, and `problems` names it.

How it is done: `structure.py` finds the pairs of a value and `arguments.py` the arguments of macros;
`machine.py` reads the value, with a stack of `frame.py` in `reading.py`; `macros.py` says what
each macro does, in the terms of `steps.py` and `formulas.py`; `symbols.py` has the tables,
`tidy.py` the normal form, `encoder.py` the way back.
"""

import re
from functools import lru_cache

from vademecum.bibliography.latex.encoder import encode
from vademecum.bibliography.latex.frame import typeset
from vademecum.bibliography.latex.machine import Machine
from vademecum.bibliography.latex.macros import MACROS
from vademecum.bibliography.latex.problem import Problem, ProblemKind
from vademecum.bibliography.latex.tidy import tidy, tidy_text
from vademecum.text.rich import RichText, plain

__all__ = ["Problem", "ProblemKind", "decode", "decode_plain", "encode", "problems", "tidy"]

_ORDINARY = re.compile(r"[^\\{}$^_&#%<`'~\x00-\x1f\x7f-\U0010ffff]*")
"""A text that is what it says, if it has no two hyphens or blanks in a row."""
_MARKUP = re.compile(r"[\\{}$^_&#%<]|://|www\.")


def decode(value: str) -> RichText:
    """The rich text that `value`, a field without its outer delimiters, stands for, in its normal form (`tidy`)."""
    return _read(value)[0]


def decode_plain(value: str) -> str:
    """The bare text that `value` stands for."""
    return plain(_read(value)[0])


def problems(value: str) -> tuple[Problem, ...]:
    """What in `value` deserves a word to its editor, in the order of the value, each thing once."""
    return _read(value)[1]


@lru_cache(maxsize=65536)
def _read(value: str) -> tuple[RichText, tuple[Problem, ...]]:
    if _ORDINARY.fullmatch(value) and "--" not in value and "  " not in value:
        text = value.strip()
        return ((text,) if text else ()), ()
    if not _MARKUP.search(value):
        text = tidy_text(typeset(value))
        return ((text,) if text else ()), ()
    machine = Machine(value, MACROS)
    return tidy(machine.run()), machine.problems
