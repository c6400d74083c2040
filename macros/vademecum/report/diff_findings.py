"""Which findings a change brings and which it mends, and what would mend those in the lines that it touches."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from vademecum.report.diff import Suggestion
from vademecum.report.fingerprint import fingerprints
from vademecum.report.order import in_order
from vademecum.report.visible import visible_lines
from vademecum.text.finding import Edit, Finding
from vademecum.text.source import Source

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w])")
_MOST_LINES = 10
"""A longer suggestion is none that a person takes in at a glance."""


def changed_findings(
    before: tuple[Iterable[Finding], Mapping[str, Source]],
    after: tuple[Iterable[Finding], Mapping[str, Source]],
    moves: Mapping[str, str],
    keys: Mapping[str, str],
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that are new, and those that are no more, each with its text.

    A finding is the same as before where its line is, or where a file has as many that say the same, numbers aside.
    `moves` are the new paths of files by their old ones, `keys` the new keys of works.
    """
    then = {}
    for finding in in_order(before[0]):
        path = moves.get(finding.span.path, finding.span.path)
        then[replace(finding, span=replace(finding.span, path=path))] = finding
    texts = {moves.get(path, path): source for path, source in before[1].items()}
    old, new = fingerprints(then, texts), fingerprints(after[0], after[1])
    known = set(old.values())
    marks = set(new.values())
    gone = [finding for finding, mark in old.items() if mark not in marks]
    come = [finding for finding, mark in new.items() if mark not in known]
    said = Counter(_said(finding, keys) for finding in gone) & Counter(_said(finding, {}) for finding in come)
    left_gone = [*_without(gone, Counter(said), keys)]
    left_come = [*_without(come, Counter(said), {})]
    return tuple(left_come), tuple(then[finding] for finding in left_gone)


def _said(finding: Finding, keys: Mapping[str, str]) -> tuple[str, str, str]:
    message = finding.message
    for key, name in keys.items():
        if key in message:
            message = re.sub(rf"(?<![\w-]){re.escape(key)}(?![\w-])", lambda _, name=name: name, message)  # type: ignore[misc]  # a default
    return finding.rule.name, finding.span.path, _NUMBER.sub("0", message)


def _without(
    findings: list[Finding], said: Counter[tuple[str, str, str]], keys: Mapping[str, str]
) -> Iterator[Finding]:
    for finding in findings:
        name = _said(finding, keys)
        if said[name]:
            said[name] -= 1
        else:
            yield finding


def suggestions(
    findings: Iterable[Finding],
    before: Mapping[str, Source],
    after: Mapping[str, Source],
    moves: Mapping[str, str],
) -> tuple[Suggestion, ...]:
    """What lines should be that a change has touched, where findings know it for certain.

    A fix is left out where it also touches a line that the change has not, or where another touches the same lines;
    and where the lines hold characters that act, which nobody would see whom a comment offers them.
    """
    former = {new: old for old, new in moves.items()}
    touched: dict[str, frozenset[int]] = {}
    wanted: defaultdict[str, list[tuple[int, int, Finding]]] = defaultdict(list)
    for finding in in_order(findings):
        paths = {edit.span.path for edit in finding.fix}
        if len(paths) != 1 or not paths <= after.keys():
            continue
        path = paths.pop()
        if path not in touched:
            touched[path] = _touched(before.get(former.get(path, path)), after[path])
        first = min(edit.span.start.line for edit in finding.fix)
        last = max(_last_line(edit) for edit in finding.fix)
        if last - first < _MOST_LINES and touched[path].issuperset(range(first, last + 1)):
            wanted[path].append((first, last, finding))
    found = (each for path in sorted(wanted) for each in _of_file(after[path], wanted[path]))
    return tuple(each for each in found if _is_plain(each.text))


def _is_plain(text: str) -> bool:
    """Whether nothing in a text acts but tabs and line ends."""
    shown = text.replace("\t", " ")
    return visible_lines(shown) == shown


def _last_line(edit: Edit) -> int:
    """The last line that an edit touches: what ends with a line touches the next one as little as it can."""
    end = edit.span.end
    return (
        end.line - 1 if end.column == 1 and end.line > edit.span.start.line and edit.text.endswith("\n") else end.line
    )


def _touched(old: Source | None, new: Source) -> frozenset[int]:
    """The numbers of the lines that a file did not have before."""
    known = Counter(old.text.split("\n") if old else ())
    lines = set()
    for number, line in enumerate(new.text.split("\n"), 1):
        if known[line]:
            known[line] -= 1
        else:
            lines.add(number)
    return frozenset(lines)


def _of_file(source: Source, wanted: list[tuple[int, int, Finding]]) -> Iterator[Suggestion]:
    taken = 0
    group: list[tuple[int, int, Finding]] = []
    for each in sorted(wanted, key=lambda each: each[:2]):
        if group and each[0] > taken:
            yield _joined(source, group)
            group = []
        if not group or not _meet(each[2], [other for _, _, other in group]):
            group.append(each)
            taken = max(taken, each[1])
    if group:
        yield _joined(source, group)


def _meet(finding: Finding, others: Iterable[Finding]) -> bool:
    """Whether a fix touches what another touches."""
    return any(
        edit.span.start <= other.span.end and other.span.start <= edit.span.end
        for each in others
        for other in each.fix
        for edit in finding.fix
    )


def _joined(source: Source, group: list[tuple[int, int, Finding]]) -> Suggestion:
    """All fixes of neighbouring lines in one."""
    first, last = min(each[0] for each in group), max(each[1] for each in group)
    edits = sorted({edit for _, _, finding in group for edit in finding.fix}, key=lambda edit: edit.span.start)
    start = source.line_start(first)
    is_last = last >= source.position(len(source.text)).line
    end = len(source.text) if is_last else source.line_start(last + 1) - 1
    pieces, at = [], start
    for edit in edits:
        pieces += [source.text[at : source.offset(edit.span.start)], edit.text]
        at = source.offset(edit.span.end)
    text = "".join((*pieces, source.text[at:end] if at <= end else "")).removesuffix("\n" if at > end else "")
    rules = tuple(dict.fromkeys(finding.rule.name for _, _, finding in group))
    return Suggestion(source.path, first, last, text, rules)
