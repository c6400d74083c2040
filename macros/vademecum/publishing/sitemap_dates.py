"""`sitemap.xml` with the days on which pages were really changed, never with the day of the build.

The day is that of the front matter (`updated`); else that of the last commit that changed the page's file; else none.
Git is asked once for all pages, and only where it is needed. It runs no program that the repository's configuration
names, and reaches no network. A commit at which a shallow clone ends lists all files, so its day says nothing.
"""

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from vademecum.publishing.git_objects import git_environment
from vademecum.publishing.machine_text import to_bytes
from vademecum.publishing.page_facts import day, is_draft
from vademecum.publishing.publication import Output, Publication

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SECONDS = 20
_MOST_COMMITS = 20_000
_HEADER = re.compile(r"\n*(\d{4}-\d\d-\d\d) ([0-9a-f ]*)")


def sitemap_file(publication: Publication) -> Iterator[Output]:
    """`sitemap.xml` and its compressed form; nothing for a site without an address, which search engines never see."""
    if not publication.address:
        return
    days = changed_days(publication)
    pages = [page for page in publication.pages.values() if not is_draft(page)]
    urls = [(publication.absolute(page.url), days.get(page.path, "")) for page in pages]
    urls += ((publication.absolute(url), "") for url in publication.made.values())
    data = to_bytes(f"{publication.writer.render('urlset.html', urls=urls, namespace=_NAMESPACE)}\n")
    yield Output("sitemap.xml", data)
    yield Output("sitemap.xml.gz", gzip.compress(data, mtime=0))


def changed_days(publication: Publication) -> dict[str, str]:
    """The day on which each page was changed last, by its path, as far as it is known."""
    pages = publication.pages.values()
    known = {page.path: written for page in pages if (written := day(page.front_matter, "updated"))}
    return known if len(known) == len(publication.pages) else {**commit_days(publication.docs), **known}


def commit_days(folder: Path) -> dict[str, str]:
    """The day of the last commit that changed each file, by its path below `folder`; nothing where Git knows none."""
    state = _git(folder, "rev-parse", "--is-shallow-repository")
    if not state:
        return {}
    log = _git(
        folder,
        *("log", f"--max-count={_MOST_COMMITS}", "--format=%x00%cs %P", "--no-show-signature", "--no-ext-diff"),
        *("--no-textconv", "--no-renames", "--name-only", "--relative", "-z", "--", "."),
    )
    return _read_log(log, is_shallow=state.strip() == "true")


def _read_log(log: str, *, is_shallow: bool) -> dict[str, str]:
    """Git's log: for each commit a header, `day parents`, and behind it the files that it changed."""
    days: dict[str, str] = {}
    current = ""
    for part in log.split("\0"):
        header = _HEADER.fullmatch(part)
        if header:
            current = "" if is_shallow and not header[2] else header[1]
        elif current and part.strip("\n"):
            days.setdefault(part.lstrip("\n"), current)
    return days


def _git(folder: Path, *arguments: str) -> str:
    """What Git prints; nothing where it is missing, fails or takes too long."""
    program = shutil.which("git")
    if program is None:
        return ""
    quiet = ("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "log.diffMerges=off")
    try:
        done = subprocess.run(  # noqa: S603  # a list without a shell; nothing of it comes from a page
            [program, "--no-pager", "--literal-pathspecs", *quiet, "-C", str(folder), *arguments],
            env=git_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
