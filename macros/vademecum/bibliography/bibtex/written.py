"""What stands in a BibTeX file, as it is written: values with their delimiters, `@string`s by name."""

from dataclasses import dataclass
from typing import NamedTuple

from vademecum.bibliography.bibtex.blocks import BlockKind
from vademecum.text.finding import Finding
from vademecum.text.source import Source


class Problem(NamedTuple):
    """Something wrong at an offset of the file: what, and what to do."""

    offset: int
    message: str
    hint: str


class Piece(NamedTuple):
    """A part of a value between `#`s: text (delimiters removed), or a word that some `@string` defines."""

    text: str
    offset: int
    is_word: bool = False


class WrittenField(NamedTuple):
    """A field of an entry. `start` is the offset of its name; `remarks` are the `%` comments above and beside it."""

    name: str
    pieces: tuple[Piece, ...]
    start: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry: type and key as written, its fields in order. `remarks` are the `%` comments behind the last field."""

    type: str
    key: str
    fields: tuple[WrittenField, ...]
    start: int
    key_start: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenString:
    """A `@string` definition. `remarks` are the `%` comments in it."""

    name: str
    pieces: tuple[Piece, ...]
    start: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A comment, a `@preamble`, or what stands between entries: kept as it is, white space included."""

    kind: BlockKind
    text: str
    start: int


WrittenBlock = WrittenEntry | WrittenString | WrittenText


@dataclass(frozen=True, slots=True)
class BibtexFile:
    """A file as it is written: its blocks in order, and what is wrong with them."""

    source: Source
    blocks: tuple[WrittenBlock, ...]
    findings: tuple[Finding, ...]
