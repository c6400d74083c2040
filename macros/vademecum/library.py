"""A bibliography at work: read, in one style, with a writer for its HTML. Floor 6.

Files are read once per content: an unchanged file is not parsed again, however often a page or a site is built.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Bibliography
from vademecum.checks.bibliography import unknown_values
from vademecum.csl import CslStyle, WrittenStyle, find_style
from vademecum.csl.locale_files import check_language
from vademecum.csl.memo import memo_name
from vademecum.formatted_cache import FileMemo
from vademecum.render.environment import make_environment
from vademecum.render.writer import Writer
from vademecum.text.decoding import decode_source
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Finding

DEFAULT_STYLE = "author-date"
DEFAULT_LANG = "en-US"


class Interface(NamedTuple):
    """What a site says instead of our templates and words."""

    templates: tuple[str, ...] = ()
    """Directories of templates that stand before the package's own."""
    words: tuple[tuple[str, str], ...] = ()
    """Words of the interface, each with its name."""


_PLAIN = Interface()
_CACHE = Path(".cache", "vademecum", "styles")


@lru_cache(maxsize=32)
def _memo(folder: Path, style: str, lang: str) -> FileMemo:
    """What was formatted outlives the library it was made for: where one entry changes, one is made anew."""
    memo = FileMemo(folder / f"{memo_name(style, lang)}.tsv")
    _MEMOS.setdefault(folder, []).append(memo)
    return memo


_MEMOS: dict[Path, list[FileMemo]] = {}


def keep_formatted(root: Path | None = None) -> None:
    """Write what was formatted for the site in `root` into its `.cache`, for the next build to find."""
    for memo in _MEMOS.get(_folder(root), ()):
        memo.save()


def _folder(root: Path | None) -> Path:
    return (root or Path.cwd()).absolute() / _CACHE


@dataclass(frozen=True, slots=True)
class Library:
    """The bibliography, what is wrong with it, and the writer that prints it."""

    bibliography: Bibliography
    findings: tuple[Finding, ...]
    writer: Writer
    style: WrittenStyle
    """The style as it is written."""


def open_library(
    paths: Sequence[str],
    style: str = DEFAULT_STYLE,
    lang: str = DEFAULT_LANG,
    *,
    root: Path | None = None,
    interface: Interface = _PLAIN,
) -> Library:
    """The library of the BibTeX files `paths`, which are relative to `root` (the working directory where None).

    A style in a file is looked for there, too. ConfigurationError for a file that cannot be read and for a style or a
    language that is not there.
    """
    check_language(lang)
    return _library(_files(paths, root), find_style(style, root), lang, interface, _folder(root))


def read_bibliography(paths: Sequence[str], *, root: Path | None = None) -> tuple[Bibliography, tuple[Finding, ...]]:
    """The entries of the BibTeX files `paths`, and all that is wrong with them; otherwise as `open_library`."""
    return _parsed(_files(paths, root))


def _files(paths: Sequence[str], root: Path | None) -> tuple[tuple[str, bytes], ...]:
    root = root or Path.cwd()
    return tuple((path.replace("\\", "/"), _read(root / path, path)) for path in paths)


def _read(file: Path, name: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        message = f"the bibliography '{name}' {reason}; looked for it at {file}"
        raise ConfigurationError(message) from None


@lru_cache(maxsize=8)
def _parsed(files: tuple[tuple[str, bytes], ...]) -> tuple[Bibliography, tuple[Finding, ...]]:
    decoded = [decode_source(path, data) for path, data in files]
    bibliography, findings = read_bibtex([source for source, _ in decoded])
    encoding = (finding for _, found in decoded for finding in found)
    return bibliography, (*encoding, *findings, *unknown_values(bibliography))


@lru_cache(maxsize=8)
def _library(
    files: tuple[tuple[str, bytes], ...],
    style: WrittenStyle,
    lang: str,
    interface: Interface,
    folder: Path,
) -> Library:
    bibliography, findings = _parsed(files)
    writer = Writer(
        bibliography,
        CslStyle(style, lang, bibliography, _memo(folder, style.digest, lang)),
        make_environment(interface.templates, dict(interface.words)),
    )
    return Library(bibliography, findings, writer, style)
