#!/usr/bin/env python3
"""Put the previews of open changes into a built site, below `previews/`.

`collect_previews.py SITE`. GH_REPO and GH_TOKEN are taken from the environment. A preview whose change is closed is
left out.
"""

import sys
from pathlib import Path

from github_api import fail, say
from previews_branch import ask_for_open_changes, take_previews

FOLDER = "previews"


def main(site: Path) -> None:
    """Add what there is."""
    if (site / FOLDER).exists():
        fail(f"The site has a folder '{FOLDER}' of its own; the previews have no place.")
    numbers = take_previews(site / FOLDER, ask_for_open_changes())
    say(f"Previews: {', '.join(map(str, numbers)) or 'none'}.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
