"""Raised numbers of a line: those that are raised by their style, and those in the raised digits of Unicode."""

import re
from dataclasses import replace

from vademecum.importing.blocks import CODE, SUPER, Line, plain
from vademecum.importing.handwritten import Written, expand

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒⁽⁾", "0123456789-,()")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒,]*[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_PLACE = r"\((?:pp?|pages?|ch|fig|table|sec)\.?\s?\w[\w,–-]{0,20}\)"
_NUMBER = rf"\d{{1,3}}(?:{_PLACE})?"
_NUMBERS = re.compile(rf"[\s\[(,;]*({_NUMBER}(?:(?:\s*[,;–−-]\s*|\s+){_NUMBER})*)[\s\]),;.]*")
_WITH_PLACE = re.compile(r"(\d{1,3})\(([a-z]+)\.?\s?([^()]+)\)")


def raised_numbers(line: Line) -> list[Written]:
    """The raised numbers of `line`, those that touch as one. A place in a work is AMA's: `7(p12)`."""
    found: list[Written] = []
    position = 0
    for run in line:
        end = position + len(run.text)
        if SUPER in run.style and found and found[-1].end == position and found[-1].tail == "sup":
            found[-1] = replace(found[-1], end=end)
        elif SUPER in run.style:
            found.append(Written("raised", position, end, tail="sup"))
        elif CODE not in run.style:
            signs = (match.span() for match in _RAISED.finditer(run.text))
            found += (Written("raised", position + first, position + last) for first, last in signs)
        position = end
    text = plain(line) if found else ""
    made: list[Written] = []
    for each in found:
        numbers = _NUMBERS.fullmatch(text[each.start : each.end].translate(_SUPERSCRIPTS))
        if numbers:
            places = tuple(
                (int(number), f", {kind}. {place}") for number, kind, place in _WITH_PLACE.findall(numbers[1])
            )
            bare = _WITH_PLACE.sub(r"\1", numbers[1])
            made.append(replace(each, numbers=expand(bare), tail="", places=places))
    return made
