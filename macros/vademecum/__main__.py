"""Where the command line begins: `vademecum`, and `python -m vademecum`."""

import os
import signal
from types import FrameType

_INTERRUPTED = 128 + signal.SIGINT
"""The exit code of a program that Ctrl-C ended; the same as in `commands.console`, before that is loaded."""


def run() -> None:
    """Run the command line. Ctrl-C ends it without a trace of where it was, at any time.

    While modules load and when all is done, nothing is being written, and the process ends at once. In between the
    interruption is an exception, so that what was begun can be put back.
    """
    signal.signal(signal.SIGINT, _leave)
    from vademecum.cli import main  # noqa: PLC0415  # it takes most of the time in which somebody may press Ctrl-C

    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        main()
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None
    finally:
        signal.signal(signal.SIGINT, _leave)


def _leave(_: int, __: FrameType | None) -> None:
    os._exit(_INTERRUPTED)


if __name__ == "__main__":
    run()
