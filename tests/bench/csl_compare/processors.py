"""The same works and citations, formatted by citeproc-js and by pandoc."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import csl_references
import csl_suite

_HERE = Path(__file__).parent


def citeproc_js(modules, style, items):
    """Texts by name, of citeproc-js, which lies in the folder `modules`."""
    note = csl_references.is_note(style)
    clusters = [
        {
            "note": cluster.note if note else 0,
            "items": [
                {"id": cite.id, **({"locator": cite.locator, "label": cite.label} if cite.locator else {})}
                for cite in cluster.items
            ],
        }
        for cluster in csl_references.document(items)
    ]
    folder = csl_suite.locales_path()
    locales = {file.stem.removeprefix("locales-"): file.read_text(encoding="utf-8") for file in folder.glob("*.xml")}
    job = {"style": style, "locales": locales, "items": items, "clusters": clusters}
    made = json.loads(_run(["node", _HERE / "citeproc.js"], json.dumps(job), NODE_PATH=modules))
    return csl_references.named(items, made["entries"], made["cites"])


def pandoc(program, style, items):
    """Texts by name, of pandoc."""
    words = _LABELS[style.partition('default-locale="')[2][:2]]
    blocks = [{"t": "Para", "c": [_cite(cluster, words)]} for cluster in csl_references.document(items)]
    source = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}
    with tempfile.TemporaryDirectory() as folder:
        references, csl = Path(folder) / "references.json", Path(folder) / "style.csl"
        references.write_text(json.dumps(items), encoding="utf-8")
        csl.write_text(style, encoding="utf-8")
        command = [program, "--citeproc", "--bibliography", references, "--csl", csl, "--from", "json", "--to", "json"]
        made = json.loads(_run(command, json.dumps(source)))
    *paragraphs, listing = made["blocks"] if made["blocks"][-1]["t"] == "Div" else [*made["blocks"], None]
    cites = [_text(paragraph["c"]) for paragraph in paragraphs]
    entries = {}
    for block in listing["c"][1] if listing else ():
        (identifier, *_), content = block["c"]
        entries[identifier.removeprefix("ref-")] = _text(content)
    return {name: " ".join(text.split()) for name, text in _named(items, entries, cites).items()}


def _named(items, entries, cites):
    texts = [*(entries.get(str(item["id"]), "") for item in items), *cites]
    return dict(zip(csl_references.names(items), texts, strict=True))


_LABELS = {
    "": {"page": "page", "chapter": "chapter"},
    "en": {"page": "page", "chapter": "chapter"},
    "de": {"page": "Seite", "chapter": "Kapitel"},
}
"""How pandoc wants a locator to begin, by language."""


def _cite(cluster, words):
    cites = [
        {
            "citationId": cite.id,
            "citationPrefix": [],
            "citationSuffix": _suffix(cite, words),
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for cite in cluster.items
    ]
    return {"t": "Cite", "c": [cites, [{"t": "Str", "c": "?"}]]}


def _suffix(cite, words):
    return [{"t": "Str", "c": f"{{{words[cite.label]}\u00a0{cite.locator}}}"}] if cite.locator else []


_QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}
_BLANKS = {"Space", "SoftBreak", "LineBreak"}
_BLOCKS = {"Para", "Plain", "Note"}
_WITH_ATTRIBUTES = {"Span", "Link", "Cite", "Code", "RawInline", "Math"}
_COLUMNS = {"csl-left-margin", "csl-right-inline"}


def _text(node):
    """The text of pandoc's blocks and inlines."""
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return "".join(map(_text, node))
    kind, content = node["t"], node.get("c")
    if kind in _BLANKS:
        return " "
    if kind == "Quoted":
        before, after = _QUOTES[content[0]["t"]]
        return before + _text(content[1]) + after
    text = _text(content[1] if kind in _WITH_ATTRIBUTES else content)
    stands_apart = kind in _BLOCKS or (kind == "Span" and set(content[0][1]) & _COLUMNS)
    return f" {text} " if stands_apart else text


def _run(command, text, **environment):
    """What a command prints, given `text`."""
    done = subprocess.run(  # noqa: S603  # our own commands
        list(map(str, command)),
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **{name: str(value) for name, value in environment.items()}},
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout
