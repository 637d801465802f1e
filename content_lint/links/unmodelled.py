"""What is known of addresses on a site whose generator is not modelled, and why the rest is neither fine nor broken.

Such a site has pages that no Markdown file stands for: templates and code make some, lists are made for folders, and a
page that one language lacks is shown in another. An excuse covers what its cause can make, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from content_lint.links.causes import Cause
from content_lint.site.assets import is_asset
from content_lint.site.index import Site
from content_lint.site.model import Role, State
from content_lint.site.survey import is_markdown
from content_lint.text.regex import regex

STATE_ADDRESSES = "Give the pages of its folder a `permalink` in [collections.NAME] of content-lint.toml."
_OPEN = "Open them once in a browser; `content-lint links --scope internal --outcome unknown` lists them."
_PAGED = regex(r"/(?:page[:/]?)?\d{1,6}/?\Z|/page/?\Z")
_LANGUAGE = regex(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?\Z")
_ALIAS = regex(r"[@~$#]{1,2}[\w.-]*/|[\w-]+:(?!//)")
_TEMPLATES = regex(
    r".*\.(?:astro|ejs|erb|haml|hbs|html?|ipynb|jinja2?|[jt]sx?|liquid|mustache|njk|php|pug|rst|slim|svelte|vto|vue|webc"
    r"|xml)\Z",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS_KEYS = (
    "id",
    "slug",
    "path",
    "permalink",
    "url",
    "alias",
    "aliases",
    "redirect_from",
    "redirects",
    "old_paths",
)
_DYNAMIC = regex(r"\[[^\[\]/]*\]|\A\$|\A_\w+\Z")
_LISTS = regex(r"/(?:tags?|categor(?:y|ies)|authors?|archives?|series|topics|search|rss|feed)(?:/|\Z)", re.IGNORECASE)


class Unmodelled:
    """Answers for one site.

    Attributes:
        generator: why most addresses are not known.
        aliases: for links that begin with a name that the build replaces.
        other_language: for pages that the site has in another language.
        templates: for addresses that a template or a program of the site's own can make.
        lists: for folders, and lists of tags and the like.
        given: for addresses that the front matter of a page may give it.
        unplaced: for names that a Markdown file outside of the collections has.
        told: for addresses that a program or a configuration names.
        elsewhere: for folders that hold no file of the site.
        from_elsewhere: for names of files that lie somewhere else than the link says.
    """

    aliases = Cause("begin with a name that the build replaces", "Name the file beside the page, or open them once.")
    other_language = Cause(
        "lead to pages that are there in another language, and the generator may show that one",
        "Translate those pages, or open the links once in a browser.",
    )
    templates = Cause("have the name of a template or a program of the site, which may answer there", _OPEN)
    lists = Cause("lead to folders and lists, of which the generator may make pages", _OPEN)
    given = Cause("have a name that the front matter of some page gives as its address", "Link to its file.")
    unplaced = Cause("have the name of a Markdown file that is in no collection with a `permalink`", STATE_ADDRESSES)
    told = Cause("are named in the site's configuration or programs, which may redirect or make them", _OPEN)
    elsewhere = Cause(
        "lead to folders in which the site has no page, so that something else makes what is there", _OPEN
    )
    from_elsewhere = Cause(
        "name a file that is in another folder, where the generator may look for it",
        "Name it from the page's own folder.",
    )
    asset = Cause("name files that a program may copy to another place", "Open them once in a browser.")

    def __init__(self, site: Site) -> None:
        self._site = site
        builder = self._builder = site.settings.builder
        who = f"{builder.name} makes" if builder is not None else "a generator makes which is not known here"
        self.generator = Cause(f"have targets that {who}", STATE_ADDRESSES)
        self._own_folders = tuple(_own_folders(site))

    # what names a file

    def source(self, document_path: str, path: str) -> Cause | None:
        """Why the file that a relative address names, and that is not beside the document, may exist all the same.

        Args:
            document_path: the file with the link.
            path: the address without query and fragment, decoded.
        """
        pages = self._site.pages
        if _ALIAS.match(path):
            return self.aliases
        if not is_markdown(path):
            return None
        for folder in self._content_folders(document_path):
            if _joined(folder, path) in pages:
                return self.from_elsewhere
        beside = _joined(document_path.rpartition("/")[0], path)
        there = any(key in self._files_by_language for key in _with_any_language(beside))
        return self.other_language if there else None

    def _content_folders(self, document_path: str) -> Iterator[str]:
        """The folders that files may be named from: those around the document first, then all others."""
        parts = document_path.split("/")[:-1]
        yield from ("/".join(parts[:end]) for end in range(len(parts) - 1, -1, -1))
        yield from self._builder.folders if self._builder is not None else ()

    # what answers at an address

    def reason(self, path: str, *, asset: bool) -> Cause | None:
        """Why a missing address may exist all the same, or None.

        Args:
            path: within the site, decoded.
            asset: whether the link is where only files are.
        """
        if asset or is_asset(path):
            return self.asset
        if not path.startswith(self._own_folders) or is_numbered(path):
            return self.generator
        if is_markdown(path):
            return self.from_elsewhere
        trimmed = path.rstrip("/").removesuffix(".html").removesuffix("/index")
        if trimmed in self._url_folders or trimmed in self._urls or _LISTS.search(path):
            return self.lists
        return self._of_page(trimmed)

    def _of_page(self, path: str) -> Cause | None:
        """The same for what is no list of pages; without a slash or ``.html`` at its end."""
        if any(key in self._urls_by_language for key in _with_any_language(path.strip("/"))):
            return self.other_language
        if self._is_elsewhere(path):
            return self.elsewhere
        name = path.rpartition("/")[2]
        if name in self._given_names:
            return self.given
        if name in self._unplaced_names:
            return self.unplaced
        if any(path in text for text in self._site.templates.values()):
            return self.told
        return self.templates if self._has_template(path) else None

    def _is_elsewhere(self, path: str) -> bool:
        """Whether the first folder of an address, below the collection's, holds no page that is known."""
        own = max((folder for folder in self._own_folders if path.startswith(folder)), key=len, default="/")
        first, slash, _ = path[len(own) :].partition("/")
        return bool(slash) and own + first not in self._url_folders

    @cached_property
    def _urls(self) -> frozenset[str]:
        pages = (page.url.rstrip("/").removesuffix(".html") for page in self._site.built.pages)
        return frozenset(pages)

    @cached_property
    def _unplaced_names(self) -> frozenset[str]:
        """The names, without ending, of Markdown files whose addresses are not known; of an index its folder's."""
        built, names = self._site.built, set[str]()
        for page in (*built.pages, *built.static):
            if is_markdown(page.path) and (not page.url or page.state is State.STATIC):
                folder, _, file = page.path.rpartition("/")
                stem = file.rpartition(".")[0]
                names.add(folder.rpartition("/")[2] if stem.lower() in {"index", "_index", "readme"} else stem)
        return frozenset(names)

    @cached_property
    def _given_names(self) -> frozenset[str]:
        """The last parts of the addresses that front matter gives, under any of the keys that generators read."""
        found: set[str] = set()
        for document in self._site.documents.values():
            data = document.front_matter.data if document.front_matter is not None else {}
            for key in _ADDRESS_KEYS:
                value = data.get(key)
                for item in value if isinstance(value, list) else [value]:
                    if isinstance(item, str):
                        found.add(item.rstrip("/").rpartition("/")[2].removesuffix(".html"))
        return frozenset(found)

    def _has_template(self, path: str) -> bool:
        """Whether a file that is no Markdown has the name of the address, or stands for all names in its folder."""
        parts = path.strip("/").split("/")
        if parts[-1].lower() in self._template_names:
            return True
        return any("/".join(parts[:end]) in self._dynamic_folders for end in range(len(parts)))

    @cached_property
    def _template_names(self) -> frozenset[str]:
        """Names of templates and programs, without endings; of an index file its folder's."""
        names: set[str] = set()
        for path in self._template_paths():
            folder, _, file = path.rpartition("/")
            stem = file.partition(".")[0].lower()
            names.add(folder.rpartition("/")[2].lower() if stem in {"index", "page", "route", "+page"} else stem)
        return frozenset(names)

    @cached_property
    def _dynamic_folders(self) -> frozenset[str]:
        """Folders of the site in which a program answers for any name: ``src/pages/tags/[tag].astro``.

        Such a program in the folder of a collection with a pattern makes the collection's own pages.
        """
        found: set[str] = set()
        for path in self._template_paths():
            parts = path.split("/")
            at = next((place for place, part in enumerate(parts) if _DYNAMIC.search(part)), 0)
            for root in ("pages", "app", "routes"):
                if at and root in parts[:at]:
                    folder = "/".join(part for part in parts[parts.index(root) + 1 : at] if not part.startswith("("))
                    if f"/{folder}/".replace("//", "/") not in self._own_folders:
                        found.add(folder)
        return frozenset(found)

    def _template_paths(self) -> Iterator[str]:
        for file in self._site.survey.files:
            if file.role is Role.STATIC and _TEMPLATES.match(file.path):
                yield file.path

    @cached_property
    def _url_folders(self) -> frozenset[str]:
        """Addresses below which there are pages, without a slash at their end."""
        found: set[str] = {""}
        for page in self._site.built.pages:
            folder = page.url.rstrip("/").rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    @cached_property
    def _urls_by_language(self) -> frozenset[str]:
        pages = (page.url.strip("/").removesuffix(".html") for page in self._site.built.pages if page.url)
        return frozenset(key for url in pages for key in _with_any_language(url))

    @cached_property
    def _files_by_language(self) -> frozenset[str]:
        return frozenset(key for path in self._site.pages for key in _with_any_language(path))


def is_numbered(path: str) -> bool:
    """Whether an address looks like one of the pages that a long list is cut into."""
    return _PAGED.search(path) is not None


def _own_folders(site: Site) -> Iterator[str]:
    """Folders whose pages are all known: those of patterns that every page of the collection could be put into.

    The whole site is known where every page is.
    """
    lacking = {page.collection for page in site.built.pages if not page.url}
    for name, item in site.settings.collections.items():
        if not item.permalink:
            continue
        folder = item.permalink.partition(":")[0]
        folder = folder if folder.startswith("/") else f"/{folder}"
        if folder.endswith("/") and name not in lacking and (folder != "/" or not lacking):
            yield folder


def _with_any_language(path: str) -> list[str]:
    """A path with ``*`` in the place of each part that looks like a language, one at a time."""
    parts = path.split("/")
    return [
        "/".join((*parts[:place], "*", *parts[place + 1 :]))
        for place, part in enumerate(parts[:_DEEPEST])
        if _LANGUAGE.match(part)
    ]


_DEEPEST = 8


def _joined(folder: str, path: str) -> str:
    """A path from the root: ``path`` from ``folder``, without dot segments."""
    parts = [] if folder in {"", "."} else folder.split("/")
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
