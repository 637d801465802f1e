"""Mistakes in the configuration."""

from __future__ import annotations

from content_lint.schema.errors import SetupError

OUTSIDE = ("this is a link that leads out of the site", "Put the file itself in its place.")
"""Message and help for a configuration that a pull request could have pointed at any file of this machine."""


class ConfigError(SetupError):
    """A configuration that cannot be used: ours, the generator's or the CMS's."""
