"""Where the key of a work is written: in BibTeX, in pages, in their macro calls and front matter, in files of data."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from vademecum.bibliography.bibtex import read_file
from vademecum.bibliography.bibtex.written import WrittenEntry, WrittenText
from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.key_fields import FIELDS_OF_KEYS, keys_in
from vademecum.citation.grammar import BARE_KEY, find_item
from vademecum.citation.scan import Scan, scan
from vademecum.editing.edits import Replacement
from vademecum.pages.front_matter import FrontMatter, read_front_matter
from vademecum.pages.outline import outline
from vademecum.pages.outline_parts import OutlineSettings
from vademecum.text.errors import ConfigurationError
from vademecum.text.source import Source

_QUOTING = ("summary", "key_points")
_CALL = re.compile(r"\{\{\s*(\w+)")
_TEXT = re.compile(
    r"""(?:(?P<name>\w+)\s*=\s*)?(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>(?:\\.|[^'\\])*)')""", re.DOTALL
)
_ESCAPE = re.compile(r"\\(?:[xuU][0-9A-Fa-f]|\n)")
_TEX_CITATION = r"\\\w*cite\w*\*?(?:\[[^\]\n]*\])*\{(?:[^{}\n]*[,\s])?"
_FILLER = "\v"
"""What stands for the sign that makes a quote no end of a text: white space that no YAML can hold."""
_BARE_KEY = re.compile(BARE_KEY)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Means = Callable[[str], bool]
"""Whether a name, as an entry writes it, means the work."""


def in_bibtex(source: Source, old: CitationKey, new: CitationKey, means: Means) -> Iterator[Replacement]:
    """The places of a BibTeX file that name a work: its entry, and the fields by which others lead to it."""
    for block in read_file(source).blocks:
        if not isinstance(block, WrittenEntry):
            continue
        if citation_key(block.key) == old:
            yield Replacement(block.key_start, block.key_start + len(block.key), new)
        for field in block.fields:
            if field.name.lower() not in FIELDS_OF_KEYS:
                continue
            for piece in field.pieces:
                if not piece.is_word:
                    for at, written in keys_in(piece.text):
                        if means(written):
                            yield Replacement(piece.offset + at, piece.offset + at + len(written), new)


def in_page(source: Source, old: CitationKey, new: CitationKey, settings: OutlineSettings) -> Iterator[Replacement]:
    """The places of a page that cite a work. What stands in code, comments and raw HTML is no citation."""
    if not _may_hold(source.text, old):
        return
    front_matter, _ = read_front_matter(source)
    keys = _Keys(old, new, source)
    yield from _in_front_matter(front_matter, keys)
    found = scan(source.text[front_matter.end :])
    prose = outline(source, front_matter.end, settings, found).prose
    for each in keys.found_in(found, source.text, front_matter.end):
        if not prose[each.start].isspace():
            yield each


def in_data(source: Source, old: CitationKey, new: CitationKey) -> Iterator[Replacement]:
    """The places of a YAML file whose texts cite a work; none where it is no YAML."""
    if not _may_hold(source.text, old):
        return
    keys = _Keys(old, new, source)
    try:
        scalars = list(_scalars(yaml.compose(source.text, Loader=_LOADER)))
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    for start, end in scalars:
        yield from keys.in_scalar(start, end)


def mentions(source: Source, old: CitationKey) -> Iterator[int]:
    """Where else a text seems to name a key, such as in code and comments: with `@` before it, or in quotes."""
    name = re.escape(old)
    for found in re.finditer(rf"(?:@\{{?|([\"'])\s*)(?P<key>{name})(?(1)\s*\1|(?![\w-]))", source.text):
        yield found.start("key")


def mentions_beside_entries(source: Source, old: CitationKey) -> Iterator[int]:
    """Where else a BibTeX file names a key: between its entries, and in their fields as TeX and pages cite."""
    name = re.escape(old)
    for block in read_file(source).blocks:
        if isinstance(block, WrittenText):
            for found in re.finditer(rf"(?<![\w-]){name}(?![\w-])", block.text):
                yield block.start + found.start()
    for found in re.finditer(rf"(?:{_TEX_CITATION}|@\{{?)(?P<key>{name})(?![\w-])", source.text):
        yield found.start("key")


def _may_hold(text: str, old: CitationKey) -> bool:
    return old in citation_key(text) or _ESCAPE.search(text) is not None


def _in_front_matter(front_matter: FrontMatter, keys: "_Keys") -> Iterator[Replacement]:
    for name in _QUOTING:
        value = front_matter.values.get(name)
        steps = range(len(value)) if isinstance(value, list) else ()
        places = [front_matter.place(name, step) for step in steps] or [front_matter.place(name)]
        for start, end in places:
            yield from keys.in_scalar(start, end)


def _scalars(root: yaml.Node | None) -> Iterator[tuple[int, int]]:
    """Where the values of a tree stand, each once: what an alias repeats is written once."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            yield node.start_mark.index, node.end_mark.index
        elif isinstance(node, yaml.MappingNode):
            waiting += (value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


class _Keys:
    """Finds one key, and says what takes its place."""

    def __init__(self, old: CitationKey, new: CitationKey, source: Source) -> None:
        self._old, self._new, self._source = old, new, source

    def in_scalar(self, start: int, end: int) -> Iterator[Replacement]:
        """The places in a value of YAML, quotes included, whose escaped quotes are quotes to whoever reads it.

        ConfigurationError where others are escaped, and the key comes of them.
        """
        raw = self._source.text[start:end]
        if raw.startswith('"'):
            shown = raw.replace('\\"', f'{_FILLER}"')
            self._refuse_escaped(raw, shown, start)
            raw = shown
        elif raw.startswith("'"):
            raw = f"'{raw[1:-1].replace(chr(39) * 2, _FILLER + chr(39))}'"
        for each in self.in_markdown(raw, 0, len(raw)):
            yield Replacement(each.start + start, each.end + start, each.text)

    def _refuse_escaped(self, raw: str, shown: str, start: int) -> None:
        """ConfigurationError where a value in quotes names the key more often than the text that is written there."""
        if not _ESCAPE.search(raw):
            return
        value = str(yaml.load(raw, Loader=_LOADER))  # noqa: S506  # the safe one
        read, written = ([*self.in_markdown(each, 0, len(each))] for each in (value, shown))
        if len(read) != len(written):
            message = f"this text names '{self._old}' with the help of an escape such as \\u0032"
            place = self._source.span(start)
            raise ConfigurationError(f"{place}: {message}; write it out by hand first, nothing was changed")

    def in_markdown(self, text: str, start: int, end: int) -> Iterator[Replacement]:
        """The places in a stretch of Markdown, those in its macro calls included."""
        yield from self.found_in(scan(text[start:end]), text, start)

    def found_in(self, found: Scan, text: str, start: int) -> Iterator[Replacement]:
        """The places in citations and calls that were found in what stands in `text` from `start` on."""
        for each in found.citations:
            yield from self._in_citation(text, start + each.start, start + each.end)
        for call in found.calls:
            yield from self._in_call(text, start + call.start, start + call.end)

    def _in_citation(self, text: str, start: int, end: int) -> Iterator[Replacement]:
        stretch, at = text[start:end], 0
        while item := find_item(stretch, at):
            at = item.end()
            written = item[0].lstrip("-")[1:]
            name = written[1:-1] if written.startswith("{") else written
            if citation_key(name) == self._old:
                key_start = start + item.end() - len(written)
                new = self._written(text[start + item.end() :], in_braces=written != name)
                yield Replacement(key_start, start + item.end(), new)

    def _written(self, behind: str, *, in_braces: bool) -> str:
        """The new key as a citation writes it: in braces where it was so, where it must be, or would run on."""
        bare = _BARE_KEY.match(self._new + behind[:2])
        is_bare = bare is not None and bare.end() == len(self._new)
        return self._new if is_bare and not in_braces else f"{{{self._new}}}"

    def _in_call(self, text: str, start: int, end: int) -> Iterator[Replacement]:
        name = _CALL.match(text, start, end)
        for found in _TEXT.finditer(text, name.end() if name else start, end):
            kind = "double" if found["double"] is not None else "single"
            first, last = found.span(kind)
            written = found[kind]
            is_key = name is not None and name[1] == "cite" and not found["name"]
            key = written.removesuffix(_FILLER)
            if is_key and citation_key(key) == self._old:
                yield Replacement(first, first + len(key), self._new)
            elif not is_key:
                yield from self.in_markdown(text, first, last)
