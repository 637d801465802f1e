"""Names that are file and folder at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content_lint.site.model import Fatal, Page


def folder_clashes(pages: Sequence[Page]) -> Iterator[Fatal]:
    """Pages whose file would have to be a folder for another page: the build stops at the second one."""
    files = {page.destination: page.path for page in pages}
    for page in pages:
        folder = page.destination.rpartition("/")[0]
        while folder:
            if folder in files:
                problem = f"`{files[folder]}` is written as the file `{folder[1:]}`, which this page needs as a folder"
                yield Fatal(page.path, (), problem)
                break
            folder = folder.rpartition("/")[0]
