"""Reports: every format as it should look, valid for its readers, and unharmed by any text."""

import json
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

import jsonschema
import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from case_files import read_cases
from conversions import CASES
from vademecum.report.baseline import Baseline, read_baseline, write_baseline
from vademecum.report.excerpt import excerpt
from vademecum.report.fingerprint import fingerprints
from vademecum.report.formats import FORMATS
from vademecum.report.markdown import MOST_BYTES, MOST_ROWS
from vademecum.report.report import Report
from vademecum.report.text import describe, format_text
from vademecum.text.finding import Edit, Finding, Rule, Severity
from vademecum.text.source import Position, Source, Span

FOLDER = CASES / "reports"
GOLDEN = {
    "text": "report.txt",
    "github": "github.txt",
    "sarif": "report.sarif",
    "junit": "junit.xml",
    "json": "report.json",
    "markdown": "summary.md",
}
"""The file that shows what each format makes of `findings.toml`."""

UNKNOWN = Rule("citation/unknown-key", Severity.ERROR, "A citation names a work that is not there.")
ORPHAN = Rule("page/orphan", Severity.INFO, "No page leads to a page.")
MISSING = Rule("link/missing-page", Severity.WARNING, "A link leads nowhere.")
ESCAPES = {r"\t": "\t", r"\e": "\x1b", r"\r": "\u202e"}


@dataclass(frozen=True)
class Advice:
    explanation: str
    wrong: str
    right: str


def schema_of(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


SARIF = schema_of(FOLDER / "schemas" / "sarif-schema-2.1.0.json")
OURS = schema_of(files("vademecum.report") / "schemas" / "findings.schema.json")
JUNIT = xmlschema.XMLSchema10(FOLDER / "schemas" / "junit-10.xsd")


def span_of(path, place):
    return Span(path, Position(*place[:2]), Position(*place[2:]))


def finding_of(record):
    rule = Rule(record["rule"], Severity[record["severity"]], record["summary"])
    fix = tuple(Edit(span_of(record["path"], edit["place"]), edit["text"]) for edit in record.get("fix", ()))
    return Finding(rule, span_of(record["path"], record["place"]), record["message"], record.get("hint", ""), fix)


def sample():
    """The report of `findings.toml`."""
    written = tomllib.loads((FOLDER / "findings.toml").read_text(encoding="utf-8"))
    return Report(
        tuple(map(finding_of, written["findings"])),
        {path: Source(path, text) for path, text in written["sources"].items()},
        {name: Advice(**advice) for name, advice in written["guidance"].items()},
        version="1.2.3",
    )


def read_golden(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def at(source, text, rule=UNKNOWN, message="It is not there."):
    """A finding at the first place of `text`."""
    start = source.text.index(text)
    return Finding(rule, source.span(start, start + len(text)), message)


def without_places(report):
    """The same findings in texts that nobody has."""
    return Report(report.findings, {}, report.guidance, report.failing, report.version)


# What each format looks like.


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_writes_what_its_golden_file_shows(name):
    assert FORMATS[name](sample()) + "\n" == read_golden(GOLDEN[name])


def test_colour_stands_where_the_golden_file_shows_it():
    assert format_text(sample(), color=True).replace("\x1b", "␛") + "\n" == read_golden("report-colour.txt")


def test_a_baseline_is_written_as_its_golden_file_shows():
    report = sample()
    assert write_baseline(report.findings, report.sources) == read_golden("baseline.txt")


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_findings_and_a_second_equal_one_change_nothing(name):
    report = sample()
    shuffled = Report((*reversed(report.findings), *report.findings), report.sources, report.guidance, version="1.2.3")
    assert FORMATS[name](shuffled) == FORMATS[name](report)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("text", "No findings."), ("github", ""), ("markdown", "## No findings")],
)
def test_without_findings_a_format_says_so(name, expected):
    assert FORMATS[name](Report(())) == expected


def test_without_findings_one_test_has_passed():
    suite = JUNIT.to_dict(FORMATS["junit"](Report(())))["testsuite"]
    assert [(each["@tests"], each["@failures"], len(each["testcase"])) for each in suite] == [("1", "0", 1)]


# The place of a finding.


@pytest.mark.parametrize("case", read_cases("reports/excerpts.txt"))
def test_an_excerpt_shows_the_line_and_marks_the_place(case):
    written = case.written
    for shown, meant in ESCAPES.items():
        written = written.replace(shown, meant)
    before, inside, after = re.split("[«»]", written)
    source = Source("page.md", f"first line\n{before}{inside}{after}\nlast line")
    start = source.line_start(2) + len(before)
    assert "\n".join(excerpt(source, source.span(start, start + len(inside)))) == case.expected


def test_a_line_that_a_source_does_not_have_is_not_shown():
    assert excerpt(Source("page.md", "one\ntwo"), span_of("page.md", (3, 1, 3, 2))) is None


def test_a_finding_in_a_text_that_is_not_at_hand_is_shown_without_its_line():
    finding = Finding(UNKNOWN, span_of("page.md", (3, 1, 3, 2)), "It is not there.", "Add it.")
    assert describe(finding, {}) == "page.md:3:1: error: It is not there. [citation/unknown-key]\n      = Add it."


def test_no_line_of_text_can_be_taken_for_a_workflow_command():
    source = Source("page.md", "::error::one")
    report = Report(
        (Finding(UNKNOWN, source.span(0), "::error::two", "::error::three\n  ::error::four"),), {"page.md": source}
    )
    assert not [line for line in format_text(report).splitlines() if line.lstrip().startswith("::")]


# GitHub's annotations.


def annotation(message, path="docs/a.md", place=(1, 1, 1, 2), hint=""):
    return FORMATS["github"](Report((Finding(UNKNOWN, span_of(path, place), message, hint),)))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("100 % sure", "100 %25 sure"),
        ("a\rb", "a%0Db"),
        ("a\nb", "a%0Ab"),
        ("a\r\nb", "a%0D%0Ab"),
        ("a%0Ab", "a%250Ab"),
        ("one: two, three", "one: two, three"),
        ("::error::no", "::error::no"),
        ("a\x0bb\x0cc\u2028d", "a␋b␌c\\u2028d"),
    ],
)
def test_a_message_is_escaped(message, expected):
    assert annotation(message).partition("title=citation/unknown-key::")[2] == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docs/a,b.md", "docs/a%2Cb.md"),
        ("docs/a:b.md", "docs/a%3Ab.md"),
        ("docs/100%.md", "docs/100%25.md"),
        ("docs/a\r\nb.md", "docs/a%0D%0Ab.md"),
        ("docs/a::b,line=7.md", "docs/a%3A%3Ab%2Cline=7.md"),
    ],
)
def test_a_path_is_escaped_as_a_property(path, expected):
    assert annotation("No.", path).startswith(f"::error file={expected},line=1,")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((3, 5, 3, 9), "line=3,endLine=3,col=5,endColumn=8"),
        ((3, 5, 3, 5), "line=3,endLine=3,col=5,endColumn=5"),
        ((3, 5, 4, 2), "line=3,endLine=4"),
        ((3, 5, 5, 1), "line=3,endLine=4"),
        ((3, 5, 4, 1), "line=3,endLine=3,col=5"),
    ],
)
def test_columns_are_given_where_the_stretch_is_in_one_line(place, expected):
    assert f",{expected},title=" in annotation("No.", place=place)


def test_what_github_would_drop_comes_last_and_is_counted():
    rules = [ORPHAN] * 11 + [MISSING] * 10 + [UNKNOWN] * 13
    findings = tuple(Finding(rule, span_of("a.md", (n, 1, n, 2)), "No.") for n, rule in enumerate(rules, start=1))
    *lines, last = FORMATS["github"](Report(findings)).split("\n")
    assert [line.partition(" ")[0] for line in lines] == ["::error"] * 13 + ["::warning"] * 10 + ["::notice"] * 11
    assert last == "GitHub shows 10 annotations of each kind; only in this log: 3 errors, 1 for information."


def test_ten_of_each_kind_are_all_shown():
    findings = tuple(Finding(UNKNOWN, span_of("a.md", (n, 1, n, 2)), "No.") for n in range(1, 11))
    assert FORMATS["github"](Report(findings)).count("\n") == 9


# What other programs read.


@pytest.mark.parametrize("report", [sample(), without_places(sample()), Report(())], ids=["full", "bare", "empty"])
def test_what_programs_read_is_valid(report):
    SARIF.validate(json.loads(FORMATS["sarif"](report)))
    OURS.validate(json.loads(FORMATS["json"](report)))
    JUNIT.validate(FORMATS["junit"](report))


def test_our_schema_refuses_another_version():
    report = json.loads(FORMATS["json"](sample()))
    assert OURS.is_valid(report)
    assert not OURS.is_valid({**report, "version": 2})


def test_sarif_gives_each_result_a_rule_and_a_fingerprint():
    report = sample()
    run = json.loads(FORMATS["sarif"](report))["runs"][0]
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert names == sorted({finding.rule.name for finding in report.findings})
    assert all(names[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    marks = [result["partialFingerprints"]["vademecum/v1"] for result in run["results"]]
    assert marks == list(fingerprints(report.findings, report.sources).values())


def test_sarif_names_files_below_the_root_or_by_their_whole_path():
    findings = tuple(Finding(UNKNOWN, span_of(path, (1, 1, 1, 1)), "No.") for path in ("/srv/a b.md", "docs/ü#?.md"))
    results = json.loads(FORMATS["sarif"](Report(findings)))["runs"][0]["results"]
    assert [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in results] == [
        {"uri": "file:///srv/a%20b.md"},
        {"uri": "docs/%C3%BC%23%3F.md", "uriBaseId": "%SRCROOT%"},
    ]


def test_sarif_fixes_name_every_file_once():
    source, other = Source("a.md", "one two"), Source("b.md", "three")
    fix = (Edit(source.span(0, 3), "1"), Edit(other.span(0, 5), ""), Edit(source.span(4, 7), "2"))
    report = Report((Finding(UNKNOWN, source.span(0), "No.", fix=fix),))
    (changes,) = json.loads(FORMATS["sarif"](report))["runs"][0]["results"][0]["fixes"]
    written = {
        change["artifactLocation"]["uri"]: [
            each.get("insertedContent", {}).get("text") for each in change["replacements"]
        ]
        for change in changes["artifactChanges"]
    }
    assert written == {"a.md": ["1", "2"], "b.md": [None]}


@pytest.mark.parametrize(("level", "failures"), [(Severity.INFO, "7"), (Severity.WARNING, "5"), (Severity.ERROR, "3")])
def test_a_junit_case_fails_where_its_rule_does(level, failures):
    report = sample()
    failing = {finding.rule for finding in report.findings if finding.severity >= level}
    written = FORMATS["junit"](Report(report.findings, report.sources, failing=failing))
    assert JUNIT.to_dict(written)["@failures"] == failures


def test_a_junit_case_holds_what_one_rule_says_of_one_file():
    source = Source("a.md", "[@a] [@b] [c](d)")
    findings = tuple(at(source, text, rule) for text, rule in (("@a", UNKNOWN), ("@b", UNKNOWN), ("d", MISSING)))
    (suite,) = JUNIT.to_dict(FORMATS["junit"](Report(findings)))["testsuite"]
    assert [(case["@name"], case["failure"][0]["@message"]) for case in suite["testcase"]] == [
        ("citation/unknown-key", "It is not there. (and 1 more)"),
        ("link/missing-page", "It is not there."),
    ]


# The summary of a job.


def test_a_summary_that_would_be_too_large_says_what_is_left_out():
    findings = tuple(Finding(UNKNOWN, span_of(f"{n:04}.md", (1, 1, 1, 1)), "ü" * 500) for n in range(2000))
    summary = FORMATS["markdown"](Report(findings))
    left = int(re.fullmatch(r"Too much to show here: (\d+) of 2000\.", summary.rpartition("\n")[2])[1])
    assert MOST_BYTES * 0.9 < len(summary.encode()) < MOST_BYTES + 100
    assert summary.count("### ") + left == 2000
    assert f"| and {2000 - MOST_ROWS} more | | | |" in summary


def test_a_file_with_too_many_findings_for_a_summary_is_shown_in_part():
    findings = tuple(Finding(UNKNOWN, span_of("a.md", (n, 1, n, 1)), "ü" * 500) for n in range(1, 2001))
    summary = FORMATS["markdown"](Report(findings))
    left = int(re.fullmatch(r"Too much to show here: (\d+) of 2000\.", summary.rpartition("\n")[2])[1])
    assert MOST_BYTES * 0.9 < len(summary.encode()) < MOST_BYTES + 100
    assert summary.count("[citation/unknown-key]") + left == 2000


def test_a_fence_that_would_be_too_large_is_left_out():
    finding = Finding(UNKNOWN, span_of("a.md", (1, 1, 1, 1)), "`" * (MOST_BYTES // 2))
    assert FORMATS["markdown"](Report((finding,))).endswith("\n\nToo much to show here: 1 of 1.")


# Fingerprints and the baseline.


def test_a_fingerprint_stays_when_lines_move_and_spacing_changes():
    before = Source("a.md", "One.\nMore ATP [@a].\n")
    after = Source("a.md", "New.\n\nOne.\n  More  ATP [@a]. \n")
    marks = [list(fingerprints([at(each, "@a")], {"a.md": each}).values()) for each in (before, after)]
    assert marks[0] == marks[1]


@pytest.mark.parametrize(
    ("path", "line", "rule"),
    [("b.md", "More [@a].", UNKNOWN), ("a.md", "Less [@a].", UNKNOWN), ("a.md", "More [@a].", MISSING)],
)
def test_another_file_line_or_rule_has_another_fingerprint(path, line, rule):
    first, second = Source("a.md", "More [@a]."), Source(path, line)
    (mark,) = fingerprints([at(first, "@a")], {"a.md": first}).values()
    (other,) = fingerprints([at(second, "@a", rule)], {path: second}).values()
    assert mark != other


def test_equal_lines_have_fingerprints_of_their_own():
    source = Source("a.md", "More [@a].\n" * 3)
    findings = [
        Finding(UNKNOWN, source.span(place.start(), place.end()), "No.") for place in re.finditer("@a", source.text)
    ]
    assert len(set(fingerprints(findings, {"a.md": source}).values())) == 3


def test_without_the_line_the_message_tells_findings_apart():
    findings = [Finding(UNKNOWN, span_of("a.md", (1, 1, 1, 1)), message) for message in ("One.", "Two.")]
    marks = fingerprints(findings, {})
    (alone,) = fingerprints(findings[1:], {}).values()
    assert marks[findings[1]] == alone != marks[findings[0]]


def test_what_a_baseline_knows_is_not_new_after_lines_have_moved():
    before, after = Source("a.md", "More [@a].\n"), Source("a.md", "Heading\n\nMore [@a].\n")
    baseline, wrong = read_baseline(Source("base", write_baseline([at(before, "@a")], {"a.md": before})))
    assert wrong == ()
    assert baseline.new([at(after, "@a")], {"a.md": after}) == []


def test_a_second_equal_fault_is_new():
    before, after = Source("a.md", "More [@a].\n"), Source("a.md", "More [@a].\nMore [@a].\n")
    baseline, _ = read_baseline(Source("base", write_baseline([at(before, "@a")], {"a.md": before})))
    findings = [Finding(UNKNOWN, after.span(start, start + 2), "No.") for start in (6, 17)]
    assert baseline.new(findings, {"a.md": after}) == findings[1:]


def test_what_is_mended_is_listed_at_its_line_and_the_fix_removes_it():
    source = Source("a.md", "More [@a], [c](d).\n")
    findings = [at(source, "@a"), at(source, "d", MISSING, "There is no 'd'.")]
    written = Source("base", write_baseline(findings, {"a.md": source}))
    (mended,) = read_baseline(written)[0].mended(findings[:1], {"a.md": source})
    assert (str(mended.span), mended.message) == (
        "base:4:1",
        "a.md: “There is no 'd'.” [link/missing-page] is no longer found.",
    )
    ((span, text),) = mended.fix
    start, end = (written.line_start(position.line) + position.column - 1 for position in (span.start, span.end))
    left = Source("base", written.text[:start] + text + written.text[end:])
    assert left.text == write_baseline(findings[:1], {"a.md": source})


def test_without_a_baseline_everything_is_new():
    report = sample()
    assert set(Baseline().new(report.findings, report.sources)) == set(report.findings)


@pytest.mark.parametrize("case", read_cases("faults/baseline/*.txt"))
def test_a_fault_in_a_baseline_is_found_at_its_place(case):
    _, findings = read_baseline(Source("base", case.written.replace("»", "\t") + "\n"))
    found = [f"{each.span.start.line}:{each.span.start.column} {each.rule.name}" for each in findings]
    assert "\n".join(found) == case.expected


# Any text.

NASTY = [
    "]]>",
    "</script>",
    "`",
    "```",
    "~~~",
    "|",
    "\\",
    "](",
    "{0}",
    "{{",
    "::error::",
    "%0A",
    "\r\n",
    "\n",
    "\t",
    "\x1b[31m",
]
NASTY += [
    "&amp;",
    "<!--",
    "@name",
    "\u202e",
    "\u2028",
    "\x85",
    "\x00",
    "\ud800",
    "\ufffe",
    "🙂",
    "東",
    "e\u0301",
    "# ",
    "- ",
    "<a>",
    "www.a.org",
]
CHARACTERS = st.characters(exclude_categories=())
TEXTS = st.lists(st.one_of(st.text(CHARACTERS, max_size=5), st.sampled_from(NASTY)), max_size=8).map("".join)
PLACES = st.tuples(st.integers(1, 4), st.integers(1, 30), st.integers(0, 2), st.integers(1, 30))
LAWS = settings(suppress_health_check=[HealthCheck.too_slow])


def stretched(path, place):
    line, column, more, end = place
    return span_of(path, (line, column, line + more, end if more else column + end - 1))


@st.composite
def reports(draw):
    """Reports whose words are any text, in files and at places that may not be there."""
    paths = draw(st.lists(TEXTS, min_size=1, max_size=3))
    sources = {path: Source(path, draw(TEXTS)) for path in paths if draw(st.booleans())}
    findings = []
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(paths))
        edits = tuple(Edit(stretched(path, place), draw(TEXTS)) for place in draw(st.lists(PLACES, max_size=2)))
        rule = draw(st.sampled_from([UNKNOWN, ORPHAN, MISSING]))
        findings.append(Finding(rule, stretched(path, draw(PLACES)), draw(TEXTS), draw(TEXTS), edits))
    guidance = {UNKNOWN.name: Advice(draw(TEXTS), draw(TEXTS), draw(TEXTS))} if draw(st.booleans()) else {}
    return Report(tuple(findings), sources, guidance)


def sound(text):
    """`text` as UTF-8 can hold it."""
    return re.sub("[\ud800-\udfff]", "�", text)


@LAWS
@pytest.mark.fuzz
@given(reports())
def test_every_format_is_text_that_can_be_saved_and_does_nothing_to_a_terminal(report):
    for write in FORMATS.values():
        written = write(report)
        written.encode("utf-8")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", written)


@LAWS
@pytest.mark.fuzz
@given(reports())
def test_sarif_is_valid_and_loses_nothing(report):
    log = json.loads(FORMATS["sarif"](report))
    SARIF.validate(log)
    messages = [result["message"]["text"] for result in log["runs"][0]["results"]]
    plain = [text.replace("{{", "{").replace("}}", "}").replace("\\](", "](") for text in messages]
    told = [f"{each.message}\n{each.hint}" if each.hint else each.message for each in fingerprints(report.findings, {})]
    assert plain == [sound(text).replace("\\](", "](") for text in told]


@LAWS
@pytest.mark.fuzz
@given(reports())
def test_json_is_valid_and_loses_nothing(report):
    written = json.loads(FORMATS["json"](report))
    OURS.validate(written)
    told = [(sound(each.message), sound(each.hint)) for each in fingerprints(report.findings, {})]
    assert [(each["message"], each["hint"]) for each in written["findings"]] == told


@LAWS
@pytest.mark.fuzz
@given(reports())
def test_junit_is_valid_and_counts_its_cases(report):
    written = JUNIT.to_dict(FORMATS["junit"](report))
    cases = [case for suite in written["testsuite"] for case in suite["testcase"]]
    pairs = {(finding.span.path, finding.rule.name) for finding in report.findings}
    assert int(written["@tests"]) == len(cases) == len(pairs)
    assert int(written["@failures"]) == sum("failure" in case for case in cases)


@LAWS
@pytest.mark.fuzz
@given(reports())
def test_github_has_one_line_a_finding(report):
    lines = FORMATS["github"](report).splitlines()
    assert len(lines) == len(set(report.findings))
    assert all(re.match(r"::(?:error|warning|notice) [^:]*::", line) for line in lines)


@LAWS
@pytest.mark.fuzz
@given(reports())
def test_text_has_one_first_line_a_finding(report):
    written = format_text(report)
    heads = [
        line
        for line in written.splitlines()
        if line.endswith((f"[{UNKNOWN.name}]", f"[{ORPHAN.name}]", f"[{MISSING.name}]"))
    ]
    assert len(heads) == len(set(report.findings))


@LAWS
@pytest.mark.fuzz
@given(reports())
def test_nothing_in_a_summary_becomes_markup(report):
    tokens = MarkdownIt("commonmark").enable("table").parse(FORMATS["markdown"](report))
    files = sorted({finding.span.path for finding in report.findings})
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h2"] + ["h3"] * len(files)
    assert sum(token.type == "tr_open" for token in tokens) == len(files) + 1
    assert sum(token.type == "fence" for token in tokens) == len(files)
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "code_inline", "text_special"}
    assert not {token.type for token in tokens} & {"html_block", "code_block", "paragraph_open", "list_item_open"}


@LAWS
@pytest.mark.fuzz
@given(reports())
def test_a_baseline_knows_every_finding_it_was_written_for(report):
    written = write_baseline(report.findings, report.sources)
    baseline, wrong = read_baseline(Source("base", written))
    assert wrong == ()
    assert baseline.new(report.findings, report.sources) == []
    assert list(baseline.mended(report.findings, report.sources)) == []
    assert len(baseline.known) == len(set(report.findings))
