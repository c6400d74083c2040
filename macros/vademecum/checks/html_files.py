"""The files of a built site as such: what nothing leads to, and names that some systems cannot keep."""

import re
from collections.abc import Collection, Iterator

from vademecum.checks.html_links import NOT_FOUND_PAGE, SiteLinks
from vademecum.checks.html_page import WHOLE, Spot
from vademecum.text.finding import Rule, Severity

ORPHAN = Rule("html/orphan", Severity.INFO, "Nothing on the site leads to a file.")
FILE_NAME = Rule("html/file-name", Severity.WARNING, "A file has a name that some systems cannot keep.")

_FOR_READERS = frozenset(
    ("html", "htm", "pdf", "epub", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "mp4", "webm", "mp3", "ogg")
) | frozenset(("csv", "tsv", "xls", "xlsx", "ods", "doc", "docx", "odt", "ppt", "pptx", "zip", "bib", "ris"))
_ENTRANCES = re.compile(
    rf"index\.html|references\.(?:bib|ris)|{re.escape(NOT_FOUND_PAGE)}|(?:.*/)?(?:favicon|apple-touch-icon|google|mstile)[^/]*|(?:.*/)?\.[^/]+/.*"
)
"""What is found without a link: by its usual name, or by programs that know it."""
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)", re.IGNORECASE)


def orphan_spots(site: SiteLinks) -> Iterator[Spot]:
    """The pages, pictures and downloads that nothing leads to; call it when all pages were followed."""
    for path in sorted(site.paths.files - _reached(site)):
        page = site.pages.get(path)
        suffix = path.rpartition("/")[2].rpartition(".")[2].lower()
        if suffix not in _FOR_READERS or _ENTRANCES.fullmatch(path) or (page and page.redirect):
            continue
        message = "nothing on the site leads to this file"
        hint = "Link to it, put it into the navigation, or remove it."
        yield Spot(ORPHAN, path, WHOLE, 0, message, hint)


def _reached(site: SiteLinks) -> set[str]:
    """The files that something leads to, be it by way of redirects."""
    reached, waiting = set(site.linked), list(site.linked)
    while waiting:
        page = site.pages.get(waiting.pop())
        if page is not None and page.leads_to is not None and page.leads_to.path not in reached:
            reached.add(page.leads_to.path)
            waiting.append(page.leads_to.path)
    return reached


def name_spots(files: Collection[str]) -> Iterator[Spot]:
    """The files that Windows or macOS could not keep: forbidden names, and names that differ only in case."""
    seen: dict[str, str] = {}
    for path in sorted(files):
        other = seen.setdefault(path.casefold(), path)
        if other != path:
            message = f"the name differs only in case from '{other}'"
            hint = "Windows and macOS keep only one of the two: give one another name."
            yield Spot(FILE_NAME, path, WHOLE, 0, message, hint)
        bad = next((fault for part in path.split("/") if (fault := _name_fault(part))), "")
        if bad:
            yield Spot(FILE_NAME, path, WHOLE, 0, bad, "Windows cannot keep such a file: give it another name.")


def _name_fault(name: str) -> str:
    """What is wrong with the name of a file or folder (Microsoft, "Naming Files, Paths, and Namespaces")."""
    bad = _FORBIDDEN.search(name)
    if bad:
        return f"the name '{name}' holds {bad[0]!r}"
    if _DEVICE.match(name):
        return f"'{name}' is the name of a device"
    return f"the name '{name}' ends in a dot or a blank" if name.endswith((".", " ")) else ""
