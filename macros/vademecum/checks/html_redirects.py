"""Pages that only send their readers elsewhere, and the address by which a page wants to be known."""

import re
from collections.abc import Iterator

from vademecum.checks.html_address import read_address
from vademecum.checks.html_links import SiteLinks, shortened, spot
from vademecum.checks.html_page import HtmlPage, PlacedUse, Spot, is_redirect
from vademecum.checks.html_paths import Lead, Target
from vademecum.checks.html_roles import Role
from vademecum.text.finding import Rule, Severity

REDIRECT_MISSING = Rule("html/redirect-missing", Severity.ERROR, "A redirect leads to nothing.")
REDIRECT_LOOP = Rule("html/redirect-loop", Severity.ERROR, "A redirect leads back to itself.")
REDIRECT_CLASH = Rule("html/redirect-clash", Severity.WARNING, "A redirect and something else have one address.")
CANONICAL = Rule("html/canonical", Severity.WARNING, "The address by which a page wants to be known is none.")

_AT_ONCE = re.compile(r"\s*+0*+(?:\.\d*+)?\s*+(?:[;,]|$)")


def redirect_spots(site: SiteLinks) -> Iterator[Spot]:
    """What is wrong with the redirects of a site."""
    ends = _ends(site)
    for page in site.pages.values():
        if page.redirect is None or page.leads_to is None:
            continue
        target, address = page.leads_to, read_address(page.redirect.use.address)
        if target.lead in {Lead.MISSING, Lead.OUTSIDE}:
            near = target.other_case
            hint = f"The site has '{near}': case matters." if near else site.missing_hint(target)
            message = f"the redirect leads to '{shortened(target.path)}', where the site has nothing"
            yield spot(REDIRECT_MISSING, page, page.redirect, message, hint)
        elif target.lead is Lead.FILE:
            if target.path == page.path:
                if _is_at_once(page):
                    yield _loop(page, page.redirect)
                continue
            if not ends[page.path]:
                yield _loop(page, page.redirect)
            elif address.fragment:
                yield from site.anchor_spots(page, page.redirect, address, target)
        yield from _clash(page, page.redirect, site)


def canonical_spots(page: HtmlPage, site: SiteLinks) -> Iterator[Spot]:
    """What is wrong with `<link rel="canonical">` on one page."""
    first = ""
    for placed in page.uses:
        if placed.use.role is not Role.CANONICAL:
            continue
        written = placed.use.address.strip()
        message = _canonical_fault(page, placed, site)
        if first and written != first:
            message = f"the page names a second address for itself, '{shortened(written)}'"
        first = first or written
        if message:
            yield spot(CANONICAL, page, placed, message, "Name the one address at which the page is published.")


def _canonical_fault(page: HtmlPage, placed: PlacedUse, site: SiteLinks) -> str:
    """What is wrong with a page's own address, or nothing."""
    written, own = placed.use.address.strip(), site.paths
    address = read_address(written)
    fault = ""
    if not written:
        fault = "the page's own address is empty"
    elif address.problem:
        fault = f"the address '{shortened(written)}' {address.problem}"
    elif "#" in written:
        fault = f"'{shortened(written)}' names a part of a page"
    elif address.host and not own.is_own(address):
        pass  # The page was first published elsewhere, and says so.
    elif address.scheme == "http" and own.scheme == "https":
        fault = "the page's own address begins with 'http:', the site's with 'https:'"
    else:
        fault = _canonical_target_fault(page, own.find(address, page.folder), site)
    return fault


def _canonical_target_fault(page: HtmlPage, target: Target, site: SiteLinks) -> str:
    if target.lead is Lead.FILE:
        aim = site.pages.get(target.path)
        is_stub = aim is not None and aim is not page and is_redirect(aim)
        return f"'{target.path}' sends its readers elsewhere" if is_stub else ""
    if target.lead is Lead.ELSEWHERE or (is_redirect(page) and target == page.leads_to):
        return ""
    return f"the site has nothing at '{shortened(target.path)}'"


def _ends(site: SiteLinks) -> dict[str, bool]:
    """For each page that redirects, whether its readers arrive anywhere."""
    following = {
        path: page.leads_to.path if page.leads_to.lead is Lead.FILE else ""
        for path, page in site.pages.items()
        if page.leads_to is not None and is_redirect(page)
    }
    arrives: dict[str, bool] = {}
    for start in following:
        way: list[str] = []
        seen: set[str] = set()
        at = start
        while at in following and at not in arrives and at not in seen:
            way.append(at)
            seen.add(at)
            at = following[at]
        is_end = at not in seen and arrives.get(at, True)
        arrives.update(dict.fromkeys(way, is_end))
    return arrives


def _loop(page: HtmlPage, redirect: PlacedUse) -> Spot:
    message = f"the redirect of '{page.path}' never arrives: it runs in a circle"
    return spot(REDIRECT_LOOP, page, redirect, message, "Let it lead to a page that stays.")


def _is_at_once(page: HtmlPage) -> bool:
    """Whether a page loads itself again without a pause; with one it may be a clock."""
    piece = page.redirect.piece if page.redirect else 0
    return any(number == piece and _AT_ONCE.match(element.tag.get("content")) for number, element in page.elements)


def _clash(page: HtmlPage, redirect: PlacedUse, site: SiteLinks) -> Iterator[Spot]:
    """`old.html` and `old/index.html` both answer to `old`; no matter, if both lead to one place."""
    folder = page.path.removesuffix("/index.html")
    twin = f"{folder}.html" if folder != page.path else f"{page.path.removesuffix('.html')}/index.html"
    other = site.pages.get(twin)
    if other is None or page.leads_to is None or page.leads_to.path == twin:
        return
    if other.leads_to is not None and is_redirect(other) and other.leads_to.path in {page.path, page.leads_to.path}:
        return
    message = f"'{page.path}' redirects, and '{twin}' answers to the same address"
    yield spot(REDIRECT_CLASH, page, redirect, message, "Remove one of the two.")
