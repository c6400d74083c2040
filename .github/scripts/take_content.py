#!/usr/bin/env python3
"""Take the content of a change, and nothing else of it, into a working tree that holds the target of the change.

`take_content.py REVISION NUMBER`: pages, figures, data and the bibliography are replaced by those of REVISION. Of its
`mkdocs.yml` the order of pages is taken (`nav`); all else in it stays the target's. What could run code is refused:
files of other kinds, links, drawings that hold scripts, addresses that are none. `mkdocs.preview.yml` is written beside
it, which says of which change the preview is.

To be run with the Python of the target's virtual environment, in the top folder of the repository.
"""

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml
from content import BIBLIOGRAPHY, CONFIGURATION, FOLDER
from github_api import fail, git, say

from vademecum.checks.drawing_files import doubts

PREVIEW = "mkdocs.preview.yml"
SUFFIXES = frozenset(
    (
        *(".md", ".yml", ".yaml", ".json", ".csv", ".bib"),
        *(".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"),
    )
)
MOST_FILES, MOST_BYTES, MOST_BYTES_EACH = 5_000, 200_000_000, 20_000_000
MOST_IN_NAVIGATION, DEEPEST_NAVIGATION = 5_000, 12

_PLAIN = ("100644", "100755")
_NAME = re.compile(r"[^\x00-\x1f\x7f\\:*?\"<>|]{1,200}")
_TITLE = re.compile(r"[^<>\"]{0,300}")
_LINK = re.compile(r"https?://[^\s<>\"'`\\]+")


class RefusedError(Exception):
    """Something of the change that no preview takes."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as Git has it."""

    mode: str
    name: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """The order of pages, and where in the configuration it stands."""

    entries: list[object]
    start: int
    end: int


def main(revision: str, number: str) -> None:
    """Take the content of `revision` into the working directory."""
    root = Path.cwd()
    try:
        take(root, revision)
        take_navigation(root, revision)
    except RefusedError as error:
        fail(f"No preview can be made: {error}")
    settings = {"INHERIT": CONFIGURATION, "extra": {"preview": number}}
    (root / PREVIEW).write_text(f"{json.dumps(settings)}\n", encoding="utf-8")
    say(f"Took {FOLDER}/ and {BIBLIOGRAPHY} from the change, and all else from its target.")


def take(root: Path, revision: str) -> None:
    """Replace the content of the working tree in `root` by that of `revision`."""
    ours = {blob.path: blob.name for blob in blobs(root, "HEAD")}
    theirs = list(blobs(root, revision))
    if len(theirs) > MOST_FILES or sum(blob.size for blob in theirs) > MOST_BYTES:
        raise RefusedError(f"there are more than {MOST_FILES} files or {MOST_BYTES} bytes")
    for blob in theirs:
        if ours.get(blob.path) != blob.name or blob.mode not in _PLAIN:
            refuse_if_not_plain(root, blob)
    shutil.rmtree(root / FOLDER, ignore_errors=True)
    (root / BIBLIOGRAPHY).unlink(missing_ok=True)
    for path in sorted({blob.path.partition("/")[0] for blob in theirs}):
        git(root, "checkout", "--quiet", revision, "--", path)


def blobs(root: Path, revision: str) -> Iterator[Blob]:
    """The files of a revision that are content."""
    listed = git(root, "ls-tree", "-r", "-l", "-z", "--full-tree", revision, "--", FOLDER, BIBLIOGRAPHY) or ""
    for line in filter(None, listed.split("\0")):
        data, _, path = line.partition("\t")
        mode, _, name, size = data.split()
        yield Blob(mode, name, int(size) if size.isdigit() else 0, path)


def refuse_if_not_plain(root: Path, blob: Blob) -> None:
    """RefusedError for a file of the change that is neither text, data nor a picture."""
    path = PurePosixPath(blob.path)
    if blob.mode not in _PLAIN:
        raise RefusedError(f"{shown(blob.path)} is a link or another repository, and no file")
    if not all(_NAME.fullmatch(part) and not part.startswith(".") for part in path.parts):
        raise RefusedError(f"{shown(blob.path)} has a name that begins with a dot, is too long or holds odd characters")
    if path.suffix.lower() not in SUFFIXES:
        raise RefusedError(
            f"{shown(blob.path)} is new or changed, and no page, data or picture ({' '.join(sorted(SUFFIXES))})"
        )
    if blob.size > MOST_BYTES_EACH:
        raise RefusedError(f"{shown(blob.path)} is larger than {MOST_BYTES_EACH} bytes")
    if path.suffix.lower() == ".svg":
        text = git(root, "cat-file", "blob", blob.name) or ""
        refuse_if_active(text.encode("utf-8", "surrogateescape"), blob.path)


def refuse_if_active(drawing: bytes, path: str) -> None:
    """RefusedError for a drawing that holds anything but what is known to draw, or leads out of itself."""
    doubt = next(iter(doubts(drawing)), None)
    if doubt:
        raise RefusedError(f"the drawing {shown(path)} {doubt.words} (line {doubt.line})")


def take_navigation(root: Path, revision: str) -> None:
    """Put the order of pages that a revision gives into the working tree's `mkdocs.yml`, where it is another one."""
    file = root / CONFIGURATION
    given = git(root, "show", f"{revision}:{CONFIGURATION}", may_fail=True)
    theirs = navigation(given or "")
    text = file.read_text(encoding="utf-8")
    ours = navigation(text)
    if theirs is None or (ours and theirs.entries == ours.entries):
        return
    start, end = (ours.start, ours.end) if ours else (len(text), len(text))
    # JSON is YAML: nothing in a title can become a setting.
    line = f"nav: {json.dumps(theirs.entries, ensure_ascii=False)}\n"
    before = "" if text[:start].endswith(("\n", "\ufeff")) or not start else "\n"
    file.write_text(f"{text[:start]}{before}{line}{text[end:]}", encoding="utf-8")


def navigation(text: str) -> Navigation | None:
    """The order of pages in a configuration; None where it gives none."""
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)  # Nodes: no tag makes anything.
    except (yaml.YAMLError, RecursionError) as error:
        raise RefusedError(f"{CONFIGURATION} cannot be read: {shown(str(error))}") from None
    pairs = tree.value if isinstance(tree, yaml.MappingNode) else []
    found = next(((key, value) for key, value in pairs if key.value == "nav"), None)
    if found is None:
        return None
    name, nav = found
    if not isinstance(nav, yaml.SequenceNode):
        raise RefusedError(f"'nav' in {CONFIGURATION} is no list")
    counter = iter(range(MOST_IN_NAVIGATION))
    entries = [read_entry(node, counter) for node in nav.value]
    return Navigation(entries, name.start_mark.index, nav.end_mark.index)


def read_entry(node: yaml.Node, counter: Iterator[int], depth: int = 0) -> object:
    """An entry of the navigation: a page, a page with a title, or a section with its entries."""
    if next(counter, None) is None or depth > DEEPEST_NAVIGATION:
        raise RefusedError(f"'nav' in {CONFIGURATION} is too long or too deep")
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return read_target(str(node.value), line)
    if isinstance(node, yaml.SequenceNode):
        return [read_entry(each, counter, depth + 1) for each in node.value]
    read: dict[str, object] = {}
    for key, value in node.value:
        title = str(key.value)
        if not _TITLE.fullmatch(title) or not title.isprintable():
            raise RefusedError(f"{CONFIGURATION}:{line}: a preview takes no title with <, > or \": '{shown(title)}'")
        read[title] = read_entry(value, counter, depth + 1)
    return read


def read_target(target: str, line: int) -> str:
    """What an entry leads to: a page below the folder of pages, or an address on the web."""
    parts = PurePosixPath(target).parts
    is_page = target.endswith(".md") and ".." not in parts and all(_NAME.fullmatch(part) for part in parts)
    if not (is_page and target.isprintable() and not target.startswith("/")) and not _LINK.fullmatch(target):
        raise RefusedError(f"{CONFIGURATION}:{line}: '{shown(target)}' is neither a page nor an address on the web")
    return target


def shown(text: str) -> str:
    """A stranger's text for the log: in one line, with nothing that a terminal obeys."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:300])


if __name__ == "__main__":
    if len(sys.argv) != len(("script", "revision", "number")):
        fail("take_content.py REVISION NUMBER")
    if not os.environ.get("CI"):
        fail("This replaces docs/ and references.bib, and what is not committed there is lost: only with CI set.")
    main(sys.argv[1], sys.argv[2])
