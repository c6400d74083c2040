"""The command line: arguments come in, text goes out. Floor 7."""

import click

from vademecum import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vademecum")
def main() -> None:
    """Keep a knowledge base whose every claim leads to its source."""
