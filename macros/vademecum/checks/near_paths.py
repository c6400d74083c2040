"""The file that somebody probably meant who wrote a path that leads to none."""

import re
from collections.abc import Collection, Iterable
from posixpath import dirname, splitext

from rapidfuzz import fuzz, process

from vademecum.pages.overviews import is_overview
from vademecum.text.nearest import nearest

_ALIKE = 75
"""How like each other two names must be; of a hundred."""
_MOST_COMPARED = 5
_BETWEEN_WORDS = re.compile(r"[-_. ]+")


def near_path(path: str, choices: Collection[str]) -> str:
    """The one of `choices` that is nearest to `path`; empty where none is near: a wrong guess is worse than none.

    Names are compared, wherever they lie: first for the same name, then for one that differs in letters, then for the
    one name that has a word more or less, as after a renaming. Of pages that open folders, the folders are.
    """
    name = path.rstrip("/").rsplit("/", 1)[-1]
    same = [choice for choice in choices if choice.rsplit("/", 1)[-1] == name]
    if is_overview(path):
        folder = nearest(dirname(path), filter(None, map(dirname, same)), _ALIKE)
        return f"{folder}/{name}" if folder else ""
    if same:
        return nearest(path, same, 0) or ""
    looked_for = _stem(name)
    stems = {choice: _stem(choice.rsplit("/", 1)[-1]) for choice in choices}
    stem = _near_stem(looked_for, dict.fromkeys(stems.values())) if looked_for else ""
    return nearest(path, [choice for choice, each in stems.items() if each == stem], 0) or "" if stem else ""


def _near_stem(looked_for: str, stems: Iterable[str]) -> str:
    stems = list(filter(None, stems))
    words = _words(looked_for)
    for stem, _, _ in process.extract(looked_for, stems, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST_COMPARED):
        # Names that begin with the same words are alike as a whole, whatever they end in.
        others = _words(stem)
        rests = (
            " ".join(word for word in each if word not in both) for each, both in ((words, others), (others, words))
        )
        if fuzz.ratio(*rests) >= _ALIKE:
            return stem
    known = set(words)
    more_or_less = {stem for stem in stems if (its := set(_words(stem))) and (its < known or known < its)}
    return more_or_less.pop() if len(more_or_less) == 1 else ""


def _stem(name: str) -> str:
    return splitext(name)[0].casefold()


def _words(stem: str) -> list[str]:
    return [word for word in _BETWEEN_WORDS.split(stem) if word]
