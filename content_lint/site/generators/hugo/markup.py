"""How Hugo is told to make HTML of Markdown, as far as links and the ids of headings follow it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from content_lint.parse.markdown.entities import unescape
from content_lint.site.generators.hugo.values import to_bool, to_text
from content_lint.text.lenient import mapping

_SIGNS = (("\u2014", "---", "emdash"), ("\u2013", "--", "endash"), ("\u2026", "...", "ellipsis"))
_BRINGS_HOOKS = 123
"""The version 0.N that brought templates for links, since it no longer copies a page's files to every language."""

_HOOKS_BY_WORD = 148
"""The version 0.N since which ``useEmbedded`` says when they are used; before, ``enableDefault`` did."""

_IDS_OF_PLAIN_TEXT = 144
"""The version 0.N since which the ids of headings are made of what readers see of them."""


def is_from(version: tuple[int, ...], minor: int) -> bool:
    """Whether a site is built with Hugo 0.``minor`` or a later version; no version is the newest."""
    return not version or version >= (0, minor)


class Markup(Struct, frozen=True):
    """The table ``markup`` of a configuration.

    Attributes:
        goldmark: whether goldmark makes the HTML, the only program for it that is known here.
        id_type: how the id of a heading is made of its text: ``github``, ``github-ascii`` or ``blackfriday``.
        heading_ids: whether headings get ids by themselves.
        definition_ids: whether terms that are defined get ids, too.
        title_attributes: whether ``{#id}`` after a heading is its id.
        block_attributes: whether a line ``{#id}`` below a block is its id.
        raw_html: whether HTML in Markdown gets to the page.
        typography: what is written in the place of dashes and dots, where that is another text than a dash: each sign
            that Hugo would make of them, and that text.
        embeds_hooks: whether links or images go through the template that Hugo brings.
        link_hook: when links go through it: ``always``, ``fallback`` (where the site has none), ``never``, or
            ``auto``: as ``fallback`` where the site has a table of languages.
        image_hook: the same of images.
        copies_resources: whether every language has its own copy of what belongs to its pages, which was so before
            there was a setting for it.
        ids_from_source: whether ids are made of headings as they are written, with the addresses of their links.
    """

    goldmark: bool = True
    id_type: str = "github"
    heading_ids: bool = True
    definition_ids: bool = False
    title_attributes: bool = True
    block_attributes: bool = False
    raw_html: bool = False
    typography: tuple[tuple[str, str], ...] = ()
    embeds_hooks: bool = False
    link_hook: str = "auto"
    image_hook: str = "auto"
    copies_resources: bool = False
    ids_from_source: bool = False


def read_markup(value: object, version: tuple[int, ...] = ()) -> Markup:
    """Read the table, whose keys are in lower case.

    Args:
        value: the table.
        version: the version of Hugo that builds the site; empty for the newest.
    """
    markup = mapping(value)
    goldmark = mapping(markup.get("goldmark"))
    parser = mapping(goldmark.get("parser"))
    attribute = parser.get("attribute")
    attributes = mapping(attribute)
    hooks = mapping(goldmark.get("renderhooks"))
    brings_hooks = is_from(version, _BRINGS_HOOKS)
    by_word = is_from(version, _HOOKS_BY_WORD)
    return Markup(
        goldmark=markup.get("defaultmarkdownhandler", "goldmark") == "goldmark",
        id_type=str(parser.get("autoidtype") or parser.get("autoheadingidtype") or "github").lower(),
        heading_ids=to_bool(parser.get("autoheadingid", True)),
        definition_ids=to_bool(parser.get("autodefinitiontermid")),
        title_attributes=to_bool(attributes.get("title", attribute is not False)),
        block_attributes=to_bool(attributes.get("block")),
        typography=_typography(mapping(goldmark.get("extensions")).get("typographer")),
        raw_html=to_bool(mapping(goldmark.get("renderer")).get("unsafe")),
        embeds_hooks=_embeds_hooks(hooks),
        link_hook=_hook(hooks.get("link"), by_word=by_word) if brings_hooks else "never",
        image_hook=_hook(hooks.get("image"), by_word=by_word) if brings_hooks else "never",
        copies_resources=goldmark.get("duplicateresourcefiles") is True or not brings_hooks,
        ids_from_source=not is_from(version, _IDS_OF_PLAIN_TEXT),
    )


def _typography(value: object) -> tuple[tuple[str, str], ...]:
    """The setting is a table since Hugo 0.110, and was a yes or no before."""
    table = mapping(value)
    if value is False or to_bool(table.get("disable")):
        return tuple((sign, written) for sign, written, _ in _SIGNS)
    return tuple((sign, unescape(to_text(table[key]))) for sign, _, key in _SIGNS if key in table)


def _hook(value: object, *, by_word: bool) -> str:
    hook = {key: item for key, item in mapping(value).items() if by_word or key != "useembedded"}
    named = str(hook.get("useembedded", "auto")).lower()
    if "useembedded" not in hook and "enabledefault" in hook:
        return "fallback" if hook["enabledefault"] is True else "never"
    return named if named in ("always", "fallback", "never") else "auto"


def _embeds_hooks(hooks: Mapping[str, object]) -> bool:
    """Whether a hook for links is switched on: by setting, or in its older words."""
    for kind in ("link", "image"):
        hook = mapping(hooks.get(kind))
        if hook.get("enabledefault") is True or hook.get("useembedded") in ("always", "fallback"):
            return True
    return False
