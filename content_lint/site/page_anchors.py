"""The places on a page that a fragment (``#here``) can name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from content_lint.config.settings import SiteSettings
from content_lint.parse.dialect import Generator
from content_lint.parse.facts import Document
from content_lint.site.anchors import heading_ids
from content_lint.site.layouts import Layouts

_KRAMDOWN: Mapping[str, object] = {
    "auto_ids": True,
    "auto_id_prefix": "",
    "auto_id_stripping": False,
    "transliterated_header_ids": False,
}
_HARMLESS = re.compile(
    r"\{%-?\s*(?:link|post_url|comment|endcomment|raw|endraw|assign|if|elsif|else|endif|unless|endunless"
    r"|highlight|endhighlight|case|when|endcase)\b"
    r"|\{\{-?\s*(?:['\"]|(?:site|page)\.)"
)


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of one page.

    Attributes:
        ids: those that are known, in the order of the page.
        exact: whether they are spelled as the generator spells them; without one, and where the configuration
            changes its rules, they are most likely near.
        complete: whether there are no others: no template in the body and no layout from elsewhere can add one.
    """

    ids: tuple[str, ...]
    complete: bool
    exact: bool = True


def find_anchors(document: Document, settings: SiteSettings, layouts: Layouts, *, theme: bool) -> Anchors:
    """The anchors of a document's page.

    Args:
        document: the document.
        settings: of its site.
        layouts: the templates of the site's own.
        theme: whether layouts and includes may also come from a theme that is not known here.
    """
    body = document.body
    made = heading_ids(body.headings, settings.dialect)
    ids = dict.fromkeys((*(item for item in made if item), *body.ids))
    complete = _has_known_layout(document, settings, layouts, theme=theme)
    if complete and body.templates:
        text = document.source.text
        complete = all(_HARMLESS.match(text, span.start, span.end) for span in body.templates)
        complete = complete and not any(heading.templated for heading in body.headings)
        complete = complete and not any("{{" in item or "{%" in item for item in ids)
    if _is_read_on_github(settings):
        # Whoever gives a heading its id writes for a generator all the same.
        plain = all(heading.text.isascii() and heading.explicit_id is None for heading in body.headings)
        known = plain and not body.templates
        return Anchors(tuple(ids), known, known)
    exact = _has_usual_ids(settings)
    return Anchors(tuple(ids), complete and exact, exact)


def _is_read_on_github(settings: SiteSettings) -> bool:
    """Whether the files are most likely read where they lie: nothing tells of a site that is made of them.

    Code hosts give every heading an id, by one rule for all that is ASCII, and no layout adds any.
    """
    return (
        settings.generator is Generator.PLAIN
        and settings.builder is None
        and not settings.collections
        and not settings.url
    )


def _has_usual_ids(settings: SiteSettings) -> bool:
    """Whether headings get the ids that the generator gives them unless it is told otherwise."""
    config = _lowered(settings.generator_config.config if settings.generator_config is not None else {})
    if settings.generator is Generator.JEKYLL:
        kramdown = _lowered(config.get("kramdown"))
        other = str(config.get("markdown") or "kramdown").lower() != "kramdown"
        return not other and not any(kramdown.get(key, default) != default for key, default in _KRAMDOWN.items())
    markup = _lowered(config.get("markup"))
    goldmark = _lowered(_lowered(_lowered(markup.get("goldmark")).get("parser")))
    kind, handler = goldmark.get("autoheadingidtype", "github"), markup.get("defaultmarkdownhandler", "goldmark")
    return settings.generator is Generator.HUGO and (kind, handler) == ("github", "goldmark")


def _lowered(value: object) -> Mapping[str, object]:
    """A table of the configuration, its keys in lower case, as Hugo takes them."""
    return {str(key).lower(): item for key, item in value.items()} if isinstance(value, Mapping) else {}


def _has_known_layout(document: Document, settings: SiteSettings, layouts: Layouts, *, theme: bool) -> bool:
    if settings.generator is not Generator.JEKYLL:
        return False
    front_matter = document.front_matter
    data = front_matter.data if front_matter is not None else {}
    name = data.get("layout", settings.defaults_of(document.path, document.collection).get("layout"))
    if name is None or name in ("", "none"):
        return True
    # A theme may also bring the parts that a layout of the site's own includes.
    return not theme and not layouts.computes and (str(name) in layouts.names)
