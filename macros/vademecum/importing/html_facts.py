"""What the head of a saved page says of it: title, description, day."""

import re
from datetime import date

from vademecum.importing.blocks import SavedPage
from vademecum.importing.html_tree import Element

_DESCRIPTIONS = ("description", "og:description", "dcterms.description", "twitter:description")
_DAYS = (
    *("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "datemodified", "revised"),
    *("article:published_time", "dcterms.created", "dcterms.date", "dc.date", "date", "datepublished"),
)
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SAID = re.compile(
    r"(?:last\s+)?(?:updated|modified|revised|reviewed)(?:\s+on)?\s*:?\s*(?:"
    rf"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)"
    rf"|{_MONTH.replace('month', 'month2')}\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d\d))",
    re.IGNORECASE,
)


def read_facts(root: Element, page: SavedPage) -> None:
    """Note what the head says; what the text says of its own day counts where the head says nothing."""
    metas: dict[str, str] = {}
    for element in root.elements():
        if element.name == "title" and not page.title:
            page.title = element.words
        elif element.name == "meta":
            name = (
                element.get("name") or element.get("property") or element.get("itemprop") or element.get("http-equiv")
            )
            metas.setdefault(name.lower(), " ".join(element.get("content").split()))
    page.description = next((metas[name] for name in _DESCRIPTIONS if metas.get(name)), "")
    found = (_iso(metas[name]) for name in _DAYS[:6] if name in metas)
    page.updated = next(filter(None, found), "") or _of_time(root) or said_day(root.text)
    if not page.updated:
        page.updated = next(filter(None, (_iso(metas[name]) for name in _DAYS if name in metas)), "")


def said_day(text: str) -> str:
    """The day on which the page says that it was changed."""
    said = _SAID.search(text)
    if not said:
        return ""
    if said["iso"]:
        return _iso(said["iso"])
    month = _MONTHS.index((said["month"] or said["month2"])[:3].lower()) + 1
    return _day(int(said["year"] or said["year2"]), month, int(said["day"] or said["day2"]))


def is_said_day(text: str) -> bool:
    """Whether a text says on which day the page was changed, and nothing else."""
    said = _SAID.search(text)
    return bool(said) and not any(map(str.isalnum, text[: said.start()] + text[said.end() :]))  # type: ignore[union-attr]


def _of_time(root: Element) -> str:
    times = [element for element in root.elements() if element.name == "time"]
    ranked = sorted(times, key=lambda element: "updated" not in " ".join(element.classes))
    return next(filter(None, (_iso(element.get("datetime")) for element in ranked[:1])), "")


def _iso(text: str) -> str:
    found = _ISO.search(text)
    return _day(*map(int, found.groups())) if found else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
