"""Asks whether links to other sites still work: HEAD, then a GET of the first bytes; one host by one thread."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from queue import SimpleQueue
from threading import Event
from urllib.parse import urldefrag

from vademecum.checks.external_links import State, Verdict
from vademecum.lookup.address import read_target
from vademecum.lookup.cache import Cache
from vademecum.lookup.http import Client
from vademecum.lookup.response import OURS, Failure, Response, Trouble
from vademecum.lookup.settings import OnlineSettings

_FIRST_ERROR = 400
_GONE = frozenset((404, 410))
_BEHIND_THE_END = 416
"""What servers say that count the first bytes of an empty page as too many: the page is there."""
_ASK_LATER = frozenset((429, 503))
_RANGE = {"Range": "bytes=0-1023"}
_MEMORY = 400
_MOST_FAILURES = 12

_Answer = tuple[str, Response | Failure]


def without_fragment(url: str) -> str:
    """What is asked for of a link: a fragment is for the browser."""
    try:
        return urldefrag(url.strip()).url
    except ValueError:
        return url.strip()


def check_links(
    urls: Iterable[str], client: Client, cache: Cache, settings: OnlineSettings, today: date
) -> Iterator[tuple[str, Verdict]]:
    """The verdict on each of `urls` (without fragments), as they come in; each address is asked once."""
    waiting: list[_Answer] = []
    to_ask: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        kept = _kept(url, cache, settings, today)
        if kept:
            yield url, kept
        else:
            target = read_target(url)
            to_ask.setdefault(target.host if target else "", []).append(url)
    for url, answer in _ask_all(to_ask, client, settings.hosts_at_once):
        # A host that is not found is gone only if others are found; else it is our name service.
        if isinstance(answer, Failure) and answer.trouble is Trouble.NO_SUCH_HOST:
            waiting.append((url, answer))
        else:
            yield url, _judge(url, answer, cache, settings, today)
    for url, answer in waiting:
        if client.has_had_answer:
            yield url, _judge(url, answer, cache, settings, today)
        else:
            yield url, Verdict(State.UNKNOWN, Trouble.NETWORK.value)


def _ask_all(to_ask: dict[str, list[str]], client: Client, at_once: int) -> Iterator[_Answer]:
    answers: SimpleQueue[_Answer | BaseException] = SimpleQueue()
    stopped = Event()

    def ask_host(urls: list[str]) -> None:
        for url in urls:
            if stopped.is_set():
                return
            try:
                answers.put((url, _ask(url, client)))
            except BaseException as error:  # noqa: BLE001  # a fault of ours: it is raised where the answers are read
                answers.put(error)
                return

    pool = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="links")
    try:
        for urls in to_ask.values():
            pool.submit(ask_host, urls)
        for _ in range(sum(map(len, to_ask.values()))):
            answer = answers.get()
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        stopped.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _ask(url: str, client: Client) -> Response | Failure:
    """The answer to HEAD; where it is an error, that to GET: many servers know no HEAD."""
    answer = client.head(url)
    if isinstance(answer, Failure):
        retry = answer.trouble in (Trouble.PROTOCOL, Trouble.REFUSED)
    else:
        retry = answer.status >= _FIRST_ERROR and answer.status not in _ASK_LATER
    return client.get(url, _RANGE, cut=True) if retry else answer


def _judge(url: str, answer: Response | Failure, cache: Cache, settings: OnlineSettings, today: date) -> Verdict:
    """The verdict that follows from an answer and from failures before; both are kept."""
    state, reason = _state(answer)
    if state is State.OK:
        cache.put(_failures_key(url), {"days": []}, today)
    if state in (State.OK, State.BLOCKED):
        cache.put(_key(url), {"state": state.value, "reason": reason}, today)
    if state is not State.SUSPECT:
        return Verdict(state, reason)
    kept = cache.get(_failures_key(url), today, _MEMORY) or {}
    before = [day for day in kept.get("days", ()) if isinstance(day, str)]
    days = tuple(sorted({*before, today.isoformat()}))[-_MOST_FAILURES:]
    cache.put(_failures_key(url), {"days": list(days)}, today)
    return Verdict(State.DEAD if len(days) >= settings.days_until_dead else State.SUSPECT, reason, days)


def _state(answer: Response | Failure) -> tuple[State, str]:
    if isinstance(answer, Failure):
        if answer.trouble is Trouble.NO_SUCH_HOST:
            return State.SUSPECT, str(answer)
        # A name may lead into a private network only here: some name services hide hosts that way.
        if answer.trouble is Trouble.FORBIDDEN:
            return State.PRIVATE, str(answer)
        return State.UNKNOWN if answer.trouble in OURS else State.BLOCKED, str(answer)
    if answer.status < _FIRST_ERROR or answer.status == _BEHIND_THE_END:
        return State.OK, ""
    return State.SUSPECT if answer.status in _GONE else State.BLOCKED, f"status {answer.status}"


def _kept(url: str, cache: Cache, settings: OnlineSettings, today: date) -> Verdict | None:
    """The verdict of an earlier day, where it still counts."""
    for state, days in ((State.OK, settings.ages.ok), (State.BLOCKED, settings.ages.blocked)):
        kept = cache.get(_key(url), today, days)
        if kept and kept.get("state") == state.value:
            return Verdict(state, str(kept.get("reason", "")))
    return None


def _key(url: str) -> str:
    return f"link {url}"


def _failures_key(url: str) -> str:
    return f"failures {url}"
