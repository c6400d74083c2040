"""The command line: arguments come in, text goes out. Floor 7.

Exit codes: 0 all is well, 1 something was found, 2 the call or the configuration cannot work, 3 a fault of ours, 4 for
want of a network something could not be found out (only where that was asked for), 130 somebody pressed Ctrl-C.
"""

import importlib
import sys
import traceback
from typing import NoReturn

import click

from vademecum import __version__
from vademecum.commands.console import FAULT, INTERRUPTED, USAGE
from vademecum.text.errors import ConfigurationError, InternalError
from vademecum.text.nearest import nearest_name

_COMMANDS = (
    "add",
    "check",
    "diff",
    "export",
    "find",
    "fmt",
    "import",
    "new",
    "rename",
    "retractions",
    "schemas",
    "show",
    "stats",
)
_MODULES = {"import": "importing"}
"""Where a command is, whose name Python keeps for itself."""


class _Commands(click.Group):
    """Commands whose errors are one sentence and an exit code; what a command needs is loaded when it is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command:
        if name not in _COMMANDS:
            near = nearest_name(name, _COMMANDS)
            hint = f"did you mean '{near}'?" if near else f"the commands are: {', '.join(_COMMANDS)}"
            raise ConfigurationError(f"there is no command '{name}'; {hint}")
        module = _MODULES.get(name, name)
        command: click.Command = getattr(importlib.import_module(f"vademecum.commands.{module}"), module)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):  # click knows what to do
            raise
        except KeyboardInterrupt:
            _stop("interrupted", INTERRUPTED)
        except OSError as error:
            _stop(f"'{error.filename}': {error.strerror}" if error.filename else str(error), USAGE)
        except ConfigurationError as error:
            _stop(str(error), USAGE)
        except InternalError as error:
            _stop(f"a fault of this program: {error}", FAULT)
        except Exception:  # noqa: BLE001  # Python's own exit code would say that something was found.
            traceback.print_exc()
            _stop("a fault of this program; please report what stands above", FAULT)


def _stop(message: str, code: int) -> NoReturn:
    click.echo(f"vademecum: {message}", err=True)
    sys.exit(code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vademecum")
def main() -> None:
    """Keep a knowledge base whose every claim leads to its source."""
