"""Builds a site and says how much processor time went into citation styles, reading what was kept of them included.

    python style_share.py MKDOCS_YML SITE_DIR

Prints one JSON object: seconds under "total" and "styles", and those of each step.
"""

import functools
import json
import logging
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from vademecum.csl import CslStyle

_STEPS = ("__init__", "order", "place", "format_list", "format_reference", "format_cluster")
spent: defaultdict[str, float] = defaultdict(float)
_running = [0]


def count(name: str) -> None:
    """Add up the processor time of a method of styles; what runs inside a counted one is counted once."""
    method: Callable[..., Any] = getattr(CslStyle, name)

    @functools.wraps(method)
    def counted(*args: Any, **keywords: Any) -> Any:
        if _running[0]:
            return method(*args, **keywords)
        _running[0] += 1
        start = time.process_time()
        try:
            return method(*args, **keywords)
        finally:
            spent[name] += time.process_time() - start
            _running[0] -= 1

    setattr(CslStyle, name, counted)


def main(configuration: str, site: str) -> None:
    """Build, and print."""
    logging.disable(logging.CRITICAL)
    for step in _STEPS:
        count(step)
    start = time.process_time()
    config = load_config(configuration, site_dir=site)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    total = time.process_time() - start
    print(json.dumps({"total": total, "styles": sum(spent.values()), **spent}))  # noqa: T201  # it is a command


if __name__ == "__main__":
    main(*sys.argv[1:])
