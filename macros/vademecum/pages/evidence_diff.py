"""What a change does to the evidence: pages and their citations, works field by field, hosts that pages lead to.

A page that went elsewhere and a work that has another key are told as that, and not as one that is gone and one that
is new. A sentence that was mended is told by what it cites, and where that is the same, not at all.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.pages.evidence_diff_citations import CitationChange, changed_citations
from vademecum.pages.evidence_diff_state import PageEvidence, SiteEvidence
from vademecum.pages.evidence_diff_works import WorkChange, changed_works, renamed_keys
from vademecum.text.source import Span

ADDED, REMOVED, RENAMED, CHANGED = "added", "removed", "renamed", "changed"
_ALONE = r"(?<!\w)(?<!\w[-_.:+/])(?:{})(?!\w|[-_.:+/]\w)"
"""One of some keys, and no part of a longer one."""
_MOST_ALIKE = 0.5
"""Which share of its works a page must keep to be the same at another path, where nothing else says so."""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value of the front matter that says something else; empty where it was not or is no more."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PageChange:
    """What became of a page. `path` is where it is now, or was; `was` where it was before it went elsewhere."""

    kind: str
    path: str
    title: str = ""
    was: str = ""
    values: tuple[ValueChange, ...] = ()
    citations: tuple[CitationChange, ...] = ()
    works: int = 0
    """How many works it cites now, or did."""
    is_same_but_for_keys: bool = False
    """Whether nothing else changed than the keys of works that have others now."""


@dataclass(frozen=True, slots=True)
class EvidenceDiff:
    """All that a change does, pages by path, works by key."""

    pages: tuple[PageChange, ...] = ()
    works: tuple[WorkChange, ...] = ()
    hosts: tuple[tuple[str, Span], ...] = ()
    """Hosts of other sites that were not named before, and where they are now."""
    moves: tuple[tuple[str, str], ...] = ()
    """The old and the new path of each page that went elsewhere."""
    keys: tuple[tuple[CitationKey, CitationKey], ...] = ()
    """The old and the new key of each work that has another."""

    def __bool__(self) -> bool:
        return bool(self.pages or self.works or self.hosts)


def diff_evidence(before: SiteEvidence, after: SiteEvidence) -> EvidenceDiff:
    """What happened between two states of a site."""
    keys = renamed_keys(before.works, after.works)
    then = _with_keys(before, keys)
    moves = _moves(then, after)
    cited = _cited_on(after)
    return EvidenceDiff(
        tuple(_changed_pages(before, then, after, moves, keys)),
        tuple(changed_works(before.works, after.works, keys, cited, _cited_on(then))),
        tuple(sorted((host, span) for host, span in after.hosts.items() if host not in before.hosts)),
        tuple(sorted((old, new) for new, old in moves.items())),
        tuple(sorted(keys.items())),
    )


def _with_keys(site: SiteEvidence, keys: Mapping[CitationKey, CitationKey]) -> SiteEvidence:
    """The site as if its works had had the keys that they have now."""
    if not keys:
        return site
    pages = {
        path: replace(page, places=tuple(each._replace(key=keys.get(each.key, each.key)) for each in page.places))
        for path, page in site.pages.items()
    }
    return replace(site, pages=pages)


def _changed_pages(
    before: SiteEvidence,
    then: SiteEvidence,
    after: SiteEvidence,
    moves: Mapping[str, str],
    keys: Mapping[CitationKey, CitationKey],
) -> Iterator[PageChange]:
    gone = before.pages.keys() - after.pages.keys() - set(moves.values())
    for path in sorted({*after.pages, *gone}):
        if path in gone:
            page = then.pages[path]
            changes = changed_citations(page.places, ())
            yield PageChange(REMOVED, path, page.title, citations=changes, works=len(page.works))
            continue
        page, was = after.pages[path], moves.get(path, path)
        old = then.pages.get(was)
        if not old:
            changes = changed_citations((), page.places)
            yield PageChange(ADDED, path, page.title, citations=changes, works=len(page.works))
        elif was != path or old.source.text != page.source.text or old.shown != page.shown:
            kind = CHANGED if was == path else RENAMED
            changes = changed_citations(old.places, page.places)
            values = tuple(_changed_values(old, page))
            told_was, is_same = was if was != path else "", _is_same_but_for(keys, old, page)
            yield PageChange(kind, path, page.title, told_was, values, changes, len(page.works), is_same)


def _is_same_but_for(keys: Mapping[CitationKey, CitationKey], old: PageEvidence, new: PageEvidence) -> bool:
    """Whether two states of a page differ in these keys, and in nothing else."""
    if not keys:
        return False
    longest_first = sorted(keys, key=len, reverse=True)
    pattern = re.compile(_ALONE.format("|".join(map(re.escape, longest_first))))
    texts = ((old.source.text, new.source.text), *zip_longest(old.shown, new.shown, fillvalue=""))
    return all(pattern.sub(lambda found: keys[citation_key(found[0])], then) == now for then, now in texts)


def _changed_values(old: PageEvidence, new: PageEvidence) -> Iterator[ValueChange]:
    for name in dict.fromkeys((*new.facts, *old.facts)):
        before, after = old.facts.get(name, ""), new.facts.get(name, "")
        if before != after:
            yield ValueChange(name, before, after)


def _moves(old: SiteEvidence, new: SiteEvidence) -> dict[str, str]:
    """The old path of each page that went elsewhere, by its new one.

    It is known by its text, by an alias of the new page, by its title, or by most of the works that it cites.
    """
    gone = {path: page for path, page in sorted(old.pages.items()) if path not in new.pages}
    moves: dict[str, str] = {}
    if not gone:
        return moves
    arrived = sorted(new.pages.keys() - old.pages.keys())
    for marks_of in (_text_mark, _title_mark):
        marks = {mark: path for path, page in reversed(gone.items()) for mark in marks_of(page)}
        for path in arrived:
            was = next((marks[mark] for mark in marks_of(new.pages[path]) if mark in marks), "")
            if path not in moves and was in gone:
                moves[path] = was
                del gone[was]
    for path in arrived:
        if path not in moves and gone:
            was = _by_alias(new.pages[path], gone) or _by_works(new.pages[path], gone)
            if was:
                moves[path] = was
                del gone[was]
    return moves


def _text_mark(page: PageEvidence) -> Iterable[str]:
    return (page.source.text,) if page.source.text.strip() else ()


def _title_mark(page: PageEvidence) -> Iterable[str]:
    return (page.title.casefold(),) if page.title else ()


def _by_alias(page: PageEvidence, gone: Iterable[str]) -> str:
    """The page that was at an address which the new one says was its own."""
    names = {alias.strip("/").removesuffix(".html").removesuffix("/index").lower() for alias in page.aliases} - {""}
    return next(
        (path for path in gone if any(path.removesuffix(".md").lower().endswith(f"/{name}") for name in names)), ""
    )


def _by_works(page: PageEvidence, gone: Mapping[str, PageEvidence]) -> str:
    works = page.works
    shares = [
        (len(works & old.works) / len(works | old.works), path) for path, old in gone.items() if old.works | works
    ]
    share, path = max(shares, default=(0, ""))
    return path if share > _MOST_ALIKE else ""


def _cited_on(site: SiteEvidence) -> dict[CitationKey, tuple[str, ...]]:
    """The pages that cite each work."""
    found: dict[CitationKey, list[str]] = {}
    for path, page in sorted(site.pages.items()):
        for key in page.works:
            found.setdefault(key, []).append(path)
    return {key: tuple(paths) for key, paths in found.items()}
