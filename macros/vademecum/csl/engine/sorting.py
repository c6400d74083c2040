"""The order of works: keys of `<sort>`, and how texts compare."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from vademecum.csl.engine.context import Cite, Renderer
from vademecum.csl.engine.elements import compile_sequence
from vademecum.csl.engine.formatting import Environment
from vademecum.csl.engine.item import DATES, NAMES
from vademecum.csl.engine.marked import bare
from vademecum.csl.engine.narrowing import adaptive
from vademecum.csl.engine.xml import Element

_LOW = {ord(c): chr(i + 1) for i, c in enumerate(" _-,;:!?.'\"(){}@*/\\&#%`^+<=>|~$")}
_LOW.update({ord("’"): _LOW[ord("'")], ord("‘"): _LOW[ord("'")]})
_LOW.update({ord("–"): "\x03", ord("—"): "\x03", ord("\u2010"): "\x03", ord("\u00a0"): "\x01", ord("…"): "\x09"})
_LOW.update({ord(","): "", ord("."): ""})  # "U.S. Office" stands where "US Office" would, names with commas or without
_DROPPED = {ord(c): None for c in "“”«»ʿʾ[]"}
SortKey: TypeAlias = "tuple[Renderer, bool]"


@lru_cache(maxsize=65536)
def collated(text: str) -> tuple[str, str]:
    """`text` so that texts compare as readers expect: letters before accents and cases."""
    text = bare(text).strip(" \u00a0’‘'\"")
    if text.isascii():
        return text.lower().replace("[", "").replace("]", "").translate(_LOW), text.swapcase()
    base = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    folded = base.casefold().replace("ø", "o").replace("ł", "l").replace("đ", "d")
    return folded.translate(_DROPPED).translate(_LOW), text.swapcase()


def compile_keys(sort: Element | None, environment: Environment) -> list[SortKey]:
    """The keys of a `<sort>`: what renders each, and whether it descends."""
    return [] if sort is None else [_key(key, environment) for key in sort.every("key")]


def _key(key: Element, environment: Environment) -> SortKey:
    options = dict(environment.options)
    for own, inherited in (
        ("names-min", "et-al-min"),
        ("names-use-first", "et-al-use-first"),
        ("names-use-last", "et-al-use-last"),
    ):
        if own in key.attributes:
            options[inherited] = key.get(own)
            if own != "names-use-last":
                options[inherited.replace("et-al-", "et-al-subsequent-")] = key.get(own)
    inner = replace(environment, options=options, is_sorting=True, compiled={})
    descends = key.get("sort") == "descending"
    macro = key.get("macro")
    element = Element("text", {"macro": macro}, (), "", key.line) if macro else _variable(key)
    return adaptive(compile_sequence((element,), inner), inner.narrowing), descends


def _variable(key: Element) -> Element:
    name = key.get("variable")
    if name in NAMES:
        child = Element("name", {"form": "long"}, (), "", key.line)
        return Element("names", {"variable": name}, (child,), "", key.line)
    if name in DATES:
        parts = tuple(Element("date-part", {"name": part}) for part in ("year", "month", "day"))
        return Element("date", {"variable": name}, parts, "", key.line)
    if name in {
        "volume",
        "issue",
        "number",
        "edition",
        "chapter-number",
        "number-of-pages",
        "number-of-volumes",
        "collection-number",
    }:
        return Element("number", {"variable": name}, (), "", key.line)
    return Element("text", {"variable": name}, (), "", key.line)


def sort_cites(cites: Iterable[Cite], keys: Sequence[SortKey]) -> list[Cite]:
    """`cites` in the order that `keys` ask for; stable, and works without a value come last."""
    result = list(cites)
    for render, descends in reversed(keys):
        values = {id(cite): _value(cite, render) for cite in result}
        full = [cite for cite in result if values[id(cite)]]
        empty = [cite for cite in result if not values[id(cite)]]
        full.sort(key=_collation(values), reverse=descends)
        result = full + empty
    return result


def _collation(values: dict[int, str]) -> Callable[[Cite], tuple[str, str]]:
    return lambda cite: collated(values[id(cite)])


def _value(cite: Cite, render: Renderer) -> str:
    cite.reset()
    text = render(cite)
    cite.reset()
    return text
