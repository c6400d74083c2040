#!/usr/bin/env python3
"""Keep one issue that says what the scheduled check found: make it, edit it, close it when nothing is left.

`report_issue.py CODE FOLDER`: CODE is how `vademecum check` ended, FOLDER holds `check.md`, its report, and perhaps
`retractions.diff`. GH_REPO, GH_TOKEN and RUN_URL are taken from the environment. All goes through `gh api`, whose REST
paths name authors and states the same way in every version. Where issues are turned off, nothing is done.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

CLEAN, FOUND = "0", "1"
AUTHOR = "github-actions[bot]"
TITLE = "The scheduled check found something"
MARK = "<!-- vademecum: the issue of the scheduled check -->"
"""The first line of our issue. One that somebody else wrote with it in is not ours: the author counts too."""

MOST_BYTES = 65_536
"""GitHub refuses longer bodies. It counts characters; counting bytes is on the safe side of every way to count them."""
MOST_OF_DIFFERENCE = MOST_BYTES // 4

_FENCE = re.compile("`{3,}")
_SECONDS = 120


def main(code: str, folder: Path) -> None:
    """Bring the issue to the state that the check calls for."""
    report = _read(folder / "check.md")
    difference = _read(folder / "retractions.diff")
    if code not in {CLEAN, FOUND} or (code == FOUND and not report):
        say(f"The check ended with '{code}', so that nothing is known; the issue stays as it is.")
        return
    repository, run = f"repos/{os.environ['GH_REPO']}", os.environ["RUN_URL"]
    if not next(ask(repository), {}).get("has_issues"):
        say("::notice::Issues are turned off here; what was found is in the summary of this run.")
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
    parts.insert(1, shortened(report, MOST_BYTES - sum(_size(part) for part in parts), cut))
    return "\n\n".join(part for part in parts if part)


def shortened(text: str, room: int, cut: str) -> str:
    """As many lines of `text` as `room` bytes hold, code closed, and `cut` below them; all of it where it fits."""
    if _size(text) <= room:
        return text
    room -= _size(cut)
    kept: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        opened = fence
        if mark and not fence:
            opened = mark[0]
        elif mark and line.strip() == fence:
            opened = ""
        room -= _size(line)
        if room < _size(opened):
            break
        kept.append(line)
        fence = opened
    return "\n".join([*kept, *([fence] if fence else []), "", cut])


def ask(path: str, method: str = "GET", **fields: object) -> Iterator[Mapping[str, Any]]:
    """What GitHub answers, one by one where it is a list; the request is made at once. Ends the program where it fails.

    A list of several pages comes as several lists or as one, which depends on the version of `gh`.
    """
    command = ["gh", "api", "--method", method, path]
    command += ["--paginate"] if method == "GET" else []
    command += ["--input", "-"] if fields else []
    sent = json.dumps(fields) if fields else None
    try:
        done = subprocess.run(  # noqa: S603  # a list without a shell
            command, input=sent, capture_output=True, check=False, encoding="utf-8", timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        fail(f"gh: {error}")
    if done.returncode:
        fail(f"gh api {method} {path}: {done.stderr.strip()}")
    return _values(done.stdout)


def _values(text: str) -> Iterator[Mapping[str, Any]]:
    decoder = json.JSONDecoder()
    position = 0
    while text[position:].strip():
        position = len(text) - len(text[position:].lstrip())
        value, position = decoder.raw_decode(text, position)
        yield from value if isinstance(value, list) else [value]


def _ours(repository: str) -> Iterator[int]:
    """The numbers of our open issues, the oldest first."""
    query = "state=open&creator=github-actions%5Bbot%5D&sort=created&direction=asc&per_page=100"
    for issue in ask(f"{repository}/issues?{query}"):
        is_ours = issue["user"]["login"] == AUTHOR and (issue["body"] or "").startswith(MARK)
        if is_ours and "pull_request" not in issue:
            yield issue["number"]


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace").strip() if file.is_file() else ""


def _size(text: str) -> int:
    """Bytes, with the line ends behind."""
    return len(text.encode("utf-8")) + len("\n\n")


def say(message: str) -> None:
    """Tell the log."""
    sys.stdout.write(f"{message}\n")


def fail(message: str) -> NoReturn:
    """End with an annotation."""
    escaped = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    say(f"::error::{escaped}")
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
