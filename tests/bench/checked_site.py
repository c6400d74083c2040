"""A made-up site for a checker: pages with front matter, links of every kind and citations, with nothing wrong in them.

The same for a given number of pages, in every run.
"""

import random
from pathlib import Path

import yaml
from corpus import HEADINGS, WORDS, page_path, sentence, write_bibliography

LINKS = 24
CITATIONS = 8
_IMAGES = 20
_ANCHORS = [heading.lower().replace(" ", "-") for heading in HEADINGS]
_PLUGINS = {"search": {}, "vademecum": {"bibliography": "references.bib", "look": False}}
_CONFIGURATION = {
    "site_name": "A made-up knowledge base",
    "site_url": "https://example.org/",
    "markdown_extensions": [
        *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables"),
        *({"toc": {"permalink": True}}, "pymdownx.details", "pymdownx.superfences"),
    ],
    "plugins": [{name: settings} for name, settings in _PLUGINS.items()],
}
_FEATURES = {
    "full": ["navigation.tabs", "navigation.top", "toc.follow"],
    "pruned": ["navigation.tabs", "navigation.top", "toc.follow", "navigation.prune"],
}
CONFIGURATIONS = tuple(_FEATURES)
"""The file `full.yml` draws the whole navigation into each page, `pruned.yml` that of the page's own section."""


def write_site(folder: Path, pages: int, entries: int, seed: int = 1) -> None:
    """Write `docs/`, `references.bib` and the configurations."""
    rng = random.Random(seed)  # noqa: S311  # nothing secret
    (folder / "docs/images").mkdir(parents=True)
    keys = write_bibliography(folder / "references.bib", rng, entries)
    for number in range(_IMAGES):
        drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="{number}"/></svg>\n'
        (folder / f"docs/images/figure-{number:02}.svg").write_text(drawn, encoding="utf-8")
    (folder / "docs/images/data.csv").write_text("year,value\n2026,1\n", encoding="utf-8")
    paths = [page_path(number) for number in range(pages)]
    for number, path in enumerate(paths):
        target = folder / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_page(rng, number, paths, keys), encoding="utf-8")
    home = "title: Home\ndescription: Where a reader begins, with the sections of this made-up book."
    (folder / "docs/index.md").write_text(f"---\n{home}\n---\n\n# Home\n", encoding="utf-8")
    for name, features in _FEATURES.items():
        theme = {"name": "material", "font": False, "features": features}
        settings = {**_CONFIGURATION, "theme": theme, "nav": _navigation(paths)}
        (folder / f"{name}.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def _navigation(paths: list[str]) -> list[object]:
    """Sections, and groups in them."""
    tree: dict[str, dict[str, list[str]]] = {}
    for path in paths:
        section, group, _ = path.split("/")
        tree.setdefault(section, {}).setdefault(group, []).append(path)
    sections = [{name: [{group: found} for group, found in groups.items()]} for name, groups in tree.items()]
    return [{"Home": "index.md"}, *sections]


def _page(rng: random.Random, number: int, paths: list[str], keys: list[str]) -> str:
    """About 900 words in seven sections, with a list, a table, an admonition and two pictures."""
    works = rng.sample(keys, k=CITATIONS)
    words, definitions = _linked_words(rng, paths)
    parts = [_head(rng, number, works)]
    for heading, key in zip(HEADINGS, works, strict=False):
        linked = " ".join(f"{' '.join(rng.sample(WORDS, k=9)).capitalize()} {words.pop()}." for _ in range(3))
        parts.append(f"## {heading}\n")
        parts.append(f"{sentence(rng, key)} {linked}\n")
        parts.append(" ".join(sentence(rng, None) for _ in range(4)) + "\n")
    parts.insert(4, "".join(f"- {' '.join(rng.sample(WORDS, k=8))}\n" for _ in range(4)))
    rows = "".join(f"| {rng.choice(WORDS)} | {rng.randint(5, 90)} |\n" for _ in range(4))
    parts.insert(8, f"| Outcome | Group |\n|---|---|\n{rows}")
    parts.insert(12, f'!!! note "Note"\n\n    {sentence(rng, works[-1])} See {words.pop()}.\n')
    parts += [_picture(rng) for _ in range(2)]
    return "\n".join((*parts, *definitions, ""))


def _head(rng: random.Random, number: int, works: list[str]) -> str:
    points = "".join(f'  - "{" ".join(rng.sample(WORDS, k=15)).capitalize()} [@{key}]."\n' for key in works[:4])
    return (
        f"---\ntitle: Topic {number:05}\ndescription: {number:05} {' '.join(rng.sample(WORDS, k=12))[:100]}.\n"
        f'summary: "{sentence(rng, None)}"\nsection: {page_path(number).partition("/")[0]}\nkey_points:\n{points}'
        "review_status: unreviewed\nupdated: 2026-11-01\ntags: [device, laser]\n---\n\n{{ key_points() }}\n"
    )


def _linked_words(rng: random.Random, paths: list[str]) -> tuple[list[str], list[str]]:
    """What leads from a page elsewhere: 22 links in any order, and the definitions that two of them need."""
    targets = [f"../../{path}" for path in rng.sample(paths, k=18)]
    named = [" ".join(rng.sample(WORDS, k=2)) for _ in range(22)]
    addresses = [
        *targets[:10],
        *(f"{target}#{rng.choice(_ANCHORS)}" for target in targets[10:16]),
        *(f"#{anchor}" for anchor in rng.sample(_ANCHORS, k=3)),
        "../../images/data.csv",
    ]
    words = [f"[{name}]({address})" for name, address in zip(named, addresses, strict=False)]
    words += [f"[{name}][label-{label}]" for label, name in enumerate(named[20:])]
    rng.shuffle(words)
    return words, [f"[label-{label}]: {target}" for label, target in enumerate(targets[16:])]


def _picture(rng: random.Random) -> str:
    shown = " ".join(rng.sample(WORDS, k=5)).capitalize()
    return f"![{shown}](../../images/figure-{rng.randrange(_IMAGES):02}.svg)\n*Own drawing, CC BY 4.0.*\n"
