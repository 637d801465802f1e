"""Who shares the work: processes of this machine, or a cluster."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from content_lint.cli.errors import UsageError

if TYPE_CHECKING:  # a cached report needs nobody
    from content_lint.engine.workers.wanted import Workers

_DASK = "dask://"


def add_arguments(group: argparse._ActionsContainer) -> None:
    """The options about workers."""
    group.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        help="processes that read the documents of a large site; default: one for each processor, within reason",
    )
    group.add_argument(
        "--executor",
        metavar="dask://HOST:PORT",
        help="have the workers of a Dask cluster read the documents (needs the extra `dask`, there as well)",
    )


def _count(text: str) -> int:
    count = int(text) if text.isascii() and text.isdecimal() else 0
    if count < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number of processes: 1 or more")
    return count


@contextmanager
def wanted_workers(arguments: argparse.Namespace) -> Iterator[Workers]:
    """Who shares the work on documents, for as long as the context lasts.

    Raises:
        UsageError: the cluster cannot be reached, or runs another program than this one.
    """
    from content_lint.engine.workers.wanted import Workers

    address = arguments.executor
    if address is None:
        yield Workers(arguments.jobs)
        return
    if arguments.jobs is not None:
        raise UsageError("--jobs does not go with --executor: the cluster says how many", "Leave one of them out.")
    if not address.startswith(_DASK):
        raise UsageError(f"`{address}` names no cluster", "Write `--executor dask://HOST:PORT`.")
    from content_lint.engine.workers.cluster import connected  # an extra

    with connected(address.removeprefix(_DASK)) as executor:
        yield Workers(executor=executor)
