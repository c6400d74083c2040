"""Hostile texts, works that hold them in every field, and HTML read against what a style may write."""

import re
from html.parser import HTMLParser
from unicodedata import normalize
from urllib.parse import urlsplit

from export_entries import is_balanced
from vademecum.bibliography.entry import Entry
from vademecum.bibliography.exchange.csl_schema import DATES, FIELDS, NAMES, TEXTS, VERBATIM
from vademecum.bibliography.exchange.csl_types import CSL_TYPES
from vademecum.bibliography.identifier import citation_key
from vademecum.bibliography.latex import decode_plain, encode
from vademecum.csl.engine.vocabulary import VARIABLES

_CORES = (
    *(
        "javascript:alert(1)",
        "java\tscript&#58;x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "//evil.example/x.js?a=1&b=2#c",
    ),
    *("<b onclick=x>y", "</span></b></i></a>", "x</script>y --!>z]]>", '<span style="color:red">y</span>'),
    *("\u202ey\u2066z\x00\x08\x1b", "&amp;lt;y&#x3e;"),
)
_TEXTS = (
    *("§", "<script>§</script>", "<script/src=§>", "<img src=x onerror=§>", '<svg onload="§">', "<svg><style>§"),
    *('" onmouseover="§" x="', "' onfocus='§' autofocus '", "`§`", "javascript:§", "&lt;§&gt;", "&#60;§&#62;"),
    *("&#x3c;§", "<!--§-->", "<!§", "<?§?>", "<![CDATA[§]]>", "</§", "<§", "<i>§", "<i><b>§</i></b>", "</i>§<sup>"),
    *('<span class="nocase">§</span>', '<span style="font-variant:small-caps;">§', "<span class='x' onclick=y>§"),
    *("\ue000§\ue080", "\ue030\ue041§\ue0b0", "\ue031\ue042§\ue0b1\ue00e", "\uf8ff§\ue024", "\ufdd0\ufdd1\ufdd1§"),
    *("\u202e§", "“§”", '"§"', "‘§", "«§»", "§%s%n{0}${x}", "{{ § }}", "{% § %}", "⁣§", "ª§²", "\U0010ffff§\ufffe"),
    *("§. § ? §!", "§, and § and others", "§ -- §--- §", "a\u0300\u0301§" * 3),
)
_LATEX = (
    *(r"\textbf{<§>}", r"\href{javascript:§}{<§>}", r"\url{javascript:§}", r"$<§>_{<b>}$", r"\emph{\textsc{<§}>}"),
    *(r"{{<§>}}", r"\§", r"``<§>''"),
)
_HUGE = (
    "9" * 5_000,
    "1-" * 2_500,
    "<script>" * 500,
    "\ue000" * 900,
    '"' * 400 + "x" * 4_000,
    "<i>" * 800 + "y",
    "&lt;" * 800,
    "a b " * 900,
)


def payloads():
    """Each hostile text as it stands in a field, with the text that it is."""
    found = {}
    for core in _CORES:
        for carrier in _TEXTS:
            text = carrier.replace("§", core)
            found[encode((text,))] = text
        for carrier in _LATEX:
            value = carrier.replace("§", re.sub(r"[\\{}$&#%_^~]", "", core))
            found[value] = decode_plain(value)
    found.update({encode((text,)): text for text in _HUGE})
    return {value: text for value, text in found.items() if is_balanced(value)}


_HELD = {variable: FIELDS.get(variable, variable) for variable in TEXTS | NAMES | DATES}
_HELD |= {variable: variable.lower() for variable in VERBATIM}
_HELD |= {"part-number": "part", "printing-number": "printing", "supplement-number": "supplement"}
_HELD |= {"title": "title", "container-title": "journaltitle", "publisher": "publisher", "issue": "issue"}
_HELD |= {"number": "eid", "genre": "type", "status": "pubstate", "language": "language", "keyword": "keywords"}
_HELD |= {"issued": "date", "page": "pages"}
"""For each variable a field that it is read from, in articles."""


def hostile_work(number, value):
    """A work whose every field holds `value`; every other one is an article, which has most to say."""
    kind = "article" if number % 2 else sorted(CSL_TYPES)[number % len(CSL_TYPES)]
    fields = dict.fromkeys((*_HELD.values(), "booktitle", "institution", "organization", "number", "subtitle"), value)
    fields |= {_HELD[name]: f"{{The {value}}}" for name in NAMES}
    if number % 3 == 1:
        fields |= {"author": f"{value}, {value} and {value}", "date": "2020", "status": value, "entrysubtype": value}
    if number % 4 == 1:
        fields |= {"doi": f"10.1000/{value}", "url": f"https://example.org/{value}", "pmid": "1", "pmcid": "PMC1"}
    if number % 5 == 1:
        fields |= {"author": "", "editor": "", "date": ""}
    return Entry(citation_key(f"k{number}"), kind, {name: text for name, text in fields.items() if text})


def told(number, value, text):
    """What a reference to such a work says, by variable, if it is an article.

    A value that is data stands as it is written; an identifier that is none is not shown at all.
    """
    said = {variable: value if variable in VERBATIM else text for variable in _HELD.keys() & VARIABLES}
    del said["DOI"], said["PMID"], said["PMCID"]
    if value.startswith(r"\url"):
        del said["URL"]  # What stands inside is the address.
    unsaid = set()
    if number % 3 == 1:
        unsaid |= {"author", "issued", "publisher"}  # The publisher may be the author, who is named once.
    if number % 5 == 1:
        unsaid |= {"author", "editor", "issued", "publisher"}
    return {variable: words for variable, words in said.items() if variable not in unsaid}


def letters_of(text):
    """`text` without what typography may change: punctuation, blanks, TeX's escapes, what no page may hold."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff]", "", text)
    return re.sub(r"[\s\\\"'`“”‘’«»,;.:!?\-\u2010-\u2015\u2212\u200b]", "", normalize("NFKC", text)).casefold()


_TAGS = frozenset({"i", "b", "u", "sup", "sub", "code", "span", "a"})
_CLASSES = frozenset(
    {
        *("vm-upright", "vm-small-caps", "vm-math", "vm-title"),
        *("vm-block", "vm-left-margin", "vm-right-inline", "vm-indent"),
    }
)
_SCHEMES = frozenset({"http", "https", "mailto"})


class Judge(HTMLParser):
    """Reads HTML as a browser does: its text, and what in it is not allowed."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces = []
        self.faults = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        allowed = {"span": ["class"], "a": ["href"]}.get(tag, [])
        if tag not in _TAGS or [name for name, _ in attrs] != allowed:
            self.faults.append(self.get_starttag_text())
        for name, value in attrs:
            if name == "class" and value not in _CLASSES:
                self.faults.append(value)
            if name == "href" and (urlsplit(value).scheme not in _SCHEMES or re.search(r"[\x00-\x20]", value)):
                self.faults.append(value)

    def handle_startendtag(self, *_):
        self.faults.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data):
        self.pieces.append(data)

    def handle_comment(self, data):
        self.faults.append(f"<!--{data}")

    def handle_decl(self, decl):
        self.faults.append(f"<!{decl}")

    def unknown_decl(self, data):
        self.faults.append(f"<![{data}")

    def handle_pi(self, data):
        self.faults.append(f"<?{data}")


def judged(html):
    """The text of some HTML, and all in it that is not allowed."""
    judge = Judge()
    judge.feed(str(html))
    judge.close()
    no_characters = re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f]", str(html))
    return "".join(judge.pieces), [*judge.faults, *judge.open, *no_characters]
