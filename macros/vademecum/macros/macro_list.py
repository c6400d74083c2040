"""The macros of the code, as the site lists them: what each does, and what an author can give to it. Floor 6.

Names and values that hold by themselves are those of the functions that read calls; what an argument means to an
author stands in `macro_guide.toml`. A test holds that both name the same.
"""

import inspect
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from vademecum.macros.arguments import SiteNames, must_be_known
from vademecum.macros.context import PageContext
from vademecum.macros.macro import Macro
from vademecum.macros.parsing import text_argument


@dataclass(frozen=True, slots=True)
class MacroList:
    """The macros, or the one of that name."""

    name: str = ""


class ListedArgument(NamedTuple):
    """An argument as an author writes it where nothing else is meant, and what it is."""

    written: str
    meaning: str


class ListedMacro(NamedTuple):
    """A macro, what it does, and what can be given to it."""

    name: str
    summary: str
    arguments: tuple[ListedArgument, ...]


@cache
def argument_guide() -> Mapping[str, Mapping[str, str]]:
    """What each argument of each macro means, by their names."""
    text = files(__package__).joinpath("macro_guide.toml").read_text(encoding="utf-8")
    guide: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return guide


def listed_macro(name: str, read: Callable[..., object]) -> ListedMacro:
    """A macro by the function that reads its calls."""
    summary, _, _ = inspect.cleandoc(read.__doc__ or "").partition("\n\n")
    meanings = argument_guide().get(name, {})
    arguments = tuple(ListedArgument(_written(each), meanings.get(each.name, "")) for each in _parameters(read))
    return ListedMacro(name, " ".join(summary.split()), arguments)


def macro_listing(known: Callable[[], Mapping[str, Macro]]) -> Macro:
    """The macro that lists the `known` ones, of which it is one."""

    def macros(_: SiteNames, name: str = "") -> MacroList:
        """The macros, or the one of that name: what each does, and what can be given to it."""
        if text_argument("name", name):
            must_be_known("macro", name, known())
        return MacroList(name)

    def show(page: PageContext, asked: MacroList) -> Markup:
        names = [asked.name] if asked.name else sorted(known())
        listed = [listed_macro(name, known()[name].read) for name in names]
        return page.render("macros.html", macros=listed, has_headings=not asked.name)

    return Macro(macros, show, once=True)


def _parameters(read: Callable[..., object]) -> Iterator[inspect.Parameter]:
    """What an author can give: all but what the site gives."""
    yield from [*inspect.signature(read).parameters.values()][1:]


def _written(parameter: inspect.Parameter) -> str:
    """`why=""` for what has a value by itself, `file` for what must be given, `keys …` for as many as one likes."""
    if parameter.kind is parameter.VAR_POSITIONAL:
        return f"{parameter.name} …"
    if parameter.default is parameter.empty:
        return parameter.name
    value = parameter.default
    shown = "[]" if value == () else f'"{value}"' if isinstance(value, str) else str(value)
    return f"{parameter.name}={shown}"
