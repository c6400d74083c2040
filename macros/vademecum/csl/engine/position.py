"""Where a cite stands among the others: first, subsequent, ibid, near its last mention."""

from collections.abc import Sequence
from dataclasses import replace

from vademecum.csl.engine.cluster import CiteRequest, Cluster

NEAR = 5


def positioned(clusters: Sequence[Cluster], near_note_distance: int = NEAR) -> list[Cluster]:
    """`clusters` with the position of every cite, in the order of the document."""
    first_note: dict[str, int] = {}
    last_note: dict[str, int] = {}
    previous: dict[bool, Cluster | None] = {True: None, False: None}
    result: list[Cluster] = []
    by_note: dict[int, int] = {}
    for cluster in clusters:
        if cluster.note:
            by_note[cluster.note] = by_note.get(cluster.note, 0) + 1
    for cluster in clusters:
        items: list[CiteRequest] = []
        before = previous[bool(cluster.note)]
        for index, request in enumerate(cluster.items):
            if request.id not in first_note:
                first_note[request.id] = last_note[request.id] = cluster.note
                items.append(replace(request, position=request.position or "first"))
                continue
            near = _is_near(cluster.note, last_note[request.id], near_note_distance)
            last = cluster.items[index - 1] if index else _only(before, cluster, by_note)
            items.append(
                replace(
                    request,
                    position=request.position or _again(request, last),
                    near_note=near,
                    first_note=str(first_note[request.id]) if first_note[request.id] else "",
                )
            )
            last_note[request.id] = cluster.note
        made = replace(cluster, items=tuple(items))
        previous[bool(cluster.note)] = made
        result.append(made)
    return result


def _is_near(note: int, last: int, distance: int) -> bool:
    return note - last <= distance


def _only(before: Cluster | None, cluster: Cluster, by_note: dict[int, int]) -> CiteRequest | None:
    """The work of the citation before, where it has only one and its note holds nothing else."""
    if before is None or len({request.id for request in before.items}) != 1 or len(before.items) != 1:
        return None
    if cluster.note and before.note:
        is_alone = by_note.get(before.note, 0) == 1
        if before.note != cluster.note and not is_alone:
            return None
    return before.items[-1]


def _again(request: CiteRequest, last: CiteRequest | None) -> str:
    """The position of a work that was cited before; `last` is what stands right before it."""
    if last is None or last.id != request.id:
        return "subsequent"
    if not last.locator:
        return "ibid-with-locator" if request.locator else "ibid"
    if not request.locator:
        return "subsequent"
    same = last.locator == request.locator and last.label == request.label
    return "ibid" if same else "ibid-with-locator"
