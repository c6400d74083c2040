#!/usr/bin/env python3
"""Keep one issue that says what the scheduled check found: make it, edit it, close it when nothing is left.

`report_issue.py CODE FOLDER`: CODE is how `vademecum check` ended, FOLDER holds `check.md`, its report, and perhaps
`retractions.diff`. GH_REPO, GH_TOKEN and RUN_URL are taken from the environment. Where issues are turned off, nothing
is done.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from github_api import AUTHOR, MOST_BYTES, ask, notice, say, shortened, size

CLEAN, FOUND = "0", "1"
TITLE = "The scheduled check found something"
MARK = "<!-- vademecum: the issue of the scheduled check -->"
"""The first line of our issue. One that somebody else wrote with it in is not ours: the author counts too."""

MOST_OF_DIFFERENCE = MOST_BYTES // 4


def main(code: str, folder: Path) -> None:
    """Bring the issue to the state that the check calls for."""
    report = _read(folder / "check.md")
    difference = _read(folder / "retractions.diff")
    if code not in {CLEAN, FOUND} or (code == FOUND and not report):
        say(f"The check ended with '{code}', so that nothing is known; the issue stays as it is.")
        return
    repository, run = f"repos/{os.environ['GH_REPO']}", os.environ["RUN_URL"]
    if not next(ask(repository), {}).get("has_issues"):
        notice("Issues are turned off here; what was found is in the summary of this run.")
        return
    ours = list(_ours(repository))
    if code == CLEAN and not difference:
        for number in ours:
            ask(f"{repository}/issues/{number}/comments", "POST", body=f"Nothing is left: [the check]({run}) is clean.")
            ask(f"{repository}/issues/{number}", "PATCH", state="closed", state_reason="completed")
            say(f"Closed issue {number}.")
        return
    text = body(report, difference, run)
    if ours:
        ask(f"{repository}/issues/{ours[0]}", "PATCH", body=text)
        say(f"Edited issue {ours[0]}.")
    else:
        made = next(ask(f"{repository}/issues", "POST", title=TITLE, body=text), {})
        say(f"Made issue {made.get('number')}.")


def body(report: str, difference: str, run: str) -> str:
    """The text of the issue, no longer than GitHub takes."""
    head = (
        f"{MARK}\n[The scheduled check]({run}) found what is listed here. It keeps this text up to date, and closes "
        "the issue when nothing is left."
    )
    cut = f"*Cut here, as an issue holds no more. All of it is in [the summary of the run]({run}).*"
    parts = [head]
    if difference:
        # One more than any run of backticks inside: nothing in it can end the code.
        ticks = "`" * max([3, *(len(found) + 1 for found in re.findall("`+", difference))])
        text = f"### What the registries say of retractions and corrections\n\n{ticks}diff\n{difference}\n{ticks}"
        parts.append(shortened(text, MOST_OF_DIFFERENCE, cut))
    parts.insert(1, shortened(report, MOST_BYTES - sum(size(part) for part in parts), cut))
    return "\n\n".join(part for part in parts if part)


def _ours(repository: str) -> Iterator[int]:
    """The numbers of our open issues, the oldest first."""
    query = "state=open&creator=github-actions%5Bbot%5D&sort=created&direction=asc&per_page=100"
    for issue in ask(f"{repository}/issues?{query}"):
        is_ours = issue["user"]["login"] == AUTHOR and (issue["body"] or "").startswith(MARK)
        if is_ours and "pull_request" not in issue:
            yield issue["number"]


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace").strip() if file.is_file() else ""


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
