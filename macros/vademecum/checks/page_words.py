"""Words that should not stand in a page: promises, what was to be replaced, a word twice in a row."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.checks.page_vocabulary import NEVER_TWICE, SOMETIMES_TWICE
from vademecum.text.finding import Edit, Finding, Rule, Severity

PROMISE = Rule("page/promise", Severity.WARNING, "A page promises more than anybody can keep.")
PLACEHOLDER = Rule("page/placeholder", Severity.WARNING, "A page holds text that was to be replaced.")
DOUBLED_WORD = Rule("page/doubled-word", Severity.WARNING, "A word stands twice in a row.")

_BOUNDARY = re.compile(r"[.!?;:](?=\s|\Z)|\n[ \t>]*\n|\n(?=[ \t>]*(?:[-*+#|]|\d+[.)])[ \t])|\|")
_REACH = 400
_DENIED = re.compile(
    r"\b(?:not?|never|none|nothing|nobody|neither|nor|without|cannot|hardly|unlikely|false(?:ly)?|myth|untrue|whether|"
    r"if|beware|avoid|question|doubt(?:s|ed|ful)?)\b|n[’']t\b",
    re.IGNORECASE,
)
_ASCRIBED = re.compile(
    r"\b(?:sold|advertis\w+|market(?:ed|ing)|promot\w+|tout\w+|claim\w*|called|so-called|bill(?:ed)?|promis\w+|say|says|"
    r"said|hyped?|slogans?|headlines?|words?|phrases?|terms?|labelled)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s+(?:factors?|ratios?|scores?|assessments?|of\s+bias|differences?|reductions?|data|groups?)\b", re.IGNORECASE
)
_QUOTES = (("“", "”"), ("«", "»"), ("„", "“"))

_LEFT = re.compile(
    r"\b(?:TODO|FIXME|TBD|TBA|TBC)\b|(?<![\w,])XXX+(?!\w)|\b(?:lorem ipsum|dolor sit amet|lorem)(?: dolor sit amet)?\b"
    r"|\?\?\?+|\[(?:insert|your|name|title|text|add|describe|replace|placeholder)\b[^\[\]\n]{0,80}\](?![(\[:])"
    r"|\byour text here\b|\b(?:text|content) goes here\b"
    r"|\b(?:to be|will be) (?:written|added|completed|filled in) (?:here|later|soon)\b|\bcoming soon\b"
    r"|\bREPLACE[ _-]?ME\b|\bPLACEHOLDER\b"
    r"|One sentence of what the page is about and what is known|Two or three sentences, with their sources"
    r"|Three to five points, each with its source",
    re.IGNORECASE,
)
_LEFT_WORDS = (
    *(
        "todo",
        "fixme",
        "tbd",
        "tba",
        "tbc",
        "xxx",
        "lorem",
        "dolor sit",
        "???",
        "placeholder",
        "replace me",
        "replace_me",
    ),
    *(
        "replaceme",
        "goes here",
        "your text here",
        "coming soon",
        "[insert",
        "[your",
        "[name",
        "[title",
        "[text",
        "[add",
    ),
    *("[describe", "[replace", "one sentence of what", "two or three sentences", "three to five points"),
    *("be written", "be added", "be completed", "be filled"),
)
"""What any text that `_LEFT` finds holds in lower case."""
_CAPITALS_ONLY = frozenset(("todo", "fixme", "tbd", "tba", "tbc", "placeholder"))
_COLLAPSED = re.compile(r"\+?[ \t]+[\w\"-]|\+?[ \t]*$", re.MULTILINE)
"""What stands behind `???` where it begins a block that opens and closes (pymdownx.details)."""
_CHROMOSOMES = re.compile(r"[ ]+(?:syndrome|females?|karyotype|chromosomes?)\b")

_ALPHABETIC = re.compile(r"[^\W\d_]+")
_SINGLE_LETTER = "a"
_PARTING = '.,;:!?()[]|"“”*_>'


def word_findings(page: CheckedPage, settings: PageSettings) -> Iterator[Finding]:
    """Promises, left-over text and doubled words in the text of one page."""
    if settings.language == "en":
        yield from _doubled(page)
    yield from _promises(page, settings.promise_words)
    if not page.is_draft:
        yield from _placeholders(page)


def _promises(page: CheckedPage, words: tuple[str, ...]) -> Iterator[Finding]:
    pattern = _pattern(words)
    if pattern is None or not any(map(page.texts.flat.__contains__, _flat(words))):
        return
    prose = page.texts.prose
    for found in pattern.finditer(prose):
        before, behind = _sentence(prose, *found.span())
        if not _is_excused(prose, found.end(), before, behind):
            shown = " ".join(found[0].split())
            hint = "Say what was measured, in whom, and how certain it is; or put it in quotes if others say it."
            yield page.at(PROMISE, found.span(), f"'{shown}' is a promise", hint)


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    written = [r"\s+".join(re.escape(part).replace(r"\-", r"[-‐‑\s]") for part in word.split()) for word in words]
    longest_first = sorted(filter(None, written), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])", re.IGNORECASE) if longest_first else None


@lru_cache(maxsize=8)
def _flat(words: tuple[str, ...]) -> tuple[str, ...]:
    """The phrases as they are in `Texts.flat`."""
    return tuple(filter(None, (" ".join(re.split(r"[\s-]+", word.lower())).strip() for word in words)))


def _sentence(prose: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a stretch in its sentence."""
    before = prose[max(start - _REACH, 0) : start]
    start = max((each.end() for each in _BOUNDARY.finditer(before)), default=0)
    behind = prose[end : end + _REACH]
    stop = _BOUNDARY.search(behind)
    return before[start:], behind[: stop.end() if stop else len(behind)]


def _is_excused(prose: str, end: int, before: str, behind: str) -> bool:
    """Whether the words are denied, asked about, quoted, told of others, or part of a term."""
    if _DENIED.search(before) or _ASCRIBED.search(before) or behind.rstrip("\ufffc \n").endswith("?"):
        return True
    if before.count('"') % 2 or any(before.rfind(opening) > before.rfind(closing) for opening, closing in _QUOTES):
        return True
    return bool(_ASIDE.match(prose, end)) or bool(_DENIED_BEHIND.match(behind))


_DENIED_BEHIND = re.compile(
    r"[”\"']?,?\s+(?:is|are|was|were|does|do|has|have)\s+(?:not|no|never|none|unproven|a\s+myth)\b"
)


def _placeholders(page: CheckedPage) -> Iterator[Finding]:
    if not any(map(page.texts.flat.__contains__, _LEFT_WORDS)):
        return
    prose = page.texts.prose
    links = {link.start for link in page.outline.links if link.label}
    for found in _LEFT.finditer(prose):
        shown = " ".join(found[0].split())
        if found.start() in links or (shown == "???" and _begins_block(prose, *found.span())):
            continue
        if shown.lower() in _CAPITALS_ONLY and not shown.isupper():
            continue
        if shown.lower().startswith("xxx") and (not shown.isupper() or _CHROMOSOMES.match(prose, found.end())):
            continue
        yield page.at(PLACEHOLDER, found.span(), f"'{shown}' was to be replaced", "Replace it, or set 'draft'.")


def _begins_block(prose: str, start: int, end: int) -> bool:
    """Whether `???` between two offsets is the mark of a block, and no gap in a sentence."""
    before = prose[prose.rfind("\n", 0, start) + 1 : start]
    return not before.strip(" \t>") and bool(_COLLAPSED.match(prose, end))


def _doubled(page: CheckedPage) -> Iterator[Finding]:
    text = page.texts.lowered
    for sign in _PARTING:
        text = text.replace(sign, " . ")
    if not any(map(_may_be_doubled, [one for one, two in pairwise(text.split()) if one == two])):
        return
    prose = page.texts.prose
    for first, second in pairwise(_ALPHABETIC.finditer(prose)):
        word = second[0]
        if first[0].lower() == word and _are_doubled(prose, first, second):
            span = page.source.span(*second.span())
            edit = Edit(page.source.span(first.end(), second.end()), "")
            fix = (edit,) if word in NEVER_TWICE else ()
            yield Finding(DOUBLED_WORD, span, f"'{word}' stands twice in a row", "Remove one of the two.", fix)


def _may_be_doubled(word: str) -> bool:
    return word.isalpha() and word not in SOMETIMES_TWICE


def _are_doubled(prose: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether a word that stands twice in a row is a slip, and no name, part of a compound or edge of a heading."""
    word = second[0]
    if word in SOMETIMES_TWICE or (len(word) == 1 and word != _SINGLE_LETTER):
        return False
    if len(first[0]) > 1 and first[0].isupper() and not word.isupper():
        return False  # An abbreviation, or a word that is loud for a reason: "a logical OR or AND".
    gap = prose[first.end() : second.start()]
    if not gap.isspace() or gap.count("\n") > 1:
        return False
    if not first[0].islower() and word not in NEVER_TWICE:
        return False  # Names of species are such: *Vulpes vulpes*.
    before, behind = prose[first.start() - 1 : first.start()], prose[second.end() : second.end() + 1]
    if (before and not before.isspace() and before not in '(“"*_') or behind in {"-", "’", "'", "‐", "‑"}:
        return False
    line = prose[prose.rfind("\n", 0, first.start()) + 1 : first.start()]
    return not ("\n" in gap and line.lstrip().startswith("#"))
