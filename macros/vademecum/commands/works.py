"""What `find` and `show` say of a work."""

from vademecum.bibliography.entry import Bibliography, Entry
from vademecum.bibliography.identifier import CitationKey
from vademecum.checks.citations import near_keys
from vademecum.csl import load_style
from vademecum.library import DEFAULT_LANG, DEFAULT_STYLE
from vademecum.pages.evidence import grade
from vademecum.text.nearest import nearest_name
from vademecum.text.rich import plain


class Referencer:
    """Full references as plain text, in the one form that has no numbers."""

    def __init__(self, bibliography: Bibliography) -> None:
        self._style = load_style(DEFAULT_STYLE, DEFAULT_LANG, bibliography)

    def __call__(self, key: CitationKey) -> str:
        """The reference of a work, on one line."""
        return " ".join(plain(self._style.format_reference(key)).split())


def level_of(entry: Entry) -> str:
    """What kind of source a work is: `level 4, case series; retracted`."""
    found = grade(entry)
    kind = f"level {found.kind}" if found.kind.isdecimal() else found.kind
    parts = dict.fromkeys(filter(None, (kind, found.design)))
    return "; ".join(filter(None, (", ".join(parts) or "no level", found.status)))


def identifiers_of(entry: Entry) -> dict[str, str]:
    """The identifiers of a work by their kinds, as they are written."""
    found = {"doi": entry.doi, "pmid": entry.pmid, "pmcid": entry.pmcid, "arxiv": entry.arxiv, "isbn": entry.isbn}
    return {kind: str(getattr(each, "name", "") or getattr(each, "number", "")) for kind, each in found.items() if each}


def addresses_of(entry: Entry) -> dict[str, str]:
    """The addresses of a work: of its identifiers, and its own."""
    found = {"doi": entry.doi, "pmid": entry.pmid, "pmcid": entry.pmcid, "arxiv": entry.arxiv, "isbn": entry.isbn}
    named = {kind: each.url for kind, each in found.items() if each}
    return named | ({"url": entry.raw("url")} if entry.raw("url") else {})


def meant(key: str, bibliography: Bibliography) -> str:
    """A sentence with the keys that were perhaps meant, and their titles; empty where none is near."""
    keys = near_keys(key, bibliography) or [*filter(None, [nearest_name(key, bibliography)])]
    told = [f"'{near}' ({bibliography[near].plain('title') or 'no title'})" for near in keys]
    return f"did you mean {' or '.join(told)}?" if told else ""
