"""``--external``: whether and how a run learns of addresses outside of the site."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from content_lint.cli.cache_place import VARIABLE
from content_lint.cli.check import external_trust
from content_lint.cli.check.cache import cache_folder
from content_lint.cli.errors import UsageError

if TYPE_CHECKING:  # most runs ask nobody, and do without the modules that do
    from content_lint.config.external import ExternalSettings
    from content_lint.config.settings import SiteSettings
    from content_lint.engine.external import External
    from content_lint.links.external.client.interface import Notice
    from content_lint.links.external.client.store import LinkStore
    from content_lint.links.external.wire.policy import HostLimits, Policy
    from content_lint.report.verdict import Verdict

MODES = ("off", "cached", "on")
_PACKAGES = ("linkcheck", "dns", "email_validator")
_NONE = frozenset({"", "false", "0"})
_PROXIES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy")
_SECONDS_IN_CI = 15.0
_SECONDS_OF_A_RATE = 0.5
_FAST = 10  # requests a second, from which on a rate needs no decimals
_WORKER_NEEDS = ("SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")

Tell = Callable[[str, int, int], None]


def add_arguments(group: argparse._ArgumentGroup, *, default: str = "off") -> None:
    """The options about other servers."""
    add = group.add_argument
    add(
        "--external",
        choices=MODES,
        default=default,
        help=f"addresses outside of the site: not at all, what earlier runs learned, or asked now ({default})",
    )
    external_trust.add_arguments(group)


def refuse_silence(arguments: argparse.Namespace, selected: Collection[str]) -> None:
    """Refuse a run whose rules all need the network where nobody is to be asked: it would look clean.

    Raises:
        UsageError: that is so.
    """
    if arguments.external != "off":
        return
    from content_lint.rules.registry import all_rules  # a report that is told again needs none

    rules = all_rules()
    if all(rules[name].scope == "network" for name in selected):
        names = ", ".join(f"`{name}`" for name in sorted(selected)[:3])
        raise UsageError(
            f"without --external nobody is asked, and {names} would find nothing",
            "Add --external on, or --external cached for what earlier runs have learned.",
        )


@contextmanager
def open_external(
    arguments: argparse.Namespace,
    environment: Mapping[str, str],
    settings: ExternalSettings,
    progress: Tell | None,
    trusted: ExternalSettings | None = None,
) -> Iterator[External | None]:
    """How this run asks, as long as it does, or None where it does not.

    Args:
        arguments: the command line.
        environment: of the process.
        settings: what the configuration says.
        progress: told how far the asking is.
        trusted: the same as somebody wrote it who may widen what is reached and sent, or None.

    Raises:
        UsageError: a package is missing, or a network is not valid.
    """
    external_trust.check_arguments(arguments)
    if arguments.external == "off":
        yield None
        return
    if arguments.external == "on":
        _require_packages()
    from content_lint.engine.external import External
    from content_lint.links.external.client.engine import WorkerEngine
    from content_lint.links.external.client.interface import Notice

    notices: list[Notice] = []
    store = _open_store(environment, notices)
    policy, said = make_policy(arguments, environment, settings, trusted)
    notices += [Notice("trust", text) for text in said]
    engine = WorkerEngine(
        store,
        time.time,
        notices.append,
        environment={name: environment[name] for name in _WORKER_NEEDS if name in environment},
    )
    teller = _Teller(progress) if progress is not None and arguments.external == "on" else None
    try:
        yield External(engine, policy, settings.ignore, teller, notices)
    finally:
        if store is not None:
            store.close()


def _require_packages() -> None:
    missing = next((name for name in _PACKAGES if find_spec(name) is None), None)
    if missing is not None:
        from content_lint.cli.extras import how_to_install  # for this message only

        said = f"asking other servers needs packages that are not installed here (`{missing}` is missing)"
        raise UsageError(said, how_to_install("external"))


def _open_store(environment: Mapping[str, str], notices: list[Notice]) -> LinkStore | None:
    """Where answers are kept; None where there is no place for them. What goes wrong is put into ``notices``."""
    from content_lint.links.external.client.interface import Notice
    from content_lint.links.external.client.store import LinkStore

    folder = cache_folder(environment)
    if folder is None:
        text = f"What is learned of external addresses is not kept: set {VARIABLE} to a folder."
        notices.append(Notice("store", text))
        return None
    store = LinkStore(folder / "links.sqlite3", time.time, lambda text: notices.append(Notice("store", text)))
    store.forget_old()
    return store


def with_allowed(settings: SiteSettings, arguments: argparse.Namespace) -> SiteSettings:
    """The settings with the private networks that the command line allows: links into them are meant, then."""
    if not arguments.external_allow:
        return settings
    allow = tuple(dict.fromkeys((*settings.external.allow, *arguments.external_allow)))
    return replace(settings, external=replace(settings.external, allow=allow))


def make_policy(
    arguments: argparse.Namespace,
    environment: Mapping[str, str],
    settings: ExternalSettings,
    trusted: ExternalSettings | None = None,
) -> tuple[Policy, list[str]]:
    """How other servers are asked, and what the reader has to know of it, in sentences.

    A stranger may have written the configuration: nothing in it opens a private network or another port, or sends a
    header, unless a trusted revision says the same. The command line can.

    Raises:
        UsageError: the environment names certificates or a proxy that are not valid.
    """
    from content_lint.config.external import ExternalSettings
    from content_lint.links.external.wire.policy import DEFAULT_PORTS, Policy, user_agent_with

    wider = trusted or ExternalSettings()
    said: list[str] = []
    if _widening(settings) - _widening(wider):
        said.append(
            "`allow`, `ports` and `headers` of [external] do not count as they are here, for whoever proposes a change "
            "can write them. --external-allow, --external-port and --external-header do, and --external-trust names "
            "a branch that has them."
        )
    headers, unset = _headers(external_trust.headers_of(arguments), wider, environment)
    said.extend(unset)
    in_ci = environment.get("CI", "") not in _NONE
    usual_policy = Policy()
    return (
        Policy(
            cached=arguments.external == "cached",
            allow=tuple(dict.fromkeys((*arguments.external_allow, *wider.allow))),
            ports=(*DEFAULT_PORTS, *arguments.external_port, *wider.ports),
            host_limits=_host_limits(settings),
            deadline=settings.timeout or (_SECONDS_IN_CI if in_ci else usual_policy.deadline),
            user_agent=user_agent_with(settings.contact),
            headers=headers,
            robots=settings.robots,
            mail_names=settings.mail,
            certificates=_certificates(environment, check=arguments.external == "on"),
            proxy=_proxy(environment),
            seconds=settings.seconds,
            urls=settings.requests,
            host_urls=settings.requests_per_host,
        ),
        said,
    )


def _headers(
    given: Mapping[str, Mapping[str, str]], wider: ExternalSettings, environment: Mapping[str, str]
) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The headers to send, by host, and sentences about those that cannot be sent.

    Args:
        given: names of variables by header, by host, on the command line; they outweigh those of the settings.
        wider: the trusted settings.
        environment: has the values.
    """
    wanted = {name: dict(host.headers) for name, host in wider.hosts.items()}
    for name, variables in given.items():
        wanted.setdefault(name, {}).update(variables)
    headers: dict[str, dict[str, str]] = {}
    unset: list[str] = []
    for name, variables in wanted.items():
        for header, variable in variables.items():
            value = environment.get(variable, "")
            if value and value.isprintable():
                headers.setdefault(name, {})[header] = value
            else:
                unset.append(f"The header {header} is not sent to {name}: {variable} is not set.")
    return headers, unset


def _host_limits(settings: ExternalSettings) -> dict[str, HostLimits]:
    from content_lint.links.external.wire.policy import HostLimits

    usual = HostLimits()
    return {
        name: HostLimits(
            usual.connections if host.connections is None else host.connections,
            usual.interval if host.interval is None else host.interval,
        )
        for name, host in settings.hosts.items()
    }


def _widening(settings: ExternalSettings) -> set[object]:
    """What in the settings widens what is reached and sent."""
    headers = ((name, *pair) for name, host in settings.hosts.items() for pair in host.headers.items())
    return {*settings.allow, *settings.ports, *headers}


def _certificates(environment: Mapping[str, str], *, check: bool) -> str | None:
    path = environment.get("SSL_CERT_FILE")
    if path and check:
        import ssl  # only the worker needs it, but for this

        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
        except OSError as error:
            raise UsageError(
                f"SSL_CERT_FILE names `{path}`, where no certificate can be read",
                "Name a file with certificates in PEM, or unset the variable.",
            ) from error
    return path or None


def _proxy(environment: Mapping[str, str]) -> str | None:
    """The proxy's address; it may hold a password, so no message does."""
    name = next((name for name in _PROXIES if environment.get(name)), None)
    if name is None:
        return None
    value = environment[name]
    url = value if "://" in value else f"http://{value}"  # as most programs read it
    try:
        parts = urlsplit(url)
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one:
        raise UsageError(
            f"{name} holds no address of an HTTP proxy", "Write it as in `http://proxy.example.org:3128`, or unset it."
        )
    return url


class _Teller:
    """Says how far the asking is: the rate, what came of it so far, the time that is left.

    What the store answers takes no time, so it has no part in the rate; and a rate of the first moment tells nothing.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._outcomes: Counter[str] = Counter()
        self._since = time.monotonic()
        self._fresh = 0

    def __call__(self, verdict: Verdict | None, done: int, total: int) -> None:
        if verdict is None:
            self._since, self._fresh = time.monotonic(), 0
        else:
            self._fresh += verdict.checked_at is not None and not verdict.from_cache
            self._outcomes[verdict.outcome.value] += 1
        seconds = time.monotonic() - self._since
        parts = []
        if self._fresh and seconds >= _SECONDS_OF_A_RATE:
            rate = self._fresh / seconds
            parts.append(f"{rate:.{0 if rate >= _FAST else 1}f}/s, {(total - done) / rate:.0f} s left")
        counts = [f"{count:,} {name}" for name, count in self._outcomes.most_common() if name != "ok"]
        parts += counts[:4]
        said = f" ({'; '.join(parts)})" if parts else ""
        self._tell(f"asking other servers{said}:", done, total)
