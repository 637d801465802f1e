"""Which template the links of Markdown go through before a browser gets them, and what it does to them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.themes import known_themes


class Effect(StrEnum):
    """What a template makes of the address of a link."""

    NOTHING = "nothing"  # a browser gets what is written
    LOOKS_UP = "looks up"  # the page or file of that path, where there is one
    LOOKS_UP_RELATIVE = "looks up what is relative"
    LOOKS_UP_ROOTED = "looks up what begins with a slash"
    BY_LANGUAGE = "goes to its language"  # what begins with a slash, where a page is there
    MAY_LOOK_UP = "may look up"  # what it finds is taken, and what becomes of all else is not known
    UNKNOWN = "unknown"


NOT_CERTAIN = frozenset({Effect.UNKNOWN, Effect.MAY_LOOK_UP, Effect.BY_LANGUAGE})
"""The effects with which nobody knows what becomes of an address that is not found."""


class Hook(Struct, frozen=True):
    """What links, or images, go through.

    Attributes:
        effect: see Effect.
        name: what to call it, where its effect is not known.
    """

    effect: Effect
    name: str = ""


def is_embedded(kind: str, config: HugoConfig) -> bool:
    """Whether Hugo's own template is used for ``link`` or ``image`` whatever the site has."""
    return _setting(kind, config) == "always"


def usual_hook(kind: str, config: HugoConfig) -> Hook:
    """What links or images go through where the site has no template of its own for them.

    Args:
        kind: ``link`` or ``image``.
        config: the site's configuration.
    """
    setting = _setting(kind, config)
    if setting == "always":
        return Hook(Effect.LOOKS_UP)
    usual = Effect.LOOKS_UP if setting == "fallback" else Effect.NOTHING
    theme = known_themes(config.unread_layouts)
    if theme is not None:
        name = f"a template of the {config.unread_layouts[0]}"
        return _of_theme(theme.links if kind == "link" else theme.images, usual, name)
    if config.unread_layouts:
        # What Hugo's own template finds is right where the theme has none, and themes that have one look it up as well.
        effect = Effect.MAY_LOOK_UP if setting == "fallback" else Effect.UNKNOWN
        return Hook(effect, f"a template of the {config.unread_layouts[0]}")
    if setting == "never" and _is_by_chance(kind, config):
        return Hook(Effect.UNKNOWN, "Hugo's own template, on or off by chance until all languages have a `baseURL`,")
    return Hook(usual)


def _is_by_chance(kind: str, config: HugoConfig) -> bool:
    """Whether nobody can say if Hugo's own template is used.

    Hugo 0.168 turns it on for languages that it reads before the first one with a base address of its own.
    """
    setting = config.markup.link_hook if kind == "link" else config.markup.image_hook
    return setting == "auto" and config.several_hosts and not all(item.base_url for item in config.languages)


def _of_theme(effects: frozenset[str], usual: Effect, name: str) -> Hook:
    """What a theme that is not there does, by what its versions do."""
    found = {usual if effect == Effect.NOTHING else Effect(effect) for effect in effects}
    if len(found) == 1:
        return Hook(found.pop(), name)
    if Effect.UNKNOWN in found or Effect.MAY_LOOK_UP in found:
        return Hook(Effect.UNKNOWN if Effect.UNKNOWN in found else Effect.MAY_LOOK_UP, name)
    return Hook(Effect.LOOKS_UP, name)  # what some of its versions find is there, what none of them finds is not


def _setting(kind: str, config: HugoConfig) -> str:
    """When the template that Hugo brings is used: ``always``, as a ``fallback``, or ``never``."""
    setting = config.markup.link_hook if kind == "link" else config.markup.image_hook
    if setting != "auto":
        return setting
    embedded = config.names_languages and not config.several_hosts and not config.markup.copies_resources
    return "fallback" if embedded else "never"
