"""What is wrong with the values of entries, as far as one entry can tell: texts, names, dates, identifiers."""

from collections.abc import Iterable, Iterator

from vademecum.bibliography.date import date_problems
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier.problem import identifier_problem
from vademecum.bibliography.latex import ProblemKind, problems
from vademecum.bibliography.name import name_problems
from vademecum.bibliography.schema import NAME_LISTS, VERBATIM
from vademecum.text.finding import Finding, Rule, Severity

UNKNOWN_MACRO = Rule("bibliography/unknown-macro", Severity.WARNING, "A value uses a LaTeX macro that is not known.")
BARE_SPECIAL = Rule("bibliography/bare-special", Severity.INFO, "A value has a sign that LaTeX takes for a command.")
UNBALANCED = Rule("bibliography/unbalanced", Severity.WARNING, "A value has a brace without its partner.")
TOO_DEEP = Rule("bibliography/too-deep", Severity.WARNING, "A value is nested too deeply.")
BAD_MARKUP = Rule("bibliography/bad-markup", Severity.INFO, "A value has markup that is incomplete.")
FORMULA = Rule("bibliography/formula", Severity.INFO, "A value has a formula that cannot be told in text.")
NAME = Rule("bibliography/name", Severity.WARNING, "A name cannot be read for certain.")
DATE = Rule("bibliography/date", Severity.WARNING, "A date cannot be read, or is none.")
IDENTIFIER = Rule("bibliography/identifier", Severity.WARNING, "A field holds no valid identifier.")

_TEXT_RULES = {
    ProblemKind.UNKNOWN_MACRO: (UNKNOWN_MACRO, "'{}' is not known; what it does is left out", "Write it out."),
    ProblemKind.BARE_SPECIAL: (BARE_SPECIAL, "'{}' is taken as it is", "For LaTeX, put a backslash before it."),
    ProblemKind.UNBALANCED: (UNBALANCED, "'{}' has no partner", "Remove it, or add the other one."),
    ProblemKind.TOO_DEEP: (TOO_DEEP, "'{}' is nested too deeply and stays as it is written", "Remove braces."),
    ProblemKind.BAD_MARKUP: (BAD_MARKUP, "'{}' is incomplete and stays as it is written", "Close it, or remove it."),
    ProblemKind.FORMULA: (FORMULA, "the formula '{}' stays as it is written", "Write it in words, if you can."),
}
_OTHER_DATES = ("urldate", "origdate", "eventdate", "statusdate")
_IDENTIFIER_HINT = "Look it up at the publisher or in PubMed; remove it if there is none."


def inspect(entries: Iterable[Entry]) -> Iterator[Finding]:
    """What is wrong with each of the fields that stand in the file; inherited ones are their parents' business."""
    for entry in entries:
        for name, value in entry.fields.items():
            if name not in entry.offsets:
                continue
            if name in NAME_LISTS:
                yield from _names(entry, name, value)
            if name not in VERBATIM:
                yield from _text(entry, name, value)
        yield from _date(entry)
        yield from _identifiers(entry)


def _text(entry: Entry, name: str, value: str) -> Iterator[Finding]:
    for problem in problems(value):
        rule, message, hint = _TEXT_RULES[problem.kind]
        span = entry.field_span(name, problem.offset)
        yield Finding(rule, span, f"{message.format(problem.text)} in '{name}' of '{entry.key}'", hint)


def _names(entry: Entry, name: str, value: str) -> Iterator[Finding]:
    for problem in name_problems(value):
        span = entry.field_span(name, problem.offset)
        yield Finding(NAME, span, f"{problem.message} in '{name}' of '{entry.key}'", problem.hint)


def _date(entry: Entry) -> Iterator[Finding]:
    raw = entry.raw
    for problem in date_problems(raw("date"), raw("year"), raw("month"), raw("day")):
        if problem.field in entry.offsets:
            message = f"{problem.message} in '{problem.field}' of '{entry.key}'"
            yield Finding(DATE, entry.field_span(problem.field), message, problem.hint)

    for name in _OTHER_DATES:
        for problem in date_problems(entry.raw(name)) if name in entry.offsets else ():
            message = f"{problem.message} in '{name}' of '{entry.key}'"
            yield Finding(DATE, entry.field_span(name), message, problem.hint)


def _identifiers(entry: Entry) -> Iterator[Finding]:
    for name in ("doi", "pmid", "pmcid", "isbn", "issn", "orcid"):
        problem = identifier_problem(name, entry.raw(name)) if name in entry.offsets else None
        if problem:
            message = f"the {name} '{entry.raw(name)}' of '{entry.key}' is not right: {problem}"
            yield Finding(IDENTIFIER, entry.field_span(name), message, _IDENTIFIER_HINT)
    if "eprint" in entry.offsets and entry.raw("eprinttype").strip().lower() == "arxiv":
        problem = identifier_problem("eprint", entry.raw("eprint"))
        if problem:
            message = f"the eprint '{entry.raw('eprint')}' of '{entry.key}' is not right: {problem}"
            yield Finding(IDENTIFIER, entry.field_span("eprint"), message, _IDENTIFIER_HINT)
