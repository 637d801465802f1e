"""Web addresses as text: what is so broken in one that no browser can take it as it was meant.

The URL Standard (https://url.spec.whatwg.org/) decides: browsers forgive blanks in paths, back
slashes and one slash too many, and so do we. ``urllib.parse`` is not used to split: it raises
ValueError for ``http://[`` and forgives what no browser does.
"""

from __future__ import annotations

import re

from msgspec import Struct

from content_lint.text.regex import regex
from content_lint.text.servers import server

_WEB = regex(r"[ \t\r\n]*(https?):[/\\]{2,}", re.IGNORECASE)
# The last part begins with a letter: a number there makes an IP address of it all.
_PLAINLY_FINE = regex(
    r"https?://(?!https?[:/\\])(?!xn--)(?:[a-z0-9-]+\.(?!xn--))+[a-z][a-z0-9-]*(?:[/?#]\S*)?\Z", re.ASCII
)
_AUTHORITY_END = regex(r"[/\\?#]")
_BARE_WWW = regex(r"w{2,4}\.[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=[/?#:]|\Z)", re.IGNORECASE)
_NO_COLON = regex(r"[ \t]*(https?)[;.,]?//+(?=\w)", re.IGNORECASE)
_ONE_SLASH = regex(r"[ \t]*(https?):(?:[:;]++[/\\]*|[/\\]?)(?=[^/\\\s?#:])", re.IGNORECASE)
_BLANK_IN_SCHEME = regex(r"[ \t]*(https?)(?:[ \t]+:[/\\]*|:[ \t]+[/\\]*|:/[ \t]+/|://[ \t]+)[ \t]*", re.IGNORECASE)
_SECOND = regex(r"https?(?:[:;.]{0,2}[/\\]{1,3}|:(?=\w))", re.IGNORECASE)
_SECOND_BEHIND_BLANK = regex(r"\shttps?://", re.IGNORECASE)
_WRAPPED = regex(r"(?:%20|[(\[{<\"'\u201c\u201e\u2018\u201a\u00ab])+[ \t]*(?=https?://)", re.IGNORECASE)
_LINK_INSIDE = regex(r"\[[^\[\]\n]{0,300}\]\(((?:https?://)[^\s()]{1,900})\)\Z", re.IGNORECASE)
_WRAPPING_END = ")]}>\"'\u201d\u201c\u2019\u2018\u00bb"
_INSIDE = str.maketrans("", "", "\t\r\n")
_WORDS_BEFORE = regex(r"[^\s/?#]{1,40}\s{1,4}(https?://\S)", re.IGNORECASE)
_MISSPELT_SCHEME = regex(
    r"(?:h{2,}tt?ps?|ht{3,}ps?|http[sp]{2,}|htps?|ttps?|hhtps?|htpps?|hptts?|htttps?|httpd|hhttps?|htt[s]?)(?=://)",
    re.IGNORECASE,
)
_SIGN = r"[^\w\s/:?#]{0,2}"
# With no sign in it, it would be a whole address.
_STRAY_SIGN = regex(rf"(?!\w+://)[.,;]?h{_SIGN}t{_SIGN}t{_SIGN}p{_SIGN}(?:s{_SIGN})?(?=://)", re.IGNORECASE)
# Forbidden in hosts by the standard; blanks and controls too. A comma is not, but no name server knows such a name.
_FORBIDDEN_IN_HOST = regex(r"[\x00-\x20\x7f#<>?@\\^`{|}\[\]\"'(),;!*=&]|%(?![0-9a-f]{2})", re.IGNORECASE)
_PORT = regex(r":([^:\]]*)\Z")
_LITERAL = regex(r"\[[0-9a-f:.]+(?:%25[^\]]*)?\]\Z", re.IGNORECASE)
_MAX_PORT = 65535


class WebUrl(Struct, frozen=True):
    """A web address cut at its joints, nothing decoded.

    Attributes:
        scheme: ``http`` or ``https``, in lower case.
        host: in lower case, without user, port and a final dot.
        port: its digits, or empty.
        rest: path, query and fragment as they are.
    """

    scheme: str
    host: str
    port: str
    rest: str

    @property
    def server(self) -> str:
        """The host, with its port where that is not the scheme's own."""
        return server(self.scheme, self.host, self.port)

    @property
    def path(self) -> str:
        """The path alone."""
        return self.rest.partition("#")[0].partition("?")[0]

    def parameters(self) -> list[tuple[str, str]]:
        """Names and values of the query, still percent-encoded, in order."""
        query = self.rest.partition("#")[0].partition("?")[2]
        return [(name, value) for name, _, value in (pair.partition("=") for pair in query.split("&"))]


class UrlFault(Struct, frozen=True):
    """What is wrong with an address.

    Attributes:
        problem: to be put after the address: "has `,` in its host name".
        help: how to put it right, or empty.
        better: the address that was surely or most likely meant, or None.
    """

    problem: str
    help: str = ""
    better: str | None = None


def split_web_url(destination: str) -> WebUrl | None:
    """Cut an ``http`` or ``https`` address (or one that begins with ``//``) into its parts; None for anything else."""
    destination = destination.strip(" \t\r\n")
    if destination.startswith("//"):
        scheme, start = "https", 2
    else:
        match = _WEB.match(destination)
        if match is None:
            return None
        scheme, start = match[1].lower(), match.end()
    end = _AUTHORITY_END.search(destination, start)
    stop = end.start() if end else len(destination)
    authority = destination[start:stop].rpartition("@")[2]
    port = _PORT.search(authority) if ":" in authority else None
    host = authority[: port.start()] if port else authority
    return WebUrl(scheme, host.rstrip(".").lower(), port[1] if port else "", destination[stop:])


def find_url_fault(destination: str) -> UrlFault | None:
    """What keeps a browser from opening a web address as it was meant; None for all other destinations.

    Args:
        destination: as the renderer puts it into href, before percent-encoding.
    """
    if ":" in destination and _PLAINLY_FINE.match(destination):
        return None
    destination = destination.strip(" \t\r\n").translate(_INSIDE)  # as browsers do
    if ":" not in destination and "//" not in destination and destination[:2].lower() != "ww":
        return None  # a path, as most are, and none of the patterns below is compiled for it
    fault = _scheme_fault(destination)
    if fault is not None:
        return fault
    if destination.startswith("//") or _WEB.match(destination):
        return _authority_fault(destination)
    return None


def _scheme_fault(destination: str) -> UrlFault | None:
    """A web address whose beginning is mangled, so that it is read as a page of this site or as nothing."""
    if (match := _BARE_WWW.match(destination)) and not destination[:3].isdigit():
        better = f"https://www.{destination.partition('.')[2]}"
        return UrlFault("has no `https://` in front, so it is a page of this site", f"Write `{better}`", better)
    if match := _BLANK_IN_SCHEME.match(destination):
        better = _with_scheme(match[1].lower(), destination[match.end() :])
        return UrlFault("has a space before its host name", f"Write `{better}`", better)
    if match := _NO_COLON.match(destination) or _ONE_SLASH.match(destination):
        better = _with_scheme(match[1].lower(), destination[match.end() :])
        return UrlFault(f"does not begin with `{match[1].lower()}://`", f"Write `{better}`", better)
    if match := _MISSPELT_SCHEME.match(destination) or _STRAY_SIGN.match(destination):
        scheme = "https" if "s" in match[0].lower() else "http"
        better = scheme + destination[match.end() :]
        return UrlFault(f"begins with `{match[0]}://`, which is no web address", f"Write `{better}`", better)
    if match := _LINK_INSIDE.match(destination):
        return UrlFault("is a link within a link", f"Write `{match[1]}`", match[1])
    if match := _WRAPPED.match(destination):
        better, mark = destination[match.end() :], match[0].strip()
        for _ in mark:
            better = better[:-1] if better[-1:] in _WRAPPING_END else better
        return UrlFault(f"begins with `{mark}`, so it is a page of this site", f"Write `{better}`", better)
    if match := _WORDS_BEFORE.match(destination):
        better = destination[match.start(1) :]
        return UrlFault("has words before the address", f"Write `{better}`", better)
    return None


def _with_scheme(scheme: str, rest: str) -> str:
    """A whole address; the rest of one that was typed twice has a scheme of its own."""
    return rest if _WEB.match(rest) else f"{scheme}://{rest}"


def _authority_fault(destination: str) -> UrlFault | None:
    """A web address whose host name or port cannot be."""
    match = _WEB.match(destination)
    start = match.end() if match else 2
    if second := _SECOND.match(destination, start):
        scheme = "https" if "s" in second[0].lower() else "http"
        better = f"{scheme}://{destination[second.end() :].lstrip('/')}"
        return UrlFault("begins twice", f"Write `{better}`", better)
    url = split_web_url(destination)
    if url is None or not url.host:
        return UrlFault("has no host name")
    second = _SECOND_BEHIND_BLANK.search(destination, start)
    if second and " " not in destination[start : second.start()].partition("?")[2]:  # and no sentence in a query
        return UrlFault("is two addresses in one", "Make a link of each of them")
    if fault := _host_fault(url):
        return fault
    if url.port and (not url.port.isascii() or not url.port.isdigit() or int(url.port[:6]) > _MAX_PORT):
        return UrlFault(f"has the port `{url.port}`, and ports are numbers up to 65535")
    return _refused_by_browsers(destination)


def _host_fault(url: WebUrl) -> UrlFault | None:
    """A host name that cannot be."""
    host = url.host
    if _LITERAL.match(host):
        return None
    if wrong := _FORBIDDEN_IN_HOST.search(host):
        shown = "a space" if wrong[0].isspace() else f"`{wrong[0]}`"
        return UrlFault(f"has {shown} in its host name")
    if ".." in host or host.startswith("."):
        port = f":{url.port}" if url.port else ""
        better = f"{url.scheme}://{re.sub(r'[.]{2,}', '.', host).lstrip('.')}{port}{url.rest}"
        return UrlFault("has a dot too many in its host name", f"Write `{better}`")
    return None


def _refused_by_browsers(destination: str) -> UrlFault | None:
    """What the URL Standard refuses beside all that has a better explanation above."""
    from content_lint.links.external.address.keys import MalformedUrlError, parse_address  # hardly an address

    try:
        parse_address(f"https:{destination}" if destination.startswith("//") else destination)
    except MalformedUrlError as error:
        return UrlFault(str(error))
    return None
