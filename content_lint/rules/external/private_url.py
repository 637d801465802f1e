from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated

from content_lint.links.outside import Verdicts
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.verdict import Outcome
from content_lint.rules.context import DocumentContext, Interest, SiteContext
from content_lint.rules.external.outside import facts, said
from content_lint.rules.network import NetworkRule
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.site.index import Site
from content_lint.text.characters import strip_invisible
from content_lint.text.regex import regex

_ENDINGS = frozenset({"localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "localdomain"})
"""Last parts of names that no public name server knows (RFC 6761, RFC 6762, RFC 8375, ICANN's name collisions)."""
_DEVICE = regex(r"http://[^/:?#]+(?::[0-9]+|/?\Z)", re.IGNORECASE)
"""A name with a port or without a path: a device; with `https:` it is more likely a public name that was cut off."""
_IGNORED = regex(r"\bdata-proofer-ignore\b")
"""The mark with which html-proofer is told to pass over a link; it is honoured here too."""
_IGNORED_LIST = regex(r"\{:[^{}\n]{0,300}\bdata-proofer-ignore\b")


@cache
def _plainly_public() -> re.Pattern[str]:
    endings = "|".join(sorted(_ENDINGS))
    return regex(
        rf"(?:https?:)?//(?:[a-z0-9_-]+\.)++(?!(?:{endings}|arpa)(?:[/?#]|\Z))[a-z]{{2,}}(?:[/?#]|\Z)", re.IGNORECASE
    )


class PrivateUrlOptions(Options, frozen=True):
    """Which private hosts are meant to be linked to."""

    hosts: Annotated[tuple[str, ...], "Private host names and addresses that all readers of the site can reach."] = ()


class PrivateUrl(DocumentRule[PrivateUrlOptions], NetworkRule[PrivateUrlOptions]):
    """A link leads to a private network, where readers cannot follow.

    ## Why this matters
    It works on the computer or in the office where it was copied, and nowhere else: the preview of the site
    on one's own computer, the intranet, a device at home. It also tells the world how things are called in
    there. Where other servers are asked, a public name that leads to such an address is found as well; no
    connection is made to it. Networks that `[external]` allows (`allow`, or `--external-allow`) are no fault, and
    neither are names in the option `hosts`.

    A link to `localhost` is mostly part of instructions, so it is information only. Nothing is said where readers
    see for themselves where it leads (the text of the link is the address), and where the link is marked with
    `data-proofer-ignore`, as other link checkers have it. A number of a private network, or a name at home
    (`printer.local`, `http://raspberrypi:8000/`), that readers see for themselves is information, too.

    ## Bad
    ~~~md
    ---
    title: Further reading
    ---
    See [the wiki](https://192.168.1.20/wiki).
    ~~~

    ~~~md
    ---
    title: Further reading
    ---
    See [the preview](http://localhost:4000/news/).
    ~~~

    ## Good
    ~~~md
    ---
    title: Further reading
    ---
    See [the report](https://www.example.com/report).
    ~~~
    """

    meta = RuleMeta("EX102", "private-url", Severity.ERROR, yields_to=("invisible-character", "malformed-url"))
    interest = Interest.DESTINATIONS
    scope = "document"
    Options = PrivateUrlOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each link whose host is private by its very name."""
        for link in context.destinations:
            text = link.destination
            if (text[:4].lower() != "http" and text[:2] != "//") or _plainly_public().match(text):
                continue
            host = _host(strip_invisible(text))
            if not host or host in self._expected or _is_allowed(host, context.settings.external.allow):
                continue  # what is wrong with a link that may be asked, the rules about other servers say
            if _is_own_computer(host):
                if not _is_instruction(document, link, host):
                    yield self.report(
                        document.path,
                        link.destination_span,
                        f"link target {shown(text.strip())} points to `{host[:60]}`, the reader's own computer",
                        help="Link to a page that everybody can open, or show the address as the text of the link.",
                        severity=Severity.INFO,
                    )
            elif problem := _problem(host):
                # Manuals of routers and the like show what to type at home.
                shown_to_type = _is_number(host) or host.endswith(".local") or _DEVICE.match(text)
                meant = shown_to_type and _is_instruction(document, link, host)
                yield self.report(
                    document.path,
                    link.destination_span,
                    f"link target {shown(text.strip())} points to `{host[:60]}`, {problem}",
                    help=_help(text, host),
                    severity=Severity.INFO if meant else Severity.ERROR,
                )

    def judge(self, site: Site, verdicts: Verdicts, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link that only a name server, or a redirect, shows to be private."""
        del site, context
        for item, verdict in verdicts.of(Outcome.UNSAFE):
            host = _host(verdict.target)
            if host in self._expected or (host and (_is_own_computer(host) or _problem(host))):
                continue  # said already, without asking, or meant
            yield self.report(
                item.document.path,
                item.link.destination_span,
                said(item, verdict),
                help="Link to a page that everybody can open, or remove the link.",
                data=facts(verdict),
            )

    @property
    def _expected(self) -> frozenset[str]:
        return frozenset(host.lower() for host in self.options.hosts)


def _help(text: str, host: str) -> str:
    """What to do about a link whose host is private by its name."""
    if text[:2] == "//" and "." not in host and not _is_number(host):
        return f"If a page of this site is meant, begin with one slash: {shown(text.strip()[1:])}"
    return "Link to a page that everybody can open, or remove the link."


def _host(text: str) -> str:
    """The host of a web address as browsers write it, or empty."""
    from content_lint.links.external.address.keys import MalformedUrlError, parse_address, scheme_of

    if text[:2] == "//":
        text = f"https:{text}"
    if scheme_of(text) not in {"http", "https"}:
        return ""
    try:
        return parse_address(text).host.rstrip(".")
    except MalformedUrlError:
        return ""


def _is_allowed(host: str, networks: tuple[str, ...]) -> bool:
    """Whether a host lies in a network that the configuration or the command line allows to be asked."""
    if not networks:
        return False
    import ipaddress  # hardly a site allows any

    addresses = ["127.0.0.1", "::1"] if host == "localhost" or host.endswith(".localhost") else [host.strip("[]")]
    try:
        return any(
            ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)
            for address in addresses
            for network in networks
        )
    except ValueError:
        return False  # another name: who knows where it leads


def _is_own_computer(host: str) -> bool:
    """Whether a host is, by its very name, the computer of whoever follows the link."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    import ipaddress  # hardly a link has a number for its host

    if not _is_number(host):
        return False
    address = ipaddress.ip_address(host.strip("[]"))
    return address.is_loopback or address.is_unspecified


def _is_number(host: str) -> bool:
    """Whether a host is an address of the network and no name."""
    import ipaddress  # hardly a link has a number for its host

    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _is_instruction(document: Document, link: Link, host: str) -> bool:
    """Whether a link to the reader's own computer is meant: its text says so, or a mark for link checkers does."""
    if link.kind is LinkKind.AUTOLINK or _names(link.label, host):
        return True
    if link.kind is LinkKind.HTML:
        return _IGNORED.search(document.source[link.span]) is not None
    return _IGNORED_LIST.match(document.source.text, link.span.end) is not None


def _names(label: str, host: str) -> bool:
    """Whether a text holds a host name, however it is cut off from the words around it."""
    return re.search(rf"(?<![\w.-]){re.escape(host)}(?![\w-])", strip_invisible(label), re.IGNORECASE) is not None


def _problem(host: str) -> str:
    """Why a host is private by its very name, or empty."""
    literal = host.strip("[]")
    if not _is_number(host):
        if "." not in host:
            return "a name that only a private network knows"
        return (
            "a name of private networks" if host.rpartition(".")[2] in _ENDINGS or host.endswith(".home.arpa") else ""
        )
    from content_lint.links.external.address.guard import is_public

    return "" if is_public(literal) else "an address of private networks"
