"""In which ways a page cites: by names, by numbers, raised or in brackets. What it does rarely is doubtful."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vademecum.importing.blocks import Line
from vademecum.importing.cutting import Cutter
from vademecum.importing.doubts import doubt_of_numbers, doubt_of_raised
from vademecum.importing.handwritten import Written
from vademecum.importing.resolving import Resolver

_FEWER = 4
"""How many times more often a page cites in one way where another is doubtful."""
_COUNTS = re.compile(r"\s*\(\d+\)\s|.*[:;,]\s\(\d+\)\s[a-z]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ScannedLine:
    """A line, and what looks like a citation in it, in order."""

    text: str
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """How a page cites."""

    trusts_round: bool = False
    """Whether numbers in round brackets are citations: where the page cites in no other way, in its list's order."""
    doubts: Mapping[str, str] = field(default_factory=dict)
    """Kinds of numbers that may be something else, and why."""

    def doubt(self, kind: str) -> str:
        """Why numbers of this kind may be something else; empty where nothing speaks against them."""
        return self.doubts.get(kind, "")


def habits_of(lines: Iterable[tuple[Line, ScannedLine]], resolver: Resolver) -> Habits:
    """How a page cites whose list `resolver` knows."""
    counts: Counter[str] = Counter()
    numbers: list[int] = []
    counts_by_numbers = False
    for line, scanned in lines:
        cutter = Cutter(line)
        counts_by_numbers = counts_by_numbers or bool(_COUNTS.match(scanned.text))
        for each in scanned.written:
            if each.named and each.kind != "loose":
                counts["names"] += any(resolver.named(named).key for named in each.named)
            elif each.kind == "round":
                numbers += each.numbers
            elif each.kind in ("numbers", "raised") and _is_citation(each, cutter, scanned.text, resolver):
                counts[each.kind] += 1
    doubts: dict[str, str] = {}
    for kind, other in (("raised", "numbers"), ("numbers", "raised")):
        if counts["names"] > counts["numbers"] + counts["raised"]:
            doubts[kind] = "the page cites by names; this number may be something else"
        elif counts[kind] * _FEWER < counts[other]:
            doubts[kind] = "the page writes its numbers in another way; this may be something else"
    return Habits(not counts.total() and not counts_by_numbers and _in_order(numbers, resolver), doubts)


def _is_citation(written: Written, cutter: Cutter, text: str, resolver: Resolver) -> bool:
    """Whether numbers are those of references, as far as the line says."""
    if any(map(resolver.linked, cutter.addresses(written.start, written.end))):
        return True
    doubt = doubt_of_numbers if written.kind == "numbers" else doubt_of_raised
    return all(resolver.number(number)[0] for number in written.numbers) and not doubt(text, written)


def _in_order(numbers: list[int], resolver: Resolver) -> bool:
    """Whether numbers in round brackets follow the list."""
    first = list(dict.fromkeys(numbers))
    fits = len(first) > 1 and first == sorted(first) and first[-1] <= resolver.last_number
    return fits and resolver.is_numbered
