"""``python -m content_lint``: the same as the command ``content-lint``."""

from content_lint.cli.main import entry

if __name__ == "__main__":
    entry()
