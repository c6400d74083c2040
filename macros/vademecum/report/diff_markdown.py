"""What a change does, as one comment on a pull request that is written anew whenever the change is.

All that comes from elsewhere stands in code, where nothing is markup, mention or link.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from vademecum.report.diff import Difference, Suggestion
from vademecum.report.diff_told import (
    Alarm,
    Citation,
    Findings,
    Graded,
    Host,
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
from vademecum.report.fence import fence
from vademecum.report.order import by_importance, tally
from vademecum.report.visible import visible
from vademecum.text.finding import Finding

MARKER = "<!-- vademecum-diff -->"
"""The first line, by which a program finds the comment that it wrote before."""
MOST_CHARACTERS = 60_000
"""GitHub refuses a comment of more than 65,536 characters."""
_LONGEST = 300
_MOST_FINDINGS, _MOST_CITATIONS, _MOST_SUGGESTIONS = 40, 60, 20
"""How many of each are told: a comment is for a person to read."""
_CUT = "There is more than a comment can hold; 'vademecum diff' on a computer shows all of it."


def format_diff_markdown(difference: Difference) -> str:
    """A summary, and below it what happened to pages, works, links and findings; what has no room is left out."""
    head = [
        MARKER,
        "## What this change does to the evidence",
        f"From {_code(str(difference.before))} to {_code(str(difference.after))}.",
        "\n".join(map(_summed, summary(difference))) or NOTHING,
    ]
    parts = [
        *(f"> [!WARNING]\n> {line}" for line in _warnings(difference)),
        *_titled("Findings", map(_findings, told_findings(difference))),
        *map(_suggestion, difference.suggestions[:_MOST_SUGGESTIONS]),
        *_titled("Pages", map(_item, told_pages(difference))),
        *_titled("Works", map(_item, told_works(difference))),
        *_titled("New hosts of links", _hosts(told_hosts(difference))),
    ]
    return "\n\n".join((*head, *_fitting(parts, MOST_CHARACTERS - sum(map(len, head)))))


def _fitting(parts: Iterable[str], room: int) -> Iterator[str]:
    room -= len(_CUT)
    for part in parts:
        room -= len(part) + 2
        if room < 0:
            yield _CUT
            return
        yield part


def _summed(line: str) -> str:
    """A line of the summary; of what is in it, only the names of settings are a stranger's."""
    name, colon, rest = line.partition(": ")
    if not colon:
        return f"- {line}"
    told = ", ".join(map(_code, rest.split(", "))) if name == "settings changed" else rest
    return f"- **{name[0].upper()}{name[1:]}**: {told}"


def _titled(title: str, parts: Iterable[str]) -> list[str]:
    found = [part for part in parts if part]
    return [f"### {title}", *found] if found else []


def _warnings(difference: Difference) -> Iterator[str]:
    if not difference.is_since_apart:
        yield NOT_APART.format(_code(difference.before.name), _code(FETCH))
    yield from map(_alarm, alarms(difference))


def _alarm(alarm: Alarm) -> str:
    return f"{_code(alarm.key)} is {alarm.status}, and cited on {_codes(alarm.pages)}."


def _item(lines: Iterable[Line]) -> str:
    """A page or a work: its head, and a list of the rest."""
    return "\n".join(each for line in lines for each in _line(line)).rstrip()


def _line(line: Line) -> Iterator[str]:
    match line:
        case PageHead(kind, was, path, title):
            yield f"**{kind.capitalize()}** {_from(was)}{_code(path)}{f' {_code(title)}' if title else ''}"
            yield ""
        case WorkHead(kind, was, key, name, title):
            yield f"**{kind.capitalize()}** {_from(was)}{_code(key)}: {_code(f'{name}, {title}')}"
            yield ""
        case Value(name, before, after):
            yield f"- {_code(name)}: {_value(before)} → {_value(after)}"
        case Graded(before, after, verb, pages):
            grades = f"{_from(before if after else '')}{_code(after or before)}"
            yield f"- {grades}; {verb} {_codes(pages) or 'no page'}"
        case Section(title, citations, works):
            name = _code(title) if title else "above the first heading"
            yield f"- {name}{': ' if works else ''}{_codes(works)}"
            yield from (f"  - {_citation(each)}" for each in citations[:_MOST_CITATIONS])
            if len(citations) > _MOST_CITATIONS:
                yield f"  - and {len(citations) - _MOST_CITATIONS} more"
        case Remark(words):
            yield f"- {words}"


def _from(before: str) -> str:
    return f"{_code(before)} → " if before else ""


def _citation(told: Citation) -> str:
    written = f"{_from(told.before if told.after else '')}{_code(told.after or told.before)}"
    where = f"{'line' if told.after else 'was line'} {told.span.start.line}"
    return f"**{told.kind}** {written}, {where}: {_code(told.sentence) if told.sentence else '(no sentence)'}"


def _hosts(hosts: Iterable[Host]) -> Iterator[str]:
    yield "\n".join(f"- {_code(host.name)}, first at {_code(str(host.span))}" for host in hosts)


def _findings(told: Findings) -> str:
    """The most important ones of those that are new; all have a room that ends somewhere."""
    findings = by_importance(told.findings) if told.with_hint else told.findings
    more = len(told.findings) - _MOST_FINDINGS
    rest = [f"- and {more} more"] if more > 0 else []
    lines = (_finding(each, with_hint=told.with_hint) for each in findings)
    title = f"**{told.name.capitalize()}**: {tally(told.findings)}"
    return "\n".join([title, "", *islice(lines, _MOST_FINDINGS), *rest])


def _finding(finding: Finding, *, with_hint: bool) -> str:
    line = f"- {finding.severity.name.lower()} at {_code(str(finding.span))}: {_code(finding.message)}"
    hint = f"\n  {_code(finding.hint)}" if finding.hint and with_hint else ""
    return f"{line} ({finding.rule.name}){hint}"


def _suggestion(each: Suggestion) -> str:
    """What GitHub offers as one click where it stands in a review of these lines, and what a person can copy."""
    ticks = fence(each.text, 3)
    lines = f"line {each.first}" if each.first == each.last else f"lines {each.first} to {each.last}"
    return f"A certain fix for {_code(each.path)}, {lines}:\n\n{ticks}suggestion\n{each.text}\n{ticks}"


def _value(text: str) -> str:
    return _code(text) if text else "(none)"


def _codes(texts: Iterable[str]) -> str:
    return ", ".join(map(_code, texts))


def _code(text: str) -> str:
    """A text as a code span (CommonMark 0.31, section 6.1) on one line: delimiters longer than any in it."""
    shown = visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…") or " "
    ticks = fence(shown)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"
