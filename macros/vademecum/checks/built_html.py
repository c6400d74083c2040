"""The built site, examined independently of the sources: what is published is what is judged.

Each page is cut into tags once. Then the addresses of all pages are followed, as all anchors are known. Only pages
with a suspicion are cut a second time, to tell its line and column and in what it stands.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from vademecum.checks.html_content import content_spots
from vademecum.checks.html_drawings import read_drawing_file
from vademecum.checks.html_files import name_spots, orphan_spots
from vademecum.checks.html_links import SiteLinks
from vademecum.checks.html_names import LinkNames
from vademecum.checks.html_page import WHOLE, ElementCache, HtmlPage, Spot, read_page, read_style
from vademecum.checks.html_paths import SitePaths
from vademecum.checks.html_redirects import (
    CANONICAL,
    REDIRECT_CLASH,
    REDIRECT_LOOP,
    REDIRECT_MISSING,
    canonical_spots,
    redirect_spots,
)
from vademecum.checks.html_scope import Scope, Steps, scopes
from vademecum.checks.html_tags import Markup
from vademecum.text.finding import Finding
from vademecum.text.source import Source, normalise_newlines

_OF_ONE_PAGE = frozenset((CANONICAL, REDIRECT_CLASH, REDIRECT_LOOP, REDIRECT_MISSING))
"""Rules about what stands in the head of a page, and yet is not shared."""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A built site. Paths are relative to its folder, with `/`."""

    pages: Mapping[str, str]
    """The text of each HTML file."""
    files: Collection[str]
    """All files, pages among them."""
    address: str = ""
    """Where the site is published, such as `https://example.org/book/`, or the path alone; may be empty."""
    styles: Mapping[str, str] = field(default_factory=dict)
    """The text of style sheets, for what they load."""
    drawings: Mapping[str, str] = field(default_factory=dict)
    """The text of SVG files, for what they run and load."""
    allowed_hosts: Collection[str] = ()
    """The hosts that pages may ask for pictures and the like, as the site's owner decided."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """For each page the file that it was made from, where that is known; it is named in hints."""


def check_built_html(site: BuiltSite) -> Iterator[Finding]:
    """What is wrong with a built site, by file and place. A fault in the frame that pages share is told once.

    Takes text of any kind without raising; time and memory grow with its size.
    """
    paths = SitePaths({*site.files, *site.pages}, site.address)
    texts = {path: normalise_newlines(text) for path, text in _texts(site)}
    spots = sorted(_spots(site, texts, paths), key=lambda spot: spot.path)
    return iter(_findings(spots, texts, site))


def _texts(site: BuiltSite) -> Iterator[tuple[str, str]]:
    for texts in (site.styles, site.drawings, site.pages):
        yield from texts.items()


def _spots(site: BuiltSite, texts: Mapping[str, str], paths: SitePaths) -> Iterator[Spot]:
    elements, names = ElementCache(), LinkNames()
    pages: dict[str, HtmlPage] = {}
    for path in sorted(site.pages):
        markup = Markup(texts[path])
        pages[path] = read_page(path, markup, paths, elements)
        yield from content_spots(pages[path], texts[path], markup, names)
    links = SiteLinks(paths, pages, frozenset(map(str.lower, site.allowed_hosts)))
    for page in pages.values():
        yield from links.spots(page)
        yield from canonical_spots(page, links)
    for path in sorted(site.styles):
        yield from links.spots(read_style(path, texts[path], paths))
    for path in sorted(site.drawings):
        drawing, spots = read_drawing_file(path, texts[path], paths)
        yield from spots
        yield from links.spots(drawing)
    yield from links.insecure_spots()
    yield from redirect_spots(links)
    yield from orphan_spots(links)
    yield from name_spots(paths.files)


def _findings(spots: Iterable[Spot], texts: Mapping[str, str], site: BuiltSite) -> list[Finding]:
    """The suspicions that hold where they stand, each with its place; `spots` are sorted by their files."""
    findings: list[Finding] = []
    in_frames: dict[tuple[str, str], int] = {}
    more: dict[int, int] = {}
    steps = Steps()
    for path, group in groupby(spots, key=lambda spot: spot.path):
        source = Source(path, texts.get(path, ""))
        placed = sorted(_placed(list(group), source, steps), key=lambda found: (found[0], found[1].rule.name))
        for offset, spot, scope in placed:
            if scope & Scope.FRAME and spot.rule not in _OF_ONE_PAGE:
                key = spot.rule.name, spot.message
                if key in in_frames:
                    more[in_frames[key]] = more.get(in_frames[key], 0) + 1
                    continue
                in_frames[key] = len(findings)
            made_from = f"The page is made from {site.sources[path]}." if path in site.sources else ""
            hint = f"{spot.hint} {made_from}".strip()
            findings.append(Finding(spot.rule, source.span(offset), spot.message, hint))
    for index, count in more.items():
        found = findings[index]
        places = "place" if count == 1 else "places"
        message = f"{found.message} (and in {count} more {places} of the frame around pages)"
        findings[index] = Finding(found.rule, found.span, message, found.hint)
    return findings


def _placed(spots: list[Spot], source: Source, steps: Steps) -> Iterator[tuple[int, Spot, int]]:
    """Each suspicion that its surroundings do not excuse, with its offset in the file and those surroundings."""
    if all(spot.piece == WHOLE for spot in spots):
        yield from ((spot.offset, spot, 0) for spot in spots)
        return
    markup = Markup(source.text)
    places = scopes(markup, steps)
    for spot in spots:
        if spot.piece == WHOLE:
            yield spot.offset, spot, 0
            continue
        number, is_tag = (spot.piece - 1) // 2, spot.piece % 2
        around = 0 if number < 0 else places[number].element if is_tag else places[number].behind
        if not around & spot.silent_in:
            yield markup.offset(spot.piece) + spot.offset, spot, around
