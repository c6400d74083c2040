"""What the head of a page says to programs: search engines, reference managers, those who link to it."""

from markupsafe import Markup

from vademecum.publishing.highwire import highwire_tags
from vademecum.publishing.json_ld import page_json
from vademecum.publishing.page_facts import has_twins, is_draft, twin_url
from vademecum.publishing.publication import Publication, PublishedPage
from vademecum.publishing.social import social_tags


def machine_head(publication: Publication, page: PublishedPage) -> str:
    """The HTML of a page's head that no reader sees."""
    twin = publication.link(twin_url(page.url), page.url) if has_twins(publication) and not is_draft(page) else ""
    return publication.writer.render(
        "machine_head.html",
        properties=social_tags(publication, page),
        names=highwire_tags(publication, page),
        things=[Markup(each) for each in page_json(publication, page)],  # noqa: S704  # `as_json` escapes
        twin=twin,
    )
