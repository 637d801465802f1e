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
        names_hooks: whether it says anything of that template.
    """

    usual_ids: bool = True
    definition_ids: bool = False
    embeds_hooks: bool = False
    names_hooks: bool = False


def read_markup(value: object) -> Markup:
    """Read the table, whose keys are in lower case."""
    markup = _mapping(value)
    goldmark = _mapping(markup.get("goldmark"))
    parser = _mapping(goldmark.get("parser"))
    handler = markup.get("defaultmarkdownhandler", "goldmark")
    return Markup(
        usual_ids=(parser.get("autoheadingidtype", "github"), handler) == ("github", "goldmark"),
        definition_ids=bool(parser.get("autodefinitiontermid")),
        embeds_hooks=_embeds_hooks(_mapping(goldmark.get("renderhooks"))),
        names_hooks="useembedded" in str(value or "").lower(),
    )


def _embeds_hooks(hooks: Mapping[str, object]) -> bool:
    """Whether a hook for links is switched on: by setting, or in its older words."""
    for kind in ("link", "image"):
        hook = _mapping(hooks.get(kind))
        if hook.get("enabledefault") is True or hook.get("useembedded") in ("always", "fallback"):
            return True
    return False


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
