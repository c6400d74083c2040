"""Tokens: what stands in a page's text for a citation or a macro call while Markdown moves it around.

A token is a number in private-use characters. It takes as much room as what it stands for, counted modulo eight: so
that expanding tabs, which are at most eight wide, moves nothing that stands behind it.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

_BLOCK = 19  # sixteen digits, an opening, a closing and a filling character
# The private-use area of the basic plane: Python keeps such text in half the room of what lies beyond it.
_FIRST, _LAST = 0xE000, 0xF8FF
_BEYOND = (0xF0000, 0x10F000)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_LENGTH = 8  # opening, six digits, closing


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters of a page's tokens. `base` is the first code point."""

    base: int = _FIRST
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    """Matches a token; group 1 holds its digits."""

    def __post_init__(self) -> None:
        digits, closing, filling = f"[{chr(self.base)}-{chr(self.base + 15)}]", self.base + 17, self.base + 18
        pattern = f"{self.opening}({digits}{{6}}){chr(closing)}{chr(filling)}*"
        object.__setattr__(self, "pattern", re.compile(pattern))

    @property
    def opening(self) -> str:
        """The character that every token begins with, and nothing else."""
        return chr(self.base + 16)

    @property
    def filling(self) -> str:
        """The character that makes a token wider."""
        return chr(self.base + 18)

    def token(self, number: int, width: int = 0) -> str:
        """The token with this number (below 16⁶), as wide as `width` modulo eight."""
        return _token(self.base, number) + self.filling * ((width - _LENGTH) % 8)

    def number(self, digits: str) -> int:
        """The number that the digits of a token stand for."""
        return _number(self.base, digits)


@lru_cache(maxsize=4096)
def _token(base: int, number: int) -> str:
    digits = "".join(chr(base + int(digit, 16)) for digit in f"{number:06x}")
    return f"{chr(base + 16)}{digits}{chr(base + 17)}"


@lru_cache(maxsize=4096)
def _number(base: int, digits: str) -> int:
    return int("".join(f"{ord(digit) - base:x}" for digit in digits), 16)


_DEFAULT = Alphabet()


def free_alphabet(text: str) -> Alphabet:
    """An alphabet none of whose characters stand in `text`, so that an author's own private-use characters stay."""
    if text.isascii() or not _PRIVATE.search(text):
        return _DEFAULT
    used = set(map(ord, _PRIVATE.findall(text)))
    bases = chain(range(_FIRST, _LAST - _BLOCK, _BLOCK), range(*_BEYOND, _BLOCK))
    return Alphabet(next(base for base in bases if used.isdisjoint(range(base, base + _BLOCK))))
