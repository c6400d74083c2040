"""How the text of an element looks, as far as it means something; where its links and pictures are."""

import re
from urllib.parse import parse_qs, urlsplit

from vademecum.importing.blocks import CODE, EMPHASIS, STRONG, STRUCK, SUB, SUPER
from vademecum.importing.html_tree import Element

_ELEMENTS = {
    **dict.fromkeys(("b", "strong"), STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), CODE),
    **dict.fromkeys(("s", "strike", "del"), STRUCK),
    "sup": SUPER,
    "sub": SUB,
}
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_DECLARATIONS = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), STRONG, True),
    (re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)"), STRONG, False),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)"), EMPHASIS, True),
    (re.compile(r"font-style\s*:\s*normal"), EMPHASIS, False),
    (re.compile(r"vertical-align\s*:\s*super"), SUPER, True),
    (re.compile(r"vertical-align\s*:\s*sub(?!\w)"), SUB, True),
    (re.compile(r"text-decoration\s*:[^;]*line-through"), STRUCK, True),
)
_ADDRESS = re.compile(r"(?:https?|mailto|ftp|tel):", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Styles:
    """What classes mean in one page."""

    def __init__(self, root: Element) -> None:
        self._classes: dict[str, str] = {}
        for element in root.elements():
            if element.name == "style":
                for name, declarations in _RULE.findall("".join(map(str, element.children))):
                    self._classes[name.lower()] = self._classes.get(name.lower(), "") + ";" + declarations.lower()

    def of(self, element: Element, around: frozenset[str]) -> frozenset[str]:
        """The style of text in `element`, which stands in text of the style `around`."""
        style = set(around)
        if element.name in _ELEMENTS:
            style.add(_ELEMENTS[element.name])
        said = [self._classes[name] for name in element.classes if name in self._classes]
        for declarations in (*said, element.get("style").lower()):
            for pattern, name, is_on in _DECLARATIONS if declarations else ():
                if pattern.search(declarations):
                    (style.add if is_on else style.discard)(name)
        return frozenset(style)


def address_of(element: Element) -> str:
    """Where a link leads; empty for what is no address that a page may hold. Detours over Google are left out."""
    href = element.get("href").strip()
    if href.startswith(("https://www.google.com/url?", "http://www.google.com/url?")):
        query = parse_qs(urlsplit(href).query)
        href = (query.get("q") or query.get("url") or [href])[0]
    if _OTHER_SCHEME.match(href) and not _ADDRESS.match(href):
        return ""
    inside = urlsplit(href).fragment if re.match(r"[\w./%-]*\.html?#", href, re.IGNORECASE) else ""
    href = f"#{inside}" if inside and "/" not in href else href
    return "".join(href.split())


def picture_of(element: Element) -> str:
    """The file of a picture; empty where it is nowhere but in the page itself."""
    address = element.get("src") if not element.get("src").lower().startswith("data:") else ""
    return address or element.get("data-src") or element.get("data-orig-file")
