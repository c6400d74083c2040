"""Which citations of a page are new, gone, or lead elsewhere now, sentence by sentence."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from vademecum.bibliography.identifier import CitationKey
from vademecum.pages.evidence_diff_state import CitedPlace
from vademecum.text.source import Span

NEW, GONE, REPOINTED, OTHERWISE = "added", "removed", "re-pointed", "cited otherwise"
_ALIKE = 75
"""How much a sentence must be like another to be the same, mended; of a hundred."""
_MOST_COMPARED = 200
"""How many sentences of a section are compared with each other."""


@dataclass(frozen=True, slots=True)
class CitationChange:
    """A citation that is new, gone, leads to another work, or cites the same otherwise, such as another page of it.

    `span` is where it is now; of what is gone, where it was.
    """

    kind: str
    section: str
    sentence: str
    span: Span
    before: CitationKey | None = None
    after: CitationKey | None = None
    manner_before: str = ""
    manner_after: str = ""


def changed_citations(old: Sequence[CitedPlace], new: Sequence[CitedPlace]) -> tuple[CitationChange, ...]:
    """What happened between the citations of a page then and now, section by section; what is gone comes last."""
    then, now = _claims(old), _claims(new)
    changes: list[CitationChange] = []
    left_then, left_now = dict(then), dict(now)
    for pair in _pairs(left_then, left_now):
        changes += _changed(*pair)
    for claim in left_then.values():
        changes += _changed(claim, [])
    for claim in left_now.values():
        changes += _changed([], claim)
    kept = _without_moves_in_section(changes)
    order = {section: rank for rank, section in enumerate(dict.fromkeys(place.section for place in (*new, *old)))}
    return tuple(sorted(kept, key=lambda each: (order[each.section], each.kind == GONE, each.span.start)))


_Name = tuple[str, str, int]
_Claims = dict[_Name, list[CitedPlace]]


def _claims(places: Sequence[CitedPlace]) -> _Claims:
    """The citations of each sentence. One that a section has twice, such as two cells, is two."""
    claims: _Claims = {}
    number: Counter[tuple[str, str]] = Counter()
    last: tuple[str, str] | None = None
    for place in places:
        name = place.section, place.sentence
        if name != last:
            number[name] += 1
        last = name
        claims.setdefault((*name, number[name]), []).append(place)
    return claims


def _pairs(then: _Claims, now: _Claims) -> Iterator[tuple[list[CitedPlace], list[CitedPlace]]]:
    """The sentences of both times that are the same; what is paired is taken out of `then` and `now`."""
    for name in [name for name in then if name in now]:
        yield then.pop(name), now.pop(name)
    by_sentence: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in reversed(now):
        by_sentence[name[1]].append(name)
    for name in [*then]:
        if name[1] and by_sentence[name[1]]:
            yield then.pop(name), now.pop(by_sentence[name[1]].pop())
    by_section: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in [*now][:_MOST_COMPARED]:
        by_section[name[0]].append(name)
    for name in [*then][:_MOST_COMPARED]:
        choices = {choice: choice[1] for choice in by_section[name[0]] if choice in now}
        found = process.extractOne(name[1], choices, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found:
            yield then.pop(name), now.pop(found[2])


def _changed(then: Sequence[CitedPlace], now: Sequence[CitedPlace]) -> Iterator[CitationChange]:
    """What happened to the citations of one sentence."""
    same = Counter((place.key, place.manner) for place in then) & Counter((place.key, place.manner) for place in now)
    old, new = _without(then, Counter(same)), _without(now, Counter(same))
    for place in [*old]:
        other = next((each for each in new if each.key == place.key), None)
        if other:
            old.remove(place)
            new.remove(other)
            yield _change(OTHERWISE, other, place, other)
    for place, other in zip(old, new, strict=False):
        yield _change(REPOINTED, other, place, other)
    for place in old[len(new) :]:
        yield _change(GONE, place, place, None)
    for place in new[len(old) :]:
        yield _change(NEW, place, None, place)


def _without(places: Sequence[CitedPlace], same: Counter[tuple[CitationKey, str]]) -> list[CitedPlace]:
    left = []
    for place in places:
        if same[place.key, place.manner]:
            same[place.key, place.manner] -= 1
        else:
            left.append(place)
    return left


def _change(kind: str, at: CitedPlace, old: CitedPlace | None, new: CitedPlace | None) -> CitationChange:
    return CitationChange(
        kind,
        at.section,
        at.sentence,
        at.span,
        old.key if old else None,
        new.key if new else None,
        old.manner if old else "",
        new.manner if new else "",
    )


def _without_moves_in_section(changes: Sequence[CitationChange]) -> Iterator[CitationChange]:
    """The changes without those in which a section cites a work in another sentence than before."""
    gone = Counter((each.section, each.before, each.manner_before) for each in changes if each.kind == GONE)
    new = Counter((each.section, each.after, each.manner_after) for each in changes if each.kind == NEW)
    moved = gone & new
    left_gone, left_new = Counter(moved), Counter(moved)
    for each in changes:
        if each.kind == GONE and left_gone[name := (each.section, each.before, each.manner_before)]:
            left_gone[name] -= 1
        elif each.kind == NEW and left_new[name := (each.section, each.after, each.manner_after)]:
            left_new[name] -= 1
        else:
            yield each
