"""Fields of an entry that say what kind of source it is, and say something that nobody understands."""

from collections.abc import Iterator

from rapidfuzz import process

from vademecum.bibliography.entry import Bibliography
from vademecum.pages.evidence import DESIGNS, LEVELS, STATUSES
from vademecum.text.finding import Finding, Rule, Severity

UNKNOWN_VALUE = Rule("bibliography/unknown-value", Severity.ERROR, "A field has a value that does not exist.")

_VALUES = {"evidence": LEVELS, "status": STATUSES, "studydesign": DESIGNS}
_NEAR_ENOUGH = 60


def unknown_values(bibliography: Bibliography) -> Iterator[Finding]:
    """A finding for each level, status or design that does not exist: a misspelt "retracted" would show as sound."""
    for entry in bibliography.values():
        for name, values in _VALUES.items():
            value = entry.raw(name).strip().lower()
            if value and value not in values:
                near = process.extractOne(value, values, score_cutoff=_NEAR_ENOUGH)
                hint = f"Did you mean '{near[0]}'?" if near else f"The values are: {', '.join(values)}."
                message = f"the entry '{entry.key}' has the {name} '{value}', which does not exist"
                yield Finding(UNKNOWN_VALUE, entry.field_span(name), message, hint)
