"""The strip that shows at a glance what a page rests on: its sources by their kinds."""

from collections.abc import Callable, Mapping
from typing import Any

from vademecum.pages.profile import make_profile
from vademecum.publishing.publication import Publication


def evidence_strips(publication: Publication) -> Callable[[Any], Mapping[str, int]]:
    """A function that gives the strip of one of MkDocs' pages; an empty one for a page that nobody wrote.

    The numbers are those of the page's profile: of sources about its subject by their kinds, and of all others that
    carry claims, under `indirect`.
    """
    made: dict[str, Mapping[str, int]] = {}
    reference = publication.writer.reference

    def strip(page: Any) -> Mapping[str, int]:  # noqa: ANN401  # MkDocs' own, or nothing on its error page
        path = page.file.src_uri if getattr(page, "file", None) else ""
        if path not in publication.pages:
            return {}
        if path not in made:
            mentions = publication.site.ledger.mentions(path)
            made[path] = make_profile(mentions, lambda key: reference(key).grade).strip()
        return made[path]

    return strip
