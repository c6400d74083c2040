"""Reads the text files under `cases/`: a title, a dot, what is written, a dot, what is expected, a dot."""

from typing import NamedTuple

import pytest

from conversions import CASES


class Case(NamedTuple):
    """One case: what an author writes, and what is expected of it."""

    title: str
    written: str
    expected: str


def read_cases(pattern):
    """The cases of all files that match `pattern`, ready for `parametrize`; a case is known by its title."""
    return [
        pytest.param(case, id=f"{file.stem}: {case.title}")
        for file in sorted(CASES.glob(pattern))
        for case in parse_cases(file.read_text(encoding="utf-8"))
    ]


def parse_cases(text):
    """The cases in `text`; lines before a title that begin with `#` are remarks."""
    lines, cases, part = [], [], []
    for line in text.splitlines():
        if line != ".":
            lines.append(line)
            continue
        part.append("\n".join(lines))
        lines = []
        if len(part) == len(Case._fields):
            title = [words for words in part[0].splitlines() if words and not words.startswith("#")]
            assert len(title) == 1, f"a case has one line of title, not {title}"
            cases.append(Case(title[0], part[1], part[2]))
            part = []
    assert not part, f"the case '{part[0].strip()}' is not closed with a dot"
    return cases
