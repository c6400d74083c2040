"""What the build of a preview hands over, held against what it may hold before any of it is used.

Nothing here is trusted: the archive is a stranger's until each of its names, sizes and kinds is found in order. What is
read from it is a number, a hash, one text and files that a browser shows.
"""  # noqa: INP001  # scripts stand side by side and are no package

import json
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

SITE, CHANGE, DIFFERENCE = "site", "change.json", "diff.md"
MARK = "<!-- vademecum-diff -->"
"""The first line of what `vademecum diff` writes for a comment."""
SUFFIXES = frozenset(
    (
        *(".html", ".css", ".js", ".map", ".json", ".xml", ".gz", ".txt", ".md", ".webmanifest"),
        *(".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico", ".woff", ".woff2"),
        *(".yml", ".yaml", ".csv", ".bib", ".ris", ".pdf"),
    )
)
MOST_PACKED, MOST_FILES, MOST_BYTES, MOST_BYTES_EACH = 200_000_000, 20_000, 400_000_000, 20_000_000
MOST_OF_DIFFERENCE = 1_000_000

_PART = re.compile(r"[^\x00-\x1f\x7f\\/:*?\"<>|.][^\x00-\x1f\x7f\\/:*?\"<>|]{0,199}")
_LONGEST_PATH = 500
_HASH = re.compile(r"[0-9a-f]{40}")
_HIGHEST_NUMBER = 10**9
_ENCRYPTED = 0x1
_PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError, RuntimeError)
"""What Python's reader of archives raises, one way or another, for one that is broken."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class RefusedError(Exception):
    """Something in the artifact that is not published."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview: of which change, at which commit, what it does to the evidence, and the site where there is one."""

    number: int
    head: str
    difference: str
    site: dict[str, bytes]


def read_artifact(data: bytes) -> Preview:
    """What is in an artifact. RefusedError where anything in it is not as it has to be."""
    if len(data) > MOST_PACKED:
        raise RefusedError(f"the artifact is larger than {MOST_PACKED} bytes")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            files = dict(_files(archive))
    except _BROKEN as error:
        raise RefusedError(f"the artifact is no sound archive: {error}") from None
    number, head = _change(files.pop(CHANGE, b""))
    difference = _difference(files.pop(DIFFERENCE, b""))
    site = {path.partition("/")[2]: content for path, content in files.items()}
    if site and "index.html" not in site:
        raise RefusedError("the site has no first page")
    return Preview(number, head, difference, site)


def write_site(site: dict[str, bytes], folder: Path) -> None:
    """Write the files of a site into a folder that is made for it."""
    folder.mkdir(parents=True)
    for path, content in site.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as opened:
            opened.write(content)


def _files(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    members = archive.infolist()
    if len(members) > MOST_FILES:
        raise RefusedError(f"the artifact holds more than {MOST_FILES} files")
    room = MOST_BYTES
    seen: set[str] = set()
    for member in members:
        path = _path(member)
        if member.is_dir():
            continue
        if path.lower() in seen:
            raise RefusedError(f"{path!r} is there twice")
        seen.add(path.lower())
        # What the archive says of sizes is not relied on: no more is read than there is room for.
        with archive.open(member) as opened:
            content = opened.read(min(room, MOST_BYTES_EACH) + 1)
        if len(content) > min(room, MOST_BYTES_EACH):
            raise RefusedError(f"{path!r} is too large")
        room -= len(content)
        yield path, content
    folders = {parent.as_posix() for path in seen for parent in PurePosixPath(path).parents}
    if both := folders & seen:
        raise RefusedError(f"{min(both)!r} is a file and a folder")


def _path(member: zipfile.ZipInfo) -> str:
    name = member.orig_filename
    path = name.removesuffix("/") if member.is_dir() else name
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if member.is_dir() else stat.S_IFREG):
        raise RefusedError(f"{name!r} is a link or a device, and no file")
    if member.flag_bits & _ENCRYPTED or member.compress_type not in _PACKED_AS:
        raise RefusedError(f"{name!r} is encrypted, or packed in an odd way")
    parts = path.split("/")
    is_plain = all(_PART.fullmatch(part) for part in parts) and path == member.filename.rstrip("/")
    if not is_plain or len(path) > _LONGEST_PATH:
        raise RefusedError(f"{name!r} is not the name of a file below the site")
    is_ours = parts[0] == SITE if member.is_dir() or len(parts) > 1 else path in (CHANGE, DIFFERENCE)
    if not is_ours:
        raise RefusedError(f"{name!r} is nothing that a preview hands over")
    if len(parts) > 1 and not member.is_dir() and PurePosixPath(path).suffix.lower() not in SUFFIXES:
        raise RefusedError(f"{name!r} is of a kind that no site holds")
    return path


def _change(data: bytes) -> tuple[int, str]:
    try:
        read = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict) or set(read) != {"number", "head"}:
        raise RefusedError(f"{CHANGE} does not say of which change this is the preview")
    number, head = read["number"], read["head"]
    is_number = isinstance(number, int) and not isinstance(number, bool) and 0 < number <= _HIGHEST_NUMBER
    if not is_number or not isinstance(head, str) or not _HASH.fullmatch(head):
        raise RefusedError(f"{CHANGE} does not say of which change this is the preview")
    return number, head


def _difference(data: bytes) -> str:
    """The text of `vademecum diff`; empty where there is none."""
    if not data.strip():
        return ""
    if len(data) > MOST_OF_DIFFERENCE:
        raise RefusedError(f"{DIFFERENCE} is longer than {MOST_OF_DIFFERENCE} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(f"{DIFFERENCE} is not UTF-8") from None
    if not text.startswith(f"{MARK}\n") or _CONTROLS.search(text):
        raise RefusedError(f"{DIFFERENCE} is not what `vademecum diff` writes")
    return text.removeprefix(f"{MARK}\n").strip()
