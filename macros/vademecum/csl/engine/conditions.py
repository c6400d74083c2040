"""`<choose>`: which of several branches is rendered."""

from collections.abc import Callable
from typing import TypeAlias

from vademecum.csl.engine.context import Cite, Renderer
from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.formatting import Environment
from vademecum.csl.engine.numbers import is_numeric
from vademecum.csl.engine.xml import Element

Test: TypeAlias = Callable[[Cite], bool]
_POSITIONS = {
    "first": frozenset({"first"}),
    "subsequent": frozenset({"subsequent", "ibid", "ibid-with-locator"}),
    "ibid": frozenset({"ibid", "ibid-with-locator"}),
    "ibid-with-locator": frozenset({"ibid-with-locator"}),
}


def _type(name: str) -> Test:
    return lambda cite: cite.item.type == name


def _one_of(types: frozenset[str]) -> Test:
    return lambda cite: cite.item.type in types


def _variable(name: str) -> Test:
    if name == "locator":
        return lambda cite: bool(cite.locator)
    if name == "citation-number":
        return lambda cite: bool(cite.number)
    if name == "year-suffix":
        return lambda cite: bool(cite.suffix)
    if name == "first-reference-note-number":
        return lambda cite: bool(cite.first_note)
    return lambda cite: cite.item.has(name)


def _is_numeric(name: str) -> Test:
    if name == "locator":
        return lambda cite: bool(cite.locator) and is_numeric(cite.locator)
    if name == "citation-number":
        return lambda cite: bool(cite.number)

    def test(cite: Cite) -> bool:
        text = cite.item.text(name)
        return bool(text) and is_numeric(text)

    return test


def _is_uncertain(name: str) -> Test:
    def test(cite: Cite) -> bool:
        date = cite.item.date(name)
        return date is not None and date.is_circa

    return test


def _locator(name: str) -> Test:
    return lambda cite: bool(cite.locator) and cite.label == name


def _position(name: str) -> Test:
    if name == "near-note":
        return lambda cite: cite.near_note and cite.position not in {"", "first"}
    positions = _POSITIONS.get(name, frozenset())
    return lambda cite: cite.position in positions


def _disambiguate(value: str) -> Test:
    """Conditions come true one after the other, as many as it takes."""
    if value != "true":
        return lambda cite: not cite.condition

    def test(cite: Cite) -> bool:
        cite.conditions += 1
        return cite.conditions <= cite.condition

    return test


_TESTS: dict[str, Callable[[str], Test]] = {
    "type": _type,
    "variable": _variable,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _locator,
    "position": _position,
    "disambiguate": _disambiguate,
}


def compile_condition(element: Element) -> Test:
    """Whether a branch is taken."""
    types = element.get("type").split()
    match = element.get("match", "all")
    tests: list[Test] = []
    for name, make in _TESTS.items():
        values = element.get(name).split()
        if name == "type" and len(types) > 1 and match == "any":
            tests.append(_one_of(frozenset(types)))
        else:
            tests += [make(value) for value in values]
    if not tests:
        raise StyleError(f"<{element.name}> has no condition", element.line)
    if len(tests) == 1 and match != "none":
        return tests[0]
    if match == "any":
        return lambda cite: any(test(cite) for test in tests)
    if match == "none":
        return lambda cite: not any(test(cite) for test in tests)
    return lambda cite: all(test(cite) for test in tests)


def compile_choose(
    element: Element,
    environment: Environment,
    compile_: Callable[["tuple[Element, ...]", Environment, str], Renderer],
    delimiter: str,
) -> Renderer:
    """What renders a `<choose>`; `delimiter` stands between the elements of a branch."""
    branches: list[tuple[Test | None, Renderer]] = []
    for child in element.children:
        if child.name == "else":
            branches.append((None, compile_(child.children, environment, delimiter)))
        else:
            branches.append((compile_condition(child), compile_(child.children, environment, delimiter)))

    def render(cite: Cite) -> str:
        for test, renderer in branches:
            if test is None or test(cite):
                return renderer(cite)
        return ""

    return render
