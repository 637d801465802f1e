"""Which program wrote a cache. Its version alone does not say, for a hook is installed from any commit."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from content_lint import __version__
from content_lint.text.digests import digest_all

# Another version of one of these may read the same bytes in another way.
_READERS = ("mistune", "pydantic", "pydantic_core", "python_frontmatter", "pyyaml", "tzdata", "email_validator", "idna")


@cache
def program_fingerprint() -> str:
    """A digest of this program and of all that it reads files with, as this process has loaded them."""
    package = Path(__file__).parents[1]
    parts = [__version__, ".".join(map(str, sys.version_info[:3])), *sorted(_versions(sys.path))]
    record = _record(package)
    parts.append(digest_all([record]) if record else digest_all(_source_states(package)))
    return digest_all(part.encode() for part in parts)


def _versions(folders: Iterable[str]) -> Iterator[str]:
    """The names of the folders in which installers keep what they know of a package; they hold its version."""
    for folder in folders:
        try:
            names = os.listdir(folder)  # noqa: PTH208 - names are all that is wanted
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info") and name.partition("-")[0].lower() in _READERS:
                yield name


def _record(package: Path) -> bytes:
    """The checksums of the installed files; empty where the package is not installed but run from its sources."""
    try:
        found = sorted(package.parent.glob(f"content_lint-{__version__}.dist-info/RECORD"))
        return found[0].read_bytes() if len(found) == 1 else b""
    except OSError:
        return b""


def _source_states(package: Path) -> Iterator[bytes]:
    for folder, inside, names in os.walk(package):
        inside.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                status = os.stat(f"{folder}{os.sep}{name}")  # noqa: PTH116 - hundreds of them
                yield f"{folder}/{name} {status.st_mtime_ns} {status.st_size}\n".encode("utf-8", "surrogateescape")
