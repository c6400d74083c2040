"""The records of cited works, put where the search of Material for MkDocs keeps its own. Floor 7."""

from collections.abc import Mapping
from typing import Any

from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.publishing.search_terms import search_records


def add_to_search(plugins: Mapping[str, Any], publication: Publication, page: PublishedPage) -> None:
    """Let readers find `page` by the works that it cites; call it when the search has read the page's own words.

    Nothing happens where there is no such search, and for a page that keeps out of it.
    """
    search = plugins.get("material/search")
    entries = getattr(getattr(search, "search_index", None), "entries", None)
    settings = page.front_matter.values.get("search")
    is_excluded = isinstance(settings, dict) and settings.get("exclude")
    if isinstance(entries, list) and not is_excluded:
        entries += [record._asdict() for record in search_records(publication, page)]
