"""Gives a work another key, wherever the site names it: in the bibliography, on pages, in files of data.

Nothing is written here: what comes back is what the files should hold, once it is certain that this changes the key and
nothing else.
"""

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vademecum.bibliography.bibtex import read_bibtex, read_file
from vademecum.bibliography.bibtex.block_parser import KEY
from vademecum.bibliography.bibtex.written import WrittenEntry
from vademecum.bibliography.entry import Bibliography
from vademecum.bibliography.identifier import CitationKey, citation_key
from vademecum.bibliography.key_fields import FIELDS_OF_KEYS, keys_in
from vademecum.checks.cited_page import read_cited_page
from vademecum.editing.edits import Replacement, replace_all
from vademecum.editing.key_places import (
    in_bibtex,
    in_data,
    in_page,
    mentions,
    mentions_beside_entries,
)
from vademecum.pages.front_matter import read_front_matter
from vademecum.pages.outline import outline
from vademecum.pages.outline_parts import OutlineSettings
from vademecum.text.errors import ConfigurationError, InternalError
from vademecum.text.finding import Severity
from vademecum.text.source import Source, Span, normalise_newlines

_LONGEST_KEY = 100
"""The address of a work's page is made of its key."""
_FIT = re.compile(r"[^\W_](?:[\w.+/:-]*[^\W_])?")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a site by the paths that messages name, each as its bytes."""

    bibliography: Mapping[str, bytes]
    pages: Mapping[str, bytes] = field(default_factory=dict)
    data: Mapping[str, bytes] = field(default_factory=dict)
    """YAML files whose texts may cite."""
    others: Mapping[str, bytes] = field(default_factory=dict)
    """Files that are only looked through for the key, and stay as they are."""

    def all(self) -> dict[str, bytes]:
        """All that may change."""
        return {**self.bibliography, **self.pages, **self.data}


@dataclass(frozen=True, slots=True)
class Renaming:
    """What the files should hold that change, and all places, as the files were."""

    files: Mapping[str, bytes]
    places: tuple[Span, ...]
    left: tuple[Span, ...] = ()
    """Where the old key is named and stays: in code, comments and the like."""


def rename_key(files: Files, old: CitationKey, new: CitationKey, settings: OutlineSettings | None = None) -> Renaming:
    """Give the work `old` the key `new` in all files.

    ConfigurationError where there is no such work, where the new key is taken or can be none, where a file that names
    it is not UTF-8, and where one names it in escape signs of YAML; InternalError where anything else would change its
    meaning.
    """
    settings = settings or OutlineSettings()
    sources = {path: source for path, data in files.all().items() if (source := _source(path, data, old))}
    library, findings = read_bibtex([sources[path] for path in files.bibliography if path in sources])
    error = next((finding for finding in findings if finding.severity >= Severity.ERROR), None)
    if error:
        raise ConfigurationError(f"{error.span}: {error.message}; mend the bibliography first, nothing was changed")
    written = _written_keys([sources[path] for path in files.bibliography if path in sources])
    _must_fit(old, new, library, written)
    aliases = {citation_key(alias) for entry in library.values() for _, alias in keys_in(entry.fields.get("ids", ""))}

    def means(name: str) -> bool:
        key = citation_key(name)
        is_other = key in written or key in aliases
        return key == old or (not is_other and key.casefold() == old.casefold())

    edits: dict[str, list[Replacement]] = {}
    for path, source in sources.items():
        if path in files.bibliography:
            found = in_bibtex(source, old, new, means)
        elif path in files.pages:
            found = in_page(source, old, new, settings)
        else:
            found = in_data(source, old, new)
        edits[path] = sorted(found)
    changed = {path: _changed(files.all()[path], each) for path, each in edits.items() if each}
    _assure(files, sources, changed, old, new)
    spans = tuple(sources[path].span(each.start, each.end) for path, found in edits.items() for each in found)
    others = {path: Source(path, data.decode("utf-8-sig", "replace")) for path, data in files.others.items()}
    left = tuple(
        source.span(at)
        for path, source in {**sources, **others}.items()
        for at in sorted({*(mentions_beside_entries if path in files.bibliography else mentions)(source, old)})
        if not any(each.start <= at <= each.end for each in edits.get(path, ()))
    )
    return Renaming(changed, spans, left)


def _must_fit(old: CitationKey, new: CitationKey, library: Bibliography, written: Mapping[CitationKey, str]) -> None:
    """ConfigurationError where the work cannot get that key."""
    if old not in written:
        raise ConfigurationError(f"the bibliography has no work '{old}'")
    if old == new:
        raise ConfigurationError(f"'{old}' is the key already")
    if not _FIT.fullmatch(new) or not KEY.fullmatch(new):
        message = "a key has letters, digits and between them any of - _ . : + /; the usual form is smith2020"
        raise ConfigurationError(f"'{new}' can be no key: {message}")
    if len(new) > _LONGEST_KEY:
        raise ConfigurationError(f"the new key is too long: a key has {_LONGEST_KEY} characters at most")
    folded = {key.casefold(): key for key in written if key != old}
    if new.casefold() in folded:
        other = folded[new.casefold()]
        raise ConfigurationError(f"the key '{other}' is taken, at {written[other]}")
    for key, entry in library.items():
        if any(alias.casefold() == new.casefold() for _, alias in keys_in(entry.fields.get("ids", ""))):
            raise ConfigurationError(f"'{new}' is another name ('ids') of '{key}', at {entry.field_span('ids')}")


def _written_keys(sources: Iterable[Source]) -> dict[CitationKey, str]:
    """All keys of the files and where they are, those of containers of data too."""
    return {
        citation_key(block.key): str(source.span(block.start))
        for source in sources
        for block in read_file(source).blocks
        if isinstance(block, WrittenEntry)
    }


def _source(path: str, data: bytes, old: CitationKey) -> Source | None:
    """The text of a file; None for one that is not UTF-8 and does not name the key."""
    try:
        return Source(path, normalise_newlines(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        if old.encode() in data or path.endswith(".bib"):
            message = f"'{path}' is not UTF-8; save it as UTF-8 first, nothing was changed"
            raise ConfigurationError(message) from None
        return None


def _changed(data: bytes, replacements: list[Replacement]) -> bytes:
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + replace_all(data[len(mark) :].decode("utf-8"), replacements).encode("utf-8")


def _assure(
    files: Files, sources: Mapping[str, Source], changed: Mapping[str, bytes], old: CitationKey, new: CitationKey
) -> None:
    """InternalError where the new texts say anything else than the old ones with the new key."""
    texts = {path: Source(path, normalise_newlines(data.decode("utf-8-sig"))) for path, data in changed.items()}
    after = {path: texts.get(path, source) for path, source in sources.items()}
    of_works = [path for path in files.bibliography if path in sources]
    before_works = _meaning([sources[path] for path in of_works], old, new)
    wrong = "" if before_works == _meaning([after[path] for path in of_works], old, new) else of_works[0]
    for path in files.pages:
        if path in changed:
            then = [new if key == old else key for key in _cited(sources[path])]
            wrong = wrong if then == _cited(after[path]) else path
    if wrong:
        raise InternalError(f"{wrong} would say something else with the new key; nothing was changed")


def _meaning(
    sources: list[Source], old: CitationKey, new: CitationKey
) -> list[tuple[CitationKey, str, dict[str, str]]]:
    """What the entries say, in order, the old key read as the new one."""
    works = []
    for key, entry in read_bibtex(sources)[0].items():
        fields = {name: value for name, value in entry.fields.items() if name not in FIELDS_OF_KEYS}
        works.append((new if key == old else key, entry.type, fields))
    return works


def _cited(source: Source) -> list[CitationKey]:
    front_matter, _ = read_front_matter(source)
    page = read_cited_page(source, front_matter, outline(source, front_matter.end))
    return [key for cluster in page.clusters for key in cluster.keys]
