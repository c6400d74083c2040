"""What a reference says of the state of a work: not published as yet, retracted, or withdrawn."""

import re

from vademecum.bibliography.exchange.free_text.letters import YEAR
from vademecum.bibliography.exchange.free_text.people import read_people
from vademecum.bibliography.exchange.free_text.working import Working

_WORK = r"(?:\s(?:article|paper|publication))?"
_LABEL = re.compile(
    rf"\s*(?:[\[(](?:retracted|withdrawn){_WORK}[\])]\s*[:.–—-]?|"
    rf"(?P<bare>(?:retracted|withdrawn){_WORK}\s*[:.–—-]))\s*",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    rf"\s*[\[(](?:retracted|withdrawn){_WORK}(?:,?\s(?:in\s)?{YEAR})?[\])]",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"(?<=[.\])]\s)Retraction\sin\b")
"""What PubMed writes behind a work that was retracted; where the notice stands follows."""
_KNOWN_STATES = (
    ("press", "inpress"),
    ("submitted", "submitted"),
    ("review", "submitted"),
    ("preparation", "inpreparation"),
    ("accepted", "forthcoming"),
    ("preprint", "preprint"),
)
"""Words of a state, and the key that biblatex has for it."""


def publication_state(words: str) -> str:
    """The state of a work that has not appeared in full, as `pubstate` has it; other words as they are."""
    state = " ".join(words.split()).lower()
    is_plain = not any(word in state for word in ("ahead", "advance", "publish ", "early"))
    return next((key for word, key in _KNOWN_STATES if is_plain and word in state), words)


def take_retraction(work: Working) -> None:
    """Take what says in front of a reference, or in brackets, that the work was retracted or withdrawn.

    In front, `Retracted:` may be the first word of a title; it is none in capitals, or where names follow.
    """
    label = _LABEL.match(work.rest)
    if label and not (_is_label(label) or read_people(work.rest, label.end())):
        label = None
    label = label or _INSIDE.search(work.rest)
    notice = _NOTICE.search(work.rest)
    if label and label[0] != work.rest:
        work.take(*label.span())
        _set_status(work, label)
    elif notice:
        _set_status(work, notice)


def take_retraction_of_title(work: Working) -> None:
    """Take the same away from the beginning of the title that was read."""
    title = work.fields.get("title", "")
    label = _LABEL.match(title)
    if not label or label.end() == len(title):
        return
    if _is_label(label):
        work.fields["title"] = title[label.end() :]
        _set_status(work, label)
    else:
        at = max(work.reference.text.find(title), 0)
        work.doubt(
            at, f"whether '{label[0].strip()}' is a word of the title, or says what became of the work, is a guess"
        )


def _is_label(label: re.Match[str]) -> bool:
    """Whether it is in brackets or in capitals."""
    return not label["bare"] or label["bare"].isupper()


def _set_status(work: Working, label: re.Match[str]) -> None:
    status = "withdrawn" if "withdrawn" in label[0].lower() else "retracted"
    work.fields["status"] = status
    at = max(work.reference.text.find(label[0].strip()), 0)
    work.doubt(at, f"the reference says that this work was {status}, and so does the entry")
