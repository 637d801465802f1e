"""How Hugo is told to make HTML of Markdown, as far as links and the ids of headings follow it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Markup(Struct, frozen=True):
    """The table ``markup`` of a configuration.

    Attributes:
        usual_ids: whether headings get the ids that Hugo gives them unless it is told otherwise.
        definition_ids: whether terms that are defined get ids, too.
        embeds_hooks: whether links or images go through the template that Hugo brings.
        link_hook: when links go through it: ``always``, ``fallback`` (where the site has none), ``never``, or
            ``auto``: as ``fallback`` where the site has a table of languages.
        image_hook: the same of images.
        copies_resources: whether every language has its own copy of what belongs to its pages.
    """

    usual_ids: bool = True
    definition_ids: bool = False
    embeds_hooks: bool = False
    link_hook: str = "auto"
    image_hook: str = "auto"
    copies_resources: bool = False


def read_markup(value: object) -> Markup:
    """Read the table, whose keys are in lower case."""
    markup = _mapping(value)
    goldmark = _mapping(markup.get("goldmark"))
    parser = _mapping(goldmark.get("parser"))
    hooks = _mapping(goldmark.get("renderhooks"))
    handler = markup.get("defaultmarkdownhandler", "goldmark")
    return Markup(
        usual_ids=(parser.get("autoheadingidtype", "github"), handler) == ("github", "goldmark"),
        definition_ids=bool(parser.get("autodefinitiontermid")),
        embeds_hooks=_embeds_hooks(hooks),
        link_hook=_hook(hooks.get("link")),
        image_hook=_hook(hooks.get("image")),
        copies_resources=goldmark.get("duplicateresourcefiles") is True,
    )


def _hook(value: object) -> str:
    hook = _mapping(value)
    named = str(hook.get("useembedded", "auto")).lower()
    if "useembedded" not in hook and "enabledefault" in hook:
        return "fallback" if hook["enabledefault"] is True else "never"
    return named if named in ("always", "fallback", "never") else "auto"


def _embeds_hooks(hooks: Mapping[str, object]) -> bool:
    """Whether a hook for links is switched on: by setting, or in its older words."""
    for kind in ("link", "image"):
        hook = _mapping(hooks.get(kind))
        if hook.get("enabledefault") is True or hook.get("useembedded") in ("always", "fallback"):
            return True
    return False


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
