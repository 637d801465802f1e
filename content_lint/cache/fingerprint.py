"""Which program wrote a cache. Its version alone does not say, for a hook is installed from any commit."""

from __future__ import annotations

import os
import sys

from content_lint import __version__
from content_lint.text.digests import digest_all

TYPE_CHECKING = False  # a run that repeats the last one imports next to nothing
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Another version of one of these may read the same bytes in another way.
_READERS = ("mistune", "pydantic", "pydantic_core", "python_frontmatter", "pyyaml", "tzdata", "email_validator", "idna")
_found: list[str] = []


def program_fingerprint() -> str:
    """A digest of this program and of all that it reads files with, as this process has loaded them."""
    if not _found:
        package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - see above
        parts = [__version__, ".".join(map(str, sys.version_info[:3])), *sorted(_versions(sys.path))]
        record = _record(os.path.dirname(package))  # noqa: PTH120
        source = record or "\n".join(sorted(_source_states(package))).encode("utf-8", "surrogateescape")
        parts.append(digest_all([source]))
        _found.append(digest_all(part.encode() for part in parts))
    return _found[0]


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


def _record(folder: str) -> bytes:
    """The checksums of the installed files; empty where the package is not installed but run from its sources."""
    try:
        with open(f"{folder}/content_lint-{__version__}.dist-info/RECORD", "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""


def _source_states(package: str) -> Iterator[str]:
    waiting = [package]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    yield f"{entry.path} {status.st_mtime_ns} {status.st_size}"
                elif entry.name != "__pycache__" and entry.is_dir():
                    waiting.append(entry.path)
