"""Macro calls that stand where their output cannot."""

from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Span

MISPLACED_BLOCK = Rule("macro/place", Severity.ERROR, "A macro that makes a block stands in the middle of a text.")


def misplaced_block(span: Span) -> Finding:
    """The finding for a call that makes a block and shares its paragraph with something else."""
    message = "this macro makes a block, which cannot stand within a text"
    return Finding(MISPLACED_BLOCK, span, message, "Write it on a line of its own, with a blank line before and after.")
