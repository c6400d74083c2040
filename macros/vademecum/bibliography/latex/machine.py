r"""The machine that decodes a LaTeX value: what braces, formulas, tags, special characters and macros do.

What a macro does it is told (`macros.py`).
"""

import re
from collections.abc import Callable, Mapping
from typing import ClassVar

from vademecum.bibliography.latex.arguments import WORD
from vademecum.bibliography.latex.frame import SCRIPTS, referenced, typeset, typeset_code, typeset_formula
from vademecum.bibliography.latex.problem import ProblemKind
from vademecum.bibliography.latex.reading import MAX_EXCERPT, Reading, Step
from vademecum.bibliography.latex.structure import TAG, Stretch, is_known_tag
from vademecum.bibliography.latex.symbols import CONTROL_SYMBOLS, MATH_SYMBOLS, SYMBOLS
from vademecum.text.rich import Inline, Mark

_SPECIAL = re.compile(r"[\\{}$^_&#%<]")
_SPECIAL_OR_ADDRESS = re.compile(r"[\\{}$^_&#%<]|(?:https?://|www\.)[^\s{}\\$<>\"'`]+")
_SPECIAL_IN_FORMULA = re.compile(r"[\\{}$^_&#%]")
_ATTRIBUTE = re.compile(r"\s+[A-Za-z:-]+\s*=")
_SLIP = re.compile(r"n((?:[A-Z][A-Za-z]*)?)|backslash([A-Za-z]+)")
"""`\\nMETHODS`, where a line ended in an abstract; `\\backslashpm`, where there was a macro."""
_SIMPLE_SCRIPT = re.compile(r"[0-9A-Za-z](?![\u0300-\u036f])")
_REFERENCE = re.compile(r"(?:&|\\&|\{\\&\})((?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")


class Machine(Reading):
    """Decodes one value, once."""

    def __init__(self, value: str, macros: Mapping[str, Step]) -> None:
        super().__init__(value)
        self._macros = macros
        self._special = _SPECIAL_OR_ADDRESS if "://" in value or "www." in value else _SPECIAL

    def run(self) -> list[Inline]:
        """The nodes of the value."""
        value = self.value
        while True:
            frame, start = self.frame, self.position
            pattern = _SPECIAL_IN_FORMULA if frame.math else self._special
            special = pattern.search(value, start, frame.end)
            self.here = stop = special.start() if special else frame.end
            if stop > start:
                self._characters(value[start:stop])
            if special:
                self.position = special.end()
                self._handlers.get(special[0], Machine._address)(self)
            elif self.is_inside:
                self.close()
            else:
                frame.end_run()
                return frame.nodes

    def _characters(self, text: str) -> None:
        if self.frame.math:
            text = typeset_formula(text)
            if text:
                self.say(text)
        else:
            self.say(self._typeset(text))

    def _typeset(self, text: str) -> str:
        return typeset_code(text) if self.frame.verbatim else typeset(text)

    def _macro(self) -> None:
        word = WORD.match(self.value, self.here, self.frame.end)
        if not word:
            self._sign()
            return
        name, self.position = word[1], word.end()
        text = SYMBOLS.get(name)
        if text is not None:
            self.say(MATH_SYMBOLS.get(name, text) if self.frame.math else text)
        elif name in self._macros:
            self._macros[name](self)
        elif self.frame.math:
            self.give_up()
        else:
            self._unknown_macro(name, word[0][len(name) + 1 :])

    def _unknown_macro(self, name: str, behind: str) -> None:
        r"""A macro that is not known; some are slips of programs for a line break or a backslash in a text."""
        self.report(ProblemKind.UNKNOWN_MACRO, f"\\{name}")
        slip = _SLIP.fullmatch(name)
        if slip:
            self.say(f" {slip[1]}{behind}" if slip[2] is None else f"\\{slip[2]}{behind}")
        else:
            self.open_groups()

    def _sign(self) -> None:
        r"""A macro of one sign, such as `\&` or `\"`."""
        if self._formula():
            return
        sign = self.value[self.position : min(self.position + 1, self.frame.end)]
        if sign == "&" and self._reference():
            return
        self.position += len(sign)
        if sign in CONTROL_SYMBOLS:
            self.say(CONTROL_SYMBOLS[sign])
        elif sign in self._macros:
            self._macros[sign](self)
        elif sign:
            self.report(ProblemKind.UNKNOWN_MACRO, f"\\{sign}")
            self.say(sign)
        else:
            self._bare()

    def _group(self) -> None:
        if self._tags() or self._reference():
            return
        closing = self.structure.braces.get(self.here)
        if closing is None:
            self._brace()
            return
        if closing == self.position:
            self.position += 1
            return
        stretch = Stretch(self.here + 1, closing, closing + 1)
        guards = not (self.frame.math or self.frame.guarded or self.value.startswith("\\", stretch.start))
        self.open_marked(stretch, Mark.NO_CASE if guards else None)

    def _brace(self) -> None:
        self.report(ProblemKind.UNBALANCED, self.value[self.here])
        self.say(self.value[self.here])

    def _dollar(self) -> None:
        if not (self._tags() or self._formula()):
            self._bare()

    def _script(self) -> None:
        if not self.frame.math:
            self._bare()
            return
        simple = _SIMPLE_SCRIPT.match(self.value, self.position, self.frame.end)
        if simple:
            self.position += 1
            self.frame.nodes += SCRIPTS[self.value[self.here]]([simple[0]])
        elif not self.open_script(self.value[self.here]):
            self.give_up()

    def _ampersand(self) -> None:
        if self._reference():
            return
        if self.frame.math:
            self.give_up()
        else:
            self._bare()

    def _bare(self) -> None:
        character = self.value[self.here]
        self.report(ProblemKind.BARE_SPECIAL, character)
        self.say(character)

    def _less(self) -> None:
        if self._tags():
            return
        tag = TAG.match(self.value, self.here, self.frame.end)
        if not tag:
            self.say("<")
            return
        if is_known_tag(tag[2]) or _ATTRIBUTE.match(tag[3]):
            self.report(ProblemKind.BAD_MARKUP, tag[0][:MAX_EXCERPT])
        self.position = tag.end()
        self.say(tag[0])

    def _formula(self) -> bool:
        """Go on inside the formula that begins here; False where none does."""
        formula = self.structure.formulas.get(self.here)
        if not formula or formula.after > self.frame.end:
            return False
        self.open_formula(formula)
        return True

    def _tags(self) -> bool:
        """Go on between the tags of which the first is here; False where none is."""
        tagged = None if self.frame.math else self.structure.tagged.get(self.here)
        if not tagged or tagged.after > self.frame.end:
            return False
        if tagged.apart:
            self.open(Stretch(*tagged[:3]), lambda nodes: [" ", *nodes, " "])
        else:
            self.open_marked(Stretch(*tagged[:3]), tagged.mark)
        return True

    def _reference(self) -> bool:
        """Read the character reference that is here; False where none is."""
        reference = _REFERENCE.match(self.value, self.here, self.frame.end)
        character = referenced(reference[1]) if reference else ""
        if reference and character:
            self.position = reference.end()
            self.say(character)
        return bool(character)

    def _address(self) -> None:
        """A web address in the text: its characters stand for themselves."""
        self.say(self.value[self.here : self.position])
        for special in _SPECIAL.finditer(self.value, self.here, self.position):
            self.report(ProblemKind.BARE_SPECIAL, special[0], special.start())

    _handlers: ClassVar[Mapping[str, Callable[["Machine"], object]]] = {
        "\\": _macro, "{": _group, "}": _brace, "$": _dollar, "^": _script, "_": _script, "&": _ampersand,
        "#": _bare, "%": _bare, "<": _less,
    }  # fmt: skip
