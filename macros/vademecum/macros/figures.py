"""Figures: a picture with its number, caption, legend, credit and licence."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from vademecum.citation.slot import Slot
from vademecum.conversion import Conversion, RunCall
from vademecum.documents import DocumentError
from vademecum.macros.arguments import SiteNames, find_document
from vademecum.macros.context import PageContext
from vademecum.macros.macro import DataFile, Macro
from vademecum.macros.parsing import MacroError, text_argument
from vademecum.pages.drawing import Drawing, read_drawing
from vademecum.pages.picture import PictureSize, picture_size

ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
_FIGURE = "fig"
_WIDEST, _WIDEST_BESIDE = 2000, 450
"""How many pixels wide a picture may be asked for, and how wide one is at most that has its caption beside it."""
_NO_NAME = re.compile(r"[^a-z0-9_-]+")
_OPEN = re.compile(r"\?\s+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and what is said of it. A page has a picture once."""

    path: str
    """Below the documentation folder."""
    alt: str = field(compare=False)
    texts: tuple[str, ...] = field(compare=False)
    """Inline Markdown: the caption, the entries of the legend, credit and licence."""
    is_open: tuple[bool, ...] = field(compare=False)
    """Of each entry of the legend, whether it tells of what nobody has shown."""
    width: int = field(compare=False)
    """How many pixels wide it is shown; 0 for as wide as it is."""
    picture: Drawing | PictureSize | None = field(compare=False)
    data: DataFile | None = field(compare=False)


def figure(  # noqa: PLR0913  # each is an option of the author
    site: SiteNames,
    file: str,
    *,
    caption: str,
    alt: str,
    credit: str,
    licence: str,
    legend: object = (),
    width: int = 0,
) -> Figure:
    """A picture that lies in the documentation folder, as a link on the page would name it.

    Caption, legend, credit and licence are inline Markdown with citations; `alt` says in plain words what is to be
    seen. An entry of the legend that begins with `?` is about what nobody has shown.
    """
    given = {"caption": caption, "alt": alt, "credit": credit, "licence": licence}
    texts = {name: " ".join(text_argument(name, value).split()) for name, value in given.items()}
    for name, text in texts.items():
        if not text:
            raise MacroError(f"{name} is empty; every figure has a caption, alt, credit and licence")
    if not isinstance(legend, list | tuple):
        raise MacroError('legend is a list of texts, such as ["The skin", "The fat below"]')
    entries = [" ".join(text_argument("an entry of the legend", entry).split()) for entry in legend]
    path = find_document("file", file, site, ENDINGS)
    picture, data = _picture(path, site)
    return Figure(
        path,
        texts["alt"],
        (texts["caption"], *(_OPEN.sub("", entry, count=1) if _OPEN.match(entry) else entry for entry in entries),
         texts["credit"], texts["licence"]),
        tuple(bool(_OPEN.match(entry)) for entry in entries),
        _pixels(width),
        picture,
        data,
    )  # fmt: skip


def _pixels(width: object) -> int:
    if isinstance(width, int) and not isinstance(width, bool) and 0 <= width <= _WIDEST:
        return width
    raise MacroError(f"width is a number of pixels up to {_WIDEST}, not {width!r}")


def _picture(path: str, site: SiteNames) -> tuple[Drawing | PictureSize | None, DataFile | None]:
    """What is in the file. A drawing that cannot stand within the page has none of it: it is shown as a picture."""
    try:
        if path.lower().endswith(".svg"):
            source, unreadable = site.documents.source(path)
            drawing, findings = read_drawing(source)
            return drawing, DataFile(source, (*unreadable, *findings))
        size = picture_size(site.documents.data(path))
    except DocumentError as error:
        raise MacroError(str(error)) from None
    if size is None:
        raise MacroError(f"'{posixpath.basename(path)}' is no picture that can be read; is it PNG, JPEG, GIF or WebP?")
    return size, None


def figure_id(path: str, kind: str = _FIGURE) -> str:
    """The id of what shows a file: that of its name, so that links to it last."""
    stem = posixpath.basename(path).rpartition(".")[0]
    return f"{kind}-{_NO_NAME.sub('-', stem.lower()).strip('-')}"


def figure_slot(page: PageContext, conversion: Conversion, slot: Slot, asked: Figure, run: RunCall) -> None:
    """Make `slot` show the texts, which are text of the page, around the picture, which is none and is made last."""
    slot.quotes = [conversion.prepare_argument(text, slot, run) for text in asked.texts]
    picture = Slot("", slot.offset, is_late=True, is_block=True)
    place = conversion.slots.hide(conversion.slots.add(picture))

    def show() -> Markup:
        shown = [(each, name) for each, name in conversion.captions() if name.startswith(f"{_FIGURE}-")]
        number, name = next((number, name) for number, (each, name) in enumerate(shown, start=1) if each is slot)
        picture.make = partial(_show_picture, page, asked, name)
        caption, *legend, credit, licence = map(Markup, slot.quotes)
        return page.render(
            "figure.html",
            id=name,
            number=number,
            picture=Markup(place),  # noqa: S704  # a comment of ours
            caption=caption,
            legend=[*zip(legend, asked.is_open, strict=True)],
            credit=credit,
            licence=licence,
            is_wide=_shown_size(asked)[0] > _WIDEST_BESIDE,
        )

    slot.make = show


def _show_picture(page: PageContext, asked: Figure, name: str) -> Markup:
    """The drawing as a part of the page, or a picture from a file."""
    width, height = _shown_size(asked)
    drawing = asked.picture if isinstance(asked.picture, Drawing) else None
    return page.render(
        "picture.html",
        shape=drawing.named(name) if drawing else None,
        description=f"{name}-{drawing.description}" if drawing and drawing.description else "",
        box=f"{drawing.left:g} {drawing.top:g} {drawing.width:g} {drawing.height:g}" if drawing else "",
        address=page.link(quote(asked.path)),
        alt=asked.alt,
        width=width,
        height=height,
    )


def _shown_size(asked: Figure) -> tuple[int, int]:
    """Width and height in pixels; 0 where they are not known."""
    if asked.picture is None:
        return asked.width, 0
    width, height = asked.picture.width, asked.picture.height
    shown = asked.width or round(width)
    return shown, max(round(shown * height / width), 1)


def figure_as_markdown(asked: Figure, _: Mapping[str, str]) -> str:
    """The texts of a figure, and what is to be seen."""
    caption, *legend, credit, licence = asked.texts
    entries = [f"{number}. {entry}" for number, entry in enumerate(legend, start=1)]
    return "\n".join((f"**Figure.** {caption}", "", *entries, *([""] if entries else []),
                      f"What it shows: {asked.alt}", "", f"{credit}. {licence}."))  # fmt: skip


FIGURE = Macro(
    figure,
    once=True,
    quotes=lambda asked: asked.texts,
    data=lambda asked: asked.data,
    id=lambda asked: figure_id(asked.path),
    tells=figure_as_markdown,
)
