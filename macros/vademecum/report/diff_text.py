"""What a change does, for a person at a terminal."""

from collections.abc import Iterator, Mapping

from vademecum.pages.evidence_diff import PageChange
from vademecum.pages.evidence_diff_citations import CitationChange
from vademecum.pages.evidence_diff_works import WorkChange
from vademecum.report.diff import Difference
from vademecum.report.diff_words import (
    FETCH,
    NOT_APART,
    NOTHING,
    alarms,
    by_section,
    citation,
    grade_words,
    keys_of,
    says_nothing_new,
    summary,
)
from vademecum.report.order import tally
from vademecum.report.text import format_finding
from vademecum.report.visible import visible, visible_lines
from vademecum.text.finding import Finding, Severity

_SIGNS = {"added": "+", "removed": "-", "re-pointed": "~", "cited otherwise": "~", "renamed": ">", "changed": "~"}


def format_diff_text(difference: Difference) -> str:
    """All of it, a part each for pages, works, hosts and findings."""
    head = f"from {difference.before} to {difference.after}"
    parts = [
        [head, *([f"  {line}" for line in summary(difference)] or [NOTHING])],
        [f"warning: {line}" for line in _alarms(difference)],
        _titled("Pages", (line for page in difference.evidence.pages for line in _page(page))),
        _titled("Works", (line for work in difference.evidence.works for line in _work(work))),
        _titled("New hosts of links", (f"{host}  {span}" for host, span in difference.evidence.hosts)),
        _titled("Findings", _findings(difference)),
    ]
    return "\n\n".join(visible_lines("\n".join(map(visible, lines))) for lines in parts if lines)


def not_apart(base: str) -> str:
    """What to say where the state before is none that both have in common."""
    return NOT_APART.format(f"'{base}'", f"'{FETCH}'")


def _titled(title: str, lines: Iterator[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [title, *found] if found else []


def _alarms(difference: Difference) -> Iterator[str]:
    if not difference.is_since_apart:
        yield not_apart(difference.before.name)
    for work in alarms(difference):
        yield f"'{work.key}' is {work.grade_after.status}, and cited on {', '.join(work.pages)}"


def _page(page: PageChange) -> Iterator[str]:
    title = f' "{page.title}"' if page.title else ""
    came = f"{page.was} -> " if page.was else ""
    yield f"{_SIGNS[page.kind]} {page.kind} {came}{page.path}{title}"
    for value in page.values:
        yield f"    {value.name}: {value.before or '(none)'} -> {value.after or '(none)'}"
    for section, changes in by_section(page).items():
        if page.kind in ("added", "removed"):
            yield f"    {section or '(no section)'}: {', '.join(keys_of(changes))}"
            continue
        yield f"    {section or '(no section)'}"
        for change in changes:
            yield f"      {_citation(change)}"
    if page.kind in ("added", "removed") and not page.citations:
        yield "    cites nothing"
    elif says_nothing_new(page) and page.kind == "changed":
        yield "    its words only: no citation leads elsewhere"


def _citation(change: CitationChange) -> str:
    before, after = citation(change.before, change.manner_before), citation(change.after, change.manner_after)
    told = f"{before} -> {after}" if change.before and change.after else after if change.after else before
    return f'{_SIGNS[change.kind]} {told}  {change.span}  "{change.sentence}"'


def _work(work: WorkChange) -> Iterator[str]:
    came = f"{work.was} -> " if work.was else ""
    yield f'{_SIGNS[work.kind]} {work.kind} {came}{work.key}: {work.name}, "{work.title}"'
    if work.kind == "added":
        yield f"    {grade_words(work.grade_after)}; {_cited(work, 'cited on')}"
    elif work.kind == "removed":
        yield f"    {grade_words(work.grade_before)}; {_cited(work, 'was cited on')}"
    elif work.is_graded_otherwise:
        yield f"    {grade_words(work.grade_before)} -> {grade_words(work.grade_after)}; {_cited(work, 'cited on')}"
    for each in work.other_fields:
        yield f"    {each.name}: {each.before or '(none)'} -> {each.after or '(none)'}"


def _cited(work: WorkChange, verb: str) -> str:
    return f"{verb} {', '.join(work.pages) if work.pages else 'no page'}"


def _findings(difference: Difference) -> Iterator[str]:
    if not (difference.new or difference.mended):
        return
    before, after = _total(difference.before.counts), _total(difference.after.counts)
    yield f"before: {before}; after: {after}"
    for mark, findings in (("new", difference.new), ("mended", difference.mended)):
        if findings:
            yield f"{mark}: {tally(findings)}"
        for finding in findings:
            yield from (f"    {line}" for line in _finding(finding, with_hint=mark == "new"))


def _finding(finding: Finding, *, with_hint: bool) -> list[str]:
    lines = format_finding(finding).split("\n")
    return lines if with_hint else lines[:1]


def _total(counts: Mapping[Severity, int]) -> str:
    words = (f"{counts.get(severity, 0)} {severity.name.lower()}" for severity in sorted(Severity, reverse=True))
    return ", ".join(words)
