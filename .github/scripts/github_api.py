"""GitHub as these scripts reach it: `gh api`, Git with the token of the job, and words for the log.

GH_TOKEN is taken from the environment by `gh` itself, and by `git` below. It is on no command line and in no file.
REST paths name authors and states the same way in every version of `gh`.
"""  # noqa: INP001  # scripts stand side by side and are no package

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

AUTHOR = "github-actions[bot]"
MOST_BYTES = 65_536
"""GitHub refuses longer bodies. It counts characters; counting bytes is on the safe side of every way to count them."""

_FENCE = re.compile("`{3,}")
_OPENED = re.compile("(`{3,})[^`]*")
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_MENTION = re.compile(r"(?<!\w)@(?=\w)")
_LONGEST_LINE = 20_000
_SECONDS = 120


def ask(path: str, method: str = "GET", **fields: object) -> Iterator[Mapping[str, Any]]:
    """What GitHub answers, one by one where it is a list; the request is made at once. Ends the program where it fails.

    A list of several pages comes as several lists or as one, which depends on the version of `gh`.
    """
    done = _asked(path, method, fields)
    if done.returncode:
        fail(f"gh api {method} {path}: {_text(done.stderr)}")
    return _values(done.stdout.decode())


def ask_for(path: str) -> Mapping[str, Any] | None:
    """One thing that GitHub may or may not have."""
    done = _asked(path, "GET", {})
    if done.returncode and b"HTTP 404" in done.stderr:
        return None
    if done.returncode:
        fail(f"gh api GET {path}: {_text(done.stderr)}")
    return next(_values(done.stdout.decode()), None)


def download(path: str, most_bytes: int) -> bytes:
    """A file. Ends the program where it is longer than `most_bytes`."""
    done = _asked(path, "GET", {}, is_list=False)
    if done.returncode:
        fail(f"gh api GET {path}: {_text(done.stderr)}")
    if len(done.stdout) > most_bytes:
        fail(f"{path} is longer than {most_bytes} bytes")
    return done.stdout


def git(folder: Path, *arguments: str, may_fail: bool = False) -> str | None:
    """What Git prints in `folder`; None where it fails and may. Where there is a GH_TOKEN, the remote is told it."""
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    settings = {"core.hooksPath": os.devnull, "core.autocrlf": "false", "core.symlinks": "false", "gc.auto": "0"}
    if token := os.environ.get("GH_TOKEN"):
        basic = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        settings[f"http.{server}/.extraheader"] = f"AUTHORIZATION: basic {basic}"
    given = {"GIT_CONFIG_COUNT": str(len(settings)), "GIT_TERMINAL_PROMPT": "0"}
    for number, (name, value) in enumerate(settings.items()):
        given |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    done = _run(["git", "-C", str(folder), *arguments], environment={**os.environ, **given})
    if done.returncode and may_fail:
        return None
    if done.returncode:
        fail(f"git {arguments[0]}: {_text(done.stderr)}")
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def shortened(text: str, room: int, cut: str) -> str:
    """As many lines of `text` as `room` bytes hold, code closed, and `cut` below them; all of it where it fits."""
    if size(text) <= room:
        return text
    room -= size(cut)
    kept: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        opened = fence
        if mark and not fence:
            opened = mark[0]
        elif mark and line.strip() == fence:
            opened = ""
        room -= size(line)
        if room < size(opened):
            break
        kept.append(line)
        fence = opened
    return "\n".join([*kept, *([fence] if fence else []), "", cut])


def uncalled(text: str) -> str:
    """`text` so that GitHub calls nobody whom it names; what is surely code calls nobody, and is left as it is.

    Behind marks of code that are not closed on their line, nothing is sure any more.
    """
    lines: list[str] = []
    fence, is_sure = "", "~~~" not in text
    for line in text.split("\n"):
        mark = _OPENED.fullmatch(line) if is_sure else None
        if fence:
            lines.append(line)
            fence = "" if set(line.strip()) == {"`"} and len(line.strip()) >= len(fence) else fence
        elif mark:
            lines.append(line)
            fence = mark[1]
        else:
            is_sure = is_sure and len(line) <= _LONGEST_LINE and "`" not in _SPAN.sub("", line)
            parts = _SPAN.split(line) if is_sure else [line]
            shown = [_MENTION.sub("@\u200b", part) for part in parts[::3]]
            code = [f"{ticks}{inside}{ticks}" for ticks, inside in zip(parts[1::3], parts[2::3], strict=True)]
            lines.append("".join(part for pair in zip(shown, [*code, ""], strict=True) for part in pair))
    return "\n".join(lines)


def size(text: str) -> int:
    """Bytes, with the line ends behind."""
    return len(text.encode("utf-8")) + len("\n\n")


def say(message: str) -> None:
    """Tell the log."""
    sys.stdout.write(f"{message}\n")


def notice(message: str) -> None:
    """Tell who looks at the run."""
    say(f"::notice::{_escaped(message)}")


def fail(message: str) -> NoReturn:
    """End with an annotation."""
    say(f"::error::{_escaped(message)}")
    sys.exit(1)


def _escaped(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _asked(
    path: str, method: str, fields: Mapping[str, object], *, is_list: bool = True
) -> subprocess.CompletedProcess[bytes]:
    command = ["gh", "api", "--method", method, path]
    command += ["--paginate"] if method == "GET" and is_list else []
    command += ["--input", "-"] if fields else []
    return _run(command, json.dumps(fields).encode() if fields else None)


def _run(
    command: list[str], sent: bytes | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  # a list without a shell
            command, input=sent, capture_output=True, check=False, timeout=_SECONDS, env=environment
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        fail(f"{command[0]}: {error}")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").strip()


def _values(text: str) -> Iterator[Mapping[str, Any]]:
    decoder = json.JSONDecoder()
    position = 0
    while text[position:].strip():
        position = len(text) - len(text[position:].lstrip())
        value, position = decoder.raw_decode(text, position)
        yield from value if isinstance(value, list) else [value]
