"""A site whose authors mean harm: hostile values in every place that strangers can write to.

`python tests/hostile_site.py FOLDER` builds it below FOLDER, to be looked at with a browser. Whatever would run there
calls `alert`.
"""

import json
import re
import sys
from html import escape
from pathlib import Path

import yaml

from built_sites import build_site, make_site

VALUES = {
    "script": "<script>alert(1)</script>",
    "event-handler": "<img src=x onerror=alert(1)>",
    "svg": "<svg/onload=alert(1)>",
    "end-of-title": "</title><script>alert(1)</script>",
    "end-of-text": "--></style></textarea></script></code></pre><script>alert(1)</script>",
    "double-quotes": '" onmouseover="alert(1)" autofocus onfocus="alert(1)',
    "single-quotes": "' onmouseover='alert(1)' autofocus onfocus='alert(1)",
    "end-of-tag": "\"'><img src=x onerror=alert(1)>",
    "frame": "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=javascript:alert(1)></object>",
    "refresh": '<meta http-equiv=refresh content="0;url=javascript:alert(1)"><base href=//evil.example/>',
    "javascript": "javascript:alert(1)",
    "javascript-in-disguise": "\x01JaVa\tScRi\nPt:alert(1)//https://example.org",
    "javascript-in-entities": "&#106;avascript&colon;alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "vbscript": "VBScript:msgbox(1)",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;",
    "jinja": "{{ 7 * 7 }}{{ config.__class__ }}{% raw %}{# x #}",
    "template-literal": "${alert(1)}`${alert(1)}`",
    "null": "a\0<script\0>alert(1)</script>\0",
    "bidirectional": "\u202e<script>alert(1)</script>\u2066\u200b\ufeff",
    "private-use": "\ue000\U000f0000<script>alert(1)</script>\U00100010",
    "long": "<b onclick=alert(1)>" * 100,
    "markdown-link": "[press](javascript:alert(1)) <javascript:alert(1)> [press](<data:text/html,x>)",
    "markdown-image": "![press](javascript:alert(1)) ![press](data:text/html,x)",
    "markdown-attributes": "*press*{: onclick=alert(1) style=x } {: onclick=alert(1) }",
    "markdown-blocks": "x\n\n<script>alert(1)</script>\n\n<p onclick=alert(1)>x</p>\n\n# [press](javascript:alert(1))",
    "markdown-definition": "x\n\n[press]: javascript:alert(1)\n\n[press]",
    "end-of-group": "x](javascript:alert(1)) [y] <img src=x onerror=alert(1)>",
    "latex": r"\href{javascript:alert(1)}{press} \url{data:text/html,x} $<script>alert(1)</script>$",
    "code": "`<script>alert(1)</script>` ``x",
}
"""What is written everywhere, by a name for it. Braces are in pairs, so that BibTeX can hold each of them."""

MOVED = ("end-of-tag", "javascript", "javascript-in-disguise", "data", "vbscript")
"""Those that a page which says that it has moved gives for its new address."""

HARMLESS = dict.fromkeys(VALUES, "harmless")
"""The same site in peace: what is live there is ours."""

SCALARS = (
    "title", "subtitle", "description", "summary", "section", "review_status", "status", "updated", "reviewed",
    "review_due", "author", "icon", "image", "lang", "style", "hide", "location", "revision_date",
)  # fmt: skip
LISTS = ("key_points", "aliases", "tags", "keywords")
PEOPLE = ("authors", "reviewers")
PERSON = ("name", "role", "orcid", "disclosure", "url")
HOME = ("claim", "lede", "search", "example", "example_note", "topics", "kept", "new_page")
FIELDS = (
    "author", "editor", "institution", "organization", "school", "publisher", "title", "subtitle", "journal",
    "journaltitle", "booktitle", "series", "edition", "howpublished", "address", "location", "type", "version", "year",
    "date", "month", "volume", "number", "issue", "pages", "eid", "note", "addendum", "abstract", "annote", "keywords",
    "url", "urldate", "doi", "eprint", "pmid", "pmcid", "isbn", "issn", "language", "studydesign", "evidence", "status",
    "statusnote", "statusdate", "sample", "funding", "file",
)  # fmt: skip

ENTRIES = {
    "all": FIELDS,
    "no-author": [field for field in FIELDS if field not in ("author", "editor")],
    "no-journal": [field for field in FIELDS if field not in ("author", "journal", "journaltitle")],
    "no-identifier": [field for field in FIELDS if field not in ("doi", "pmid", "pmcid")],
    "title": ["title"],
}
"""The entries that each value gets, by which fields they have: one field may hide another."""

CALLS = (
    "cite({})", 'cite("harmless", {})', 'cite({}, mode="in-text")', "cite([{}])", 'cite("harmless", locator={})',
    'cite("harmless", prefix={})', 'cite("harmless", suffix={})', 'cite("harmless", suffix={}, mode="in-text")',
    'cite("harmless", mode={})', 'cite("unknown", prefix={}, suffix={})', "references({})", "contents({})",
    "key_points({})", "contact({})", "sitemap({})", "sitemap(section={})", "literature(section={})",
    "literature(topic={})", "literature(design={})", "literature(since={})", "literature(group_by={})",
    "literature(sort={})", "citation_needed({})", "citation_needed(why={})", "nothing({})",
)  # fmt: skip
"""Calls of every macro, with the value in the place of each argument."""


def make_hostile_site(folder, values=VALUES):
    """Write a site with each of `values` in all places, a page for each and each kind of place."""
    files = {
        "docs/index.md": "---\ntitle: Home\n---\n\n{{ sitemap() }}\n",
        "docs/literature.md": '{{ literature(group_by="topic") }}\n\n{{ literature(group_by="design") }}\n',
        "docs/front-matter/index.md": "# Front matter\n\n{{ sitemap(section='front-matter') }}\n",
        "references.bib": "@misc{harmless, author = {Smith, Jane}, title = {Zinc}, url = {https://example.org}}\n\n",
    }
    for name, value in values.items():
        files[f"docs/front-matter/{name}.md"] = _front_matter(value) + _body(name)
        files[f"docs/home/{name}.md"] = _front_matter(value, template="home.html") + _body(name)
        files[f"docs/headings/{name}.md"] = _headings(value)
        files[f"docs/code/{name}.md"] = _headings_of_code(value) + _calls(value)
        files["references.bib"] += "".join(_entry(f"{name}-{kind}", fields, value) for kind, fields in ENTRIES.items())
    for name in MOVED:
        files[f"docs/moved/{name}.md"] = _front_matter(values[name], template="redirect.html")
    features = ["navigation.tabs", "navigation.indexes", "navigation.prune"]
    theme = {"name": "material", "font": False, "features": features}
    return make_site(folder, files, {"extra": {"status_page": "index.md"}, "theme": theme})


def _front_matter(value, **others):
    person = dict.fromkeys(PERSON, value)
    home = {"try": [{"text": value, "page": value}], "notes": [{"title": value, "text": value}]}
    fields = {
        value: value,
        **dict.fromkeys(SCALARS, value),
        **{name: [value, value] for name in LISTS},
        **{name: [person, value] for name in PEOPLE},
        "home": {**dict.fromkeys(HOME, value), **home},
        **others,
    }
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n\n"


def _body(name):
    """A page that shows its front matter, and cites the entries that hold its value."""
    cited = " ".join(f"[@{name}-{kind}] and @{name}-{kind}." for kind in ENTRIES)
    return f"{{{{ key_points() }}}}\n\n{{{{ contents() }}}}\n\n## Sources\n\n{cited}\n"


def as_markdown(value):
    """Markdown that shows `value`, in one line: its HTML escaped, its own signs too."""
    html = escape(" ".join(value.split()), quote=False)
    return re.sub(r"([\\`*_{}\[\]()#+.!-])", r"\\\1", html)


def as_code(value):
    """A code span that shows `value`, in one line."""
    return f"```` {' '.join(value.split())} ````"


def _headings(value):
    text = as_markdown(value)
    return f"# {text}\n\n{{{{ contents() }}}}\n\n## {text}\n\nOne.\n\n### {text} [@harmless]\n\n## {text}\n\nTwo.\n"


def _headings_of_code(value):
    text = as_code(value)
    return f"# {text}\n\n{{{{ contents() }}}}\n\n## See {text} [@harmless]\n\nOne.\n\n## {text}\n\nTwo.\n"


def _calls(value):
    literal = json.dumps(value, ensure_ascii=False)
    calls = [f"{{{{ {call.replace('{}', literal)} }}}}" for call in CALLS]
    return "\n## Calls\n\n" + "\n\n".join((*calls, *(f"so {call} it is" for call in calls))) + "\n"


def _entry(key, fields, value):
    lines = "".join(f"  {field} = {{{value}}},\n" for field in fields)
    return f"@misc{{{key},\n{lines}}}\n\n"


def build_hostile_site(folder, values=VALUES):
    """The site, built."""
    return build_site(make_hostile_site(folder, values))


if __name__ == "__main__":
    built = build_hostile_site(Path(sys.argv[1]).resolve())
    sys.exit(built.status)
