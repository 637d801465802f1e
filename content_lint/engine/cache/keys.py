"""What the memory of a run depends on besides the files: the program itself, and how it was set up."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

from content_lint import __version__
from content_lint.config.settings import SiteSettings

# Another version of one of these may read the same bytes in another way.
_READERS = ("mistune", "pydantic", "pydantic_core", "python_frontmatter", "pyyaml", "tzdata", "email_validator", "idna")


def identity() -> str:
    """Stands for this program and for all that it reads files with.

    The version alone does not tell: a hook is installed from any commit.
    """
    package = Path(__file__).parents[2]
    parts = [__version__, ".".join(map(str, sys.version_info[:3])), *sorted(_versions(sys.path))]
    record = _record(package)
    parts.append(_digest([record]) if record else _digest(_source_states(package)))
    return _digest(part.encode() for part in parts)


def facts_key(settings: SiteSettings) -> str:
    """Stands for all that decides what the facts of a file are."""
    return _digest([_plain(settings.dialect).encode()])


def findings_key(settings: SiteSettings, rules: Iterable[str], today: date) -> str:
    """Stands for all that decides what document rules find.

    Args:
        settings: the site's settings.
        rules: the rules that run.
        today: the day of the run. Schemas are code: whether a date lies ahead is something that they may ask.
    """
    has_schema = any(item.schema is not None for item in settings.collections.values())
    parts = [_plain(replace(settings, root=Path(), sources=())), *sorted(rules), str(today) if has_schema else ""]
    return _digest(part.encode("utf-8", "surrogateescape") for part in parts)


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


def _plain(value: object) -> str:
    """A text that is the same for equal settings and for no others."""
    if is_dataclass(value) and not isinstance(value, type):
        return f"{type(value).__name__}({','.join(_plain(getattr(value, field.name)) for field in fields(value))})"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{_plain(key)}:{_plain(item)}' for key, item in value.items())}}}"
    if isinstance(value, AbstractSet):
        return f"<{','.join(sorted(map(_plain, value)))}>"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(_plain, value))}]"
    if isinstance(value, type):
        return value.__qualname__
    return str(value) if isinstance(value, Enum) else repr(value)


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.blake2b(digest_size=16)
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()
