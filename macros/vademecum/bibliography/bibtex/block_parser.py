"""Reads one block of BibTeX that may be broken, and says at which character it is.

The grammar is that of btparse, which biber uses: `%` comments may stand between fields, a key is anything without
blanks, commas and delimiters, the comma behind the last field may be missing. What can be told for certain, such as a
missing comma, is read; an entry of which it cannot be told what belongs to which field is not.
"""

import re
from typing import NoReturn

from vademecum.bibliography.bibtex.blocks import Block
from vademecum.bibliography.bibtex.braces import closing_brace, closing_quote, too_deep
from vademecum.bibliography.bibtex.written import Piece, Problem, WrittenEntry, WrittenField, WrittenString
from vademecum.bibliography.limits import MAX_BLOCK, MAX_DEPTH, MAX_FIELDS
from vademecum.bibliography.schema import FIELD_ORDER

_SPACE = re.compile(r"(?:\s++|%[^\n]*+)*+")
_SPACE_IN_LINE = re.compile(r"[ \t]*+(?:%[^\n]*+)?+")
_JOINT = re.compile(rf"{_SPACE.pattern}#")
_REMARK = re.compile(r"%[^\n]*+")
KEY = re.compile(r'[^\s,{}"#%=\\]++')
NAME = re.compile(r"[^\s,{}\"#%'=\\@]++")
WORD = re.compile(r"[^\s,{}\"#%=\\]++")
_FIELD_START = re.compile(rf"{NAME.pattern}\s*+=")
_RUN_ON = re.compile(rf"[,\n]\s*+{NAME.pattern}\s*+=\s*+\Z")
_FIELD_IN_VALUE = re.compile(
    r"""(?P<before>(?:\}\s*+)?,\s*+|\n\s*+)(?P<name>[a-zA-Z][\w-]++)\s*+=\s*+(?:(?P<opens>[{"])|\d++\s*+[,}\n])"""
)
_PARTS_OF_NAMES = frozenset(("family", "given", "prefix", "suffix", "family-i", "given-i", "prefix-i", "suffix-i"))
"""In biblatex's extended format of names (biblatex manual, section 3.6) values look like fields."""
_SWALLOWED = re.compile(rf"[,\n]\s*+({NAME.pattern})\s*+=\s*+(.)")
_LOOSE_TEXT = re.compile(r"[^,{}\"\n]*+")
_COMMA = re.compile(",?")
_COMMAS = re.compile(r"[,\s]++")
_SHOWN = 30
_MOST_PROBLEMS = 100

CONFLICT_MARK = re.compile(r"<{7}|={7}|>{7}|\|{7}")
CONFLICT = "a merge conflict is not resolved here"
CONFLICT_HINT = "Make whole entries of the two versions, and remove the lines with <<<, === and >>>."


def runs_on_into(value: str) -> str:
    """The field that seems to begin inside a value: one brace too many is paired with another further on."""
    if "=" not in value:
        return ""
    depth = position = 0
    for match in _FIELD_IN_VALUE.finditer(value):
        start = match.start("name")
        depth += value.count("{", position, start) - value.count("}", position, start)
        position = start
        if depth or match["name"] in _PARTS_OF_NAMES:  # Inside braces of its own it is part of an example.
            continue
        is_known, behind_brace = match["name"].lower() in FIELD_ORDER, match["before"].startswith("}")
        if match["opens"] and (is_known or behind_brace or "\n" in match["before"]):
            return match["name"]
        if is_known and behind_brace:
            return match["name"]
    return ""


class _CannotReadError(Exception):
    """From here on nothing can be told for certain."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse_entry(text: str, block: Block) -> tuple[WrittenEntry | None, list[Problem]]:
    """The entry in `block`, and what is wrong in it; None where the entry cannot be told."""
    parser = _Parser(text, block)
    try:
        return parser.entry(), parser.problems
    except _CannotReadError as error:
        return None, [*parser.problems, error.problem]


def parse_string(text: str, block: Block) -> tuple[WrittenString | None, list[Problem]]:
    """The definition in a `@string` block, and what is wrong in it; None where it cannot be told."""
    parser = _Parser(text, block)
    try:
        return parser.string(), parser.problems
    except _CannotReadError as error:
        return None, [*parser.problems, error.problem]


class _Parser:
    """A cursor in a block. Each method reads one thing of the grammar, and moves behind it."""

    def __init__(self, text: str, block: Block) -> None:
        self._text = text
        self._block = block
        self._position = block.body
        self._end = block.stop
        self._remarks: list[str] = []
        self.problems: list[Problem] = []

    def entry(self) -> WrittenEntry:
        """`key , field , field ,`."""
        self._space()
        key_start = self._position
        key = self._key()
        fields: list[WrittenField] = []
        self._space()
        while self._position < self._end and (self._block.closed or self._peek() not in "})"):
            if len(fields) >= MAX_FIELDS:
                self._give_up(self._position, f"the entry '{key}' has more than {MAX_FIELDS} fields", "Split it.")
            field = self._field()
            if field:
                fields.append(field)
            self._space()
        if not self._block.closed:
            self._not_closed(key, fields)
        return WrittenEntry(self._block.type, key, tuple(fields), self._block.start, key_start, tuple(self._remarks))

    def string(self) -> WrittenString:
        """`name = value`."""
        self._space()
        name = self._match(NAME)
        self._space()
        if not name or self._peek() != "=":
            self._give_up(self._position, "this @string defines nothing", 'Write @string{name = "text"}.')
        self._position += 1
        pieces = tuple(self._value(name))
        self._space()
        if self._peek() == ",":
            self._position += 1
            self._space()
        if self._position < self._end:
            self._problem(self._position, f"'{self._shown()}' is behind the text of @string '{name}'", "Remove it.")
        if not self._block.closed:
            self._not_closed(name, [])
        return WrittenString(name, pieces, self._block.start, tuple(self._remarks))

    def _key(self) -> str:
        key = self._match(KEY)
        self._remark_behind(key)
        after = self._position
        self._space()
        found = self._peek()
        what = f"this @{self._block.type}"
        if found == "=" or not key:
            self._give_up(self._block.start, f"{what} has no key", "Write a key behind the brace, and a comma.")
        if found == ",":
            self._position += 1
        elif found:
            rest = self._shown()
            self._give_up(after, f"'{rest}' is behind the key '{key}'", "A key has no blanks; put a comma behind it.")
        return key

    def _field(self) -> WrittenField | None:
        """`name = value` and the comma behind it; None where there is no value."""
        start = self._position
        name = self._match(NAME)
        self._space()
        if not name or self._peek() != "=":
            self._stray(start, "Remove it, or write name = {value}.")
            return None
        self._position += 1
        pieces = tuple(self._value(name))
        self._comma(name)
        self._space(to_line_end=True)
        if not pieces:
            return None
        remarks, self._remarks = tuple(self._remarks), []
        return WrittenField(name, pieces, start, remarks)

    def _value(self, name: str) -> list[Piece]:
        """Pieces with `#` between them; none where the value is missing."""
        pieces: list[Piece] = []
        while True:
            self._space()
            piece = self._piece(name)
            if piece is None:
                self._problem(self._position, f"'{name}' has no value here", "Write the value in braces.")
                return pieces
            pieces.append(piece)
            joint = _JOINT.match(self._text, self._position, self._end)
            if not joint:
                return pieces
            self._space()
            self._position += 1

    def _piece(self, name: str) -> Piece | None:
        start = self._position
        mark = self._peek()
        if mark and mark in '{"':
            find = closing_brace if mark == "{" else closing_quote
            closing = find(self._text, start, self._end)
            if closing < 0:
                self._unclosed(name, start)
            self._position = closing + 1
            piece = Piece(self._text[start + 1 : closing], start + 1)
            if mark == '"' and _RUN_ON.search(piece.text):  # It closes where the value of another field opens.
                self._unclosed(name, start)
            swallowed = runs_on_into(piece.text)
            if swallowed:
                self._give_up_run_on(name, swallowed, piece.offset)
            return piece
        word = self._match(WORD)
        self._remark_behind(word)
        return Piece(word, start, is_word=not word.isdecimal()) if word else None

    def _comma(self, name: str) -> None:
        """What separates a field from the next; a missing comma is a problem, and nothing is lost by it."""
        behind = self._position
        self._space()
        found = self._peek()
        if found == ",":
            self._position += 1
        elif found and _FIELD_START.match(self._text, self._position, self._end):
            self._problem(behind, f"a comma is missing behind the value of '{name}'", "Put a comma behind each value.")
        elif found:
            self._stray(self._position, f"It is behind the value of '{name}'; put the whole value in braces.")

    def _stray(self, start: int, hint: str) -> None:
        """Pass over text that belongs to nothing, to the next comma."""
        self._position = start
        while self._position < self._end and self._peek() != ",":
            closing = closing_brace(self._text, self._position, self._end) if self._peek() == "{" else -1
            if closing >= 0:
                self._position = closing + 1
            elif not self._match(_LOOSE_TEXT):
                self._position += 1
            if self._peek() == "\n":
                self._space()
                if _FIELD_START.match(self._text, self._position, self._end):
                    break
        text = " ".join(self._text[start : self._position].split())
        if CONFLICT_MARK.match(text):
            self._give_up(start, CONFLICT, CONFLICT_HINT)
        if text:
            self._problem(start, f"'{text[:_SHOWN]}' is no field", hint)
        else:
            self._problem(start, "there is a comma too many", "Remove it.")
        self._match(_COMMAS if not text else _COMMA)

    def _unclosed(self, name: str, start: int) -> None:
        deep = too_deep(self._text, start, self._end)
        if deep >= 0:
            message = f"braces are nested deeper than {MAX_DEPTH} in '{name}'"
            self._give_up(deep, message, "Remove braces.")
        mark = "brace" if self._text[start] == "{" else "quote"
        if self._end - self._block.start >= MAX_BLOCK:
            message = f"the {mark} that opens '{name}' is not closed within {MAX_BLOCK} characters"
        else:
            message = f"the {mark} that opens '{name}' is never closed"
        hint = f"Close it before this @{self._block.type or 'block'} ends."
        if not self._block.closed and self._end < len(self._text):
            hint += " Where the next one begins inside this value on purpose, indent it."
        self._give_up(start, message, hint)

    def _give_up_run_on(self, name: str, swallowed: str, start: int) -> NoReturn:
        message = f"the value of '{name}' is not closed and runs on into '{swallowed}'"
        self._give_up(start, message, "Put the missing brace behind the value.")

    def _not_closed(self, name: str, fields: list[WrittenField]) -> None:
        """Give up at the value in which a brace is missing, or else at the head of the block.

        Where only the last brace seems to be missing, fields may be missing too: merged files look like that.
        """
        for field in fields:
            for piece in field.pieces:
                swallowed = _SWALLOWED.search(piece.text)
                if swallowed and (swallowed[2] in '{"' or swallowed[1].lower() in FIELD_ORDER):
                    self._give_up_run_on(field.name, swallowed[1], piece.offset)
        message = f"the @{self._block.type} '{name}' is not closed before the next block or the end of the file"
        hint = "Put a brace behind its last field. If files were merged here, look whether fields are missing."
        self._give_up(self._block.start, message, hint)

    def _space(self, *, to_line_end: bool = False) -> None:
        """Pass over white space and comments; a comment on the line of a field belongs to it."""
        start = self._position
        self._match(_SPACE_IN_LINE if to_line_end else _SPACE)
        if "%" in self._text[start : self._position]:
            found = _REMARK.findall(self._text, start, self._position)
            self._remarks.extend(remark.rstrip() for remark in found)
            together = "".join(found)
            if together.count("{") != together.count("}"):
                message = "BibTeX counts braces in remarks too, and those in this one do not close"
                self._problem(self._text.find("%", start), message, "Remove them from the remark.")

    def _remark_behind(self, word: str) -> None:
        """Say so where a word runs into a remark: whoever writes `50%` means no remark."""
        if self._peek() == "%" and self._text[self._position + 1 : self._position + 2].strip():
            message = f"'%' behind '{word}' begins a remark: what follows on this line is not read"
            self._problem(self._position, message, "Put the value in braces; a key cannot hold '%'.")

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._position, self._end)
        if match:
            self._position = match.end()
        return match[0] if match else ""

    def _peek(self) -> str:
        return self._text[self._position] if self._position < self._end else ""

    def _shown(self) -> str:
        return " ".join(self._text[self._position : min(self._end, self._position + _SHOWN)].split())

    def _problem(self, offset: int, message: str, hint: str) -> None:
        if len(self.problems) >= _MOST_PROBLEMS:
            self._give_up(offset, f"more than {_MOST_PROBLEMS} things are wrong in this entry", "Write it anew.")
        self.problems.append(Problem(offset, message, hint))

    def _give_up(self, offset: int, message: str, hint: str) -> NoReturn:
        raise _CannotReadError(Problem(offset, message, hint))
