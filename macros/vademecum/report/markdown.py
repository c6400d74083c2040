"""Findings as Markdown, for the summary of a job: how many, where, and each of them in full.

All that comes from elsewhere stands in code, where nothing is markup, mention or link.
"""

import re
from collections import Counter
from collections.abc import Iterable

from vademecum.report.fence import fence
from vademecum.report.order import by_file, in_order, tally
from vademecum.report.report import Report
from vademecum.report.text import describe
from vademecum.report.visible import visible
from vademecum.text.finding import Finding, Severity

MOST_BYTES = 900_000
"""GitHub refuses a summary of more than a mebibyte."""

MOST_ROWS = 500
"""A longer table of files is cut, which a last row says."""

_FRAME = 50
"""What a heading and a fence take beside the path and the texts."""

_DELIMITERS = re.compile(r"[`|\\]")
_OTHERS = re.compile(r"[^A-Za-z0-9 /]")


def format_markdown(report: Report) -> str:
    """A heading with the counts, a table of the files, and below it the findings, file by file, as text.

    What would make it too large for GitHub is left out, and the last line says how much that is.
    """
    findings = in_order(report.findings)
    total = tally(findings)
    heading = f"## {total[0].upper()}{total[1:]}"
    files = by_file(findings)
    parts = [heading, _table(files)] if files else [heading]
    room = MOST_BYTES - sum(_size(part) for part in parts)
    left = len(findings)
    for path, found in files.items():
        texts = _fitting((describe(finding, report.sources) for finding in found), room - _size(_code(path)) - _FRAME)
        part = _details(path, texts)
        room -= _size(part)
        # The fence around a long run of backticks is as long as the run.
        if room < 0 or not texts:
            break
        parts.append(part)
        left -= len(texts)
        if len(texts) < len(found):
            break
    if left:
        parts.append(f"Too much to show here: {left} of {len(findings)}.")
    return "\n\n".join(parts)


def _table(files: dict[str, list[Finding]]) -> str:
    rows = ["| File | Errors | Warnings | For information |", "| --- | ---: | ---: | ---: |"]
    for path, found in list(files.items())[:MOST_ROWS]:
        counts = Counter(finding.severity for finding in found)
        numbers = (str(counts[severity]) for severity in sorted(Severity, reverse=True))
        rows.append(f"| {_cell(path)} | {' | '.join(numbers)} |")
    if len(files) > MOST_ROWS:
        rows.append(f"| and {len(files) - MOST_ROWS} more | | | |")
    return "\n".join(rows)


def _fitting(texts: Iterable[str], room: int) -> list[str]:
    """The first of the texts, as many as `room` bytes hold."""
    fitting = []
    for text in texts:
        room -= _size(text)
        if room < 0:
            break
        fitting.append(text)
    return fitting


def _details(path: str, texts: list[str]) -> str:
    text = "\n\n".join(texts)
    ticks = fence(text, 3)
    return f"### {_code(path)}\n\n{ticks}text\n{text}\n{ticks}"


def _cell(path: str) -> str:
    """A path in a cell of a table. Readers differ on how a bar or a backslash in code is escaped there."""
    if _DELIMITERS.search(path):
        return _OTHERS.sub(lambda match: f"&#{ord(match[0])};", visible(path))
    return _code(path)


def _code(path: str) -> str:
    """A path as a code span (CommonMark 0.31, section 6.1): delimiters longer than any in it, blanks kept."""
    text = visible(path) or "(no file)"
    ticks = fence(text)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _size(part: str) -> int:
    return len(part.encode("utf-8")) + len("\n\n")
