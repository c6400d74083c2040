"""`vademecum find` and `vademecum show`: a work is found by what people remember of it, and told with its places."""

import json

import pytest
from click.testing import CliRunner

from built_sites import make_site
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.cli import main
from vademecum.pages.work_search import find_works
from vademecum.text.source import Source

REFERENCES = """\
@article{cheng1982, author = {Cheng, Ngok and Van Hoof, Harry}, title = {Electric currents and {ATP} in rat skin},
  journal = {Clin Orthop}, year = 1982, pmid = {7140077}, studydesign = {in vitro study}, evidence = {5}}
@article{saniee2012, author = {Saniee, Farideh}, title = {Micro-current and facial wrinkles}, journal = {Life},
  year = 2012, doi = {10.1000/life.9}, studydesign = {case series}, evidence = {4}, status = {retracted},
  statusdate = {2020-05-01}}
@book{mueller2012, author = {Müller, Änne}, title = {Strom und Haut}, year = 2012}
"""
PAGE = """\
---
title: Current
summary: "Nobody knows [@saniee2012]."
---
## What it is

Skin of rats held more ATP [@cheng1982, p. 3]. So says {{ cite("cheng1982", mode="in-text", indirect="animals") }}.

{{ comparison("table.yml") }}
"""
TABLE = """\
title: Currents
columns: [{id: effect, title: Effect}]
rows:
  - {id: weak, title: Weak, cells: {effect: "More ATP [@cheng1982]"}}
"""


@pytest.fixture(autouse=True)
def site(tmp_path, monkeypatch):
    files = {"docs/index.md": PAGE, "docs/table.yml": TABLE, "references.bib": REFERENCES}
    make_site(tmp_path, {**files, "docs/other.md": "# Other\n\nIt was `[@cheng1982]` and @mueller2012."})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


def found(words, *arguments):
    result = run("find", *words.split(), "--format", "json", *arguments)
    return [record["key"] for record in json.loads(result.stdout)]


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("cheng", ["cheng1982"]),
        ("Cheng 1982", ["cheng1982"]),
        ("1982 chneg", ["cheng1982"]),
        ("Cheng et al. 1982", ["cheng1982"]),
        ("Cheng, N., Van Hoof, H. (1982)", ["cheng1982"]),
        ("Cheng & Van Hoof and 1982", ["cheng1982"]),
        ("hoof rat", ["cheng1982"]),
        ("@cheng1982", ["cheng1982"]),
        ("7140077", ["cheng1982"]),
        ("pmid:7140077", ["cheng1982"]),
        ("https://doi.org/10.1000/LIFE.9", ["saniee2012"]),
        ("wrinkels", ["saniee2012"]),
        ("muller haut", ["mueller2012"]),
        ("MÜLLER", ["mueller2012"]),
        ("2012", ["mueller2012", "saniee2012"]),
        ("current", ["cheng1982", "saniee2012"]),
        ("2013", []),
        ("cheng 2012", []),
        ("zzz", []),
    ],
)
def test_words_find_works_the_best_first(words, keys):
    assert sorted(found(words)) == keys


def test_a_word_as_it_is_written_is_better_than_the_beginning_of_one():
    text = "@book{a, title = {Currents}, year = 1}\n@book{b, title = {Current}, year = 1}\n@book{c, author = {Current}}"
    assert find_works("current", read_bibtex(Source("x", text))[0]).keys == ("c", "b", "a")


SILK = """\
@book{silkiss2012, author = {Silkiss, Rona}, title = {Lids}, year = 2012}
@book{roth2019, author = {Roth, Eric}, title = {Silks and wool}, year = 2019}
@book{moe2020, author = {Moe, Ann}, title = {Artificial-silk threads}, year = 2020}
@book{silk2001, author = {Silk, Bo}, title = {Wool}, year = 2001}
"""


def test_a_word_of_a_title_is_better_than_a_part_of_a_name():
    books = read_bibtex(Source("x", SILK))[0]
    assert find_works("silk", books).keys == ("silk2001", "moe2020", "roth2019", "silkiss2012")
    assert find_works("silki", books).keys == ("silkiss2012",)


def test_where_no_work_has_a_word_as_it_was_said_the_words_that_were_found_are_told(site):
    (site / "references.bib").write_text(
        SILK.replace("Artificial-silk", "Silkworm").replace("Silk, Bo", "Lo, Bo").replace("silk2001", "lo2001"), "utf-8"
    )
    result = run("find", "silk", "wool")
    assert result.exit_code == 0
    assert result.stderr == "no work has 'silk' as a whole word; found was 'silks'\n"
    assert run("find", "silkworm").stderr == ""
    assert json.loads(run("find", "silk", "--format", "json").stdout)[0]["key"] == "moe2020"


def test_a_first_name_is_not_what_was_meant(site):
    (site / "references.bib").write_text(SILK, encoding="utf-8")
    result = run("find", "sericin")
    assert (result.exit_code, result.stderr) == (1, "no work of the bibliography has 'sericin'; it has 4 works\n")


def test_a_work_is_shown_with_its_kind_and_the_pages_that_cite_it():
    result = run("find", "cheng")
    assert result.exit_code == 0
    assert result.stdout == (
        "cheng1982\n"
        "    Cheng N, Van Hoof H. 1982. Electric currents and ATP in rat skin. Clin Orthop.\n"
        "    level 5, in vitro study; PMID 7140077\n"
        "    cited on docs/index.md (3 times)\n"
    )


def test_no_more_than_asked_for_are_shown_and_the_rest_is_counted():
    result = run("find", "2012", "--most", "1")
    assert result.stdout.splitlines()[-1] == "and 1 more; name another word, or see all with --most"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chengovic"], "no work of the bibliography has 'chengovic'; did you mean 'cheng'?\n"),
        (["qqqq"], "no work of the bibliography has 'qqqq'; it has 3 works\n"),
        (["cheng", "wrinkles"], "'cheng wrinkles': each word is in some work, and none has them all; leave one out\n"),
        (["10.1097/00003086-1"], "'; 'vademecum add 10.1097/00003086-1' would look it up and add it\n"),
        (["pmid:7140078"], "'; 'vademecum add pmid:7140078' would look it up and add it\n"),
        (["7140078"], "'; 'vademecum add pmid:7140078' would look it up and add it\n"),
        (["PMC1234567"], "'; 'vademecum add PMC1234567' would look it up and add it\n"),
        (["cheng", "1983"], "did you mean 'cheng 1982'?\n"),
        (["cheng", "1993"], "'cheng 1993'; it has 3 works\n"),
        (["cheng", "12345678901"], "'cheng 12345678901'; it has 3 works\n"),
        (["1983"], "'1983'; it has 3 works\n"),
        (["chengovic qqqq"], "'chengovic qqqq'; it has 3 works\n"),
        (["--", "---"], "no work of the bibliography has '---'; it has 3 works\n"),
    ],
)
def test_where_nothing_is_found_a_hint_is_given_and_the_command_fails(words, said):
    result = run("find", *words)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.endswith(said)


def test_show_tells_all_of_a_work_and_every_sentence():
    result = run("show", "cheng1982")
    assert result.exit_code == 0
    assert result.stdout == (
        "cheng1982  (references.bib:1:1)\n"
        "    Cheng N, Van Hoof H. 1982. Electric currents and ATP in rat skin. Clin Orthop.\n"
        "    level 5, in vitro study\n"
        "    pmid: 7140077 https://pubmed.ncbi.nlm.nih.gov/7140077/\n"
        "    cited 3 times on 1 page:\n"
        "    docs/index.md:7:28: What it is [page 3]: Skin of rats held more ATP.\n"
        "    docs/index.md:7:56: What it is [indirect: animals]: So says Cheng & Van Hoof.\n"
        "    docs/table.yml:4:45: More ATP (on docs/index.md)\n"
    )


def test_show_tells_the_status_of_a_work():
    shown = run("show", "@saniee2012", "mueller2012").stdout
    assert "level 4, case series; retracted\n" in shown
    assert "    statusdate: 2020-05-01\n" in shown
    assert "    cited once on 1 page:\n    docs/index.md:3:24: Summary: Nobody knows.\n\nmueller2012  (" in shown


def test_show_writes_json():
    (record,) = json.loads(run("show", "cheng1982", "--format", "json").stdout)
    assert record["addresses"] == {"pmid": "https://pubmed.ncbi.nlm.nih.gov/7140077/"}
    assert record["cited"][0] == {
        "page": "docs/index.md",
        "path": "docs/index.md",
        "line": 7,
        "column": 28,
        "section": "What it is",
        "manner": "page 3",
        "sentence": "Skin of rats held more ATP.",
    }


def test_show_shows_a_work_once():
    assert run("show", "cheng1982", "@cheng1982").stdout == run("show", "cheng1982").stdout


def test_show_says_what_was_perhaps_meant():
    result = run("show", "cheng1928")
    assert result.exit_code == 2
    assert "the bibliography has no work 'cheng1928'; did you mean 'cheng1982' (Electric currents" in result.stderr


def test_words_of_strangers_do_nothing_to_a_terminal(site):
    (site / "references.bib").write_text("@book{a, title = {A \x1b[31mred\x9b title}, year = 1999}", encoding="utf-8")
    shown = run("find", "red").stdout + run("show", "a").stdout
    assert "red" in shown
    assert "\x1b" not in shown
    assert "\x9b" not in shown
