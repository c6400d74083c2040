"""A compiled style made smaller for works of one kind: those of one type, with values for the same variables.

For such works most conditions always come out the same, and most variables are empty. What a style does for them is
a fraction of it, and a bibliography has few kinds of works. What is left out changes nothing that is rendered.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from vademecum.csl.engine.context import Cite, Kind, Renderer

Narrow: TypeAlias = Callable[[Kind], Renderer]
"""What gives a renderer for works of a kind."""
Narrowing: TypeAlias = dict[Renderer, Narrow]
"""How renderers are narrowed; one that is not here serves all kinds."""
_WORTHWHILE = 4
"""So many works of a kind pay for narrowing."""
_MOST = 250
"""So many kinds are narrowed; more would take memory and hardly come again."""


def nothing(_cite: Cite) -> str:
    """What writes nothing and asks for no variable."""
    return ""


def empty(cite: Cite) -> str:
    """What asks for a variable that has no value."""
    cite.called += 1
    return ""


def narrowed(renderer: Renderer, kind: Kind, narrowing: Narrowing) -> Renderer:
    """`renderer` for works of `kind`."""
    narrow = narrowing.get(renderer)
    return narrow(kind) if narrow else renderer


def without_empty(renderers: Iterable[Renderer], kind: Kind, narrowing: Narrowing) -> tuple[list[Renderer], bool]:
    """`renderers` for works of `kind`, those left out that write nothing; whether one of these asked for a variable."""
    found = [narrowed(renderer, kind, narrowing) for renderer in renderers]
    return [each for each in found if each is not nothing and each is not empty], empty in found


def adaptive(renderer: Renderer, narrowing: Narrowing) -> Renderer:
    """`renderer`, narrowed for each kind of which there are some works."""
    made: dict[Kind, Renderer] = {}
    seen: dict[Kind, int] = {}

    def render(cite: Cite) -> str:
        kind = cite.kind
        if kind is None:
            return renderer(cite)
        found = made.get(kind)
        if found is None:
            seen[kind] = count = seen.get(kind, 0) + 1
            if count < _WORTHWHILE or len(made) >= _MOST:
                return renderer(cite)
            found = made[kind] = narrowed(renderer, kind, narrowing)
        return found(cite)

    return render


def all_adaptive(renderers: Sequence[Renderer], narrowing: Narrowing) -> list[Renderer]:
    """`renderers`, each narrowed for each kind of which there are some works."""
    return [adaptive(renderer, narrowing) for renderer in renderers]
