"""Makes the changes that findings propose, where they are certain."""

import codecs
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vademecum.editing.edits import Replacement, replace_all
from vademecum.text.finding import Edit, Finding
from vademecum.text.source import Source, normalise_newlines


@dataclass(frozen=True, slots=True)
class Fixed:
    """What the files should hold, by their paths, and the findings that this mends."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]


def fix_files(files: Mapping[str, bytes], findings: Iterable[Finding]) -> Fixed:
    """Make the fixes of `findings` in `files`, each whole or not at all; all else stays byte for byte.

    Of two fixes that touch one place the first is made: the other may be meant for the text as it was. A fix is left
    out where it is for a file that is not in `files` or is not UTF-8.
    """
    sources = {path: source for path, data in files.items() if (source := _source(path, data))}
    taken: dict[str, _Taken] = {}
    fixed = []
    for finding in findings:
        edits = dict.fromkeys(finding.fix)
        if not edits or any(edit.span.path not in sources for edit in edits):
            continue
        wanted = [(edit.span.path, _replacement(edit, sources[edit.span.path])) for edit in edits]
        # What was proposed twice, word for word, is made once.
        new = [(path, each) for path, each in wanted if each not in taken.setdefault(path, _Taken())]
        if any(taken[path].meets(each) for path, each in new):
            continue
        for path, each in new:
            taken[path].add(each)
        fixed.append(finding)
    changed = {path: _changed(files[path], each.replacements) for path, each in taken.items()}
    return Fixed({path: data for path, data in changed.items() if data != files[path]}, tuple(fixed))


@dataclass(slots=True)
class _Taken:
    """What is replaced in a file so far, by place: no two of these meet."""

    replacements: list[Replacement] = field(default_factory=list)

    def __contains__(self, wanted: Replacement) -> bool:
        at = bisect_left(self.replacements, wanted)
        return at < len(self.replacements) and self.replacements[at] == wanted

    def meets(self, wanted: Replacement) -> bool:
        """Whether `wanted` touches one of these."""
        at = bisect_left(self.replacements, wanted)
        return any(_overlap(wanted, other) for other in self.replacements[max(at - 1, 0) : at + 1])

    def add(self, wanted: Replacement) -> None:
        """Keep one that meets none."""
        insort(self.replacements, wanted)


def _source(path: str, data: bytes) -> Source | None:
    try:
        return Source(path, normalise_newlines(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return None


def _replacement(edit: Edit, source: Source) -> Replacement:
    start, end = edit.span.start, edit.span.end
    return Replacement(
        source.line_start(start.line) + start.column - 1, source.line_start(end.line) + end.column - 1, edit.text
    )


def _overlap(one: Replacement, other: Replacement) -> bool:
    """Whether one takes away what the other touches; two insertions at one place would have no certain order."""
    if one.start == other.start:
        return True
    return one.start < other.end and other.start < one.end


def _changed(data: bytes, replacements: list[Replacement]) -> bytes:
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + replace_all(data[len(mark) :].decode("utf-8"), replacements).encode("utf-8")
