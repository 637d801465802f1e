"""Addresses that only lead to another one: mail scanners, search results, social networks.

Each wrapper carries its target in itself, so that it can be taken out without the network. The forms
are those that the services write (Microsoft Defender Safe Links; Proofpoint URL Defense and its public
decoder, https://help.proofpoint.com/Threat_Insight_Dashboard/API_Documentation/URL_Decoder_API).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from msgspec import Struct

from content_lint.links.urls import WebUrl, find_url_fault, split_web_url
from content_lint.text.regex import regex

_HINTS = (
    *("safelinks", "urldefense", "/url", "/l.php", "/redir", "slack-redir", "out.reddit", "t.umblr", "/away"),
    *("href.li", "l.instagram", "/ck/a"),
)
"""Something of this stands at the beginning of each wrapper: most addresses need no closer look."""
_LONGEST_BEGINNING = 120
_MAX_LAYERS = 5
_GOOGLE = regex(r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}\Z")
_TARGET = regex(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_V3 = regex(r"/v3/__(.+?)__;([A-Za-z0-9_-]*)!", re.DOTALL)
_V3_MARK = regex(r"\*(\*.)?")
_V3_RUNS = {
    letter: count
    for count, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", start=2)
}


class Wrapped(Struct, frozen=True):
    """A wrapper and what it wraps.

    Attributes:
        service: whose wrapper it is, for people.
        target: the address that it leads to, or None where it cannot be read off (cut short, damaged).
    """

    service: str
    target: str | None


def unwrap(destination: str) -> Wrapped | None:
    """Take a wrapper off an address, and those below it; None for an address that is no wrapper."""
    beginning = destination[:_LONGEST_BEGINNING].casefold()
    if not any(map(beginning.__contains__, _HINTS)):
        return None
    outer: Wrapped | None = None
    for _ in range(_MAX_LAYERS):
        url = split_web_url(destination)
        layer = _peel(url) if url is not None else None
        if layer is None:
            break
        outer = Wrapped(outer.service if outer else layer.service, layer.target)
        if layer.target is None:
            break
        destination = layer.target
    return outer


def _peel(url: WebUrl) -> Wrapped | None:
    """Take one layer off."""
    found = _reader_of(url)
    if found is None:
        return None
    service, read = found
    target = read(url)
    if target is None or not _TARGET.match(target) or find_url_fault(target) is not None:
        return Wrapped(service, None)
    return Wrapped(service, target)


_Reader = Callable[[WebUrl], str | None]


def _parameter(*names: str) -> _Reader:
    """Reads the target from the first of some parameters that holds an address."""

    def read(url: WebUrl) -> str | None:
        values = dict(reversed(url.parameters()))
        for name in names:
            value = unquote(values.get(name, ""))
            if _TARGET.match(value):
                return value
        return None

    return read


def _bing(url: WebUrl) -> str | None:
    """Bing: base64 after two characters."""
    value = dict(url.parameters()).get("u", "")
    return _from_base64(value[2:]) if value.startswith("a1") else None


def _proofpoint_2(url: WebUrl) -> str | None:
    """URL Defense 2: percent signs are ``-`` and slashes ``_``."""
    value = dict(url.parameters()).get("u", "")
    return unquote(value.replace("-", "%").replace("_", "/")) or None


def _proofpoint_3(url: WebUrl) -> str | None:
    """URL Defense 3: each ``*`` stands for the next character of a list, ``**x`` for a run of them."""
    match = _V3.match(url.rest)
    if match is None:
        return None
    hidden = _from_base64(match[2])
    if hidden is None:
        return None
    place = 0

    def fill(mark: re.Match[str]) -> str:
        nonlocal place
        count = 1 if mark[1] is None else _V3_RUNS.get(mark[1][1], 0)
        piece = hidden[place : place + count]
        place += count
        return piece

    target = re.sub(r"\A(https?):/(?=[^/])", r"\1://", unquote(match[1]))
    target = _V3_MARK.sub(fill, target)
    return target if place == len(hidden) else None


def _from_base64(value: str) -> str | None:
    """URL-safe base64 without padding, or None."""
    import base64  # few addresses hold any

    try:
        return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()
    except ValueError:
        return None


def _whole_query(url: WebUrl) -> str | None:
    """The query is the target."""
    return unquote(url.rest.partition("?")[2]) or None


_SAFELINKS = ("Outlook Safe Links", _parameter("url"))
_HOSTS: dict[str, tuple[str, str, _Reader]] = {
    # host: (what the path begins with, service, reader)
    "l.facebook.com": ("/l.php", "Facebook", _parameter("u")),
    "lm.facebook.com": ("/l.php", "Facebook", _parameter("u")),
    "www.facebook.com": ("/l.php", "Facebook", _parameter("u")),
    "facebook.com": ("/l.php", "Facebook", _parameter("u")),
    "l.instagram.com": ("/", "Instagram", _parameter("u")),
    "l.messenger.com": ("/l.php", "Messenger", _parameter("u")),
    "l.workplace.com": ("/l.php", "Workplace", _parameter("u")),
    "www.youtube.com": ("/redirect", "YouTube", _parameter("q")),
    "www.linkedin.com": ("/redir/", "LinkedIn", _parameter("url")),
    "linkedin.com": ("/redir/", "LinkedIn", _parameter("url")),
    "slack-redir.net": ("/link", "Slack", _parameter("url")),
    "out.reddit.com": ("/", "Reddit", _parameter("url")),
    "t.umblr.com": ("/redirect", "Tumblr", _parameter("z")),
    "vk.com": ("/away.php", "VK", _parameter("to")),
    "href.li": ("/", "href.li", _whole_query),
    "linkprotect.cudasvc.com": ("/url", "Barracuda Link Protection", _parameter("a")),
    "www.bing.com": ("/ck/a", "Bing", _bing),
}


def _reader_of(url: WebUrl) -> tuple[str, _Reader] | None:
    """Whose wrapper an address is, and how its target is read."""
    host, path = url.host, url.path
    if host.endswith((".safelinks.protection.outlook.com", ".safelinks.protection.office365.us")):
        return _SAFELINKS
    if host in {"urldefense.com", "urldefense.us", "urldefense.proofpoint.com"}:
        if path.startswith("/v3/"):
            return ("Proofpoint", _proofpoint_3)
        if path.startswith("/v2/url"):
            return ("Proofpoint", _proofpoint_2)
        return ("Proofpoint", _parameter("u")) if path.startswith("/v1/url") else None
    if path == "/url" and _GOOGLE.match(host):
        return ("Google", _parameter("q", "url"))
    known = _HOSTS.get(host)
    return (known[1], known[2]) if known is not None and path.startswith(known[0]) else None
