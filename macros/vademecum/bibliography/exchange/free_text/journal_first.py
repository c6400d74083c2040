"""References that begin with the journal, as some databases copy them: journal, date and place, title, authors."""

import re

from vademecum.bibliography.exchange.exchanged_fields import latex
from vademecum.bibliography.exchange.free_text.imprint import Imprint, read_imprint
from vademecum.bibliography.exchange.free_text.journals import is_abbreviation, looks_like_journal
from vademecum.bibliography.exchange.free_text.letters import YEAR
from vademecum.bibliography.exchange.free_text.people import People, read_people
from vademecum.bibliography.exchange.free_text.working import TAKEN, Working

_BEGINNING = re.compile(
    rf"\W*(?P<journal>[^\W\d_][^.;:()\x00]{{1,80}})(?:\s\([\w\s]{{3,30}}\))?\.\s(?={YEAR}\b[^.;\x00]{{0,14}};\s?\(?\d)"
)
_MOST_SENTENCES = 12


def take_journal_first(work: Working) -> tuple[Imprint, People | None] | None:
    """Take the journal at the beginning; the imprint behind it, and the authors behind the title, are for the caller.

    None where the reference does not begin so. The text of the authors counts as taken.
    """
    found = _BEGINNING.match(work.rest)
    if not found or not (is_abbreviation(found["journal"]) or looks_like_journal(found["journal"])):
        return None
    if read_people(work.rest, found.start("journal")):
        return None
    stop = work.rest.find(". ", found.end())
    imprint = read_imprint(work.rest[: stop + 1] if stop >= 0 else work.rest, found.end(), has_date=False)
    if not imprint or imprint.start != found.end() or not imprint.is_serial:
        return None
    work.fields["journal"] = latex(found["journal"].strip())
    work.take(*found.span())
    return imprint, _authors_at_end(work, imprint.end)


def _authors_at_end(work: Working, start: int) -> People | None:
    """The names behind the last full stop but one, which then are taken."""
    for stop in list(re.finditer(r"[.?!]\s", work.rest[start:]))[-_MOST_SENTENCES:]:
        at = start + stop.end()
        people = read_people(work.rest, at)
        if people and people.sure and not work.rest[people.end :].strip(f" .{TAKEN}"):
            work.take(at, people.end)
            return people
    return None
