"""Which entries of a bibliography a change touches: those of today against those that Git has. Floor 7."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from posixpath import isabs, normpath

from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.bibliography.limits import MAX_FILE
from vademecum.bibliography.schema import FIELD_ALIASES
from vademecum.git import Repository
from vademecum.git_objects import Objects
from vademecum.library import read_bibliography
from vademecum.report.visible import visible
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError
from vademecum.text.source import Source

_OWN = frozenset(
    (
        *("keywords", "studydesign", "evidence", "sample", "funding", "abstract"),
        *("sortkey", "file", "langid", "options", "ids", "owner", "timestamp", "groups", "statusnote"),
    )
)
"""Fields that neither say which work it is nor hold an identifier: what an editor thinks of it, and programs note."""

_BYTES_A_CHARACTER = 4

_Content = tuple[str, frozenset[tuple[str, str]]]


def changed_keys(root: Path, paths: Sequence[str], ref: str) -> frozenset[CitationKey]:
    """The keys of the entries that are not as they were at the git revision `ref`.

    `paths` are the BibTeX files of the site, relative to `root`, which may be a folder of the repository. An entry is
    as it was when the revision has one, in any of these files and under any key, that says the same: the same type, and
    the same in each field that says which work it is, white space and the order of fields aside. What an entry inherits
    counts. Where a file was not there, was no file, or was too large to be read, all its entries are new.

    ConfigurationError where git is missing or does not answer, where `root` lies in no repository, where there is no
    such revision, and where a file cannot be read today.
    """
    today, _ = read_bibliography(paths, root=root)
    repository = Repository(root)
    commit, prefix = repository.commit(ref), repository.prefix()
    files = {path: _in_repository(prefix, path) for path in paths}
    with repository.objects(is_offline=False) as objects:
        then, _ = read_bibtex([*_written(objects, commit, files)])
    known = {_content(entry) for entry in then.values()}
    return frozenset(key for key, entry in today.items() if _content(entry) not in known)


def _content(entry: Entry) -> _Content:
    """What an entry says of the work, in a form that is equal for entries that say the same."""
    named = ((FIELD_ALIASES.get(name, name), value) for name, value in entry.fields.items())
    fields = ((name, " ".join(value.split())) for name, value in named if name not in _OWN)
    return entry.standard_type, frozenset(field for field in fields if field[1])


def _written(objects: Objects, commit: str, paths: Mapping[str, str]) -> Iterator[Source]:
    """The files as they were at a commit; `paths` are those in the repository by those that messages name.

    What was no file then, or was too large, holds nothing.
    """
    for name, path in paths.items():
        blob = objects.at(commit, path)
        data = objects.blob(blob, MAX_FILE * _BYTES_A_CHARACTER) if blob else b""
        if objects.unread:
            raise ConfigurationError(f"git cannot read what '{visible(name)}' was")
        yield decode_source(name, data or b"")[0]


def _in_repository(prefix: str, path: str) -> str:
    """The path of a file from the root of its repository. ConfigurationError where it lies outside of it."""
    whole = normpath(prefix + path.replace("\\", "/"))
    if whole.startswith("../") or isabs(whole):
        raise ConfigurationError(f"git cannot tell what '{visible(path)}' was: it lies outside of the repository")
    return whole
