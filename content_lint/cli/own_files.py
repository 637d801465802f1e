"""Files that commands write into a site: posts, settings, schemas, the baseline."""

from __future__ import annotations

from pathlib import Path

from content_lint.cli.errors import UsageError
from content_lint.engine.fix.write import NotWrittenError, write_inside


def put(root: Path, path: str, data: bytes, *, only_new: bool = False) -> None:
    """Write a file of a site, whole or not at all.

    Args:
        root: the site's root.
        path: the file, from the root, with ``/``.
        data: its bytes.
        only_new: refuse to replace a file.

    Raises:
        UsageError: it cannot be written, is there already, or a link leads out of the site.
    """
    try:
        write_inside(root, path, data, only_new=only_new)
    except FileExistsError as error:
        raise UsageError(f"`{path}` is there already", "Look at it, then run this again.") from error
    except NotWrittenError as error:
        raise UsageError(f"`{path}` {error}", "Put a folder of the site's own in place of the link.") from error
    except OSError as error:
        raise UsageError(
            f"`{path}` cannot be written: {error.strerror}", "Make room for it, or check its rights."
        ) from error
