"""Puts a page into the `nav` of a `mkdocs.yml`, and touches nothing else of the file."""

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from posixpath import dirname

import yaml

from vademecum.editing.edits import Replacement, replace_all
from vademecum.pages.overviews import is_overview
from vademecum.text.errors import ConfigurationError
from vademecum.text.source import normalise_newlines
from vademecum.text.yaml_text import as_yaml, in_quotes

_INDENT = 4

_Entry = tuple[str, str]
"""A title, which may be empty, and the path of a page."""


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A section as it is written: its title, and the pages that stand directly in it."""

    title: str
    pages: tuple[str, ...]
    _node: yaml.SequenceNode

    @property
    def folder(self) -> str:
        """The folder of its overview, or else the one in which all its pages lie; empty where there is none."""
        folders = dict.fromkeys(map(dirname, self.pages))
        overviews = (dirname(page) for page in self.pages if is_overview(page))
        return next(overviews, next(iter(folders)) if len(folders) == 1 else "")

    @property
    def has_overview(self) -> bool:
        """Whether one of the pages is an overview of a folder."""
        return any(map(is_overview, self.pages))


class WrittenNavigation:
    """The `nav` of a `mkdocs.yml` that holds `data`. ConfigurationError where the file is no YAML in UTF-8."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        try:
            self._raw = data[len(self._mark) :].decode("utf-8")
            self._text = normalise_newlines(self._raw)
            self._tree = yaml.compose(self._text, Loader=yaml.SafeLoader)
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            raise ConfigurationError(f"'{name}' cannot be read: {' '.join(str(error).split())}") from None
        node = next((value for key, value in reversed(_pairs(self._tree)) if key.value == "nav"), None)
        self._nav = node if isinstance(node, yaml.SequenceNode) else None

    @property
    def exists(self) -> bool:
        """Whether the file has a list under `nav`."""
        return self._nav is not None

    @property
    def inherited_from(self) -> str:
        """The file whose settings it takes over, and so perhaps its `nav`; empty where there is none."""
        return next((str(value.value) for key, value in _pairs(self._tree) if key.value == "INHERIT"), "")

    @property
    def pages(self) -> frozenset[str]:
        """The paths of all pages that it leads to."""
        return frozenset(_leaves(self._nav)) if self._nav else frozenset()

    @property
    def sections(self) -> tuple[WrittenSection, ...]:
        """All sections, those inside others behind them."""
        return tuple(_sections(self._nav)) if self._nav else ()

    def find(self, name: str) -> WrittenSection | None:
        """The section with that folder or, in whatever letters, that folder or title; one with an overview first."""
        sections = sorted((each for each in self.sections if each.folder), key=lambda each: not each.has_overview)
        names = ((each, {each.folder.casefold(), each.title.casefold()}) for each in sections)
        exact = next((each for each in sections if each.folder == name), None)
        return exact or next((each for each, known in names if name.casefold() in known), None)

    def with_page(
        self, section: WrittenSection, title: str, page: str, is_closing: Callable[[str], bool] = bool
    ) -> bytes:
        """The file with a page at the end of a section, before the pages there that `is_closing` tells to come last."""
        items = section._node.value  # noqa: SLF001  # It is ours.
        place = len(items)
        while place and isinstance(path := _page(items[place - 1]), str) and is_closing(path):
            place -= 1
        return self._with(section._node, place or len(items), title, [(title, page)], is_section=False)  # noqa: SLF001

    def with_section(self, title: str, entries: Sequence[_Entry]) -> bytes:
        """The file with a new section behind the last one whose pages have a folder of their own."""
        if self._nav is None:
            raise ConfigurationError(f"'{self._name}' has no 'nav'")
        with_folder = {id(each._node) for each in self.sections if each.folder}  # noqa: SLF001
        places = (
            number
            for number, item in enumerate(self._nav.value, start=1)
            if any(id(value) in with_folder for _, value in _pairs(item))
        )
        return self._with(self._nav, max(places, default=len(self._nav.value)), title, entries, is_section=True)

    def _with(
        self, into: yaml.SequenceNode, place: int, title: str, entries: Sequence[_Entry], *, is_section: bool
    ) -> bytes:
        """The file with an entry at a place of a list. ConfigurationError where that would change anything else."""
        if into.flow_style or not into.value:
            edit = _in_line(into, place, title, entries, is_section=is_section)
        else:
            edit = self._on_lines(into, place, title, entries, is_section=is_section)
        new = replace_all(self._raw, [edit])
        leaves = [_pair(name, page) for name, page in entries]
        added = ("map", ((("", title), tuple(leaves)),)) if is_section else leaves[0]
        expected = _structure(self._tree, into, place, added)
        try:
            found = _structure(yaml.compose(normalise_newlines(new), Loader=yaml.SafeLoader))
        except yaml.YAMLError:
            found = None
        if found != expected:
            by_hand = f"- {as_yaml(title)}: {as_yaml(entries[-1][1])}"
            raise ConfigurationError(
                f"the 'nav' of '{self._name}' is written in a way in which nothing can be put in safely; nothing was "
                f"written. Write this line there yourself, and call again: {by_hand}"
            )
        return self._mark + new.encode("utf-8")

    def _on_lines(
        self, into: yaml.SequenceNode, place: int, title: str, entries: Sequence[_Entry], *, is_section: bool
    ) -> Replacement:
        """An entry on lines of its own, indented as its neighbours are."""
        before = into.value[place - 1]
        column = into.start_mark.column
        blanks = max(before.start_mark.column - column - 1, 1) if before.start_mark.line else 1
        dash = f"-{' ' * (blanks if blanks < _INDENT * 2 else 1)}"
        lines = [f"{' ' * column}{dash}{as_yaml(title)}: {as_yaml(entries[0][1])}"]
        if is_section:
            inner = " " * (column + self._step(into))
            lines = [f"{' ' * column}{dash}{as_yaml(title)}:"]
            lines += [f"{inner}{dash}{f'{as_yaml(name)}: ' if name else ''}{as_yaml(page)}" for name, page in entries]
        text = "\n".join(lines)
        end = self._text.find("\n", _end(before))
        return (
            Replacement(len(self._text), len(self._text), f"\n{text}")
            if end < 0
            else Replacement(end + 1, end + 1, f"{text}\n")
        )

    def _step(self, into: yaml.SequenceNode) -> int:
        """How much farther to the right the entries of a section stand than the section itself."""
        for item in into.value:
            for _, value in _pairs(item):
                if isinstance(value, yaml.SequenceNode) and value.value and not value.flow_style:
                    return int(value.start_mark.column - into.start_mark.column)
        return _INDENT


def _in_line(
    into: yaml.SequenceNode, place: int, title: str, entries: Sequence[_Entry], *, is_section: bool
) -> Replacement:
    """An entry in a list in brackets."""
    leaves = [f"{{{in_quotes(name)}: {in_quotes(page)}}}" if name else in_quotes(page) for name, page in entries]
    text = f"{{{in_quotes(title)}: [{', '.join(leaves)}]}}" if is_section else leaves[0]
    if into.value:
        end = _end(into.value[place - 1])
        return Replacement(end, end, f", {text}")
    start = into.start_mark.index + 1
    return Replacement(start, start, text)


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _sections(node: yaml.SequenceNode) -> Iterator[WrittenSection]:
    inside = []
    for item in node.value:
        for name, value in _pairs(item):
            if isinstance(value, yaml.SequenceNode):
                pages = tuple(path for each in value.value if (path := _page(each)))
                yield WrittenSection(str(name.value), pages, value)
                inside.append(value)
    for each in inside:
        yield from _sections(each)


def _page(item: yaml.Node) -> str | None:
    """The page that an entry leads to; None where it is a section."""
    if isinstance(item, yaml.ScalarNode):
        return str(item.value)
    values = [value for _, value in _pairs(item)]
    return str(values[0].value) if len(values) == 1 and isinstance(values[0], yaml.ScalarNode) else None


def _leaves(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value).removeprefix("./")
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _leaves(each)
    for _, value in _pairs(node):
        yield from _leaves(value)


def _end(node: yaml.Node) -> int:
    """The offset behind the last character of a node; that of a list on lines is behind its last entry."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)


def _pair(name: str, page: str) -> object:
    return ("map", ((("", name), ("", page)),)) if name else ("", page)


def _structure(node: yaml.Node | None, into: yaml.Node | None = None, place: int = 0, added: object = None) -> object:
    """What a node says, whatever way it is written, with something `added` at a place of the list `into`."""
    if isinstance(node, yaml.SequenceNode):
        items = [_structure(each, into, place, added) for each in node.value]
        if node is into:
            items.insert(place, added)
        return tuple(items)
    if isinstance(node, yaml.MappingNode):
        return "map", tuple((_structure(key), _structure(value, into, place, added)) for key, value in node.value)
    if node is None:
        return None
    return "" if node.tag == "tag:yaml.org,2002:str" else node.tag, node.value
