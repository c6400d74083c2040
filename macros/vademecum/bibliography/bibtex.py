"""Reads BibTeX. The only importer of bibtexparser, of which only the splitter is used.

The splitter finds the blocks and survives broken ones; what the blocks mean is decided here: `@string` and month
macros, `#` joins, duplicate fields and keys. Nothing raises for content: what is wrong is a finding, and the other
entries live.
"""

import logging
import re
from collections.abc import Iterable

from bibtexparser import model
from bibtexparser.splitter import Splitter

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

SYNTAX = Rule("bibliography/syntax", Severity.ERROR, "A block of the bibliography cannot be read.")
DUPLICATE_KEY = Rule("bibliography/duplicate-key", Severity.ERROR, "Two entries have the same key.")
DUPLICATE_FIELD = Rule("bibliography/duplicate-field", Severity.WARNING, "An entry has the same field twice.")
UNDEFINED_STRING = Rule("bibliography/undefined-string", Severity.ERROR, "A value uses a word that no @string defines.")

_MONTHS = {name: name for name in ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")}
_VALUE_TOKEN = re.compile(r"\s*(?:(#)|(\d+)|([^\s{}\"#,=]+)|([{\"]))")

logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)  # It logs what we report as findings.


def read_bibtex(sources: Source | Iterable[Source]) -> tuple[Bibliography, tuple[Finding, ...]]:
    """The entries of one file or several, and all that is wrong with them, in the order of the files.

    `@string`s hold across files and may stand behind their use. Of two entries with one key the first is kept, also
    where the keys differ only in case; of two fields with one name the first.
    """
    reader = _Reader()
    blocks = [
        (source, Splitter(source.text).split().blocks)
        for source in ([sources] if isinstance(sources, Source) else sources)
    ]
    for source, found in blocks:
        reader.define_strings(source, found)
    for source, found in blocks:
        for block in found:
            reader.read(source, block)
    return Bibliography(reader.entries), tuple(reader.findings)


class _Reader:
    """What has been read so far."""

    def __init__(self) -> None:
        self.entries: dict[CitationKey, Entry] = {}
        self.findings: list[Finding] = []
        self._by_folded_key: dict[str, Entry] = {}
        self._strings: dict[str, str] = dict(_MONTHS)

    def define_strings(self, source: Source, blocks: Iterable[model.Block]) -> None:
        """Take in the `@string` definitions; one that uses another comes after it."""
        for block in blocks:
            defined = block.ignore_error_block if isinstance(block, model.DuplicateBlockKeyBlock) else block
            if isinstance(defined, model.String):
                self._strings[defined.key.lower()] = self._value(source, defined.value, (defined.start_line or 0) + 1)

    def read(self, source: Source, block: model.Block) -> None:
        """Take in one block."""
        line = (block.start_line or 0) + 1
        if isinstance(block, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
            inner = block.ignore_error_block
            if isinstance(inner, model.Entry):
                self._read_entry(source, inner, line)
        elif isinstance(block, model.ParsingFailedBlock):
            reason = getattr(block.error, "abort_reason", "") or str(block.error)
            self._report(SYNTAX, source, line, _plainly(reason), "Check the braces, quotes and commas of this block.")
        elif isinstance(block, model.Entry):
            self._read_entry(source, block, line)

    def _read_entry(self, source: Source, block: model.Entry, line: int) -> None:
        key = citation_key(block.key)
        if not key:
            self._report(SYNTAX, source, line, f"this @{block.entry_type} has no key", "Write a key behind the brace.")
            return
        earlier = self._by_folded_key.get(key.casefold())
        if earlier is not None:
            how = "" if earlier.key == key else f" (written '{earlier.key}')"
            message = f"the key '{key}' is already used{how} at {earlier.span}"
            self._report(DUPLICATE_KEY, source, line, message, "Give this entry another key, or remove it.")
            return
        fields: dict[str, str] = {}
        lines: dict[str, int] = {}
        for item in block.fields:
            name = item.key.lower()
            where = (item.start_line or 0) + 1
            if name in fields:
                message = f"the entry '{key}' has the field '{name}' twice; the first is used"
                self._report(DUPLICATE_FIELD, source, where, message, "Remove one of them.")
                continue
            fields[name] = self._value(source, item.value, where)
            lines[name] = where
        start = source.line_start(line)
        entry = Entry(key, block.entry_type.lower(), fields, source.span(start), lines)
        self.entries[key] = self._by_folded_key[key.casefold()] = entry

    def _value(self, source: Source, raw: str, line: int) -> str:
        """A value without its delimiters, macros replaced, `#` joins done."""
        if raw[:1] == "{" and raw[-1:] == "}" and "{" not in raw[1:] and "}" not in raw[1:-1]:
            return raw[1:-1]
        if raw.isdecimal():
            return raw
        pieces: list[str] = []
        position, joined = 0, True
        while position < len(raw):
            match = _VALUE_TOKEN.match(raw, position)
            if not match:
                break
            if match[1]:
                joined, position = True, match.end()
                continue
            if not joined:
                message = f"a comma is missing before '{raw[match.start() : match.start() + 20].strip()}'"
                self._report(SYNTAX, source, line, message, "Put a comma behind each value.")
                break
            joined = False
            position = match.end()
            if match[2]:
                pieces.append(match[2])
            elif match[3]:
                pieces.append(self._macro(source, match[3], line))
            else:
                end = _delimited(raw, match.end() - 1)
                pieces.append(raw[match.end() : end])
                position = end + 1
        return "".join(pieces)

    def _macro(self, source: Source, word: str, line: int) -> str:
        value = self._strings.get(word.lower())
        if value is None:
            hint = "Put the value in braces, or define the word with @string."
            self._report(UNDEFINED_STRING, source, line, f"no @string defines '{word}'", hint)
            return word
        return value

    def _report(self, rule: Rule, source: Source, line: int, message: str, hint: str) -> None:
        start = source.line_start(line)
        text = source.text
        while start < len(text) and text[start] in " \t":
            start += 1
        self.findings.append(Finding(rule, source.span(start), message, hint))


def _delimited(text: str, start: int) -> int:
    """The index of the delimiter that closes the brace or quote at `start`; the end of `text` where none does."""
    quoted = text[start] == '"'
    depth = 0
    for match in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(text, start + quoted):
        token = match[0]
        depth += {"{": 1, "}": -1}.get(token, 0)
        if depth == 0 and token == ('"' if quoted else "}"):
            return match.start()
    return len(text)


def _plainly(reason: str) -> str:
    """The splitter's reason as the beginning of a sentence of ours."""
    text = " ".join(reason.split()).rstrip(".")
    return text[:1].lower() + text[1:] if text else "this block cannot be read"
