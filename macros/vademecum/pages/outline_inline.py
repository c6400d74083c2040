r"""Links, footnote marks and tags in running text, as Python-Markdown finds them.

Code, escapes, citations and macro calls are covered first, character by character, so that brackets in them count for
nothing and places stay what they are. Then brackets are paired, and read from left to right: a link takes what is
inside it, where only images and references are links.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from vademecum.pages.outline_attributes import ATTRIBUTES, read_attributes
from vademecum.pages.outline_blocks import label_of
from vademecum.pages.outline_code import COVER, ESCAPED, cover_code
from vademecum.pages.outline_parts import (
    AttributeList,
    Definition,
    FootnoteMark,
    LinkKind,
    Misspelt,
    OutlineLink,
    Tag,
    Undefined,
)
from vademecum.pages.outline_tags import TAG, read_tag

INTERESTING = re.compile(r"\[|<|\{|://")  # Each begins with a plain character: so the search skips prose at full speed.
_TOKEN = re.compile(r"<|\[|\]|\{|://")
_SCHEME = re.compile(r"(?<![A-Za-z])https?\Z", re.IGNORECASE)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>")
_AUTOMAIL = re.compile(r"<([^<> !]+@[^@<> ]+)>")
_COMMENT_END = "-->"
_BARE = re.compile(r"https?://[^\s<>\[\]{}\"|`\ufffc]+", re.IGNORECASE)
_BARE_END = ".,;:!?'\"*_~"
_FOOTNOTE = re.compile(r"\[\^([^\]]{0,300})\]")
_COLON = re.compile(r"\s*:")
_LABEL = re.compile(r"\s?\[([^\]]{0,999})\]")
_ANGLED = re.compile(r"\(\s*(<[^<>]*>)\s*(?:(?:'[^']*'|\"[^\"]*\")\s*)?\)")
_SIMPLE = re.compile(r"\(\s*+([^()'\"]*+(?:\([^()'\"]*+\)[^()'\"]*+)*+)\)")
_TITLED = re.compile(
    r"\(\s*+(?P<target>[^()'\"]*+(?:\([^()'\"]*+\)[^()'\"]*+)*+)(?P<quote>['\"])"
    r"(?:(?!(?P=quote)[ ]*\)).){0,500}(?P=quote)[ ]*\)",
    re.DOTALL,
)
_MOST_BLANKS = 80
_REST = re.compile(r"\s*+\Z")
_ATTRIBUTES_FOLLOW = frozenset(")]*_`>\ufffc")
_SPACED = re.compile(r"[ \t]+\((?=(?:https?://|mailto:)[^\s()]+\)|[^\s()]+\.md(?:#[^\s()]*)?\))", re.IGNORECASE)
_REVERSED = re.compile(r"\(([^()\[\]\n]{1,200})\)\[((?:https?://|mailto:)[^\s\[\]]+|[^\s\[\]]+\.md(?:#[^\s\[\]]*)?)\]")
_UNCLOSED = re.compile(r"\((?:https?://[^\s()]*|[^\s()]+\.md(?:#[^\s()]*)?)(?=\s|\Z)")


@dataclass(slots=True)
class Inline:
    """What running text holds: filled unit by unit."""

    links: list[OutlineLink] = field(default_factory=list)
    undefined: list[Undefined] = field(default_factory=list)
    misspelt: list[Misspelt] = field(default_factory=list)
    footnote_marks: list[FootnoteMark] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    attribute_lists: list[AttributeList] = field(default_factory=list)


class InlineReader:
    """Reads the units of one page. `covered` is the page's text with `COVER` for citations and macro calls."""

    def __init__(
        self, text: str, covered: str, definitions: Mapping[str, Definition], *, with_math: bool = False
    ) -> None:
        self.found = Inline()
        self._text = text
        self._covered = covered
        self._definitions = definitions
        self._with_math = with_math

    def read(self, start: int, end: int) -> None:
        """Take in the unit between two offsets."""
        if INTERESTING.search(self._covered, start, end):
            unit = cover_code(self._covered[start:end], with_math=self._with_math)
            _Unit(unit, start, self._text, self._definitions, self.found).read()


class _Unit:
    """One unit: `text` is covered, `shift` where it begins in the page."""

    def __init__(self, text: str, shift: int, page: str, definitions: Mapping[str, Definition], found: Inline) -> None:
        self._text = text
        self._shift = shift
        self._page = page
        self._definitions = definitions
        self._found = found
        self._pairs: dict[int, int] = {}
        self._skips: dict[int, int] = {}  # where a tag, comment or address begins, and where it ends
        self._taken = 0  # what lies before it has been tried as a label, and begins no reference
        self._parentheses: dict[int, int] | None = None

    def read(self) -> None:
        """Take in the unit."""
        self._pair()
        text, position = self._text, 0
        closes: dict[int, int] = {}
        no_link_until = -1
        while match := _TOKEN.search(text, position):
            at, sign = match.start(), match[0]
            position = match.end()
            if at in self._skips:
                position = self._skips[at]
                self._angle(at, position)
            elif sign == "]":
                position = closes.pop(at, position)
            elif sign == "{":
                position = self._attributes(at) or position
            elif sign == "[" and text[at - 1 : at] == "!":
                position = self._image(at - 1) or position
            elif sign == "[":
                behind = self._link(at, is_inside=at < no_link_until)
                if behind is not None:
                    closing = self._pairs.get(at, at)
                    if behind > closing + 1:
                        closes[closing] = behind
                        no_link_until = max(no_link_until, closing)
                    else:
                        position = max(position, behind if self._text.startswith("[^", at) else position)
            elif sign != "<":
                position = self._bare(at)

    def _pair(self) -> None:
        """Find which brackets belong together, and where tags and addresses are: brackets in those do not count."""
        text, stack, position = self._text, [], 0
        search = re.compile(r"[<\[\]]").search
        while match := search(text, position):
            at, position = match.start(), match.end()
            if match[0] == "[":
                stack.append(at)
            elif match[0] == "]":
                if stack:
                    self._pairs[stack.pop()] = at
            else:
                end = self._behind_angle(at)
                if end:
                    self._skips[at] = position = end

    def _behind_angle(self, at: int) -> int:
        """The offset behind the address, tag or comment that begins at `at`; 0 where none does."""
        if self._text.startswith("<!--", at):
            end = self._text.find(_COMMENT_END, at)
            return end + len(_COMMENT_END) if end >= 0 else 0
        for kind in (_AUTOLINK, _AUTOMAIL, TAG):
            found = kind.match(self._text, at)
            if found:
                return found.end()
        return 0

    def _angle(self, at: int, end: int) -> None:
        """Take in what stands between angle brackets."""
        address = _AUTOLINK.match(self._text, at) or _AUTOMAIL.match(self._text, at)
        if address:
            target = self._written(*address.span(1))
            is_mail = "://" not in target
            target = f"mailto:{target}" if is_mail and not target.startswith("mailto:") else target
            self._add(LinkKind.AUTO, target, (at, end), address.span(1), text=address[1])
            return
        tag = TAG.match(self._page, at + self._shift)
        if tag and not tag["closing"]:
            self._found.tags.append(read_tag(tag))

    def _bare(self, at: int) -> int:
        scheme = _SCHEME.search(self._text, max(at - 6, 0), at)
        address = _BARE.match(self._text, scheme.start()) if scheme else None
        if not address:
            return at + 3
        at = address.start()
        written = address[0].rstrip(_BARE_END)
        while written.endswith(")") and written.count(")") > written.count("("):
            written = written[:-1].rstrip(_BARE_END)
        end = at + len(written)
        self._add(LinkKind.BARE, written, (at, end), (at, end), text=written)
        return max(end, at + 1)

    def _attributes(self, at: int) -> int:
        """The offset behind the attribute list at `at`, if it is one where it stands; else 0."""
        found = ATTRIBUTES.match(self._text, at)
        if not found:
            return 0
        text, end = self._text, found.end()
        line = at
        while line and text[line - 1] in " \t" and at - line < _MOST_BLANKS:
            line -= 1
        is_alone = text[line - 1 : line] == "\n" and text[end : end + 1] in {"", "\n", " "}
        is_last = text[at - 1 : at] == " " and _REST.match(text, end)
        if text[at - 1 : at] in _ATTRIBUTES_FOLLOW or is_alone or is_last:
            self._found.attribute_lists.append(read_attributes(found, self._shift))
            return end
        return 0

    def _image(self, at: int) -> int | None:
        """Take in the image at `at`; the offset behind it."""
        closing = self._pairs.get(at + 1)
        if closing is None:
            return None
        label = _LABEL.match(self._text, closing + 1)
        if label:
            name = label_of(self._written(*label.span(1)) or self._written(at + 2, closing))
            if name in self._definitions:
                place = label.span(1) if label[1] else (at + 2, closing)
                return self._reference(LinkKind.IMAGE_REFERENCE, name, (at, label.end()), (at + 2, closing), place)
        target = self._target(closing + 1)
        if target:
            place, end = target
            self._add(LinkKind.IMAGE, self._address(*place), (at, end), place, text=self._written(at + 2, closing))
            return end
        name = label_of(self._written(at + 2, closing))
        if name in self._definitions:
            place = at + 2, closing
            return self._reference(LinkKind.IMAGE_REFERENCE, name, (at, closing + 1), place, place)
        if label and not label[0][0].isspace() and COVER not in label[0]:
            self._undefine(at, closing, label, is_image=True)
        return None

    def _link(self, at: int, *, is_inside: bool) -> int | None:
        """Take in the link or footnote mark at `at`; the offset behind it, None where nothing of the kind is there."""
        mark = _FOOTNOTE.match(self._text, at) if self._text.startswith("^", at + 1) else None
        if mark and self._begins_line(at) and _COLON.match(self._text, mark.end()):
            mark = None  # A definition where none can stand.
        if mark:
            self._found.footnote_marks.append(
                FootnoteMark(self._written(*mark.span(1)), at + self._shift, mark.end() + self._shift)
            )
            return mark.end() if self._text[mark.end() : mark.end() + 1] != "(" else None
        closing = self._pairs.get(at)
        if closing is None:
            return None
        label = None if is_inside or at < self._taken else _LABEL.match(self._text, closing + 1)
        inner = at + 1, closing
        if label:
            name = label_of(self._written(*label.span(1)) or self._written(*inner))
            if name in self._definitions:
                place = label.span(1) if label[1] else inner
                return self._reference(LinkKind.REFERENCE, name, (at, label.end()), inner, place)
            self._taken = label.end()
        target = None if is_inside else self._target(closing + 1)
        if target:
            place, end = target
            self._add(LinkKind.INLINE, self._address(*place), (at, end), place, text=self._written(*inner))
            return end
        name = label_of(self._written(*inner))
        if name in self._definitions:
            return self._reference(LinkKind.REFERENCE, name, (at, closing + 1), inner, inner)
        if label:
            self._doubtful(at, closing, label)
        if not is_inside:
            self._misspelt(at, closing)
        return None

    def _doubtful(self, at: int, closing: int, label: re.Match[str]) -> None:
        """Two brackets in a row whose second is no label: take them for a link where they can hardly be prose."""
        text, behind = self._text, self._text[label.end() : label.end() + 1]
        first = text[at + 1 : closing].strip()
        if label[0][0].isspace() or behind in {"(", "["} or text[at - 1 : at] == "]" or COVER in label[0]:
            return
        if label[1][:1] in {"^", "@"} or first in {"", "x", "X"} or first[:1] in {"^", "@"}:
            return
        if (at and (text[at - 1].isalnum() or text[at - 1] in "_)")) or not any(map(str.isalpha, first)):
            return
        self._undefine(at, closing, label, is_image=False)

    def _undefine(self, at: int, closing: int, label: re.Match[str], *, is_image: bool) -> None:
        start, end = label.span(1)
        text = self._written(at + 1 + is_image, closing)
        name = self._written(start, end) or text
        shift = self._shift
        place = start if label[1] else at + 1 + is_image
        self._found.undefined.append(Undefined(text, name, at + shift, label.end() + shift, place + shift, is_image))

    def _misspelt(self, at: int, closing: int) -> None:
        """What looks like a link, but for a blank, a bracket left out, or brackets that have changed places."""
        text, shift = self._text, self._shift
        spaced = _SPACED.match(text, closing + 1)
        if spaced:
            end = text.index(")", spaced.end()) + 1
            right = f"{self._written(at, closing + 1)}{self._written(spaced.end() - 1, end)}"
            self._found.misspelt.append(Misspelt(at + shift, end + shift, right))
        elif text.startswith("(", closing + 1) and (unclosed := _UNCLOSED.match(text, closing + 1)):
            self._found.misspelt.append(Misspelt(at + shift, unclosed.end() + shift, ""))
        elif text[at - 1 : at] == ")":
            opening = text.rfind("(", max(at - 202, 0), at)
            found = _REVERSED.match(text, opening) if opening >= 0 else None
            if found and found.end() == closing + 1:
                right = f"[{self._written(*found.span(1))}]({self._written(*found.span(2))})"
                self._found.misspelt.append(Misspelt(opening + shift, found.end() + shift, right))

    def _target(self, at: int) -> tuple[tuple[int, int], int] | None:
        """The target in the parentheses that open at `at`: its place, and the offset behind them."""
        if not self._text.startswith("(", at):
            return None
        simple = _SIMPLE.match(self._text, at)
        if simple and not simple[1].startswith("<"):
            return _trimmed(self._text, *simple.span(1)), simple.end()
        angled = _ANGLED.match(self._text, at)
        if angled:
            start, end = angled.span(1)
            return _trimmed(self._text, start + 1, end - 1), angled.end()
        if simple:
            return _trimmed(self._text, *simple.span(1)), simple.end()
        titled = _TITLED.match(self._text, at)
        if titled:
            return _trimmed(self._text, *titled.span("target")), titled.end()
        closing = self._closing(at)
        return (_trimmed(self._text, at + 1, closing), closing + 1) if closing else None

    def _begins_line(self, at: int) -> bool:
        """Whether nothing but blanks and signs of quotation stands before an offset on its line."""
        return not self._text[self._text.rfind("\n", 0, at) + 1 : at].strip(" \t>")

    def _closing(self, at: int) -> int:
        """The parenthesis that closes the one at `at`; 0 where none does."""
        if self._parentheses is None:
            stack: list[int] = []
            self._parentheses = {}
            for match in re.finditer(r"[()]", self._text):
                if match[0] == "(":
                    stack.append(match.start())
                elif stack:
                    self._parentheses[stack.pop()] = match.start()
        return self._parentheses.get(at, 0)

    def _reference(
        self, kind: LinkKind, name: str, place: tuple[int, int], text: tuple[int, int], label: tuple[int, int]
    ) -> int:
        start, end, first, last = (offset + self._shift for offset in (*place, *label))
        target = self._definitions[name].target
        self._found.links.append(OutlineLink(kind, target, start, end, first, last, self._written(*text), name))
        return place[1]

    def _add(
        self,
        kind: LinkKind,
        target: str,
        place: tuple[int, int],
        target_place: tuple[int, int],
        text: str,
    ) -> None:
        start, end, first, last = (offset + self._shift for offset in (*place, *target_place))
        self._found.links.append(OutlineLink(kind, target, start, end, first, last, text))

    def _written(self, start: int, end: int) -> str:
        """What the author has written between two offsets of the unit."""
        return self._page[start + self._shift : end + self._shift]

    def _address(self, start: int, end: int) -> str:
        """A target without its escapes."""
        written = self._written(start, end)
        return _ESCAPE.sub(_unescape, written) if "\\" in written else written


_ESCAPE = re.compile(r"\\(.)")


def _unescape(match: re.Match[str]) -> str:
    return match[1] if match[1] in ESCAPED else match[0]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    first = start + len(inner) - len(inner.lstrip())
    return first, max(first, end - (len(inner) - len(inner.rstrip())))
