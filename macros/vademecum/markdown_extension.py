r"""The Python-Markdown extension: citations in prose become links, the page's references follow. Floor 6.

    markdown.Markdown(extensions=["vademecum"], extension_configs={"vademecum": {"bibliography": "references.bib"}})

It works alone. Where a site is built, the MkDocs plugin hands it the page that comes next, and fills the slots itself
when all pages are known. Findings are left at `md.vademecum.findings()`.
"""

import re
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from vademecum.citation.cluster import CitationCluster
from vademecum.citation.grammar import BARE_KEY, BRACED_KEY, closing_bracket, parse_group, parse_in_text
from vademecum.conversion import REFERENCES_SLOT, SLOT_ATTRIBUTE, Conversion
from vademecum.inline import to_rich
from vademecum.library import DEFAULT_LANG, DEFAULT_STYLE, Library, open_library
from vademecum.text.errors import ConfigurationError
from vademecum.text.rich import RichText
from vademecum.text.source import Source

# Where in Python-Markdown's order each step stands, and why there.
BEFORE_ALL = 100  # marks the source before anything has moved
AFTER_SNIPPETS = 29  # `pymdownx.snippets` is at 32, fenced code at 25
BEFORE_HIGHLIGHT = 40  # highlighters of indented code are at 30
AFTER_CODE_SPANS = 185  # code spans are at 190, escapes at 180, links at 170 and below
AFTER_INLINE_HTML = 85  # inline HTML is at 90
BEFORE_ATTRIBUTES_AND_CONTENTS = 15  # inline is at 20, `attr_list` at 8, `toc` at 5
LAST = -1000


class VademecumExtension(Extension):
    """Citations for Python-Markdown. Options: `bibliography` (a path or a list of paths), `style`, `lang`."""

    def __init__(self, library: Library | None = None, **options: Any) -> None:  # noqa: ANN401  # Python-Markdown's
        self.config = {
            "bibliography": [[], "Path of the BibTeX file, or a list of paths, relative to the working directory."],
            "style": [DEFAULT_STYLE, "Citation style: author-date or numeric."],
            "lang": [DEFAULT_LANG, "Language of the words that a style adds."],
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
        md.preprocessors.register(_MarkPreprocessor(md, page), "vademecum-mark", BEFORE_ALL)
        md.preprocessors.register(_RestPreprocessor(md, page), "vademecum-rest", AFTER_SNIPPETS)
        md.inlinePatterns.register(_CitationProcessor(md, page), "vademecum", AFTER_CODE_SPANS)
        md.inlinePatterns.register(_EscapeProcessor(md), "vademecum-escape", AFTER_INLINE_HTML)
        md.treeprocessors.register(_CodeTreeprocessor(md, page), "vademecum-code", BEFORE_HIGHLIGHT)
        md.treeprocessors.register(_NumberTreeprocessor(md, page), "vademecum-number", BEFORE_ATTRIBUTES_AND_CONTENTS)
        md.treeprocessors.register(_FinishTreeprocessor(md, page), "vademecum-finish", LAST)
        md.postprocessors.register(_FillPostprocessor(md, page), "vademecum-fill", LAST)


class _Page:
    """What the steps of one `Markdown` share: the conversion at hand."""

    def __init__(self, extension: VademecumExtension, conversion: Conversion | None) -> None:
        self._extension = extension
        self._given = conversion
        self.conversion: Conversion | None = conversion

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
            self.conversion = Conversion(self._extension.library, Source("<markdown>", text))
        return self.current

    def findings(self) -> list[Any]:
        """What is wrong with the page just converted and with its bibliography."""
        return [*self._extension.library.findings, *(self.conversion.findings() if self.conversion else [])]


class _Step:
    """A step that knows its page."""

    def __init__(self, md: Markdown, page: _Page) -> None:
        self.md = md
        self.page = page


class _MarkPreprocessor(_Step, Preprocessor):
    """Marks each citation candidate with its place in the source."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        conversion = self.page.begin(text)
        return lines if conversion.marked else conversion.mark(text).split("\n")


class _RestPreprocessor(_Step, Preprocessor):
    """Marks what other preprocessors have included."""

    def run(self, lines: list[str]) -> list[str]:
        if "snippet" not in self.md.preprocessors:
            return lines
        return self.page.current.mark_the_rest("\n".join(lines)).split("\n")


class _CitationProcessor(InlineProcessor):
    """Turns a marked candidate in prose into a slot."""

    def __init__(self, md: Markdown, page: _Page) -> None:
        super().__init__("(?!)", md)
        self.page = page

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802  # Python-Markdown's name
        return self.page.current.marker.any_pattern

    def handleMatch(  # type: ignore[override]  # noqa: N802  # Python-Markdown's name; it allows None
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        conversion = self.page.current
        marker = conversion.marker
        if marker.slot_pattern.match(m[0]):
            return ET.Element("span", {SLOT_ATTRIBUTE: m[0]}), m.start(), m.end()
        start = m.start()
        closing = closing_bracket(data, start - 1) if _is_bracket(data, start - 1) else -1
        items = parse_group(marker.strip(data[m.end() : closing])) if closing >= 0 else None
        if items:
            start, end, cluster = start - 1, closing + 1, CitationCluster(items)
        else:
            parsed = parse_in_text(data, m.end())
            if parsed is None:
                return None, None, None
            cluster, end = parsed
        affixes = {
            index: (self._rich(item.prefix), self._rich(item.suffix))
            for index, item in enumerate(cluster.items)
            if item.prefix or item.suffix
        }
        lead = data[start - 1] if start and data[start - 1] in " \n" else ""
        slot = conversion.accept(marker.number(m[1]), lead, cluster, affixes)
        return ET.Element("span", {SLOT_ATTRIBUTE: slot}), start - len(lead), end

    def _rich(self, text: str) -> RichText:
        return to_rich(text, self.md)


def _is_bracket(text: str, at: int) -> bool:
    """Whether an opening bracket stands at `at` that no backslash escapes."""
    before = text[:at]
    return text[at : at + 1] == "[" and (len(before) - len(before.rstrip("\\"))) % 2 == 0


class _EscapeProcessor(InlineProcessor):
    r"""`\@name` prints `@name`; a backslash before anything else that is no key stays Markdown's business."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(rf"\\@(?={BARE_KEY}|{BRACED_KEY})", md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        return "@", m.start(), m.end()


class _CodeTreeprocessor(_Step, Treeprocessor):
    """Takes marks out of indented code before a highlighter sees it."""

    def run(self, root: ET.Element) -> None:
        marker = self.page.current.marker
        for block in root.iter("pre"):
            for code in block.iter("code"):
                if code.text and marker.opening in code.text:
                    code.text = AtomicString(marker.strip(code.text))


class _NumberTreeprocessor(_Step, Treeprocessor):
    """When all inline work is done: links let go of citations, sections are named, the references get their place."""

    def run(self, root: ET.Element) -> None:
        conversion = self.page.current
        if not conversion.accepted:
            return
        _move_out_of_links(root, conversion)
        _name_sections(root, conversion)
        conversion.number()
        if conversion.citations.references and conversion.with_references:
            self._add_references(root, conversion)

    def _add_references(self, root: ET.Element, conversion: Conversion) -> None:
        """The heading, which the table of contents sees, and a slot that keeps the ids of the page's citations."""
        name = conversion.marker.slot(REFERENCES_SLOT)
        slot = next((span for span in _slots(root, conversion) if span.get(SLOT_ATTRIBUTE) == name), None)
        heading = ET.Element("h2", {"id": "references"})
        if self.page.is_given:
            heading.set("data-search-exclude", "")  # The search would list it for every page.
        heading.text = "References"
        paragraph = ET.Element("p")
        span = ET.SubElement(paragraph, "span", {SLOT_ATTRIBUTE: name})
        for identifier in conversion.ids():
            ET.SubElement(span, "i", {"id": identifier})
        place = next((index for index, child in enumerate(root) if slot is not None and slot in child.iter()), None)
        if place is None:
            root.extend((heading, paragraph))
        else:
            root[place : place + 1] = [heading, paragraph]


def _slots(element: ET.Element, conversion: Conversion) -> list[ET.Element]:
    """The slots of the page within `element`."""
    opening = conversion.marker.opening
    return [span for span in element.iter("span") if span.get(SLOT_ATTRIBUTE, "").startswith(opening)]


def _move_out_of_links(root: ET.Element, conversion: Conversion) -> None:
    """A citation inside a link's text is set after the link: links do not nest."""
    for link in root.iter("a"):
        inside = _slots(link, conversion)
        if inside:
            parents = {child: parent for parent in root.iter() for child in parent}
            place = parents[link]
            index = list(place).index(link) + 1
            for span in inside:
                _detach(span, parents[span])
            place[index:index] = inside
            inside[-1].tail, link.tail = link.tail, None


def _detach(element: ET.Element, parent: ET.Element) -> None:
    """Take `element` out of `parent`, leaving its tail."""
    index = list(parent).index(element)
    if index:
        before = parent[index - 1]
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)


_STASHED = re.compile("\x02[^\x03]*\x03")


def _name_sections(root: ET.Element, conversion: Conversion) -> None:
    """Give each accepted citation the title of the section it stands in, and forget those no longer in the tree."""
    opening = conversion.marker.opening
    titles: dict[int, str] = {}
    title = ""
    for element in root.iter():
        tag = element.tag
        if tag == "span":
            name = element.get(SLOT_ATTRIBUTE, "")
            if name.startswith(opening):
                match = conversion.marker.slot_pattern.fullmatch(name)
                if match:
                    titles[conversion.marker.number(match[1])] = title
        elif tag == "div" and element.get("class") == "footnote":
            title = "Footnotes"
        elif len(tag) == len("h1") and tag[0] == "h" and tag[1].isdigit():
            title = " ".join(_STASHED.sub("", "".join(element.itertext())).split())
    conversion.lost = [found for found in conversion.accepted if found.slot not in titles]
    conversion.accepted = [found for found in conversion.accepted if found.slot in titles]
    for found in conversion.accepted:
        found.section = titles[found.slot]


class _FinishTreeprocessor(_Step, Treeprocessor):
    """Says that the tree is complete: postprocessors also run on headings, where nothing may be filled yet."""

    def run(self, root: ET.Element) -> None:
        conversion = self.page.current
        conversion.finished = True
        for span in _slots(root, conversion):
            span[:] = []  # The ids that were kept in the references' slot are those of the citations.


class _FillPostprocessor(_Step, Postprocessor):
    """Fills the slots, or, in a site build, only takes out the marks that are left."""

    def run(self, text: str) -> str:
        conversion = self.page.current
        if self.page.is_given or not conversion.finished:
            return conversion.marker.strip(text)
        return conversion.fill(text)


def makeExtension(**options: Any) -> VademecumExtension:  # noqa: ANN401, N802  # the name Python-Markdown looks for
    """The extension, for `markdown.Markdown(extensions=["vademecum"])`."""
    return VademecumExtension(**options)
