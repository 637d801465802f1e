"""Mistakes in the configuration."""

from __future__ import annotations

from content_lint.schema.errors import SetupError


class ConfigError(SetupError):
    """A configuration that cannot be used: ours, the generator's or the CMS's."""
