"""Which addresses may be connected to at all. A stranger's pull request chooses the URLs.

A name is resolved once, all its answers are vetted, a mixed answer is refused whole, and the connection
goes to the vetted address and never back to the name: so redirects, robots.txt and names that change
their answer are covered. The table is our own: the standard library's ``is_global`` changed its meaning
between releases and passes NAT64, 6to4, multicast and a cloud's own host (168.63.129.16).
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LateError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA's special-purpose registries of both families, and what clouds answer on.
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16"),
        *("fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", -5), getattr(socket, "EAI_ADDRFAMILY", -9)})
_PRIVATE_ENDINGS = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa")
_LOOKUPS_AT_ONCE = 64  # a look-up that waits for its turn would count as a slow name server
_LOOKUPS_OF_A_NAME = 2
_SECONDS_BETWEEN_LOOKUPS = 0.5
_LONGEST_NAME = 253
_LONGEST_LABEL = 63


class GuardError(Exception):
    """A host may not or cannot be connected to. The message goes behind the address."""


class UnsafeError(GuardError):
    """Policy refuses it; nothing was sent."""


class NoSuchNameError(GuardError):
    """The name does not exist, or has no address."""


class NameServerError(GuardError):
    """The name server did not say."""


def is_public(address: str) -> bool:
    """Whether an IP address, as text, belongs to the public network."""
    if "%" in address:
        return False  # a zone makes sense on this machine's own links only
    ip: Address = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)  # as good as the address after it
        elif ip not in _GLOBAL_UNICAST:
            return False
    return not any(ip.version == network.version and ip in network for network in _REFUSED)


class Guard:
    """Resolves and vets. Safe to be used by many threads.

    Args:
        allow: networks in CIDR notation that may be reached although they are not public.
        ports: the ports that may be connected to.
        resolve: like ``socket.getaddrinfo``.
        seconds: how long a name server may take.
    """

    def __init__(
        self,
        allow: Iterable[str],
        ports: Iterable[int],
        *,
        resolve: Callable[..., Sequence[tuple[object, ...]]] = socket.getaddrinfo,
        seconds: float = 5.0,
    ) -> None:
        self._allow: tuple[Network, ...] = tuple(ipaddress.ip_network(network, strict=False) for network in allow)
        self._ports = frozenset(ports)
        self._resolve = resolve
        self._seconds = seconds
        self._lock = threading.Lock()
        self._names: dict[str, _Name] = {}
        self._pool: ThreadPoolExecutor | None = None

    def addresses(self, host: str, port: int) -> list[str]:
        """The vetted IP addresses of a host, in the system's order.

        Args:
            host: as in WebAddress: a name, an IPv4 address or an IPv6 address in brackets.
            port: as a number.

        Raises:
            GuardError: one of its subclasses.
        """
        self._check_port(port)
        literal = host.strip("[]")
        if _is_literal(literal):
            self._vet(host, [literal])
            return [literal]
        name = literal.lower().rstrip(".")
        found = self._look_up(name)
        self._vet(host, found)
        return found

    def check_literal(self, host: str, port: int) -> None:
        """Refuse what can be refused without asking anybody.

        Raises:
            UnsafeError: for a refused port or IP address.
        """
        self._check_port(port)
        literal = host.strip("[]")
        if _is_literal(literal):
            self._vet(host, [literal])

    def check_behind_proxy(self, host: str, port: int) -> None:
        """Refuse private names where a proxy resolves names, which makes pinning impossible.

        What the name means to this machine is vetted; a name unknown here is left to the proxy.

        Raises:
            UnsafeError: for private addresses, and for names that only a private network has.
        """
        name = host.strip("[]").lower().rstrip(".")
        if not _is_literal(name) and ("." not in name or name.endswith(tuple(f".{end}" for end in _PRIVATE_ENDINGS))):
            raise UnsafeError("has a name that only a private network knows, and a proxy would open it")
        try:
            self.addresses(host, port)
        except (NoSuchNameError, NameServerError):
            return

    def _check_port(self, port: int) -> None:
        if port not in self._ports:
            raise UnsafeError(f"leads to port {port}, which is asked only where `ports` names it")

    def _vet(self, host: str, addresses: Sequence[str]) -> None:
        for address in addresses:
            if not self._may_reach(address):
                shown = address if address == host.strip("[]") else f"{address} (by the name {host[:60]})"
                raise UnsafeError(f"leads to {shown}, which is not on the public network")

    def _may_reach(self, address: str) -> bool:
        if is_public(address):
            return True
        ip: Address = ipaddress.ip_address(address.partition("%")[0])
        if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        return any(ip.version == network.version and ip in network for network in self._allow)

    def _look_up(self, name: str) -> list[str]:
        """One look-up of a name a run, shared by all threads: that is the pinning. A failure is asked once more."""
        with self._lock:
            entry = self._names.setdefault(name, _Name())
            if self._pool is None:
                self._pool = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="names")
            pool = self._pool
        with entry.lock:
            late = time.monotonic() - entry.asked_at > _SECONDS_BETWEEN_LOOKUPS
            if entry.lookups == 0 or (entry.error and entry.lookups < _LOOKUPS_OF_A_NAME and late):
                entry.lookups += 1
                entry.error, entry.found = None, []
                try:
                    entry.found = _ask(self._resolve, name, pool, self._seconds)
                except GuardError as error:
                    entry.error = error
                entry.asked_at = time.monotonic()
            if entry.error is not None:
                raise type(entry.error)(*entry.error.args)
            return entry.found


class _Name:
    """What is known of a name."""

    __slots__ = ("asked_at", "error", "found", "lock", "lookups")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.lookups = 0
        self.asked_at = 0.0
        self.found: list[str] = []
        self.error: GuardError | None = None


def _is_literal(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _ask(
    resolve: Callable[..., Sequence[tuple[object, ...]]], name: str, pool: ThreadPoolExecutor, seconds: float
) -> list[str]:
    labels = name.split(".")
    if len(name) > _LONGEST_NAME or not all(0 < len(label) <= _LONGEST_LABEL for label in labels):
        raise NoSuchNameError("has a host name that cannot exist")
    try:
        answers = pool.submit(resolve, name.encode("ascii"), None, 0, socket.SOCK_STREAM).result(seconds)
    except LateError:
        raise NameServerError("has a name server that does not answer") from None
    except UnicodeError:
        raise NoSuchNameError("has a host name that cannot exist") from None
    except socket.gaierror as error:
        if error.errno in _NO_SUCH_NAME:
            raise NoSuchNameError("has a host name that does not exist") from None
        raise NameServerError("has a host name that could not be looked up") from None
    except OSError:
        raise NameServerError("has a host name that could not be looked up") from None
    found: list[str] = []
    for answer in answers:
        place = answer[4]
        if isinstance(place, tuple) and place and isinstance(place[0], str) and place[0] not in found:
            found.append(place[0])
    if not found:
        raise NoSuchNameError("has a host name without an address")
    return found
