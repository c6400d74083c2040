"""Names that must not meet, such as the ids on a page."""

from collections.abc import Iterable


def unique_names(names: Iterable[str]) -> list[str]:
    """`names` in order, each that stood before with a number behind it: `a`, `b`, `a-2`."""
    made: dict[str, int] = {}
    for name in names:
        number, new = 1, name
        while new in made:
            number += 1
            new = f"{name}-{number}"
        made[new] = number
    return list(made)
