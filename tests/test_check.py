"""`vademecum check`: what it finds in a site, what it lets stand, and what it says."""

import importlib
import json
import os
import pkgutil
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import vademecum
from built_sites import CONFIGURATION, build_site, make_site
from vademecum.checks.catalogue import rule_guides
from vademecum.checks.suppression import GUARDS
from vademecum.cli import main
from vademecum.text.finding import Rule

ROOT = Path(__file__).parent.parent
REFERENCES = """\
@book{smith2020,
  author       = {Smith, Jane},
  title        = {Zinc},
  publisher    = {Metal Press},
  year         = {2020},
}
"""
PAGE = """\
---
title: Zinc
description: What is known of zinc, of its uses and of its dangers, in words that everyone knows.
---
Zinc is a metal [@smith2020].
"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    make_site(tmp_path, {"docs/index.md": PAGE, "references.bib": REFERENCES})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def add(site, text):
    page = site / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.usefixtures("site")
def test_a_clean_site_is_clean():
    result = run()
    assert result.exit_code == 0, result.output


def test_each_kind_of_fault_is_found_at_its_place(site):
    add(site, "\nIt rusts [@jones2021], see [there](rust.md). It is a miracle.\n")
    (site / "references.bib").write_text(REFERENCES.replace("{Smith, Jane}", "{Smith, Jane and}"), encoding="utf-8")
    places = {line.split(": ")[0]: line.rpartition("[")[2] for line in run().output.splitlines() if "]" in line[-1:]}
    assert places == {
        "docs/index.md:7:11": "citation/unknown-key]",
        "docs/index.md:7:36": "link/missing-page]",
        "docs/index.md:7:54": "page/promise]",
        "references.bib:2:31": "bibliography/name]",
    }


def test_a_remark_with_a_reason_lets_a_finding_stand(site):
    add(site, "\n<!-- vademecum: ignore page/promise: it is a quotation -->\nIt is a miracle.\n")
    assert run().exit_code == 0


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        ("ignore page/promise", "this remark cannot be read, or gives no reason [suppression/malformed]"),
        ("ignore page/promise until 2026-13-01: why", "[suppression/malformed]"),
        ("ignore page/promis: why", "Did you mean 'page/promise'?"),
        ("ignore page/promise until 2020-01-01: why", "may stand until 2020-01-01, which is past"),
    ],
)
def test_a_remark_that_is_wrong_or_past_lets_nothing_stand(site, remark, said):
    add(site, f"\n<!-- vademecum: {remark} -->\nIt is a miracle.\n")
    result = run()
    assert result.exit_code == 1
    assert said in result.output
    assert "[page/promise]" in result.output


def test_a_remark_may_hold_until_a_day_for_a_kind_of_rules_or_a_whole_file(site):
    add(
        site,
        "\n<!-- vademecum: ignore-file page/*, link/missing-page until 2030-01-01: being rewritten -->\n\nA miracle.\n",
    )
    assert run("--today", "2029-12-31").exit_code == 0
    assert run("--today", "2030-01-02").exit_code == 1


def test_a_remark_above_an_entry_holds_for_the_entry(site):
    entry = REFERENCES.replace("{Smith, Jane}", "{Smith, Jane and}")
    remark = "% vademecum: ignore bibliography/name: as the title page has it\n"
    (site / "references.bib").write_text(remark + entry, encoding="utf-8")
    assert run().exit_code == 0


def test_a_remark_that_is_not_needed_is_told(site):
    add(site, "\n<!-- vademecum: ignore page/promise: it was here -->\nIt is a metal.\n")
    assert "nothing here breaks page/promise [suppression/unused]" in run().output


def test_rules_are_chosen_by_name_and_kind(site):
    add(site, "\nIt rusts [@jones2021]. It is a miracle.\n")
    assert "[page/promise]" not in run("--select", "citation/*").output
    assert "[citation/unknown-key]" not in run("--ignore", "citation/*").output
    result = run("--select", "citation/unknown-kex")
    assert result.exit_code == 2
    assert "did you mean 'citation/unknown-key'?" in result.output
    assert "did you mean 'citation/*'?" in run("--select", "citation").output


@pytest.mark.usefixtures("site")
def test_a_fault_of_the_program_is_not_taken_for_a_finding(monkeypatch):
    monkeypatch.setattr("vademecum.commands.check.read_site", lambda *_: 1 / 0)
    result = run()
    assert result.exit_code == 3
    assert "ZeroDivisionError" in result.output
    assert "a fault of this program" in result.output


def test_what_two_rules_say_of_one_place_is_said_once(site):
    add(site, "\n[x](javascript:x) and [y](file:///etc/y).\n")
    rules = [line.rpartition("[")[2] for line in run().output.splitlines() if line.endswith("]")]
    assert sorted(rules) == ["link/unsafe-link]", "page/unsafe-link]"]


def test_a_page_that_gets_its_title_from_the_navigation_has_one(site):
    make_site(site, {"docs/index.md": PAGE.replace("title: Zinc\n", "")})
    assert "[page/no-title]" in run().output
    make_site(site, {}, {"nav": [{"Zinc": "index.md"}]})
    assert run().exit_code == 0


def test_files_that_are_added_to_each_page_may_hold_its_labels(site):
    add(site, "\nSee [zinc][z] and the XYZ.\n")
    assert "[link/undefined-reference]" in run().output
    extensions = [*CONFIGURATION["markdown_extensions"], {"pymdownx.snippets": {"auto_append": ["terms.md"]}}]
    make_site(site, {}, {"markdown_extensions": extensions})
    assert run().exit_code == 0


def test_several_remarks_hold_for_one_line(site):
    remarks = "<!-- vademecum: ignore {}: a test -->"
    add(site, f"\n{remarks.format('page/promise')}\n{remarks.format('link/missing-page')}\nA [miracle](x.md).\n")
    assert run().exit_code == 0
    add(site, f"\nA [miracle](x.md). {remarks.format('page/promise')} {remarks.format('link/missing-page')}\n")
    assert run().exit_code == 0


def test_a_remark_about_coverage_that_is_needed_is_not_called_unused(site):
    make_site(site, {}, plugin={"check": {"coverage": 100}})
    add(site, "\nIt is heavy. <!-- vademecum: ignore citation/coverage: anyone can lift it -->\n")
    result = run()
    assert (result.exit_code, "suppression/unused" in result.output) == (0, False)


@pytest.mark.parametrize("name", ["references.bib", "references.bibtex"])
def test_a_remark_holds_for_the_whole_entry_and_for_no_other(site, name):
    remark = "% vademecum: ignore bibliography/*: as it is printed\n% A note of ours.\n"
    wrong = "@book{a1900,\n  author = {Smith, Jane and},\n  title = {Zinc},\n  publisher = {M}, year = {1900}}\n"
    for text, code in ((remark + wrong, 0), (remark + wrong + wrong.replace("a1900", "b1900"), 1)):
        make_site(site, {name: REFERENCES + text}, plugin={"bibliography": name})
        assert run("--select", "bibliography/name").exit_code == code


def test_the_baseline_is_written_whole_and_what_was_not_asked_stays_in_it(site):
    add(site, "\nIt is a miracle.\n")
    for option in (["docs"], ["--select", "link/*"], ["--ignore", "link/*"]):
        result = run("--baseline", "known.txt", "--write-baseline", *option)
        assert result.exit_code == 2
        assert not (site / "known.txt").exists()
    build_site(site)
    page = site / "site" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", "<img src=x.png></body>"), encoding="utf-8")
    assert run("--built", "site", "--baseline", "known.txt", "--write-baseline").exit_code == 0
    assert run("--baseline", "known.txt", "--write-baseline").exit_code == 0
    assert run("--built", "site", "--baseline", "known.txt").exit_code == 0


def test_findings_of_the_baseline_are_named_as_they_are_seen(site, monkeypatch):
    (site / "known.txt").write_text("x\n", encoding="utf-8")
    monkeypatch.chdir(site / "docs")
    assert "../known.txt:1:1: error" in run("-f", "../mkdocs.yml", "--baseline", "../known.txt").output


def test_a_review_that_is_overdue_is_nobodys_change_and_fails_the_scheduled_run_alone(site):
    (site / "docs" / "index.md").write_text(PAGE.replace("---\n", OVERDUE, 1), encoding="utf-8")
    result = run("--select", "page/review-overdue")
    assert (result.exit_code, "[page/review-overdue]" in result.output) == (0, True)
    assert run("--select", "page/review-overdue", "--scheduled").exit_code == 1


def test_a_navigation_that_another_file_gives_is_followed(site):
    base = (site / "mkdocs.yml").read_text(encoding="utf-8")
    (site / "base.yml").write_text(base + "nav: [{Zinc: index.md}, {Gone: gone.md}]\n", encoding="utf-8")
    (site / "mkdocs.yml").write_text("INHERIT: base.yml\n", encoding="utf-8")
    assert "mkdocs.yml:1:1: error: there is no page 'gone.md'" in run().output


def test_a_link_to_a_page_that_is_not_published_leads_nowhere(site):
    add(site, "\nSee [iron](iron.md).\n")
    make_site(site, {"docs/iron.md": PAGE.replace("Zinc", "Iron")}, {"exclude_docs": "iron.md"})
    assert "docs/index.md:7:12: error" in run().output


def test_pages_may_lie_in_a_folder_outside_of_the_configurations(site, monkeypatch):
    add(site, "\nIt is a miracle.\n")
    (site / "configuration").mkdir()
    make_site(site / "configuration", {"references.bib": REFERENCES}, {"docs_dir": "../docs"})
    assert "docs/index.md:7:9: warning" in run("-f", "configuration/mkdocs.yml", "docs").output
    monkeypatch.chdir(site / "configuration")
    assert "../docs/index.md:7:9: warning" in run().output


def test_a_configuration_that_mkdocs_refuses_is_no_finding(site):
    (site / "mkdocs.yml").write_text("site_name: 3\ntheme: nowhere\n", encoding="utf-8")
    result = run()
    assert result.exit_code == 2
    assert "cannot be used" in result.output


def test_what_stands_in_the_built_site_alone_is_told_beside_what_the_source_has_in_the_same_line(site):
    add(site, "\nA miracle <img src='https://elsewhere.example/x.png' alt='X' title='By A, CC0'>.\n")
    build_site(site)
    remark = "<!-- vademecum: ignore page/promise: a test -->"
    for text in ("", remark):
        add(site, text)
        assert "[html/third-party]" in run("--built", "site").output
    assert "[html/third-party]" in run("--built", "site", "--select", "html/*").output


def test_an_unknown_source_is_told_once(site):
    add(site, "\nIt rusts [@jones2021].\n")
    build_site(site)
    output = run("--built", "site").output
    assert output.count("jones2021") - output.count("| It rusts") == 1
    assert "[html/" not in output


def test_files_of_the_built_site_may_be_asked_for_alone(site):
    build_site(site)
    assert run("--built", "site", "site/index.html").exit_code == 0


def test_one_fault_of_a_source_hides_no_other_of_the_built_page(site):
    add(site, '\n<p id="abc">A</p>\n\n<p id="abc">B</p>\n')
    build_site(site)
    page = site / "site" / "index.html"
    text = page.read_text(encoding="utf-8").replace("</article>", "<p id=zzz></p><p id=zzz></p></article>")
    page.write_text(text, encoding="utf-8")
    output = run("--built", "site").output
    assert ("'zzz'" in output, output.count("[html/duplicate-id]")) == (True, 1)
    assert "'abc'" in run("--built", "site", "--select", "html/*").output


@pytest.mark.parametrize(
    "entry",
    [
        "@book(a2000, author={A, B}, title={Zinc},\npublisher={M}, date={2001})\n",
        "@book{a2000, author={A, B}, title={Zinc}, abstract={x\n@here}, publisher={M},\n date={2001}}\n",
    ],
)
def test_a_remark_holds_for_entries_of_every_form(site, entry):
    remark = "% vademecum: ignore bibliography/key-year: known\n"
    (site / "references.bib").write_text(REFERENCES + entry, encoding="utf-8")
    assert "[bibliography/key-year]" in run().output
    (site / "references.bib").write_text(REFERENCES + remark + entry, encoding="utf-8")
    assert "[bibliography/key-year]" not in run().output
    assert "[suppression/unused]" not in run().output


def test_a_setting_that_the_plugin_does_not_know_stops_the_check(site):
    make_site(site, {}, plugin={"chek": {"coverage": 60}})
    result = run()
    assert result.exit_code == 2
    assert "Did you mean 'check'?" in result.output


def test_a_file_whose_name_is_not_utf8_is_told(site):
    Path(os.fsdecode(os.fsencode(site / "docs") + b"/a\xff.md")).write_text("x", encoding="utf-8")
    result = run()
    assert result.exit_code == 2
    assert "is not UTF-8; rename it" in result.output


def test_several_rules_may_be_named_at_once_in_any_case(site):
    add(site, "\nIt rusts [@jones2021]. It is a miracle.\n")
    assert run("--select", "Link/*, citation/unknown-key").output.count("[") == 1 + 1
    assert run("--ignore", "page/promise,citation/*").exit_code == 0


def test_where_there_are_topic_pages_no_other_page_is_held_against_the_coverage(site):
    make_site(site, {}, plugin={"check": {"coverage": 60}})
    add(site, "\nIt is heavy. It is cold. Nobody knows why.\n")
    assert "[citation/coverage]" in run().output
    (site / "docs" / "tin.md").write_text("---\ntitle: Tin\nsection: metals\n---\n\nIt shines.\n", encoding="utf-8")
    assert re.findall(r"(\S+):\d+:\d+: .*\[citation/coverage\]", run().output) == ["docs/tin.md"]


def test_a_remark_about_one_line_is_none_about_the_coverage_of_the_page(site):
    make_site(site, {}, plugin={"check": {"coverage": 60}})
    remark = "<!-- vademecum: ignore citation/*: heavy is heavy -->\n"
    add(site, f"\n{remark}It is heavy.\n\nIt is grey.\n\nIt is dull.\n")
    assert "[citation/coverage]" in run().output


def test_front_matter_of_many_levels_is_told_and_harms_no_other_page(site):
    for deep in ("[" * 50_000, "\n  - " + "- " * 50_000, "{a: " * 50_000):
        make_site(site, {"docs/deep.md": f"---\na: {deep}\n---\n# Deep\n"})
        result = run()
        assert result.exit_code == 1
        assert "docs/deep.md:2:1: error: the front matter cannot be read" in result.output
        assert build_site(site).status == 0


def test_a_command_that_does_not_exist_is_told():
    result = CliRunner().invoke(main, ["chek"])
    assert result.exit_code == 2
    assert "there is no command 'chek'; did you mean 'check'?" in result.output


def test_only_what_the_baseline_does_not_know_fails(site):
    add(site, "\nIt is a miracle.\n")
    assert run("--baseline", "known.txt", "--write-baseline").exit_code == 0
    add(site, "\nIt is guaranteed.\n")
    result = run("--baseline", "known.txt")
    assert result.exit_code == 1
    assert "guaranteed" in result.output
    assert "miracle" not in result.output


def test_the_baseline_may_stand_in_the_configuration_and_is_never_made_unasked(site):
    add(site, "\nIt is a miracle.\n")
    make_site(site, {}, plugin={"check": {"baseline": "known.txt"}})
    result = run()
    assert result.exit_code == 2
    assert "there is no baseline 'known.txt'; write it with --write-baseline" in result.output
    assert run("--write-baseline").exit_code == 0
    assert run().exit_code == 0


def test_what_was_mended_is_to_leave_the_baseline_and_fix_takes_it_out(site):
    page = site / "docs" / "index.md"
    add(site, "\nIt is a miracle.\n")
    run("--baseline", "known.txt", "--write-baseline")
    page.write_text(PAGE, encoding="utf-8")
    assert "is no longer found" in run("--baseline", "known.txt").output
    assert "is no longer found" not in run("--baseline", "known.txt", "--select", "link/*").output


@pytest.mark.usefixtures("site")
def test_a_baseline_is_written_to_a_file_that_is_named():
    result = run("--write-baseline")
    assert result.exit_code == 2
    assert "--write-baseline goes with --baseline FILE" in result.output


def test_only_what_stands_in_the_given_files_is_reported(site):
    add(site, "\nIt is a miracle. See [zinc](zinc.md#uses).\n")
    make_site(site, {"docs/zinc.md": PAGE + "\n## Uses\n\nIt is guaranteed.\n"})
    assert run("docs/zinc.md").output.count("[page/promise]") == 1
    assert run("docs").output.count("[page/promise]") == 2
    assert "missing-anchor" not in run("docs/index.md").output
    assert run("references.bib").exit_code == 0


@pytest.mark.parametrize("path", ["docs/zink.md", __file__])
@pytest.mark.usefixtures("site")
def test_a_path_that_is_none_of_the_site_is_told(path):
    result = run(path)
    assert result.exit_code == 2
    assert path in result.output


def test_from_another_folder_paths_are_as_they_are_seen_from_there(site, monkeypatch):
    add(site, "\nIt is a miracle.\n")
    (site / "elsewhere").mkdir()
    monkeypatch.chdir(site / "elsewhere")
    assert "../docs/index.md:7:9: warning:" in run("-f", "../mkdocs.yml").output
    monkeypatch.chdir(site.parent)
    result = run("-f", f"{site.name}/mkdocs.yml", f"{site.name}/docs/index.md")
    assert f"{site.name}/docs/index.md:7:9: warning:" in result.output
    assert "It is a miracle." in result.output


OVERDUE = "---\nreview_status: reviewed\nreviewed: 2020-01-01\nreview_due: 2021-01-01\n"


def test_an_overdue_review_is_a_warning_and_on_schedule_an_error(site):
    text = PAGE.replace("---\n", OVERDUE, 1)
    (site / "docs" / "index.md").write_text(text, encoding="utf-8")
    warned, scheduled = run("--fail-level", "error"), run("--fail-level", "error", "--scheduled")
    assert (warned.exit_code, scheduled.exit_code) == (0, 1)
    assert "warning: " in warned.output
    assert "error: " in next(line for line in scheduled.output.splitlines() if "[page/review-overdue]" in line)


def test_what_is_certain_is_mended(site):
    page = site / "docs" / "index.md"
    data = PAGE.replace("Zinc is", "See [zinc](INDEX.md). Zinc is").replace("\n", "\r\n").encode()
    page.write_bytes(b"\xef\xbb\xbf" + data)
    result = run("--fix")
    assert result.exit_code == 0, result.output
    assert "docs/index.md:5:12: mended:" in result.output
    assert page.read_bytes() == b"\xef\xbb\xbf" + data.replace(b"INDEX.md", b"index.md")
    assert "mended" not in run("--fix").output


def test_what_was_not_asked_for_is_not_mended(site):
    page = site / "docs" / "index.md"
    add(site, "\nSee [zinc](INDEX.md).\n")
    before = page.read_bytes()
    run("--fix", "--ignore", "link/*")
    run("--fix", "references.bib")
    assert page.read_bytes() == before


def test_the_built_site_is_checked_too_and_its_faults_are_told_where_they_were_written(site):
    add(site, '\nSee [rust](rust.md) and <a href="tin/">tin</a>.\n')
    (site / "overrides").mkdir()
    (site / "overrides" / "main.html").write_text(
        '{% extends "base.html" %}{% block footer %}<a href="nowhere/">Nowhere</a>{% endblock %}', encoding="utf-8"
    )
    make_site(site, {}, {"theme": {**CONFIGURATION["theme"], "custom_dir": "overrides"}}, {"work_pages": False})
    build_site(site)
    output = run("--built", "site").output
    places = [line.partition(" error: ")[0] for line in output.splitlines() if line.endswith("]")]
    assert places[:2] == ["docs/index.md:7:12:", "docs/index.md:7:34:"]
    assert [place.partition(":")[0] for place in places[2:]] == ["site/404.html", "site/index.html"]


@pytest.mark.usefixtures("site")
def test_a_built_site_that_is_not_there_is_told():
    result = run("--built", "site")
    assert result.exit_code == 2
    assert "there is no built site in 'site'" in result.output


def many_bare_signs(site, number):
    entries = "".join(
        f"\n@article{{smith20{n}, title={{One & two {n}}}, author={{Ada Smith}}, journal={{Skin}}, year=20{n}}}\n"
        for n in range(21, 21 + number)
    )
    (site / "references.bib").write_text(REFERENCES + entries, encoding="utf-8")
    add(site, "".join(f"It is {n} [@smith20{n}].\n" for n in range(21, 21 + number)))


def test_of_many_that_may_stay_there_is_one_line_so_that_others_are_seen(site):
    many_bare_signs(site, 4)
    add(site, "See [@smyth2020].\n")
    said = run().output
    assert said.count("bibliography/bare-special") == 2
    assert "info: 4 times: " in said
    assert "= '--select bibliography/bare-special' shows each of them." in said
    assert said.index("citation/unknown-key") < said.index("4 times")
    assert said.endswith("1 error, 4 for information in 2 files.\n")
    assert run("--select", "bibliography/bare-special").output.count("[bibliography/bare-special]") == 4
    assert run("--format", "github").output.count("bibliography/bare-special") == 4


def test_a_few_that_may_stay_are_told_one_by_one(site):
    many_bare_signs(site, 3)
    assert run().output.count("[bibliography/bare-special]") == 3


def test_warnings_may_pass(site):
    add(site, "\nIt is a miracle.\n")
    assert run("--fail-level", "error").exit_code == 0


def test_every_format_is_printed_whole(site):
    add(site, "\nIt rusts [@jones2021].\n")
    assert json.loads(run("--format", "json").output)["findings"][0]["rule"] == "citation/unknown-key"
    assert json.loads(run("--format", "sarif").output)["version"] == "2.1.0"
    assert run("--format", "github").output.startswith("::error file=docs/index.md,line=7,")


def test_a_setting_of_the_checks_is_read_and_a_wrong_one_told(site):
    make_site(site, {}, plugin={"check": {"promise_words": ["metal"]}})
    assert "[page/promise]" in run().output
    for check, said in (
        ({"promise_word": []}, "did you mean 'promise_words'?"),
        ({"coverage": 200}, "'check: coverage:' is a whole number from 0 to 100, not 200"),
        ({"online": {"mailto": 3}}, "'check: online: mailto:' is text, not 3"),
        ({"online": {"mail": "a@b.org"}}, "there is no setting 'check: online: mail:'; did you mean 'mailto'?"),
        ({"online": ["mailto"]}, "'check: online:' is a list of settings with their values"),
        ({"online": {"proxy": "proxy"}}, "is a host and a port, such as 'proxy.example.org:3128'"),
        ({"online": {"days_until_dead": 0}}, "is a whole number from 1, not 0"),
        ({"online": {"exclude": [{"url": "https://a.org/*"}]}}, "is a list, each with 'url', 'reason'"),
    ):
        make_site(site, {}, plugin={"check": check})
        result = run()
        assert result.exit_code == 2
        assert said in result.output


def test_the_handbook_has_no_errors():
    result = run("-f", ROOT / "mkdocs.yml", "--fail-level", "error", "--today", "2026-11-20")
    assert result.exit_code == 0, result.output


def test_the_catalogue_and_the_code_name_the_same_rules():
    rules = set()
    for module in pkgutil.walk_packages(vademecum.__path__, "vademecum."):
        values = vars(importlib.import_module(module.name)).values()
        rules |= {value.name for value in values if isinstance(value, Rule)}
    assert rules == set(rule_guides())


@pytest.mark.parametrize("guide", rule_guides().values(), ids=lambda guide: guide.name)
def test_a_rule_is_explained_with_an_example(guide):
    assert len(guide.explanation) > 60
    assert guide.wrong
    assert guide.right


HARMFUL = "<!-- vademecum: ignore-file page/*, html/*, link/*: a demonstration -->\n\n<script>alert(1)</script>\n"


def test_a_stranger_cannot_let_stand_what_harms_readers(site):
    add(site, f"\n{HARMFUL}")
    assert run().exit_code == 0
    found = run("--untrusted")
    assert found.exit_code == 1
    assert "[page/unsafe-element]" in found.output


def test_nor_can_a_list_of_known_findings(site):
    add(site, "\n<script>alert(1)</script>\n")
    run("--baseline", "known.toml", "--write-baseline")
    assert run("--baseline", "known.toml").exit_code == 0
    assert "[page/unsafe-element]" in run("--untrusted", "--baseline", "known.toml").output


def test_the_rules_that_guard_readers_exist():
    assert set(rule_guides()) >= GUARDS


def test_a_drawing_of_the_built_site_is_looked_into_and_shown_at_its_place(tmp_path, monkeypatch):
    make_site(tmp_path, {"docs/index.md": "# Home\n", "references.bib": ""})
    drawing = '<svg xmlns="http://www.w3.org/2000/svg">\n<script>send()</script></svg>\n'
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<p><img src='a.SVG' alt=''>\n", "utf-8")
    (tmp_path / "site/a.SVG").write_text(drawing, "utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--untrusted", "--built", "site", "--select", "html/*"])
    assert result.exit_code == 1
    assert result.output.startswith("site/a.SVG:2:1: error: the drawing holds <script>")
    assert "    2 | <script>send()</script></svg>\n" in result.output
