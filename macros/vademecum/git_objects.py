"""What a Git repository holds: commits, trees and blobs, named by what they hold, read from `git cat-file --batch`.

Nothing here raises for what is damaged or not there: that is noted, and there is nothing to tell of it. Floor 6.
"""

from collections.abc import Iterator
from typing import IO

_FOLDER, _FILES = b"40000", (b"100644", b"100755", b"100664")
_PIECE = 1 << 16


class Objects:
    """What a repository holds, object by object; trees are read once."""

    def __init__(self, asked: IO[bytes], answered: IO[bytes]) -> None:
        self._asked, self._answered = asked, answered
        self._trees: dict[str, tuple[tuple[str, str, bool], ...] | None] = {}
        self.unread: list[str] = []
        """What was asked for and did not come: a clone may be partial, a folder too large, Git may have ended."""

    def blob(self, name: str, most: int) -> bytes | None:
        """The bytes of a file; None where it is not there, or larger than `most`."""
        return self._read(name, b"blob", most)

    def at(self, commit: str, path: str) -> str:
        """The name of the tree or blob at `path` of a commit, symbolic links not followed; empty where is none."""
        return self.below(self._tree_of(commit), path)

    def below(self, tree: str, path: str) -> str:
        """The same, below a tree."""
        name = tree
        for part in path.split("/") if path not in {"", "."} else ():
            entries = self._tree(name) if name else ()
            name = next((entry for known, entry, _ in entries or () if known == part), "")
        return name

    def files(self, tree: str, ending: str) -> Iterator[tuple[str, str]]:
        """The path and the blob of every file below a tree whose name has an ending."""
        return ((path, blob) for path, blob in self.changed(tree, "") if path.endswith(ending))

    def changed(self, tree: str, before: str, deepest: int = 64) -> Iterator[tuple[str, str]]:
        """The path and the blob of every file below a tree that another tree does not have, or has otherwise.

        An empty name is that of a tree that holds nothing. Of folders that cannot be read nothing is told.
        """
        waiting = [("", tree, before, 0)] if tree else []
        while waiting:
            folder, name, old, depth = waiting.pop()
            entries, others = self._tree(name), self._tree(old) if old else ()
            if entries is None or others is None:
                continue
            known = {other: (entry, is_folder) for other, entry, is_folder in others}
            for known_as, entry, is_folder in entries:
                was = known.get(known_as)
                if was == (entry, is_folder):
                    continue
                if not is_folder:
                    yield folder + known_as, entry
                elif depth < deepest:
                    waiting.append((f"{folder}{known_as}/", entry, was[0] if was and was[1] else "", depth + 1))

    def _tree_of(self, commit: str) -> str:
        data = self._read(commit, b"commit", _PIECE * 16) or b""
        first = data.split(b"\n", 1)[0]
        return first.removeprefix(b"tree ").decode("ascii", errors="replace") if first.startswith(b"tree ") else ""

    def _tree(self, name: str) -> tuple[tuple[str, str, bool], ...] | None:
        """The entries of a tree: name, object, whether it is a folder; links and submodules left out.

        None where it cannot be read.
        """
        if name not in self._trees:
            data = self._read(name, b"tree", _PIECE * 256)
            self._trees[name] = None if data is None else tuple(_entries(data, len(name) // 2))
        return self._trees[name]

    def _read(self, name: str, kind: bytes, most: int) -> bytes | None:
        """The bytes of an object of a kind."""
        try:
            self._asked.write(f"{name}\n".encode("ascii"))
            self._asked.flush()
            header = self._answered.readline().split()
            size = int(header[2])
            data = self._answered.read(size) if size <= most else None
            if data is None:
                self._skip(size)
                self.unread += [name] if kind != b"blob" else []
            self._answered.read(1)
        except (OSError, ValueError, IndexError):  # It is missing, or the program has ended.
            self.unread.append(name)
            return None
        return data if header[1] == kind else None

    def _skip(self, size: int) -> None:
        while size > 0 and (piece := self._answered.read(min(size, _PIECE))):
            size -= len(piece)


def _entries(data: bytes, width: int) -> Iterator[tuple[str, str, bool]]:
    """What a tree object says, each name `width` bytes wide (gitformat: a mode, a blank, a name, NUL, the object)."""
    position = 0
    while (blank := data.find(b" ", position)) >= 0:
        end = data.find(b"\0", blank)
        mode, name = data[position:blank], data[blank + 1 : end].decode("utf-8", errors="replace")
        position = end + 1 + width
        if mode == _FOLDER or mode in _FILES:
            yield name, data[end + 1 : position].hex(), mode == _FOLDER
