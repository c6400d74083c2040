"""What is raised for styles and locales that cannot be used."""


class StyleError(ValueError):
    """A style or locale is not what CSL allows; `line` says where (0 where no line can be named)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.message = message
        self.line = line
