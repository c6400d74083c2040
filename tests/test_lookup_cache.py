"""The cache: what is kept comes back while it counts, and what is damaged is as if it were not there."""

import json
import threading
from datetime import date, timedelta

import pytest

from vademecum.lookup.cache import Cache

TODAY = date(2026, 11, 20)


def only_file(folder):
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) == 1
    return files[0]


def test_what_is_kept_comes_back_while_it_counts(tmp_path):
    Cache(tmp_path).put("key", {"a": ["ä", 1]}, TODAY)
    found = [Cache(tmp_path).get("key", TODAY + timedelta(days), 3) for days in (-1, 0, 2, 3)]
    assert found == [None, {"a": ["ä", 1]}, {"a": ["ä", 1]}, None]
    assert Cache(tmp_path).get("other", TODAY, 3) is None


def test_without_a_folder_nothing_outlives_the_cache():
    cache = Cache()
    cache.put("key", {"a": 1}, TODAY)
    assert cache.get("key", TODAY, 1) == {"a": 1}
    assert cache.get("key", TODAY, 0) is None
    assert Cache().get("key", TODAY, 1) is None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff",
        b"null",
        b"[]",
        b'{"form": 1}',
        b"[" * 100_000,
        b'{"form": 1, "key": "key", "day": "soon", "value": {}}',
        b'{"form": 1, "key": "key", "day": 7, "value": {}}',
        b'{"form": 1, "key": "key", "day": "2026-11-20", "value": []}',
        b'{"form": 1, "key": "another", "day": "2026-11-20", "value": {}}',
        b'{"form": 0, "key": "key", "day": "2026-11-20", "value": {}}',
    ],
)
def test_a_damaged_file_is_no_file(tmp_path, damage):
    Cache(tmp_path).put("key", {"a": 1}, TODAY)
    only_file(tmp_path).write_bytes(damage)
    assert Cache(tmp_path).get("key", TODAY, 1) is None
    Cache(tmp_path).put("key", {"a": 2}, TODAY)
    assert Cache(tmp_path).get("key", TODAY, 1) == {"a": 2}


def test_a_folder_that_cannot_be_written_keeps_nothing_and_breaks_nothing(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    cache = Cache(tmp_path / "file" / "below")
    cache.put("key", {"a": 1}, TODAY)
    assert cache.get("key", TODAY, 1) == {"a": 1}
    assert Cache(tmp_path / "file" / "below").get("key", TODAY, 1) is None


def test_a_reader_never_sees_half_a_file(tmp_path):
    """One writes long values over and over, one reads: each read is a whole value."""
    values = [{"a": letter * 200_000} for letter in "xy"]
    Cache(tmp_path).put("key", values[0], TODAY)
    file = only_file(tmp_path)
    done = threading.Event()

    def write():
        for number in range(40):
            Cache(tmp_path).put("key", values[number % 2], TODAY)
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    while not done.is_set():
        assert json.loads(file.read_bytes())["value"] in values
    thread.join()
    assert only_file(tmp_path) == file
