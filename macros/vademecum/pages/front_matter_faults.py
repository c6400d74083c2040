"""Why a block of front matter cannot be read, in the words of those who write it.

YAML's own words speak of tokens and mappings. The few mistakes that people make are known: each is looked for where
YAML stopped, and is told where mending it alone would let YAML get further.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE = re.compile(r"(?P<indent>[ ]*)(?P<name>(?:- )?[A-Za-z_][\w-]*:[ \t]+|- )(?P<value>[^\s#].*?)[ \t]*")
_NAMED = re.compile(r"(?P<indent>[ ]+)(?P<name>[A-Za-z_][\w-]*):(?=[ \t]|$)")
_ITEM = re.compile(r"(?P<indent>[ ]*)-(?=[ \t])")
_COLON = re.compile(r":(?=[ \t]|$)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'")
_QUOTES = ("'", '"')
_ENDS = {"[": "]", "{": "}"}
_MOST_LINES_BACK, _LONGEST = 40, 50_000
"""How far before the place where YAML stopped a mistake is looked for, and in how long a block."""


class Fault(NamedTuple):
    """What is wrong, where in the block it stands, and what to do."""

    offset: int
    message: str
    hint: str


class _Guess(NamedTuple):
    """A mistake that may be the cause, and the lines as they would be without it."""

    fault: Fault
    lines: list[str]


def fault_of(text: str, line: int) -> Fault | None:
    """The mistake for which YAML stopped on a line (from 0) of a block; None where it is none of those known."""
    if len(text) > _LONGEST:
        return None
    lines = text.split("\n")
    for guess in _guesses(lines, min(line, len(lines) - 1)):
        stopped = _stops_at("\n".join(guess.lines))
        if stopped is None or stopped > line:
            return guess.fault
    return None


def _stops_at(text: str) -> int | None:
    """The line on which YAML stops; None where it can read all."""
    try:
        yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        return error.problem_mark.line if error.problem_mark else 0
    except (yaml.YAMLError, ValueError, RecursionError):
        return 0
    return None


def _guesses(lines: list[str], stopped: int) -> Iterator[_Guess]:
    """What may be wrong, the nearest to where YAML stopped first."""
    starts = [0]
    for each in lines:
        starts.append(starts[-1] + len(each) + 1)
    for number in range(stopped, max(stopped - _MOST_LINES_BACK, -1), -1):
        for guess in (_tab, _colon, _behind_quotes, _open_quote, _open_list, _odd_sign, _indented, _hyphen):
            found = guess(lines, number)
            if found:
                column, message, hint, line = found
                changed = [*lines[:number], line, *lines[number + 1 :]]
                yield _Guess(Fault(starts[number] + column, message, hint), changed)


_Found = tuple[int, str, str, str] | None
"""The column (from 0) of a mistake, what it is, what to do, and the line without it."""


def _colon(lines: list[str], number: int) -> _Found:
    found = _value(lines[number])
    if not found or found["value"][0] in "\"'[{|>&*!":
        return None
    colon = _COLON.search(found["value"])
    if not colon:
        return None
    name = found["name"].strip(" -\t:")
    of = f" of '{name}'" if name else ""
    message = f"the value{of} holds a colon with a blank behind it, and stands in no quotes"
    column = found.start("value") + colon.start()
    return column, message, _put_in_quotes(found), _with_value(found, _quoted(found["value"]))


def _behind_quotes(lines: list[str], number: int) -> _Found:
    found = _value(lines[number])
    quoted = _QUOTED.match(found["value"]) if found else None
    if not found or not quoted or quoted.end() == len(found["value"]):
        return None
    rest = found["value"][quoted.end() :]
    if rest.lstrip().startswith(("#", ":")):
        return None
    column = found.start("value") + quoted.end() + len(rest) - len(rest.lstrip())
    message = f"words stand behind the quotes of a value: {_shown(rest.strip())}"
    hint = 'Put the whole value between quotes; a double quote within it is written \\".'
    return column, message, hint, _with_value(found, _quoted(found["value"]))


def _open_quote(lines: list[str], number: int) -> _Found:
    found = _value(lines[number])
    if not found or not found["value"].startswith(_QUOTES) or _QUOTED.match(found["value"]):
        return None
    message = f"a quote begins here and does not end: {_shown(found['value'])}"
    hint = "End the value with the same quote."
    return found.start("value"), message, hint, _with_value(found, _quoted(found["value"][1:]))


def _open_list(lines: list[str], number: int) -> _Found:
    found = _value(lines[number])
    end = _ENDS.get(found["value"][0]) if found else None
    if not found or not end or end in found["value"]:
        return None
    message = f"a list begins here and does not end: {_shown(found['value'])}"
    return found.start("value"), message, f"Write '{end}' behind its last value.", f"{lines[number]}{end}"


def _odd_sign(lines: list[str], number: int) -> _Found:
    found = _value(lines[number])
    if not found or found["value"][0] not in "@`%*&!|>":
        return None
    sign = found["value"][0]
    message = f"the value begins with '{sign}', which means something else to YAML, and stands in no quotes"
    return found.start("value"), message, _put_in_quotes(found), _with_value(found, _quoted(found["value"]))


def _tab(lines: list[str], number: int) -> _Found:
    line = lines[number]
    lead = line[: len(line) - len(line.lstrip())]
    if "\t" not in lead:
        return None
    return lead.index("\t"), "the line begins with a tab", "Write blanks: two for each step.", line.expandtabs(2)


def _indented(lines: list[str], number: int) -> _Found:
    found = _NAMED.match(lines[number])
    if not found:
        return None
    message = f"'{found['name']}' stands {_blanks(len(found['indent']))} to the right of the names above it"
    hint = "Names stand exactly below each other: take the blanks before it away."
    return found.start("name"), message, hint, lines[number].lstrip()


def _hyphen(lines: list[str], number: int) -> _Found:
    found = _ITEM.match(lines[number])
    if not found:
        return None
    first = next((item for each in _above(lines, number) if (item := _ITEM.match(each))), None)
    if not first or first["indent"] == found["indent"]:
        return None
    apart = len(found["indent"]) - len(first["indent"])
    side = "right" if apart > 0 else "left"
    message = f"this item of a list stands {_blanks(abs(apart))} too far to the {side}"
    hint = f"The hyphens of a list stand exactly below each other: {_blanks(len(first['indent']))} before each of them."
    return len(found["indent"]), message, hint, first["indent"] + lines[number].lstrip()


def _above(lines: list[str], number: int) -> Iterator[str]:
    """The lines of the same value above a line, from its first: below the name at the margin that begins it."""
    first = number
    while first > 0 and (lines[first][:1] in ("", " ", "#", "-")):
        first -= 1
    return iter(lines[first:number])


def _value(line: str) -> re.Match[str] | None:
    return _LINE.fullmatch(line)


def _with_value(found: re.Match[str], value: str) -> str:
    return f"{found['indent']}{found['name']}{value}"


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _put_in_quotes(found: re.Match[str]) -> str:
    return f"Put the value between double quotes: {found['name'].lstrip()}{_shown(_quoted(found['value']))}"


def _blanks(count: int) -> str:
    return {0: "no blank", 1: "one blank"}.get(count, f"{count} blanks")


_MOST_SHOWN = 60


def _shown(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 2]}…{text[-1]}"
