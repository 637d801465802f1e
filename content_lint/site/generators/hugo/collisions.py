"""Files that several pages want to write, and names that are file and folder at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content_lint.site.model import Collision, Fatal, Page, Redirect, Writer


def collisions(live: Sequence[Page], static: Sequence[Page], redirects: Sequence[Redirect]) -> tuple[Collision, ...]:
    """Files with several writers. Hugo copies static files first; between pages and aliases there is no order.

    It says nothing about them.
    """
    writers: dict[str, list[Writer]] = {}
    for page in (*static, *live):
        writers.setdefault(page.destination, []).append(Writer(page.path))
    for redirect in redirects:
        writer = Writer(redirect.source, redirect.url, redirect.target)
        writers.setdefault(redirect.destination, []).append(writer)
    return tuple(Collision(file, tuple(found), warned=False) for file, found in writers.items() if len(found) > 1)


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
