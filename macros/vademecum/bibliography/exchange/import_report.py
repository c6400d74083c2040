"""What there is to say about a file of another program that was read, as findings."""

import re
from dataclasses import dataclass, field

from vademecum.bibliography.limits import MAX_FAILED, MAX_FILE
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

SYNTAX = Rule("import/syntax", Severity.ERROR, "Something is not written as its format demands.")
LIMIT = Rule("import/limit", Severity.ERROR, "Something is larger than the reader takes.")
WRONG_KIND = Rule("import/wrong-kind", Severity.WARNING, "A value is not of the kind that its format demands.")
UNKNOWN_TYPE = Rule("import/unknown-type", Severity.WARNING, "A work has a type that its format does not know.")
NOT_READ = Rule("import/not-read", Severity.WARNING, "Something has no place in an entry.")
CHANGED = Rule("import/changed", Severity.INFO, "Another program changed what was kept in BibTeX's form.")
KEY = Rule("import/key", Severity.INFO, "A work got another key than the file gives it.")

_NO_FIELD = "There is no field for it, or another value counts."
_BLANKS = re.compile("[ \t-\r]+")
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(slots=True)
class ImportReport:
    """Collects findings: the first thousand one by one, and what has no place in an entry once for each name."""

    source: Source
    _findings: list[Finding] = field(default_factory=list)
    _not_read: dict[str, list[int]] = field(default_factory=dict)
    _left_out: int = 0

    def add(self, rule: Rule, offset: int, message: str, hint: str = "") -> None:
        """Note one thing at one place."""
        if len(self._findings) < MAX_FAILED:
            self._findings.append(Finding(rule, self.source.span(offset), message, hint))
        else:
            self._left_out += 1

    def is_too_long(self) -> bool:
        """Whether the file is longer than what is read; if so, it is noted."""
        if len(self.source.text) <= MAX_FILE:
            return False
        self.add(LIMIT, 0, f"the file is longer than {MAX_FILE} characters and is not read", "Split it.")
        return True

    def not_read(self, name: str, offset: int) -> None:
        """Note that a value of a variable or tag is not read."""
        self._not_read.setdefault(name, []).append(offset)

    def stray(self, offset: int) -> None:
        """Note that a line stands outside of every work."""
        self._not_read.setdefault("", []).append(offset)

    def valid(self, text: str, offset: int) -> str:
        """`text` without what no text may hold: NUL, lone surrogates, Unicode's noncharacters."""
        found = _NO_CHARACTER.search(text)
        if not found:
            return text
        self.add(WRONG_KIND, offset, f"U+{ord(found[0]):04X} is no character that a text may hold", "Remove it.")
        return _NO_CHARACTER.sub("\ufffd", text)

    def clean(self, text: str, offset: int) -> str:
        """The same on one line; ties and other blanks that mean more than a blank stay."""
        return _BLANKS.sub(" ", self.valid(text, offset)).strip(" ")

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the file."""
        found = list(self._findings)
        for name, offsets in self._not_read.items():
            what, hint = (f"'{name}'", _NO_FIELD) if name else ("what stands outside of every work", "")
            places = f" (in {len(offsets)} places)" if len(offsets) > 1 else ""
            found.append(Finding(NOT_READ, self.source.span(offsets[0]), f"{what} is not read{places}", hint))
        found.sort(key=lambda finding: finding.span.start)
        if self._left_out:
            message = f"{self._left_out} more findings are left out"
            found.append(Finding(LIMIT, self.source.span(len(self.source.text)), message))
        return tuple(found)
