"""`<choose>`: which of several branches is rendered."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from vademecum.csl.engine.context import Cite, Kind, Renderer
from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.formatting import Environment
from vademecum.csl.engine.item import DATES, NAMES
from vademecum.csl.engine.narrowing import narrowed, nothing
from vademecum.csl.engine.numbers import is_numeric
from vademecum.csl.engine.xml import Element

Test: TypeAlias = Callable[[Cite], bool]
_POSITIONS = {
    "first": frozenset({"first"}),
    "subsequent": frozenset({"subsequent", "ibid", "ibid-with-locator"}),
    "ibid": frozenset({"ibid", "ibid-with-locator"}),
    "ibid-with-locator": frozenset({"ibid-with-locator"}),
}


class Condition(NamedTuple):
    """Whether something is so for a cite, and for all works of a kind: None where these differ."""

    test: Test
    of_kind: Callable[[Kind], bool | None]


def _unknown(_kind: Kind) -> None:
    """What cannot be said of all works of a kind."""


def _type(name: str) -> Condition:
    return Condition(lambda cite: cite.item.type == name, lambda kind: kind.type == name)


def _one_of(types: frozenset[str]) -> Condition:
    return Condition(lambda cite: cite.item.type in types, lambda kind: kind.type in types)


def _variable(name: str) -> Condition:
    if name == "locator":
        return Condition(lambda cite: bool(cite.locator), _unknown)
    if name == "citation-number":
        return Condition(lambda cite: bool(cite.number), _unknown)
    if name == "year-suffix":
        return Condition(lambda cite: bool(cite.suffix), _unknown)
    if name == "first-reference-note-number":
        return Condition(lambda cite: bool(cite.first_note), _unknown)
    return Condition(lambda cite: cite.item.known[name], lambda kind: name in kind.known)


def _is_numeric(name: str) -> Condition:
    if name == "locator":
        return Condition(lambda cite: bool(cite.locator) and is_numeric(cite.locator), _unknown)
    if name == "citation-number":
        return Condition(lambda cite: bool(cite.number), _unknown)

    def test(cite: Cite) -> bool:
        text = cite.item.texts[name]
        return bool(text) and is_numeric(text)

    is_text = name not in NAMES and name not in DATES
    return Condition(test, lambda kind: None if name in kind.known or not is_text else False)


def _is_uncertain(name: str) -> Condition:
    def test(cite: Cite) -> bool:
        date = cite.item.date(name)
        return date is not None and date.is_circa

    return Condition(test, lambda kind: None if name in kind.known or name not in DATES else False)


def _locator(name: str) -> Condition:
    return Condition(lambda cite: bool(cite.locator) and cite.label == name, _unknown)


def _position(name: str) -> Condition:
    if name == "near-note":
        return Condition(lambda cite: cite.near_note and cite.position not in {"", "first"}, _unknown)
    positions = _POSITIONS.get(name, frozenset())
    return Condition(lambda cite: cite.position in positions, _unknown)


def _disambiguate(value: str) -> Condition:
    """Conditions come true one after the other, as many as it takes."""
    if value != "true":
        return Condition(lambda cite: not cite.condition, _unknown)

    def test(cite: Cite) -> bool:
        cite.conditions += 1
        return cite.conditions <= cite.condition

    return Condition(test, _unknown)


_TESTS: dict[str, Callable[[str], Condition]] = {
    "type": _type,
    "variable": _variable,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _locator,
    "position": _position,
    "disambiguate": _disambiguate,  # the last, for it counts how often it is asked
}
_OF_VARIABLES = ("variable", "is-numeric", "is-uncertain-date")


def compile_condition(element: Element, environment: Environment) -> Condition:
    """Whether a branch is taken."""
    types = element.get("type").split()
    match = element.get("match", "all")
    conditions: list[Condition] = []
    for name, make in _TESTS.items():
        values = element.get(name).split()
        if name in _OF_VARIABLES:
            environment.variables.update(values)
        if name == "type" and len(types) > 1 and match == "any":
            conditions.append(_one_of(frozenset(types)))
        else:
            conditions += [make(value) for value in values]
    if not conditions:
        raise StyleError(f"<{element.name}> has no condition", element.line)
    if len(conditions) == 1 and match != "none":
        return conditions[0]
    if match == "all":
        return _all(conditions)
    return _any(conditions) if match == "any" else _none(conditions)


def _any(conditions: Sequence[Condition]) -> Condition:
    tests = [condition.test for condition in conditions]

    def test(cite: Cite) -> bool:
        for one in tests:  # noqa: SIM110  # `any` over a generator takes twice the time
            if one(cite):
                return True
        return False

    def of_kind(kind: Kind) -> bool | None:
        outcomes = [condition.of_kind(kind) for condition in conditions]
        return True if True in outcomes else None if None in outcomes else False

    return Condition(test, of_kind)


def _all(conditions: Sequence[Condition]) -> Condition:
    tests = [condition.test for condition in conditions]

    def test(cite: Cite) -> bool:
        for one in tests:  # noqa: SIM110  # as above
            if not one(cite):
                return False
        return True

    def of_kind(kind: Kind) -> bool | None:
        outcomes = [condition.of_kind(kind) for condition in conditions]
        return False if False in outcomes else None if None in outcomes else True

    return Condition(test, of_kind)


def _none(conditions: Sequence[Condition]) -> Condition:
    some = _any(conditions)

    def of_kind(kind: Kind) -> bool | None:
        outcome = some.of_kind(kind)
        return None if outcome is None else not outcome

    return Condition(lambda cite: not some.test(cite), of_kind)


def compile_choose(
    element: Element,
    environment: Environment,
    compile_: Callable[["tuple[Element, ...]", Environment, str], Renderer],
    delimiter: str,
) -> Renderer:
    """What renders a `<choose>`; `delimiter` stands between the elements of a branch."""
    branches = [
        (
            _ALWAYS if child.name == "else" else compile_condition(child, environment),
            compile_(child.children, environment, delimiter),
        )
        for child in element.children
    ]
    render = _first_true([(condition.test, renderer) for condition, renderer in branches])

    def narrow(kind: Kind) -> Renderer:
        left: list[tuple[Test, Renderer]] = []
        for condition, renderer in branches:
            outcome = condition.of_kind(kind)
            if outcome is False:
                continue
            inner = narrowed(renderer, kind, environment.narrowing)
            if outcome and not left:
                return inner
            left.append((_ALWAYS.test if outcome else condition.test, inner))
            if outcome:
                break
        return _first_true(left) if left else nothing

    environment.narrowing[render] = narrow
    return render


_ALWAYS = Condition(lambda _cite: True, lambda _kind: True)


def _first_true(branches: Sequence[tuple[Test, Renderer]]) -> Renderer:
    def render(cite: Cite) -> str:
        for test, renderer in branches:
            if test(cite):
                return renderer(cite)
        return ""

    return render
