"""The rules of the code and what the catalogue says of them, as the site lists them. Floor 6.

Rules are constants of the modules that find what breaks them. Modules are found by name, so that a new rule needs no
entry in a list; a test holds that the catalogue names the same.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import NamedTuple

from vademecum.checks.catalogue import RuleGuide, rule_guides
from vademecum.text.finding import Rule

_HOLDERS = ("text", "bibliography", "pages", "checks", "report", "editing")
"""The packages whose modules hold rules."""
_TITLES = {
    "bibliography": "Bibliography",
    "citation": "Citations",
    "page": "Pages",
    "link": "Links",
    "macro": "Macros",
    "figure": "Figures",
    "comparison": "Comparison tables",
    "file": "Files",
    "suppression": "Remarks that let findings stand",
    "baseline": "Baseline",
    "html": "The built site",
    "online": "Asked of other sites",
    "import": "Import",
}
"""The kinds of rules by the first part of their names, in the order in which a reader meets them."""


class ListedRule(NamedTuple):
    """A rule, what the catalogue says of it, and the id of its place on the page."""

    rule: Rule
    guide: RuleGuide
    id: str


class RuleGroup(NamedTuple):
    """The rules of one kind."""

    name: str
    title: str
    rules: tuple[ListedRule, ...]


def rule_id(name: str) -> str:
    """The id of a rule on the page that lists them all: `citation-unknown-key` for `citation/unknown-key`."""
    return name.replace("/", "-")


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule of the code, by name."""
    return {rule.name: rule for rule in _rules()}


@cache
def rule_groups(only: str = "") -> tuple[RuleGroup, ...]:
    """The rules of the catalogue, kind by kind, in each by name; those of one kind where it is named."""
    rules, guides = all_rules(), rule_guides()
    kinds = groupby(sorted(guides), key=lambda name: name.partition("/")[0])
    listed = {
        kind: tuple(ListedRule(rules[name], guides[name], rule_id(name)) for name in names) for kind, names in kinds
    }
    order = dict.fromkeys((*_TITLES, *listed))
    wanted = [kind for kind in order if kind in listed and only in {"", kind}]
    return tuple(RuleGroup(kind, _TITLES.get(kind, kind), listed[kind]) for kind in wanted)


def _rules() -> Iterator[Rule]:
    for holder in _HOLDERS:
        package = importlib.import_module(f"vademecum.{holder}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield from (each for each in vars(importlib.import_module(module.name)).values() if isinstance(each, Rule))
