"""Findings for a person at a terminal: `path:line:column: severity: message [rule]`, the place and the hint below."""

from collections import Counter
from collections.abc import Mapping

from vademecum.report.excerpt import excerpt
from vademecum.report.order import in_order, tally
from vademecum.report.report import Report
from vademecum.report.visible import visible, visible_lines
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _DIM = "1", "2"
_GUTTER = 5
_INDENT = "    "
# In a job's log a line that begins with a stranger's words could be taken for a workflow command.
_REMARK = f"{'':>{_GUTTER}} = "


def format_finding(finding: Finding) -> str:
    """One finding in one line, and its hint indented below where it has one."""
    return "\n".join((_headline(finding, color=False), *_hint(finding, _INDENT)))


def describe(finding: Finding, sources: Mapping[str, Source], *, color: bool = False) -> str:
    """One finding with the line it stands in, where `sources` has it, and its hint."""
    return "\n".join(
        (_headline(finding, color=color), *_place(finding, sources, color=color), *_hint(finding, _REMARK))
    )


def format_text(report: Report, *, color: bool = False, most: int | None = None) -> str:
    """All findings, in order, a blank line after each, and at the end how many they are.

    With `color`, severities, paths and marks stand in the colours of ECMA-48, section 8.3.117 (SGR). Of a rule that
    has more than `most` findings for information, these are counted in one line behind the others, so that nothing
    that must be mended is lost among them.
    """
    findings = in_order(report.findings)
    total = tally(findings)
    if not findings:
        return f"{total.capitalize()}."
    counts = Counter(finding.rule for finding in findings if finding.severity is Severity.INFO)
    counted = {rule: count for rule, count in counts.items() if most is not None and count > most}
    told = (each for each in findings if each.severity is not Severity.INFO or each.rule not in counted)
    described = [describe(finding, report.sources, color=color) for finding in told]
    described += [_counted(rule, count, color=color) for rule, count in counted.items()]
    files = len({finding.span.path for finding in findings})
    return "\n\n".join((*described, f"{total} in {files} {'files' if files > 1 else 'file'}."))


def _counted(rule: Rule, count: int, *, color: bool) -> str:
    """Many findings for information of one rule, in one line, and how to see them."""
    severity = _paint("info:", _COLOURS[Severity.INFO], color=color)
    name = _paint(f"[{rule.name}]", _DIM, color=color)
    return f"{severity} {count} times: {rule.summary} {name}\n{_REMARK}'--select {rule.name}' shows each of them."


def _headline(finding: Finding, *, color: bool) -> str:
    place = _paint(visible(str(finding.span)), _BOLD, color=color)
    severity = _paint(f"{finding.severity.name.lower()}:", _COLOURS[finding.severity], color=color)
    rule = _paint(f"[{finding.rule.name}]", _DIM, color=color)
    return f"{place}: {severity} {visible(finding.message)} {rule}"


def _place(finding: Finding, sources: Mapping[str, Source], *, color: bool) -> list[str]:
    source = sources.get(finding.span.path)
    shown = excerpt(source, finding.span) if source else None
    if shown is None:
        return []
    mark = _paint(shown.mark.lstrip(), _COLOURS[finding.severity], color=color)
    indent = shown.mark[: -len(shown.mark.lstrip())]
    rows = ((str(finding.span.start.line), shown.text), ("", indent + mark))
    return [f"{number:>{_GUTTER}} | {row}".rstrip() for number, row in rows]


def _hint(finding: Finding, indent: str) -> list[str]:
    return [f"{indent}{line}" for line in visible_lines(finding.hint).split("\n")] if finding.hint else []


def _paint(text: str, code: str, *, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text
