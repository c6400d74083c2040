"""The client: polite, bounded, and not to be led to addresses that are not public."""

import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import registry_server
from registry_server import (
    LOOPBACK,
    client_for,
    endless,
    hang_up,
    in_turn,
    no_http,
    page,
    port_of,
    redirect,
    slow,
)
from vademecum.lookup.address import is_public, read_target, resolve_in_time
from vademecum.lookup.http import Client, Limits, Machine
from vademecum.lookup.response import Response, Trouble

registry, address = registry_server.registry, registry_server.address


def no_sleep(_seconds):
    raise AssertionError("nothing was to be waited for")


def test_a_page_is_read_and_the_client_says_who_it_is(registry, address):
    registry.pages["/a"] = page(headers={"X-Kind": "Test"}, body=b"text")
    answer = client_for(address).get(f"{address}/a")
    assert answer == Response(200, f"{address}/a", answer.headers, b"text")
    assert answer.headers["x-kind"] == "Test"
    assert "vademecum/" in registry.agents[0]
    assert "mailto:editor@example.org" in registry.agents[0]


def test_the_hops_of_a_redirection_are_followed_to_its_end(registry, address):
    registry.pages.update({"/a": redirect("/b"), "/b": redirect(f"{address}/c", 307), "/c": page(body=b"end")})
    answer = client_for(address).get(f"{address}/a")
    assert (answer.url, answer.body) == (f"{address}/c", b"end")


def test_a_redirection_in_a_circle_ends_after_five_hops(registry, address):
    registry.pages.update({"/a": redirect("/b"), "/b": redirect("/a")})
    assert client_for(address).get(f"{address}/a").trouble is Trouble.REDIRECTS
    assert len(registry.asked) == 6


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:22/",
        "http://[::1]/",
        "http://10.0.0.8/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "http://private.example/",
        "file:///etc/passwd",
        "ftp://public.example/",
        "http://public.example:8080/",
        "http://user:secret@public.example/",
    ],
)
def test_a_redirection_to_a_forbidden_address_is_not_followed(registry, address, location):
    addresses = {"private.example": "192.168.1.1", "public.example": "93.184.215.14", "2130706433": "127.0.0.1"}
    registry.pages["/a"] = redirect(location)
    client = client_for(address, lambda host, _port: [addresses.get(host, host)])
    answer = client.get(f"{address}/a")
    assert answer.trouble in (Trouble.FORBIDDEN, Trouble.PRIVATE_NAME, Trouble.PORT, Trouble.BAD_ADDRESS)
    assert registry.asked == ["GET /a"]


def test_an_answer_of_the_name_service_that_changes_changes_nothing(monkeypatch):
    """The host is public when it is looked at and our own machine when it is looked at again: there is no again."""
    answers = iter([["93.184.215.14"], [LOOPBACK]])
    connected = []

    def connect(address, _timeout):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("vademecum.lookup.http.socket.create_connection", connect)
    client = Client(Limits(delay=0.0), machine=Machine(resolver=lambda _host, _port: next(answers)))
    assert client.get("http://rebinding.example/secret").trouble is Trouble.REFUSED
    assert client.get("http://rebinding.example/secret").trouble is Trouble.PRIVATE_NAME
    assert connected == [("93.184.215.14", 80)]


def test_one_private_address_among_several_is_enough_to_ask_none(registry, address):
    client = client_for(address, lambda _host, _port: ["93.184.215.14", "10.1.2.3"])
    assert client.get(f"http://mixed.example:{port_of(address)}/").trouble is Trouble.PRIVATE_NAME
    assert client.get("http://mixed.example/").trouble is Trouble.PRIVATE_NAME
    assert registry.asked == []


@pytest.mark.parametrize(
    "found",
    [
        *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "localhost", ""),
    ],
)
def test_an_address_that_is_not_public_is_known(found):
    assert not is_public(found)


@pytest.mark.parametrize("found", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_a_public_address_is_known(found):
    assert is_public(found)


def test_a_server_that_drips_is_left_when_the_time_is_over(registry, address):
    registry.pages["/slow"] = slow
    start = time.monotonic()
    assert client_for(address, request=0.3).get(f"{address}/slow").trouble is Trouble.TIMEOUT
    assert time.monotonic() - start < 1.5


def test_a_server_that_says_nothing_is_left_when_the_time_is_over():
    with socket.create_server((LOOPBACK, 0)) as silent:
        address = f"http://{LOOPBACK}:{silent.getsockname()[1]}"
        assert client_for(address, timeout=0.2).get(address).trouble is Trouble.TIMEOUT


def test_a_name_service_that_says_nothing_is_left_when_the_time_is_over(address):
    done = threading.Event()
    client = client_for(address, lambda _host, _port: done.wait(5) and [], timeout=0.1)
    assert client.get("http://silent.example/").trouble is Trouble.TIMEOUT
    done.set()


def test_a_body_that_is_too_large_is_a_failure_or_cut_off(registry, address):
    registry.pages["/large"] = endless(50 * 65536)
    client = client_for(address, body=100_000)
    assert client.get(f"{address}/large").trouble is Trouble.TOO_LARGE
    assert len(client.get(f"{address}/large", cut=True).body) == 100_000


@pytest.mark.parametrize(("server", "trouble"), [(hang_up, Trouble.REFUSED), (no_http, Trouble.PROTOCOL)])
def test_a_server_that_does_not_speak_http_is_a_failure(registry, address, server, trouble):
    registry.pages["/a"] = server
    assert client_for(address).get(f"{address}/a").trouble is trouble


def test_a_server_without_encryption_is_no_secure_one(registry, address):
    assert client_for(address).get(address.replace("http:", "https:")).trouble is Trouble.INSECURE
    assert registry.asked == []


def test_a_port_at_which_nobody_listens_is_a_failure():
    with socket.create_server((LOOPBACK, 0)) as closed:
        gone = f"http://{LOOPBACK}:{closed.getsockname()[1]}"
    assert client_for(gone).get(gone).trouble is Trouble.REFUSED


@pytest.mark.parametrize(
    ("code", "trouble"), [(socket.EAI_NONAME, Trouble.NO_SUCH_HOST), (socket.EAI_AGAIN, Trouble.NETWORK)]
)
def test_no_such_host_is_told_from_no_network(address, code, trouble):
    def resolver(_host, _port):
        raise socket.gaierror(code, "as the system says it")

    client = client_for(address, resolver)
    assert client.get("http://gone.example/").trouble is trouble
    assert not client.has_had_answer


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed_once(registry, address, status):
    registry.pages["/a"] = in_turn(page(status, {"Retry-After": "1"}), page(body=b"now"))
    waited = []
    machine = Machine(
        resolver=lambda _host, _port: [LOOPBACK], sleep=waited.append, allow=frozenset({(LOOPBACK, port_of(address))})
    )
    client = Client(Limits(delay=0.0), machine=machine)
    assert client.get(f"{address}/a").body == b"now"
    assert len(waited) == 1
    assert 0.5 < waited[0] <= 1


def test_a_host_that_asks_for_too_long_is_left_alone(registry, address):
    registry.pages["/a"] = page(429, {"Retry-After": "3600"})
    client = client_for(address)
    assert client.get(f"{address}/a").status == 429
    assert client.get(f"{address}/b").trouble is Trouble.WAIT
    assert registry.asked == ["GET /a"]


@pytest.mark.parametrize("value", ["soon", "", "-5", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_retry_after_that_asks_for_nothing_does_not_stop_the_client(registry, address, value):
    registry.pages["/a"] = page(503, {"Retry-After": value})
    assert client_for(address).get(f"{address}/a").status == 503


def test_two_requests_to_one_host_are_a_delay_apart_and_those_to_two_hosts_are_not(registry, address):
    registry.pages["/a"] = page()
    now = [100.0]
    waited = []

    def sleep(seconds):
        waited.append(seconds)
        now[0] += seconds

    machine = Machine(lambda _host, _port: [LOOPBACK], lambda: now[0], sleep, frozenset({(LOOPBACK, port_of(address))}))
    client = Client(Limits(delay=2.0, delays={"quick.example": 0.5}), machine=machine)
    for host in ("one.example", "two.example", "one.example", "quick.example", "quick.example"):
        assert client.get(f"http://{host}:{port_of(address)}/a").status == 200
    assert waited == [2.0, 0.5]


def test_the_time_for_all_requests_together_has_an_end(registry, address):
    registry.pages["/a"] = page()
    now = [0.0]
    machine = Machine(
        lambda _host, _port: [LOOPBACK], lambda: now[0], no_sleep, frozenset({(LOOPBACK, port_of(address))})
    )
    client = Client(Limits(delay=0.0, total=10.0), machine=machine)
    assert client.get(f"{address}/a").status == 200
    now[0] = 11.0
    assert client.get(f"{address}/a").trouble is Trouble.OUT_OF_TIME
    assert len(registry.asked) == 1


def test_proxies_of_the_environment_are_not_used(registry, address, monkeypatch):
    registry.pages["/a"] = page()
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert client_for(address).get(f"{address}/a").status == 200


def test_a_proxy_that_is_asked_for_is_told_the_address_that_was_checked(registry, address):
    registry.pages["/a"] = page(body=b"through the tunnel")
    wanted = []

    def serve(listener):
        inside, _ = listener.accept()
        with inside, socket.create_connection((LOOPBACK, port_of(address))) as outside:
            head = inside.recv(4096)
            wanted.append(head.split(b"\r\n")[0].decode())
            inside.sendall(b"HTTP/1.0 200 Connection established\r\n\r\n")
            outside.sendall(inside.recv(4096))
            while block := outside.recv(4096):
                inside.sendall(block)

    with socket.create_server((LOOPBACK, 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        allow = frozenset({(LOOPBACK, port_of(address))})
        proxy = (LOOPBACK, listener.getsockname()[1])
        client = Client(Limits(), machine=Machine(lambda _host, _port: [LOOPBACK], allow=allow, proxy=proxy))
        answer = client.get(f"http://some.example:{port_of(address)}/a")
        thread.join(2)
    assert answer.body == b"through the tunnel"
    assert [line.split()[:2] for line in wanted] == [["CONNECT", f"{LOOPBACK}:{port_of(address)}"]]


def test_an_address_with_blanks_and_letters_of_any_kind_can_be_asked(registry, address):
    registry.pages["/%C3%A4%20b"] = page()
    assert client_for(address).get(f"{address}/ä b?q=ü#part").status == 200
    assert registry.asked == ["GET /ä b?q=ü"]


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_addresses(text):
    for url in (text, f"http://{text}", f"http://example.org/{text}"):
        target = read_target(url)
        assert target is None or (target.path.isascii() and target.path.isprintable() and " " not in target.path)


def test_the_answers_of_the_resolver_keep_their_order():
    assert resolve_in_time(lambda _host, _port: ["b", "a"], "host", 80, 1.0) == ["b", "a"]
