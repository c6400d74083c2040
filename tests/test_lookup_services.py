"""The registries: what they say is read, what they do not say is not made up, and outages are no findings."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

import registry_server
from registry_server import TODAY, Registry, as_json, client_for, hang_up, page, settings_for
from vademecum.bibliography.bibtex import read_bibtex
from vademecum.bibliography.identifier import Doi, Pmcid, Pmid, parse_pmid
from vademecum.checks.registered import Update, UpdateKind, current_update
from vademecum.lookup import crossref, datacite, pubmed
from vademecum.lookup.cache import Cache
from vademecum.lookup.json_service import JsonService
from vademecum.lookup.online import check_online, find_status_changes
from vademecum.lookup.response import Failure, Trouble
from vademecum.lookup.settings import Ages, ExternalLink
from vademecum.lookup.works import Inconclusive, Progress
from vademecum.text.finding import Finding
from vademecum.text.source import Position, Source, Span

address = registry_server.address

NOTICE = {
    "DOI": "10.5555/n",
    "type": "retraction",
    "source": "retraction-watch",
    "updated": {"date-parts": [[2020, 5]]},
}
BIBTEX = """
@article{a, title = {Peels for acne scars in adults}, doi = {10.5555/a}, pmid = {11}}
@article{b, title = {Serum for adults with melasma}, doi = {10.5555/b}, pmcid = {PMC22}}
"""

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        *("DOI", "title", "subtitle", "author", "issued", "container-title", "update-to", "updated-by", "page", "ISSN"),
        *("titles", "creators", "publicationYear", "dates", "container", "types", "doi"),
        *("articleids", "authors", "pubdate", "references", "pubtype", "fulljournalname", "vernaculartitle"),
    ]
)


def works():
    return read_bibtex(Source("references.bib", BIBTEX))[0]


@pytest.fixture
def registry():
    found = Registry()
    found.works = {
        "10.5555/a": {"DOI": "10.5555/a", "title": ["Peels for acne scars in adults"]},
        "10.5555/b": {"DOI": "10.5555/b", "title": ["Serum for adults with melasma"]},
    }
    found.summaries = {
        "11": {"title": "Peels for acne scars in adults.", "articleids": []},
        "12": {
            "title": "",
            "articleids": [{"idtype": "pmc", "value": "PMC22"}, {"idtype": "doi", "value": "10.5555/b"}],
        },
    }
    return found


def service(address, cache=None, today=TODAY, **limits):
    return JsonService("Registry", client_for(address, **limits), cache or Cache(), Ages(), today)


def outcome(events, kind):
    return [event for event in events if isinstance(event, kind)]


def test_works_that_are_what_they_say_give_progress_and_nothing_else(registry, address):
    events = list(check_online(works(), [], settings_for(address), client_for(address), TODAY))
    assert outcome(events, Finding) == []
    assert outcome(events, Inconclusive) == []
    assert Progress("DOIs", 2, 2) in events
    assert not [asked for asked in registry.asked if asked.split()[1].startswith("/handles")]


def test_only_the_entries_that_are_asked_for_are_looked_up(registry, address):
    settings = settings_for(address, keys=frozenset({"b"}))
    list(check_online(works(), [], settings, client_for(address), TODAY))
    assert not [asked for asked in registry.asked if "10.5555/a" in asked]
    assert [asked for asked in registry.asked if asked == "GET /crossref/works/10.5555/b"]


@pytest.mark.parametrize(
    "broken",
    [
        (500, {}, b"Internal Server Error"),
        (403, {}, b"Forbidden"),
        (429, {}, b""),
        (503, {"Retry-After": "900"}, b""),
        (200, {"Content-Type": "text/html"}, b"<html>maintenance</html>"),
        (200, {"Content-Type": "application/json"}, b'{"message": '),
        (200, {"Content-Type": "application/json"}, b"[" * 100_000),
        (200, {"Content-Type": "application/json"}, b"[]"),
        (200, {"Content-Type": "application/json"}, b"\xff\xfe"),
        (404, {"Content-Type": "text/html"}, b"<html>no such page</html>"),
    ],
)
def test_a_service_that_is_broken_says_nothing_against_a_work(registry, address, broken):
    registry.broken = dict.fromkeys(("crossref", "datacite", "handles", "eutils", "idconv"), broken)
    events = list(check_online(works(), [], settings_for(address), client_for(address), TODAY))
    assert outcome(events, Finding) == []
    left = outcome(events, Inconclusive)
    assert {each.subject for each in left} >= {"DOI 10.5555/a", "DOI 10.5555/b", "PMID 11", "PMCID PMC22"}
    assert all(each.is_network for each in left)


def test_a_network_that_is_down_makes_no_finding_and_no_dead_link(registry, address, tmp_path):
    def resolver(_host, _port):
        raise socket.gaierror(socket.EAI_NONAME, "no name service")

    place = Span("docs/a.md", Position(1, 1), Position(1, 1))
    links = [ExternalLink("http://one.example/", place), ExternalLink("http://two.example/", place)]
    settings = settings_for("http://registry.example", cache=tmp_path)
    for _ in range(3):
        events = list(check_online(works(), links, settings, client_for(address, resolver), TODAY))
        assert outcome(events, Finding) == []
        left = outcome(events, Inconclusive)
        assert {"http://one.example/", "http://two.example/", "DOI 10.5555/a"} <= {each.subject for each in left}
        assert all(each.is_network for each in left)
    assert registry.asked == []


def test_a_service_that_fails_three_times_is_not_asked_again(registry, address):
    registry.broken = {"crossref": (500, {}, b"")}
    asked = service(address)
    answers = [asked.ask(f"{address}/crossref/works/{number}", days=1) for number in range(5)]
    assert [answer.trouble for answer in answers] == [Trouble.CONTENT] * 3 + [Trouble.GIVEN_UP] * 2
    assert len(registry.asked) == 3


def test_an_answer_is_kept_for_its_days_and_an_unknown_one_for_fewer(registry, address, tmp_path):
    known, unknown = f"{address}/crossref/works/10.5555/a", f"{address}/crossref/works/10.5555/none"

    def ask(days_later):
        today = TODAY.fromordinal(TODAY.toordinal() + days_later)
        asked = service(address, Cache(tmp_path), today)
        assert asked.ask(known, days=30)["message"]["DOI"] == "10.5555/a"
        assert asked.ask(unknown, days=30) is None
        return len(registry.asked)

    assert [ask(0), ask(0), ask(1), ask(29), ask(30)] == [2, 2, 3, 4, 6]


def test_a_failure_is_not_kept(registry, address, tmp_path):
    registry.broken = {"crossref": (500, {}, b"")}
    url = f"{address}/crossref/works/10.5555/a"
    assert isinstance(service(address, Cache(tmp_path)).ask(url, days=30), Failure)
    registry.broken = {}
    assert service(address, Cache(tmp_path)).ask(url, days=30)["message"]["DOI"] == "10.5555/a"


def test_pubmed_is_asked_for_two_hundred_works_at_a_time(registry, address):
    pmids = [Pmid(str(number)) for number in range(1, 402)]
    registry.summaries = {pmid.number: {"title": f"Work {pmid.number}.", "articleids": []} for pmid in pmids}
    found = {}
    for batch, answer in pubmed.find_works(pmids, service(address), f"{address}/eutils", "me@example.org"):
        assert len(batch) <= 200
        found.update(answer)
    assert len(found) == 401
    assert found[Pmid("7")].titles == ("Work 7",)
    assert len(registry.asked) == 3
    assert all("email=me@example.org" in asked and "db=pubmed" in asked for asked in registry.asked)


def test_identifiers_of_pubmed_central_are_converted_and_unknown_ones_left_out(address):
    batches = list(pubmed.find_identifiers([Pmcid("PMC22"), Pmcid("PMC99")], service(address), f"{address}/idconv"))
    assert len(batches) == 1
    assert batches[0][1] == {Pmcid("PMC22"): pubmed.SameWork(Doi("10.5555/b"), Pmid("12"), Pmcid("PMC22"))}


def test_notices_are_asked_for_forty_works_at_a_time(registry, address):
    registry.notices = [{"DOI": "10.5555/n", "update-to": [{**NOTICE, "DOI": "10.5555/x77"}]}]
    dois = [Doi(f"10.5555/x{number}") for number in range(100)]
    answers = list(crossref.find_notices(dois, service(address), f"{address}/crossref"))
    assert [len(answer) for answer in answers] == [0, 1, 0]
    expected = Update(UpdateKind.RETRACTION, "2020-05", "DOI 10.5555/n", "Retraction Watch")
    assert answers[1][0].updates_of_others == ((Doi("10.5555/x77"), expected),)


def test_the_statuses_to_write_come_with_their_dates(registry, address):
    registry.works["10.5555/a"]["updated-by"] = [NOTICE, {"DOI": "10.5555/c", "type": "correction"}]
    events = list(find_status_changes(works(), settings_for(address), client_for(address), TODAY))
    changes = [event for event in events if isinstance(event, tuple)]
    assert [(key, change.status, change.date) for key, change in changes] == [("a", "retracted", "2020-05")]


def test_an_update_deposited_under_the_work_itself_is_about_the_work():
    record = crossref.read_work({"DOI": "10.5555/a", "update-to": [{"DOI": "10.5555/A", "type": "withdrawal"}]})
    assert [update.kind for update in record.updates] == [UpdateKind.WITHDRAWAL]
    assert record.updates_of_others == ()


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], None),
        ([("corrected", "2020"), ("retracted", "2021-03"), ("retracted", "2021")], ("retracted", "2021-03")),
        ([("concern", "2020"), ("", "2021")], None),
        ([("retracted", "2020"), ("", "2021"), ("retracted", "2022")], ("retracted", "2022")),
        ([("retracted", ""), ("", "")], None),
        ([("corrected", "2019"), ("concern", "2020"), ("", "2021")], ("corrected", "2019")),
    ],
)
def test_the_gravest_update_that_still_holds_is_the_current_one(kinds, expected):
    found = current_update(Update(UpdateKind(kind), day) for kind, day in kinds)
    assert (found and (found.kind.value, found.date)) == expected


@pytest.mark.parametrize(
    ("refsource", "day"),
    [
        ("Lancet. 2010 Feb 6;375(9713):445. doi: 10.1016/S0140-6736(10)60175-4.", "2010-02-06"),
        ("J Ex. 2023 Aug;3(2):99", "2023-08"),
        ("J Ex. 2023;3(2):99", "2023"),
        ("J Ex. 12(3):4", ""),
        ("J Ex. 2023 Foo 99;1", "2023"),
    ],
)
def test_the_date_of_a_notice_is_read_as_far_as_it_is_known(refsource, day):
    references = [{"reftype": "Retraction in", "refsource": refsource, "pmid": 5}]
    record = pubmed.read_work(parse_pmid("1"), {"references": references})
    assert record.updates == (Update(UpdateKind.RETRACTION, day, "PMID 5", "PubMed"),)


def test_names_at_pubmed_are_persons_and_bodies():
    authors = [
        {"name": "van Toorn R", "authtype": "Author"},
        {"name": "Adams JQ 3rd", "authtype": "Author"},
        {"name": "Madonna", "authtype": "Author"},
        {"name": "AREDS Group", "authtype": "CollectiveName"},
    ]
    record = pubmed.read_work(parse_pmid("1"), {"authors": authors})
    assert [name.short for name in record.authors] == ["van Toorn", "Adams", "Madonna", "AREDS Group"]


def test_a_data_set_is_read_from_datacite():
    attributes = {
        "doi": "10.5555/D",
        "titles": [{"title": "Photographs"}, {"title": "of scars", "titleType": "Subtitle"}],
        "creators": [{"name": "Roe, Ann"}, {"name": "Scar Institute", "nameType": "Organizational"}],
        "publicationYear": 2020,
        "dates": [{"date": "2019-01-01/2019-12-31", "dateType": "Collected"}],
        "container": {"title": "Repository"},
        "types": {"resourceTypeGeneral": "Dataset"},
    }
    record = datacite.read_work(attributes)
    assert record.titles == ("Photographs: of scars", "Photographs")
    assert [name.short for name in record.authors] == ["Roe", "Scar Institute"]
    assert (record.years, record.journals, record.type) == ((2020, 2019), ("Repository",), "Dataset")


@given(st.dictionaries(FIELDS, JSON_VALUES, max_size=6))
def test_a_record_may_hold_anything_and_is_read(message):
    for record in (crossref.read_work(message), datacite.read_work(message), pubmed.read_work(Pmid("1"), message)):
        assert all(isinstance(title, str) for title in record.titles)
        assert all(name.short for name in record.authors)
        assert record.summary
        assert record.identifier


def test_a_service_that_breaks_off_is_a_failure(registry, address):
    registry.pages["/off"] = hang_up
    registry.pages["/gone"] = page(404, {"Content-Type": "text/plain"}, b"Resource not found.")
    registry.pages["/ok"] = lambda _handler: as_json({"a": 1})
    asked = service(address)
    assert asked.ask(f"{address}/off", days=1).trouble is Trouble.REFUSED
    assert asked.ask(f"{address}/gone", days=1) is None
    assert asked.ask(f"{address}/ok", days=1) == {"a": 1}
