"""The numbers of lists: as a browser counts items, and which lists go on with the one before."""

from vademecum.importing.blocks import Items
from vademecum.importing.html_tree import Element

_MOST_DIGITS = 6


class Count:
    """Counts the items of a list as a browser does: from where it starts, from the value of an item, backwards."""

    def __init__(self, element: Element) -> None:
        self._is_numbered = element.name == "ol"
        self._step = -1 if "reversed" in element.attributes else 1
        own = sum(isinstance(child, Element) and child.name == "li" for child in element.children)
        self._next = _number(element.get("start"), own if self._step < 0 else 1)

    def of(self, item: Element) -> int:
        """The number of the next item; 0 in a list without numbers."""
        if not self._is_numbered:
            return 0
        number = _number(item.get("value"), self._next)
        self._next = number + self._step
        return max(number, 0)


def stretches(numbers: list[int]) -> list[tuple[int, int]]:
    """Stretches in which each number is the one after the number before, or none has one."""
    starts = [
        index
        for index, number in enumerate(numbers)
        if index == 0 or number != (numbers[index - 1] + 1 if numbers[index - 1] else 0)
    ]
    return list(zip(starts, [*starts[1:], len(numbers)], strict=True)) if starts else []


def goes_on(last: Items, new: Items) -> bool:
    """Whether a list of Google's goes on with the one before."""
    return new.start == (last.start + len(last.items) if last.start else 0)


def _number(written: str, otherwise: int) -> int:
    written = written.strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= _MOST_DIGITS else otherwise
