"""The works of the bibliographies of many states, of which each differs from the next in a few entries."""

import re
from collections.abc import Mapping, Sequence

from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.bibtex.blocks import BlockKind, cut
from vademecum.bibliography.identifier import CitationKey
from vademecum.bibliography.key_fields import INHERITING
from vademecum.pages.book_state import WorkState, work_state
from vademecum.text.source import Source

_CONNECTED = re.compile(rf"\b(?:{'|'.join((*INHERITING, 'ids'))})\s*=", re.IGNORECASE)
"""Where an entry says something of another."""


class WorksReader:
    """Reads bibliographies; an entry that is written as it was in one before is not read again."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[CitationKey, WorkState] | None] = {}
        self._connected: set[str] = set()

    def works(self, sources: Sequence[Source]) -> Mapping[CitationKey, WorkState]:
        """The works of all of `sources` together, by their keys."""
        blocks = [(block, source.text[block.start : block.end]) for source in sources for block in cut(source.text)]
        entries = dict.fromkeys(text for block, text in blocks if block.kind is BlockKind.ENTRY)
        for text in entries:
            if text not in self._read:
                self._read_one(text)
        has_strings = any(block.kind is BlockKind.STRING for block, _ in blocks)
        if has_strings or not self._connected.isdisjoint(entries):  # What one block says may stand in another.
            return {key: work_state(entry) for key, entry in read_bibtex(sources)[0].items()}
        works: dict[CitationKey, WorkState] = {}
        for text in entries:
            if work := self._read[text]:
                works.setdefault(*work)  # Of two entries with one key, the first is the work.
        return works

    def _read_one(self, text: str) -> None:
        """Read an entry by itself, so that no other that has its key can stand in its way."""
        found = read_bibtex([Source("", text)])[0]
        self._read[text] = next(((key, work_state(entry)) for key, entry in found.items()), None)
        if _CONNECTED.search(text):
            self._connected.add(text)
