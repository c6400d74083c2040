"""The glossary of a site: one file of data, read into terms, each with the places of what is written of it.

An entry has a `term`, its `meaning` and, if need be, `forms` (other words for it, other forms of the word) and `see`
(paths of pages, names of other terms).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final
from unicodedata import combining, normalize

import yaml

from vademecum.pages.comparison import Passage
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.nearest import nearest_name
from vademecum.text.source import Source

DATA: Final = "data/glossary.yml"
"""The file, below the folder of the pages."""
PAGE: Final = "glossary.md"
"""The page that shows it, and that marked terms lead to."""
NO_LETTER: Final = "0–9"

BROKEN = Rule("page/glossary-broken", Severity.ERROR, "The file of the glossary cannot be read.")
ENTRY = Rule("page/glossary-entry", Severity.ERROR, "An entry of the glossary is not what an entry is.")
REPEATED = Rule("page/glossary-repeated", Severity.ERROR, "The glossary explains a word twice.")

_NAMES: Final = ("term", "forms", "meaning", "see")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BRACKET: Final = re.compile(r"\s+\(.*\)\s*$")
_ABBREVIATION: Final = re.compile(r"[A-Z]{2,6}(?![a-z])")
_NO_WORD: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means. `id` is that of its place on the glossary's page."""

    name: Passage
    id: str
    meaning: Passage
    """Inline Markdown with citations."""
    others: tuple[Passage, ...] = ()
    """Other words for it, and other forms of the word."""
    see: tuple[Passage, ...] = ()
    """The paths of pages that tell more, and the names of other terms."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The words by which a text speaks of it; a bracket at the end of its name is none of them."""
        return tuple(dict.fromkeys((_without_bracket(self.name.text), *(each.text for each in self.others))))

    @property
    def letter(self) -> str:
        """What it is listed under."""
        return letter(self.name.text)


@dataclass(frozen=True)
class Glossary:
    """The terms in the order of the alphabet, and the file they stand in. A site without one has an empty one."""

    terms: tuple[Term, ...] = ()
    source: Source = Source(DATA, "")  # noqa: RUF009  # it is frozen

    def __bool__(self) -> bool:
        return bool(self.terms)

    @cached_property
    def by_name(self) -> dict[str, Term]:
        """The terms by their names in small letters, with and without the bracket at the end."""
        found = {}
        for term in self.terms:
            found[_without_bracket(term.name.text).casefold()] = term
            found[term.name.text.casefold()] = term
        return found

    @property
    def abbreviations(self) -> frozenset[str]:
        """The abbreviations that it explains."""
        names = (text.text for term in self.terms for text in (term.name, *term.others))
        return frozenset(found for name in names for found in _ABBREVIATION.findall(name))

    def letters(self) -> list[tuple[str, list[Term]]]:
        """The terms letter by letter."""
        return [(name, list(terms)) for name, terms in groupby(self.terms, key=lambda term: term.letter)]


def letter(name: str) -> str:
    """The letter that a name is listed under, without accents."""
    first = sort_key(name)[:1].upper()
    return first if first.isalpha() else NO_LETTER


def sort_key(name: str) -> str:
    """What names are sorted by: their letters and digits, small and without accents."""
    bare = "".join(each for each in normalize("NFKD", name) if not combining(each))
    return _NO_WORD.sub(" ", bare.casefold()).strip()


def spellings(form: str) -> tuple[str, ...]:
    """How a text writes `form`: its first letter in either case, unless it begins with an abbreviation."""
    first = re.split(r"\W", form, maxsplit=1)[0]
    if any(each.isupper() for each in first[1:]):
        return (form,)
    return (form, form[0].upper() + form[1:], form[0].lower() + form[1:])


def _without_bracket(name: str) -> str:
    return _BRACKET.sub("", name) or name


def read_glossary(source: Source) -> tuple[Glossary, tuple[Finding, ...]]:
    """The glossary in a file, and what is wrong with it; an entry that will not do is left out."""
    try:
        tree = yaml.compose(source.text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        offset = source.line_start(mark.line + 1) + mark.column if mark else 0
        problem = str(getattr(error, "problem", None) or "it is not YAML").removeprefix("found ")
        hint = "A value that holds ': ' or begins with a quote, '[', '{', '@', '*' or '&' stands in double quotes."
        return Glossary(source=source), (Finding(BROKEN, source.span(offset), problem, hint),)
    if tree is None:
        return Glossary(source=source), ()
    if not isinstance(tree, yaml.SequenceNode):
        hint = "Begin each entry with '- term: …' on a line of its own."
        return Glossary(source=source), (Finding(BROKEN, source.span(0), "it is no list of entries", hint),)
    reading = _Reading(source)
    terms = [term for node in tree.value if (term := reading.entry(node))]
    terms.sort(key=lambda term: (not term.letter.isalpha(), sort_key(term.name.text)))
    return Glossary(tuple(terms), source), tuple(reading.findings)


class _Reading:
    """Reads the entries of a file, and keeps what is wrong with them."""

    def __init__(self, source: Source) -> None:
        self.findings: list[Finding] = []
        self._source = source
        self._ids: set[str] = set()
        self._forms: dict[str, str] = {}

    def entry(self, node: yaml.Node) -> Term | None:
        """The term of an entry; None for one that will not do."""
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, "an entry is a list of names and values", "Write 'term: …' and 'meaning: …'.")
            return None
        values = dict(self._values(node))
        if not self._has_all(node, values):
            return None
        name, meaning = self._text(values["term"]), self._text(values["meaning"])
        if not name or not meaning:
            return None
        term = Term(
            name,
            self._id(name.text),
            meaning,
            tuple(self._texts(values.get("forms"))),
            tuple(self._texts(values.get("see"))),
        )
        return term if self._is_new(term) else None

    def _values(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
        for key, value in node.value:
            name = str(key.value)
            if name in _NAMES:
                yield name, value
            else:
                near = nearest_name(name, _NAMES)
                hint = f"Did you mean '{near}'?" if near else f"The names are: {', '.join(_NAMES)}."
                self._wrong(key, f"nothing reads '{name[:40]}'", hint)

    def _has_all(self, node: yaml.Node, values: dict[str, yaml.Node]) -> bool:
        missing = [name for name in ("term", "meaning") if name not in values]
        if missing:
            self._wrong(node, f"an entry has no '{missing[0]}'", "Each has a 'term' and its 'meaning'.")
        return not missing

    def _text(self, node: yaml.Node) -> Passage | None:
        value = " ".join(node.value.split()) if isinstance(node, yaml.ScalarNode) else ""
        if value:
            return Passage(value, node.start_mark.index, node.end_mark.index)
        self._wrong(node, "this is no text", "Write a text; one with ': ' in it stands in double quotes.")
        return None

    def _texts(self, node: yaml.Node | None) -> Iterator[Passage]:
        """The texts of a list; a single one is a list of one."""
        for each in node.value if isinstance(node, yaml.SequenceNode) else filter(None, [node]):
            text = self._text(each)
            if text:
                yield text

    def _id(self, name: str) -> str:
        slug = sort_key(name).encode("ascii", "ignore").decode() or sort_key(name)
        base = f"term-{'-'.join(slug.split())}"
        found, number = base, 1
        while found in self._ids:
            number += 1
            found = f"{base}-{number}"
        self._ids.add(found)
        return found

    def _is_new(self, term: Term) -> bool:
        """Whether no other entry has the same name; a form that another has is told, and stays with that one."""
        given = [Passage(_without_bracket(term.name.text), term.name.start, term.name.end), *term.others]
        taken = [
            text for text in given if any(self._forms.get(each, term.id) != term.id for each in spellings(text.text))
        ]
        for text in taken:
            hint = "Keep one of the two entries, or take the word out of the 'forms' of one."
            span = self._source.span(text.start, text.end)
            self.findings.append(Finding(REPEATED, span, f"'{text.text}' is explained already", hint))
        for text in given:
            for each in spellings(text.text):
                self._forms.setdefault(each, term.id)
        return given[0] not in taken

    def _wrong(self, node: yaml.Node, message: str, hint: str) -> None:
        span = self._source.span(node.start_mark.index, node.end_mark.index)
        self.findings.append(Finding(ENTRY, span, message, hint))
