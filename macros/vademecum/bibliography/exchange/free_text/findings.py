"""What there is to say about a reference that was read."""

from vademecum.bibliography.exchange.free_text.another import may_be_reference
from vademecum.bibliography.exchange.free_text.line_starts import is_identifier
from vademecum.bibliography.exchange.free_text.working import Working
from vademecum.bibliography.exchange.import_report import NOT_READ, SYNTAX, ImportReport
from vademecum.text.finding import Rule, Severity

UNCERTAIN = Rule("import/uncertain", Severity.WARNING, "A part of a reference was told apart by guess, or not at all.")

ANOTHER = Rule("import/another-reference", Severity.ERROR, "Words look like another reference, run into the first.")
_APART = "Put it on a line of its own, below a blank line."

_WHO = ("author", "editor")
_NAMED = {"title": ("title",), "author": _WHO, "year": ("year", "date", "pubstate", "_no_date")}
_LONGEST = 300
_FORMATS = (("@", "BibTeX", ".bib"), ("TY -", "RIS", ".ris"), ("PMID-", "PubMed's format", ".nbib"))


def report_on(work: Working, report: ImportReport, *, is_entry: bool) -> None:
    """Note what was not read of a reference, what was guessed, and what is missing."""
    reference = work.reference
    if work.another is not None:
        message = f"this is more than one reference, one seems to begin at '{_shown(reference.text[work.another :])}'"
        report.add(ANOTHER, work.source_offset(work.another), f"{message}; no entry is made of them", _APART)
        return
    if not is_entry:
        message = f"no author, title or year could be told apart here: '{_shown(reference.text)}'"
        report.add(SYNTAX, reference.start, message, _hint(reference.text))
        return
    for at, words in work.scraps():
        if may_be_reference(words):
            message = f"'{_shown(words)}' is not read; it is perhaps a reference of its own"
            report.add(ANOTHER, work.source_offset(at), message, _APART)
            continue
        hint = "Put it where it belongs, if it matters."
        report.add(NOT_READ, work.source_offset(at), f"'{words}' has no place in the entry and is not read", hint)
    for at, message in work.doubts:
        report.add(UNCERTAIN, work.source_offset(at), message, "Compare the entry with the reference.")
    for at, what in work.passed_over:
        report.not_read(what, work.source_offset(at))
    if is_identifier(reference.text):
        return
    missing = [name for name, fields in _NAMED.items() if not any(field in work.fields for field in fields)]
    if missing:
        message = f"no {_listed(missing)} could be told in this reference"
        report.add(UNCERTAIN, reference.start, message, "Add what is missing, or add the work by its DOI or PMID.")


def _shown(words: str) -> str:
    """Words that are not too long to be shown."""
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


def _hint(text: str) -> str:
    """What to do with a text that is no reference."""
    for beginning, form, ending in _FORMATS:
        if text.startswith(beginning):
            return f"This is {form}: save it in a file whose name ends in {ending}, and add that file."
    return "Write the entry by hand, or add the work by its DOI or PMID."


def _listed(names: list[str]) -> str:
    return " and no ".join(filter(None, (", no ".join(names[:-1]), names[-1])))
