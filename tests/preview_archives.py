"""Archives as the build of a preview hands them over, and as a stranger might."""

import io
import json
import stat
import zipfile

HEAD = "a" * 40
MARK = "<!-- vademecum-diff -->"
DIFFERENCE = f"{MARK}\n## What changes\n\nNothing.\n"
SITE = {"site/index.html": "<h1>House</h1>", "site/assets/a.svg": "<svg/>", "site/search/search_index.json": "{}"}


def change_json(number=12, head=HEAD):
    return json.dumps({"number": number, "head": head})


WHOLE = {"change.json": change_json(), "diff.md": DIFFERENCE, **SITE}


def member(name, mode=stat.S_IFREG | 0o644):
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def packed(files):
    """An archive; names may be those of ZipInfo."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    return data.getvalue()
