"""What the model of a site has to know of its files, as an index keeps it: without what nobody has ever asked for."""

from collections.abc import Mapping
from typing import Any

import msgspec

from content_lint.cache.serialise import dumps, loads, plain
from content_lint.engine.incremental.doubt import NotQuiet
from content_lint.parse.facts import FenceState, KeyPath
from content_lint.site.model import FileFacts
from content_lint.site.watched import KeyWatch, WatchedData

_SOMETHING = "\0"
"""A key of what was left out: whether there is anything at all counts whatever is asked for."""

_NO_DATA = b""
_ODD = b""
_PLAIN = (str, int)


class _Row(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """Facts without the values of front matter, and those as JSON; empty where there are none."""

    header: FenceState
    data: bytes = _NO_DATA
    error: str | None = None
    not_a_mapping: bool = False
    utf8: bool = True
    duplicate: KeyPath | None = None
    first_line: str = ""


_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(_Row).decode


def write_facts(facts: FileFacts, keys: tuple[str, ...] | None) -> bytes:
    """Facts as they are written.

    Args:
        facts: what the model knows of a file.
        keys: the keys of front matter that it has asked for; None for all.

    Raises:
        ValueError: they cannot be written.
    """
    if facts.modified is not None:
        raise ValueError("when a file was changed is nothing to keep")
    if not all(type(part) in _PLAIN for part in facts.duplicate or ()):
        return _ODD
    return _ENCODE(
        _Row(
            facts.header,
            _NO_DATA if facts.data is None else dumps(plain(asked_for(facts.data, keys))),
            facts.error,
            facts.not_a_mapping,
            facts.utf8,
            facts.duplicate,
            facts.first_line,
        )
    )


def asked_for(data: Mapping[Any, object], keys: tuple[str, ...] | None) -> Mapping[Any, object]:
    """The values of front matter that somebody has asked for."""
    if keys is None:
        return data
    shown = {key: data[key] for key in keys if key in data}
    return shown if shown or not data else {_SOMETHING: None}


def read_facts(line: bytes, watch: KeyWatch | None) -> FileFacts:
    """The same facts again.

    Args:
        line: what ``write_facts`` gave.
        watch: raises where a key is asked for that was left out; None where none was.

    Raises:
        ValueError: it is no such line.
    """
    if line == _ODD:
        raise NotQuiet("a key that is no text is twice in some file")
    row = _DECODE(line)
    data: Mapping[str, object] | None = None
    if row.data:
        found: dict[str, object] = loads(row.data)
        data = WatchedData(found, watch) if watch is not None and found else found
    return FileFacts(row.header, data, row.error, row.not_a_mapping, None, row.utf8, row.duplicate, row.first_line)


class LimitedKeys(KeyWatch):
    """Refuses keys that were not kept.

    Args:
        keys: those that were.
    """

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__()
        self._kept = frozenset(keys)

    def note(self, key: Any) -> None:
        """A key was asked for; raises NotQuiet where it was not kept."""
        if key not in self._kept:
            raise NotQuiet(f"the model of the site asks for `{key}`, which it has never done")

    def note_all(self) -> None:
        """Somebody looks through all keys; raises NotQuiet."""
        raise NotQuiet("the model of the site looks through all of the front matter, which it has never done")
