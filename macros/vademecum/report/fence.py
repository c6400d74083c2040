"""What encloses text as code in Markdown, whatever the text is."""

import re

_TICKS = re.compile("`+")


def fence(text: str, least: int = 1) -> str:
    """At least `least` backticks, and more than follow each other anywhere in `text` (CommonMark 0.31, 4.5 and 6.1)."""
    return "`" * max([least, *(len(ticks) + 1 for ticks in _TICKS.findall(text))])
