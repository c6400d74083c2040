"""How many of a page's sentences hold a citation.

Counted are the sentences of body prose, list items and table cells, those of comparisons among them; headings, bold
words that open a paragraph as one, titles of boxes and tabs, captions, the heads of tables, questions, and sentences
that are exempted with a reason stand aside. A citation covers its own sentence. What has no full stop, such as an entry
of a list, counts as a sentence if it has five words or a citation.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from vademecum.checks.cited_page import CitedPage
from vademecum.checks.sentences import Sentence, sentences
from vademecum.citation.scan import Call, Candidate, edit, scan
from vademecum.pages.outline_code import cover_comments
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Span

COVERAGE = Rule("citation/coverage", Severity.WARNING, "Fewer of a page's sentences are cited than the site asks for.")

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_FEWEST_WORDS, _FEWEST_WITHOUT_STOP = 2, 5
_CAPTION = re.compile(
    r"[\s*_]*(?:(?:Figure|Fig\.|Table|Photo|Plate|Video|Box)[ \u00a0]?\d+[a-z]?[.:]|(?:Caption|Credit|Photo|Image):)"
)
_RUN_IN_HEADING = re.compile(r"(\*\*|__)[^*_\n]+\1")
_HEAD_OF_TABLE = re.compile(r"[\s>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`{1,8})(?!`)[^`]*(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences a page has that need a source, how many have one, and the first that has none."""

    sentences: int = 0
    cited: int = 0
    first_uncited: Span | None = None

    @property
    def percent(self) -> int:
        """The share of cited sentences, rounded down; 100 for a page that has nothing to cite."""
        return 100 * self.cited // self.sentences if self.sentences else 100


def coverage(page: CitedPage, exempt_lines: Collection[int] = ()) -> Coverage:
    """The coverage of a page. Sentences that begin on one of `exempt_lines` (1-based) stand aside.

    These are the lines for which a reason is given in the page: `<!-- vademecum: ignore citation/coverage: … -->`.
    """
    count = cited = 0
    first: Span | None = None
    for start, end, is_cited in _claims(page):
        span = page.source.span(start, end) if first is None or exempt_lines else None
        if span and span.start.line in exempt_lines:
            continue
        count += 1
        cited += is_cited
        if not is_cited and first is None:
            first = span
    for shown in page.shown:
        if shown.is_claim:
            found, with_source = _claims_in(shown.text)
            count, cited = count + found, cited + with_source
            if found > with_source and first is None:
                first = shown.span
    return Coverage(count, cited, first)


def coverage_findings(page: CitedPage, floor: int, exempt_lines: Collection[int] = ()) -> Iterator[Finding]:
    """A finding at the first uncited sentence of a page whose coverage is below `floor`, in percent: none or one."""
    if floor <= 0:
        return
    found = coverage(page, exempt_lines)
    if found.percent < floor and found.first_uncited:
        message = (
            f"{found.cited} of {found.sentences} sentences are cited ({found.percent} %), "
            f"where the site asks for {floor} %; this is the first without a citation"
        )
        hint = (
            "Give the source of each claim, or say why it needs none: <!-- vademecum: ignore citation/coverage: … -->"
        )
        yield Finding(COVERAGE, found.first_uncited, message, hint)


def _claims(page: CitedPage) -> Iterator[tuple[int, int, bool]]:
    """The start and the end of each sentence that counts, and whether it is cited."""
    covered = masked(page)
    starts = [each.start for each in page.citations]
    aside = {each.start for each in page.outline.headings} | {each.start for each in page.outline.titles}
    for unit in page.outline.units:
        if unit.start in aside or _CAPTION.match(covered, unit.start, unit.end) or _heads_table(page, unit.end):
            continue
        text = covered[unit.start : unit.end].partition("<!--")[0]  # A remark without an end is told as such.
        for sentence in sentences(text):
            start, end = unit.start + sentence.start, unit.start + sentence.end
            is_cited = bisect_left(starts, start) < bisect_left(starts, end)
            if sentence.start == 0 and _RUN_IN_HEADING.fullmatch(text, 0, sentence.end):
                continue
            if _counts(sentence, text, is_cited=is_cited):
                yield start, end, is_cited


def _claims_in(text: str) -> tuple[int, int]:
    """How many sentences of a text out of a file of data count, and how many of them are cited."""
    found = scan(text)
    parts: tuple[Candidate | Call, ...] = (*found.citations, *found.calls)
    edits = [(each.start, each.end, _group(each.end - each.start)) for each in parts]
    covered = edit(text, edits)
    starts = sorted(start for start, _, _ in edits)
    claims = [bisect_left(starts, each.start) < bisect_left(starts, each.end) for each in sentences(covered)]
    counted = [
        is_cited
        for is_cited, each in zip(claims, sentences(covered), strict=True)
        if _counts(each, covered, is_cited=is_cited)
    ]
    return len(counted), sum(counted)


def _counts(sentence: Sentence, text: str, *, is_cited: bool) -> bool:
    if "?" in sentence.sign:
        return False
    if is_cited:
        return True
    fewest = _FEWEST_WORDS if sentence.sign else _FEWEST_WITHOUT_STOP
    words = _WORD.finditer(text, sentence.start, sentence.end)
    return sum(1 for _, _ in zip(range(fewest), words, strict=False)) == fewest


def _heads_table(page: CitedPage, end: int) -> bool:
    """Whether the line on which a cell ends is the head of a table: the next one draws the rule below it."""
    text = page.source.text
    if text[end - 1 : end] != "|" and text[end : end + 1] not in ("|", "\n"):
        return False
    newline = text.find("\n", end)
    if newline < 0 or not text.startswith(("|", ":", "-", " ", "\t", ">"), newline + 1):
        return False
    rule = _HEAD_OF_TABLE.match(text, newline + 1)
    return rule is not None and "|" in rule[0] and "-" in rule[0]


def masked(page: CitedPage) -> str:
    """The prose of the page, as long as the file: citations, macro calls, code and addresses hold no stops.

    A citation between brackets is `[@xx]`, one in the text `Xxx`, so that a sentence may begin with it.
    """
    text = cover_comments(page.outline.prose, " ")
    edits: list[tuple[int, int, str]] = []
    for each in page.citations:
        if not each.is_quoted:
            width = each.end - each.start
            edits.append((each.start, each.end, f"X{'x' * (width - 1)}" if each.cluster.in_text else _group(width)))
    cited = {each.start for each in page.citations}
    edits += ((call.start, call.end, " " * (call.end - call.start)) for call in page.calls if call.start not in cited)
    edits += (
        (link.target_start, link.target_end, "x" * (link.target_end - link.target_start))
        for link in page.outline.links
        if link.target_end > link.target_start
    )
    if "`" in text:
        edits += ((code.start(), code.end(), "x" * (code.end() - code.start())) for code in _CODE.finditer(text))
    pieces: list[str] = []
    last = 0
    for start, end, new in sorted(edits):
        if start >= last:
            pieces += text[last:start], new
            last = end
    return "".join((*pieces, text[last:]))


def _group(width: int) -> str:
    return f"[@{'x' * max(width - 3, 0)}]"
