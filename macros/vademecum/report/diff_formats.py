"""The formats of a difference by the names that the command line takes."""

from collections.abc import Callable, Mapping

from vademecum.report.diff import Difference
from vademecum.report.diff_json import format_diff_json
from vademecum.report.diff_markdown import format_diff_markdown
from vademecum.report.diff_text import format_diff_text

DIFF_FORMATS: Mapping[str, Callable[[Difference], str]] = {
    "text": format_diff_text,
    "json": format_diff_json,
    "markdown": format_diff_markdown,
}
"""Each makes the whole text, without a line end behind it."""
