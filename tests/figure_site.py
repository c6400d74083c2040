"""A site with figures and a comparison, as editors would write them: `cases/figures` holds its files."""

import struct
import zlib

from built_sites import make_site
from conversions import CASES

FILES = {
    path: (CASES / "figures" / name).read_text(encoding="utf-8")
    for path, name in {
        "docs/topics/current.md": "current.md",
        "docs/topics/peel.md": "peel.md",
        "docs/topics/figures/layers.svg": "layers.svg",
        "docs/data/three.yml": "three.yml",
        "references.bib": "references.bib",
    }.items()
} | {"docs/index.md": "# Home\n\n[Current](topics/current.md), [peels](topics/peel.md)\n"}


def dot(width=8, height=4):
    """A picture of one colour, as a PNG file."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x0a\x5b\x66" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def make_figure_site(folder, settings=None, plugin=None, files=None):
    """Write the site to a folder; `files` are texts that take the place of its own, by their paths."""
    make_site(folder, {**FILES, **(files or {})}, settings, plugin)
    (folder / "docs/topics/figures/dot.png").write_bytes(dot())
    return folder
