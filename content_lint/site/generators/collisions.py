"""Files that several pages want to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from content_lint.site.model import Collision, Page, Redirect, Writer


def find_collisions(
    pages: Iterable[Page], redirects: Iterable[Redirect] = (), *, warned: bool
) -> tuple[Collision, ...]:
    """Files with several writers, in the order in which they are written first.

    Args:
        pages: those that are written, in their order.
        redirects: old addresses; between them and pages there is no order.
        warned: whether the generator says so when it builds.
    """
    writers: defaultdict[str, list[Writer]] = defaultdict(list)
    for page in pages:
        writers[page.destination].append(Writer(page.path))
    for redirect in redirects:
        writers[redirect.destination].append(Writer(redirect.source, redirect.url, redirect.target))
    return tuple(Collision(file, tuple(found), warned=warned) for file, found in writers.items() if len(found) > 1)
