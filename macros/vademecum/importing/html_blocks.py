"""A tree of HTML as blocks."""

import re
from dataclasses import dataclass, field, replace
from posixpath import basename

from vademecum.importing.blocks import (
    STRONG,
    Block,
    Code,
    Heading,
    Item,
    Items,
    Line,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    cut,
    plain,
    tidy,
)
from vademecum.importing.html_styles import Styles, address_of
from vademecum.importing.html_tree import Element

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_MARKER = re.compile(r"^\s*(?:(?P<bullet>[·•▪§o–-])|\(?(?P<number>\d{1,3})[.)]|(?P<letter>[a-z])[.)])\s+")
_LIST_LEVEL = re.compile(r"^lst-.*-(\d)$")
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)")
_FRAMES = frozenset(("wsite-image", "wp-caption"))
"""Classes of what holds a picture and its caption."""
_LONGEST_CELL = 600
_LETTERED = -1
"""Instead of the number of an item that has a letter."""
_FEWEST = 2
_MOST_DIGITS = 6


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
            self._children(element, inner)
            self._runs += [Run(quote, inner.style)] if quote else []
        elif name != "hr":
            self._block(element, around)
            self._flush(around.kind)

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
        count = _Count(element)
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
        for first, last in _runs_of(numbers):
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
        elif level and before and isinstance(last, Items) and last.kind == new.kind and _goes_on(last, new):
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
        address = element.get("src") if not element.get("src").startswith("data:") else ""
        address = address or element.get("data-src") or element.get("data-orig-file")
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
        rows = _rows(element)
        cells = [[self._inner(cell) for cell in row] for row in rows]
        caption = next(
            (child for child in element.children if isinstance(child, Element) and child.name == "caption"), None
        )
        if caption:
            self._children(caption, _Around(frozenset((STRONG,))))
            self._flush()
        if self._is_data(element, cells):
            width = max(sum(_columns(cell) for cell in row) for row in rows)
            lines: list[tuple[Line, ...]] = []
            for row, read in zip(rows, cells, strict=True):
                filled: list[Line] = []
                for cell, blocks in zip(row, read, strict=True):
                    filled += [_cell_line(blocks), *[()] * (_columns(cell) - 1)]
                lines.append((*filled, *[()] * (width - len(filled))))
            has_head = all(cell.name == "th" for cell in rows[0]) or element.find("thead") is not None
            are_strong = len(lines) > 1 and all(_is_strong(cell) for cell in lines[0])
            if are_strong and not has_head:
                lines[0] = tuple(tidy(replace(run, style=run.style - {STRONG}) for run in cell) for cell in lines[0])
            self.blocks.append(Table(tuple(lines), has_head or are_strong))
        else:
            for read in cells:
                for blocks in read:
                    self.blocks += blocks

    def _is_data(self, element: Element, cells: list[list[list[Block]]]) -> bool:
        filled = [row for row in cells if any(row)]
        if len(filled) < _FEWEST or max(map(len, filled)) < _FEWEST or element.get("role") == "presentation":
            return False
        everything = [block for row in cells for blocks in row for block in blocks]
        if not all(isinstance(block, Paragraph | Heading) for block in everything):
            return False
        if element.find("th"):
            return True
        if any(isinstance(block, Heading) for block in everything):
            return False
        return all(len(plain(_cell_line(blocks))) <= _LONGEST_CELL for row in cells for blocks in row)


class _Count:
    """Counts the items of a list as a browser does: from where it starts, from the value of an item, backwards."""

    def __init__(self, element: Element) -> None:
        self._is_numbered = element.name == "ol"
        self._step = -1 if "reversed" in element.attributes else 1
        own = sum(isinstance(child, Element) and child.name == "li" for child in element.children)
        self._next = _number(element.get("start"), own if self._step < 0 else 1)

    def of(self, item: Element) -> int:
        """The number of the next item; 0 in a list without numbers."""
        if not self._is_numbered:
            return 0
        number = _number(item.get("value"), self._next)
        self._next = number + self._step
        return max(number, 0)


def _number(written: str, otherwise: int) -> int:
    written = written.strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= _MOST_DIGITS else otherwise


def _runs_of(numbers: list[int]) -> list[tuple[int, int]]:
    """Stretches in which each number is the one after the number before, or none has one."""
    starts = [
        index
        for index, number in enumerate(numbers)
        if index == 0 or number != (numbers[index - 1] + 1 if numbers[index - 1] else 0)
    ]
    return list(zip(starts, [*starts[1:], len(numbers)], strict=True)) if starts else []


def _goes_on(last: Items, new: Items) -> bool:
    """Whether a list of Google's goes on with the one before."""
    return new.start == (last.start + len(last.items) if last.start else 0)


def _rows(table: Element) -> list[list[Element]]:
    """The cells of a table, row by row; those of tables within it are not its own. What stands between is a row."""
    rows: list[list[Element]] = []
    stack: list[Element | str] = [*reversed(table.children)]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            rows += [[Element("td", {}, [each])]] if each.strip() else []
        elif each.name == "tr":
            own = [child for child in each.children if isinstance(child, Element) and child.name in ("td", "th")]
            rows += [own] if own else []
            stack += [child for child in reversed(each.children) if not any(child is cell for cell in own)]
        elif each.name in ("tbody", "thead", "tfoot", "colgroup", "form", "center"):
            stack += reversed(each.children)
        elif each.name != "caption":
            rows.append([each] if each.name in ("td", "th") else [Element("td", {}, [each])])
    return rows


def _columns(cell: Element) -> int:
    span = cell.get("colspan")
    return min(max(int(span), 1), 50) if span.isdigit() and len(span) < len("1000") else 1


def _cell_line(blocks: list[Block]) -> Line:
    runs: list[Run] = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            runs += [*([Run("\n")] if runs else []), *block.line]
    return tidy(runs)


def _is_strong(line: Line) -> bool:
    return bool(line) and all(STRONG in run.style or not run.text.strip() for run in line)


def listed_paragraphs(blocks: list[Block]) -> list[Block]:
    """Blocks in which paragraphs that Word made look like lists are lists."""
    result: list[Block] = []
    gathered: list[tuple[int, int, Line, tuple[str, ...]]] = []

    def end() -> None:
        if gathered:
            result.extend(_nested(gathered))
            gathered.clear()

    for block in blocks:
        marker = _MARKER.match(plain(block.line)) if isinstance(block, Paragraph) else None
        if isinstance(block, Paragraph) and block.kind.startswith("msolist") and marker:
            number = int(marker["number"] or 0) or (_LETTERED if marker["letter"] else 0)
            level = int(block.kind.removeprefix("msolist")[:1] or 1)
            gathered.append((level, number, tidy(cut(block.line, marker.end())), block.ids))
        else:
            end()
            result.append(block)
    end()
    return result


def _nested(gathered: list[tuple[int, int, Line, tuple[str, ...]]]) -> list[Block]:
    """Lists made of items with their levels."""
    lists: list[Items] = []
    position = 0
    top = min(level for level, *_ in gathered)
    while position < len(gathered):
        _, number, line, ids = gathered[position]
        position += 1
        deeper = position
        while deeper < len(gathered) and gathered[deeper][0] > top:
            deeper += 1
        inner = _nested(gathered[position:deeper]) if deeper > position else []
        position = deeper
        item = Item((Paragraph(line), *inner), ids)
        if lists and ((lists[-1].start and number == _LETTERED) or _goes_on(lists[-1], Items((item,), number))):
            lists[-1] = replace(lists[-1], items=(*lists[-1].items, item))
        else:
            lists.append(Items((item,), abs(number)))
    return [*lists]
