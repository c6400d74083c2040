r"""Macro calls in pages: `{{ name(…) }}`, read with Jinja2's own expression parser and never run as a template.

Pages are data. A call is a registered name and literal arguments, nothing else: no attribute, no filter, no
operation, no variable. `{%` and `{#` are text, `\{{` is a literal `{{`. Floor 6.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from jinja2 import Environment, TemplateSyntaxError, nodes

from vademecum.checks.macros import BAD_ARGUMENT, BAD_SYNTAX, UNKNOWN_MACRO
from vademecum.text.finding import Finding
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Span

_NAME = re.compile(r"\{\{\s*(\w+)\s*(.)")
_PARSER = Environment(autoescape=True)
_Value = TypeVar("_Value")


class MacroError(ValueError):
    """Raised by a macro for an argument it cannot take; the message says what would do."""


@dataclass(frozen=True, slots=True)
class MacroCall:
    """A call as written: literal arguments only."""

    name: str
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)


def parse_call(text: str) -> MacroCall:
    """The call in `text`, braces included; MacroError where it is none, or where an argument is no literal."""
    try:
        body = _PARSER.parse(text).body
    except TemplateSyntaxError as error:
        raise MacroError(f"the call cannot be read: {error.message}") from None
    match body:
        case [nodes.Output(nodes=[nodes.Call(node=nodes.Name(name=name)) as call])]:
            pass
        case _:
            message = 'only a call such as {{ name(argument="value") }} can stand between the braces'
            raise MacroError(message)
    if call.dyn_args is not None or call.dyn_kwargs is not None:
        raise MacroError("arguments cannot be unpacked with '*' here; write each of them")
    keywords = {keyword.key: _literal(keyword.value) for keyword in call.kwargs}
    return MacroCall(name, tuple(map(_literal, call.args)), keywords)


def _literal(node: nodes.Node) -> Any:  # noqa: ANN401  # whatever literal was written
    match node:
        case nodes.Const(value=value):
            return value
        case nodes.TemplateData(data=data):
            return data
        case nodes.Neg(node=nodes.Const(value=int() | float() as value)):
            return -value
        case nodes.List(items=items) | nodes.Tuple(items=items):
            return [_literal(item) for item in items]
        case _:
            raise MacroError("arguments are plain values: text in quotes, a number, true, false or a [list]")


@lru_cache(maxsize=4096)
def _parsed(text: str) -> MacroCall | str:
    """The call in `text`, or why there is none; most pages hold the same few calls."""
    try:
        return parse_call(text)
    except MacroError as error:
        return str(error)


def read_call(
    text: str, span: Span, macros: Mapping[str, Callable[..., _Value]], site: object
) -> _Value | Finding | None:
    """What the call written as `text` at `span` asks for, or what is wrong with it; None where it is plain text.

    Each of `macros` takes `site`, and behind it the arguments of the author.
    """
    call = _parsed(text)
    if isinstance(call, str):
        name = _NAME.match(text)
        is_meant = name is not None and (name[1] in macros or name[2] == "(")
        return Finding(BAD_SYNTAX, span, call) if is_meant else None
    macro = macros.get(call.name)
    if macro is None:
        near = nearest_name(call.name, macros)
        hint = f"Did you mean '{near}'?" if near else f"The macros are: {', '.join(sorted(macros))}."
        return Finding(UNKNOWN_MACRO, span, f"there is no macro '{call.name}'", hint)
    signature = _signature(macro)
    try:
        signature.bind(*call.arguments, **call.keywords)
    except TypeError as error:
        return Finding(BAD_ARGUMENT, span, f"'{call.name}' {error}", _hint(call, signature))
    try:
        return macro(site, *call.arguments, **call.keywords)
    except MacroError as error:
        return Finding(BAD_ARGUMENT, span, f"'{call.name}': {error}")


@lru_cache(maxsize=64)
def _signature(macro: Callable[..., object]) -> inspect.Signature:
    """What an author can give to a macro."""
    return inspect.Signature([*inspect.signature(macro).parameters.values()][1:])


def _hint(call: MacroCall, signature: inspect.Signature) -> str:
    names = [name for name, parameter in signature.parameters.items() if parameter.kind is not parameter.VAR_POSITIONAL]
    wrong = next((name for name in call.keywords if name not in names), None)
    near = nearest_name(wrong, names) if wrong else None
    takes = f"It takes: {', '.join(names)}." if names else "It takes no arguments."
    return f"Did you mean '{near}'? {takes}" if near else takes


def text_argument(name: str, value: object, choices: Iterable[str] = ()) -> str:
    """`value` where it is text (and one of `choices`, where there are any); MacroError otherwise."""
    if not isinstance(value, str):
        raise MacroError(f"{name} is text in quotes, not {value!r}")
    if choices and value not in choices:
        known = [*filter(None, choices)]
        near = nearest_name(value, known)
        help_ = f"did you mean '{near}'?" if near else f"it is one of: {', '.join(known)}"
        raise MacroError(f"{name} cannot be '{value}'; {help_}")
    return value
