"""Floor 3: citation styles, behind one small door.

`load_style` gives a `Style`; a style turns works and clusters into rich text and knows nothing of pages or HTML.
Year suffixes (2020a) are settled once over the whole bibliography, so that a work has one name on every page.
"""

from vademecum.csl.style import Style, load_style

__all__ = ["Style", "load_style"]
