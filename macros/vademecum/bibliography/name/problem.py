"""What is wrong with a name or a list of names: a value, whoever finds it."""

from typing import NamedTuple


class NameProblem(NamedTuple):
    """What is wrong: at which offset of the text, in plain words, and what to do."""

    offset: int
    message: str
    hint: str


_MOST_QUOTED = 40


def quoted(text: str) -> str:
    """`text` in quotation marks on one line, cut where it is long."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= _MOST_QUOTED else f"'{line[:_MOST_QUOTED]}…'"
