"""What is wrong with the addresses of built pages: each is followed as a browser would follow it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from vademecum.checks.html_address import UNSAFE, Address, read_address
from vademecum.checks.html_page import HtmlPage, PlacedUse, Spot, is_redirect
from vademecum.checks.html_paths import Lead, SitePaths, Target
from vademecum.checks.html_roles import Role
from vademecum.checks.html_scope import Scope
from vademecum.text.finding import Rule, Severity

MISSING_FILE = Rule("html/missing-file", Severity.ERROR, "An address leads to a file that the site does not have.")
MISSING_ANCHOR = Rule("html/missing-anchor", Severity.ERROR, "A link leads to a place that its page does not have.")
WRONG_CASE = Rule("html/wrong-case", Severity.ERROR, "An address writes a file's name in another case.")
OUTSIDE_SITE = Rule("html/outside-site", Severity.WARNING, "An address leads out of the folder of the site.")
ABSOLUTE_OWN = Rule("html/absolute-own", Severity.WARNING, "An address names the site's own host.")
INSECURE = Rule("html/insecure", Severity.WARNING, "A link uses http: to a host that is known to speak https:.")
THIRD_PARTY = Rule("html/third-party", Severity.ERROR, "A page makes the browser ask another host.")
UNSAFE_LINK = Rule(
    "html/unsafe-link", Severity.ERROR, "An address runs a script, hides a document or opens a local file."
)
EMPTY_ADDRESS = Rule("html/empty-address", Severity.WARNING, "An address is empty.")
MALFORMED_ADDRESS = Rule("html/malformed-address", Severity.WARNING, "An address is written as none can be.")
RELATIVE_404 = Rule("html/relative-404", Severity.WARNING, "The page for missing pages has a relative address.")

NOT_FOUND_PAGE = "404.html"
"""The page that a host shows at every address that it does not have."""
_LOADING = frozenset((Role.LOAD, Role.FRAME, Role.STYLE, Role.CONNECT))
_FOLLOWED = frozenset((Role.LINK, Role.FORM, Role.LOAD, Role.FRAME, Role.STYLE, Role.RELATION))
_JUDGED_ELSEWHERE = frozenset((Role.BASE, Role.CANONICAL, Role.REDIRECT))
_OPENING = frozenset((Role.LINK, Role.FORM, Role.REDIRECT, Role.FRAME))
_DOES_NOTHING = re.compile(r"javascript:(?:void\(0\))?;?", re.IGNORECASE)
_FILLED_LATER = Scope.INERT | Scope.HIDDEN
_MOST_SHOWN = 80


class Insecure(NamedTuple):
    """A link with `http:`, which is judged when all hosts of the site are known."""

    path: str
    placed: PlacedUse
    host: str


@dataclass(slots=True)
class SiteLinks:
    """The addresses of a site under examination, and what was learned on the way."""

    paths: SitePaths
    pages: Mapping[str, HtmlPage]
    allowed_hosts: frozenset[str] = frozenset()
    """The hosts that pages may ask."""
    linked: set[str] = field(default_factory=set)
    """The files that something on another page leads to."""
    insecure: list[Insecure] = field(default_factory=list)
    secure_hosts: set[str] = field(default_factory=set)
    _folded: dict[str, dict[str, str]] = field(default_factory=dict)

    def spots(self, page: HtmlPage) -> Iterator[Spot]:
        """What is wrong with the addresses of one page."""
        forwards = is_redirect(page)
        find, folder, linked, path = self.paths.find, page.folder, self.linked, page.path
        for placed in page.uses:
            use = placed.use
            address = read_address(use.address)
            # Nearly all addresses are relative and lead to a file: they are through here.
            if not address.scheme and not address.problem and use.role in _FOLLOWED and use.address.strip():
                target = find(address, folder)
                if target.lead is Lead.FILE and path != NOT_FOUND_PAGE and not address.host:
                    if target.path != path and not forwards:
                        linked.add(target.path)
                    if address.fragment and use.role is Role.LINK:
                        yield from self.anchor_spots(page, placed, address, target)
                    continue
            if use.role not in _JUDGED_ELSEWHERE or address.scheme in UNSAFE:
                yield from self._judge(page, placed, address)

    def anchor_spots(self, page: HtmlPage, placed: PlacedUse, address: Address, target: Target) -> Iterator[Spot]:
        """What is wrong with the fragment of an address that leads to the file `target`."""
        name = address.fragment
        aim = self.pages.get(target.path)
        if aim is None or name in aim.anchors or name.lower() == "top" or name[:1] in {"!", "/"} or is_redirect(aim):
            return
        if placed.use.address.partition("#")[2] in aim.anchors:
            return
        where = "this page" if aim is page else f"'{target.path}'"
        message = f"there is no '#{shortened(name)}' on {where}"
        if aim.path not in self._folded:
            self._folded[aim.path] = {anchor.casefold(): anchor for anchor in sorted(aim.anchors)}
        other = self._folded[aim.path].get(name.casefold(), "")
        hint = f"The page has '#{other}': case matters." if other else "Correct the part behind '#', or take it away."
        yield spot(MISSING_ANCHOR, page, placed, message, hint)

    def insecure_spots(self) -> Iterator[Spot]:
        """The links with `http:` to hosts that the site elsewhere links to with `https:`."""
        for path, placed, host in self.insecure:
            if host in self.secure_hosts:
                message = f"'http:' to {host}, which this site elsewhere links to with 'https:'"
                offset = placed.use.offset
                yield Spot(INSECURE, path, placed.piece, offset, message, "Write 'https:'.", Scope.INERT)

    def _judge(self, page: HtmlPage, placed: PlacedUse, address: Address) -> Iterator[Spot]:
        use = placed.use
        if not use.address.strip():
            if use.role in {Role.LINK, Role.LOAD, Role.FRAME, Role.RELATION}:
                message = f"'{use.attribute}' is empty, which means the page itself"
                yield spot(EMPTY_ADDRESS, page, placed, message, "Say where it is to lead.")
        elif address.scheme in UNSAFE:
            if address.scheme != "data" or use.role in _OPENING:
                message = f"an address with '{address.scheme}:'"
                found = spot(UNSAFE_LINK, page, placed, message, "Lead to a page or a file of the site, or to the web.")
                # A theme writes so for buttons that its script brings to life; an author has no such script.
                is_nothing = _DOES_NOTHING.fullmatch(use.address.strip()) is not None
                yield found._replace(silent_in=Scope.INERT | Scope.FRAME) if is_nothing else found
        elif use.role in _LOADING and self.paths.is_foreign(address, page.folder):
            host = address.host or page.folder.foreign
            if host in self.allowed_hosts:
                return
            message = f"the page makes the browser ask {host}"
            hint = "Keep a copy of the file on the site, or link to it."
            yield spot(THIRD_PARTY, page, placed, message, hint)
        elif address.problem:
            message = f"the address '{shortened(use.address)}' {address.problem}"
            yield spot(MALFORMED_ADDRESS, page, placed, message, "Correct the address.")
        elif address.host:
            yield from self._judge_web(page, placed, address)
        elif not address.scheme and use.role is not Role.CONNECT:
            yield from self._judge_relative(page, placed, address)

    def _judge_web(self, page: HtmlPage, placed: PlacedUse, address: Address) -> Iterator[Spot]:
        """An address that names a host, the site's own or another."""
        role, paths = placed.use.role, self.paths
        if address.scheme == "https" or (address.host == paths.host and paths.scheme == "https"):
            self.secure_hosts.add(address.host)
        if address.scheme == "http" and role is Role.LINK and not paths.is_own(address):
            self.insecure.append(Insecure(page.path, placed, address.host))
        if not paths.is_own(address):
            return
        target = paths.find(address, page.folder)
        if target.lead is not Lead.FILE:
            yield from self._missing(page, placed, target)
            return
        if target.path != page.path and role is not Role.NEIGHBOUR:
            self.linked.add(target.path)
        if role is Role.LINK and address.fragment:
            yield from self.anchor_spots(page, placed, address, target)
        if role in _LOADING or role is Role.LINK:
            message = f"an absolute address of this site: {shortened(placed.use.address)}"
            hint = "Write it relative to the page, so that it also works in a preview and at another address."
            yield spot(ABSOLUTE_OWN, page, placed, message, hint)

    def _judge_relative(self, page: HtmlPage, placed: PlacedUse, address: Address) -> Iterator[Spot]:
        """An address on the same host."""
        target = self.paths.find(address, page.folder)
        if target.lead is Lead.ELSEWHERE or (is_redirect(page) and target == page.leads_to):
            return
        if target.lead is not Lead.FILE:
            yield from self._missing(page, placed, target)
            return
        if target.path != page.path and placed.use.role in _FOLLOWED:
            self.linked.add(target.path)
        if page.path == NOT_FOUND_PAGE and address.path is not None and not address.path.startswith("/"):
            message = f"'{shortened(placed.use.address)}' counts from whatever address was asked for"
            yield spot(RELATIVE_404, page, placed, message, "Write the address from the root of the site, with '/'.")
        if placed.use.role is Role.LINK and address.fragment:
            yield from self.anchor_spots(page, placed, address, target)

    def _missing(self, page: HtmlPage, placed: PlacedUse, target: Target) -> Iterator[Spot]:
        """The finding for an address that leads to no file."""
        if target.lead is Lead.OUTSIDE:
            message = f"'{shortened(placed.use.address)}' leads out of the site's folder '{self.paths.base}'"
            is_rootless = page.path == NOT_FOUND_PAGE
            hint = f"Begin it with '{self.paths.base}'." if is_rootless else "Write the address relative to the page."
            yield spot(OUTSIDE_SITE, page, placed, message, hint)
        elif target.other_case:
            message = f"'{shortened(target.path)}' is called '{shortened(target.other_case)}'"
            yield spot(WRONG_CASE, page, placed, message, "Write it in the same letters; most hosts tell them apart.")
        else:
            message = f"the site has nothing at '{shortened(target.path)}'"
            yield spot(MISSING_FILE, page, placed, message, self.missing_hint(target))

    def missing_hint(self, target: Target) -> str:
        """What to do about an address that leads to no file."""
        near = self.paths.near(target.path)
        if near:
            return f"Did you mean '{near}'?"
        if target.path.endswith(".md"):
            return "Link to the page's file in the sources, so that the address is worked out in the build."
        first = target.path.rpartition("www.")[1]
        return "If another site is meant, write 'https://' before it." if first else "Correct or remove it."


def spot(rule: Rule, page: HtmlPage, placed: PlacedUse, message: str, hint: str) -> Spot:
    """The suspicion against one address of a page. What a script fills in later may be empty now."""
    silent_in = _FILLED_LATER if rule is EMPTY_ADDRESS else Scope.INERT
    return Spot(rule, page.path, placed.piece, placed.use.offset, message, hint, silent_in)


def shortened(text: str) -> str:
    """`text`, cut where it is longer than a message has room for."""
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
