"""The words of the interface: one list in the templates, of which a site changes any under `extra: words:`."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment

from vademecum.render.environment import make_environment
from vademecum.text.nearest import nearest_name


@cache
def known_words() -> Mapping[str, str]:
    """All words by their names, as they are where a site says nothing else."""
    return words_of(make_environment())


def words_of(environment: Environment) -> Mapping[str, str]:
    """All words by their names, as the site of an environment says them."""
    module: Any = environment.get_template("partials/vademecum/words.html").module
    return dict(module.words)


def usable_words(given: Mapping[Any, object]) -> tuple[tuple[str, str], ...]:
    """What a site says instead, as far as there are such words and it gives texts for them."""
    return tuple((str(name), str(word)) for name, word in given.items() if name in known_words() and _is_text(word))


def unknown_words(given: Mapping[Any, object]) -> Iterator[str]:
    """What is wrong with the words that a site gives, each a sentence."""
    for name, word in given.items():
        if name not in known_words():
            near = nearest_name(str(name), known_words())
            hint = f"Did you mean '{near}'?" if near else "All names are in partials/vademecum/words.html."
            yield f"'extra: words:' has no word called '{name}'. {hint}"
        elif not _is_text(word):
            yield f"'extra: words: {name}:' is a text; write it in double quotes, on one line."


def _is_text(word: object) -> bool:
    return isinstance(word, str | int | float) and not isinstance(word, bool)
