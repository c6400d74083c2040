"""`vademecum schemas`: the forms of front matter and data files, for editors that read JSON Schema."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from vademecum.commands.console import configuration_option, shown
from vademecum.editing.files import replace_file
from vademecum.pages.data_schemas import comparison_schema, glossary_schema
from vademecum.pages.front_matter_schema import front_matter_schema
from vademecum.project import open_project
from vademecum.text.errors import ConfigurationError


@click.command("schemas")
@click.argument("folder", type=click.Path(path_type=Path))
@configuration_option
def schemas(folder: Path, config: str) -> None:
    """Write the JSON Schemas of front matter, comparisons and the glossary into FOLDER.

    With them, many editors complete names while you write, and mark what is wrong. They know what the settings of the
    site say of front matter.
    """
    if not folder.is_dir():
        raise ConfigurationError(f"there is no folder '{shown(folder)}'; make it first, or name another")
    pages = open_project(config).check_settings.pages
    made = {
        "front-matter": front_matter_schema(pages.key_points, pages.front_matter_names),
        "comparison": comparison_schema(),
        "glossary": glossary_schema(),
    }
    for name, schema in made.items():
        file, data = folder / f"{name}.schema.json", _written(schema)
        is_same = file.is_file() and file.read_bytes() == data
        if not is_same:
            replace_file(file, data)
        click.echo(f"{shown(file)}: {'as it was' if is_same else 'written'}")


def _written(schema: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n".encode()
