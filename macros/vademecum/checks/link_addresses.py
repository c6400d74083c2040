"""Addresses that lead elsewhere: to the web, to a mailbox, to a telephone; and how any address is written."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from vademecum.bibliography.identifier import parse_doi, parse_orcid
from vademecum.checks.html_address import Address, read_address
from vademecum.checks.link_paths import LinkPaths
from vademecum.checks.link_place import Place
from vademecum.checks.link_rules import (
    BAD_IDENTIFIER,
    BAD_MAIL,
    BAD_PHONE,
    INSECURE,
    MALFORMED_ADDRESS,
    STRAY_BRACKET,
    UNESCAPED,
)
from vademecum.checks.link_site import LinkPage, LinkSite
from vademecum.pages.outline_parts import LinkKind, OutlineLink
from vademecum.text.finding import Finding

# Hosts of identifiers, registers and licences, all of which have answered to https: for years.
_SECURE = frozenset(
    (
        *("doi.org", "dx.doi.org", "www.doi.org", "pubmed.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov"),
        *("pmc.ncbi.nlm.nih.gov", "orcid.org", "creativecommons.org", "clinicaltrials.gov"),
        *("www.clinicaltrials.gov", "www.fda.gov", "www.ema.europa.eu", "www.who.int"),
        *("www.cochranelibrary.com", "en.wikipedia.org", "www.wikidata.org", "github.com", "arxiv.org"),
        *("www.w3.org",),
    )
)
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_AFTER = re.compile(r"[).,;:!?\]}>\"'”’»]+/?$")
_DOI_HOSTS = frozenset({"doi.org", "dx.doi.org", "www.doi.org"})
_REGISTERS = frozenset({"pubmed.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov"})
_PUBMED = re.compile(r"/(?:pubmed/)?(?P<id>\d[^/]*)/?")
_PMC = re.compile(r"/(?:pmc/)?articles/(?P<id>PMC[^/]*)/?(?:pdf/.*)?", re.IGNORECASE)
_PMID = re.compile(r"[1-9]\d{0,7}")
_PMCID = re.compile(r"PMC\d{1,9}(?:\.\d+)?", re.IGNORECASE)
_MAIL = re.compile(r"(?!//)[^\s@,;:<>()\[\]\"\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
# RFC 3966, section 3: digits and visual separators, a plus before numbers that count anywhere.
_PHONE = re.compile(r"\+?[\d().*#-]*\d[\d().*#-]*(?:;[\w=+.:%-]+)*")
_FEWEST_DIGITS = 3
_LAST_SEEN = 2_000  # how far before a link an opening bracket is looked for


class AddressChecks:
    """What can be said of an address without asking anybody."""

    def __init__(self, site: LinkSite, paths: LinkPaths) -> None:
        self._secure = {*_SECURE, *(host.lower() for host in site.settings.secure_hosts)}
        self._own = paths.host
        for page in site.pages.values():
            targets = [link.target for link in page.outline.links if not link.label]
            for target in (*targets, *(each.target for each in page.outline.definitions)):
                if target.startswith("https://"):
                    self._secure.add(read_address(target).host)

    def web(self, place: Place, address: Address) -> Iterator[Finding]:
        """An address on another host."""
        if address.problem:
            yield from self.problem(place, address)
            return
        if address.scheme == "http" and address.host in self._secure and place.target[:5].lower() == "http:":
            message = f"'http:' to {address.host}, which is known to answer to 'https:'"
            yield place.part(INSECURE, (0, 5), message, "Write 'https:'.", "https:")
        yield from self._identifier(place, address)

    def problem(self, place: Place, address: Address) -> Iterator[Finding]:
        """An address that is written as none can be."""
        written = place.target
        if place.kind is LinkKind.BARE:
            return
        if "blank" in address.problem and not _BLANKS.search(written.strip()):
            return
        if "blank" in address.problem and "\n" not in written:
            at = written.index(" ", len(written) - len(written.lstrip()))
            fix = _BLANKS.sub("%20", written.strip()) if address.path and not address.host else ""
            if fix:
                found = place.finding(UNESCAPED, f"the address '{written}' {address.problem}", "Write '%20'.", fix)
                yield found
            else:
                yield place.part(UNESCAPED, (at, at + 1), f"the address '{written}' {address.problem}", "Remove it.")
            return
        if "backslash" in address.problem:
            at = written.index("\\")
            hint = "Folders are divided by '/'."
            yield place.part(MALFORMED_ADDRESS, (at, at + 1), f"the address '{written}' {address.problem}", hint)
            return
        rule = UNESCAPED if "'%'" in address.problem else MALFORMED_ADDRESS
        yield place.finding(rule, f"the address '{written}' {address.problem}", "Correct the address.")

    def other_scheme(self, place: Place, address: Address) -> Iterator[Finding]:
        """An address that is neither a path nor on the web."""
        body = place.target.strip().partition(":")[2]
        if address.scheme == "mailto":
            yield from self._mail(place, body)
        elif address.scheme == "tel":
            number = unquote(body)
            if not _PHONE.fullmatch(number) or sum(map(str.isdigit, number)) < _FEWEST_DIGITS:
                hint = "Write digits and hyphens, beginning with the country: tel:+41-44-555-01-23."
                yield place.finding(BAD_PHONE, f"'{number}' is no telephone number", hint)
        elif address.problem:
            yield from self.problem(place, address)

    def _mail(self, place: Place, body: str) -> Iterator[Finding]:
        recipients, _, query = body.partition("?")
        names = [unquote(name).strip() for name in recipients.split(",")]
        if not recipients and "to=" in query:
            return
        for name in names:
            if not _MAIL.fullmatch(name):
                hint = "Write it as 'mailto:name@example.org'."
                is_web = name.startswith("//")
                fix = f"mailto:{body[2:]}" if is_web and _MAIL.fullmatch(name[2:]) and len(names) == 1 else ""
                message = f"'{name}' is no e-mail address" if name else "there is no e-mail address behind 'mailto:'"
                yield place.finding(BAD_MAIL, message, hint, fix)
                return

    def _identifier(self, place: Place, address: Address) -> Iterator[Finding]:
        """An address that consists of an identifier: what stands behind that is too much."""
        path, host = address.path or "/", address.host
        if host in _DOI_HOSTS and path != "/":
            yield from self._doi(place, path)
        elif host == "orcid.org" and path[1:2].isdigit() and not parse_orcid(f"https://orcid.org{path}"):
            message = f"'{path.strip('/')}' is no ORCID iD"
            yield self._at(place, path, message, "Copy it again from the person's record at orcid.org.", None)
        elif host in _REGISTERS:
            yield from self._number(place, path, host)

    def _number(self, place: Place, path: str, host: str) -> Iterator[Finding]:
        """The number of a record at PubMed or PubMed Central."""
        for pattern, form, name in ((_PUBMED, _PMID, "PubMed"), (_PMC, _PMCID, "PubMed Central")):
            found = pattern.fullmatch(path)
            if not found or form.fullmatch(found["id"]):
                continue
            if form is _PMID and host == "www.ncbi.nlm.nih.gov" and not path.startswith("/pubmed/"):
                continue
            right = form.match(found["id"])
            start, end = found.span("id")
            is_rest = right and _AFTER.fullmatch(found["id"][right.end() :])
            fix = path[:start] + right[0] + path[end:] if right and is_rest else None
            message = f"'{found['id']}' is no number at {name}"
            yield self._at(place, path, message, "Copy the number again.", fix)

    def _doi(self, place: Place, path: str) -> Iterator[Finding]:
        written = unquote(path[1:])
        doi = parse_doi(written)
        if "?" in place.target or "#" in place.target:
            return
        if doi is None:
            message = f"'{written}' is no DOI"
            yield self._at(place, path, message, "Copy it again: a DOI begins with '10.', a number and '/'.", None)
            return
        rest = written[len(doi.name) :] if written.lower().startswith(doi.name) else ""
        if rest and rest != "/":
            fix = path[: len(path) - len(rest)] if path.endswith(rest) and _AFTER.fullmatch(rest) else None
            message = f"'{rest}' behind the DOI {doi.name} is no part of it"
            yield self._at(place, path, message, "Remove what stands behind it.", fix)
        elif written.count("(") > written.count(")") or written.count("[") > written.count("]"):
            message = f"the DOI '{written}' opens a bracket that nothing closes"
            yield self._at(place, path, message, "Copy the DOI again, with all its end.", None)

    def _at(self, place: Place, path: str, message: str, hint: str, fix: str | None) -> Finding:
        """A finding about the path of an address, and what takes its place."""
        at = place.target.rfind(path)
        if at < 0:
            return place.finding(BAD_IDENTIFIER, message, hint)
        return place.part(BAD_IDENTIFIER, (0, len(place.target)), message, hint, fix and place.target[:at] + fix)

    def stray_bracket(self, link: OutlineLink, page: LinkPage) -> Iterator[Finding]:
        """The finding for `)` right behind a link where no bracket is open."""
        text = page.source.text
        start = max(text.rfind("\n\n", 0, link.start), link.start - _LAST_SEEN, 0)
        depth = 0
        for sign in text[start : link.start]:
            depth = depth + 1 if sign == "(" else max(depth - 1, 0) if sign == ")" else depth
        if depth == 0:
            hint = "Remove it, or open a bracket before it."
            yield Finding(STRAY_BRACKET, page.source.span(link.end, link.end + 1), "nothing opens this bracket", hint)
