"""The forms of files of data as JSON Schema (2020-12), for editors that complete names and mark what is wrong."""

from typing import Any, Final

from vademecum.pages.comparison import CELL_NAMES, COLUMN_NAMES, LEVELS, NONE, ROW_NAMES, TABLE_NAMES
from vademecum.pages.front_matter_schema import DIALECT

_MOST_COLUMNS, _MOST_ROWS = 12, 200
_NUMBERED: Final = [int(level) for level in LEVELS if level.isdigit()]

_ID: Final = {"$ref": "#/$defs/id"}
_TEXT: Final = {"$ref": "#/$defs/text"}
_TEXTS: Final = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}


def _text(description: str) -> dict[str, Any]:
    return {**_TEXT, "description": description}


_CELL: Final = {
    "text": _TEXT,
    "level": {"enum": [*_NUMBERED, *LEVELS], "description": "The level of the evidence: that of a source in the text."},
}
_COLUMN: Final = {
    "id": _ID,
    "title": _text("The head of the column."),
    "unit": _text("In what it is measured, or in whom."),
    "note": _text("Stands below the table: Markdown within a line, with citations."),
    "harm": {"type": "boolean", "description": "Whether the column tells of harms; these stand apart, last."},
}


def _object(properties: dict[str, Any], needed: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "object", "required": [*needed], "additionalProperties": False, "properties": properties}


_ROW: Final = {
    "id": _ID,
    "title": _text("The head of the row."),
    "page": {"type": "string", "pattern": "\\.md$", "description": "The page about it, as seen from this file."},
    "cells": {
        "type": "object",
        "description": "What the row says, by the ids of the columns.",
        "additionalProperties": {
            "anyOf": [
                {"const": NONE, "description": "No verified source was found."},
                _text("Markdown within a line. Names its source: [@smith2020]."),
                _object({name: _CELL[name] for name in CELL_NAMES}, ("text",)),
            ]
        },
    },
}
_TABLE: Final = {
    "title": _text("Stands above the table."),
    "caption": _text("More about the table: Markdown within a line, with citations."),
    "columns": {
        "type": "array",
        "minItems": 1,
        "maxItems": _MOST_COLUMNS,
        "items": _object({name: _COLUMN[name] for name in COLUMN_NAMES}, ("id", "title")),
    },
    "rows": {
        "type": "array",
        "minItems": 1,
        "maxItems": _MOST_ROWS,
        "items": _object({name: _ROW[name] for name in ROW_NAMES}, ("id", "title", "cells")),
    },
}
_TEXT_FORM: Final = {"type": ["string", "number"], "minLength": 1}
_ID_FORM: Final = {
    "type": "string",
    "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$",
    "description": "A name for calls; it never changes.",
}


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema of a comparison."""
    return {
        "$schema": DIALECT,
        "title": "Data of a comparison",
        "description": 'One table that several pages show: {{ comparison("data/name.yml") }}.',
        **_object({name: _TABLE[name] for name in TABLE_NAMES}, ("title", "columns", "rows")),
        "$defs": {"id": _ID_FORM, "text": _TEXT_FORM},
    }


def glossary_schema() -> dict[str, Any]:
    """The JSON Schema of the glossary."""
    entry = {
        "term": _text("The word. A bracket at its end, such as an abbreviation, is no part of it."),
        "forms": {
            **_TEXTS,
            "description": "Other words for it, and other forms of it; the first that a page uses is marked.",
        },
        "meaning": _text("What it means: Markdown within a line, with citations."),
        "see": {**_TEXTS, "description": "Paths of pages that tell more, and names of other terms."},
    }
    return {
        "$schema": DIALECT,
        "title": "The glossary",
        "description": "The technical words of the site: data/glossary.yml.",
        "type": ["array", "null"],
        "items": _object(entry, ("term", "meaning")),
        "$defs": {"text": _TEXT_FORM},
    }
