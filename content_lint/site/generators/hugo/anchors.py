"""The anchors of a page of Hugo's: those of its text, and those that layouts, partials and shortcodes bring."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.config.settings import SiteSettings
from content_lint.parse.dialect import Dialect
from content_lint.parse.document import HTML
from content_lint.parse.facts import Document, Heading
from content_lint.parse.markdown.entities import unescape
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.expressions import ExpressionScope, UnknownValue, Value, joined, read_dictionary
from content_lint.site.generators.hugo.heading_ids import MarkdownIds, NamesAnchor, anchorize, markdown_ids
from content_lint.site.generators.hugo.layout_files import EMBEDDED_SHORTCODES, Brought, HugoLayouts, LayoutFiles
from content_lint.site.generators.hugo.shortcode_uses import Enclosing, ShortcodeUse, find_uses
from content_lint.site.generators.hugo.shown_files import ids_of_files
from content_lint.site.generators.hugo.template_actions import Attribute
from content_lint.site.generators.hugo.template_files import TemplateFile
from content_lint.site.generators.hugo.themes import KnownTheme, PartOfTheme, known_themes
from content_lint.site.generators.hugo.values import lowered
from content_lint.site.layouts import Around, Layouts
from content_lint.site.made_ids import Made, MadeId, PartOfLayout, made_of
from content_lint.site.model import Page, TemplateLookup
from content_lint.site.page_anchors import OWN_IDS, Anchors
from content_lint.text.regex import regex

_ID = regex(r"""\s(?:id|name)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=`]+))""", re.IGNORECASE)
_MAY_BE_BLOCK_ID = regex(r"\{[^{}\n]*#")
"""In every line that the next one fits; it takes a tenth of the time."""
_BLOCK_ID = regex(
    r"^[ \t>]*\{(?=[^{}\n]*+\}[ \t]*$)[ \t]*(?:[^{}\n]*[ \t])?#([^\s{}#]++)[^{}\n]*\}[ \t]*$"
    r"|^[ \t>]*```[^\n{]*\{[^}\n]*#([^\s{}#]+)",
    re.MULTILINE,
)


_FOR_TEXTS = frozenset({"", "article", "blog", "default", "doc", "docs", "page", "post", "single"})
"""Layouts that show a page's text and little else; whoever asks for another one has something of its own to show."""


def texts_in(value: object) -> Iterator[str]:
    """Every text in a value of front matter."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            waiting += item.values()
        elif isinstance(item, (list, tuple)):
            waiting += item


def find_anchors(
    document: Document, settings: SiteSettings, layouts: Layouts, page: Page | None, theme: str
) -> Anchors:
    """The anchors of a document's page.

    Args:
        document: the document.
        settings: of its site.
        layouts: the templates of the site's own and of its themes.
        page: what Hugo makes of it.
        theme: what may bring the templates that are not there, in words; or empty.
    """
    config = HugoConfig.of(settings)
    files = layouts.files if isinstance(layouts, HugoLayouts) else None
    return _AnchorFinder(document, config, settings.dialect, files, page, theme).anchors()


_KEPT = regex(r"\b(?:Scratch|Store)\.Get")
_WORDS = regex(r"[^\W\d_]{2}")
_FILE = regex(r"\.(?:md|markdown|html?|json|ya?ml|toml|csv|tsv|txt|ipynb|adoc|org|rst)\Z", re.IGNORECASE)
_INCLUDES = regex(r"includ|import|embed|readfile|^file$|remote|snippet|render|glossary|faq|content", re.IGNORECASE)
_PARAMETER = regex(r"\$?\.?(?:(?:Page|page)\.)?Params\.(\w+)")


class _Gathered(Struct):
    """What templates and shortcodes bring."""

    ids: set[str] = field(default_factory=set)
    made: list[Made] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    scripted: str = ""
    others: str = ""


class _AnchorFinder:
    """Finds the anchors of one page."""

    def __init__(
        self,
        document: Document,
        config: HugoConfig,
        dialect: Dialect,
        files: LayoutFiles | None,
        page: Page | None,
        theme: str,
    ) -> None:
        self._document = document
        self._dialect = dialect
        self._config = config
        self._files = files
        self._lookup = (page.lookup if page is not None else None) or TemplateLookup()
        self._handed_down = page.default_keys if page is not None else ()
        self._theme = theme
        self._uses = find_uses(document) if document.body.templates else ()
        self._found = _Gathered()

    def anchors(self) -> Anchors:
        """All of them."""
        markup = self._config.markup
        own = self._markdown()
        body = tuple(dict.fromkeys((*own.known, *self._raw_ids(), *self._block_ids())))
        self._found.made += own.made
        if self._files is not None:
            self._bring_shortcodes(self._files)
            self._bring_layouts(self._files)
        found = self._found
        exact = markup.goldmark or self._is_html
        gaps = [f"where `{item.path}` makes ids as the site is built" for item in found.made if item.is_anything]
        gap = next(iter([*found.gaps, *gaps]), "") if exact else OWN_IDS
        made = tuple(dict.fromkeys(item for item in found.made if not item.is_anything))
        openers = self._files.openers if self._files is not None else ()
        around = Around(frozenset(found.ids), scripted=found.scripted, made=made, others=found.others, openers=openers)
        return Anchors(body, exact, gap, around)

    @property
    def _is_html(self) -> bool:
        return self._document.path.endswith(HTML)

    def _markdown(self) -> MarkdownIds:
        enclosing = Enclosing(self._uses)

        def group_of(heading: Heading) -> object:
            use = enclosing.at(heading.span.start)
            return "" if use is None else self._group(use)

        return markdown_ids(self._document, self._config.markup, group_of, self._hook())

    def _group(self, use: ShortcodeUse) -> object:
        """What headings between two tags of a shortcode are numbered with; None where they stay text.

        A shortcode in ``{{% %}}`` that is within another one is read by itself, and so is what its template reads.
        """
        around: ShortcodeUse | None = use
        while around is not None:
            if around.marks == "%" and around.around is None:
                template = self._shortcode(around.name)
                return around.span.start if template is not None and template.inner == "markdown" else ""
            if around.marks == "%" or self._files is None or self._files.may_read_inner(around.name, self._lookup):
                return around.span.start
            around = around.around
        return None

    def _shortcode(self, name: str) -> TemplateFile | None:
        if self._files is None:
            return None
        path = self._files.shortcode(name, self._lookup)
        return self._files.template(path) if path is not None else None

    def _raw_ids(self) -> tuple[str, ...]:
        ids = self._document.body.ids
        if not ids or self._is_html or self._config.markup.raw_html:
            return ids
        # Hugo leaves HTML out of Markdown, but for what a shortcode is handed and shows as it is.
        text = self._document.source.text
        inner = [use.inner for use in self._uses if use.inner is not None and use.marks == "<" and use.around is None]
        kept = {
            unescape(match[1] or match[2] or match[3] or "")
            for span in inner
            for match in _ID.finditer(text, span.start, span.end)
        }
        return tuple(item for item in ids if item in kept)

    def _block_ids(self) -> Iterator[str]:
        text, span = self._document.source.text, self._document.body.span
        if self._config.markup.block_attributes and _MAY_BE_BLOCK_ID.search(text, span.start, span.end):
            for match in _BLOCK_ID.finditer(text, span.start, span.end):
                yield match[1] or match[2]

    def _hook(self) -> NamesAnchor | None:
        path = self._files.hook("heading", self._lookup) if self._files is not None else None
        if path is None or self._files is None:
            return None
        template = self._files.template(path)
        own = [item for item in template.made if any("." in part or "$" in part for part in item.parts[1::2])]

        def name(anchor: str, text: str) -> str | MadeId | None:
            if not own:
                return anchor if template.spreads or template.calls else None
            roots: dict[str, Value] = {".anchor": anchor, ".plaintext": text, ".text": text}
            value = self._value(own[0], self._scope(template, roots, None))
            return value if isinstance(value, str) else MadeId(path, value.prefix, value.suffix, value.alphabet)

        return name

    def _scope(self, template: TemplateFile, roots: Mapping[str, Value], use: ShortcodeUse | None) -> ExpressionScope:
        return ExpressionScope(
            lambda text: anchorize(text, self._config.markup.id_type),
            roots,
            use.parameters if use is not None else {},
            dict(template.variables),
            is_shortcode=use is not None,
            partial=self._returned,
            listed=self._listed,
        )

    def _returned(self, name: str) -> Value:
        """What a partial gives back."""
        template = self._files.partial(name, self._lookup.language) if self._files is not None else None
        if template is None or not template.returns:
            return UnknownValue()
        return ExpressionScope(lambda text: text, variables=dict(template.variables)).value(template.returns)

    @staticmethod
    def _value(attribute: Attribute, scope: ExpressionScope) -> Value:
        parts: list[Value] = []
        for number, part in enumerate(attribute.parts):
            parts.append(scope.value(part, attribute.dot) if number % 2 else part)
        return joined(parts)

    def _bring_shortcodes(self, files: LayoutFiles) -> None:
        for use in self._uses:
            path = files.shortcode(use.name, self._lookup)
            if path is None:
                known = use.name.lower() in EMBEDDED_SHORTCODES or use.name.endswith(".inline")
                if self._theme and not known:
                    self._excuse(use)
                continue
            brought = files.brought_by((path,), self._lookup.language, self._given)
            self._found.ids.update(brought.written_ids)
            if use.marks == "%" and files.template(path).writes_markdown:
                self._found.gaps.append(f"where the shortcode `{path}` writes headings")
            roots = self._roots_of(use) if brought.makers else {}
            for template in brought.makers:
                if template.path == path:
                    self._bring(template, self._scope(template, roots, use))
                else:
                    self._bring_partial(template, brought, roots, path, use)
            self._note(brought)

    def _excuse(self, use: ShortcodeUse) -> None:
        """Note what a shortcode may make whose template is not there: ids of what it is handed, or of a file."""
        known = self._known_theme
        if known is not None and use.name.lower() in known.quiet and "id" not in use.parameters:
            return
        values = use.parameters.values()
        is_handed = use.inner is not None or any(_WORDS.search(value) for value in values)
        if not is_handed or _INCLUDES.search(use.name) or any(_FILE.search(value) for value in values):
            self._found.gaps.append(f"whose shortcode `{use.name}` comes from {self._theme}")
            return
        end = use.inner.end if use.inner is not None else use.span.end
        text = self._document.source.text[use.span.start : end]
        self._found.made.append(made_of(self._theme, values, text))

    @cached_property
    def _known_theme(self) -> KnownTheme | None:
        """The theme that is not there, where it is one that is known."""
        return known_themes(self._config.unread_layouts)

    def _bring_layouts(self, files: LayoutFiles) -> None:
        paths = files.of_page(self._lookup)
        if not paths:
            self._miss(f"whose layout comes from {self._theme}")
            return
        brought = files.brought_by(paths, self._lookup.language, self._given)
        self._found.ids.update(brought.written_ids)
        roots = self._page_roots if brought.makers else {}
        for template in brought.makers:
            if template.path in paths:
                self._bring(template, self._scope(template, roots, None))
            else:
                self._bring_partial(template, brought, roots, "", None)
        self._note(brought)

    def _miss(self, gap: str) -> None:
        """Note that a layout or a partial is not there.

        Lists of pages can be anything then, and so can a page that asks for a layout of its own.
        """
        known = self._known_theme
        if known is not None and known.open.isdisjoint({self._lookup.kind, "headings"}):
            found = self._found
            found.made.append(PartOfTheme(self._theme, known))
            found.scripted = found.scripted or (self._theme if known.scripted else "")
            found.others = found.others or (self._theme if self._lookup.kind in known.shows else "")
        elif self._lookup.kind == "page" and self._lookup.layout in _FOR_TEXTS:
            self._found.made.append(PartOfLayout(self._theme or "a layout that is not here"))
        else:
            self._found.gaps.append(gap if self._theme else "whose layout is not in the site's own folder")

    def _note(self, brought: Brought) -> None:
        found = self._found
        found.ids.update(brought.ids)
        found.scripted = found.scripted or brought.scripted
        for condition, path in brought.others.items():
            if not condition or condition in self._given:
                found.others = found.others or path
        if brought.fetching:
            found.gaps.append(f"on which `{brought.fetching}` shows texts from elsewhere")
        if brought.absent and self._theme:
            self._miss(f"whose partial `{brought.absent}` comes from {self._theme}")

    def _bring_partial(
        self,
        template: TemplateFile,
        brought: Brought,
        roots: Mapping[str, Value],
        shortcode: str,
        use: ShortcodeUse | None,
    ) -> None:
        """What a partial brings, once for each way in which it is called."""
        self._found.ids.update(template.ids)
        for way in brought.handed.get(template.path, ()) if template.made or template.reads else ():
            if way is None:
                # Of a shortcode's partial it is not known whether its dot is the page.
                self._bring(template, self._scope(template, {} if use is not None else roots, None))
                continue
            caller, call = way
            given = read_dictionary(call.handed)
            if given is None:
                self._bring(template, self._scope(template, {}, None))
                continue
            is_own = use is None or caller.path == shortcode
            outer = self._scope(caller, roots if is_own else {}, use if is_own else None)
            handed = {f".{name}": outer.value(value, call.dot) for name, value in given.items()}
            self._bring(template, replace(self._scope(template, handed, None), is_dictionary=True))

    def _show_files(self, template: TemplateFile, scope: ExpressionScope) -> None:
        """Take the ids in files that a template shows."""
        for attribute in template.reads:
            if self._files is None or scope.is_never(attribute.dot):
                continue
            ids = ids_of_files(self._value(attribute, scope), self._files, self._dialect)
            if ids is None:
                self._found.gaps.append(f"on which `{template.path}` shows texts from elsewhere")
            else:
                self._found.ids.update(ids)

    def _bring(self, template: TemplateFile, scope: ExpressionScope) -> None:
        self._found.ids.update(template.ids)
        self._show_files(template, scope)
        for attribute in template.made:
            if scope.is_never(attribute.dot):
                continue
            value = self._value(attribute, scope)
            if isinstance(value, UnknownValue) and value.among is not None:
                self._found.ids.update(f"{value.prefix}{item}{value.suffix}" for item in value.among)
            elif isinstance(value, UnknownValue):
                self._found.made.append(MadeId(template.path, value.prefix, value.suffix, value.alphabet))
            elif value:
                self._found.ids.add(value)

    def _listed(self, expression: str) -> frozenset[str] | None:
        """All texts in a list that a template goes through, where it comes from the page itself."""
        if _KEPT.search(expression):
            return self._stored
        asked = _PARAMETER.fullmatch(expression)
        if asked is None:
            return None
        name = asked[1].lower()
        return None if name in self._handed_down else frozenset(texts_in(self._front_matter.get(name)))

    @cached_property
    def _stored(self) -> frozenset[str] | None:
        """What the shortcodes of the page keep for other templates of its own."""
        found: set[str] = set()
        for use in self._uses:
            template = self._shortcode(use.name)
            if template is not None and template.stores:
                found.update(use.parameters.values())
        return frozenset(found) or None

    @cached_property
    def _given(self) -> frozenset[str]:
        """The parameters of the page that are set."""
        own = (name for name, value in self._front_matter.items() if value)
        return frozenset([*own, *(name.lower() for name in self._handed_down)])

    @cached_property
    def _front_matter(self) -> Mapping[str, object]:
        front_matter = self._document.front_matter
        found = lowered(front_matter.data) if front_matter is not None else {}
        if not isinstance(found, Mapping):
            return {}
        below = found.get("params")
        return {**found, **below} if isinstance(below, Mapping) else found

    def _roots_of(self, use: ShortcodeUse) -> Mapping[str, Value]:
        """What the template of a shortcode asks for."""
        if use.inner is None:
            return self._page_roots
        return {**self._page_roots, ".inner": self._document.source[use.inner].strip()}

    @cached_property
    def _page_roots(self) -> Mapping[str, Value]:
        """What templates ask a page for."""
        from hashlib import md5  # loads all of OpenSSL

        place = self._config.content_place(self._document.path)
        inner = place.inner if place is not None else self._document.path
        unique = md5(inner.encode(), usedforsecurity=False).hexdigest()
        title = self._lookup.title
        found: dict[str, Value] = {}
        for start in (".", ".page."):
            found[f"{start}file.uniqueid"] = unique
            if title:
                found[f"{start}title"] = title
            for name, item in self._front_matter.items():
                if isinstance(item, str):
                    found[f"{start}params.{name}"] = item
        return found
