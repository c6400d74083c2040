"""Whether an entry is the work that its identifiers are registered for.

Syntax cannot tell an invented reference from a true one; the registered record can. An entry is the same work, differs
in a detail (a warning that names the field), or its identifier belongs to another work (an error). What either side
does not say is never held against it.
"""

from dataclasses import dataclass

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import parse_issn
from vademecum.bibliography.name import Name
from vademecum.checks.identity_text import fold, same_journal, same_name, title_similarity
from vademecum.checks.registered import Record
from vademecum.text.finding import Finding, Rule, Severity

ANOTHER_WORK = Rule("online/another-work", Severity.ERROR, "An identifier is registered for another work.")
OTHER_DETAIL = Rule("online/other-detail", Severity.WARNING, "The registered record says something else.")
IDENTIFIERS_DISAGREE = Rule(
    "online/identifiers-disagree", Severity.WARNING, "Two identifiers of an entry are registered for two works."
)
OTHER_WORK_OF_TITLE = Rule(
    "online/title-of-another-work", Severity.WARNING, "The title is registered for a work that appeared elsewhere."
)
UNKNOWN_IDENTIFIER = Rule("online/unknown-identifier", Severity.ERROR, "An identifier is registered nowhere.")

SAME_TITLE, NEAR_TITLE = 90.0, 70.0
_MOST_AUTHORS = 100
_FEWEST_AUTHORS = 3
_TELLING_WORDS = 6
_ARTICLES = ("journal-article", "")
_YEARS_APART = 1
_OTHERS_FOR_ANOTHER_WORK = 2


@dataclass(frozen=True, slots=True)
class _Difference:
    """A field in which entry and record differ: what each of them says."""

    field: str
    written: str
    registered: str


def compare(entry: Entry, record: Record) -> tuple[Finding, ...]:
    """What the registered `record` of one of the entry's identifiers says against `entry`.

    Nothing where they are the same work; warnings for fields that differ; one error where it is another work.
    """
    title = entry_title(entry)
    known = bool(fold(title) and any(map(fold, record.titles)))
    score = title_similarity(title, record.titles) if known else 100.0
    found = [each for each in (_author(entry, record), _year(entry, record), _journal(entry, record)) if each]
    if _is_another(score, found, entry, record):
        return (_another_work(entry, record, score, found),)
    if score < SAME_TITLE:
        found.insert(0, _Difference("title", title, record.titles[0]))
    return tuple(_other_detail(entry, record, each) for each in found)


def found_by_title(entry: Entry, record: Record) -> Finding | None:
    """The finding for an entry without identifiers whose title is registered for a work in another journal.

    None where the titles are not surely the same or too short to tell, where the journal agrees or is not known, and
    where the same author may have published it twice, as an abstract in a supplement: then it may be this work.
    """
    title = entry_title(entry)
    if len(fold(title).split()) < _TELLING_WORDS or title_similarity(title, record.titles) < SAME_TITLE:
        return None
    author = _author(entry, record)
    if not _journal(entry, record) or record.type not in _ARTICLES:
        return None
    if not author and (_year(entry, record) or not _first_page(record.pages).isdecimal()):
        return None
    message = f"a work with this title is registered as {record.summary}, {record.identifier}"
    hint = "Compare author, journal and year with that record; add its DOI if it is the work you mean."
    return Finding(OTHER_WORK_OF_TITLE, entry.field_span("title"), message, hint)


def compare_identifiers(entry: Entry, record: Record) -> tuple[Finding, ...]:
    """The identifiers of `entry` that are not those which `record`, of the same work, has. Missing ones are none."""
    findings = []
    for field, written, registered in (
        ("doi", entry.doi and entry.doi.name, record.doi and record.doi.name),
        ("pmid", entry.pmid and entry.pmid.number, record.pmid and record.pmid.number),
        ("pmcid", entry.pmcid and entry.pmcid.number, record.pmcid and record.pmcid.number),
    ):
        if written and registered and written != registered:
            name = field.upper()
            message = f"the {name} is {written}, but {record.registry} has {registered} for {_other_name(entry, field)}"
            hint = f"If it is one work, write {registered}; if not, find out which identifier is wrong."
            findings.append(Finding(IDENTIFIERS_DISAGREE, entry.field_span(field), message, hint))
    return tuple(findings)


def unknown_identifier(entry: Entry, field: str, registry: str) -> Finding:
    """The finding for an identifier in `field` that `registry` answered it does not have."""
    message = f"{registry} has no {field.upper()} {entry.raw(field).strip()}"
    hint = "Look the work up by its title; an identifier that does not exist is often a sign of an invented reference."
    return Finding(UNKNOWN_IDENTIFIER, entry.field_span(field), message, hint)


def entry_title(entry: Entry) -> str:
    """The title of `entry` with its subtitle, as bare text."""
    subtitle = entry.plain("subtitle")
    return f"{entry.plain('title')}: {subtitle}" if subtitle else entry.plain("title")


def _is_another(score: float, found: list[_Difference], entry: Entry, record: Record) -> bool:
    fields = {each.field for each in found}
    if score < NEAR_TITLE:
        return not _same_place(entry, record) or "author" in fields
    if "author" in fields and (len(fields) > 1 or score < SAME_TITLE):
        return True
    return score < SAME_TITLE and len(fields) >= _OTHERS_FOR_ANOTHER_WORK


def _same_place(entry: Entry, record: Record) -> bool:
    """Whether volume and first page are the same: then a title in another language is still the same work."""
    page, volume = _first_page(entry.plain("pages")), entry.plain("volume").strip()
    return bool(page and volume) and page == _first_page(record.pages) and volume == record.volume.strip()


def _first_page(pages: str) -> str:
    words = fold(pages).split()
    return words[0] if words else ""


def _author(entry: Entry, record: Record) -> _Difference | None:
    """The first author, who may stand anywhere in the record; and most of the others, where it names as many."""
    written = entry.names("author").first(_MOST_AUTHORS)
    registered = _comparable(written, record.authors[:_MOST_AUTHORS])
    if not written or not registered:
        return None
    if not any(same_name(written[0], name) for name in registered):
        return _Difference("author", written[0].short, registered[0].short)
    persons = [name for name in written if not name.literal]
    missing = [name for name in persons if not any(same_name(name, other) for other in registered)]
    counts = len(persons) >= _FEWEST_AUTHORS and len(registered) >= len(written)
    if not counts or len(missing) * 2 <= len(persons):
        return None
    return _Difference("author", ", ".join(name.short for name in missing), "none of these names")


def _comparable(written: tuple[Name, ...], registered: tuple[Name, ...]) -> tuple[Name, ...]:
    """The registered names that can speak against those `written`: a body and its members may stand for each other."""
    if written and written[0].literal and not any(name.literal for name in registered):
        return ()
    if registered and registered[0].literal and not any(name.literal for name in written):
        return tuple(name for name in registered if not name.literal)
    return registered


def _year(entry: Entry, record: Record) -> _Difference | None:
    date = entry.date
    if date is None or date.year is None or not record.years:
        return None
    if min(record.years) - _YEARS_APART <= date.year <= max(record.years) + _YEARS_APART:
        return None
    field = "date" if entry.raw("date") else "year"
    return _Difference(field, str(date.year), " or ".join(map(str, dict.fromkeys(record.years))))


def _journal(entry: Entry, record: Record) -> _Difference | None:
    written = entry.plain("journaltitle")
    if not fold(written) or not any(map(fold, record.journals)):
        return None
    issn = parse_issn(entry.raw("issn"))
    if issn and issn.number in record.issns:
        return None
    names = [written, *filter(None, (entry.plain("shortjournal"),))]
    if any(same_journal(name, record.journals) for name in names):
        return None
    return _Difference(_field_as_written(entry, "journaltitle", "journal"), written, record.journals[0])


def _another_work(entry: Entry, record: Record, score: float, found: list[_Difference]) -> Finding:
    message = f"{record.identifier} is {record.summary}"
    if score >= SAME_TITLE:
        fields = " and ".join(dict.fromkeys(each.field for each in found))
        message += f": the title is the same, but not {fields}"
    hint = "Look the work up by its title, and correct the identifier or the entry."
    return Finding(ANOTHER_WORK, entry.field_span(_identifier_field(entry, record)), message, hint)


def _other_detail(entry: Entry, record: Record, found: _Difference) -> Finding:
    message = f"the {found.field} is '{found.written}' here, but {record.registry} has '{found.registered}'"
    hint = f"Compare with the record of {record.identifier}."
    return Finding(OTHER_DETAIL, entry.field_span(found.field), message, hint)


def _identifier_field(entry: Entry, record: Record) -> str:
    """The field whose identifier led to `record`."""
    order = ("pmid", "pmcid", "doi") if record.registry == "PubMed" else ("doi", "pmid", "pmcid")
    return next((field for field in order if entry.raw(field)), "title")


def _field_as_written(entry: Entry, *names: str) -> str:
    return next((name for name in names if name in entry.offsets), names[0])


def _other_name(entry: Entry, field: str) -> str:
    """Another identifier of the entry: the one by which the record was found."""
    for other in ("pmid", "doi", "pmcid"):
        if other != field and entry.raw(other):
            return f"{other.upper()} {entry.raw(other).strip()}"
    return "this work"
