"""What tells the works of a bibliography apart and in which order they stand: settled once, kept for later builds."""

from collections.abc import Mapping
from typing import NamedTuple

from vademecum.csl.engine.context import Cite
from vademecum.csl.engine.name_input import Name
from vademecum.csl.memo import Kept

_ANYWHERE = -1
_TYPES = [str, str, str, str, str, bool, str, bool]
"""Of what a name is made of."""


class ToldApart(NamedTuple):
    """What is shown of a work so that it looks like no other."""

    names_count: int = 0
    givens: Mapping[object, int] = {}  # nobody writes to it
    condition: int = 0
    suffix: str = ""

    @classmethod
    def of(cls, cite: Cite) -> "ToldApart":
        """What was settled for a work."""
        return cls(cite.names_count, cite.givens, cite.condition, cite.suffix)

    def settle(self, cite: Cite) -> None:
        """Show it."""
        cite.names_count, cite.givens, cite.condition, cite.suffix = self


def kept_works(works: Mapping[str, ToldApart]) -> Kept:
    """Works by their keys, in their order, as they are kept."""
    return [
        [key, told.names_count, [_kept_given(who, level) for who, level in told.givens.items()],
         told.condition, told.suffix]
        for key, told in works.items()
    ]  # fmt: skip


def _kept_given(who: object, level: int) -> Kept:
    if isinstance(who, Name):
        return [_ANYWHERE, list(who), level]
    match who:
        case (int(place), Name() as name):
            return [place, list(name), level]
    raise TypeError(f"neither a name nor one at its place: {who!r}")


def works_again(value: object) -> dict[str, ToldApart]:
    """Works that were kept. ValueError for what are none."""
    works: dict[str, ToldApart] = {}
    for work in value if isinstance(value, list) else (value,):
        match work:
            case [str(key), int(names_count), list(givens), int(condition), str(suffix)]:
                works[key] = ToldApart(names_count, dict(map(_given_again, givens)), condition, suffix)
            case _:
                raise ValueError("not a work")
    return works


def _given_again(value: object) -> tuple[object, int]:
    match value:
        case [int(place), [*parts], int(level)] if list(map(type, parts)) == _TYPES:
            name = Name._make(parts)
            return (name if place == _ANYWHERE else (place, name)), level
    raise ValueError("not a given name")
