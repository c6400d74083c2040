"""Writes BibTeX in one form: what it says stays the same, and so do comments; how it looks is always the same.

One field a line, in the order of `FIELD_ORDER`, a comma behind each; entries by key; `@string`s before what uses them.
So a change is one line, two people who add works to one file meet in the same order, and a file that was merged line
by line is put right by formatting it again.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from vademecum.bibliography.bibtex.blocks import BlockKind
from vademecum.bibliography.bibtex.strings import MONTHS
from vademecum.bibliography.bibtex.written import (
    BibtexFile,
    Piece,
    WrittenBlock,
    WrittenEntry,
    WrittenField,
    WrittenString,
    WrittenText,
)
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import citation_key
from vademecum.bibliography.key_fields import INHERITING
from vademecum.bibliography.schema import FIELD_ORDER

_RANKS = {name: rank for rank, name in enumerate(FIELD_ORDER)}
_NAME_WIDTH = 12
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_LINE_TAIL = re.compile(r"[ \t]+(?=\n)")


def write_bibtex(entries: Iterable[Entry]) -> str:
    """A file of `entries` that stands for itself: `@string`s replaced, what was inherited written out."""
    return "\n".join(write_entry(entry) for entry in sorted(entries, key=lambda entry: _key_rank(entry.key)))


def write_entry(entry: Entry) -> str:
    """One entry, with a line end behind its last brace."""
    fields = [
        WrittenField(name, (Piece(value, 0, is_word=name == "month" and value in MONTHS),), 0)
        for name, value in entry.fields.items()
        if name not in INHERITING
    ]
    return _entry_text(WrittenEntry(entry.type, entry.key, tuple(fields), 0, 0))


def format_file(file: BibtexFile) -> str:
    """The text of `file` in its one form; formatting it again changes nothing. The file was read without errors.

    Remarks and comments go with the block below them; those at the head of the file, with a blank line behind them,
    stay there. Of blocks that are the same to the letter one is written.
    """
    header, placed, footer = _placed(file.blocks)
    placed = _once(placed)
    strings = _in_order_of_use([each for each in placed if isinstance(each.block, WrittenString)])
    preambles = [each for each in placed if isinstance(each.block, WrittenText)]
    entries = [each for each in placed if isinstance(each.block, WrittenEntry)]
    entries.sort(key=lambda each: _key_rank(each.block.key if isinstance(each.block, WrittenEntry) else ""))
    parts = [
        header,
        "".join(("\n" if index and "\n\n" in each.above else "") + each.text for index, each in enumerate(strings)),
        "\n".join(each.text for each in preambles),
        "\n".join(each.text for each in entries),
        footer,
    ]
    return "\n".join(part for part in parts if part)


@dataclass(slots=True)
class _Placed:
    """A block, and the text above it that goes where it goes: remarks, perhaps with a blank line behind them."""

    block: WrittenBlock
    above: str

    @property
    def own_text(self) -> str:
        """The block without what stands above it."""
        if isinstance(self.block, WrittenEntry):
            return _entry_text(self.block)
        if isinstance(self.block, WrittenString):
            remarks = "".join(f"{remark}\n" for remark in self.block.remarks)
            return f"{remarks}@string{{{self.block.name} = {_value(self.block.pieces, alone=False)}}}\n"
        return self.block.text.strip() + "\n"

    @property
    def text(self) -> str:
        """All that is written."""
        return self.above + self.own_text


def _placed(blocks: Iterable[WrittenBlock]) -> tuple[str, list[_Placed], str]:
    """The head of the file, its blocks each with what belongs to it, and the foot."""
    header = ""
    placed: list[_Placed] = []
    above: list[str] = []
    adjacent = False
    for block in blocks:
        if isinstance(block, WrittenText) and block.kind is not BlockKind.PREAMBLE:
            text = _LINE_TAIL.sub("", block.text) if block.kind is BlockKind.OUTSIDE else block.text
            if block.kind is BlockKind.OUTSIDE and placed and not text.startswith("\n"):
                beside, _, text = text.partition("\n")  # On the line of the block before, and so of that block.
                placed[-1].above += beside.strip() + "\n" if beside.strip() else ""
            if text.strip():
                above.append(_PARAGRAPH.sub("\n\n", text.strip()) if block.kind is BlockKind.OUTSIDE else text.strip())
                adjacent = block.kind is BlockKind.OUTSIDE and "\n\n" not in text[len(text.rstrip()) :]
            continue
        remarks = "\n\n".join(above)
        if above and not placed:
            header, _, remarks = remarks.rpartition("\n\n") if adjacent else (remarks, "", "")
            header += "\n" if header else ""
        placed.append(_Placed(block, remarks + ("\n" if adjacent else "\n\n") if remarks else ""))
        above, adjacent = [], False
    return header, placed, "\n\n".join(above) + "\n" if above else ""


def _once(blocks: Iterable[_Placed]) -> list[_Placed]:
    """The blocks without those that are there already, together with what stands above them."""
    once: dict[str, _Placed] = {}
    bare: set[str] = set()
    for each in blocks:
        own = each.own_text
        if each.above or own not in bare:
            once.setdefault(each.above + own, each)
            bare.add(own)
    return list(once.values())


def _in_order_of_use(strings: list[_Placed]) -> list[_Placed]:
    """Definitions by name, but behind those that they use: BibTeX reads a file from its head."""
    users: defaultdict[str, list[int]] = defaultdict(list)
    names = {_name(each) for each in strings}
    waiting_for = []
    for number, each in enumerate(strings):
        used = (_words(each) & names) - {_name(each)}
        waiting_for.append(len(used))
        for word in used:
            users[word].append(number)
    undefined = Counter(map(_name, strings))
    ready = [(_name(each), number) for number, each in enumerate(strings) if not waiting_for[number]]
    heapify(ready)
    ordered: list[int] = []
    while ready:
        name, number = heappop(ready)
        ordered.append(number)
        undefined[name] -= 1
        for user in users[name] if not undefined[name] else ():
            waiting_for[user] -= 1
            if not waiting_for[user]:
                heappush(ready, (_name(strings[user]), user))
    in_cycles = sorted(set(range(len(strings))) - set(ordered), key=lambda number: (_name(strings[number]), number))
    return [strings[number] for number in (*ordered, *in_cycles)]


def _name(each: _Placed) -> str:
    return each.block.name.lower() if isinstance(each.block, WrittenString) else ""


def _words(each: _Placed) -> set[str]:
    """The words that a definition uses."""
    pieces = each.block.pieces if isinstance(each.block, WrittenString) else ()
    return {piece.text.lower() for piece in pieces if piece.is_word}


def _key_rank(key: str) -> str:
    """Keys that differ only in case stay in the order of the file, as the first of them is the one that counts."""
    return citation_key(key).casefold()


def _entry_text(entry: WrittenEntry) -> str:
    fields = sorted(entry.fields, key=lambda item: (_RANKS.get(item.name.lower(), len(_RANKS)), item.name.lower()))
    lines = [f"@{entry.type}{{{entry.key},"]
    for item in fields:
        lines.extend(f"  {remark}" for remark in item.remarks)
        lines.append(f"  {item.name.lower():<{_NAME_WIDTH}} = {_value(item.pieces, alone=True)},")
    lines.extend(f"  {remark}" for remark in entry.remarks)
    return "\n".join([*lines, "}", ""])


def _value(pieces: tuple[Piece, ...], *, alone: bool) -> str:
    """A value in braces. Where it does not stand alone, but is joined to another, the blanks at its ends count."""
    alone = alone and len(pieces) == 1
    return " # ".join(piece.text if piece.is_word else f"{{{_one_line(piece.text, alone=alone)}}}" for piece in pieces)


def _one_line(text: str, *, alone: bool) -> str:
    """`text` on one line, or one line a paragraph where it has several."""
    if not alone:
        return _BLANKS.sub(" ", text)
    paragraphs = (_BLANKS.sub(" ", paragraph).strip(" ") for paragraph in _PARAGRAPH.split(text))
    return "\n\n  ".join(filter(None, paragraphs))
