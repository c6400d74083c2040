"""A page is put into the navigation where it belongs, and nothing else of the file changes."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from case_files import read_cases
from vademecum.editing.navigation_entry import WrittenNavigation
from vademecum.text.errors import ConfigurationError
from vademecum.text.yaml_text import as_yaml


def read(written):
    """What a case asks for, and the file."""
    call, _, text = written.partition("\n\n")
    folder, _, title = call.partition(": ")
    return folder, title, text + "\n"


def with_page(text, folder, title):
    navigation = WrittenNavigation("mkdocs.yml", text.encode())
    new = navigation.with_page(
        navigation.find(folder), title, f"{folder}/new.md", lambda path: path.endswith("literature.md")
    )
    return new.decode()


@pytest.mark.parametrize("case", read_cases("navigation/pages.txt"))
def test_a_page_goes_to_the_end_of_its_section(case):
    folder, title, text = read(case.written)
    if case.expected.startswith("error: "):
        with pytest.raises(ConfigurationError, match=case.expected.removeprefix("error: ")):
            with_page(text, folder, title)
        return
    assert with_page(text, folder, title) == case.expected + "\n"


@pytest.mark.parametrize("case", read_cases("navigation/sections.txt"))
def test_a_section_goes_behind_the_last_one_that_has_a_folder(case):
    folder, title, text = read(case.written)
    navigation = WrittenNavigation("mkdocs.yml", text.encode())
    new = navigation.with_section(title, [("", f"{folder}/index.md"), ("New", f"{folder}/new.md")])
    assert new.decode() == case.expected + "\n"


NAV = "nav:\n  - Metals:\n      - metals/index.md\n"


def test_windows_line_ends_and_a_byte_order_mark_stay():
    data = b"\xef\xbb\xbf" + NAV.replace("\n", "\r\n").encode()
    navigation = WrittenNavigation("mkdocs.yml", data)
    new = navigation.with_page(navigation.sections[0], "Zinc", "metals/zinc.md")
    assert new == data + b"      - Zinc: metals/zinc.md\r\n"


def test_a_file_whose_last_line_has_no_end_keeps_it_so():
    assert with_page(NAV.rstrip("\n"), "metals", "Zinc") == NAV + "      - Zinc: metals/new.md"


@pytest.mark.parametrize("text", ["nav: {", "a: b: c", "nav:\n\t- a.md"])
def test_a_file_that_is_no_yaml_is_told_of_with_its_place(text):
    with pytest.raises(ConfigurationError, match=r"'mkdocs.yml' cannot be read: .*line "):
        WrittenNavigation("mkdocs.yml", text.encode())


@pytest.mark.parametrize("text", ["", "site_name: A\n", "nav:\n", "nav: index.md\n", "- a\n"])
def test_a_file_without_a_navigation_has_none(text):
    navigation = WrittenNavigation("mkdocs.yml", text.encode())
    assert (navigation.exists, navigation.sections, navigation.pages) == (False, (), frozenset())


@pytest.mark.parametrize(
    ("name", "title"), [("metals", "Metals"), ("METALS", "Metals"), ("all metals", "All metals"), ("gases", None)]
)
def test_a_section_is_found_by_its_folder_or_its_title(name, title):
    text = "nav:\n  - All metals:\n      - metals/a.md\n  - Metals:\n      - metals/index.md\n  - About: about.md\n"
    found = WrittenNavigation("mkdocs.yml", text.encode()).find(name)
    assert (found and found.title) == title


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).map(lambda text: f"a {text} b".split(" ", 1)[1])
)
def test_any_title_comes_back_from_the_navigation_as_it_was(title):
    new = with_page(NAV, "metals", title)
    assert yaml.safe_load(new)["nav"][0]["Metals"][1] == {title: "metals/new.md"}
    assert yaml.safe_load(f"title: {as_yaml(title)}\n") == {"title": title}
