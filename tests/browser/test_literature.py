"""Lists of works: what readers choose from them, what they copy of them, and the pages of the works themselves."""

import json

import pytest
from playwright.sync_api import expect
from served_sites import serve

from built_sites import build_site, make_site

pytestmark = pytest.mark.browser

FEW = 30
"""So many works of a long list are in sight at first."""
WORKS = """
@article{alder2001, author = {Alder, Ann}, title = {Alpha waves}, journaltitle = {Skin}, year = 2001,
  doi = {10.1234/alpha}, keywords = {waves},
  studydesign = {cohort}, evidence = 3}
@article{birch2010, author = {Bírch, Bo}, title = {Beta waves}, journaltitle = {Skin}, year = 2010, keywords = {waves},
  studydesign = {cohort}, evidence = 4}
@article{cedar2020, author = {Cedar, Cy}, title = {Gamma rays}, journaltitle = {Hair}, year = 2020,
  studydesign = {case report}, evidence = 5}
@article{doom1999, author = {Doom, Di}, title = {Delta rays}, journaltitle = {Hair}, year = 1999,
  studydesign = {cohort}, evidence = 4, status = {retracted}, statusdate = {2001-05-04}}
"""
MANY = [f"many{number:03}" for number in range(520)]
FILES = {
    "docs/index.md": "# Home\n",
    "docs/few/index.md": "# Few\n",
    "docs/few/one.md": """\
---
title: One
section: few
---
It waves [@alder2001]. It shines [@birch2010].

## More

So [@alder2001].
""",
    "docs/few/two.md": "---\ntitle: Two\nsection: few\n---\n\nIt shines [@birch2010; @cedar2020; @doom1999].\n",
    "docs/few/list.md": '# Short list\n\n{{ literature(section="few", group_by="topic") }}\n',
    "docs/many.md": "# Many\n\n" + "\n\n".join(f"It is so [@{key}]." for key in MANY),
    "docs/list.md": "# Long list\n\n{{ literature() }}\n",
    "references.bib": WORKS
    + "".join(f"@misc{{{key}, author = {{Many, Max}}, title = {{Of {key}}}, year = 2005}}\n" for key in MANY),
}
SETTINGS = {
    "theme": {"name": "material", "font": False, "features": []},
    "nav": [
        {"Home": "index.md"},
        {"The few": ["few/index.md", "few/one.md", "few/two.md", "few/list.md"]},
        "many.md",
        "list.md",
    ],
}
SHORT, LONG = "few/list/", "list/"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A site with a short list of works, in groups, and a long one."""
    built = build_site(make_site(tmp_path_factory.mktemp("shelf"), FILES, SETTINGS))
    assert built.status == 0, built.log
    with serve(built.folder) as served:
        yield served


@pytest.fixture
def visitor(readers, shelf):
    """A reader at a desk, who may copy."""
    reader = readers(shelf)
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return reader


def shown(reader):
    """The works in sight, each once."""
    keys = reader.page.eval_on_selector_all(".vm-work", "items => items.map(item => item.dataset.key)")
    return sorted(set(keys))


def tick(reader, name):
    reader.find(".vm-facets").get_by_label(name).check()


def count(reader, words):
    expect(reader.find(".vm-literature__count")).to_have_text(words)


def clipboard(reader):
    """What was copied, once there is something."""
    text = reader.page.evaluate("""async () => {
        for (let turn = 0; turn < 300; turn++) {
            const text = await navigator.clipboard.readText();
            if (text) return text;
            await new Promise(done => setTimeout(done, 50));
        }
    }""")
    reader.page.evaluate("navigator.clipboard.writeText('')")
    return text.replace("\r\n", "\n")


def test_within_a_facet_any_choice_counts_and_across_facets_all(visitor):
    visitor.open(SHORT)
    tick(visitor, "Level 4")
    count(visitor, "2 of 4 works")
    tick(visitor, "Level 3")
    assert shown(visitor) == ["alder2001", "birch2010", "doom1999"]
    tick(visitor, "One")
    assert shown(visitor) == ["alder2001", "birch2010"]
    expect(visitor.find(".vm-literature h2:visible")).to_have_text(["One 2", "Two 1"])
    visitor.find("[name=q]").fill("birch WAVES")
    count(visitor, "1 of 4 works")
    visitor.find("[name=q]").fill("nothing of the kind")
    count(visitor, "0 of 4 works")
    expect(visitor.find(".vm-literature h2:visible")).to_have_count(0)


def test_a_span_of_years_leaves_out_what_is_older_and_newer(visitor):
    visitor.open(SHORT)
    visitor.find("[name=from]").fill("2001")
    visitor.find("[name=to]").fill("2010")
    assert shown(visitor) == ["alder2001", "birch2010"]


def test_what_is_chosen_shows_as_pills_that_take_it_back(visitor):
    visitor.open(SHORT)
    tick(visitor, "Retracted")
    tick(visitor, "Cohort")
    assert shown(visitor) == ["doom1999"]
    pills = visitor.find(".vm-pill")
    expect(pills).to_have_text(["Retracted", "Cohort"])
    visitor.find(".vm-literature").get_by_role("button", name="Remove: Retracted").press("Enter")
    expect(pills).to_have_text(["Cohort"])
    expect(pills.first).to_be_focused()
    pills.first.press("Enter")
    expect(visitor.find("[name=q]")).to_be_focused()
    count(visitor, "4 of 4 works")


def test_the_address_keeps_the_choice(visitor, readers, shelf):
    visitor.open(SHORT)
    tick(visitor, "Level 4")
    visitor.find("[name=q]").fill("rays")
    visitor.find("[name=order]").select_option("new")
    friend = readers(shelf)
    friend.open(visitor.address)
    assert shown(friend) == ["doom1999"]
    expect(friend.find("[name=q]")).to_have_value("rays")
    expect(friend.find("[name=order]")).to_have_value("new")
    visitor.find("[name=q]").fill("")
    visitor.find("[name=order]").select_option("")
    visitor.find(".vm-pill").click()
    assert visitor.address == SHORT


def test_works_stand_in_the_order_that_is_chosen(visitor):
    visitor.open(SHORT)
    second = visitor.find(".vm-literature ul").nth(1).locator(".vm-work")
    for order, keys in {
        "new": ["cedar2020", "birch2010", "doom1999"],
        "old": ["doom1999", "birch2010", "cedar2020"],
        "title": ["birch2010", "doom1999", "cedar2020"],
        "level": ["birch2010", "cedar2020", "doom1999"],  # The last of them was retracted.
        "": ["birch2010", "cedar2020", "doom1999"],
    }.items():
        visitor.find("[name=order]").select_option(order)
        assert second.evaluate_all("items => items.map(item => item.dataset.key)") == keys, order


def test_a_long_list_shows_its_beginning_and_the_rest_when_asked(visitor):
    visitor.open(LONG)
    expect(visitor.find(".vm-work")).to_have_count(FEW)
    count(visitor, "524 of 524 works")
    visitor.find("[name=q]").fill("many519")
    assert shown(visitor) == ["many519"]
    visitor.find("[name=q]").fill("")
    visitor.find(".vm-literature__more button").click()
    expect(visitor.find(".vm-work")).to_have_count(524)
    expect(visitor.find(".vm-work").nth(FEW).locator(":focus")).to_have_count(1)


def test_a_link_to_a_work_far_down_a_long_list_leads_there(visitor):
    visitor.open(f"{LONG}#ref-many519")
    expect(visitor.find("#ref-many519")).to_be_in_viewport()


def test_each_key_in_a_long_list_moves_few_works(visitor):
    visitor.open(LONG)
    visitor.page.evaluate("""() => {
        window.moved = 0;
        const list = document.querySelector(".vm-literature__list ul"), watch = new MutationObserver(all => {
            for (const { addedNodes, removedNodes } of all) moved += addedNodes.length + removedNodes.length;
        });
        watch.observe(list, { childList: true });
    }""")
    visitor.find("[name=q]").press_sequentially("31")
    count(visitor, "15 of 524 works")
    assert 0 < visitor.page.evaluate("moved") <= 4 * FEW


def test_without_a_script_the_list_is_whole_and_can_be_downloaded(readers, shelf):
    reader = readers(shelf, java_script_enabled=False)
    reader.open(LONG)
    expect(reader.find(".vm-work")).to_have_count(524)
    expect(reader.find(".vm-facets")).to_be_hidden()
    reader.sees(reader.find(".vm-literature__count"))
    reader.open("few/one/")
    with reader.page.expect_download() as download:
        reader.find(".vm-exports").get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == "references.bib"
    assert "@article{birch2010," in download.value.path().read_text(encoding="utf-8")


def test_what_is_shown_can_be_copied_in_every_format(visitor):
    visitor.open(SHORT)
    tick(visitor, "Level 4")
    exports = visitor.find(".vm-exports")
    said = exports.get_by_role("status")
    exports.get_by_role("button", name="Copy: Text").click()
    expect(said).to_have_text("Copied")
    lines = clipboard(visitor).splitlines()
    assert sorted({line.split(" ")[0] for line in lines}) == ["Bírch", "Doom"]
    for name, count_of in {
        "BibTeX": lambda text: text.count("@article{"),
        "RIS": lambda text: text.count("TY  - "),
        "CSL-JSON": lambda text: len(json.loads(text)),
    }.items():
        exports.get_by_role("button", name=f"Copy: {name}").click()
        text = clipboard(visitor)
        assert count_of(text) == 2, name
        assert "doom1999" in text
        assert "alder2001" not in text


ALDER = "Alder A. 2001. Alpha waves. Skin. https://doi.org/10.1234/alpha"


def entry_menu(entry):
    """The buttons of an entry for what it can be copied as; the entry's own button is pressed for it."""
    entry.get_by_role("button", name="Copy: ").first.press("Enter")
    return entry.locator(".vm-copy-menu")


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("few/one/", "#ref-alder2001"),
        (SHORT, "[data-key=alder2001]"),
        ("references/birch2010/", ".vm-source__others li:has-text('Alpha')"),
    ],
)
def test_one_entry_of_any_list_can_be_copied_in_every_format(visitor, path, selector):
    visitor.open(path)
    entry = visitor.find(selector).first
    menu = entry_menu(entry)
    expect(entry.get_by_role("button", name="Copy: Alpha waves")).to_have_attribute("aria-expanded", "true")
    menu.get_by_role("button", name="Copy: Text").press("Enter")
    expect(visitor.find(".vm-exports").first.get_by_role("status")).to_have_text("Copied")
    assert clipboard(visitor) == ALDER
    for name, beginning in {"BibTeX": "@article{alder2001,", "RIS": "TY  - JOUR", "CSL-JSON": "["}.items():
        menu.get_by_role("button", name=f"Copy: {name}").click()
        text = clipboard(visitor)
        assert text.startswith(beginning)
        assert "birch2010" not in text
    assert visitor.address == path
    menu.get_by_role("button").last.press("Escape")
    expect(menu).to_have_count(0)
    expect(entry.get_by_role("button", name="Copy: Alpha waves")).to_be_focused()


def test_all_of_a_page_can_be_copied_and_a_work_reads_the_same_everywhere(visitor):
    visitor.open("few/one/")
    exports = visitor.find(".vm-exports")
    exports.get_by_role("button", name="Copy: Text").click()
    assert clipboard(visitor).splitlines()[0] == ALDER
    exports.get_by_role("button", name="Copy: RIS").click()
    assert clipboard(visitor).count("TY  - ") == 2
    visitor.find("a[href='#ref-alder2001']").first.hover()
    visitor.find(".vm-card").get_by_role("button", name="Copy").click()
    assert clipboard(visitor) == ALDER
    visitor.open("references/alder2001/")
    visitor.find(".vm-exports").get_by_role("button", name="Copy: Text").click()
    assert clipboard(visitor) == ALDER


def test_a_list_of_which_nothing_is_chosen_copies_nothing(visitor):
    visitor.open(SHORT)
    visitor.page.evaluate("navigator.clipboard.writeText('before')")
    visitor.find("[name=q]").fill("nothing of the kind")
    for name in ("Text", "BibTeX"):
        visitor.find(".vm-exports").get_by_role("button", name=f"Copy: {name}").click()
    assert clipboard(visitor) == "before"


def test_where_nothing_may_be_copied_an_older_way_is_taken(readers, shelf):
    reader = readers(shelf)
    reader.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    reader.page.add_init_script(
        "document.addEventListener('copy', () => { window.taken = document.activeElement.value; });"
    )
    reader.open("few/one/")
    button = entry_menu(reader.find("#ref-alder2001")).get_by_role("button", name="Copy: Text")
    button.click()
    assert reader.page.evaluate("taken") == ALDER
    expect(button).to_be_focused()


def test_from_a_disk_files_are_opened_where_they_cannot_be_copied(visitor, shelf):
    visitor.page.goto(f"file://{shelf.folder}/few/one/index.html")
    visitor.find(".vm-exports").get_by_role("button", name="Copy: BibTeX").click()
    visitor.page.wait_for_url("file://**/few/one/references.bib")
    visitor.page.goto(f"file://{shelf.folder}/few/one/index.html")
    entry_menu(visitor.find("#ref-alder2001")).get_by_role("button", name="Copy: RIS").click()
    visitor.page.wait_for_url("file://**/references/alder2001.ris")
    visitor.page.goto(f"file://{shelf.folder}/few/list/index.html")
    visitor.find("[name=q]").fill("gamma")
    count(visitor, "1 of 4 works")
    assert visitor.errors == []


def test_a_work_has_a_page_that_leads_to_the_sentences_that_cite_it(visitor):
    visitor.open("few/one/")
    visitor.find("#ref-alder2001").get_by_role("link", name="Details").click()
    visitor.page.wait_for_url("**/references/alder2001/")
    expect(visitor.find("q")).to_have_text(["It waves.", "So."])
    visitor.find(".vm-source__sentence", has_text="So.").press("Enter")
    visitor.page.wait_for_url("**/few/one/#cite-alder2001-2")
    visitor.sees(visitor.find("#cite-alder2001-2"))


def test_on_a_phone_the_facets_are_folded_and_nothing_runs_over(readers, shelf):
    for width in (390, 320):
        phone = readers(shelf, viewport={"width": width, "height": 800}, has_touch=True, is_mobile=True)
        phone.open(SHORT)
        expect(phone.find("fieldset").first).to_be_hidden()
        phone.find(".vm-facets summary").tap()
        for label in phone.find("fieldset label:has([type=checkbox])").all():
            assert label.bounding_box()["height"] >= 44
        tick(phone, "Level 5")
        count(phone, "1 of 4 works")
        assert not phone.scrolls_sideways()
        phone.open("references/alder2001/")
        lines = phone.find(".vm-source__facts .vm-level > *").evaluate_all(
            "each => each.map(one => one.getClientRects().length)"
        )
        assert set(lines) == {1}, "no word of a level breaks"
        phone.open("references/doom1999/")
        expect(phone.find(".vm-source__status")).to_contain_text("Retracted")
        assert not phone.scrolls_sideways()
