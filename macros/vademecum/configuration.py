"""`mkdocs.yml` as it is written: where in it things stand. Floor 6."""

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from vademecum.checks.link_site import NavigationEntry
from vademecum.text.source import Source, Span

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Configuration:
    """The nodes of a `mkdocs.yml`; of a file that is no YAML there are none."""

    def __init__(self, source: Source) -> None:
        self._source = source
        try:
            self._tree = yaml.compose(source.text, Loader=_Loader)
        except yaml.YAMLError:
            self._tree = None

    def navigation(self, inherited: Sequence[Any] | None = None) -> tuple[NavigationEntry, ...] | None:
        """What `nav` leads to, each with its place; None where there is no `nav`.

        One that is `inherited` from another file (`INHERIT`) has no place here.
        """
        nav = _child(self._tree, "nav")
        if nav is not None:
            return tuple(self._entries(nav))
        return None if inherited is None else tuple(_inherited(inherited, self._source.span(0)))

    def place(self, *path: str | int) -> Span:
        """Where the value stands that `path` leads to by names and numbers; where it is not, the nearest above it."""
        node = self._tree
        for name in path:
            below = _child(node, name)
            if below is None:
                break
            node = below
        return self._span(node) if node else self._source.span(0)

    def _entries(self, node: yaml.Node, title: str = "") -> Iterator[NavigationEntry]:
        if isinstance(node, yaml.ScalarNode):
            if node.value:
                yield NavigationEntry(str(node.value), self._span(node), title)
        elif isinstance(node, yaml.SequenceNode):
            for each in node.value:
                yield from self._entries(each)
        elif isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield from self._entries(value, str(name.value))

    def _span(self, node: yaml.Node) -> Span:
        # A node's index counts code points, as an offset does.
        end = node.end_mark.index if isinstance(node, yaml.ScalarNode) else node.start_mark.index
        return self._source.span(node.start_mark.index, end)


def _inherited(nav: object, span: Span, title: str = "") -> Iterator[NavigationEntry]:
    if isinstance(nav, str):
        yield NavigationEntry(nav, span, title)
    elif isinstance(nav, dict):
        for name, value in nav.items():
            yield from _inherited(value, span, str(name))
    elif isinstance(nav, list):
        for each in nav:
            yield from _inherited(each, span)


def _child(node: yaml.Node | None, name: str | int) -> yaml.Node | None:
    """What `node` has under a name, or at a place in its list. In a list of plugins, a name is that of a member."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == name), None)
    if isinstance(node, yaml.SequenceNode):
        if isinstance(name, int):
            return node.value[name] if name < len(node.value) else None
        members = (_child(member, name) for member in node.value if isinstance(member, yaml.MappingNode))
        return next((member for member in members if member is not None), None)
    return None
