"""What docusaurus.config says, as far as it is written out in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from msgspec import Struct

from content_lint.config.settings import SiteSettings

Kind = Literal["docs", "blog", "pages"]


class Folder(Struct, frozen=True):
    """A folder that Docusaurus reads.

    Attributes:
        path: from the site's root.
        kind: what is in it.
        plugin: which instance of the plugin reads it; those of one instance find each other's files.
        route: the addresses of its pages begin so, without a slash at the end; empty for the root.
        base: the folder of the default language, for one with translations; else the folder itself.
        language: the code of its language.
        numbered: whether numbers before names are left out of addresses.
        include: globs of its pages, from it; empty for the usual ones.
        exclude: globs of what is no page.
    """

    path: str
    kind: Kind
    plugin: str
    route: str
    base: str
    language: str
    numbered: bool = True
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Blog(Struct, frozen=True):
    """What is made besides the posts of a blog.

    Attributes:
        plugin: as in Folder.
        route: as in Folder, without the language.
        page_size: how many posts a page of the list has; 0 for all.
        archive: the last part of the archive's address.
        tags: the same of the list of tags.
        authors: the same of the list of authors.
    """

    plugin: str
    route: str
    page_size: int = 10
    archive: str = "archive"
    tags: str = "tags"
    authors: str = "authors"


class DocsTags(Struct, frozen=True):
    """Where the tags of docs have their pages: the route of a version, and the last part."""

    route: str
    tags: str = "tags"


class ClientRedirect(Struct, frozen=True):
    """A redirect of the plugin client-redirects."""

    old: str
    new: str


@dataclass(frozen=True)
class DocusaurusConfig:
    """The configuration, read once.

    Attributes:
        home: the folder of the configuration, from the root of the site.
        file: the configuration itself.
        folders: what Docusaurus reads.
        blogs: its blogs.
        tags: where tags of docs have pages.
        static: folders of files that are copied.
        languages: codes, the default one first; empty prefixes for that one.
        trailing_slash: whether addresses end in a slash; None where files decide.
        moved: redirects.
        moved_by_code: whether code adds more of them.
        old_endings: endings with which each page is redirected from.
        makers: what may make more pages, in words.
        plugins_of_text: remark and rehype plugins that may add places to a page.
        keeps_case: whether ids of headings keep capitals.
        theme: whether the site's own theme changes headings, and the file.
        unknown_languages: whether code makes the list of languages.
        added: routes that plugins add.
        unfetched: routes whose documents are in another repository, which git has not fetched, each with its folder.
        writers: what writes texts for programs beside the pages, in words.
    """

    home: str = ""
    file: str = ""
    folders: tuple[Folder, ...] = ()
    blogs: tuple[Blog, ...] = ()
    tags: tuple[DocsTags, ...] = ()
    static: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    trailing_slash: bool | None = None
    moved: tuple[ClientRedirect, ...] = ()
    moved_by_code: bool = False
    old_endings: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    plugins_of_text: tuple[str, ...] = ()
    keeps_case: bool = False
    theme: str = ""
    unknown_languages: bool = False
    added: tuple[str, ...] = ()
    unfetched: tuple[tuple[str, str], ...] = ()
    writers: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: SiteSettings) -> DocusaurusConfig:
        """What the settings of a site carry."""
        config = settings.parsed_as(cls)
        slash = settings.answers.trailing_slash
        return replace(config, trailing_slash={"always": True, "never": False}.get(slash)) if slash else config

    @cached_property
    def folders_by_path(self) -> Mapping[str, Folder]:
        """The folders by their paths; what two plugins read belongs to the first."""
        found: dict[str, Folder] = {}
        for folder in self.folders:
            found.setdefault(folder.path, folder)
        return found

    def folder_of(self, path: str) -> Folder | None:
        """The innermost folder that a file is in."""
        above = path.rpartition("/")[0]
        while above:
            found = self.folders_by_path.get(above)
            if found is not None:
                return found
            above = above.rpartition("/")[0]
        return None

    def static_address(self, path: str) -> str | None:
        """The address of a file that is copied as it is, or None."""
        for folder in self.static:
            if path.startswith(f"{folder}/"):
                return path[len(folder) :]
        return None

    def prefix(self, language: str) -> str:
        """What the addresses of a language begin with: empty for the default one."""
        return "" if not language or language == self.languages[0] else f"/{language}"

    def address(self, route: str) -> str:
        """A route as links have it."""
        if self.trailing_slash is None or route == "/":
            return route
        bare = route.rstrip("/")
        return f"{bare}/" if self.trailing_slash else bare or "/"

    def written_file(self, route: str) -> str:
        """The file that is written for a route."""
        address = self.address(route)
        if address.endswith(".html"):
            return address
        if self.trailing_slash is False and not address.endswith("/"):
            return f"{address}.html"
        return f"{address.rstrip('/')}/index.html"
