"""Builds a site and says how much processor time went into our own code, by counters around its steps.

    python counters.py MKDOCS_YML SITE_DIR

Prints one JSON object: seconds by step, and their sum under "own".
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

spent: defaultdict[str, float] = defaultdict(float)
_running = [0]


def count(owner: Any, name: str) -> None:
    """Add up the processor time of a method; what runs inside a counted one is counted once."""
    method: Callable[..., Any] = getattr(owner, name)

    @functools.wraps(method)
    def counted(*args: Any, **keywords: Any) -> Any:
        if _running[0]:
            return method(*args, **keywords)
        _running[0] += 1
        start = time.process_time()
        try:
            return method(*args, **keywords)
        finally:
            spent[f"{owner.__name__}.{name}"] += time.process_time() - start
            _running[0] -= 1

    setattr(owner, name, counted)


def main(configuration: str, site: str) -> None:
    """Build, and print."""
    logging.disable(logging.CRITICAL)
    start = time.process_time()
    from vademecum import markdown_extension, mkdocs_plugin  # noqa: PLC0415  # what loading costs is ours, too

    spent["import"] = time.process_time() - start
    events = [name for name in vars(mkdocs_plugin.VademecumPlugin) if name.startswith("on_") and name != "on_startup"]
    for name in events:
        count(mkdocs_plugin.VademecumPlugin, name)
    for step in vars(markdown_extension).values():
        if isinstance(step, type) and issubclass(step, markdown_extension.Step) and step is not markdown_extension.Step:
            count(step, "run")
    config = load_config(configuration, site_dir=site)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    print(json.dumps({**spent, "own": sum(spent.values())}))  # noqa: T201  # it is a command


if __name__ == "__main__":
    main(*sys.argv[1:])
