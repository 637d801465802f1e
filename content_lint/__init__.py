"""content-lint: the gate for content in git, ahead of any renderer."""

__version__ = "0.1.0"
