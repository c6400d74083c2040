"""What of a change is content: pages and what they show, the bibliography, the order of pages. All else may run."""  # noqa: INP001  # scripts stand side by side and are no package

FOLDER = "docs"
BIBLIOGRAPHY = "references.bib"
CONFIGURATION = "mkdocs.yml"
"""Of it, the order of pages alone is content (`nav`)."""


def is_content(path: str) -> bool:
    """Whether a path of the repository is content."""
    return path in (BIBLIOGRAPHY, CONFIGURATION) or path.startswith(f"{FOLDER}/")
