"""The places on pages that links can lead to."""

from collections.abc import Iterator

from vademecum.checks.link_place import Place
from vademecum.checks.link_rules import MISSING_ANCHOR
from vademecum.checks.link_site import LinkPage, LinkSite
from vademecum.text.finding import Finding
from vademecum.text.nearest import nearest

_MADE = ("__", "fn:", "fnref")  # by highlighters, tabs and footnotes
_TOP = frozenset({"", "top"})  # HTML standard, section 7.4.6.4
_NEAR_ENOUGH = 55
_MOST_SUGGESTIONS = 500


class SiteAnchors:
    """The ids of all pages."""

    def __init__(self, site: LinkSite) -> None:
        self._pages = site.pages
        self._names: dict[str, frozenset[str]] = {}
        self._suggested = 0

    def findings(self, place: Place, fragment: str, path: str) -> Iterator[Finding]:
        """The finding for a `fragment` that the page `path` does not have. Files that are no pages are not looked at.

        A page that includes other files may have more ids than are known, so nothing is said of it.
        """
        page = self._pages.get(path)
        if not page or fragment.lower() in _TOP or fragment.startswith(_MADE[0]) or page.outline.includes:
            return
        names = self._of(path, page)
        if fragment in names:
            return
        at = place.target.find("#")
        hint, fix = self._hint(fragment, names)
        is_here = path == place.path and not place.file
        message = f"no '{fragment}' on this page" if is_here else f"'{path}' has no place named '{fragment}'"
        yield place.part(MISSING_ANCHOR, (max(at, 0), len(place.target.rstrip())), message, hint, fix)

    def _of(self, path: str, page: LinkPage) -> frozenset[str]:
        if path not in self._names:
            outline = page.outline
            notes = [name for note in outline.footnotes for name in (f"fn:{note.label}", f"fnref:{note.label}")]
            again = [f"fnref{number}:{mark.label}" for number, mark in enumerate(outline.footnote_marks, 2)]
            self._names[path] = frozenset(
                (
                    *(heading.name for heading in outline.headings),
                    *(each.name for each in outline.identifiers),
                    *page.made_ids,
                    *notes,
                    *again,
                )
            )
        return self._names[path]

    def _hint(self, fragment: str, names: frozenset[str]) -> tuple[str, str | None]:
        same = [name for name in names if name.lower() == fragment.lower()]
        if len(same) == 1:
            return f"Write '#{same[0]}': capitals matter here.", f"#{same[0]}"
        self._suggested += 1
        near = None
        if self._suggested <= _MOST_SUGGESTIONS:
            near = nearest(fragment, sorted(names), _NEAR_ENOUGH)
        return (f"Did you mean '#{near}'?" if near else "Name one of the page's headings, or leave '#…' out."), None
