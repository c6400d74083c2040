"""What a change does, for a person at a terminal."""

from collections.abc import Iterable, Iterator, Mapping

from vademecum.report.diff import Difference
from vademecum.report.diff_told import (
    Alarm,
    Citation,
    Findings,
    Graded,
    Line,
    PageHead,
    Remark,
    Section,
    Value,
    WorkHead,
    alarms,
    told_findings,
    told_hosts,
    told_pages,
    told_works,
)
from vademecum.report.diff_words import FETCH, NOT_APART, NOTHING, summary
from vademecum.report.order import tally
from vademecum.report.text import format_finding
from vademecum.report.visible import visible, visible_lines
from vademecum.text.finding import Severity

_SIGNS = {"added": "+", "removed": "-", "re-pointed": "~", "cited otherwise": "~", "renamed": ">", "changed": "~"}
_INSIDE = " " * 4


def format_diff_text(difference: Difference) -> str:
    """All of it, a part each for pages, works, hosts and findings."""
    head = f"from {difference.before} to {difference.after}"
    parts = [
        [head, *([f"  {line}" for line in summary(difference)] or [NOTHING])],
        [f"warning: {line}" for line in _warnings(difference)],
        _titled("Pages", _lines(told_pages(difference))),
        _titled("Works", _lines(told_works(difference))),
        _titled("New hosts of links", (f"{host.name}  {host.span}" for host in told_hosts(difference))),
        _titled("Findings", _findings(difference)),
    ]
    return "\n\n".join(visible_lines("\n".join(map(visible, lines))) for lines in parts if lines)


def not_apart(base: str) -> str:
    """What to say where the state before is none that both have in common."""
    return NOT_APART.format(f"'{base}'", f"'{FETCH}'")


def _titled(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [title, *found] if found else []


def _warnings(difference: Difference) -> Iterator[str]:
    if not difference.is_since_apart:
        yield not_apart(difference.before.name)
    yield from map(_alarm, alarms(difference))


def _alarm(alarm: Alarm) -> str:
    return f"'{alarm.key}' is {alarm.status}, and cited on {', '.join(alarm.pages)}"


def _lines(told: Iterable[Iterable[Line]]) -> Iterator[str]:
    for lines in told:
        for line in lines:
            yield from _line(line)


def _line(line: Line) -> Iterator[str]:
    match line:
        case PageHead(kind, was, path, title):
            quoted = f' "{title}"' if title else ""
            yield f"{_SIGNS[kind]} {kind} {_from(was)}{path}{quoted}"
        case WorkHead(kind, was, key, name, title):
            yield f'{_SIGNS[kind]} {kind} {_from(was)}{key}: {name}, "{title}"'
        case Value(name, before, after):
            yield f"{_INSIDE}{name}: {before or '(none)'} -> {after or '(none)'}"
        case Graded(before, after, verb, pages):
            yield f"{_INSIDE}{_from(before if after else '')}{after or before}; {verb} {', '.join(pages) or 'no page'}"
        case Section(title, citations, works):
            yield f"{_INSIDE}{title or '(no section)'}{': ' if works else ''}{', '.join(works)}"
            yield from (f"{_INSIDE}  {_citation(each)}" for each in citations)
        case Remark(words):
            yield f"{_INSIDE}{words}"


def _from(before: str) -> str:
    return f"{before} -> " if before else ""


def _citation(told: Citation) -> str:
    written = f"{told.before} -> {told.after}" if told.before and told.after else told.before or told.after
    return f'{_SIGNS[told.kind]} {written}  {told.span}  "{told.sentence}"'


def _findings(difference: Difference) -> Iterator[str]:
    told = [*told_findings(difference)]
    if told:
        yield f"before: {_total(difference.before.counts)}; after: {_total(difference.after.counts)}"
    for each in told:
        yield f"{each.name}: {tally(each.findings)}"
        yield from (f"{_INSIDE}{line}" for line in _formatted(each))


def _formatted(told: Findings) -> Iterator[str]:
    for finding in told.findings:
        lines = format_finding(finding).split("\n")
        yield from lines if told.with_hint else lines[:1]


def _total(counts: Mapping[Severity, int]) -> str:
    words = (f"{counts.get(severity, 0)} {severity.name.lower()}" for severity in sorted(Severity, reverse=True))
    return ", ".join(words)
