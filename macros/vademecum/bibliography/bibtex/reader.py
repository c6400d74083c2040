"""Reads BibTeX. The only importer of bibtexparser, of which only the splitter is used.

A file is cut into blocks, the splitter takes apart each entry, and what it cannot take apart goes to our own, slower
parser, which says at which character it is. What the blocks mean is decided here: `@string`s, `#` joins, fields and
keys that occur twice, inheritance. Nothing raises for content: what is wrong is a finding, and the other entries live.
"""

import gc
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from bibtexparser import model
from bibtexparser.splitter import Splitter

from vademecum.bibliography.bibtex.block_parser import (
    CONFLICT,
    CONFLICT_HINT,
    CONFLICT_MARK,
    KEY,
    NAME,
    WORD,
    parse_entry,
    parse_string,
    runs_on_into,
)
from vademecum.bibliography.bibtex.blocks import Block, BlockKind, cut
from vademecum.bibliography.bibtex.braces import closing_brace, closing_quote
from vademecum.bibliography.bibtex.inheritance import inherit
from vademecum.bibliography.bibtex.strings import LIMIT, StringTable
from vademecum.bibliography.bibtex.written import (
    BibtexFile,
    Piece,
    Problem,
    WrittenBlock,
    WrittenEntry,
    WrittenField,
    WrittenString,
    WrittenText,
)
from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.limits import MAX_BLOCK, MAX_FIELD, MAX_FIELDS, MAX_FILE
from vademecum.bibliography.schema import OTHER_NAMES
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

SYNTAX = Rule("bibliography/syntax", Severity.ERROR, "A block of the bibliography is not written as BibTeX.")
STRAY_TEXT = Rule("bibliography/stray-text", Severity.INFO, "Text stands between entries.")
ENTRY_IN_VALUE = Rule("bibliography/entry-in-value", Severity.WARNING, "Something in a value looks like a new entry.")
DUPLICATE_KEY = Rule("bibliography/duplicate-key", Severity.ERROR, "Two entries have the same key.")
DUPLICATE_FIELD = Rule("bibliography/duplicate-field", Severity.WARNING, "An entry has the same field twice.")

_JOINED = {"keywords": ", ", "note": ". "}
"""Fields that are joined where an entry has them twice, as exporters write them."""
_OTHERWISE_READ = re.compile(r"\\[{}\n]|\n[ \t]*+@")
"""Where the splitter reads otherwise than BibTeX: a brace behind a backslash, what looks like an entry in a value."""
_SHORT = 150
"""Characters; for an entry shorter than this, setting up the splitter takes longer than reading."""
_REMARK = re.compile(r"\s*+(?:(?:%|(?i:@comment)\b(?!\s*[{(]))[^\n]*+\s*+)*+")
_ENTRY_IN_LINE = re.compile(r"\n[ \t]*+(@[ \t]*+[^\W\d_]\w*+[ \t]*+[{(])")
_LOST = re.compile(rf"[}}\s]*+(?:,\s*+{NAME.pattern}\s*+=|{NAME.pattern}\s*+=\s*+[{{\"])")
_WITHOUT_AT = re.compile(r"[^\W\d_]\w*+[ \t]*+\{[^\s{},]++,")
_CONFLICT_IN_VALUE = re.compile(r"\n(?=(?:<{7}|>{7})[ \n])")
_SHOWN = 40

logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)  # It logs what we report as findings.


def read_bibtex(sources: Source | Iterable[Source]) -> tuple[Bibliography, tuple[Finding, ...]]:
    """The entries of one file or several, and all that is wrong with them, in the order of the files.

    `@string`s hold across files and may stand behind their use. Of two entries with one key the first is kept, also
    where the keys differ only in case; of two fields with one name the first, keywords and notes are joined.
    """
    with _collection_paused():
        return _read([sources] if isinstance(sources, Source) else sources)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Reading makes many small things and no cycles: looking for some over and over would take as long again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(sources: Iterable[Source]) -> tuple[Bibliography, tuple[Finding, ...]]:
    files = [read_file(source) for source in sources]
    reader = _Reader()
    for file in files:
        for block in file.blocks:
            if isinstance(block, WrittenString):
                reader.strings.define(file.source, block)
    reader.strings.check()
    for file in files:
        for block in file.blocks:
            if isinstance(block, WrittenEntry):
                reader.read(file.source, block)
    entries, unfit = inherit(reader.entries)
    written = (finding for file in files for finding in file.findings)
    findings = [*written, *reader.strings.findings, *reader.findings, *unfit]
    order = {file.source.path: number for number, file in reversed(list(enumerate(files)))}
    findings.sort(key=lambda finding: (order[finding.span.path], finding.span.start))
    return Bibliography(entries), tuple(findings)


def read_file(source: Source) -> BibtexFile:
    """The blocks of one file as they are written, and what is wrong with how they are written."""
    text = source.text
    if len(text) > MAX_FILE:
        message = f"the file is longer than {MAX_FILE} characters and is not read"
        return BibtexFile(source, (), (Finding(LIMIT, source.span(0), message, "Split it into several files."),))
    blocks: list[WrittenBlock] = []
    findings: list[Finding] = []
    lines = list(_ENTRY_IN_LINE.finditer(text))[::-1]
    has_conflicts = _CONFLICT_IN_VALUE.search(text) is not None
    for block in cut(text):
        written, problems = _read_block(text, block)
        if has_conflicts and (conflict := _CONFLICT_IN_VALUE.search(text, block.body, block.stop)):
            written, problems = None, [Problem(conflict.end(), CONFLICT, CONFLICT_HINT)]
        if written:
            blocks.append(written)
        findings.extend(_finding(SYNTAX, source, problem) for problem in problems)
        if block.kind is BlockKind.ENTRY:
            is_told = False
            while lines and lines[-1].start(1) < block.end:
                inside = lines.pop()
                if inside.start(1) > block.start and block.closed and not is_told:
                    findings.append(_finding(ENTRY_IN_VALUE, source, _entry_in_value(inside)))
                    is_told = True
        if block.kind is BlockKind.OUTSIDE and (stray := _stray_text(text, block)):
            if _is_lost(text, block, stray.offset):
                _drop_entry_before(blocks)
            rule = STRAY_TEXT if _is_prose(text, stray.offset) else SYNTAX
            findings.append(_finding(rule, source, stray))
    return BibtexFile(source, tuple(blocks), tuple(findings))


def _read_block(text: str, block: Block) -> tuple[WrittenBlock | None, list[Problem]]:
    if block.is_too_long:
        message = (
            f"this @{block.type} is longer than an entry may be ({MAX_BLOCK} characters; in parentheses {MAX_FIELD})"
        )
        return None, [Problem(block.start, message, "Shorten it, or put % in front of what is no entry.")]
    if block.kind is BlockKind.ENTRY:
        entry = _split(text, block) if block.closed else None
        return (entry, []) if entry else parse_entry(text, block)
    if block.kind is BlockKind.STRING:
        return parse_string(text, block)
    rest = WrittenText(block.kind, text[block.start : block.end], block.start)
    if block.kind is BlockKind.UNREAD:
        message = "so many blocks before this line are not closed that the rest of the file is left out"
        return rest, [Problem(block.start, message, "Is this BibTeX?")]
    if not block.closed:
        message, hint = f"this @{block.type} is not closed", "Close it with a brace, or put % in front of it."
        return rest, [Problem(block.start, message, hint)]
    return (rest if rest.text.strip() else None), []


def _split(text: str, block: Block) -> WrittenEntry | None:
    """The entry in `block` as the splitter sees it; None where anything in it is out of the ordinary."""
    if block.end - block.start < _SHORT or _OTHERWISE_READ.search(text, block.start, block.end):
        return None
    chunk = text[block.start : block.end]
    found = Splitter(chunk).split().blocks
    entry = found[0] if len(found) == 1 else None
    if isinstance(entry, model.DuplicateFieldKeyBlock):
        entry = entry.ignore_error_block
    if not isinstance(entry, model.Entry) or not KEY.fullmatch(entry.key) or len(entry.fields) > MAX_FIELDS:
        return None
    key_start = text.find(entry.key, block.body)
    position = key_start + len(entry.key)
    fields = []
    for item in entry.fields:
        name, value = item.key, item.value
        start = text.find(name, position)
        offset = text.find(value, start + len(name))
        piece = _piece(value, offset)
        if piece is None or not _is_name(name):
            return None
        fields.append(WrittenField(name, (piece,), start))
        position = offset + len(value)
    return WrittenEntry(block.type, entry.key, tuple(fields), block.start, key_start)


@lru_cache(maxsize=4096)
def _is_name(text: str) -> bool:
    return bool(NAME.fullmatch(text))


def _piece(value: str, offset: int) -> Piece | None:
    """The value that consists of one piece alone; None for any other."""
    mark, inner = value[:1], value[1:-1]
    if mark not in ("{", '"'):
        return Piece(value, offset, is_word=not value.isdecimal()) if WORD.fullmatch(value) else None
    if "=" in inner and runs_on_into(inner):
        return None
    if "{" not in inner and "}" not in inner and '"' not in inner:
        return Piece(inner, offset + 1) if value[-1] == ("}" if mark == "{" else mark) and len(value) > 1 else None
    last = len(value) - 1
    closing = closing_brace(value, 0, last + 1) if mark == "{" else closing_quote(value, 0, last + 1)
    return Piece(inner, offset + 1) if closing == last else None


def _entry_in_value(inside: re.Match[str]) -> Problem:
    hint = "Some programs read a new entry here. Put text in front of it."
    return Problem(inside.start(1), f"'{inside[1]}' begins a line inside a value", hint)


def _stray_text(text: str, block: Block) -> Problem | None:
    """What stands outside entries and is no remark behind `%`."""
    remarks = _REMARK.match(text, block.start, block.end)
    start = remarks.end() if remarks else block.start
    if start == block.end:
        return None
    if CONFLICT_MARK.match(text, start):
        return Problem(start, CONFLICT, CONFLICT_HINT)
    shown = " ".join(text[start : min(block.end, start + _SHOWN)].split())
    if _is_lost(text, block, start):
        message = f"the entry above closes too early: '{shown}' is outside of it, and it is not read"
        return Problem(start, message, "Remove a brace from the value before.")
    if _WITHOUT_AT.match(text, start):
        return Problem(start, f"'{shown}' is not read", "An entry begins with '@'.")
    message = f"'{shown}' is outside of every entry and not read"
    return Problem(start, message, "Put % in front of it if it is a remark.")


def _is_lost(text: str, block: Block, offset: int) -> bool:
    """Whether stray text belongs to the entry right before it."""
    return bool(_LOST.match(text, offset, block.end)) and "%" not in text[block.start : offset]


def _drop_entry_before(blocks: list[WrittenBlock]) -> None:
    """Take back the entry before the stray text at the end: it was closed too early, and is not the whole work."""
    if len(blocks) > 1 and isinstance(blocks[-2], WrittenEntry):
        del blocks[-2]


def _is_prose(text: str, offset: int) -> bool:
    """Whether stray text is a remark of a person or a program, and no remnant of an entry."""
    if text[text.rfind("\n", 0, offset) + 1 : offset].strip():  # It stands on the line of the block before.
        return False
    if _LOST.match(text, offset) or _WITHOUT_AT.match(text, offset):
        return False
    return text[offset] not in "})],=@" and not CONFLICT_MARK.match(text, offset)


def _finding(rule: Rule, source: Source, problem: Problem) -> Finding:
    return Finding(rule, source.span(problem.offset), problem.message, problem.hint)


class _Reader:
    """What has been read so far."""

    def __init__(self) -> None:
        self.entries: dict[CitationKey, Entry] = {}
        self.strings = StringTable()
        self.findings: list[Finding] = []
        self._by_folded_key: dict[str, Entry] = {}

    def read(self, source: Source, written: WrittenEntry) -> None:
        """Take in one entry."""
        key = citation_key(written.key)
        earlier = self._by_folded_key.get(key.casefold())
        if earlier is not None:
            how = "" if earlier.key == key else f" (written '{earlier.key}')"
            message = f"the key '{key}' is already used{how} at {earlier.span}"
            problem = Problem(written.start, message, "Give this entry another key, or remove it.")
            self.findings.append(_finding(DUPLICATE_KEY, source, problem))
            return
        fields: dict[str, str] = {}
        offsets: dict[str, int] = {}
        for item in written.fields:
            name = item.name.lower()
            piece = item.pieces[0]
            if len(item.pieces) == 1 and not piece.is_word and len(piece.text) <= MAX_FIELD:
                value = piece.text
            else:
                value = self.strings.value(source, item.pieces, item.name)
            if name in fields:
                used = "both are used" if name in _JOINED else f"the {'first' if fields[name] else 'last'} is used"
                message = f"the entry '{key}' has the field '{name}' twice; {used}"
                problem = Problem(item.start, message, "Make one of the two.")
                self.findings.append(_finding(DUPLICATE_FIELD, source, problem))
                value = _joined(name, fields[name], value)
            elif name != "location" and fields.get(other := OTHER_NAMES.get(name, ""), value) != value:
                message = f"the entry '{key}' has '{other}' and '{name}', which are one field with two names"
                problem = Problem(item.start, message, "Make one of the two.")
                self.findings.append(_finding(DUPLICATE_FIELD, source, problem))
            fields[name] = value
            offsets.setdefault(name, piece.offset)
        entry = Entry(key, written.type, fields, source, written.start, offsets)
        self.entries[key] = self._by_folded_key[key.casefold()] = entry


def _joined(name: str, first: str, second: str) -> str:
    """The value of a field that an entry has twice."""
    if not first or not second or name not in _JOINED:
        return first or second
    separator = _JOINED[name]
    return first if second in first.split(separator) else separator.join((first.rstrip(" .,;"), second))
