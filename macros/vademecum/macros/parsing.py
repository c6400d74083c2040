r"""Macro calls in pages: `{{ name(…) }}`, read with Jinja2's own expression parser and never run as a template.

Pages are data. A call is a registered name and literal arguments, nothing else: no attribute, no filter, no
operation, no variable. `{%` and `{#` are text, `\{{` is a literal `{{`. Floor 6.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from vademecum.text.nearest import nearest_name

_NAME = re.compile(r"\{\{\s*(\w+)\s*(.)")
_PARSER = Environment(autoescape=True)


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
