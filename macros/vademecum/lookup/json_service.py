"""A service that answers in JSON: asked once, kept, and left alone when it is down."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from vademecum.lookup.cache import Cache
from vademecum.lookup.http import Client
from vademecum.lookup.response import Failure, Trouble
from vademecum.lookup.settings import Ages

Json = Mapping[str, Any]
"""An object as JSON gives it. What is in it was written by others: every look into it must expect anything."""

_OK, _NOT_FOUND = 200, 404
_FAILURES = 3


class JsonService:
    """One service. `name` is what messages call it; after three failures in a row it is not asked again."""

    def __init__(self, name: str, client: Client, cache: Cache, ages: Ages, today: date) -> None:
        self.name = name
        self.ages = ages
        self._client = client
        self._cache = cache
        self._today = today
        self._failures = 0

    def ask(self, url: str, parameters: Mapping[str, str] | None = None, *, days: int) -> Json | Failure | None:
        """The object at `url`, perhaps one kept for less than `days` days; None where the service says 404."""
        query = urlencode(parameters or {}, safe=":,/")
        address = f"{url}?{query}" if query else url
        key = f"json {address}"
        kept = self._cache.get(key, self._today, days)
        if kept is not None and "found" in kept:
            return self._object(kept["found"])
        if self._cache.get(key, self._today, min(days, self.ages.unknown)) is not None:
            return None
        if self._failures >= _FAILURES:
            return Failure(Trouble.GIVEN_UP, self.name)
        answer = self._fetch(address)
        self._failures = self._failures + 1 if isinstance(answer, Failure) else 0
        if not isinstance(answer, Failure):
            self._cache.put(key, {} if answer is None else {"found": answer}, self._today)
        return answer

    def _fetch(self, address: str) -> Json | Failure | None:
        response = self._client.get(address, {"Accept": "application/json"})
        if isinstance(response, Failure):
            return response
        if response.status not in (_OK, _NOT_FOUND):
            return Failure(Trouble.CONTENT, f"{self.name}: status {response.status}")
        try:
            found = json.loads(response.body)
        except (ValueError, RecursionError):
            # A 404 without JSON is still the service's "no such thing": Crossref says so in plain text.
            is_plain = response.headers.get("content-type", "").startswith("text/plain")
            if response.status == _NOT_FOUND and is_plain:
                return None
            return Failure(Trouble.CONTENT, f"{self.name}: no JSON")
        return None if response.status == _NOT_FOUND else self._object(found)

    def _object(self, found: object) -> Json | Failure:
        return found if isinstance(found, dict) else Failure(Trouble.CONTENT, f"{self.name}: not an object")


def as_object(value: object) -> Json:
    """`value` if it is an object; an empty one if it is anything else."""
    return value if isinstance(value, dict) else {}


def as_objects(value: object) -> list[Json]:
    """The objects in the list `value`; none if it is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def as_texts(value: object) -> tuple[str, ...]:
    """The texts in `value`, which is a list of them, or one."""
    values = value if isinstance(value, list) else [value]
    return tuple(each.strip() for each in values if isinstance(each, str) and each.strip())


def as_text(value: object) -> str:
    """`value` as text, if it is text or a number; the first of a list."""
    if isinstance(value, list):
        return as_text(value[0]) if value and not isinstance(value[0], list) else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""
