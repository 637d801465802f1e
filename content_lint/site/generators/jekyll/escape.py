"""How Jekyll writes values into addresses, and addresses into files and links (Addressable's rules)."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import quote, unquote, unquote_to_bytes

from content_lint.text.regex import regex

_SAFE = regex(r"[a-zA-Z0-9./-]*\Z")
_URI = regex(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?\Z", re.DOTALL)
_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9.+-]*\Z")
_SLASHES = regex("/{2,}")
# Beside letters, digits and -._~, which quote never escapes.
_PCHAR = "!$&'()*+,;=:@"
_PATH = _PCHAR + "/"
_QUERY = _PCHAR + "/?"
_AUTHORITY = _PCHAR + "[]"


class AddressError(ValueError):
    """No address can be made; the message says why, in plain words."""


def escape_value(value: str, *, whole: bool = False) -> str:
    """A placeholder's value for an address.

    Up to Jekyll 4.3 the value is taken for an address of its own, so a question mark begins a query;
    ``whole`` is the way of 4.4, which takes it for a path. Raises AddressError.
    """
    if _SAFE.match(value):
        return value
    if whole:
        return _quote(value, _PATH)
    match = _URI.match(value)
    if match is None:  # the expression matches everything
        return _quote(value, _PATH)
    scheme, authority, path, query, fragment = match.groups()
    if scheme is not None and not _SCHEME.match(scheme):
        raise AddressError(
            f"`{value}` looks to Jekyll like an address with the scheme `{scheme}`, which does not exist"
        )
    if scheme is None and authority is None and path.startswith(":"):
        raise AddressError(f"`{value}` begins with a colon, which Jekyll cannot put into an address")
    made = "" if scheme is None else f"{scheme}:"
    made += "" if authority is None else f"//{_quote(authority, _AUTHORITY)}"
    made += _quote(path, _PATH)
    made += "" if query is None else f"?{_quote(query, _QUERY)}"
    # Jekyll itself writes the first number sign in this way.
    return made + ("" if fragment is None else f"%23{_quote(fragment, _QUERY)}")


def _quote(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="surrogateescape")


def sanitize(address: str) -> str:
    """Jekyll's ``sanitize_url``: a slash in front, ``..`` turned to slashes, ``./`` dropped, slashes squeezed."""
    rooted = address if address.startswith("/") else f"/{address}"
    cleaned = rooted.replace("..", "/").replace("./", "")
    return _SLASHES.sub("/", cleaned) if "//" in cleaned else cleaned


def unescape(address: str) -> str:
    """The address with its percent-encoding undone."""
    return unquote(address, errors="surrogateescape") if "%" in address else address


def as_file(address: str) -> str:
    """The path in the output that an address without query stands for; a slash at its end stays."""
    path = unescape(address)
    if "//" not in path and "/." not in path:
        return path
    clean = posixpath.normpath(f"/{path}")
    clean = clean[1:] if clean.startswith("//") else clean
    return f"{clean}/" if path.endswith("/") and clean != "/" else clean


def normalize(address: str) -> str:
    """The address as Addressable normalizes it: percent-encoded, host in lower case, dots resolved."""
    match = _URI.match(address)
    if match is None:
        return address
    scheme, authority, path, query, fragment = match.groups()
    made = "" if scheme is None else f"{scheme.lower()}:"
    if authority is not None:
        made += f"//{_authority(authority, (scheme or '').lower())}"
    clean = _no_dots("/".join(_component(part, _PCHAR) for part in path.split("/")))
    if not clean and (scheme or "").lower() in {"http", "https", "ftp"}:
        clean = "/"
    made += clean
    if query is not None:
        made += "?" + "&".join(_component(pair, _QUERY) for pair in query.split("&"))
    return made if fragment is None else f"{made}#{_component(fragment, _QUERY)}"


def _component(text: str, safe: str) -> str:
    if _SAFE.match(text):
        return text
    plain = unquote_to_bytes(text.encode("utf-8", "surrogateescape")).decode("utf-8", "surrogateescape")
    return _quote(unicodedata.normalize("NFC", plain), safe)


def _authority(authority: str, scheme: str) -> str:
    user, at, host = authority.rpartition("@")
    default = {"http": ":80", "https": ":443"}.get(scheme, ":")
    host = host.lower().removesuffix(default).removesuffix(":")
    return f"{user}{at}{_quote(host, _AUTHORITY + '%')}"


def _no_dots(path: str) -> str:
    if "/." not in path and not path.startswith("."):
        return path
    kept: list[str] = []
    parts = path.split("/")
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "..":
            if len(kept) > 1:
                kept.pop()
        elif part != ".":
            kept.append(part)
            continue
        if last:
            kept.append("")
    return "/".join(kept)
