"""`vademecum rename`: a work gets another key wherever it is named, and nothing else is touched."""

import os

import pytest
from click.testing import CliRunner

from built_sites import make_site
from vademecum.bibliography.identifier import citation_key
from vademecum.cli import main
from vademecum.editing import many_files
from vademecum.editing.renaming import Files, rename_key
from vademecum.text.errors import ConfigurationError

REFERENCES = """\
% A remark on old2020.
@book{other2021, title = {Zinc and old2020}, year = 2021, note = {old2020}}

@inbook{part2020, title = {Part}, crossref = {OLD2020}, related = {other2021, old2020}}

@book{old2020,
  title = {Old},
  year  = 2020,
  ids   = {older},
}
"""
PAGE = """\
---
title: old2020
summary: "It is [@old2020]."
key_points:
  - 'He said: ''so'' {{ cite("old2020") }}.'
  - "He said \\"so\\" {{ cite(\\"old2020\\", \\"other2021\\") }}."
  - Plain, says @old2020
---
All forms: [@old2020], [see @other2021, p. 3; -@old2020, pp. 4--5], @old2020 [p. 3], @{old2020}, @old2020.

Not: [@old2020a], [@old2020:a], me@old2020.org, \\@old2020, `[@old2020]`, <!-- [@old2020] -->.

{{ cite("other2021", 'old2020', prefix="see old2020") }} and [@other2021, @old2020].

{{ figure("a.svg", caption="So [@old2020].", legend=["One {{ cite('old2020') }}", "old2020"]) }}

    [@old2020]

```
{{ cite("old2020") }}
```
"""
RENAMED = """\
---
title: old2020
summary: "It is [@new-1]."
key_points:
  - 'He said: ''so'' {{ cite("new-1") }}.'
  - "He said \\"so\\" {{ cite(\\"new-1\\", \\"other2021\\") }}."
  - Plain, says @new-1
---
All forms: [@new-1], [see @other2021, p. 3; -@new-1, pp. 4--5], @new-1 [p. 3], @{new-1}, @new-1.

Not: [@old2020a], [@old2020:a], me@old2020.org, \\@old2020, `[@old2020]`, <!-- [@old2020] -->.

{{ cite("other2021", 'new-1', prefix="see old2020") }} and [@other2021, @new-1].

{{ figure("a.svg", caption="So [@new-1].", legend=["One {{ cite('new-1') }}", "old2020"]) }}

    [@old2020]

```
{{ cite("old2020") }}
```
"""
TABLE = """\
title: old2020
caption: "All [@old2020]"
columns: [{id: a, title: A}]
rows:
  - {id: old2020, title: T, cells: {a: 'It''s [@old2020; @other2021]'}}
"""


def files(**pages):
    written = {f"{name}.md": text.encode() for name, text in pages.items()}
    return Files({"references.bib": REFERENCES.encode()}, written, {"table.yml": TABLE.encode()})


def renamed(old="old2020", new="new-1", **pages):
    made = rename_key(files(**pages), citation_key(old), citation_key(new))
    return {path: data.decode() for path, data in made.files.items()}


def test_every_form_in_which_a_page_cites_is_renamed_and_nothing_else():
    assert renamed(page=PAGE)["page.md"] == RENAMED


def test_the_bibliography_names_the_work_by_its_new_key():
    new = renamed()["references.bib"]
    assert new == REFERENCES.replace("{OLD2020}", "{new-1}").replace(", old2020}}", ", new-1}}").replace(
        "@book{old2020,", "@book{new-1,"
    )


def test_files_of_data_are_renamed_in_their_texts():
    expected = TABLE.replace("[@old2020]", "[@new-1]").replace("[@old2020;", "[@new-1;")
    assert renamed()["table.yml"] == expected


@pytest.mark.parametrize(
    "written", [r"[@old\u0032020]", r"[@old2020] and @\x6fld2020", r"{{ cite('old\U00000032020') }}"]
)
def test_a_key_in_escapes_of_yaml_is_told_with_its_place_and_nothing_is_changed(written):
    text = f'---\nkey_points:\n  - "So {written}"\n---\n'
    with pytest.raises(ConfigurationError, match=r"page\.md:3:5: this text names 'old2020' with the help of an escape"):
        renamed(page=text)
    data = {"table.yml": f'a: "{written}"\n'.encode()}
    with pytest.raises(ConfigurationError, match=r"table\.yml:1:4: this text names 'old2020'"):
        rename_key(Files({"references.bib": REFERENCES.encode()}, {}, data), citation_key("old2020"), citation_key("n"))


def test_escapes_of_yaml_elsewhere_in_a_text_are_kept():
    text = '---\nsummary: "\\u00e9 [@old2020]"\n---\n'
    assert renamed(page=text)["page.md"] == text.replace("old2020", "new-1")


def test_what_is_read_as_another_key_is_left_and_told():
    made = rename_key(files(page='{{ cite(" old2020 ") }} [@old2020]'), citation_key("old2020"), citation_key("new"))
    assert made.files["page.md"].decode() == '{{ cite(" old2020 ") }} [@new]'
    assert "page.md:1:11" in map(str, made.left)


def test_where_else_the_key_is_named_is_told():
    entry = "@book{old2020, title = {On old2020}, note = {\\cite{old2020}, \\cite[3]{a,old2020}}}"
    works = f"% old2020 and old2020a\n{entry}\nold2020"
    held = Files({"w.bib": works.encode()}, {}, {}, {"mkdocs.yml": b"extra: {best: 'old2020', a: old2020}\n"})
    made = rename_key(held, citation_key("old2020"), citation_key("new"))
    places = ["w.bib:1:3", "w.bib:2:52", "w.bib:2:73", "w.bib:3:1", "mkdocs.yml:1:16"]
    assert [*map(str, made.left)] == places


def test_files_that_do_not_name_the_work_are_not_touched():
    assert set(renamed(page="Nothing [@other2021].")) == {"references.bib", "table.yml"}


@pytest.mark.parametrize("text", ["\ufeff---\r\ntitle: T\r\n---\r\nSo\r\n[@old2020].\r\nAnd @old2020.\n", "@old2020"])
def test_line_ends_and_byte_order_marks_stay(text):
    assert renamed(page=text)["page.md"] == text.replace("old2020", "new-1")


@pytest.mark.parametrize(
    ("old", "new", "written", "expected"),
    [
        ("old2020", "a..b", "[@old2020].", "[@{a..b}]."),
        ("old2020", "doi:10.1/x", "@old2020.", "@doi:10.1/x."),
        ("old2020", "b:", "", None),
        ("other2021", "OTHER2021", "[@other2021]", "[@OTHER2021]"),
        ("old2020", "é2020", "@old2020", "@é2020"),
    ],
)
def test_a_key_is_written_so_that_it_is_read(old, new, written, expected):
    if expected is None:
        with pytest.raises(ConfigurationError, match="can be no key"):
            renamed(old, new)
    else:
        assert renamed(old, new, page=written)["page.md"] == expected


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("old2020", "other2021", "the key 'other2021' is taken, at references.bib:2:1"),
        ("old2020", "Other2021", "the key 'other2021' is taken"),
        ("old2020", "older", "'older' is another name \\('ids'\\) of 'old2020'"),
        ("old2020", "old2020", "is the key already"),
        ("nobody", "new", "has no work 'nobody'"),
        ("old2020", "a" * 101, "a key has 100 characters at most"),
        *(
            ("old2020", bad, "can be no key")
            for bad in ("", "a b", "a,b", "a}b", "a@b", "a#b", 'a"b', "-a", "a%", "a\n")
        ),
    ],
)
def test_a_key_that_is_taken_or_none_is_refused(old, new, said):
    with pytest.raises(ConfigurationError, match=said):
        renamed(old, new)


def test_a_bibliography_with_errors_is_mended_first():
    broken = Files({"references.bib": (REFERENCES + "@book{old2020, title = {Twice}}").encode()})
    with pytest.raises(ConfigurationError, match=r"references\.bib:11:1: the key 'old2020' is already used"):
        rename_key(broken, citation_key("old2020"), citation_key("new"))


def test_a_page_that_is_not_utf_8_stops_it_where_it_names_the_key():
    for text, stops in ((b"\xff [@old2020]", True), (b"\xff nothing", False)):
        held = Files({"references.bib": REFERENCES.encode()}, {"page.md": text})
        if stops:
            with pytest.raises(ConfigurationError, match=r"'page\.md' is not UTF-8"):
                rename_key(held, citation_key("old2020"), citation_key("new"))
        else:
            assert set(rename_key(held, citation_key("old2020"), citation_key("new")).files) == {"references.bib"}


@pytest.fixture
def site(tmp_path, monkeypatch):
    pages = {
        "docs/index.md": "Says @old2020, or `@old2020`.\n",
        "docs/a/draft.md": "---\nreview_status: draft\n---\n[@old2020]",
    }
    make_site(tmp_path, {**pages, "docs/a/table.yml": TABLE, "references.bib": REFERENCES, "notes.md": "[@old2020]"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["rename", *arguments])


def contents(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_command_tells_each_place_and_changes_all_files(site):
    result = run("old2020", "new2020")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "references.bib:4:47: 'old2020' becomes 'new2020'",
        "references.bib:4:79: 'old2020' becomes 'new2020'",
        "references.bib:6:7: 'old2020' becomes 'new2020'",
        "docs/a/draft.md:4:3: 'old2020' becomes 'new2020'",
        "docs/index.md:1:7: 'old2020' becomes 'new2020'",
        "docs/a/table.yml:2:17: 'old2020' becomes 'new2020'",
        "docs/a/table.yml:5:49: 'old2020' becomes 'new2020'",
        "references.bib:1:15: 'old2020' is named here and stays: this is code, a comment or other text",
        "docs/index.md:1:21: 'old2020' is named here and stays: this is code, a comment or other text",
        "7 places in 4 files changed",
    ]
    assert (site / "docs" / "index.md").read_text(encoding="utf-8") == "Says @new2020, or `@old2020`.\n"
    assert (site / "notes.md").read_text(encoding="utf-8") == "[@old2020]"
    assert "has no work 'old2020'" in run("old2020", "new2020").stderr


def test_a_dry_run_changes_nothing(site):
    before = contents(site)
    result = run("old2020", "new2020", "--dry-run")
    assert "docs/index.md:1:7: 'old2020' would become 'new2020'" in result.stdout
    assert result.stdout.endswith("7 places in 4 files; nothing was changed\n")
    assert contents(site) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["odl2020", "x"], "the bibliography has no work 'odl2020'; did you mean 'old2020' (Old)"),
        (["old2020", "other2021"], "the key 'other2021' is taken, at references.bib:2:1"),
        (["old2020"], "Missing argument 'NEW'"),
    ],
)
def test_a_mistake_is_told_in_a_sentence_and_nothing_is_changed(site, arguments, said):
    before = contents(site)
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert contents(site) == before


@pytest.mark.usefixtures("site")
def test_an_entry_that_is_out_of_order_now_is_told(site):
    (site / "references.bib").write_text("@book{old2020, title={O}}\n@book{z, title={Z}}\n", encoding="utf-8")
    assert "'vademecum fmt' puts it where it belongs" in run("old2020", "zz2020").stderr


def test_where_one_file_cannot_be_written_all_stay_as_they_were(site, monkeypatch):
    before, real, calls = contents(site), many_files.replace_file, []

    def fail_third(file, data):
        calls.append(file)
        if len(calls) == 3:
            raise OSError(28, "No space left on device", str(file))
        real(file, data)

    monkeypatch.setattr(many_files, "replace_file", fail_third)
    result = run("old2020", "new2020")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert contents(site) == before


def three_files(folder):
    old = {folder / name: f"old {name}".encode() for name in "abc"}
    for file, data in old.items():
        file.write_bytes(data)
    return old, dict.fromkeys(old, b"new")


def test_an_interruption_right_behind_a_file_leaves_none_changed(tmp_path, monkeypatch):
    old, new = three_files(tmp_path)
    real = many_files.replace_file

    def interrupted(file, data):
        real(file, data)
        if file.name == "b" and data == b"new":
            raise KeyboardInterrupt

    monkeypatch.setattr(many_files, "replace_file", interrupted)
    with pytest.raises(KeyboardInterrupt):
        many_files.replace_files(old, new)
    assert {file: file.read_bytes() for file in old} == old


def test_what_cannot_be_put_back_is_named_and_the_rest_is(tmp_path, monkeypatch):
    old, new = three_files(tmp_path)
    real = many_files.replace_file

    def full(file, data):
        if file.name == "c" or data == b"old a":
            raise OSError(28, "No space left on device", str(file))
        real(file, data)

    monkeypatch.setattr(many_files, "replace_file", full)
    with pytest.raises(ConfigurationError, match=r"could not be put back as they were: '[^']*a'\. They hold"):
        many_files.replace_files(old, new)
    assert [file.read_bytes() for file in old] == [b"new", b"old b", b"old c"]


def test_a_file_that_somebody_else_changes_meanwhile_stops_it(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"theirs")
    with pytest.raises(ConfigurationError, match="has changed meanwhile"):
        many_files.replace_files({file: b"old"}, {file: b"new"})
    assert file.read_bytes() == b"theirs"


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_what_leads_out_of_the_documentation_folder_is_not_touched(site):
    (site / "docs" / "linked.md").symlink_to(site / "notes.md")
    assert run("old2020", "new2020").exit_code == 0
    assert (site / "notes.md").read_text(encoding="utf-8") == "[@old2020]"
