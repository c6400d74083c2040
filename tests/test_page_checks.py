import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vademecum.checks
from case_files import read_cases
from vademecum.checks import (
    page_abbreviations,
    page_fields,
    page_headings,
    page_html,
    page_images,
    page_neighbours,
    page_remarks,
    page_sections,
    page_titles,
    page_words,
    readability,
)
from vademecum.checks.page_model import CheckedPage, PageSettings
from vademecum.checks.page_tags import raw_tags
from vademecum.checks.pages import DEFAULT, check_pages
from vademecum.pages import front_matter
from vademecum.pages.front_matter import read_front_matter
from vademecum.pages.outline import outline
from vademecum.text.finding import Rule, Severity
from vademecum.text.source import Source

TODAY = date(2026, 11, 21)
CASES = read_cases("faults/pages/*.txt")
OF_HEADS = {"page/no-title", "page/no-description"}
WANTED_IN = {
    **dict.fromkeys(OF_HEADS, ("head: ", "near-misses: ")),
    "page/empty-section": ("sections: ", "near-misses: "),
}
"""Rules of which most cases say nothing, as their pages are of a few lines: the files of cases that do."""
GRADE = re.compile(r"grade: ([\d.]+)\n")
MODULES = (
    *(front_matter, page_abbreviations, page_fields, page_headings, page_html, page_images, page_neighbours),
    *(page_remarks, page_sections, page_titles, page_words, readability),
)
RULES = {rule.name: rule for module in MODULES for rule in vars(module).values() if isinstance(rule, Rule)}


def page_of(text, path="docs/page.md"):
    source = Source(path, text)
    front, _ = read_front_matter(source)
    return CheckedPage(source, front, outline(source, front.end))


def files_of(written):
    """The pages of a case by their paths."""
    files, path = {}, "docs/page.md"
    for line in written.split("\n"):
        if line.startswith("--- "):
            path = line.removeprefix("--- ")
        else:
            files.setdefault(path, []).append(line)
    return {path: "\n".join(lines) for path, lines in files.items()}


def found_in(files, settings=DEFAULT, today=TODAY):
    """All findings of some pages, those of reading them among them."""
    findings = [each for path, text in files.items() for each in read_front_matter(Source(path, text))[1]]
    return [*findings, *check_pages([page_of(text, path) for path, text in files.items()], today, settings)]


def rules_of(text, **settings):
    found = found_in({"docs/page.md": text}, PageSettings(**settings))
    return [finding.rule.name.removeprefix("page/") for finding in found if finding.rule.name not in OF_HEADS]


def lines_of(case, name):
    """What is found in a case, as the case files say it: a line for each finding."""
    grade = GRADE.match(case.written)
    settings = PageSettings(highest_grade=float(grade[1])) if grade else PageSettings()
    files = files_of(case.written[grade.end() :] if grade else case.written)
    for finding in found_in(files, settings):
        if name.startswith(WANTED_IN.get(finding.rule.name, "")):
            place = f"{finding.span}" if len(files) > 1 else f"{finding.span.start.line}:{finding.span.start.column}"
            yield f"{place} {finding.rule.name} ", finding.message


@pytest.mark.parametrize(("case", "name"), [pytest.param(*case.values, case.id, id=case.id) for case in CASES])
def test_every_fault_is_found_where_it_stands_and_nothing_else(case, name):
    found = sorted(lines_of(case, name))
    expected = sorted(case.expected.splitlines())
    assert len(found) == len(expected), found
    for (place, message), line in zip(found, expected, strict=True):
        assert f"{place}{message}".startswith(line)
        assert len(line) > len(place), "a case says how the message begins"


def test_every_rule_is_seeded_at_least_twice():
    seeded = [line.split(" ")[1] for case in CASES for line in case.values[0].expected.splitlines()]
    assert {name: seeded.count(name) for name in RULES if seeded.count(name) < 2} == {}


def test_every_rule_is_in_the_catalogue():
    catalogue = Path(vademecum.checks.__file__).parent / "catalogue"
    files = [catalogue / "page.toml", catalogue / "page-sections.toml"]
    records = {name: each for file in files for name, each in tomllib.loads(file.read_text(encoding="utf-8")).items()}
    ours = {name.removeprefix("page/") for name in RULES}
    assert ours <= records.keys()
    for name, record in records.items():
        assert record.keys() <= {"explanation", "wrong", "right", "fixable"}, name
        assert len(record["explanation"].split()) >= 10, name
        assert record["wrong"] != record["right"], name
    assert [name for name, record in records.items() if record.get("fixable")] == ["doubled-word"]


def fixed(text):
    """The text of a page with all certain mends done."""
    source = Source("docs/page.md", text)
    edits = [edit for finding in found_in({"docs/page.md": text}) for edit in finding.fix]
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        start, end = (source.line_start(place.line) + place.column - 1 for place in (edit.span.start, edit.span.end))
        text = text[:start] + edit.text + text[end:]
    return text


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("In the the skin.", "In the skin."),
        ("The the skin.", "The skin."),
        ("Heat of\nof the sun.", "Heat of the sun."),
        ("> Heat and\n> and light.", "> Heat and light."),
        ("The the the skin.", "The skin."),
        ("The skin skin.", "The skin skin."),
    ],
)
def test_a_doubled_word_is_mended_where_that_is_certain(written, right):
    assert fixed(written) == right


def test_a_review_is_overdue_from_the_day_after_it_was_due():
    files = {"docs/page.md": "---\nreview_due: 2026-11-21\n---\n"}
    rules = [[each.rule.name for each in found_in(files, today=date(2026, 11, day))] for day in (20, 21, 22)]
    assert ["page/review-overdue" in names for names in rules] == [False, False, True]


def test_a_review_overdue_is_a_warning():
    assert RULES["page/review-overdue"].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "settings", "rule"),
    [
        ("---\nsubject: x\n---\n", {"front_matter_names": frozenset({"subject"})}, "unknown-name"),
        ("---\nkey_points: [One.]\n---\n", {"key_points": (1, 9)}, "key-points-count"),
        ("---\ndescription: Short.\n---\n", {"description_length": (3, 160)}, "short-description"),
        ("---\ndescription: Not short at all.\n---\n", {"description_length": (3, 16)}, None),
        ("![A hair](hair.svg)", {"image_credit": False}, "no-credit"),
        ("NMES.", {"abbreviations": frozenset({"NMES"})}, "unexplained-abbreviation"),
        ("It is a miracle.", {"promise_words": ()}, "promise"),
        ("It is a miracle.", {"promise_words": ("wonder",)}, "promise"),
        ("The the skin.", {"language": "de"}, "doubled-word"),
    ],
)
def test_a_setting_takes_effect(text, settings, rule):
    before, after = rules_of(text), rules_of(text, **settings)
    assert after == ([] if rule else ["long-description"])
    assert before == ([rule] if rule else ["short-description"])


def test_a_promise_may_be_any_phrase_of_the_site():
    assert rules_of("It is best\nin class.", promise_words=("best in class",)) == ["promise"]
    assert rules_of("It is (c++)!", promise_words=("c++",)) == ["promise"]
    assert rules_of("It lies in classical peels.", promise_words=("in class",)) == []


def test_places_count_the_front_matter_and_characters_not_bytes():
    text = "---\ntitle: Ä\nsummary: 'Äöü «x» is a miracle.'\n---\n\nÄöü 😀 NMES\n"
    places = {each.rule.name: each.span.start for each in found_in({"docs/page.md": text})}
    assert places["page/promise"] == (3, 24)
    assert places["page/unexplained-abbreviation"] == (6, 7)


@pytest.mark.parametrize(
    "tag",
    [
        "<img src=x onerror=alert(1)>",
        "<IMG SRC=x OnError = 'alert(1)'>",
        '<img/src="x"/onerror=alert(1)>',
        "<img src='a>b' onerror=alert(1)>",
        "<b\nonclick\n=\nalert(1)>",
        '<b title="on" onclick>',
        "<svg><g onload=alert(1)></svg>",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "Text {} text.", "<div>\n{}\n</div>", "- {}", "| a |\n|---|\n| {} |", "> {}"])
def test_a_handler_is_seen_however_it_is_written(tag, frame):
    if "\n" in tag and "|" in frame:
        tag = tag.replace("\n", " ")
    assert "event-handler" in rules_of(frame.format(tag))


@pytest.mark.parametrize(
    "text",
    [
        "a <b and <script>x</script>",
        "<b <script>x</script>",
        '<b \'x" title="<script>">x</script>',
        "<div>\n<b x=1 < onclick=x>\n</div>",
        f"<b {'a ' * 300}onclick=x>",
        "<!-- --!> <script>x</script> -->",
        "<scr<script>ipt>x</script>",
    ],
)
def test_what_hides_behind_a_broken_tag_is_seen(text):
    assert {"unsafe-element", "event-handler"} & set(rules_of(text))


def test_a_tag_that_nothing_closes_is_none_and_takes_no_others_with_it():
    assert [tag.name for tag in raw_tags(page_of("a <b and <i>c</i> <em\nx"))] == ["i"]


FRAGMENTS = st.sampled_from(
    [
        *(
            "---\n",
            "title: a\n",
            "key_points:\n  - b\n",
            "updated: 2026-02-30\n",
            "aliases: [/]\n",
            "x: *a\n",
            "\n",
            "\n\n",
        ),
        *(
            "# A\n",
            "## ",
            "- ",
            "> ",
            "    ",
            "| a | b |\n",
            "|---|\n",
            "```\n",
            "`",
            "~~~\n",
            "the the ",
            "TODO ",
            "NMES ",
        ),
        *(
            "(NMES) ",
            "![a](b)",
            "![](b){ role=none }",
            "<b onclick=x>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "--!>",
            "<",
        ),
        *(
            "<figure>",
            "</figure>",
            "[a]: b\n",
            "[a][a]",
            "](",
            "miracle ",
            "no risk ",
            '"',
            "“",
            "ABC: x ",
            "{{ a() }}",
        ),
        *(
            "{ onclick=x }",
            "*[NMES]: n\n",
            "Term\n:   x\n",
            "\ufffc",
            "\x00",
            "İ",
            "😀",
            "javascript:",
            "&#106;",
            "<svg/onload=x>",
        ),
    ]
)


@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=40).map("".join))
def test_any_text_is_checked_and_every_place_is_in_it(text):
    lines = text.split("\n")
    for finding in found_in({"docs/a/page.md": text, "docs/glossary.md": text}):
        for line, column in (finding.span.start, finding.span.end):
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
        assert finding.span.start <= finding.span.end
        assert finding.message
        assert finding.rule.name.startswith("page/")


@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_what_is_no_prose_is_covered_in_its_place(text):
    page = page_of(text)
    assert len(page.texts.prose) == len(page.texts.without_code) == len(text)
    assert [at for at, sign in enumerate(page.texts.prose) if sign == "\n"] == [
        at for at, sign in enumerate(text) if sign == "\n"
    ]


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<a ",
            '<a x="',
            "<a '",
            "<!-- ",
            "--!> ",
            "[",
            "](",
            "[@",
            "`a ",
            "{{ ",
            "the the ",
            "AB CDEFGHI ",
            "a miracle ",
        ),
        *(
            "no risk ",
            '" no risk ',
            "![a](b) ",
            "<img src=x>",
            "<figure><img src=x>",
            "## a\n",
            "a\n: b\n",
            "TODO ",
            "A",
            "(",
        ),
    ],
)
def test_a_long_page_comes_to_an_end(piece):
    page = page_of(piece * (32_000 // len(piece)))
    last = page.source.position(len(page.source.text))
    assert all(finding.span.end <= last for finding in check_pages([page], TODAY))


def test_the_places_of_front_matter_are_those_of_the_file():
    text = "---\nauthors:\n  - {name: Ä, orcid: 1}\ntags: [x, 'y']\ntags: [z]\n---\n"
    front, _ = read_front_matter(Source("docs/page.md", text))

    def written(*steps):
        start, end = front.place(*steps)
        return text[start:end]

    assert written("authors", 0, "name") == "Ä"
    assert written("authors", 0, "orcid") == "1"
    assert written("tags", 0) == "z"
    assert written("tags", 5) == "[z]"
    assert front.place("summary") == (0, 0)
    assert [name for name, _ in front.names()] == ["authors", "tags", "tags"]


def test_an_impossible_day_does_not_take_the_page_with_it():
    front, findings = read_front_matter(Source("docs/page.md", "---\ntitle: IPL\nupdated: 2026-02-30\n---\n"))
    assert front.text("title") == "IPL"
    assert front.text("updated") == "2026-02-30"
    assert [each.rule.name for each in findings] == ["page/impossible-date"]


def test_a_day_in_quotes_is_a_text_and_told_once():
    assert rules_of("---\nupdated: '2026-11-21'\n---\n") == ["front-matter-value"]
    assert rules_of("---\nupdated: '2026-02-30'\n---\n") == ["front-matter-value"]
    assert rules_of("---\nupdated: 2026-02-30\n---\n") == ["impossible-date"]
