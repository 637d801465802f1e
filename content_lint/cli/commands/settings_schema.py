"""Print the JSON Schema of content-lint.toml, with which editors complete and check the settings."""

from __future__ import annotations

import argparse

from content_lint.cli.console import Console
from content_lint.config.json_schema import shipped_schema

EXAMPLES = """\
for Even Better TOML, taplo and others:
  content-lint settings-schema > content-lint.schema.json
and as the first line of content-lint.toml:
  #:schema ./content-lint.schema.json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No option of its own."""


def run(arguments: argparse.Namespace, console: Console) -> int:  # noqa: ARG001 - every command takes it
    """Print the schema."""
    console.write([shipped_schema()])
    return 0
