"""The rule catalogue: what each rule means to an editor, with an example. One TOML file a namespace, or several."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class RuleGuide:
    """What the catalogue says of a rule."""

    name: str
    explanation: str
    """Why it matters, in a few plain sentences."""
    wrong: str
    """What an author wrote that the rule finds."""
    right: str
    """How it is written instead."""
    is_fixable: bool
    """Whether some of what it finds can be mended for certain."""


@cache
def rule_guides() -> Mapping[str, RuleGuide]:
    """All records of the catalogue, by the names of the rules, in order of the names."""
    guides = {}
    for file in files(__package__).iterdir():
        if file.name.endswith(".toml"):
            namespace = file.name.removesuffix(".toml").partition("-")[0]
            for rule, record in tomllib.loads(file.read_text(encoding="utf-8")).items():
                name = f"{namespace}/{rule}"
                explanation, wrong, right = (str(record[part]).strip() for part in ("explanation", "wrong", "right"))
                guides[name] = RuleGuide(name, explanation, wrong, right, bool(record.get("fixable")))
    return dict(sorted(guides.items()))
