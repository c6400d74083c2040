"""Faults of the built site, told at the place that an author wrote, where it can be found.

What a tag or a text of the page says (an address, its fragment, an id, the words) is looked for in the page's source.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape

from vademecum.checks.html_tags import read_tag
from vademecum.text.finding import Finding
from vademecum.text.source import Source, Span, normalise_newlines

_TWINS: Mapping[str, tuple[str, ...]] = {
    "link/missing-page": ("html/missing-file", "html/outside-site"),
    "link/missing-image": ("html/missing-file",),
    "link/missing-download": ("html/missing-file",),
    "link/draft-target": ("html/missing-file",),
    "link/not-a-source": ("html/missing-file",),
    "link/outside-docs": ("html/missing-file", "html/outside-site"),
    "link/missing-anchor": ("html/missing-anchor",),
    "link/wrong-case": ("html/wrong-case", "html/missing-file", "html/missing-anchor"),
    "link/absolute-own": ("html/absolute-own",),
    "link/absolute-path": ("html/missing-file", "html/outside-site", "html/absolute-own"),
    "link/duplicate-id": ("html/duplicate-id",),
    "link/empty-text": ("html/empty-link",),
    "link/empty-target": ("html/empty-address", "html/empty-link"),
    "link/unsafe-link": ("html/unsafe-link",),
    "page/unsafe-link": ("html/unsafe-link",),
    "link/malformed-address": ("html/malformed-address",),
    "link/insecure": ("html/insecure",),
    "page/no-alt": ("html/missing-alt",),
    "page/unsafe-element": ("html/third-party",),
    "citation/unknown-key": ("html/unknown-source",),
    "citation/malformed": ("html/raw-citation",),
    "macro/unknown": ("html/raw-macro",),
    "macro/argument": ("html/raw-macro",),
    "macro/syntax": ("html/raw-macro",),
    "macro/place": ("html/raw-macro",),
    "link/alias-clash": ("html/redirect-clash",),
    "link/alias-dangles": ("html/redirect-missing",),
}
"""Which rules of the built site see the same fault as a rule of the sources."""
_BY_NAME = frozenset(("html/unknown-source", "html/raw-citation", "html/raw-macro", "html/duplicate-id"))
"""Those whose place in the source is often not to be found; they name what they are about in quotes."""
_QUOTED = re.compile(r"'([^']+)'")
_TELLING = ("href", "src", "srcset", "data", "poster", "action", "id", "alt", "title")
_LONGEST_TAG = 10_000
_LONGEST_WORDS = 80
_FEWEST = 3
_AFTER_WORDS = "<\n"
_OF_THE_FRAME = frozenset(("base", "link", "meta", "script", "style", "title"))
"""Elements that stand in the head of a page, which no author of a page writes."""
_BEFORE_FRAGMENT = r"\w./-"
_END = r"(?![^\s)\"'>\]#?,;.])"


def authored(
    findings: Iterable[Finding],
    built: Mapping[str, str],
    made_from: Mapping[str, Source],
    known: Iterable[Finding],
) -> Iterator[Finding]:
    """`findings` of built pages, each at its place in the source where that is found, else where it was.

    `built` has the texts of the pages by their paths, `made_from` the source of each that has one. Left out is what
    `known`, the findings of the sources, say already: of the same line, or by the name of what is wrong.
    """
    sources = {source.path: source for source in made_from.values()}
    lines: set[tuple[str, str, int]] = set()
    named: dict[tuple[str, str], list[str]] = {}
    for finding in known:
        path = finding.span.path
        for twin in _TWINS.get(finding.rule.name, ()):
            lines.add((twin, path, finding.span.start.line))
            if twin in _BY_NAME and path in sources:
                named.setdefault((twin, path), []).extend(_names(finding, sources[path]))
    texts: dict[str, Source] = {}
    met: dict[tuple[str, str], int] = {}
    for finding in findings:
        path = finding.span.path
        source = made_from.get(path)
        if source is None or path not in built:
            yield finding
            continue
        shown = "".join(_QUOTED.findall(finding.message)[:1])
        if any(name in shown or shown in name for name in named.get((finding.rule.name, source.path), ())):
            continue
        page = texts.setdefault(path, Source(path, normalise_newlines(built[path])))
        start = finding.span.start
        place = _place(page.text, page.line_start(start.line) + start.column - 1, source, met)
        if place is None:
            yield finding
        elif (finding.rule.name, place.path, place.start.line) not in lines:
            yield replace(finding, span=place, hint=finding.hint.removesuffix(f"The page is made from {source.path}."))


def _names(finding: Finding, source: Source) -> Iterator[str]:
    """What a finding is about: what it quotes, and what stands at its place."""
    yield from _QUOTED.findall(finding.message)
    start, end = finding.span.start, finding.span.end
    if end > start:
        yield source.text[
            source.line_start(start.line) + start.column - 1 : source.line_start(end.line) + end.column - 1
        ]


def _place(html: str, offset: int, source: Source, met: dict[tuple[str, str], int]) -> Span | None:
    """Where `source` has what stands at `offset`: the second time for what is asked for a second time."""
    for clue in _clues(html, offset):
        if len(clue) < _FEWEST:
            continue
        whole = re.compile(rf"(?<![^\s(\"'<\[=:{_BEFORE_FRAGMENT if clue[0] == '#' else ''}]){re.escape(clue)}{_END}")
        first = whole.search(source.text)
        if first:
            after = met.get((source.path, clue), 0)
            found = whole.search(source.text, after) or first
            met[source.path, clue] = found.end()
            return source.span(found.start(), found.end())
    return None


def _clues(html: str, offset: int) -> Iterator[str]:
    """What an author may have written of what stands at `offset`, the most telling first."""
    begin = html.rfind("<", max(0, offset - _LONGEST_TAG), offset + 1)
    tag = read_tag(html[begin : begin + _LONGEST_TAG]) if begin >= 0 else None
    if tag is not None and tag.name in _OF_THE_FRAME:
        return
    if tag is None or begin + tag.length <= offset:
        words = html[offset : offset + _LONGEST_WORDS]
        end = min((at for sign in _AFTER_WORDS if (at := words.find(sign)) >= 0), default=len(words))
        yield unescape(words[:end]).strip()
        return
    at_hand = [each.value for each in tag.attributes.values() if begin + each.offset == offset]
    for value in (*at_hand, *(tag.get(name) for name in _TELLING)):
        yield value
        yield value[value.find("#") :] if "#" in value else ""
