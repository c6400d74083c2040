"""Styles by name: our own, files of a site, and those of the CSL repository.

Here and in `locale_files` the core reads files: those that come with us or with the packages of styles, and the one
style that a site names.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.style import Style, read_style
from vademecum.csl.engine.xml import MAX_BYTES
from vademecum.csl.style_packages import install_command, styles_folder
from vademecum.text.errors import ConfigurationError
from vademecum.text.nearest import nearest

BUILT_IN = ("author-date", "numeric")
"""The styles that come with us."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ALL_NAMES = "All names are in the list at https://github.com/citation-style-language/styles."
_NEAR = 70
_SHORTEST_BEGINNING = 3
_MOST_GUESSES = 3
_MOST_RENAMED = 5


class UnknownStyleError(ConfigurationError):
    """There is no style of a name. `message` is the same on every computer, `hint` what to do on this one."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}. {hint}" if hint else message)
        self.message = message
        self.hint = hint


def find_style(name: str, root: Path | None = None) -> Style:
    """The style called `name`: one of ours, a file, or one of the CSL repository where its package is installed.

    A name that ends in `.csl` or holds a slash is a path, relative to `root` (the working directory where None), and
    the file lies within it. A dependent style is its parent in its own language (CSL 1.0.2, "File types"). A name that
    the repository gave up is the one it has now. Files are read once per content.

    UnknownStyleError where there is no such style, with the one that was probably meant. ConfigurationError where a
    file cannot be read, and where it is no style, with its line.
    """
    if is_path(name):
        return _from_site(name, root or Path.cwd())
    if name in BUILT_IN:
        return _read(f"{name}.csl", (files(__package__) / "styles" / f"{name}.csl").read_bytes(), None)
    folder = styles_folder()
    file = _in_repository(current_name(name), folder) if folder else None
    if file is None:
        raise _unknown(f"there is no citation style '{name}'", name, folder)
    return _read(file.name, _content(file, file.name), folder)


def is_path(name: str) -> bool:
    """Whether `name` is the path of a file."""
    return name.endswith(".csl") or "/" in name or "\\" in name


def style_names() -> tuple[str, ...]:
    """The names of all styles that are here, sorted: ours, and those of the repository where they are installed."""
    folder = styles_folder()
    return tuple(sorted({*BUILT_IN, *(_installed(folder) if folder else ())}))


def current_name(name: str) -> str:
    """The name that the CSL repository has now for the style it once called `name`; otherwise `name`."""
    folder = styles_folder()
    renamed = _renamed(folder) if folder else {}
    for _ in range(_MOST_RENAMED):
        if name not in renamed:
            break
        name = renamed[name]
    return name


def _from_site(name: str, root: Path) -> Style:
    path = Path(name.replace("\\", "/"))
    root = root.absolute()  # Whoever reads of a folder "." would not know which.
    file = root / path
    try:
        is_inside, is_there = file.resolve().is_relative_to(root.resolve()), file.is_file()
    except (OSError, ValueError):  # No system takes such a path.
        raise ConfigurationError(f"the citation style '{name}' can be no file") from None
    if not is_inside:
        # A page may name a style, and whoever writes a page may not read what lies elsewhere.
        raise ConfigurationError(f"the citation style '{name}' lies outside the folder {root}; copy the file into it")
    if not is_there:
        near = nearest(path.name, (each.name for each in sorted(file.parent.glob("*.csl"))))
        help_ = f"; did you mean '{path.with_name(near).as_posix()}'?" if near else f"; looked for it at {file}"
        raise ConfigurationError(f"the citation style '{name}' does not exist{help_}")
    return _read(name, _content(file, name), file.parent)


def _content(file: Path, name: str) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigurationError(f"the citation style '{name}' cannot be read ({error.strerror})") from None


@lru_cache(maxsize=32)
def _read(name: str, content: bytes, folder: Path | None) -> Style:
    def parent(address: str) -> bytes:
        own = address.rstrip("/").rpartition("/")[2].removesuffix(".csl")
        for place in dict.fromkeys((folder, styles_folder())):
            file = _in_repository(own, place) if place else None
            if file:
                return _content(file, own)
        raise _unknown(f"{name}: this style is a variant of '{own}', which is not here", own, styles_folder())

    try:
        return read_style(content, parent)
    except StyleError as error:
        place = f"{name}:{error.line}" if error.line else name
        raise ConfigurationError(f"{place}: {error.message}") from None


def _in_repository(name: str, folder: Path) -> Path | None:
    """The file of a style in a folder laid out as the repository is."""
    if not _NAME.fullmatch(name):
        return None
    files_ = (folder / f"{name}.csl", folder / "dependent" / f"{name}.csl")
    return next((file for file in files_ if file.is_file()), None)


@lru_cache(maxsize=2)
def _installed(folder: Path) -> tuple[str, ...]:
    return tuple(file.stem for place in (folder, folder / "dependent") for file in place.glob("*.csl"))


@lru_cache(maxsize=2)
def _renamed(folder: Path) -> Mapping[str, str]:
    try:
        found = json.loads((folder / "renamed-styles.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(old): str(new) for old, new in found.items()} if isinstance(found, dict) else {}


def _unknown(message: str, name: str, folder: Path | None) -> UnknownStyleError:
    """The error that tells what to do about a `name` that leads to no style."""
    plain = re.sub(r"[\s_]+", "-", name.strip().lower())
    if not plain:
        message = "the citation style has no name"
    ours = nearest(plain, BUILT_IN, _NEAR)
    if folder is None and ours is None:
        found = f"{message}; there are {' and '.join(BUILT_IN)}, and all others come with the extra 'styles'"
        return UnknownStyleError(found, f"Install it: {install_command()}")
    guesses = (ours,) if ours else _guesses(plain, folder or Path())
    if not guesses:
        return UnknownStyleError(message, _ALL_NAMES)
    *others, last = (f"'{guess}'" for guess in guesses)
    return UnknownStyleError(f"{message}; did you mean {', '.join(others)}{' or ' if others else ''}{last}?")


def _guesses(name: str, folder: Path) -> tuple[str, ...]:
    """The styles that were probably meant by `name`: that name or one like it, or those that begin with it."""
    names, former = style_names(), tuple(_renamed(folder))
    near = nearest(name, (*names, *former), _NEAR)
    begun = [each for each in names if each.startswith(f"{name}-")] if len(name) >= _SHORTEST_BEGINNING else []
    if begun and near != name:
        return tuple(sorted(begun, key=lambda each: (len(each), each))[:_MOST_GUESSES])
    return (near,) if near else ()
