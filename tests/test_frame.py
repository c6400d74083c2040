"""The frame of a page: what it says of its review and its sources, and how it is mended."""

from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from frame_site import ADDRESS, DISCLAIMER, FILES, REPOSITORY, SETTINGS, SKIN, build_frame_site, record, said
from vademecum.pages.front_matter import FrontMatter
from vademecum.publishing.publication import Publication
from vademecum.publishing.reporting import report_of
from vademecum.publishing.review import build_day, review_of
from vademecum.render.environment import make_environment
from vademecum.render.words import known_words, unknown_words, usable_words

TODAY = date(2026, 6, 1)
DAY = date(2026, 4, 1)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    built = build_frame_site(tmp_path_factory.mktemp("frame"))
    assert built.status == 0, built.log
    assert built.log == []
    return built


# ---- The review


def review(today=TODAY, **values):
    found = review_of(FrontMatter({"review_status": "reviewed", "reviewers": ["Cleo"], **values}), today)
    return found.status, found.is_overdue


def test_a_page_is_reviewed_where_it_says_by_whom_and_when():
    assert review(reviewed=DAY) == ("reviewed", False)


@pytest.mark.parametrize("values", [{}, {"reviewed": DAY, "reviewers": []}, {"reviewed": "soon"}])
def test_a_page_that_does_not_say_by_whom_and_when_counts_as_not_reviewed(values):
    assert review(**values) == ("unreviewed", False)


@pytest.mark.parametrize("status", ["", "checked", None])
def test_a_page_without_a_known_state_counts_as_not_reviewed(status):
    assert review(review_status=status, reviewed=DAY) == ("unreviewed", False)


@pytest.mark.parametrize(("due", "is_overdue"), [(date(2026, 5, 31), True), (TODAY, False), (date(2026, 6, 2), False)])
def test_a_review_is_overdue_the_day_after_it_was_due(due, is_overdue):
    assert review(reviewed=DAY, review_due=due) == ("reviewed", is_overdue)


def test_a_day_with_a_time_is_a_day():
    assert review(reviewed=DAY, review_due=datetime(2026, 5, 31, 23, 59, tzinfo=UTC)) == ("reviewed", True)


@pytest.mark.parametrize(
    ("epoch", "day"), [("1780272000", date(2026, 6, 1)), ("", DAY), ("soon", DAY), ("9" * 30, DAY), (None, DAY)]
)
def test_the_day_of_a_build_is_that_of_source_date_epoch_or_today(epoch, day):
    environment = {} if epoch is None else {"SOURCE_DATE_EPOCH": epoch}
    assert build_day(environment, lambda: DAY) == day


def test_a_reviewed_page_says_by_whom_when_and_until_when(site):
    page = site.page(SKIN)
    banner = page.texts(".vm-status:not([hidden]) p:first-child")
    assert banner == [
        "Reviewed by Cleo Doctor (dermatologist) on 1 April 2026. Next review due: 1 April 2099.",
    ]
    assert record(page)["Page last reviewed"] == "1 April 2026"
    assert record(page)["Next review due"] == "1 April 2099"


def test_a_page_whose_review_is_overdue_says_so_without_a_script(site):
    page = site.page("zinc/late/index.html")
    assert page.texts(".vm-status:not([hidden]) b") == ["Review overdue."]
    assert "A review was due on 1 January 2020" in said(page, ".vm-status")
    assert record(page)["Next review due"] == "1 January 2020 (overdue)"


def test_a_page_that_nobody_reviewed_shows_no_day_of_a_review(site):
    page = site.page("zinc/bare/index.html")
    assert page.texts(".vm-status:not([hidden]) b") == ["Not yet reviewed."]
    assert record(page) == {"Status": "Not yet reviewed"}


def test_an_overview_has_no_banner(site):
    assert site.page("zinc/index.html").texts(".vm-status") == []


# ---- Where we are


def test_the_crumbs_name_the_section_with_a_link_and_the_number_of_the_page(site):
    crumb = site.page(SKIN).tree.select_one("nav.vm-crumb[aria-label]")
    assert [item.get_text(strip=True) for item in crumb.select("li")] == ["Zinc", "page 1 of 3"]
    assert crumb.select_one("a")["href"] == "../"


def test_the_crumbs_of_a_deeper_page_name_all_sections_around_it(site):
    crumb = site.page("zinc/deep/bone/index.html").tree.select_one(".vm-crumb")
    assert [(link.get_text(), link["href"]) for link in crumb.select("a")] == [("Zinc", "../../"), ("Deeper", "../")]
    assert site.page("zinc/deep/index.html").texts(".vm-crumb a") == ["Zinc"]
    assert site.page("index.html").texts(".vm-crumb") == []


# ---- Works that were withdrawn


def test_a_page_that_cites_withdrawn_and_doubtful_works_says_so_at_its_head(site):
    page = site.page(SKIN)
    retracted, doubtful = page.texts(".vm-notice")
    assert retracted == (
        "A work that this page cites was retracted. Smith & Doe, 2020: Zinc and skin. May 2021: The figures were "
        "invented. Cited at the head of the page, What it is, 2."
    )
    assert doubtful == (
        "A work that this page cites is in doubt: an expression of concern was published. Jones, 2021: Shine. "
        "Cited at What it is."
    )
    assert page.html.index("vm-notice") < page.html.index("Zinc heals")


def test_each_place_of_a_notice_is_a_link_to_a_citation(site):
    page = site.page(SKIN)
    places = page.tree.select_one(".vm-notice").select(".vm-notice__at a")
    assert [link["href"] for link in places] == ["#cite-smith2020-1", "#cite-smith2020-2", "#cite-smith2020-3"]
    assert {link["href"][1:] for link in places} <= set(page.ids)
    assert places[2]["aria-label"] == "What it is, mention 2"


def test_a_page_that_only_speaks_of_a_withdrawn_work_has_no_notice(site):
    assert site.page("zinc/bare/index.html").texts(".vm-notice") == []


# ---- Reports


def report(tmp_path, contact=None, repository="", address=ADDRESS):
    extra = {"contact": contact}
    site = Publication(None, "Zinc", tmp_path, tmp_path, address=address, repository=repository, extra=extra)
    found = report_of(site, "zinc/")
    return found and found.url


def test_a_report_opens_the_form_of_the_repository_with_the_page_filled_in(site):
    link = site.page(SKIN).tree.select_one(".vm-record [data-vm-report]")
    address = urlsplit(link["href"])
    assert address._replace(query="").geturl() == f"{REPOSITORY}/issues/new"
    assert parse_qs(address.query, keep_blank_values=True) == {
        "template": ["1-correct-a-claim.yml"],
        "page": [f"{ADDRESS}zinc/skin/"],
        "sentence": [""],
    }


def test_the_form_of_the_repository_has_the_fields_that_are_filled_in():
    form = Path(__file__).parents[1] / ".github/ISSUE_TEMPLATE/1-correct-a-claim.yml"
    assert {"id: page", "id: sentence"} <= {line.strip() for line in form.read_text(encoding="utf-8").splitlines()}


NAMED = "https%3A%2F%2Fexample.org%2Fbook%2Fzinc%2F"


@pytest.mark.parametrize(
    ("contact", "repository", "expected"),
    [
        (None, "", None),
        ({"email": "a@b.example"}, "", f"mailto:a@b.example?subject={NAMED}&body="),
        ({"email": "a@b.example?cc=x"}, "https://x.example/a", f"mailto:a@b.example%3Fcc%3Dx?subject={NAMED}&body="),
        ({"issues": "https://x.example/?p={page}&q={quote}"}, REPOSITORY, f"https://x.example/?p={NAMED}&q="),
        ({"issues": "https://x.example/form"}, "", "https://x.example/form"),
        ({"issues": "javascript:alert(1)"}, "", None),
        ([], "https://github.com/a/b/", f"https://github.com/a/b/issues/new?title={NAMED}&body="),
        ({}, "https://codeberg.org/a/b", f"https://codeberg.org/a/b/issues/new?title={NAMED}&body="),
        (
            {},
            "https://gitlab.com/a/b",
            f"https://gitlab.com/a/b/-/issues/new?issue[title]={NAMED}&issue[description]=",
        ),
        ({}, "javascript://github.com/a", None),
    ],
)
def test_a_report_goes_to_the_form_the_repository_or_the_mail_address(tmp_path, contact, repository, expected):
    assert report(tmp_path, contact, repository) == expected


def test_where_the_site_has_no_address_a_report_names_the_path_of_the_page(tmp_path):
    assert report(tmp_path, {"email": "a@b.example"}, address="") == "mailto:a@b.example?subject=zinc%2F&body="


def test_the_edit_link_leads_to_the_file_of_the_page(site):
    link = site.page(SKIN).tree.select_one(".vm-record a[rel=edit]")
    assert link["href"] == f"{REPOSITORY}/edit/main/docs/zinc/skin.md"


# ---- The disclaimer


def test_the_disclaimer_is_on_every_page_whatever_its_front_matter_says(site):
    assert len(site.pages) > 6
    for path in site.pages:
        tree = site.page(path).tree
        (disclaimer,) = [p for p in tree.select("footer p") if p.get_text() == DISCLAIMER]
        assert not any(parent.has_attr("hidden") for parent in [disclaimer, *disclaimer.parents]), path


@pytest.mark.parametrize(
    "template", ["home.html", "404.html", "redirect.html", "base.html", "partials/content.html", "../x.html", "[a]"]
)
def test_no_template_that_a_page_asks_for_takes_the_disclaimer_away(tmp_path, template):
    page = f"---\ntemplate: {template}\nhide: footer\nextra: {{disclaimer: ''}}\nconfig: 5\n---\n# Page\n"
    site = build_frame_site(tmp_path, {"nav": None}, {"docs/zinc/bare.md": page})
    assert DISCLAIMER in site.page("zinc/bare/index.html").texts("footer p")


# ---- The words


def test_every_word_of_the_interface_can_be_said_otherwise(tmp_path):
    words = {name: f"«{name}»" for name in known_words()}
    settings = {"extra": {"words": words, "disclaimer": DISCLAIMER}}
    site = build_frame_site(tmp_path, settings, {"docs/zinc/bare.md": "{{ contact() }}\n\n{{ sitemap() }}\n"})
    assert site.log == []
    page = site.page(SKIN)
    assert page.texts(".vm-record__title") == ["«record»"]
    assert page.texts(".vm-contents__title") == ["«contents»"]
    assert site.page("zinc/bare/index.html").tree.select_one(".vm-tree")["aria-label"] == "«site_map»"
    assert site.page("404.html").texts("article h1") == ["«not_found»"]
    assert page.texts(".vm-crumb li") == ["Zinc", "«page_of»"]


def test_words_of_another_language_stand_in_their_own_order(tmp_path):
    words = {
        "date": "{day}. {month} {year}",
        "months": "Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember",
        "status_reviewed": "Geprüft",
        "status_reviewed_by": "am {date} von {names}.",
        "status_reviewed_due": "Nächste Prüfung: {date}.",
    }
    site = build_frame_site(tmp_path, {"extra": {"words": words}})
    assert site.page(SKIN).texts(".vm-status:not([hidden]) p:first-child") == [
        "Geprüft am 1. April 2026 von Cleo Doctor (dermatologist). Nächste Prüfung: 1. April 2099."
    ]


def test_a_word_that_does_not_exist_is_told_with_what_was_meant(tmp_path):
    site = build_frame_site(tmp_path, {"extra": {"words": {"sumary": "Gist", "edit": ["a"], "cite": None, "skip": 5}}})
    assert site.log == [
        "WARNING - vademecum: 'extra: words: cite:' is a text; write it in double quotes, on one line.",
        "WARNING - vademecum: 'extra: words: edit:' is a text; write it in double quotes, on one line.",
        "WARNING - vademecum: 'extra: words:' has no word called 'sumary'. Did you mean 'summary'?",
    ]
    page = site.page(SKIN)
    assert page.texts(".vm-cite summary") == ["Cite this page"]
    assert page.texts("a[rel=edit]") == ["Suggest a change"]
    assert page.texts(".vm-skip") == ["5"]


def test_no_word_has_the_name_of_what_every_mapping_can_do():
    assert [name for name in known_words() if hasattr(dict, name)] == []


def test_words_of_a_site_are_html_nowhere(tmp_path):
    words = {name: f"<i>{name}</i>{{x}}" for name in known_words()}
    text = "{{ contact() }}\n\n{{ sitemap() }}\n\n{{ rules() }}\n\nSo {{ citation_needed('x') }}.\n"
    files = {"docs/zinc/bare.md": text}
    site = build_frame_site(tmp_path, {"extra": {"words": words, "contact": {"email": "a@b.example"}}}, files)
    for path in site.pages:
        found = [tag for tag in site.page(path).tree.select("i") if tag.get_text() in known_words()]
        assert found == [], path


def test_fragments_have_the_same_words_as_the_frame_and_those_of_the_site():
    plain, changed = make_environment(), make_environment(words=dict(usable_words({"contents": "Inhalt", "x": "y"})))
    for environment, expected in ((plain, "Contents"), (changed, "Inhalt")):
        html = environment.get_template("fragments/contents.html").render(headings=())
        assert BeautifulSoup(html, "html.parser").p.get_text() == expected
    assert list(unknown_words({})) == []


# ---- All together


def test_a_site_with_nothing_set_builds_and_says_nothing_that_it_does_not_know(tmp_path):
    bare = dict.fromkeys(("site_url", "repo_url", "edit_uri", "extra"))
    settings = {name: value for name, value in {**SETTINGS, **bare}.items() if value is not None}
    site = build_frame_site(tmp_path, {**bare, "extra": {}}, FILES)
    assert settings["site_name"] in site.page(SKIN).html
    assert site.page(SKIN).texts("[data-vm-report]") == []
    assert "https://example.org" not in site.page(SKIN).html
    assert "None" not in site.page(SKIN).tree.select_one(".vm-record").get_text()
