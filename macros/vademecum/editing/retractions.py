"""Writes into a BibTeX file what became of its works, and touches nothing else.

The change is for a person to read and commit: a status is a statement about other people's work.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from vademecum.bibliography.bibtex import read_bibtex, read_file
from vademecum.bibliography.bibtex.written import WrittenEntry, WrittenField
from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.schema import FIELD_ORDER
from vademecum.checks.registered_status import StatusChange
from vademecum.editing.edits import Replacement, replace_all
from vademecum.text.errors import InternalError
from vademecum.text.source import Source, normalise_newlines

_RANKS = {name: rank for rank, name in enumerate(FIELD_ORDER)}
_REST_OF_LINE = re.compile(r"[ \t]*+(?:%[^\n]*+)?(?=\n|$)")
_BEFORE_COMMA = re.compile(r"(?:\s++|%[^\n]*+)*+,")
_EQUALS = re.compile(r"\s*+=\s*+")
_SINGLE_EQUALS = " = "


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file with new statuses: `data` is what it should hold, `changed` the entries that say something new."""

    path: str
    data: bytes
    changed: tuple[CitationKey, ...]


def write_statuses(path: str, data: bytes, changes: Mapping[CitationKey, StatusChange]) -> EditedFile:
    """The file `path`, which holds `data`, with `status` and `statusdate` as `changes` say.

    Fields that are there get a new value; new ones stand where `vademecum fmt` puts them, indented like their
    neighbours. All else stays byte for byte. Keys that the file does not have are passed over. UnicodeDecodeError
    where the file is not UTF-8, InternalError where anything else would change its meaning.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    raw = data[len(mark) :].decode("utf-8")
    source = Source(path, normalise_newlines(raw))
    entries: dict[CitationKey, WrittenEntry] = {}
    for block in read_file(source).blocks:
        if isinstance(block, WrittenEntry):
            entries.setdefault(citation_key(block.key), block)
    edits: list[Replacement] = []
    changed = []
    for key, change in changes.items():
        if key in entries:
            edits += _edits(source.text, entries[key], change)
            changed.append(key)
    new = replace_all(raw, edits)
    _assure(source, Source(path, normalise_newlines(new)), frozenset(changed))
    return EditedFile(path, mark + new.encode("utf-8"), tuple(changed))


def _edits(text: str, entry: WrittenEntry, change: StatusChange) -> list[Replacement]:
    """The edits for one entry. A date that belonged to an earlier status is not left to the new one."""
    fields = {field.name.lower(): field for field in reversed(entry.fields)}
    wanted = {"status": change.status}
    if change.date or "statusdate" in fields:
        wanted["statusdate"] = change.date
    edits = [_replaced(text, fields[name], value) for name, value in wanted.items() if name in fields]
    new = {name: value for name, value in wanted.items() if name not in fields}
    return edits + (_added(text, entry, new) if new else [])


def _replaced(text: str, field: WrittenField, value: str) -> Replacement:
    return Replacement(_value_start(text, field), _value_end(text, field), f"{{{value}}}")


def _value_start(text: str, field: WrittenField) -> int:
    equals = _EQUALS.match(text, field.start + len(field.name))
    return equals.end() if equals else field.pieces[0].offset


def _value_end(text: str, field: WrittenField) -> int:
    """The offset behind a value and its delimiter, if it has one."""
    last = field.pieces[-1]
    is_delimited = not last.is_word and text[last.offset - 1 : last.offset] in ("{", '"')
    return last.offset + len(last.text) + is_delimited


def _added(text: str, entry: WrittenEntry, new: Mapping[str, str]) -> list[Replacement]:
    """The edits that add fields at one place: behind the last of the fields that are written before them."""
    rank = _RANKS[next(iter(new))]
    before: WrittenField | None = None
    for field in entry.fields:
        if _RANKS.get(field.name.lower(), len(_RANKS)) > rank:
            break
        before = field
    end = _value_end(text, before) if before else entry.key_start + len(entry.key)
    model = before or next(iter(entry.fields), None)
    comma = _BEFORE_COMMA.match(text, end)
    behind = comma.end() if comma else end
    rest = _REST_OF_LINE.match(text, behind)
    edits = [] if comma else [Replacement(end, end, ",")]
    if rest:
        lines = "".join(f"\n{_line(text, model, name, value)}," for name, value in new.items())
        place = rest.end()
    else:
        lines = "".join(f" {name}{_SINGLE_EQUALS}{{{value}}}," for name, value in new.items())
        place = behind
    return [*edits, Replacement(place, place, lines)]


def _line(text: str, model: WrittenField | None, name: str, value: str) -> str:
    """A field on a line of its own, indented and with its sign of equality where its neighbour has them."""
    indent, width = "  ", 12
    if model:
        start = text.rfind("\n", 0, model.start) + 1
        lead = text[start : model.start]
        equals = text.find("=", model.start)
        if not lead.strip():
            indent, width = lead, equals - model.start - 1 if equals > 0 else width
    return f"{indent}{name:<{max(width, 0)}} = {{{value}}}"


def _assure(old: Source, new: Source, changed: frozenset[CitationKey]) -> None:
    """InternalError where the new text says anything else in any other place."""
    before, after = read_bibtex(old)[0], read_bibtex(new)[0]
    same = list(before) == list(after)
    for key in before if same else ():
        fields, others = dict(before[key].fields), dict(after[key].fields)
        if key in changed:
            for name in ("status", "statusdate"):
                fields.pop(name, None)
                others.pop(name, None)
        same = same and fields == others and before[key].type == after[key].type
    if not same:
        raise InternalError(f"{old.path} would say something else with the new statuses; it is not touched")
