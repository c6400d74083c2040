"""What citation styles formatted, kept between builds: it changes no byte, and may be anything but trusted."""

import json
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from vademecum import formatted_cache, library
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.csl import CslStyle, find_style
from vademecum.csl.engine.name_input import Name
from vademecum.csl.memo import kept_rich, reference_again, rich_again
from vademecum.csl.told_apart import ToldApart, kept_works, works_again
from vademecum.formatted_cache import FileMemo
from vademecum.text.rich import Link, Mark, Part, Styled
from vademecum.text.source import Source

WORKS = """
@article{one, author = {Lee, Ann and Kim, Bo}, title = {On \\emph{skin}}, journal = {J}, year = {2020},
  doi = {10.1000/a}}
@article{two, author = {Lee, Ann and Kim, Bo}, title = {On hair}, journal = {J}, year = {2020}, volume = {3}}
@book{three, author = {Lee, Abe}, title = {Nails}, publisher = {P}, date = {2019}}
"""
PAGE = "# Topic\n\nSkin [@one; @two, p. 3]. As @three says, [see @one].\n"
STYLES = ("author-date", "numeric")


def bibliography(text=WORKS):
    return read_bibtex(Source("references.bib", text))[0]


def kept_in(file):
    """All that a style gives, reading and writing what is kept in `file`."""
    memo = FileMemo(file)
    made = texts(CslStyle(find_style("author-date"), "en-US", bibliography(), memo))
    memo.save()
    return made


def names_in(file):
    return [line.split("\t")[0] for line in file.read_text(encoding="utf-8").split("\n")[1:]]


def texts(style, keys=("one", "two", "three")):
    return [style.order(keys), style.format_list(style.order(keys)), *map(style.format_reference, keys)]


class Counting(FileMemo):
    """Counts the references that are put into it."""

    count = 0

    def put(self, name, value):
        super().put(name, value)
        with suppress(ValueError):
            reference_again(value)
            self.count += 1


@pytest.fixture
def site(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "references.bib").write_text(WORKS, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: S\nplugins:\n  - vademecum:\n      bibliography: references.bib\n      look: false\n"
        "      feeds: false\n",
        encoding="utf-8",
    )
    return tmp_path


def forget():
    """As in a new process."""
    library._library.cache_clear()
    library._memo.cache_clear()
    library._MEMOS.clear()


def built(site):
    forget()
    shutil.rmtree(site / "site", ignore_errors=True)
    config = load_config(str(site / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return {file.relative_to(site): file.read_bytes() for file in (site / "site").rglob("*") if file.suffix == ".html"}


@pytest.mark.parametrize("name", STYLES)
def test_what_was_kept_gives_the_same_texts_and_formats_nothing(name, tmp_path):
    memo = FileMemo(tmp_path / "a/b/kept.tsv")
    cold = texts(CslStyle(find_style(name), "en-US", bibliography(), memo))
    memo.save()
    again = Counting(tmp_path / "a/b/kept.tsv")
    assert texts(CslStyle(find_style(name), "en-US", bibliography(), again)) == cold
    assert again.count == 0


@pytest.mark.parametrize("name", STYLES)
def test_one_work_that_changes_is_formatted_anew_and_no_other(name, tmp_path):
    file = tmp_path / "kept.tsv"
    memo = FileMemo(file)
    texts(CslStyle(find_style(name), "en-US", bibliography(), memo))
    memo.save()
    changed = bibliography(WORKS.replace("On hair", "On nails"))
    again = Counting(file)
    warm = texts(CslStyle(find_style(name), "en-US", changed, again))
    assert again.count == 1
    assert warm == texts(CslStyle(find_style(name), "en-US", changed))


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"{",
        lambda whole: b"\xff\xfe" + whole,
        lambda whole: b"\x80" * len(whole),
        lambda whole: whole.replace(b"\t", b" "),
        lambda whole: whole.replace(b"\t[", b"\t"),
        lambda whole: whole.replace(b"\t", b"\t" + b"[" * 100_000),
        lambda whole: whole.replace(b"formatted 2", b"formatted 1"),
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[: whole.index(b"\n")],
    ],
)
def test_a_damaged_file_is_no_file(damage, tmp_path):
    file = tmp_path / "kept.tsv"
    cold, whole = kept_in(file), file.read_bytes()
    file.write_bytes(damage(whole))
    assert kept_in(file) == cold
    assert set(file.read_bytes().splitlines()) >= set(whole.splitlines())


@pytest.mark.parametrize(
    "value", [0, "x", [], [1], [["q", "title", [], 0], []], [["p", "title", "x", 0]], [[["s", "wavy", [], 0]], []], {}]
)
def test_values_of_another_kind_are_formatted_anew(value, tmp_path):
    file = tmp_path / "kept.tsv"
    cold = kept_in(file)
    head, *lines = file.read_text(encoding="utf-8").split("\n")
    lines = [f"{line.split(chr(9))[0]}\t{json.dumps(value)}" for line in lines]
    file.write_text("\n".join([head, *lines]), encoding="utf-8")
    assert kept_in(file) == cold


@pytest.mark.parametrize("change", ["csl/engine/names.py", "bibliography/exchange/csl_dates.py", "text/rich.py"])
def test_what_another_version_formatted_is_not_looked_at(change, tmp_path):
    package = tmp_path / "package"
    source = Path(formatted_cache.__file__).parent
    for folder in ("text", "bibliography", "citation", "csl"):
        shutil.copytree(source / folder, package / folder, ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "kept.tsv"
    memo = FileMemo(file)
    memo.put("a", "1")
    memo.save()
    formatted_cache.version_of.cache_clear()
    assert FileMemo(file, package).get("a") == "1"
    (package / change).write_text("# another\n", encoding="utf-8")
    formatted_cache.version_of.cache_clear()
    again = FileMemo(file, package)
    assert again.get("a") is None
    again.put("b", "2")
    again.save()
    assert names_in(file) == ["b"]


def test_what_nobody_asks_for_any_more_goes_in_the_end(tmp_path):
    file = tmp_path / "kept.tsv"
    for number in range(6):
        memo = FileMemo(file)
        for each in range(10):
            memo.put(f"{number} {each}", "x")
        memo.save()
    kept = names_in(file)
    assert len(kept) == 20
    assert {name[0] for name in kept} == {"5", "4"}


def test_two_at_once_leave_a_whole_file(tmp_path):
    file = tmp_path / "kept.tsv"
    first, second = FileMemo(file), FileMemo(file)
    first.put("a", "1")
    second.put("b", "2")
    first.save()
    second.save()
    assert [FileMemo(file).get(name) for name in "ab"] == ["1", "2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "kept.tsv"]


def test_a_folder_that_cannot_be_written_is_nobodys_fault(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    memo = FileMemo(tmp_path / "file/kept.tsv")
    memo.put("a", "1")
    memo.save()
    assert memo.get("a") == "1"


def test_a_warm_build_equals_a_cold_one(site, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    cold = built(site)
    assert list((site / ".cache/vademecum/styles").glob("*.tsv"))
    assert built(site) == cold
    shutil.rmtree(site / ".cache")
    assert built(site) == cold


def test_a_build_that_cannot_keep_anything_goes_on_without_a_word(site, monkeypatch, caplog):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    cold = built(site)
    shutil.rmtree(site / ".cache")
    (site / ".cache").write_text("", encoding="utf-8")
    caplog.clear()
    assert built(site) == cold
    assert not [record for record in caplog.records if record.levelname not in {"DEBUG", "INFO"}]


def test_a_site_with_one_work_changed_formats_one(site, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    built(site)
    written = WORKS.replace("On hair", "On nails")
    (site / "references.bib").write_text(written, encoding="utf-8")
    formatted = []
    whole = CslStyle._formatted
    monkeypatch.setattr(CslStyle, "_formatted", lambda self, *asked: formatted.append(asked) or whole(self, *asked))
    warm = built(site)
    assert [entry.key for entry, _ in formatted] == ["two"]
    shutil.rmtree(site / ".cache")
    assert built(site) == warm


def test_all_that_is_kept_comes_back():
    rich = ("a", Styled(Mark.ITALIC, ("b", Link("https://x.org", ("c",)))), Part("item", ("d",), 3))
    assert rich_again(json.loads(json.dumps(kept_rich(rich)))) == rich
    assert reference_again([["a"], ["b"]]).heads == ("b",)
    name = Name("Lee", "Ann")
    works = {"b": ToldApart(2, {name: 1, (0, name): 2}, 1, "b"), "a": ToldApart()}
    names = {"b": "x", "a": "y"}
    again = works_again(json.loads(json.dumps(kept_works(works, names))))
    assert (list(again[0].items()), again[1]) == (list(works.items()), names)
