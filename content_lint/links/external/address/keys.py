"""Web addresses as browsers write them: the WHATWG serialisation, nothing decoded.

Two addresses are one request exactly when their keys are equal, and a key is asked of the server byte for
byte: ``//``, ``%2F``, ``%E9``, ``:`` and ``a=b=c`` stay. The URL Standard (https://url.spec.whatwg.org/)
says how blanks, back slashes, dots, odd IPv4 notations and letters beyond ASCII are written.
Credentials are left out: they are never sent.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import unquote_to_bytes

from msgspec import Struct
from msgspec.structs import replace

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST = 16_384
"""Characters of an address that is asked: twice what servers take."""
_AROUND = "".join(map(chr, range(0x21)))
_INSIDE = {ord(char): None for char in "\t\r\n"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SLASHES = re.compile(r"[/\\]*")
_AUTHORITY = re.compile(r"[^/\\?#]*")
_FORBIDDEN_IN_HOST = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")
# What stays as it is, taken the other way round: to name what does not, with all of Unicode, is slow to compile.
_IN_PATH = re.compile(r"[^!$-;=@-\]_a-z|~]+")
_IN_QUERY = re.compile(r"[^!$-&(-;=?-~]+")
_IN_FRAGMENT = re.compile(r"[^!#-;=?-_a-~]+")
_DOT = frozenset({".", "%2e"})
_DOTS = frozenset({"..", ".%2e", "%2e.", "%2e%2e"})
_NUMBER = re.compile(r"0x[0-9a-f]*\Z|[0-9]+\Z")
_DIGITS = re.compile(r"[0-9]*\Z")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_JOINERS = frozenset("\u200c\u200d")
_NO_LETTERS = frozenset({"Cc", "Cs", "Co", "Zs", "Zl", "Zp"})
_NOT_ASCII = "has a host name that cannot be written in ASCII"
_MAX_PORT = 65535
_MAX_IPV4 = 0xFFFFFFFF


class MalformedUrlError(ValueError):
    """No browser opens this. The message goes behind the address: "has no host name"."""


class WebAddress(Struct, frozen=True):
    """An address of the web, serialised.

    Attributes:
        scheme: ``http`` or ``https``.
        host: in ASCII and lower case; an IPv4 address in dotted decimal, an IPv6 address in brackets.
        port: the port, the scheme's own where none is written.
        path: begins with ``/``.
        query: without ``?``, or None where there is no ``?``.
        fragment: without ``#``, or None where there is no ``#``.
    """

    scheme: str
    host: str
    port: int
    path: str
    query: str | None = None
    fragment: str | None = None

    @property
    def authority(self) -> str:
        """Host, and port where it is not the scheme's own: what goes into the ``Host`` header."""
        return self.host if self.port == DEFAULT_PORTS[self.scheme] else f"{self.host}:{self.port}"

    @property
    def request_target(self) -> str:
        """Path and query: what is asked of the server."""
        return self.path if self.query is None else f"{self.path}?{self.query}"

    @property
    def key(self) -> str:
        """The whole address without its fragment: one key is one request."""
        return f"{self.scheme}://{self.authority}{self.request_target}"

    @property
    def url(self) -> str:
        """The whole address with its fragment."""
        return self.key if self.fragment is None else f"{self.key}#{self.fragment}"

    def with_fragment(self, fragment: str | None) -> WebAddress:
        """The same address with another fragment (already serialised)."""
        return replace(self, fragment=fragment)


def scheme_of(url: str) -> str:
    """The scheme in lower case, or empty where there is none."""
    match = _SCHEME.match(url.lstrip(_AROUND).translate(_INSIDE))
    return match[1].lower() if match else ""


def parse_address(url: str) -> WebAddress:
    """Read an absolute ``http`` or ``https`` address.

    Raises:
        MalformedUrlError: if a browser would refuse it.
    """
    text = _clean(url)
    match = _SCHEME.match(text)
    scheme = match[1].lower() if match else ""
    if match is None or scheme not in DEFAULT_PORTS:
        raise MalformedUrlError("is no address of the web")
    return _parse_behind_scheme(scheme, text, match.end())


def join_address(base: WebAddress, reference: str) -> WebAddress:
    """The address that a reference (a ``Location`` header, say) names, seen from ``base``.

    Raises:
        MalformedUrlError: if a browser would refuse it, it has another scheme than http and https, or it is longer
            than servers take.
    """
    address = _join(base, reference)
    length = len(address.url)
    if length > LONGEST:
        raise MalformedUrlError(f"is {length:,} characters long")
    return address


def _join(base: WebAddress, reference: str) -> WebAddress:
    text = _clean(reference)
    scheme = base.scheme
    if match := _SCHEME.match(text):
        scheme = match[1].lower()
        if scheme not in DEFAULT_PORTS:
            raise MalformedUrlError(f"leads to an address with `{scheme[:40]}:`")
        if scheme != base.scheme:
            return _parse_behind_scheme(scheme, text, match.end())
        text = text[match.end() :]
    if text[:2].replace("\\", "/") == "//":
        return _parse_behind_scheme(scheme, text, 0)
    rest, hash_, fragment = text.partition("#")
    path, mark, query = rest.partition("?")
    new_fragment = _encode(_IN_FRAGMENT, fragment) if hash_ else None
    if not path:
        old_query = _encode(_IN_QUERY, query) if mark else base.query
        return replace(base, query=old_query, fragment=new_fragment)
    path = path.replace("\\", "/")
    if not path.startswith("/"):
        path = base.path[: base.path.rfind("/") + 1] + path
    new_query = _encode(_IN_QUERY, query) if mark else None
    return replace(base, path=_normal_path(path), query=new_query, fragment=new_fragment)


def _clean(url: str) -> str:
    text = url.strip(_AROUND).translate(_INSIDE)
    if not text.isascii():
        # A half of a surrogate pair stands for a byte that was no UTF-8; browsers send U+FFFD for it.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _parse_behind_scheme(scheme: str, text: str, at: int) -> WebAddress:
    at = _match_end(_SLASHES, text, at)
    end = _match_end(_AUTHORITY, text, at)
    host, port = _split_port(text[at:end].rpartition("@")[2])
    number = DEFAULT_PORTS[scheme]
    if port:
        if not _DIGITS.match(port) or len(port.lstrip("0")) > 5 or int(port) > _MAX_PORT:
            raise MalformedUrlError(f"has the port `{port[:20]}`, which cannot be")
        number = int(port)
    rest, hash_, fragment = text[end:].partition("#")
    path, mark, query = rest.partition("?")
    return WebAddress(
        scheme,
        _normal_host(host),
        number,
        _normal_path(path.replace("\\", "/")),
        _encode(_IN_QUERY, query) if mark else None,
        _encode(_IN_FRAGMENT, fragment) if hash_ else None,
    )


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _split_port(authority: str) -> tuple[str, str]:
    """Host and port; a colon inside brackets belongs to the host."""
    head, colon, port = authority.rpartition(":")
    if not colon or "]" in port:
        return authority, ""
    return head, port


def _normal_host(host: str) -> str:
    if host.startswith("["):
        return f"[{_normal_ipv6(host)}]"
    if "%" in host:
        host = unquote_to_bytes(host).decode("utf-8", "replace")
    if not host.isascii():
        host = _to_ascii(host)
    host = host.lower()
    if not host:  # or nothing but signs that are not written, such as soft hyphens
        raise MalformedUrlError("has no host name")
    if "xn--" in host:
        _check_encoded_labels(host)
    if found := _FORBIDDEN_IN_HOST.search(host):
        raise MalformedUrlError(
            f"has `{found[0]}` in its host name" if found[0] > " " else "has a space in its host name"
        )
    if _ends_in_number(host):
        return _normal_ipv4(host)
    return host


def _to_ascii(host: str) -> str:
    """The host in ASCII as UTS 46 demands of browsers, which also take what IDNA 2008 forbids, such as emoji.

    Without the package `idna` the mapping is nearly the same, and what is forbidden is let through.
    """
    mapped = _mapped(host)
    # A name with letters that are written from right to left has rules for each of its parts.
    labels = [_label_to_ascii(label) for label in mapped.split(".")]
    return ".".join(labels)


def _mapped(host: str) -> str:
    try:
        import idna  # only what has letters beyond ASCII pays for its tables
    except ImportError:
        return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", host).lower()).replace("\u3002", ".")
    try:
        mapped: str = idna.uts46_remap(host, std3_rules=False)
        rtl = any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in mapped)
        for label in mapped.split("."):
            if rtl and label:
                idna.check_bidi(label, check_ltr=True)
            if any(char in _JOINERS and not idna.valid_contextj(label, at) for at, char in enumerate(label)):
                raise MalformedUrlError(_NOT_ASCII)
    except (idna.IDNAError, ValueError) as error:
        raise MalformedUrlError(_NOT_ASCII) from error
    return mapped


def _label_to_ascii(label: str) -> str:
    if label.isascii():
        return label
    if unicodedata.category(label[0]).startswith("M"):
        raise MalformedUrlError(_NOT_ASCII)
    try:
        return f"xn--{label.encode('punycode').decode('ascii')}"
    except UnicodeError as error:
        raise MalformedUrlError(_NOT_ASCII) from error


def _check_encoded_labels(host: str) -> None:
    """Refuse ``xn--`` where what follows stands for no letters."""
    for label in host.split("."):
        if not label.startswith("xn--"):
            continue
        try:
            letters = label[4:].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError, OverflowError):
            letters = ""
        if not letters or any(unicodedata.category(char) in _NO_LETTERS for char in letters):
            raise MalformedUrlError(f"has `{label[:40]}` in its host name, which means no letters")


def _ends_in_number(host: str) -> bool:
    return _NUMBER.match(host.removesuffix(".").rpartition(".")[2]) is not None


def _normal_ipv4(host: str) -> str:
    """Decimal, hexadecimal, octal and short notations in dotted decimal."""
    labels = host.removesuffix(".").split(".")
    if len(labels) > 4:
        raise MalformedUrlError("has an IP address of too many parts")
    numbers = [_ipv4_number(label) for label in labels]
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        raise MalformedUrlError("has an IP address that cannot be")
    value = numbers[-1] + sum(number * 256 ** (3 - at) for at, number in enumerate(numbers[:-1]))
    return str(ipaddress.IPv4Address(value))


def _ipv4_number(label: str) -> int:
    if not _NUMBER.match(label) or len(label) > 40:
        raise MalformedUrlError("has an IP address that cannot be")
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    if len(label) > 1 and label[0] == "0":
        if not set(label) <= set("01234567"):
            raise MalformedUrlError("has an IP address that cannot be")
        return int(label, 8)
    return int(label)


def _normal_ipv6(host: str) -> str:
    """In lower case, the longest run of zeros shortened, never with a dotted tail; Python's own form changed."""
    text = host[1:-1]
    if not host.endswith("]") or "%" in text:
        raise MalformedUrlError("has an IP address that cannot be")
    try:
        packed = ipaddress.IPv6Address(text).packed
    except ValueError:
        raise MalformedUrlError("has an IP address that cannot be") from None
    groups = [packed[at] << 8 | packed[at + 1] for at in range(0, 16, 2)]
    start, length, at = 0, 1, 0
    while at < 8:
        end = at
        while end < 8 and groups[end] == 0:
            end += 1
        if end - at > length:
            start, length = at, end - at
        at = max(end, at + 1)
    words = [f"{group:x}" for group in groups]
    if length == 1:
        return ":".join(words)
    return ":".join(words[:start]) + "::" + ":".join(words[start + length :])


def _normal_path(path: str) -> str:
    """Percent-encoded where it has to be, dots resolved; nothing else touched."""
    if "." in path or "%2" in path:
        segments: list[str] = []
        parts = path.split("/")[1:]
        for number, part in enumerate(parts):
            last = number == len(parts) - 1
            small = part.lower()
            if small in _DOTS:
                if segments:
                    segments.pop()
                if last:
                    segments.append("")
            elif small in _DOT:
                if last:
                    segments.append("")
            else:
                segments.append(part)
        path = "/" + "/".join(segments)
    return _encode(_IN_PATH, path) or "/"


def _encode(which: re.Pattern[str], text: str) -> str:
    return which.sub(_percent, text)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
