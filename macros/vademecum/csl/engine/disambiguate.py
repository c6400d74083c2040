"""Works whose citations look alike, told apart: more names, given names, conditions, letters behind years."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from vademecum.csl.engine.collapse import suffix_letters
from vademecum.csl.engine.context import Cite
from vademecum.csl.engine.marked import bare
from vademecum.csl.engine.name_format import FULL, INITIALS, NameFormat
from vademecum.csl.engine.name_input import Name

MOST_CONDITIONS = 3
_BETWEEN_INITIALS = re.compile(r"(?<=\b\w\.)\s(?=\w\.)")
Show = Callable[[Cite], str]


class _Shown(NamedTuple):
    """How a citation looks, and how it came to look so."""

    text: str
    """As it is compared with others."""
    names: "tuple[tuple[object, ...], ...]"
    """Format, names, and how many of them are written, for all names that were written."""
    widest: int
    told_apart: "tuple[int, Mapping[object, int], int, str]"

    @property
    def written(self) -> int:
        """How many names are written at most."""
        return max((limit for _, _, limit in self.names if isinstance(limit, int)), default=0)


class Disambiguation:
    """Settles, for a set of works, what their citations have to show.

    A citation is rendered again only when something changed that it shows: of thousands of works few look alike.
    """

    def __init__(self, cites: Sequence[Cite], show: Show, options: Mapping[str, str], *, has_condition: bool) -> None:
        self.cites = cites
        self.show = show
        self.adds_names = options.get("disambiguate-add-names") == "true"
        self.adds_given = options.get("disambiguate-add-givenname") == "true"
        self.rule = options.get("givenname-disambiguation-rule", "by-cite")
        self.adds_suffix = options.get("disambiguate-add-year-suffix") == "true"
        self.has_condition = has_condition
        self._looks: dict[int, _Shown] = {}

    def _shown(self, cite: Cite) -> _Shown:
        told_apart = (cite.names_count, cite.givens, cite.condition, cite.suffix)
        found = self._looks.get(id(cite))
        if found is None or found.told_apart != told_apart:
            text = _compared(self.show(cite))
            found = _Shown(text, tuple(cite.names_shown), cite.widest, told_apart)
            self._looks[id(cite)] = found
        return found

    def settle(self) -> None:
        """Do all of it."""
        if not (self.adds_names or self.adds_given or self.adds_suffix or self.has_condition):
            return
        if self.adds_given and self.rule != "by-cite":
            self._global_names()
        for group in self._ambiguous(self.cites):
            self._refine(group)
        if self.has_condition:
            for level in range(1, MOST_CONDITIONS + 1):
                for group in self._ambiguous(self.cites):
                    self._try_condition(group, level)
        if self.adds_suffix:
            self._suffixes()

    def _try_condition(self, group: list[Cite], level: int) -> None:
        before = [cite.condition for cite in group]
        text = self.show(group[0])
        for cite in group:
            cite.condition = level
        parts = self._parts(group)
        if len(parts) == 1 and self.show(group[0]) == text:
            for cite, condition in zip(group, before, strict=True):
                cite.condition = condition

    def _ambiguous(self, cites: Iterable[Cite]) -> list[list[Cite]]:
        """Groups of works whose citations look the same."""
        return [group for group in self._parts(cites) if len(group) > 1]

    def _parts(self, cites: Iterable[Cite]) -> list[list[Cite]]:
        found: dict[str, list[Cite]] = defaultdict(list)
        for cite in cites:
            found[self._shown(cite).text].append(cite)
        return list(found.values())

    def _suffixes(self) -> None:
        for group in self._ambiguous(self.cites):
            for number, cite in enumerate(group, 1):
                cite.suffix = suffix_letters(number)

    # names that are the same wherever they stand

    def _global_names(self) -> None:
        """Given names where two persons of the same name are cited anywhere."""
        only_first = self.rule.startswith("primary-name")
        only_initials = self.rule.endswith("with-initials")
        alike: dict[str, dict[Name, None]] = defaultdict(dict)
        formats: dict[str, NameFormat] = {}
        shown: list[tuple[Cite, list[Name]]] = []
        for cite in self.cites:
            names: list[Name] = []
            for format_, all_names, limit in self._shown(cite).names:
                assert isinstance(format_, NameFormat) and isinstance(all_names, tuple) and isinstance(limit, int)  # noqa: PT018, S101
                for name in all_names[: 1 if only_first else (len(all_names) if self.adds_names else limit)]:
                    short = bare(format_.one(name, is_inverted=False))
                    alike[short][name] = None
                    formats[short] = format_
                    names.append(name)
            shown.append((cite, names))
        levels: dict[Name, int] = {}
        for short, persons in alike.items():
            if len(persons) > 1:
                levels.update(_levels(list(persons), formats[short], only_initials=only_initials))
        for cite, names in shown:
            known = [name for name in names if name in levels]
            cite.givens = {((0, name) if only_first else name): levels[name] for name in known}

    # more names, then given names, as far as they help

    def _refine(self, group: list[Cite]) -> None:
        waiting = [group]
        while waiting:
            parts = self._split(waiting.pop())
            if parts:
                waiting += [part for part in parts if len(part) > 1]

    def _split(self, group: list[Cite]) -> list[list[Cite]]:
        """`group` in parts that look different, with as little as that takes; empty where nothing helps."""
        if self._are_same(group):
            return []
        base = [(cite, cite.names_count, dict(cite.givens)) for cite in group]
        shown = [self._shown(cite) for cite in group]
        widest, start = max(each.widest for each in shown), max(each.written for each in shown)
        for count in range(start, (widest if self.adds_names else start) + 1):
            for cite in group:
                cite.names_count = max(count, cite.names_count) if count > start else cite.names_count
            if count > start:
                parts = self._parts(group)
                if len(parts) > 1:
                    return parts
            if self.adds_given and self.rule == "by-cite":
                parts = self._with_given(group, count)
                if parts:
                    return parts
        for cite, names_count, givens in base:
            cite.names_count, cite.givens = names_count, givens
        return []

    def _are_same(self, group: Sequence[Cite]) -> bool:
        """Whether these works have the same names, written the same way: then more of them help nobody."""
        first = self._shown(group[0])
        return all(
            shown.names == first.names and shown.told_apart == first.told_apart for shown in map(self._shown, group[1:])
        )

    def _with_given(self, group: list[Cite], count: int) -> list[list[Cite]]:
        saved = [dict(cite.givens) for cite in group]
        shown = [self._shown(cite) for cite in group]
        for index in range(count):
            for level in (INITIALS, FULL):
                before = [dict(cite.givens) for cite in group]
                for cite, looks in zip(group, shown, strict=True):
                    name = _name_at(looks, index)
                    if name is not None:
                        cite.givens = {**cite.givens, (index, name): level}
                parts = self._parts(group)
                if len(parts) > 1:
                    return parts
                for cite, givens in zip(group, before, strict=True):
                    cite.givens = givens
        for cite, givens in zip(group, saved, strict=True):
            cite.givens = givens
        return []


def _compared(text: str) -> str:
    """`text` as it is compared: "J. J." and "J.J." are the same initials."""
    text = bare(text)
    return _BETWEEN_INITIALS.sub("", text) if ". " in text else text


def _name_at(shown: _Shown, index: int) -> Name | None:
    for _, names, limit in shown.names:
        if isinstance(names, tuple) and isinstance(limit, int) and index < limit:
            name = names[index]
            return name if isinstance(name, Name) else None
    return None


def _levels(persons: list[Name], format_: NameFormat, *, only_initials: bool) -> dict[Name, int]:
    """How much of each given name tells these persons apart."""
    result: dict[Name, int] = {}
    for level in (INITIALS,) if only_initials else (INITIALS, FULL):
        seen: dict[str, list[Name]] = defaultdict(list)
        for person in persons:
            seen[_compared(format_.one(person, is_inverted=False, level=level))].append(person)
        for alike in seen.values():
            helps = len(alike) == 1 or (len(alike) < len(persons) and (only_initials or level == FULL))
            if helps:
                for person in alike:
                    result.setdefault(person, level)
    return result
