"""References that were formatted already, by a name that stands for all they depend on."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from vademecum.text.rich import RichText


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as a style formats it, the letter behind its year still open."""

    text: RichText
    heads: tuple[str, ...] = ()
    """The names at its head as marked text: a style may replace them where they come again."""


class Memo(Protocol):
    """Keeps references. What is kept under a name never changes, so that it may outlive a build."""

    def get(self, name: str) -> Reference | None:
        """What is kept under `name`; None where nothing is."""

    def put(self, name: str, reference: Reference) -> None:
        """Keep a reference."""


class MemoryMemo:
    """Keeps references as long as the process lives."""

    def __init__(self, most: int = 100_000) -> None:
        self._kept: dict[str, Reference] = {}
        self._most = most

    def get(self, name: str) -> Reference | None:
        """What is kept under `name`; None where nothing is."""
        return self._kept.get(name)

    def put(self, name: str, reference: Reference) -> None:
        """Keep a reference; where there are too many, the oldest goes."""
        if len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
        self._kept[name] = reference


def memo_name(*contents: object) -> str:
    """The name for what depends on `contents`, each of which is told wholly by its `repr`."""
    return sha256(repr(contents).encode("utf-8", "surrogatepass")).hexdigest()
