"""The settings of the checks as `mkdocs.yml` gives them: `plugins: - vademecum: check:`. Floor 6."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml

from vademecum.checking import CheckSettings
from vademecum.checks.link_site import LinkSettings, NavigationEntry
from vademecum.checks.page_citations import CitationSettings
from vademecum.checks.page_model import PageSettings
from vademecum.pages.outline_parts import OutlineSettings
from vademecum.text.errors import ConfigurationError
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Source

_PERCENT = 100


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError("a list of words")
    return tuple(value)


def _two_numbers(value: object) -> tuple[int, int]:
    if not isinstance(value, list) or [type(each) for each in value] != [int, int]:
        raise TypeError("a list of two numbers, the fewest and the most")
    return value[0], value[1]


def _percent(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _PERCENT:
        raise TypeError("a whole number from 0 to 100")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a number")
    return float(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


_PAGES: Mapping[str, Callable[[object], Any]] = {
    "description_length": _two_numbers,
    "key_points": _two_numbers,
    "promise_words": _words,
    "abbreviations": lambda value: frozenset(_words(value)),
    "glossary": _text,
    "front_matter_names": lambda value: frozenset(_words(value)),
    "image_credit": _yes_or_no,
    "highest_grade": _number,
}
_OTHERS: Mapping[str, Callable[[object], Any]] = {
    "coverage": _percent,
    "topics": _words,
    "secure_hosts": _words,
}
_NAMES = (*_PAGES, *_OTHERS)


def read_check_settings(
    given: Mapping[str, object], reading: OutlineSettings, links: LinkSettings, language: str
) -> CheckSettings:
    """The settings, with what the rest of `mkdocs.yml` says. ConfigurationError for one that does not exist or fit."""
    values: dict[str, Any] = {}
    for name, value in given.items():
        read = _PAGES.get(name) or _OTHERS.get(name)
        if read is None:
            near = nearest_name(str(name), _NAMES)
            hint = f"did you mean '{near}'?" if near else f"the settings are: {', '.join(_NAMES)}"
            raise ConfigurationError(f"there is no setting 'check: {name}:'; {hint}")
        try:
            values[name] = read(value)
        except TypeError as error:
            raise ConfigurationError(f"'check: {name}:' is {error}, not {value!r}") from None
    return CheckSettings(
        pages=replace(PageSettings(language=language), **{name: values[name] for name in _PAGES if name in values}),
        citations=CitationSettings(values.get("coverage", 0)),
        links=replace(links, secure_hosts=values.get("secure_hosts", ())),
        outline=reading,
        topics=values.get("topics", ()),
    )


def navigation_entries(configuration: Source) -> tuple[NavigationEntry, ...] | None:
    """What the `nav` of a `mkdocs.yml` leads to, each with its place; None where there is no `nav`."""
    try:
        tree = yaml.compose(configuration.text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    pairs = tree.value if isinstance(tree, yaml.MappingNode) else []
    nav = next((value for key, value in pairs if key.value == "nav"), None)
    return None if nav is None else tuple(_entries(nav, configuration))


def _entries(node: yaml.Node, configuration: Source) -> Iterator[NavigationEntry]:
    if isinstance(node, yaml.ScalarNode):
        if node.value:
            span = configuration.span(node.start_mark.index, node.end_mark.index)
            yield NavigationEntry(str(node.value), span)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _entries(each, configuration)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _entries(value, configuration)
