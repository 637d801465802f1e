"""How external addresses are asked: limits, manners, and what may be reached. Plain data, all of it with a default.

What widens the guard (``allow``, ``ports``) or sends headers must never come from a checkout that a pull
request can change; the command line decides that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import asdict

DEFAULT_PORTS = (80, 443, 8000, 8008, 8080, 8443)
USER_AGENT = "Mozilla/5.0 (compatible; content-lint; checks the links of a website for its editors)"


def user_agent_with(contact: str) -> str:
    """A user agent that says where to write to: the address of the site that is checked, or of its maintainers.

    Args:
        contact: a URL or mail address; what no header can carry is left out.
    """
    kept = "".join(char for char in contact if " " < char < "\x7f" and char not in '()\\;"')
    return f"Mozilla/5.0 (compatible; content-lint; +{kept})" if kept else USER_AGENT


class HostLimits(Struct, frozen=True):
    """How one host is treated.

    Attributes:
        connections: at most so many requests at once.
        interval: seconds between the starts of two requests.
    """

    connections: int = 4
    interval: float = 0.05

    def to_wire(self) -> dict[str, object]:
        """As JSON can carry it."""
        return {"connections": self.connections, "interval": self.interval}

    @classmethod
    def from_wire(cls, wire: Mapping[str, object]) -> HostLimits:
        """Read what ``to_wire`` wrote.

        Raises:
            TypeError: if it was something else.
        """
        connections, interval = wire.get("connections"), wire.get("interval")
        if not isinstance(connections, int) or not isinstance(interval, (int, float)):
            raise TypeError("limits of a host were expected")
        return cls(connections, interval)


class Policy(Struct, frozen=True):
    """One run's rules for asking.

    Attributes:
        cached: answer from the store alone; no socket is opened.
        allow: networks (CIDR) that may be reached although they are not public.
        ports: ports that may be connected to.
        threads: how many exchanges at once.
        limits: of a host without limits of its own.
        host_limits: by host name in lower case.
        deadline: seconds for one whole exchange, all redirects and the body included.
        tries: how often a URL is asked before it counts as flaky, refused or not found.
        longest_wait: seconds; a server that wants us to wait longer is not waited for.
        hops: how many redirects are followed.
        user_agent: says who we are, with a contact.
        headers: extra headers by host name; they are sent to this host alone, over https only.
        robots: whether robots.txt is honoured.
        fragments: whether places within pages are looked for.
        mail_names: whether domains of mail addresses are looked up.
        retired_domains: mail domains that are gone, in lower case; their subdomains are gone too.
        certificates: a file with certificates to be trusted beyond the system's, or None.
        proxy: the address of an HTTP proxy, or None. Pinning is impossible behind it.
        seconds: budget of the whole run, or None.
        urls: budget of the whole run in requested URLs, or None.
        host_urls: budget of one host in URLs, or None.
        host_seconds: how long a host may keep us from the first request to it, or None.
        memory: what the worker may take, in bytes of address space, where the system can hold it to that.
    """

    cached: bool = False
    allow: tuple[str, ...] = ()
    ports: tuple[int, ...] = DEFAULT_PORTS
    threads: int = 128
    limits: HostLimits = field(default_factory=HostLimits)
    host_limits: Mapping[str, HostLimits] = field(default_factory=dict)
    deadline: float = 10.0
    tries: int = 2
    longest_wait: float = 30.0
    hops: int = 20
    user_agent: str = USER_AGENT
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    robots: bool = False
    fragments: bool = True
    mail_names: bool = False
    retired_domains: tuple[str, ...] = ()
    certificates: str | None = None
    proxy: str | None = None
    seconds: float | None = None
    urls: int | None = None
    host_urls: int | None = None
    host_seconds: float | None = 120.0
    memory: int = 2 << 30

    def fingerprint(self) -> str:
        """What of this decides a verdict, in short: verdicts under another fingerprint are asked again.

        Headers count by their names: a secret's digest does not belong into a file.
        """
        names = {host: sorted(headers) for host, headers in self.headers.items()}
        deciding = [sorted(self.allow), sorted(self.ports), self.hops, self.user_agent, names, self.robots]
        deciding += [self.fragments, self.mail_names, sorted(self.retired_domains), bool(self.proxy)]
        deciding += [self.certificates]
        text = json.dumps(deciding, sort_keys=True)
        return hashlib.blake2s(text.encode(), digest_size=8).hexdigest()

    def to_wire(self) -> dict[str, object]:
        """As JSON can carry it."""
        wire: dict[str, object] = asdict(self)
        wire["limits"] = self.limits.to_wire()
        wire["host_limits"] = {host: limits.to_wire() for host, limits in self.host_limits.items()}
        wire["headers"] = {host: dict(headers) for host, headers in self.headers.items()}
        return wire

    @classmethod
    def from_wire(cls, wire: Mapping[str, object]) -> Policy:
        """Read what ``to_wire`` wrote.

        Raises:
            TypeError: if it was something else.
        """
        values = dict(wire)
        for name in ("allow", "ports", "retired_domains"):
            values[name] = tuple(_list(values[name]))
        values["limits"] = HostLimits.from_wire(_mapping(values["limits"]))
        limits = _mapping(values["host_limits"])
        values["host_limits"] = {host: HostLimits.from_wire(_mapping(item)) for host, item in limits.items()}
        return cls(**values)  # type: ignore[arg-type] # both ends are this class


def _list(value: object) -> list[object]:
    if not isinstance(value, (list, tuple)):
        raise TypeError("a list was expected")
    return list(value)


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("an object was expected")
    return value
