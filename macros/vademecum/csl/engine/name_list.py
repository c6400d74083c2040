"""Names of which more are known to exist than are told."""

from vademecum.csl.engine.name_input import Name


class OpenNameList(tuple[Name, ...]):
    """A list of names that ends in "and others"."""

    __slots__ = ()
