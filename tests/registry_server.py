"""A loopback server that speaks the shapes of the registries' APIs, and misbehaves in the ways other servers do."""

import json
import threading
import time
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from vademecum.lookup.http import Client, Limits, Machine
from vademecum.lookup.settings import OnlineSettings, Services

LOOPBACK = "127.0.0.1"
TODAY = date(2026, 11, 20)
RECORDS = Path(__file__).parent / "cases" / "registry"
DRIP = 40
"""How many bytes a slow server sends, a twentieth of a second apart."""


def registered(name):
    """The records in one of the files of `cases/registry`."""
    return json.loads((RECORDS / name).read_text(encoding="utf-8"))


class Registry:
    """What the services know. Tests change the dictionaries; `asked` holds method and path of every request."""

    def __init__(self):
        self.works = registered("crossref.json")
        self.summaries = registered("pubmed.json")
        self.datacite = {}
        self.handles = set()
        self.pages = {}
        self.notices = []
        self.asked = []
        self.agents = []
        self.broken = {}

    def answer(self, handler):
        """The answer to a request: status, headers, body; None where the handler has answered itself."""
        parts = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append(f"{handler.command} {unquote(handler.path)}")
        self.agents.append(handler.headers.get("User-Agent", ""))
        head, _, rest = parts.path[1:].partition("/")
        if head in self.broken:
            return self.broken[head]
        known = {
            "crossref": self.answer_crossref,
            "datacite": self.answer_datacite,
            "handles": self.answer_handle,
            "eutils": self.answer_summary,
            "idconv": self.answer_identifiers,
        }
        if head in known:
            return known[head](unquote(rest), query)
        return self.pages[parts.path](handler)

    def answer_crossref(self, path, query):
        if path == "works" and "filter" in query:
            wanted = {part.removeprefix("updates:") for part in query["filter"].split(",")}
            items = [item for item in self.notices if {each["DOI"] for each in item["update-to"]} & wanted]
            return as_json({"status": "ok", "message-type": "work-list", "message": {"items": items}})
        if path == "works":
            words = set(query["query.title"].lower().split())
            nearest = sorted(
                self.works.values(), key=lambda work: -len(words & set(" ".join(work["title"]).lower().split()))
            )
            return as_json({"status": "ok", "message-type": "work-list", "message": {"items": nearest[:3]}})
        work = self.works.get(path.removeprefix("works/"))
        if work is None:
            return 404, {"Content-Type": "text/plain;charset=utf-8"}, b"Resource not found."
        return as_json({"status": "ok", "message-type": "work", "message": work})

    def answer_datacite(self, path, _query):
        work = self.datacite.get(path.removeprefix("dois/"))
        if work is None:
            return as_json(
                {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404
            )
        return as_json({"data": {"id": work["doi"], "type": "dois", "attributes": work}})

    def answer_handle(self, doi, _query):
        if doi in self.works or doi in self.datacite or doi in self.handles:
            value = {"index": 1, "type": "URL", "data": {"format": "string", "value": "https://example.org/"}}
            return as_json({"responseCode": 1, "handle": doi, "values": [value]})
        return as_json({"responseCode": 100, "handle": doi}, 404)

    def answer_summary(self, _path, query):
        wanted = query["id"].split(",")
        missing = {"error": "cannot get document summary"}
        result = {pmid: self.summaries.get(pmid, {"uid": pmid, **missing}) for pmid in wanted}
        return as_json({"header": {"type": "esummary", "version": "0.3"}, "result": {"uids": wanted, **result}})

    def answer_identifiers(self, _path, query):
        known = {}
        for pmid, summary in self.summaries.items():
            ids = {each["idtype"]: each["value"] for each in summary["articleids"]}
            if "pmc" in ids:
                known[ids["pmc"]] = {"doi": ids.get("doi", ""), "pmcid": ids["pmc"], "pmid": int(pmid)}
        error = {"status": "error", "errmsg": "Identifier not found in PMC"}
        records = [{**known.get(pmcid, error), "requested-id": pmcid} for pmcid in query["ids"].split(",")]
        return as_json({"status": "ok", "records": records})


def as_json(value, status=200):
    return status, {"Content-Type": "application/json"}, json.dumps(value).encode()


def page(status=200, headers=None, body=b"hello"):
    """A page that always answers the same."""
    return lambda _handler: (status, headers or {}, body)


def redirect(location, status=301):
    """A page that has moved."""
    return page(status, {"Location": location}, b"")


def only_get(handler):
    """A page whose server knows no HEAD."""
    return (405, {}, b"") if handler.command == "HEAD" else (206, {}, b"hello")


def in_turn(*answers):
    """A page that gives one answer after the other, and then the last for ever."""
    left = list(answers)

    def answer(handler):
        server = left.pop(0) if len(left) > 1 else left[0]
        return server(handler)

    return answer


def hang_up(handler):
    """A server that breaks off without a word."""
    handler.connection.close()


def slow(handler):
    """A server that sends a byte now and then, and never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(DRIP):
        try:
            handler.wfile.write(b"a")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def endless(size):
    """A page of `size` bytes that does not say how long it is."""

    def answer(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        block = b"x" * 65536
        for _ in range(size // len(block)):
            try:
                handler.wfile.write(block)
            except OSError:
                return

    return answer


def no_http(handler):
    """A server that speaks something else."""
    handler.wfile.write(b"220 smtp.example ESMTP\r\n")


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        answer = self.server.registry.answer(self)
        if answer is None:
            self.close_connection = True
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815  # the name that the base class looks for

    def log_message(self, *_arguments):
        """Nothing: the tests look at `asked`."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64  # Many ask at once; who is turned away waits a second.

    def __init__(self, registry):
        super().__init__((LOOPBACK, 0), _Handler)
        self.registry = registry

    def handle_error(self, *_arguments):
        """A client that hangs up is no error of the server's."""


@contextmanager
def serving(registry):
    """The address of a server for `registry`, which ends with the block."""
    server = _Server(registry)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def registry():
    """A registry for one test; a module that wants it says `registry = registry_server.registry`."""
    return Registry()


@pytest.fixture
def address(registry):
    """Where that registry answers, as long as the test runs."""
    with serving(registry) as found:
        yield found


def port_of(address):
    return urlsplit(address).port


FAST = {"delay": 0.0, "timeout": 1.0, "request": 2.0, "longest_wait": 3.0}


def client_for(address, resolver=None, *, allow=(), **limits):
    """A client that may ask the server at `address`, and finds every host there unless `resolver` says otherwise."""
    allowed = frozenset({(LOOPBACK, port_of(address)), *allow})
    machine = Machine(resolver=resolver or (lambda _host, _port: [LOOPBACK]), allow=allowed)
    return Client(Limits(**{**FAST, **limits}), mailto="editor@example.org", machine=machine)


def settings_for(address, **others):
    """Settings that lead all services to the server at `address`."""
    services = Services(
        handles=f"{address}/handles",
        crossref=f"{address}/crossref",
        datacite=f"{address}/datacite",
        eutils=f"{address}/eutils",
        pmc_ids=f"{address}/idconv",
    )
    return OnlineSettings(services=services, **others)
