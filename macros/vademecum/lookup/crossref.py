"""Works at Crossref, through its REST interface (`/works/{doi}` and `/works?filter=`)."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from vademecum.bibliography.identifier import Doi, parse_doi, parse_issn
from vademecum.bibliography.name import Name
from vademecum.checks.registered import Record, Update, UpdateKind
from vademecum.lookup.json_service import Json, JsonService, as_object, as_objects, as_text, as_texts
from vademecum.lookup.response import Failure

NAME = "Crossref"
_KINDS = {
    "retraction": UpdateKind.RETRACTION,
    "withdrawal": UpdateKind.WITHDRAWAL,
    "removal": UpdateKind.WITHDRAWAL,
    "partial_retraction": UpdateKind.CONCERN,
    "expression_of_concern": UpdateKind.CONCERN,
    "correction": UpdateKind.CORRECTION,
    "corrigendum": UpdateKind.CORRECTION,
    "erratum": UpdateKind.CORRECTION,
    "reinstatement": UpdateKind.REINSTATEMENT,
}
"""Types of update. New versions, new editions, addenda and clarifications leave a work as good as it was."""
_DATES = ("published-print", "published-online", "published", "issued")
_SOURCES = {"retraction-watch": "Retraction Watch"}
_BATCH = 40
_FOUND_BY_TITLE = 3
_LAST_YEAR = 9999
_WITHDRAWN_TITLES = (("retracted", UpdateKind.RETRACTION), ("withdrawn", UpdateKind.WITHDRAWAL))


def find_work(doi: Doi, service: JsonService, base: str) -> Record | Failure | None:
    """The record of `doi`; None where Crossref has none, as of what is registered elsewhere."""
    found = service.ask(f"{base}/works/{quote(doi.name, safe='')}", days=service.ages.record)
    return found if found is None or isinstance(found, Failure) else read_work(as_object(found.get("message")))


def find_notices(dois: Iterable[Doi], service: JsonService, base: str) -> Iterator[list[Record] | Failure]:
    """The notices that update any of `dois`, asked for forty at a time; each Record says what it updates."""
    names = [doi.name for doi in dois if "," not in doi.name]  # a comma ends a filter
    for start in range(0, len(names), _BATCH):
        batch = names[start : start + _BATCH]
        parameters = {
            "filter": ",".join(f"updates:{name}" for name in batch),
            "select": "DOI,title,update-to",
            "rows": "1000",
        }
        found = service.ask(f"{base}/works", parameters, days=service.ages.updates)
        if isinstance(found, Failure):
            yield found
        else:
            yield [read_work(item) for item in as_objects(as_object((found or {}).get("message")).get("items"))]


def search_title(title: str, service: JsonService, base: str) -> list[Record] | Failure:
    """The works whose titles are most like `title`, the nearest first; at most three."""
    parameters = {"query.title": title[:300], "rows": str(_FOUND_BY_TITLE)}
    found = service.ask(f"{base}/works", parameters, days=service.ages.record)
    if isinstance(found, Failure):
        return found
    return [read_work(item) for item in as_objects(as_object((found or {}).get("message")).get("items"))]


def read_work(message: Json) -> Record:
    """A work as Crossref describes it. What is not as expected is as if it were not there."""
    doi = parse_doi(as_text(message.get("DOI")))
    titles = as_texts(message.get("title"))
    subtitles = as_texts(message.get("subtitle"))
    whole = tuple(f"{title}: {subtitle}" for title in titles for subtitle in subtitles)
    updates = [update for _, update in _updates(message.get("updated-by"))]
    others = []
    for other, update in _updates(message.get("update-to"), notice=doi):
        # Some publishers deposit the notice under the DOI of the work itself.
        if other == doi:
            updates.append(update)
        elif other:
            others.append((other, update))
    updates += [Update(kind, registry=NAME) for label, kind in _WITHDRAWN_TITLES if _is_labelled(titles, label)]
    issns = (parse_issn(text) for text in as_texts(message.get("ISSN")))
    return Record(
        registry=NAME,
        doi=doi,
        titles=(*whole, *titles, *as_texts(message.get("original-title"))),
        authors=_names(message.get("author")) or _names(message.get("editor")),
        years=tuple(dict.fromkeys(year for name in _DATES if (year := _year(message.get(name))))),
        journals=(*as_texts(message.get("container-title")), *as_texts(message.get("short-container-title"))),
        issns=tuple(issn.number for issn in issns if issn),
        volume=as_text(message.get("volume")),
        pages=as_text(message.get("page")) or as_text(message.get("article-number")),
        type=as_text(message.get("type")),
        updates=tuple(updates),
        updates_of_others=tuple(others),
    )


def _is_labelled(titles: Iterable[str], label: str) -> bool:
    return any(title.lower().lstrip("[ ").startswith((f"{label}:", f"{label} article:")) for title in titles)


def _updates(value: object, notice: Doi | None = None) -> Iterator[tuple[Doi | None, Update]]:
    """The DOI each update names, and what it says. In `updated-by` that DOI is the notice's."""
    for item in as_objects(value):
        kind = _KINDS.get(as_text(item.get("type")).lower().replace("-", "_").replace(" ", "_"))
        if kind is None:
            continue
        named = parse_doi(as_text(item.get("DOI")))
        where = notice or named
        source = as_text(item.get("source"))
        registry = _SOURCES.get(source, NAME)
        yield named, Update(kind, _date(item.get("updated")), f"DOI {where.name}" if where else "", registry)


def _names(value: object) -> tuple[Name, ...]:
    names = (
        Name(
            family=as_text(item.get("family")),
            given=as_text(item.get("given")),
            suffix=as_text(item.get("suffix")),
            literal=as_text(item.get("name")),
        )
        for item in as_objects(value)
    )
    return tuple(name for name in names if name.family or name.given or name.literal)


def _parts(value: object) -> list[int]:
    """Year, month and day of a Crossref date, as many as there are."""
    parts = as_object(value).get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = first if isinstance(first, list) else []
    return [number for number in numbers[:3] if isinstance(number, int) and 0 < number <= _LAST_YEAR]


def _year(value: object) -> int:
    return (_parts(value) or [0])[0]


def _date(value: object) -> str:
    """A date in EDTF, as exact as it is."""
    parts = _parts(value)
    return "-".join(f"{number:0{4 if index == 0 else 2}d}" for index, number in enumerate(parts))
