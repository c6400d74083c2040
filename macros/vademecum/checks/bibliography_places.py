"""Where things stand in an entry's file, and edits of it that touch nothing else."""

import re
from collections.abc import Iterator

from vademecum.bibliography.entry import Entry
from vademecum.text.finding import Edit

_WORD = re.compile(r"[^,;\s](?:[^,;\n]*[^,;\s])?")
_BEHIND = re.compile(r"[}\"](?P<comma>[ \t]*,)?")
_FIELD_LINE = re.compile(r"(?P<indent>[ \t]*)(?P<name>[\w-]+)(?P<gap>[ \t]*)=[ \t]*[{\"]?\Z")
_END_OF_LINE = re.compile(r"(?:\{\s*\}|\"\s*\")[ \t]*,?[ \t]*\n")


def is_written(entry: Entry, name: str) -> bool:
    """Whether the value of a field stands in the file as it is: no `@string`, nothing joined, nothing inherited."""
    offset = entry.offsets.get(name)
    return offset is not None and entry.source.text.startswith(entry.fields[name], offset)


def replaced(entry: Entry, name: str, start: int, end: int, text: str) -> tuple[Edit, ...]:
    """The edit that puts `text` for a stretch of a field's value; none where the value is not in the file as it is."""
    if not is_written(entry, name):
        return ()
    offset = entry.offsets[name]
    return (Edit(entry.source.span(offset + start, offset + end), text),)


def added_behind(entry: Entry, behind: str, fields: dict[str, str]) -> tuple[Edit, ...]:
    """The edit that adds `fields` behind the field `behind`, in its hand; none where it is not in braces or quotes."""
    if not is_written(entry, behind):
        return ()
    text, offset = entry.source.text, entry.offsets[behind]
    closing = _BEHIND.match(text, offset + len(entry.fields[behind]))
    if not closing or text[offset - 1 : offset] not in ("{", '"'):
        return ()
    line = _FIELD_LINE.match(text, text.rfind("\n", 0, offset) + 1, offset)
    lead = f"\n{line['indent']}" if line else " "
    gap = len(line["gap"]) if line else 1
    width = len(line["name"]) + gap if line else 0
    written = [f"{lead}{name:<{max(width, len(name) + min(gap, 1))}}= {{{value}}}" for name, value in fields.items()]
    new = "".join(f"{each}," for each in written) if closing["comma"] else "," + ",".join(written)
    return (Edit(entry.source.span(closing.end()), new),)


def line_of_field(entry: Entry, name: str) -> tuple[int, int] | None:
    """The stretch of the line on which an empty field stands alone; None where there is more on it."""
    text, offset = entry.source.text, entry.offsets[name]
    start = text.rfind("\n", 0, offset) + 1
    head = _FIELD_LINE.match(text, start, offset)
    tail = _END_OF_LINE.match(text, offset - 1)
    return (start, tail.end()) if head and tail else None


def words_in(value: str) -> Iterator[tuple[str, int]]:
    """The words of a list such as `keywords`, split at commas and semicolons, each with its offset."""
    return ((found[0], found.start()) for found in _WORD.finditer(value))
