"""The places on a page that a fragment (``#here``) can name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from content_lint.config.settings import SiteSettings
from content_lint.parse.dialect import Generator
from content_lint.parse.facts import Document
from content_lint.site.anchors import heading_ids
from content_lint.site.layouts import Around, Layouts, include_path, layout_path

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
    if settings.generator is Generator.HUGO:
        from content_lint.config.generators.hugo.config import HugoConfig

        # Terms that are defined may get ids of their own, which are not worked out here.
        markup = HugoConfig.of(settings).markup
        terms = markup.definition_ids and _DEFINED.search(document.source.text) is not None
        exact = markup.usual_ids and not terms
        return Anchors(ids, exact, _HUGO if exact else _OWN_IDS)
    if settings.generator is not Generator.JEKYLL:
        return _unmodelled(document, settings, ids)
    from content_lint.config.generators.jekyll.config import JekyllConfig

    included, makes_ids = _read_tags(document)
    around = layouts.around([*_layout(document, settings, layouts, default=default_layout), *included])
    exact = JekyllConfig.of(settings).usual_ids
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
