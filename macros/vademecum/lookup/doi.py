"""Whether a DOI is registered: the handle service of doi.org, through its REST interface."""

from urllib.parse import quote

from vademecum.bibliography.identifier import Doi
from vademecum.lookup.json_service import JsonService
from vademecum.lookup.response import Failure, Trouble

_FOUND, _NO_VALUES, _NOT_FOUND = 1, 200, 100
"""Response codes of the handle protocol (RFC 3652, section 2.2.3, as the proxy's documentation gives them)."""


def is_registered(doi: Doi, service: JsonService, base: str) -> bool | Failure:
    """Whether the handle service knows `doi`. A failure where it does not say."""
    found = service.ask(f"{base}/{quote(doi.name, safe='/:;().,_-')}", days=service.ages.record)
    if found is None or isinstance(found, Failure):
        return False if found is None else found
    code = found.get("responseCode")
    if code in (_FOUND, _NO_VALUES):
        return True
    return False if code == _NOT_FOUND else Failure(Trouble.CONTENT, f"{service.name}: response code {code}")
