#!/usr/bin/env python3
"""Take the previews of closed changes out of the branch that holds them.

GH_REPO and GH_TOKEN are taken from the environment; GITHUB_OUTPUT is told `published=true` where previews have gone.
"""

import os

from github_api import ask_for, say
from previews_branch import BRANCH, ask_for_open_changes, put_preview, tell_published

NO_CHANGE = 0
"""Changes are numbered from one."""


def main() -> None:
    """Leave those of open changes alone."""
    if not ask_for(f"repos/{os.environ['GH_REPO']}/git/ref/heads/{BRANCH}"):
        say("There are no previews.")
    elif put_preview(NO_CHANGE, {}, ask_for_open_changes()):
        say("The previews of closed changes are gone.")
        tell_published()


if __name__ == "__main__":
    main()
