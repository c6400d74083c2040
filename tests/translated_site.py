"""A site that says every word of the interface in its own way, and whose content has no Latin letters."""

import re
from datetime import date
from pathlib import Path

import yaml

from built_sites import build_site, make_site
from vademecum.render.words import known_words

ADDRESS = "https://example.org/"
STYLES = Path(__file__).parent / "cases/csl/styles"


def marked(name, word):
    """A word that names itself, with the gaps of the real one."""
    if name == "months":
        return ", ".join(f"⟦{name} {number}⟧" for number in range(1, 13))
    return " ".join((f"⟦{name}⟧", *re.findall(r"\{[a-z]+\}", word)))


WORDS = {name: marked(name, word) for name, word in known_words().items()}

SETTINGS = {
    "site_name": "Книга",
    "site_url": ADDRESS,
    "site_description": "Опис",
    "repo_url": "https://example.org/repo",
    "edit_uri": "edit/",
    "theme": {
        "name": "material",
        "language": "uk",
        "font": False,
        "features": ["navigation.tabs", "navigation.indexes", "navigation.top"],
        "palette": [{"scheme": "default", "toggle": {"name": "Тло"}}],
    },
    "extra": {
        "preview": 12,
        "words": WORDS,
        "disclaimer": "Застереження",
        "generator": False,
        "status_page": "about.md",
        "licence": {"name": "Ліцензія", "url": "https://example.org/licence"},
        "contact": {"email": "a@example.org", "issues": "https://example.org/report?p={page}&q={quote}"},
    },
    "markdown_extensions": [
        "md_in_html",
        "tables",
        {"toc": {"permalink": "#", "permalink_title": "Сюди", "title": "Зміст"}},
    ],
    "nav": [
        {"Дім": "index.md"},
        {"Цинк": ["zinc/index.md", "zinc/skin.md", "zinc/late.md", "zinc/draft.md", "zinc/bone.md", "zinc/hair.md"]},
        {"Мапа": "map.md"},
        {"Література": "literature.md"},
        {"Новини": "news.md"},
        {"Словник": "glossary.md"},
        {"Покажчик": "a-z.md"},
        {"Про": "about.md"},
        {"Докази": "evidence.md"},
    ],
}


def topic(title, body, **front_matter):
    """A topic page."""
    head = yaml.safe_dump({"title": title, "section": "zinc", **front_matter}, allow_unicode=True)
    return f"---\n{head}---\n\n{body}\n"


def entry(key, author, **fields):
    """An article of the bibliography."""
    fields = {"author": author, "title": f"Назва {author}", "journaltitle": "Часопис", "year": 2020, **fields}
    return f"@article{{{key}, {', '.join(f'{name} = {{{value}}}' for name, value in fields.items())}}}\n"


BIBLIOGRAPHY = "".join(
    (
        entry(
            "a",
            "Айва",
            evidence=1,
            studydesign="systematic review",
            doi="10.1000/1",
            pmid=1234567,
            sample="20",
            year=2019,
        ),
        entry("b", "Бук", evidence=2, studydesign="randomised trial", pmcid="PMC123456", funding="Хтось"),
        entry("c", "Вишня", evidence=5, studydesign="in vitro study", url="https://example.org/1"),
        entry("d", "Граб", studydesign="regulatory"),
        entry("e", "Дуб", studydesign="manufacturer", isbn="9780306406157"),
        entry("f", "Ефедра", evidence=4, studydesign="case series", status="corrected", statusdate="2021-02"),
        entry("g", "Жито", status="retracted", statusdate="2021-02-03", statusnote="Вигадано", evidence=2),
        entry("h", "Зерно", status="concern", statusdate=2021, evidence=3, studydesign="cohort"),
        entry("i", "Ива", status="withdrawn"),
        entry("j", "Йод", status="protocol", studydesign="guideline"),
        entry("k", "Клен", status="superseded", evidence=3, year="", date="", journaltitle=""),
        entry("l", "Липа", evidence=3, studydesign="case-control", arxiv=""),
    )
)

ALL = "Усе [@a; @b; @c; @d; @e; @f; @g; @h; @i; @j; @l]."
KEY_POINTS = [
    "Перше [@a].",
    'Друге {{ cite("b", indirect="another method") }}.',
    "Третє [@f].",
    "Четверте [@g].",
    'П’яте {{ cite("a", status="mentioned") }}.',
    "Шосте.",
]
REVIEWED = {
    "review_status": "reviewed",
    "reviewed": date(2021, 2, 3),
    "updated": date(2021, 2, 4),
    "authors": [{"name": "Оля", "role": "авторка", "disclosure": "немає"}],
    "reviewers": [{"name": "Петро", "role": "лікар"}],
}
INDIRECT = ("animals", "laboratory", "another method", "another part of the body", "another condition")

FILES = {
    "docs/index.md": "---\ntitle: Дім\ntemplate: home.html\nhome:\n  claim: Книга\n  new_page: news.md\n"
    "  try:\n    - {text: Шкіра, page: zinc/skin.md}\n---\n\nЦинк [@a; @g].\n",
    "docs/zinc/index.md": "---\ntitle: Цинк\nsection: zinc\n---\n\n"
    '{{ sitemap("zinc") }}\n\n{{ literature(section="zinc", group_by="design") }}\n',
    "docs/zinc/skin.md": topic(
        "Шкіра",
        f"{{{{ key_points() }}}}\n\n{{{{ contents() }}}}\n\n{ALL}\n\n## Розділ\n\n{ALL} Ще [@a]. "
        "Ні {{ citation_needed() }}. "
        + " ".join(f'Те {{{{ cite("l", indirect="{about}") }}}}.' for about in INDIRECT)
        + ' {{ cite("k", status="mentioned") }} і [@b].\n\n{{ evidence_profile(note="Нотатка") }}\n\n'
        '{{ figure("p.svg", caption="Підпис [@a].", alt="Малюнок", credit="Оля", licence="Вільна", '
        'legend=["Тут"]) }}\n\n'
        '{{ comparison("../data/t.yml") }}\n\nТермін.\n',
        summary="Огляд [@a].",
        key_points=KEY_POINTS,
        review_due=date(2999, 1, 1),
        aliases=["old/skin.md"],
        **REVIEWED,
    ),
    "docs/zinc/late.md": topic(
        "Пізно", "{{ evidence_profile() }}\n\nТекст [@a; @b].", review_due=date(2021, 3, 3), **REVIEWED
    ),
    "docs/zinc/draft.md": topic(
        "Стара", "{{ evidence_profile() }}\n\nТекст.", review_status="outdated", updated=date(2021, 2, 4)
    ),
    "docs/zinc/bone.md": topic(
        "Кістка", '{{ evidence_profile() }}\n\nТекст {{ cite("a", indirect="animals") }}.', review_status="unreviewed"
    ),
    "docs/zinc/hair.md": topic("Волосся", "Текст [@a; @невідома].\n", review_status="unreviewed", references=True),
    "docs/zinc/p.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h1"/></svg>',
    "docs/data/t.yml": "title: Порівняння\ncolumns:\n  - {id: a, title: Дія}\n  - {id: b, title: Шкода, harm: true}\n"
    "rows:\n"
    '  - {id: x, title: Ікс, page: ../zinc/skin.md, cells: {a: {text: "Так [@a].", level: 5}, b: none}}\n',
    "docs/data/glossary.yml": '- {term: Термін, meaning: "Слово [@a].", see: zinc/skin.md}\n',
    "docs/map.md": "---\ntitle: Мапа\n---\n\n{{ site_graph() }}\n\n{{ sitemap() }}\n",
    "docs/literature.md": "---\ntitle: Література\n---\n\n"
    + "\n\n".join(
        f'{{{{ literature(group_by="{group}") }}}}' for group in ("level", "design", "year", "section", "topic")
    ),
    "docs/news.md": "---\ntitle: Новини\n---\n\n{{ recent_changes() }}\n",
    "docs/glossary.md": "---\ntitle: Словник\n---\n\n{{ glossary() }}\n",
    "docs/notes.md": "---\ntitle: Примітки\nstyle: notes.csl\n---\n\nТекст [@a].\n",
    "docs/raised.md": "---\ntitle: Числа\nstyle: superscript.csl\n---\n\nТекст [@a].\n",
    **{name: (STYLES / name).read_text(encoding="utf-8") for name in ("notes.csl", "superscript.csl")},
    "docs/a-z.md": "---\ntitle: Покажчик\n---\n\n{{ az_index() }}\n",
    "docs/about.md": "---\ntitle: Про\nreferences: false\n---\n\n{{ contact() }}\n\nЦинк [@g].\n",
    "docs/evidence.md": "---\ntitle: Докази\n---\n\nРівні [@k].\n",
    "references.bib": BIBLIOGRAPHY,
}


def build_translated_site(folder):
    """Build the site below `folder`."""
    return build_site(make_site(folder, FILES, SETTINGS))
