"""Floor 3: citation styles, behind one small door.

`load_style` gives a `Style`; a style turns works and clusters into rich text and knows nothing of pages or HTML.
Year suffixes (2020a) are settled once over the whole bibliography, so that a work has one name on every page.
"""

from vademecum.csl.csl_style import CslStyle
from vademecum.csl.engine import Style as WrittenStyle
from vademecum.csl.loading import load_style
from vademecum.csl.memo import Memo, MemoryMemo
from vademecum.csl.style import Placement, Style
from vademecum.csl.style_files import find_style

__all__ = ["CslStyle", "Memo", "MemoryMemo", "Placement", "Style", "WrittenStyle", "find_style", "load_style"]
