"""The house keeps its own rules: floors, short modules, templates in files, nothing from elsewhere."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "macros" / "vademecum"
MODULES = sorted(PACKAGE.rglob("*.py"))
PYTHON = [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))]
LOOK = sorted(file for folder in ("templates", "static") for file in (PACKAGE / folder).rglob("*") if file.is_file())

MOST_LINES = 400
NAMESPACES = ("http://www.w3.org/", "https://www.w3.org/", "https://schema.org", "http://schema.org")
"""Addresses that are names: nothing is fetched from them."""


def named(file):
    return file.relative_to(ROOT).as_posix()


def tree_of(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def texts_of(file):
    """Every string of a module, its docstrings aside."""
    tree = tree_of(file)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_these_rules_look_at_the_whole_house():
    assert len(MODULES) > 30
    assert len(LOOK) > 30


def test_macros_is_a_source_root_and_no_package():
    assert not (ROOT / "macros" / "__init__.py").exists()
    for file in PYTHON:
        for node in ast.walk(tree_of(file)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert [name for name in names if name.split(".")[0] == "macros"] == [], named(file)


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_a_module_is_short(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    "file", [file for file in MODULES if named(file) != "macros/vademecum/render/html.py"], ids=named
)
def test_a_module_holds_no_html(file):
    """HTML stands in templates; `render/html.py` alone writes the tags of inline text."""
    tags = re.compile(
        r"</?(?:div|section|nav|ul|ol|li|table|tr|td|h[1-6]|a|b|i|em|strong|script|style|img)(?:\s[^<>]*)?>"
    )
    assert [text for text in texts_of(file) if tags.search(text)] == []


@pytest.mark.parametrize("file", LOOK, ids=named)
def test_a_template_asks_nothing_of_a_third_party(file):
    text = re.sub(r"\{#.*?#\}|/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    addresses = re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s\"')]*", text)
    assert [address for address in addresses if not address.startswith(NAMESPACES)] == []
