"""The templates of a site of Zola's, and its shortcodes: the places that they bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from content_lint.site.generators.zola.config import ZolaConfig
from content_lint.site.layouts import Around, Layouts
from content_lint.site.sources.tree import Tree
from content_lint.site.template_ids import brought_by
from content_lint.site.templates import read_texts, templates_below
from content_lint.text.regex import regex

_SHORTCODE = regex(r".*/shortcodes/(?:.*/)?([^/]+)\.(?:html|md)\Z")
_FOOTNOTES = ("fn", "fr")


class ZolaLayouts(Layouts, frozen=True):
    """What is known of them.

    Attributes:
        pool: what all templates bring; which of them is around one page is not asked.
        shortcodes: what each shortcode brings, by its name.
        theme: the theme whose templates are not here; or empty.
    """

    pool: Around = Around()
    shortcodes: Mapping[str, Around] = {}
    theme: str = ""

    def around_text(self, used: Iterable[str]) -> Around:
        """What templates, and the shortcodes of these names, bring to the page of a text."""
        found = [self.pool, *(self.shortcodes[name] for name in sorted(used) if name in self.shortcodes)]
        return Around(
            frozenset(name for item in found for name in item.ids),
            tuple(dict.fromkeys(prefix for item in found for prefix in item.prefixes)),
            scripted=next((item.scripted for item in found if item.scripted), ""),
        )


def read_layouts(tree: Tree, config: ZolaConfig) -> ZolaLayouts:
    """The templates of the site and of its theme, which the site's own go over."""
    start = f"{config.home}/" if config.home else ""
    theme = f"{start}themes/{config.theme}/templates"
    texts = dict(read_texts(tree, templates_below(tree, [f"{start}templates", *([theme] if config.theme else [])])))
    shortcodes = {path: match[1] for path in texts if (match := _SHORTCODE.match(path))}
    is_absent = bool(config.theme) and not any(path.startswith(f"{theme}/") for path in texts)
    return ZolaLayouts(
        pool=brought_by({path: text for path, text in texts.items() if path not in shortcodes}, _FOOTNOTES),
        shortcodes={name: brought_by({path: texts[path]}) for path, name in shortcodes.items()},
        theme=config.theme if is_absent else "",
    )
