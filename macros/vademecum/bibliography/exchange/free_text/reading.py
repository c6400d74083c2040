"""Puts it together: a text is cut into references, each is read, and what is wrong with it is noted."""

import re

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.exchanged_fields import latex, pages_field
from vademecum.bibliography.exchange.free_text.books import (
    is_chapter,
    read_book,
    read_rest,
    take_bracketed,
    take_edition,
    take_editors,
    take_patent,
    take_thesis,
)
from vademecum.bibliography.exchange.free_text.findings import report_on
from vademecum.bibliography.exchange.free_text.heads import Head, read_authors_behind_title, read_head, set_date
from vademecum.bibliography.exchange.free_text.imprint import Imprint, read_imprint
from vademecum.bibliography.exchange.free_text.journals import is_name, looks_like_journal, looks_like_publisher
from vademecum.bibliography.exchange.free_text.layout import sentence_starts, trimmed
from vademecum.bibliography.exchange.free_text.marks import identifiers_in, read_marks
from vademecum.bibliography.exchange.free_text.splitting import WrittenReference, written_references
from vademecum.bibliography.exchange.free_text.titles import journal_start, quoted
from vademecum.bibliography.exchange.free_text.working import TAKEN, Working
from vademecum.bibliography.exchange.import_report import KEY, ImportReport
from vademecum.bibliography.exchange.imported_entry import EntryMaker
from vademecum.text.finding import Finding
from vademecum.text.source import Source

_LONGEST = 20_000
_HOLDS = ("author", "editor", "doi", "pmid", "pmcid", "isbn", "eprint")
_BESIDE_TITLE = ("year", "date", "url", "journal", "booktitle")
_WORD = re.compile(r"\w")
_RETRACTED = re.compile(
    r"\s*(?:[\[(](?:retracted|withdrawn)(?:\s(?:article|paper|publication))?[\])]\s*[:.–—-]?|"
    r"(?:retracted|withdrawn)(?:\s(?:article|paper|publication))?\s*[:.–—-])\s*",
    re.IGNORECASE,
)
_RETRACTED_INSIDE = re.compile(
    r"\s*[\[(](?:retracted|withdrawn)(?:\s(?:article|paper|publication))?[\])]", re.IGNORECASE
)
_LETTER_VOLUME = re.compile(r"[IVXLC]")
_NO_WORK = re.compile(
    r"\W*(?:see\salso|ibid(?:em)?|op\.\s?cit|loc\.\s?cit|(?:erratum|corrigendum|comment|correction)\s(?:in|on|for)\s?:)",
    re.IGNORECASE,
)
"""How what is no reference of a work begins."""
_GOES_ON = re.compile(r"\s+(?!in\s|at\s|on\s)[a-z]{2,}\s")


def read_free_text(source: Source) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The works that the references in a text name, and all that could not be read of them or only by guess.

    Keys are made of surname and year. A reference of which nothing is certain is no entry, but a finding.
    """
    report = ImportReport(source)
    if report.is_too_long():
        return (), report.findings
    made = ImportReport(source)
    maker = EntryMaker(made)
    entries = []
    for reference in written_references(source.text):
        work = read_reference(reference)
        kept = _is_work(work) and not _NO_WORK.match(reference.text)
        report_on(work, report, is_entry=kept)
        if kept:
            entry_type = _entry_type(work)
            fields = {name: value for name, value in work.fields.items() if not name.startswith("_")}
            entries.append(maker.make("", entry_type, fields, reference.start))
    findings = (*report.findings, *(finding for finding in made.findings if finding.rule is not KEY))
    return tuple(entries), tuple(sorted(findings, key=lambda finding: finding.span.start))


def read_reference(reference: WrittenReference) -> Working:
    """One reference, read as far as it goes."""
    work = Working(reference)
    if len(reference.text) > _LONGEST:
        return work
    _take_retraction(work)
    read_marks(work)
    head = read_head(work)
    text = work.rest
    take_edition(work, head.at)
    take_patent(work, head.at)
    take_bracketed(work, head.at)
    text = work.rest
    imprint = read_imprint(text, head.at, has_date=head.has_date)
    if not head.has_authors:
        read_authors_behind_title(work, head, imprint.start if imprint else len(text))
        imprint = read_imprint(work.rest, head.at, has_date=head.has_date)
    is_thesis = take_thesis(work, head.at)
    chapter = is_chapter(work.rest, head.at, len(work.rest))
    if chapter and imprint and imprint.is_serial and "In:" not in chapter[0] and chapter.end() > imprint.start:
        chapter = None
    at = _read_quoted_title(work, head, imprint)
    if imprint and not chapter and not is_thesis and _is_article(work, imprint, at):
        _read_article(work, head, imprint, at)
    else:
        _read_other(work, head, imprint, at, chapter)
    label = _RETRACTED.match(work.fields.get("title", ""))
    if label and label.end() < len(work.fields["title"]):
        work.fields["title"] = work.fields["title"][label.end() :]
        _set_status(work, label)
    return work


def _take_retraction(work: Working) -> None:
    """Take what says at the beginning, or in brackets, that the work was retracted or withdrawn."""
    label = _RETRACTED.match(work.rest) or _RETRACTED_INSIDE.search(work.rest)
    if label and label[0] != work.rest:
        work.take(*label.span())
        _set_status(work, label)


def _set_status(work: Working, label: re.Match[str]) -> None:
    work.fields["status"] = "withdrawn" if "withdrawn" in label[0].lower() else "retracted"


def _is_article(work: Working, imprint: Imprint, at: int) -> bool:
    if imprint.is_serial:
        return True
    if not imprint.pages or "booktitle" in work.fields:
        return False
    starts = sentence_starts(work.rest, at, imprint.start)
    last = work.rest[slice(*trimmed(work.rest, starts[-1], imprint.start))]
    if ":" in last or looks_like_publisher(last) or not (len(starts) > 1 or "title" in work.fields):
        return False
    return looks_like_journal(last) or (is_name(last) and not imprint.labelled)


def _read_quoted_title(work: Working, head: Head, imprint: Imprint | None) -> int:
    """Take a title in quotes; where the rest begins."""
    text = work.rest
    at = head.at
    while at < len(text) and text[at] in " .,:;\x00":
        at += 1
    found = quoted(text, at, len(text)) if "title" not in work.fields else None
    if not found or (imprint and found.after > imprint.end) or _GOES_ON.match(text, found.after):
        return at
    start, end = trimmed(text, found.start, found.end, " ,.;:\x00")
    if not _WORD.search(text[start:end]):
        return at
    work.fields["title"] = latex(text[start:end].replace(TAKEN, ""))
    work.take(at, found.after)
    return found.after


def _read_article(work: Working, head: Head, imprint: Imprint, at: int) -> None:
    _take_imprint(work, imprint, head)
    take_editors(work, at, imprint.start)
    end = imprint.start
    if "title" in work.fields:
        _set(work, "journal", at, end)
        return
    split = journal_start(work.rest, at, end, work.reference.italics, comma_style=head.comma_style)
    if split is None:
        name = "journal" if looks_like_journal(work.rest[at:end]) else "title"
        if _set(work, name, at, end):
            work.doubt(at, f"whether this is the title or the journal is a guess; it is read as the {name}")
        return
    _set(work, "title", at, split.at)
    _set(work, "journal", split.at, end)
    if not split.sure:
        work.doubt(split.at, "where the title ends and the journal begins is a guess")


def _take_imprint(work: Working, imprint: Imprint, head: Head) -> None:
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


def _read_other(work: Working, head: Head, imprint: Imprint | None, at: int, chapter: re.Match[str] | None) -> None:
    end = len(work.rest)
    if imprint and (imprint.pages or imprint.date):
        _take_imprint(work, imprint, head)
        if imprint.volume and chapter is None:
            work.fields.pop("number", None)
    if chapter:
        start = chapter.end()
        if "title" not in work.fields:
            _set(work, "title", at, chapter.start())
        work.take(chapter.start(), chapter.end())
        read_book(work, start, end)
    else:
        take_editors(work, at, end)
        if "title" in work.fields and "type" not in work.fields and _container_behind(work, at, end):
            return
        read_rest(work, at, end, "title")


def _container_behind(work: Working, at: int, end: int) -> bool:
    """Whether what follows a title in quotes is the book or the site that holds it, with its publisher."""
    if "url" in work.fields or work.is_online:
        return False
    start, stop = trimmed(work.rest, at, end)
    words = work.rest[start:stop].partition(TAKEN)[0]
    if not words or "pages" not in work.fields or looks_like_journal(words):
        return False
    name, _, rest = words.partition(", ")
    work.fields["booktitle"] = latex(name)
    work.take(start, start + len(name))
    if rest:
        read_rest(work, start + len(name), end, "booktitle")
    return True


def _set(work: Working, name: str, start: int, end: int) -> bool:
    """Set a field to what stands between two places, if it has a letter or a digit."""
    start, end = trimmed(work.rest, start, end, " .,;:\x00")
    words = " ".join(work.rest[start:end].replace(TAKEN, " ").split())
    if not _WORD.search(words):
        return False
    work.take(start, end)
    words = words.strip('"“”„«» ') if words[:1] in '"“„«' and words[-1:] in '"“”»' else words
    work.fields[name] = latex(words)
    return True


def _is_work(work: Working) -> bool:
    """Whether enough is certain for an entry: somebody, an identifier, or a title and something beside it."""
    fields = work.fields
    return any(name in fields for name in _HOLDS) or (
        "title" in fields and any(name in fields for name in _BESIDE_TITLE)
    )


def _entry_type(work: Working) -> str:
    fields = work.fields
    chosen = fields.get("_type")
    if chosen:
        return chosen
    for names, entry_type in _TYPES:
        if any(name in fields for name in names):
            return entry_type
    return "article" if any(identifiers_in(work)) and "eprint" not in fields else "misc"


_TYPES = (
    (("type",), "thesis"),
    (("booktitle",), "incollection"),
    (("journal",), "article"),
    (("isbn", "publisher", "edition"), "book"),
    (("url", "organization"), "online"),
)
"""What an entry is that has one of some fields; the first that fits counts."""
