r"""The Python-Markdown extension: citations in prose become links, the page's references follow. Floor 6.

    markdown.Markdown(extensions=["vademecum"], extension_configs={"vademecum": {"bibliography": "references.bib"}})

It works alone. Where a site is built, the MkDocs plugin hands it the page that comes next, and fills the slots itself
when all pages are known. Findings are left at `md.vademecum.findings()`.
"""

import re
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from vademecum.checks.suppression import is_remark
from vademecum.citation.grammar import BARE_KEY, BRACED_KEY
from vademecum.citation.slot import Slots
from vademecum.conversion import Conversion
from vademecum.csl.names import letters
from vademecum.inline import bare_text, to_rich
from vademecum.library import DEFAULT_LANG, DEFAULT_STYLE, Library, open_library
from vademecum.text.errors import ConfigurationError
from vademecum.text.source import Source

# Where in Python-Markdown's order each step stands, and why there.
BEFORE_ALL = 100  # takes citations out of the source before anything has moved
AFTER_SNIPPETS = 29  # `pymdownx.snippets` is at 32, fenced code at 25
BEFORE_HIGHLIGHT = 40  # highlighters of indented code are at 30
AFTER_INLINE_HTML = 85  # inline HTML is at 90
BEFORE_CONTENTS = 6  # inline is at 20, `attr_list` at 8, `abbr` at 7, `toc` at 5
LAST = -1000


class VademecumExtension(Extension):
    """Citations for Python-Markdown.

    Options: `bibliography` (a path or a list of paths), `style`, `lang`, `notes_after_punctuation`.
    """

    def __init__(self, library: Library | None = None, **options: Any) -> None:  # noqa: ANN401  # Python-Markdown's
        self.config = {
            "bibliography": [[], "Path of the BibTeX file, or a list of paths, relative to the working directory."],
            "style": [DEFAULT_STYLE, "Citation style: the name of one that is there, or the path of a .csl file."],
            "lang": [DEFAULT_LANG, "Language of the words that a style adds."],
            "notes_after_punctuation": [None, "Whether raised citations go behind punctuation; if not set: notes do."],
        }
        self._library = library
        self._next: Conversion | None = None
        super().__init__(**options)

    def setConfig(self, key: str, value: Any) -> None:  # noqa: ANN401, N802  # Python-Markdown's name and types
        """Set an option; ConfigurationError for one that does not exist."""
        if key not in self.config:
            message = f"the extension has no option '{key}'; its options are: {', '.join(sorted(self.config))}"
            raise ConfigurationError(message)
        self.config[key][0] = value

    @property
    def library(self) -> Library:
        """The library of the options, opened at first use."""
        if self._library is None:
            paths = self.getConfig("bibliography")
            self._library = open_library(
                [paths] if isinstance(paths, str) else list(paths), self.getConfig("style"), self.getConfig("lang")
            )
        return self._library

    @library.setter
    def library(self, library: Library) -> None:
        self._library = library

    def expect(self, conversion: Conversion) -> None:
        """The next `Markdown` made with this extension converts the page of `conversion`."""
        self._next = conversion

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Register every step on `md`."""
        page = _Page(self, self._next)
        self._next = None
        md.vademecum = page  # type: ignore[attr-defined]
        md.preprocessors.register(_TakeOutPreprocessor(md, page), "vademecum", BEFORE_ALL)
        md.preprocessors.register(_IncludedPreprocessor(md, page), "vademecum-included", AFTER_SNIPPETS)
        md.inlinePatterns.register(_EscapeProcessor(md), "vademecum-escape", AFTER_INLINE_HTML)
        md.treeprocessors.register(_CodeTreeprocessor(md, page), "vademecum-code", BEFORE_HIGHLIGHT)
        md.treeprocessors.register(_NumberTreeprocessor(md, page), "vademecum-number", BEFORE_CONTENTS)
        md.treeprocessors.register(_FinishTreeprocessor(md, page), "vademecum-finish", LAST)
        md.postprocessors.register(_FillPostprocessor(md, page), "vademecum-fill", LAST)


class _Page:
    """What the steps of one `Markdown` share: the conversion at hand."""

    def __init__(self, extension: VademecumExtension, conversion: Conversion | None) -> None:
        self._extension = extension
        self._given = conversion
        self.conversion: Conversion | None = conversion
        self.kept_ids: ET.Element | None = None
        """Where the ids of the page's citations stand until the table of contents is made."""

    @property
    def is_given(self) -> bool:
        """Whether the site build handed the page over, and will fill its slots."""
        return self._given is not None

    @property
    def current(self) -> Conversion:
        assert self.conversion is not None  # noqa: S101  # the first preprocessor has begun it
        return self.conversion

    def begin(self, text: str) -> Conversion:
        if self._given is None:
            self.conversion = Conversion(
                self._extension.library,
                Source("<markdown>", text),
                notes_after_punctuation=self._extension.getConfig("notes_after_punctuation"),
            )
        self.kept_ids = None
        return self.current

    def findings(self) -> list[Any]:
        """What is wrong with the page just converted and with its bibliography."""
        return [*self._extension.library.findings, *(self.conversion.findings() if self.conversion else [])]


class Step:
    """A step that knows its page."""

    def __init__(self, md: Markdown, page: _Page) -> None:
        self.md = md
        self.page = page


class _TakeOutPreprocessor(Step, Preprocessor):
    """Takes citation candidates out of the source; the site build has done so already."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        conversion = self.page.begin(text)
        return lines if conversion.is_prepared else conversion.prepare(text).split("\n")


class _IncludedPreprocessor(Step, Preprocessor):
    """Takes them out of what other preprocessors have included."""

    def run(self, lines: list[str]) -> list[str]:
        if "snippet" not in self.md.preprocessors:
            return lines
        return self.page.current.prepare_included("\n".join(lines)).split("\n")


class _EscapeProcessor(InlineProcessor):
    r"""`\@name` prints `@name`; a backslash before anything else that is no key stays Markdown's business."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(rf"\\@(?={BARE_KEY}|{BRACED_KEY})", md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        return "@", m.start(), m.end()


class _CodeTreeprocessor(Step, Treeprocessor):
    """Gives indented code its text back before a highlighter sees it."""

    def run(self, root: ET.Element) -> None:
        slots = self.page.current.slots
        for block in root.iter("pre"):
            for code in block.iter("code"):
                if code.text and code.text in slots:
                    code.text = AtomicString(slots.restore(code.text))


class _NumberTreeprocessor(Step, Treeprocessor):
    """When all inline work is done: tells prose from the rest, numbers the citations, makes room for the references."""

    def run(self, root: ET.Element) -> None:
        conversion = self.page.current
        self._drop_remarks()
        if len(conversion.slots) == 1:  # the references' own
            return
        self._restore_raw_html(conversion.slots)
        _move_out_of_links(root, conversion.slots)
        _find_prose(root, conversion.slots, self.md)
        conversion.number(lambda text: to_rich(text, self.md, on_page=True))
        if conversion.has_raised:
            _letter_footnotes(root)
        if conversion.notes or conversion.lists_references:
            self._add_lists(root, conversion)
        elif conversion.ids():
            self._keep_ids(ET.SubElement(root, "p"), conversion)

    @staticmethod
    def _report_taken_ids(root: ET.Element, conversion: Conversion) -> None:
        """Ids that an author has given by hand, and that are ours on every page: theirs is changed, and reported."""
        ours = {*conversion.ids()}
        ours |= {"references"} if conversion.lists_references else set()
        ours |= {"notes"} if conversion.notes else set()
        for element in root.iter():
            name = element.get("id")
            if name in ours:
                conversion.taken_ids.append(name)
                element.set("id", f"{name}_1")

    def _drop_remarks(self) -> None:
        """Remarks to the checks are words among editors, which no reader needs to load."""
        blocks = self.md.htmlStash.rawHtmlBlocks
        for index, block in enumerate(blocks):
            if isinstance(block, str) and is_remark(block):
                blocks[index] = ""

    def _restore_raw_html(self, slots: Slots) -> None:
        """Raw HTML, which Markdown has put aside, is the author's own; highlighted code in there is escaped."""
        blocks = self.md.htmlStash.rawHtmlBlocks
        for index, block in enumerate(blocks):
            if isinstance(block, str) and block in slots:
                blocks[index] = slots.restore(block, escape if "<code" in block else str)

    def _keep_ids(self, place: ET.Element, conversion: Conversion) -> None:
        """Show the contents and MkDocs the ids of what comes late."""
        for identifier in conversion.ids():
            ET.SubElement(place, "i", {"id": identifier})
        self.page.kept_ids = place

    def _add_lists(self, root: ET.Element, conversion: Conversion) -> None:
        """The notes and the references, each below a heading; the last keeps the ids of the page's citations."""
        self._report_taken_ids(root, conversion)
        added = []
        if conversion.notes:
            added += self._list("notes", conversion.slots.add(conversion.notes), conversion)
            conversion.notes.in_prose = True
        if conversion.lists_references:
            token = conversion.slots.alphabet.token(0)  # the references are the first slot
            added += self._list("references", token, conversion)
            conversion.references.in_prose = True
        self._keep_ids(added[-1], conversion)
        call = conversion.references_call
        if call and not call.finding:
            for parent in root.iter():
                for index, child in enumerate(parent):
                    if child.tag == "p" and conversion.slots.find(child.text or "")[:1] == [call]:
                        parent[index : index + 1] = added
                        return
        root.extend(added)

    def _list(self, name: str, token: str, conversion: Conversion) -> list[ET.Element]:
        """A heading, which the table of contents sees, and the place of what is below it."""
        heading = ET.Element("h2", {"id": name})
        heading.text = conversion.library.writer.words[name]
        if self.page.is_given:
            heading.set("data-search-exclude", "")  # The search would list it for every page.
        place = ET.Element("p")
        place.text = token
        return [heading, place]


def _letter_footnotes(root: ET.Element) -> None:
    """Markdown's own footnotes have letters where the numbers above the line are citations."""
    for element in root.iter():
        names = (element.get("class") or "").split()
        if element.tag == "a" and "footnote-ref" in names and (element.text or "").isdecimal():
            element.text = letters(int(element.text or ""))
        elif element.tag == "div" and "footnote" in names:
            for numbered in element.findall("ol"):
                numbered.set("type", "a")
                for number, note in enumerate(numbered, start=1):
                    _letter_way_back(note, number)


def _letter_way_back(note: ET.Element, number: int) -> None:
    for link in note.iter("a"):
        if "footnote-backref" in (link.get("class") or ""):
            link.set("title", re.sub(rf"\b{number}\b", letters(number), link.get("title") or ""))


def _move_out_of_links(root: ET.Element, slots: Slots) -> None:
    """A citation inside a link's text is set after the link: links do not nest."""
    for link in root.iter("a"):
        tokens = slots.tokens("".join(link.itertext()))
        if tokens:
            for element in link.iter():
                element.text = slots.without(element.text or "")
                if element is not link:
                    element.tail = slots.without(element.tail or "")
            link.tail = " " + " ".join(tokens) + (link.tail or "")


_CODE = frozenset({"code", "pre"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset({"a", "em", "strong", "sub", "sup", "del", "ins", "mark", "span"})
_NO_BLOCK = _HEADINGS | _INLINE  # They hold text alone.


def _find_prose(root: ET.Element, slots: Slots, md: Markdown) -> None:
    """Note of each slot in prose the section and the block it stands in, and give the others their text back."""
    opening = slots.alphabet.opening
    title, block = "", 0
    for element in root.iter():
        tag, text, tail = element.tag, element.text, element.tail
        block += tag not in _INLINE
        if tag in _HEADINGS:
            title = bare_text(slots.without("".join(element.itertext())), md)
        elif tag == "div" and element.get("class") == "footnote":
            title = "Footnotes"
        if text and opening in text:
            if tag in _CODE or isinstance(text, AtomicString):
                element.text = AtomicString(slots.restore(text))
            else:
                _accept(text, slots, title, block, may_be_block=not len(element) and tag not in _NO_BLOCK)
        if tail and opening in tail:
            _accept(tail, slots, title, block)
        for name, value in element.items():
            if value and opening in value:
                element.set(name, slots.restore(value))


def _accept(text: str, slots: Slots, title: str, block: int, *, may_be_block: bool = False) -> None:
    """These slots are in prose. A block stands there alone, or is shown as it was written."""
    found = slots.find(text)
    is_alone = may_be_block and not slots.without(text).strip() and not any(not slot.continues for slot in found[1:])
    for slot in found:
        slot.section, slot.block, slot.in_prose = title, block, True
        slot.is_misplaced = slot.is_block and not is_alone


class _FinishTreeprocessor(Step, Treeprocessor):
    """Says that the tree is complete: postprocessors also run on headings, where nothing may be filled yet."""

    def run(self, root: ET.Element) -> None:
        self.page.current.is_finished = True
        if self.page.kept_ids is not None:
            self.page.kept_ids[:] = []  # They are those of the citations, which come now.
            if not self.page.kept_ids.text:
                root.remove(self.page.kept_ids)


class _FillPostprocessor(Step, Postprocessor):
    """Fills the slots; in a site build, hides them until all pages are known."""

    def run(self, text: str) -> str:
        conversion = self.page.current
        if not conversion.is_finished:
            return conversion.slots.without(text)
        hidden = conversion.slots.hide(text)
        return hidden if self.page.is_given else conversion.slots.settle().fill(hidden)


def makeExtension(**options: Any) -> VademecumExtension:  # noqa: ANN401, N802  # the name Python-Markdown looks for
    """The extension, for `markdown.Markdown(extensions=["vademecum"])`."""
    return VademecumExtension(**options)
