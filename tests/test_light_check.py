"""A check loads what it needs, and nothing of what publishes a site or asks others."""

import json
import subprocess
import sys

from built_sites import make_site

PROGRAM = """
import json, sys
from vademecum.cli import main
try:
    main(["check"])
except SystemExit as end:
    print(json.dumps({"status": end.code, "modules": sorted(sys.modules)}))
"""
NEVER = (
    *("vademecum.publishing", "vademecum.mkdocs_build", "vademecum.mkdocs_publishing", "vademecum.lookup"),
    *("certifi", "requests", "urllib3", "http", "ssl", "urllib.request", "mkdocs.livereload", "mkdocs.commands"),
)


def test_a_check_loads_nothing_that_publishes_or_asks_others(tmp_path):
    files = {
        "docs/index.md": "# Home\n\nSo it is [@smith2020].\n",
        "references.bib": "@misc{smith2020, title={Zinc}}\n",
    }
    make_site(tmp_path, files, {"markdown_extensions": ["tables"]})
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, capture_output=True, check=True, encoding="utf-8"
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["status"] in {0, 1}
    assert "vademecum.checking" in told["modules"]
    unwanted = [name for name in told["modules"] if name.startswith(NEVER)]
    assert unwanted == []
