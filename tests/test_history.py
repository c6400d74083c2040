"""The states that a book has been in, as Git knows them, and the days on which its pages changed."""

import json
import os
import shutil
from datetime import date

import pytest

from built_sites import build_site, make_site
from git_repositories import GitRepository
from small_books import JONES, SMITH, page
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.pages.book_state import work_state
from vademecum.publishing import feeds as feeds_module
from vademecum.publishing import history as history_module
from vademecum.publishing.history import read_history
from vademecum.publishing.history_works import WorksReader
from vademecum.publishing.review import build_day
from vademecum.publishing.sitemap_dates import commit_days
from vademecum.text.source import Source


@pytest.fixture
def repository(tmp_path):
    return GitRepository(tmp_path / "a repository")


def read(folder, docs="docs", bibliographies=("references.bib",)):
    with read_history(folder, folder / docs, bibliographies) as states:
        return [(str(day), {path: " ".join(each.works) for path, each in state.pages.items()}) for day, state in states]


def test_the_last_commit_of_each_day_counts_and_the_beginning_is_known(repository):
    repository.commit("2026-03-01", {"docs/iron.md": page(), "references.bib": SMITH + JONES})
    repository.commit("2026-03-04", {"docs/iron.md": page("smith2020")})
    repository.commit("2026-03-04", {"docs/iron.md": page("jones2021")})
    repository.commit("2026-03-06", {"README.md": "Nothing of the book."})
    assert read(repository.folder) == [
        ("2026-03-04", {"iron.md": "jones2021"}),
        ("2026-03-01", {"iron.md": ""}),
        ("2000-01-01", {}),
    ]


def test_citations_by_macro_and_in_key_points_count_and_those_in_code_do_not(repository):
    front, code = '---\nkey_points: ["So [@a]", "@b"]\n---\n', "`[@e]`\n\n```\n[@f]\n```\n"
    text = f'{front}{{{{ cite("c", "d") }}}} {{{{ cite(1) }}}} {code}[@g; @h]\n'
    repository.commit("2026-03-01", {"docs/x.md": text})
    assert read(repository.folder)[0][1] == {"x.md": "g h c d a b"}


def test_a_site_in_a_folder_of_its_repository_is_found(repository):
    repository.commit("2026-03-01", {"sites/one/docs/a/iron.md": page("smith2020"), "sites/one/x.bib": SMITH})
    assert read(repository.folder / "sites/one", bibliographies=["x.bib"])[0] == (
        "2026-03-01",
        {"a/iron.md": "smith2020"},
    )


def test_files_above_the_folder_of_mkdocs_yml_are_found(repository):
    repository.commit("2026-03-01", {"text/iron.md": page("smith2020"), "x.bib": SMITH, "site/mkdocs.yml": ""})
    states = read(repository.folder / "site", docs="../text", bibliographies=["../x.bib"])
    assert states[0] == ("2026-03-01", {"iron.md": "smith2020"})


def test_drafts_are_not_there_yet(repository):
    repository.commit("2026-03-01", {"docs/iron.md": page(review_status="draft")})
    assert read(repository.folder)[0] == ("2026-03-01", {})


def test_of_a_shallow_clone_the_beginning_is_not_known(repository, tmp_path):
    repository.commit("2026-03-01", {"docs/iron.md": page("smith2020")})
    repository.commit("2026-03-02", {"docs/iron.md": page("jones2021")})
    address = repository.folder.as_uri()
    repository.git("clone", "--quiet", "--depth=1", address, str(tmp_path / "clone"))
    assert read(tmp_path / "clone") == [("2026-03-02", {"iron.md": "jones2021"})]


def test_what_was_merged_counts_on_the_day_of_the_merge(repository):
    repository.commit("2026-03-01", {"docs/iron.md": page()})
    repository.git("switch", "--quiet", "--create", "branch")
    repository.commit("2026-03-02", {"docs/iron.md": page("smith2020")})
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-03-03", {"docs/zinc.md": page()})
    repository.git("merge", "--quiet", "--no-edit", "branch", day="2026-03-09")
    assert [day for day, _ in read(repository.folder)] == ["2026-03-09", "2026-03-03", "2026-03-01", "2000-01-01"]


def test_clocks_that_went_wrong_do_not_put_days_out_of_order(repository):
    for number, day in enumerate(["2026-03-01", "2031-01-01", "2011-01-01", "2026-03-04"]):
        repository.commit(day, {"docs/iron.md": page(f"key{number}")})
    assert [(day, pages.get("iron.md")) for day, pages in read(repository.folder)] == [
        ("2026-03-04", "key3"),
        ("2026-03-01", "key0"),
        ("2000-01-01", None),
    ]


def test_links_and_submodules_are_no_pages(repository):
    repository.commit("2026-03-01", {"docs/iron.md": page("smith2020"), "elsewhere.md": page("jones2021")})
    (repository.folder / "docs/link.md").symlink_to("../elsewhere.md")
    repository.commit("2026-03-02")
    assert read(repository.folder)[0] == ("2026-03-02", {"iron.md": "smith2020"})


def test_a_folder_outside_of_any_repository_and_one_without_commits_have_no_history(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "docs").mkdir()
    assert read(tmp_path) == []
    GitRepository(tmp_path)
    assert read(tmp_path) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == [".git", "docs"]


def test_without_git_there_is_no_history(repository, monkeypatch):
    repository.commit("2026-03-01", {"docs/iron.md": page()})
    monkeypatch.setenv("PATH", "")
    assert read(repository.folder) == []


def test_damaged_objects_cost_only_what_they_held(repository):
    repository.commit("2026-03-01", {"docs/iron.md": page("smith2020"), "docs/zinc.md": page("jones2021")})
    blob = repository.git("rev-parse", "HEAD:docs/iron.md")
    (repository.folder / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    assert read(repository.folder)[0] == ("2026-03-01", {"iron.md": "", "zinc.md": "jones2021"})


def test_what_was_read_once_is_not_read_again_and_the_cache_may_be_damaged_or_gone(repository, monkeypatch):
    repository.commit("2026-03-01", {"docs/iron.md": page("smith2020"), "references.bib": SMITH})
    expected = read(repository.folder)
    with monkeypatch.context() as unable:
        unable.setattr(history_module, "read_page", None)
        unable.setattr(history_module, "WorksReader", lambda: None)
        assert read(repository.folder) == expected
    [kept] = (repository.folder / ".cache/vademecum").rglob("*.json")
    good = json.loads(kept.read_bytes())
    for value in (
        ["x"],
        {**good, "value": dict.fromkeys(good["value"], 1)},
        {**good, "value": {key: ["x", True, False, "no day", [], []] for key in good["value"]}},
    ):
        kept.write_text(json.dumps(value), encoding="utf-8")
        assert read(repository.folder) == expected
    shutil.rmtree(repository.folder / ".cache")
    assert read(repository.folder) == expected


@pytest.mark.parametrize(
    "text",
    [
        SMITH + JONES,
        "% A remark\n" + SMITH + "@comment{x}\n" + JONES,
        "@string{s = {Strings}}\n@book{a, title = s, year = 2020}\n",
        "@collection{c, title = {C}, year = 1999}\n@incollection{a, title = {A}, crossref = {c}}\n",
        SMITH + SMITH.replace("Zinc", "Tin") + JONES,
        "@book{a, title = {Broken\n" + SMITH,
        "@book{a, ids = {b, c}, title = {A}}\n",
        "",
    ],
)
def test_works_that_are_read_one_by_one_say_what_they_say_together(text):
    reader = WorksReader()
    for _ in range(2):
        together = read_bibtex([Source("", text)])[0]
        assert reader.works([Source("", text)]) == {key: work_state(entry) for key, entry in together.items()}


def test_an_entry_that_did_not_change_is_not_read_again(monkeypatch):
    reader = WorksReader()
    reader.works([Source("", SMITH + JONES)])
    monkeypatch.setattr("vademecum.publishing.history_works.read_bibtex", None)
    assert reader.works([Source("", JONES)]).keys() == {"jones2021"}


def test_no_program_that_a_repository_names_is_run(repository, tmp_path):
    repository.commit("2026-03-01", {"docs/iron.md": page("smith2020"), ".gitattributes": "*.md diff=own filter=own\n"})
    touch = f"touch '{tmp_path / 'ran'}'; cat"
    for name in (
        "diff.external",
        "diff.own.textconv",
        "diff.own.command",
        "filter.own.smudge",
        "core.pager",
        "gpg.program",
    ):
        repository.git("config", name, touch)
    repository.git("config", "log.showSignature", "true")
    assert read(repository.folder)[0] == ("2026-03-01", {"iron.md": "smith2020"})
    assert not (tmp_path / "ran").exists()


# ----- files of data that pages show -----

TABLE = """title: Metals
columns: [{id: effect, title: Effect, note: "In people [@note]"}]
rows:
  - {id: zinc, title: Zinc, cells: {effect: "It helped [@smith2020]"}}
  - {id: iron, title: Iron, cells: {effect: "It rusted [@jones2021]"}}
"""
SHOWN = '---\ntitle: Iron\nsection: metals\n---\n\n# Iron\n\n{{ comparison("../data/metals.yml"%s) }}\n'
GLOSSARY = "- {term: Rust, meaning: 'What iron becomes [@jones2021]'}\n"


def test_a_page_cites_what_the_part_of_a_table_cites_that_it_shows(repository):
    files = {"docs/data/metals.yml": TABLE, "docs/metals/all.md": SHOWN % "", "docs/metals/odd.md": SHOWN % ", rows=7"}
    one = {
        "docs/metals/one.md": SHOWN % ", rows=['zinc']",
        "docs/metals/none.md": SHOWN.replace("metals.yml", "x") % "",
    }
    repository.commit("2026-03-01", {**files, **one})
    assert read(repository.folder)[0][1] == {
        "metals/all.md": "smith2020 jones2021 note",
        "metals/odd.md": "smith2020 jones2021 note",
        "metals/one.md": "smith2020 note",
        "metals/none.md": "",
    }


def test_the_glossarys_page_cites_what_the_terms_cite_and_captions_are_read(repository):
    figure = '{{ figure("a.svg", caption="So [@a]", alt="x", credit="y", licence="z", legend=["One [@b]"]) }}\n'
    files = {"docs/data/glossary.yml": GLOSSARY, "docs/glossary.md": "{{ glossary() }}\n", "docs/figure.md": figure}
    repository.commit("2026-03-01", files)
    assert read(repository.folder)[0][1] == {"glossary.md": "jones2021", "figure.md": "a b"}
    expected = read(repository.folder)
    assert read(repository.folder) == expected  # from what was kept


def test_a_citation_that_moved_to_a_file_of_data_is_no_loss_and_one_that_left_it_is(repository):
    moved, less = SHOWN % "", TABLE.replace("It helped [@smith2020]", "none")
    bare = {"docs/index.md": "# Home\n", "docs/data/metals.yml": TABLE, "references.bib": SMITH + JONES}
    make_site(repository.folder, {**bare, "docs/metals/iron.md": page("smith2020", "jones2021")})
    repository.commit("2026-03-01")
    repository.commit("2026-03-02", {"docs/metals/iron.md": moved})
    repository.commit("2026-03-03", {"docs/data/metals.yml": less})
    feed = json.loads((build_site(repository.folder).folder / "feed.json").read_bytes())
    assert [(item["date_published"][:10], item["title"]) for item in feed["items"]] == [
        ("2026-03-03", "Iron: 1 source removed"),
        ("2026-03-01", "New page: Iron"),
    ]


def test_without_git_a_page_is_named_for_a_retracted_work_that_only_its_table_cites(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    retracted = SMITH.replace("year = 2020", "year = 2020, status = {retracted}, statusdate = {2026-02-01}")
    files = {"docs/index.md": "# Home\n", "docs/data/metals.yml": TABLE, "references.bib": retracted + JONES}
    site = build_site(make_site(tmp_path, {**files, "docs/metals/iron.md": SHOWN % ""}))
    [item] = json.loads((site.folder / "feed.json").read_bytes())["items"]
    assert item["title"] == "Retracted: Smith 2020"
    assert "Cited on Iron." in item["content_text"]


# ----- what is kept -----


def test_what_is_kept_is_nothing_that_git_should_see(repository):
    repository.commit("2026-03-01", {"docs/iron.md": page("smith2020"), "references.bib": SMITH})
    read(repository.folder)
    assert (repository.folder / ".cache/vademecum").is_dir()
    assert repository.git("status", "--porcelain") == ""


def test_where_nothing_can_be_kept_history_is_read_all_the_same(repository):
    repository.commit("2026-03-01", {"docs/iron.md": page("smith2020"), ".cache": "No folder."})
    expected = [("2026-03-01", {"iron.md": "smith2020"}), ("2000-01-01", {})]
    assert [read(repository.folder) for _ in range(2)] == [expected] * 2


def test_a_build_reads_the_history_once_for_feeds_pages_and_twins(repository, monkeypatch):
    asked = []

    def counted(*arguments):
        asked.append(arguments)
        return read_history(*arguments)

    monkeypatch.setattr(feeds_module, "read_history", counted)
    files = {"docs/index.md": "# Home\n\n{{ recent_changes() }}\n", "docs/new.md": "{{ recent_changes(limit=1) }}\n"}
    site = build_site(make_site(repository.folder, {**files, "references.bib": ""}))
    assert site.status == 0
    assert len(asked) == 1


# ----- one clock -----


def test_a_commit_has_one_day_in_the_sitemap_and_in_the_feed(repository):
    """Late in the evening in New York it is the next day by Universal Time."""
    files = {"docs/index.md": "# Home\n", "docs/iron.md": page("smith2020"), "references.bib": SMITH}
    make_site(repository.folder, files, {"site_url": "https://example.org/"})
    repository.commit("2024-01-01T23:30:00-0500")
    site = build_site(repository.folder)
    [item] = json.loads((site.folder / "feed.json").read_bytes())["items"]
    assert item["date_published"] == "2024-01-02T00:00:00Z"
    assert "<loc>https://example.org/iron/</loc><lastmod>2024-01-02</lastmod>" in (
        site.folder / "sitemap.xml"
    ).read_text(encoding="utf-8")


def test_what_was_merged_changed_on_the_day_of_the_merge(repository):
    repository.commit("2026-03-01", {"docs/iron.md": page(), "docs/a/b/tin.md": page(), "docs/gone.md": page()})
    repository.git("switch", "--quiet", "--create", "branch")
    repository.commit("2026-03-02", {"docs/a/b/tin.md": page("smith2020")})
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-03-03", {"docs/zinc.md": page()}, ["docs/gone.md"])
    repository.git("merge", "--quiet", "--no-edit", "branch", day="2026-03-09")
    days = commit_days(repository.folder / "docs")
    assert {path: days[path] for path in ("iron.md", "a/b/tin.md", "zinc.md")} == {
        "iron.md": "2026-03-01",
        "a/b/tin.md": "2026-03-09",
        "zinc.md": "2026-03-03",
    }


def test_pages_in_the_root_of_a_repository_have_days(repository):
    repository.commit("2026-03-01", {"iron.md": page()})
    repository.commit("2026-03-02", {"tin.md": page()})
    assert commit_days(repository.folder) == {"iron.md": "2026-03-01", "tin.md": "2026-03-02"}


def test_a_folder_that_was_gone_for_a_time_has_only_the_days_since(repository):
    repository.commit("2026-03-01", {"docs/iron.md": page()})
    repository.commit("2026-03-02", removed=["docs/iron.md"])
    repository.commit("2026-03-03", {"docs/iron.md": page()})
    repository.commit("2026-03-04", {"docs/tin.md": page()})
    assert commit_days(repository.folder / "docs") == {"tin.md": "2026-03-04"}


@pytest.mark.parametrize("lost", ["HEAD~1^{tree}", "HEAD~1:docs", "HEAD~1:docs/a"])
def test_a_damaged_history_tells_no_false_day(repository, lost):
    repository.commit("2026-03-01", {"docs/a/iron.md": page()})
    repository.commit("2026-03-02", {"docs/a/tin.md": page()})
    blob = repository.git("rev-parse", lost)
    (repository.folder / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    assert commit_days(repository.folder / "docs").get("a/iron.md", "2026-03-01") == "2026-03-01"


def test_one_reading_of_the_clock_serves_all(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert build_day() == build_day(os.environ) == date(2026, 1, 1)
    assert build_day({"SOURCE_DATE_EPOCH": "soon"}, lambda: date(2026, 1, 2)) == date(2026, 1, 2)
