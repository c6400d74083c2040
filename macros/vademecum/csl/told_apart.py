"""What tells the works of a bibliography apart and in which order they stand: settled once, kept for later builds."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import starmap
from operator import is_
from typing import NamedTuple

from vademecum.csl.engine.context import Cite
from vademecum.csl.engine.name_input import Name
from vademecum.csl.finishing import merged
from vademecum.csl.memo import Kept
from vademecum.text.rich import Inline, Link, Part, RichText, Styled

_ANYWHERE = -1
_TYPES = [str, str, str, str, str, bool, str, bool]
"""Of what a name is made of."""
_COLUMNS = (str, int, list, int, str, str)
"""Of what the columns are in which works are kept: one for the keys, one for each thing that is told of them."""
_NO_GIVENS: Mapping[object, int] = {}


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


def kept_works(works: Mapping[str, ToldApart], names: Mapping[str, str]) -> Kept:
    """Works by their keys, in their order, as they are kept, each with the name of its reference."""
    return [
        list(works),
        [told.names_count for told in works.values()],
        [[_kept_given(who, level) for who, level in told.givens.items()] for told in works.values()],
        [told.condition for told in works.values()],
        [told.suffix for told in works.values()],
        [names[key] for key in works],
    ]


def _kept_given(who: object, level: int) -> Kept:
    if isinstance(who, Name):
        return [_ANYWHERE, list(who), level]
    match who:
        case (int(place), Name() as name):
            return [place, list(name), level]
    raise TypeError(f"neither a name nor one at its place: {who!r}")


def works_again(value: object) -> tuple[dict[str, ToldApart], dict[str, str]]:
    """Works that were kept, and the names of their references. ValueError for what are none."""
    if type(value) is not list or len(value) != len(_COLUMNS):
        raise ValueError("not works")
    for column, kind in zip(value, _COLUMNS, strict=True):
        if type(column) is not list or not set(map(type, column)) <= {kind}:
            raise ValueError("not works")
    keys, counts, givens, conditions, suffixes, names = value
    given_again = [dict(map(_given_again, given)) if given else _NO_GIVENS for given in givens]
    told = starmap(ToldApart, zip(counts, given_again, conditions, suffixes, strict=True))
    return dict(zip(keys, told, strict=True)), dict(zip(keys, names, strict=True))


def with_letters(rich: RichText, letters: str) -> RichText:
    """`rich` with `letters` for what stands behind the year; the same text where there is no place for them."""
    nodes = [node if isinstance(node, str) else _with_letters(node, letters) for node in rich]
    return rich if all(map(is_, nodes, rich)) else merged(nodes)


def _with_letters(node: Styled | Link | Part, letters: str) -> Inline:
    if isinstance(node, Part) and node.role == "year-suffix":
        return letters
    content = with_letters(node.content, letters)
    return node if content is node.content else replace(node, content=content)


def _given_again(value: object) -> tuple[object, int]:
    match value:
        case [int(place), [*parts], int(level)] if list(map(type, parts)) == _TYPES:
            name = Name._make(parts)
            return (name if place == _ANYWHERE else (place, name)), level
    raise ValueError("not a given name")
