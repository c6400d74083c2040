"""What a page rests on: indirect citations, the evidence behind key points, the profile of the page."""

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as some

from built_sites import build_site, make_site
from vademecum.bibliography.entry import Bibliography
from vademecum.citation.cluster import INDIRECT
from vademecum.citation.ledger import Mention
from vademecum.cli import main
from vademecum.macros.arguments import SiteNames
from vademecum.macros.citing import cite
from vademecum.macros.parsing import MacroError
from vademecum.pages.answers import is_paid_by_maker, number_studied, sum_funding, sum_samples
from vademecum.pages.evidence import DESIGNS, KINDS, Grade, family
from vademecum.pages.profile import best, make_profile, sources
from vademecum.publishing.strips import evidence_strips

NAMES = SiteNames(tuple, tuple, Bibliography())

GRADES = {
    "review": Grade("1", "systematic review"),
    "trial": Grade("2", "randomised trial"),
    "watched": Grade("3", "cohort"),
    "series": Grade("4", "case series"),
    "mouse": Grade("5", "animal study"),
    "office": Grade("regulatory", "regulatory"),
    "maker": Grade("manufacturer", "manufacturer"),
    "plain": Grade(),
    "taken": Grade("2", "randomised trial", "retracted"),
    "gone": Grade("", "systematic review", "withdrawn"),
    "plan": Grade("", "systematic review", "protocol"),
    "mended": Grade("2", "randomised trial", "corrected"),
}


def mention(key, indirect="", *, is_mentioned=False):
    return Mention(key, 1, "", 0, is_mentioned, indirect)


def profile(*mentions):
    made = [each if isinstance(each, Mention) else mention(each) for each in mentions]
    return make_profile(made, GRADES.__getitem__)


# ---- A citation that is indirect


@pytest.mark.parametrize("about", INDIRECT)
def test_a_citation_says_what_its_works_are_about_instead(about):
    cluster = cite(NAMES, "a2020", "b2020", indirect=about)
    assert cluster.indirect == about
    assert cite(NAMES, "a2020", mode="in-text", status="mentioned", indirect=about).indirect == about


def test_a_citation_is_about_the_subject_of_its_page_unless_it_says_otherwise():
    assert not cite(NAMES, "a2020").indirect


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("animal", "animals"),
        ("another methd", "another method"),
        ("other part of the body", "another part of the body"),
    ],
)
def test_a_slip_in_what_it_is_about_is_told_with_what_was_meant(written, meant):
    with pytest.raises(MacroError, match=f"did you mean '{meant}'"):
        cite(NAMES, "a2020", indirect=written)


@pytest.mark.parametrize("written", [True, 5, None, ["animals"]])
def test_what_it_is_about_is_text(written):
    with pytest.raises(MacroError, match="indirect is text"):
        cite(NAMES, "a2020", indirect=written)


# ---- The profile of a page


def test_each_level_has_its_row_in_order_whether_a_source_stands_there_or_not():
    made = profile("mouse", "review", "trial")
    assert [row.kind for row in made.rows] == list(KINDS[:-1])
    assert [row.direct for row in made.rows] == [1, 1, 0, 0, 1, 0, 0]
    assert profile().total == 0


def test_a_work_that_is_cited_often_counts_once():
    assert profile("trial", "trial", "trial").total == 1


def test_works_without_a_level_have_a_row_only_where_there_are_some():
    assert profile("plain", "trial").rows[-1].kind == ""
    assert len(profile("plain").rows) == len(profile("trial").rows) + 1


def test_what_is_about_something_else_is_counted_apart():
    made = profile("series", mention("trial", "another method"), mention("mouse", "animals"))
    assert (made.direct, made.indirect, made.total) == (1, 2, 3)
    assert made.subjects == (("animals", 1), ("another method", 1))
    assert made.strongest.key == "series"
    assert made.strong == 0


def test_one_mark_is_enough_for_all_places_that_cite_the_work():
    """Otherwise a mark that was forgotten once would let a strong study pass for evidence about the subject."""
    made = profile("trial", mention("trial", "another method"), "trial")
    assert (made.direct, made.indirect) == (0, 1)


def test_a_work_about_two_other_things_is_one_source_and_counts_for_both():
    made = profile(mention("mouse", "animals"), mention("mouse", "another condition"))
    assert made.indirect == 1
    assert made.subjects == (("animals", 1), ("another condition", 1))


def test_what_was_taken_back_or_has_no_results_supports_nothing():
    made = profile("taken", "gone", "plan", "mended")
    assert [source.key for source in made.sources] == ["mended"]
    assert made.unsupporting == (("retracted", 1), ("withdrawn", 1), ("protocol", 1))
    assert made.total == 4


def test_a_work_that_is_only_mentioned_supports_nothing():
    made = profile(mention("review", is_mentioned=True), mention("trial", is_mentioned=True), "trial")
    assert [source.key for source in made.sources] == ["trial"]
    assert made.unsupporting == (("", 1),)


def test_a_mere_mention_does_not_make_a_work_indirect():
    made = profile("trial", mention("trial", "animals", is_mentioned=True))
    assert made.direct == 1


def test_in_a_row_the_direct_ones_come_first():
    made = profile(mention("mended", "animals"), "trial")
    assert [source.key for source in made.sources] == ["trial", "mended"]


def test_the_kinds_of_study_are_told_with_their_numbers():
    made = profile("trial", mention("mended", "another method"), "mouse")
    assert [(each.design, each.kind, each.direct, each.indirect) for each in made.kinds] == [
        ("randomised trial", "2", 1, 1),
        ("animal study", "5", 1, 0),
    ]
    assert [row.families for row in made.rows if row.sources] == [("trials",), ("animals",)]


def test_every_design_belongs_to_a_family():
    assert all(map(family, DESIGNS))
    assert family("no such design") == ""


def test_the_strip_holds_each_source_that_carries_a_claim_once():
    made = profile("review", "trial", "office", mention("mouse", "animals"), "taken")
    assert made.strip() == {"1": 1, "2": 1, "regulatory": 1, "indirect": 1}


_MENTIONS = some.lists(
    some.builds(
        mention, some.sampled_from(sorted(GRADES)), some.sampled_from(["", *INDIRECT]), is_mentioned=some.booleans()
    )
)


@given(_MENTIONS)
def test_every_cited_work_has_one_place_in_the_profile(mentions):
    made = profile(*mentions)
    keys = [source.key for source in (*made.sources, *made.apart)]
    assert sorted(keys) == sorted({each.key for each in mentions})
    assert made.direct + made.indirect + len(made.apart) == made.total
    assert sum(each.direct for each in made.kinds) == made.direct
    assert sum(each.indirect for each in made.kinds) == made.indirect


@given(_MENTIONS)
def test_no_mark_ever_makes_the_direct_evidence_stronger(mentions):
    marked = [*mentions, mention("review", "animals"), mention("trial", "another method")]
    bare = [each._replace(indirect="") for each in marked]
    assert profile(*marked).strong <= profile(*bare).strong


@given(_MENTIONS)
def test_the_order_of_the_citations_changes_no_number(mentions):
    one, other = profile(*mentions), profile(*reversed(mentions))
    assert one.strip() == other.strip()
    assert one.subjects == other.subjects
    assert one.unsupporting == other.unsupporting


def behind(*mentions):
    found = best(sources(mentions, GRADES.__getitem__).values())
    return found.key if found else None


def test_the_best_source_is_direct_and_then_strong():
    assert behind(mention("series"), mention("trial")) == "trial"
    assert behind(mention("series"), mention("trial", "another method")) == "series"
    assert behind(mention("mouse", "animals"), mention("trial", "another method")) == "trial"
    assert behind(mention("office"), mention("mouse")) == "mouse"
    assert behind(mention("taken"), mention("mouse", "animals")) == "mouse"
    assert behind(mention("taken")) == "taken"
    assert behind() is None


# ---- What entries say of samples and funding


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("108 women", 108),
        ("n = 37", 37),
        ("37", 37),
        ("5,290 people in 47 trials", 5290),
        ("47 trials with 5,290 people", 5290),
        ("47 trials with 290 people", 290),
        ("20 healthy adult volunteers", 20),
        ("1 234 patients", 1234),
        ("12 mice", 12),
        ("", 0),
        ("not stated", 0),
        ("47 trials", 0),
        ("32 women and 5 men", 0),
        ("10-20 patients", 0),
        ("1.5 million people", 0),
        ("about half of the women", 0),
        ("9" * 40 + " people", 0),
    ],
)
def test_a_number_is_read_only_where_it_is_certain(text, number):
    assert number_studied(text) == number


@pytest.mark.parametrize(
    ("text", "is_maker"),
    [
        ("The manufacturer, Allergan", True),
        ("industry", True),
        ("Paid by the maker of the device", True),
        ("Allergan", False),
        ("Independent of the manufacturer", False),
        ("No industry funding", False),
        ("University of Oslo", False),
        ("", False),
    ],
)
def test_the_maker_has_paid_where_the_entry_says_so(text, is_maker):
    assert is_paid_by_maker(text) is is_maker


def test_numbers_of_people_are_not_added_up():
    made = sum_samples(["20 women", "300 people", "unclear", ""])
    assert (made.given, made.of, made.fewest, made.most) == (2, 4, 20, 300)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("No serious harm was found.", "No source given"),
        ("Nothing harmful was found.", "No source given"),
        ("No study of it was found.", "No study found"),
        ("None of the trials that exist was published.", "No study found"),
    ],
)
def test_a_point_without_a_source_is_said_to_rest_on_no_study_only_where_it_speaks_of_studies(tmp_path, text, label):
    page = f"---\ntitle: Zinc\nkey_points:\n  - {text}\n---\n{{{{ key_points() }}}}\n"
    make_site(tmp_path, {"docs/index.md": page, "references.bib": ""})
    assert texts(build_site(tmp_path).page(), ".vm-point__level") == [label]


def test_a_work_in_doubt_carries_no_claim(tmp_path):
    entry = "@article{doubt2018, author = {Doubt, A.}, title = {T}, year = 2018, evidence = 1, status = {concern}}"
    head = "---\ntitle: Zinc\nkey_points:\n  - It helps [@doubt2018].\n---\n"
    page = f"{head}{{{{ key_points() }}}}\n\n{{{{ evidence_profile() }}}}\n"
    make_site(tmp_path, {"docs/index.md": page, "references.bib": entry})
    built = build_site(tmp_path).page()
    assert texts(built, ".vm-point__level") == ["Expression of concern"]
    assert rows(built)[0] == ("Level 1", 0, "none")
    assert "in doubt: 1" in texts(built, ".vm-profile__chart")[0].lower()


def test_silence_is_not_counted_as_an_answer():
    made = sum_funding(["The manufacturer", "University", " ", "", "not stated", "Unknown"])
    assert (made.given, made.of, made.by_maker) == (2, 6, 1)


@given(some.text())
def test_any_text_can_stand_in_the_fields(text):
    assert number_studied(text) >= 0
    assert is_paid_by_maker(text) in {True, False}


# ---- On a page


BIBLIOGRAPHY = """
@article{pool2019, author = {Ada Pool}, title = {Pooled}, year = {2019}, studydesign = {systematic review},
  evidence = {1}}
@article{gold2020, author = {Bo Gold}, title = {Gold}, year = {2020}, studydesign = {randomised trial},
  evidence = {2}, sample = {108 women}, funding = {The manufacturer <b>}}
@article{tin2018, author = {Cy Tin}, title = {Tin}, year = {2018}, studydesign = {case series}, evidence = {4},
  sample = {12 people}}
@article{mouse2017, author = {Di Mouse}, title = {Mice}, year = {2017}, studydesign = {animal study},
  evidence = {5}}
@article{gone2016, author = {Ed Gone}, title = {Gone}, year = {2016}, studydesign = {randomised trial},
  status = {retracted}}
@misc{bare2015, author = {Flo <i>Bare}, title = {Bare}, year = {2015}}
"""
PAGE = """---
title: Gold
description: About gold.
section: metals
summary: "Gold is old [@tin2018]."
key_points:
  - "It shines [@tin2018; @pool2019]."
  - "It lasts in mice {{ cite('mouse2017', indirect='animals') }}."
  - "It heals [@gone2016]."
  - "Not known: the rest. No trial was found."
  - "Its price is not known."
  - "It is loved."
---

{{ key_points() }}

## Proof

It shines {{ cite("gold2020", indirect="another method") }}. So does tin [@tin2018]; it is old [@bare2015].
Silver was {{ cite("pool2019", status="mentioned") }}.

## The evidence on this page

{{ evidence_profile() }}
"""
FILES = {
    "references.bib": BIBLIOGRAPHY,
    "docs/index.md": "# Home\n\nNothing.\n",
    "docs/evidence.md": "# How we grade\n\nSo.\n",
    "docs/metals/gold.md": PAGE,
    "docs/metals/lead.md": "# Lead\n\n{{ evidence_profile() }}\n",
    "docs/metals/iron.md": "---\nreferences: false\n---\n# Iron\n\nIt is [@tin2018].\n\n{{ evidence_profile() }}\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    built = build_site(make_site(tmp_path_factory.mktemp("evidence"), FILES))
    assert built.status == 0, built.log
    return built


def texts(page, selector):
    """What each element that `selector` finds says, with a blank between its parts."""
    return [" ".join(each.get_text(" ").split()) for each in page.tree.select(selector)]


def rows(page):
    """The rows of the chart: name, number of squares, number as it is written."""
    return [texts_of(row) for row in page.tree.select(".vm-profile__chart tbody tr")]


def texts_of(row):
    name = row.th.find(string=True, recursive=False)
    return name.strip(), len(row.select(".vm-square")), row.select("td")[1].get_text(strip=True)


def test_each_key_point_shows_the_best_evidence_behind_it(site):
    page = site.page("metals/gold/index.html")
    assert page.texts(".vm-point__level") == [
        "Level 1, Systematic review",
        "Level 5, Animal study, Indirect: animals",
        "Retracted",
        "No study found",
        "Not known",
        "No source given",
    ]
    levels = page.tree.select(".vm-point .vm-level")
    assert [each.get("data-evidence") for each in levels[:3]] == ["1", "5", None]
    assert levels[2]["data-status"] == "retracted"


def test_the_profile_has_a_square_for_each_source_and_says_none_where_there_is_none(site):
    page = site.page("metals/gold/index.html")
    assert rows(page) == [
        ("Level 1", 1, "1"),
        ("Level 2", 1, "0 of 1"),
        ("Level 3", 0, "none"),
        ("Level 4", 1, "1"),
        ("Level 5", 1, "0 of 1"),
        ("Regulatory", 0, "none"),
        ("Manufacturer", 0, "none"),
        ("No level", 1, "1"),
        ("Not counted", 1, "1"),
    ]


def test_each_square_leads_to_its_reference_and_says_its_name(site):
    page = site.page("metals/gold/index.html")
    ids = {each["id"] for each in page.tree.select(".vm-reference")}
    squares = page.tree.select(".vm-profile a.vm-square")
    assert {square["href"].removeprefix("#") for square in squares} == ids
    assert "Gold 2020, level 2, randomised trial, indirect: another method" in [each.get_text() for each in squares]
    assert [each.get_text() for each in squares if each.has_attr("data-apart")] == [
        "Gone 2016, randomised trial, retracted"
    ]
    assert [each.get_text().split(",")[0] for each in squares if each.has_attr("data-indirect")] == [
        "Gold 2020",
        "Mouse 2017",
    ]


def test_the_profile_says_in_words_what_its_numbers_are(site):
    (said,) = texts(site.page("metals/gold/index.html"), ".vm-profile figcaption")
    assert "6 sources, one square each" in said
    first = "About the subject itself: 3 of 5. About something else: 2 (animals 1, another method 1)."
    then = "A source is about the subject where nobody has marked it as being about something else."
    last = "The highest level among them is 1 (systematic review); a level alone does not say that"
    assert f"{first} {then} {last}" in said
    assert "How many were studied: known for 2 of 5, from 12 to 108." in said
    assert "Who paid: known for 1 of 5; the maker or the industry: 1." in said
    assert "How we grade" in said


def test_the_profile_has_a_table_of_the_kinds_of_study(site):
    page = site.page("metals/gold/index.html")
    found = [" ".join(row.stripped_strings) for row in page.tree.select(".vm-profile__table tbody tr")]
    assert "Randomised trial Level 2 0 1" in found
    assert "Case series Level 4 1 0" in found
    assert "Not given No level 1 0" in found


def test_where_levels_stand_one_line_says_how_to_read_them(site):
    page = site.page("metals/gold/index.html")
    line = "Levels run from 1 (the strongest kind of study) to 5 (the weakest). How we grade"
    assert page.texts(".vm-levels") == [line, line]
    assert page.tree.select_one(".vm-summary + .vm-levels a")["href"] == "../../evidence/"
    assert not site.page("metals/lead/index.html").tree.select(".vm-levels")


def test_where_no_citation_is_marked_the_page_does_not_claim_that_they_were_sorted(tmp_path):
    entry = "@article{a2018, author = {A, A.}, title = {T}, year = 2018, evidence = 3}"
    make_site(tmp_path, {"docs/index.md": "# A\n\nSo [@a2018].\n\n{{ evidence_profile() }}\n", "references.bib": entry})
    (said,) = texts(build_site(tmp_path).page(), ".vm-profile figcaption")
    assert (
        "something else: either none is, or nobody has sorted them. The highest level among them is 3 (not given);"
        in said
    )
    assert "Levels run from 1" in said


def test_a_work_that_is_only_mentioned_says_so_and_what_became_of_it(tmp_path):
    entry = "@article{a2018, author = {A, A.}, title = {T}, year = 2018, evidence = 2, status = {corrected}}"
    head = '---\ntitle: Zinc\nkey_points:\n  - \'It is {{ cite("a2018", status="mentioned") }}.\'\n---\n'
    make_site(tmp_path, {"docs/index.md": f"{head}{{{{ key_points() }}}}\n", "references.bib": entry})
    page = build_site(tmp_path).page()
    assert page.texts(".vm-point__level") == ["Only mentioned, Corrected"]
    assert not page.tree.select(".vm-levels")


def test_a_page_without_sources_says_so(site):
    page = site.page("metals/lead/index.html")
    assert {number for _, _, number in rows(page)} == {"none"}
    assert texts(page, ".vm-profile__title") == ["No sources"]
    assert not page.tree.select(".vm-profile details")


def test_a_page_without_a_list_of_references_has_squares_that_lead_nowhere(site):
    page = site.page("metals/iron/index.html")
    assert [square.name for square in page.tree.select(".vm-profile__squares .vm-square")] == ["span"]


def test_what_a_stranger_writes_stays_text(site):
    html = (site.folder / "metals/gold/index.html").read_text(encoding="utf-8")
    assert "Flo <i>" not in html
    assert "manufacturer <b>" not in html


def test_the_search_finds_neither_squares_nor_labels(site):
    index = json.loads((site.folder / "search/search_index.json").read_text(encoding="utf-8"))
    found = " ".join(record["text"] for record in index["docs"] if record["location"].startswith("metals/gold"))
    assert "It shines" in found
    assert "one square each" not in found
    assert "Systematic review" not in found
    assert "Gold 2020" not in found


def test_a_second_profile_on_a_page_is_reported(tmp_path):
    files = {**FILES, "docs/index.md": '# A\n\n{{ evidence_profile() }}\n\n{{ evidence_profile(note="b") }}\n'}
    built = build_site(make_site(tmp_path, files))
    assert any("evidence_profile" in line or "repeated" in line for line in built.log), built.log


def test_numbers_of_a_numeric_style_do_not_change_the_names_of_squares(tmp_path):
    built = build_site(make_site(tmp_path, FILES, plugin={"style": "numeric"}))
    squares = built.page("metals/gold/index.html").tree.select(".vm-profile a.vm-square")
    assert squares[0].get_text().startswith("Pool 2019")


NOTED = """# Lead

## Proof

So.

## The base

{{ evidence_profile(note="All *but* [@tin2018] are on {{ cite('gold2020', indirect='animals') }} or [@nobody2000].") }}
"""


def test_a_note_cites_and_what_it_cites_is_in_the_profile(tmp_path):
    built = build_site(make_site(tmp_path, {**FILES, "docs/metals/lead.md": NOTED}))
    page = built.page("metals/lead/index.html")
    (note,) = page.tree.select(".vm-profile__note")
    assert [each["href"] for each in note.select("a.vm-citation__link")] == ["#ref-tin2018", "#ref-gold2020"]
    assert note.i.get_text() == "but"
    assert len(page.tree.select(".vm-profile a.vm-square")) == 2
    assert [line for line in built.log if "lead.md" in line] == [
        "ERROR - docs/metals/lead.md:9:102: error: there is no work 'nobody2000' [citation/unknown-key]"
    ]
    assert all("The base" in each["aria-label"] for each in page.tree.select(".vm-backlink"))


def test_the_check_reads_the_citations_of_a_note(tmp_path, monkeypatch):
    make_site(tmp_path, {**FILES, "docs/metals/lead.md": NOTED})
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(main, ["check", "docs/metals/lead.md", "--select", "citation/*"]).output
    assert "docs/metals/lead.md:9:102: error: there is no work 'nobody2000'" in found
    assert found.count("error:") == 1


def test_the_strip_of_a_page_is_that_of_its_profile():
    found = [mention("trial"), mention("mouse", "animals")]
    publication = SimpleNamespace(
        pages={"a.md": None},
        site=SimpleNamespace(ledger=SimpleNamespace(mentions={"a.md": found}.get)),
        writer=SimpleNamespace(reference=lambda key: SimpleNamespace(grade=GRADES[key])),
    )
    strip = evidence_strips(publication)
    assert strip(SimpleNamespace(file=SimpleNamespace(src_uri="a.md"))) == {"2": 1, "indirect": 1}
    assert strip(SimpleNamespace(file=SimpleNamespace(src_uri="b.md"))) == {}
    assert strip(None) == {}
