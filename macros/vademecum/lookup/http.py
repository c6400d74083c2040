"""A small, polite HTTP client that cannot be led astray.

Polite: it says who it is, waits between two requests to one host, and obeys `Retry-After` (RFC 9110, section 10.2.3).
Not led astray: a host is resolved once per request, all of its addresses must be public, and the connection goes to
the address that was checked, so that an answer of the name service that changes meanwhile changes nothing. The same
holds for each hop of a redirection. No cookies, no passwords, no compression, no proxies unasked; time and size have
an end.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http.client import HTTPConnection, HTTPException, HTTPResponse

import certifi

from vademecum import __version__
from vademecum.lookup.address import (
    PORTS,
    Resolve,
    Target,
    is_public,
    names_itself,
    next_url,
    read_target,
    resolve,
    resolve_in_time,
)
from vademecum.lookup.response import Failure, Response, Trouble
from vademecum.lookup.settings import SERVICE_DELAYS

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_WAIT = frozenset((429, 503))
_BLOCK = 65536
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how large, how often. Times are seconds, sizes bytes."""

    timeout: float = 10.0
    """For a connection, and for each silence of the other side."""
    request: float = 30.0
    """For one request with all its redirections."""
    total: float = 600.0
    """For all requests of a client together."""
    body: int = 8 * _MIB
    redirects: int = 5
    delay: float = 1.0
    """Between two requests to one host."""
    delays: Mapping[str, float] = field(default_factory=lambda: dict(SERVICE_DELAYS))
    """The same for hosts that say how often they may be asked."""
    longest_wait: float = 20.0
    """What a host may ask for with `Retry-After`; one that asks for more is left alone."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a client uses of the machine it runs on."""

    resolver: Resolve = resolve
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    allow: frozenset[tuple[str, int]] = frozenset()
    """Pairs of an IP address and a port that may be asked although they are not public, or not of the web."""
    proxy: tuple[str, int] | None = None
    """Host and port of a proxy that knows CONNECT. Those that the environment names are not used unasked."""


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    headers: Mapping[str, str]
    end: float
    cut: bool


class Client:
    """Asks over HTTP. May be shared by threads.

    `mailto` is an address at which the operators of a service can reach the caller.
    """

    def __init__(self, limits: Limits | None = None, *, mailto: str = "", machine: Machine | None = None) -> None:
        self.limits = limits or Limits()
        self.mailto = mailto
        self.has_had_answer = False
        """Whether any host has answered: else it may be our own network that is down."""
        self._machine = machine or Machine()
        self._clock = self._machine.clock
        self._end = self._clock() + self.limits.total
        self._free_from: dict[str, float] = {}
        self._lock = threading.Lock()

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, cut: bool = False) -> Response | Failure:
        """The answer to a GET. With `cut`, a body that is too large is cut off instead of being a failure."""
        return self._ask(url, _Request("GET", headers or {}, self._request_end(), cut))

    def head(self, url: str) -> Response | Failure:
        """The answer to a HEAD: no body."""
        return self._ask(url, _Request("HEAD", {}, self._request_end(), cut=True))

    def _request_end(self) -> float:
        return min(self._end, self._clock() + self.limits.request)

    def _ask(self, url: str, request: _Request) -> Response | Failure:
        may_wait = True
        hops = 0
        while True:
            target = read_target(url)
            if target is None:
                return Failure(Trouble.BAD_ADDRESS, url[:200])
            answer = self._ask_once(target, request)
            if isinstance(answer, Failure):
                return answer
            if answer.status in _REDIRECTS and answer.headers.get("location"):
                hops += 1
                if hops > self.limits.redirects:
                    return Failure(Trouble.REDIRECTS, target.host)
                url = next_url(target, answer.headers["location"])
                continue
            wait = _seconds(answer.headers.get("retry-after", "")) if answer.status in _WAIT else None
            if wait is None:
                return answer
            with self._lock:
                self._free_from[target.host] = max(self._free_from.get(target.host, 0.0), self._clock() + wait)
            if wait > self.limits.longest_wait or not may_wait:
                return answer
            may_wait = False
            request = replace(request, end=min(self._end, request.end + wait))

    def _ask_once(self, target: Target, request: _Request) -> Response | Failure:
        end = request.end
        wait = self._turn(target.host)
        if wait > self.limits.longest_wait:
            return Failure(Trouble.WAIT, target.host)
        if self._clock() + wait >= end:
            return Failure(Trouble.OUT_OF_TIME if end >= self._end else Trouble.TIMEOUT, target.host)
        if wait > 0:
            self._machine.sleep(wait)
        found = self._checked_address(target, end)
        if isinstance(found, Failure):
            return found
        try:
            answer = self._exchange(target, found, request)
        except (OSError, HTTPException, ValueError) as error:
            late = self._clock() >= end
            return Failure(Trouble.TIMEOUT if late else _trouble(error), target.host)
        self.has_had_answer = True
        return answer

    def _turn(self, host: str) -> float:
        """How long to wait until it is our turn to ask `host`; the turn is taken."""
        with self._lock:
            now = self._clock()
            start = max(now, self._free_from.get(host, now))
            if start - now <= self.limits.longest_wait:
                self._free_from[host] = start + self.limits.delays.get(host, self.limits.delay)
            return start - now

    def _checked_address(self, target: Target, end: float) -> str | Failure:
        """The IP address to connect to. One that is not public among several makes all of them suspicious."""
        try:
            seconds = min(self.limits.timeout, max(end - self._clock(), 0.0))
            found = resolve_in_time(self._machine.resolver, target.host, target.port, seconds)
        except TimeoutError:
            return Failure(Trouble.TIMEOUT, target.host)
        except (OSError, UnicodeError) as error:
            return Failure(_trouble(error), target.host)
        allowed = [each for each in found if (each, target.port) in self._machine.allow]
        if not found:
            return Failure(Trouble.NO_SUCH_HOST, target.host)
        if len(allowed) < len(found):
            if not all(map(is_public, found)):
                return Failure(Trouble.FORBIDDEN if names_itself(target.host) else Trouble.PRIVATE_NAME, target.host)
            if target.port != PORTS[target.scheme]:
                return Failure(Trouble.PORT, target.host_header)
        return found[0]

    def _exchange(self, target: Target, address: str, request: _Request) -> Response | Failure:
        end = request.end
        timeout = max(min(self.limits.timeout, end - self._clock()), 0.001)
        connected = self._connect(address, target.port, timeout)
        # Whoever sends a byte now and then keeps every time-out from running out; the end of the request ends that.
        watch = threading.Timer(max(end - self._clock(), 0.001), _hang_up, (connected,))
        watch.daemon = True
        watch.start()
        connection = HTTPConnection(target.host, target.port)
        try:
            secured = target.scheme == "https"
            connection.sock = _tls().wrap_socket(connected, server_hostname=target.host) if secured else connected
            headers = {**self._headers(target), **request.headers}
            connection.request(request.method, target.path, headers=headers)
            with connection.getresponse() as answer:
                names = {name.lower(): value for name, value in answer.getheaders()}
                body = self._body(answer, cut=request.cut)
                if self._clock() >= end:
                    return Failure(Trouble.TIMEOUT, target.host)
                if body is None:
                    return Failure(Trouble.TOO_LARGE, target.host)
                return Response(answer.status, target.url, names, body)
        finally:
            watch.cancel()
            connection.close()
            connected.close()

    def _connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """A connection to the address that was checked; through a proxy it is that address, too, that is asked for."""
        if self._machine.proxy is None:
            return socket.create_connection((address, port), timeout)
        tunnel = HTTPConnection(*self._machine.proxy, timeout=timeout)
        tunnel.set_tunnel(address, port)
        tunnel.connect()
        return tunnel.sock

    def _headers(self, target: Target) -> dict[str, str]:
        contact = f"; mailto:{self.mailto}" if self.mailto else ""
        return {
            "Host": target.host_header,
            "User-Agent": f"vademecum/{__version__} (link and reference checker{contact})",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }

    def _body(self, answer: HTTPResponse, *, cut: bool) -> bytes | None:
        """What the answer holds, at most as much as is allowed; None where it is more and may not be cut."""
        body = bytearray()
        while len(body) <= self.limits.body:
            block = answer.read1(_BLOCK)
            if not block:
                return bytes(body)
            body += block
        return bytes(body[: self.limits.body]) if cut else None


def _hang_up(connected: socket.socket) -> None:
    try:
        connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Certificates are checked against what the system trusts, and what browsers trust where it has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, socket.gaierror):
        missing = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
        return Trouble.NO_SUCH_HOST if error.errno in missing else Trouble.NETWORK
    if isinstance(error, TimeoutError):
        return Trouble.TIMEOUT
    if isinstance(error, ssl.SSLError):
        return Trouble.INSECURE
    if isinstance(error, ConnectionError):
        return Trouble.REFUSED
    if isinstance(error, UnicodeError):
        return Trouble.BAD_ADDRESS
    return Trouble.NETWORK if isinstance(error, OSError) else Trouble.PROTOCOL


def _seconds(retry_after: str) -> float | None:
    """What `Retry-After` asks for: seconds, or a date; None where it asks for nothing."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
