"""What there is to say about imported pages: all that was changed, left out or left alone, with every word of it."""

from collections.abc import Iterable, Iterator, Mapping

from vademecum.importing.blocks import plain
from vademecum.importing.page import ImportedPage
from vademecum.importing.works import ReadReference
from vademecum.text.source import Position

VERSION = 1
"""Changes when a program that reads the old form cannot read the new one."""


def is_certain(page: ImportedPage) -> bool:
    """Whether nothing is left for a person to decide."""
    if page.linked and not page.references:
        return False  # Linked by author and year alone.
    return not page.uncertain and not page.strays and all(each.works and not each.remarks for each in page.references)


def report_lines(page: ImportedPage, path: str) -> Iterator[str]:
    """The report on one page, which is `path` now, for people."""
    yield f"{page.name} -> {path}: {page.title}"
    yield from _section("To do", page.remarks)
    uncertain = (
        f"{_place(path, page.places, each.number)}: {each.written}: {each.reason}{_perhaps(each.candidates)}"
        for each in page.uncertain
    )
    yield from _section("Uncertain, and left as it is written", uncertain)
    unread = [each for each in page.references if not each.works]
    yield from _section("References that are no entries; they stand at the end of the page", map(_reference, unread))
    yield from _section("Among the references, but not read as one; it stays where it is", page.strays)
    yield from _section("References", (line for each in page.references if each.works for line in _references(each)))
    linked = (f"{_place(path, page.places, each.number)}: {each.written} -> {each.markdown}" for each in page.linked)
    yield from _section("Citations", linked)
    pictures = (
        f"{each.address or 'it has no file'}: {each.alt or plain(each.caption) or 'nothing is said of it'}"
        for each in page.pictures
    )
    yield from _section(
        "Pictures, left out until it is known who made them, and on what terms they may be used", pictures
    )
    yield from _section("Left out", (f"{each.what}: {each.text}" for each in page.removed))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield f"  {title}{f' ({len(lines)})' if len(lines) > 1 else ''}:"
        yield from (f"    {line}" for line in lines)


def _place(path: str, places: Mapping[int, Position], number: int) -> str:
    position = places.get(number, Position(1, 1))
    return f"{path}:{position.line}:{position.column}"


def _perhaps(candidates: tuple[str, ...]) -> str:
    return f"; perhaps {' or '.join(candidates)}" if candidates else ""


def _references(each: ReadReference) -> Iterator[str]:
    """A line for a reference; where its block holds several, one for each."""
    if not each.parts:
        yield _reference(each)
        return
    for work, part in zip(each.works, each.parts, strict=True):
        is_last = work is each.works[-1]
        remarks = f" [{'; '.join(each.remarks)}]" if each.remarks and is_last else ""
        yield f"{each.reference.number}. {work.key} ({each.origin}): {part}{remarks}"


def _reference(each: ReadReference) -> str:
    keys = " ".join(work.key for work in each.works)
    state = f" ({each.origin})" if keys else ""
    number = each.reference.number
    remarks = f" [{'; '.join(each.remarks)}]" if each.remarks else ""
    return f"{number}. {keys}{state}{': ' if keys else ''}{each.reference.text}{remarks}"


def report_record(page: ImportedPage, path: str) -> dict[str, object]:
    """The same for programs."""
    return {
        "source": page.name,
        "page": path,
        "title": page.title,
        "to_do": list(page.remarks),
        "citations": [
            {"written": each.written, "markdown": each.markdown, "keys": list(each.keys), **_at(page, each.number)}
            for each in page.linked
        ],
        "uncertain": [
            {
                "written": each.written,
                "reason": each.reason,
                "candidates": list(each.candidates),
                **_at(page, each.number),
            }
            for each in page.uncertain
        ],
        "references": [
            {
                "number": each.reference.number,
                "written": each.reference.text,
                "keys": [work.key for work in each.works],
                "is_new": each.is_new,
                "origin": each.origin,
                "remarks": list(each.remarks),
                "parts": [
                    {"key": work.key, "written": part} for work, part in zip(each.works, each.parts, strict=False)
                ],
            }
            for each in page.references
        ],
        "not_references": list(page.strays),
        "pictures": [
            {"address": each.address, "alt": each.alt, "caption": plain(each.caption)} for each in page.pictures
        ],
        "removed": [{"what": each.what, "text": each.text} for each in page.removed],
        "entries": [entry.key for entry in page.entries],
    }


def _at(page: ImportedPage, number: int) -> dict[str, int]:
    position = page.places.get(number, Position(1, 1))
    return {"line": position.line, "column": position.column}
