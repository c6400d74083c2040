"""A tree of HTML as blocks."""

import re
from dataclasses import dataclass, field, replace
from posixpath import basename

from vademecum.importing.blocks import (
    STRONG,
    SUPER,
    Block,
    Code,
    Heading,
    Item,
    Items,
    Paragraph,
    Picture,
    Quote,
    Run,
    tidy,
)
from vademecum.importing.html_styles import Styles, address_of, picture_of
from vademecum.importing.html_tables import rows_of, table_of
from vademecum.importing.html_tree import Element
from vademecum.importing.list_numbers import Count, goes_on, stretches

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_LIST_LEVEL = re.compile(r"^lst-.*-(\d)$")
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)")
_FRAMES = frozenset(("wsite-image", "wp-caption"))
"""Classes of what holds a picture and its caption."""


@dataclass(slots=True)
class _Around:
    """What holds for the text that is read."""

    style: frozenset[str] = frozenset()
    href: str = ""
    kind: str = ""


@dataclass(slots=True)
class HtmlBlocks:
    """Makes blocks of elements, in the order of the page."""

    styles: Styles
    blocks: list[Block] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _pictures: list[Picture] = field(default_factory=list)
    _ids: list[str] = field(default_factory=list)

    def read(self, element: Element) -> list[Block]:
        """The blocks of all that stands in `element`."""
        self._children(element, _Around())
        self._flush()
        return self.blocks

    def _inner(self, element: Element) -> list[Block]:
        return HtmlBlocks(self.styles).read(element)

    def _children(self, element: Element, around: _Around) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._runs.append(Run(child.replace("\n", " "), around.style, around.href))
            else:
                self._element(child, around)

    def _flush(self, kind: str = "") -> None:
        """End the paragraph."""
        line = tidy(self._runs)
        self._runs.clear()
        if line:
            self.blocks.append(Paragraph(line, tuple(self._ids), kind))
            self._ids.clear()
        self.blocks += self._pictures
        self._pictures.clear()

    def _element(self, element: Element, around: _Around) -> None:
        name = element.name
        if name not in _INLINE and name not in ("br", "img") and ":" not in name:
            self._flush(around.kind)
        self._ids += filter(None, (element.get("id"), element.get("name") if name == "a" else ""))
        if name == "br":
            self._runs.append(Run("\n", around.style))
        elif name == "img":
            self._picture(element)
        elif name in _INLINE or ":" in name:
            href = address_of(element) if name == "a" else ""
            quote = '"' if name == "q" else ""
            inner = _Around(self.styles.of(element, around.style), href or around.href, around.kind)
            self._runs += [Run(quote, inner.style)] if quote else []
            if name == "sup":
                self._apart()
            self._children(element, inner)
            self._runs += [Run(quote, inner.style)] if quote else []
        elif name != "hr":
            self._block(element, around)
            self._flush(around.kind)

    def _apart(self) -> None:
        """Set a raised number off from the one that it follows upon: they are two, and not one of two digits."""
        last = self._runs[-1] if self._runs else None
        if last and SUPER in last.style and last.text[-1:].isdigit():
            self._runs.append(Run(" ", last.style))

    def _block(self, element: Element, around: _Around) -> None:
        """An element that stands for itself."""
        name = element.name
        if name in _HEADINGS:
            self._heading(element, _HEADINGS[name])
        elif name in ("ul", "ol", "menu", "dir"):
            self._list(element)
        elif name == "dl":
            self._definitions(element)
        elif name == "table":
            self._table(element)
        elif name == "blockquote":
            self.blocks.append(Quote(tuple(self._inner(element))))
        elif name in ("pre", "xmp", "listing"):
            self.blocks.append(Code(element.text.strip("\n")))
        elif (name == "figure" and element.find("img")) or not _FRAMES.isdisjoint(element.classes):
            self._figure(element)
        elif name == "p":
            self._paragraph(element, around)
        else:
            inner = _Around(self.styles.of(element, around.style), around.href, around.kind)
            self._children(element, inner)
            self._flush(" ".join(element.classes) if name == "div" else around.kind)

    def _heading(self, element: Element, level: int) -> None:
        self._children(element, _Around())
        line = tidy(self._runs)
        self._runs.clear()
        if line:
            self.blocks.append(Heading(level, line, tuple(self._ids)))
            self._ids.clear()

    def _paragraph(self, element: Element, around: _Around) -> None:
        classes = element.classes
        level = _WORD_LIST.search(element.get("style"))
        kind = "msolist" + (level[1] if level else "1") if level or any("msolist" in each for each in classes) else ""
        self._children(element, _Around(self.styles.of(element, around.style)))
        if "msotitle" in classes or "title" in classes or "msosubtitle" in classes:
            line = tidy(self._runs)
            self._runs.clear()
            self.blocks += [Heading(2 if "msosubtitle" in classes else 1, line)] if line else []
        else:
            self._flush(kind or " ".join(classes))

    def _list(self, element: Element) -> None:
        """A list. A list that stands directly in a list belongs to the item before it."""
        items: list[Item] = []
        numbers: list[int] = []
        count = Count(element)
        outside: list[Element | str] = []
        ids = (*self._ids, element.get("id")) if element.get("id") else tuple(self._ids)
        self._ids.clear()
        for child in element.children:
            if isinstance(child, Element) and child.name == "li":
                own = tuple(filter(None, (child.get("id"), *(ids if not items else ()))))
                inner = HtmlBlocks(self.styles)
                blocks = tuple(inner.read(child))
                inside = tuple(name for block in blocks if isinstance(block, Paragraph) for name in block.ids)
                number = count.of(child)
                if blocks:
                    numbers.append(number)
                    items.append(Item(blocks, (*own, *inside, *inner._ids)))  # one of our own
            elif isinstance(child, Element) and child.name in ("ul", "ol") and items:
                nested = tuple(self._inner(Element("div", {}, [child])))
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *nested))
            else:
                outside.append(child)
        kind = next((name for name in element.classes if name.startswith("lst-")), "")
        for first, last in stretches(numbers):
            self._add_list(Items(tuple(items[first:last]), numbers[first], kind))
        self._children(Element("div", {}, outside), _Around())

    def _add_list(self, new: Items) -> None:
        """A list, put into the one before where only its class says that it is one level deeper."""
        last = self.blocks[-1] if self.blocks else None
        level, before = _LIST_LEVEL.search(new.kind), isinstance(last, Items) and _LIST_LEVEL.search(last.kind)
        if level and before and isinstance(last, Items) and level[1] > before[1]:
            inner = HtmlBlocks(self.styles, list(last.items[-1].blocks))
            inner._add_list(new)  # one of our own
            items = (*last.items[:-1], replace(last.items[-1], blocks=tuple(inner.blocks)))
            self.blocks[-1] = replace(last, items=items)
        elif level and before and isinstance(last, Items) and last.kind == new.kind and goes_on(last, new):
            self.blocks[-1] = replace(last, items=(*last.items, *new.items))
        else:
            self.blocks.append(new)

    def _definitions(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Element):
                is_term = child.name == "dt"
                self._children(child, _Around(frozenset((STRONG,)) if is_term else frozenset()))
                self._flush("dt" if is_term else "")

    def _picture(self, element: Element) -> None:
        address = picture_of(element)
        alt = " ".join(filter(None, (element.get("alt").strip(), element.get("title").strip())))
        self._runs.append(Run(" "))
        self._pictures.append(Picture(address, alt if alt != basename(address) else ""))

    def _figure(self, element: Element) -> None:
        """Pictures with one caption: whatever else stands in the element."""
        inner = HtmlBlocks(self.styles)
        blocks = inner.read(element)
        texts = [block for block in blocks if isinstance(block, Paragraph)]
        pictures = [block for block in blocks if isinstance(block, Picture)]
        if pictures and len(texts) + len(pictures) == len(blocks):
            runs: list[Run] = [*pictures[-1].caption]
            for text in texts:
                runs += [*([Run(" ")] if runs else []), *text.line]
            pictures[-1] = replace(pictures[-1], caption=tidy(runs))
            self.blocks += pictures
        else:
            self.blocks += blocks

    def _table(self, element: Element) -> None:
        """A table of data; where a table only puts things beside each other, the things one after the other."""
        rows = rows_of(element)
        cells = [[self._inner(cell) for cell in row] for row in rows]
        caption = next(
            (child for child in element.children if isinstance(child, Element) and child.name == "caption"), None
        )
        if caption:
            self._children(caption, _Around(frozenset((STRONG,))))
            self._flush()
        table = table_of(element, rows, cells)
        self.blocks += [table] if table else [block for row in cells for blocks in row for block in blocks]
