"""Names of persons and bodies, split as BibTeX splits them ("Tame the BeaST", section 11)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from vademecum.bibliography.latex import decode_plain

_SIMPLE = re.compile(r"([^\W\d_a-z][^,{}\\\s~$`'-]*),\s+([^,{}\\~$`'-]*[^,{}\\~$`'\s-])")


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family` and what stands around it) or a body (`literal`), as plain text."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def short(self) -> str:
        """The name as a citation shows it: the body, or particle and family name."""
        return self.literal or " ".join(filter(None, (self.particle, self.family))) or self.given

    @property
    def initials(self) -> str:
        """First letters of the given names without dots, as medical journals print them: `PRJ`, `J-P`."""
        return "".join(
            "-".join(piece[0].upper() for piece in word.split("-") if piece)
            for word in self.given.replace(".", " ").split()
        )


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names, each read when it is asked for; `others` where the list says that there are more."""

    written: tuple[str, ...] = ()
    """The names as they stand in the file."""
    others: bool = False

    def first(self, number: int) -> tuple[Name, ...]:
        """The first `number` of the names."""
        return tuple(map(parse_name, self.written[:number]))

    @property
    def persons(self) -> tuple[Name, ...]:
        """All of the names."""
        return tuple(map(parse_name, self.written))

    def __len__(self) -> int:
        return len(self.written)


_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


@lru_cache(maxsize=65536)
def parse_names(value: str) -> Names:
    """The names in an `author` or `editor` field, as written in the file (LaTeX and braces still there)."""
    words = [word for word in map(str.strip, _split(value, _AND)) if word]
    others = bool(words) and words[-1].lower() == "others"
    return Names(tuple(words[:-1] if others else words), others)


@lru_cache(maxsize=65536)
def parse_name(text: str) -> Name:
    """One name: `First von Last`, `von Last, First`, `von Last, Jr, First`, or a body in braces."""
    simple = _SIMPLE.fullmatch(text)
    if simple:
        return Name(simple[1], simple[2])
    if text.startswith("{") and _closing(text) == len(text) - 1:
        return Name(literal=decode_plain(text))
    pieces = [piece.strip() for piece in _split(text, _COMMA)]
    if len(pieces) == 1:
        words = _split(pieces[0], _BLANK)
        first = next((index for index, word in enumerate(words[:-1]) if _is_particle(word)), len(words) - 1)
        given, rest = words[:first], words[first:]
        suffix = ""
    else:
        rest = _split(pieces[0], _BLANK)
        suffix = ", ".join(pieces[1:-1])
        given = [pieces[-1]]
    last = next((index for index, word in enumerate(rest) if not _is_particle(word)), len(rest) - 1)
    return Name(
        family=decode_plain(" ".join(rest[last:])),
        given=decode_plain(" ".join(given)),
        particle=decode_plain(" ".join(rest[:last])),
        suffix=decode_plain(suffix),
    )


_COMMA = re.compile(r",")
_BLANK = re.compile(r"[\s~]+")


def _is_particle(word: str) -> bool:
    """Whether `word` is a "von" part: its first letter outside braces is lower-case."""
    letter = next((character for character in word if character.isalpha() or character == "{"), "")
    return letter.islower()


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """`text` split at `separator` outside braces."""
    if "{" not in text:
        return separator.split(text)
    pieces, start, depth = [], 0, 0
    for match in re.finditer(r"\\.|[{}]|" + separator.pattern, text, separator.flags):
        found = match[0]
        if found == "{":
            depth += 1
        elif found == "}":
            depth -= 1
        elif depth <= 0 and not found.startswith("\\"):
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def _closing(text: str) -> int:
    """The index of the brace that closes the one at the start of `text`, -1 where none does."""
    depth = 0
    for match in re.finditer(r"\\.|[{}]", text):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return -1
