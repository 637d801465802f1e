"""The languages of a site of Astro's own ``i18n``, and the addresses that it fills up from another language.

As Astro 5.18 builds them: without a prefix for the default language, all pages that are in no folder of another
language are filled up, also those in a folder that is called like the default one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from content_lint.site.model import GeneratedUrl, Page, State
from content_lint.site.programs import Value

_OF_THE_HOST = frozenset({"/404.html", "/500.html"})


class I18n(Struct, frozen=True):
    """What ``i18n`` says.

    Attributes:
        locales: the folders of the languages.
        default: the folder of the default one.
        prefixed: whether that one is in the addresses too.
        fallback: a language that is filled up, and the one from which.
        rewrites: whether the other page is shown there; else readers are redirected to it.
        redirects: whether the home page sends readers to the one of the default language. Only where that is written:
            without it, Astro does so up to version 5 alone.
    """

    locales: tuple[str, ...] = ()
    default: str = ""
    prefixed: bool = False
    fallback: tuple[tuple[str, str], ...] = ()
    rewrites: bool = False
    redirects: bool = False

    @property
    def prefixes(self) -> tuple[str, ...]:
        """What the addresses of the languages begin with."""
        own = () if self.prefixed else (self.default,)
        return tuple(f"/{locale}/" for locale in self.locales if locale not in own)


class Filled(NamedTuple):
    """What is made where a language lacks a page."""

    pages: list[Page]
    generated: list[GeneratedUrl]


def read_i18n(value: Value | None) -> I18n:
    """The languages, as far as they are written out."""
    if value is None:
        return I18n()
    locales, routing, fallback = value.get("locales"), value.get("routing"), value.get("fallback")
    folders = [_folder(item) for item in locales.items()] if locales is not None else []
    prefixed = _is_on(routing, "prefixDefaultLocale")
    bases = fallback.entries().items() if fallback is not None else ()
    return I18n(
        tuple(folder for folder in folders if folder),
        _text(value, "defaultLocale"),
        prefixed,
        tuple((locale, base) for locale, item in bases if (base := item.text())),
        routing is not None and _text(routing, "fallbackType") == "rewrite",
        prefixed and _is_on(routing, "redirectToDefaultLocale"),
    )


def _is_on(value: Value | None, key: str) -> bool:
    found = value.get(key) if value is not None else None
    return found is not None and found.raw is True


def _folder(locale: Value) -> str:
    """The folder of a language: its code, or what is written for it."""
    return locale.text() or _text(locale, "path")


def _text(value: Value, key: str) -> str:
    found = value.get(key)
    return (found.text() or "") if found is not None else ""


def filled_up(pages: Iterable[Page], generated: Iterable[GeneratedUrl], config: I18n) -> Filled:
    """The addresses that languages have of another one, for want of a page of their own."""
    own = [page for page in pages if page.state is State.LIVE and page.url and page.destination not in _OF_THE_HOST]
    made = [item for item in generated if item.destination.endswith(".html") and item.destination not in _OF_THE_HOST]
    sources: list[Page | GeneratedUrl] = [*own, *made]
    taken = {item.destination for item in sources}
    found = Filled([], [])
    for item in sources:
        for locale, base in config.fallback:
            address = _in_language(item.url, item.destination, locale, base, config)
            if address is None or address[1] in taken:
                continue
            url, destination = address
            taken.add(destination)
            if isinstance(item, Page) and config.rewrites:
                copy = replace(item, url=url, destination=destination, language=locale, in_listing=False)
                found.pages.append(copy)
            else:
                found.generated.append(GeneratedUrl(url, "`i18n.fallback` of Astro", destination))
    return found


def _in_language(url: str, destination: str, locale: str, base: str, config: I18n) -> tuple[str, str] | None:
    """The address and the file of a page in another language; None for a page of a third one."""
    first = url.split("/", 2)[1]
    if config.prefixed or base != config.default:
        if first != base or not destination.startswith(f"/{base}/"):
            return None
        return f"/{locale}{url[len(base) + 1 :]}", f"/{locale}{destination[len(base) + 1 :]}"
    if first in config.locales and first != config.default:
        return None
    return f"/{locale}{url}", f"/{locale}{destination}"
