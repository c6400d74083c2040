"""One name, read as BibTeX reads it ("Tame the BeaST", section 11), and what BibTeX would read wrongly.

`First von Last`, `von Last, First`, `von Last, Jr, First`, or a body in braces. Where what is written cannot be meant
as BibTeX reads it, it is read as it is meant, and a problem says so. Nothing is lost: what is no part of a name stays
in it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from vademecum.bibliography.latex import decode_plain
from vademecum.bibliography.name.extended import is_extended, read_extended
from vademecum.bibliography.name.outline import Stretch, names_body, stretch
from vademecum.bibliography.name.person import Name
from vademecum.bibliography.name.problem import NameProblem, quoted
from vademecum.bibliography.name.words import (
    BODIES,
    BODY_CONNECTORS,
    COMPANIES,
    CONNECTORS,
    DEGREES,
    MAYBE_INITIALS,
    MIDDLE_WORDS,
    PARTICLES,
    SUFFIXES,
)

# The plain forms of most names: words of Latin letters with single blanks between them, nothing to decode but an
# apostrophe, no initials where the family name belongs. A word in `_TELLING` makes them something else.
_CAPITAL, _SMALL, _LETTER = "[A-ZÀ-ÖØ-Þ]", "[a-zß-öø-ÿ]", "[A-Za-zÀ-ÖØ-öø-ɏ]"
_FAMILY = rf"{_CAPITAL}{_LETTER}*+(?:['’-]{_LETTER}++| {_CAPITAL}{_SMALL}{_LETTER}*+)*+"
_GIVEN = rf"{_CAPITAL}{_LETTER}*+(?:(?:\.[ -]?| ){_CAPITAL}{_LETTER}*+|-{_LETTER}++)*+\.?"
PLAIN_NAME = rf"(?:(?!and |others )[a-z]++ )*+{_FAMILY}, {_GIVEN}"
_FAMILY_GIVEN = re.compile(rf"(?:([a-z]++(?: [a-z]++)*+) )?+({_FAMILY}), ({_GIVEN})")
_GIVEN_FAMILY = re.compile(
    rf"((?:{_CAPITAL}(?:{_LETTER}|\.|-(?!-))*+ )++)({_CAPITAL}{_SMALL}{_LETTER}*+(?:-{_LETTER}++)*+)"
)
_TELLING = BODIES | {f"{word}." for word in COMPANIES} | {word.lower() for word in SUFFIXES | DEGREES}
_COMMA = re.compile(",")
_DIGITS_OF_NAMESAKE = 4
"""DBLP writes `Jun Zhu 0001`, which programs turn round to `0001, Jun Zhu`."""
_INITIALS = re.compile(r"[A-Z]{1,3}|(?:[A-Z]\.-?){1,3}")
_MARK = re.compile(r"[\d*†‡§¶]+|\((?:eds?|hrsg|editors?)\.?\)", re.IGNORECASE)
_LOWER_INITIAL = re.compile(r"[a-z]\.")

_IN_BRACES = "Put the name of a body in braces: {World Health Organization}."
_FAMILY_FIRST = "Write the family name first, with a comma behind it: Smith, Jane."
_SUFFIX_SECOND = "Write 'King, Jr., Martin Luther'."
_ONE_COMMA = "Write 'Family, Given', or 'Family, Suffix, Given', and 'and' between two names."


@lru_cache(maxsize=65536)
def read_name(text: str) -> tuple[Name, tuple[NameProblem, ...]]:
    """The name that `text` is, and what is wrong with it, each with its offset in `text`."""
    plain = _FAMILY_GIVEN.fullmatch(text)
    if plain and _TELLING.isdisjoint(text.lower().replace(",", "").split()):
        particle, family, given = plain.groups("")
        return Name(decode_plain(family) if "'" in family else family, given, particle), ()
    plain = None if plain else _GIVEN_FAMILY.fullmatch(text)
    if plain and _TELLING.isdisjoint(text.lower().split()):
        return Name(plain[2], plain[1][:-1]), ()
    return read_any_name(text)


def read_any_name(text: str) -> tuple[Name, tuple[NameProblem, ...]]:
    """What `read_name` does, for every name the same way."""
    reader = _Reader(stretch(text))
    return reader.read(), tuple(reader.problems)


class _Reader:
    """Reads one name, and takes note of what is wrong with it."""

    def __init__(self, name: Stretch) -> None:
        self._name = name
        self.problems: list[NameProblem] = []

    def read(self) -> Name:
        """The name."""
        for brace in "{}":
            if brace in self._name.visible:
                at = self._name.outline.index(brace, self._name.start)
                self._report(at, f"the brace '{brace}' has no other half", "Close each brace that you open.")
        if self._name.is_group():
            self._check_group()
            return Name(literal=self._name.plain)
        if is_extended(self._name):
            name, problems = read_extended(self._name)
            self.problems += problems
            return name
        written = self._name.split(_COMMA)
        parts = [part for part in written if part.written]
        if len(parts) < len(written):
            empty = next(index for index, part in enumerate(written) if not part.written)
            place = written[empty - 1].end if empty else self._name.start
            self._report(place, "there is a comma too many", _ONE_COMMA)
        if len(parts) > 2:  # noqa: PLR2004  # family, suffix, given
            return self._read_many(parts)
        if not parts:
            return Name(literal=self._name.plain)
        return self._family_first(*parts) if len(parts) > 1 else self._given_first(parts[0])

    def _report(self, place: Stretch | int, message: str, hint: str) -> None:
        self.problems.append(NameProblem(place if isinstance(place, int) else place.start, message, hint))

    def _check_group(self) -> None:
        """Whether the braces hold one body, or a list of persons that was not meant to be one."""
        inside = self._name.written
        comma = inside.find(",")
        joint = inside.find(" and ", comma)
        if ";" in inside or (comma >= 0 and joint >= 0 and inside.find(",", joint) >= 0):
            message = f"{quoted(inside[1:-1])} is read as one body, for it stands in braces"
            self._report(self._name, message, "Leave out the braces around a list of names.")

    def _given_first(self, name: Stretch) -> Name:
        """`First von Last`: the family name begins at the first lower-case word, or is the last word."""
        words = name.words()
        if len(words) > 1 and len(words[-1].visible) == _DIGITS_OF_NAMESAKE and words[-1].visible.isdecimal():
            self._report(words[-1], f"{words[-1].written} tells namesakes apart and is left out", "Remove the number.")
            words.pop()
        if len(words) <= 1:
            return Name(family=_plain(words))
        if names_body(name) or any(word.visible in BODY_CONNECTORS for word in words):
            return self._body(name, name.plain)
        suffix = self._trailing_suffix(words, least=2)
        self._check_marks(words)
        if len(words) > 1 and _INITIALS.fullmatch(words[-1].visible) and any(map(str.islower, words[-2].visible)):
            self._report(words[-1], f"{quoted(words[-1].written)} is read as the family name", _FAMILY_FIRST)
        first = next((index for index, word in enumerate(words[:-1]) if _is_particle(word)), len(words) - 1)
        if 0 < first < len(words) - 1 and words[first].visible in CONNECTORS:
            self._report(words[first], f"BibTeX takes {quoted(words[first].written)} for a particle", _FAMILY_FIRST)
            return Name(_plain(words[first - 1 :]), _plain(words[: first - 1]), suffix=suffix)
        if not first and len(words) > 1 and words[0].folded not in PARTICLES:
            self._report(
                words[0], f"{quoted(words[0].written)} is read as a particle, being in lower case", _FAMILY_FIRST
            )
        particle, family = _split_family(words[first:])
        return Name(family, _plain(words[:first]), particle, suffix)

    def _family_first(self, family: Stretch, given: Stretch) -> Name:
        """`von Last, First`, and what is written in this way but is something else."""
        if family.end - family.start == _DIGITS_OF_NAMESAKE and family.visible.isdecimal():
            self._report(family, f"{family.written} tells namesakes apart and is left out", "Remove the number.")
            return self._given_first(given)
        families, givens = family.words(), given.words()
        if family.visible in SUFFIXES and len(givens) > 1:
            self._report(family, f"the suffix {quoted(family.written)} stands for the family name", _SUFFIX_SECOND)
            return _with_suffix(self._given_first(given), family)
        may_be_initials = given.visible in MAYBE_INITIALS and len(families) == 1
        if (given.visible in SUFFIXES and not may_be_initials) or given.visible in DEGREES:
            self._report(given, f"BibTeX takes {quoted(given.written)} for the given name", _SUFFIX_SECOND)
            return _with_suffix(self._given_first(family), given)
        body = _body_in_two(family, given)
        return self._body(family, body) if body else self._last_first(families, givens)

    def _last_first(self, family: list[Stretch], given: list[Stretch]) -> Name:
        """A person from the words before and behind the comma."""
        suffix = self._trailing_suffix(family)
        if len(given) > 1 and not suffix and given[0].visible in SUFFIXES and given[0].visible not in MAYBE_INITIALS:
            self._report(given[0], f"the suffix {quoted(given[0].written)} is not between two commas", _SUFFIX_SECOND)
            suffix = given.pop(0).plain
        suffix = suffix or self._trailing_suffix(given)
        self._check_marks([*family, *given])
        dropping: list[Stretch] = []
        while len(given) > 1 and given[-1].visible in PARTICLES:
            dropping.insert(0, given.pop())
        particle, last = _split_family(family)
        return Name(last, _plain(given), particle, suffix, dropping_particle=_plain(dropping))

    def _read_many(self, parts: list[Stretch]) -> Name:
        """`von Last, Jr, First`; with more commas than that, all behind the second is the given name."""
        family, suffix, *rest = parts
        if names_body(self._name):
            return self._body(self._name, self._name.plain)
        if len(rest) > 1:
            self._report(rest[0], "the name has more than two commas", _ONE_COMMA)
            particle, last = _split_family(family.words())
            return Name(last, ", ".join(part.plain for part in rest), particle, suffix.plain)
        given = rest[0]
        if _is_suffix(given) and not _is_suffix(suffix):
            self._report(given, f"the suffix {quoted(given.written)} stands behind the given name", _SUFFIX_SECOND)
            suffix, given = given, suffix
        elif not _is_suffix(suffix):
            self._report(suffix, f"{quoted(suffix.written)} stands where a suffix such as 'Jr.' would", _ONE_COMMA)
        return _with_suffix(self._last_first(family.words(), given.words()), suffix)

    def _trailing_suffix(self, words: list[Stretch], least: int = 1) -> str:
        """The suffix that is the last of `words`, from which it is taken; empty where it is none.

        What may be initials is a suffix only if it leaves `least` words.
        """
        last = words[-1].visible if words else ""
        if len(words) <= (least if last in MAYBE_INITIALS else 1) or last not in SUFFIXES:
            return ""
        self._report(words[-1], f"BibTeX takes the suffix {quoted(words[-1].written)} for a name", _SUFFIX_SECOND)
        return words.pop().plain

    def _check_marks(self, words: Iterable[Stretch]) -> None:
        for word in words:
            mark = _MARK.search(word.visible)
            if mark:
                self._report(word.start + mark.start(), f"{quoted(mark[0])} is no part of a name", "Remove the mark.")
                return

    def _body(self, place: Stretch, name: str) -> Name:
        self._report(place, f"{quoted(name)} looks like a body, and is read as one", _IN_BRACES)
        return Name(literal=name)


def _with_suffix(name: Name, suffix: Stretch) -> Name:
    return replace(name, suffix=" ".join(filter(None, (suffix.plain, name.suffix))))


def _split_family(words: list[Stretch]) -> tuple[str, str]:
    """Particle and family name: the lower-case words at the beginning, and the others, one of them at least."""
    last = next((index for index, word in enumerate(words) if not _is_particle(word)), len(words) - 1)
    return _plain(words[:last]), _plain(words[last:])


def _is_particle(word: Stretch) -> bool:
    """Whether BibTeX takes `word` for a "von" part: its first letter is in lower case and not in braces."""
    letter = next((index for index, sign in enumerate(word.visible) if sign.isalpha() or not sign.isprintable()), -1)
    if letter < 0 or _LOWER_INITIAL.match(word.visible):
        return False
    written = word.written[letter:]
    if written[0] == "{" and written[1:2] != "\\":
        return False
    return next(filter(str.isalpha, word.plain), "").islower() if written[0] in "{\\" else written[0].islower()


def _is_suffix(part: Stretch) -> bool:
    return all(word.folded.replace(".", "") in MIDDLE_WORDS for word in part.words())


def _body_in_two(family: Stretch, given: Stretch) -> str:
    """The body that a comma has cut in two; empty where there is a person. `Group, The PRISMA` is turned round."""
    turned = " ".join(filter(None, (given.plain, family.plain)))
    straight = ", ".join(filter(None, (family.plain, given.plain)))
    if given.folded in COMPANIES:
        return straight
    if family.folded in BODIES or names_body(given):
        return turned
    return straight if names_body(family) else ""


def _plain(words: list[Stretch]) -> str:
    return " ".join(filter(None, (word.plain for word in words)))
