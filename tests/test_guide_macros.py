"""The list of macros: what the code takes is what an editor reads; and each example of the guide is at work."""

import inspect
import re
from pathlib import Path

import pytest

from built_sites import build_site, make_site
from vademecum.citation.cluster import INDIRECT
from vademecum.macros.citing import MODES, STATUSES
from vademecum.macros.macro_list import argument_guide, listed_macro
from vademecum.macros.registry import MACROS
from vademecum.pages.literature import GROUPINGS, SORTINGS

PAGE = (Path(__file__).parents[1] / "docs/editing/macros.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", PAGE, re.DOTALL | re.MULTILINE))
SHOWN_ELSEWHERE = ("site_graph", "glossary", "az_index", "contents", "rules", "macros")
"""Long lists, and those that a page has once: a link leads to where they are at work, or the page says where."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    page = '# One\n\n{{ macros("cite") }}\n\n{{ macros("contents") }}\n\n{{ macros("literatur") }}\n'
    files = {"docs/index.md": "# All\n\n{{ macros() }}\n", "docs/one.md": page, "references.bib": ""}
    return build_site(make_site(tmp_path_factory.mktemp("site"), files))


def parameters(macro):
    return [*inspect.signature(macro.read).parameters][1:]


def test_every_argument_of_every_macro_is_explained_and_no_other():
    taken = {name: parameters(macro) for name, macro in MACROS.items() if parameters(macro)}
    assert {name: [*arguments] for name, arguments in argument_guide().items()} == taken
    assert all(text.endswith(".") for arguments in argument_guide().values() for text in arguments.values())


def test_an_argument_of_which_there_are_few_values_names_them_all():
    guide = argument_guide()
    few = {"mode": MODES, "status": STATUSES[1:], "indirect": INDIRECT}
    assert [value for name, values in few.items() for value in values if f"`{value}`" not in guide["cite"][name]] == []
    few = {"group_by": GROUPINGS, "sort": SORTINGS}
    named = {name: guide["literature"][name] for name in few}
    assert [
        value for name, values in few.items() for value in values if value and f"`{value}`" not in named[name]
    ] == []


def test_an_argument_is_shown_as_an_author_writes_it():
    written = {name: [each.written for each in listed_macro(name, MACROS[name].read).arguments] for name in MACROS}
    assert written["cite"][:2] == ["keys …", 'locator=""']
    assert written["comparison"] == ["file", "rows=[]", "columns=[]"]
    assert written["recent_changes"] == ["limit=20"]
    assert written["contents"] == []


def test_the_list_has_every_macro_with_what_it_does_and_takes(site):
    page = site.page()
    assert page.texts("article h2") == sorted(MACROS)
    assert page.texts(".vm-arguments dt") == [
        each.written for name in sorted(MACROS) for each in listed_macro(name, MACROS[name].read).arguments
    ]
    assert "`" not in page.text


def test_one_macro_can_be_shown_by_itself_under_a_heading_of_the_page(site):
    page = site.page("one/index.html")
    assert page.texts(".vm-arguments dt")[:2] == ["keys …", 'locator=""']
    assert "A numbered list of the page's sections." in page.texts("article p")
    assert page.texts("article h2") == []


def test_a_macro_that_does_not_exist_is_guessed(site):
    (told,) = site.log
    assert told.endswith("'macros': there is no macro 'literatur'; did you mean 'literature'? [macro/argument]")


def test_the_guide_has_an_entry_for_every_macro():
    assert ENTRIES.keys() == MACROS.keys()
    assert [name for name, text in ENTRIES.items() if f'{{{{ macros("{name}") }}}}' not in text] == []


@pytest.mark.parametrize("name", MACROS)
def test_an_example_of_the_guide_stands_beside_what_comes_of_it(name):
    (example,) = re.findall(r"^```markdown\n(.*?)^```", ENTRIES[name], re.DOTALL | re.MULTILINE)
    assert f"{{{{ {name}(" in example
    if name not in SHOWN_ELSEWHERE:
        (result,) = re.findall(r'<div class="result" markdown>\n(.*?)</div>', ENTRIES[name], re.DOTALL)
        assert re.sub(r"<!--.*?-->\n", "", result) == example
