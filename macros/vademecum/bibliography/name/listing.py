"""A list of names, taken apart at `and`; and what people write between names instead.

BibTeX knows nothing but `and`, in any case, with blanks around it. Semicolons, ampersands, `et al.` and lists with
nothing but commas are taken for what they mean, with a problem for each. Braces hide everything.
"""

import re
from typing import NamedTuple

from vademecum.bibliography.name.extended import is_extended, is_list_option
from vademecum.bibliography.name.outline import Stretch, names_body, stretch
from vademecum.bibliography.name.problem import NameProblem, quoted
from vademecum.bibliography.name.words import MIDDLE_WORDS, SUFFIXES

_AND = re.compile(r"(?:(?<!\S)|(?<=[.,;]))and(?!\S)", re.IGNORECASE)
_SEMICOLON = re.compile(";")
_AMPERSAND = re.compile(r"(?<!\S)&+(?!\S)")
_COMMA = re.compile(",")
_ET_AL_LAST = re.compile(r"(?:^|(?<=[\s,~]))et\.?\s?al\b[\s.,]*$", re.IGNORECASE)
_ET_AL_FIRST = re.compile(r"et\.?\s?al(?:\.,?|,)\s*", re.IGNORECASE)
_OTHERS = frozenset(("others", "many others", "...", "…", "etc"))
_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?){1,4}[a-z]?")
_BARE_INITIALS = re.compile(r"\S.* ([A-Z]{1,3})", re.DOTALL)
_DOTTED_INITIALS = re.compile(r"\S.* ((?:[A-Z]\.[ -]?){1,3})", re.DOTALL)

_LONGEST_ET_AL = 24
"""As much of the end of a name is looked at for an `et al.` in macros or braces."""
_SIGNS = re.compile(
    r"[;&=…]|^,|,$|\.\.\.| [A-Z]{1,3},|\x00[^\w\x00]*+$"
    r"|^(?:(?:many )?[Oo]thers|OTHERS|[Ee]tc)\b|\b[Ee][Tt]\.?\s?[Aa][Ll]\b"
)
"""Without one of these, and with one comma at most, what stands between two `and`s is certainly one name."""

_WRITE_AND = "Write 'and' between two names."
_WRITE_OTHERS = "Write 'and others' at the end of the list."


class Listed(NamedTuple):
    """One name of a list: where it begins, and the name as one would write it alone."""

    offset: int
    text: str


class NameList(NamedTuple):
    """The names, whether there are others, and what is wrong with how they are listed."""

    names: tuple[Listed, ...]
    others: bool
    problems: tuple[NameProblem, ...]


def read_list(value: str) -> NameList:
    """The names in a field such as `author`, as written in the file."""
    reader = _Reader(stretch(value))
    reader.read()
    return NameList(tuple(reader.names), reader.others, tuple(reader.problems))


class _Reader:
    """Reads one list, and takes note of what is wrong with it: of each kind of mistake the first."""

    def __init__(self, whole: Stretch) -> None:
        self._whole = whole
        self.names: list[Listed] = []
        self.others = False
        self.problems: list[NameProblem] = []

    def read(self) -> None:
        """Take in the whole list."""
        joints = [match.start() for match in _AND.finditer(self._whole.outline)]
        pieces = self._whole.split(_AND) if self._whole.written else []
        for index, piece in enumerate(pieces):
            if not piece.written or (piece.is_group() and not piece.plain):
                self._report(joints[max(index - 1, 0)] if joints else 0, "a name is missing", _WRITE_AND)
                continue
            if self.others:
                self._report(piece.start, "a name stands behind 'others'", _WRITE_OTHERS)
            if piece.end in joints[index : index + 1]:
                self._report(piece.end, "there is no blank before 'and'", _WRITE_AND)
            self._read_piece(piece)
        self._split_mixed()
        if self.others and not self.names:
            self._report(self._whole.start, "nobody is named before 'others'", "Name the first of them.")

    def _split_mixed(self) -> None:
        """Take `Jo Smith, Al Doe and Ann Roe` for three persons: where one has no comma, none has."""
        in_full = [name for name in self.names if "," not in name.text]
        if not in_full or len(in_full) == len(self.names) or "{" in self._whole.text:
            return
        lists = {name: [part.split() for part in name.text.split(",")] for name in self.names}
        if any(len(parts) > 2 or any(len(part) < 2 for part in parts) for parts in lists.values()):  # noqa: PLR2004
            return
        self.names = [part for name in self.names for part in _at_comma(name)]
        offset = next(name.offset + name.text.index(",") for name, parts in lists.items() if len(parts) > 1)
        self._report(offset, "BibTeX does not know ',' between names", _WRITE_AND)

    def _report(self, offset: int, message: str, hint: str) -> None:
        if all(message != problem.message for problem in self.problems):
            self.problems.append(NameProblem(offset, message, hint))

    def _read_piece(self, piece: Stretch) -> None:
        """Take in what stands between two `and`s: a name, or several with other signs between them."""
        visible = piece.visible
        is_one = visible.count(",") <= 1 and not _SIGNS.search(visible)
        if (visible and is_one) or is_extended(piece):
            self.names.append(Listed(piece.start, piece.written))
            return
        if is_list_option(piece):
            return
        for part in piece.split(_SEMICOLON):
            if part.end < piece.end:
                self._report(part.end, "BibTeX does not know ';' between names", _WRITE_AND)
            names = part.split(_AMPERSAND) if "&" in part.visible and not names_body(part) else [part]
            if len(names) > 1:
                self._report(names[0].end, "BibTeX does not know '&' between names", _WRITE_AND)
            for name in names:
                if name.written:
                    self._read_names(name, is_alone=name == piece)

    def _read_names(self, name: Stretch, *, is_alone: bool) -> None:
        """Take in a name without signs around it, or a list that has only commas between the names."""
        trimmed = self._without_et_al(name)
        visible = trimmed.visible.strip(", \t\r\n")
        start = trimmed.outline.find(visible, trimmed.start) if visible else trimmed.end
        bare = trimmed.part(start, start + len(visible))
        if is_alone and trimmed == name != bare:
            place = name.start if bare.start > name.start else bare.end
            self._report(place, "there is a comma too many", "Remove the comma.")
        if _means_others(bare):
            if bare.visible.lower() != "others" or bare.end < self._whole.end:
                self._report(bare.start, f"{quoted(bare.written)} is taken for 'and others'", _WRITE_OTHERS)
            self.others = True
        elif bare.written:
            self.names += self._in_commas(bare) or [Listed(bare.start, bare.written)]

    def _without_et_al(self, name: Stretch) -> Stretch:
        """`name` without "et al." at its end or, where a program has turned it round, at its beginning."""
        first, last = _ET_AL_FIRST.match(name.visible), _ET_AL_LAST.search(name.visible)
        start = name.start + first.end() if first else name.start
        end = name.start + last.start() if last else name.end
        if not name.visible[-_LONGEST_ET_AL:].isprintable():
            ending = name.words()[-1]
            end = ending.start if ending.folded == "et al" else end
        if (start, end) == (name.start, name.end):
            return name
        self._report(name.start if first else end, "BibTeX does not know 'et al.'", _WRITE_OTHERS)
        self.others = True
        return name.part(start, max(start, end))

    def _in_commas(self, name: Stretch) -> list[Listed]:
        """The names of a list that has only commas between them; empty where the commas are those of one name."""
        parts = [part for part in name.split(_COMMA) if part.written] if "," in name.visible else []
        names = _initials_last(parts) or _in_pairs(parts) or _in_full(parts)
        if not names or names_body(name) or any(map(_is_suffix, parts)):
            return []
        self._report(parts[0].end, "BibTeX does not know ',' between names", _WRITE_AND)
        return names


def _initials_last(parts: list[Stretch]) -> list[Listed]:
    """`Smith J, Doe KM`, with full stops where there are three names or more."""
    if len(parts) < 2:  # noqa: PLR2004  # a list
        return []
    matches = [_BARE_INITIALS.fullmatch(part.visible) for part in parts]
    if not all(matches) and len(parts) > 2:  # noqa: PLR2004  # `Smith J., Ann B.` may be one name
        matches = [_BARE_INITIALS.fullmatch(part.visible) or _DOTTED_INITIALS.fullmatch(part.visible) for part in parts]
    names = []
    for part, match in zip(parts, matches, strict=True):
        if not match or match[1] in SUFFIXES:
            return []
        family = part.part(part.start, part.start + match.start(1)).written
        names.append(Listed(part.start, f"{family}, {part.written[match.start(1) :]}"))
    return names


def _in_pairs(parts: list[Stretch]) -> list[Listed]:
    """`Smith, J., Doe, K. M.` and so on, two names or more."""
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) < 4 or len(parts) % 2:  # noqa: PLR2004  # two pairs
        return []
    if not all(
        _INITIALS.fullmatch(given.visible) and not _INITIALS.fullmatch(family.visible) for family, given in pairs
    ):
        return []
    return [Listed(family.start, family.text[family.start : given.end]) for family, given in pairs]


def _in_full(parts: list[Stretch]) -> list[Listed]:
    """`Jo Smith, Al Doe, Ann Roe`: three names or more, of two words or more."""
    if len(parts) < 3 or any(len(part.words()) < 2 for part in parts):  # noqa: PLR2004  # as said
        return []
    return [Listed(part.start, part.written) for part in parts]


def _at_comma(name: Listed) -> list[Listed]:
    before, comma, after = name.text.partition(",")
    behind = Listed(name.offset + len(name.text) - len(after.lstrip()), after.strip())
    return [Listed(name.offset, before.rstrip()), *([behind] if comma else [])]


def _means_others(name: Stretch) -> bool:
    word = name.visible.lower()
    return word in _OTHERS or word.rstrip(".") in _OTHERS or name.written in {"\\ldots", "\\dots"}


def _is_suffix(part: Stretch) -> bool:
    return part.folded.replace(".", "") in MIDDLE_WORDS
