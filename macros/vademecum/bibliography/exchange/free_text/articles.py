"""Articles: their titles, journals, and where in these they stand."""

import re

from vademecum.bibliography.exchange.exchanged_fields import latex, pages_field
from vademecum.bibliography.exchange.free_text.books import take_editors
from vademecum.bibliography.exchange.free_text.heads import Head, set_date
from vademecum.bibliography.exchange.free_text.imprint import Imprint
from vademecum.bibliography.exchange.free_text.journals import (
    PROCEEDINGS,
    is_name,
    looks_like_journal,
    looks_like_publisher,
)
from vademecum.bibliography.exchange.free_text.layout import sentence_starts, trimmed
from vademecum.bibliography.exchange.free_text.titles import journal_start
from vademecum.bibliography.exchange.free_text.working import TAKEN, Working

_WORD = re.compile(r"\w")
_LETTER_VOLUME = re.compile(r"[IVXLC]")


def is_article(work: Working, imprint: Imprint, at: int) -> bool:
    """Whether the work that has `imprint`, and whose title begins at `at`, is in a journal."""
    if imprint.is_serial:
        return True
    if not imprint.pages or "booktitle" in work.fields:
        return False
    starts = sentence_starts(work.rest, at, imprint.start)
    last = work.rest[slice(*trimmed(work.rest, starts[-1], imprint.start))]
    if ":" in last or looks_like_publisher(last) or not (len(starts) > 1 or "title" in work.fields):
        return False
    return looks_like_journal(last) or (is_name(last) and not imprint.labelled)


def read_article(work: Working, head: Head, imprint: Imprint, at: int) -> None:
    """Read the title and the journal, which stand between `at` and the imprint."""
    take_imprint(work, imprint, head)
    take_editors(work, at, imprint.start)
    end = imprint.start
    if "title" in work.fields:
        set_text(work, "journal", at, end)
        return
    split = journal_start(work.rest, at, end, work.reference.italics, comma_style=head.comma_style)
    if split is None:
        name = "journal" if looks_like_journal(work.rest[at:end]) else "title"
        if set_text(work, name, at, end):
            work.doubt(at, f"whether this is the title or the journal is a guess; it is read as the {name}")
        return
    set_text(work, "title", at, split.at, edges=" .,;:-–—\x00")
    set_text(work, "journal", split.at, end)
    if not imprint.is_serial and PROCEEDINGS.search(work.fields.get("journal", "")):
        work.fields["booktitle"] = work.fields.pop("journal")
        work.fields["_type"] = "inproceedings"
    if not split.sure:
        work.doubt(split.at, "where the title ends and the journal begins is a guess")


def take_imprint(work: Working, imprint: Imprint, head: Head) -> None:
    """Set the fields for what the imprint says, and take its words."""
    fields = work.fields
    if imprint.date and not re.search(r"\d{4}", imprint.date):
        if not re.search(r"\d{4}-", fields.get("date", "")) and head.has_date:
            set_date(work, f"{imprint.date} {fields.get('year', '')}")
    elif imprint.date and (not head.has_date or re.search(r"[A-Za-z]", imprint.date)) and set_date(work, imprint.date):
        head.has_date = True
    elif imprint.date and not head.has_date:
        work.doubt(imprint.start, f"the date '{imprint.date}' cannot be read")
    for name in ("volume", "number"):
        value = getattr(imprint, name)
        if value:
            fields[name] = latex(value.strip(" .,"))
    if _LETTER_VOLUME.fullmatch(imprint.volume) and not imprint.number and not imprint.pages:
        work.doubt(imprint.start, f"whether '{imprint.volume}' is the volume is a guess")
    if imprint.pages:
        fields |= pages_field(imprint.pages)
    work.take(imprint.start, imprint.end)


def set_text(work: Working, name: str, start: int, end: int, edges: str = " .,;:\x00") -> bool:
    """Set a field to what stands between two places, if it has a letter or a digit."""
    start, end = trimmed(work.rest, start, end, edges)
    words = " ".join(work.rest[start:end].replace(TAKEN, " ").split())
    if not _WORD.search(words):
        return False
    work.take(start, end)
    words = words.strip('"“”„«» ') if words[:1] in '"“„«' and words[-1:] in '"“”»' else words
    work.fields[name] = latex(words)
    return True
