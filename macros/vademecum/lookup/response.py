"""What comes of a request: a response, or a failure that says why there is none. Neither is ever raised."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Trouble(Enum):
    """Why there is no response."""

    BAD_ADDRESS = "the address cannot be asked"
    FORBIDDEN = "the address is not on the public internet"
    PRIVATE_NAME = "the name leads to an address that is not on the public internet"
    PORT = "the port is not one of the web's"
    NO_SUCH_HOST = "there is no such host"
    NETWORK = "the network cannot be reached"
    TIMEOUT = "there was no answer in time"
    REFUSED = "the connection was refused or broke off"
    INSECURE = "no secure connection can be made"
    PROTOCOL = "the answer is not HTTP"
    TOO_LARGE = "the answer is too large"
    REDIRECTS = "it redirects without end"
    WAIT = "the host asks to wait"
    OUT_OF_TIME = "the time for looking things up is over"
    CONTENT = "the answer is not what was asked for"
    GIVEN_UP = "the service failed several times and is not asked again"


OURS = frozenset((Trouble.NETWORK, Trouble.OUT_OF_TIME, Trouble.GIVEN_UP))
"""Troubles that say something of this end of the line, not of the host."""


@dataclass(frozen=True, slots=True)
class Failure:
    """No response, and why; `detail` names the host or what it said."""

    trouble: Trouble
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.trouble.value} ({self.detail})" if self.detail else self.trouble.value


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. Header names are in lower case; `url` is where it came from in the end."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
