"""How somebody types a field, in the format of the front matter that it is to stand in."""

from __future__ import annotations

from collections.abc import Sequence

from content_lint.text.yaml_scalars import quote, spell


def entry(form: str, key: str, value: str = "") -> str:
    """A key and its value as one line; without a value what such a line begins with.

    Args:
        form: ``yaml``, ``toml`` or ``json``.
        key: the key's name.
        value: the value as it is written there.
    """
    if form == "json":
        return f"{quote(key)}: {value}".rstrip()
    if form == "toml":
        bare = key.isascii() and key.replace("-", "_").isidentifier()
        return f"{key if bare else quote(key)} = {value}".rstrip()
    return f"{key}: {value}".rstrip()


def list_of(form: str, texts: Sequence[str]) -> str:
    """A list of texts on one line, each one read as text and as nothing else."""
    return "[" + ", ".join(spell(text, "" if form == "yaml" else '"') for text in texts) + "]"
