"""The formats of a report by the names that the command line takes."""

from collections.abc import Callable, Mapping

from vademecum.report.github import format_github
from vademecum.report.json import format_json
from vademecum.report.junit import format_junit
from vademecum.report.markdown import format_markdown
from vademecum.report.report import Report
from vademecum.report.sarif import format_sarif
from vademecum.report.text import format_text

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": format_text,
    "github": format_github,
    "sarif": format_sarif,
    "junit": format_junit,
    "json": format_json,
    "markdown": format_markdown,
}
"""Each makes the whole text of a report, without a line end behind it; `format_text` alone takes more."""
