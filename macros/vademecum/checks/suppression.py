"""Findings that an author has looked at and lets stand, for a reason and perhaps until a day.

`<!-- vademecum: ignore RULE until 2027-06-30: reason -->` in a page, `% vademecum: ignore RULE: reason` in a BibTeX
file, `# vademecum: ignore …` in YAML. It holds for its own line and the next that is not empty, above an entry for the
whole entry; `ignore-file` holds for the file. Several rules are separated by commas; `link/*` is all of a kind.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from vademecum.bibliography.bibtex.blocks import cut
from vademecum.pages.outline_code import COVER, cover_code
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.markdown_code import fenced_blocks
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Source, Span

MALFORMED = Rule("suppression/malformed", Severity.ERROR, "A remark that lets findings stand cannot be read.")
UNKNOWN_RULE = Rule("suppression/unknown-rule", Severity.WARNING, "A remark lets a rule stand that does not exist.")
EXPIRED = Rule("suppression/expired", Severity.WARNING, "The day is past until which a finding may stand.")
UNUSED = Rule("suppression/unused", Severity.INFO, "A remark lets findings stand that are not there.")

_REMARK = re.compile(
    r"(?P<sign><!--|%|#)[ \t]*+vademecum:[ \t]*+ignore(?P<file>-file)?\b"
    r"(?P<rest>(?:(?!-->)[^\n])*+)(?P<end>-->)?"
)
_REST = re.compile(
    r"[ \t]+(?P<rules>[\w/*-]+(?:[ \t]*,[ \t]*[\w/*-]+)*)"
    r"(?:[ \t]+until[ \t]+(?P<until>\S+?))?[ \t]*:[ \t]*(?P<reason>\S.*)"
)
_BIBTEX = (".bib", ".bibtex", ".biblatex")
GUARDS = frozenset(
    (
        *("page/unsafe-element", "page/event-handler", "page/unsafe-link", "page/unsafe-style"),
        *("link/unsafe-link", "html/unsafe-link", "html/third-party", "html/active-drawing", "html/broken-drawing"),
    )
)
"""The rules that keep readers from what runs, loads or sends something; of a stranger's change all must hold."""
_LINE = re.compile(r"\n([^\n]*)")
_FORM = "Write 'vademecum: ignore RULE: reason', or 'ignore RULE until YEAR-MONTH-DAY: reason'."


@dataclass(slots=True)
class _Suppression:
    rules: tuple[str, ...]
    lines: range | None
    """None for the whole file."""
    span: Span
    was_used: bool = False

    def names(self, name: str) -> bool:
        """Whether it speaks of the rule called `name`."""
        return any(rule == name or (rule.endswith("/*") and name.startswith(rule[:-1])) for rule in self.rules)

    def covers(self, finding: Finding) -> bool:
        """Whether it lets `finding` stand."""
        return (self.lines is None or finding.span.start.line in self.lines) and self.names(finding.rule.name)


@dataclass(slots=True)
class Suppressions:
    """The remarks of all files, and which of them were needed."""

    _by_path: dict[str, list[_Suppression]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    """What is wrong with the remarks themselves."""
    unheard: Collection[str] = ()
    """The rules that no remark lets stand."""

    def read(self, source: Source, today: date, rules: Collection[str]) -> None:
        """Take in the remarks of a file. `rules` are the names of those that exist."""
        if "vademecum:" not in source.text:
            return
        remarks = [*remarks_in(source)]
        for remark, spoken in zip(remarks, _lines(remarks, source), strict=True):
            span = source.span(remark.start(), remark.end())
            written = remark["rest"] if remark["sign"] == "<!--" else remark["rest"] + (remark["end"] or "")
            rest = _REST.fullmatch(written.rstrip())
            until = _day(rest["until"]) if rest and rest["until"] else None
            if not rest or (rest["until"] and until is None):
                self.findings.append(Finding(MALFORMED, span, "this remark cannot be read, or gives no reason", _FORM))
                continue
            names = tuple(name.strip() for name in rest["rules"].split(","))
            unknown = list(_unknown(names, rules, span))
            self.findings += unknown
            if len(unknown) == len(names):
                continue
            if until and until < today:
                message = f"{', '.join(names)} may stand until {until.isoformat()}, which is past"
                self.findings.append(Finding(EXPIRED, span, message, "Look at it again; mend it or set another day."))
                continue
            lines = None if remark["file"] else spoken
            self._by_path.setdefault(source.path, []).append(_Suppression(names, lines, span))

    def left(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that no remark lets stand."""
        for finding in findings:
            covering = [each for each in self._by_path.get(finding.span.path, ()) if each.covers(finding)]
            if finding.rule.name in self.unheard:
                yield finding
                continue
            for each in covering:
                each.was_used = True
            if not covering:
                yield finding

    def lines(self, path: str, rule: str) -> frozenset[int]:
        """The lines of a file in which a rule may stand; whoever asks makes use of all these remarks."""
        lines: set[int] = set()
        for each in self._by_path.get(path, ()):
            if each.lines is not None and each.names(rule):
                each.was_used = True
                lines.update(each.lines)
        return frozenset(lines)

    def unused(self, not_asked: Collection[str] = ()) -> Iterator[Finding]:
        """A finding for each remark that let nothing stand; to be asked when all findings were seen.

        `not_asked` are the kinds of rules that were left out: what they would have found is not known.
        """
        for suppressions in self._by_path.values():
            for each in suppressions:
                if not each.was_used and not any(rule.partition("/")[0] in not_asked for rule in each.rules):
                    yield Finding(
                        UNUSED, each.span, f"nothing here breaks {', '.join(each.rules)}", "Remove the remark."
                    )


def remarks_in(source: Source) -> Iterator[re.Match[str]]:
    """The remarks of a file; what a page shows in code is none."""
    text = source.text
    is_page = _is_page(source)
    blocks = [*fenced_blocks(text, 0)] if is_page else []
    for remark in _REMARK.finditer(text):
        start = remark.start()
        line = text.rfind("\n", 0, start) + 1
        end = text.find("\n", remark.end())
        is_code = is_page and cover_code(text[line : end if end >= 0 else len(text)])[start - line] == COVER
        if not is_code and not any(first <= start < end for first, end in blocks):
            yield remark


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unknown(names: tuple[str, ...], rules: Collection[str], span: Span) -> Iterator[Finding]:
    for name in names:
        is_kind = name.endswith("/*") and any(rule.startswith(name[:-1]) for rule in rules)
        if name not in rules and not is_kind:
            near = nearest_name(name, rules)
            hint = f"Did you mean '{near}'?" if near else "The rules are listed in the rule catalogue."
            yield Finding(UNKNOWN_RULE, span, f"there is no rule '{name}'", hint)


def is_remark(comment: str) -> bool:
    """Whether a comment of a page is a remark to the checks."""
    return bool(_REMARK.fullmatch(comment.strip()))


def _is_page(source: Source) -> bool:
    return not source.path.lower().endswith((*_BIBTEX, ".yml", ".yaml"))


def _lines(remarks: Sequence[re.Match[str]], source: Source) -> list[range]:
    """The lines that each remark speaks of: its own and the next with something in it, or a whole entry."""
    text, is_page = source.text, _is_page(source)
    entries = [block for block in cut(text) if block.type] if source.path.lower().endswith(_BIBTEX) else []
    starts = [block.start for block in entries]
    spoken: list[range] = []
    behind, last = len(text) + 1, -1  # The place behind the next remark, and where what it speaks of ends.
    for remark in reversed(remarks):
        found = _next_text(text, remark.end(), behind, is_page=is_page)
        if found is not None:
            at = bisect_right(starts, found) - 1
            is_entry = at >= 0 and text[entries[at].start : found].strip() == "" and entries[at].end > found
            last = max(entries[at].end - 1, found) if is_entry else found
        elif last < 0:
            last = remark.end()
        spoken.append(range(source.position(remark.start()).line, source.position(last).line + 1))
        behind = remark.start()
    return spoken[::-1]


def _next_text(text: str, start: int, end: int, *, is_page: bool) -> int | None:
    """Where the next line begins that is neither empty nor a remark; None where none begins before `end`."""
    for line in _LINE.finditer(text, start, end):
        stripped = line[1].strip()
        is_comment = not is_page and stripped.startswith(("%", "#"))
        if stripped and not is_comment and not _REMARK.match(stripped):
            return line.start(1) + len(line[1]) - len(line[1].lstrip())
    return None
