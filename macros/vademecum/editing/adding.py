"""Puts new entries into a BibTeX file, where its order wants them, and touches nothing else."""

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vademecum.bibliography.bibtex import read_bibtex, read_file
from vademecum.bibliography.bibtex.blocks import BlockKind, cut
from vademecum.bibliography.bibtex.writer import write_entry
from vademecum.bibliography.bibtex.written import WrittenBlock, WrittenEntry
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import citation_key
from vademecum.editing.edits import Replacement, replace_all
from vademecum.text.errors import InternalError
from vademecum.text.source import Source, normalise_newlines

_MOST_OUT_OF_ORDER = 0.05
"""The share of the entries that may stand out of order in a file that is taken for sorted."""
_CONTEXT = 3
_WORD = re.compile(r"\S")
_LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class AddedTo:
    """What a file should hold now, and the lines that are new: at which line each run of them was put in."""

    path: str
    data: bytes
    insertions: tuple[tuple[int, tuple[str, ...]], ...]
    before: str
    """The text that it held, line ends made one."""

    @property
    def difference(self) -> str:
        """The change as a unified diff; lines that are very long are cut off."""
        return "\n".join(_diff(self.path, self.before, self.insertions))


def add_entries(path: str, data: bytes, entries: Iterable[Entry]) -> AddedTo:
    """The file `path`, which holds `data`, with `entries`, in their one form.

    Each stands behind the last of the entries that come before it in the order of keys, in a file that is not sorted
    at its end. All else stays byte for byte. The file is read without errors, and has none of the keys.
    UnicodeDecodeError where it is not UTF-8, InternalError where anything else would change its meaning.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    raw = data[len(mark) :].decode("utf-8")
    text = normalise_newlines(raw)
    entries = sorted(entries, key=lambda entry: _rank(entry.key))
    placer = _Placer(text, read_file(Source(path, text)).blocks)
    places: dict[int, list[Entry]] = {}
    for entry in entries:
        places.setdefault(placer.place(entry), []).append(entry)
    replacements, insertions = [], []
    for place, here in sorted(places.items()):
        new = _framed(text, place, "\n".join(map(write_entry, here)))
        replacements.append(Replacement(place, place, new))
        insertions.append(_insertion(text, place, new))
    new_raw = replace_all(raw, replacements)
    _assure(path, text, normalise_newlines(new_raw), entries)
    return AddedTo(path, mark + new_raw.encode("utf-8"), tuple(insertions), text)


class _Placer:
    """Knows where in a text new entries go."""

    def __init__(self, text: str, blocks: Iterable[WrittenBlock]) -> None:
        self._text = text
        self._blocks = {block.start: block for block in cut(text)}
        entries = [(_rank(block.key), block.start) for block in blocks if isinstance(block, WrittenEntry)]
        unsorted = sum(later < earlier for (earlier, _), (later, _) in pairwise(entries))
        self._is_sorted = unsorted <= _MOST_OUT_OF_ORDER * len(entries)
        self._first, self._last = (entries[0][1], entries[-1][1]) if entries else (0, 0)
        self._in_order = sorted(entries)

    def place(self, new: Entry) -> int:
        """The offset at which a new entry goes: at the start of a line, or at the end of the text."""
        if not self._in_order:
            return len(self._text)
        if not self._is_sorted:
            return self._behind(self._last)
        before = bisect_left(self._in_order, (_rank(new.key), 0))
        return self._behind(self._in_order[before - 1][1]) if before else self._above(self._first)

    def _behind(self, start: int) -> int:
        """The offset behind a block and what stands beside it on its last line."""
        end = self._blocks[start].end
        stop = self._text.find("\n", end)
        beside = self._text[end : stop if stop >= 0 else len(self._text)]
        if "@" in beside:  # Another block begins on the same line.
            return end
        return len(self._text) if stop < 0 else stop + 1

    def _above(self, start: int) -> int:
        """The offset above a block and the remarks that stand right above it."""
        above = next((block for block in self._blocks.values() if block.end == start), None)
        if above is None or above.kind is not BlockKind.OUTSIDE:
            return start
        remarks = self._text[above.start : start]
        if remarks.endswith("\n\n"):
            return start
        paragraph = remarks.rstrip().rfind("\n\n")
        if paragraph >= 0:
            return above.start + paragraph + 2
        return start if above.start else 0


def _framed(text: str, place: int, new: str) -> str:
    """`new` with blank lines that set it off from what stands around it."""
    if place and not text.endswith("\n", 0, place):
        new = f"\n{new}"
    if _WORD.search(text, 0, place) and not text.endswith("\n\n", 0, place):
        new = f"\n{new}"
    if _WORD.search(text, place) and not text.startswith("\n", place):
        new = f"{new}\n"
    return new


def _rank(key: str) -> str:
    return citation_key(key).casefold()


def _insertion(text: str, place: int, new: str) -> tuple[int, tuple[str, ...]]:
    """The line (from 1) above which lines are put in, and those lines."""
    if place == len(text) and text and not text.endswith("\n"):
        new = new.removeprefix("\n")
        return text.count("\n") + 2, tuple(new.split("\n")[:-1])
    line, lines = text.count("\n", 0, place) + 1, new.split("\n")[:-1]
    if lines[0] == "" and text.startswith("\n", place):  # The blank line is said to be new behind it, as Git says it.
        return line + 1, (*lines[1:], "")
    return line, tuple(lines)


def _diff(path: str, before: str, insertions: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[str]:
    lines = before.split("\n")
    if lines[-1] == "":
        lines.pop()
    yield f"--- {path}"
    yield f"+++ {path}"
    shift = 0
    for line, added in insertions:
        above = lines[max(line - 1 - _CONTEXT, 0) : line - 1]
        below = lines[line - 1 : line - 1 + _CONTEXT]
        start = line - len(above)
        old = len(above) + len(below)
        yield f"@@ -{start if old else 0},{old} +{start + shift},{old + len(added)} @@"
        yield from (f" {each}" for each in map(_cut, above))
        yield from (f"+{each}" for each in map(_cut, added))
        yield from (f" {each}" for each in map(_cut, below))
        shift += len(added)


def _cut(line: str) -> str:
    more = len(line) - _LONGEST_LINE
    return f"{line[:_LONGEST_LINE]}… ({more} more characters)" if more > 0 else line


def _assure(path: str, before: str, after: str, entries: Sequence[Entry]) -> None:
    """InternalError where the new text does not say what the old one said, and `entries`, and nothing else."""
    old, new = read_bibtex(Source(path, before))[0], read_bibtex(Source(path, after))[0]
    wanted = {key: (entry.type, dict(entry.fields)) for key, entry in old.items()}
    wanted |= {entry.key: (entry.type, _tidied(entry)) for entry in entries}
    if wanted != {key: (entry.type, dict(entry.fields)) for key, entry in new.items()}:
        raise InternalError(f"{path} would say something else with the new entries; it is not touched")


def _tidied(entry: Entry) -> dict[str, str]:
    """The fields of an entry as they come back when it was written."""
    [found] = read_bibtex(Source("", write_entry(entry)))[0].values()
    return dict(found.fields)
