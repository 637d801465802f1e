"""The pages that Docusaurus makes of the categories of its sidebars (``generated-index``).

Their addresses are those of ``normalizeCategoryLink`` in @docusaurus/plugin-content-docs 3: the ``slug`` of the link,
else the label as github-slugger has it, below ``/category``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from content_lint.parse.scripts.literals import objects_of
from content_lint.site.generators.docusaurus.config import DocusaurusConfig, Folder
from content_lint.site.generators.docusaurus.routes import without_number
from content_lint.site.github_slugs import GithubSlugger
from content_lint.site.model import Maker
from content_lint.site.sources.tree import Tree
from content_lint.site.templates import read_texts
from content_lint.text.lenient import json_table, json_value, mapping
from content_lint.text.regex import regex
from content_lint.text.source import Span

_FILE = regex(r"(?:.*/)?_category_\.(?:json|ya?ml)\Z")
_SIDEBARS = regex(r"(?:versioned_sidebars/[^/]+|[\w.-]*sidebars?[\w.-]*)\.(?:[cm]?[jt]s|json)\Z", re.IGNORECASE)
_GENERATED = "generated-index"
_OF_VERSION = regex(r"versioned_sidebars/(version-.+)-sidebars\.json\Z")
_ELSEWHERE = regex(r"\brequire\(|^import\s(?!type\b)", re.MULTILINE)


def category_makers(tree: Tree, config: DocusaurusConfig) -> Iterator[Maker]:
    """Who makes pages of categories: the files that ask for them, and the sidebars where they may ask for more."""
    docs = [folder for folder in config.folders if folder.kind == "docs" and folder.path == folder.base]
    paths = sorted(tree.paths(None))
    texts = read_texts(tree, (path for path in paths if _FILE.match(path)))
    sidebars = read_texts(tree, _sidebars(paths, config.home))
    addresses: dict[str, None] = {}
    for folder in docs:
        slugs = (*_slugs_of_files(folder, texts), *_slugs_of_sidebars(folder, sidebars))
        addresses |= dict.fromkeys(address for slug in slugs for address in _in_languages(folder, slug, config))
    if addresses:
        yield Maker("a category of the sidebar", tuple(addresses), sure=True)
    yield from _open_sidebar(sidebars, docs, config)


def _open_sidebar(sidebars: Mapping[str, str], docs: Iterable[Folder], config: DocusaurusConfig) -> Iterator[Maker]:
    """The first sidebar that may ask for pages of categories which nobody can know, if there is one."""
    path = next((path for path, text in sidebars.items() if _may_ask_for_more(path, text)), "")
    if path:
        prefixes = (config.prefix(code) + folder.route for folder in docs for code in config.languages)
        yield Maker(f"`{path}`, a sidebar", tuple(dict.fromkeys(f"{prefix}/category/**" for prefix in prefixes)))


def _sidebars(paths: Iterable[str], home: str) -> Iterator[str]:
    """The files of sidebars."""
    start = f"{home}/" if home else ""
    return (path for path in paths if path.startswith(start) and _SIDEBARS.match(path[len(start) :]))


def _may_ask_for_more(path: str, text: str) -> bool:
    """Whether a sidebar may ask for pages of categories besides those that are written out in it."""
    is_open = not path.endswith(".json") and _ELSEWHERE.search(text) is not None
    return is_open or text.count(_GENERATED) > len(list(_slugs(path, text)))


def _is_of_version(path: str, folder: Folder) -> bool:
    """Whether a sidebar is that of a folder of documents."""
    version = _OF_VERSION.search(path)
    return folder.path.endswith(f"versioned_docs/{version[1]}") if version else "versioned_docs/" not in folder.path


def _slugs_of_sidebars(folder: Folder, sidebars: Mapping[str, str]) -> Iterator[str]:
    """The addresses of the categories that the sidebars of a folder write out, from it."""
    for path, text in sidebars.items():
        if _is_of_version(path, folder):
            yield from _slugs(path, text)


def _slugs(path: str, text: str) -> Iterator[str]:
    """The addresses of the categories that a sidebar writes out, from the folder of its documents."""
    slugger = GithubSlugger()
    for category in _categories(path, text):
        label, slug = category.get("label"), mapping(category.get("link")).get("slug")
        if isinstance(slug, str):
            yield slug
        elif slug is None and isinstance(label, str):
            yield f"/category/{slugger.slug(label)}"


def _categories(path: str, text: str) -> Iterator[Mapping[str, object]]:
    """The categories with a page of their own that a sidebar writes out, in their order."""
    if _GENERATED not in text:
        return
    waiting: list[object] = [json_value(text)] if path.endswith(".json") else list(objects_of(text))
    waiting.reverse()
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            if mapping(value.get("link")).get("type") == _GENERATED:
                yield value
            waiting += reversed(list(value.values()))
        elif isinstance(value, list):
            waiting += reversed(value)


def _in_languages(folder: Folder, slug: str, config: DocusaurusConfig) -> Iterator[str]:
    for code in config.languages:
        yield config.address(f"{config.prefix(code)}{folder.route}/{slug.lstrip('/')}")


def _slugs_of_files(folder: Folder, texts: Mapping[str, str]) -> Iterator[str]:
    """The addresses of the categories that files in a folder ask for, from it."""
    slugger = GithubSlugger()
    for path, text in texts.items():
        if not path.startswith(f"{folder.path}/"):
            continue
        data = json_table(text) if path.endswith(".json") else _yaml(text)
        link = mapping(data.get("link"))
        if link.get("type") != _GENERATED:
            continue
        name = path.split("/")[-2]
        label = data.get("label") or (without_number(name) if folder.numbered else name)
        yield str(link.get("slug") or f"/category/{slugger.slug(str(label))}")


def _yaml(text: str) -> Mapping[str, object]:
    from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for  # few categories are written so

    return mapping(read_yaml(text, Span(0, len(text)), rules_for("js")).data)
