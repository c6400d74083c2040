"""What a change does, as one comment on a pull request that is written anew whenever the change is.

All that comes from elsewhere stands in code, where nothing is markup, mention or link.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from vademecum.pages.evidence_diff import PageChange
from vademecum.pages.evidence_diff_citations import CitationChange
from vademecum.pages.evidence_diff_works import WorkChange
from vademecum.report.diff import Difference, Suggestion
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
        *(f"> [!WARNING]\n> {line}" for line in _alarms(difference)),
        *_titled("Findings", _findings(difference)),
        *map(_suggestion, difference.suggestions[:_MOST_SUGGESTIONS]),
        *_titled("Pages", (_page(page) for page in difference.evidence.pages)),
        *_titled("Works", (_work(work) for work in difference.evidence.works)),
        *_titled("New hosts of links", _hosts(difference)),
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


def _alarms(difference: Difference) -> Iterator[str]:
    if not difference.is_since_apart:
        yield NOT_APART.format(_code(difference.before.name), _code(FETCH))
    for work in alarms(difference):
        pages = ", ".join(map(_code, work.pages))
        yield f"{_code(work.key)} is {work.grade_after.status}, and cited on {pages}."


def _page(page: PageChange) -> str:
    came = f"{_code(page.was)} → " if page.was else ""
    title = f" {_code(page.title)}" if page.title else ""
    lines = [f"**{page.kind.capitalize()}** {came}{_code(page.path)}{title}", ""]
    lines += [f"- {_code(each.name)}: {_value(each.before)} → {_value(each.after)}" for each in page.values]
    for section, changes in by_section(page).items():
        name = _code(section) if section else "above the first heading"
        if page.kind in ("added", "removed"):
            lines.append(f"- {name}: {', '.join(map(_code, keys_of(changes)))}")
        else:
            lines.append(f"- {name}")
            lines += [f"  - {_citation(change)}" for change in changes[:_MOST_CITATIONS]]
            if len(changes) > _MOST_CITATIONS:
                lines.append(f"  - and {len(changes) - _MOST_CITATIONS} more")
    if page.kind in ("added", "removed") and not page.citations:
        lines.append("- cites nothing")
    elif says_nothing_new(page) and page.kind == "changed":
        lines.append("- its words only: no citation leads elsewhere")
    return "\n".join(lines).rstrip()


def _citation(change: CitationChange) -> str:
    before, after = citation(change.before, change.manner_before), citation(change.after, change.manner_after)
    if change.before and change.after:
        told = f"{_code(before)} → {_code(after)}"
    else:
        told = _code(after if change.after else before)
    where = f"line {change.span.start.line}" if change.kind != "removed" else f"was line {change.span.start.line}"
    return f"**{change.kind}** {told}, {where}: {_code(change.sentence) if change.sentence else '(no sentence)'}"


def _work(work: WorkChange) -> str:
    came = f"{_code(work.was)} → " if work.was else ""
    lines = [f"**{work.kind.capitalize()}** {came}{_code(work.key)}: {_code(f'{work.name}, {work.title}')}", ""]
    pages = ", ".join(map(_code, work.pages)) or "no page"
    if work.kind == "added":
        lines.append(f"- {_code(grade_words(work.grade_after))}; cited on {pages}")
    elif work.kind == "removed":
        lines.append(f"- {_code(grade_words(work.grade_before))}; was cited on {pages}")
    elif work.is_graded_otherwise:
        before, after = grade_words(work.grade_before), grade_words(work.grade_after)
        lines.append(f"- {_code(before)} → {_code(after)}; cited on {pages}")
    lines += [f"- {_code(each.name)}: {_value(each.before)} → {_value(each.after)}" for each in work.other_fields]
    return "\n".join(lines).rstrip()


def _hosts(difference: Difference) -> Iterator[str]:
    hosts = difference.evidence.hosts
    yield "\n".join(f"- {_code(host)}, first at {_code(str(span))}" for host, span in hosts)


def _findings(difference: Difference) -> Iterator[str]:
    if difference.new:
        yield _listed("New", map(_finding, by_importance(difference.new)), difference.new)
    if difference.mended:
        yield _listed("Mended", (_finding(each, with_hint=False) for each in difference.mended), difference.mended)


def _listed(title: str, lines: Iterable[str], findings: Sequence[Finding]) -> str:
    more = len(findings) - _MOST_FINDINGS
    rest = [f"- and {more} more"] if more > 0 else []
    return "\n".join([f"**{title}**: {tally(findings)}", "", *islice(lines, _MOST_FINDINGS), *rest])


def _finding(finding: Finding, *, with_hint: bool = True) -> str:
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


def _code(text: str) -> str:
    """A text as a code span (CommonMark 0.31, section 6.1) on one line: delimiters longer than any in it."""
    shown = visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…") or " "
    ticks = fence(shown)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"
