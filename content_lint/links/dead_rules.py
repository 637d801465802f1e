"""Rules of the site's host that send readers to pages that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from content_lint.config.settings import HostRule
from content_lint.links.candidates import Candidates
from content_lint.links.look_up import LookUp
from content_lint.links.target import LinkOutcome
from content_lint.links.unknown import Unknown
from content_lint.links.urls import split_web_url
from content_lint.site.assets import is_asset
from content_lint.site.dead_redirects import DeadRedirect
from content_lint.site.index import Site
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex
from content_lint.text.source import Span

_TOKEN = regex(r"[^\s\"',;{}]{1,2000}")
_WORKED_OUT = frozenset("\\:*$(){}[]")
_WEB = ("http://", "https://")


def dead_rules(site: Site) -> Iterator[DeadRedirect]:
    """Each that leads to one page of this site that does not exist, in the order in which the host asks them."""
    if site.settings.servers:
        return
    unknown = Unknown(site)
    look_up = LookUp(site, unknown, bare_files=True)
    places: dict[str, _Tokens] = {}
    for rule in site.settings.host_rules:
        target = _target(rule, site)
        if not target or _is_never_asked(rule, site):
            continue
        found = look_up.find(target, asset=is_asset(target), own_host=True)
        if found.outcome is LinkOutcome.MISSING and not found.reason:
            if rule.file not in places:
                places[rule.file] = _Tokens(text_if_any(site.settings.root / rule.file, within=site.settings.root))
            near = site.once(Candidates).nearest(found.path)
            url = site.settings.base_path + near.url if near is not None else ""
            yield DeadRedirect(rule.file, places[rule.file].target_of(rule), rule.target, found.path, url)


def _target(rule: HostRule, site: Site) -> str:
    """Where a rule surely sends its readers on this site: a path from the root of the host; or empty."""
    if not rule.redirects or rule.condition or rule.by_query:
        return ""
    if rule.host and rule.host not in site.settings.own_hosts:
        return ""
    target = rule.target
    if target.startswith(_WEB):
        url = split_web_url(target)
        target = url.rest if url is not None and url.server in site.settings.own_hosts else ""
    return "" if target[:1] != "/" or target[:2] == "//" or _WORKED_OUT & set(target) else target


def _is_never_asked(rule: HostRule, site: Site) -> bool:
    """Whether a file of the site answers in its place."""
    return not rule.first and site.addresses.find(unquote(rule.source)) is not None


class _Tokens:
    """Where the words of a file are.

    Args:
        text: of the file.
    """

    def __init__(self, text: str) -> None:
        self._starts: dict[str, list[int]] = {}
        for match in _TOKEN.finditer(text):
            self._starts.setdefault(match[0], []).append(match.start())

    def target_of(self, rule: HostRule) -> Span:
        """The target of a rule; the beginning of the file where it is written in another way."""
        targets = self._starts.get(rule.target, ())
        sources = self._starts.get(rule.source, ())
        if not targets:
            return Span(0, 0)
        above = sources[0] if sources else 0
        start = next((place for place in targets if place > above), targets[0])
        return Span(start, start + len(rule.target))
