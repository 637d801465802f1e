"""Files that several pages want to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from content_lint.site.model import Collision, Page, Redirect, Writer


def find_collisions(written: Iterable[Page | Redirect], *, warned: bool) -> tuple[Collision, ...]:
    """Files with several writers, in the order in which they are written first.

    Args:
        written: pages and old addresses, in the order in which they are written.
        warned: whether the generator says so when it builds.
    """
    writers: defaultdict[str, list[Writer]] = defaultdict(list)
    for item in written:
        if isinstance(item, Page):
            writers[item.destination].append(Writer(item.path))
        else:
            writers[item.destination].append(Writer(item.source, item.url, item.target))
    return tuple(Collision(file, tuple(found), warned=warned) for file, found in writers.items() if len(found) > 1)
