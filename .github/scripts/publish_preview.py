#!/usr/bin/env python3
"""Publish the preview of a change, once it is known to be one, and say so in one comment that is kept up to date.

`publish_preview.py EVENT`: EVENT is the file in which GitHub tells of the run that built the preview. GH_REPO and
GH_TOKEN are taken from the environment; GITHUB_OUTPUT is told `published=true` where the previews have changed.

A stranger's change may alter every file of the repository, also the workflow that builds previews. So an artifact is
used only where the change, as GitHub itself lists it, touches content alone: then the workflow, the checks and the
generator that made it were those of the target. Where it touches more, nothing of the artifact is shown.
"""

import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from content import is_content
from github_api import AUTHOR, MOST_BYTES, ask, ask_for, download, fail, notice, say, shortened, size, uncalled
from preview_artifact import MARK, MOST_PACKED, Preview, RefusedError, read_artifact
from previews_branch import BRANCH, TARGET, ask_for_open_changes, put_preview, tell_published

WORKFLOW = ".github/workflows/preview.yml"
ARTIFACT = "preview"
FOLDER = "previews"
MOST_LISTED = 3_000
"""GitHub lists no more files of a change."""

_ADDRESS = re.compile(r"https?://[\w.~:/-]+")

CLOSED = "No preview: `vademecum check` found something that has to be mended first. It stands in the checks below."
STRANGE = (
    "No preview: this change touches more than pages, figures and the bibliography. Somebody who looks after this "
    "repository reads it first."
)
NO_PAGES = "No preview: GitHub Pages is not turned on for this repository."


def main(event: Path) -> None:
    """Publish what the run of the event handed over."""
    run = json.loads(event.read_text(encoding="utf-8"))["workflow_run"]
    repository = f"repos/{os.environ['GH_REPO']}"
    is_ours = run["event"] == "pull_request" and run["conclusion"] == "success"
    if not is_ours or run["path"].partition("@")[0] != WORKFLOW:
        notice("This run built no preview.")
        return
    archive = _artifact(repository, run)
    if archive is None:
        notice("The run handed nothing over.")
        return
    try:
        preview = read_artifact(archive)
    except RefusedError as error:
        fail(f"The preview is not published: {error}")
    change = _change(repository, run, preview)
    if change is None:
        return
    is_known = change["head"]["repo"]["full_name"].lower() == os.environ["GH_REPO"].lower()
    if not is_known and not _touches_content_alone(repository, preview):
        _withdraw(repository, preview.number)
        _comment(repository, preview.number, STRANGE, "")
        return
    address = _address(repository)
    if address and preview.site:
        _put(preview.number, preview.site)
        link = f"{address}{FOLDER}/{preview.number}/"
        told = f"**[Preview]({link})** of {preview.head[:7]}, in a minute or two: {link}"
    else:
        _withdraw(repository, preview.number)
        told = NO_PAGES if preview.site else CLOSED
    _comment(repository, preview.number, told, preview.difference)


def _artifact(repository: str, run: Mapping[str, Any]) -> bytes | None:
    listed = next(ask(f"{repository}/actions/runs/{int(run['id'])}/artifacts?name={ARTIFACT}&per_page=100"), {})
    found = [each for each in listed.get("artifacts", []) if each["name"] == ARTIFACT and not each["expired"]]
    if not found:
        return None
    newest = max(found, key=lambda each: int(each["id"]))
    if newest["size_in_bytes"] > MOST_PACKED:
        fail(f"The preview is not published: the artifact is larger than {MOST_PACKED} bytes")
    return download(f"{repository}/actions/artifacts/{int(newest['id'])}/zip", MOST_PACKED)


def _change(repository: str, run: Mapping[str, Any], preview: Preview) -> Mapping[str, Any] | None:
    """The change that the preview is of, as GitHub knows it; None where it has moved on. Ends where it is another's."""
    if preview.head != run["head_sha"]:
        fail("The preview is not published: it says that it is of another commit than its run")
    change = ask_for(f"{repository}/pulls/{preview.number}")
    if change is None:
        fail(f"The preview is not published: there is no change {preview.number}")
    if change["state"] != "open" or change["head"]["sha"] != preview.head or not change["head"]["repo"]:
        notice(f"Change {preview.number} is closed or has a newer commit; nothing is published.")
        return None
    came_from = (run.get("head_repository") or {}).get("full_name", "")
    is_same = came_from.lower() == change["head"]["repo"]["full_name"].lower()
    goes_to = change["base"]["repo"]["full_name"].lower(), change["base"]["ref"]
    if not is_same or goes_to != (os.environ["GH_REPO"].lower(), TARGET):
        fail(f"The preview is not published: its run does not belong to change {preview.number}")
    return change


def _touches_content_alone(repository: str, preview: Preview) -> bool:
    """Whether the change, at the commit of the preview, touches pages, figures, data and the bibliography alone."""
    paths = []
    for each in ask(f"{repository}/pulls/{preview.number}/files?per_page=100"):
        paths += [each["filename"], each.get("previous_filename") or each["filename"]]
    after = ask_for(f"{repository}/pulls/{preview.number}") or {}
    if after.get("head", {}).get("sha") != preview.head:  # What was listed may be of a newer commit.
        fail(f"Change {preview.number} has a newer commit meanwhile; nothing is published.")
    is_whole = 0 < after["changed_files"] < MOST_LISTED and len(paths) == 2 * after["changed_files"]
    return is_whole and all(is_content(path) for path in paths)


def _withdraw(repository: str, number: int) -> None:
    """Take an older preview of the change away: it shows what is not proposed any more."""
    if ask_for(f"{repository}/git/ref/heads/{BRANCH}"):
        _put(number, {})


def _put(number: int, site: dict[str, bytes]) -> None:
    if put_preview(number, site, ask_for_open_changes()):
        tell_published()


def _address(repository: str) -> str:
    """Where the site is published; empty where it is not."""
    pages = ask_for(f"{repository}/pages") or {}
    address = str(pages.get("html_url") or "").rstrip("/") + "/"
    return address if pages.get("build_type") == "workflow" and _ADDRESS.fullmatch(address) else ""


def _comment(repository: str, number: int, told: str, difference: str) -> None:
    text = f"{MARK}\n{told}"
    if difference:
        # Nobody is called by what a stranger wrote, whatever became of its marks on the way.
        cut = "*Cut here, as a comment holds no more.*"
        text = f"{text}\n\n{shortened(uncalled(difference), MOST_BYTES - size(text), cut)}"
    for each in ask(f"{repository}/issues/{number}/comments?per_page=100"):
        if each["user"]["login"] == AUTHOR and (each["body"] or "").startswith(MARK):
            ask(f"{repository}/issues/comments/{each['id']}", "PATCH", body=text)
            say(f"Edited the comment on change {number}.")
            return
    ask(f"{repository}/issues/{number}/comments", "POST", body=text)
    say(f"Made a comment on change {number}.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
