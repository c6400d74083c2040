"""axe-core, which finds what keeps people with disabilities from a page."""

from importlib.resources import files

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""The rules that are asked: those of WCAG 2.2, levels A and AA."""
CONTRAST = "color-contrast"
"""The rule that tells light from dark, and takes most of the time."""

RUN = """async ([within, only, rules]) => {
    const options = { runOnly: only, rules, resultTypes: ["violations"], preload: false };
    const found = await axe.run(within || document, options);
    return {
        asked: found.passes.length + found.violations.length,
        violations: found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
            `${id}: ${target.flat().join(" ")}: ${failureSummary.split("\\n").slice(1).join(";").trim()}`)),
    };
}"""
DARK = "document.body.dataset.mdColorScheme = 'slate'"
"""What the switch in the header does."""


def violations(page, *, without_contrast=False):
    """What axe-core finds wrong with the page as it stands: a line for each element."""
    return _run(page, None, {"type": "tag", "values": TAGS}, {CONTRAST: {"enabled": not without_contrast}}, least=10)


def violations_of_contrast(page, within=None):
    """The same of its colours alone, or of those of a part of it."""
    return _run(page, within, {"type": "rule", "values": [CONTRAST]}, {}, least=1)


def violations_in_the_dark(page, within=None):
    """The same once the page has been made dark."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(DARK)
    return violations_of_contrast(page, within)


def _run(page, within, only, rules, least):
    """`least`: how many rules have something to say about any page; fewer, and it was not looked at."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    found = page.evaluate(RUN, [within, only, rules])
    assert found["asked"] >= least
    return found["violations"]
