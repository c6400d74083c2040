"""Links to other sites: each kind of answer leads to its state, and nobody's outage makes a link red."""

import socket
from datetime import timedelta

import pytest

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
from vademecum.checks.external_links import State
from vademecum.lookup.cache import Cache
from vademecum.lookup.links import check_links, without_fragment
from vademecum.lookup.settings import Ages


@pytest.fixture
def registry():
    return Registry()


@pytest.fixture
def address(registry):
    with serving(registry) as found:
        yield found


def states(address, *paths, cache=None, today=TODAY, resolver=None, **limits):
    """The state of each page, by its path."""
    urls = [path if ":" in path else address + path for path in paths]
    client = client_for(address, resolver, **limits)
    found = dict(check_links(urls, client, cache or Cache(), settings_for(address), today))
    return {path: found[url].state for path, url in zip(paths, urls, strict=True)}


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
        (page(401), State.BLOCKED),
        (page(403), State.BLOCKED),
        (page(405), State.BLOCKED),
        (page(429), State.BLOCKED),
        (page(451), State.BLOCKED),
        (page(500), State.BLOCKED),
        (page(503, {"Retry-After": "600"}), State.BLOCKED),
        (page(999), State.BLOCKED),
        (slow, State.BLOCKED),
        (hang_up, State.BLOCKED),
        (no_http, State.BLOCKED),
        (redirect("/a"), State.BLOCKED),
        (redirect("http://[broken"), State.BLOCKED),
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
    found = states(address, *urls, delay=0.2)
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
