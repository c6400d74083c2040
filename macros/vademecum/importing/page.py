"""A saved page, made into a topic: the door to this package."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import unquote

from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.importing.blocks import (
    Block,
    Heading,
    Item,
    Items,
    Paragraph,
    Picture,
    Quote,
    Removed,
    Run,
    SavedPage,
    plain,
)
from vademecum.importing.contents import without_contents
from vademecum.importing.heading_numbers import without_numbers
from vademecum.importing.html_blocks import HtmlBlocks
from vademecum.importing.html_chrome import remove_chrome
from vademecum.importing.html_facts import read_facts, said_day
from vademecum.importing.html_styles import Styles
from vademecum.importing.html_tree import decode_page, parse_html
from vademecum.importing.linking import Linked, Linker, Uncertain
from vademecum.importing.markdown import MarkdownWriter, WrittenPage, take_marks
from vademecum.importing.reference_list import ReferenceList, find_references
from vademecum.importing.resolving import Resolver
from vademecum.importing.shape import levelled, shape, title_of
from vademecum.importing.text_blocks import text_blocks
from vademecum.importing.word_lists import listed_paragraphs
from vademecum.importing.works import Intake, ReadReference, identities, read_works
from vademecum.pages.outline_parts import slugify
from vademecum.text.errors import ConfigurationError
from vademecum.text.source import Position, Source

ENDINGS = (".html", ".htm", ".xhtml", ".txt", ".text")
_TEXTS = (".txt", ".text")
_BINARY = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_FEW = 8
_UNREAD = "References still to be entered"
_PLAIN_VALUE = re.compile(r"[^\W\d_][\w ,.()/’'-]*")
_NO_PLAIN = re.compile(r"(?i)(?:true|false|yes|no|on|off|null|~)")


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """What the page is to say of itself, and where its pictures will lie."""

    today: date
    section: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    """Where copied pictures lie, as seen from the page, by their addresses in the saved page."""


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """A topic, new entries, and all there is to report."""

    name: str
    title: str
    slug: str
    markdown: str
    entries: tuple[Entry, ...]
    references: tuple[ReadReference, ...]
    linked: tuple[Linked, ...]
    uncertain: tuple[Uncertain, ...]
    pictures: tuple[Picture, ...]
    removed: tuple[Removed, ...]
    remarks: tuple[str, ...]
    strays: tuple[str, ...]
    """What stands under the heading of the references and was not read as one."""
    places: Mapping[int, Position]
    """Where in the Markdown each of `linked` and `uncertain` stands, by its number."""


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A saved page, taken apart."""

    page: SavedPage
    encoding: str

    @property
    def pictures(self) -> list[Picture]:
        """The pictures on it."""
        return _pictures(self.page.blocks)


def open_page(name: str, data: bytes) -> OpenedPage:
    """What stands in a saved page. ConfigurationError for a file of another kind."""
    suffix = PurePosixPath(name.lower()).suffix
    if suffix not in ENDINGS:
        hint = "save it as a web page (HTML) or as plain text"
        raise ConfigurationError(f"'{name}' is no page: its name does not end in {', '.join(ENDINGS)}; {hint}")
    text, encoding = decode_page(data)
    if _is_binary(data, encoding):
        raise ConfigurationError(
            f"'{name}' is no text, whatever its name says; save it as a web page (HTML) or as plain text"
        )
    page = SavedPage()
    looks_like_html = re.match(r"\s*<(?:!doctype|html|head|body)\b", text, re.IGNORECASE)
    if suffix in _TEXTS and not looks_like_html:
        page.blocks = text_blocks(text)
        page.updated = said_day(text)
    else:
        root = parse_html(text)
        read_facts(root, page)
        styles = Styles(root)
        page.blocks = listed_paragraphs(HtmlBlocks(styles).read(remove_chrome(root, page)))
    return OpenedPage(page, encoding)


def _is_binary(data: bytes, encoding: str) -> bool:
    """Whether this is no text: a program's own file, renamed."""
    controls = len(_CONTROL.findall(data)) if encoding != "utf-16" else 0
    return data.startswith(_BINARY) or (controls > _FEW and controls * 100 > len(data))


def import_page(name: str, opened: OpenedPage, intake: Intake, settings: ImportSettings) -> ImportedPage:
    """The topic of a saved page; its new works are taken in."""
    page = SavedPage(
        opened.page.title,
        opened.page.description,
        opened.page.updated,
        list(opened.page.blocks),
        list(opened.page.removed),
    )
    fallback = PurePosixPath(name).stem.replace("-", " ").replace("_", " ").strip()
    blocks = without_contents(shape(page.blocks), page)
    title, blocks = title_of(blocks, page.title, fallback)
    found = find_references(blocks)
    works = read_works(found.references, intake)
    _note_left_out(page, title, found)
    linker = Linker(Resolver(works, found.strays), _identities(intake.entries))
    body, numbers, to_renumber = without_numbers(levelled(linker.link(found.blocks)))
    page.removed += numbers
    unread = [each.reference for each in works.read if not each.works]
    if unread:
        items = tuple(Item((Paragraph((Run(f"[{each.number}] "), *each.line)),)) for each in unread)
        body += [Heading(2, (Run(_UNREAD),)), Items(items)]
    remarks: list[str] = []
    if not found.references:
        remarks.append("no list of references was found: compare each citation with its work in the bibliography")
    remarks += filter(None, (to_renumber, *_to_be_written(title, page)))
    if opened.encoding not in ("utf-8", "utf-8-sig"):
        remarks.append(f"the file is not UTF-8; it was read as {opened.encoding}: look at letters with accents")
    writer = MarkdownWriter(_anchors(body), settings.figures)
    head = _front_matter(title, page, settings)
    written: WrittenPage = take_marks(f"{head}\n{writer.write(body)}\n")
    for words, address in writer.dropped:
        page.remove("link within the page", f"{words}: {address}")
    source = Source(name, written.text)
    return ImportedPage(
        name,
        title,
        slugify(title, "-") or slugify(fallback, "-") or "page",
        written.text,
        tuple(works.new),
        tuple(works.read),
        tuple(linker.linked),
        tuple(linker.uncertain),
        tuple(_pictures(body)),
        tuple(page.removed),
        tuple(remarks),
        tuple(found.strays),
        {number: source.position(offset) for number, offset in written.places.items()},
    )


def _to_be_written(title: str, page: SavedPage) -> Iterator[str]:
    """What a topic has, and a page from elsewhere has not: each is somebody's to write."""
    if title.isupper() and len(title.split()) > 1:
        yield "the title is in capitals: write it as a sentence"
    if not page.updated:
        yield "the page does not say when it was changed: 'updated' is the day of the import"
    if not page.description:
        yield "there is no description: write one sentence that says what the page is about"
    yield "there is no summary: write two or three sentences with their sources"
    yield "there are no key points: write three to five, each with its source"
    yield "the page is a draft: when it is ready, set 'review_status' and put it under 'nav' in the configuration"


def _note_left_out(page: SavedPage, title: str, found: ReferenceList) -> None:
    """Note what of the page's title and of its list of references is not taken over."""
    if not set(page.title.casefold().split()) <= set(title.casefold().split()):
        page.remove("title of the window", page.title)
    for reference in found.references:
        if any(map(str.isalnum, reference.back)):
            page.remove("links back to the text", reference.back)
    for heading in found.titles:
        page.remove("heading of the references", heading)


def _identities(entries: Iterable[Entry]) -> dict[tuple[str, str], CitationKey]:
    """Works by their identifiers."""
    return {identity: entry.key for entry in entries for identity in identities(entry)}


def _pictures(blocks: Iterable[Block]) -> list[Picture]:
    """All pictures, those in lists and quotations among them."""
    found: list[Picture] = []
    for block in blocks:
        if isinstance(block, Picture):
            found.append(block)
        elif isinstance(block, Quote):
            found += _pictures(block.blocks)
        elif isinstance(block, Items):
            found += [each for item in block.items for each in _pictures(item.blocks)]
    return found


def _anchors(blocks: Iterable[Block]) -> dict[str, str]:
    """The ids that headings will have, by the ids that stood there or in the text below."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    current = ""
    for block in blocks:
        if isinstance(block, Heading):
            bare = slugify(plain(block.line), "-")
            current, number = bare, 0
            while current in taken:
                number += 1
                current = f"{bare}_{number}"
            taken.add(current)
            anchors |= dict.fromkeys(block.ids, current)
    return anchors


def _front_matter(title: str, page: SavedPage, settings: ImportSettings) -> str:
    """The head of the page: what the saved page says, and nothing that it does not say."""
    lines = [f"title: {_value(title)}"]
    if page.description:
        lines.append(f"description: {_value(page.description)}")
    if settings.section:
        lines.append(f"section: {_value(settings.section)}")
    lines += ["review_status: draft", f"updated: {page.updated or settings.today.isoformat()}"]
    return "\n".join(("---", *lines, "---", ""))


def _value(text: str) -> str:
    """A text as a value of YAML."""
    text = " ".join(text.split())
    return (
        text if _PLAIN_VALUE.fullmatch(text) and not _NO_PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
    )


def local_path(address: str) -> str:
    """The path of a picture beside the saved page; empty where it lies elsewhere."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|\\\\", address):
        return ""
    return unquote(re.split(r"[?#]", address)[0])
