"""Whether the bibliography says of a work that it was retracted, withdrawn, doubted or corrected."""

from collections.abc import Iterable
from typing import NamedTuple

from vademecum.bibliography.entry import Entry
from vademecum.checks.registered import Update, UpdateKind, current_update
from vademecum.text.finding import Finding, Rule, Severity

RETRACTED = Rule("online/retracted", Severity.ERROR, "A work was retracted or withdrawn; its entry does not say so.")
CONCERN = Rule("online/concern", Severity.WARNING, "A work stands under a concern; its entry does not say so.")
CORRECTED = Rule("online/corrected", Severity.INFO, "A work was corrected; its entry does not say so.")

_RULES = {
    UpdateKind.RETRACTION: RETRACTED,
    UpdateKind.WITHDRAWAL: RETRACTED,
    UpdateKind.CONCERN: CONCERN,
    UpdateKind.CORRECTION: CORRECTED,
}
_GRAVITY = {kind.value: kind.gravity for kind in _RULES} | {"superseded": 1, "protocol": 1}


class StatusChange(NamedTuple):
    """What the fields `status` and `statusdate` of an entry should say; no date where none is known."""

    status: str
    date: str
    update: Update


def missing_status(entry: Entry, updates: Iterable[Update]) -> StatusChange | None:
    """What `entry` should say after `updates`; None where it says that or something at least as grave."""
    update = current_update(updates)
    written = entry.raw("status").strip().lower()
    if update is None or _GRAVITY.get(written, 0) >= update.kind.gravity:
        return None
    return StatusChange(update.kind.value, update.date, update)


def status_findings(entry: Entry, updates: Iterable[Update]) -> tuple[Finding, ...]:
    """A finding where `entry` does not say what became of its work: none or one."""
    change = missing_status(entry, updates)
    if change is None:
        return ()
    update, written = change.update, entry.raw("status").strip()
    since = f" since {update.date}" if update.date else ""
    notice = f" ({update.notice})" if update.notice else ""
    own = f"the entry says '{written}'" if written else "the entry says nothing"
    says = "has a concern on record" if update.kind is UpdateKind.CONCERN else f"is {change.status}"
    message = f"by {update.registry or 'the registry'} the work {says}{since}{notice}; {own}"
    hint = "Run 'vademecum retractions', read the notice, and see what on your pages rests on this work."
    place = entry.field_span("status") if written else entry.span
    return (Finding(_RULES[update.kind], place, message, hint),)
