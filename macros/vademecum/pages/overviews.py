"""The page that a folder opens with. MkDocs knows two names for it, and makes `index.html` of both."""

OVERVIEWS = ("index.md", "README.md")
"""The names of the files, the one that counts where a folder has both first."""


def is_overview(path: str) -> bool:
    """Whether the page at `path` is the one that its folder opens with."""
    return path.rpartition("/")[2] in OVERVIEWS
