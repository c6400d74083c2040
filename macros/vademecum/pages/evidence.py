"""What kind of source a work is: the fields `studydesign`, `evidence` and `status` of an entry.

`evidence` is a level of the Oxford Centre for Evidence-Based Medicine's 2011 table, from 1 (strongest) to 5.
Official records and makers' own papers have no level; their design says what they are.
"""

from dataclasses import dataclass

from vademecum.bibliography.date import Date, parse_date
from vademecum.bibliography.entry import Entry

LEVELS = ("1", "2", "3", "4", "5")
OUTSIDE_LEVELS = ("regulatory", "manufacturer")
KINDS = (*LEVELS, *OUTSIDE_LEVELS, "")
"""The kinds of sources in their order; last those of which nothing is known."""
DESIGNS = (
    "systematic review",
    "meta-analysis",
    "randomised trial",
    "non-randomised trial",
    "cohort",
    "cross-sectional",
    "case-control",
    "case series",
    "case report",
    "animal study",
    "in vitro study",
    "narrative review",
    "guideline",
    "consensus",
    *OUTSIDE_LEVELS,
)
STATUSES = ("retracted", "concern", "corrected", "withdrawn", "superseded", "protocol")
ALARMING = ("retracted", "withdrawn", "concern")
"""What may have become of a work so that no claim should rest on it, the worst first."""
UNSUPPORTING = ("retracted", "withdrawn", "concern", "protocol")
"""The states of works on which no claim can rest."""
_FAMILIES = {
    "reviews": ("systematic review", "meta-analysis"),
    "trials": ("randomised trial", "non-randomised trial"),
    "observation": ("cohort", "cross-sectional", "case-control"),
    "series": ("case series", "case report"),
    "animals": ("animal study",),
    "laboratory": ("in vitro study",),
    "opinion": ("narrative review", "guideline", "consensus"),
    **{name: (name,) for name in OUTSIDE_LEVELS},
}
_FAMILY_OF = {design: name for name, designs in _FAMILIES.items() for design in designs}


@dataclass(frozen=True, slots=True)
class Grade:
    """The kind of a source. `kind` is a level, or a design outside the levels, or empty where nothing is known."""

    kind: str = ""
    design: str = ""
    status: str = ""


def grade(entry: Entry) -> Grade:
    """What the entry says of its kind; values outside the known ones count as not given."""
    design = entry.plain("studydesign").lower()
    level = entry.raw("evidence").strip()
    status = entry.raw("status").strip().lower()
    kind = design if design in OUTSIDE_LEVELS else level if level in LEVELS else ""
    return Grade(kind, design, status if status in STATUSES else "")


def status_date(entry: Entry) -> Date | str:
    """When a work came into its status: a year, a month or a day; anything else as it is written."""
    written = entry.raw("statusdate").strip()
    found = parse_date(written)
    return found if found and found.year and found == Date(found.year, found.month, found.day) else written


def family(design: str) -> str:
    """The family of a design, such as `trials`; empty for one that is not known."""
    return _FAMILY_OF.get(design, "")
