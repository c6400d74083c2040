"""Marks: a place in the source file, written into the text in private-use characters, so that it travels with it.

The same alphabet writes slots: what stands for a citation or a macro's output until the page is finished. A mark is
always eight characters long: expanding tabs, which are at most eight wide, moves nothing that stands
behind it. Six of them are the hexadecimal digits of an offset into the source file.
"""

import re
from dataclasses import dataclass, field

LENGTH = 8
NOWHERE = 0xFFFFFF
"""The offset of text that stands in no file of its own (a snippet, a macro's output)."""

_BLOCK = 19  # sixteen digits, an opening character, the closing ones of marks and slots
_FIRST, _LAST = 0xF0000, 0x10FFFD  # the supplementary private-use areas
_PRIVATE = re.compile("[\U000f0000-\U0010fffd]")


@dataclass(frozen=True, slots=True)
class Marker:
    """One alphabet for marks. `base` is its first code point."""

    base: int = _FIRST
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    """Matches a mark; group 1 holds its digits."""
    slot_pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    """Matches a slot; group 1 holds its digits."""

    any_pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    """Matches a mark or a slot; group 1 holds its digits."""

    def __post_init__(self) -> None:
        body = f"{self.opening}([{chr(self.base)}-{chr(self.base + 15)}]{{6}})"
        object.__setattr__(self, "pattern", re.compile(body + chr(self.base + 17)))
        object.__setattr__(self, "any_pattern", re.compile(f"{body}[{chr(self.base + 17)}{chr(self.base + 18)}]"))
        object.__setattr__(self, "slot_pattern", re.compile(body + chr(self.base + 18)))

    @property
    def opening(self) -> str:
        """The character that every mark begins with, and nothing else."""
        return chr(self.base + 16)

    def mark(self, offset: int) -> str:
        """The mark for `offset` (0 to `NOWHERE`)."""
        return f"{self._body(offset)}{chr(self.base + 17)}"

    def slot(self, number: int) -> str:
        """The slot with this number (0 to `NOWHERE`)."""
        return f"{self._body(number)}{chr(self.base + 18)}"

    def _body(self, number: int) -> str:
        return self.opening + "".join(chr(self.base + int(digit, 16)) for digit in f"{min(number, NOWHERE):06x}")

    def number(self, digits: str) -> int:
        """The number that the digits of a mark or slot stand for."""
        return int("".join(f"{ord(digit) - self.base:x}" for digit in digits), 16)

    def strip(self, text: str) -> str:
        """`text` without marks."""
        return self.pattern.sub("", text) if self.opening in text else text


_DEFAULT = Marker()


def free_marker(text: str) -> Marker:
    """A marker none of whose characters stand in `text`, so that an author's own private-use characters stay."""
    used = set(map(ord, _PRIVATE.findall(text)))
    if not used:
        return _DEFAULT
    free = next(base for base in range(_FIRST, _LAST, _BLOCK) if used.isdisjoint(range(base, base + _BLOCK)))
    return Marker(free)
