"""What a call written on a page asks for."""

import inspect
import re
from collections.abc import Callable
from functools import lru_cache

from vademecum.checks.macros import BAD_ARGUMENT, BAD_SYNTAX, UNKNOWN_MACRO, quoted_block
from vademecum.macros.arguments import SiteNames
from vademecum.macros.macro import Call
from vademecum.macros.parsing import MacroCall, MacroError, parse_call
from vademecum.macros.registry import MACROS
from vademecum.text.finding import Finding
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Span

_NAME = re.compile(r"\{\{\s*(\w+)\s*(.)")


def read_macro(written: str, span: Span, site: SiteNames, *, is_quoted: bool = False) -> Call | Finding | None:
    """What the call `written` at `span` asks for, or what is wrong with it; None where it is plain text.

    `is_quoted`: it stands in the front matter, in a value that the page shows within a text.
    """
    call = _parsed(written)
    if isinstance(call, str):
        name = _NAME.match(written)
        is_meant = name is not None and (name[1] in MACROS or name[2] == "(")
        return Finding(BAD_SYNTAX, span, call) if is_meant else None
    macro = MACROS.get(call.name)
    if macro is None:
        near = nearest_name(call.name, MACROS)
        hint = f"Did you mean '{near}'?" if near else f"The macros are: {', '.join(sorted(MACROS))}."
        return Finding(UNKNOWN_MACRO, span, f"there is no macro '{call.name}'", hint)
    signature = _signature(macro.read)
    try:
        signature.bind(*call.arguments, **call.keywords)
    except TypeError as error:
        return Finding(BAD_ARGUMENT, span, f"'{call.name}' {error}", _hint(call, signature))
    try:
        value = macro.read(site, *call.arguments, **call.keywords)
    except MacroError as error:
        return Finding(BAD_ARGUMENT, span, f"'{call.name}': {error}")
    return quoted_block(call.name, span) if is_quoted and not macro.in_text else Call(call.name, macro, value)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> MacroCall | str:
    """The call in `text`, or why there is none; most pages hold the same few calls."""
    try:
        return parse_call(text)
    except MacroError as error:
        return str(error)


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
