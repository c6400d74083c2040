"""Texts as YAML takes them (YAML 1.1, as PyYAML reads it)."""

import yaml


def as_yaml(text: str) -> str:
    """A text on one line, behind `name: ` or before `: page.md`: in quotes where need be."""
    return text if _is_plain(text) else in_quotes(text)


def in_quotes(text: str) -> str:
    """A text in double quotes, which serves everywhere on a line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_plain(text: str) -> bool:
    expected = {"a": [{text: "b"}], "c": text}
    try:
        return bool(yaml.safe_load(f"a:\n  - {text}: b\nc: {text}\n") == expected)
    except (yaml.YAMLError, ValueError, TypeError):
        return False
