"""Pages beside topic pages that do not say which section they belong to, so that nothing is asked of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from posixpath import dirname

from vademecum.checks.page_model import CheckedPage
from vademecum.pages.overviews import is_overview
from vademecum.text.finding import Finding, Rule, Severity

NO_SECTION = Rule("page/no-section", Severity.WARNING, "A page lies among topic pages and names no section.")


def neighbour_findings(pages: Iterable[CheckedPage]) -> Iterator[Finding]:
    """A finding for each page without a section in a folder in which at least as many others have one.

    Pages that open folders, and those that macros write, belong to no section, wherever they lie.
    """
    folders: dict[str, list[CheckedPage]] = defaultdict(list)
    for page in pages:
        if not is_overview(page.source.path) and not page.texts.is_list:
            folders[dirname(page.source.path)].append(page)
    for folder in folders.values():
        sections = Counter(filter(None, map(_section, folder)))
        without = [page for page in folder if "section" not in page.front_matter.values]
        if sections.total() < len(without):
            continue
        for page in without:
            likely = sections.most_common(1)[0][0]
            message = "the page names no section, and its neighbours in the folder do"
            hint = (
                f"Write 'section: {likely}' into the front matter, so that it is checked and shown as a topic; "
                "a page that is none lies better in another folder."
            )
            yield page.at(NO_SECTION, (0, 0), message, hint)


def _section(page: CheckedPage) -> str:
    return page.front_matter.text("section")
