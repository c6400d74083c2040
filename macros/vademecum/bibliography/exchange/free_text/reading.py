"""Puts it together: a text is cut into references, each is read, and what is wrong with it is noted."""

import re

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.exchanged_fields import latex
from vademecum.bibliography.exchange.free_text.another import another_reference, reference_left_over
from vademecum.bibliography.exchange.free_text.articles import is_article, read_article, set_text, take_imprint
from vademecum.bibliography.exchange.free_text.books import (
    read_rest,
    take_bracketed,
    take_edition,
    take_editors,
    take_patent,
    take_translators,
)
from vademecum.bibliography.exchange.free_text.chapters import is_chapter, read_book
from vademecum.bibliography.exchange.free_text.findings import report_on
from vademecum.bibliography.exchange.free_text.heads import (
    Head,
    read_author_of_note,
    read_authors_behind_title,
    read_head,
    set_date,
    set_names,
)
from vademecum.bibliography.exchange.free_text.imprint import Imprint, read_imprint
from vademecum.bibliography.exchange.free_text.journal_first import take_journal_first
from vademecum.bibliography.exchange.free_text.journals import is_name, looks_like_journal
from vademecum.bibliography.exchange.free_text.layout import trimmed
from vademecum.bibliography.exchange.free_text.line_starts import begins_with_address, is_identifier
from vademecum.bibliography.exchange.free_text.marks import EPUB, identifiers_in, read_marks
from vademecum.bibliography.exchange.free_text.numeric_dates import date_by_figures, take_numeric_date
from vademecum.bibliography.exchange.free_text.one_line import WrittenReference
from vademecum.bibliography.exchange.free_text.people import read_people
from vademecum.bibliography.exchange.free_text.plausible_values import leave_out_implausible
from vademecum.bibliography.exchange.free_text.splitting import written_references
from vademecum.bibliography.exchange.free_text.states import take_retraction, take_retraction_of_title
from vademecum.bibliography.exchange.free_text.theses import take_thesis
from vademecum.bibliography.exchange.free_text.titles import quoted
from vademecum.bibliography.exchange.free_text.working import TAKEN, Working
from vademecum.bibliography.exchange.import_report import KEY, ImportReport
from vademecum.bibliography.exchange.imported_entry import EntryMaker
from vademecum.text.finding import Finding
from vademecum.text.source import Source

_LONGEST = 20_000
_HOLDS = ("author", "editor", "doi", "pmid", "pmcid", "isbn", "eprint")
_BESIDE_TITLE = ("year", "date", "url", "journal", "booktitle")
_WORD = re.compile(r"\w")
_NO_WORK = re.compile(
    r"\W*(?:see\salso|ibid(?:em)?|op\.\s?cit|loc\.\s?cit|(?:erratum|corrigendum|comment|correction)\s(?:in|on|for)\s?:)",
    re.IGNORECASE,
)
"""How what is no reference of a work begins."""
_IN = re.compile(r"\W*In:\s", re.IGNORECASE)
_BY = re.compile(r"[\s,.]{1,3}[Bb]y:?\s+(?=[^\W\d_a-z])")
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
        kept = work.another is None and _is_work(work) and not _NO_WORK.match(reference.text)
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
    if is_identifier(reference.text) and reference.text.isdecimal():
        work.fields["pmid"] = work.take(0, len(reference.text))
        work.doubt(0, f"whether {reference.text} is a PMID is a guess")
        return work
    take_retraction(work)
    read_marks(work)
    take_numeric_date(work)
    work.another = another_reference(work)
    if work.another is not None:
        return work
    if not _read_journal_first(work):
        _read_parts(work)
    take_retraction_of_title(work)
    date_by_figures(work)
    _date_by_first_appearance(work)
    leave_out_implausible(work)
    work.another = reference_left_over(work)
    return work


def _read_journal_first(work: Working) -> bool:
    """Read a reference that begins with the journal; whether it does."""
    found = take_journal_first(work)
    if not found:
        return False
    imprint, authors = found
    take_imprint(work, imprint, Head(imprint.end))
    if authors:
        set_names(work, "author", authors)
    read_rest(work, imprint.end, len(work.rest), "title")
    return True


def _begins_with_address_of(work: Working) -> bool:
    """Whether a reference begins with an address, and its other words may be anybody's about it."""
    if not begins_with_address(work.reference.text):
        return False
    people = read_people(work.rest, len(work.rest) - len(work.rest.lstrip(f" .,;:–—-{TAKEN}")))
    return not (people and any(name.given for name in people.names))


def _date_by_first_appearance(work: Working) -> None:
    """A work that has no other date has that of its first appearance online, or the year of its conference."""
    written = work.fields.get("_epub")
    if written and not {"date", "year"} & work.fields.keys() and set_date(work, written):
        work.passed_over = [(at, what) for at, what in work.passed_over if what != EPUB]
    event = work.fields.get("_event")
    if event and not {"date", "year"} & work.fields.keys() and set_date(work, event):
        work.doubt(0, f"the year {event} is that of the conference")


def _read_parts(work: Working) -> None:
    """Read authors, title, and where the work appeared, in the order of most styles."""
    book = _IN.match(work.rest)
    if book:
        work.take(*book.span())
        work.doubt(0, "this is a part of a book, and which part is not said")
    if _begins_with_address_of(work):
        work.doubt(0, "the words behind this address are not read, as they may be anybody's")
        return
    head = read_head(work)
    text = work.rest
    take_edition(work, head.at)
    take_patent(work, head.at)
    take_translators(work, head.at)
    if take_bracketed(work, head.at) and not head.has_authors:
        read_author_of_note(work, head)
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
    if imprint and not chapter and not book and not is_thesis and is_article(work, imprint, at):
        read_article(work, head, imprint, at)
    else:
        _read_other(work, head, imprint, at, chapter)


def _read_quoted_title(work: Working, head: Head, imprint: Imprint | None) -> int:
    """Take a title in quotes; where the rest begins."""
    text = work.rest
    at = head.at
    while at < len(text) and text[at] in " .,:;\x00":
        at += 1
    found = quoted(text, at, len(text)) if "title" not in work.fields else None
    if (
        not found
        or (imprint and found.after > imprint.end)
        or (_GOES_ON.match(text, found.after) and not _BY.match(text, found.after))
    ):
        return at
    start, end = trimmed(text, found.start, found.end, " ,.;:\x00")
    if not _WORD.search(text[start:end]):
        return at
    work.fields["title"] = latex(text[start:end].replace(TAKEN, ""))
    work.take(at, found.after)
    return _read_authors_behind(work, head, found.after)


def _read_authors_behind(work: Working, head: Head, at: int) -> int:
    """Take "by A. Jones and B. Kim" behind a title in quotes; where the rest begins."""
    by = _BY.match(work.rest, at)
    people = read_people(work.rest, by.end(), are_expected=True) if by and not head.has_authors else None
    if not people:
        return at
    set_names(work, "author", people)
    work.take(at, people.end)
    head.has_authors = True
    return people.end


def _read_other(work: Working, head: Head, imprint: Imprint | None, at: int, chapter: re.Match[str] | None) -> None:
    end = len(work.rest)
    if imprint and (imprint.pages or imprint.date):
        take_imprint(work, imprint, head)
        if imprint.volume and chapter is None:
            work.fields.pop("number", None)
    if chapter:
        start = chapter.end()
        if "title" not in work.fields:
            set_text(work, "title", at, chapter.start())
        work.take(chapter.start(), chapter.end())
        read_book(work, start, end)
    else:
        take_editors(work, at, end)
        _read_journal_of_early_work(work, at)
        if "title" in work.fields and "type" not in work.fields and _container_behind(work, at, end):
            return
        read_rest(work, at, end, "title")


def _read_journal_of_early_work(work: Working, at: int) -> None:
    """The journal behind a title in quotes, of a work that has no volume as yet."""
    stop = work.rest.find(TAKEN, at)
    is_early = {"title", "pubstate"} <= work.fields.keys() and "journal" not in work.fields
    if is_early and stop > at and is_name(work.rest[at:stop]):
        set_text(work, "journal", at, stop)


def _container_behind(work: Working, at: int, end: int) -> bool:
    """Whether what follows a title in quotes is the book or the site that holds it, with its publisher."""
    if "url" in work.fields or work.is_online:
        return False
    start, stop = trimmed(work.rest, at, end)
    words = work.rest[start:stop].partition(TAKEN)[0]
    if not words or "pages" not in work.fields or looks_like_journal(words):
        return False
    name = words.partition(", ")[0]
    work.fields["booktitle"] = latex(name)
    work.take(start, start + len(name))
    read_rest(work, start + len(name), end, "booktitle")
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
    if chosen and not (chosen == "book" and "booktitle" in fields):
        return chosen
    if work.is_online and not {"type", "booktitle", "journal", "isbn"} & fields.keys():
        return "online"
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
