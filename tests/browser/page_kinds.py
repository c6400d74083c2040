"""The kinds of pages there are, the screens they are looked at on, and how one looks at many of them."""

from readers import Reader

KINDS = {
    "home": "",
    "overview": "minimally-invasive/",
    "topic": "minimally-invasive/microcurrent/",
    "literature": "hair-loss/literature/",
    "work": "references/cheng1982/",
    "glossary": "glossary/",
    "site map": "site-map/",
    "evidence": "evidence/",
    "news": "whats-new/",
    "contact": "contact/",
    "guide": "editing/",
    "rules": "editing/rules/",
    "macros": "editing/macros/",
    "missing": "nowhere/",
}
"""A page of each kind, by its address."""

PLANTED = ("metals/zinc/", "metals/numbers/", "literature/", "references/poe2010/", "glossary/", "whats-new/")
"""Pages of a site that has what this one may lack: a retracted work, numbered citations, terms, tabs, wide tables."""

DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SMALL = {"width": 320, "height": 640}
ZOOMED = {"width": 640, "height": 400}
"""A window of 1280 by 800 pixels at 200 %."""


def look_at(browser, site, paths, screen, look):
    """What `look` finds on pages, by their addresses, for a reader with this screen."""
    with browser.new_context(reduced_motion="reduce", **screen) as context:
        reader = Reader(context, site)
        found = {}
        for path in paths:
            reader.open(path)
            found[path] = look(reader)
    return {path: each for path, each in found.items() if each}
