"""Whether the entries of a bibliography are sound: one door to the checks in `bibliography_*`.

What the reader and `bibliography/inspection.py` tell of syntax, inheritance, names, dates and forms of identifiers is
not told again here.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from vademecum.bibliography.entry import Bibliography
from vademecum.checks.bibliography_duplicates import duplicate_findings
from vademecum.checks.bibliography_fields import field_findings
from vademecum.checks.bibliography_grades import grade_findings
from vademecum.checks.bibliography_identifiers import identifier_findings
from vademecum.checks.bibliography_order import order_findings
from vademecum.checks.bibliography_values import value_findings
from vademecum.pages.evidence import DESIGNS, LEVELS, STATUSES
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest_name

UNKNOWN_VALUE = Rule("bibliography/unknown-value", Severity.ERROR, "A field has a value that does not exist.")

_VALUES = {"evidence": LEVELS, "status": STATUSES, "studydesign": DESIGNS}


@dataclass(frozen=True, slots=True)
class BibliographySettings:
    """What a bibliography is held against: the day of the check, and the topics that keywords may name."""

    today: date
    topics: Collection[str] = ()
    """Slugs of topic pages; where there are none, keywords are free."""


def check_bibliography(bibliography: Bibliography, settings: BibliographySettings) -> Iterator[Finding]:
    """What is wrong with the entries, each by itself and all together, in no certain order.

    `unknown_values` is not among it: whoever opens a library has had it already.
    """
    for entry in bibliography.values():
        yield from value_findings(entry, settings.today)
        yield from grade_findings(entry)
        yield from identifier_findings(entry)
    yield from field_findings(bibliography, settings.topics)
    yield from duplicate_findings(bibliography)
    yield from order_findings(bibliography)


def unknown_values(bibliography: Bibliography) -> Iterator[Finding]:
    """A finding for each level, status or design that does not exist: a misspelt "retracted" would show as sound."""
    for entry in bibliography.values():
        for name, values in _VALUES.items():
            value = entry.raw(name).strip().lower()
            if value and value not in values:
                near = nearest_name(value, values)
                hint = f"Did you mean '{near}'?" if near else f"The values are: {', '.join(values)}."
                message = f"the entry '{entry.key}' has the {name} '{value}', which does not exist"
                yield Finding(UNKNOWN_VALUE, entry.field_span(name), message, hint)
