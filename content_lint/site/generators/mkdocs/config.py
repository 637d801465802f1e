"""What mkdocs.yml means: where documents are, what becomes of their addresses, and which programs take part."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import Struct, field

from content_lint.config.settings import SiteSettings
from content_lint.config.yaml_files import read_mapping
from content_lint.site.generators.mkdocs.assembly import read_assembly
from content_lint.site.generators.mkdocs.blog_config import BlogConfig
from content_lint.site.generators.mkdocs.exclude_plugin import ExcludePlugin
from content_lint.site.generators.mkdocs.ignore import IgnorePatterns, read_patterns
from content_lint.site.generators.mkdocs.languages import PluginLanguages
from content_lint.site.generators.mkdocs.monorepo import Monorepo, read_monorepo
from content_lint.site.generators.mkdocs.mounts import DocsMount, place_in, source_of
from content_lint.site.generators.mkdocs.validation import Validation
from content_lint.site.python_slugs import SlugRule
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex

_ENV_KEY = regex(r"!ENV \[[^\[\]\n]{1,400},[ ]*([^\[\],\n]{1,400})\][ ]*:(?=[ \n])")
_LIMIT = 1_000_000
_MOST_PARENTS = 8
_SLUGIFY = regex(r"!!python/(?:name|object/apply):([\w.]+)")
_DEFAULT_EXCLUDE = (".*", "/templates/")
_HOOK_LIMIT = 200_000
MERGING = frozenset({"monorepo", "techdocs-core"})
"""Plugins that put other sites into this one; the second brings the first with it."""


class MkDocsConfig(Struct, frozen=True):
    """The configuration of one site.

    Attributes:
        home: the folder of mkdocs.yml from the root; empty for the root.
        docs: the folder of the documents from the root; empty for the root.
        site_url: the address that the site is built for, or empty.
        directory_urls: whether ``x.md`` is ``/x/``; else it is ``/x.html``.
        excluded: which documents are not built, by their paths from ``docs``.
        unlisted: which files the plugin exclude takes out, as if they were not there.
        drafts: which of them are only shown while somebody writes.
        validation: what it warns of.
        nav: the menu as it is written; None without one.
        nav_file: the file that it is written in, from the root.
        not_in_nav: which documents are meant to be in no menu.
        plugins: by name, with their options.
        extensions: of Markdown, by name, with their options.
        slug: how headings get their ids.
        theme: its name.
        custom: the folder, from the root, of templates and files that go over the theme's; or empty.
        hooks: the texts of programs of the site's own, by path.
        scripts: the site's own JavaScript of all pages, from the root.
        blogs: what the blog plugin is told, once for each blog.
        languages: what the i18n plugin is told.
        strict: the file in which ``strict`` is set, from the root; or empty.
        versions: who puts versions of the site into folders of their own, or empty: ``mike`` or another.
        neighbours: addresses of other builds of the site, such as those of other languages.
        mounts: what is put among the documents from elsewhere.
        merged: the configurations of other sites that the plugin monorepo puts into this one.
        is_merged: whether all of those are known.
        assembly: the script that puts the documents together in another folder, where nothing is but ``mounts`` and
            what it makes; or empty.
    """

    home: str = ""
    docs: str = "docs"
    site_url: str = ""
    directory_urls: bool = True
    excluded: IgnorePatterns = field(default_factory=lambda: read_patterns(_DEFAULT_EXCLUDE))
    unlisted: ExcludePlugin = field(default_factory=ExcludePlugin)
    drafts: IgnorePatterns = field(default_factory=IgnorePatterns)
    validation: Validation = field(default_factory=Validation)
    nav: object = None
    nav_file: str = ""
    not_in_nav: IgnorePatterns = field(default_factory=IgnorePatterns)
    plugins: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    extensions: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    slug: SlugRule = field(default_factory=SlugRule)
    theme: str = "mkdocs"
    custom: str = ""
    hooks: Mapping[str, str] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    blogs: tuple[BlogConfig, ...] = ()
    languages: PluginLanguages = field(default_factory=PluginLanguages)
    strict: str = ""
    versions: str = ""
    neighbours: tuple[str, ...] = ()
    mounts: tuple[DocsMount, ...] = ()
    merged: tuple[str, ...] = ()
    is_merged: bool = False
    assembly: str = ""

    @classmethod
    def of(cls, settings: SiteSettings) -> MkDocsConfig:
        """That of a site's settings."""
        return settings.parsed_as(cls)

    def inner(self, path: str) -> str:
        """A document's path from ``docs``."""
        found = self.inner_if_any(path)
        return path if found is None else found

    def inner_if_any(self, path: str) -> str | None:
        """The path from ``docs`` of a file that lies there, or is put there; None for any other."""
        found = place_in(self.mounts, path)
        if found is not None or self.assembly:
            return found
        if not self.docs:
            return path
        return path[len(self.docs) + 1 :] if path.startswith(f"{self.docs}/") else None

    def source(self, inner: str) -> str:
        """The path from the root of a file below ``docs``, or that is put there."""
        found = source_of(self.mounts, inner)
        if found is not None:
            return found
        return f"{self.docs}/{inner}" if self.docs else inner

    @property
    def rooted_links(self) -> bool:
        """Whether links that begin with a slash start from ``docs``."""
        return self.validation.links_absolute == "relative_to_docs"

    @property
    def called(self) -> str:
        """The theme, in words."""
        return "Material for MkDocs" if self.theme == "material" else f"the theme {self.theme}"


class Written(NamedTuple):
    """What mkdocs.yml says with what it inherits.

    Attributes:
        keys: with their values.
        files: those that were read, from the root.
        text: the whole text of those, in which tags are looked for.
        nav_file: the one with the menu; or empty.
    """

    keys: Mapping[str, object]
    files: tuple[str, ...]
    text: str
    nav_file: str


def read_config(root: Path, home: str, name: str) -> Written:
    """The keys of mkdocs.yml with those that it inherits.

    Raises:
        ConfigError: one of them cannot be read.
    """
    path = posixpath.join(home, name)
    read: list[str] = []
    merged: Mapping[str, object] = {}
    texts: list[str] = []
    nav_file = ""
    for _ in range(_MOST_PARENTS):
        if path in read or path.startswith("../"):
            break
        read.append(path)
        found = dict(read_mapping(root, path, "pyyaml", prepare=without_keys_from_environment))
        texts.append(text_if_any(root / path, _LIMIT, within=root))
        merged = _merged(found, merged)
        nav_file = nav_file or (path if found.get("nav") is not None else "")
        parent = found.get("INHERIT")
        if not isinstance(parent, str):
            break
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), parent))
    return Written(merged, tuple(read), "\n".join(texts), nav_file)


def without_keys_from_environment(text: str) -> str:
    """The same where a key of its own is taken from the environment: by the value that it has without."""
    return _ENV_KEY.sub(lambda match: f"{match[1]}:", text)


def _merged(parent: Mapping[str, object], child: Mapping[str, object]) -> dict[str, object]:
    """What a configuration says over the one that it inherits from: mappings are merged, all else is replaced."""
    found = dict(parent)
    for key, value in child.items():
        below = found.get(key)
        found[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return found


def parse_config(root: Path, home: str, found: Written) -> MkDocsConfig:
    """What the keys mean."""
    written, text = found.keys, found.text
    plugins = named_options(written.get("plugins", ["search"]))
    extensions = named_options(written.get("markdown_extensions"))
    theme = written.get("theme")
    options = theme if isinstance(theme, dict) else {}
    name = options.get("name") if isinstance(theme, dict) else theme
    url = env_text(written.get("site_url"))
    use_folders = env_value(written.get("use_directory_urls"))
    docs_dir = env_text(written.get("docs_dir")) or "docs"
    docs = _folder(home, docs_dir)
    is_merging = not MERGING.isdisjoint(plugins)
    merged = read_monorepo(root, home, written.get("nav")) if is_merging else Monorepo()
    assembly = read_assembly(root, found.files[0], docs_dir)
    return MkDocsConfig(
        home=home,
        docs=docs,
        site_url=url if urlsplit_or_none(url) else "",
        directory_urls=use_folders is not False and "offline" not in plugins,
        excluded=read_patterns([*_DEFAULT_EXCLUDE, *lines_of(written.get("exclude_docs"))]),
        unlisted=ExcludePlugin.read(plugins.get("exclude", {})),
        drafts=read_patterns(lines_of(written.get("draft_docs"))),
        validation=Validation.read(written.get("validation")),
        nav=written.get("nav"),
        nav_file=found.nav_file,
        not_in_nav=read_patterns(lines_of(written.get("not_in_nav"))),
        plugins=plugins,
        extensions=extensions,
        slug=_slug_rule(extensions.get("toc", {}), text),
        theme=name if isinstance(name, str) and name else "custom" if isinstance(theme, dict) else "mkdocs",
        custom=_folder(home, options["custom_dir"]) if isinstance(options.get("custom_dir"), str) else "",
        hooks={
            path: text_if_any(root / path, within=root)[:_HOOK_LIMIT] for path in _hooks(home, written.get("hooks"))
        },
        scripts=tuple(_scripts(docs, written.get("extra_javascript"))),
        blogs=tuple(_blogs(written.get("plugins"))),
        languages=PluginLanguages.read(plugins.get("i18n")),
        strict=found.files[0] if env_value(written.get("strict")) is True else "",
        versions=_versions(written.get("extra"), plugins),
        neighbours=tuple(_neighbours(written.get("extra"))),
        mounts=(*merged.mounts, *assembly.mounts),
        merged=merged.files,
        is_merged=merged.is_whole,
        assembly=assembly.script if assembly.mounts else "",
    )


def urlsplit_or_none(url: str) -> tuple[str, str] | None:
    """Origin and path of a web address, or None for anything else."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return (f"{parts.scheme}://{parts.netloc}", parts.path) if parts.scheme and host else None


def env_value(value: object) -> object:
    """A value for which the environment may give another: ``!ENV [NAME, value]`` names the one without."""
    return value[-1] if isinstance(value, list) and value else value


def env_text(value: object) -> str:
    """The same for a text; empty where it is none."""
    found = env_value(value)
    return found.strip() if isinstance(found, str) else ""


def lines_of(value: object) -> list[str]:
    """The lines of a block of patterns."""
    return value.splitlines() if isinstance(value, str) else []


def named_options(value: object) -> dict[str, dict[str, object]]:
    """A list of names, or of names with options, as a mapping; the names of Material's plugins without its own."""
    found: dict[str, dict[str, object]] = {}
    for name, options in _pairs(value):
        inner = options if isinstance(options, dict) else {}
        if env_value(inner.get("enabled")) is not False:
            found.setdefault(name, inner)
    return found


def _pairs(value: object) -> Iterator[tuple[str, object]]:
    items = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    for item in items:
        for name, options in item.items() if isinstance(item, dict) else [(item, None)]:
            if isinstance(name, str):
                yield name.removeprefix("material/").removeprefix("markdown.extensions."), options


def _folder(home: str, name: str) -> str:
    """A folder of the configuration's from the root; what lies outside is nowhere."""
    path = posixpath.normpath(posixpath.join(home, name.replace("\\", "/")))
    return "" if path == "." else path.strip("/")


def _hooks(home: str, value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else []:
        if isinstance(item, str):
            yield _folder(home, item)


def _scripts(docs: str, value: object) -> Iterator[str]:
    """The files of ``extra_javascript``, each a path or a mapping with one; not what another host serves."""
    for item in value if isinstance(value, list) else []:
        path = item.get("path") if isinstance(item, dict) else item
        if isinstance(path, str) and "://" not in path:
            yield _folder(docs, path)


def _versions(extra: object, plugins: Mapping[str, object]) -> str:
    version = extra.get("version") if isinstance(extra, dict) else None
    if isinstance(version, dict):
        provider = version.get("provider")
        return provider if isinstance(provider, str) and provider else "extra.version"
    return "mike" if "mike" in plugins or version is not None else ""


def _neighbours(extra: object) -> Iterator[str]:
    alternate = extra.get("alternate") if isinstance(extra, dict) else None
    for item in alternate if isinstance(alternate, list) else []:
        link = item.get("link") if isinstance(item, dict) else None
        if isinstance(link, str) and link.startswith("/") and link.strip("/."):
            yield link.rstrip("/")


def _slug_rule(toc: Mapping[str, object], text: str) -> SlugRule:
    """How ``toc`` is told to make ids: which function is only known from the tag in the text."""
    separator = toc.get("separator")
    given = separator if isinstance(separator, str) else "-"
    if "slugify" not in toc:
        return SlugRule(separator=given)
    start = text.find("slugify:", max(text.find("toc:"), 0))
    match = _SLUGIFY.match(text[start + len("slugify:") : start + 200].lstrip()) if start >= 0 else None
    value = toc["slugify"]
    options = value.get("kwds") if isinstance(value, dict) else None
    return SlugRule(
        match[1] if match else "unknown.function",
        tuple((str(key), item) for key, item in options.items()) if isinstance(options, dict) else (),
        given,
    )


def _blogs(value: object) -> Iterator[BlogConfig]:
    for name, options in _pairs(value):
        inner = options if isinstance(options, dict) else {}
        if name == "blog" and env_value(inner.get("enabled")) is not False:
            yield BlogConfig.read(inner)
