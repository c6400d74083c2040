"""What holds on every page of the site."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_there_are_pages_to_look_at(site):
    assert len(site.pages) > 30


def test_no_page_asks_another_machine_for_anything(reader):
    elsewhere = {}
    for path in reader.site.pages:
        reader.requests.clear()
        reader.read_whole(path)
        assert reader.requests
        strangers = [url for url in reader.requests if not url.startswith((reader.site.address, "data:", "blob:"))]
        if strangers:
            elsewhere[path] = strangers
    assert elsewhere == {}


def test_no_page_has_an_error_in_the_console(reader):
    faulty = {}
    for path in reader.site.pages:
        reader.errors.clear()
        reader.read_whole(path)
        if reader.errors:
            faulty[path] = list(reader.errors)
    assert faulty == {}


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_scrolls_sideways_on_a_phone(readers, site, width):
    phone = readers(site, viewport={"width": width, "height": 800}, has_touch=True, is_mobile=True)
    wide = []
    for path in site.pages:
        phone.open(path)
        if phone.scrolls_sideways():
            wide.append(path)
    assert wide == []
