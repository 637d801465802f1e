"""What Hugo makes of links: shortcodes that name a file, and templates that every link or image goes through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.base_hrefs import BaseHref
from content_lint.site.generators.hugo.base_hrefs import HugoBaseHrefs
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle, parse_path
from content_lint.site.generators.hugo.hooks import NOT_CERTAIN, Effect, Hook, is_embedded, usual_hook
from content_lint.site.generators.hugo.layout_files import HugoLayouts, LayoutFiles
from content_lint.site.generators.hugo.mounts import CONTENT, STATIC
from content_lint.site.generators.hugo.param_texts import with_params
from content_lint.site.generators.hugo.references import BrokenReferenceError, HugoReferences
from content_lint.site.generators.hugo.shortcode_links import ShortcodeLinks
from content_lint.site.generators.hugo.shortcode_uses import Enclosing, ShortcodeUse, find_uses
from content_lint.site.generators.hugo.template_values import SiteValues
from content_lint.site.generators.hugo.text import join, normalize
from content_lint.site.generators.hugo.themes import known_themes
from content_lint.site.generators.hugo.written_links import WrittenLinks
from content_lint.site.generators.protocol import Rendered, SourceReferences
from content_lint.site.generators.replaced import is_replaced
from content_lint.site.model import Page, State, TemplateLookup
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.generators.hugo.written_links import WrittenLinks
    from content_lint.site.index import Site

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
# A host without a scheme is no part of the path that is looked up.
_ADDRESS = regex(r"(?://[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?\Z", re.DOTALL)
_LONGEST_SAID = 200
_PATH = regex(r"[^?#]+")
_LANGUAGE = regex(r"""\blang\s*+=\s*+(?:"([^"]*)"|`([^`]*)`|([\w-]++))""")
_REF = regex(r"\{\{[<%]\s*ref\s")
_EMBEDDED = Hook(Effect.LOOKS_UP)
_AT_HOME = frozenset({"markdownify"})
_WHY_AT_HOME = "a shortcode hands this text to `markdownify`, for which Hugo starts links from the home page"
_NO_LOOKUP = TemplateLookup()
_WRITTEN = (LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.AUTOLINK, LinkKind.IMAGE)


def _lookup_of(page: Page | None) -> TemplateLookup:
    return (page.lookup if page is not None else None) or _NO_LOOKUP


class HugoLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = HugoConfig.of(site.settings)
        self._last_hook: tuple[str, str, Hook | str] | None = None
        self._asked_last: tuple[Document, Sequence[ShortcodeUse], Enclosing] | None = None
        self._expected_last: tuple[Document, dict[str, str | None]] | None = None
        self._filled_folders: dict[str, tuple[str, ...]] = {}

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        # What looks pages up says so in ``as_rendered``; to a browser the name of a file is an address like any other.
        return False

    @cached_property
    def _references(self) -> HugoReferences:
        return HugoReferences(self._site.built, self._config)

    @cached_property
    def _usual_hooks(self) -> dict[str, Hook]:
        """What links and images go through for which the site has no template of its own."""
        return {kind: usual_hook(kind, self._config) for kind in ("link", "image")}

    @cached_property
    def _written(self) -> WrittenLinks | None:
        # Of no use where the site has no template of its own for links.
        from content_lint.site.generators.hugo.written_links import WrittenLinks

        def resource(path: str, asked: str) -> str | None:
            return self._resource(path, self._site.pages.get(path), asked)

        values = SiteValues(self._site, self._references, resource)
        return WrittenLinks(values, self._templates) if self._templates is not None else None

    @cached_property
    def _templates(self) -> LayoutFiles | None:
        layouts = self._site.layouts
        return layouts.files if isinstance(layouts, HugoLayouts) else None

    @cached_property
    def _shortcodes(self) -> ShortcodeLinks | None:
        base = self._site.settings.base_path
        return (
            ShortcodeLinks(self._templates, base, complete=not self._config.unread_layouts)
            if self._templates is not None
            else None
        )

    def base_href(self, document: Document, page: Page | None) -> BaseHref | None:
        if self._bases is None:
            return None
        own = document.front_matter.data if document.front_matter is not None else {}
        given = (*own, *(page.default_keys if page is not None else ()))
        return self._bases.of(_lookup_of(page), frozenset(str(key).lower() for key in given))

    @cached_property
    def _bases(self) -> HugoBaseHrefs | None:
        return HugoBaseHrefs(self._site.settings, self._templates) if self._templates is not None else None

    def _uses_in(self, document: Document) -> tuple[Document, Sequence[ShortcodeUse], Enclosing]:
        """The shortcodes that a document uses; those of the last one that was asked for are kept."""
        if self._asked_last is None or self._asked_last[0] is not document:
            uses = find_uses(document)
            self._asked_last = document, uses, Enclosing(uses)
        return self._asked_last

    def _use_around(self, document: Document, link: Link) -> ShortcodeUse | None:
        """The innermost shortcode between whose tags a link is."""
        return self._uses_in(document)[2].at(link.span.start)

    def _starts_at_home(self, document: Document, page: Page | None, link: Link) -> bool:
        """Whether Hugo starts a link from the home page, since ``markdownify`` knows of no other.

        The shortcode around it may hand it its text, or keep the text for another shortcode of the page.
        """
        files, lookup = self._templates, _lookup_of(page)
        use = self._use_around(document, link) if files is not None and document.body.templates else None
        template = files.template_of(use.name, lookup) if files is not None and use is not None else None
        if files is None or template is None:
            return False
        if template.inner == "markdown":
            return template.renderers == _AT_HOME
        if not template.stores:
            return False
        used = (files.template_of(name, lookup) for name in {item.name for item in self._uses_in(document)[1]})
        return frozenset().union(*(item.renderers for item in used if item is not None)) == _AT_HOME

    def is_link(self, document: Document, page: Page | None, link: Link) -> bool:
        files = self._templates
        if link.kind not in _WRITTEN or files is None:
            return True
        use, lookup = self._use_around(document, link), _lookup_of(page)
        if use is None:
            return True
        # What a shortcode in `{{% %}}` makes is read; one in `{{< >}}` gets what is between its tags as it is.
        while use is not None and use.marks != "%" and not files.may_read_inner(use.name, lookup):
            use = use.around
        return use is not None

    def evaluate(self, document: Document, page: Page | None, text: str) -> str | None:
        files, unknown = self._templates, self._config.unread_layouts
        if files is None or files.template_of("param", _lookup_of(page)) is not None:
            return None
        return None if unknown and known_themes(unknown) is None else with_params(text, document, page, self._config)

    def handed_links(self, document: Document, page: Page | None) -> Iterator[Link]:
        if self._shortcodes is None:
            return
        for link, looks_up in self._shortcodes.find(document, self._uses_in(document)[1], _lookup_of(page)):
            # A file that is found is there; what is not found is written as it is.
            if not looks_up or not self._is_found(document, page, unquote(link.destination)):
                yield link

    def _is_found(self, document: Document, page: Page | None, path: str) -> bool:
        """Whether a path names a file of the page or one that templates publish."""
        return path.lstrip("/") in self._site.layouts.published or self._resource(document.path, page, path) is not None

    def _hook(self, page: Page | None, link: Link, *, in_text: bool = False) -> Hook | str | None:
        """What a link goes through: a template of the site by its path, or another one.

        None for a link that is no Markdown, neither of the body nor ``in_text`` of front matter: nothing touches it.
        """
        if link.kind not in _WRITTEN and not in_text:
            return None
        kind = "image" if link.kind is LinkKind.IMAGE else "link"
        path = page.path if page is not None else ""
        if self._last_hook is None or self._last_hook[:2] != (path, kind):
            own = None
            if self._templates is not None and not is_embedded(kind, self._config):
                own = self._templates.hook(kind, _lookup_of(page))
            self._last_hook = path, kind, own or self._usual_hooks[kind]
        return self._last_hook[2]

    def template_of(self, link: Link) -> str:
        hook = self._hook(None, link)
        return hook.name if isinstance(hook, Hook) and hook.effect in NOT_CERTAIN else ""

    def changed_by(self, document: Document, page: Page | None, link: Link) -> str:
        files, lookup = self._templates, _lookup_of(page)
        if files is None or link.kind is LinkKind.FRONT_MATTER:
            return ""
        around = files.brought_by(files.of_page(lookup), lookup.language, ()).files
        found = ((item.path, text) for item in (*around, *files.replacing_others) for text in item.replaced)
        return next((f"`{path}`" for path, text in found if is_replaced(text, link.destination)), "")

    def names_file(self, document: Document, path: str) -> bool:
        found = self._references.find(path, document.path)
        return found is not None and bool(found.url)

    def tag(self, document: Document, link: Link) -> tuple[str | None, str]:
        shortcode = document.source.text[link.span.start : link.span.end]
        named = _LANGUAGE.search(shortcode)
        language = (named[1] or named[2] or named[3]) if named else None
        try:
            found = self._references.resolve(link.raw, document.path, language)
        except BrokenReferenceError as error:
            return None, str(error)
        if found.url.startswith("#"):
            return found.url, ""  # a lone fragment stays one: it is on the page itself
        page = self._site.pages.get(found.path) if found.path else self._site.pages.get(document.path)
        server = self._site.settings.server_of((language or "").lower() or (page.language if page is not None else ""))
        # `relref` leaves the host out, also of a page on another one.
        origin = server.origin if server is not None and _REF.match(shortcode) else ""
        return origin + self._site.settings.base_of(server) + found.url, ""

    def made_addresses(self, document: Document, link: Link) -> tuple[str, ...]:
        place = self._config.content_place(document.path)
        path = unquote(link.raw.partition("#")[0].partition("?")[0].strip()).removesuffix(".md")
        looks_up = self._may_look_up(self._hook(self._site.pages.get(document.path), link), path)
        if not path or place is None or not looks_up or link.kind is LinkKind.HTML or _SCHEME.match(path):
            return ()
        prefix = self._prefix(document)
        folders = (f"/{place.inner}".rpartition("/")[0] or "/", "/")
        return tuple(prefix + normalize(join(folder, path)) for folder in folders)

    def made_folders(self, document: Document, link: Link) -> tuple[str, ...]:
        name = normalize(unquote(link.raw.partition("#")[0].strip()).removesuffix(".md"))
        if link.kind is not LinkKind.LIQUID or not name or "/" in name or name[0] == ".":
            return ()
        filled = self._filled(self._prefix(document))
        # The folder itself may be the page.
        return tuple(item for item in filled if item.endswith(f"/{name}/**")) or filled

    def _filled(self, prefix: str) -> tuple[str, ...]:
        """The folders of a language that programs fill, as globs."""
        if prefix not in self._filled_folders:
            codes = (f"/{item.prefix}" for item in self._config.languages if item.prefix)
            others = tuple(f"{code}/" for code in codes if code != prefix)
            addresses = (item for maker in self._site.built.makers for item in maker.addresses)
            found = dict.fromkeys(item for item in addresses if item.endswith("/**") and item.startswith(f"{prefix}/"))
            files = self._files_outside()
            self._filled_folders[prefix] = tuple(
                item for item in found if not item.startswith(others) and item not in files
            )
        return self._filled_folders[prefix]

    def _files_outside(self) -> set[str]:
        """The folders of static files that lie outside of the site, as globs of them and of what lies deeper."""
        found = {join("/", item.inner, "**") for item in self._config.outside if item.component == STATIC}
        return found | {f"{item}/**" for item in found}

    def _prefix(self, document: Document) -> str:
        """What the addresses of a document's language begin with."""
        page = self._site.pages.get(document.path)
        code = page.language if page is not None else ""
        return next((f"/{item.prefix}" for item in self._config.languages if item.code == code and item.prefix), "")

    def as_rendered(self, document: Document, page: Page | None, link: Link) -> Rendered | None:
        hook = self._hook(page, link, in_text=_is_in_text(document, link))
        if hook is None or not link.destination or link.templated or _SCHEME.match(link.destination):
            return None
        if isinstance(hook, str):
            return self._written_by(hook, document, page, link)
        if link.destination[:1] == "#":
            return self._from_home(document, page, link) if hook == _EMBEDDED else None
        match = _ADDRESS.match(link.destination)
        if match is None:
            return None
        if not _looks_up(hook.effect, rooted=match[1].startswith("/")):
            return self._in_language(document, match[0]) if hook.effect is Effect.BY_LANGUAGE else None
        return self._looked_up(document, page, link, match)

    def _may_look_up(self, hook: Hook | str | None, path: str) -> bool:
        """Whether what a link goes through may look for a page of this path."""
        if isinstance(hook, str):
            return self._written is not None and self._written.looks_up(hook)
        return hook is None or _looks_up(hook.effect, rooted=path.startswith("/"))

    def _written_by(self, hook: str, document: Document, page: Page | None, link: Link) -> Rendered | None:
        """What a template of the site makes of a link."""
        written, own = self._written, link.destination
        if written is None or own.startswith("//"):
            return None
        language = _lookup_of(page).language
        expected = self._expected(document, page, own)
        if expected is not None and written.is_as_expected(hook, document, link, language, expected):
            return Rendered(expected) if expected != own and own[0] != "#" else None
        made = written.address(hook, document, link, language)
        if made.stops:
            return Rendered(own, stops=f"`{hook}` says: {made.stops[:_LONGEST_SAID]}", asked=made.asked)
        if made.is_there or made.text is None:
            return Rendered(own, is_there=made.is_there, maker="" if made.is_there else f"`{hook}`", asked=made.asked)
        return Rendered(made.text, asked=made.asked) if made.text != own or made.asked else None

    def _expected(self, document: Document, page: Page | None, address: str) -> str | None:
        """What most templates make of an address that means a page; None where none is found."""
        if self._expected_last is None or self._expected_last[0] is not document:
            self._expected_last = document, {}
        known = self._expected_last[1]  # a document has most of its addresses several times
        if address not in known:
            known[address] = self._found_address(document, page, address)
        return known[address]

    def _found_address(self, document: Document, page: Page | None, address: str) -> str | None:
        if page is not None and page.url and address.startswith("#"):
            return self._base(document) + page.url + address
        found = self._found_page(document, address)
        if found is not None:
            return found.text
        return address if self._is_at_page(page, address) else None

    def _is_at_page(self, page: Page | None, address: str) -> bool:
        """Whether an address is that of a page, to the letter."""
        server = self._site.settings.server_of(page.language) if page is not None else None
        base = self._site.settings.base_of(server)
        if not address.startswith(f"{base}/"):
            return False
        path = address.partition("#")[0].removeprefix(base)
        answer = self._site.addresses.find(unquote(path))
        return answer is not None and answer.page is not None and answer.page.url == path

    def _found_page(self, document: Document, address: str) -> Rendered | None:
        """A link that names a page by its path."""
        match = _ADDRESS.match(address)
        path = unquote(match[1]) if match is not None else ""
        found = self._references.find(path, document.path) if path else None
        if match is None or found is None or not found.url:
            return None
        return Rendered(self._base(document) + found.url + (match[2] or "") + (match[3] or ""))

    def _base(self, document: Document) -> str:
        """The base path of the server that a document's page is on."""
        return self._site.settings.base_of(self._site.server_of(document.path))

    def _looked_up(self, document: Document, page: Page | None, link: Link, match: re.Match[str]) -> Rendered | None:
        """A link for which Hugo or a theme finds a page or a file, by the parts of its address."""
        address = match[0].removeprefix("./")
        found = self._found_page(document, address) if link.kind is not LinkKind.IMAGE else None
        if found is not None:
            return found
        path = unquote(match[1]).removeprefix("./")
        rest, base = (match[2] or "") + (match[3] or ""), self._base(document)
        url = self._resource(document.path, page, path)
        if url is not None:
            return Rendered(base + url + rest)
        published = path.lstrip("/")
        if published in self._site.layouts.published:
            return Rendered(f"{base}/{quote(published)}{rest}", is_there=True)
        return None

    def _in_language(self, document: Document, address: str) -> Rendered | None:
        """A link with the folder of its page's language in front, where that leads somewhere."""
        prefix = self._prefix(document)
        path = unquote(address.partition("#")[0].partition("?")[0])
        if not prefix or not path.startswith("/") or path.startswith((f"{prefix}/", "//")):
            return None
        if self._site.addresses.find(prefix + path) is None:
            return None
        return Rendered(self._base(document) + prefix + address)

    def _from_home(self, document: Document, page: Page | None, link: Link) -> Rendered | None:
        """A link to a place, where Hugo takes the home page for the page that it is on."""
        if page is None or not page.url or not self._starts_at_home(document, page, link):
            return None
        base = self._base(document)
        cure = f"Write `{base}{page.url}{link.destination}`: {_WHY_AT_HOME}"
        return Rendered(f"{base}{self._prefix(document)}/{link.destination}", cure=cure)

    def _resource(self, source: str, page: Page | None, path: str) -> str | None:
        """The address of the file of a page's bundle that a path names, by the file of the page."""
        folder = self._bundle(source)
        if folder is None:
            return None
        code = page.language if page is not None else ""
        found = self._resources.get(normalize(join(folder, path.lstrip("/"))), {})
        resource = found.get(code) or found.get(self._codes[0])
        return resource.url if resource is not None else None

    def _bundle(self, path: str) -> str | None:
        """The logical path of the folder whose files belong to a page, or None where it has none."""
        place = self._config.content_place(path)
        parsed = parse_path(place.inner, self._codes) if place is not None else None
        return parsed.base if parsed is not None and parsed.bundle is not Bundle.NONE else None

    @cached_property
    def _codes(self) -> list[str]:
        return [language.code for language in self._config.languages]

    @cached_property
    def _resources(self) -> dict[str, dict[str, Page]]:
        """The files beside pages, by logical path and language, the default language first."""
        found: dict[str, dict[str, Page]] = {}
        for name, page in sorted(self._files(), key=lambda item: self._rank(item[1])):
            found.setdefault(name, {}).setdefault(page.language, page)
        return found

    def _rank(self, page: Page) -> int:
        return self._codes.index(page.language) if page.language in self._codes else 0

    def _files(self) -> Iterator[tuple[str, Page]]:
        for page in self._site.built.static:
            if page.state is not State.STATIC:
                continue
            for place in self._config.placements(page.path):
                if place.component == CONTENT:
                    yield normalize(f"/{_without_language(place.inner, self._codes)}"), page


def _is_in_text(document: Document, link: Link) -> bool:
    """Whether a link is one of Markdown in a text of front matter, which layouts make HTML of."""
    start = link.destination_span.start
    return link.kind is LinkKind.FRONT_MATTER and document.source.text[max(0, start - 2) : start] == "]("


def _looks_up(effect: Effect, *, rooted: bool) -> bool:
    """Whether a template looks an address up that begins with a slash, or that does not."""
    if effect is Effect.LOOKS_UP_ROOTED:
        return rooted
    if effect is Effect.LOOKS_UP_RELATIVE:
        return not rooted
    return effect in (Effect.LOOKS_UP, Effect.MAY_LOOK_UP)


def _without_language(inner: str, codes: list[str]) -> str:
    """A file's path without the language that its name gives: ``a/x.png`` of ``a/x.fr.png``."""
    folder, _, name = inner.rpartition("/")
    parts = name.split(".")
    if len(parts) > 2 and parts[-2].lower() in codes:
        del parts[-2]
    return f"{folder}/{'.'.join(parts)}"
