"""A made-up knowledge base of any size, the same for a given seed: pages with and without their citations rendered."""

import random
from pathlib import Path

SECTIONS = ("Light and heat", "Volume", "Intimate health", "Hair", "Skincare", "Devices", "Safety")
PAGES_IN_A_GROUP = 20
CITATIONS = 20
HEADINGS = (
    "Summary",
    "What it is",
    "How it works",
    "What the studies show",
    "How it is done",
    "Risks",
    "What is not known",
)
WORDS = (
    *(
        "skin",
        "collagen",
        "elastin",
        "current",
        "facial",
        "treatment",
        "filler",
        "muscle",
        "tissue",
        "wrinkle",
        "laser",
    ),
    *("peel", "plasma", "platelet", "serum", "vitamin", "retinoid", "follicle", "density", "dermis", "circulation"),
    *("session", "protocol", "device", "patient", "baseline", "randomised", "trial", "cohort", "placebo", "evidence"),
    *("the", "of", "and", "in", "to", "a", "with", "for", "on", "by", "from", "as", "is", "are", "may", "can", "after"),
)
_FAMILIES = (
    *("Smith", "Müller", "García", "Chen", "Nakamura", "Ivanova", "Rossi", "Dubois", "Andersen", "Kowalski", "O'Neil"),
    *("Silva", "Kim", "Nguyen", "Patel", "Cohen", "Haddad", "Johansson", "Lopez", "Martin", "Becker", "Fischer"),
)
_GIVEN = ("Anna B.", "Carlos", "Elena F.", "Grace", "Hiro", "João", "Karin", "Lars M.", "Nora", "Rosa S.", "Tomás")
_JOURNALS = ("Journal of Cosmetic Dermatology", "Dermatologic Surgery", "Aesthetic Surgery Journal", "Skin")
_LATEX = {"ü": '{\\"u}', "í": "{\\'i}", "á": "{\\'a}", "ã": "{\\~a}"}
_CONFIGURATION = """\
site_name: A made-up knowledge base
theme:
  name: material
  font: false
  features: [navigation.prune, navigation.tabs, navigation.top, toc.follow]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, toc: {permalink: true},
  pymdownx.details, pymdownx.superfences]
"""


def write_corpus(folder: Path, pages: int, entries: int, seed: int = 1) -> None:
    """Write `docs/`, `references.bib`, and `without.yml` and `with.yml`, the site without and with our plugin."""
    rng = random.Random(seed)  # noqa: S311  # nothing secret
    (folder / "docs").mkdir(parents=True)
    keys = write_bibliography(folder / "references.bib", rng, entries)
    paths = [page_path(number) for number in range(pages)]
    for path in paths:
        target = folder / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_page(rng, path, paths, keys), encoding="utf-8")
    (folder / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    without = f"{_CONFIGURATION}plugins: [search]\n"
    (folder / "without.yml").write_text(without, encoding="utf-8")
    plugin = "plugins:\n  - search\n  - vademecum:\n      bibliography: references.bib\n      look: false\n"
    plugin += "      work_pages: false\n      feeds: false\n      twins: false\n"
    (folder / "with.yml").write_text(f"{_CONFIGURATION}{plugin}", encoding="utf-8")


def page_path(number: int) -> str:
    """Where the page of this number lies, below the folder of the pages."""
    section = SECTIONS[number % len(SECTIONS)].lower().replace(" ", "-")
    return f"{section}/group-{number // len(SECTIONS) // PAGES_IN_A_GROUP:02}/topic-{number:05}.md"


def write_bibliography(path: Path, rng: random.Random, entries: int) -> list[str]:
    """Write a BibTeX file; its keys."""
    keys, texts = [], []
    for number in range(entries):
        family, year = rng.choice(_FAMILIES), rng.randint(1975, 2026)
        key = f"{''.join(filter(str.isascii, family.lower())).replace(chr(39), '')}{year}x{number}"
        authors = " and ".join(
            f"{_latex(rng.choice(_FAMILIES))}, {_latex(rng.choice(_GIVEN))}" for _ in range(rng.randint(1, 8))
        )
        title = " ".join(rng.choices(WORDS, k=rng.randint(6, 14))).capitalize()
        keys.append(key)
        texts.append(
            f"@article{{{key},\n  author = {{{_latex(family)}, {_latex(rng.choice(_GIVEN))} and {authors}}},\n"
            f"  title = {{{title}}},\n  journal = {{{rng.choice(_JOURNALS)}}},\n  year = {{{year}}},\n"
            f"  volume = {{{rng.randint(1, 90)}}},\n  number = {{{rng.randint(1, 12)}}},\n"
            f"  pages = {{{rng.randint(1, 900)}--{rng.randint(901, 1500)}}},\n"
            f"  doi = {{10.1234/abc.{year}.{number}}},\n}}\n"
        )
    path.write_text("\n".join(texts), encoding="utf-8")
    return keys


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)


def _page(rng: random.Random, path: str, paths: list[str], keys: list[str]) -> str:
    """About 900 words in seven sections, with a table, a list and an admonition; half of the works are popular ones."""
    works = [
        rng.choice(keys[: max(1, len(keys) // 10)]) if rng.random() < 0.5 else rng.choice(keys)
        for _ in range(CITATIONS)
    ]
    parts = [f"# Topic {path[-8:-3]}\n"]
    for heading in HEADINGS:
        cited = [works.pop() for _ in range(min(3, len(works)))]
        parts.append(f"## {heading}\n")
        parts.append(" ".join(sentence(rng, key) for key in cited) + " " + _link(rng, path, paths) + "\n")
        parts.append(" ".join(sentence(rng, None) for _ in range(4)) + "\n")
    parts.insert(4, "".join(f"- {' '.join(rng.choices(WORDS, k=8))}\n" for _ in range(4)))
    parts.insert(
        8,
        "| Outcome | Group |\n|---|---|\n"
        + "".join(f"| {rng.choice(WORDS)} | {rng.randint(5, 90)} |\n" for _ in range(4)),
    )
    parts.insert(12, f'!!! note "Note"\n\n    {sentence(rng, None)}\n')
    return "\n".join(parts)


def sentence(rng: random.Random, key: str | None) -> str:
    """A sentence of 12 to 24 words, none of them twice, that cites the work of this key."""
    words = " ".join(rng.sample(WORDS, k=rng.randint(12, 24))).capitalize()
    if key is None:
        return f"{words}."
    forms = (
        f"{words} [@{key}].",
        f"{words} [@{key}].",
        f"{words} [@{key}, p. {rng.randint(1, 400)}].",
        f"@{key} found {words.lower()}.",
    )
    return rng.choice(forms)


def _link(rng: random.Random, path: str, paths: list[str]) -> str:
    target = rng.choice(paths)
    return f"More is on [another page]({'../' * path.count('/')}{target}#risks)."
