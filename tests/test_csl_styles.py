"""Reading styles: what is no CSL is an error with its line, and no style harms whoever reads it."""

import time

import pytest

from case_files import read_cases
from vademecum.csl.engine.errors import StyleError
from vademecum.csl.engine.locale import languages, read_locale
from vademecum.csl.engine.style import read_style
from vademecum.csl.engine.xml import MAX_BYTES, MAX_TEXT

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">\n'
CITATION = '<citation><layout><text variable="title"/></layout></citation>'


def whole(inner):
    """A style with `inner` in it."""
    if inner.lstrip().startswith(("<style", "<html", "<locale xmlns")):
        return inner
    return f"{HEAD}{inner}\n{'' if '<citation' in inner else CITATION}</style>"


@pytest.mark.parametrize("case", read_cases("csl/not-csl.txt"))
def test_what_is_no_csl_is_told_with_its_line(case):
    with pytest.raises(StyleError) as error:
        read_style(whole(case.written))
    assert str(error.value) == case.expected
    assert error.value.line == int(case.expected.partition(":")[0].removeprefix("line "))


def test_what_is_told_of_a_style_changes_nothing_and_is_not_held_against_it():
    info = '<info><title>A &amp; B</title><id>x</id><category citation-format="label"/><odd/><!-- remark --></info>'
    style = read_style(whole(f"{info}{CITATION}"))
    assert (style.title, style.identifier, style.citation_format) == ("A & B", "x", "label")


def test_styles_are_equal_if_their_texts_are():
    one, same, other = (read_style(whole(text)) for text in (CITATION, CITATION, CITATION + " "))
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert one.digest == read_style(whole(CITATION).encode()).digest


def dependent(parent, lang=""):
    attribute = f' default-locale="{lang}"' if lang else ""
    link = f'<link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/>'
    return f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"{attribute}><info>{link}</info></style>'


def test_a_dependent_style_is_its_parent_in_its_own_language():
    parent = whole(f"<info><title>Parent</title></info>{CITATION}").replace("class", 'default-locale="fr-FR" class')
    asked = []
    style = read_style(dependent("parent", "de-DE"), lambda address: asked.append(address) or parent)
    assert asked == ["http://www.zotero.org/styles/parent"]
    assert (style.title, style.lang) == ("Parent", "de-DE")
    assert read_style(dependent("parent"), lambda _: parent).lang == "fr-FR"
    assert style.digest != read_style(dependent("parent"), lambda _: parent).digest


def test_styles_that_depend_on_each_other_are_told():
    with pytest.raises(StyleError, match="depend on each other without end"):
        read_style(dependent("a"), lambda _: dependent("a"))
    with pytest.raises(StyleError, match=r"depends on http://www\.zotero\.org/styles/a, which is not at hand"):
        read_style(dependent("a"))


def macros(number, body):
    """A chain of macros, each made by `body` of the number of the next, and the last a title."""
    chain = (f'<macro name="m{index}">{body(index + 1)}</macro>\n' for index in range(number))
    return "".join(chain) + f'<macro name="m{number}"><text variable="title"/></macro>'


def calling(inner):
    return whole(f'{inner}<citation><layout><text macro="m0"/></layout></citation>')


ENTITIES = "".join(f'<!ENTITY e{index} "&e{index - 1};&e{index - 1};">' for index in range(1, 40))
HOSTILE = {
    "deep": (
        whole('<macro name="m">' + "<group>" * 100_000 + "</group>" * 100_000 + "</macro>"),
        "line 2: elements are nested more than 50 deep",
    ),
    "long": (whole(f"<!--{' ' * 50_000_000}-->"), f"the file is larger than {MAX_BYTES} bytes"),
    "wide": (
        whole('<macro name="m">' + '<text value="a"/>' * 15_000 + "</macro>"),
        "line 2: there are more than 10000 elements",
    ),
    "entities": (
        f'<!DOCTYPE s [<!ENTITY e0 "ha">{ENTITIES}]>' + whole('<macro name="m"><text value="&e39;"/></macro>'),
        "line 1: a document type declaration is not allowed",
    ),
    "external entity": (
        '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + whole("<macro>&x;</macro>"),
        "line 1: a document type declaration is not allowed",
    ),
    "external DTD": (
        '<!DOCTYPE style SYSTEM "http://127.0.0.1:9/style.dtd">' + whole(""),
        "line 1: a document type declaration is not allowed",
    ),
    "unknown entity": (whole("<macro>&nbsp;</macro>"), "line 2: this is no well-formed XML: undefined entity"),
    "huge attribute": (
        whole(f'<macro name="m"><text value="{"a" * 1_000_000}"/></macro>'),
        f"line 2: an attribute is longer than {MAX_TEXT} characters",
    ),
    "huge attribute behind one of another namespace": (
        whole(f'<locale xml:lang="en" x="{"a" * 1_000_000}"/>'),
        f"line 2: an attribute is longer than {MAX_TEXT} characters",
    ),
    "huge text": (
        whole(f'<locale><terms><term name="and">{"a" * 1_000_000}</term></terms></locale>'),
        f"line 2: the text of <term> is longer than {MAX_TEXT} characters",
    ),
    "many attributes": (
        whole("<macro " + " ".join(f'a{index}="1"' for index in range(100_000)) + "/>"),
        "line 2: <macro> has no attribute 'a0'",
    ),
    "two calls, forty deep": (
        calling(macros(40, lambda index: f'<text macro="m{index}"/>' * 2)),
        "line 30: 'm28' prints too much for one work",
    ),
    "a long chain": (
        calling(macros(4_000, lambda index: f'<text macro="m{index}"/>')),
        "line 3952: 'm3950' calls macros that call macros, too deep",
    ),
    "a circle of many": (
        calling(macros(4_000, lambda index: f'<text macro="m{index % 4_000}"/>')),
        "line 2: macro 'm0' calls itself",
    ),
    "much text, called often": (
        calling(macros(4, lambda index: f'<text macro="m{index}"/><text value="{"a" * 15_000}"/>' * 6)),
        "line 4: 'm2' prints too much for one work",
    ),
    "many callers of one": (
        whole(
            "".join(f'<macro name="c{index}"><text macro="big"/></macro>' for index in range(2_000))
            + '<macro name="big">'
            + '<text value="a"/>' * 5_000
            + "</macro>"
            + "<citation><layout>"
            + "".join(f'<text macro="c{index}"/>' for index in range(30))
            + "</layout></citation>"
        ),
        "line 2: '<citation>' prints too much for one work",
    ),
    "a huge number": (
        whole(f'<macro name="m"><names variable="author"><name et-al-min="{"9" * 10_000}"/></names></macro>'),
        f"line 2: 'et-al-min' is a number, not '{'9' * 30}…'",
    ),
    "a long name": (
        whole(f"<macro><{'x' * 1_000_000}/></macro>"),
        "line 2: <macro> needs the attribute 'name'",
    ),
    "binary": ("\x00\x01\x02", "line 1: this is no well-formed XML: not well-formed (invalid token)"),
    "empty": ("", "line 1: this is no well-formed XML: no element found"),
    "wrong encoding": (b'<?xml version="1.0" encoding="ebcdic-of-mars"?><style/>', None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_style_is_an_error_within_a_second(name):
    text, message = HOSTILE[name]
    start = time.process_time()
    with pytest.raises(StyleError) as error:
        read_style(text)
    assert time.process_time() - start < 1
    if message:
        assert str(error.value) == message
    assert len(str(error.value)) < 300


@pytest.mark.parametrize(
    ("lang", "asked"),
    [
        ("de-AT", ("en-US", "de-DE", "de-AT")),
        ("de", ("en-US", "de-DE", "de")),
        ("en-GB", ("en-US", "en-GB")),
        ("en", ("en-US",)),
        ("eu", ("en-US", "eu")),
        ("sr", ("en-US", "sr-Latn-RS", "sr")),
        ("xx", ("en-US", "xx")),
    ],
)
def test_locales_are_asked_for_from_far_to_near(lang, asked):
    assert languages(lang) == asked


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<style xmlns="http://purl.org/net/xbiblio/csl"/>', "line 1: a locale begins with the element 'locale'"),
        ("<locale>", "line 1: this is no well-formed XML: no element found"),
    ],
)
def test_what_is_no_locale_is_told(text, message):
    with pytest.raises(StyleError, match=message):
        read_locale(text)
