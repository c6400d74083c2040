"""Whether a style keeps to CSL 1.0.2."""

import re
from collections.abc import Iterable

from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.grammar import OTHER_DIALECTS, RULES, Rule, Values
from vademecum.csl.engine.vocabulary import DATES, NAMES, VARIABLES
from vademecum.csl.engine.xml import Element
from vademecum.text.nearest import nearest

_VERSION = re.compile(r"1\.0(?:\.\d)?")
_WHOLE = re.compile(r"-?\d{1,6}")
_NEAR = 60


def check_style(root: Element) -> None:
    """StyleError for the first thing in an independent style that CSL 1.0.2 does not know, with what was meant."""
    version = root.get("version")
    if version and not _VERSION.fullmatch(version):
        raise StyleError(f"this style is written in {_dialect(version)}; only styles of CSL 1.0 can be used", root.line)
    waiting = [(root, "style")]
    while waiting:
        element, name = waiting.pop()
        if name == "info":
            continue  # What is told of a style changes nothing that it prints.
        rule = RULES[name]
        _check_attributes(element, rule)
        _check_children(element, rule)
        waiting += [(child, rule.children[child.name]) for child in reversed(element.children)]


def _dialect(version: str) -> str:
    if version.startswith("1.1mlz"):
        return f"CSL-M ({version}), another language"
    return f"CSL {version}, a draft" if version.startswith("1.1") else f"CSL {version}"


def _check_attributes(element: Element, rule: Rule) -> None:
    for name, value in element.attributes.items():
        if name in rule.attributes:
            _check_value(element, name, value, rule.attributes[name])
        elif not name.startswith("xml:") or name == "xml:lang":
            raise StyleError(f"<{element.name}> has no attribute '{name}'{_meant(name, rule.attributes)}", element.line)
    for group in rule.needs:
        if not group & element.attributes.keys():
            names = " or ".join(f"'{name}'" for name in sorted(group))
            raise StyleError(f"<{element.name}> needs the attribute {names}", element.line)
    said = sorted(rule.says & element.attributes.keys())
    if len(said) > 1:
        raise StyleError(f"<{element.name}> has '{said[0]}' and '{said[1]}'; it can print only one", element.line)


def _check_value(element: Element, name: str, value: str, values: Values) -> None:
    if values.is_number and not _WHOLE.fullmatch(value.strip()):
        raise StyleError(f"'{name}' is a number, not '{_short(value)}'", element.line)
    if not values.words:
        return
    said = value.split() if values.is_list else [value]
    unknown = next((word for word in said if word not in values.words), None)
    if unknown is None and said:
        return
    if not said or not unknown:
        raise StyleError(f"'{name}' of <{element.name}> says nothing", element.line)
    raise StyleError(_unknown_value(element, name, unknown, values), element.line)


def _unknown_value(element: Element, name: str, word: str, values: Values) -> str:
    if "variable" in values.what and word in VARIABLES:
        kind = "date" if word in DATES else "names" if word in NAMES else "text"
        return f"<{element.name}> cannot print the variable '{word}'; <{kind}> does"
    what = f"there is no {values.what}" if values.what else f"'{name}' of <{element.name}> cannot be"
    if values.what or len(values.words) > len(("all", "of", "these", "are", "told")):
        help_ = _meant(word, values.words)
    else:
        help_ = f"; it is {' or '.join(sorted(values.words))}"
    return f"{what} '{_short(word)}'{help_}"


def _check_children(element: Element, rule: Rule) -> None:
    if not rule.has_text and element.text.strip():
        raise StyleError(f"<{element.name}> holds the text '{_short(element.text.strip())}'", element.line)
    seen: set[str] = set()
    for child in element.children:
        if child.name not in rule.children:
            raise StyleError(_misplaced(element, child, rule), child.line)
        if child.name in rule.once and child.name in seen:
            raise StyleError(f"<{element.name}> has a second <{child.name}>", child.line)
        seen.add(child.name)
    if element.name == "choose":
        _check_branches(element)


def _misplaced(element: Element, child: Element, rule: Rule) -> str:
    dialect = OTHER_DIALECTS.get(child.name)
    if dialect:
        return f"<{child.name}> belongs to {dialect}; only CSL 1.0.2 can be used"
    if child.name in RULES or any(child.name in other.children for other in RULES.values()):
        return f"<{child.name}> cannot stand in <{element.name}>"
    return f"CSL knows no element <{_short(child.name)}>{_meant(child.name, rule.children)}"


def _check_branches(choose: Element) -> None:
    """StyleError where the branches are not `if`, then any `else-if`, then perhaps `else`."""
    order = {"if": 0, "else-if": 1, "else": 2}
    ranks = [order[child.name] for child in choose.children]
    if not ranks or ranks[0]:
        raise StyleError("<choose> begins with <if>", choose.line)
    for before, after, child in zip(ranks, ranks[1:], choose.children[1:], strict=False):
        if after < before:
            raise StyleError(f"<{child.name}> stands behind <else>", child.line)


def _meant(word: str, choices: Iterable[str]) -> str:
    names = sorted(choices)
    near = next((name for name in names if name.lower() == word.lower()), None) or nearest(word[:100], names, _NEAR)
    return f"; did you mean '{near}'?" if near else ""


def _short(text: str) -> str:
    return text if len(text) <= len("such a long value is no help to anybody") else f"{text[:30]}…"
