"""The places on a page that a fragment (``#here``) can name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from content_lint.config.settings import SiteSettings
from content_lint.parse.dialect import Generator
from content_lint.parse.facts import Document
from content_lint.site.anchors import heading_ids
from content_lint.site.layouts import Around, Layouts, include_path, layout_path

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


# What jekyll-default-layout looks for where a page names no layout.
_DEFAULT_LAYOUTS = ("default", "page", "post", "home")


_DEFINED = re.compile(r"^:[ \t]", re.MULTILINE)
_HUGO = "whose layouts and shortcodes may hold more (Hugo's are not read for ids)"
_OWN_IDS = "whose headings get their ids by settings that are not known here"


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of one page.

    Attributes:
        ids: those that are known, in the order of the page.
        exact: whether they are spelled as the generator spells them; without one, and where the configuration
            changes its rules, they are most likely near.
        gap: why there may be others, completing "pages …" ("pages whose layout …"); empty where there are none.
        around: what the page's templates bring.
    """

    ids: tuple[str, ...]
    exact: bool = True
    gap: str = ""
    around: Around = field(default_factory=Around)

    @property
    def complete(self) -> bool:
        """Whether there are no others: neither a template in the body nor a layout from elsewhere can add one."""
        return self.exact and not self.gap


def find_anchors(
    document: Document, settings: SiteSettings, layouts: Layouts, *, theme: str = "", default_layout: bool = False
) -> Anchors:
    """The anchors of a document's page.

    Args:
        document: the document.
        settings: of its site.
        layouts: the templates of the site's own.
        theme: what may bring the layouts and includes that the site has not itself, in words; or empty.
        default_layout: whether pages that name no layout get one (jekyll-default-layout).
    """
    body = document.body
    made = heading_ids(body.headings, settings.dialect)
    ids = tuple(dict.fromkeys((*(item for item in made if item), *body.ids)))
    exact = _has_usual_ids(settings)
    if settings.generator is Generator.HUGO:
        # Terms that are defined may get ids of their own, which are not worked out here.
        terms = _goldmark(settings).get("autodefinitiontermid") and _DEFINED.search(document.source.text)
        exact = exact and not terms
        return Anchors(ids, exact, _HUGO if exact else _OWN_IDS)
    if settings.generator is not Generator.JEKYLL:
        return _unmodelled(document, settings, ids)
    included, makes_ids = _read_tags(document)
    around = layouts.around([*_layout(document, settings, layouts, default=default_layout), *included])
    if not exact:
        gap = _OWN_IDS
    elif makes_ids or (body.templates and _has_templated_ids(document, ids)):
        gap = "whose own text holds templates"
    else:
        gap = _gap(around, theme)
    return Anchors(ids, exact, gap, around)


def _read_tags(document: Document) -> tuple[list[str], bool]:
    """The files that a document's tags include, and whether another tag may make ids."""
    included: list[str] = []
    makes_ids = False
    for span in document.body.templates:
        tag = document.source[span]
        path = include_path(tag)
        if path is not None:
            included.append(path)
        elif not _HARMLESS.match(tag):
            makes_ids = True
    return included, makes_ids


def _has_templated_ids(document: Document, ids: tuple[str, ...]) -> bool:
    """Whether a template takes part in a heading or an id."""
    if any(heading.templated for heading in document.body.headings):
        return True
    return any("{{" in item or "{%" in item for item in ids)


def _unmodelled(document: Document, settings: SiteSettings, ids: tuple[str, ...]) -> Anchors:
    """The same where no generator is modelled.

    Where nothing tells of a site that is made of the files, they are read on the code host: it gives every heading an
    id, by one rule for all that is ASCII, and no layout adds any.
    """
    if settings.builder is not None:
        gap = f"to which {settings.builder.name}, its layouts and its components give their ids"
        return Anchors(ids, exact=False, gap=gap)
    if settings.collections or settings.url:
        return Anchors(ids, exact=False, gap="that a program builds which is not known here")
    # Whoever gives a heading its id writes for a generator all the same.
    body = document.body
    plain = all(heading.text.isascii() and heading.explicit_id is None for heading in body.headings)
    known = plain and not body.templates
    return Anchors(ids, known, "" if known else "whose own text is made for a program that is not known here")


def _layout(document: Document, settings: SiteSettings, layouts: Layouts, *, default: bool) -> list[str]:
    """The layout of a document's page, as a list of paths; empty where it has none."""
    front_matter = document.front_matter
    data = front_matter.data if front_matter is not None else {}
    name = data.get("layout", settings.defaults_of(document.path, document.collection).get("layout"))
    if name is None and default:
        paths = [layout_path(item) for item in _DEFAULT_LAYOUTS]
        return [path for path in paths if path in layouts.templates]
    return [] if name is None or name in ("", "none") else [layout_path(str(name))]


def _gap(around: Around, theme: str) -> str:
    """Why the templates may hold more than is known, or empty."""
    if around.absent:
        kind, _, name = around.absent.lstrip("_").partition("/")
        where = f"comes from {theme}" if theme else "is not in the site's own folder"
        return f"whose {kind.removesuffix('s')} `{name}` {where}"
    made = next((path for prefix, path in around.prefixes if not prefix), "")
    return f"where `{made}` makes ids as the site is built" if made else ""


def _has_usual_ids(settings: SiteSettings) -> bool:
    """Whether headings get the ids that the generator gives them unless it is told otherwise."""
    config = _lowered(settings.generator_config.config if settings.generator_config is not None else {})
    if settings.generator is Generator.JEKYLL:
        kramdown = _lowered(config.get("kramdown"))
        other = str(config.get("markdown") or "kramdown").lower() != "kramdown"
        return not other and not any(kramdown.get(key, default) != default for key, default in _KRAMDOWN.items())
    kind = _goldmark(settings).get("autoheadingidtype", "github")
    handler = _lowered(config.get("markup")).get("defaultmarkdownhandler", "goldmark")
    return settings.generator is Generator.HUGO and (kind, handler) == ("github", "goldmark")


def _goldmark(settings: SiteSettings) -> Mapping[str, object]:
    """How Hugo's reader of Markdown is set up: ``markup.goldmark.parser``."""
    config = settings.generator_config.config if settings.generator_config is not None else {}
    found = _lowered(config)
    for key in ("markup", "goldmark", "parser"):
        found = _lowered(found.get(key))
    return found


def _lowered(value: object) -> Mapping[str, object]:
    """A table of the configuration, its keys in lower case, as Hugo takes them."""
    return {str(key).lower(): item for key, item in value.items()} if isinstance(value, Mapping) else {}
