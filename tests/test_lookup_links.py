"""Links to other sites: each kind of answer leads to its state, and nobody's outage makes a link red."""

import socket
from datetime import timedelta

import pytest

import registry_server
from registry_server import (
    LOOPBACK,
    TODAY,
    Registry,
    client_for,
    endless,
    hang_up,
    in_turn,
    no_http,
    only_get,
    page,
    port_of,
    redirect,
    serving,
    settings_for,
    slow,
)
from vademecum.checks.external_links import State, link_findings
from vademecum.lookup.cache import Cache
from vademecum.lookup.links import check_links, without_fragment
from vademecum.lookup.settings import Ages
from vademecum.text.source import Position, Span

registry, address = registry_server.registry, registry_server.address

SPAN = Span("docs/page.md", Position(1, 1), Position(1, 2))


def states(address, *paths, cache=None, today=TODAY, resolver=None, **limits):
    """The state of each page, by its path."""
    urls = [path if ":" in path else address + path for path in paths]
    client = client_for(address, resolver, **limits)
    found = dict(check_links(urls, client, cache or Cache(), settings_for(address), today))
    return {path: found[url].state for path, url in zip(paths, urls, strict=True)}


OUTAGES = [
    page(401),
    page(403),
    page(405),
    page(429),
    page(451),
    page(500),
    page(503, {"Retry-After": "600"}),
    page(999),
    slow,
    hang_up,
    no_http,
    redirect("/a"),
    redirect("http://[broken"),
]
"""Servers that refuse, break down, or lead in circles: they say nothing about the page behind them."""


@pytest.mark.parametrize(
    ("server", "state"),
    [
        (page(), State.OK),
        (page(204), State.OK),
        (only_get, State.OK),
        (redirect("/end"), State.OK),
        (endless(100 * 65536), State.OK),
        (in_turn(page(404), page(206)), State.OK),
        (in_turn(page(403), page(416)), State.OK),
        *((server, State.BLOCKED) for server in OUTAGES),
        (page(404), State.SUSPECT),
        (page(410), State.SUSPECT),
        (redirect("/missing"), State.SUSPECT),
        (redirect("http://192.168.0.1/"), State.PRIVATE),
        (redirect("http://127.0.0.1/"), State.PRIVATE),
    ],
)
def test_each_kind_of_answer_leads_to_its_state(registry, address, server, state):
    registry.pages.update({"/a": server, "/end": page(), "/missing": page(404)})
    found = states(address, "/a", request=0.5, body=100_000, resolver=lambda host, _port: [host])
    assert found == {"/a": state}


@pytest.mark.parametrize("server", OUTAGES)
def test_no_outage_makes_a_link_red_however_many_days_it_lasts(registry, address, tmp_path, server):
    registry.pages["/a"] = server
    for days in (0, 40, 80):
        client, today = client_for(address, request=0.3), TODAY + timedelta(days)
        ((url, verdict),) = check_links([f"{address}/a"], client, Cache(tmp_path), settings_for(address), today)
        assert verdict.state is State.BLOCKED
        assert list(link_findings(url, SPAN, verdict)) == []


def test_a_host_whose_name_leads_elsewhere_at_the_second_request_is_not_followed(registry, address, monkeypatch):
    """The host of a stranger, who changes the answer of the name service between HEAD and GET."""
    registry.pages["/a"] = only_get
    answers = iter([[LOOPBACK], ["127.0.0.2"]])
    connect, connected = socket.create_connection, []

    def recorded(place, timeout):
        connected.append(place[0])
        return connect(place, timeout)

    monkeypatch.setattr("vademecum.lookup.http.socket.create_connection", recorded)
    url = f"http://rebinding.example:{port_of(address)}/a"
    assert states(address, url, resolver=lambda _host, _port: next(answers)) == {url: State.BLOCKED}
    assert connected == [LOOPBACK]
    assert registry.asked == ["HEAD /a"]


def test_a_server_on_this_machine_hears_nothing_of_a_redirection_to_it(registry, address):
    hidden = Registry()
    hidden.pages["/secret"] = page()
    with serving(hidden) as secret:
        registry.pages.update({"/a": redirect("/b"), "/b": redirect(f"{secret}/secret")})
        url = f"{secret}/secret"
        assert states(address, "/a", url) == {"/a": State.PRIVATE, url: State.PRIVATE}
    assert hidden.asked == []


def test_a_page_is_asked_with_head_and_its_first_bytes_only_where_that_fails(registry, address):
    registry.pages.update({"/good": page(), "/no-head": only_get, "/wait": page(429)})
    states(address, "/good", "/no-head", "/wait")
    assert registry.asked == ["HEAD /good", "HEAD /no-head", "GET /no-head", "HEAD /wait"]


def test_a_host_that_is_not_found_is_suspect_once_another_host_has_answered(registry, address):
    registry.pages["/a"] = page()

    def resolver(host, _port):
        if host != LOOPBACK:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [LOOPBACK]

    assert states(address, "http://gone.example/", "/a", resolver=resolver) == {
        "http://gone.example/": State.SUSPECT,
        "/a": State.OK,
    }
    assert states(address, "http://gone.example/", resolver=resolver) == {"http://gone.example/": State.UNKNOWN}


def test_a_link_is_dead_after_failures_on_two_days_and_not_after_two_on_one(registry, address, tmp_path):
    registry.pages["/a"] = page(404)
    cache = Cache(tmp_path)
    assert states(address, "/a", cache=cache) == {"/a": State.SUSPECT}
    assert states(address, "/a", cache=Cache(tmp_path)) == {"/a": State.SUSPECT}
    assert states(address, "/a", cache=Cache(tmp_path), today=TODAY + timedelta(1)) == {"/a": State.DEAD}
    registry.pages["/a"] = page()
    assert states(address, "/a", cache=Cache(tmp_path), today=TODAY + timedelta(2)) == {"/a": State.OK}
    registry.pages["/a"] = page(404)
    assert states(address, "/a", cache=Cache(tmp_path), today=TODAY + timedelta(40)) == {"/a": State.SUSPECT}


@pytest.mark.parametrize(("status", "days"), [(200, Ages().ok), (403, Ages().blocked)])
def test_a_state_counts_for_its_days_and_is_then_asked_for_again(registry, address, tmp_path, status, days):
    registry.pages["/a"] = page(status)

    def asked_after(later):
        registry.asked.clear()
        states(address, "/a", cache=Cache(tmp_path), today=TODAY + timedelta(later))
        return bool(registry.asked)

    assert [asked_after(later) for later in (0, 0, days - 1, days)] == [True, False, False, True]


def test_a_link_is_asked_for_once_however_often_it_stands_on_the_site(registry, address):
    registry.pages["/a"] = page()
    urls = [without_fragment(f"{address}/a#{number}") for number in range(5)]
    found = list(check_links(urls, client_for(address), Cache(), settings_for(address), TODAY))
    assert len(found) == len(registry.asked) == 1


def test_when_the_time_is_over_what_is_left_is_unknown(registry, address):
    registry.pages.update({f"/{number}": slow for number in range(4)})
    found = states(address, *registry.pages, request=0.3, total=0.5)
    assert set(found.values()) == {State.BLOCKED, State.UNKNOWN}


def test_many_hosts_are_asked_at_the_same_time_and_each_by_one_thread(registry, address):
    registry.pages["/a"] = page()
    urls = [f"http://host{number}.example:{port_of(address)}/a" for number in range(12)]
    found = states(address, *urls, delay=0.2, timeout=20.0, request=30.0)
    assert set(found.values()) == {State.OK}
    assert len(registry.asked) == 12


def test_a_fault_of_ours_is_raised_and_not_swallowed_by_a_thread(address):
    client = client_for(address)
    client.head = None
    with pytest.raises(TypeError):
        list(check_links([f"{address}/a"], client, Cache(), settings_for(address), TODAY))


def test_who_stops_listening_stops_the_asking(registry, address):
    registry.pages.update({f"/{number}": page() for number in range(50)})
    urls = [f"{address}/{number}" for number in range(50)]
    events = check_links(urls, client_for(address, delay=0.05), Cache(), settings_for(address), TODAY)
    next(events)
    events.close()
    assert len(registry.asked) < 50
