"""What the repository brings for VS Code and other editors: schemas, tasks, snippets, a container."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from vademecum.checks.suppression import _REMARK, _REST
from vademecum.citation.cluster import INDIRECT
from vademecum.citation.scan import scan
from vademecum.macros.parsing import parse_call
from vademecum.macros.reading import _signature
from vademecum.macros.registry import MACROS
from vademecum.pages.comparison import read_comparison
from vademecum.pages.data_schemas import comparison_schema, glossary_schema
from vademecum.pages.front_matter import REVIEW_STATUSES
from vademecum.pages.front_matter_schema import front_matter_schema
from vademecum.pages.glossary import read_glossary
from vademecum.report.text import format_finding
from vademecum.text.finding import Finding, Rule, Severity
from vademecum.text.source import Source

ROOT = Path(__file__).parent.parent
VSCODE = ROOT / ".vscode"
DAY = {"CURRENT_YEAR": "2026", "CURRENT_MONTH": "11", "CURRENT_DATE": "21"}


def read(path):
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


SNIPPETS = read(".vscode/vademecum.code-snippets")
TASKS = {task["label"]: task for task in read(".vscode/tasks.json")["tasks"]}


def written(name):
    """What a snippet writes where nobody changes anything."""
    body = SNIPPETS[name]["body"]
    text = body if isinstance(body, str) else "\n".join(body)
    places = re.findall(r"\$\{([0-9]+):([^}]*)\}|\$\{([0-9]+)\|([^,}]*)[^}]*\|\}", text)
    first = {number or chosen: default or choice for number, default, chosen, choice in places}
    text = re.sub(r"\$\{([0-9]+)[:|][^}]*\}", lambda match: first[match[1]], text)
    text = re.sub(r"(?<!\\)\$([0-9]+)", lambda match: first.get(match[1], ""), text)
    text = re.sub(r"\$\{([A-Z_]+)\}", lambda match: DAY[match[1]], text)
    assert not re.search(r"(?<!\\)\$", text), text
    return text.replace("\\$", "$")


def faults(schema, text):
    values = yaml.safe_load(re.sub(r"(: )([0-9]{4}-[0-9]{2}-[0-9]{2})$", r'\1"\2"', text, flags=re.MULTILINE))
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(values)]


def test_the_schemas_that_are_named_are_there_and_are_for_files_that_are_there():
    for schema, patterns in read(".vscode/settings.json")["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            assert [*ROOT.glob(pattern.removeprefix("!"))], pattern


def test_the_container_has_the_extensions_that_are_recommended_and_the_port_of_the_preview():
    container = read(".devcontainer/devcontainer.json")
    recommended = read(".vscode/extensions.json")["recommendations"]
    assert container["customizations"]["vscode"]["extensions"] == recommended
    assert container["forwardPorts"] == [8000]
    assert container["postCreateCommand"].endswith("make site")
    python = re.search(r"python:3\.([0-9]+)-", container["image"])
    assert int(python[1]) >= 11


def test_a_task_calls_what_is_there():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for task in TASKS.values():
        made = re.match(r"make (\S+)", task["command"])[1]
        assert made in {*targets, ".venv/.site"}
    assert {"make serve", "make site", "make .venv/.site && .venv/bin/vademecum check"} <= {
        task["command"] for task in TASKS.values()
    }


@pytest.mark.parametrize("label", TASKS)
@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("before", ["", "WARNING -  ", "INFO    -  ", "\x1b[31mERROR   -  \x1b[0m"])
def test_a_finding_in_the_terminal_is_put_where_it_stands(label, severity, before):
    pattern = TASKS[label]["problemMatcher"]["pattern"]
    source = Source("docs/hair loss/zinc-101.md", "One\nTwo [x]\n")
    finding = Finding(Rule("page/unknown-name", severity, ""), source.span(8), "nothing reads '[x]': y", "Remove it.")
    headline, hint = format_finding(finding).split("\n")
    match = re.search(pattern["regexp"], before + headline)
    found = {part: match[pattern[part]] for part in ("file", "line", "column", "severity", "message", "code")}
    assert found == {
        "file": source.path,
        "line": "2",
        "column": "5",
        "severity": severity.name.lower(),
        "message": finding.message,
        "code": "page/unknown-name",
    }
    assert not re.search(pattern["regexp"], hint)


def test_what_a_preview_reports_ends_and_begins_where_mkdocs_says_so():
    watched = TASKS["Preview"]["problemMatcher"]["background"]
    assert TASKS["Preview"]["isBackground"]
    assert re.search(watched["beginsPattern"], "INFO    -  Building documentation...")
    assert re.search(watched["endsPattern"], "INFO    -  Documentation built in 2.31 seconds")
    assert re.search(watched["endsPattern"], "INFO    -  [22:33:01] Serving on http://127.0.0.1:8000/")


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_says_what_it_is_for_where_it_is_of_use_and_by_which_word(name):
    snippet = SNIPPETS[name]
    assert snippet["scope"] in {"markdown", "yaml"}
    assert snippet["prefix"]
    assert snippet["description"].endswith(".")


@pytest.mark.parametrize("name", [name for name in SNIPPETS if "{{" in str(SNIPPETS[name]["body"])])
def test_the_macros_of_snippets_are_called_as_they_are(name):
    calls = re.findall(r"\{\{.*?\}\}", written(name), re.DOTALL)
    for text in calls:
        call = parse_call(text)
        _signature(MACROS[call.name].read).bind(*call.arguments, **call.keywords)


def test_the_snippet_of_a_topic_page_is_front_matter_as_the_schema_wants_it():
    text = written("Front matter of a topic page")
    head = text.split("---\n")[1]
    assert faults(front_matter_schema(), head) == []
    assert [cluster.items[0].key for cluster in clusters(text)] == ["smith2020"] * 3
    assert f"|{','.join(REVIEW_STATUSES)}|" in "\n".join(SNIPPETS["Front matter of a topic page"]["body"])
    assert faults(front_matter_schema(), written("Reviewed")) == []
    assert faults(front_matter_schema(), f"{written('Reviewed')}\n".replace("review_due", "review_de"))


def clusters(text):
    return [candidate.cluster for candidate in scan(text).citations]


@pytest.mark.parametrize("name", ["Citation", "Citation with a page", "Citation in the sentence", "Key point"])
def test_a_snippet_of_a_citation_is_one(name):
    (cluster,) = clusters(f"{written(name)}\n")
    assert cluster.items[0].key == "smith2020"


def test_the_cite_snippet_offers_what_a_work_can_be_about():
    assert f"|{','.join(INDIRECT)}|" in SNIPPETS["Cite macro"]["body"]


def test_the_snippets_of_data_are_read_without_a_finding():
    table = written("Comparison file")
    _, findings = read_comparison(Source("docs/data/x.yml", table))
    assert findings == ()
    assert faults(comparison_schema(), table) == []
    assert table.startswith("# yaml-language-server: $schema=../editing/comparison.schema.json\n")
    longer = table + written("Row of a comparison").replace("id: name", "id: other")
    assert {each.rule.name for each in read_comparison(Source("docs/data/y.yml", longer))[1]} == {
        "comparison/empty-cell"
    }
    term = written("Glossary term")
    assert read_glossary(Source("docs/data/glossary.yml", term))[1] == ()
    assert faults(glossary_schema(), term) == []


@pytest.mark.parametrize("name", [name for name in SNIPPETS if name.startswith("Remark")])
def test_the_snippets_of_remarks_let_a_finding_stand(name):
    remark = _REMARK.fullmatch(written(name))
    assert _REST.fullmatch(remark["rest"].rstrip())["reason"] == "why it may stand"
