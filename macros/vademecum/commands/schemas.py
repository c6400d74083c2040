"""`vademecum schemas`: the forms of front matter and data files, for editors that read JSON Schema."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from vademecum.commands.console import configuration_option, shown
from vademecum.editing.new_files import Writing
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
    if folder.is_file():
        raise ConfigurationError(f"'{shown(folder)}' is a file; name the folder that the schemas go into")
    if not folder.is_dir():
        raise ConfigurationError(f"there is no folder '{shown(folder)}'; make it first, or name another")
    pages = open_project(config).check_settings.pages
    made = {
        "front-matter": front_matter_schema(pages.key_points, pages.front_matter_names),
        "comparison": comparison_schema(),
        "glossary": glossary_schema(),
    }
    files = {folder / f"{name}.schema.json": _written(schema) for name, schema in made.items()}
    old = {file: file.read_bytes() for file in files if file.exists()}
    new = {file: data for file, data in files.items() if file not in old}
    Writing(new, old, {file: data for file, data in files.items() if old.get(file, data) != data}).write()
    for file, data in files.items():
        click.echo(f"{shown(file)}: {'as it was' if old.get(file) == data else 'written'}")


def _written(schema: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n".encode()
