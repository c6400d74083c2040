"""The sentences of a reference: where its title may end and something else may begin."""

import re

from vademecum.bibliography.exchange.free_text.letters import LETTER, LOWER, UPPER

_ENDS = re.compile(
    rf"(?:(?<!\.)\.|[?!])[\"”’'»)]{{0,2}}(?:\s+(?=[{UPPER[1:-1]}\d\"“‘'(\[¿¡„«]|{LETTER}{{1,4}}(?:Rxiv|Life)|npj\s)|(?=\x00))|(?<={LOWER}{LOWER}{LOWER})\.(?={UPPER}[\w-]*\s{UPPER})|\s*\x00+[\s.,;:\x00]*"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\x00])(?:vs|v|St|Dr|Mr|Mrs|Prof|U\.S|U\.K|U\.S\.A|D\.C|e\.g|i\.e|cf|approx|spp|sp|subsp|var|al|No|Nos|Vol"
    r"|Fig|Inc|Ltd|Co|Corp|[A-Z](?:\.[A-Z])+|Sr|Jr|Ph|ca|ed|eds|Ed|Eds|edn|rev|Proc|Int|Conf|Symp|Trans|Natl|Acad|Pa|Mass|Calif|Conn|Univ|Dept)\.$"
)
_INITIAL = re.compile(rf"\b(?:by|to)\s(?:{UPPER}\.\s?){{0,2}}{UPPER}\.$")
"""`by B.`, with a surname behind it."""


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Where sentences begin between two places, `start` the first of them."""
    starts = [start]
    for match in _ENDS.finditer(text, start, end):
        at = match.end()
        if at >= end:
            break
        if "\x00" not in match[0] and text[match.start()] == ".":
            before = text[max(start, match.start() - 12) : match.start() + 1]
            if _ABBREVIATION.search(before) or _INITIAL.search(before):
                continue
        starts.append(at)
    return starts


def trimmed(text: str, start: int, end: int, edges: str = " .,;:\x00") -> tuple[int, int]:
    """The stretch without punctuation and blanks at its edges."""
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return start, end
