"""Links in the Markdown sources: where they lead, and how they are written.

A link is judged where its target is written: for a reference that is the definition of its label.
"""

from collections import defaultdict
from collections.abc import Iterator
from html import unescape

from vademecum.checks.html_address import UNSAFE, Address, read_address
from vademecum.checks.html_values import srcset_addresses
from vademecum.checks.link_addresses import AddressChecks
from vademecum.checks.link_anchors import SiteAnchors
from vademecum.checks.link_labels import label_findings
from vademecum.checks.link_navigation import navigation_findings
from vademecum.checks.link_paths import Lead, LinkPaths, Target
from vademecum.checks.link_place import Place
from vademecum.checks.link_rules import (
    ABSOLUTE_OWN,
    ABSOLUTE_PATH,
    DRAFT_TARGET,
    EMPTY_TARGET,
    MALFORMED_ADDRESS,
    MISSING_DOWNLOAD,
    MISSING_IMAGE,
    MISSING_PAGE,
    NOT_A_SOURCE,
    OUTSIDE_DOCS,
    UNSAFE_LINK,
    WRONG_CASE,
)
from vademecum.checks.link_site import LinkPage, LinkSite
from vademecum.checks.link_texts import placed_links, quoted_in_front_matter
from vademecum.checks.old_addresses import read_old_addresses
from vademecum.pages.outline_parts import LinkKind, OutlineLink
from vademecum.text.finding import Finding, Rule

_LINKED_IN_TEXTS = frozenset(("", "http", "https", "mailto", *UNSAFE))
"""What a link may begin with in a summary, a caption, a cell; what is unsafe is told anyway."""
_REMARK = ("", "#")  # `[//]: # (…)` is a remark that no reader sees
_PAGE_ENDINGS = (".md", ".html", ".htm")


def check_links(site: LinkSite) -> Iterator[Finding]:
    """What is wrong with the links of a site, page by page and in the order of each page.

    Takes pages of any content without raising; time and memory grow with their size.
    """
    return _Checker(site).findings()


class _Checker:
    """The state of one run: who leads where."""

    def __init__(self, site: LinkSite) -> None:
        self._site = site
        self._paths = LinkPaths(site)
        self._anchors = SiteAnchors(site)
        self._old = read_old_addresses(site, self._paths)
        self._addresses = AddressChecks(site, self._paths)
        self._linked_from: dict[str, set[str]] = defaultdict(set)

    def findings(self) -> Iterator[Finding]:
        """All findings."""
        for path in sorted(self._site.pages):
            page = self._site.pages[path]
            found = [*self._page(path, page), *self._texts(path, page)]
            found += [*label_findings(page), *self._old.findings.get(path, ())]
            yield from sorted(found, key=lambda finding: (finding.span.start, finding.rule.name))
        yield from navigation_findings(self._site, self._paths, self._linked_from)

    def _page(self, path: str, page: LinkPage) -> Iterator[Finding]:
        shown_as_image = {link.label for link in page.outline.links if link.kind is LinkKind.IMAGE_REFERENCE}
        for link in page.outline.links:
            if link.label:
                continue
            if link.attribute == "srcset":
                yield from self._srcset(path, page, link)
                continue
            place = Place(path, page.source, link.target, link.target_start, link.target_end, link.kind)
            yield from self._judge(place, _role(link))
            if link.kind is LinkKind.INLINE and page.source.text.startswith(")", link.end):
                yield from self._addresses.stray_bracket(link, page)
        used = {link.label for link in page.outline.links if link.label}
        for definition in page.outline.definitions:
            if definition.label not in used and definition.target in _REMARK:
                continue
            place = Place(path, page.source, definition.target, definition.target_start, definition.target_end)
            yield from self._judge(place, MISSING_IMAGE if definition.label in shown_as_image else MISSING_PAGE)

    def _texts(self, path: str, page: LinkPage) -> Iterator[Finding]:
        """What the page shows besides its own text: what is wrong in a file of data is told of that file."""
        for text in (*quoted_in_front_matter(page.source, page.front_matter), *page.texts):
            for link, start, end in placed_links(text):
                place = Place(path, text.source, link.target, start, end, link.kind, text.file)
                yield from self._judge(place, _role(link))
                if read_address(link.target).scheme not in _LINKED_IN_TEXTS or link.target.startswith("//"):
                    hint = "Lead to a page, to a file of the site, to 'https:' or to 'mailto:'."
                    yield place.finding(MALFORMED_ADDRESS, f"'{link.target}' is no link in a text like this", hint)

    def _srcset(self, path: str, page: LinkPage, link: OutlineLink) -> Iterator[Finding]:
        """The images of a `srcset`, each at its own place."""
        written = page.source.text[link.target_start : link.target_end]
        for found in srcset_addresses(written):
            start = link.target_start + found.offset
            place = Place(path, page.source, unescape(found.address), start, start + len(found.address), link.kind)
            yield from self._judge(place, MISSING_IMAGE)

    def _judge(self, place: Place, role: Rule) -> Iterator[Finding]:
        """One target. `role` is the rule for a file of its kind that is missing."""
        written = unescape(place.target) if "&" in place.target else place.target
        address = read_address(written)
        if not written.strip():
            yield place.finding(EMPTY_TARGET, "the target is empty", "Say where it is to lead, or remove it.")
        elif address.scheme in UNSAFE:
            if address.scheme != "data" or role is not MISSING_IMAGE:
                hint = "Lead to a page or a file of the site, or to the web."
                yield place.finding(UNSAFE_LINK, f"an address with '{address.scheme}:'", hint)
        elif address.host:
            yield from self._web(place, address, role)
        elif address.scheme:
            yield from self._addresses.other_scheme(place, address)
        elif address.path is None:
            if not address.problem:
                yield from self._anchors.findings(place, address.fragment, place.path)
        else:
            yield from self._inside(place, address, role)

    def _web(self, place: Place, address: Address, role: Rule) -> Iterator[Finding]:
        """An address that names a host: another site, or this one."""
        path = address.path or "/"
        if not (self._paths.host and address.host == self._paths.host and path.startswith(self._paths.base)):
            yield from self._addresses.web(place, address)
            return
        target = self._paths.published(path[len(self._paths.base) :])
        if target.lead is Lead.MADE or place.kind is LinkKind.BARE:
            return
        if target.lead in {Lead.PUBLISHED, Lead.ALIAS, Lead.MEANT}:
            self._linked_from[target.path].add(place.path)
            message = f"the full address of '{target.path}', which is in this site"
            hint = "Name the file, so that the link also works in a preview and at another address."
            fix = self._renamed(place, target.path) if target.lead is not Lead.MEANT and place.is_markdown else ""
            yield place.finding(ABSOLUTE_OWN, message, hint, fix)
            yield from self._anchors.findings(place, address.fragment, target.path)
        else:
            yield self._missing(place, target, _kind(target.path, role))

    def _inside(self, place: Place, address: Address, role: Rule) -> Iterator[Finding]:
        """An address without a host."""
        written, is_raw = place.path_written, not place.is_markdown
        target = self._paths.find(place.base, written, is_raw=is_raw)
        # MkDocs itself writes the codes into the address of a file that it finds.
        is_encoded = place.is_markdown and target.lead is Lead.SOURCE
        if address.problem and not is_encoded:
            yield from self._addresses.problem(place, address)
            if "\\" in written:
                return
        if written.startswith("/"):
            yield from self._from_root(place, address, written, role)
            return
        yield from self._at(place, address, target, role)

    def _from_root(self, place: Place, address: Address, written: str, role: Rule) -> Iterator[Finding]:
        """A path that begins with a slash: MkDocs leaves it as it is, unless it is told otherwise."""
        if self._site.settings.slash_is_docs and place.is_markdown:
            yield from self._at(place, address, self._paths.find("index.md", written.lstrip("/")), role)
            return
        base = self._paths.base
        below = written.removeprefix(base) if written.startswith(base) else written.lstrip("/")
        target = self._paths.published(below)
        if target.lead is Lead.MADE:
            return
        if target.lead in {Lead.PUBLISHED, Lead.ALIAS, Lead.MEANT}:
            self._linked_from[target.path].add(place.path)
            message = f"'{written}' counts from the root of the host, not from the documentation folder"
            fix = self._renamed(place, target.path) if place.is_markdown else ""
            hint = f"Write '{self._paths.relative(target.path, place.base)}'." if place.is_markdown else ""
            yield place.finding(ABSOLUTE_PATH, message, hint or "Write the address relative to the page.", fix)
            yield from self._anchors.findings(place, address.fragment, target.path)
        elif below in self._paths.files:
            self._linked_from[below].add(place.path)
            message = f"'{written}' counts from the root of the host, where no '{below}' is published"
            hint = f"Write '{self._paths.relative(below, place.base)}'."
            yield place.finding(ABSOLUTE_PATH, message, hint, self._renamed(place, below) if place.is_markdown else "")
        else:
            yield self._missing(place, target, _kind(below, role))

    def _at(self, place: Place, address: Address, target: Target, role: Rule) -> Iterator[Finding]:
        """A path inside the site, followed."""
        lead, path = target.lead, target.path
        if lead is Lead.MADE:
            return
        if lead is Lead.OUTSIDE:
            hint = "Move the file into the folder, or link to where it is published."
            yield place.finding(OUTSIDE_DOCS, f"'{place.path_written}' leaves the documentation folder", hint)
            return
        if lead is Lead.MISSING or (lead is Lead.MEANT and not place.is_markdown):
            yield self._missing(place, target, _kind(path, role))
            return
        self._linked_from[path].add(place.path)
        if lead is Lead.OTHER_CASE:
            message = f"'{place.path_written}' is called '{path}'"
            hint = "Write it in the same letters; most hosts tell them apart."
            yield place.finding(WRONG_CASE, message, hint, self._renamed(place, path))
        elif lead is Lead.MEANT:
            message = f"there is no '{place.path_written}' here; the page is '{path}'"
            hint = f"Write '{self._paths.relative(path, place.base)}'."
            yield place.finding(MISSING_PAGE, message, hint, self._renamed(place, path))
        elif place.is_markdown and lead in (Lead.PUBLISHED, Lead.ALIAS):
            what = "the old address" if lead is Lead.ALIAS else "the published address"
            message = f"'{place.path_written}' is {what} of '{path}', which MkDocs does not check"
            hint = f"Write '{self._paths.relative(path, place.base)}'."
            yield place.finding(NOT_A_SOURCE, message, hint, self._renamed(place, path))
        page = self._site.pages.get(path)
        if page and page.is_draft and not self._site.pages[place.path].is_draft:
            message = f"'{path}' is a draft, which is not published"
            yield place.finding(DRAFT_TARGET, message, "Remove the link until the page is ready.")
        yield from self._anchors.findings(place, address.fragment, path)

    def _renamed(self, place: Place, path: str) -> str:
        """The target with another path in the place of its own, query and fragment kept."""
        return self._paths.relative(path, place.base) + place.tail

    def _missing(self, place: Place, target: Target, rule: Rule) -> Finding:
        """The finding for a target that leads to no file."""
        what = {MISSING_IMAGE: "image", MISSING_DOWNLOAD: "file"}.get(rule, "page")
        if not place.is_markdown and target.path in self._paths.files:
            hint = "Raw HTML is published as it is: write the address of the published page, or a link in Markdown."
        else:
            near = self._paths.near(target.path, is_page=rule is MISSING_PAGE)
            hint = f"Did you mean '{self._paths.relative(near, place.base)}'?" if near else "Correct or remove it."
            if place.path_written.startswith("www."):
                hint = "If another site is meant, write 'https://' before it."
        return place.finding(rule, f"there is no {what} '{target.path or place.path_written}'", hint)


def _role(link: OutlineLink) -> Rule:
    if link.is_image or link.attribute == "poster":
        return MISSING_IMAGE
    return MISSING_PAGE if not link.attribute or link.element in {"a", "area"} else MISSING_DOWNLOAD


def _kind(path: str, role: Rule) -> Rule:
    """The rule for a missing file: a link may lead to a page or to a file to download."""
    if role is not MISSING_PAGE:
        return role
    name = path.rstrip("/").rsplit("/", 1)[-1].lower()
    return MISSING_PAGE if "." not in name.lstrip(".") or name.endswith(_PAGE_ENDINGS) else MISSING_DOWNLOAD
