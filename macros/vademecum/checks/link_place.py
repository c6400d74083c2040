"""The place at which a target is written, and the findings that are made there."""

import re
from dataclasses import dataclass

from vademecum.pages.outline_parts import LinkKind
from vademecum.text.finding import Edit, Finding, Rule
from vademecum.text.source import Source

_PATH = re.compile(r"[^?#]*")


@dataclass(frozen=True, slots=True)
class Place:
    """A target on the page `path`, and the stretch of the file in which it is written.

    `file` is the path of a file of data, where it stands in one: then its path counts from there.
    """

    path: str
    source: Source
    target: str
    start: int
    end: int
    kind: LinkKind = LinkKind.INLINE
    file: str = ""

    @property
    def is_markdown(self) -> bool:
        """Whether MkDocs works the target out; in raw HTML it does not."""
        return self.kind is not LinkKind.HTML

    @property
    def base(self) -> str:
        """The file from which the target counts."""
        return self.file or self.path

    @property
    def path_written(self) -> str:
        """The target without query and fragment."""
        return _PATH.match(self.target)[0].strip()  # type: ignore[index]  # it matches the empty text

    @property
    def tail(self) -> str:
        """Query and fragment as written."""
        return self.target[_PATH.match(self.target).end() :].rstrip()  # type: ignore[union-attr]  # the same

    def finding(self, rule: Rule, message: str, hint: str, fix: str = "") -> Finding:
        """A finding about the whole target; `fix` is what takes its place, empty where that is not certain."""
        span = self.source.span(self.start, self.end)
        is_as_read = self.source.text[self.start : self.end] == self.target
        return Finding(rule, span, message, hint, (Edit(span, fix),) if fix and is_as_read else ())

    def part(self, rule: Rule, where: tuple[int, int], message: str, hint: str, fix: str | None = None) -> Finding:
        """A finding about the part of the target between two offsets in it; `fix` takes the place of that part."""
        if self.source.text[self.start : self.end] != self.target:
            return self.finding(rule, message, hint)
        span = self.source.span(self.start + where[0], self.start + where[1])
        return Finding(rule, span, message, hint, () if fix is None else (Edit(span, fix),))
