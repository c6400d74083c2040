"""`@string` definitions, and what values say once their words are replaced and their `#` joins are done."""

from collections.abc import Iterable

from vademecum.bibliography.bibtex.written import Piece, WrittenString
from vademecum.bibliography.limits import MAX_DEPTH, MAX_FIELD, MAX_FILE
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

UNDEFINED_STRING = Rule("bibliography/undefined-string", Severity.ERROR, "A value uses a word that no @string defines.")
DUPLICATE_STRING = Rule("bibliography/duplicate-string", Severity.WARNING, "Two @strings define one word differently.")
STRING_CYCLE = Rule("bibliography/string-cycle", Severity.ERROR, "A @string is defined by itself.")
LIMIT = Rule("bibliography/limit", Severity.ERROR, "Something is larger than the reader takes.")

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The words that every BibTeX style defines."""


class StringTable:
    """The definitions of all files together: in any order, names in any case. The months are defined by themselves."""

    def __init__(self) -> None:
        self._written: dict[str, tuple[Source, WrittenString]] = {}
        self._values: dict[str, str] = {month: month for month in MONTHS}
        self._open: list[str] = []
        self._joined = 0
        self.findings: list[Finding] = []

    def define(self, source: Source, string: WrittenString) -> None:
        """Take in one definition. Of two for one word the first holds."""
        name = string.name.lower()
        earlier = self._written.get(name)
        if earlier is None:
            self._values.pop(name, None)  # A site may name its own months.
            self._written[name] = source, string
        elif [piece.text for piece in earlier[1].pieces] != [piece.text for piece in string.pieces]:
            message = f"'{string.name}' is already defined at {earlier[0].span(earlier[1].start)}; that one is used"
            self._report(DUPLICATE_STRING, source, string.start, message, "Remove one of the two.")

    def check(self) -> None:
        """Work out every definition, so that what is wrong with one is known even where nothing uses it."""
        for name in self._written:
            self._defined(name)

    def value(self, source: Source, pieces: Iterable[Piece], name: str) -> str:
        """What the pieces of the field `name` say together; empty where that is longer than a field may be."""
        texts = [self._word(source, piece) if piece.is_word else piece.text for piece in pieces]
        size = sum(map(len, texts))
        self._joined += size if len(texts) > 1 else 0
        if size > MAX_FIELD or self._joined > MAX_FILE:
            what = f"{MAX_FIELD} characters" if size > MAX_FIELD else f"all joined values together may be ({MAX_FILE})"
            message = f"'{name}' is longer than {what}; it is left out"
            if self._joined <= MAX_FILE + size:  # Said once of all together.
                self._report(LIMIT, source, next(iter(pieces)).offset, message, "Shorten it.")
            return ""
        return "".join(texts)

    def _word(self, source: Source, piece: Piece) -> str:
        value = self._defined(piece.text.lower())
        if value is None:
            hint = "Put the value in braces, or define the word with @string."
            self._report(UNDEFINED_STRING, source, piece.offset, f"no @string defines '{piece.text}'", hint)
            return piece.text
        return value

    def _defined(self, name: str) -> str | None:
        """The text behind a word; None where there is none."""
        if name in self._values:
            return self._values[name]
        if name not in self._written:
            return None
        source, string = self._written[name]
        if name in self._open or len(self._open) >= MAX_DEPTH:
            how = "by itself" if name in self._open else f"by more than {MAX_DEPTH} others"
            message = f"the @string '{string.name}' is defined {how}"
            self._report(STRING_CYCLE, source, string.start, message, "Write its text out.")
            self._values[name] = string.name
            return string.name
        self._open.append(name)
        value = self.value(source, string.pieces, string.name)
        self._open.pop()
        return self._values.setdefault(name, value)

    def _report(self, rule: Rule, source: Source, offset: int, message: str, hint: str) -> None:
        self.findings.append(Finding(rule, source.span(offset), message, hint))
