"""What cannot be known of a site from its own files, so that a link there is neither fine nor broken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.links.assets import is_asset
from content_lint.parse.dialect import Generator
from content_lint.site.addresses import Kind
from content_lint.site.index import Site
from content_lint.site.model import State

_TAGS = re.compile(r"/(?:tags?|categor(?:y|ies)|\d{4}(?:/\d{2}){0,2})(?:/|\Z)", re.IGNORECASE)
_MADE = (".css", ".js", ".mjs", ".map")
_PAGED = re.compile(r"/(?:page[:/]?)?\d{1,6}/?\Z|/page/?\Z")


class Unknown:
    """Reasons, in plain words, why a missing address may exist all the same.

    Attributes:
        template: for addresses that a template makes.
        layout: for files in front matter whose address a layout completes.
        address: for relative links of a page whose own address is not known.
        stopped: for pages that the build stops at.
        outside: for addresses outside of the site's base path.
        bare_file: for files without front matter, which GitHub Pages makes pages of.
        elsewhere: for addresses on the own host that something else may serve.
        posted: for addresses that forms are sent to.
    """

    template = "what their templates give is only known when the site is built"
    layout = "the site's templates complete their addresses"
    address = "the address of the page that they stand on is not known"
    elsewhere = "another site on the same host may answer there"
    bare_file = "plugins of GitHub Pages may make pages of files without front matter"
    stopped = "the build stops at their pages"
    posted = "a program on the server may take what these forms send"

    def __init__(self, site: Site) -> None:
        settings = site.settings
        self.outside = f"they lie outside of the site's base path `{settings.base_path}`"
        self._generator = settings.generator
        self._media = tuple(f"{path}/" for path in settings.media_paths)
        providers = site.built.unknown_providers
        self._themes = [name for name in providers if _is_theme(name)]
        self._makers = [name for name in providers if not _is_theme(name)]
        self._plugins = site.layouts.plugins
        self._host = [_pattern(item) for item in settings.host_redirects]
        self._own_folders = tuple(_own_folders(site)) if self._generator is Generator.PLAIN else ()
        self._elsewhere = {*settings.elsewhere, *(_siblings(site) if settings.shared_host else ())}

    def relative(self) -> str:
        """Why a relative link may lead somewhere although nothing answers there, or empty."""
        # Hugo hands links to templates, the theme's or its own, that look for the file beside the page.
        return "templates of links may complete them" if self._generator is Generator.HUGO else ""

    def reason(self, path: str, *, asset: bool) -> str:
        """Why a missing address may exist all the same, or empty.

        Args:
            path: within the site, decoded.
            asset: whether the link stands where only files stand.
        """
        if self._generator is Generator.PLAIN:
            return self._from_host(path) or self._without_generator(path, asset=asset)
        return self._from_host(path) or self._from_build(path) or self._from_theme(path) or self._from_plugin(path)

    def _from_host(self, path: str) -> str:
        if any(pattern.match(path) for pattern in self._host):
            return "the host redirects them"
        if any(path == folder or path.startswith(f"{folder}/") for folder in self._elsewhere):
            return self.elsewhere
        return "a build step of its own may make scripts and style sheets" if path.endswith(_MADE) else ""

    def _without_generator(self, path: str, *, asset: bool) -> str:
        known = path.startswith(self._own_folders) and not (asset or is_asset(path) or _PAGED.search(path))
        return "" if known else "no generator is known"

    def _from_build(self, path: str) -> str:
        paged = self._generator is Generator.HUGO and _PAGED.search(path)
        return "templates may cut lists into pages" if paged else ""

    def _from_theme(self, path: str) -> str:
        # Nobody's theme brings files for the folder that the site's own CMS uploads to.
        if not self._themes or path.startswith(self._media):
            return ""
        brings = path.startswith("/assets/") if self._generator is Generator.JEKYLL else is_asset(path)
        return f"{self._themes[0]} may bring them" if brings else ""

    def _from_plugin(self, path: str) -> str:
        if is_asset(path):
            return ""
        if self._plugins:
            return f"the site's own plugin `{self._plugins[0]}` may make them"
        for name in self._makers:
            if name == "jekyll-paginate" and not _PAGED.search(path):
                continue
            if name.startswith("jekyll-archives") and not _TAGS.match(path):
                continue
            return f"{name} may make them"
        return ""


def _own_folders(site: Site) -> Iterator[str]:
    """Folders whose pages are all known, without a generator: those of patterns that every page could be put into."""
    lacking = {page.collection for page in site.built.pages if not page.url}
    for name, item in site.settings.collections.items():
        folder = (item.permalink or "").partition(":")[0]
        if name not in lacking and folder.endswith("/") and folder.strip("/"):
            yield folder if folder.startswith("/") else f"/{folder}"


def _siblings(site: Site) -> Iterator[str]:
    """Folders on the own host that another repository serves, going by this site's own redirects.

    A page that sends its readers to a whole address on its own host, in a folder that the site does not have,
    sends them to a neighbour: the tools of the first site read so are all like that.
    """
    own = {_first_part(answer.url) for answer in site.addresses.answers() if answer.kind is not Kind.REDIRECT}
    origin = site.settings.url
    for page in site.built.pages:
        target = page.redirect_to or ""
        if page.state is State.LIVE and origin and target.startswith(f"{origin}/"):
            folder = _first_part(target[len(origin) :].split("#")[0].split("?")[0])
            if folder and folder not in own:
                yield f"/{folder}"


def _first_part(path: str) -> str:
    """The first part of an address's path, which may be `.md` (a static file of a collection)."""
    return path.removeprefix("/").partition("/")[0]


def _is_theme(name: str) -> bool:
    return name.startswith(("the theme ", "the remote theme ", "theme "))


def _pattern(source: str) -> re.Pattern[str]:
    """A host's pattern: ``*`` and ``:splat`` stand for the rest, ``:name`` for one part."""
    parts = source.partition("*")[0].rstrip("/").split("/")
    made = "/".join("[^/]*" if part.startswith(":") else re.escape(part) for part in parts)
    return re.compile(made + (r"(?:/.*)?\Z" if "*" in source else r"/?\Z"), re.DOTALL)
