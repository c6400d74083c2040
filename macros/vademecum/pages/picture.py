"""How large a picture is, from the head of its file: PNG, JPEG, GIF, WebP."""

import struct
from collections.abc import Callable
from typing import NamedTuple


class PictureSize(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


def picture_size(data: bytes) -> PictureSize | None:
    """The size of a picture; None where `data` is no picture of these kinds, or is cut off before it says so."""
    for sign, read in _KINDS:
        if data.startswith(sign):
            try:
                size = read(data)
            except (struct.error, IndexError):
                return None
            return size if size and size.width and size.height else None
    return None


def _png(data: bytes) -> PictureSize | None:
    """PNG, second edition, 11.2.2: the chunk IHDR comes first."""
    return PictureSize(*struct.unpack_from(">II", data, 16)) if data[12:16] == b"IHDR" else None


def _gif(data: bytes) -> PictureSize:
    """GIF89a, 18: the logical screen."""
    return PictureSize(*struct.unpack_from("<HH", data, 6))


_MARKER = 0xFF
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(data: bytes) -> PictureSize | None:
    """ITU-T T.81, B.1 and B.2.2: segments up to the head of the frame. Turned pictures keep the size of the file."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != _MARKER:
            return None
        marker = data[at + 1]
        if marker == _MARKER:  # It may be filled up.
            at += 1
        elif marker in _STANDALONE:
            at += 2
        elif marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return PictureSize(width, height)
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def _webp(data: bytes) -> PictureSize | None:
    """RFC 9649, 2.5 to 2.7: lossy, lossless, extended."""
    if data[8:12] != b"WEBP":
        return None
    match data[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", data, 26)
            return PictureSize(width & 0x3FFF, height & 0x3FFF)
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", data, 21)
            return PictureSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8X":
            low_width, high_width, low_height, high_height = struct.unpack_from("<HBHB", data, 24)
            return PictureSize((high_width << 16 | low_width) + 1, (high_height << 16 | low_height) + 1)
    return None


_KINDS: tuple[tuple[bytes, Callable[[bytes], PictureSize | None]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8", _jpeg),
    (b"GIF8", _gif),
    (b"RIFF", _webp),
)
