"""Generators whose pages are not modelled: recognised by their configuration, so that a run can name them.

Their configuration is mostly a program, and no code of a site is run: only what is written in it as plain text is
taken from it, such as the folder of the documents.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from content_lint.config.root import JUPYTER_NAMES, find_hugo, find_jekyll
from content_lint.text.files import read_ordinary
from content_lint.text.regex import regex

INDEX = ("index", "_index")
"""Names of files, without ending, that most generators take for the page of their folder."""

MDX = (".mdx",)
"""What the names of files end in that every generator reads as MDX."""


class Builder(Struct, frozen=True):
    """The generator of a site, where its pages are not modelled.

    Attributes:
        name: as people call it.
        config: the file that gives it away, from the site's root.
        folders: globs of the folders that it reads documents from; empty where its configuration does not tell.
        mdx: what the names of files end in that it reads as MDX.
        aliases: what stands for the content folder at the beginning of a link, such as Zola's ``@/``.
        partials: whether files and folders whose names begin with ``_`` are parts of other pages.
        finds_from_folder: whether a link may name a file from a content folder, too, instead of from its own.
        index: names of files, without ending, that are the page of their folder; ``*`` for the folder's own name.
        address_key: the key of front matter that holds a page's whole address.
        dated_names: whether it reads the date at the beginning of a file's name.
        brings_labels: whether labels of links may be defined somewhere else than in their file.
    """

    name: str
    config: str
    folders: tuple[str, ...] = ()
    mdx: tuple[str, ...] = MDX
    aliases: tuple[str, ...] = ()
    partials: bool = False
    finds_from_folder: bool = False
    index: tuple[str, ...] = INDEX
    address_key: str = "permalink"
    dated_names: bool = False
    brings_labels: bool = False


class _Kind(Struct, frozen=True):
    """How one generator is recognised, and where it reads.

    Attributes:
        name: as people call it.
        files: the names of its configuration, from its own folder.
        folders: where it reads documents unless its configuration says otherwise, from its own folder.
        names: what in its configuration names such a folder; the first group is the name.
        evidence: a file, and what has to be in it, where the configuration's name alone proves nothing.
        extra: files besides the configuration in which ``names`` is looked for.
        adds: whether the folders that are named come on top of the usual ones.
        mdx: as in Builder.
        aliases: as in Builder.
        partials: as in Builder.
        index: as in Builder.
        address_key: as in Builder.
        finds: what its configuration holds where links may name files from a content folder.
    """

    name: str
    files: re.Pattern[str]
    folders: tuple[str, ...] = ()
    names: re.Pattern[str] | None = None
    evidence: tuple[str, re.Pattern[str]] | None = None
    extra: tuple[str, ...] = ()
    adds: bool = False
    mdx: tuple[str, ...] = MDX
    aliases: tuple[str, ...] = ()
    partials: bool = False
    finds: re.Pattern[str] | None = None
    index: tuple[str, ...] = INDEX
    address_key: str = "permalink"


def _script(name: str) -> re.Pattern[str]:
    return re.compile(rf"{name}\.[cm]?[jt]s\Z")


def _json_key(name: str) -> re.Pattern[str]:
    return re.compile(rf'"{re.escape(name)}"\s*:')


def _word(key: str) -> re.Pattern[str]:
    """A key of a script, and the text in quotes that it is given."""
    return re.compile(rf"(?<![\w$]){key}\s*:\s*[\"'`]([^\"'`\n$]{{1,200}})[\"'`]")


_BOTH = (".mdx", ".md")
_README = (*INDEX, "README", "readme")
_CONTENT_CONFIG = ("src/content.config.ts", "src/content.config.mjs", "src/content.config.js", "src/content/config.ts")
_KINDS = (
    _Kind(
        "Astro",
        _script(r"astro\.config"),
        ("src/content", "src/pages"),
        _word("base"),
        extra=_CONTENT_CONFIG,
        adds=True,
    ),
    _Kind(
        "Eleventy",
        _script(r"(?:\.eleventy|eleventy\.config)"),
        names=_word("input"),
        finds=regex("InputPathToUrl"),
    ),
    _Kind(
        "Docusaurus",
        _script(r"docusaurus\.config"),
        ("docs", "blog", "src/pages", "versioned_docs", "*_versioned_docs", "i18n"),
        _word("path"),
        adds=True,
        mdx=_BOTH,
        aliases=("@site/",),
        partials=True,
        finds=regex(""),
        index=(*_README, "*"),
    ),
    _Kind("VitePress", _script(r"\.vitepress/config(?:/index)?"), (".",), _word("srcDir")),
    _Kind("VuePress", _script(r"\.vuepress/config(?:/index)?"), (".",), index=_README),
    _Kind(
        "MkDocs",
        regex(r"(?:mkdocs\.ya?ml|zensical\.toml)\Z"),
        ("docs",),
        regex(r"^docs_dir\s*[:=]\s*[\"']?([^\"'#\n]{1,200})", re.MULTILINE),
        index=_README,
    ),
    _Kind(
        "Zola",
        regex(r"(?:zola|config)\.toml\Z"),
        ("content",),
        evidence=("", regex(r"^[ \t]*base_url[ \t]*=", re.MULTILINE)),
        aliases=("@/",),
        address_key="path",
    ),
    _Kind(
        "mdBook",
        regex(r"book\.toml\Z"),
        ("src",),
        regex(r"^[ \t]*src[ \t]*=[ \t]*\"([^\"\n]+)", re.MULTILINE),
    ),
    _Kind(
        "Hexo",
        regex(r"_config\.ya?ml\Z"),
        ("source",),
        regex(r"^source_dir\s*:\s*[\"']?([^\"'#\n]{1,200})", re.MULTILINE),
        evidence=("package.json", _json_key("hexo")),
    ),
    _Kind("Jupyter Book", regex(r"(?:_toc\.ya?ml|myst\.ya?ml)\Z"), (".",)),
    _Kind("Quartz", _script(r"quartz\.config"), ("content",)),
    _Kind(
        "Pelican",
        regex(r"pelicanconf\.py\Z"),
        ("content",),
        regex(r"^PATH\s*=\s*[\"']([^\"'\n]+)", re.MULTILINE),
    ),
    _Kind("Middleman", regex(r"config\.rb\Z"), ("source",), evidence=("Gemfile", regex(r"middleman"))),
    _Kind("Bridgetown", regex(r"bridgetown\.config\.ya?ml\Z"), ("src",)),
    _Kind(
        "Sphinx",
        regex(r"(?:source/)?conf\.py\Z"),
        evidence=("", regex(r"sphinx|myst_parser|^extensions", re.MULTILINE)),
    ),
    _Kind("Mintlify", regex(r"(?:mint|docs)\.json\Z"), (".",), evidence=("", regex("mintlify")), mdx=_BOTH),
    _Kind(
        "Gatsby",
        _script(r"gatsby-config"),
        names=regex(r"\bpath:\s*[`\"'](?:\$\{__dirname\}|\.)/([^`\"'\n$]{1,200})"),
    ),
    _Kind("Nuxt", _script(r"nuxt\.config"), ("content",)),
    _Kind("Next.js", _script(r"next\.config")),
    _Kind("SvelteKit", _script(r"svelte\.config")),
)
HOMES = (
    *("", "website", "docs", "site", "www", "web", "documentation", "doc", "docs/en", "docs-site"),
    *("apps/docs", "apps/web", "apps/www", "packages/docs", "packages/website"),
)
"""Folders in which repositories keep their site, the nearest to the root first."""

INSIDE = ("", ".vitepress", ".vitepress/config", ".vuepress", ".vuepress/config", "source")
_DATED = frozenset({"Docusaurus", "Eleventy", "Hexo", "Pelican", "Zola"})
_LABELS = frozenset({"Sphinx", "Jupyter Book"})
# Plugins that define a label for every heading or object, and files that are put below every page.
_LABELS_OF_MKDOCS = regex(r"autorefs|mkdocstrings|auto_append|^hooks\s*:", re.MULTILINE)
_APPLICATIONS = frozenset({"Gatsby", "Nuxt", "Next.js", "SvelteKit"})
_LANGUAGE = regex(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?\Z")
_LIMIT = 500_000


def find_builder(root: Path) -> Builder | None:
    """The generator of a site whose pages are not modelled, or None where none is recognised.

    Programs that make applications count only where none for documents is found in any folder.
    """
    found = [builder for home in HOMES for builder in _in_folder(root, home)]
    return next((item for item in found if item.name not in _APPLICATIONS), found[0] if found else None)


def explain(builder: Builder) -> str:
    """What is and what is not checked on a site of this generator, in one line."""
    return (
        f"{builder.name} makes this site ({builder.config}). Checked: front matter, dates, mail addresses, links to "
        "other sites and between files. Not checked: links to pages whose collection has no `permalink`, and most "
        "links to headings"
    )


def site_below(root: Path) -> str:
    """A folder in which Jekyll or Hugo is set up, for a root that has no generator; else empty."""
    return next((home for home in HOMES[1:] if find_jekyll(root / home) or find_hugo(root / home)), "")


def owns_jekylls_name(root: Path) -> bool:
    """Whether ``_config.yml`` is the configuration of another program than Jekyll: Hexo and Jupyter Book have one."""
    if any((root / name).is_file() for name in JUPYTER_NAMES):
        return True
    return _json_key("hexo").search(_text(root / "package.json")) is not None


def _in_folder(root: Path, home: str) -> Iterator[Builder]:
    names = [*_names(root, home)]
    for kind in _KINDS:
        config = next((name for name in names if kind.files.fullmatch(name)), None)
        if config is not None:
            text = _text(root / home / config)
            if _is_proven(kind, root / home, text):
                yield _builder(kind, root, home, config, text)


def _names(root: Path, home: str) -> Iterator[str]:
    """What lies in a folder, and in the folders that some generators put their configuration into."""
    for inside in INSIDE:
        try:
            with os.scandir(root / home / inside) as entries:
                names = sorted(entry.name for entry in entries if entry.is_file())
        except OSError:
            continue
        yield from (f"{inside}/{name}" if inside else name for name in names)


def _is_proven(kind: _Kind, folder: Path, text: str) -> bool:
    if kind.evidence is None:
        return True
    file, pattern = kind.evidence
    return pattern.search(_text(folder / file) if file else text) is not None


def _builder(kind: _Kind, root: Path, home: str, config: str, text: str) -> Builder:
    mdx = _BOTH if kind.name == "Next.js" and "mdx" in text else kind.mdx
    where = f"{home}/{config}" if home else config
    return Builder(
        _called(kind, root / home),
        where,
        _folders(kind, root, home, text),
        mdx,
        kind.aliases,
        kind.partials,
        kind.finds is not None and kind.finds.search(text) is not None,
        kind.index,
        kind.address_key,
        kind.name in _DATED,
        kind.name in _LABELS or (kind.name == "MkDocs" and _LABELS_OF_MKDOCS.search(text) is not None),
    )


def _folders(kind: _Kind, root: Path, home: str, text: str) -> tuple[str, ...]:
    """The folders of documents that the configuration, whose text is given, names, else the usual ones."""
    named: list[str] = []
    if kind.names is not None:
        texts = [text, *(_text(root / home / name) for name in kind.extra)]
        named = [match[1].strip() for item in texts for match in kind.names.finditer(item)]
    if kind.adds or not named:
        named = [*kind.folders, *named]
    places = dict.fromkeys(_place(home, name) for name in named)
    return tuple(place for place in places if place is not None and ("*" in place or (root / place).is_dir()))


def _called(kind: _Kind, folder: Path) -> str:
    starlight = kind.name == "Astro" and "@astrojs/starlight" in _text(folder / "package.json")
    return "Astro with Starlight" if starlight else kind.name


def _place(home: str, name: str) -> str | None:
    """A folder of the configuration's from the root, or None where it lies outside; ``.`` for the root itself.

    A folder for one language has neighbours for the others (``docs/en/docs``).
    """
    parts: list[str] = []
    *above, last = home.split("/") if home else [""]
    start = [*above, "*"] if above and _LANGUAGE.match(last) else [*above, last]
    for part in (*start, *PurePosixPath(name).parts):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", ".", "/"}:
            parts.append(part)
    return "/".join(parts) or "."


def _text(path: Path) -> str:
    try:
        return read_ordinary(path, _LIMIT).decode("utf-8", "replace")
    except OSError:
        return ""
