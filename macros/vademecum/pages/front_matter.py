"""The YAML block at the head of a page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

BROKEN = Rule("page/front-matter", Severity.ERROR, "The front matter of a page cannot be read.")

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a page says of itself. `end` is the offset at which its body begins."""

    values: Mapping[str, Any] = field(default_factory=dict)
    end: int = 0

    def text(self, name: str) -> str:
        """A value as text; empty where there is none, or where it is no plain value."""
        value = self.values.get(name)
        return "" if value is None or isinstance(value, dict | list) else str(value)

    def texts(self, name: str) -> list[str]:
        """A list of values as texts; a single value is a list of one."""
        value = self.values.get(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [str(item) for item in values if not isinstance(item, dict | list)]


def read_front_matter(source: Source) -> tuple[FrontMatter, tuple[Finding, ...]]:
    """The front matter of a page, and what is wrong with it. A page without one has an empty one."""
    match = _BLOCK.match(source.text)
    if not match:
        if source.text.startswith("---\n"):
            message = "the front matter is never closed"
            return FrontMatter(), (Finding(BROKEN, source.span(0), message, "Close it with a line of three hyphens."),)
        return FrontMatter(), ()
    try:
        values = yaml.load(match[1], _LOADER)  # noqa: S506  # a safe loader
    except yaml.YAMLError as error:
        return FrontMatter(end=match.end()), (_broken(source, match.start(1), error),)
    if values is None:
        return FrontMatter(end=match.end()), ()
    if not isinstance(values, dict):
        hint = "Write each value as 'name: value' on a line of its own."
        message = "the front matter is no list of names and values"
        return FrontMatter(end=match.end()), (Finding(BROKEN, source.span(match.start(1)), message, hint),)
    return FrontMatter({str(name): value for name, value in values.items()}, match.end()), ()


def _broken(source: Source, start: int, error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or "it is not YAML").removeprefix("found ")
    offset = source.line_start(source.position(start).line + mark.line) + mark.column if mark else start
    hint = "A value that holds ': ' or begins with a quote, '[', '{', '@', '*' or '&' stands in double quotes."
    return Finding(BROKEN, source.span(offset), f"the front matter cannot be read: {problem}", hint)
