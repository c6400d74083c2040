"""`vademecum add`: works come in once, under keys like the others, where the order wants them; nothing else moves."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from add_registry import AddRegistry, add, lead_to, make_book
from bib_files import real_shaped
from registry_server import as_json, in_turn, page, redirect, serving, slow
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.identifier import citation_key
from vademecum.bibliography.limits import MAX_FIELD
from vademecum.commands import gathering
from vademecum.editing.adding import add_entries
from vademecum.editing.formatting import format_bibtex
from vademecum.lookup import arxiv
from vademecum.text.decoding import decode_source

BOOK = """\
% The head of the file.

@article{byron2018,
  author       = {Byron, Ada},
  title        = {Sunscreens in the sea},
  journal      = {Sun},
  year         = {2018},
  doi          = {10.5555/sea},
}

% Read with care.
@article{roth2012,
  author       = {Roth, Lea},
  title        = {Fillers and their complications in the face},
  journal      = {Faces},
  year         = {2012},
  pmid         = {12000001},
}
"""


def work(doi, title="Microneedling of scars", family="Lund", year=2020, **more):
    author = [{"given": "Eva", "family": family}]
    issued = {"date-parts": [[year]]}
    return {"DOI": doi, "type": "journal-article", "title": [title], "author": author, "issued": issued,
            "container-title": ["Scars"], **more}  # fmt: skip


def summary(pmid, title="Microneedling of scars.", **more):
    return {"uid": pmid, "title": title, "pubdate": "2020", "source": "Scars", "fulljournalname": "Scars",
            "authors": [{"name": "Lund E", "authtype": "Author"}], "pubtype": ["Journal Article"],
            "articleids": [{"idtype": "pubmed", "value": pmid}], **more}  # fmt: skip


@pytest.fixture
def registry(monkeypatch):
    found = AddRegistry()
    found.know({"crossref": [work("10.5555/scars")]})
    with serving(found) as address:
        lead_to(monkeypatch, address)
        found.address = address
        yield found


@pytest.fixture
def book(tmp_path, monkeypatch, registry):  # noqa: ARG001  # it is there before
    make_book(tmp_path, BOOK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


ROTH = {"name": "Roth L", "authtype": "Author"}


def text_of(folder, name="references.bib"):
    return (folder / name).read_text(encoding="utf-8")


NEW = """\
@article{lund2020,
  author       = {Lund, Eva},
  title        = {Microneedling of scars},
  journal      = {Scars},
  year         = {2020},
  doi          = {10.5555/scars},
}
"""


def test_a_work_stands_where_the_order_wants_it_and_all_else_stays(book):
    result = add("10.5555/scars")
    assert result.exit_code == 0, result.output
    assert text_of(book) == BOOK.replace("\n% Read with care.", f"\n{NEW}\n% Read with care.")
    assert "references.bib: 1 work added" in result.output


@pytest.mark.usefixtures("book")
def test_the_difference_is_shown_as_git_shows_it():
    lines = add("10.5555/scars").output.splitlines()
    start = lines.index("--- references.bib")
    before = ["   doi          = {10.5555/sea},", " }", " "]
    added = [*(f"+{line}" for line in NEW.splitlines()), "+"]
    assert lines[start : start + 3] == ["--- references.bib", "+++ references.bib", "@@ -8,6 +8,14 @@"]
    assert lines[start + 3 : -1] == [
        *before,
        *added,
        " % Read with care.",
        " @article{roth2012,",
        "   author       = {Roth, Lea},",
    ]


def test_a_dry_run_shows_all_and_writes_nothing(book):
    result = add("10.5555/scars", "--dry-run")
    assert result.exit_code == 0
    assert "+@article{lund2020," in result.output
    assert "nothing written" in result.output
    assert text_of(book) == BOOK


def test_several_works_of_all_kinds_come_in_one_after_the_other(book, registry):
    registry.know({"crossref": [work("10.5555/b", "Another", "Ås")], "pubmed": [summary("3", "A third.")]})
    (book / "saved.ris").write_text(
        "TY  - JOUR\nAU  - Zorn, Max\nTI  - From a file\nJO  - Z\nPY  - 2001\nER  - \n", "utf-8"
    )
    result = add("https://doi.org/10.5555/scars.", "PMID:", "3", "doi:10.5555/B", "saved.ris")
    assert result.exit_code == 0, result.output
    bibliography, findings = read_bibtex(decode_source("r", (book / "references.bib").read_bytes())[0])
    assert findings == ()
    assert list(bibliography) == ["as2020", "byron2018", "lund2020", "lund2020b", "roth2012", "zorn2001"]
    assert "4 works added" in result.output


@pytest.mark.parametrize("asked", ["10.5555/SEA", "https://doi.org/10.5555/sea", "12000001", "pmid 12000001"])
def test_a_work_that_is_there_is_not_asked_for_again(book, registry, asked):
    result = add(*asked.split())
    assert result.exit_code == 1
    assert "it is there already, as '" in result.output
    assert "references.bib:" in result.output
    assert registry.asked == []
    assert text_of(book) == BOOK


def test_a_work_that_is_there_under_another_identifier_is_recognised(book, registry):
    doi = {"idtype": "doi", "value": "10.5555/fillers"}
    registry.know({
        "crossref": [work("10.5555/fillers", "Fillers", "Roth", 2012)],
        "pubmed": [summary("12000001", "Fillers.", pubdate="2012", authors=[ROTH], articleids=[doi])],
    })  # fmt: skip
    result = add("10.5555/fillers")
    assert result.exit_code == 1
    assert "as 'roth2012' at references.bib:12:1 (by its PMID 12000001)" in result.output
    assert text_of(book) == BOOK


def test_a_work_with_nearly_the_same_title_is_told_and_added_only_where_that_is_wanted(book, registry):
    title = "Fillers & their Complications in the Face: a review"
    registry.know({"crossref": [work("10.5555/again", title, "ROTH", 2013)]})
    result = add("10.5555/again")
    assert result.exit_code == 1
    assert "it looks like 'roth2012'" in result.output
    assert text_of(book) == BOOK
    assert add("10.5555/again", "--even-similar").exit_code == 0
    assert "@article{roth2013," in text_of(book)


@pytest.mark.parametrize(
    ("title", "family", "year"),
    [
        ("Fillers and their complications in the face", "Miller", 2012),
        ("Fillers and their complications in the face", "Roth", 2019),
        ("Fillers and their complications in the hand", "Roth", 2012),
    ],
)
@pytest.mark.usefixtures("book")
def test_another_author_year_or_subject_makes_another_work(registry, title, family, year):
    registry.know({"crossref": [work("10.5555/again", title, family, year)]})
    if "hand" in title:
        registry.works["10.5555/again"]["title"] = ["Lasers and their complications in the hand"]
    assert add("10.5555/again").exit_code == 0


def test_one_work_given_in_two_ways_comes_in_once(book, registry):
    doi = {"idtype": "doi", "value": "10.5555/scars"}
    registry.know({"pubmed": [summary("44", articleids=[doi])]})
    result = add("10.5555/scars", "44", "10.5555/scars")
    assert result.exit_code == 0, result.output
    assert "the same work as 'lund2020', which is added already" in result.output
    assert text_of(book).count("Microneedling") == 1


def test_a_key_can_be_given_for_one_work(book):
    assert add("10.5555/scars", "--key", "Needles:2020").exit_code == 0
    assert "@article{Needles:2020," in text_of(book)


@pytest.mark.parametrize(("key", "words"), [("ROTH2012", "is taken"), ("a b", "cannot be a key"), ("a,b", "cannot be")])
def test_a_key_that_cannot_be_is_refused_before_anything_is_asked(book, registry, key, words):
    result = add("10.5555/scars", "--key", key)
    assert result.exit_code == 2
    assert words in result.output
    assert (registry.asked, text_of(book)) == ([], BOOK)


def test_one_key_is_not_for_two_works(book, registry):
    registry.know({"crossref": [work("10.5555/b", "Another", "Ås")]})
    assert add("10.5555/scars", "10.5555/b", "--key", "x").exit_code == 2
    assert text_of(book) == BOOK


def test_the_good_ones_are_added_and_the_others_named(book):
    result = add("10.5555/scars", "10.5555/gone", "nonsense", "https://blog.example/needles", "list.ris")
    assert result.exit_code == 1
    assert "lund2020" in text_of(book)
    told = [line.split(": ")[1] for line in result.output.splitlines() if line.startswith("not added: ")]
    assert told == ["nonsense", "https://blog.example/needles", "list.ris", "10.5555/gone"]
    assert "pages are not opened" in result.output
    assert "there is no such file" in result.output


def test_without_works_nothing_can_be_done(book):
    assert add().exit_code == 2
    assert text_of(book) == BOOK


def test_a_bibliography_with_errors_is_not_touched(book, registry):
    (book / "references.bib").write_text(BOOK + "@article{broken,\n", encoding="utf-8")
    result = add("10.5555/scars")
    assert result.exit_code == 1
    assert "nothing was added, as the bibliography has errors" in result.output
    assert registry.asked == []


PASTED = """References

1. Lund E, Roth L. Needles and skin. J Skin. 2020;12(3):1-9. doi:10.5555/needles.
2. Roth L. Fillers and their complications in the face. Faces. 2012;1:2-3.
3. doi:10.5555/scars
"""


def test_pasted_references_come_in_as_far_as_they_can_be_read(book, registry):
    result = add("--paste", text=PASTED)
    assert result.exit_code == 1
    assert "pasted:4:" in result.output
    assert "it looks like 'roth2012'" in result.output
    assert "{Lund, E. and Roth, L.}" in text_of(book)
    assert "'vademecum add 10.5555/scars'" in result.output
    assert registry.asked == []


def test_pasted_references_may_stand_in_a_file(book):
    (book / "list.txt").write_text(PASTED, encoding="utf-8")
    add("--paste", "list.txt")
    assert "doi          = {10.5555/needles}," in text_of(book)
    assert add("--paste", "missing.txt").exit_code == 2


def test_a_pasted_work_that_was_retracted_is_refused(book):
    pasted = "Retracted: Lund E. Fake hair. Hair. 2008;1:1.\n"
    result = add("--paste", text=pasted)
    assert result.exit_code == 1
    assert "THIS WORK IS RETRACTED" in result.output
    assert text_of(book) == BOOK
    result = add("--paste", "--even-retracted", text=pasted)
    assert "status       = {retracted}," in text_of(book)
    assert "title        = {Fake hair}," in text_of(book)


def test_pasted_parts_of_one_title_are_two_works(book):
    one, two = ("Lund E. Scars of acne: part 1. Scars. 2010;4:1.", "Lund E. Scars of acne: part 2. Scars. 2011;5:9.")
    result = add("--paste", text=f"{one}\n{two}\n")
    assert result.exit_code == 0, result.output
    assert "lund2011," in text_of(book)


def test_a_pasted_work_that_only_looks_like_another_is_refused_and_told(book):
    one, two = (
        "Lund E, Moe P. Skin of the north. Skin. 2010;1:1.",
        "Lund E, Dahl Q. Skin of the north. Hair. 2011;7:9.",
    )
    result = add("--paste", text=f"{one}\n{two}\n")
    assert result.exit_code == 1
    assert "it looks like 'lund2010'" in result.output
    assert "lund2010," in text_of(book)


def test_nothing_pasted_is_nothing_added(book):
    result = add("--paste", text="")
    assert result.exit_code == 1
    assert text_of(book) == BOOK


def test_of_several_files_one_has_to_be_named(tmp_path, monkeypatch, registry):
    make_book(tmp_path, BOOK, {"bibliography": ["references.bib", "more/others.bib"]})
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "others.bib").write_text("@misc{lund2020, title={X}, note={y}}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = add("10.5555/scars")
    assert result.exit_code == 2
    assert "'references.bib', 'more/others.bib'" in result.output
    assert add("10.5555/scars", "--bibliography", "elsewhere.bib").exit_code == 2
    assert registry.asked == []
    assert add("10.5555/scars", "--bibliography", "more/others.bib").exit_code == 0
    assert "@article{lund2020b," in text_of(tmp_path, "more/others.bib")
    assert text_of(tmp_path) == BOOK


BAD = {
    "refused": (403, {}, b"Forbidden"),
    "busy": (429, {}, b""),
    "asks for too long a wait": (429, {"Retry-After": "900"}, b""),
    "broken": (500, {}, b"Internal Server Error"),
    "under repair": (200, {"Content-Type": "text/html"}, b"<html>maintenance</html>"),
    "cut off": (200, {"Content-Type": "application/json"}, b'{"message": '),
    "no object": (200, {"Content-Type": "application/json"}, b"[]"),
    "too deep": (200, {"Content-Type": "application/json"}, b"[" * 100_000),
    "not text": (200, {"Content-Type": "application/json"}, b"\xff\xfe"),
}


@pytest.mark.parametrize("how", BAD)
@pytest.mark.parametrize(
    ("asked", "broken"),
    [
        ("10.5555/scars", "crossref"),
        ("10.5555/gone", "handles"),
        ("10.5555/data", "datacite"),
        ("44", "eutils"),
        ("PMC44", "idconv"),
        ("9783161484100", "openlibrary"),
        ("2101.00001", "arxiv"),
    ],
)
def test_a_registry_that_is_broken_is_told_in_one_sentence_and_nothing_is_written(book, registry, asked, broken, how):
    registry.handles.add("10.5555/data")
    registry.broken = {broken: BAD[how]}
    result = add(asked)
    assert result.exit_code == 4, result.output
    [told] = [line for line in result.output.splitlines() if line.startswith("not added: ")]
    assert told.startswith(f"not added: {asked}: ")
    assert "try again later" in result.output
    assert text_of(book) == BOOK


@pytest.mark.usefixtures("book")
def test_a_registry_that_asks_for_a_little_time_gets_it(registry):
    wait = in_turn(page(429, {"Retry-After": "1"}, b""), lambda _handler: as_json({"message": work("10.5555/scars")}))
    ask = registry.answer_crossref
    registry.answer_crossref = lambda path, query: wait(None) if path == "works/10.5555/scars" else ask(path, query)
    assert add("10.5555/scars").exit_code == 0
    assert sum(each.endswith("works/10.5555/scars") for each in registry.asked) == 2


@pytest.mark.usefixtures("book")
def test_a_redirection_is_followed(registry):
    registry.works["10.5555/scars"]["aliases"] = ["10.5555/old"]
    moved = redirect(f"{registry.address}/crossref/works/10.5555%2Fscars")(None)
    ask = registry.answer_crossref
    registry.answer_crossref = lambda path, query: moved if path == "works/10.5555/old" else ask(path, query)
    result = add("10.5555/old")
    assert result.exit_code == 0, result.output


def test_a_registry_that_never_ends_is_given_up(book, registry, monkeypatch):
    lead_to(monkeypatch, registry.address, timeout=0.3, request=0.6)
    ask = registry.answer
    registry.answer = lambda handler: slow(handler) if handler.path.startswith("/crossref") else ask(handler)
    result = add("10.5555/scars")
    assert result.exit_code == 4
    assert "there was no answer in time" in result.output
    assert text_of(book) == BOOK


def test_without_a_network_one_is_asked_whether_one_is_online(book, monkeypatch):
    lead_to(monkeypatch, "http://127.0.0.1:9")
    result = add("10.5555/scars")
    assert result.exit_code == 4
    assert "no registry can be reached" in result.output
    assert "Are you online?" in result.output
    assert text_of(book) == BOOK


def test_what_pubmed_cannot_say_today_is_told_and_the_work_added(book, registry):
    registry.broken = {"eutils": (503, {}, b"")}
    result = add("10.5555/scars")
    assert result.exit_code == 4
    assert "PubMed could not be asked" in result.output
    assert "lund2020" in text_of(book)


def test_what_crossref_cannot_say_today_is_told_and_the_work_added(book, registry):
    doi = {"idtype": "doi", "value": "10.5555/scars"}
    registry.know({"pubmed": [summary("44", articleids=[doi])]})
    registry.broken = {"crossref": (500, {}, b"")}
    result = add("44")
    assert result.exit_code == 4
    assert "Crossref could not be asked" in result.output
    assert "{Lund, E.}" in text_of(book)


@pytest.mark.usefixtures("book")
def test_registries_learn_who_asks(registry):
    add("10.5555/scars", "44")
    assert all("mailto:editor@example.org" in agent for agent in registry.agents)
    assert any("email=editor@example.org" in each for each in registry.asked if "eutils" in each)


@pytest.mark.usefixtures("book")
def test_what_was_asked_once_is_not_asked_again_on_the_same_day(registry):
    add("10.5555/scars", "--dry-run")
    before = len(registry.asked)
    add("10.5555/scars")
    assert len(registry.asked) == before


def test_arxiv_is_asked_as_seldom_as_it_wishes(monkeypatch):
    monkeypatch.undo()
    settings = type("Settings", (), {"seconds": 1.0, "delay": 1.0, "mailto": "", "proxy": None})
    assert gathering.client_for(settings).limits.delays[arxiv.HOST] == 3.0


@pytest.mark.parametrize("feed", ["<html/>", "Rate exceeded.", '<!DOCTYPE feed [<!ENTITY a "b">]><feed/>', ""])
def test_what_is_no_feed_is_no_answer(book, registry, feed):
    registry.broken = {"arxiv": (200, {"Content-Type": "application/atom+xml"}, feed.encode())}
    assert add("2101.00001").exit_code == 4
    assert text_of(book) == BOOK


@pytest.mark.parametrize("number", [3_000, 30_000])
def test_thousands_of_authors_are_written_as_far_as_a_field_holds_them(book, registry, number):
    author = [{"given": "A.", "family": f"Author{'abcdefghij'[index % 10]}"} for index in range(number)]
    registry.know(
        {
            "crossref": [
                work(
                    "10.5555/many",
                    "All of us",
                    author=[{**one, "family": one["family"] + "x" * (index % 3)} for index, one in enumerate(author)],
                )
            ]
        }
    )
    result = add("10.5555/many")
    assert result.exit_code == 0, result.output
    [entry] = [
        each
        for each in read_bibtex(decode_source("r", (book / "references.bib").read_bytes())[0])[0].values()
        if each.key not in ("byron2018", "roth2012")
    ]
    assert len(entry.raw("author")) <= MAX_FIELD
    assert len(entry.creators) == 3_000 if number == 3_000 else entry.creators.others
    assert ("as many are written as a field can hold" in result.output) == (number > 3_000)
    assert max(map(len, result.output.splitlines())) < 600


HOSTILE = "::error::x\x1b[31m\u202e} @misc{evil, title={y}}"


def test_what_strangers_write_stays_in_its_field_and_its_line(book, registry):
    registry.know({"crossref": [work("10.5555/evil", HOSTILE, HOSTILE, publisher=HOSTILE)]})
    result = add("10.5555/evil")
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert not any(line.startswith("::") for line in result.output.splitlines())
    bibliography, findings = read_bibtex(decode_source("r", (book / "references.bib").read_bytes())[0])
    assert len(bibliography) == 3
    assert not findings


class TestKeys:
    """Keys are made as those that are there were made."""

    @pytest.mark.parametrize(
        ("keys", "expected"),
        [
            ([], "lund2020"),
            (["Byron2018", "Roth2012"], "Lund2020"),
            (["byron_2018", "roth_2012"], "lund_2020"),
            (["Byron18", "Roth12"], "Lund20"),
            (["byron2018sunscreens", "roth2012fillers"], "lund2020microneedling"),
            (["byronSunscreens2018", "rothFillers2012"], "lundMicroneedling2020"),
            (["BYRON:2018", "ROTH:2012"], "LUND:2020"),
            (["ref1", "ref2"], "lund2020microneedling"),
        ],
    )
    def test_by_the_habit_of_the_file(self, tmp_path, monkeypatch, registry, keys, expected):  # noqa: ARG002
        text = BOOK.replace("byron2018", keys[0]).replace("roth2012", keys[1]) if keys else ""
        make_book(tmp_path, text)
        monkeypatch.chdir(tmp_path)
        assert add("10.5555/scars").exit_code == 0
        assert f"@article{{{expected}," in text_of(tmp_path)

    @pytest.mark.parametrize(
        ("taken", "expected"),
        [
            (["lund2020"], "lund2020b"),
            (["LUND2020"], "LUND2020b"),
            (["lund2020", "x2000", "x2000a"], "lund2020a"),
            (["lund2020a", "lund2020b"], "lund2020c"),
            (["lund2020", "lund2020b", "lund2020c"], "lund2020d"),
        ],
    )
    def test_letters_tell_works_of_one_year_apart(self, tmp_path, monkeypatch, registry, taken, expected):  # noqa: ARG002
        others = "".join(
            f"@misc{{{key}, author={{Lund, A}}, title={{T{key}}}, year=2020, note={{n}}}}\n" for key in taken
        )
        make_book(tmp_path, others)
        monkeypatch.chdir(tmp_path)
        assert add("10.5555/scars").exit_code == 0
        assert f"@article{{{expected}," in text_of(tmp_path)

    def test_a_body_is_called_as_it_is_called_already(self, tmp_path, monkeypatch, registry):
        body = "U.S. Food and Drug Administration"
        make_book(
            tmp_path, f"@misc{{fda2018, author = {{{{{body}}}}}, title = {{A}}, year = {{2018}}, note = {{n}}}}\n"
        )
        registry.know({"crossref": [work("10.5555/fda", author=[{"name": body}])]})
        monkeypatch.chdir(tmp_path)
        assert add("10.5555/fda").exit_code == 0
        assert "@article{fda2020," in text_of(tmp_path)


class TestFiles:
    """Works that another program saved."""

    def test_works_of_bibtex_get_keys_like_the_others_and_leave_private_things_behind(self, book, registry):
        (book / "zotero.bib").write_text(
            "@article{lund_micro_2020, author={Lund, Eva}, title={On needles}, journaltitle={Scars}, date={2020-05-01},"
            " file={/home/eva/needles.pdf}, abstract={Long.}, status={read}, keywords={needles}}\n",
            "utf-8",
        )
        result = add("zotero.bib")
        assert result.exit_code == 0, result.output
        expected = NEW.replace("Microneedling of scars", "On needles").replace(
            "  doi          = {10.5555/scars},\n", ""
        )
        assert expected.replace("\n}", "\n  keywords     = {needles},\n}") in text_of(book)
        assert "left out: 'abstract', 'file'" in result.output
        assert "left out: status 'read', which does not exist here" in result.output
        assert "there 'lund_micro_2020'" in result.output
        assert registry.asked == []

    def test_their_keys_are_kept_where_that_is_wanted(self, book):
        (book / "a.bib").write_text("@book{my:key, author={A, B}, title={T}, year=2001}\n", "utf-8")
        assert add("a.bib", "--keep-keys").exit_code == 0
        assert "@book{my:key," in text_of(book)

    def test_words_that_are_no_topics_are_left_out_of_the_keywords(self, tmp_path, monkeypatch, registry):  # noqa: ARG002
        make_book(tmp_path, BOOK, {"check": {"topics": ["scars"]}})
        monkeypatch.chdir(tmp_path)
        (tmp_path / "a.bib").write_text(
            "@book{k, author={A, B}, title={T}, year=2001, keywords={scars, misc}}\n", "utf-8"
        )
        result = add("a.bib")
        assert "keywords     = {scars}," in text_of(tmp_path)
        assert "keywords that are not used here: misc" in result.output

    def test_words_that_no_other_work_has_are_left_out_too(self, book):
        (book / "references.bib").write_text(BOOK.replace("\n}", "\n  keywords     = {sun},\n}", 1), encoding="utf-8")
        (book / "a.bib").write_text("@book{k, author={A, B}, title={T}, year=2001, keywords={sun, misc}}\n", "utf-8")
        assert "keywords that are not used here: misc" in add("a.bib").output
        assert text_of(book).count("keywords     = {sun},") == 2

    def test_pubmed_s_own_file_says_how_a_work_was_done(self, book):
        (book / "a.nbib").write_text(
            "\nPMID- 55\nTI  - A trial of creams.\nFAU - Lund, Eva\nAU  - Lund E\nJT  - Scars\nDP  - 2020\n"
            "PT  - Journal Article\nPT  - Randomized Controlled Trial\nMH  - *Scars\n", "utf-8")  # fmt: skip
        result = add("a.nbib")
        assert result.exit_code == 0, result.output
        assert "studydesign  = {randomised trial}," in text_of(book)
        assert "evidence" not in text_of(book)

    def test_a_retracted_work_in_a_file_is_told(self, book):
        (book / "a.nbib").write_text(
            "PMID- 55\nTI  - A trial.\nFAU - Lund, Eva\nJT  - Scars\nDP  - 2020\nPT  - Retracted Publication\n", "utf-8"
        )
        result = add("a.nbib")
        assert result.exit_code == 1
        assert "THIS WORK IS RETRACTED" in result.output
        assert text_of(book) == BOOK

    def test_csl_json_is_read(self, book):
        item = {"id": "x", "type": "book", "title": "Skin", "author": [{"family": "Ås", "given": "B"}],
                "issued": {"date-parts": [[2001]]}}  # fmt: skip
        (book / "a.json").write_text(json.dumps([item]), "utf-8")
        assert add("a.json").exit_code == 0
        assert "@book{as2001," in text_of(book)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"%PDF-1.7 ...", "this is a PDF"),
            (b"PK\x03\x04...", "Word document"),
            (b"<!DOCTYPE html><p>x", "web page"),
            (b"%0 Journal Article\n%T x\n", "EndNote"),
            (b"Lund E. On needles. Scars 2020.", "--paste"),
            (b"", "empty"),
            (b"\xff\xfeT\x00", "UTF-16"),
            (b"TY  - JOUR\n", "is not closed"),
            (b"@article{a, title={x}", "x.bin:1"),
            (b"[", "x.bin:1"),
        ],
    )
    def test_a_file_that_cannot_be_read_says_why(self, book, data, words):
        (book / "x.bin").write_bytes(data)
        result = add("x.bin")
        assert result.exit_code == 1
        assert words in result.output
        assert text_of(book) == BOOK

    def test_a_broken_work_does_no_harm_to_the_others(self, book):
        (book / "a.bib").write_text(
            "@book{a, title={T}, author={A, B}, year=2001}\n@book{b, title={T\n@book{c,}", "utf-8"
        )
        result = add("a.bib")
        assert result.exit_code == 1
        assert "a.bib:2:" in result.output
        assert "@book{a2001," in text_of(book)


def test_a_folder_is_no_work(book):
    assert "Name the files in it." in add(book / "docs").output


def test_what_is_new_is_checked(book, registry):
    registry.know(
        {"crossref": [{"DOI": "10.5555/x", "type": "journal-article", "title": ["ALL ABOUT THE SKIN OF MICE"]}]}
    )
    result = add("10.5555/x")
    assert result.exit_code == 0
    assert "[bibliography/missing-field]" in result.output
    assert "[bibliography/shouting-title]" in result.output
    assert text_of(book) != BOOK


def entry(key):
    return Entry(citation_key(key), "misc", {"title": "T", "note": "n"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "NEW"),
        ("% Head.\n", "% Head.\n\nNEW"),
        ("@misc{a,}\n", "@misc{a,}\n\nNEW"),
        ("@misc{a,}", "@misc{a,}\n\nNEW"),
        ("@misc{z,}\n", "NEW\n@misc{z,}\n"),
        ("% Of z.\n@misc{z,}\n", "NEW\n% Of z.\n@misc{z,}\n"),
        ("% Head.\n\n% Of z.\n@misc{z,}\n", "% Head.\n\nNEW\n% Of z.\n@misc{z,}\n"),
        ("% Head.\n\n@misc{z,}\n", "% Head.\n\nNEW\n@misc{z,}\n"),
        ("@misc{a,} % beside\n\n% Of z.\n@misc{z,}\n", "@misc{a,} % beside\n\nNEW\n% Of z.\n@misc{z,}\n"),
        ("@misc{a,}\n@misc{z,}\n", "@misc{a,}\n\nNEW\n@misc{z,}\n"),
        ("@string{s = {x}}\n@misc{z, note=s}\n", "@string{s = {x}}\n\nNEW\n@misc{z, note=s}\n"),
        ("@misc{z,}\n@misc{c,}\n@misc{a,}\n", "@misc{z,}\n@misc{c,}\n@misc{a,}\n\nNEW"),
        ("@misc{a,}\n\n@comment{jabref-meta: x}\n", "@misc{a,}\n\nNEW\n@comment{jabref-meta: x}\n"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_new_entry_is_set_off_by_blank_lines(before, after, line_end, mark):
    new = "@misc{m,\n  title        = {T},\n  note         = {n},\n}\n"
    added = add_entries("a.bib", mark + before.replace("\n", line_end).encode(), [entry("m")])
    expected = after.replace("NEW", new)
    if "\n" in before:
        expected = expected.replace("\n", line_end)
    assert added.data == mark + expected.encode()


@pytest.mark.fuzz
@given(st.integers(0, 10_000), st.sets(st.sampled_from(["aaa", "m2001", "Nnn", "zzz", "k-1"]), min_size=1))
def test_in_a_formatted_file_new_entries_stand_where_the_formatter_puts_them(seed, keys):
    [formatted] = format_bibtex({"a.bib": real_shaped(8, seed).encode()})
    added = add_entries("a.bib", formatted.data, map(entry, keys))
    [again] = format_bibtex({"a.bib": added.data})
    assert not again.is_changed
    lines = added.data.decode().split("\n")
    for line, new in reversed(added.insertions):
        start = line - 1 + sum(len(each) for at, each in added.insertions if at < line)
        assert lines[start : start + len(new)] == list(new)
        del lines[start : start + len(new)]
    assert "\n".join(lines).strip() == formatted.data.decode().strip()


@pytest.mark.usefixtures("book")
def test_the_command_explains_itself():
    result = add("--help")
    assert result.exit_code == 0
    assert "--even-retracted" in result.output
