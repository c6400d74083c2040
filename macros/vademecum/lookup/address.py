"""Which addresses may be asked: public ones, on the ports of the web.

Whoever writes a link decides where this program knocks. It must not knock at doors that only this machine can reach:
services on itself, in its network, or those of a cloud that hand out passwords.
"""

import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the IP addresses of a host for a port. Raises `socket.gaierror` where it has none."""

PORTS = {"http": 80, "https": 443}
_TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last four bytes
_COMPATIBLE = IPv6Network("::/96")
_PATH_SIGNS = "/%:@!$&'()*+,;=~-._"
_LONGEST_HOST = 253


class Target(NamedTuple):
    """An address taken apart: what to connect to, and what to ask for there."""

    scheme: str
    host: str
    port: int
    path: str
    """Path and query, percent-encoded."""

    @property
    def host_header(self) -> str:
        """The host as the request names it (RFC 9110, section 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address, put together again."""
        return f"{self.scheme}://{self.host_header}{self.path}"


def read_target(url: str) -> Target | None:
    """The parts of `url` without its fragment; None for what is no address of the web, or holds a password."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        name = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:
        return None
    if parts.scheme not in PORTS or not name or len(name) > _LONGEST_HOST or "@" in parts.netloc:
        return None
    path = quote(parts.path or "/", safe=_PATH_SIGNS)
    query = "?" + quote(parts.query, safe=_PATH_SIGNS + "?[]") if parts.query else ""
    return Target(parts.scheme, name.lower(), PORTS[parts.scheme] if port is None else port, path + query)


def next_url(target: Target, location: str) -> str:
    """Where a redirection from `target` to `location` leads."""
    try:
        return urljoin(target.url, location.strip())
    except ValueError:
        return ""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; False for what is no IP address."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(map(_is_public, (found, *_embedded(found))))


def names_itself(host: str) -> bool:
    """Whether `host` is an IP address or `localhost`: then it leads to the same place for whoever asks (RFC 6761)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local
    )


def _embedded(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses to which a translator or tunnel takes what is sent to an IPv6 address."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED or address in _COMPATIBLE:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in found if each is not None]


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses that the system's resolver has for `host`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve_in_time(resolver: Resolve, host: str, port: int, seconds: float) -> list[str]:
    """What `resolver` says, or TimeoutError: the system's resolver itself keeps no time."""
    answers: list[list[str]] = []
    errors: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            answers.append(list(resolver(host, port)))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not answers:
        raise TimeoutError
    return answers[0]
