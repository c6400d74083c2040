"""The forms of front matter and data files as JSON Schema: they say what the checks say."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from built_sites import make_site
from vademecum.checks.page_fields import field_findings
from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.cli import main
from vademecum.pages import comparison, data_schemas, glossary
from vademecum.pages.data_schemas import comparison_schema, glossary_schema
from vademecum.pages.front_matter import read_front_matter
from vademecum.pages.front_matter_schema import DAY, FIELDS, front_matter_schema
from vademecum.pages.outline import outline
from vademecum.text.source import Source

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SCHEMAS = {"front-matter": front_matter_schema(), "comparison": comparison_schema(), "glossary": glossary_schema()}


class AsEditorsRead(yaml.SafeLoader):
    """Reads YAML as editors do, to whom a day is a text."""


AsEditorsRead.yaml_implicit_resolvers = {
    sign: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text):
    return yaml.load(text, AsEditorsRead)  # noqa: S506  # it is a safe one


def faults(schema, value):
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(value)]


def head_of(text):
    return read(text.partition("---\n")[2].partition("\n---\n")[0]) if text.startswith("---\n") else {}


def checked(front):
    """The rules that a front matter breaks."""
    source = Source("page.md", f"---\n{front}\n---\n\nText.\n")
    matter, findings = read_front_matter(source)
    page = CheckedPage(source, matter, outline(source, matter.end))
    return {each.rule.name for each in (*findings, *field_findings(page, PageSettings()))}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_that_is_published_is_the_one_that_the_code_makes(name):
    """After a change, `vademecum schemas docs/editing` writes it again."""
    written = (DOCS / f"editing/{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == SCHEMAS[name]


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_a_schema_is_one_and_keeps_to_what_older_editors_know_too(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    newer = {"prefixItems", "unevaluatedProperties", "unevaluatedItems", "dependentRequired", "$dynamicRef", "$anchor"}
    assert not newer & set(json.dumps(schema).split('"'))


def test_the_pages_and_files_of_this_book_have_these_forms():
    pages = [
        file for file in DOCS.rglob("*.md") if not faults(SCHEMAS["front-matter"], head_of(file.read_text("utf-8")))
    ]
    assert pages == [*DOCS.rglob("*.md")]
    for file in DOCS.glob("data/*.yml"):
        schema = SCHEMAS["glossary" if file.name == "glossary.yml" else "comparison"]
        assert faults(schema, read(file.read_text("utf-8"))) == [], file.name


@pytest.mark.parametrize(
    "front",
    [
        "title: Zinc",
        "title: 1984",
        "title:",
        "updated: 2026-11-21",
        "key_points: [One, Two, 3]",
        "review_status: draft",
        "review_status: reviewed\nreviewers: [Ada]\nreviewed: 2026-01-01\nreview_due: 2028-01-01",
        "authors: [{name: Ada, orcid: 0000-0002-1825-0097}, {body: The Society, role: editors}, Ben]",
        "search: {exclude: true, boost: 2}",
        "references: false",
        "hide: [toc]",
        "home: {tasks: [a]}",
    ],
)
def test_what_the_check_takes_the_schema_takes(front):
    assert checked(front) == set()
    assert faults(SCHEMAS["front-matter"], read(front)) == []


@pytest.mark.parametrize(
    "front",
    [
        "titel: Zinc",
        "title: [Zinc]",
        "title: true",
        "description: 12",
        "updated: yesterday",
        "updated: 21.11.2026",
        "updated: 2026",
        "key_points: One point",
        "key_points: [One, Two]",
        "key_points: [1, 2, 3, 4, 5, 6]",
        "key_points: [One, Two, [Three]]",
        "review_status: reviewd",
        "review_status: reviewed",
        "review_status: reviewed\nreviewers: [Ada]\nreviewed: 2026-01-01",
        "authors: Ada",
        "authors: [{nam: Ada}]",
        "authors: [{name: Ada, rolle: editor}]",
        "authors: [{name: Ada, orcid: 1234}]",
        "authors: [{name: [Ada]}]",
        "search: never",
        "search: {exclude: maybe}",
        "references: no thanks",
        "home: big",
        "tags: zinc",
    ],
)
def test_what_the_check_finds_wrong_the_schema_marks(front):
    assert checked(front)
    assert faults(SCHEMAS["front-matter"], read(front))


plain = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8))
words = st.sampled_from([*FIELDS["review_status"].kind.form["enum"], "2026-11-21", "name", "x"])
persons = st.dictionaries(st.sampled_from(["name", "body", "role"]), st.text(max_size=5) | plain, max_size=3)
values = st.recursive(
    plain | words,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["exclude", "boost", "name"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from([*FIELDS]), values)
def test_a_value_of_any_kind_is_to_the_schema_what_it_is_to_the_check(name, value):
    kind = FIELDS[name].kind
    if kind is not DAY and "orcid" not in json.dumps(kind.form):
        assert kind.fits(value) == (faults(kind.form, value) == [])


@given(st.lists(st.text(max_size=5) | persons, max_size=3))
def test_persons_are_to_the_schema_what_they_are_to_the_check(value):
    form = FIELDS["authors"].kind.form
    is_one = FIELDS["authors"].kind.fits(value)
    texts = all(isinstance(part, str) for each in value if isinstance(each, dict) for part in each.values())
    if texts:  # Of what else a person has, the schema asks a little more than the check.
        assert is_one == (faults(form, value) == [])


@given(st.dates())
def test_a_day_is_one_to_both(day):
    assert DAY.fits(day)
    assert faults(DAY.form, day.isoformat()) == []
    assert not DAY.fits(day.isoformat())  # In quotes: what a schema cannot see.


def test_a_day_has_no_time_of_day_and_no_other_order():
    assert faults(DAY.form, "2026-11-21T10:00") != []
    assert faults(DAY.form, "21-11-2026") != []
    assert DAY.fits(date(2026, 11, 21))


def test_every_name_of_the_front_matter_says_what_it_is_for():
    assert all(field.meaning.endswith(".") for field in FIELDS.values())
    assert [*FIELDS] == [*SCHEMAS["front-matter"]["properties"]]


def test_the_schemas_of_data_know_the_names_and_limits_that_are_read():
    row = SCHEMAS["comparison"]["properties"]["rows"]
    assert (row["maxItems"], SCHEMAS["comparison"]["properties"]["columns"]["maxItems"]) == (
        comparison._MOST_ROWS,
        comparison._MOST_COLUMNS,
    )
    assert (data_schemas._MOST_ROWS, data_schemas._MOST_COLUMNS) == (comparison._MOST_ROWS, comparison._MOST_COLUMNS)
    assert tuple(SCHEMAS["glossary"]["items"]["properties"]) == glossary._NAMES


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("- {term: Zinc, meaning: A metal.}", True),
        ("- {term: Zinc, meaning: A metal., forms: zincs, see: [a.md, Iron]}", True),
        ("", True),
        ("term: Zinc", False),
        ("- {term: Zinc}", False),
        ("- {term: Zinc, meaning: A metal., from: a.md}", False),
        ("- {term: [Zinc], meaning: A metal.}", False),
    ],
)
def test_the_schema_of_the_glossary_takes_what_is_read(text, is_right):
    _, findings = glossary.read_glossary(Source("data/glossary.yml", text))
    assert (not findings) == is_right
    assert (not faults(SCHEMAS["glossary"], read(text))) == is_right


@pytest.fixture
def site(tmp_path, monkeypatch):
    check = {"key_points": [2, 7], "front_matter_names": ["mood"]}
    make_site(tmp_path, {"docs/index.md": "# Home\n", "references.bib": ""}, plugin={"check": check})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_them_as_the_site_has_set_its_checks(site):
    (site / "forms").mkdir()
    done = CliRunner().invoke(main, ["schemas", "forms"])
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "forms/front-matter.schema.json: written")
    front = json.loads((site / "forms/front-matter.schema.json").read_text(encoding="utf-8"))
    assert faults(front, {"mood": "good", "key_points": ["One", "Two"]}) == []
    assert faults(front, {"key_points": ["One"]})
    assert sorted(file.name for file in (site / "forms").iterdir()) == [
        f"{name}.schema.json" for name in sorted(SCHEMAS)
    ]


def test_the_command_leaves_alone_what_is_as_it_should_be(site):
    CliRunner().invoke(main, ["schemas", "."])
    before = (site / "glossary.schema.json").stat().st_mtime_ns
    done = CliRunner().invoke(main, ["schemas", "."])
    assert "glossary.schema.json: as it was" in done.output
    assert (site / "glossary.schema.json").stat().st_mtime_ns == before


@pytest.mark.parametrize("arguments", [["schemas", "nowhere"], ["schemas", ".", "-f", "other.yml"], ["schemas"]])
def test_a_call_that_cannot_work_is_one_sentence(site, arguments):
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert not [*site.glob("*.schema.json")]
