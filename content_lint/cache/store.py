"""One file of named sections, each with its own checksum, so that each can be read alone.

The first line says what the file is, which program wrote it and where the sections lie. What is not as it says counts
as absent: the file may be damaged, half restored, or of another version.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from content_lint.text.digests import digest, digest_pieces
from content_lint.text.files import READ

_FORMAT = 1
_LONGEST = 4096  # bytes of the first line
_LARGEST = 4_000_000_000  # bytes of a section; a file with holes may say that it has more
_DAY = 86_400 * 10**9  # ns
_LIFETIME = 60 * _DAY


class SectionFile:
    """A file of sections as it was when it was opened.

    Args:
        path: where it lies, or will.
        fingerprint: of the program: a file that another one wrote counts as empty.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self._fingerprint = fingerprint
        self._places = self._read_places()

    def _read_places(self) -> dict[str, tuple[int, int, str]]:
        try:
            with self._open() as file:
                line = file.readline(_LONGEST)
            head = json.loads(line)
            if head["format"] != _FORMAT or head["fingerprint"] != self._fingerprint:
                return {}
            places, at = {}, len(line)
            for name, length, checksum in head["sections"]:
                places[str(name)] = (at, int(length), str(checksum))
                at += int(length)
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            return {}
        return places

    def _open(self) -> BinaryIO:
        return os.fdopen(os.open(self.path, READ), "rb")  # a pipe in its place would keep us waiting

    @property
    def is_new(self) -> bool:
        """Whether there is no such file yet, or none that this program wrote."""
        return not self._places

    def read(self, name: str) -> bytes:
        """A section's bytes; empty where it is missing or damaged."""
        at, length, checksum = self._places.get(name, (0, 0, ""))
        if not 0 < length <= _LARGEST:
            return b""
        try:
            with self._open() as file:
                file.seek(at)
                data = file.read(length)
        except OSError:
            return b""
        return data if len(data) == length and digest(data) == checksum else b""

    def write(self, sections: Mapping[str, Sequence[bytes]]) -> None:
        """Put these sections in place of the whole file: a reader sees the old ones or the new ones.

        Args:
            sections: the lines of each; of a large site they are half of what is in memory, and so are never joined.

        Raises:
            OSError: it cannot be written; the old file stays.
        """
        places = [
            [name, sum(map(len, _with_ends(lines))), digest_pieces(_with_ends(lines))]
            for name, lines in sections.items()
        ]
        head = json.dumps({"format": _FORMAT, "fingerprint": self._fingerprint, "sections": places})
        pieces = (piece for lines in sections.values() for piece in _with_ends(lines))
        replace_file(self.path, chain((head.encode("ascii") + b"\n",), pieces))


def replace_file(path: Path | str, pieces: Iterable[bytes]) -> None:
    """Put a file that consists of these pieces in place of the one there: a reader sees the old one or the new one.

    Raises:
        OSError: it cannot be written; the old file stays.
    """
    import tempfile  # brings random numbers, which reading does without

    folder = Path(path).parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".content-lint-", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _with_ends(lines: Sequence[bytes]) -> Iterator[bytes]:
    """The lines with a line end between two."""
    for number, line in enumerate(lines):
        if number:
            yield b"\n"
        yield line


def delete_old(folder: Path, now: int) -> None:
    """Delete what nobody has written for two months: the caches of sites that have moved or are no more.

    Args:
        folder: where the files lie.
        now: the time of day in ns since 1970.
    """
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(OSError):
                if path.is_file() and path.stat().st_mtime_ns < now - _LIFETIME:
                    path.unlink()
