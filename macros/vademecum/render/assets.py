"""The style sheet and the script of a site: the files of the package, joined in the order of their names."""

from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "assets"


def style_sheet() -> str:
    """The text of the one style sheet."""
    return _joined("stylesheets/*.css")


def script() -> str:
    """The text of the one script; each file of it keeps its names to itself."""
    return _joined("scripts/*.js")


def _joined(pattern: str) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(_FOLDER.glob(pattern)))
