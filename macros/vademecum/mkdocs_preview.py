"""The plugin as `mkdocs serve` meets it: each previewed page shows its editor what the checks say of it. Floor 7.

A build has nothing of this: neither the panel nor its style sheet and script, which are no part of the site's.
"""

import logging
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from vademecum.checks.catalogue import rule_guides
from vademecum.macros.rule_list import rule_id
from vademecum.mkdocs_plugin import VademecumPlugin
from vademecum.render.environment import make_environment
from vademecum.report.excerpt import excerpt
from vademecum.report.text import format_finding
from vademecum.report.visible import visible, visible_lines
from vademecum.text.errors import ConfigurationError
from vademecum.text.finding import Finding, Severity

if TYPE_CHECKING:  # A build checks nothing, and need not load what does.
    from vademecum.page_findings import CheckedPages

log = logging.getLogger("mkdocs.plugins.vademecum")

_ASSETS = Path(__file__).parent / "assets" / "preview"
_TEMPLATE = "partials/vademecum/findings.html"
_MOST_TOLD = 20
"""How many findings the terminal shows besides those of the build."""


class ShownFinding(NamedTuple):
    """A finding as the panel shows it."""

    severity: str
    file: str
    """The file it stands in, if that is not the page's own."""
    line: int
    text: str
    """The line as it is written."""
    message: str
    hint: str
    rule: str
    address: str
    """Where the site says what the rule means; empty where it does not."""
    explanation: str
    is_fixable: bool


class PreviewingPlugin(VademecumPlugin):  # type: ignore[no-untyped-call]  # MkDocs leaves its base untyped
    """The plugin, which in a preview runs the checks too."""

    def __init__(self) -> None:
        super().__init__()
        self._checked: CheckedPages | None = None

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Check the site, and say in the terminal what a build does not."""
        env = super().on_env(env, config=config, files=files)
        self._checked = None
        if self._serving:
            from vademecum.page_findings import check_pages_of  # noqa: PLC0415  # as above

            try:
                self._checked = check_pages_of(config.config_file_path)
            except (ConfigurationError, OSError) as error:
                log.info("vademecum: the preview shows no findings: %s", error)
            else:
                self._tell(self._checked.findings)
        return env

    def _tell(self, findings: Iterable[Finding]) -> None:
        """Log what the build has not: for information, since a strict build would not stop for it."""
        told = set(self.told)
        more = [finding for finding in findings if finding.severity >= Severity.WARNING and finding not in told]
        for finding in more[:_MOST_TOLD]:
            log.info(format_finding(finding))
        if len(more) > _MOST_TOLD:
            log.info("vademecum: %s more; 'vademecum check' lists them all", len(more) - _MOST_TOLD)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002  # MkDocs' own
        """The page with the panel at its end, in a preview."""
        before, end, after = output.rpartition("</body>")
        if self._checked is None or not end:
            return output
        return f"{before}{self._panel(self._checked, page)}{end}{after}"

    def _panel(self, checked: "CheckedPages", page: Page) -> str:
        findings = checked.by_page.get(page.file.src_uri, ())
        return self._environment.get_template(_TEMPLATE).render(
            findings=list(self._shown(checked, page)),
            worst=max((finding.severity for finding in findings), default=Severity.INFO).name.lower(),
            elsewhere=len(set(checked.findings).difference(findings)),
            style=_asset("findings.css"),
            script=_asset("findings.js"),
        )

    @cached_property
    def _environment(self) -> Environment:
        return make_environment(self._theme_directories)

    def _shown(self, checked: "CheckedPages", page: Page) -> Iterator[ShownFinding]:
        path, guides = page.file.src_uri, rule_guides()
        for finding in checked.by_page.get(path, ()):
            rule, span = finding.rule.name, finding.span
            source = checked.sources.get(span.path)
            line = excerpt(source, span) if source else None
            guide = guides.get(rule)
            yield ShownFinding(
                finding.severity.name.lower(),
                "" if span.path == checked.names.get(path) else visible(span.path),
                span.start.line,
                line.text.strip() if line else "",
                visible(finding.message),
                visible_lines(finding.hint),
                rule,
                self._address(checked, rule, page),
                guide.explanation if guide else "",
                bool(finding.fix),
            )

    def _address(self, checked: "CheckedPages", rule: str, page: Page) -> str:
        """Where the site says what a rule means, seen from the page."""
        path = checked.rule_pages.get(rule.partition("/")[0], checked.rule_pages.get("", ""))
        listing = self._pages.get(path)
        return f"{get_relative_url(listing.url, page.url)}#{rule_id(rule)}" if listing else ""


def _asset(name: str) -> Markup:
    return Markup((_ASSETS / name).read_text(encoding="utf-8"))  # noqa: S704  # a file of ours
