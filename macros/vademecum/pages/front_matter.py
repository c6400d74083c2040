"""The YAML block at the head of a page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from vademecum.pages.front_matter_faults import fault_of
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

BROKEN = Rule("page/front-matter", Severity.ERROR, "The front matter of a page cannot be read.")

UNUSABLE = Rule("page/front-matter-value", Severity.ERROR, "A value in the front matter cannot be used.")

IMPOSSIBLE_DATE = Rule("page/impossible-date", Severity.ERROR, "A date in the front matter is not in the calendar.")

REVIEW_STATUSES = ("draft", "unreviewed", "reviewed", "outdated")

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_SAFE: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _date_or_text(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    """A date; the text of one that is not in the calendar, so that the other values of the page can still be read."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


_LOADER = type("_Loader", (_SAFE,), {})
_LOADER.add_constructor("tag:yaml.org,2002:timestamp", _date_or_text)  # type: ignore[attr-defined]  # a loader has it


class Place(NamedTuple):
    """Where a value stands in the file, quotes included: two offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a page says of itself. `end` is the offset at which its body begins."""

    values: Mapping[str, Any] = field(default_factory=dict)
    end: int = 0
    is_broken: bool = False
    """Whether there is one that cannot be read: then nothing is known of what the page says of itself."""
    _tree: yaml.Node | None = field(default=None, repr=False, compare=False)
    _start: int = field(default=0, repr=False, compare=False)

    def text(self, name: str) -> str:
        """A value as text; empty where there is none, or where it is no plain value."""
        value = self.values.get(name)
        return "" if value is None or isinstance(value, dict | list) else str(value)

    @property
    def has_references(self) -> bool:
        """Whether the page wants a list of references; `references: false` leaves it out."""
        return self.values.get("references") is not False

    def offset(self, name: str, source: Source) -> int:
        """Where the value called `name` is written in `source`; 0 where it is not."""
        match = re.compile(rf"^{re.escape(name)}[ \t]*:", re.MULTILINE).search(source.text, 0, self.end)
        return match.start() if match else 0

    def names(self) -> Iterator[tuple[str, Place]]:
        """The names as they are written, in order, those that are written twice among them, each with its place."""
        for key, _ in _pairs(self._tree):
            yield str(key.value), self._place(key)

    def place(self, *steps: str | int) -> Place:
        """Where a value is written: `place("authors", 0, "orcid")`. What is not there is where the rest of it is."""
        node = self._tree
        for step in steps:
            if isinstance(step, int):
                items = node.value if isinstance(node, yaml.SequenceNode) else []
                found = items[step] if step < len(items) else None
            else:
                found = next((value for key, value in reversed(_pairs(node)) if key.value == step), None)
            if found is None:
                break
            node = found
        return Place(0, 0) if node is None or node is self._tree else self._place(node)

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._start + node.start_mark.index, self._start + node.end_mark.index)

    def texts(self, name: str) -> list[str]:
        """A list of values as texts; a single value is a list of one."""
        value = self.values.get(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [str(item) for item in values if not isinstance(item, dict | list)]


def read_front_matter(source: Source) -> tuple[FrontMatter, tuple[Finding, ...]]:
    """The front matter of a page, and what is wrong with it. A page without one has an empty one."""
    match = _BLOCK.match(source.text)
    if not match:
        if not source.text.startswith("---\n"):
            return FrontMatter(), ()
        unclosed = _broken(source, 0, "it is never closed", "Close it with a line of three hyphens.")
        return FrontMatter(is_broken=True), (unclosed,)
    values, tree, problem = _load(source, match)
    front_matter = FrontMatter(values, match.end(), problem is not None, tree, match.start(1))
    return front_matter, (problem,) if problem else tuple(_impossible_dates(front_matter, source))


def _load(source: Source, match: re.Match[str]) -> tuple[dict[str, Any], yaml.Node | None, Finding | None]:
    """The values of a block and the tree they were made of, or what is wrong with it."""
    text, start = match[1], match.start(1)
    try:
        if _is_too_deep(text):
            return {}, None, _broken(source, start, "lists stand in lists too deeply", "Write it with fewer levels.")
        loader = _LOADER(text)
        tree = loader.get_single_node()
        values = None if tree is None else loader.construct_document(tree)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return {}, None, _unreadable(error, source, match)
    if values is None:
        return {}, None, None
    if not isinstance(values, dict):
        hint = "Write each value as 'name: value' on a line of its own."
        return {}, None, _broken(source, start, "it is no list of names and values", hint)
    if _is_too_large(values):
        return {}, None, _broken(source, start, "it holds too much", "Write out what stands there as '*name'.")
    return {str(name): value for name, value in values.items()}, tree, None


def _unreadable(error: Exception, source: Source, match: re.Match[str]) -> Finding:
    """The finding for a block that YAML gave up on: in words of its own where the mistake is one that people make."""
    text, start, mark = match[1], match.start(1), getattr(error, "problem_mark", None)
    fault = fault_of(text, mark.line) if mark else None
    if fault:
        return _broken(source, start + fault.offset, fault.message, fault.hint)
    problem = str(getattr(error, "problem", None) or "it is not YAML").removeprefix("found ")
    offset = source.line_start(source.position(start).line + mark.line) + mark.column if mark else start
    hint = "A value that holds ': ' or begins with a quote, '[', '{', '@', '*' or '&' stands in double quotes."
    return _broken(source, offset, problem, hint)


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _impossible_dates(front_matter: FrontMatter, source: Source) -> Iterator[Finding]:
    """A finding for each value of the page that is written as a date and yet is none."""
    for name, value in front_matter.values.items():
        place = front_matter.place(name)
        if isinstance(value, str) and _DATE.fullmatch(value) and not source.text.startswith(("'", '"'), place.start):
            message = f"{name}: there is no day {value}"
            yield Finding(
                IMPOSSIBLE_DATE, source.span(*place), message, "Write a day of the calendar, such as 2026-11-21."
            )


_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_MOST_VALUES = 10_000
_MOST_LEVELS = 64
_OPENINGS = re.compile(r"[\[{]|[-?:][ \t\n]")


def _is_too_deep(text: str) -> bool:
    """Whether values stand in more levels than a page can need: the loader goes a call deeper for each, and dies."""
    if len(_OPENINGS.findall(text, 0)) <= _MOST_LEVELS:
        return False
    level = 0
    for event in yaml.parse(text, Loader=_SAFE):
        level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if level > _MOST_LEVELS:
            return True
    return False


def _is_too_large(values: object) -> bool:
    """Whether there are more values than a page can need: with YAML's aliases, a few lines stand for any number."""
    waiting, seen = [values], 0
    while waiting and seen <= _MOST_VALUES:
        value = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return seen > _MOST_VALUES


def _broken(source: Source, offset: int, problem: str, hint: str) -> Finding:
    return Finding(BROKEN, source.span(offset), f"the front matter cannot be read: {problem}", hint)
