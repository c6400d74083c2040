"""Sets of words, written as one text."""


def words(text: str) -> frozenset[str]:
    """The words of `text`, which is a constant of ours."""
    return frozenset(text.split())
