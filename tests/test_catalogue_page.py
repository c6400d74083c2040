"""The page that lists the rules of the checks, and the editors' guide to them."""

import re
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from built_sites import build_site, make_site
from vademecum.check_settings import read_check_settings
from vademecum.checks.catalogue import rule_guides
from vademecum.checks.link_site import LinkSettings
from vademecum.macros.rule_list import all_rules, rule_groups, rule_id
from vademecum.pages.outline_parts import OutlineSettings
from vademecum.text.errors import ConfigurationError

EDITING = Path(__file__).parent.parent / "docs" / "editing"
MACRO = re.compile(r'\{\{ rules\("(\w+)"\) \}\}')


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with the page of the handbook, and with one whose macro lists all rules."""
    files = {f"docs/{page}.md": (EDITING / f"{page}.md").read_text(encoding="utf-8") for page in ("rules", "checks")}
    files |= {"docs/index.md": "# Home\n", "docs/all.md": "# All\n\n{{ rules() }}\n", "references.bib": ""}
    return build_site(make_site(tmp_path_factory.mktemp("site"), files), strict=True)


def words(text):
    return " ".join(text.split())


@pytest.mark.parametrize("path", ["rules/index.html", "all/index.html"])
def test_every_rule_stands_on_the_page_once_with_all_that_is_known_of_it(site, path):
    page = site.page(path)
    assert site.log == []
    assert len(page.ids) == len(set(page.ids))
    assert sorted(page.texts("article h3 code")) == sorted(rule_guides())
    for name, guide in rule_guides().items():
        rule = all_rules()[name]
        heading = page.tree.find(id=rule_id(name))
        assert heading.name == "h3"
        about, explanation, _, wrong, _, right = heading.find_next_siblings(limit=6)
        severity = {1: "For information.", 2: "Warning.", 3: "Error."}[rule.severity]
        assert words(about.get_text()).startswith(f"{severity} {words(rule.summary)}")
        assert ("--fix" in about.get_text()) == guide.is_fixable
        assert words(explanation.get_text()) == words(guide.explanation)
        assert (wrong.get_text(), right.get_text()) == (guide.wrong, guide.right)


def test_each_rule_and_each_kind_can_be_linked_to_and_is_linked(site):
    page = site.page("rules/index.html")
    linked = {link["href"] for link in page.tree.select("article a[href^='#']")}
    assert {f"#{rule_id(name)}" for name in rule_guides()} <= linked
    assert {f"#{name.partition('/')[0]}" for name in rule_guides()} <= linked
    assert rule_id("citation/unknown-key") == "citation-unknown-key"


def test_the_page_lists_the_kinds_in_its_contents(site):
    kinds = MACRO.findall((EDITING / "rules.md").read_text(encoding="utf-8"))
    assert sorted(kinds) == sorted(group.name for group in rule_groups())
    page = site.page("rules/index.html")
    assert page.texts(".vm-contents a") == [text.rstrip("#") for text in page.texts("article h2")]
    toc = [link["href"] for link in page.tree.select(".md-nav--secondary a.md-nav__link")]
    assert [f"#{kind}" for kind in kinds] == list(dict.fromkeys(toc))


def test_nothing_in_the_catalogue_comes_alive(site):
    article = BeautifulSoup(str(site.page("all/index.html").tree.select_one("article")), "html.parser")
    assert any(re.search("<[a-z]", guide.wrong) for guide in rule_guides().values())
    assert article.select("script, iframe, img, [onclick], [onload], [href^='javascript:']") == []
    for code in article.select("pre"):
        code.decompose()
    assert re.findall(r"</?[a-z]+[^<>]*>", article.get_text()) == []


def test_a_kind_of_rules_that_does_not_exist_is_guessed(tmp_path):
    page = '{{ rules("citations") }}\n\n{{ rules("link") }}\n\n{{ rules("page") }}\n\n{{ rules("link") }}\n'
    site = build_site(make_site(tmp_path, {"docs/index.md": page, "references.bib": ""}))
    assert [line.split(": ", 3)[-1] for line in site.log] == [
        "there is no kind of rules 'citations'; did you mean 'citation'? [macro/argument]",
        "it stands on this page already, and once is enough [macro/argument]",
    ]


def test_the_guide_names_every_setting(site):
    rows = {code.get_text() for code in site.page("checks/index.html").tree.select("td:first-child code")}
    for given in {"": 1}, {"online": {"": 1}}:
        with pytest.raises(ConfigurationError) as told:
            read_check_settings(given, OutlineSettings(), LinkSettings(), "en")
        names = str(told.value).partition("the settings are: ")[2].split(", ")
        assert set(names) <= rows
        assert len(names) > 5


def test_the_example_of_settings_in_the_guide_can_be_used():
    text = (EDITING / "checks.md").read_text(encoding="utf-8")
    example = yaml.safe_load(re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1])
    settings = read_check_settings(example["plugins"][0]["vademecum"]["check"], OutlineSettings(), LinkSettings(), "en")
    assert settings.citations.coverage == 60
    assert settings.online.mailto == "editors@example.org"
