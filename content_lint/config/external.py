"""How other servers are asked, as the configuration says it: ``[external]``, checked and plain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.config.models import ExternalTable
    from content_lint.config.own_file import OwnFile
    from content_lint.parse.facts import KeyPath

_HEADER = regex(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VARIABLE = regex(r"[A-Za-z_][A-Za-z0-9_]*")
_HOST = regex(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9.]+|\[[0-9a-f:]+\]")
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "user-agent", "accept-encoding"})


class ExternalHost(Struct, frozen=True):
    """How one host is treated.

    Attributes:
        connections: at most so many requests at once, or None for the usual number.
        interval: seconds between two requests, or None.
        headers: names of headers, each with the name of the environment variable that holds its value.
    """

    connections: int | None = None
    interval: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class ExternalSettings(Struct, frozen=True):
    """How other servers are asked; None stands for what the engine does by itself.

    Attributes:
        ignore: beginnings of addresses that are not asked; ``*`` stands for any text.
        allow: private networks (CIDR) that may be reached.
        ports: ports that may be connected to besides the usual ones.
        contact: an address or a page of somebody to write to.
        robots: whether robots.txt is honoured.
        mail: whether the domains of mail addresses are looked up.
        timeout: seconds for one answer.
        requests: how many URLs are asked in one run.
        requests_per_host: and of one host.
        seconds: how long a run may ask.
        hosts: by name, in lower case.
    """

    ignore: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    contact: str = ""
    robots: bool = False
    mail: bool = True
    timeout: float | None = None
    requests: int | None = None
    requests_per_host: int | None = None
    seconds: float | None = None
    hosts: Mapping[str, ExternalHost] = field(default_factory=dict)


def external_settings(table: ExternalTable, own: OwnFile) -> ExternalSettings:
    """The settings of ``[external]``.

    Raises:
        ConfigError: a network, a host or a header is not valid.
    """
    for number, network in enumerate(table.allow):
        if not is_network(network):
            raise own.refuse(
                ("external", "allow", number), f"`{network}` is no network", "Write it as in `10.1.0.0/16`."
            )
    if not table.contact.isprintable() or not table.contact.isascii():
        raise own.refuse(
            ("external", "contact"), "the contact holds letters that no request can carry", "Write it in ASCII."
        )
    hosts: dict[str, ExternalHost] = {}
    for name, host in table.hosts.items():
        path: KeyPath = ("external", "hosts", name)
        if not _HOST.fullmatch(name.lower()):
            help_ = "Write the name alone, as in `www.example.org`, in quotes."
            raise own.refuse(path, f"`{name}` is no host name", help_)
        for header, variable in host.headers.items():
            if not is_header(header):
                raise own.refuse((*path, "headers", header), f"`{header}` is no header that can be set", "Remove it.")
            if not _VARIABLE.fullmatch(variable):
                raise own.refuse(
                    (*path, "headers", header),
                    "the value of a header is not written here",
                    'Put it into an environment variable, and write that name here, as in `"EXAMPLE_TOKEN"`.',
                )
        hosts[name.lower()] = ExternalHost(host.connections, host.interval, dict(host.headers))
    return ExternalSettings(
        ignore=tuple(table.ignore),
        allow=tuple(table.allow),
        ports=tuple(table.ports),
        contact=table.contact.strip(),
        robots=table.robots,
        mail=table.mail,
        timeout=table.timeout,
        requests=table.requests,
        requests_per_host=table.requests_per_host,
        seconds=table.seconds,
        hosts=hosts,
    )


def is_header(name: str) -> bool:
    """Whether a header can be set: it has a name that requests can carry, and we do not set it ourselves."""
    return _HEADER.fullmatch(name) is not None and name.lower() not in _OURS


def is_network(text: str) -> bool:
    """Whether a text is a network in CIDR notation, or one address."""
    from ipaddress import ip_network  # hardly a configuration names networks

    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True
