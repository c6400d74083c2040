"""axe-core, which finds what keeps people with disabilities from a page."""

from importlib.resources import files

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""The rules that are asked: those of WCAG 2.2, levels A and AA."""

RUN = """async ([tags, selector]) => {
    const found = await axe.run(selector || document, {
        runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
    });
    return {
        asked: found.passes.length + found.violations.length,
        violations: found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
            `${id}: ${target.flat().join(" ")}: ${failureSummary.split("\\n").slice(1).join(";").trim()}`)),
    };
}"""
FEWEST_RULES = 10
"""How many rules have something to say about any page; fewer, and it was not looked at."""


def violations(page, selector=None):
    """What axe-core finds wrong with the page as it stands, or with a part of it: a line for each element."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    found = page.evaluate(RUN, [TAGS, selector])
    assert found["asked"] >= (1 if selector else FEWEST_RULES)
    return found["violations"]
