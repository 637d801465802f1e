"""The one digest of this program: tells whether a text is still the one that it was."""

from __future__ import annotations

TYPE_CHECKING = False  # a run that repeats the last one imports next to nothing
if TYPE_CHECKING:
    from collections.abc import Iterable

try:  # hashlib gives this very class, and loads all of OpenSSL first
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b


def digest(data: bytes) -> str:
    """BLAKE2b of some bytes: 128 bits, in hex."""
    return blake2b(data, digest_size=16).hexdigest()


def short_digest(text: str) -> str:
    """BLAKE2b of a text, 64 bits, in hex: enough to tell a few from each other."""
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def digest_pieces(pieces: Iterable[bytes]) -> str:
    """The same of bytes that come in pieces: what ``digest`` says of them joined."""
    total = blake2b(digest_size=16)
    for piece in pieces:
        total.update(piece)
    return total.hexdigest()


def digest_all(parts: Iterable[bytes]) -> str:
    """A digest of several parts in their order; where one ends and the next begins counts."""
    total = blake2b(digest_size=16)
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()
