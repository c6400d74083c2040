"""Whether what an entry says of its kind holds together: design, level of evidence, status.

The levels are those of the Oxford Centre for Evidence-Based Medicine's table of 2011, in its row on whether a treatment
helps. A level may be lowered for quality, imprecision or indirectness, as far down as need be, and raised by one for
the size of an effect: so only a level that is stronger than a design can carry contradicts it.
"""

from collections.abc import Iterator

from vademecum.bibliography.entry import Entry
from vademecum.checks.bibliography_places import is_written
from vademecum.pages.evidence import LEVELS, OUTSIDE_LEVELS, STATUSES
from vademecum.text.finding import Finding, Rule, Severity

LEVEL_DESIGN = Rule(
    "bibliography/level-design", Severity.WARNING, "A level of evidence is stronger than the kind of study can carry."
)
LEVEL_OUTSIDE = Rule(
    "bibliography/level-outside", Severity.WARNING, "A work that no level fits has a level of evidence."
)
STATUS_DATE = Rule("bibliography/status-date", Severity.INFO, "An entry does not say since when its status holds.")

STRONGEST = {
    "systematic review": 1,
    "meta-analysis": 1,
    "randomised trial": 1,
    "non-randomised trial": 2,
    "cohort": 2,
    "case-control": 3,
    "case series": 3,
    "case report": 4,
    "animal study": 5,
    "in vitro study": 5,
    "narrative review": 4,
    "consensus": 4,
}
"""The strongest level that a design can carry: that of the table, raised by one. Laboratory work cannot be raised.

A guideline is as strong as what it rests on; a survey of a population may stand on any level in another row.
"""

_KINDS = {"retracted": "is retracted", "withdrawn": "is withdrawn", "protocol": "is a protocol"}
_DATED = frozenset(STATUSES) - {"protocol"}


def grade_findings(entry: Entry) -> Iterator[Finding]:
    """What is contradictory in the design, the level and the status of `entry`."""
    level = entry.fields.get("evidence", "").strip()
    status = entry.fields.get("status", "").strip().lower()
    if level in LEVELS and "evidence" in entry.offsets:
        yield from _level(entry, level, entry.raw("studydesign").strip().lower(), status)
    if status in _DATED and "status" in entry.offsets and "statusdate" not in entry.fields:
        message = f"'{entry.key}' is marked '{status}', but not since when"
        hint = "Add 'statusdate' from the notice; 'vademecum retractions' looks it up."
        yield Finding(STATUS_DATE, entry.field_span("status"), message, hint)


def _level(entry: Entry, level: str, design: str, status: str) -> Iterator[Finding]:
    span = entry.field_span("evidence", _lead(entry))
    if design in OUTSIDE_LEVELS or status in _KINDS:
        kind = f"is a {design} source" if design in OUTSIDE_LEVELS else _KINDS[status]
        message = f"'{entry.key}' {kind} and has the level {level}"
        yield Finding(LEVEL_OUTSIDE, span, message, "Remove the field 'evidence': no level fits such a work.")
    elif int(level) < STRONGEST.get(design, 1):
        strongest = STRONGEST[design]
        message = f"'{entry.key}' has the level {level}, but a work of the kind '{design}' is at best level {strongest}"
        yield Finding(LEVEL_DESIGN, span, message, "Correct 'evidence' or 'studydesign': see what the abstract says.")


def _lead(entry: Entry) -> int:
    """How many blanks stand before the level."""
    value = entry.fields["evidence"]
    return len(value) - len(value.lstrip()) if is_written(entry, "evidence") else 0
