"""What belongs together because it shares something: pages that cite the same works, works cited on the same pages."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from typing import Generic, NamedTuple, TypeVar

Thing = TypeVar("Thing", bound=Hashable)
Shared = TypeVar("Shared", bound=Hashable)


class Relation(NamedTuple, Generic[Thing, Shared]):
    """Another thing, what both share (the rarest first), and how much that weighs."""

    other: Thing
    shared: tuple[Shared, ...]
    weight: float


def related(
    having: Mapping[Thing, Collection[Shared]], *, most: int, widest: int
) -> dict[Thing, tuple[Relation[Thing, Shared], ...]]:
    """For each thing the `most` that share most with it, the closest first.

    What few have counts more: one of `n` weighs 1/(n - 1), so that all relations by it weigh as much as there are
    things that have it. What more than `widest` have says nothing and is left out, which also bounds the work. The
    weight of two things is the same in both directions. Where weights are equal, the order of `having` decides.
    """
    owners: defaultdict[Shared, list[Thing]] = defaultdict(list)
    for thing, features in having.items():
        for feature in dict.fromkeys(features):
            owners[feature].append(thing)
    telling = {feature: found for feature, found in owners.items() if 1 < len(found) <= widest}
    order = {thing: number for number, thing in enumerate(having)}
    result = {}
    for thing, features in having.items():
        common: defaultdict[Thing, list[Shared]] = defaultdict(list)
        for feature in dict.fromkeys(features):
            for other in telling.get(feature, ()):
                if other != thing:
                    common[other].append(feature)
        relations = [_relation(other, shared, telling) for other, shared in common.items()]
        relations.sort(key=lambda each: (-each.weight, order[each.other]))
        result[thing] = tuple(relations[:most])
    return result


def _relation(
    other: Thing, shared: list[Shared], owners: Mapping[Shared, Collection[Thing]]
) -> Relation[Thing, Shared]:
    shared.sort(key=lambda feature: len(owners[feature]))
    weight = sum(1 / (size - 1) for size in sorted(len(owners[feature]) for feature in shared))
    return Relation(other, tuple(shared), weight)
