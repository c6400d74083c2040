"""The files that a citation style of a site is read from, for who watches them."""

from collections.abc import Iterator
from pathlib import Path

from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.xml import MAX_BYTES, read_xml
from vademecum.csl.style_files import is_path

_MAX_PARENTS = 5


def style_sources(name: str, root: Path) -> tuple[Path, ...]:
    """The file of the style `name` below `root`, and those of its parents beside it, as far as they are there.

    None for a style that has its name from us or from the CSL repository: an installed package does not change. A
    parent is looked for where `find_style` looks first: in the folder of the style, and in `dependent` below it.
    """
    if not is_path(name):
        return ()
    file = root / name.replace("\\", "/")
    return tuple(dict.fromkeys(_chain(file, file.parent, root)))


def _chain(file: Path, folder: Path, root: Path) -> Iterator[Path]:
    for _ in range(_MAX_PARENTS):
        if not _is_inside(file, root):
            return
        yield file
        parent = _parent(file)
        places = (folder / f"{parent}.csl", folder / "dependent" / f"{parent}.csl")
        found = next((place for place in places if parent and _is_inside(place, root)), None)
        if found is None:
            return
        file = found


def _is_inside(file: Path, root: Path) -> bool:
    try:
        return file.is_file() and file.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):  # No system takes such a path.
        return False


def _parent(file: Path) -> str:
    """The name of the style that this one is a variant of; empty for one that stands on its own or cannot be read."""
    try:
        with file.open("rb") as opened:
            info = read_xml(opened.read(MAX_BYTES + 1)).child("info")
    except (OSError, StyleError):
        return ""
    links = info.every("link") if info else ()
    address = next((each.get("href") for each in links if each.get("rel") == "independent-parent"), "")
    name = address.rstrip("/").rpartition("/")[2].removesuffix(".csl")
    return name if not is_path(name) else ""
