"""What is raised for bad calls. Bad content is never raised: it is a `Finding`.

VademecumError
├── ConfigurationError   a setting that cannot work (unknown style, missing bibliography file)
└── InternalError        a promise of ours is broken; nothing was changed
"""


class VademecumError(Exception):
    """Every exception of this package."""


class ConfigurationError(VademecumError):
    """A setting that cannot work; the message says which, and what to do."""


class InternalError(VademecumError):
    """A promise of ours that does not hold: a fault of the program. Nothing was changed."""
