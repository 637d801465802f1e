"""The pages that jekyll-polyglot writes: each language in a folder of its own.

It builds the site once for each language. Of the pages with one address it takes the one in that language, else one in
the default language, else what comes last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from content_lint.site.generators.jekyll.config import JekyllConfig, truthy
from content_lint.site.model import GeneratedUrl, Page, RedirectSource, State
from content_lint.text.regex import regex

PLUGIN = "jekyll-polyglot"
_CODE = regex(r"[a-z]{2,3}(?:[_-][A-Za-z]{2}){0,2}\Z")


class Spoken(Struct, frozen=True):
    """The site in all its languages.

    Attributes:
        pages: of every language; those that no language shows are not written.
        static: the files that are copied, in the folder of each language too.
        generated: what other plugins make, in each language.
    """

    pages: list[Page]
    static: list[Page]
    generated: list[GeneratedUrl]


class Languages:
    """Knows the languages of one site.

    Args:
        config: the site's configuration.
    """

    def __init__(self, config: JekyllConfig) -> None:
        settings = config.plugin_settings
        listed = settings.get("languages")
        self.default = str(settings.get("default_lang") or "en")
        named = [str(item) for item in listed if item is not None] if isinstance(listed, list) else ["en"]
        self.all = tuple(dict.fromkeys((self.default, *named)))
        self._folders = [f"/{name}" for name in self.all if name != self.default]
        excluded = settings.get("exclude_from_localization")
        self._excluded = tuple(str(item) for item in excluded) if isinstance(excluded, list) else ()
        self._from_path = truthy(settings.get("lang_from_path"))
        self._mark = re.compile("|".join(rf"(?>[/.]{re.escape(name)}[/.])" for name in named) or r"(?!)")
        self._known: dict[str, str] = {}
        self._root = config.root

    def spread(
        self,
        groups: Iterable[Sequence[Page]],
        static: Sequence[Page],
        generated: Sequence[GeneratedUrl],
        data: Mapping[str, Mapping[str, object]],
    ) -> Spoken:
        """Everything that is written, from what one language would be.

        Args:
            groups: the documents of each collection in its order, the pages last.
            static: files that are copied as they are.
            generated: what other plugins make.
            data: the front matter of each page with its defaults, by path.
        """
        parts = [list(group) for group in groups]
        shown: dict[str, list[Page]] = {}
        for language in self.all:
            seen: dict[str, str] = {}
            for group in parts:
                for page in self._chosen(group, language, seen, data):
                    shown.setdefault(page.path, []).append(self._moved(page, language))
        pages: list[Page] = []
        for page in (page for group in reversed(parts) for page in group):
            pages += self._as_shown(page, shown.get(page.path, []), data.get(page.path, {}))
        return Spoken(pages, [*static, *self._copies(static)], [*generated, *self._remade(generated)])

    def _as_shown(self, page: Page, shown: list[Page], data: Mapping[str, object]) -> list[Page]:
        """What is written of a page, in its own language first; itself where it is not written anyhow."""
        if page.state is not State.LIVE:
            return [page]
        if not shown:
            reason = "another page of its language has the same address"
            return [replace(page, state=State.NEVER, reason=reason, in_listing=False)]
        own = self._language_of(page, data)
        return sorted(shown, key=lambda item: not item.url.startswith(f"/{own}/")) if own != self.default else shown

    def _is_read(self, page: Page, language: str) -> bool:
        """Whether a file takes part in the site of one language."""
        return language == self.default or not page.path.removeprefix(self._root).startswith(self._excluded)

    def _copies(self, static: Iterable[Page]) -> Iterator[Page]:
        """The files that are copied into the folders of languages."""
        for page in static:
            for start in self._folders if page.state is State.STATIC and self._is_read(page, "") else ():
                yield replace(page, url=start + page.url, destination=start + page.destination)

    def _remade(self, generated: Iterable[GeneratedUrl]) -> Iterator[GeneratedUrl]:
        for item in generated:
            for start in self._folders:
                yield replace(item, url=start + item.url, destination=start + item.destination)

    def _language_of(self, page: Page, data: Mapping[str, object]) -> str:
        return str(data.get("lang") or self._from_folder(page) or self.default)

    def _from_folder(self, page: Page) -> str:
        parts = page.path.removeprefix(self._root).split("/")
        if not self._from_path:
            return ""
        place = 1 if parts[0].startswith("_") and len(parts) > 2 else 0
        return parts[place] if len(parts) > 1 and _CODE.match(parts[place]) else ""

    def _chosen(
        self, group: Iterable[Page], language: str, seen: dict[str, str], data: Mapping[str, Mapping[str, object]]
    ) -> Iterator[Page]:
        """The pages of a group that one language shows; ``seen`` says in which language each address is."""
        approved: dict[str, Page] = {}
        for page in group:
            values = data.get(page.path, {})
            own = self._language_of(page, values)
            only = values.get("lang-exclusive") or ()
            url = self._unmarked(page.url)
            taken = seen.get(url) == language or (seen.get(url) == self.default and own != language)
            left_out = isinstance(only, (list, str)) and only and language not in only
            if page.state is not State.LIVE or taken or left_out or not self._is_read(page, language):
                continue
            approved[url] = page
            seen[url] = own
        yield from approved.values()

    def _unmarked(self, url: str) -> str:
        """An address without what names a language in it."""
        if url not in self._known:
            self._known[url] = self._mark.sub("/", url)
        return self._known[url]

    def _moved(self, page: Page, language: str) -> Page:
        """A page in the folder of a language."""
        if language == self.default:
            return page
        sources = tuple(
            RedirectSource(item.raw, f"/{language}{item.url}", f"/{language}{item.destination}", item.key_path)
            for item in page.redirects_from
        )
        url, destination = f"/{language}{page.url}", f"/{language}{page.destination}"
        return replace(page, url=url, destination=destination, redirects_from=sources)
