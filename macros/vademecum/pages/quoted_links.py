"""Links in texts of one line that stand elsewhere than in a page's own text: in front matter, in calls, in data."""

from functools import lru_cache
from posixpath import dirname, join, normpath, relpath
from urllib.parse import urlsplit

from vademecum.citation.scan import edit
from vademecum.pages.outline import outline
from vademecum.pages.outline_parts import LinkKind, OutlineLink
from vademecum.text.source import Source

_WRITTEN = frozenset((LinkKind.INLINE, LinkKind.IMAGE))
_KINDS = _WRITTEN | {LinkKind.AUTO, LinkKind.BARE}


@lru_cache(maxsize=4096)
def links_in(text: str) -> tuple[OutlineLink, ...]:
    """The links in `text`, each with its place there. Raw HTML has none, as it is shown as text."""
    if "](" not in text and ":" not in text and "<" not in text:
        return ()
    return tuple(link for link in outline(Source("", text)).links if link.kind in _KINDS)


def rebased(text: str, file: str, page: str) -> str:
    """`text`, which stands in `file`, as `page` has to write it for its links to lead to the same places.

    Both are paths below the documentation folder. A link to a place of the page alone (`#…`) stays as it is.
    """
    folder, here = dirname(file), dirname(page)
    if folder == here:
        return text
    written = (link for link in links_in(text) if link.kind in _WRITTEN)
    return edit(text, ((each.target_start, each.target_end, _rebased(each.target, folder, here)) for each in written))


def _rebased(target: str, folder: str, here: str) -> str:
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return target
    path = normpath(join(folder, parts.path))
    if path.startswith(".."):  # It leads out of the documentation folder, whoever writes it.
        return target
    end = "/" if parts.path.endswith("/") else ""
    return parts._replace(path=f"{relpath(path, here or '.')}{end}").geturl()
