"""Where a reader reports a problem: an address with the page filled in, which the script completes with the place."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from vademecum.publishing.publication import Publication
from vademecum.render.html import safe_url

_FORM = ".github/ISSUE_TEMPLATE/1-correct-a-claim.yml"
"""The form of the repository for a wrong claim. Its fields `page` and `sentence` are filled in."""
_PAGE, _QUOTE = "{page}", "{quote}"


@dataclass(frozen=True, slots=True)
class Report:
    """Where to report. `pattern` is the address with `{page}` and `{quote}` for what a reader speaks of."""

    pattern: str
    page: str
    """The page, as the report names it."""

    @property
    def url(self) -> str:
        """The address with the page filled in and no sentence."""
        return self.pattern.replace(_PAGE, quote(self.page, safe="")).replace(_QUOTE, "")


def report_of(publication: Publication, url: str) -> Report | None:
    """Where to report a problem with the page at `url`; None where the site names no place for it."""
    contact = publication.extra.get("contact")
    given = contact if isinstance(contact, dict) else {}
    form, mail = str(given.get("issues") or ""), str(given.get("email") or "")
    repository = safe_url(publication.repository.rstrip("/"))
    if form:
        pattern = safe_url(form.replace(_PAGE, "%7Bpage%7D").replace(_QUOTE, "%7Bquote%7D"))
        pattern = pattern.replace("%7Bpage%7D", _PAGE).replace("%7Bquote%7D", _QUOTE)
    else:
        pattern = _of_repository(repository, publication.root) or (
            f"mailto:{quote(mail, safe='@')}?subject={_PAGE}&body={_QUOTE}" if mail else ""
        )
    return Report(pattern, publication.absolute(url) or url) if pattern else None


def _of_repository(repository: str, root: Path) -> str:
    """The form for new issues, where the repository's host is known to have one."""
    host = (urlsplit(repository).hostname or "") if repository else ""
    if host == "github.com" and (root / _FORM).is_file():
        return f"{repository}/issues/new?template={Path(_FORM).name}&page={_PAGE}&sentence={_QUOTE}"
    if host in ("github.com", "codeberg.org"):
        return f"{repository}/issues/new?title={_PAGE}&body={_QUOTE}"
    if "gitlab" in host:
        return f"{repository}/-/issues/new?issue[title]={_PAGE}&issue[description]={_QUOTE}"
    return ""
