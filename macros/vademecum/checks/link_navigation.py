"""How readers come to a page: through the navigation or a link."""

from collections.abc import Iterator, Mapping

from vademecum.checks.link_paths import LinkPaths, fold
from vademecum.checks.link_rules import MISSING_IN_NAVIGATION, ORPHAN
from vademecum.checks.link_site import LinkSite
from vademecum.pages.overviews import OVERVIEWS
from vademecum.text.finding import Finding

_ENTRANCES = frozenset((*OVERVIEWS, "404.md"))


def navigation_findings(site: LinkSite, paths: LinkPaths, linked_from: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Entries of the navigation that lead nowhere, and pages that nothing leads to."""
    if site.navigation is None:
        return
    listed = set()
    folded = {fold(path): path for path in paths.files}
    for entry in site.navigation:
        target = entry.target.strip().removeprefix("./").partition("#")[0]
        if "://" in target or target.startswith(("/", "mailto:")):
            continue
        if target in paths.files:
            listed.add(target)
            continue
        other = folded.get(fold(target))
        near = other or paths.near(target, is_page=not target or target.endswith((".md", "/")) or "." not in target)
        hint = f"Did you mean '{near}'?" if near else "Correct or remove the entry."
        listed.add(near)
        yield Finding(MISSING_IN_NAVIGATION, entry.span, f"there is no page '{target}'", hint)
    exempt = {*listed, *site.not_in_navigation, *_ENTRANCES}
    for path in sorted(site.pages):
        page = site.pages[path]
        others = linked_from.get(path, set()) - {path}
        is_reached = any(not site.pages[other].is_draft for other in others)
        if path not in exempt and not page.is_draft and not is_reached:
            message = "no reader comes here: the page is not in the navigation, and no page links to it"
            hint = "List it under 'nav' in mkdocs.yml, or under 'not_in_nav' if that is meant."
            yield Finding(ORPHAN, page.source.span(page.front_matter.end), message, hint)
