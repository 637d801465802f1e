"""Which template the links of Markdown go through before a browser gets them, and what it does to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.hook_text import Effect, effect_of
from content_lint.site.generators.hugo.mounts import LAYOUTS
from content_lint.site.generators.hugo.themes import known_themes

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


def find_hook(kind: str, templates: Mapping[str, str], config: HugoConfig) -> Hook:
    """The template that links or images go through.

    Args:
        kind: ``link`` or ``image``.
        templates: texts of templates, by path from the site's root.
        config: the site's configuration.
    """
    setting = _setting(kind, config)
    if setting == "always":
        return Hook(Effect.LOOKS_UP)
    usual = Effect.LOOKS_UP if setting == "fallback" else Effect.NOTHING
    own = [
        (path, effect_of(text, config.params, at_root=config.base_path == "/"))
        for path, text in _own(f"_markup/render-{kind}", templates, config)
    ]
    if own:
        return _of_several(own, usual)
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


def _of_several(own: Sequence[tuple[str, Effect]], usual: Effect) -> Hook:
    """What the site's own templates do, where all of them do the same."""
    effects = {effect for _, effect in own}
    if not any(_is_for_all(path) for path, _ in own):
        effects.add(usual)
    names = (path for path, effect in own if effect in NOT_CERTAIN)
    name = f"`{next(names, own[0][0])}`"
    return Hook(effects.pop(), name) if len(effects) == 1 else Hook(Effect.UNKNOWN, name)


def _is_for_all(path: str) -> bool:
    """Whether a template is for pages of every section."""
    return path.rpartition("/_markup/")[0].rpartition("/")[2] in ("layouts", "_default")


def _own(start: str, templates: Mapping[str, str], config: HugoConfig) -> Iterator[tuple[str, str]]:
    """The templates of the site and of its themes for this; of those at one place only the one that wins."""
    seen: set[str] = set()
    for mount in config.mounts:
        if mount.component != LAYOUTS:
            continue
        for path, text in templates.items():
            placed = mount.place(path) if start in path and path.endswith(".html") else None
            if placed is not None and placed.inner not in seen and _stem(placed.inner).endswith(start):
                seen.add(placed.inner)
                yield path, text


def _stem(inner: str) -> str:
    """A template's place without its ending: ``_markup/render-link`` of ``_markup/render-link.en.html``."""
    folder, _, name = inner.rpartition("/")
    return f"{folder}/{name.partition('.')[0]}"
