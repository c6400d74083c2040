"""The site as a picture."""

from dataclasses import dataclass

from markupsafe import Markup

from vademecum.macros.arguments import SiteNames
from vademecum.macros.context import PageContext
from vademecum.pages.site_graph import COLUMN, LABEL_END, MOST_ARCS, WIDTH, make_graph


@dataclass(frozen=True, slots=True)
class SitePicture:
    """The pages of the site in a column, joined where they share works."""


def site_graph(_: SiteNames) -> SitePicture:
    """The pages of the site as a picture: section by section, joined by arcs where they cite the same works."""
    return SitePicture()


def show_site_graph(page: PageContext, _: SitePicture) -> Markup:
    """The picture, and what it shows in words; nothing where no page cites a work."""
    ledger = page.site.ledger
    graph = make_graph(page.site.map, {each.path: ledger.works(each.path) for each in page.site.map.book})
    if not graph.groups:
        return Markup()
    return page.render(
        "site_graph.html",
        graph=graph,
        width=WIDTH,
        column=COLUMN,
        label_end=LABEL_END,
        most=MOST_ARCS,
        link=page.link,
    )
