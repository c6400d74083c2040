"""What makes a finding the same finding after the text around it has changed."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from vademecum.report.order import in_order
from vademecum.text.finding import Finding
from vademecum.text.source import Source

VERSION = 1
"""Changes when equal findings get other fingerprints than before."""

_BYTES = 16


def fingerprints(findings: Iterable[Finding], sources: Mapping[str, Source]) -> dict[Finding, str]:
    """The findings in order, each once, with 32 hexadecimal digits that stay when lines move.

    They stand for the rule, the path, the text of the line without its spacing, and how many equal ones come before
    in the file. Where `sources` does not have the line, the message stands for its text.
    """
    lines: dict[tuple[str, int], str] = {}
    before: Counter[tuple[str, str, str]] = Counter()
    result = {}
    for finding in in_order(findings):
        place = finding.span.path, finding.span.start.line
        # A line is digested once however many findings it has: a file may be one long line.
        if place not in lines:
            words = _words(sources.get(place[0]), place[1])
            lines[place] = "" if words is None else _digest(words)
        context = lines[place] or _digest(finding.message)
        equal = finding.rule.name, finding.span.path, context
        result[finding] = _digest((*equal, before[equal]))
        before[equal] += 1
    return result


def _words(source: Source | None, line: int) -> list[str] | None:
    """The words of a line, or None where there is no such line."""
    last = source.position(len(source.text)).line if source else 0
    if source is None or line > last:
        return None
    end = source.line_start(line + 1) if line < last else len(source.text)
    return source.text[source.line_start(line) : end].split()


def _digest(value: object) -> str:
    """The hash of a value of strings and numbers, written so that no two values are written alike."""
    return blake2b(json.dumps(value).encode("ascii"), digest_size=_BYTES).hexdigest()
