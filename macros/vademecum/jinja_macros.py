r"""Macro calls in pages: `{{ name(…) }}`, read with Jinja2's own expression parser and never run as a template.

Pages are data. A call is a registered name and literal arguments, nothing else: no attribute, no filter, no
operation, no variable. `{%` and `{#` are text, `\{{` is a literal `{{`. Floor 6.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Span

UNKNOWN_MACRO = Rule("macro/unknown", Severity.ERROR, "A page calls a macro that does not exist.")
BAD_ARGUMENT = Rule("macro/argument", Severity.ERROR, "A macro is called with an argument it cannot take.")
BAD_SYNTAX = Rule("macro/syntax", Severity.ERROR, "A macro call cannot be read.")

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


def run_call(text: str, span: Span, macros: Mapping[str, Callable[..., str]]) -> tuple[str, Finding | None]:
    """What the call written as `text` at `span` gives; `text` itself, and a finding, where it cannot be run."""
    try:
        parsed = parse_call(text)
    except MacroError as error:
        name = _NAME.match(text)
        is_meant = name is not None and (name[1] in macros or name[2] == "(")
        return text, Finding(BAD_SYNTAX, span, str(error)) if is_meant else None
    macro = macros.get(parsed.name)
    if macro is None:
        near = nearest_name(parsed.name, macros)
        hint = f"Did you mean '{near}'?" if near else f"The macros are: {', '.join(sorted(macros))}."
        return text, Finding(UNKNOWN_MACRO, span, f"there is no macro '{parsed.name}'", hint)
    try:
        inspect.signature(macro).bind(*parsed.arguments, **parsed.keywords)
    except TypeError as error:
        return text, Finding(BAD_ARGUMENT, span, f"'{parsed.name}' {error}", _hint(parsed, macro))
    try:
        return macro(*parsed.arguments, **parsed.keywords), None
    except MacroError as error:
        return text, Finding(BAD_ARGUMENT, span, f"'{parsed.name}': {error}")


def _hint(call: MacroCall, macro: Callable[..., str]) -> str:
    names = [
        name
        for name, parameter in inspect.signature(macro).parameters.items()
        if parameter.kind is not parameter.VAR_POSITIONAL
    ]
    wrong = next((name for name in call.keywords if name not in names), None)
    near = nearest_name(wrong, names) if wrong else None
    takes = f"It takes: {', '.join(names)}." if names else "It takes no arguments."
    return f"Did you mean '{near}'? {takes}" if near else takes


def text_argument(name: str, value: object, choices: tuple[str, ...] = ()) -> str:
    """`value` where it is text (and one of `choices`, where there are any); MacroError otherwise."""
    if not isinstance(value, str):
        raise MacroError(f"{name} is text in quotes, not {value!r}")
    if choices and value not in choices:
        raise MacroError(f"{name} cannot be '{value}'; it is one of: {', '.join(filter(None, choices))}")
    return value
