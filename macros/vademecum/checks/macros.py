"""Macro calls that cannot be read, that name what is not there, or that stand where their output cannot."""

from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Span

UNKNOWN_MACRO = Rule("macro/unknown", Severity.ERROR, "A page calls a macro that does not exist.")
BAD_ARGUMENT = Rule("macro/argument", Severity.ERROR, "A macro is called with an argument it cannot take.")
BAD_SYNTAX = Rule("macro/syntax", Severity.ERROR, "A macro call cannot be read.")
MISPLACED_BLOCK = Rule("macro/place", Severity.ERROR, "A macro stands where its output cannot.")


def misplaced_block(span: Span) -> Finding:
    """The finding for a call that makes a block and shares its paragraph with something else."""
    message = "this macro makes a block, which cannot stand within a text"
    return Finding(MISPLACED_BLOCK, span, message, "Write it on a line of its own, with a blank line before and after.")


def quoted_block(name: str, span: Span) -> Finding:
    """The finding for a call that makes a block and stands in the summary or a key point of the front matter."""
    message = f"'{name}' makes a block, which cannot stand in the front matter"
    return Finding(MISPLACED_BLOCK, span, message, "Write it in the text of the page, on a line of its own.")


def repeated_call(name: str, span: Span) -> Finding:
    """The finding for a second call of a macro that stands once on a page."""
    return Finding(BAD_ARGUMENT, span, f"'{name}': it stands on this page already, and once is enough")
