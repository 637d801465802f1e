"""What the plugin jekyll-redirect-from (0.16) makes of ``redirect_from`` and ``redirect_to``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.parse.facts import KeyPath
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.escape import AddressError, normalize
from content_lint.site.generators.jekyll.slugify import ruby_text
from content_lint.site.generators.jekyll.url import fill_in, output_extension, page_file
from content_lint.site.model import FileFacts, Page, Redirect, RedirectSource
from content_lint.text.regex import regex

PLUGIN = "jekyll-redirect-from"
_SCHEME = regex(r"[a-zA-Z][a-zA-Z0-9.+-]*:")
_PLACEHOLDER = regex(r":[a-z_]+")
_FROM_PLUGIN = regex(r"\bredirect(?:\.to\b|\[['\"]to['\"]\])")
_REFRESH = regex(r"\burl=['\"]?((?:\{\{[^{}]*+\}\}|[^\s'\"<>{}])++)", re.IGNORECASE)
_WISH = regex(r"\{\{-?+\s*+page\.redirect_to\s*+-?+\}\}")


class RedirectError(ValueError):
    """A value that stops the build: where it is, and why in plain words."""

    def __init__(self, key_path: KeyPath, problem: str) -> None:
        super().__init__(problem)
        self.key_path = key_path


def redirects_of(page: Page, facts: FileFacts, config: JekyllConfig) -> Iterator[Redirect]:
    """The redirects that a page asks for which readers can reach."""
    if page.redirects_from:
        target = absolute_url(page.url, config)
        for source in page.redirects_from:
            yield Redirect(source.url, source.destination, target, page.path, source.key_path)
    if page.redirect_to is not None:
        found = redirect_target((facts.data or {}).get("redirect_to"), config)
        key_path = found[1] if found is not None else ("redirect_to",)
        yield Redirect(page.url, page.destination, page.redirect_to, page.path, key_path)


def redirect_sources(value: object, config: JekyllConfig) -> tuple[RedirectSource, ...]:
    """The old addresses that ``redirect_from`` asks for; raises RedirectError."""
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        return () if _is_pattern(value, config) else (_source(value, ("redirect_from",), config),)
    return tuple(
        _source(item, ("redirect_from", index), config)
        for index, item in enumerate(value)
        if item is not None and not _is_pattern(item, config)
    )


def _is_pattern(value: object, config: JekyllConfig) -> bool:
    """Whether an old address waits for a plugin of the site's own that fills placeholders in."""
    return bool(config.placeholders) and isinstance(value, str) and _PLACEHOLDER.search(value) is not None


def _source(value: object, key_path: KeyPath, config: JekyllConfig) -> RedirectSource:
    if not isinstance(value, str):
        raise RedirectError(key_path, f"an old address is not text (it reads as `{ruby_text(value)}`)")
    permalink = value if not value or value.startswith("/") else f"/{value}"
    extension = output_extension(".html", permalink, config)
    try:
        url = fill_in(permalink, {"path": "", "basename": "redirect", "output_ext": extension})
    except AddressError as error:
        raise RedirectError(key_path, str(error)) from None
    return RedirectSource(value, url, page_file(url, extension), key_path)


def read_layout(text: str) -> str | None:
    """Where a site's own layout of redirects leads, as ``JekyllConfig.redirect_layout`` has it."""
    if _FROM_PLUGIN.search(text):
        return None
    match = _REFRESH.search(text)
    return match[1] if match is not None else ""


def redirect_target(value: object, config: JekyllConfig) -> tuple[str, KeyPath] | None:
    """Where ``redirect_to`` leads (empty where it is not known) and where that is, or None."""
    key_path: KeyPath = ("redirect_to",)
    if isinstance(value, (list, tuple)):
        first = next(((index, item) for index, item in enumerate(value) if item is not None), None)
        if first is None:
            return None
        value, key_path = first[1], ("redirect_to", first[0])
    if value is None or value is False:
        return None
    text = ruby_text(value)
    if config.redirect_layout is not None:
        return _by_layout(config.redirect_layout, text), key_path
    return (text if text.startswith(("http://", "https://")) else absolute_url(text, config)), key_path


def _by_layout(layout: str, wish: str) -> str:
    """Where a layout leads for what a page wishes; empty where that takes more than filling it in."""
    target = _WISH.sub(lambda _: wish, layout)
    return target if "{" not in target and target.startswith(("http://", "https://", "/")) else ""


def relative_url(address: str, config: JekyllConfig) -> str:
    """Jekyll's ``relative_url``: the address after the base URL, normalized."""
    if _SCHEME.match(address):
        return address
    return normalize(_slash(config.baseurl) + _slash(address))


def absolute_url(address: str, config: JekyllConfig) -> str:
    """Jekyll's ``absolute_url``: an address with a scheme stays, any other gets the site's own in front."""
    if _SCHEME.match(address):
        return address
    relative = relative_url(address, config)
    return normalize(config.url + relative) if config.url else relative


def _slash(text: str) -> str:
    return text if not text or text.startswith("/") else f"/{text}"
