"""The items of a JSON array, each read for itself: one that is broken costs only itself.

JSON as in RFC 8259. Numbers come as the text that stands there, so that `1.50` stays `1.50`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from vademecum.bibliography.limits import MAX_BLOCK, MAX_DEPTH, MAX_FAILED

# A string that is not closed ends with its line, as there are no line ends in the strings of JSON.
_STRING = r'"(?:[^"\\\n]++|\\.)*+"?'
_TOKEN = re.compile(rf"{_STRING}|[\[\]{{}}]")
_KEY = re.compile(rf"({_STRING})\s*+:|{_STRING}|[\[\]{{}}]")
_LINE_START = re.compile(r"\n[ \t]*\Z")
_BLANKS = re.compile(r"\s*+")
_STEPS = {"{": 1, "[": 1, "}": -1, "]": -1}
_WIDEST_INDENT = 80
_SHOWN = 40


class JsonProblem(NamedTuple):
    """Something wrong at an offset of the file: what, and what to do."""

    offset: int
    message: str
    hint: str = ""


class JsonItem(NamedTuple):
    """An item of an array between two offsets: null, a truth value, text (for numbers too), a list or an object."""

    start: int
    end: int
    value: object


class _Stretch(NamedTuple):
    """Where an item stands, and how deep brackets are nested in it."""

    start: int
    end: int
    depth: int


def read_items(text: str) -> Iterator[JsonItem | JsonProblem]:
    """The items of the array that `text` is, and what is wrong, in order.

    An object that holds the array as `items`, as web services answer, will do; any other object is the only item.
    After `MAX_FAILED` problems the rest is not looked at.
    """
    start = _skip_blanks(text, 0)
    keys = key_offsets(text, start, start + MAX_BLOCK) if text.startswith("{", start) else {}
    items = keys.get("items")
    if items is not None:
        start = _skip_blanks(text, text.index(":", items + len('"items"')) + 1)
    if text.startswith("[", start):
        stretches, end = _stretches(text, start, by_lines=False)
        if end < 0:
            stretches, end = _stretches(text, start, by_lines=True)
        if items is None and end >= 0:
            stretches += _between(text, end, len(text), "")
        for each in stretches:
            yield from (each,) if isinstance(each, JsonProblem) else _loaded(text, each)
    elif text.startswith("{", start):
        only, end = _stretch(text, start, "")
        yield from (only,) if isinstance(only, JsonProblem) else _loaded(text, only)
        yield from _between(text, end, len(text), "")
    else:
        yield JsonProblem(start, "here should be a list of works in JSON", "Export the works again, as CSL JSON.")


def key_offsets(text: str, start: int, end: int) -> dict[str, int]:
    """Where the keys of the object at `start` stand, not those of objects within it; of a key twice, the last."""
    offsets: dict[str, int] = {}
    depth = 0
    for token in _KEY.finditer(text, start, end):
        if token[1] and depth == 1:
            offsets[_unquoted(token[1])] = token.start()
        depth += _STEPS.get(token[0], 0)
    return offsets


def _unquoted(string: str) -> str:
    try:
        return str(json.loads(string, strict=False))
    except ValueError:
        return string.strip('"')


def _skip_blanks(text: str, start: int) -> int:
    blanks = _BLANKS.match(text, start)
    return blanks.end() if blanks else start


def _stretches(text: str, start: int, *, by_lines: bool) -> tuple[list[_Stretch | JsonProblem], int]:
    """Where the items of the list at `start` stand, and where it ends; -1 where brackets do not match.

    With `by_lines` an item also ends where a line begins in the way that the line of that item does.
    """
    found: list[_Stretch | JsonProblem] = []
    last, comma, problems = start + 1, "", 0
    while problems < MAX_FAILED and (token := _next_bracket(text, last)):
        begin, closes = token.start(), token[0] == "]"
        between = _between(text, last, begin, "" if closes else comma)
        found += between
        if closes:
            return found, token.end()
        line = _line_start(text, begin) if by_lines else ""
        item, last = _stretch(text, begin, line)
        is_broken = isinstance(item, JsonProblem)
        if is_broken and last == len(text) and not by_lines:
            return [], -1
        found.append(item)
        problems += len(between) + is_broken
        comma = "" if is_broken and text.startswith(("[", "{"), last) else ","
    left = "the list of works is not closed" if problems < MAX_FAILED else "the rest of the file is not read"
    return [*found, JsonProblem(_skip_blanks(text, last), left, "Is the file whole?")], -1


def _next_bracket(text: str, start: int) -> re.Match[str] | None:
    return next((token for token in _TOKEN.finditer(text, start) if token[0] in _STEPS), None)


def _line_start(text: str, offset: int) -> str:
    """The line end and the blanks in front of `offset`, and the character there; empty where more is in front."""
    match = _LINE_START.search(text[max(0, offset - _WIDEST_INDENT) : offset])
    return match[0] + text[offset] if match else ""


def _stretch(text: str, start: int, line: str) -> tuple[_Stretch | JsonProblem, int]:
    """The item that begins at `start`, and the offset at which to go on."""
    depth = deepest = 0
    for token in _TOKEN.finditer(text, start):
        offset = token.start()
        if line and depth and token[0] == line[-1] and text.startswith(line, offset - len(line) + 1):
            return JsonProblem(start, "this work is not closed; it is not read", "Add a brace."), offset
        depth += _STEPS.get(token[0], 0)
        deepest = max(deepest, depth)
        if depth < 0:
            return JsonProblem(start, "this bracket closes nothing", "Remove it."), token.end()
        if token.end() - start > MAX_BLOCK:
            following = text.find(line, offset) if line else -1
            end = token.end() if not depth else len(text) if following < 0 else following + len(line) - 1
            return JsonProblem(start, f"this work is longer than {MAX_BLOCK} characters; it is not read"), end
        if not depth:
            return _Stretch(start, token.end(), deepest), token.end()
    return JsonProblem(start, "this work is not closed; it is not read", "Is the file whole?"), len(text)


def _between(text: str, start: int, end: int, expected: str) -> list[JsonProblem]:
    """What is wrong with the text between two items, where there should be blanks and the `expected` comma."""
    found = text[start:end].strip()
    if found == expected:
        return []
    offset = _skip_blanks(text, start)
    if not found:
        return [JsonProblem(offset, "a comma is missing in front of this work", "Add it.")]
    shown = " ".join(found[:_SHOWN].split())
    return [JsonProblem(offset, f"'{shown}' is no work; it is not read", "Remove it.")]


def _loaded(text: str, stretch: _Stretch) -> Iterator[JsonItem | JsonProblem]:
    """The item that stands there, and the keys that an object in it has twice."""
    start, end, depth = stretch
    if depth > MAX_DEPTH:
        yield JsonProblem(start, f"this work is nested deeper than {MAX_DEPTH} levels; it is not read")
        return
    twice: list[str] = []

    def as_dict(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(found := dict(pairs)) < len(pairs):
            twice.extend(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        return found

    try:
        value = json.loads(
            text[start:end],
            parse_int=str,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=as_dict,
            strict=False,
        )
    except json.JSONDecodeError as error:
        yield JsonProblem(start + error.pos, f"this is no JSON: {error.msg}; the work is not read")
        return
    for name in twice:
        yield JsonProblem(start, f"'{name}' is there twice; the last counts", "Remove one of the two.")
    yield JsonItem(start, end, value)
