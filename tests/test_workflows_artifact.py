"""The archive that a preview comes in: what a site holds is read, all else is refused."""

import json
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preview_archives import HEAD, MARK, SITE, WHOLE, change_json, member, packed
from workflow_files import script

preview_artifact = script("preview_artifact")


def test_a_sound_archive_is_read():
    preview = preview_artifact.read_artifact(packed(WHOLE))
    assert (preview.number, preview.head) == (12, HEAD)
    assert preview.difference == "## What changes\n\nNothing."
    assert preview.site == {name.removeprefix("site/"): text.encode() for name, text in SITE.items()}


def test_folders_may_be_listed_and_a_site_is_not_needed():
    files = [*WHOLE.items(), (member("site/", stat.S_IFDIR | 0o755), ""), (member("site/assets/", 0), "")]
    assert len(preview_artifact.read_artifact(packed(files)).site) == 3
    assert preview_artifact.read_artifact(packed({"change.json": change_json()})).site == {}


BAD_NAMES = {
    "site/../../evil.html": "not the name",
    "../evil.html": "not the name",
    "/etc/passwd": "not the name",
    "site//etc.html": "not the name",
    "site/./a.html": "not the name",
    "site\\..\\a.html": "not the name",
    "C:/a.html": "not the name",
    "site/a\nb.html": "not the name",
    "site/.git/config.json": "not the name",
    "site/.htaccess": "not the name",
    "site/" + "a" * 300 + ".html": "not the name",
    "site/" + "a/" * 300 + "a.html": "not the name",
    "evil.html": "nothing that a preview hands over",
    "other/index.html": "nothing that a preview hands over",
    "site/run.php": "of a kind that no site holds",
    "site/run.sh": "of a kind that no site holds",
    "site/CNAME": "of a kind that no site holds",
    "site/INDEX.html": "is there twice",
    "site/index.html/a.html": "a file and a folder",
}


@pytest.mark.parametrize(("name", "message"), BAD_NAMES.items(), ids=[name[:30] for name in BAD_NAMES])
def test_a_name_that_is_not_of_a_site_is_refused(name, message):
    with pytest.raises(preview_artifact.RefusedError, match=message):
        preview_artifact.read_artifact(packed({**WHOLE, name: "x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_is_there_once():
    with pytest.raises(preview_artifact.RefusedError, match="is there twice"):
        preview_artifact.read_artifact(packed([*WHOLE.items(), ("site/index.html", "other")]))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFDIR])
def test_links_and_devices_are_refused(kind):
    files = [*WHOLE.items(), (member("site/a.html", kind | 0o777), "/etc/passwd")]
    with pytest.raises(preview_artifact.RefusedError, match="is a link or a device"):
        preview_artifact.read_artifact(packed(files))


@pytest.mark.parametrize(
    "said",
    [
        *("", "{", "[]", "{}", "null", "[" * 100_000, '{"number": 12}', change_json() + "x", "\xff"),
        *(
            json.dumps({"number": 12, "head": HEAD, "more": 1}),
            change_json(head=HEAD[1:]),
            change_json(head=HEAD + "\n"),
        ),
        *(change_json(number) for number in (0, -1, True, "12", 1.5, None, 10**12)),
    ],
    ids=lambda said: said[:40],
)
def test_what_does_not_say_whose_preview_it_is_is_refused(said):
    with pytest.raises(preview_artifact.RefusedError, match="does not say of which change"):
        preview_artifact.read_artifact(packed({**WHOLE, "change.json": said.encode("latin-1")}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"# Not ours", "not what"),
        (b"Hello <!-- vademecum-diff -->\n", "not what"),
        (f"{MARK}\n\x1b[31m".encode(), "not what"),
        (f"{MARK}\n\u202etxt".encode(), "not what"),
        (f"{MARK}\n".encode() + b"\xff", "not UTF-8"),
    ],
)
def test_a_text_that_is_not_of_our_command_is_refused(text, message):
    with pytest.raises(preview_artifact.RefusedError, match=message):
        preview_artifact.read_artifact(packed({**WHOLE, "diff.md": text}))


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("MOST_PACKED", 100, "larger than 100 bytes"),
        ("MOST_FILES", 3, "more than 3 files"),
        ("MOST_BYTES_EACH", 200, "'site/big.html' is too large"),
        ("MOST_BYTES", 300, "'site/big.html' is too large"),
        ("MOST_OF_DIFFERENCE", 30, "longer than 30 bytes"),
    ],
)
def test_sizes_have_an_end(monkeypatch, limit, value, message):
    monkeypatch.setattr(preview_artifact, limit, value)
    with pytest.raises(preview_artifact.RefusedError, match=message):
        preview_artifact.read_artifact(packed({**WHOLE, "site/big.html": "x" * 500}))


def test_an_archive_that_is_larger_than_it_says_is_refused():
    """Two numbers say how long a file is unpacked; a thousand zeros are packed into few bytes."""
    data = packed({**WHOLE, "site/a.html": "0" * 1000})
    lying = data.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(preview_artifact.RefusedError):
        preview_artifact.read_artifact(lying)


def test_a_site_without_a_first_page_is_refused():
    with pytest.raises(preview_artifact.RefusedError, match="no first page"):
        preview_artifact.read_artifact(packed({"change.json": change_json(), "site/a.html": ""}))


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, 2_000), byte=st.integers(0, 255), length=st.integers(0, 2_000))
def test_a_broken_archive_is_refused_or_read_but_nothing_else_happens(place, byte, length):
    data = bytearray(packed(WHOLE))
    data[place % len(data)] = byte
    for broken in (bytes(data), bytes(data[:length])):
        try:
            preview = preview_artifact.read_artifact(broken)
        except preview_artifact.RefusedError:
            continue
        assert all(".." not in path and not path.startswith("/") for path in preview.site)
