"""CSL-JSON: what is written, what is read, and what is said of a file that is not as it should be."""

import json

import pytest

from case_files import read_cases
from exchanged import only, shown, works
from export_entries import meaning
from vademecum.bibliography.exchange.csl_schema import DATES, NAMES, TEXTS, VERBATIM
from vademecum.bibliography.exchange.csljson import read_csl_json, to_csl_json, write_csl_json
from vademecum.bibliography.limits import MAX_BLOCK, MAX_FIELD, MAX_FILE
from vademecum.text.decoding import decode_source
from vademecum.text.source import Source


def read(text):
    return read_csl_json(Source("x.json", text))


def one_variable_a_line(text):
    return "\n\n".join(
        "\n".join(f"{json.dumps(name)}: {json.dumps(item[name], ensure_ascii=False)}" for name in sorted(item))
        for item in json.loads(text)
    )


@pytest.mark.parametrize("case", read_cases("export/write-csl-json.txt"))
def test_works_are_written(case):
    assert one_variable_a_line(write_csl_json(works(case.written))) == case.expected


@pytest.mark.parametrize("case", read_cases("export/read-csl-json.txt"))
def test_works_are_read(case):
    assert shown(read(case.written)) == case.expected


@pytest.mark.parametrize("case", read_cases("export/write-csl-json.txt"))
def test_works_that_are_written_come_back(case):
    written = works(case.written)
    found, findings = read(write_csl_json(written))
    assert [meaning(entry) for entry in found] == [meaning(entry) for entry in written]
    assert findings == ()


def test_what_another_program_changed_in_a_preprint_is_read():
    (item,) = json.loads(write_csl_json(works("@misc{a, title = {Bare}, eprinttype = {arxiv}, eprint = {2101.00001}}")))
    entry = only(read(json.dumps([item | {"publisher": "A press", "number": "7"}])))
    assert (entry.type, entry.raw("publisher"), entry.raw("number"), entry.raw("url")) == ("misc", "A press", "7", "")


@pytest.mark.parametrize("case", read_cases("export/write-csl-json.txt"))
def test_what_is_written_says_no_more_than_the_schema_allows(case):
    allowed = NAMES | DATES | TEXTS | VERBATIM | {"id", "type", "custom"}
    for entry in works(case.written):
        item = to_csl_json(entry)
        assert item.keys() <= allowed
        assert {type(item[name]) for name in item.keys() - NAMES - DATES - {"custom"}} <= {str}


def test_a_file_is_a_list_in_utf_8_with_a_line_end():
    text = write_csl_json(works("@book{b, title = {Größe}}\n@book{a, title = {x}}"))
    assert text == (
        '[\n  {\n    "id": "b",\n    "title": "Größe",\n    "type": "book"\n  },\n'
        '  {\n    "id": "a",\n    "title": "x",\n    "type": "book"\n  }\n]\n'
    )
    assert write_csl_json([]) == "[]\n"
    assert read("[]\n") == ([], ())


def test_a_byte_order_mark_and_line_ends_of_any_kind_do_no_harm():
    data = '\ufeff[{"id": "a",\r\n"type": "book",\r"title": "Zinc"}]'.encode()
    source, _ = decode_source("x.json", data)
    assert only(read_csl_json(source)).plain("title") == "Zinc"


def test_the_list_may_be_in_an_object_as_web_services_answer():
    assert only(read('{"links": ["[{"], "items": [{"id": "a", "type": "book"}], "total": 1}')).key == "a"


def test_a_finding_says_where_the_variable_stands_and_not_one_of_the_same_name_inside_another():
    _, findings = read(
        """[{"id": "a", "type": "book", "title": "\\"volume\\": 5", "author": [{"family": {"volume": 1}}],
        "volume": true}]"""
    )
    assert [str(finding.span) for finding in findings] == ["x.json:1:56", "x.json:2:9"]


def test_a_variable_that_was_changed_counts_before_what_was_kept():
    (entry,), findings = read(
        '[{"id": "a", "type": "book", "custom": {"bibtex": {"fields": {"note": "x"}}}, "note": 5}]'
    )
    assert entry.raw("note") == "5"
    assert [finding.rule.name for finding in findings] == ["import/changed"]


def test_texts_that_no_file_may_hold_are_replaced_and_reported():
    (entry,), (finding,) = read(r'[{"id": "a", "type": "book", "title": "a\ud800b\u0000c"}]')
    assert entry.plain("title") == "a\ufffdb\ufffdc"
    assert finding.message == "U+D800 is no character that a text may hold"


def test_lone_braces_in_a_text_are_text():
    assert only(read('[{"id": "a", "type": "book", "title": "a } b {"}]')).plain("title") == "a } b {"


def test_a_lone_brace_in_an_address_is_percent_encoded():
    assert only(read('[{"id": "a", "type": "book", "URL": "https://x.org/{a"}]')).raw("url") == "https://x.org/%7Ba"


def test_too_large_a_file_is_not_read():
    found, (finding,) = read("[" + " " * MAX_FILE + "]")
    assert found == []
    assert finding.rule.name == "import/limit"


def test_too_large_a_work_or_value_costs_only_itself():
    large = json.dumps({"id": "b", "type": "book", "note": "x" * MAX_BLOCK})
    long = json.dumps({"id": "c", "type": "book", "title": "Zinc", "note": "x" * (MAX_FIELD + 1)})
    found, findings = read(f'[\n{{"id": "a", "type": "book"}},\n{large},\n{long}\n]')
    assert [(entry.key, entry.plain("title"), entry.raw("note")) for entry in found] == [
        ("a", "", ""),
        ("c", "Zinc", ""),
    ]
    assert [(finding.span.start.line, finding.rule.name) for finding in findings] == [
        (3, "import/syntax"),
        (4, "import/limit"),
    ]


def test_too_deep_a_work_costs_only_itself():
    deep = '{"id": "b", "custom": ' + "[" * 99 + "]" * 99 + "}"
    found, (finding,) = read(f'[{{"id": "a", "type": "book"}}, {deep}, {{"id": "c", "type": "book"}}]')
    assert [entry.key for entry in found] == ["a", "c"]
    assert finding.message == "this work is nested deeper than 64 levels; it is not read"


def test_after_a_thousand_findings_the_others_are_counted():
    found, findings = read("[" + ",".join(['{"type": "book"}'] * 1500) + "]")
    assert len(found) == len({entry.key for entry in found}) == 1500
    assert [entry.key for entry in (found[0], found[1], found[27], found[1499])] == [
        "work",
        "worka",
        "workaa",
        "workbeq",
    ]
    assert len(findings) == 1001
    assert findings[-1].message == "500 more findings are left out"


@pytest.mark.parametrize("sign", ["[", "{", '{"a":', '"', "\\", "[{},", "[\n{\n", '[{"title": "' + "<i>" * 20, "}"])
def test_a_file_of_one_sign_is_read_in_no_time(sign):
    found, findings = read("[" + sign * 200_000)
    assert found == [] or sign == "[{},"
    assert findings
